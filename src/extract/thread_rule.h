/* thread_rule.h: inside extract/: what one site rule finds. */
#ifndef POSTIL_EXTRACT_THREAD_RULE_H
#define POSTIL_EXTRACT_THREAD_RULE_H

#include "extract/thread.h"

/* Shares of the authors, times and texts that a rule looks for and finds. */
#define RULE_DOUBTFUL 0.3  /* less is no discussion */
#define RULE_SURE     0.85 /* less may be markup that the rule was not made for */

enum rule_trial {
	RULE_IF_SURE, /* comments are kept only when it is sure of them */
	RULE_AS_IS,
};

/* Reads the page by the rule: the comments into *t, and x->opening, x->parts, x->no_talk. Returns
 * how complete the comments are, 0 when there are none. What was taken for comments that are not
 * kept is put back, and *t is without comments then. */
double thread_try_rule(
	struct extract *x, struct site_rule *rule, enum rule_trial trial, struct talk *t);

/* The first number in a text ("1,234 points", "depth-3", "margin-left: 40px"); `none` when there
 * is no digit. */
int32_t thread_number(struct str s, int32_t none);

#endif
