/* typist.c: see typist.h. */
#include "config.h"

#include "support/unit.h"

#include "support/typist.h"

#include <sys/socket.h>
#include <unistd.h>

void typist_sit(struct typist *t, const char *browser, const char *keys)
{
	struct opener_options o = { .browser = browser };
	struct err e;
	int ends[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
	*t = (struct typist){ .hands = ends[0], .terminal = ends[1] };
	assert_int_equal(write(t->hands, keys, strlen(keys)), strlen(keys));
	o.in = o.out = t->terminal;
	t->request.opener = opener_start(&o, &e);
	assert_non_null(t->request.opener);
}

const char *typist_saw(struct typist *t)
{
	static char text[1 << 16];
	ssize_t n = recv(t->hands, text, sizeof(text) - 1, MSG_DONTWAIT);

	text[n > 0 ? n : 0] = '\0';
	return text;
}

void typist_rise(struct typist *t)
{
	opener_stop(t->request.opener);
	close(t->hands);
	close(t->terminal);
}
