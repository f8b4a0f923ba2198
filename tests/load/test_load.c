/* One load from end to end, with a child that misbehaves on demand: extract_document() is wrapped
 * (--wrap), so that the tests decide what it does inside the cell. */
#include "config.h"

#include "support/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "extract/extract.h"
#include "load/load.h"
#include "load/opener.h"

void __real_extract_document(struct page *p, const struct extract_options *o, struct builder *b);
void __wrap_extract_document(struct page *p, const struct extract_options *o, struct builder *b);

/* Whether an opener starts the children: the program itself, locked in, could not. */
static bool by_opener;

/* Inherited by the child. */
static enum { BEHAVE, CRASH, EAT_MEMORY, LOOP, PROBE } mode;

/* The calls that thinking takes, as load/sandbox.c lists them. */
static const long needed[] = { SYS_read, SYS_write, SYS_readv, SYS_writev, SYS_close, SYS_lseek,
	SYS_fstat, SYS_brk, SYS_munmap, SYS_mremap, SYS_madvise, SYS_mmap, SYS_mprotect, SYS_exit,
	SYS_exit_group, SYS_rt_sigreturn, SYS_rt_sigprocmask, SYS_futex, SYS_clock_gettime,
	SYS_gettimeofday, SYS_getrandom, SYS_getpid, SYS_sched_yield };

enum {
	CALLS = 600,
	X32 = 0x40000000,
	/* Of x86, for the kernel's own probes: newer kernels let them past every filter, and end a
	 * process that was not led there. */
	URETPROBE = 335,
	UPROBE = 336,
};

static bool is_needed(long call)
{
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (needed[i] == call)
			return true;
	return call == URETPROBE || call == UPROBE;
}

/* Every other call there is, by its number; with arguments that none of them would take. */
static void probe_all(struct buf *out)
{
	for (long call = 0; call < CALLS; call++) {
		errno = 0;
		if (!is_needed(call) &&
			(syscall(call, -1L, -1L, -1L, -1L, -1L, -1L) != -1 || errno != EPERM))
			buf_printf(out, " call-%ld", call);
#ifdef __x86_64__
		errno = 0;
		if (syscall(call | X32, -1L, -1L, -1L, -1L, -1L, -1L) != -1 || errno != EPERM)
			buf_printf(out, " x32-call-%ld", call);
#endif
	}
}

/* What the cell must refuse; the names of what it did not go to the title. */
static void probe(struct builder *b)
{
	char *const none[] = { NULL };
	struct buf out = { .len = 0 };
	int pair[2];

	buf_add(&out, STR("allowed:"));
	if (open("/etc/passwd", O_RDONLY) >= 0)
		buf_add(&out, STR(" open"));
	if (open("/tmp/postil-probe", O_WRONLY | O_CREAT, 0600) >= 0)
		buf_add(&out, STR(" create"));
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0)
		buf_add(&out, STR(" socket"));
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0)
		buf_add(&out, STR(" socketpair"));
	if (fork() >= 0)
		buf_add(&out, STR(" fork"));
	if (kill(1, 0) == 0)
		buf_add(&out, STR(" kill"));
	if (unlink("/tmp/postil-probe") == 0)
		buf_add(&out, STR(" unlink"));
	if (mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		    0) != MAP_FAILED)
		buf_add(&out, STR(" exec-memory"));
	if (mprotect((void *)((uintptr_t)&pair & ~(uintptr_t)4095), 4096,
		    PROT_READ | PROT_WRITE | PROT_EXEC) == 0)
		buf_add(&out, STR(" exec-stack"));
	probe_all(&out);
	execve("/bin/true", none, none);
	buf_printf(&out, " %s", errno == EPERM ? "nothing" : "execve");
	builder_field(b, FIELD_TITLE, buf_str(&out), "probe");
	buf_free(&out);
}

void __wrap_extract_document(struct page *p, const struct extract_options *o, struct builder *b)
{
	switch (mode) {
	case CRASH: __builtin_trap();
	case EAT_MEMORY:
		for (;;)
			memset(mem_new(1, 1 << 20), 1, 1 << 20);
	case LOOP:
		for (volatile int i = 0;; i++)
			;
	case PROBE: probe(b); return;
	case BEHAVE: __real_extract_document(p, o, b);
	}
}

/* Puts the text into a file of its own and loads that. */
static void load_text(struct load *l, struct str text, const char *charset)
{
	char path[] = "/tmp/postil-test-XXXXXX";
	struct load_request r = { .place = path, .charset = charset, .explain = true };
	int fd = mkstemp(path);
	struct err e;

	if (by_opener)
		r.opener = opener_start(&(struct opener_options){ .place = r.place }, &e);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text.at, text.len), (ssize_t)text.len);
	close(fd);
	assert_true(load_start(l, &r, &e));
	load_wait(l);
	opener_stop(r.opener);
	unlink(path);
}

