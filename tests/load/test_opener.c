/* What the opener does for a reader that can do nothing itself, and what it does not do. */
#include "config.h"

#include "support/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "load/opener.h"
#include "load/order.h"
#include "support/typist.h"

#define URL "https://site.example/a?b=c&d=$(touch%20x);%20e"

static char folder[] = "/tmp/postil-opener-XXXXXX";
static char program[64], said[64];

/* A program that writes its arguments, each in brackets, and "set" or "not set" for no_new_privs. */
static const char script[] = "#!/bin/sh\n"
			     "for word; do printf '[%s]' \"$word\"; done >\"${0%/*}/said\"\n"
			     "grep NoNewPrivs /proc/self/status >>\"${0%/*}/said\"\n"
			     "exit 7\n";

static int begin(void **state)
{
	int fd;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(program, sizeof(program), "%s/browser", folder);
	snprintf(said, sizeof(said), "%s/said", folder);
	fd = open(program, O_WRONLY | O_CREAT | O_CLOEXEC, 0700);
	assert_int_equal(write(fd, script, sizeof(script) - 1), sizeof(script) - 1);
	return close(fd);
}

static int end(void **state)
{
	(void)state;
	unlink(program);
	unlink(said);
	return rmdir(folder);
}

static const char *what_was_said(void)
{
	static char text[400];
	int fd = open(said, O_RDONLY);
	ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof(text) - 1);

	text[n > 0 ? n : 0] = '\0';
	if (fd >= 0)
		close(fd);
	unlink(said);
	return text;
}

/* Has an opener of its own open an address. */
static int browse(const char *browser, const char *url)
{
	struct opener *o = opener_start(&(struct opener_options){ .browser = browser }, NULL);
	int status = opener_browse(o, url);

	opener_stop(o);
	return status;
}

static void the_address_is_one_argument_and_meets_no_shell(void **state)
{
	char command[100];

	(void)state;
	assert_int_equal(browse(program, URL), 7);
	assert_string_equal(what_was_said(), "[" URL "]NoNewPrivs:\t0\n");
	snprintf(command, sizeof(command), "%s  -n %%s ;rm", program);
	assert_int_equal(browse(command, URL), 7);
	assert_string_equal(what_was_said(), "[-n][" URL "][;rm]NoNewPrivs:\t0\n");
	snprintf(command, sizeof(command), "/nonexistent/browser::%s", program);
	assert_int_equal(browse(command, URL), 7);
	assert_string_equal(what_was_said(), "[" URL "]NoNewPrivs:\t0\n");
}

static void what_is_no_plain_address_is_not_opened(void **state)
{
	static const char *const bad[] = { "--evil", "javascript:alert(1)", "file:///etc/passwd",
		"https://a.example/\n-x", "https://a.example/ b", "https://a.example/\"", "" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(browse(program, bad[i]), OPENER_NOT_RUN);
		assert_string_equal(what_was_said(), "");
	}
	assert_int_equal(browse("/nonexistent/browser", URL), OPENER_NOT_RUN);
}

/* A reader that a page has taken over could have a browser filled with addresses. */
static void only_so_many_addresses_are_opened_one_after_the_other(void **state)
{
	struct opener *o = opener_start(&(struct opener_options){ .browser = program }, NULL);

	(void)state;
	for (int i = 0; i < OPENER_BURST; i++)
		assert_int_equal(opener_browse(o, URL), 7);
	what_was_said();
	assert_int_equal(opener_browse(o, URL), OPENER_TOO_OFTEN);
	assert_string_equal(what_was_said(), "");
	usleep((OPENER_EACH_MS + 200) * 1000);
	assert_int_equal(opener_browse(o, URL), 7);
	assert_int_equal(opener_browse(o, URL), OPENER_TOO_OFTEN);
	what_was_said();
	opener_stop(o);
}

