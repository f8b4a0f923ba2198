/* file.c: bytes from files and pipes. */
#include "config.h"

#include "source/source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	PIECE = 256 * 1024,	      /* bytes asked for at once from a pipe */
	SILENCE_MS = 300,	      /* after which a silent pipe is reported as it stands */
	FILE_PIECE = 8 * 1024 * 1024, /* from a file: as far apart as its reports of progress */
};

static const struct source_limits no_limits;

/* Waits until there is something to read, for so many ms, -1 for ever; false when there is not.
 * Also where read() would say "end" of a FIFO that nobody has opened for writing yet. */
static bool readable(int fd, int ms)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	int n;

	do
		n = poll(&p, 1, ms);
	while (n < 0 && errno == EINTR);
	return n > 0;
}

/* One read of at most `want` bytes behind what is there. The number read, 0 at the end, -1 with
 * errno. */
static ssize_t read_piece(struct buf *b, int fd, size_t want, bool wait)
{
	char *room = buf_room(b, want);
	ssize_t got;

	if (!room) {
		errno = EFBIG;
		return -1;
	}
	do {
		if (wait && !readable(fd, -1))
			return -1;
		got = read(fd, room, want);
	} while (got < 0 && (errno == EINTR || (errno == EAGAIN && wait)));
	if (got > 0) {
		b->len += (size_t)got;
		b->at[b->len] = '\0';
	}
	return got;
}

/* Whether the ceiling hides something: whether one more byte comes. */
static bool more_comes(int fd, bool wait)
{
	char byte;

	return (!wait || readable(fd, -1)) && read(fd, &byte, 1) > 0;
}

/* Reports how far it is; false when the reading is to end with what is there. */
static bool go_on(struct source *s, const struct source_limits *limits, uint64_t total)
{
	if (!limits->progress || limits->progress(limits->data, s->bytes.len, total))
		return true;
	s->cut = s->stopped = true;
	return false;
}

/* Reports while a pipe that has begun to speak says nothing. */
static bool wait_on(struct source *s, int fd, const struct source_limits *limits)
{
	while (s->bytes.len > 0 && !readable(fd, SILENCE_MS))
		if (!go_on(s, limits, 0))
			return false;
	return true;
}

static bool read_all(struct source *s, int fd, const struct stat *st,
	const struct source_limits *limits, struct err *e)
{
	bool regular = S_ISREG(st->st_mode);
	uint64_t total = regular && st->st_size > 0 ? (uint64_t)st->st_size : 0;
	size_t max = limits->max ? limits->max : regular ? SOURCE_FILE_MAX : SOURCE_PIPE_MAX;
	struct buf *b = &s->bytes;
	ssize_t got = 1;

	b->max = max + 2;
	/* One allocation for a file whose length is known; one byte more shows that it has not
	 * grown. */
	if (total > 0 && !buf_room(b, total < max ? (size_t)total + 1 : max))
		return err_set(e, ERR_LIMIT, "%s: too large", buf_z(&s->name));
	while (b->len < max && got > 0) {
		size_t want = regular && b->len > 0 ? FILE_PIECE : PIECE, left = max - b->len;

		if (total >= b->len && total - b->len < want)
			want = (size_t)(total - b->len) + 1;
		if (!regular && !wait_on(s, fd, limits))
			return true;
		got = read_piece(b, fd, want < left ? want : left, !regular);
		if (got < 0)
			return err_sys(e, ERR_READ, buf_z(&s->name));
		if (!go_on(s, limits, total))
			return true;
	}
	if (got > 0)
		s->cut = more_comes(fd, !regular);
	return true;
}

bool source_fd(struct source *s, int fd, const char *name, const struct source_limits *limits,
	struct err *e)
{
	struct stat st;
	bool ok;

	*s = (struct source){ .cut = false };
	buf_add(&s->name, str_z(name));
	if (fstat(fd, &st) != 0)
		ok = err_sys(e, ERR_READ, name);
	else if (S_ISDIR(st.st_mode))
		ok = err_set(e, ERR_OPEN, "%s: is a directory", name);
	else
		ok = read_all(s, fd, &st, limits ? limits : &no_limits, e);
	s->once = ok && !S_ISREG(st.st_mode);
	if (!ok)
		source_free(s);
	return ok;
}

bool source_file(
	struct source *s, const char *path, const struct source_limits *limits, struct err *e)
{
	/* Non-blocking, since opening a FIFO would wait for its writer and some devices for ever.
	 */
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	struct stat st;
	bool ok;

	if (fd < 0)
		return err_sys(e, ERR_OPEN, path);
	if (fstat(fd, &st) != 0)
		ok = err_sys(e, ERR_OPEN, path);
	else if (S_ISDIR(st.st_mode))
		ok = source_folder(s, path, limits, e);
	else if (S_ISCHR(st.st_mode) || S_ISBLK(st.st_mode))
		ok = err_set(e, ERR_OPEN, "%s: is a device, not a page", path);
	else
		ok = source_fd(s, fd, path, limits, e);
	close(fd);
	return ok;
}

void source_free(struct source *s)
{
	buf_free(&s->bytes);
	buf_free(&s->name);
	buf_free(&s->url);
	buf_free(&s->type);
	buf_free(&s->charset);
	buf_free(&s->etag);
	buf_free(&s->modified);
	buf_free(&s->why);
}
