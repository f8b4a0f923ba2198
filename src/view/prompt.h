/* prompt.h: one line of text typed at the foot of the screen, with completion and history.
 * Files and commands for the shell are typed to the opener (load/ask.h). */
#ifndef POSTIL_VIEW_PROMPT_H
#define POSTIL_VIEW_PROMPT_H

#include "command/command.h"
#include "text/edit.h"
#include "view/complete.h"

struct view;

/* The lines typed before, by what they were for. */
enum past_kind { PAST_SEARCH, PAST_LINE, PASTS };

struct prompt {
	bool open;
	enum command command; /* what it is for: SEARCH, SEARCH_BACK, FILTER, PROMPT */
	struct edit edit;
	struct completion completion;
	ARRAY(char *) past[PASTS]; /* oldest first */
	size_t past_at;		   /* the one shown; the number of them for the line typed */
	struct buf typed;	   /* that line, while others are shown */
};

void prompt_open(struct view *v, enum command command);
bool prompt_key(struct view *v, uint32_t key);
void prompt_paste(struct view *v, struct str text);
void prompt_free(struct view *v);

/* The word that begins a line and takes others behind it, and what it does; NULL from the last on.
 */
const char *prompt_verb(unsigned i, const char **help);

/* The foot of the screen while a prompt is open, and what completion offers above it. */
void prompt_draw(struct view *v, int row, int cols);

#endif
