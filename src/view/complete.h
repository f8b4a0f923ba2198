/* complete.h: what a word that is typed could become. */
#ifndef POSTIL_VIEW_COMPLETE_H
#define POSTIL_VIEW_COMPLETE_H

#include "base/buf.h"
#include "command/command.h"

struct view;

struct candidate {
	struct str text, about; /* what it becomes; a sentence on it, or nothing */
};

struct completion {
	ARRAY(struct candidate) at;
	struct arena made;
	size_t from;   /* byte of the line where the word begins that candidates replace */
	size_t chosen; /* the one put into the line, at.len for none */
	bool on;       /* they are shown */
};

/* Fills in what the line up to the cursor could go on with in a prompt of that command. */
void complete_find(struct completion *c, struct view *v, enum command prompt, struct str line);

/* The text that all candidates begin with. */
struct str complete_common(const struct completion *c);

void complete_close(struct completion *c);

#endif
