/* str.c: text with a length. */
#include "config.h"

#include "base/str.h"

#include <string.h>

enum { FIND_SHORT = 256 }; /* bytes of a text in which a plain search is the fastest */

struct str str_z(const char *z)
{
	return (struct str){ z, z ? strlen(z) : 0 };
}

static bool same_case(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (ascii_lower(a[i]) != ascii_lower(b[i]))
			return false;
	return true;
}

bool str_eq_case(struct str a, struct str b)
{
	return a.len == b.len && same_case(a.at, b.at, a.len);
}

int str_cmp(struct str a, struct str b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.at, b.at, len) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool str_starts_case(struct str s, struct str prefix)
{
	return str_eq_case(str_sub(s, 0, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_eq(str_sub(s, s.len - suffix.len, suffix.len), suffix);
}

bool str_ends_case(struct str s, struct str suffix)
{
	return s.len >= suffix.len &&
		str_eq_case(str_sub(s, s.len - suffix.len, suffix.len), suffix);
}

/* memmem() prepares a table for every search, which costs more than to look through a class or an
 * address. */
static size_t find_short(struct str s, struct str needle, size_t from)
{
	size_t last = s.len - needle.len;

	while (from <= last) {
		const char *hit = memchr(s.at + from, needle.at[0], last - from + 1);

		if (!hit)
			return STR_NOWHERE;
		if (hit[needle.len - 1] == needle.at[needle.len - 1] &&
			memcmp(hit, needle.at, needle.len) == 0)
			return (size_t)(hit - s.at);
		from = (size_t)(hit - s.at) + 1;
	}
	return STR_NOWHERE;
}

size_t str_find(struct str s, struct str needle, size_t from)
{
	const char *hit;

	if (from > s.len || needle.len > s.len - from)
		return STR_NOWHERE;
	if (needle.len == 0)
		return from;
	if (s.len - from <= FIND_SHORT)
		return find_short(s, needle, from);
	hit = memmem(s.at + from, s.len - from, needle.at, needle.len);
	return hit ? (size_t)(hit - s.at) : STR_NOWHERE;
}

size_t str_find_case(struct str s, struct str needle, size_t from)
{
	char first, other;

	if (needle.len > s.len)
		return STR_NOWHERE;
	if (!needle.len)
		return from <= s.len ? from : STR_NOWHERE;
	/* Few places begin alike; the others cost two comparisons, without a call. */
	first = ascii_lower(needle.at[0]);
	other = first >= 'a' && first <= 'z' ? (char)(first - 'a' + 'A') : first;
	for (size_t i = from; i <= s.len - needle.len; i++)
		if ((s.at[i] == first || s.at[i] == other) &&
			same_case(s.at + i, needle.at, needle.len))
			return i;
	return STR_NOWHERE;
}

size_t str_find_char(struct str s, char c, size_t from)
{
	const char *hit = from < s.len ? memchr(s.at + from, c, s.len - from) : NULL;

	return hit ? (size_t)(hit - s.at) : STR_NOWHERE;
}

bool str_has(struct str s, struct str needle)
{
	return str_find(s, needle, 0) != STR_NOWHERE;
}

bool str_has_case(struct str s, struct str needle)
{
	return str_find_case(s, needle, 0) != STR_NOWHERE;
}

static bool begins_at(struct str s, size_t at, const char *word)
{
	for (; *word; word++, at++)
		if (at == s.len || ascii_lower(s.at[at]) != *word)
			return false;
	return true;
}

/* The first of the words that begins here, of those before `n`. */
static size_t word_at(struct str s, size_t at, const char *const *words, size_t n)
{
	char first = ascii_lower(s.at[at]);

	for (size_t i = 0; i < n; i++)
		if (words[i][0] == first && begins_at(s, at, words[i]))
			return i;
	return n;
}

static struct str_words words_of(const char *const *at, size_t n)
{
	struct str_words words = { .at = at, .n = n };

	for (size_t i = 0; i < n; i++) {
		unsigned pair = STR_PAIR(at[i][0], at[i][1]);

		words.pair[pair / 64] |= (uint64_t)1 << pair % 64;
	}
	return words;
}

/* The next place at or behind `at` where a word may begin; s.len - 1 for none. */
static size_t next_pair(struct str s, size_t at, const struct str_words *words)
{
	char a = ascii_lower(s.at[at]);

	for (; at + 1 < s.len; at++) {
		char b = ascii_lower(s.at[at + 1]);
		unsigned pair = STR_PAIR(a, b);

		if (words->pair[pair / 64] >> pair % 64 & 1)
			break;
		a = b;
	}
	return at;
}

/* Where one is enough, the search ends there. */
static size_t find_any(struct str s, const struct str_words *words, bool one)
{
	size_t best = words->n;

	for (size_t at = 0; at + 1 < s.len && best > 0; at++) {
		size_t hit;

		at = next_pair(s, at, words);
		if (at + 1 == s.len)
			break;
		hit = word_at(s, at, words->at, best);
		if (hit < best && one)
			return hit;
		best = hit;
	}
	return best;
}

bool str_has_words(struct str s, const struct str_words *words)
{
	return find_any(s, words, true) < words->n;
}

size_t str_find_words(struct str s, const struct str_words *words)
{
	return find_any(s, words, false);
}

bool str_is_ascii(struct str s)
{
	uint64_t high = 0, eight;
	size_t i = 0;

	for (; s.len - i >= 8; i += 8) {
		memcpy(&eight, s.at + i, 8);
		high |= eight;
	}
	for (; i < s.len; i++)
		high |= (unsigned char)s.at[i];
	return (high & 0x8080808080808080u) == 0;
}

bool str_has_digit(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (ascii_digit(s.at[i]))
			return true;
	return false;
}

uint64_t str_find_all(struct str s, const char *const *words, size_t n)
{
	struct str_words known = words_of(words, n);
	uint64_t found = 0;

	for (size_t at = 0; at + 1 < s.len; at++) {
		at = next_pair(s, at, &known);
		for (size_t i = 0; i < n && at + 1 < s.len; i++)
			if (!(found >> i & 1) && words[i][0] == ascii_lower(s.at[at]) &&
				begins_at(s, at, words[i]))
				found |= (uint64_t)1 << i;
	}
	return found;
}

bool str_has_any(struct str s, const char *const *words, size_t n)
{
	struct str_words known = words_of(words, n);

	return s.len > 1 && find_any(s, &known, true) < n;
}

size_t str_find_any(struct str s, const char *const *words, size_t n)
{
	struct str_words known = words_of(words, n);

	return find_any(s, &known, false);
}

/* Of eight bytes, how many are white space: each is looked at in its own eighth of a number. */
static size_t blanks_in(uint64_t eight)
{
	const uint64_t ones = 0x0101010101010101u, high = ones * 0x80;
	uint64_t low = eight & ~high;
	uint64_t space = ~((low ^ ones * ' ') + (high - ones)); /* is ' ', or has the high bit */
	uint64_t control = (low + ones * (0x80 - '\t')) & ~(low + ones * (0x80 - '\r' - 1));

	return (size_t)(((((space | control) & high & ~eight) >> 7) * ones) >> 56);
}

size_t str_solid(struct str s)
{
	size_t solid = s.len, at = 0;

	for (; at + 8 <= s.len; at += 8) {
		uint64_t eight;

		memcpy(&eight, s.at + at, 8);
		solid -= blanks_in(eight);
	}
	for (; at < s.len; at++)
		solid -= ascii_space(s.at[at]);
	return solid;
}

bool str_has_word(struct str s, struct str word)
{
	size_t at = 0;

	while (word.len && at + word.len <= s.len) {
		size_t from;

		while (at < s.len && ascii_space(s.at[at]))
			at++;
		for (from = at; at < s.len && !ascii_space(s.at[at]);)
			at++;
		if (at > from && str_eq((struct str){ s.at + from, at - from }, word))
			return true;
	}
	return false;
}

bool str_split(struct str *rest, char sep, struct str *piece)
{
	size_t end;

	if (!rest->at)
		return false;
	end = str_find_char(*rest, sep, 0);
	if (end == STR_NOWHERE) {
		*piece = *rest;
		*rest = STR_NONE;
		return true;
	}
	*piece = str_sub(*rest, 0, end);
	*rest = str_sub(*rest, end + 1, SIZE_MAX);
	return true;
}

bool str_word(struct str *rest, struct str *word)
{
	struct str s = str_trim_left(*rest);
	size_t len = 0;

	while (len < s.len && !ascii_space(s.at[len]))
		len++;
	*word = (struct str){ s.at, len };
	*rest = (struct str){ s.at ? s.at + len : NULL, s.len - len };
	return len > 0;
}

bool str_line(struct str *rest, struct str *line)
{
	const char *end;
	size_t len, skip;

	if (rest->len == 0)
		return false;
	end = memchr(rest->at, '\n', rest->len);
	len = end ? (size_t)(end - rest->at) : rest->len;
	end = memchr(rest->at, '\r', len);
	len = end ? (size_t)(end - rest->at) : len;
	skip = len < rest->len;
	if (skip && rest->at[len] == '\r' && len + 1 < rest->len && rest->at[len + 1] == '\n')
		skip = 2;
	*line = str_sub(*rest, 0, len);
	*rest = str_sub(*rest, len + skip, SIZE_MAX);
	return true;
}

bool str_number(struct str s, int64_t lo, int64_t hi, int64_t *number)
{
	bool negative = false;
	int64_t value = 0;

	s = str_trim(s);
	if (s.len > 0 && (s.at[0] == '-' || s.at[0] == '+')) {
		negative = s.at[0] == '-';
		s = str_sub(s, 1, SIZE_MAX);
	}
	if (s.len == 0)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (!ascii_digit(s.at[i]))
			return false;
		if (value < INT64_MAX / 10 - 1)
			value = value * 10 + (s.at[i] - '0');
	}
	value = negative ? -value : value;
	*number = value < lo ? lo : value > hi ? hi : value;
	return true;
}

uint64_t str_hash(struct str s)
{
	return str_hash_on(0xcbf29ce484222325u, s);
}
