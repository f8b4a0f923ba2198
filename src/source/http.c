/* http.c: the answer of a web server as it stands in archives and in files of curl -i. Crawlers
 * differ in what they leave of the transfer: chunks and packing are taken off where they are. */
#include "config.h"

#include "source/archive.h"
#include "text/mime.h"

/* "HTTP/1.1 200 OK": prose about the protocol goes on otherwise. */
bool http_is(struct str bytes)
{
	struct str line, word;

	if (!str_starts(bytes, STR("HTTP/")) || !str_line(&bytes, &line) ||
		!str_word(&line, &word) || word.len > 8 || !str_word(&line, &word) || word.len != 3)
		return false;
	return ascii_digit(word.at[0]) && ascii_digit(word.at[1]) && ascii_digit(word.at[2]);
}

long http_status(struct str bytes, struct buf *type)
{
	struct str line, word, rest;
	int64_t status = 0;

	if (!http_is(bytes) || !str_line(&bytes, &line))
		return 0;
	rest = line;
	str_word(&rest, &word);
	if (!str_word(&rest, &word) || !str_number(word, 0, 999, &status))
		status = 0;
	mime_field(mime_head(&bytes), STR("Content-Type"), type);
	return (long)status;
}

/* The length on the first line of a chunk; false when it is none. */
static bool chunk_length(struct str line, size_t *len)
{
	size_t i = 0;

	*len = 0;
	for (; i < line.len && ascii_hex(line.at[i]) >= 0; i++) {
		if (*len > SIZE_MAX / 32)
			return false;
		*len = *len * 16 + (size_t)ascii_hex(line.at[i]);
	}
	return i > 0 && (i == line.len || line.at[i] == ';' || line.at[i] == ' ');
}

/* Appends what the chunks hold; false, and nothing of use, when there are none. *whole: the last
 * one is there. */
static bool join_chunks(struct str s, struct buf *out, bool *whole)
{
	struct str line;
	size_t len = 0;
	bool first = true;

	*whole = false;
	while (str_split(&s, '\n', &line)) {
		if (!chunk_length(str_trim(line), &len))
			return !first;
		if (len == 0) {
			*whole = true;
			return true;
		}
		first = false;
		buf_add(out, str_sub(s, 0, len));
		if (len > s.len)
			return true;
		s = str_sub(s, len, SIZE_MAX);
		/* The end of the line behind the chunk. */
		s = str_sub(s,
			str_starts(s, STR("\r\n"))	   ? 2
				: str_starts(s, STR("\n")) ? 1
							   : 0,
			SIZE_MAX);
	}
	return !first;
}

static void take_type(struct source *s, struct str head)
{
	struct buf type = { .len = 0 };

	buf_cut(&s->type, 0);
	buf_cut(&s->charset, 0);
	mime_field(head, STR("Content-Type"), &type);
	buf_add(&s->type,
		str_trim(str_sub(buf_str(&type), 0, str_find_char(buf_str(&type), ';', 0))));
	buf_add(&s->charset, mime_parameter(buf_str(&type), STR("charset")));
	buf_free(&type);
}

/* Packing that shows in no magic number is believed by its name. */
static void take_packing(struct source *s, struct str head)
{
	struct buf coding = { .len = 0 };

	mime_field(head, STR("Content-Encoding"), &coding);
	s->brotli = str_eq_case(buf_str(&coding), STR("br"));
	buf_free(&coding);
}

bool http_take(struct source *s, struct err *e)
{
	struct str rest = buf_str(&s->bytes), head, line;
	struct buf transfer = { .len = 0 }, body = { .max = s->bytes.max };
	bool whole = true;

	str_line(&rest, &line);
	head = mime_head(&rest);
	take_type(s, head);
	take_packing(s, head);
	mime_field(head, STR("Transfer-Encoding"), &transfer);
	if (!str_has_case(buf_str(&transfer), STR("chunked")) ||
		!join_chunks(rest, &body, &whole)) {
		buf_cut(&body, 0);
		buf_add(&body, rest);
		whole = true;
	}
	s->cut = s->cut || !whole;
	buf_free(&transfer);
	buf_free(&s->bytes);
	s->bytes = body;
	return body.len > 0 ||
		err_set(e, ERR_FORMAT, "%s: the answer in it has no body", buf_z(&s->name));
}
