/* lock.h: what postil-fetch gives up before it speaks to anybody. */
#ifndef POSTIL_FETCH_LOCK_H
#define POSTIL_FETCH_LOCK_H

#include "base/err.h"

/* From now on the process reads nothing but the system's own files (libraries, certificates, the
 * resolver's) and the files named (NULL ends the list; NULL entries before it are not possible),
 * writes no file, starts no program, listens to nobody, touches no other process. Landlock, then
 * a list of refused system calls for what Landlock does not cover. A layer that the kernel does
 * not have is left out; false with *e when one that it has cannot be put on. Builds with
 * sanitizers do nothing. */
bool lock_enter(const char *const *files, struct err *e);

#endif
