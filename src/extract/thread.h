/* thread.h: the three ways to find discussions, in the order of belief that extract.c keeps. Each
 * adds what it finds to list[0 .. max - 1] (zeroed by the caller) and returns how many; each talk
 * holds at least one comment, in page order, with every hint about parents, or no comment but an
 * address (`more`) under which the discussion stands.
 *
 * Rules are asked first. If they give no comments, or such as are doubtful (thread_weigh.h), metadata and guess are both asked and
 * extract.c chooses by `score`: about the number of comments, times how well each one is known
 * (1.0: author, time and text of every comment are certain). */
#ifndef POSTIL_EXTRACT_THREAD_H
#define POSTIL_EXTRACT_THREAD_H

#include "extract/talk.h"

enum { TALKS_MAX = 16 };

/* By the site rule that fits; sets x->rule and x->opening. Takes the comments' elements and what
 * the rule says is no text out of the tree (extract_take()), in reverse document order. Nothing
 * is taken when no rule finds anything. */
size_t thread_by_rule(struct extract *x, struct talk *list, size_t max);

/* thread_by_rule() leaves it alone where the comments that the best rule finds lack much
 * (x->doubted): this takes them all the same. What else was known of the opening goes to *before. */
size_t thread_by_doubted_rule(struct extract *x, struct talk *list, struct opening *before);

/* By what the page publishes: JSON-LD, microdata, RDFa, microformats, feeds. Leaves the tree as it
 * is: the elements of a talk that is chosen (talk_comment.node) are taken out by extract.c. May
 * set parts of x->opening that are still empty. */
size_t thread_by_metadata(struct extract *x, struct talk *list, size_t max);

/* By the data that the page carries for its own scripts; at most one talk, without nodes. */
size_t thread_by_state(struct extract *x, struct talk *list, size_t max);

/* By structure, scored. Leaves the tree as it is, like thread_by_metadata(). Where replies stand
 * inside their parents, a parent's body nodes must not contain a reply's node once the replies'
 * nodes are taken out. */
size_t thread_by_guess(struct extract *x, struct talk *list, size_t max);

/* What stands beside comments that are known and out of the tree already: letters, reviews, questions below headings of their
 * own. Like thread_by_guess() else. */
size_t thread_beside(struct extract *x, struct talk *list, size_t max);

/* Makes elements of the JSON in the scripts that the rule names, and adds them to *opened; takes
 * them out again with what is left of them. */
void thread_open_json(struct extract *x, struct site_rule *rule, struct node_list *opened);
void thread_close_json(struct extract *x, struct node_list *opened);

/* Adds the addresses that the rule names to the parts of the page; how many it named. */
size_t thread_parts(struct extract *x, struct site_rule *rule);

#endif
