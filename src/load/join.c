/* join.c: loads further parts and joins them. */
#include "config.h"

#include "load/join.h"

#include "base/log.h"
#include "load/merge.h"
#include "text/url.h"
#include "text/url_kin.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	AT_ONCE = 2,
	JOBS_MAX = 1000,
	PAGES = 20,
	SECONDS = 120,
	COMMENTS = 200000,
	BYTES = 256 * 1024 * 1024,
	THREADS_OF_SERVICE = 3,
};

enum job_state { JOB_WAITS, JOB_RUNS, JOB_DONE, JOB_FAILED };

/* A part to be loaded, or a search that lists some. */
struct job {
	enum job_state state;
	bool search;
	struct builder_part part; /* strings in the arena */
	struct str service;	  /* who was asked, or whose thread it is; empty for a part */
	struct load load;
	char why[200]; /* FAILED */
};

struct join {
	const struct document *base;
	struct load_request like;
	struct join_limits limits;
	struct arena arena;
	ARRAY(struct job *) job;
	ARRAY(struct builder_part) kept; /* parts of the base that are not asked for */
	unsigned pages;			 /* loads of parts started */
	size_t bytes;			 /* of their images */
	int64_t deadline;		 /* ms of the monotonic clock */
	bool limited;			 /* something was left because of a limit */
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- what is asked for ---- */

/* The address that the base came from, as far as the user has said it. */
static struct str own_address(const struct join *j)
{
	struct str place = str_z(j->like.place);

	return url_is_safe(place) ? place : str_z(j->like.base);
}

static bool same_host(struct str a, struct str b)
{
	struct url_parts x, y;

	url_parts(a, &x);
	url_parts(b, &y);
	return x.host.len && str_eq_case(x.host, y.host);
}

/* Whether a page that came from `from` may name this address. */
static bool may_ask(struct str url, struct str from)
{
	return url_is_safe(url) && (!url_is_private(url) || same_host(url, from));
}

static bool is_known(const struct join *j, struct str url)
{
	if (url_same(url, own_address(j)))
		return true;
	for (size_t i = 0; i < j->job.len; i++)
		if (url_same(j->job.at[i]->part.url, url))
			return true;
	return false;
}

static struct job *add_job(struct join *j, const struct builder_part *p)
{
	struct job *job;

	if (j->job.len >= JOBS_MAX)
		return NULL;
	job = mem_new(1, sizeof(*job));
	job->part = *p;
	job->part.url = arena_dup(&j->arena, p->url);
	job->part.name = arena_dup(&j->arena, p->name);
	job->part.about = arena_dup(&j->arena, p->about);
	*array_add(&j->job) = job;
	return job;
}

static struct builder_part part_of(const struct document *d, uint32_t i)
{
	const struct doc_part *p = &d->part[i];

	return (struct builder_part){ (enum part_kind)p->kind, p->discussion, p->claimed,
		doc_str(d, p->url), doc_str(d, p->name), doc_str(d, p->about) };
}

/* Whether the page says itself that it does not hold all of the discussion, or holds nothing. */
static bool is_short(const struct document *d, uint32_t discussion)
{
	const struct doc_discussion *t;

	if (discussion == DOC_NONE)
		discussion = 0;
	if (discussion >= d->discussions || !d->discussion[discussion].comments.count)
		return true;
	t = &d->discussion[discussion];
	if (t->unloaded != DOC_NONE && t->unloaded > 0)
		return true;
	return t->claimed != DOC_NONE && t->claimed > t->comments.count;
}

static bool has_pager(const struct document *d)
{
	for (uint32_t i = 0; i < d->parts; i++)
		if (d->part[i].kind == PART_COMMENTS)
			return true;
	return false;
}

/* Whether the page shows the discussion of this provider. */
static bool shows_provider(const struct document *d, struct str name)
{
	for (uint32_t i = 0; i < d->discussions; i++)
		if (name.len && str_eq_case(doc_str(d, d->discussion[i].provider), name) &&
			!is_short(d, i))
			return true;
	return false;
}

/* Whether the part holds something that is not here: other forms of what is here are left. */
static bool is_wanted(const struct join *j, const struct builder_part *p)
{
	switch (p->kind) {
	case PART_ARTICLE:
	case PART_COMMENTS: return true;
	case PART_TOPIC:
	case PART_FEED: return is_short(j->base, p->discussion) && !has_pager(j->base);
	case PART_FRAME: return !shows_provider(j->base, p->name);
	case PART_THREAD:
	case PART_KINDS: break;
	}
	return false;
}

static void ask_for_parts(struct join *j)
{
	for (uint32_t i = 0; i < j->base->parts; i++) {
		struct builder_part p = part_of(j->base, i);

		if (is_known(j, p.url))
			continue;
		if (is_wanted(j, &p) && may_ask(p.url, own_address(j)))
			add_job(j, &p);
		else
			*array_add(&j->kept) = p;
	}
}

/* ---- searches ---- */

static const struct {
	const char *name, *base, *search;
} services[SERVICES] = {
#define SERVICE(id, name, base, search, help) { name, base, search },
#include "load/services.def"
#undef SERVICE
};

/* The address under which others know the page. */
static struct str public_address(const struct join *j)
{
	struct str url = doc_field(j->base, FIELD_CANONICAL);

