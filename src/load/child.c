/* child.c: the loader child: reads, gives up what it does not need any more, decodes, parses,
 * extracts, and leaves the image. It never returns and frees nothing large: it exits. */
#include "config.h"

#include "load/child.h"
#include "base/clock.h"
#include "base/fd.h"
#include "base/log.h"
#include "decode/decode.h"
#include "extract/extract.h"
#include "extract/explain.h"
#include "load/hosts.h"
#include "load/place.h"
#include "load/plain.h"
#include "load/sandbox.h"
#include "page/mime.h"
#include "source/source.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* One page on its way through the child. */
struct passage {
	const struct child_task *task;
	const struct load_request *request;
	struct source source;
	struct decode_choice choice;
	struct decoded decoded;
	struct page page;
	struct explain explain;
	struct report report;
	int64_t begun;	/* ms of the monotonic clock */
	pid_t sent;	/* the process that shows the first part; 0 for none so far */
	bool early;	/* this is that process: it tells of success alone */
	int64_t before; /* processor time, in us, that had been used when it was forked */
};

enum {
	EARLY_BYTES = 256 * 1024,  /* of the first part */
	EARLY_LITTLE = 48 * 1024,  /* of what is tried first */
	EARLY_ENOUGH = 8 * 1024,   /* bytes of text that fill a screen */
	EARLY_LEAST = 1024 * 1024, /* bytes of a page; a smaller one is there soon enough */
	EARLY_MS = 700,		   /* after which less will do */
	EARLY_SLOW = 16 * 1024,	   /* bytes then */
	EARLY_EDGE = 4096,	   /* bytes at the end in which a tag or a line may be cut */
	MEMORY_LEAST = 64 * 1024,  /* bytes that any page takes */
	QUICK_MS = 10,		   /* a page that was parsed in less is extracted soon enough */
	QUICK_BYTES = 64 * 1024,   /* and a file of less is parsed soon enough */
};

static void tell(struct passage *p)
{
	ssize_t n;

	do
		n = write(p->task->reports, &p->report, sizeof(p->report));
	while (n < 0 && errno == EINTR);
	if (n != (ssize_t)sizeof(p->report))
		_exit(CHILD_LOST);
}

/* Whether what begins now is soon over: each report wakes the program. */
static bool is_quick(const struct passage *p, enum load_stage stage)
{
	return (stage == LOAD_EXTRACTING ||
		       (stage == LOAD_PARSING && p->source.bytes.len < QUICK_BYTES &&
			       p->task->bytes < 0)) &&
		clock_ms() - p->begun < QUICK_MS;
}

static void enter(struct passage *p, enum load_stage stage)
{
	if (p->early)
		return;
	log_line("child: %s", load_stage_name(stage));
	if (is_quick(p, stage))
		return;
	p->report.stage = stage;
	tell(p);
}

_Noreturn static void fail(struct passage *p, const struct err *e)
{
	if (p->early)
		_exit(STATUS_NOT_READ);
	p->report.stage = LOAD_FAILED;
	p->report.code = e->code;
	memcpy(p->report.text, e->text, sizeof(p->report.text));
	tell(p);
	_exit(STATUS_NOT_READ);
}

static void no_memory(void)
{
	_exit(CHILD_NO_MEMORY);
}

/* Of the thread, which is the process: the clock of processes turns coarse once they have a limit. */
static int64_t used_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* Whether the whole will be long in coming, and enough is there to be read meanwhile. */
static bool wants_early(const struct passage *p, uint64_t bytes, uint64_t total)
{
	if (p->task->early < 0 || p->sent || (total && bytes >= total))
		return false;
	if (bytes >= EARLY_BYTES && (total ? total : bytes) >= EARLY_LEAST)
		return true;
	return bytes >= EARLY_SLOW && clock_ms() - p->begun >= EARLY_MS;
}

/* A process of its own goes on with what is there, as if it were the whole page, while this one
 * reads on. It ends with this one. */
static bool send_early(struct passage *p)
{
	pid_t self = getpid();
	int64_t before = used_us();

	p->sent = fork();
	if (p->sent != 0)
		return p->sent > 0;
	p->early = true;
	p->before = before;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != self)
		_exit(CHILD_LOST);
	return true;
}

static bool progress(void *data, uint64_t bytes, uint64_t total)
{
	struct passage *p = data;

	p->report.bytes = bytes;
	p->report.total = total;
	/* Of the last bytes the next report tells. */
	if (!total || bytes < total)
		tell(p);
	return !wants_early(p, bytes, total) || !send_early(p) || !p->early;
}

