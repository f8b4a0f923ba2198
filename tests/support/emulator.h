/* emulator.h: a terminal made of a pseudo-terminal and libvterm: what a program writes is drawn,
 * counted and compared. */
#ifndef POSTIL_TESTS_EMULATOR_H
#define POSTIL_TESTS_EMULATOR_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct emulator {
	int fd, rows, cols;
	pid_t pid;
	bool answers; /* to questions of the program; else it stays mute */
	uint64_t bytes;
	double last; /* when the last byte came, ms */
	void *vt;    /* VTerm */
};

/* What changed on the screen: cells, and the bytes of the text in them. */
struct emulator_change {
	unsigned cells, bytes;
};

/* Runs program(arg) on a terminal of this size and type, in a process of its own. False where no
 * pseudo-terminal is to be had. */
bool emulator_start(struct emulator *t, int rows, int cols, const char *term, bool answers,
	int (*program)(void *arg), void *arg);

/* Takes what comes until nothing came for so many ms; false when the program is gone. */
bool emulator_settle(struct emulator *t, int ms);

void emulator_type(struct emulator *t, const char *keys);
void emulator_resize(struct emulator *t, int rows, int cols);

/* The screen as lines, each cell's attributes behind it in a second block. */
void emulator_picture(const struct emulator *t, struct buf *out);

/* A row as text. */
void emulator_row(const struct emulator *t, int row, struct buf *out);

/* The cells as numbers, rows * cols of them, for emulator_changed(). */
uint32_t *emulator_cells(const struct emulator *t);
struct emulator_change emulator_changed(const struct emulator *t, const uint32_t *before);

/* Ends the program (with SIGTERM when it does not end by itself); its wait status. */
int emulator_end(struct emulator *t);

double emulator_now(void); /* ms */

#endif
