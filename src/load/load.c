/* load.c: the program's side of a load: starts the child, listens, proves what it leaves. */
#include "config.h"

#include "load/load.h"

#include "base/log.h"
#include "load/child.h"
#include "load/hold.h"
#include "load/hosts.h"
#include "load/opener.h"
#include "load/place.h"
#include "load/request.h"
#include "load/sandbox.h"
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct load_child {
	pid_t pid;	  /* 0 when none runs, or the opener started it */
	int leash;	  /* then this holds it (opener.h), else -1 */
	int image, bytes; /* memory files */
	int early;	  /* likewise; -1 when it is not wanted */
	int hosts;	  /* likewise (hosts.h); -1 for none */
	bool second;	  /* the one that strips tags */
	bool copy;	  /* bytes holds a copy from the page cache */
	int moves;	  /* pages that were left for the next */
	struct load_request request;
	struct arena strings;	 /* of the request */
	struct report report;	 /* as far as it has come */
	size_t got;		 /* bytes of it */
	struct hold now, before; /* the images of document and former */
};

static bool keep_request(struct load_child *c, const struct load_request *r, struct err *e)
{
	struct buf address = { .len = 0 };
	const char **text;
	bool ok = true;

	c->request = *r;
	for (size_t i = 0; (text = request_text(&c->request, i)); i++)
		*text = *text ? arena_dup(&c->strings, str_z(*text)).at : NULL;
	if (place_is_address(r->place)) {
		ok = place_address(r->place, &address, e);
		c->request.place = arena_dup(&c->strings, buf_str(&address)).at;
		buf_free(&address);
	}
	return ok;
}

/* Whether it can be read again by its name, should a second child be needed. */
static bool is_plain_file(const char *place)
{
	struct stat st;

	return stat(place, &st) == 0 && S_ISREG(st.st_mode);
}

