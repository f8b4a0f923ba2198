/* search_query.h: the words of a search that choose comments. Only for search*.c. */
#ifndef POSTIL_LAYOUT_SEARCH_QUERY_H
#define POSTIL_LAYOUT_SEARCH_QUERY_H

#include "base/buf.h"
#include "document/document.h"

/* A bound on a number: lo..hi. */
struct bound {
	int64_t lo, hi;
};

struct filter {
	bool any; /* there is a filter at all */
	bool is_new;
	bool score_known;
	struct bound depth, score;
	struct buf by; /* folded; empty for everybody */
};

/* Takes the filters off the front of the query and returns the text behind them. False with *e
 * when a number is none. */
bool filter_read(struct filter *f, struct str query, bool regex, struct str *text, struct err *e);

/* Whether a comment passes. */
bool filter_passes(
	const struct filter *f, const struct document *d, uint32_t comment, const bool *seen);

void filter_free(struct filter *f);

#endif
