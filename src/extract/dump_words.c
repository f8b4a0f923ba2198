/* dump_words.c: the words of interfaces, looked up in dump_words.def. */
#include "config.h"

#include "extract/dump.h"

#define ENTRY(s) STR(s),

static const struct str interface[] = {
#define INTERFACE ENTRY
#include "extract/dump_words.def"
#undef INTERFACE
#define COMMENT_WORD ENTRY
#include "extract/interface.def"
#undef COMMENT_WORD
};
static const struct str action[] = {
#define REPLY_WORD ENTRY
#include "extract/interface.def"
#undef REPLY_WORD
};
static const struct str avatar[] = {
#define AVATAR ENTRY
#include "extract/dump_words.def"
#undef AVATAR
};
static const struct str reply[] = {
#define REPLY ENTRY
#include "extract/dump_words.def"
#undef REPLY
};
static const struct str section[] = {
#define SECTION ENTRY
#include "extract/dump_words.def"
#undef SECTION
};
static const struct str ending[] = {
#define ENDING ENTRY
#include "extract/dump_words.def"
#undef ENDING
};
static const struct str fresh[] = {
#define FRESH ENTRY
#include "extract/dump_words.def"
#undef FRESH
};
static const struct str provider[] = {
#define PROVIDER ENTRY
#include "extract/dump_words.def"
#undef PROVIDER
};
static const struct str tags[] = {
#define TAGS ENTRY
#include "extract/dump_words.def"
#undef TAGS
};
static const struct str credit[] = {
#define CREDIT ENTRY
#include "extract/dump_words.def"
#undef CREDIT
};
static const struct str says[] = {
#define SAYS ENTRY
#include "extract/dump_words.def"
#undef SAYS
};
static const struct str filler[] = {
#define FILLER ENTRY
#include "extract/dump_words.def"
#undef FILLER
};

static const struct str profile[] = {
#define PROFILE ENTRY
#include "extract/dump_words.def"
#undef PROFILE
};
static const struct str spoke[] = {
#define SPOKE ENTRY
#include "extract/dump_words.def"
#undef SPOKE
};

#define NONE(s)
#define PHRASE(kind, s) PHRASE_##kind(s)
#define PHRASE_AD	NONE
#define PHRASE_CONSENT	NONE
#define PHRASE_READ	NONE
#define PHRASE_TALK	NONE
#define PHRASE_END	NONE
static const struct str box[] = {
#define PHRASE_BOX ENTRY
#include "extract/phrases.def"
#undef PHRASE_BOX
#define BOX ENTRY
#include "extract/dump_words.def"
#undef BOX
};
#undef PHRASE_READ
#define PHRASE_BOX NONE
static const struct str teaser[] = {
#define PHRASE_READ ENTRY
#include "extract/phrases.def"
#undef PHRASE_READ
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
