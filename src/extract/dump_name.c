/* dump_name.c: names as they stand in the lines of a dump: among words of the interface, pictures, numbers and titles. */
#include "config.h"

#include "extract/dump.h"
#include "extract/thread_guess.h"

#include <string.h>

static size_t junk_length(struct str s)
{
	if (ascii_space(*s.at) || strchr("|-,:()#[]<>/^", *s.at))
		return 1;
	if (str_starts(s, STR("·")) || str_starts(s, STR("»")) || str_starts(s, STR("¶")) ||
		str_starts(s, STR("\xc2\xa0")))
		return 2;
	if (str_starts(s, STR("•")) || str_starts(s, STR("–")) || str_starts(s, STR("—")) ||
		str_starts(s, STR("●")))
		return 3;
	return 0;
}

static size_t junk_at_end(struct str s)
{
	if (s.at[s.len - 1] == '@' || s.at[s.len - 1] == '`')
		return 1;
	for (size_t n = 1; n <= 3 && n <= s.len; n++)
		if (junk_length(str_sub(s, s.len - n, n)) == n)
			return n;
	return 0;
}

/* Without signs and words like "posted by" at both ends. */
struct str dump_strip(struct str s)
{
	for (size_t n; s.len && ((n = junk_length(s)) || (n = dump_prefix(DUMP_FILLER, s, false)));)
		s = str_sub(s, n, s.len);
	for (size_t n; s.len && ((n = junk_at_end(s)) || (n = dump_suffix(DUMP_FILLER, s)));)
		s = str_sub(s, 0, s.len - n);
	return s;
}

/* A name beside the alternative text of its picture: "kim avatar kim", "Comment author avatarkim". */
static struct str without_avatar(struct str s)
{
	size_t len = 0, at = dump_find(DUMP_AVATAR, s, &len);
	struct str after;

	if (at == STR_NOWHERE)
		return s;
	after = str_trim(str_sub(s, at + len, s.len));
	return after.len ? after : s;
}

/* Cuts words of the interface off the end: "Quantum(Show commentHide comment)". */
static struct str without_interface(struct str s)
{
	size_t open = str_find_char(s, '(', 0), n;

	if (open != STR_NOWHERE && open > 0 &&
		dump_prefix(DUMP_INTERFACE, str_trim_left(str_sub(s, open + 1, s.len)), true))
		return str_trim(str_sub(s, 0, open));
	while (s.len && (n = dump_suffix(DUMP_INTERFACE, s)) > 0 && n < s.len)
		s = str_trim(str_sub(s, 0, s.len - n));
	return s;
}

bool dump_split_reply(struct str s, struct dump_head *h)
{
	size_t len = 0, at = dump_find(DUMP_REPLY, s, &len);
	struct str to;

	if (at == STR_NOWHERE)
		return false;
	to = str_trim(without_interface(str_trim(str_sub(s, at + len, s.len))));
	if (at > 0 ? !dump_is_name(str_trim(str_sub(s, 0, at))) : !dump_is_name(to))
		return false;
	if (at > 0)
		h->author = str_trim(str_sub(s, 0, at));
	if (dump_is_name(to)) /* not the title of what is answered */
		h->reply_to = to;
	return true;
}

/* "[1b4be] Bill": what text browsers print for a picture. */
static struct str without_picture(struct str s)
{
	size_t close =
		str_starts(s, STR("[")) ? str_find_char(str_sub(s, 0, 40), ']', 0) : STR_NOWHERE;

	return close == STR_NOWHERE || close + 1 == s.len ? s
							  : str_trim(str_sub(s, close + 1, s.len));
}

/* "12:30" and the like: part of a time, no name. */
bool dump_has_clock(struct str s)
{
	for (size_t i = 1; i + 1 < s.len; i++)
		if (s.at[i] == ':' && ascii_digit(s.at[i - 1]) && ascii_digit(s.at[i + 1]))
			return true;
	return false;
}

/* "Re: what it is about by Ann": what stands behind the last "by", where a title may stand before it. */
struct str dump_behind_by(struct str s)
{
	static const struct str by[] = { STR(" by "), STR(" von "), STR(" par ") };

	for (size_t i = 0; i < sizeof(by) / sizeof(*by); i++)
		for (size_t at; (at = str_find_case(s, by[i], 0)) != STR_NOWHERE;)
			s = str_sub(s, at + by[i].len, s.len);
	return s;
}

/* Whether the word stands behind names and is none: "on", "Friday". */
static bool is_stop(struct str s)
{
	char text[32] = "x ";

	if (s.len + 2 > sizeof(text))
		return false;
	memcpy(text + 2, s.at, s.len);
	return clean_name((struct str){ text, s.len + 2 }).len == 1;
}

/* "Ann (Annalise": without the bracket that lost its other half. */
static struct str without_half(struct str s)
{
	size_t open = str_find_char(s, '(', 0);

	return open != STR_NOWHERE && open > 0 && str_find_char(s, ')', open) == STR_NOWHERE
		? str_trim(str_sub(s, 0, open))
		: s;
}

/* "Ann Ann", the picture's text before the name. */
static struct str without_double(struct str s)
{
	size_t half = s.len / 2;

	return s.len > 2 && s.len % 2 && s.at[half] == ' ' &&
			str_eq(str_sub(s, 0, half), str_sub(s, half + 1, half))
		? str_sub(s, 0, half)
		: s;
}

static bool has_letter(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (ascii_alpha(s.at[i]) || (unsigned char)s.at[i] >= 0x80)
			return true;
	return false;
}

bool dump_take_name(struct str s, struct dump_head *h)
{
	if (!has_letter(s))
		return false;
	s = without_picture(str_trim(s));
	if (dump_split_reply(s, h) && h->author.len) {
		h->author = clean_name(dump_strip(without_avatar(h->author)));
		return h->author.len > 0;
	}
	s = without_double(without_half(
		dump_strip(clean_name(dump_strip(without_avatar(dump_behind_by(s)))))));
	if (!dump_is_name(s) || is_stop(s) || dump_has_clock(s) || str_has(s, STR(": ")) ||
		dump_is_idle(s))
		return false;
	h->author = s;
	return true;
}

/* "#12", "2.1", "(3)" beside the date. */
struct str dump_number_in(struct str s)
{
	struct str word, found = STR_NONE;

	while (str_word(&s, &word)) {
		size_t n = 0;

		if (str_starts_case(word, STR("comment:")))
			word = str_sub(word, 8, word.len);
		while (word.len && strchr("#(", *word.at))
			word = str_sub(word, 1, word.len);
		while (n < word.len && (ascii_digit(word.at[n]) || (n && word.at[n] == '.')))
			n++;
		if (n && n <= 12 && (n == word.len || strchr(").:,", word.at[n])))
			found = str_sub(word, 0, n);
	}
	return found;
}

struct str dump_answered_in(struct str s)
{
	size_t len = 0, at = dump_find(DUMP_REPLY, s, &len), n = 0;

	if (at == STR_NOWHERE)
		return STR_NONE;
	s = str_sub(s, at + len, s.len);
	while (s.len && (ascii_space(*s.at) || *s.at == ':' || *s.at == '#'))
		s = str_sub(s, 1, s.len);
	while (n < s.len && ascii_digit(s.at[n]))
		n++;
	return n < s.len && !ascii_space(s.at[n]) && !strchr(";,.)]", s.at[n]) ? STR_NONE
									       : str_sub(s, 0, n);
}
