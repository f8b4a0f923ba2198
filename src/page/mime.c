/* mime.c: header fields and transfer encodings of mail. */
#include "config.h"

#include "page/mime.h"

#include <string.h>
#include <unistr.h>

enum {
	HEAD_MAX = 4 * 1024 * 1024, /* bytes of a header that are read */
	WORD_MAX = 300,		    /* bytes of an encoded word; the standard allows 75 */
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

static int hex(char c)
{
	c = ascii_lower(c);
	return ascii_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
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
		} else if (s.at[i] == '=' && i + 2 < s.len && hex(s.at[i + 1]) >= 0 &&
			hex(s.at[i + 2]) >= 0) {
			buf_add_char(out, (char)(hex(s.at[i + 1]) * 16 + hex(s.at[i + 2])));
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

static void add_character(ucs4_t c, struct buf *out)
{
	uint8_t bytes[6];
	int n = u8_uctomb(bytes, c, sizeof(bytes));

	if (n > 0)
		buf_add(out, (struct str){ (const char *)bytes, (size_t)n });
}

/* windows-1252 from 0x80 on (Encoding Standard); above 0x9F it is Unicode. */
static ucs4_t western(unsigned char c)
{
	static const uint16_t high[32] = {
		0x20AC,
		0x81,
		0x201A,
		0x0192,
		0x201E,
		0x2026,
		0x2020,
		0x2021,
		0x02C6,
		0x2030,
		0x0160,
		0x2039,
		0x0152,
		0x8D,
		0x017D,
		0x8F,
		0x90,
		0x2018,
		0x2019,
		0x201C,
		0x201D,
		0x2022,
		0x2013,
		0x2014,
		0x02DC,
		0x2122,
		0x0161,
		0x203A,
		0x0153,
		0x9D,
		0x017E,
		0x0178,
	};

	return c >= 0x80 && c < 0xA0 ? high[c - 0x80] : c;
}

static bool is_western(struct str charset)
{
	struct str known = STR("iso-8859-1 windows-1252 cp1252 latin1 us-ascii ascii"), word;

	while (str_word(&known, &word))
		if (str_eq_case(word, charset))
			return true;
	return false;
}

void mime_utf8(struct str bytes, struct str charset, page_decoder *decoder, struct buf *out)
{
	const uint8_t *s = (const uint8_t *)bytes.at;
	bool single = is_western(charset);

	if (bytes.len == 0)
		return;
	if (decoder) {
		decoder(bytes, charset, out);
		return;
	}
	if (!u8_check(s, bytes.len)) {
		buf_add(out, bytes);
		return;
	}
	for (size_t i = 0; i < bytes.len;) {
		ucs4_t c = western(s[i]);

		i += single ? 1 : (size_t)u8_mbtouc(&c, s + i, bytes.len - i);
		add_character(c, out);
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
void mime_words(struct str value, page_decoder *decoder, struct buf *out)
{
	struct buf bytes = { .len = 0 };
	struct str charset = STR_NONE, next, text;
	char how;

	while (value.len > 0) {
		struct str word = charset.len ? str_trim_left(value) : value;
		size_t n = encoded_word(word, &next, &how, &text), plain;

		if (!n || !str_eq_case(next, charset)) {
			mime_utf8(buf_str(&bytes), charset, decoder, out);
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
	mime_utf8(buf_str(&bytes), charset, decoder, out);
	buf_free(&bytes);
}
