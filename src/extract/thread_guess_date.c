/* thread_guess_date.c: whether a text of a page holds a date: what text/date.h reads, and what looks
 * like one and cannot be read (a calendar of another country). */
#include "config.h"

#include "extract/thread_guess.h"

#include <string.h>

const struct str date_attributes[] = {
	STR("datetime"),
	STR("data-datetime"),
	STR("data-time"),
	STR("data-timestamp"),
	STR("data-utime"),
	STR("data-utc"),
	STR("data-epoch"),
	STR("data-ts"),
	STR("data-unixtime"),
	STR("data-livestamp"),
	STR("data-created"),
	STR("data-created-at"),
	STR("data-date"),
	STR(""),
};

enum {
	PHRASE_MAX = 48, /* bytes: a text this short may be a date as a whole, without a year too */
	TEXT_MAX = 120,
	DATES_KEPT = 32, /* the same text is asked for several times within an item */
};

/* A number of at most four digits; its digits. */
static size_t number_at(struct str s, size_t at)
{
	size_t n = 0;

	while (at + n < s.len && n < 5 && ascii_digit(s.at[at + n]))
		n++;
	return n < 5 ? n : 0;
}

/* "12/11/94", "1394-11-27": where it ends, 0 when there is none at this place. */
static size_t triple_at(struct str s, size_t at)
{
	size_t digits[3];
	char sep = 0;

	for (int i = 0; i < 3; i++) {
		digits[i] = number_at(s, at);
		if (!digits[i] || (i && digits[i] == 3))
			return 0;
		at += digits[i];
		if (i == 2)
			break;
		if (at >= s.len || (i && s.at[at] != sep) ||
			(s.at[at] != '/' && s.at[at] != '-' && s.at[at] != '.'))
			return 0;
		sep = s.at[at++];
	}
	return digits[1] <= 2 && digits[0] + digits[2] >= 3 && digits[0] + digits[2] <= 6 ? at : 0;
}

static bool clock_after(struct str s, size_t at)
{
	for (at = at ? at : 1; at + 1 < s.len; at++)
		if (s.at[at] == ':' && ascii_digit(s.at[at + 1]) && ascii_digit(s.at[at - 1]))
			return true;
	return false;
}

/* "03.15 12:01:18": a day and a month with a clock. */
static size_t pair_at(struct str s, size_t at)
{
	size_t a = number_at(s, at), b;

	if (!a || a > 2 || at + a >= s.len || !strchr("./-", s.at[at + a]))
		return 0;
	at += a + 1;
	b = number_at(s, at);
	if (!b || b > 2)
		return 0;
	at += b;
	at += at < s.len && s.at[at] == '.';
	if (at + 1 >= s.len || s.at[at] != ' ' || !(a = number_at(s, at + 1)) || a > 2)
		return 0;
	at += 1 + a;
	while (at < s.len && (ascii_digit(s.at[at]) || s.at[at] == ':'))
		at++;
	return clock_after(s, at - 2 - a) ? at : 0;
}

static bool looks_dated(struct str s, struct date *d, size_t *at, size_t *len)
{
	for (size_t i = 0; i + 6 <= s.len; i++) {
		size_t end = 0;

		if (!i || !ascii_digit(s.at[i - 1])) {
			end = triple_at(s, i);
			end = end ? end : pair_at(s, i);
		}
		if (!end)
			continue;
		*d = (struct date){ .precision = DATE_DAY };
		if (clock_after(s, i))
			d->precision = DATE_MINUTE;
		*at = i;
		*len = end - i;
		return true;
	}
	return false;
}

/* Words that stand before a date and are no part of it. */
static bool leads_over(struct str t)
{
	static const char *const word[] = { "at ", "on ", "am ", "um ", "le ", "à ", "el ", "op ",
		"the ", "posted ", "den " };

	for (size_t i = 0; i < sizeof(word) / sizeof(*word); i++)
		if (str_starts_case(t, str_z(word[i])))
			return true;
	return false;
}

struct str guess_date_alone(struct str t)
{
	static const char signs[] = "([|<>,;:-";
	size_t end = t.len;

	for (size_t i = 1; i < t.len && end == t.len; i++)
		if (strchr("([|\n", t.at[i]))
			end = i;
	t = str_trim(str_sub(t, 0, end));
	while (t.len && strchr(signs, t.at[0]))
		t = str_trim_left(str_sub(t, 1, SIZE_MAX));
	if (leads_over(t))
		t = str_trim_left(str_sub(t, str_find_char(t, ' ', 0), SIZE_MAX));
	while (t.len && strchr(")],;", t.at[t.len - 1]))
		t = str_trim_right(str_sub(t, 0, t.len - 1));
	return t;
}

