/* mime.c: header fields, transfer encodings, multiparts. */
#include "config.h"

#include "text/mime.h"

#include <string.h>

enum {
	HEAD_MAX = 4 * 1024 * 1024, /* bytes of a header that are read */
	PARTS_DEPTH = 16,	    /* multiparts within each other */
	BOUNDARY_MAX = 200,	    /* bytes; the standard allows 70 */
};

struct str mime_head(struct str *message)
{
	struct str rest = *message, line;
	const char *from = rest.at;
	size_t len = 0;

	while (str_line(&rest, &line) && line.len > 0)
		len = (size_t)(line.at + line.len - from);
	*message = rest;
	return (struct str){ from, len > HEAD_MAX ? HEAD_MAX : len };
}

bool mime_field(struct str head, struct str name, struct buf *out)
{
	struct str line;
	bool inside = false;

	while (str_line(&head, &line)) {
		bool folded = line.len > 0 && (*line.at == ' ' || *line.at == '\t');

		if (inside && !folded)
			return true;
		if (inside) {
			buf_add_char(out, ' ');
			buf_add(out, str_trim(line));
		} else if (line.len > name.len && line.at[name.len] == ':' &&
			str_starts_case(line, name)) {
			buf_add(out, str_trim(str_sub(line, name.len + 1, SIZE_MAX)));
			inside = true;
		}
	}
	return inside;
}

/* Cuts the next parameter off, at a semicolon that is not quoted. */
static struct str next_parameter(struct str *rest)
{
	bool quoted = false;
	struct str s = *rest;
	size_t i = 0;

	for (; i < s.len && (quoted || s.at[i] != ';'); i++)
		if (s.at[i] == '"')
			quoted = !quoted;
	*rest = str_sub(s, i + 1, SIZE_MAX);
	return str_trim(str_sub(s, 0, i));
}

struct str mime_parameter(struct str value, struct str name)
{
	next_parameter(&value);
	while (value.len > 0) {
		struct str p = next_parameter(&value);
		size_t equal = str_find_char(p, '=', 0);

		if (equal == STR_NOWHERE || !str_eq_case(str_trim(str_sub(p, 0, equal)), name))
			continue;
		p = str_trim(str_sub(p, equal + 1, SIZE_MAX));
		return p.len > 1 && *p.at == '"' && str_ends(p, STR("\""))
			? str_sub(p, 1, p.len - 2)
			: p;
	}
	return STR_NONE;
}

/* The bytes of a soft line break at `at`: "=", blanks, the end of the line; 0 when it is none. */
static size_t soft_break(struct str s, size_t at)
{
	size_t i = at + 1;

	while (i < s.len && (s.at[i] == ' ' || s.at[i] == '\t'))
		i++;
	if (i == s.len)
		return i - at;
	if (s.at[i] == '\r')
		i++;
	return i < s.len && s.at[i] == '\n' ? i + 1 - at : 0;
}

void mime_quoted_printable(struct str s, bool word, struct buf *out)
{
	for (size_t i = 0; i < s.len; i++) {
		size_t soft = s.at[i] == '=' && !word ? soft_break(s, i) : 0;

		if (soft) {
			i += soft - 1;
		} else if (s.at[i] == '=' && i + 2 < s.len && ascii_hex(s.at[i + 1]) >= 0 &&
			ascii_hex(s.at[i + 2]) >= 0) {
			buf_add_char(
				out, (char)(ascii_hex(s.at[i + 1]) * 16 + ascii_hex(s.at[i + 2])));
			i += 2;
		} else {
			buf_add_char(out, word && s.at[i] == '_' ? ' ' : s.at[i]);
		}
	}
}

void mime_base64(struct str s, struct buf *out)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t bits = 0;
	int have = 0;

	for (size_t i = 0; i < s.len && s.at[i] != '='; i++) {
		const char *d = memchr(digits, s.at[i], sizeof(digits) - 1);

		if (!d)
			continue;
		bits = (bits << 6 | (uint32_t)(d - digits)) & 0xFFFFFF;
		have += 6;
		if (have >= 8) {
			have -= 8;
			buf_add_char(out, (char)(bits >> have & 0xFF));
		}
	}
}

