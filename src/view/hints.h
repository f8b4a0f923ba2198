/* hints.h: a letter, or a number, beside each link on the screen. */
#ifndef POSTIL_VIEW_HINTS_H
#define POSTIL_VIEW_HINTS_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct view;

#define HINT_CODE 8 /* bytes of a code with its end; letters for millions of links */

struct hint {
	uint32_t link;
	int row, col; /* of the first cell of the link on the screen */
	int gap;      /* blank cells before it that a label may take: 0 or 1 */
	char code[HINT_CODE];
};

struct hints {
	bool on, numbers; /* numbers: labels are the numbers of the list of links */
	ARRAY(struct hint) at;
	char typed[HINT_CODE];
	unsigned len;
	bool outside; /* a capital was typed: to the browser */
};

/* Codes for n things from the letters of the home row: none begins another, the first are the
 * shortest, and no set of them is shorter. */
void hints_codes(struct hint *hint, size_t n);

/* Appends the links in view in a pane, in reading order. */
void hints_find(struct hints *h, struct view *v, int pane);

void hints_open(struct view *v);
void hints_close(struct view *v);
void hints_draw(struct view *v);

/* Takes a key while hints are on; false when it ended them and means something else. */
bool hints_key(struct view *v, uint32_t key);

#endif
