/* hosts.c: the lines, and the file of them. */
#include "config.h"

#include "source/hosts.h"

#include "base/fd.h"

#include <errno.h>
#include <unistd.h>

enum { NAME_MAX_BYTES = 253 };

static bool is_name(struct str s)
{
	bool letter = false;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (!(c >= 'a' && c <= 'z') && !ascii_digit(c) && c != '-' && c != '.' && c != '_')
			return false;
		letter = letter || (c >= 'a' && c <= 'z');
	}
	return letter && s.len <= NAME_MAX_BYTES && s.at[0] != '.' && s.at[0] != '-';
}

bool source_host_read(struct str line, struct source_host *h)
{
	struct str expires, below, more;
	int64_t flag;

	if (!str_word(&line, &h->name) || !str_word(&line, &expires) || !str_word(&line, &below) ||
		str_word(&line, &more) || !is_name(h->name) ||
		!str_number(expires, 0, INT64_MAX, &h->expires) || !str_number(below, 0, 1, &flag))
		return false;
	h->below = flag != 0;
	return true;
}

void source_host_write(struct buf *out, const struct source_host *h)
{
	buf_printf(out, "%.*s %lld %d\n", STR_ARG(h->name), (long long)h->expires, h->below);
}

bool source_hosts_load(int fd, struct buf *out)
{
	off_t at = 0;
	ssize_t n;

	do {
		char *room = out->len < HOSTS_BYTES ? buf_room(out, HOSTS_BYTES) : NULL;

		if (!room)
			return false;
		n = pread(fd, room, HOSTS_BYTES, at);
		if (n > 0) {
			out->len += (size_t)n;
			out->at[out->len] = '\0';
			at += n;
		}
	} while (n > 0 || (n < 0 && errno == EINTR));
	return n == 0;
}

bool source_hosts_save(int fd, struct str lines)
{
	return ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0 && fd_write(fd, lines);
}