/* ---- parts ---- */

bool mime_part_bytes(const struct mime_part *part, struct buf *out)
{
	struct buf how = { .len = 0 };
	bool encoded = true;

	mime_field(part->head, STR("Content-Transfer-Encoding"), &how);
	if (str_eq_case(buf_str(&how), STR("quoted-printable"))) {
		mime_quoted_printable(part->body, false, out);
	} else if (str_eq_case(buf_str(&how), STR("base64"))) {
		mime_base64(part->body, out);
	} else {
		buf_add(out, part->body);
		encoded = false;
	}
	buf_free(&how);
	return encoded;
}

/* One multipart on the way down. */
struct frame {
	struct str rest; /* behind the last delimiter read */
	char boundary[BOUNDARY_MAX];
	size_t len;
};

struct mime_walk {
	struct mime_part next; /* the message itself at first */
	bool begun;
	size_t depth;
	struct frame stack[PARTS_DEPTH];
};

/* Whether the line parts what the frame holds; *last: nothing follows. */
static bool is_delimiter(const struct frame *f, struct str line, bool *last)
{
	struct str tail;

	if (!str_starts(line, STR("--")) ||
		!str_starts(str_sub(line, 2, SIZE_MAX), (struct str){ f->boundary, f->len }))
		return false;
	tail = str_trim(str_sub(line, 2 + f->len, SIZE_MAX));
	*last = str_eq(tail, STR("--"));
	return *last || tail.len == 0;
}

/* Cuts the text before the next delimiter off. Without one it is all of the rest: mail is cut
 * short. */
static struct str cut_part(struct frame *f, bool *delimited)
{
	struct str part = { f->rest.at, 0 }, line;
	bool last = false;

	*delimited = false;
	while (!*delimited && str_line(&f->rest, &line)) {
		*delimited = is_delimiter(f, line, &last);
		if (!*delimited)
			part.len = (size_t)(line.at + line.len - part.at);
	}
	if (last)
		f->rest = STR_NONE;
	return part;
}

/* Opens a multipart: its boundary is known and stands in the body. */
static bool open_frame(struct frame *f, struct str type, struct str body)
{
	struct str boundary = mime_parameter(type, STR("boundary"));
	bool delimited;

	if (!str_starts_case(type, STR("multipart/")) || boundary.len == 0 ||
		boundary.len > BOUNDARY_MAX)
		return false;
	f->rest = body;
	f->len = boundary.len;
	for (size_t i = 0; i < boundary.len; i++)
		f->boundary[i] = boundary.at[i];
	cut_part(f, &delimited);
	return delimited;
}

struct mime_walk *mime_walk_new(struct str head, struct str body)
{
	struct mime_walk *w = mem_new(1, sizeof(*w));

	w->next = (struct mime_part){ head, body };
	return w;
}

void mime_walk_free(struct mime_walk *w)
{
	mem_free(w);
}

/* The next part of the innermost multipart that has one. */
static bool advance(struct mime_walk *w)
{
	bool delimited;

	while (w->depth > 0 && w->stack[w->depth - 1].rest.len == 0)
		w->depth--;
	if (w->depth == 0)
		return false;
	w->next.body = cut_part(&w->stack[w->depth - 1], &delimited);
	w->next.head = mime_head(&w->next.body);
	return true;
}

bool mime_walk_next(struct mime_walk *w, struct mime_part *part, struct buf *type)
{
	for (;;) {
		if (w->begun && !advance(w))
			return false;
		w->begun = true;
		buf_cut(type, 0);
		mime_field(w->next.head, STR("Content-Type"), type);
		if (w->depth == PARTS_DEPTH ||
			!open_frame(&w->stack[w->depth], buf_str(type), w->next.body))
			break;
		w->depth++;
	}
	*part = w->next;
	return true;
}
