/* thread_weigh.h: how well a discussion was read: whether a rule still fits the page that it was made for, and which of two
 * readings of one page is the better one. */
#ifndef POSTIL_EXTRACT_THREAD_WEIGH_H
#define POSTIL_EXTRACT_THREAD_WEIGH_H

#include "extract/talk.h"

struct talk_worth {
	size_t comments;
	size_t said;	       /* with a text or a picture */
	size_t authors, times; /* that can be such */
	size_t nested, stated; /* that answer another by their place; by what the page states */
	size_t lost;	       /* whose parent is not on the page */
	size_t text;	       /* bytes in all bodies */
	size_t headed; /* bodies that begin with their author's name: more was taken than the text */
	size_t doubles; /* texts that stand there once more */
	size_t names;	/* different ones of authors */
};

/* Whether a rule's comments lack something, or hold what cannot be right, so that it is worth looking what structure finds:
 * few of them, fewer than the page says, flat where the rule looks for parents or the comments do not stand side by side,
 * missing or odd authors, times, texts and parents. Looks at some of them only; resolves the talk on the way. */
bool talk_doubtful(struct extract *x, struct talk *t);

/* Measures a talk, but for an opening post before it, whose nodes are out of the tree; resolves it (talk_resolve()) on the way. */
struct talk_worth talk_measure(struct extract *x, struct talk *t);

/* How many comments of `a` are the same elements as comments of `b`, or hold them or stand in them; all nodes stand in
 * the tree. Comments without a node are taken to be the same. */
size_t talk_shared(const struct talk *a, const struct talk *b);

/* Whether the other reading is better than the rule's. shared: how many of the rule's comments are in it; sure: the rule's
 * lack little. */
bool talk_better(
	const struct talk_worth *other, const struct talk_worth *rule, size_t shared, bool sure);

#endif