/* "posted by Ann at 9:46 AM on March 3 [2 likes]": a day without a year is found by its clock, from
 * a word before it on, up to a bracket or the end. */
static bool clock_phrase(
	const struct extract *x, struct str text, struct date *d, size_t *at, size_t *len)
{
	enum { STARTS = 14, SIGNS = 4 };
	static const char end[SIGNS] = { '[', '(', '|', '\n' };
	size_t stop = text.len;

	if (!clock_after(text, 1))
		return false;
	for (int i = 0; i < SIGNS; i++) {
		size_t cut = str_find_char(text, end[i], 0);

		stop = cut != STR_NOWHERE && cut > 0 && cut < stop ? cut : stop;
	}
	text = str_trim_right(str_sub(text, 0, stop));
	for (size_t from = 0, starts = 0; from < text.len && starts < STARTS; starts++) {
		struct str t = str_sub(text, from, SIZE_MAX);

		if (t.len <= PHRASE_MAX && !leads_over(t) &&
			date_parse(t, x->language, x->options->now, d) &&
			d->precision >= DATE_MINUTE) {
			*at = from;
			*len = t.len;
			return true;
		}
		from = str_find_char(text, ' ', from);
		if (from == STR_NOWHERE)
			break;
		from++;
	}
	return false;
}

/* Figures too few for a date without any word: "12", "(3)", "1:30". */
static bool only_counts(struct str text, size_t digits)
{
	enum { LEAST = 4 };

	for (size_t i = 0; i < text.len && digits < LEAST; i++)
		if (ascii_alpha(text.at[i]) || (unsigned char)text.at[i] >= 0x80)
			return false;
	return digits < LEAST;
}

static bool find_date(
	const struct extract *x, struct str text, struct date *d, size_t *at, size_t *len)
{
	size_t digits = 0;
	unsigned as;

	for (size_t i = 0; i < text.len; i++)
		digits += ascii_digit(text.at[i]);
	if (only_counts(text, digits))
		return false;
	as = (text.len <= PHRASE_MAX && digits < text.len ? DATE_AS_WHOLE : 0) |
		(digits ? DATE_AS_PART : 0);
	if (date_read(text, x->language, x->options->now, as, d, at, len))
		return true;
	return digits && (looks_dated(text, d, at, len) || clock_phrase(x, text, d, at, len));
}

/* A text that was asked for, and what was found in it. */
struct dated {
	struct str language; /* it was read in; the same place is the same language */
	struct date date;
	uint8_t text_len, at, len;
	bool found;
	char text[TEXT_MAX];
};

struct dates {
	struct dated kept[DATES_KEPT];
};

struct dates *guess_dates_new(void)
{
	return mem_new(1, sizeof(struct dates));
}

void guess_dates_free(struct dates *dates)
{
	mem_free(dates);
}

bool guess_date(const struct extract *x, struct str text, struct date *d, size_t *at, size_t *len)
{
	struct dated *k;

	text = str_trim(text);
	if (text.len < 2 || text.len > TEXT_MAX)
		return false;
	if (!x->dates)
		return find_date(x, text, d, at, len);
	k = &x->dates->kept[str_hash_quick(0, text) % DATES_KEPT];
	if (!str_eq((struct str){ k->text, k->text_len }, text) ||
		k->language.at != x->language.at || k->language.len != x->language.len) {
		size_t from = 0, bytes = 0;

		k->date = (struct date){ .precision = DATE_NONE };
		k->found = find_date(x, text, &k->date, &from, &bytes);
		k->at = (uint8_t)from;
		k->len = (uint8_t)bytes;
		k->language = x->language;
		k->text_len = (uint8_t)text.len;
		memcpy(k->text, text.at, text.len);
	}
	*d = k->date;
	if (k->found) {
		*at = k->at;
		*len = k->len;
	}
	return k->found;
}

bool guess_since(struct str text)
{
	static const char *const since[] = {
#define DATE_OTHER(word) word,
#include "extract/byline.def"
#undef DATE_OTHER
	};
	const size_t n = sizeof(since) / sizeof(*since);

	return text.len && words_start_with(text, since, n) < n;
}
