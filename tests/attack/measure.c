/* measure.c: runs a command with its output thrown away; writes what it and its children took:
 *
 *   measure COMMAND ...    "MS KIB STATUS": processor time, peak memory of the largest process, exit status (128 + signal) */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static _Noreturn void become(char **argv)
{
	int null = open("/dev/null", O_RDWR);

	dup2(null, STDOUT_FILENO);
	dup2(null, STDERR_FILENO);
	execvp(argv[0], argv);
	_exit(127);
}

int main(int argc, char **argv)
{
	struct rusage used;
	int status = 0;
	long ms;
	pid_t pid;

	if (argc < 2) {
		fputs("measure: usage: measure COMMAND ...\n", stderr);
		return 2;
	}
	pid = fork();
	if (pid == 0)
		become(argv + 1);
	if (pid < 0 || wait4(pid, &status, 0, &used) < 0) {
		perror("measure");
		return 2;
	}
	ms = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 +
		(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000;
	printf("%ld %ld %d\n", ms, used.ru_maxrss,
		WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return 0;
}
