/* clean.c: the one gate between a page and the reader. */
#include "config.h"

#include "text/clean.h"

#include "text/chars.h"
#include "text/width.h"

#include <unictype.h>
#include <uninorm.h>

#include <stdlib.h>
#include <string.h>

enum {
	MARKS_MAX = 30, /* on one base: the limit of the stream-safe format of UAX #15 */
	SEGMENT_MAX =
		256, /* bytes that may still compose: more is settled, so that nothing is quadratic */
	RUN_MAX = 256, /* bytes looked at together, since a double space ends a run early */
	TAB = 8,       /* columns */
	REPLACEMENT = 0xfffd,
};

/* What windows-1252 has at 0x80..0x9f; 0 where it has nothing. */
static const uint16_t windows_1252[32] = {
	0x20ac,
	0,
	0x201a,
	0x0192,
	0x201e,
	0x2026,
	0x2020,
	0x2021,
	0x02c6,
	0x2030,
	0x0160,
	0x2039,
	0x0152,
	0,
	0x017d,
	0,
	0,
	0x2018,
	0x2019,
	0x201c,
	0x201d,
	0x2022,
	0x2013,
	0x2014,
	0x02dc,
	0x2122,
	0x0161,
	0x203a,
	0x0153,
	0,
	0x017e,
	0x0178,
};

static bool is_bidi_control(uint32_t c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* Format characters that mean nothing on a terminal, or hide text. */
static bool is_dropped(uint32_t c)
{
	return c == 0x200e || c == 0x200f || c == 0x61c || c == 0xfeff ||
		(c >= 0x206a && c <= 0x206f) || (c >= 0xe0000 && c <= 0xe007f);
}

static bool is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x2028 || c == 0x2029;
}

/* Brings the part from base on to NFC, and holds the limit of marks again: some marks decompose
 * into two. */
static bool settle(struct cleaner *c)
{
	struct buf *out = c->out;
	uint8_t fixed[SEGMENT_MAX * 4], *nfc;
	size_t len = sizeof(fixed), at = 0, n;
	struct str s;
	uint32_t ch;

	c->unsettled = false;
	if (!c->based || c->base >= out->len)
		return true;
	nfc = u8_normalize(
		UNINORM_NFC, (const uint8_t *)out->at + c->base, out->len - c->base, fixed, &len);
	if (!nfc)
		mem_fail();
	buf_cut(out, c->base);
	s = (struct str){ (const char *)nfc, len };
	c->marks = 0;
	while ((n = char_decode(s, at, &ch)) > 0) {
		c->marks = char_class(ch) & CHAR_MARK ? c->marks + 1 : 0;
		if (c->marks <= MARKS_MAX && !buf_add(out, str_sub(s, at, n)))
			break;
		at += n;
	}
	if (c->marks > MARKS_MAX)
		c->marks = MARKS_MAX;
	if (nfc != fixed)
		free(nfc);
	return !out->full;
}

/* A character that begins anew: what stands before is final. */
static bool new_base(struct cleaner *c)
{
	if (c->unsettled && !settle(c))
		return false;
	c->marks = 0;
	c->order = 0;
	c->base = c->out->len;
	c->based = true;
	return true;
}

static bool put_gap(struct cleaner *c)
{
	bool ok = true;

	if (c->gap) {
		ok = new_base(c) && buf_add_char(c->out, ' ');
		c->column++;
	}
	c->gap = false;
	c->begun = true;
	return ok;
}

/* A mark, or what composes with the character before. */
static bool put_joined(struct cleaner *c, uint32_t ch, unsigned class, struct str bytes)
{
	unsigned order = class & CHAR_MARK ? (unsigned)uc_combining_class(ch) : 0;

	if (class & CHAR_MARK && c->marks++ >= MARKS_MAX) {
		c->marks = MARKS_MAX;
		return true;
	}
	if (c->based && c->out->len - c->base > SEGMENT_MAX - 8) {
		unsigned marks = c->marks;

		if (!new_base(c))
			return false;
		c->marks = marks;
	}
	if (!c->based) {
		c->based = true;
		c->base = c->out->len;
	}
	c->unsettled = c->unsettled || class & CHAR_UNSTABLE || (order && order < c->order);
	c->order = order;
	if (!(class & CHAR_MARK))
		c->marks = 0;
	return buf_add(c->out, bytes);
}

/* A character of the text that is no white space. */
static bool put(struct cleaner *c, uint32_t ch)
{
	char bytes[4];
	unsigned class;
	struct str s;

	if (ch >= 0x80 && ch < 0xa0)
		ch = windows_1252[ch - 0x80];
	if (is_dropped(ch))
		return true;
	if (!put_gap(c))
		return false;
	if (is_bidi_control(ch)) {
		c->column += 8;
		return new_base(c) && buf_printf(c->out, "[U+%04X]", (unsigned)ch);
	}
	class = char_class(ch);
	if (class & CHAR_UNFIT) {
		ch = REPLACEMENT;
		class = 0;
	}
	s = (struct str){ bytes, char_encode(ch, bytes) };
	if (char_width(ch) > 0)
		c->column += (unsigned)char_width(ch);
	if (class & (CHAR_MARK | CHAR_UNSTABLE))
		return put_joined(c, ch, class, s);
	return new_base(c) && buf_add(c->out, s);
}

