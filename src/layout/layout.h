/* layout.h: blocks of a document laid out in rows of a given width, each piece of a row with the
 * way back to the document. Nothing here knows a screen: print uses it as well as view. */
#ifndef POSTIL_LAYOUT_LAYOUT_H
#define POSTIL_LAYOUT_LAYOUT_H

#include "base/buf.h"
#include "document/document.h"
#include "text/hyphen.h"

/* How a piece of text is to look; bits, so that nested marks add up. */
enum style_bit {
#define STYLE(id, name, help) STYLE_BIT_##id,
#include "text/styles.def"
#undef STYLE
	STYLE_BITS
};

enum layout_style {
#define STYLE(id, name, help) STYLE_##id = 1 << STYLE_BIT_##id,
#include "text/styles.def"
#undef STYLE
};

struct layout_options {
	int width;	       /* columns, at least 1 */
	bool ascii;	       /* only ASCII in what the layout makes */
	bool wrap_code;	       /* lines of code are wrapped; else they may be wider than width */
	struct hyphen *hyphen; /* parts words of running text; NULL: they stay whole */
};

/* A piece of a row in one style. */
struct layout_seg {
	struct str text;   /* in the document's pool, or in a constant or the layout's arena */
	int column, width; /* columns */
	uint32_t style;	   /* STYLE_... */
	uint32_t link;	   /* index of a link or DOC_NONE */
	uint32_t at;	   /* place of the text in the pool, or DOC_NONE for what the layout made */
	bool right;	   /* it is read, and its clusters stand, from right to left */
};

/* A row; a row without pieces is blank. */
struct layout_row {
	uint32_t seg, segs;
	uint32_t block;	   /* the block it shows, or the one it stands before */
	uint32_t from, to; /* bytes of that block's text; equal for a blank row */
};

/* The order of the pieces of a row. */
enum layout_order {
	LAYOUT_TEXT,	     /* that of the text: for pipes, files and what reorders by itself */
	LAYOUT_SCREEN,	     /* from left to right as it is to be seen (UAX #9) */
	LAYOUT_SCREEN_RIGHT, /* the same on a page written from right to left */
};

/* Rows and their pieces; a zeroed struct is empty. */
struct layout {
	enum layout_order order;
	ARRAY(struct layout_seg) seg;
	ARRAY(struct layout_row) row;
	struct arena made;
};

/* What stands behind a block that was cut off. */
#define LAYOUT_CUT "[cut off here]"

/* Appends the rows of these blocks; a blank row stands between paragraphs, none at the start and
 * the end. `before` is the block the first one follows, or DOC_NONE: then no blank row leads.
 * Linear in the text of the blocks. The texts live as long as the document and the layout. */
void layout_blocks(struct layout *l, const struct document *d, struct range blocks, uint32_t before,
	const struct layout_options *o);

/* Begins a row of the caller's own, blank so far. */
struct layout_row *layout_row(struct layout *l, uint32_t block, uint32_t from, uint32_t to);

/* Adds a piece to the last row: text of the caller, cut at `room` columns; at: see struct
 * layout_seg. Returns the column behind it. */
int layout_seg(struct layout *l, struct str text, uint32_t at, int column, int room, uint32_t style,
	uint32_t link);

/* The same; where the text is cut, `more` stands behind what is left of it, within the room. */
int layout_seg_cut(struct layout *l, struct str text, uint32_t at, int column, int room,
	uint32_t style, struct str more);

/* Adds a piece of another layout to the last row as it stands there, `left` columns further right.
 * What that layout made is copied. */
void layout_copy(struct layout *l, const struct layout_seg *g, int left);

/* The text of a piece as the screen shows it from left to right: its own, or made in *made. */
struct str layout_shown(const struct layout_seg *g, struct buf *made);

/* The columns from..to (from the left of the piece) that bytes a..b of its text take. */
void layout_columns(const struct layout_seg *g, size_t a, size_t b, int *from, int *to);

/* Appends text that is no block (a title, a caption), wrapped, as rows of that block index. */
void layout_text(struct layout *l, const struct document *d, struct str text, int column, int width,
	uint32_t style, uint32_t block);

/* Forgets all rows, keeps the memory of the arrays; layout_free gives everything back. */
void layout_clear(struct layout *l);
void layout_free(struct layout *l);

/* How far a block of rows reaches: the last block of the table that block `at` belongs to, or
 * `at` itself. `end` is the first block behind the range. */
uint32_t layout_group_end(const struct document *d, uint32_t at, uint32_t end);

/* A copy of a text that lives as long as the layout's rows. */
struct str layout_dup(struct layout *l, struct str s);

#endif