	if (!url_is_safe(url))
		url = doc_field(j->base, FIELD_URL);
	return str_sub(url, 0, str_find_char(url, '#', 0));
}

static void ask_service(struct join *j, enum service s, struct str base)
{
	struct str page = public_address(j);
	struct buf url = { 0 };
	struct builder_part p = { PART_THREAD, DOC_NONE, DOC_NONE, STR_NONE, STR_NONE, STR_NONE };
	struct job *job;

	if (!str_has(base, STR("://")))
		buf_add(&url, STR("https://"));
	buf_add(&url, base);
	while (url.len && url.at[url.len - 1] == '/')
		buf_cut(&url, url.len - 1);
	buf_add(&url, str_z(services[s].search));
	url_escape(page, &url);
	p.url = buf_str(&url);
	if (url_is_safe(p.url) && url_is_safe(page) &&
		(!url_is_private(page) || url_is_private(p.url))) {
		job = add_job(j, &p);
		if (job) {
			job->search = true;
			job->service = str_z(services[s].name);
		}
	}
	buf_free(&url);
}

static void ask_services(struct join *j, const struct elsewhere *e)
{
	for (int s = 0; s < SERVICES; s++) {
		struct str list = str_z(e->at[s] ? e->at[s] : services[s].base), word;

		while (list.len) {
			size_t n = 0;

			while (n < list.len && list.at[n] != ',' && !ascii_space(list.at[n]))
				n++;
			word = str_sub(list, 0, n);
			list = str_sub(list, n + 1, SIZE_MAX);
			if (word.len && !str_eq(word, STR("no")))
				ask_service(j, (enum service)s, word);
		}
	}
}

static int by_size(const void *a, const void *b)
{
	const struct builder_part *x = a, *y = b;

	return (x->claimed < y->claimed) - (x->claimed > y->claimed);
}

/* The largest threads about the page that a search has listed. */
static void take_threads(struct join *j, const struct job *from)
{
	const struct document *d = &from->load.document;
	ARRAY(struct builder_part) found = { NULL, 0, 0 };
	unsigned taken = 0;

	for (uint32_t i = 0; i < d->parts; i++) {
		struct builder_part p = part_of(d, i);

		if (p.kind == PART_THREAD && p.claimed && may_ask(p.url, from->part.url) &&
			(!p.about.len || url_same(p.about, public_address(j))))
			*array_add(&found) = p;
	}
	if (found.len)
		qsort(found.at, found.len, sizeof(*found.at), by_size);
	for (size_t i = 0; i < found.len && taken < THREADS_OF_SERVICE; i++) {
		struct job *job = is_known(j, found.at[i].url) ? NULL : add_job(j, &found.at[i]);

		if (job) {
			job->service = from->service;
			taken++;
		}
	}
	array_free(&found);
}

/* ---- loads ---- */

static void job_fails(struct job *job, const char *why)
{
	job->state = JOB_FAILED;
	snprintf(job->why, sizeof(job->why), "%.*s", (int)sizeof(job->why) - 1, why);
	load_free(&job->load);
}

static void start_job(struct join *j, struct job *job)
{
	struct load_request r = j->like;
	char *place = mem_z(job->part.url);
	struct err e = { 0 };

	r.place = place;
	r.type = r.charset = r.base = NULL;
	r.explain = r.early = false;
	if (!job->search)
		j->pages++;
	job->state = JOB_RUNS;
	log_line("join: %s", place);
	if (!load_start(&job->load, &r, &e)) {
		job->state = JOB_FAILED;
		snprintf(job->why, sizeof(job->why), "%.*s", (int)sizeof(job->why) - 1, e.text);
	}
	mem_free(place);
}

/* A part names the one that follows it. */
static void take_parts(struct join *j, const struct job *from)
{
	const struct document *d = &from->load.document;
	bool article = from->part.kind == PART_ARTICLE;

	for (uint32_t i = 0; i < d->parts && from->part.kind != PART_THREAD; i++) {
		struct builder_part p = part_of(d, i);

		if (p.kind != PART_COMMENTS && !(p.kind == PART_ARTICLE && article))
			continue;
		if (!article)
			p.discussion = from->part.discussion;
		if (!is_known(j, p.url) && may_ask(p.url, from->part.url))
			add_job(j, &p);
	}
}

static bool has_something(const struct job *job)
{
	const struct document *d = &job->load.document;

	return job->search || d->comments ||
		(job->part.kind == PART_ARTICLE && d->head->has_article);
}

static void end_job(struct join *j, struct job *job)
{
	if (job->load.stage == LOAD_FAILED || job->load.salvaged) {
		job_fails(job, job->load.err.text);
		return;
	}
	job->state = JOB_DONE;
	j->bytes += (size_t)job->load.document.image->size;
	if (job->search)
		take_threads(j, job);
	else if (!has_something(job))
		job_fails(job, "it holds nothing of the kind");
	else
		take_parts(j, job);
	if (job->search)
		load_free(&job->load);
}

static unsigned running(const struct join *j)
{
	unsigned n = 0;

	for (size_t i = 0; i < j->job.len; i++)
		n += j->job.at[i]->state == JOB_RUNS;
	return n;
}

static bool may_start(const struct join *j, const struct job *job)
{
	return job->search || (j->pages < j->limits.pages && j->bytes < j->limits.bytes);
}

/* Starts what waits, as far as there is room for it. */
static bool start_waiting(struct join *j)
{
	bool started = false;

	for (size_t i = 0; i < j->job.len && running(j) < AT_ONCE; i++) {
		struct job *job = j->job.at[i];

		if (job->state != JOB_WAITS)
			continue;
		if (may_start(j, job)) {
			start_job(j, job);
			started = true;
		} else {
			j->limited = true;
		}
	}
	return started;
}

struct join *join_start(const struct document *base, const struct load_request *like,
	const struct join_limits *limits, bool parts, const struct elsewhere *elsewhere)
{
	struct join *j = mem_new(1, sizeof(*j));

	j->base = base;
	j->like = *like;
	j->limits = *limits;
	j->limits.pages = limits->pages ? limits->pages : PAGES;
	j->limits.seconds = limits->seconds ? limits->seconds : SECONDS;
	j->limits.comments = limits->comments ? limits->comments : COMMENTS;
	j->limits.bytes = limits->bytes ? limits->bytes : BYTES;
	j->deadline = now_ms() + (int64_t)j->limits.seconds * 1000;
	if (parts)
		ask_for_parts(j);
	if (elsewhere)
		ask_services(j, elsewhere);
	start_waiting(j);
	return j;
}

bool join_step(struct join *j)
{
	bool changed = false;

	for (size_t i = 0; i < j->job.len; i++) {
		struct job *job = j->job.at[i];

		if (job->state != JOB_RUNS)
			continue;
		changed = load_step(&job->load) || changed;
		if (job->load.stage == LOAD_DONE || job->load.stage == LOAD_FAILED)
			end_job(j, job);
	}
	if (now_ms() >= j->deadline && !join_ended(j)) {
		j->limited = true;
		join_stop(j);
		return true;
	}
	return start_waiting(j) || changed;
}

bool join_ended(const struct join *j)
{
	for (size_t i = 0; i < j->job.len; i++)
		if (j->job.at[i]->state == JOB_RUNS ||
			(j->job.at[i]->state == JOB_WAITS && may_start(j, j->job.at[i])))
			return false;
	return true;
}

int join_fds(const struct join *j, int fd[2])
{
	int n = 0;

	for (size_t i = 0; i < j->job.len && n < AT_ONCE; i++)
		if (j->job.at[i]->state == JOB_RUNS)
			fd[n++] = j->job.at[i]->load.fd;
	return n;
}

int join_timeout(const struct join *j)
{
	int64_t left = j->deadline - now_ms();

	return join_ended(j) ? -1 : left < 0 ? 0 : (int)left;
}

void join_wait(struct join *j)
{
	while (!join_ended(j)) {
		struct pollfd p[AT_ONCE];
		int fd[AT_ONCE], n = join_fds(j, fd);

		for (int i = 0; i < n; i++)
			p[i] = (struct pollfd){ .fd = fd[i], .events = POLLIN };
		if (poll(p, (nfds_t)n, join_timeout(j)) < 0 && errno != EINTR)
			break;
		join_step(j);
	}
}

void join_stop(struct join *j)
{
	for (size_t i = 0; i < j->job.len; i++) {
		struct job *job = j->job.at[i];

		if (job->state == JOB_RUNS)
			job_fails(job, "it was given up");
	}
	j->limits.pages = 0; /* nothing more is started */
	for (size_t i = 0; i < j->job.len; i++)
		if (j->job.at[i]->state == JOB_WAITS && j->job.at[i]->search)
			job_fails(j->job.at[i], "it was given up");
}

void join_free(struct join *j)
{
	if (!j)
		return;
	for (size_t i = 0; i < j->job.len; i++) {
		if (j->job.at[i]->state == JOB_RUNS || j->job.at[i]->state == JOB_DONE)
			load_free(&j->job.at[i]->load);
		mem_free(j->job.at[i]);
	}
	array_free(&j->job);
	array_free(&j->kept);
	arena_free(&j->arena);
	mem_free(j);
}

/* ---- what came of it ---- */

void join_count(const struct join *j, unsigned *joined, unsigned *failed)
{
	*joined = *failed = 0;
	for (size_t i = 0; i < j->job.len; i++) {
		*joined += j->job.at[i]->state == JOB_DONE && !j->job.at[i]->search;
		*failed += j->job.at[i]->state == JOB_FAILED;
	}
}

void join_progress(const struct join *j, struct buf *out)
{
	unsigned joined, failed, ended = 0;

	join_count(j, &joined, &failed);
	for (size_t i = 0; i < j->job.len; i++)
		ended += j->job.at[i]->state == JOB_DONE || j->job.at[i]->state == JOB_FAILED;
	if (join_ended(j))
		buf_printf(out, "%u part%s joined", joined, joined == 1 ? "" : "s");
	else
		buf_printf(out, "joining %u of %zu", ended, j->job.len);
	if (failed)
		buf_printf(out, ", %u failed", failed);
}

/* What the merge is given. */
struct whole {
	struct merge m;
	ARRAY(struct merge_part) part;
	ARRAY(struct merge_note) note;
	ARRAY(struct builder_part) left;
};

static const char *sentence(struct join *j, const struct job *job)
{
	struct buf text = { .max = 1000 };
	struct str z;

	if (job->service.len)
		buf_printf(&text, "%.*s was asked in vain: %s.", STR_ARG(job->service), job->why);
	else
		buf_printf(&text, "A part of the page (%s) could not be joined: %s.",
			part_name(job->part.kind), job->why);
	z = arena_dup(&j->arena, buf_str(&text));
	buf_free(&text);
	return z.at;
}

static void sort_out(struct join *j, struct whole *w)
{
	for (size_t i = 0; i < j->job.len; i++) {
		struct job *job = j->job.at[i];

		switch (job->state) {
		case JOB_DONE:
			if (!job->search)
				*array_add(&w->part) = (struct merge_part){ &job->load.document,
					job->part.kind, job->part.discussion,
					job->service.len ? job->service : job->part.name,
					job->service.len ? job->part.name : STR_NONE };
			break;
		case JOB_FAILED:
			*array_add(&w->note) =
				(struct merge_note){ NOTE_LACK, "part", sentence(j, job) };
			/* fall through */
		case JOB_WAITS:
		case JOB_RUNS:
			if (!job->search && !job->service.len)
				*array_add(&w->left) = job->part;
			break;
		}
	}
	for (size_t i = 0; i < j->kept.len; i++)
		*array_add(&w->left) = j->kept.at[i];
	if (j->limited)
		*array_add(&w->note) = (struct merge_note){ NOTE_LIMIT, "join-limit",
			"Not all parts were joined: a limit was reached." };
}

bool join_image(struct join *j, struct buf *image, struct err *e)
{
	struct whole w = { .m = { .base = j->base,
				   .comments_max = j->limits.comments,
				   .bytes_max = 2 * j->limits.bytes } };
	bool ok = false;

	sort_out(j, &w);
	w.m.part = w.part.at;
	w.m.parts = w.part.len;
	w.m.note = w.note.at;
	w.m.notes = w.note.len;
	w.m.left = w.left.at;
	w.m.lefts = w.left.len;
	if (w.part.len || w.note.len)
		ok = merge_documents(&w.m, image, e);
	else if (e)
		*e = (struct err){ 0 };
	array_free(&w.part);
	array_free(&w.note);
	array_free(&w.left);
	return ok;
}
