/* screen.h: the terminal as cells, keys and nothing else. screen.c and its parts (screen_*.c) are
 * the only files that know ncurses; tests/support/fake_screen.c has the same functions over a plain
 * array. */
#ifndef POSTIL_VIEW_SCREEN_H
#define POSTIL_VIEW_SCREEN_H

#include "base/buf.h"
#include "base/err.h"
#include "text/keys.h"
#include "view/theme.h"

#include <stdbool.h>
#include <stdint.h>

/* What comes from the terminal besides the keys of text/keys.h. */
enum screen_key {
	SCREEN_NONE = K_NONE,	  /* nothing within the time */
	SCREEN_PASTE = K_F12 + 1, /* a bracketed paste begins */
	SCREEN_PASTE_END,
	SCREEN_RESIZE,
	SCREEN_WHEEL_UP,
	SCREEN_WHEEL_DOWN,
	SCREEN_CLICK,  /* at screen_mouse_at() */
	SCREEN_CLOSED, /* the terminal is gone, or a signal asks for the end */
};

enum screen_answer { SCREEN_AUTO, SCREEN_YES, SCREEN_NO };

struct screen_options {
	const struct theme *theme; /* NULL: chosen by the terminal */
	const struct look *own;	   /* instead of the theme's; the caller's, as long as it is open */
	size_t owns;
	bool mono;		  /* no colours (NO_COLOR) */
	bool ascii;		  /* page text in ASCII as well */
	enum screen_answer links; /* links that the terminal knows as such */
	bool own_order; /* text comes in the order of the screen: the terminal must not reorder it */
};

struct screen;

/* Takes the terminal over (standard input, or /dev/tty when that is the page). NULL with *e when
 * there is none or it cannot address its cursor: then the caller writes plain text. `notice`
 * receives a sentence to show, or stays empty. */
struct screen *screen_open(const struct screen_options *o, struct buf *notice, struct err *e);

/* Gives the terminal back as it was. */
void screen_close(struct screen *s);

/* Other colours from now on; NULL: chosen by the terminal. */
void screen_theme(struct screen *s, const struct theme *theme, const struct look *own, size_t owns);

void screen_size(const struct screen *s, int *rows, int *cols);

/* Starts a new picture: every cell blank. */
void screen_begin(struct screen *s);

/* Says that these cells of the picture are a pane: what they show may have moved as a whole since
 * the last picture, which is then not sent again but scrolled. */
void screen_pane(struct screen *s, int row, int col, int rows, int cols);

/* Puts text from a cell on, at most `room` columns, style of layout.h. Returns columns used. */
int screen_put(struct screen *s, int row, int col, struct str text, int room, uint32_t style);

/* Gives `cols` cells a style without changing their text. */
void screen_style(struct screen *s, int row, int col, int cols, uint32_t style);

/* Says that cells of the picture are a link, pieces of one link having the same number. A terminal
 * that knows links learns them when the picture has stood for a moment. */
void screen_link(struct screen *s, int row, int col, int cols, uint32_t link, struct str url);
void screen_links(struct screen *s, enum screen_answer wanted); /* from the next picture on */

/* Where the cursor stands when the picture is shown. */
void screen_cursor(struct screen *s, int row, int col);

/* Sends what changed since the last picture. */
void screen_flush(struct screen *s);

/* Sends everything again with the next picture. */
void screen_repaint(struct screen *s);

/* The next key, waiting at most `ms` (-1: for ever) for a key or for `fd` (-1: none) to become
 * readable: then SCREEN_NONE. Ends with 0 % CPU while nothing happens. */
uint32_t screen_key(struct screen *s, int fd, int ms);

void screen_mouse(struct screen *s, bool on);
void screen_mouse_at(const struct screen *s, int *row, int *col);

/* Gives the terminal to somebody else (a pager, a shell after ^Z), and takes it back. */
void screen_leave(struct screen *s);
void screen_return(struct screen *s);

/* Lends the terminal to the opener, which asks the user for a line on the last row; takes it back,
 * with another picture to come. */
void screen_lend(struct screen *s);
void screen_take_back(struct screen *s);

/* Meanwhile: waits for one of two descriptors (-1: none), `ms` at the most. False when the terminal
 * is gone or a signal asks for the end. */
bool screen_wait(struct screen *s, int fd, int other, int ms);

/* While it is given: says something below what somebody else wrote, and waits for Enter. */
void screen_pause(struct screen *s, const char *sentence);

/* Leaves, stops the process, returns. */
void screen_suspend(struct screen *s);

/* Sends bytes past the picture (OSC 52), at once. They must not move the cursor. */
void screen_raw(struct screen *s, struct str bytes);

/* The signal that asked for the end, 0 if none. */
int screen_signal(const struct screen *s);

#endif
