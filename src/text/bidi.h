/* bidi.h: the order in which the clusters of one line stand on the screen (UAX #9, by fribidi).
 * Built without it, or switched off, the order is that of the text. */
#ifndef POSTIL_TEXT_BIDI_H
#define POSTIL_TEXT_BIDI_H

#include "base/buf.h"

enum bidi_base {
	BIDI_AUTO, /* by the first strong letter */
	BIDI_LEFT,
	BIDI_RIGHT,
};

/* A cluster in its place. */
struct bidi_cluster {
	uint32_t from, len; /* bytes of the line */
	int width;	    /* columns */
	uint32_t mirror;    /* the character to draw instead (a bracket turned), or 0 */
};

struct bidi_line {
	struct bidi_cluster *at; /* from left to right on the screen */
	size_t len, cap;
	bool right; /* the line is right to left: it belongs to the right edge */
};

/* Whether the text has anything written from right to left; else do not bother. ASCII fast. */
bool bidi_needed(struct str s);

/* Fills *line (reused; array_free(line) at the end) with the clusters of a clean text of one
 * line in visual order. */
void bidi_order(struct str s, enum bidi_base base, struct bidi_line *line);

#endif
