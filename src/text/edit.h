/* edit.h: one line of text that is typed: the keys of readline, cluster by cluster. */
#ifndef POSTIL_TEXT_EDIT_H
#define POSTIL_TEXT_EDIT_H

#include "base/buf.h"
#include "text/keys.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EDIT_MAX 4000 /* bytes of a line */

/* A zeroed struct is an empty line. */
struct edit {
	struct buf text;
	size_t at;	 /* the cursor: byte of the cluster it stands on, or the end */
	struct buf kept; /* what the last ^W, ^U or ^K took, for ^Y */
};

enum edit_answer {
	EDIT_OTHER, /* no key of the editor */
	EDIT_MOVED, /* the text is as it was */
	EDIT_CHANGED,
};

/* Left Right ^B ^F, Home End ^A ^E, BS ^H Del ^D, ^W ^U ^K ^Y, and every character. ^D on an empty
 * line and BS on one are no keys of the editor: they leave. */
enum edit_answer edit_key(struct edit *e, uint32_t key);

/* Puts text in at the cursor, cleaned and made one line; what does not fit is left out. */
void edit_insert(struct edit *e, struct str text);

/* Another text, the cursor behind it. */
void edit_set(struct edit *e, struct str text);

/* The part of the line to be seen in `room` columns so that the cursor is among them; *cursor is
 * its column there. */
struct str edit_shown(const struct edit *e, int room, int *cursor);

void edit_free(struct edit *e);

#endif
