/* sink.c: gathers small pieces and writes them in chunks. */
#include "config.h"

#include "print/sink.h"

#include "base/fd.h"

#include <errno.h>
#include <string.h>

static void flow(struct sink *s)
{
	if (!s->failed && !fd_write(s->fd, buf_str(&s->out))) {
		s->failed = true;
		s->sys = errno;
	}
	buf_cut(&s->out, 0);
}

void sink_add(struct sink *s, struct str text)
{
	if (s->failed)
		return;
	buf_add(&s->out, text);
	if (s->fd >= 0 && s->out.len >= SINK_CHUNK)
		flow(s);
}

void sink_z(struct sink *s, const char *z)
{
	sink_add(s, str_z(z));
}

void sink_char(struct sink *s, char c)
{
	sink_add(s, (struct str){ &c, 1 });
}

void sink_fill(struct sink *s, char c, size_t count)
{
	char piece[64];

	memset(piece, c, sizeof(piece));
	while (count > 0) {
		size_t n = count < sizeof(piece) ? count : sizeof(piece);

		sink_add(s, (struct str){ piece, n });
		count -= n;
	}
}

void sink_printf(struct sink *s, const char *format, ...)
{
	va_list list;

	if (s->failed)
		return;
	va_start(list, format);
	buf_vprintf(&s->out, format, list);
	va_end(list);
	if (s->fd >= 0 && s->out.len >= SINK_CHUNK)
		flow(s);
}

bool sink_end(struct sink *s, struct err *e)
{
	if (s->fd < 0)
		return true;
	flow(s);
	buf_free(&s->out);
	if (!s->failed)
		return true;
	errno = s->sys;
	return err_sys(e, ERR_WRITE, "output");
}
