/* inner.h: what the files of this folder share. */
#ifndef POSTIL_LAYOUT_INNER_H
#define POSTIL_LAYOUT_INNER_H

#include "layout/layout.h"

/* Marks nested deeper than this no longer add a style. */
#define SWEEP_MAX 32

/* Goes through the spans of a block once, left to right. */
struct sweep {
	const struct document *d;
	const struct doc_block *block;
	uint32_t next; /* of the block's spans */
	unsigned open;
	struct {
		uint32_t end, style, link;
	} stack[SWEEP_MAX];
};

void sweep_start(struct sweep *s, const struct document *d, uint32_t block);

/* Adds from..to of the block's text to the last row, piece by piece; base is the style of all of
 * it. Ranges must not go back. Returns the column behind it. */
int sweep_add(
	struct sweep *s, struct layout *l, uint32_t from, uint32_t to, int column, uint32_t base);

/* The rows of a table: blocks first..last, all of one table. Columns begin at `column`. */
void layout_table(struct layout *l, const struct document *d, uint32_t first, uint32_t last,
	int column, const struct layout_options *o);

/* Adds a piece as it stands. Like layout_seg(), but never reordered. */
int layout_piece(struct layout *l, struct str text, uint32_t at, int column, int room,
	uint32_t style, uint32_t link);

/* A text whose rows are to be put in the order of the screen; level NULL where nothing is. */
struct turn {
	struct str text;
	uint8_t *level;
};

/* Resolves a text (bidi.h), as the layout's order asks, but what the page says of the text itself
 * goes before. */
enum turn_hint { TURN_TEXT, TURN_CODE /* from the left whatever it says */, TURN_RIGHT };
void turn_start(struct turn *t, const struct layout *l, struct str text, enum turn_hint hint);
void turn_end(struct turn *t);

/* Puts the pieces of the last row from `first` on, all of that text or behind a piece of it, in
 * the order of the screen, from column `left` on; what belongs to the right edge ends at column
 * left + width (width 0: stays where it is). True when it went to that edge. */
bool turn_row(struct layout *l, const struct turn *t, size_t first, int left, int width);

#endif
