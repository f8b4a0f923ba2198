/* dump_words.c: the words of interfaces, looked up in dump_words.def. */
#include "config.h"

#include "extract/dump.h"

#define PHRASE(s) STR(s),

static const struct str interface[] = {
#define INTERFACE PHRASE
#include "extract/dump_words.def"
#undef INTERFACE
#define COMMENT_WORD PHRASE
#include "extract/interface.def"
#undef COMMENT_WORD
};
static const struct str avatar[] = {
#define AVATAR PHRASE
#include "extract/dump_words.def"
#undef AVATAR
};
static const struct str reply[] = {
#define REPLY PHRASE
#include "extract/dump_words.def"
#undef REPLY
};
static const struct str section[] = {
#define SECTION PHRASE
#include "extract/dump_words.def"
#undef SECTION
};
static const struct str ending[] = {
#define ENDING PHRASE
#include "extract/dump_words.def"
#undef ENDING
};
static const struct str fresh[] = {
#define FRESH PHRASE
#include "extract/dump_words.def"
#undef FRESH
};
static const struct str provider[] = {
#define PROVIDER PHRASE
#include "extract/dump_words.def"
#undef PROVIDER
};
static const struct str tags[] = {
#define TAGS PHRASE
#include "extract/dump_words.def"
#undef TAGS
};
static const struct str credit[] = {
#define CREDIT PHRASE
#include "extract/dump_words.def"
#undef CREDIT
};
static const struct str says[] = {
#define SAYS PHRASE
#include "extract/dump_words.def"
#undef SAYS
};
static const struct str filler[] = {
#define FILLER PHRASE
#include "extract/dump_words.def"
#undef FILLER
};

#define LIST(list)                                                                                 \
	{                                                                                          \
		list, sizeof(list) / sizeof(*list)                                                 \
	}

static const struct {
	const struct str *at;
	size_t len;
} lists[DUMP_LISTS] = {
	[DUMP_INTERFACE] = LIST(interface),
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
};

/* Whether a word goes on between these two bytes. */
static bool goes_on(char a, char b)
{
	return ascii_alpha(a) && ascii_alpha(b);
}

size_t dump_prefix(enum dump_words list, struct str s, bool fused)
{
	size_t best = 0;

	for (size_t i = 0; i < lists[list].len; i++) {
		struct str p = lists[list].at[i];

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
	size_t best = 0;

	for (size_t i = 0; i < lists[list].len; i++) {
		struct str p = lists[list].at[i];

		if (p.len <= best || !str_ends_case(s, p))
			continue;
		if (s.len > p.len && goes_on(s.at[s.len - p.len - 1], s.at[s.len - p.len]))
			continue;
		best = p.len;
	}
	return best;
}

size_t dump_find(enum dump_words list, struct str s, size_t *len)
{
	size_t first = STR_NOWHERE;

	for (size_t i = 0; i < lists[list].len; i++) {
		struct str p = lists[list].at[i];
		size_t at = str_find_case(s, p, 0);

		if (at == STR_NOWHERE || at > first || (at == first && p.len <= *len))
			continue;
		first = at;
		*len = p.len;
	}
	return first;
}
