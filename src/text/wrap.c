/* wrap.c: line breaking. A line is measured first; only when it is full, breaks are looked for,
 * backwards from its end: by a rule of two characters where both are ASCII, else by libunistring
 * in a small window. So plain text costs little, and a line costs its own length however long the
 * text is. */
#include "config.h"

#include "text/wrap.h"

#include "text/chars.h"
#include "text/width.h"

#include <unilbrk.h>

enum {
	WINDOW = 128, /* bytes before the place that decide on a break */
	AHEAD = 16,   /* and behind it */
	BYTES_PER_COLUMN =
		256, /* a line with more is cut: only hidden characters make it so long */
};

/* The answers of libunistring for a part of the text. */
struct window {
	size_t from, to; /* 0, 0 before the first use */
	char can[WINDOW + AHEAD + 8];
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

/* Whether a blank stands at a byte, and not one that a mark is put on: that is a character of its
 * own. */
static bool blank_at(struct str s, size_t at)
{
	return is_blank(s.at[at]) &&
		(at + 1 >= s.len || is_ascii(s.at[at + 1]) || text_cluster(s, at).len == 1);
}

static bool is_word(char c)
{
	return ascii_alpha(c) || ascii_digit(c);
}

/* Whether a line may end between two ASCII characters: at blanks, after the hyphen of a compound
 * and the slash of an address or of alternatives, after a bar. Narrower than UAX #14, which
 * breaks "e.g." and options. */
static bool ascii_break(struct str s, size_t at)
{
	char before = s.at[at - 1], after = s.at[at];

	if (is_blank(before) || is_blank(after))
		return true;
	if (before == '-')
		return at >= 2 && ascii_alpha(after) && is_word(s.at[at - 2]);
	if (before == '/')
		return at >= 2 && ascii_alpha(after) &&
			(is_word(s.at[at - 2]) || s.at[at - 2] == '/');
	return before == '|' && after != '|';
}

static size_t char_start(struct str s, size_t at)
{
	while (at > 0 && at < s.len && ((unsigned char)s.at[at] & 0xc0) == 0x80)
		at--;
	return at;
}

/* Letters of two bytes: Latin, combining marks, Greek, Cyrillic (U+00C0 to U+053F). */
static bool is_letter_lead(char c)
{
	return (unsigned char)c >= 0xc3 && (unsigned char)c <= 0xd4;
}

/* Whether the place lies within a word of such letters: the common case, and never a break. */
static bool is_within_word(struct str s, size_t at)
{
	bool before = is_word(s.at[at - 1]) ||
		(at >= 2 && is_letter_lead(s.at[at - 2]) && !is_ascii(s.at[at - 1]));

	return before && (is_letter_lead(s.at[at]) || is_word(s.at[at]));
}

/* Thai and Lao are written without blanks and their words found with dictionaries only; but a vowel
 * that is written before its consonant begins a syllable, and after the signs of repetition and
 * of abbreviation one has ended. */
static bool syllable_break(struct str s, size_t at)
{
	uint32_t before, c;

	if ((unsigned char)s.at[at] != 0xe0 || at < 3)
		return false;
	char_decode(s, at, &c);
	char_decode(s, char_start(s, at - 1), &before);
	if (c < 0xe01 || c > 0xedf || before < 0xe01 || before > 0xedf)
		return false;
	if (before == 0xe2f || before == 0xe46 || before == 0xeaf || before == 0xec6)
		return (c >= 0xe01 && c <= 0xe2e) || (c >= 0xe40 && c <= 0xe44) ||
			(c >= 0xe81 && c <= 0xeae) || (c >= 0xec0 && c <= 0xec4);
	return ((c >= 0xe40 && c <= 0xe44) || (c >= 0xec0 && c <= 0xec4)) &&
		!(before >= 0xe40 && before <= 0xe44) && !(before >= 0xec0 && before <= 0xec4);
}

/* Whether libunistring allows a break before byte `at`. It does after a full stop within a word,
 * which is not wanted. */
static bool unicode_break(struct str s, size_t at, struct window *w)
{
	char before = s.at[at - 1];
	uint32_t c;

	if (((unsigned char)s.at[at] & 0xc0) == 0x80)
		return false;
	if (blank_at(s, at - 1) || blank_at(s, at))
		return true;
	if (is_blank(before))
		return false;
	if (is_within_word(s, at))
		return false;
	if (syllable_break(s, at))
		return true;
	if (at <= w->from || at >= w->to) {
		w->from = char_start(s, at > WINDOW ? at - WINDOW : 0);
		w->to = at + AHEAD < s.len ? char_start(s, at + AHEAD) : s.len;
		u8_possible_linebreaks(
			(const uint8_t *)s.at + w->from, w->to - w->from, "UTF-8", w->can);
	}
	if (w->can[at - w->from] != UC_BREAK_POSSIBLE)
		return false;
	char_decode(s, at, &c);
	return !(before == '.' || before == ',' || before == ':' || before == ';') ||
		char_width(c) == 2;
}

static bool ends_soft(struct str s, size_t at)
{
	return at >= 2 && s.at[at - 2] == '\xc2' && s.at[at - 1] == '\xad';
}

static size_t skip_blanks(struct str s, size_t at)
{
	while (at < s.len && blank_at(s, at))
		at++;
	return at;
}

static size_t trim_blanks(struct str s, size_t from, size_t to)
{
	while (to > from && blank_at(s, to - 1))
		to--;
	return to;
}

/* The last place in least..most where a full line from `at` may end; 0 when there is none.
 * Sets hyphen where a soft hyphen ends it. */
static size_t last_break(
	struct str s, size_t at, size_t least, size_t most, int columns, bool *hyphen)
{
	struct window w = { .from = 0, .to = 0 };