/* The first bytes of a page, to the end of a tag or a line. */
static struct str first_part(struct str all, size_t max)
{
	size_t len = all.len < max ? all.len : max, edge = len;

	while (edge > 0 && len - edge < EARLY_EDGE && all.at[edge - 1] != '>' &&
		all.at[edge - 1] != '\n')
		edge--;
	if (edge > 0 && (all.at[edge - 1] == '>' || all.at[edge - 1] == '\n'))
		len = edge;
	return str_sub(all, 0, len);
}

/* What was read when the first part was sent on its way may be much, and ends anywhere. */
static void cut_early(struct passage *p)
{
	struct buf part = { .len = 0 };

	buf_add(&part, first_part(buf_str(&p->source.bytes), EARLY_BYTES));
	buf_free(&p->source.bytes);
	p->source.bytes = part;
	p->report.bytes = part.len;
}

/* Nobody waits for it any more: the kernel buries it when its time comes. */
static void forget_early(const struct passage *p)
{
	if (p->sent > 0 && !p->early && waitpid(p->sent, NULL, WNOHANG) == 0)
		signal(SIGCHLD, SIG_IGN);
}

/* For a second child, and for the page cache, which nothing that is parsed may change. */
static void keep_source(struct passage *p)
{
	const int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL;
	int fd = p->task->bytes;
	bool ok = ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0 &&
		source_keep(&p->source, fd, p->request->now);

	if (!ok)
		log_line("child: bytes are not kept: %s", strerror(errno));
	ok = fcntl(fd, F_ADD_SEALS, seals) == 0 && ok;
	p->report.fresh =
		ok && place_is_address(p->request->place) && !p->source.cut && !p->source.private;
}

/* From here on nobody changes what was learnt of hosts: the page comes next. */
static bool fetch(struct passage *p, struct source_limits *limits, struct err *e)
{
	struct source_network n = p->request->network;
	int hosts = p->task->hosts;
	bool ok;

	n.hosts_file = hosts > 0 ? hosts : 0;
	ok = source_address(
		&p->source, p->request->place, limits, &n, p->task->copy ? p->task->bytes : -1, e);
	if (hosts > 0 && p->early)
		close(hosts);
	else if (hosts > 0)
		hosts_seal(hosts);
	return ok;
}

static bool open_file(struct passage *p, struct source_limits *limits, struct err *e)
{
	bool ok = source_file(&p->source, p->request->place, limits, e);

	if (!ok)
		place_unfound(p->request->place, e);
	return ok;
}

static void read_source(struct passage *p)
{
	struct source_limits limits = { .max = p->request->max, .progress = progress, .data = p };
	const char *place = p->request->place;
	struct err e;
	bool ok;

	if (p->task->kept)
		ok = source_again(&p->source, p->task->bytes, place, &e);
	else if (strcmp(place, "-") == 0)
		ok = source_fd(&p->source, STDIN_FILENO, "standard input", &limits, &e);
	else if (place_is_address(place))
		ok = fetch(p, &limits, &e);
	else
		ok = open_file(p, &limits, &e);
	if (!ok)
		fail(p, &e);
	if (p->source.bytes.len == 0) {
		err_set(&e, ERR_FORMAT, "%s: is empty", buf_z(&p->source.name));
		fail(p, &e);
	}
	if (p->early)
		cut_early(p);
	else if ((p->source.once || strcmp(place, "-") == 0) && !p->task->kept &&
		p->source.taken == 0)
		keep_source(p);
	if (p->request->base && p->source.url.len == 0)
		buf_add(&p->source.url, str_z(p->request->base));
}

static struct str label(const struct passage *p)
{
	return p->request->charset ? str_z(p->request->charset) : buf_str(&p->source.charset);
}

/* A tree and a document take three to eight times the page; memory made ready and never used counts as taken. */
static void prepare(const struct passage *p)
{
	size_t len = p->source.bytes.len, max = SIZE_MAX / 4;

	len = len < max ? len : max;
	mem_prepare(MEMORY_LEAST + len, 3 * len);
}

/* In the cell this opens converters that were opened before, which needs no file. */
static void choose(struct passage *p)
{
	decode_choose(&p->choice, buf_str(&p->source.bytes), label(p), p->request->charset != NULL);
}

/* Letters whose parts are not all in one charset. */
static bool is_mixed_mail(const struct passage *p, struct str bytes)
{
	return !p->request->charset && !p->choice.valid && p->choice.skip == 0 &&
		page_kind_of(bytes, buf_str(&p->source.type), buf_str(&p->source.name)) ==
		PAGE_MAIL;
}

