/* search.h: one search over the article, its title too, and all comments, folded ones too: bodies
 * and names of authors. It works in slices, so that it never blocks a key.
 *
 * A query is filters, then text, each optional:
 *	by:NAME		the author's name has this in it (by:"TWO WORDS" too)
 *	new, is:new	not seen before; bare "new" only where all the rest is filters
 *	depth<N depth>N depth=N, score<N score>N score=N	0 is the depth of a top-level comment
 *	a backslash	all that follows is text (not in a regular expression)
 * Filters choose comments; with a filter the article is not searched. A query of filters alone
 * gives one hit per comment. */
#ifndef POSTIL_LAYOUT_SEARCH_H
#define POSTIL_LAYOUT_SEARCH_H

#include "base/err.h"
#include "base/str.h"
#include "document/document.h"

enum {
	SEARCH_REGEX =
		1 << 0,	      /* a PCRE2 pattern; else literal text with accents and width folded */
	SEARCH_CASE = 1 << 1, /* case counts; else only when the text holds an upper-case letter */
};

/* A place that matches. Hits are ordered as one reads: the article's, then each comment's, the
 * name before the body. */
struct search_hit {
	uint32_t block; /* in the document; DOC_NONE: in the name of the author, or the title */
	uint32_t from,
		len; /* bytes, within the block's text or the name; len 0 for a hit by filters alone */
	uint32_t comment; /* DOC_NONE: in the article */
};

struct search;

/* Begins a search. seen holds one entry per comment, or is NULL when nothing is new. It and the
 * document must outlive the search. NULL with *e (a sentence with the place in the query)
 * when the query is empty or no pattern. */
struct search *search_new(
	const struct document *d, struct str query, unsigned how, const bool *seen, struct err *e);
void search_free(struct search *s);

/* Does so much work more, and at most SEARCH_OVER beyond it, however long a text and whatever the
 * pattern. The unit is a byte of plain text looked through; folding one, or a pattern, counts for
 * several: 64 KiB are well under a millisecond. True while something is left. */
bool search_step(struct search *s, size_t budget);
#define SEARCH_OVER ((size_t)512 * 1024)

/* The work done so far. */
size_t search_work(const struct search *s);

bool search_done(const struct search *s);

/* What was found so far; valid until the next step. */
const struct search_hit *search_hits(const struct search *s, size_t *count);
size_t search_in_article(const struct search *s); /* of these, hits in the article */

/* Whether a limit was reached: hits were left out, or a pattern was too costly somewhere. */
bool search_cut(const struct search *s);

/* Whether the comment has a hit (for "&"); false for what was not reached yet. */
bool search_has(const struct search *s, uint32_t comment);

/* The number of the first hit at or behind a place in reading order, in 0..count: comment
 * DOC_NONE is the article; block DOC_NONE the name or the title. By bisection. */
size_t search_at(const struct search *s, uint32_t comment, uint32_t block, uint32_t from);

#endif
