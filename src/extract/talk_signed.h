/* talk_signed.h: talk pages of wikis: running text in which a comment ends with a signature. */
#ifndef POSTIL_EXTRACT_TALK_SIGNED_H
#define POSTIL_EXTRACT_TALK_SIGNED_H

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

/* The comments in `root`. A comment ends with the line in which a link to its author's page is
 * followed by a time with its zone in parentheses ("14:11, 15 January 2018 (CET)"; after the
 * DiscussionTools extension of MediaWiki, whose parser documents these conventions). It begins
 * where the one before it ended, or at a heading. How deep it stands in lists (":", "*", "#") says
 * what it answers: the last comment before it, below the same heading, that stands less deep.
 *
 * Adds the comments to t, whose bodies are the nodes of their lines; leaves the tree as it is. False when there are none. */
bool talk_signed(struct extract *x, xmlNode *root, struct talk *t);

/* The same for a page that nothing is known of: any link followed by a date with the time of the day signs, and what stands beside
 * paragraphs and lists is of the page. False, and t is empty, when there are hardly any comments. */
bool talk_signed_guess(struct extract *x, struct talk *t);

/* Takes the comments of either out of the tree (extract_take()): each gets a new element below x->attic. */
void talk_signed_take(struct extract *x, struct talk *t);

#endif
