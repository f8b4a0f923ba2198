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

#define URL "https://site.example/a?b=c&d=$(touch%20x);%20e"

static struct opener *opener;
static char folder[] = "/tmp/postil-opener-XXXXXX";
static char program[64], said[64];

/* A program that writes its arguments, each in brackets, and "set" or "not set" for no_new_privs. */
static const char script[] = "#!/bin/sh\n"
			     "for word; do printf '[%s]' \"$word\"; done >\"${0%/*}/said\"\n"
			     "grep NoNewPrivs /proc/self/status >>\"${0%/*}/said\"\n"
			     "exit 7\n";

static int begin(void **state)
{
	struct err e;
	int fd;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(program, sizeof(program), "%s/browser", folder);
	snprintf(said, sizeof(said), "%s/said", folder);
	fd = open(program, O_WRONLY | O_CREAT | O_CLOEXEC, 0700);
	assert_int_equal(write(fd, script, sizeof(script) - 1), sizeof(script) - 1);
	close(fd);
	opener = opener_start(NULL, &e);
	return opener ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	opener_stop(opener);
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

static void the_address_is_one_argument_and_meets_no_shell(void **state)
{
	char command[100];

	(void)state;
	assert_int_equal(opener_browse(opener, program, URL), 7);
	assert_string_equal(what_was_said(), "[" URL "]NoNewPrivs:\t0\n");
	snprintf(command, sizeof(command), "%s  -n %%s ;rm", program);
	assert_int_equal(opener_browse(opener, command, URL), 7);
	assert_string_equal(what_was_said(), "[-n][" URL "][;rm]NoNewPrivs:\t0\n");
}

static void what_is_no_plain_address_is_not_opened(void **state)
{
	static const char *const bad[] = { "--evil", "javascript:alert(1)", "file:///etc/passwd",
		"https://a.example/\n-x", "https://a.example/ b", "https://a.example/\"", "" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(opener_browse(opener, program, bad[i]), OPENER_NOT_RUN);
		assert_string_equal(what_was_said(), "");
	}
	assert_int_equal(opener_browse(opener, "", URL), OPENER_NOT_RUN);
	assert_int_equal(opener_browse(opener, "/nonexistent/browser", URL), OPENER_NOT_RUN);
}

static void a_command_reads_what_it_is_given(void **state)
{
	char command[100];
	int fd = memfd_create("text", MFD_CLOEXEC);

	(void)state;
	assert_int_equal(write(fd, "one\ntwo\n", 8), 8);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	snprintf(command, sizeof(command), "tail -n 1 >%s; exit 3", said);
	assert_int_equal(opener_command(opener, command, fd), 3);
	assert_string_equal(what_was_said(), "two\n");
	assert_int_equal(opener_command(opener, "kill -9 $$", fd), OPENER_KILLED);
	close(fd);
}

static void a_file_is_made_and_replaced_only_when_asked(void **state)
{
	struct err e;
	int fd = opener_create(opener, said, false, &e);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "first", 5), 5);
	close(fd);
	assert_int_equal(opener_create(opener, said, false, &e), -1);
	assert_int_equal(e.sys, EEXIST);
	fd = opener_create(opener, said, true, &e);
	assert_true(fd >= 0);
	close(fd);
	assert_string_equal(what_was_said(), "");
	fd = opener_folder(opener, folder);
	assert_true(fd >= 0 && faccessat(fd, "browser", F_OK, 0) == 0);
	close(fd);
	assert_int_equal(opener_folder(opener, program), -1);
	assert_int_equal(opener_create(opener, "/nonexistent/file", false, &e), -1);
	assert_non_null(strstr(e.text, "/nonexistent/file"));
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_address_is_one_argument_and_meets_no_shell),
		cmocka_unit_test(what_is_no_plain_address_is_not_opened),
		cmocka_unit_test(a_command_reads_what_it_is_given),
		cmocka_unit_test(a_file_is_made_and_replaced_only_when_asked),
		cmocka_unit_test(orders_that_make_no_sense_are_refused),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
