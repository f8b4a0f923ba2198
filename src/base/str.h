/* str.h: a piece of text with a length, and the few things one does with it. Nothing here owns
 * memory. */
#ifndef POSTIL_BASE_STR_H
#define POSTIL_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *at; /* not terminated; may be NULL when len is 0 */
	size_t len;	/* bytes */
};

#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })
#define STR_INIT(literal)                                                                          \
	{                                                                                          \
		(literal), sizeof(literal) - 1                                                     \
	} /* the same in a table that stands when the program starts */
#define STR_NONE ((struct str){ NULL, 0 })
#define STR_ARG(s)                                                                                 \
	(int)((s).len > INT32_MAX ? INT32_MAX : (s).len), ((s).at ? (s).at : "") /* for "%.*s" */

/* ASCII only, whatever the locale. */
static inline bool ascii_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool ascii_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* The value of a hexadecimal digit in either case, -1 for another character. */
static inline int ascii_hex(char c)
{
	c = ascii_lower(c);
	return ascii_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The text of a terminated string; NULL gives the empty text. */
struct str str_z(const char *z);

/* The smallest questions stand here whole: they are asked so often that the call would cost more
 * than the answer. */

/* The part from byte `from`, at most `len` bytes; both are clamped to the text. */
static inline struct str str_sub(struct str s, size_t from, size_t len)
{
	if (from > s.len)
		from = s.len;
	if (len > s.len - from)
		len = s.len - from;
	return (struct str){ s.at ? s.at + from : NULL, len };
}

/* Without ASCII white space (space, \t \n \v \f \r) at the left, at the right, at both ends. */
static inline struct str str_trim_left(struct str s)
{
	while (s.len > 0 && ascii_space(s.at[0])) {
		s.at++;
		s.len--;
	}
	return s;
}

static inline struct str str_trim_right(struct str s)
{
	while (s.len > 0 && ascii_space(s.at[s.len - 1]))
		s.len--;
	return s;
}

static inline struct str str_trim(struct str s)
{
	return str_trim_left(str_trim_right(s));
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.len == b.len &&
		(a.len == 0 || (a.at[0] == b.at[0] && memcmp(a.at, b.at, a.len) == 0));
}

static inline bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq((struct str){ s.at, prefix.len }, prefix);
}

bool str_eq_case(struct str a, struct str b); /* ASCII letters match in either case */
int str_cmp(struct str a, struct str b);      /* bytewise, for sorting */
bool str_starts_case(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_ends_case(struct str s, struct str suffix);

/* Byte offset of the first occurrence at or after `from`, or STR_NOWHERE. */
#define STR_NOWHERE SIZE_MAX
size_t str_find(struct str s, struct str needle, size_t from);
size_t str_find_case(struct str s, struct str needle, size_t from); /* ASCII case folded */
size_t str_find_char(struct str s, char c, size_t from);
bool str_has(struct str s, struct str needle);
bool str_has_case(struct str s, struct str needle);
bool str_has_digit(struct str s);
bool str_is_ascii(struct str s); /* eight bytes at a time */

/* Whether one of n words, of two bytes or more each, in small letters, stands in the text, its
 * ASCII letters in either case: one pass over the text for all of them. str_find_any: the first of
 * them in the list that does, n for none. */
bool str_has_any(struct str s, const char *const *words, size_t n);
size_t str_find_any(struct str s, const char *const *words, size_t n);

/* Such words with what a search for them needs, made when postil is compiled, at file scope:
 *
 *	#define DATES(row) row("date") row("time")
 *	static const struct str_words dates = STR_WORDS(DATES);
 *
 * Rows may have more columns. */
struct str_words {
	const char *const *at;
	size_t n;
	uint64_t pair[4]; /* a bit for the two bytes that each begins with; several may share one */
};

#define STR_PAIR(a, b) (((unsigned char)(a)*7u + (unsigned char)(b)*29u) & 255u)
#define STR_PAIR_IN(word, part)                                                                    \
	((uint64_t)(STR_PAIR((word)[0], (word)[1]) / 64 == (part))                                 \
		<< STR_PAIR((word)[0], (word)[1]) % 64) |
#define STR_WORDS_TEXT(word, ...) word,
#define STR_WORDS_0(word, ...)	  STR_PAIR_IN(word, 0)
#define STR_WORDS_1(word, ...)	  STR_PAIR_IN(word, 1)
#define STR_WORDS_2(word, ...)	  STR_PAIR_IN(word, 2)
#define STR_WORDS_3(word, ...)	  STR_PAIR_IN(word, 3)
#define STR_WORDS(list)                                                                            \
	{                                                                                          \
		.at = (const char *const[]){ list(STR_WORDS_TEXT) },                               \
		.n = sizeof((const char *const[]){ list(STR_WORDS_TEXT) }) / sizeof(char *),       \
		.pair = { list(STR_WORDS_0) 0, list(STR_WORDS_1) 0, list(STR_WORDS_2) 0,           \
			list(STR_WORDS_3) 0 },                                                     \
	}

bool str_has_words(struct str s, const struct str_words *words);
size_t str_find_words(struct str s, const struct str_words *words); /* as str_find_any() */

/* The same for all of them, 64 at the most: a bit for each that stands there. */
uint64_t str_find_all(struct str s, const char *const *words, size_t n);

/* Bytes that are no ASCII white space. */
size_t str_solid(struct str s);

/* Whether `word` is one of the words of `s` that ASCII white space separates (a class
 * attribute). */
bool str_has_word(struct str s, struct str word);

/* Cuts the next piece of *rest off at `sep`, without it; false when nothing is left. "a,,b"
 * gives a, "", b. */
bool str_split(struct str *rest, char sep, struct str *piece);

/* The next word of *rest between runs of ASCII white space; false when none is left. */
bool str_word(struct str *rest, struct str *word);

/* The next line of *rest without its end (\n, \r\n or \r); false when nothing is left. */
bool str_line(struct str *rest, struct str *line);

/* A decimal number with optional sign that fills the text (blanks around it allowed), clamped to
 * lo..hi; false if it is none. */
bool str_number(struct str s, int64_t lo, int64_t hi, int64_t *number);

/* FNV-1a, 64 bits (Fowler, Noll, Vo): for hash tables of trusted size only. */
uint64_t str_hash(struct str s);

/* The hash of a text whose beginning has the hash h. */
static inline uint64_t str_hash_on(uint64_t h, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.at[i]) * 0x100000001b3u;
	return h;
}

/* A quicker one, eight bytes at a time, on top of h: for tables that live no longer than a page,
 * since it differs between machines. */
static inline uint64_t str_hash_quick(uint64_t h, struct str s)
{
	const uint64_t odd = 0x9e3779b97f4a7c15u;
	uint64_t last = (uint64_t)s.len << 56;
	size_t at = 0;

	for (; at + 8 <= s.len; at += 8) {
		uint64_t eight;

		memcpy(&eight, s.at + at, 8);
		h = (h ^ eight) * odd;
		h ^= h >> 29;
	}
	for (unsigned shift = 0; at < s.len; at++, shift += 8)
		last ^= (uint64_t)(unsigned char)s.at[at] << shift;
	h = (h ^ last) * odd;
	return h ^ h >> 32;
}

#endif
