/* hosts.h: from the store to a loader's fetcher, and back: which hosts want https (source/hosts.h). */
#ifndef POSTIL_LOAD_HOSTS_H
#define POSTIL_LOAD_HOSTS_H

#include "store/store.h"

/* A memory file with all that the store knows; -1 where there is no store or no file. */
int hosts_lend(struct store *s);

/* Puts what has changed into the store: the fetcher leaves it in the file, and the loader seals
 * that before it looks at the first byte of the page. A file that is not sealed says nothing. */
void hosts_take_back(struct store *s, int fd);

/* The loader's part; its descriptor is of no more use then. */
void hosts_seal(int fd);

#endif
