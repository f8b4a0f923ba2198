/* opener.h: the process that starts what the reader itself, locked in, cannot: loaders, the user's
 * browser, the user's commands; and that opens the file the user wants to write.
 *
 * It is forked before the reader locks itself in and inherits nothing of a page. A reader that a page
 * has taken over is its enemy: so it runs only what it was told before (the browser, the command
 * that copies) and what the user types to itself (ask.h), writes only to files named there, and
 * has only that file loaded that the program was called with. An address must be a plain http or
 * https address, and stands in an argument of its own; no shell ever sees it. */
#ifndef POSTIL_LOAD_OPENER_H
#define POSTIL_LOAD_OPENER_H

#include "load/child.h"

struct opener;

enum {
	OPENER_NOT_RUN = 127,	/* instead of an exit status: it could not be started */
	OPENER_KILLED = 128,	/* and a signal ended it */
	OPENER_TOO_OFTEN = 129, /* more than anybody reads: nothing was started */
};

enum { OPENER_BURST = 10, OPENER_EACH_MS = 2000 };

struct opener_options {
	const struct site_set *sites; /* the rules that its loaders use, if their requests do */
	const char *place; /* the only one that may be loaded and is no address; NULL: none */
	const char *
		browser; /* commands, the first that can be run is; colons between; NULL: usual ones */
	const char *copy; /* a command line for the shell, NULL for none */
	int in, out;	  /* the terminal where the user is asked; both 0: that of the program */
};

/* Forks it; the options are copied by that. NULL with *e. */
struct opener *opener_start(const struct opener_options *options, struct err *e);

/* Ends it and the loaders it has started. NULL is fine. */
void opener_stop(struct opener *o);

/* Starts a loader. Returns its leash: to shut it down for writing ends the loader, and once the
 * loader is gone its wait status, an int, can be read from it. -1 with *e. */
int opener_load(struct opener *o, const struct child_task *t, struct err *e);

/* Runs the browser and waits for it: the words of its command, with the address for "%s" or behind
 * them. Returns its exit status, or one of those above. That somebody has pressed a key for it the
 * opener cannot know; so it opens OPENER_BURST addresses one after the other, and then one
 * every OPENER_EACH_MS. */
int opener_browse(struct opener *o, const char *url);

/* Runs the command that copies, with the descriptor, a memory file, as its standard input, and
 * waits likewise. */
int opener_copy(struct opener *o, int input);

/* What the user types to the opener. */
enum opener_ask {
	OPENER_COMMAND, /* a command line; it can be run once, with opener_run() */
	OPENER_FILE, /* a path; the file is opened for writing. Is there one, the user is asked, too */
};

struct opener_answer {
	int number;	 /* 0; ECANCELED when the user thought better of it; else what is wrong */
	int fd;		 /* of the file, the caller's to close, or -1 */
	char text[4096]; /* what was typed; of a file the path */
};

/* Has the user asked, on the last row of the terminal, which is in raw mode with the cursor there.
 * The answer has come when opener_fd() can be read; while it is awaited, nothing but loads may be
 * ordered, and the terminal is not to be touched. False when the opener is gone. */
bool opener_ask(struct opener *o, enum opener_ask what);
int opener_fd(const struct opener *o);
bool opener_answered(struct opener *o, struct opener_answer *a);

/* Runs the command line that was typed last, likewise. */
int opener_run(struct opener *o, int input);

#endif
