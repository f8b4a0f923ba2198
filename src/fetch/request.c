/* request.c: reads what the program asks for. */
#include "config.h"

#include "fetch/request.h"

#include <errno.h>
#include <unistd.h>

enum { REQUEST_MAX = 64 * 1024 }; /* bytes */

static bool read_all(int fd, struct buf *out)
{
	enum { PIECE = 4096 };
	ssize_t n;

	do {
		char *room = buf_room(out, PIECE);

		if (!room)
			return false;
		n = read(fd, room, PIECE);
		if (n > 0) {
			out->len += (size_t)n;
			out->at[out->len] = '\0';
		}
	} while (n > 0 || (n < 0 && errno == EINTR));
	return n == 0;
}

static bool is_plain(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] < ' ' || s.at[i] == 0x7f)
			return false;
	return true;
}

static bool take(struct fetch_request *r, struct str name, struct str value)
{
#define NUMBER(field, preset, what)                                                                \
	if (str_eq(name, STR(#field)))                                                             \
		return str_number(value, 0, INT64_MAX, &r->field);
#define TEXT(field, what)                                                                          \
	if (str_eq(name, STR(#field)))                                                             \
		return buf_add(&r->field, value);
#include "source/network.def"
#undef NUMBER
#undef TEXT
	return false;
}

static void preset(struct fetch_request *r)
{
#define NUMBER(field, number, what)                                                                \
	if (r->field == 0)                                                                         \
		r->field = (number);
#define TEXT(field, what)
#include "source/network.def"
#undef NUMBER
#undef TEXT
}

bool request_read(struct fetch_request *r, int fd)
{
	struct buf all = { .max = REQUEST_MAX };
	struct str rest, line;
	bool ok;

	*r = (struct fetch_request){ .max = 0 };
	ok = read_all(fd, &all);
	rest = buf_str(&all);
	while (ok && str_split(&rest, '\n', &line) && line.len > 0) {
		size_t blank = str_find_char(line, ' ', 0);

		ok = blank != STR_NOWHERE && is_plain(line) &&
			take(r, str_sub(line, 0, blank), str_sub(line, blank + 1, SIZE_MAX));
	}
	buf_free(&all);
	preset(r);
	return ok && r->url.len > 0;
}

void request_free(struct fetch_request *r)
{
#define NUMBER(field, number, what)
#define TEXT(field, what) buf_free(&r->field);
#include "source/network.def"
#undef NUMBER
#undef TEXT
}
