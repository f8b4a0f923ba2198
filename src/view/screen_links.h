/* screen_links.h: links that the terminal itself knows as such (OSC 8). curses knows nothing of
 * them and writes over them, so they are laid over a picture when it has stood for a moment. */
#ifndef POSTIL_VIEW_SCREEN_LINKS_H
#define POSTIL_VIEW_SCREEN_LINKS_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

#define LINKS_AFTER 250 /* ms that a picture stands before its links are sent */

struct link_piece {
	int row, col, cols;
	uint32_t link;	   /* pieces of one number are one link */
	uint32_t url, len; /* in urls */
};

struct screen_links {
	bool on;
	ARRAY(struct link_piece) piece; /* of the picture being made, or shown */
	struct buf urls;
	uint64_t sent; /* number of the picture whose links the terminal has; 0 for none */
	bool due;
};

/* Whether a terminal of this type knows links, as far as is known; those that do not and are in
 * wide use pass over them. */
bool links_known(const char *term);

/* Forgets the pieces; a new picture begins. */
void links_begin(struct screen_links *l);

/* Adds a piece. Addresses that are not printable ASCII, or longer than terminals take, are left
 * out. */
void links_add(struct screen_links *l, int row, int col, int cols, uint32_t link, struct str url);

/* After curses has shown the picture: whether what it holds must be sent. */
void links_shown(struct screen_links *l);

/* The terminal was written anew: it has no links. */
void links_lost(struct screen_links *l);

/* Appends the bytes that write the pieces again as links, from the cells that curses shows. */
void links_send(struct screen_links *l, struct buf *out);

void links_free(struct screen_links *l);

#endif
