/* thread_signed.h: discussions whose comments are told apart by signatures alone. */
#ifndef POSTIL_EXTRACT_THREAD_SIGNED_H
#define POSTIL_EXTRACT_THREAD_SIGNED_H

#include "extract/talk.h"

enum {
	SIGNED_LEAST = 3,	 /* signatures that make a page one of talk */
	SIGNED_TIME_MOST = 90,	 /* bytes of the time of one, and what follows */
	SIGNED_BEFORE_MOST = 24, /* bytes before the time: "(talk)" */
};

/* Whether a text may be the end of a signature: a short one with a clock. A cheap question; of most pages the answers
 * are enough to know that they have none. */
static inline bool signed_may_end(struct str text)
{
	size_t len = text.len > 8 ? str_trim_right(text).len : 0;

	return len > 8 && len <= SIGNED_TIME_MOST + SIGNED_BEFORE_MOST &&
		memchr(text.at, ':', len) != NULL;
}

/* Fills t from the signatures on the page; false, and t is empty, when there are hardly any. Leaves
 * the tree as it is. */
bool thread_signed(struct extract *x, struct talk *t);

#endif
