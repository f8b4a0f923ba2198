/* screen_scroll.h: parts of the screen scrolled by the terminal itself. curses finds lines that
 * moved as a whole; panes side by side it can only write anew. */
#ifndef POSTIL_VIEW_SCREEN_SCROLL_H
#define POSTIL_VIEW_SCREEN_SCROLL_H

#include "base/buf.h"

#include <stdbool.h>

#define AREAS_MAX 4

/* Rows and columns of a pane: what may have moved within them as a whole. */
struct area {
	int row, col, rows, cols;
};

/* Looks for areas of the picture about to be sent (stdscr) that show what the terminal shows
 * already, some rows further up or down. For those worth it, bytes that make the terminal scroll
 * go to *out, and curses is told that it did: what it still has to send follows from refresh().
 * With `margins` the terminal keeps left and right margins (DECSLRM); without them whole lines
 * are scrolled, where that leaves less to write. Returns the cells that then still differ within
 * the areas. */
int scroll_areas(const struct area *area, int areas, bool margins, struct buf *out);

#endif
