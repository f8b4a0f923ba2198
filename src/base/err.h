/* err.h: what went wrong, as one sentence with its place, and the exit status that goes with it. */
#ifndef POSTIL_BASE_ERR_H
#define POSTIL_BASE_ERR_H

#include "base/str.h"

#include <stdbool.h>

/* The exit statuses of the program, as postil(1) documents them. */
enum status {
	STATUS_DONE = 0,
	STATUS_NOT_READ = 1, /* the page could not be read or fetched */
	STATUS_USAGE = 2,
	STATUS_NO_ARTICLE = 3, /* read, but nothing article-like was found; the text is shown */
	STATUS_PARTIAL = 4,    /* shown, but something was cut off or a limit reached */
};

enum err_code {
	ERR_NONE,
	ERR_OPEN,
	ERR_READ,
	ERR_WRITE,
	ERR_LIMIT,  /* a ceiling was reached */
	ERR_FORMAT, /* the input is not what it should be */
	ERR_USAGE,
	ERR_CHILD, /* a loader ended without an answer */
	ERR_NETWORK,
};

struct err {
	enum err_code code;
	int sys; /* errno where it is known, else 0 */
	char text
		[384]; /* the sentence, terminated, no newline; may hold bytes of a page: clean before showing */
};

/* All of these fill *e (which may be NULL) and return false, so that a caller can say `return
 * err_set(...)`. */
bool err_set(struct err *e, enum err_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* "place: what errno says". */
bool err_sys(struct err *e, enum err_code code, const char *place);

#endif
