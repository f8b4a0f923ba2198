/* mime.c: what mail says in other charsets. */
#include "config.h"

#include "page/mime.h"

#include "decode/decode.h"

enum {
	HEAD_LOOK = 8 * 1024, /* bytes of a header in which its charset is looked for */
	WORD_MAX = 300,	      /* bytes of an encoded word; the standard allows 75 */
};

void mime_utf8(struct str bytes, struct str charset, struct buf *out)
{
	struct decoded d;

	if (bytes.len == 0)
		return;
	decode(bytes, charset, 0, &d);
	buf_add(out, d.text);
	decoded_free(&d);
}

/* Whether it begins a header field of this name, or goes on with it. */
static bool is_field(struct str line, struct str name, bool inside)
{
	return str_starts_case(line, name) ||
		(inside && line.len > 0 && (*line.at == ' ' || *line.at == '\t'));
}

/* The charset named on a line of a Content-Type, or in lines among which is one. */
static struct str line_charset(struct str line)
{
	size_t at = str_find_case(line, STR("charset="), 0), len = 0;

	if (at == STR_NOWHERE)
		return STR_NONE;
	line = str_trim(str_sub(line, at + 8, SIZE_MAX));
	if (line.len > 0 && *line.at == '"')
		line = str_sub(line, 1, SIZE_MAX);
	while (len < line.len && line.at[len] != '"' && line.at[len] != ';' &&
		!ascii_space(line.at[len]))
		len++;
	return str_sub(line, 0, len);
}

void mime_message_utf8(struct str raw, struct buf *out)
{
	struct str line, charset = STR_NONE;
	bool inside = false, begins = true;

	while (raw.len > 0) {
		/* The lines of a header above its Content-Type are in that charset too. */
		if (begins || str_starts(raw, STR("From "))) {
			struct str head = str_sub(raw, 0, HEAD_LOOK);

			charset = line_charset(str_sub(head, 0, str_find(head, STR("\n\n"), 0)));
		}
		begins = false;
		str_line(&raw, &line);
		inside = is_field(line, STR("Content-Type:"), inside);
		if (inside && str_starts_case(line, STR("Content-Type:")))
			charset = STR_NONE;
		if (inside && line_charset(line).len)
			charset = line_charset(line);
		mime_utf8(line, charset, out);
		buf_add_char(out, '\n');
	}
}

/* An encoded word at the beginning: its parts, and its length in all; 0 when it is none. */
static size_t encoded_word(struct str s, struct str *charset, char *how, struct str *text)
{
	size_t first, end;

	s = str_sub(s, 0, WORD_MAX);
	first = str_starts(s, STR("=?")) ? str_find_char(s, '?', 2) : STR_NOWHERE;
	if (first == STR_NOWHERE || first + 3 > s.len || s.at[first + 2] != '?')
		return 0;
	*how = ascii_lower(s.at[first + 1]);
	end = str_find(s, STR("?="), first + 3);
	if (end == STR_NOWHERE || (*how != 'q' && *how != 'b'))
		return 0;
	*charset = str_sub(s, 2, first - 2);
	/* RFC 2231: a language may stand behind the charset. */
	if (str_find_char(*charset, '*', 0) != STR_NOWHERE)
		charset->len = str_find_char(*charset, '*', 0);
	*text = str_sub(s, first + 3, end - first - 3);
	return end + 2;
}

/* Adjacent words of one charset are read together: many writers cut characters in two. */
void mime_words(struct str value, struct buf *out)
{
	struct buf bytes = { .len = 0 };
	struct str charset = STR_NONE, next, text;
	char how;

	while (value.len > 0) {
		struct str word = charset.len ? str_trim_left(value) : value;
		size_t n = encoded_word(word, &next, &how, &text), plain;

		if (!n || !str_eq_case(next, charset)) {
			mime_utf8(buf_str(&bytes), charset, out);
			buf_cut(&bytes, 0);
			charset = STR_NONE;
		}
		if (n) {
			charset = next;
			if (how == 'q')
				mime_quoted_printable(text, true, &bytes);
			else
				mime_base64(text, &bytes);
			value = str_sub(word, n, SIZE_MAX);
			continue;
		}
		plain = str_find(value, STR("=?"), 1);
		buf_add(out, str_sub(value, 0, plain));
		value = plain == STR_NOWHERE ? STR_NONE : str_sub(value, plain, SIZE_MAX);
	}
	mime_utf8(buf_str(&bytes), charset, out);
	buf_free(&bytes);
}