/* The memory files, with what the store has for an address. */
static bool open_files(struct load_child *c, struct err *e)
{
	const char *place = c->request.place;
	struct store *store = c->request.store;

	c->image = memfd_create("postil-image", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (c->request.early)
		c->early = memfd_create("postil-early", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (c->image < 0)
		return err_sys(e, ERR_CHILD, "cannot make a memory file");
	if (is_plain_file(place))
		return true;
	c->bytes = memfd_create("postil-bytes", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (c->bytes < 0)
		return err_sys(e, ERR_CHILD, "cannot make a memory file");
	if (place_is_address(place)) {
		c->hosts = hosts_lend(store);
		c->copy = store_copy(store, str_z(place), c->bytes);
	}
	return true;
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Forks a loader; it has its end of the pipe. */
static bool fork_child(struct load_child *c, struct child_task *task, int other, struct err *e)
{
	c->pid = fork();
	if (c->pid == 0) {
		close(other);
		child_run(task);
	}
	if (c->pid > 0)
		return true;
	c->pid = 0;
	return err_sys(e, ERR_CHILD, "cannot start a loader");
}

/* Starts the child of this load; its reports come through l->fd. */
static bool spawn(struct load *l, const char *why, struct err *e)
{
	struct load_child *c = l->child;
	struct child_task task = {
		.request = &c->request,
		.bytes = c->bytes,
		.why = why,
		.image = c->image,
		.early = why ? -1 : c->early,
		.hosts = why ? -1 : c->hosts,
		.copy = c->copy,
		.kept = why && lseek(c->bytes, 0, SEEK_END) > 0,
	};
	int ends[2];
	bool ok;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_sys(e, ERR_CHILD, "cannot start a loader");
	task.reports = ends[1];
	if (c->request.opener) {
		c->leash = opener_load(c->request.opener, &task, e);
		ok = c->leash >= 0;
	} else {
		ok = fork_child(c, &task, ends[0], e);
	}
	close(ends[1]);
	if (!ok) {
		close(ends[0]);
		return false;
	}
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	l->fd = ends[0];
	c->got = 0;
	return true;
}

bool load_start(struct load *l, const struct load_request *r, struct err *e)
{
	struct load_child *c = mem_new(1, sizeof(*c));

	*l = (struct load){ .fd = -1, .child = c };
	c->leash = c->image = c->bytes = c->early = c->hosts = -1;
	if (keep_request(c, r, e) && open_files(c, e) && spawn(l, NULL, e))
		return true;
	load_free(l);
	return false;
}

enum { MOVES_MAX = 5 };

/* How long a child may take to be gone once its end of the pipe is, before it is killed. */
enum { LINGER_MS = 1000 };

/* Whether the child has ended, given that time. */
static bool has_ended(const struct load_child *c, int ms, int *status)
{
	const struct timespec moment = { .tv_nsec = 1000 * 1000 };
	struct pollfd p = { .fd = c->leash, .events = POLLIN };

	if (c->leash >= 0)
		return poll(&p, 1, ms) > 0;
	for (; waitpid(c->pid, status, WNOHANG) == 0; ms--) {
		if (ms <= 0)
			return false;
		nanosleep(&moment, NULL);
	}
	return true;
}

/* Ends the child if it does not end by itself in that time; its wait status. */
static int reap(struct load_child *c, int ms)
{
	int status = 0;
	bool ended;

	if (c->pid <= 0 && c->leash < 0)
		return 0;
	ended = has_ended(c, ms, &status);
	if (c->leash >= 0) {
		if (!ended)
			shutdown(c->leash, SHUT_WR);
		while (read(c->leash, &status, sizeof(status)) < 0 && errno == EINTR)
			;
		close_fd(&c->leash);
	} else if (!ended) {
		kill(c->pid, SIGKILL);
		while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
			;
	}
	c->pid = 0;
	return status;
}

static void take_hosts(struct load_child *c)
{
	if (c->hosts >= 0)
		hosts_take_back(c->request.store, c->hosts);
	close_fd(&c->hosts);
}

static bool failed(struct load *l)
{
	close_fd(&l->fd);
	take_hosts(l->child);
	reap(l->child, 0);
	l->stage = l->early ? LOAD_DONE : LOAD_FAILED;
	return true;
}

static bool add_seals(int fd)
{
	return fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) ==
		0;
}

/* Makes the memory file unchangeable, whatever still holds it. */
static bool seal(struct load_child *c)
{
	if (add_seals(c->image))
		return true;
	reap(c, 0); /* it may have had a mapping that can be written through */
	return add_seals(c->image);
}

static void put_document(struct load *l, struct hold *h, const struct document *d)
{
	hold_free(&l->child->before);
	l->child->before = l->child->now;
	l->child->now = *h;
	l->former = l->document;
	l->document = *d;
}

/* The image in the memory file becomes the document. */
static bool take_image(struct load *l, uint64_t len, uint64_t explain)
{
	struct load_child *c = l->child;
	struct hold h = { .map = NULL };
	struct document d;

	if (!seal(c))
		return err_sys(&l->err, ERR_CHILD, "the page's image");
	if (!hold_file(&h, c->image, len, explain, &d, &l->explain, &l->err))
		return false;
	put_document(l, &h, &d);
	l->early = false;
	return true;
}

/* The first part, while the rest is on its way; without anything to read in it, it is nothing. */
static bool take_early(struct load *l, uint64_t len)
{
	struct load_child *c = l->child;
	struct hold h = { .map = NULL };
	struct buf rest = { .len = 0 };
	struct document d;
	struct err e;

	if (c->early < 0 || l->early || l->document.image || !add_seals(c->early) ||
		!hold_file(&h, c->early, len, 0, &d, &rest, &e))
		return false;
	if (!d.head->has_article && !d.comments) {
		hold_free(&h);
		return false;
	}
	put_document(l, &h, &d);
	l->early = true;
	return true;
}

/* How a child that told nothing died, as part of a sentence. */
static void cause(int status, char *out, size_t size)
{
	int number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;

	if (WIFEXITED(status) && WEXITSTATUS(status) == CHILD_NO_MEMORY)
		snprintf(out, size, "it takes more memory than it may");
	else if (number == SIGPROF || number == SIGXCPU)
		snprintf(out, size, "it takes too long");
	else if (number == SIGKILL)
		snprintf(out, size, "the loader was killed");
	else if (number)
		snprintf(out, size, "the loader crashed: %s", strsignal(number));
	else
		snprintf(out, size, "the loader ended with status %d",
			WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}

/* The child is gone without an answer. */
static bool child_lost(struct load *l)
{
	struct load_child *c = l->child;
	char why[128];
	struct err e;

	cause(reap(c, LINGER_MS), why, sizeof(why));
	close_fd(&l->fd);
	log_line("load: %s: %s", c->request.place, why);
	err_set(&l->err, ERR_CHILD, "%s: could not be taken apart: %s", c->request.place, why);
	/* A plain file can be read again however far it came. */
	if (c->second || l->early || (l->stage < LOAD_PARSING && c->bytes >= 0))
		return failed(l);
	c->second = true;
	if (ftruncate(c->image, 0) != 0 || lseek(c->image, 0, SEEK_SET) != 0 || !spawn(l, why, &e))
		return failed(l);
	l->stage = LOAD_READING;
	return true;
}

/* What was fetched goes into the page cache: the child sealed it before it looked at it. */
static void keep_bytes(struct load_child *c, const struct report *r)
{
	int seals = fcntl(c->bytes, F_GET_SEALS);

	if (r->fresh && !c->second && seals >= 0 && (seals & F_SEAL_WRITE))
		store_keep(c->request.store, str_z(c->request.place), c->bytes);
}

/* Where a page from the network that holds nothing itself sends its readers on to; empty for
 * nowhere, or when it was enough. */
static struct str moved_to(const struct load *l)
{
	const struct load_child *c = l->child;
	const struct document *d = &l->document;

	if (c->second || c->moves == MOVES_MAX || l->former.image || d->head->has_article ||
		d->comments || !place_is_address(c->request.place))
		return STR_NONE;
	for (uint32_t i = 0; i < d->parts; i++)
		if (d->part[i].kind == PART_MOVED &&
			place_may_name(doc_str(d, d->part[i].url), str_z(c->request.place)))
			return doc_str(d, d->part[i].url);
	return STR_NONE;
}

static void close_files(struct load_child *c)
{
	close_fd(&c->image);
	close_fd(&c->bytes);
	close_fd(&c->early);
	close_fd(&c->hosts);
}

/* Begins anew with that address. */
static bool follow(struct load *l, struct str url)
{
	struct load_child *c = l->child;

	log_line("load: %s: moved", c->request.place);
	c->moves++;
	c->request.place = arena_dup(&c->strings, url).at;
	reap(c, LINGER_MS);
	close_files(c);
	hold_free(&c->now);
	buf_cut(&l->explain, 0);
	l->document = (struct document){ .image = NULL };
	l->stage = LOAD_READING;
	return (open_files(c, &l->err) && spawn(l, NULL, &l->err)) || failed(l);
}

static bool obey(struct load *l, const struct report *r)
{
	switch (r->stage) {
	case REPORT_EARLY: return take_early(l, r->bytes);
	case LOAD_READING:
	case LOAD_PARSING:
	case LOAD_EXTRACTING:
		l->stage = (enum load_stage)r->stage;
		l->bytes = r->bytes;
		l->total = r->total;
		return true;
	case LOAD_DONE:
		if (!take_image(l, r->bytes, r->total))
			return failed(l);
		close_fd(&l->fd);
		l->stage = LOAD_DONE;
		l->salvaged = l->child->second;
		keep_bytes(l->child, r);
		take_hosts(l->child);
		if (moved_to(l).len)
			return follow(l, moved_to(l));
		return true;
	case LOAD_FAILED:
		err_set(&l->err, (enum err_code)r->code, "%.*s",
			(int)strnlen(r->text, sizeof(r->text)), r->text);
		return failed(l);
	}
	err_set(&l->err, ERR_CHILD, "the loader spoke nonsense");
	return failed(l);
}

bool load_step(struct load *l)
{
	struct load_child *c = l->child;
	bool changed = false;

	while (l->fd >= 0) {
		ssize_t n = read(l->fd, (char *)&c->report + c->got, sizeof(c->report) - c->got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			break;
		if (n <= 0)
			return child_lost(l);
		c->got += (size_t)n;
		if (c->got < sizeof(c->report))
			continue;
		c->got = 0;
		changed = obey(l, &c->report) || changed;
	}
	return changed;
}

bool load_wait(struct load *l)
{
	while (l->fd >= 0) {
		struct pollfd p = { .fd = l->fd, .events = POLLIN };

		if (poll(&p, 1, -1) < 0 && errno != EINTR) {
			err_sys(&l->err, ERR_CHILD, "waiting for the loader");
			failed(l);
			break;
		}
		load_step(l);
	}
	return l->stage == LOAD_DONE;
}

const char *load_place(const struct load *l)
{
	return l->child ? l->child->request.place : "";
}

enum status load_status(const struct load *l)
{
	if (l->stage != LOAD_DONE)
		return STATUS_NOT_READ;
	if (l->salvaged || l->document.head->partial)
		return STATUS_PARTIAL;
	if (!l->document.head->has_article && l->document.comments == 0)
		return STATUS_NO_ARTICLE;
	return STATUS_DONE;
}

bool load_replace(struct load *l, struct buf *image, struct err *e)
{
	struct hold h = { .map = NULL };
	struct document d;

	if (!hold_bytes(&h, image, &d, e))
		return false;
	if (!l->child) {
		l->child = mem_new(1, sizeof(*l->child));
		l->child->image = l->child->bytes = l->child->early = l->child->hosts = -1;
		l->child->request.place = "";
	}
	put_document(l, &h, &d);
	return true;
}

void load_stop(struct load *l)
{
	if (l->fd < 0)
		return;
	err_set(&l->err, ERR_CHILD, "loading was stopped");
	failed(l);
}

void load_forget(struct load *l)
{
	if (l->child)
		hold_free(&l->child->before);
	l->former = (struct document){ .image = NULL };
}

void load_free(struct load *l)
{
	struct load_child *c = l->child;

	if (!c)
		return;
	reap(c, 0);
	close_fd(&l->fd);
	close_files(c);
	hold_free(&c->now);
	hold_free(&c->before);
	buf_free(&l->explain);
	arena_free(&c->strings);
	mem_free(c);
	l->child = NULL;
}

void load_layers(struct buf *out)
{
	sandbox_layers(out);
}

const char *load_stage_name(enum load_stage stage)
{
	switch (stage) {
	case LOAD_READING: return "reading";
	case LOAD_PARSING: return "parsing";
	case LOAD_EXTRACTING: return "extracting";
	case LOAD_DONE: return "done";
	case LOAD_FAILED: return "failed";
	}
	return "";
}
