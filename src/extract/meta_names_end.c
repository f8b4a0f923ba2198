/* meta_names_end.c: what is no part of a byline: where its names end, at a bar, a date, a word that leads to one, the end of a sentence; and what never were names. */
#include "config.h"

#include "extract/meta.h"

#include "text/date.h"
#include "text/fold.h"

enum {
	PARTICLE_MOST = 3, /* bytes of a small word in a name */
	SMALL_WORD = 5,	   /* bytes of a word that leads to a date */
	LEADING_WORDS = 3,
	STOP_WORD = 4,	   /* bytes of a word that may end a sentence of names */
	WORDING_LEAST = 3, /* words in small letters that are no name */
};

bool meta_is_particle(struct str word)
{
	static const char particles[] = "de la le van von der den del della di da do dos das du el "
					"al bin ibn ben zu zum zur ten ter af av y e d' i";

	return word.len > 0 && word.len <= PARTICLE_MOST && word.at[0] >= 'a' &&
		word.at[0] <= 'z' && str_has_word(STR(particles), word);
}

struct str meta_trim_end(struct str s)
{
	while (s.len &&
		(s.at[s.len - 1] == ',' || s.at[s.len - 1] == ';' || s.at[s.len - 1] == ':' ||
			s.at[s.len - 1] == '|' || ascii_space(s.at[s.len - 1])))
		s.len--;
	return s;
}

struct str meta_skip_bars(struct str s)
{
	for (;;) {
		if (s.len && (s.at[0] == '|' || ascii_space(s.at[0]) || s.at[0] == '-'))
			s = str_sub(s, 1, SIZE_MAX);
		else if (str_starts(s, STR("\xE2\x80")) && s.len > 2)
			s = str_sub(s, 3, SIZE_MAX);
		else if (str_starts(s, STR("\xC2\xB7")))
			s = str_sub(s, 2, SIZE_MAX);
		else if (str_starts(s, STR("\xEF\xBC\x88")))
			s = str_sub(s, 3, SIZE_MAX);
		else if (str_starts(s, STR("\xE3\x80\x90")) && str_has(s, STR("\xE3\x80\x91")))
			/* What stands in square brackets of ideographs is a button or a section. */
			s = str_sub(s, str_find(s, STR("\xE3\x80\x91"), 0) + 3, SIZE_MAX);
		else if (s.len && s.at[0] == '[' &&
			str_find_char(s, '=', 0) < str_find_char(s, ']', 0))
			/* "[House=Name]", as papers of Korea write it. */
			s = str_sub(s, str_find_char(s, '=', 0) + 1, SIZE_MAX);
		else
			return s;
	}
}

/* Where the small words end a text that lead to a date: "Ann Other op 3 mei", "Ann Other le Mardi 3 Mai". */
static size_t before_small_words(struct str s)
{
	for (int i = 0; i < LEADING_WORDS; i++) {
		size_t from = s.len;
		struct str word;

		while (from > 0 && !ascii_space(s.at[from - 1]))
			from--;
		word = meta_trim_end(str_sub(s, from, SIZE_MAX));
		if (from == 0 || !word.len ||
			(!date_is_weekday(word) && !meta_says_when(word) &&
				!(word.len <= SMALL_WORD && word.at[0] >= 'a' &&
					word.at[0] <= 'z')))
			break;
		s = meta_trim_end(str_sub(s, 0, from));
	}
	return s.len;
}

/* Where a date behind a name begins, "Ann Other 3 May 2021", "Ann Other 10/ 5/11"; the end where there is none. */
static size_t day_begins(struct str s)
{
	struct date date;
	size_t at = s.len, len;

	if (!str_has_digit(s))
		return s.len;
	if (!date_find(s, STR_NONE, 0, &date, &at, &len))
		for (at = 1; at < s.len && !(ascii_digit(s.at[at]) && s.at[at - 1] == ' ');)
			at++;
	if (at == 0 || at >= s.len)
		return s.len;
	at = before_small_words(str_trim(str_sub(s, 0, at)));
	return at > 0 && meta_is_person(str_sub(s, 0, at)) ? at : s.len;
}

/* Where the sentence with the names ends: "Words by Ann Other. Pictures by Bob." No initial ends one. */
static size_t stop_begins(struct str s)
{
	size_t at = 0, word = 0;

	for (; at + 1 < s.len; at++) {
		if (ascii_space(s.at[at]))
			word = at + 1;
		if (s.at[at] == '.' && ascii_space(s.at[at + 1]) && at - word >= STOP_WORD &&
			word > 0)
			return at;
	}
	return s.len;
}

/* Where the names end: a bar, a bullet, a dash, a bracket, a word that leads to a date or a section. */
size_t meta_names_end(struct str s)
{
	static const struct str ends[] = {
#define BYLINE_END(text) STR_INIT(text),
#include "extract/byline.def"
#undef BYLINE_END
	};
	static const struct str houses[] = { STR_INIT(" for "), STR_INIT(" For ") };
	size_t end = 1, mail = str_find_char(s, '@', 1);
	bool ended = false;

	for (; end < s.len && !ended; end += !ended)
		for (size_t i = 0; i < sizeof(ends) / sizeof(*ends) && !ended; i++)
			ended = s.at[end] == ends[i].at[0] &&
				str_starts(str_sub(s, end, SIZE_MAX), ends[i]);
	if (end > s.len)
		end = s.len;
	/* "Ann Other for the Gazette", but "Center for Bridges". */
	for (size_t i = 0; i < sizeof(houses) / sizeof(*houses); i++) {
		size_t at = str_find(s, houses[i], 1);

		if (at < end && meta_is_person(str_sub(s, 0, at)))
			end = at;
	}
	if (stop_begins(s) < end)
		end = stop_begins(s);
	while (mail < end && mail > 0 && s.at[mail - 1] != ' ')
		mail--;
	if (mail > 1 && mail < end)
		end = mail;
	return day_begins(str_sub(s, 0, end));
}

bool meta_is_wording(struct str s)
{
	struct str rest = s, first, word;
	unsigned words = 1, small;
	bool capital = false;

	if (str_has(s, STR(" : ")))
		return true;
	if (!str_word(&rest, &first) || meta_is_particle(first) || meta_is_agency(first))
		return false;
	for (size_t i = 0; i < first.len; i++)
		if (first.at[i] < 'a' || first.at[i] > 'z')
			return false;
	for (small = 1; str_word(&rest, &word); words++) {
		small += word.at[0] >= 'a' && word.at[0] <= 'z' && !meta_is_particle(word);
		for (size_t i = 0; i < word.len; i++)
			capital = capital || (word.at[i] >= 'A' && word.at[i] <= 'Z');
	}
	return capital || small >= WORDING_LEAST;
}
