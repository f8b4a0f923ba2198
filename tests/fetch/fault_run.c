/* fault_run.c: runs of the program. */
#include "config.h"

#include "support/unit.h"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fetch/fault_run.h"

void fault_begin(struct fault_run *r, const char *url, const char *options, int which)
{
	const char *build = getenv("POSTIL_TEST_BUILD");
	char command[1024];

	r->out = memfd_create("out", MFD_CLOEXEC);
	r->begun = time(NULL);
	r->which = which;
	snprintf(command, sizeof(command), "exec timeout 40 %s/postil --no-config --dump %s '%s'",
		build ? build : ".", options, url);
	r->pid = fork();
	if (r->pid == 0) {
		dup2(r->out, STDOUT_FILENO);
		dup2(r->out, STDERR_FILENO);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	assert_true(r->pid > 0);
}

int fault_end(struct fault_run *r, int status, struct buf *out)
{
	char piece[4096];
	ssize_t n;

	lseek(r->out, 0, SEEK_SET);
	while ((n = read(r->out, piece, sizeof(piece))) > 0)
		buf_add(out, (struct str){ piece, (size_t)n });
	close(r->out);
	r->pid = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int fault_run(const char *url, const char *options, struct buf *out)
{
	struct fault_run r;
	int status;

	fault_begin(&r, url, options, 0);
	assert_int_equal(waitpid(r.pid, &status, 0), r.pid);
	return fault_end(&r, status, out);
}

bool fault_has_control(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (((unsigned char)s.at[i] < ' ' && s.at[i] != '\n' && s.at[i] != '\t') ||
			s.at[i] == 0x7f ||
			(s.at[i] == '\xc2' && i + 1 < s.len && (unsigned char)s.at[i + 1] < 0xa0))
			return true;
	return false;
}

void fault_check(const char *url, const char *options, int status, const char *says)
{
	struct buf out = { .len = 0 };
	int ended = fault_run(url, options, &out);

	if (ended != status || !str_has(buf_str(&out), str_z(says)))
		print_error("%s %s: status %d: %.600s\n", options, url, ended, buf_z(&out));
	assert_int_equal(ended, status);
	assert_true(str_has(buf_str(&out), str_z(says)));
	assert_false(fault_has_control(buf_str(&out)));
	buf_free(&out);
}
