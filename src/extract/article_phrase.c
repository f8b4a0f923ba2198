/* article_phrase.c: phrases of boilerplate: advertisements, calls for consent, links to other stories, headings of boxes and of comments. */
#include "config.h"

#include "extract/article_phrase.h"

struct phrase {
	enum phrase_kind kind;
	struct str text;
};

static const struct phrase phrases[PHRASES] = {
#define PHRASE(kind, text) { PHRASE_##kind, STR_INIT(text) },
#define COLOPHON(text)	   { PHRASE_COLOPHON, STR_INIT(text) },
#include "extract/phrases.def"
#undef COLOPHON
#undef PHRASE
};

void phrase_index(struct phrase_index *x)
{
	for (size_t i = PHRASES; i-- > 0;) {
		unsigned char begin = (unsigned char)phrases[i].text.at[0];

		x->next[i] = x->first[begin];
		x->first[begin] = (uint16_t)(i + 1);
		x->kinds[begin] |= (uint8_t)(1u << phrases[i].kind);
	}
}

/* Whether a word of a line goes on behind a place: names of programs are joined by low lines, "response_pattern". */
static bool word_goes_on(struct str line, size_t at)
{
	return at < line.len && (ascii_alpha(line.at[at]) || line.at[at] == '_') &&
		ascii_alpha(line.at[at - 1]);
}

bool phrase_begins(
	const struct phrase_index *x, struct str line, enum phrase_kind kind, size_t more)
{
	for (size_t i = line.len ? x->first[(unsigned char)line.at[0]] : 0; i > 0;
		i = x->next[i - 1]) {
		struct str text = phrases[i - 1].text;

		if (phrases[i - 1].kind != kind)
			continue;
		if (str_starts(line, text) && line.len - text.len <= more &&
			!word_goes_on(line, text.len))
			return true;
	}
	return false;
}

bool phrase_may_begin(const struct phrase_index *x, unsigned char first, unsigned kinds)
{
	return first >= 0x80 || x->kinds[first] & kinds;
}

bool phrase_heads_talk(struct str line)
{
	size_t from = 0, to = line.len;

	while (from < to && !ascii_alpha(line.at[from]) && (unsigned char)line.at[from] < 0x80)
		from++;
	while (to > from && !ascii_alpha(line.at[to - 1]) && (unsigned char)line.at[to - 1] < 0x80)
		to--;
	for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases); i++) {
		struct str name = str_sub(line, from, to - from), text = phrases[i].text;

		if (phrases[i].kind == PHRASE_ONE && str_starts(name, text) &&
			str_eq(str_trim(str_sub(line, 0, from)), STR("1")))
			return true;
		if (phrases[i].kind == PHRASE_TALK &&
			(str_eq(name, text) ||
				(from > 0 && ascii_digit(line.at[0]) && str_starts(name, text) &&
					!word_goes_on(name, text.len))))
			return true;
	}
	return false;
}
