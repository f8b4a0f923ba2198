/* ask.h: one line from the user: read from the terminal by the process that will act on it, so
 * that nobody else can have typed it.
 *
 * While it is asked for, the terminal's foreground is this process alone: another one that has the
 * terminal open can write to it, but neither read keys from it nor, locked in (load/confine.c), put
 * any into it or take the foreground back. */
#ifndef POSTIL_LOAD_ASK_H
#define POSTIL_LOAD_ASK_H

#include "load/ask_keys.h"

enum ask_kind {
	ASK_COMMAND, /* a command line */
	ASK_FILE,    /* a path */
	ASK_KINDS,
};

enum ask_end {
	ASK_TYPED,
	ASK_LEFT, /* by Esc, ^C, or backspace on an empty line */
	ASK_GONE, /* nobody is there any more */
};

/* Zeroed but for `keys.in`, `keys.until` and `out` it is ready. The terminal is in raw mode, the
 * cursor in a row of its own. */
struct ask {
	struct ask_keys keys;
	int out;
	struct edit edit;
	struct buf typed; /* the line that going back in the history began with */
	ARRAY(char *) past[ASK_KINDS];
	size_t past_at;
	int drawn; /* columns that the last picture of the line took */
};

/* Asks for a line; the keys are those of edit.h, Up and Down ^P and ^N go through earlier lines, Tab
 * completes the name of a file. TYPED: appends it to *line. */
enum ask_end ask_line(struct ask *a, enum ask_kind kind, struct buf *line);

/* Asks for yes or no. */
bool ask_yes(struct ask *a, struct str question);

void ask_free(struct ask *a);

#endif
