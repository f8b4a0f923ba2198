/* confine.h: what the program itself gives up once its opener runs and it holds its terminal: it
 * shows what a page has become, and whatever a page could do to it shall end there. */
#ifndef POSTIL_LOAD_CONFINE_H
#define POSTIL_LOAD_CONFINE_H

#include "base/err.h"

struct store;

/* From now on the program reads only the system's files and writes only where the store keeps its
 * own; it starts no program, opens no network, signals no other process, puts no key into the
 * terminal's input. Layers as base/lock.h has them. False with *e. */
bool confine_program(struct store *store, struct err *e);

#endif
