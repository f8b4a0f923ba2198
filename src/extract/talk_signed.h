/* talk_signed.h: talk pages of wikis: running text in which a comment ends with a signature. */
#ifndef POSTIL_EXTRACT_TALK_SIGNED_H
#define POSTIL_EXTRACT_TALK_SIGNED_H

#include "extract/talk.h"

/* The comments in `root`. A comment ends with the line in which a link to its author's page is
 * followed by a time with its zone in parentheses ("14:11, 15 January 2018 (CET)"; after the
 * DiscussionTools extension of MediaWiki, whose parser documents these conventions). It begins
 * where the one before it ended, or at a heading. How deep it stands in lists (":", "*", "#") says
 * what it answers: the last comment before it, below the same heading, that stands less deep.
 *
 * Adds the comments to t, their bodies in new elements below x->attic; what belongs to them is
 * taken out of the tree (extract_take()). False, and nothing is taken, when there are none. */
bool talk_signed(struct extract *x, xmlNode *root, struct talk *t);

#endif
