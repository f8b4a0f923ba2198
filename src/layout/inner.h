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

#endif
