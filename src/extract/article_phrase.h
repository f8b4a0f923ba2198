/* article_phrase.h: phrases of boilerplate, from one table (phrases.def): how a line begins that is none of the text. Lines are folded. */
#ifndef POSTIL_EXTRACT_ARTICLE_PHRASE_H
#define POSTIL_EXTRACT_ARTICLE_PHRASE_H

#include "base/str.h"

enum phrase_kind {
	PHRASE_AD,
	PHRASE_CONSENT,
	PHRASE_COLOPHON,
	PHRASE_READ,
	PHRASE_BOX,
	PHRASE_TALK,
	PHRASE_ONE,
	PHRASE_END
};

enum {
	PHRASES = 0
#define PHRASE(kind, text) +1
#define COLOPHON(text)	   +1
#include "extract/phrases.def"
#undef COLOPHON
#undef PHRASE
};

/* Phrases by their first byte: the index of the first one + 1, and of the next one; which kinds there are, one bit each. */
struct phrase_index {
	uint16_t first[256], next[PHRASES];
	uint8_t kinds[256];
};

/* Makes an empty one ready. */
void phrase_index(struct phrase_index *x);

/* Whether a line begins with such a phrase, and goes on for no more than `more` bytes. */
bool phrase_begins(
	const struct phrase_index *x, struct str line, enum phrase_kind kind, size_t more);

/* Whether a line may begin with one of these kinds (a bit each), whose first letter is known as article_first() tells it. */
bool phrase_may_begin(const struct phrase_index *x, unsigned char first, unsigned kinds);

/* "Comments", "Comments (12)", "3 responses to ...". */
bool phrase_heads_talk(struct str line);

#endif
