/* address.c: bytes from http and https, through the program postil-fetch. */
#include "config.h"

#include "source/source.h"

#include "source/head.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	HEAD_MAX = 16 * 1024, /* bytes of the header block */
	HOSTS_FILE = 3,	      /* descriptor in the fetcher */
};

/* A fetcher at work. */
struct fetcher {
	pid_t pid;
	int out, errors; /* read from here */
};

/* Passes progress on, of the body alone. */
struct meter {
	const struct source *source;
	struct source_limits limits;
	size_t head;	/* bytes of the header block, 0 while it is not whole */
	uint64_t total; /* as it says */
};

/* The program beside the one that runs (the build folder), else where it is installed. */
static void find_program(char *out, size_t size)
{
	char self[1024];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;

	self[len > 0 ? len : 0] = '\0';
	slash = strrchr(self, '/');
	if (slash) {
		snprintf(out, size, "%.*s/postil-fetch", (int)(slash - self), self);
		if (access(out, X_OK) == 0)
			return;
	}
	snprintf(out, size, "%s/postil-fetch", PKGLIBEXECDIR);
}

/* What the fetcher is told, as a memory file that stands at its beginning; -1 with errno. */
static int write_request(const struct source_network *n)
{
	struct buf text = { .len = 0 };
	int fd = memfd_create("postil-request", MFD_CLOEXEC);
	bool ok;

#define NUMBER(name, preset, what)                                                                 \
	if (n->name > 0)                                                                           \
		buf_printf(&text, #name " %lld\n", (long long)n->name);
#define TEXT(name, what)                                                                           \
	if (n->name && n->name[0])                                                                 \
		buf_printf(&text, #name " %s\n", n->name);
#include "source/network.def"
#undef NUMBER
#undef TEXT
	ok = fd >= 0 && write(fd, text.at, text.len) == (ssize_t)text.len &&
		lseek(fd, 0, SEEK_SET) == 0;
	buf_free(&text);
	if (!ok && fd >= 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

_Noreturn static void become_fetcher(int in, int out, int errors, int hosts, pid_t parent)
{
	char program[1100];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(STATUS_NOT_READ);
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(errors, STDERR_FILENO);
	if (hosts > 0)
		dup2(hosts, HOSTS_FILE);
	find_program(program, sizeof(program));
	execl(program, "postil-fetch", (char *)NULL);
	dprintf(STDERR_FILENO, "the program %s cannot be started: %s", program, strerror(errno));
	_exit(STATUS_NOT_READ);
}

static bool start(struct fetcher *f, const struct source_network *n, struct err *e)
{
	int in = write_request(n), out[2] = { -1, -1 }, errors[2] = { -1, -1 };
	pid_t self = getpid();

	*f = (struct fetcher){ -1, -1, -1 };
	if (in >= 0 && pipe2(out, O_CLOEXEC) == 0 && pipe2(errors, O_CLOEXEC) == 0)
		f->pid = fork();
	if (f->pid == 0)
		become_fetcher(in, out[1], errors[1], n->hosts_file, self);
	if (f->pid < 0)
		err_sys(e, ERR_NETWORK, n->url);
	f->out = out[0];
	f->errors = errors[0];
	close(in);
	close(out[1]);
	close(errors[1]);
	return f->pid > 0;
}

/* Its exit status; -1 when it was killed. */
static int stop(struct fetcher *f, struct buf *said)
{
	char sentence[320];
	ssize_t n = f->pid > 0 ? read(f->errors, sentence, sizeof(sentence)) : 0;
	int status = 0;

	if (n > 0)
		buf_add(said, (struct str){ sentence, (size_t)n });
	close(f->out);
	close(f->errors);
	while (f->pid > 0 && waitpid(f->pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool measure(void *data, uint64_t bytes, uint64_t total)
{
	struct meter *m = data;
	struct str all = buf_str(&m->source->bytes), field;
	int64_t length;

	(void)total;
	if (m->head == 0) {
		m->head = head_length(all);
		field = head_field(str_sub(all, 0, m->head), STR("length"));
		if (str_number(field, 0, INT64_MAX, &length))
			m->total = (uint64_t)length;
	}
	return !m->limits.progress || m->head == 0 ||
		m->limits.progress(m->limits.data, bytes - m->head, m->total);
}

/* All that the fetcher writes. */
static bool receive(struct source *s, int fd, const struct source_network *n,
	const struct source_limits *limits, struct err *e)
{
	struct meter m = { .source = s, .limits = *limits };
	struct source_limits mine = { .progress = measure, .data = &m };

	mine.max = (size_t)n->max + HEAD_MAX;
	return source_fd(s, fd, n->url, &mine, e);
}

static bool has_body(const struct source *s)
{
	struct str all = buf_str(&s->bytes);
	size_t head = head_length(all);

	return head > 0 && all.len > head;
}

static bool fetch(struct source *s, const struct source_network *n,
	const struct source_limits *limits, bool *unchanged, struct err *e)
{
	struct buf said = { .len = 0 };
	struct fetcher f;
	bool ok = start(&f, n, e) && receive(s, f.out, n, limits, e);
	int status;

	if (!ok && f.pid > 0)
		kill(f.pid, SIGKILL);
	status = ok && s->stopped ? STATUS_PARTIAL : stop(&f, &said);
	if (ok && status < 0) { /* what came before is still of use */
		buf_cut(&said, 0);
		buf_add(&said, STR("the program that fetches was killed"));
		status = has_body(s) ? STATUS_PARTIAL : STATUS_NOT_READ;
	}
	if (ok && (status == STATUS_DONE || status == STATUS_PARTIAL)) {
		source_take_head(s, unchanged);
		s->once = true;
		if (status == STATUS_PARTIAL) {
			s->cut = true;
			buf_add(&s->why, buf_str(&said));
		}
	} else if (ok) {
		source_free(s);
		ok = err_set(e, ERR_NETWORK, "%.200s: %s", n->url,
			said.len ? buf_z(&said) : "the program that fetches said nothing");
	}
	buf_free(&said);
	return ok;
}

/* Always false, as what follows a failure. */
static bool mention_copy(struct err *e)
{
	struct err was = *e;

	return err_set(e, was.code, "%.300s; a copy is kept, --offline shows it", was.text);
}

bool source_address(struct source *s, const char *url, const struct source_limits *limits,
	const struct source_network *network, int copy, struct err *e)
{
	static const struct source_limits no_limits;
	struct source_network n = network ? *network : (struct source_network){ .url = NULL };
	struct source old = { .cut = false };
	bool have = copy >= 0 && source_again(&old, copy, url, e), unchanged = false, ok;

	limits = limits ? limits : &no_limits;
	n.url = url;
	n.hosts = n.hosts_file > 0;
	n.max = (int64_t)(limits->max ? limits->max : SOURCE_ADDRESS_MAX);
	if (have && !n.offline) {
		n.etag = buf_z(&old.etag);
		n.modified = buf_z(&old.modified);
	}
	if (n.offline)
		ok = have ||
			err_set(e, ERR_NETWORK,
				"%.200s: no copy of it is kept, and nobody is asked (--offline)",
				url);
	else
		ok = fetch(s, &n, limits, &unchanged, e) || (have && mention_copy(e));
	if (ok && unchanged && !have)
		ok = err_set(e, ERR_NETWORK, "%.200s: the fetcher spoke nonsense", url);
	if (ok && (n.offline || unchanged)) {
		if (unchanged)
			source_free(s);
		*s = old;
	} else if (have) {
		source_free(&old);
	}
	return ok;
}
