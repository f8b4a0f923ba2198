/* translit.c: characters that a charset lacks, by a small table, then by dropping accents. */
#include "config.h"

#include "text/translit.h"

#include "text/fold.h"
#include "text/width.h"

#include <iconv.h>
#include <string.h>

struct translit {
	iconv_t to; /* (iconv_t)-1: ASCII */
};

/* In order of code points. */
static const struct {
	uint32_t c;
	const char *text;
} stand_in[] = {
	{ 0xa0, " " },
	{ 0xa9, "(c)" },
	{ 0xab, "<<" },
	{ 0xad, "" },
	{ 0xae, "(r)" },
	{ 0xb7, "*" },
	{ 0xbb, ">>" },
	{ 0xc4, "Ae" },
	{ 0xc6, "AE" },
	{ 0xd6, "Oe" },
	{ 0xd7, "x" },
	{ 0xd8, "O" },
	{ 0xdc, "Ue" },
	{ 0xdf, "ss" },
	{ 0xe4, "ae" },
	{ 0xe6, "ae" },
	{ 0xf6, "oe" },
	{ 0xf8, "o" },
	{ 0xfc, "ue" },
	{ 0x152, "OE" },
	{ 0x153, "oe" },
	{ 0x200b, "" },
	{ 0x200c, "" },
	{ 0x200d, "" },
	{ 0x2010, "-" },
	{ 0x2011, "-" },
	{ 0x2012, "-" },
	{ 0x2013, "-" },
	{ 0x2014, "--" },
	{ 0x2015, "--" },
	{ 0x2018, "'" },
	{ 0x2019, "'" },
	{ 0x201a, "," },
	{ 0x201c, "\"" },
	{ 0x201d, "\"" },
	{ 0x201e, "\"" },
	{ 0x2020, "+" },
	{ 0x2022, "*" },
	{ 0x2026, "..." },
	{ 0x2039, "<" },
	{ 0x203a, ">" },
	{ 0x2060, "" },
	{ 0x20ac, "EUR" },
	{ 0x2122, "(tm)" },
	{ 0x2190, "<-" },
	{ 0x2191, "^" },
	{ 0x2192, "->" },
	{ 0x2193, "v" },
	{ 0x21b0, "<" },
	{ 0x2212, "-" },
	{ 0x2260, "!=" },
	{ 0x2264, "<=" },
	{ 0x2265, ">=" },
	{ 0x2500, "-" },
	{ 0x2502, "|" },
	{ 0x250c, "+" },
	{ 0x2510, "+" },
	{ 0x2514, "+" },
	{ 0x2518, "+" },
	{ 0x251c, "+" },
	{ 0x2524, "+" },
	{ 0x252c, "+" },
	{ 0x2534, "+" },
	{ 0x253c, "+" },
	{ 0x25b8, "+" },
	{ 0x25be, "-" },
};

/* Cyrillic from U+0410 to U+044F, small letters. */
static const char *const cyrillic[32] = { "a", "b", "v", "g", "d", "e", "zh", "z", "i", "j", "k",
	"l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "\"", "y",
	"'", "e", "yu", "ya" };

struct translit *translit_new(const char *charset)
{
	struct translit *t;

	if (str_eq_case(str_z(charset), STR("UTF-8")) || str_eq_case(str_z(charset), STR("UTF8")))
		return NULL;
	t = mem_new(1, sizeof(*t));
	t->to = charset ? iconv_open(charset, "UTF-8") : (iconv_t)-1;
	return t;
}

void translit_free(struct translit *t)
{
	if (!t)
		return;
	if (t->to != (iconv_t)-1)
		iconv_close(t->to);
	mem_free(t);
}

/* Whether the charset has the whole text, and then adds it. */
static bool add_exact(struct translit *t, struct str s, struct buf *out)
{
	char bytes[64], *to = bytes, *from = (char *)(uintptr_t)s.at;
	size_t left = s.len, room = sizeof(bytes);

	if (t->to == (iconv_t)-1)
		return false;
	if (iconv(t->to, &from, &left, &to, &room) != 0 || left > 0 ||
		iconv(t->to, NULL, NULL, &to, &room) != 0) {
		iconv(t->to, NULL, NULL, NULL, NULL);
		return false;
	}
	return buf_add(out, (struct str){ bytes, (size_t)(to - bytes) });
}

static const char *look_up(uint32_t c)
{
	size_t lo = 0, hi = sizeof(stand_in) / sizeof(*stand_in);

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (stand_in[mid].c == c)
			return stand_in[mid].text;
		if (stand_in[mid].c < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

static bool add_cyrillic(uint32_t c, struct buf *out)
{
	struct str text;

	if (c < 0x410 || c > 0x44f)
		return false;
	text = str_z(cyrillic[(c - 0x410) % 32]);
	if (c < 0x430 && ascii_alpha(text.at[0])) {
		buf_add_char(out, (char)(text.at[0] - 'a' + 'A'));
		text = str_sub(text, 1, SIZE_MAX);
	}
	return buf_add(out, text);
}

/* Something in ASCII for a character; marks that are left over vanish. */
static bool add_stand_in(uint32_t c, struct str bytes, struct buf *out)
{
	const char *text = look_up(c);
	size_t was = out->len;

	if (text)
		return buf_add(out, str_z(text));
	if (char_width(c) == 0 || add_cyrillic(c, out))
		return !out->full;
	if (!text_fold(bytes, FOLD_MARKS, out, NULL, 0))
		return false;
	for (size_t i = was; i < out->len; i++)
		if ((unsigned char)out->at[i] >= 0x80) {
			buf_cut(out, was);
			return buf_add_char(out, '?');
		}
	return true;
}

bool translit_add(struct translit *t, struct str clean, struct buf *out)
{
	size_t at = 0, len;
	uint32_t c;

	while (at < clean.len && !out->full) {
		size_t run = 0;

		while (at + run < clean.len && (unsigned char)clean.at[at + run] < 0x80)
			run++;
		buf_add(out, str_sub(clean, at, run));
		at += run;
		len = char_decode(clean, at, &c);
		if (len > 0 && !add_exact(t, str_sub(clean, at, len), out))
			add_stand_in(c, str_sub(clean, at, len), out);
		at += len;
	}
	return !out->full;
}

/* A letter says more than the sign before it: "(c)" becomes "c". */
static char first_letter(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (ascii_alpha(text[i]))
			return text[i];
	return text[0];
}

void translit_cell(struct translit *t, struct str cluster, int columns, struct buf *out)
{
	size_t was = out->len, len;
	bool ascii = true;

	translit_add(t, cluster, out);
	len = out->len - was;
	for (size_t i = was; i < out->len; i++)
		ascii = ascii && (unsigned char)out->at[i] < 0x80;
	if (!ascii)
		return; /* the charset has it, and there it is as wide as here */
	if (len > (size_t)columns) {
		char c = first_letter(out->at + was, len);

		buf_cut(out, was);
		buf_add_char(out, c);
		len = 1;
	}
	for (; len < (size_t)columns; len++)
		buf_add_char(out, ' ');
}