static bool put_newline(struct cleaner *c)
{
	c->gap = false;
	c->begun = false;
	c->column = 0;
	return new_base(c) && buf_add_char(c->out, '\n');
}

/* White space of the source. */
static bool put_space(struct cleaner *c, uint32_t ch)
{
	unsigned blanks = 1;

	if (c->space == CLEAN_LINE) {
		c->gap = c->begun;
		return true;
	}
	if (ch == '\n' || ch == '\r' || ch > 0x80)
		return put_newline(c);
	c->begun = true;
	if (ch == '\t')
		blanks = TAB - c->column % TAB;
	c->column += blanks;
	if (!new_base(c))
		return false;
	while (blanks-- > 0)
		if (!buf_add_char(c->out, ' '))
			return false;
	return true;
}

/* Where two spaces stand side by side; STR_NOWHERE for nowhere. Where none stands, none begins one
 * before it. */
static size_t two_spaces(struct str s)
{
	for (size_t i = 1; i < s.len; i += 1 + (s.at[i] != ' '))
		if (s.at[i] == ' ' && s.at[i - 1] == ' ')
			return i - 1;
	return STR_NOWHERE;
}

/* The bytes at the start of the text that go into out as they are: printable ASCII, and on one
 * line only single spaces within. */
static size_t plain_run(struct str s, enum clean_space space)
{
	size_t n = ascii_run(s.at, s.len < RUN_MAX ? s.len : RUN_MAX);

	if (space == CLEAN_LINE) {
		struct str run = str_sub(s, 0, n);
		size_t two = n > 0 && s.at[0] == ' ' ? 0 : two_spaces(run);

		n = two == STR_NOWHERE ? n : two;
		while (n > 0 && s.at[n - 1] == ' ')
			n--;
	}
	return n;
}

static bool put_plain(struct cleaner *c, struct str run)
{
	if (!put_gap(c) || !new_base(c) || !buf_add(c->out, run))
		return false;
	c->base = c->out->len - 1;
	c->column += (unsigned)run.len;
	return true;
}

bool cleaner_add(struct cleaner *c, struct str raw)
{
	size_t at = 0, len;
	uint32_t ch;

	if (c->based && c->base > c->out->len) /* the caller has cut something off */
		c->based = false;
	while (at < raw.len) {
		bool ok, cr = c->cr;

		c->cr = false;
		len = plain_run(str_sub(raw, at, SIZE_MAX), c->space);
		if (len > 0) {
			ok = put_plain(c, str_sub(raw, at, len));
		} else {
			len = char_decode(raw, at, &ch);
			c->cr = ch == '\r' && c->space == CLEAN_PRE;
			ok = cr && ch == '\n' ? true : is_space(ch) ? put_space(c, ch) : put(c, ch);
		}
		if (!ok)
			return false;
		at += len;
	}
	return c->unsettled ? settle(c) : !c->out->full;
}

bool cleaner_break(struct cleaner *c)
{
	c->gap = false;
	c->cr = false;
	if (c->space == CLEAN_LINE && !c->begun)
		return true;
	return put_newline(c);
}

bool text_clean(struct str raw, enum clean_space space, struct buf *out)
{
	struct cleaner c = { .out = out, .space = space };

	return cleaner_add(&c, raw);
}

bool text_is_clean(struct str s)
{
	unsigned marks = 0;
	size_t at = 0, len;
	uint32_t c;

	while (at < s.len) {
		size_t run = ascii_run(s.at + at, s.len - at);
		unsigned class;

		at += run;
		if (run > 0)
			marks = 0;
		if (at == s.len)
			break;
		len = char_decode(s, at, &c);
		if (c == REPLACEMENT && (len != 3 || (unsigned char)s.at[at] != 0xef))
			return false;
		class = char_class(c);
		if (class & CHAR_UNFIT && c != '\n' && c != '\t')
			return false;
		marks = class & CHAR_MARK ? marks + 1 : 0;
		if (marks > MARKS_MAX)
			return false;
		at += len;
	}
	return true;
}

const char *text_show(struct str raw, int columns, struct buf *out)
{
	struct buf clean = { .max = 0 };
	size_t most = columns > 0 ? (size_t)columns * 64 + 256 : 256, len;
	bool cut = raw.len > most;
	int used;

	text_clean(str_sub(raw, 0, most), CLEAN_LINE, &clean);
	buf_cut(out, 0);
	if (!cut && text_width(buf_str(&clean)) <= columns) {
		buf_add(out, buf_str(&clean));
	} else {
		len = text_fit(buf_str(&clean), columns - 1, &used);
		buf_add(out, str_trim_right(str_sub(buf_str(&clean), 0, len)));
		buf_add(out, STR("…"));
	}
	buf_free(&clean);
	return buf_z(out);
}
