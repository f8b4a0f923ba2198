/* thread_drawn.h: discussions drawn as a tree in characters, in <pre>. */
#ifndef POSTIL_EXTRACT_THREAD_DRAWN_H
#define POSTIL_EXTRACT_THREAD_DRAWN_H

#include "extract/talk.h"

/* Fills t from a <pre> in which lines such as "|  `- NAME  [DATE]" begin comments and what is drawn before
 * them tells how deep they stand; the lines below, behind the same drawing, are their texts. False, and t
 * is empty, on other pages. Leaves the tree as it is. */
bool thread_drawn(struct extract *x, struct talk *t);

#endif
