/* fake_screen.h: a terminal for tests: what was put, and a script of keys. */
#ifndef POSTIL_TESTS_FAKE_SCREEN_H
#define POSTIL_TESTS_FAKE_SCREEN_H

#include "view/screen.h"

#include <stdio.h>

enum { FAKE_ROWS = 100, FAKE_COLS = 220, FAKE_CELL = 64 };

struct fake {
	int rows, cols;
	const uint32_t *keys; /* ended by 0; then the terminal closes */
	char cell[FAKE_ROWS][FAKE_COLS][FAKE_CELL];
	uint32_t style[FAKE_ROWS][FAKE_COLS];
	bool linked[FAKE_ROWS][FAKE_COLS];
	int cursor_row, cursor_col, frames, suspended, repaints, left;
	int pointer_row, pointer_col;
	size_t raw;
	bool closed, mouse;
	bool impatient;	    /* keys come while a search is at work */
	void (*each)(void); /* called with each picture, or NULL */
};

/* A key that makes the terminal another size. */
#define FAKE_SIZE(rows, cols) (0x1000000u | (uint32_t)(rows) << 12 | (uint32_t)(cols))

/* Instead of a key: the pointer goes to that cell, for the mouse keys behind it. */
#define FAKE_POINTER(row, col) (0x4000000u | (uint32_t)(row) << 12 | (uint32_t)(col))

/* Instead of a key: waits until what is loading has come to its end. */
#define FAKE_WAIT 0x2000000u

extern struct fake fake;

/* Whether a row of the last picture holds the text. */
bool fake_shows(const char *text);

/* How its cells look in a theme: a letter for each look, blank for a plain one; then what the letters
 * stand for. */
void fake_looks(const struct theme *t, struct buf *out);

/* The last picture as lines without blanks at their end. */
void fake_picture(struct buf *out);

#endif
