/* served.c: runs the program on them. */
#include "config.h"

#include "support/unit.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "load/served.h"

void served_start(struct served *s, const struct fault *pages, size_t count)
{
	s->server = fault_server(pages, count, TLS_NONE, NULL, &s->port);
}

int served_stop(struct served *s)
{
	if (s->server <= 0)
		return 0;
	kill(s->server, SIGKILL);
	return waitpid(s->server, NULL, 0) == s->server ? 0 : -1;
}

int served_run(const struct served *s, const char *path, const char *options, struct buf *out)
{
	const char *build = getenv("POSTIL_TEST_BUILD");
	struct buf command = { 0 };
	char piece[4096];
	size_t n;
	FILE *f;
	int status;

	if (s->server <= 0)
		skip();
	buf_cut(out, 0);
	buf_printf(&command, "no_proxy='*' timeout 60 %s/postil --no-config --no-cache --no-store ",
		build ? build : ".");
	for (const char *c = options; *c; c++)
		if (c[0] == '%')
			buf_printf(&command, "http://127.0.0.1:%d", s->port);
		else
			buf_add_char(&command, *c);
	buf_printf(&command, " 'http://127.0.0.1:%d%s' 2>&1", s->port, path);
	f = popen(buf_z(&command), "r");
	assert_non_null(f);
	while ((n = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_add(out, (struct str){ piece, n });
	status = pclose(f);
	buf_free(&command);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

unsigned served_count(const struct buf *out, const char *what)
{
	unsigned n = 0;

	for (size_t at = 0; (at = str_find(buf_str(out), str_z(what), at)) < out->len; at++)
		n++;
	return n;
}
