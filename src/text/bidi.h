/* bidi.h: the order in which the characters of a line stand on the screen (UAX #9, by fribidi).
 * Built without it the order is that of the text. A text is resolved whole, then cut into lines
 * and runs of one level, and the runs of a line put in order. */
#ifndef POSTIL_TEXT_BIDI_H
#define POSTIL_TEXT_BIDI_H

#include "base/buf.h"

enum bidi_base {
	BIDI_AUTO, /* by the first strong letter */
	BIDI_LEFT,
	BIDI_RIGHT,
	BIDI_PAGE_RIGHT, /* of a page written from right to left: right where at least a third of
			    the letters are, else as AUTO */
};

#define BIDI_LEVEL	0x7f /* mask of a level; odd: from right to left */
#define BIDI_LINE_RIGHT 0x80 /* beside the level: the line belongs to the right edge */

/* A part of a line, all of it on one level. */
struct bidi_run {
	uint32_t piece;	 /* of what the line is made of; the caller's own number */
	size_t from, to; /* bytes of the text */
	uint8_t level;
};

/* Whether the text has anything written from right to left; else do not bother. ASCII fast. */
bool bidi_needed(struct str s);

/* Whether a language tag ("ar", "fa-IR") is one written from right to left. */
bool bidi_language(struct str tag);

/* The level of each byte of a clean text, BIDI_LINE_RIGHT beside it where the line it lies in (a
 * newline ends one) is right to left; `level` has room for s.len. False, and nothing written,
 * when every one would be 0: nothing to reorder, or built without fribidi. Linear. */
bool bidi_levels(struct str s, enum bidi_base base, uint8_t *level);

/* Puts the runs of one line, given in the order of the text, in the order of the screen from left
 * to right (rule L2). */
void bidi_order(struct bidi_run *run, size_t count);

/* Appends a run of odd level as the screen shows it from left to right: its clusters turned,
 * brackets mirrored, Arabic letters in the forms they have between their neighbours. */
void bidi_turn(struct str run, struct buf *out);

/* A text of one line as the screen shows it from left to right: s itself where nothing is to be
 * reordered, else made in *made (emptied first). */
struct str bidi_visual(struct str s, struct buf *made);

#endif
