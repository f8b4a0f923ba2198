/* address.c: bytes from http and https, through the program postil-fetch. */
#include "config.h"

#include "source/source.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

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

static pid_t start(const char *url, size_t max, int out, int errors)
{
	char program[1100], number[32];
	pid_t pid;

	find_program(program, sizeof(program));
	snprintf(number, sizeof(number), "%zu", max);
	pid = fork();
	if (pid != 0)
		return pid;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(out, STDOUT_FILENO);
	dup2(errors, STDERR_FILENO);
	execl(program, "postil-fetch", number, url, (char *)NULL);
	dprintf(STDERR_FILENO, "the program %s cannot be started: %s", program, strerror(errno));
	_exit(STATUS_NOT_READ);
}

/* Takes the header block off the front of the bytes. */
static void take_header(struct source *s)
{
	struct {
		struct str name;
		struct buf *to;
	} fields[] = {
		{ STR("url "), &s->url },
		{ STR("type "), &s->type },
		{ STR("charset "), &s->charset },
	};
	struct str all = buf_str(&s->bytes), rest = all, line;
	struct buf body = { .max = s->bytes.max };

	while (str_line(&rest, &line) && line.len > 0)
		for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
			if (str_starts(line, fields[i].name))
				buf_add(fields[i].to, str_sub(line, fields[i].name.len, SIZE_MAX));
	buf_add(&body, rest);
	buf_free(&s->bytes);
	s->bytes = body;
}

/* What the program said on standard error. */
static void take_sentence(int fd, char *out, size_t size)
{
	ssize_t n = read(fd, out, size - 1);

	out[n > 0 ? n : 0] = '\0';
}

bool source_address(
	struct source *s, const char *url, const struct source_limits *limits, struct err *e)
{
	struct source_limits mine = limits ? *limits : (struct source_limits){ .max = 0 };
	size_t max = mine.max ? mine.max : SOURCE_ADDRESS_MAX;
	int out[2], errors[2], status = 0;
	char sentence[256];
	pid_t pid;
	bool ok;

	if (pipe2(out, O_CLOEXEC) != 0)
		return err_sys(e, ERR_NETWORK, url);
	if (pipe2(errors, O_CLOEXEC) != 0) {
		close(out[0]);
		close(out[1]);
		return err_sys(e, ERR_NETWORK, url);
	}
	pid = start(url, max, out[1], errors[1]);
	close(out[1]);
	close(errors[1]);
	mine.max = max + 16 * 1024; /* and the header block */
	ok = pid > 0 ? source_fd(s, out[0], url, &mine, e) : err_sys(e, ERR_NETWORK, url);
	take_sentence(errors[0], sentence, sizeof(sentence));
	close(out[0]);
	close(errors[0]);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (!ok)
		return false;
	take_header(s);
	s->once = true;
	s->cut = s->cut || (WIFEXITED(status) && WEXITSTATUS(status) == STATUS_PARTIAL);
	if (s->cut || (WIFEXITED(status) && WEXITSTATUS(status) == STATUS_DONE))
		return true;
	source_free(s);
	return err_set(
		e, ERR_NETWORK, "%.200s: %s", url, sentence[0] ? sentence : "the fetcher died");
}
