/* talk_hints.h: what comments say themselves about whom they answer, whoever found them. */
#ifndef POSTIL_EXTRACT_TALK_HINTS_H
#define POSTIL_EXTRACT_TALK_HINTS_H

#include "extract/talk.h"

/* A link at the beginning of a body, "@NAME", "#12" or ">>12", that leads to another comment of the
 * page is a stated parent: it is more exact than a nesting that ends at some depth. For comments
 * whose bodies are nodes; before talk_resolve(). So is the line that WordPress puts before a reply in
 * its feeds (get_comment_text(), in the blog's language): "In reply to NAME." with a link to the
 * comment of that author; it is cut off the markup of the body. Likewise an element before the
 * text of several bodies that holds the same words around a link to another comment: it is taken
 * out. Also sets t->newest_first, by the times. */
void talk_hints(struct extract *x, struct talk *t);

#endif