static void decode_bytes(struct passage *p, struct str bytes)
{
	if (is_mixed_mail(p, bytes)) {
		p->decoded = (struct decoded){ .charset = "of its parts", .how = DECODE_LABEL };
		mime_message_utf8(bytes, &p->decoded.own);
		p->decoded.text = buf_str(&p->decoded.own);
	} else if (!decode_with(&p->choice, bytes, 0, &p->decoded))
		p->source.cut = true;
	explain(&p->explain, "charset", "%s (%s)%s, %zu bytes", p->decoded.charset,
		decode_how_name(p->decoded.how),
		p->decoded.damaged ? ", some bytes do not fit it" : "", bytes.len);
}

/* The tree is made: the memory of most of the text goes back, before that of the document is needed. It
 * is whole pages of the process's own heap, which read as zeros from now on. */
static void give_back(struct str text)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), from = (uintptr_t)text.at + page - 1,
		  to = (uintptr_t)text.at + text.len;

	from -= from % page;
	to -= to % page;
	if (to > from)
		madvise((void *)from, to - from, MADV_DONTNEED);
}

static void extract_page(struct passage *p, struct builder *b)
{
	struct extract_options o = {
		.sites = p->request->no_rules ? NULL : p->request->sites,
		.explain = p->request->explain ? &p->explain : NULL,
		.now = p->request->now,
	};
	struct str type = p->request->type ? str_z(p->request->type) : buf_str(&p->source.type);
	enum page_kind kind = page_kind_of(p->decoded.text, type, buf_str(&p->source.name));
	struct err e, named;

	if (page_is_binary(p->decoded.text)) {
		err_set(&named, ERR_FORMAT, "%s: is binary data, not a page",
			buf_z(&p->source.name));
		fail(p, &named);
	}
	if (!page_parse(&p->page, kind, p->decoded.text, buf_str(&p->source.url), &e)) {
		err_set(&named, e.code, "%s: %.300s", buf_z(&p->source.name), e.text);
		fail(p, &named);
	}
	if (!p->early)
		give_back(str_sub(p->decoded.text, PAGE_TEXT_KEPT, SIZE_MAX));
	p->page.cut = p->source.cut;
	enter(p, LOAD_EXTRACTING);
	extract_document(&p->page, &o, b);
	if (p->source.cut)
		builder_cut(b);
	if (p->page.deep)
		builder_partial(b);
}

/* Of a large page less than its first part, where that fills a screen; else NULL, and nothing was
 * done. */
static struct builder *little_document(struct passage *p)
{
	struct str little = first_part(buf_str(&p->source.bytes), EARLY_LITTLE);
	struct builder *b = builder_new(0);

	decode_bytes(p, little);
	extract_page(p, b);
	if (builder_text_bytes(b) >= EARLY_ENOUGH) {
		p->report.bytes = little.len;
		return b;
	}
	builder_free(b);
	page_free(&p->page);
	decoded_free(&p->decoded);
	p->page = (struct page){ .doc = NULL };
	return NULL;
}

static void strip_page(struct passage *p, struct builder *b)
{
	struct buf text = { .len = 0 };

	plain_strip(p->decoded.text, &text);
	enter(p, LOAD_EXTRACTING);
	plain_document(buf_str(&text), p->task->why, b);
	buf_free(&text);
}

static struct builder *whole_document(struct passage *p)
{
	struct builder *b = builder_new(0);

	decode_bytes(p, buf_str(&p->source.bytes));
	/* Decoded into a text of its own, the bytes are not needed any more. */
	if (p->decoded.own.len > 0)
		buf_free(&p->source.bytes);
	if (p->task->why)
		strip_page(p, b);
	else
		extract_page(p, b);
	return b;
}

static void note_copy(struct passage *p, struct builder *b)
{
	time_t when = (time_t)p->source.taken;
	struct tm t;

	if (gmtime_r(&when, &t))
		builder_note(b, NOTE_INFO, "copy", DOC_NONE,
			"This is the copy of %04d-%02d-%02d %02d:%02d UTC from the page cache.",
			t.tm_year + 1900, t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min);
}

