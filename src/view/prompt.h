/* prompt.h: one line of text typed at the foot of the screen, with completion and history, and
 * questions that one letter answers. */
#ifndef POSTIL_VIEW_PROMPT_H
#define POSTIL_VIEW_PROMPT_H

#include "command/command.h"
#include "view/complete.h"
#include "view/edit.h"

struct view;

/* The lines typed before, by what they were for. */
enum past_kind { PAST_SEARCH, PAST_LINE, PAST_FILE, PAST_SHELL, PASTS };

struct prompt {
	bool open;
	enum command command; /* what it is for: SEARCH, SEARCH_BACK, FILTER, WRITE, PIPE, PROMPT */
	struct edit edit;
	struct completion completion;
	ARRAY(char *) past[PASTS]; /* oldest first */
	size_t past_at;		   /* the one shown; the number of them for the line typed */
	struct buf typed;	   /* that line, while others are shown */
};

/* A question; the answer y runs `yes`, any other key leaves it. */
struct question {
	struct buf text;
	void (*yes)(struct view *v);
	struct buf about; /* what yes wants to know */
};

void prompt_open(struct view *v, enum command command);
bool prompt_key(struct view *v, uint32_t key);
void prompt_paste(struct view *v, struct str text);
void prompt_free(struct view *v);

/* The foot of the screen while a prompt or a question is open, and what completion offers above
 * it. */
void prompt_draw(struct view *v, int row, int cols);

/* Asks; about is a copy for the answer. */
void question_ask(struct view *v, void (*yes)(struct view *v), struct str about, const char *format,
	...) __attribute__((format(printf, 4, 5)));
bool question_key(struct view *v, uint32_t key);

#endif