static int two_lines(void)
{
	int fd = memfd_create("text", MFD_CLOEXEC);

	assert_int_equal(write(fd, "one\ntwo\n", 8), 8);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

/* Asks; the number of the answer. */
static int asked(struct opener *o, enum opener_ask what, struct opener_answer *a)
{
	assert_true(opener_ask(o, what));
	assert_true(opener_answered(o, a));
	return a->number;
}

static void a_command_that_was_typed_reads_what_it_is_given_and_runs_once(void **state)
{
	char keys[100];
	struct typist t;
	struct opener_answer a;
	int fd = two_lines();

	(void)state;
	snprintf(keys, sizeof(keys), "tail -n 1 >%s; exit 3\rkill -9 $$\r", said);
	typist_sit(&t, NULL, keys);
	assert_int_equal(asked(t.request.opener, OPENER_COMMAND, &a), 0);
	assert_int_equal(opener_run(t.request.opener, fd), 3);
	assert_string_equal(what_was_said(), "two\n");
	assert_int_equal(opener_run(t.request.opener, fd), OPENER_NOT_RUN);
	assert_int_equal(asked(t.request.opener, OPENER_COMMAND, &a), 0);
	assert_int_equal(opener_run(t.request.opener, fd), OPENER_KILLED);
	typist_rise(&t);
	close(fd);
}

static void the_copy_command_is_the_one_that_was_set(void **state)
{
	char command[100];
	struct opener *o;
	int fd = two_lines();

	(void)state;
	snprintf(command, sizeof(command), "head -n 1 >%s", said);
	o = opener_start(&(struct opener_options){ .copy = command }, NULL);
	assert_int_equal(opener_copy(o, fd), 0);
	assert_string_equal(what_was_said(), "one\n");
	opener_stop(o);
	o = opener_start(&(struct opener_options){ .copy = NULL }, NULL);
	assert_int_equal(opener_copy(o, fd), OPENER_NOT_RUN);
	opener_stop(o);
	close(fd);
}

static void a_file_is_made_where_the_user_says(void **state)
{
	char keys[300];
	struct opener_answer a;
	struct typist t;

	(void)state;
	snprintf(keys, sizeof(keys), "%s\r%s\rn%s\ry/nonexistent/file\r", said, said, said);
	typist_sit(&t, NULL, keys);
	assert_int_equal(asked(t.request.opener, OPENER_FILE, &a), 0);
	assert_true(a.fd >= 0);
	assert_string_equal(a.text, said);
	assert_int_equal(write(a.fd, "first", 5), 5);
	close(a.fd);
	assert_int_equal(asked(t.request.opener, OPENER_FILE, &a), ECANCELED);
	assert_int_equal(a.fd, -1);
	assert_int_equal(asked(t.request.opener, OPENER_FILE, &a), 0);
	close(a.fd);
	assert_string_equal(what_was_said(), "");
	assert_int_equal(asked(t.request.opener, OPENER_FILE, &a), ENOENT);
	assert_string_equal(a.text, "/nonexistent/file");
	typist_rise(&t);
}

/* How a load of that place ends that an opener was asked for. */
static enum load_stage loaded(struct opener *o, const char *place)
{
	struct load_request r = { .place = place, .opener = o };
	enum load_stage stage;
	struct load l;
	struct err e;

	assert_true(load_start(&l, &r, &e));
	load_wait(&l);
	stage = l.stage;
	load_free(&l);
	return stage;
}

static void only_the_file_the_program_was_called_with_is_loaded(void **state)
{
	struct opener *o = opener_start(&(struct opener_options){ .place = program }, NULL);

	(void)state;
	assert_int_equal(loaded(o, program), LOAD_DONE);
	assert_int_equal(loaded(o, "/etc/passwd"), LOAD_FAILED);
	assert_int_equal(loaded(o, "-"), LOAD_FAILED);
	assert_int_equal(loaded(o, program), LOAD_DONE);
	opener_stop(o);
}

/* Each waits for a pipe that nobody writes to. */
static void only_so_many_loaders_are_at_work_at_once(void **state)
{
	enum { MANY = 40 };
	static struct load l[MANY];
	struct load_request r = { .place = said };
	struct err e;
	int running = 0;

	(void)state;
	assert_int_equal(mkfifo(said, 0600), 0);
	r.opener = opener_start(&(struct opener_options){ .place = said }, NULL);
	for (int i = 0; i < MANY; i++)
		assert_true(load_start(&l[i], &r, &e));
	usleep(300 * 1000);
	for (int i = 0; i < MANY; i++) {
		load_step(&l[i]);
		running += l[i].stage == LOAD_READING;
	}
	assert_in_range(running, 4, MANY - 1);
	for (int i = 0; i < MANY; i++)
		load_free(&l[i]);
	usleep(300 * 1000);
	assert_true(load_start(&l[0], &r, &e));
	usleep(300 * 1000);
	load_step(&l[0]);
	assert_int_equal(l[0].stage, LOAD_READING);
	load_free(&l[0]);
	opener_stop(r.opener);
	unlink(said);
}

static void orders_that_make_no_sense_are_refused(void **state)
{
	struct parcel *p = mem_new(1, sizeof(*p)), *got = mem_new(1, sizeof(*got));
	int ends[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
	assert_true(parcel_text(p, "text") && parcel_text(p, NULL));
	assert_true(parcel_send(p, ends[0]) && parcel_receive(got, ends[1]));
	assert_string_equal(got->text[0], "text");
	assert_null(got->text[1]);
	p->order.len[0] = 4; /* no zero at its end */
	assert_true(parcel_send(p, ends[0]));
	assert_false(parcel_receive(got, ends[1]));
	p->order.len[0] = 5;
	p->order.len[1] = UINT32_MAX;
	assert_true(parcel_send(p, ends[0]));
	assert_false(parcel_receive(got, ends[1]));
	p->order.texts = ORDER_TEXTS + 1;
	assert_true(parcel_send(p, ends[0]));
	assert_false(parcel_receive(got, ends[1]));
	p->order.texts = 0;
	p->used = 0;
	p->order.fds = 1; /* and none comes */
	p->fd[0] = ends[0];
	close(ends[1]);
	assert_false(parcel_send(p, ends[0]));
	close(ends[0]);
	mem_free(p);
	mem_free(got);
}

/* Sends an order with this text and descriptors, whatever kind it has; nothing may come of it. */
static void forge(struct typist *t, uint32_t kind, const char *text, int fd, uint32_t fds)
{
	struct parcel *p = mem_new(1, sizeof(*p));
	struct opener_answer a;

	p->order.kind = kind;
	if (text)
		assert_true(parcel_text(p, text));
	while (fds-- > 0)
		parcel_fd(p, fd);
	assert_true(parcel_send(p, opener_fd(t->request.opener)));
	mem_free(p);
	if (kind == ORDER_ASK_COMMAND || kind == ORDER_ASK_FILE)
		assert_int_equal(write(t->hands, "\003", 1), 1); /* the user is surprised */
	if (kind == ORDER_LOAD)
		return;
	assert_true(opener_answered(t->request.opener, &a));
	assert_int_not_equal(a.number, 0);
	assert_int_equal(a.fd, -1);
}

/* What a reader that a page has taken over could send: command lines and paths of its own, with
 * every kind of order, and descriptors that are not what they ought to be. */
static void forged_orders_run_nothing(void **state)
{
	struct typist t;
	char command[100];
	int pipes[2];

	(void)state;
	snprintf(command, sizeof(command), "echo forged >%s", said);
	typist_sit(&t, "/nonexistent/browser", "");
	assert_int_equal(pipe(pipes), 0);
	for (uint32_t kind = 0; kind <= ORDER_ASK_FILE + 3; kind++)
		for (uint32_t fds = 0; fds <= ORDER_FDS; fds++) {
			forge(&t, kind, command, pipes[0], fds);
			forge(&t, kind, said, t.terminal, fds);
			forge(&t, kind, NULL, pipes[1], fds);
			forge(&t, kind, "", pipes[1], fds);
			forge(&t, kind, URL, pipes[0], fds);
			typist_saw(&t);
		}
	typist_rise(&t);
	assert_string_equal(what_was_said(), "");
	close(pipes[0]);
	close(pipes[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_address_is_one_argument_and_meets_no_shell),
		cmocka_unit_test(what_is_no_plain_address_is_not_opened),
		cmocka_unit_test(only_so_many_addresses_are_opened_one_after_the_other),
		cmocka_unit_test(a_command_that_was_typed_reads_what_it_is_given_and_runs_once),
		cmocka_unit_test(the_copy_command_is_the_one_that_was_set),
		cmocka_unit_test(a_file_is_made_where_the_user_says),
		cmocka_unit_test(only_the_file_the_program_was_called_with_is_loaded),
		cmocka_unit_test(only_so_many_loaders_are_at_work_at_once),
		cmocka_unit_test(forged_orders_run_nothing),
		cmocka_unit_test(orders_that_make_no_sense_are_refused),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
