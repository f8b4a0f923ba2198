/* thread_signed.h: discussions whose comments are told apart by signatures alone. */
#ifndef POSTIL_EXTRACT_THREAD_SIGNED_H
#define POSTIL_EXTRACT_THREAD_SIGNED_H

#include "extract/talk.h"

/* Fills t from the signatures on the page; false, and t is empty, when there are hardly any. Leaves
 * the tree as it is. */
bool thread_signed(struct extract *x, struct talk *t);

#endif
