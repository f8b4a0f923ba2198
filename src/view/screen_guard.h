/* screen_guard.h: what must be done whatever happens: signals, and a terminal that is whole again.
 * Its handlers belong to the process, so this state is its own. */
#ifndef POSTIL_VIEW_SCREEN_GUARD_H
#define POSTIL_VIEW_SCREEN_GUARD_H

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>

/* Remembers the modes of the terminal `in`; bytes for it go to `out`. False with *e. */
bool guard_open(int in, int out, struct err *e);

/* From here on signals and crashes are answered, and a crash, an exit() or the end of memory writes
 * the bytes of guard_restore(). */
void guard_arm(void);
void guard_disarm(void); /* the terminal is whole already; the handlers stay */
void guard_close(void);	 /* the handlers as they were */

/* Adds bytes that give the terminal back after a crash, at most 200 in all; NULL is nothing. */
void guard_restore(const char *bytes);

/* Writes all bytes to the terminal, behind what stdio holds. */
void guard_emit(struct str bytes);

/* While another process has the terminal's foreground: writing to it and setting its modes is no
 * reason to be stopped. */
void guard_lend(bool on);

/* Becomes readable when a signal came. */
int guard_fd(void);

/* What came since the last time; all are answered by one call each. */
void guard_drain(void);
int guard_end(void); /* the signal that asked for the end, 0 if none */
bool guard_stopped(void);
bool guard_resized(void);

#endif