static void notes(struct passage *p, struct builder *b)
{
	if (p->source.url.len > 0 && builder_get(b, FIELD_URL).len == 0)
		builder_field(b, FIELD_URL, buf_str(&p->source.url), "request");
	if (p->source.cut)
		builder_note(b, NOTE_LIMIT, "cut", DOC_NONE,
			"The page is cut off after %zu bytes%s%s.", (size_t)p->report.bytes,
			p->source.why.len ? ": " : "", buf_z(&p->source.why));
	if (p->source.taken > 0 && !p->task->kept)
		note_copy(p, b);
	if (p->page.deep)
		builder_note(b, NOTE_LIMIT, "deep", DOC_NONE,
			"The markup is nested deeper than %d levels; what lies deeper was put "
			"beside.",
			PAGE_DEPTH_MAX);
	if (p->decoded.damaged)
		builder_note(b, NOTE_DOUBT, "charset", DOC_NONE,
			"Some bytes do not fit the charset %s.", p->decoded.charset);
}

static void log_time(const struct passage *p, const char *what)
{
	log_line("child: %s, %lld us of processor time", what, (long long)(used_us() + p->before));
}

static void leave_image(struct passage *p, struct builder *b)
{
	struct buf image = { .len = 0 };
	struct err e;

	if (!builder_seal(b, &image, &e))
		fail(p, &e);
	p->report.bytes = image.len;
	if (p->early) {
		if (fd_write(p->task->early, buf_str(&image))) {
			p->report.stage = REPORT_EARLY;
			log_time(p, "first part");
			tell(p);
		}
		return;
	}
	if (!fd_write(p->task->image, buf_str(&image)) ||
		!fd_write(p->task->image, buf_str(&p->explain.text))) {
		err_sys(&e, ERR_WRITE, "memory file");
		fail(p, &e);
	}
	p->report.total = p->explain.text.len;
	log_time(p, "whole page");
	enter(p, LOAD_DONE);
}

/* The program's handlers are about its terminal, not about this process. */
static void default_signals(void)
{
	static const int reset[] = {
		SIGHUP,
		SIGINT,
		SIGQUIT,
		SIGTERM,
		SIGPIPE,
		SIGALRM,
		SIGUSR1,
		SIGUSR2,
		SIGCHLD,
		SIGTSTP,
		SIGCONT,
		SIGWINCH,
		SIGXCPU,
		SIGPROF,
#ifndef POSTIL_SANITIZED
		SIGILL,
		SIGABRT,
		SIGBUS,
		SIGFPE,
		SIGSEGV,
#endif
	};
	struct sigaction plain = { .sa_handler = SIG_DFL };

	for (size_t i = 0; i < sizeof(reset) / sizeof(reset[0]); i++)
		sigaction(reset[i], &plain, NULL);
	sigprocmask(SIG_SETMASK, &plain.sa_mask, NULL);
}

/* Closes every descriptor above the standard ones that the child has no use for. */
static void close_others(const struct child_task *t)
{
	const int keep[] = { t->reports, t->image, t->bytes, t->hosts, t->early, log_descriptor() };
	int next = STDERR_FILENO + 1;

	for (;;) {
		int least = INT_MAX;

		for (size_t i = 0; i < sizeof(keep) / sizeof(keep[0]); i++)
			if (keep[i] >= next && keep[i] < least)
				least = keep[i];
		if (least > next)
			close_range((unsigned)next,
				least == INT_MAX ? UINT_MAX : (unsigned)least - 1, 0);
		if (least == INT_MAX)
			return;
		next = least + 1;
	}
}

/* Neither the terminal nor anything else the program has open is the child's business. */
static void drop_descriptors(const struct child_task *t)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (null < 0)
		return;
	if (t->kept || strcmp(t->request->place, "-") != 0)
		dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
#ifndef POSTIL_SANITIZED
	dup2(null, STDERR_FILENO);
#endif
	close_others(t);
}

_Noreturn void child_run(const struct child_task *t)
{
	struct passage p = { .task = t, .request = t->request, .begun = clock_ms() };
	struct builder *b;
	struct err e;
	bool packed;

	mem_on_failure(no_memory);
	page_use_memory();
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	default_signals();
	drop_descriptors(t);
	read_source(&p);
	forget_early(&p);
	packed = source_packed(&p.source);
	if (packed)
		decode_choose_any(&p.choice);
	else
		choose(&p);
	prepare(&p);
	enter(&p, LOAD_PARSING);
	if (!sandbox_enter(packed ? source_unpacked_max(&p.source) : p.source.bytes.len, &e) ||
		!source_unpack(&p.source, p.request->record, &e))
		fail(&p, &e);
	if (packed)
		choose(&p);
	b = p.early && !packed ? little_document(&p) : NULL;
	if (!b)
		b = whole_document(&p);
	notes(&p, b);
	leave_image(&p, b);
	_exit(STATUS_DONE);
}