static bool shows(const struct load *l, const char *text)
{
	for (uint32_t i = 0; i < l->document.blocks; i++)
		if (str_has(doc_block_text(&l->document, i), str_z(text)))
			return true;
	return false;
}

static const char page[] = "<!DOCTYPE html><title>A title</title><p>First paragraph of the page, "
			   "caf\xe9.</p><p>Second.</p>";

static void a_page_becomes_a_document(void **state)
{
	struct load l;

	(void)state;
	mode = BEHAVE;
	load_text(&l, STR(page), NULL);
	assert_int_equal(l.stage, LOAD_DONE);
	assert_false(l.salvaged);
	assert_true(l.explain.len > 0);
	load_free(&l);
}

static void charsets_need_no_file_inside_the_cell(void **state)
{
	struct load l;

	(void)state;
	mode = CRASH; /* plain text is enough to see the charset */
	load_text(&l, STR("<p>\x93\xfa\x96\x7b\x8c\xea</p>"), "shift_jis");
	assert_int_equal(l.stage, LOAD_DONE);
	assert_true(shows(&l, "日本語"));
	load_free(&l);
}

static void a_dead_parser_leaves_the_plain_text(void **state)
{
	struct load l;

	(void)state;
	mode = CRASH;
	load_text(&l, STR(page), NULL);
	assert_int_equal(l.stage, LOAD_DONE);
	assert_true(l.salvaged);
	assert_int_equal(load_status(&l), STATUS_PARTIAL);
	assert_true(shows(&l, "First paragraph of the page, café."));
#ifndef POSTIL_SANITIZED /* a sanitizer reports the crash and exits instead */
	assert_non_null(strstr(l.err.text, "crashed"));
#endif
	load_free(&l);
}

static void a_page_of_far_more_tags_than_text_is_shown_as_plain_text(void **state)
{
	struct buf text = { 0 };
	struct load l;

	(void)state;
	mode = BEHAVE;
	for (int i = 0; i < 600 * 1000; i++)
		buf_add(&text, STR("<p>x"));
	buf_add(&text, STR("<p>the last words"));
	load_text(&l, buf_str(&text), NULL);
	assert_int_equal(l.stage, LOAD_DONE);
	assert_true(l.salvaged);
	assert_non_null(strstr(l.err.text, "more memory"));
	assert_true(shows(&l, "the last words"));
	load_free(&l);
	buf_free(&text);
}

#ifndef POSTIL_SANITIZED
static void memory_and_time_are_limited(void **state)
{
	struct load l;

	(void)state;
	mode = EAT_MEMORY;
	load_text(&l, STR(page), NULL);
	assert_true(l.salvaged);
	assert_non_null(strstr(l.err.text, "more memory"));
	load_free(&l);
	mode = LOOP;
	load_text(&l, STR(page), NULL);
	assert_true(l.salvaged);
	assert_non_null(strstr(l.err.text, "too long"));
	load_free(&l);
}

static void the_cell_refuses_everything(void **state)
{
	struct load l;

	(void)state;
	mode = PROBE;
	load_text(&l, STR(page), NULL);
	assert_int_equal(l.stage, LOAD_DONE);
	assert_str(doc_field(&l.document, FIELD_TITLE), "allowed: nothing");
	load_free(&l);
}
#endif

static void what_cannot_be_read_is_one_sentence(void **state)
{
	struct load_request r = { .place = "/nonexistent/page.html" };
	struct load l;
	struct err e;

	(void)state;
	assert_true(load_start(&l, &r, &e));
	assert_false(load_wait(&l));
	assert_int_equal(l.stage, LOAD_FAILED);
	assert_int_equal(load_status(&l), STATUS_NOT_READ);
	assert_string_equal(l.err.text, "/nonexistent/page.html: No such file or directory");
	load_free(&l);
	load_text(&l, STR(""), NULL);
	assert_int_equal(l.stage, LOAD_FAILED);
	assert_non_null(strstr(l.err.text, "is empty"));
	load_free(&l);
}

static void a_load_can_be_given_up_at_any_moment(void **state)
{
	struct load_request r = { .place = "-" };
	struct load l;
	struct err e;

	(void)state;
	mode = LOOP;
	if (by_opener)
		r.opener = opener_start(&(struct opener_options){ .place = r.place }, &e);
	assert_true(load_start(&l, &r, &e));
	load_free(&l); /* returns when the child is gone */
	opener_stop(r.opener);
}

