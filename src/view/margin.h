/* margin.h: the last column of a pane as a map of the whole: where matches and new comments lie. */
#ifndef POSTIL_VIEW_MARGIN_H
#define POSTIL_VIEW_MARGIN_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

struct view;

enum margin_mark {
	MARGIN_NEW = 1 << 0,
	MARGIN_MATCH = 1 << 1,
	MARGIN_CURRENT = 1 << 2, /* the match the reader stands on */
};

/* What was found out for a pane as it is now. A zeroed struct knows nothing. */
struct margin {
	ARRAY(uint8_t) row; /* marks of each row of the pane */
	uint32_t search;    /* its number; see struct view */
	size_t hits;	    /* of it that are marked already */
	uint32_t stamp;
};

/* Draws the map of a pane, and nothing where nothing is to be found. */
void margin_draw(struct view *v, int pane);

/* Whether the comment at a place, or what is folded below it, holds a match. */
bool margin_has_match(struct view *v, uint32_t place);

void margin_free(struct margin *m);

#endif
