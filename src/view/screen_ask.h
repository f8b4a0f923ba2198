/* screen_ask.h: what the terminal itself says of what it can do, whatever TERM claims. It is asked
 * once, when it is taken over, and nothing waits for the answer: it comes between the keys. */
#ifndef POSTIL_VIEW_SCREEN_ASK_H
#define POSTIL_VIEW_SCREEN_ASK_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	ASK_CAP = 1000,	  /* ms after which no answer is expected any more */
	ASK_ESCAPE = 150, /* ms that an Esc may be the beginning of one, until then */
	ESCAPE_DELAY = 25 /* and after that the beginning of a key */
};

struct answers {
	int fd; /* of the keys */
	bool pending;
	int64_t since; /* clock_ms() */
	bool margins;  /* left and right margins (DECSLRM) */
	bool frames;   /* synchronized output (mode 2026) */
	bool light;    /* its background is light */
};

/* Takes what the environment says ($COLORFGBG) and appends the questions for this terminal type,
 * or nothing for one that might print them. curses must have been started. */
void ask_begin(struct answers *a, int fd, const char *term, struct buf *out);

/* Takes an answer; `key` is what get_wch() returned with KEY_CODE_YES. False: this is a key. Sets
 * *changed when the background turned out to be another one. */
bool ask_take(struct answers *a, uint32_t key, bool *changed);

/* Whether a whole answer to the question for the background says that it is light:
 * "ffff/ffff/f0f0"; false with *ok false when it is none. */
bool ask_is_light(struct str answer, bool *ok);

/* Ends the waiting when its time is over. */
void ask_check(struct answers *a);

#endif
