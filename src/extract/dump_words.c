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

/* What the phrases begin and end with, side by side: looking for a letter there costs less than asking
 * them. */
#define SMALL(c)      ((c) >= 'A' && (c) <= 'Z' ? (c) - 'A' + 'a' : (c))
#define LIST(name)    static const char name##_first[] = {
#define ENTRY(phrase) SMALL((phrase)[0]),
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

#define LIST(list)                                                                                 \
	{                                                                                          \
		list, list##_first, list##_last, sizeof(list) / sizeof(*list)                      \
	}

static const struct {
	const struct str *at;
	const char *first, *last; /* letters, small */
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

size_t dump_prefix(enum dump_words list, struct str s, bool fused)
{
	const char *first = lists[list].first, *end = first + lists[list].len;
	size_t best = 0;

	for (const char *at = first;
		s.len && (at = memchr(at, ascii_lower(*s.at), (size_t)(end - at))); at++) {
		struct str p = lists[list].at[at - first];

		if (p.len <= best || !str_starts_case(s, p))
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

		if (p.len <= best || !str_ends_case(s, p))
			continue;
		if (s.len > p.len && goes_on(s.at[s.len - p.len - 1], s.at[s.len - p.len]))
			continue;
		best = p.len;
	}
	return best;
}

/* Which letters phrases begin with, as bits. */
struct letters {
	uint64_t bit[4];
};

static void add_letter(struct letters *l, char c)
{
	l->bit[(unsigned char)c / 64] |= (uint64_t)1 << (unsigned char)c % 64;
}

static bool has_letter(const struct letters *l, char c)
{
	return l->bit[(unsigned char)c / 64] >> (unsigned char)c % 64 & 1;
}

/* One pass over the text for all phrases. */
size_t dump_find(enum dump_words list, struct str s, size_t *len)
{
	struct letters first = { { 0 } };

	for (size_t i = 0; i < lists[list].len; i++)
		add_letter(&first, lists[list].first[i]);
	for (size_t at = 0; at < s.len; at++) {
		struct str rest = str_sub(s, at, SIZE_MAX);

		if (!has_letter(&first, ascii_lower(*rest.at)))
			continue;
		*len = dump_prefix(list, rest, true);
		if (*len)
			return at;
	}
	return STR_NOWHERE;
}
