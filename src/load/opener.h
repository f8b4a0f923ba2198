/* opener.h: the process that starts what the reader itself, locked in, cannot: loaders, the user's
 * browser, the user's commands; and that opens the file the user wants to write.
 *
 * It is forked before the reader locks itself in and inherits nothing of a page. What it is told
 * it checks again: an address must be a plain http or https address, and stands in an argument of
 * its own; no shell ever sees it. A command line that goes to the shell is one that the user has
 * typed or set. */
#ifndef POSTIL_LOAD_OPENER_H
#define POSTIL_LOAD_OPENER_H

#include "load/child.h"

struct opener;

enum {
	OPENER_NOT_RUN = 127, /* instead of an exit status: it could not be started */
	OPENER_KILLED = 128,  /* and a signal ended it */
};

/* Forks it. sites: the rules that its loaders use, if their requests do. NULL with *e. */
struct opener *opener_start(const struct site_set *sites, struct err *e);

/* Ends it and the loaders it has started. NULL is fine. */
void opener_stop(struct opener *o);

/* Starts a loader. Returns its leash: to shut it down for writing ends the loader, and once the
 * loader is gone its wait status, an int, can be read from it. -1 with *e. */
int opener_load(struct opener *o, const struct child_task *t, struct err *e);

/* Runs a browser and waits for it: the words of `command`, with the address for "%s" or behind
 * them. Returns its exit status, or one of those above. */
int opener_browse(struct opener *o, const char *command, const char *url);

/* Runs a command line in a shell, with the descriptor as its standard input, and waits likewise. */
int opener_command(struct opener *o, const char *command, int input);

/* Opens a folder for reading its names; -1 when it cannot. */
int opener_folder(struct opener *o, const char *path);

/* Opens a file for writing: a new one, or, with replace, an empty one instead of what is there.
 * -1 with *e. */
int opener_create(struct opener *o, const char *path, bool replace, struct err *e);

#endif
