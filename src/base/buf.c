/* buf.c: bytes and arrays that grow. */
#include "config.h"

#include "base/buf.h"

#include <stdio.h>
#include <string.h>

char *buf_room(struct buf *b, size_t more)
{
	size_t max = b->max ? b->max : BUF_MAX, cap = b->cap ? b->cap : 64;

	/* Most additions find the room that an earlier one made. */
	if (!b->full && more < b->cap - b->len && b->cap <= max)
		return b->at + b->len;
	if (b->full || more >= max || b->len > max - more) {
		b->full = true;
		return NULL;
	}
	while (cap < b->len + more + 1)
		cap *= 2;
	if (cap != b->cap) {
		b->at = mem_resize(b->at, cap, 1);
		b->cap = cap;
	}
	return b->at + b->len;
}

bool buf_add(struct buf *b, struct str s)
{
	char *room = buf_room(b, s.len);

	if (!room)
		return false;
	if (s.len)
		memcpy(room, s.at, s.len);
	b->len += s.len;
	b->at[b->len] = '\0';
	return true;
}

bool buf_add_char(struct buf *b, char c)
{
	char *room = buf_room(b, 1);

	if (!room)
		return false;
	room[0] = c;
	room[1] = '\0';
	b->len++;
	return true;
}

bool buf_vprintf(struct buf *b, const char *format, va_list list)
{
	va_list again;
	char *room;
	int len;

	va_copy(again, list);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (len < 0)
		return false;
	room = buf_room(b, (size_t)len);
	if (!room)
		return false;
	vsnprintf(room, (size_t)len + 1, format, list);
	b->len += (size_t)len;
	return true;
}

bool buf_printf(struct buf *b, const char *format, ...)
{
	va_list list;
	bool ok;

	va_start(list, format);
	ok = buf_vprintf(b, format, list);
	va_end(list);
	return ok;
}

struct str buf_str(const struct buf *b)
{
	return (struct str){ b->at, b->len };
}

const char *buf_z(const struct buf *b)
{
	return b->at ? b->at : "";
}

void buf_cut(struct buf *b, size_t len)
{
	if (len >= b->len)
		return;
	b->len = len;
	b->at[len] = '\0';
}

void buf_free(struct buf *b)
{
	mem_free(b->at);
	*b = (struct buf){ .max = b->max };
}

void *array_grow(void *at, size_t *cap, size_t len, size_t size)
{
	if (len == *cap) {
		size_t more = *cap ? *cap * 2 : 8;

		at = mem_resize(at, more, size);
		*cap = more;
	}
	memset((char *)at + len * size, 0, size);
	return at;
}

void *array_fit(void *at, size_t *cap, size_t n, size_t size)
{
	if (n > *cap) {
		at = mem_resize(at, n, size);
		*cap = n;
	}
	return at;
}

void array_release(void **at, size_t *len, size_t *cap)
{
	mem_free(*at);
	*at = NULL;
	*len = *cap = 0;
}
