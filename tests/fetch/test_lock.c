/* What the fetcher can and cannot do once it is locked in, tried from inside. */
#include "config.h"

#include "support/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <netinet/in.h>
#include <unistd.h>

#include "fetch/lock.h"

#ifdef POSTIL_SANITIZED

int main(void)
{
	puts("1..0 # SKIP a build with sanitizers locks nothing");
	return 0;
}

#else

static char folder[] = "/tmp/postil-test-XXXXXX";
static char secret[64], allowed[64];

/* What is tried; true when it could be done. */
static bool reads_a_file(void)
{
	return open(secret, O_RDONLY) >= 0;
}

static bool lists_a_folder(void)
{
	return open(folder, O_RDONLY | O_DIRECTORY) >= 0;
}

static bool writes_a_file(void)
{
	return open(secret, O_WRONLY) >= 0;
}

static bool makes_a_file(void)
{
	char path[80];

	snprintf(path, sizeof(path), "%s/new", folder);
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

static bool changes_a_mode(void)
{
	return chmod(secret, 0777) == 0;
}

static bool starts_a_program(void)
{
	execl("/bin/false", "false", (char *)NULL); /* ends with 1, as a probe that could */
	return false;
}

static bool signals_its_parent(void)
{
	return kill(getppid(), 0) == 0;
}

static bool listens(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	return bind(fd, (struct sockaddr *)&at, sizeof(at)) == 0 && listen(fd, 1) == 0;
}

static bool reads_what_it_was_given(void)
{
	return open(allowed, O_RDONLY) >= 0;
}

static bool reads_the_system(void)
{
	return open("/etc/passwd", O_RDONLY) >= 0;
}

static bool makes_a_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static const struct {
	bool (*try)(void);
	bool may;
	const char *name;
} probes[] = {
#define PROBE(what, may)                                                                           \
	{                                                                                          \
		what, may, #what                                                                   \
	}
	PROBE(reads_a_file, false),
	PROBE(lists_a_folder, false),
	PROBE(writes_a_file, false),
	PROBE(makes_a_file, false),
	PROBE(removes_a_file, false),
	PROBE(shortens_a_file, false),
	PROBE(changes_a_mode, false),
	PROBE(starts_a_program, false),
	PROBE(signals_its_parent, false),
	PROBE(listens, false),
	PROBE(reads_what_it_was_given, true),
	PROBE(reads_the_system, true),
	PROBE(makes_a_socket, true),
#undef PROBE
};

static int try_inside(bool (*try)(void))
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		const char *files[] = { allowed, NULL };
		struct err e;

		if (!lock_enter(files, &e))
			_exit(2);
		_exit(try() ? 1 : 0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void fetcher_can_do_what_it_must_and_nothing_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(probes) / sizeof(probes[0]); i++) {
		int could = try_inside(probes[i].try);

		if (could != (int)probes[i].may)
			print_error("%s: %d\n", probes[i].name, could);
		assert_int_equal(could, (int)probes[i].may);
	}
}

static int make(void **state)
{
	int one, two;

	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(secret, sizeof(secret), "%s/secret", folder);
	snprintf(allowed, sizeof(allowed), "%s/allowed", folder);
	one = open(secret, O_WRONLY | O_CREAT, 0600);
	two = open(allowed, O_WRONLY | O_CREAT, 0600);
	if (one < 0 || two < 0)
		return -1;
	return close(one) + close(two);
}

static int clear(void **state)
{
	(void)state;
	unlink(secret);
	unlink(allowed);
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fetcher_can_do_what_it_must_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, make, clear);
}

#endif