	for (size_t p = most; p >= least && p > at; p--) {
		bool can = is_ascii(s.at[p - 1]) && is_ascii(s.at[p]) ? ascii_break(s, p)
								      : unicode_break(s, p, &w);

		if (!can)
			continue;
		*hyphen = ends_soft(s, p) && !blank_at(s, p);
		if (!*hyphen || text_width(str_sub(s, at, p - at)) < columns)
			return p;
	}
	*hyphen = false;
	return 0;
}

/* A line that ends by itself, at a newline or the end of the text. */
static void whole_line(struct str s, size_t end, int width, struct line *line)
{
	line->to = trim_blanks(s, line->from, end);
	line->width = width - (int)(end - line->to);
	for (size_t i = line->to; i < end; i++)
		line->width += s.at[i] == '\t'; /* tabs counted nothing */
	line->next = end < s.len ? end + 1 : end;
}

/* Parts the word behind the last break, or the one that no break ends, where it still fits: the
 * place, or 0. */
static size_t part_word(struct str s, size_t at, size_t p, int columns, struct hyphen *h)
{
	size_t word = skip_blanks(s, p ? p : at);
	int used = text_width(str_sub(s, at, word - at));

	return word < s.len && s.at[word] != '\n' ? hyphen_last(h, s, word, columns - used - 1) : 0;
}

static void full_line(struct str s, size_t end, int columns, struct hyphen *h, struct line *line)
{
	size_t at = line->from, word = skip_blanks(s, at), p = 0;

	if (word > at && word >= end)
		p = word; /* nothing but blanks: they hang */
	else if (end > at)
		p = last_break(s, at, word + 1, end, columns, &line->hyphen);
	if (h && !line->hyphen && !(word > at && word >= end)) {
		size_t parted = part_word(s, at, p, columns, h);

		line->hyphen = parted > 0;
		p = parted ? parted : p;
	}
	if (p == 0)
		p = end > at ? end : at + text_cluster(s, at).len;
	line->to = trim_blanks(s, at, p < s.len ? p : s.len);
	line->width = text_width(str_sub(s, at, line->to - at));
	line->next = skip_blanks(s, p);
	if (line->next > line->to && line->next < s.len && s.at[line->next] == '\n')
		line->next++;
}

bool text_line(struct str s, size_t at, int columns, struct line *line)
{
	return text_line_parted(s, at, columns, NULL, line);
}

bool text_line_parted(struct str s, size_t at, int columns, struct hyphen *h, struct line *line)
{
	size_t most, end;
	int width;

	if (at >= s.len)
		return false;
	if (columns < 1)
		columns = 1;
	most = (size_t)columns * BYTES_PER_COLUMN + BYTES_PER_COLUMN;
	if (most < s.len - at)
		most = char_start(s, at + most) - at;
	*line = (struct line){ .from = at };
	end = at + text_fit(str_sub(s, at, most), columns, &width);
	if (end == s.len || s.at[end] == '\n')
		whole_line(s, end, width, line);
	else
		full_line(s, end, columns, h, line);
	return true;
}

unsigned text_lines(struct str s, int columns, unsigned limit)
{
	struct line line;
	unsigned n = 0;

	for (size_t at = 0; n < limit && text_line(s, at, columns, &line); at = line.next)
		n++;
	return n;
}
