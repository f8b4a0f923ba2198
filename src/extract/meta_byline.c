/* meta_byline.c: the names in a byline. */
#include "config.h"

#include "extract/meta.h"

#include "text/fold.h"

enum {
	NAMES_MAX = 200, /* bytes; a longer byline is a sentence */
};

static const char *const prefixes[] = {
#define BYLINE_PREFIX(text) text,
#include "extract/byline.def"
#undef BYLINE_PREFIX
};

static const char *const no_names[] = {
#define BYLINE_NOT(text) text,
#include "extract/byline.def"
#undef BYLINE_NOT
};

/* Takes one prefix off; lower is the text in lower case, of the same length (else nothing is taken). */
static bool cut_prefix(struct str *s)
{
	struct buf lower = { 0 };
	bool cut = false;

	text_fold(str_sub(*s, 0, 60), FOLD_CASE, &lower, NULL, 0);
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes) && !cut; i++) {
		struct str p = str_z(prefixes[i]);
		bool word = ascii_alpha(p.at[p.len - 1]) || (unsigned char)p.at[p.len - 1] >= 0x80;

		if (!str_starts(buf_str(&lower), p) || p.len >= s->len)
			continue;
		if (word && (unsigned char)p.at[0] < 0xE0 && !ascii_space(s->at[p.len]) &&
			s->at[p.len] != ':')
			continue;
		*s = str_trim(str_sub(*s, p.len, SIZE_MAX));
		cut = true;
	}
	buf_free(&lower);
	return cut;
}

bool meta_has_prefix(struct str raw)
{
	struct str s = str_trim(raw);

	return cut_prefix(&s) && s.len > 3 && s.len < 60;
}

/* Where the names end: a bar, a bullet, a dash, a digit of a date, a bracket. */
static size_t names_end(struct str s)
{
	static const char *const ends[] = { " | ", "|", " \xE2\x80\xA2 ", " \xC2\xB7 ", " - ",
		" \xE2\x80\x93 ", " \xE2\x80\x94 ", " / ", "(", "<", "\n", " on ", " @", " am " };
	size_t end = s.len;

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t at = str_find(s, str_z(ends[i]), 1);

		if (at < end)
			end = at;
	}
	return end;
}

static bool is_name(struct str s)
{
	static const char *const pictures[] = { "foto", "bild:", "photo", "image", "\xC2\xA9",
		"getty", "view all", "zeige alle" };
	unsigned digits = 0, words = 0;
	struct str rest = s, word;

	if (s.len < 2 || s.len > NAMES_MAX || s.at[0] == '@' || str_has(s, STR("://")) ||
		str_has(s, STR("www.")))
		return false;
	for (size_t i = 0; i < sizeof(pictures) / sizeof(*pictures); i++)
		if (str_starts_case(s, str_z(pictures[i])))
			return false;
	for (size_t i = 0; i < s.len; i++)
		digits += ascii_digit(s.at[i]);
	while (str_word(&rest, &word))
		words++;
	if (words == 1 && str_has(s, STR(".")) &&
		str_find_char(s, '.', str_find_char(s, '.', 0) + 1) != STR_NOWHERE)
		return false;
	if (digits > 4 || digits * 2 > s.len || words > 24)
		return false;
	for (size_t i = 0; i < sizeof(no_names) / sizeof(*no_names); i++)
		if (str_eq_case(s, str_z(no_names[i])))
			return false;
	return true;
}

/* The words with one space between them; a space that does not break is a space like any other. */
static void add_words(struct str raw, struct buf *line)
{
	struct str piece, word;

	while (raw.len) {
		size_t at = str_find(raw, STR("\xC2\xA0"), 0);

		piece = str_sub(raw, 0, at);
		raw = at == STR_NOWHERE ? STR_NONE : str_sub(raw, at + 2, SIZE_MAX);
		while (str_word(&piece, &word)) {
			if (line->len)
				buf_add_char(line, ' ');
			buf_add(line, word);
		}
	}
}

/* "JD Jane Doe": the letters that stand for a missing portrait are no part of the name. */
static struct str without_initials(struct str s)
{
	struct str rest = s, first, word;
	size_t count = 0;

	if (!str_word(&rest, &first) || first.len < 2 || first.len > 3)
		return s;
	for (struct str names = rest; str_word(&names, &word); count++)
		if (count >= first.len || word.at[0] != first.at[count])
			return s;
	return count == first.len ? str_trim(rest) : s;
}

/* Without the bars before it, which also stand for the line breaks of the page. */
static struct str without_bars(struct str s)
{
	while (s.len && (s.at[0] == '|' || ascii_space(s.at[0]) || s.at[0] == '-'))
		s = str_sub(s, 1, SIZE_MAX);
	return s;
}

bool meta_names(struct str raw, struct buf *out)
{
	struct buf line = { 0 };
	struct str s;
	bool ok;

	add_words(raw, &line);
	s = without_initials(buf_str(&line));
	s = without_bars(s);
	for (int i = 0; i < 3 && cut_prefix(&s); i++)
		s = without_bars(s);
	s = str_trim(str_sub(s, 0, names_end(s)));
	while (s.len &&
		(s.at[s.len - 1] == ',' || s.at[s.len - 1] == ';' || s.at[s.len - 1] == ':' ||
			ascii_space(s.at[s.len - 1])))
		s.len--;
	ok = is_name(s);
	if (ok)
		buf_add(out, s);
	buf_free(&line);
	return ok;
}