/* Writes the beginning of a page, and the rest when it hears that it is wanted. */
static pid_t write_in_two(struct str text, size_t first, int to, int wanted)
{
	pid_t pid = fork();
	char c;

	if (pid != 0)
		return pid;
	while (first > 0) {
		ssize_t n = write(to, text.at, first);

		if (n <= 0)
			_exit(1);
		text = str_sub(text, (size_t)n, SIZE_MAX);
		first -= (size_t)n;
	}
	if (read(wanted, &c, 1) != 1)
		_exit(1);
	while (text.len > 0) {
		ssize_t n = write(to, text.at, text.len);

		if (n <= 0)
			_exit(1);
		text = str_sub(text, (size_t)n, SIZE_MAX);
	}
	_exit(0);
}

/* A page of 400 long paragraphs; with that many bytes of scripts before its first word. */
static void write_long_page(size_t scripts, struct buf *out)
{
	buf_add(out, STR("<!DOCTYPE html><title>A long walk</title><script>"));
	while (out->len < scripts)
		buf_add(out, STR("var a = 1;\n"));
	buf_add(out, STR("</script><article><h1>A long walk</h1>\n"));
	for (int n = 0; n < 400; n++) {
		buf_add(out, STR("<p>"));
		for (int k = 0; k < 80; k++)
			buf_printf(out, "The walker of part %d went on along the shore. ", n);
		buf_add(out, STR("</p>\n"));
	}
}

/* How many of its paragraphs are there early, before all of the page has come; in the end all must be. */
static uint32_t shown_early(size_t scripts)
{
	struct load_request r = { .place = "-", .early = true };
	struct buf text = { 0 };
	int bytes[2], wanted[2], before = dup(STDIN_FILENO);
	uint32_t blocks = 0;
	struct load l;
	struct err e;
	pid_t writer;

	write_long_page(scripts, &text);
	assert_true(pipe(bytes) == 0 && pipe(wanted) == 0);
	dup2(bytes[0], STDIN_FILENO);
	writer = write_in_two(buf_str(&text), (size_t)1100 * 1024, bytes[1], wanted[0]);
	close(bytes[0]);
	close(bytes[1]);
	if (by_opener)
		r.opener = opener_start(&(struct opener_options){ .place = r.place }, &e);
	assert_true(load_start(&l, &r, &e));
	while (l.fd >= 0) {
		struct pollfd p = { .fd = l.fd, .events = POLLIN };

		assert_int_equal(poll(&p, 1, 60000), 1);
		load_step(&l);
		if (l.early && !blocks) {
			blocks = l.document.blocks;
			assert_int_equal(write(wanted[1], "", 1), 1);
		}
	}
	assert_int_equal(l.stage, LOAD_DONE);
	assert_true(l.document.blocks >= 400);
	load_free(&l);
	opener_stop(r.opener);
	waitpid(writer, NULL, 0);
	dup2(before, STDIN_FILENO);
	close(before);
	close(wanted[0]);
	close(wanted[1]);
	buf_free(&text);
	return blocks;
}

static void of_a_large_page_so_much_comes_early_as_fills_a_screen(void **state)
{
	uint32_t little, more;

	(void)state;
	mode = BEHAVE;
	little = shown_early(0);
	more = shown_early((size_t)100 * 1024);
	assert_in_range(little, 8, 15);
	assert_in_range(more, 30, 55);
}

static int with_opener(void **state)
{
	(void)state;
	by_opener = true;
	return 0;
}

static int without_opener(void **state)
{
	(void)state;
	by_opener = false;
	return 0;
}

/* Every test runs with loaders of the program's own and with loaders that an opener starts. */
#define BOTH(test)                                                                                 \
	{ #test, test, without_opener, NULL, NULL },                                               \
	{                                                                                          \
#test "_by_an_opener", test, with_opener, NULL, NULL                               \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(a_page_becomes_a_document),
		BOTH(charsets_need_no_file_inside_the_cell),
		BOTH(a_dead_parser_leaves_the_plain_text),
		BOTH(a_page_of_far_more_tags_than_text_is_shown_as_plain_text),
#ifndef POSTIL_SANITIZED
		BOTH(memory_and_time_are_limited),
		BOTH(the_cell_refuses_everything),
#endif
		BOTH(what_cannot_be_read_is_one_sentence),
		BOTH(a_load_can_be_given_up_at_any_moment),
		BOTH(of_a_large_page_so_much_comes_early_as_fills_a_screen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
