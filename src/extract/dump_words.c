/* dump_words.c: the words of interfaces, looked up in dump_words.def. */
#include "config.h"

#include "extract/dump.h"

#include <string.h>

#define LIST(name)    static const struct str name[] = {
#define ENTRY(phrase) STR(phrase),
#define LIST_END                                                                                   \
	}                                                                                          \
	;
#include "extract/dump_lists.def"

/* The letters that the phrases begin and end with, side by side: looking for them there costs less than asking the phrases. A phrase of
 * one letter has 0 for the other. */
#define SMALL(c)      ((c) >= 'A' && (c) <= 'Z' ? (c) - 'A' + 'a' : (c))
#define LIST(name)    static const char name##_first[] = {
#define ENTRY(phrase) SMALL((phrase)[0]),
#define LIST_END                                                                                   \
	}                                                                                          \
	;
#include "extract/dump_lists.def"
#define LIST(name)    static const char name##_second[] = {
#define ENTRY(phrase) SMALL((phrase)[1]),
#define LIST_END                                                                                   \
	}                                                                                          \
	;
#include "extract/dump_lists.def"
#define LIST(name)    static const char name##_last[] = {
#define ENTRY(phrase) SMALL((phrase)[sizeof(phrase) - 2]),
#define LIST_END                                                                                   \
	}                                                                                          \
	;
#include "extract/dump_lists.def"

#define BEFORE_LAST(phrase) ((phrase)[sizeof(phrase) > 2 ? sizeof(phrase) - 3 : sizeof(phrase) - 1])
#define LIST(name)	    static const char name##_before[] = {
#define ENTRY(phrase)	    SMALL(BEFORE_LAST(phrase)),
#define LIST_END                                                                                   \
	}                                                                                          \
	;
#include "extract/dump_lists.def"

/* Which two letters the phrases begin with, as bits in four numbers; several pairs may share one, and any letter may follow a phrase of
 * one. */
#define PAIR_OF(a, b) (((unsigned char)(a)*7u + (unsigned char)(b)*29u) & 255u)
#define PAIR(phrase)  PAIR_OF(SMALL((phrase)[0]), SMALL((phrase)[1]))
#define PAIR_BIT(phrase, word)                                                                     \
	(!(phrase)[1]				      ? ~(uint64_t)0                               \
			: PAIR(phrase) / 64 == (word) ? (uint64_t)1 << PAIR(phrase) % 64           \
						      : 0)
#define LIST(name)    static const uint64_t name##_pairs0[] = { 0
#define ENTRY(phrase) | PAIR_BIT(phrase, 0)
#define LIST_END                                                                                   \
	}                                                                                          \
	;
#include "extract/dump_lists.def"
#define LIST(name)    static const uint64_t name##_pairs1[] = { 0
#define ENTRY(phrase) | PAIR_BIT(phrase, 1)
#define LIST_END                                                                                   \
	}                                                                                          \
	;
#include "extract/dump_lists.def"
#define LIST(name)    static const uint64_t name##_pairs2[] = { 0
#define ENTRY(phrase) | PAIR_BIT(phrase, 2)
#define LIST_END                                                                                   \
	}                                                                                          \
	;
#include "extract/dump_lists.def"
#define LIST(name)    static const uint64_t name##_pairs3[] = { 0
#define ENTRY(phrase) | PAIR_BIT(phrase, 3)
#define LIST_END                                                                                   \
	}                                                                                          \
	;
#include "extract/dump_lists.def"

#define LIST(list)                                                                                 \
	{                                                                                          \
		list, list##_first, list##_second, list##_last, list##_before,                     \
			{ list##_pairs0, list##_pairs1, list##_pairs2, list##_pairs3 },            \
			sizeof(list) / sizeof(*list)                                               \
	}

static const struct {
	const struct str *at;
	const char *first, *second, *last, *before; /* letters, small; the one before the last */
	const uint64_t *pairs[4];
	size_t len;
} lists[DUMP_LISTS] = {
	[DUMP_INTERFACE] = LIST(interface),
	[DUMP_ACTION] = LIST(action),
	[DUMP_AVATAR] = LIST(avatar),
	[DUMP_REPLY] = LIST(reply),
	[DUMP_SECTION] = LIST(section),
	[DUMP_ENDING] = LIST(ending),
	[DUMP_FRESH] = LIST(fresh),
	[DUMP_PROVIDER] = LIST(provider),
	[DUMP_TAGS] = LIST(tags),
	[DUMP_CREDIT] = LIST(credit),
	[DUMP_SAYS] = LIST(says),
	[DUMP_FILLER] = LIST(filler),
	[DUMP_PROFILE] = LIST(profile),
	[DUMP_SPOKE] = LIST(spoke),
	[DUMP_BOX] = LIST(box),
	[DUMP_TEASER] = LIST(teaser),
};

/* Whether a word goes on between these two bytes. */
static bool goes_on(char a, char b)
{
	return ascii_alpha(a) && ascii_alpha(b);
}

/* Whether a letter is that one, or no one is asked for. */
static bool is_letter(char wanted, struct str s, size_t at)
{
	return !wanted || (at < s.len && ascii_lower(s.at[at]) == wanted);
}

/* Whether a phrase of the list may begin there. */
static bool may_begin(enum dump_words list, struct str s, size_t at)
{
	char second = at + 1 < s.len ? ascii_lower(s.at[at + 1]) : '\0';
	unsigned pair = PAIR_OF(ascii_lower(s.at[at]), second);

	return *lists[list].pairs[pair / 64] >> pair % 64 & 1;
}

size_t dump_prefix(enum dump_words list, struct str s, bool fused)
{
	const char *first = lists[list].first, *end = first + lists[list].len;
	size_t best = 0;

	if (!s.len || !may_begin(list, s, 0))
		return 0;
	for (const char *at = first; (at = memchr(at, ascii_lower(*s.at), (size_t)(end - at)));
		at++) {
		struct str p = lists[list].at[at - first];

		if (!is_letter(lists[list].second[at - first], s, 1) || p.len <= best ||
			!str_starts_case(s, p))
			continue;
		if (!fused && s.len > p.len && goes_on(s.at[p.len - 1], s.at[p.len]))
			continue;
		best = p.len;
	}
	return best;
}

size_t dump_suffix(enum dump_words list, struct str s)
{
	const char *last = lists[list].last, *end = last + lists[list].len;
	char c = s.len ? ascii_lower(s.at[s.len - 1]) : '\0';
	size_t best = 0;

	for (const char *at = last; s.len && (at = memchr(at, c, (size_t)(end - at))); at++) {
		struct str p = lists[list].at[at - last];

		if (!is_letter(lists[list].before[at - last], s, s.len - 2) || p.len <= best ||
			!str_ends_case(s, p))
			continue;
		if (s.len > p.len && goes_on(s.at[s.len - p.len - 1], s.at[s.len - p.len]))
			continue;
		best = p.len;
	}
	return best;
}

/* One pass over the text for all phrases. */
size_t dump_find(enum dump_words list, struct str s, size_t *len)
{
	for (size_t at = 0; at < s.len; at++)
		if (may_begin(list, s, at) &&
			(*len = dump_prefix(list, str_sub(s, at, SIZE_MAX), true)) > 0)
			return at;
	return STR_NOWHERE;
}
