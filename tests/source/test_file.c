/* Files and pipes as sources. */
#include "config.h"

#include "support/unit.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "source/source.h"

static char folder[] = "/tmp/postil-test-XXXXXX";

static const char *path(const char *name)
{
	static char at[128];

	snprintf(at, sizeof(at), "%s/%s", folder, name);
	return at;
}

static void put(const char *name, const char *text)
{
	FILE *f = fopen(path(name), "w");

	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

static int make(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int clear(void **state)
{
	static const char *const names[] = { "page", "fifo", "empty" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unlink(path(names[i]));
	return rmdir(folder);
}

static void regular_file_is_read_whole(void **state)
{
	struct source s;
	struct err e;

	(void)state;
	put("page", "hello\n");
	assert_true(source_file(&s, path("page"), NULL, &e));
	assert_str(buf_str(&s.bytes), "hello\n");
	assert_str(buf_str(&s.name), path("page"));
	assert_false(s.cut);
	assert_false(s.once);
	source_free(&s);
}

static void ceiling_cuts_and_says_so(void **state)
{
	struct source_limits l = { .max = 3 };
	struct source s;
	struct err e;

	(void)state;
	put("page", "hello\n");
	assert_true(source_file(&s, path("page"), &l, &e));
	assert_str(buf_str(&s.bytes), "hel");
	assert_true(s.cut);
	source_free(&s);
	l.max = 6;
	assert_true(source_file(&s, path("page"), &l, &e));
	assert_false(s.cut);
	source_free(&s);
}

static void empty_file_is_empty(void **state)
{
	struct source s;
	struct err e;

	(void)state;
	put("empty", "");
	assert_true(source_file(&s, path("empty"), NULL, &e));
	assert_int_equal(s.bytes.len, 0);
	source_free(&s);
}

static void what_is_no_page_is_refused_with_a_sentence(void **state)
{
	struct source s;
	struct err e;

	(void)state;
	assert_false(source_file(&s, path("missing"), NULL, &e));
	assert_non_null(strstr(e.text, "No such file"));
	assert_false(source_file(&s, folder, NULL, &e));
	assert_non_null(strstr(e.text, "is a folder"));
	assert_false(source_file(&s, "/dev/null", NULL, &e));
	assert_non_null(strstr(e.text, "is a device"));
}

static void fifo_waits_for_its_writer(void **state)
{
	struct source s;
	struct err e;
	pid_t pid;

	(void)state;
	assert_int_equal(mkfifo(path("fifo"), 0600), 0);
	pid = fork();
	if (pid == 0) {
		int fd;

		usleep(20000);
		fd = open(path("fifo"), O_WRONLY);
		_exit(write(fd, "from a fifo", 11) != 11);
	}
	assert_true(source_file(&s, path("fifo"), NULL, &e));
	assert_str(buf_str(&s.bytes), "from a fifo");
	assert_true(s.once);
	source_free(&s);
	waitpid(pid, NULL, 0);
}

static bool progress(void *data, uint64_t bytes, uint64_t total)
{
	uint64_t *seen = data;

	seen[0] = bytes;
	seen[1] = total;
	return true;
}

static bool enough(void *data, uint64_t bytes, uint64_t total)
{
	(void)data;
	(void)total;
	return bytes < 3;
}

static void reading_can_be_ended_with_what_is_there(void **state)
{
	struct source_limits l = { .progress = enough };
	struct source s;
	struct err e;
	int fd[2];

	(void)state;
	assert_int_equal(pipe(fd), 0);
	assert_int_equal(write(fd[1], "abc", 3), 3);
	assert_true(source_fd(&s, fd[0], "-", &l, &e)); /* though more may come */
	assert_str(buf_str(&s.bytes), "abc");
	assert_true(s.cut && s.stopped);
	source_free(&s);
	close(fd[0]);
	close(fd[1]);
}

static void pipe_is_read_to_its_end(void **state)
{
	uint64_t seen[2] = { 0, 9 };
	struct source_limits l = { .progress = progress, .data = seen };
	struct source s;
	struct err e;
	int fd[2];

	(void)state;
	assert_int_equal(pipe(fd), 0);
	assert_int_equal(write(fd[1], "abc", 3), 3);
	close(fd[1]);
	assert_int_equal(fcntl(fd[0], F_SETFL, O_NONBLOCK), 0);
	assert_true(source_fd(&s, fd[0], "standard input", &l, &e));
	assert_str(buf_str(&s.bytes), "abc");
	assert_int_equal(seen[0], 3);
	assert_int_equal(seen[1], 0);
	close(fd[0]);
	source_free(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(regular_file_is_read_whole),
		cmocka_unit_test(ceiling_cuts_and_says_so),
		cmocka_unit_test(empty_file_is_empty),
		cmocka_unit_test(what_is_no_page_is_refused_with_a_sentence),
		cmocka_unit_test(fifo_waits_for_its_writer),
		cmocka_unit_test(pipe_is_read_to_its_end),
		cmocka_unit_test(reading_can_be_ended_with_what_is_there),
	};

	return cmocka_run_group_tests(tests, make, clear);
}
