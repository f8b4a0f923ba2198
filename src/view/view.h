/* view.h: the reader: article and discussion on a terminal, by keyboard. */
#ifndef POSTIL_VIEW_VIEW_H
#define POSTIL_VIEW_VIEW_H

#include "base/err.h"
#include "command/settings.h"
#include "load/join.h"
#include "store/store.h"

struct view_options {
	/* how the first page was asked for; further pages take its settings */
	const struct load_request *request;
	struct settings *settings; /* which ":set" and the like change; NULL: the defaults, fixed */
	struct store *store;	   /* of visits; NULL for none */
	const char *theme;	   /* name, or NULL for the best the terminal can show */
	bool lock;   /* the program locks itself in once it has the terminal (load/confine.h) */
	bool copies; /* the opener has a command that takes what is copied */
	int measure; /* widest text in columns, 0 for 80 */
	const char *layout; /* "side", "stacked", "single"; else by size */
	const char *sort;   /* "oldest", "newest", "score", "replies"; else as on the page */
	int split;	    /* percent of the screen for the article, 0 for half */
	int64_t now;	    /* seconds since 1970 */
	bool mono, ascii, linear, mouse, outline, regex, wrap_code;
	bool plain_locale;	   /* the terminal takes no UTF-8 */
	bool hyphenate;		   /* part words at the end of a line */
	const char *hyphen_folder; /* of the patterns; NULL for the usual one */
	const char *hyperlinks;	   /* "yes", "no"; else by the terminal's type */
	bool no_bidi;	  /* the terminal itself reorders what is written from right to left */
	const bool *seen; /* comments of the first page known from an earlier visit, by index; NULL
			     * when there was none */
	unsigned join;	  /* join so many parts with the first page, 0 for none */
	bool seek;	  /* ask services about the first page */
	struct elsewhere elsewhere; /* where they are */
	const char *notice;	    /* a sentence for the status line, or NULL */
};

/* Where services are, by the options. */
void view_elsewhere(const struct options *o, struct elsewhere *e);

/* Takes the values of options; the rest stays. Texts live as long as the options. */
void view_options_take(struct view_options *v, const struct options *o);

/* Shows the page of a load that may still be under way, until the reader quits. The load stays
 * the caller's. Browsers, commands and files are the business of the request's opener, where it
 * has one. Returns an exit status of err.h; the terminal is whole again. -1 with *e when
 * there is no usable terminal: then the caller writes plain text instead. */
int view_run(const struct view_options *o, struct load *load, struct err *e);

#endif
