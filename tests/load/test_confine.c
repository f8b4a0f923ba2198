/* What the program can still do once it has locked itself in: its work, and nothing else. */
#include "config.h"

#include "support/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/lock.h"
#include "load/confine.h"
#include "load/opener.h"
#include "store/store.h"

static char folder[] = "/tmp/postil-confine-XXXXXX";
static char secret[64];

static bool reads_a_file_of_the_user(void)
{
	return open(secret, O_RDONLY) >= 0;
}

static bool writes_over_a_file_of_the_user(void)
{
	return open(secret, O_WRONLY) >= 0;
}

static bool makes_a_file(void)
{
	char path[80];

	snprintf(path, sizeof(path), "%s/made", folder);
	return open(path, O_WRONLY | O_CREAT, 0600) >= 0;
}

static bool removes_a_file(void)
{
	return unlink(secret) == 0;
}

static bool shortens_a_file(void)
{
	return truncate(secret, 0) == 0;
}

static bool starts_a_program(void)
{
	char *const none[] = { NULL };

	execve("/bin/true", none, none);
	return false; /* it would have become true */
}

static bool opens_a_network(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static bool signals_its_parent(void)
{
	return kill(getppid(), 0) == 0;
}

static bool types_into_the_terminal(void)
{
	char key = 'x';

	return ioctl(STDIN_FILENO, TIOCSTI, &key) == 0 || errno != EPERM;
}

static bool reads_the_system(void)
{
	return open("/etc/passwd", O_RDONLY) >= 0;
}

static bool remembers_a_visit(void)
{
	const struct store_options o = { .cache_max = 1 << 20, .now = 1 };
	struct store *s = store_new(&o);
	struct str trouble;
	int fd = open("/etc/passwd", O_RDONLY);

	store_keep(s, STR("https://site.example/"), fd);
	trouble = store_trouble(s);
	if (trouble.len)
		fprintf(stderr, "%.*s\n", STR_ARG(trouble));
	return trouble.len == 0;
}

static const struct {
	const char *name;
	bool (*try)(void);
	bool may;
} probes[] = {
#define PROBE(what, may)                                                                           \
	{                                                                                          \
#what, what, may                                                                   \
	}
	PROBE(reads_a_file_of_the_user, false),
	PROBE(writes_over_a_file_of_the_user, false),
	PROBE(makes_a_file, false),
	PROBE(removes_a_file, false),
	PROBE(shortens_a_file, false),
	PROBE(starts_a_program, false),
	PROBE(opens_a_network, false),
	PROBE(signals_its_parent, false),
	PROBE(types_into_the_terminal, false),
	PROBE(reads_the_system, true),
	PROBE(remembers_a_visit, true),
#undef PROBE
};

/* The status: 0 it cannot, 1 it can, 2 it could not be locked in. */
static int try_inside(bool (*try)(void))
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		const struct store_options o = { .cache_max = 1 << 20 };
		struct store *s = store_new(&o);
		struct err e;

		_exit(confine_program(s, &e) ? try() : 2);
	}
	assert_true(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void the_program_can_do_its_work_and_nothing_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(probes) / sizeof(probes[0]); i++) {
		int status = try_inside(probes[i].try);

		if (status != probes[i].may)
			fail_msg("%s: %d", probes[i].name, status);
	}
}

static void a_loader_is_started_from_inside_by_the_opener(void **state)
{
	struct load_request r = { .place = secret };
	struct load l;
	struct err e;
	int status;
	pid_t pid;

	(void)state;
	r.opener = opener_start(&(struct opener_options){ .place = secret }, &e);
	assert_non_null(r.opener);
	pid = fork();
	if (pid == 0)
		_exit(!(confine_program(NULL, &e) && load_start(&l, &r, &e) && load_wait(&l)));
	assert_true(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	opener_stop(r.opener);
}

static int begin(void **state)
{
	int fd;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(secret, sizeof(secret), "%s/secret", folder);
	fd = open(secret, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_int_equal(write(fd, "<p>secret", 9), 9);
	return close(fd);
}

static int end(void **state)
{
	(void)state;
	unlink(secret);
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_program_can_do_its_work_and_nothing_else),
		cmocka_unit_test(a_loader_is_started_from_inside_by_the_opener),
	};

	if (lock_version() == 0 || !lock_can_filter()) {
		puts("1..0 # SKIP this kernel or this build has no Landlock or no filter of calls");
		return 0;
	}
	return cmocka_run_group_tests(tests, begin, end);
}
