/* article.h: the article of a page. */
#ifndef POSTIL_EXTRACT_ARTICLE_H
#define POSTIL_EXTRACT_ARTICLE_H

#include "extract/context.h"

/* Fills fields, tags, related links and the blocks of the article. What a rule or the thread
 * extractor knows already (x->opening) wins over everything; an opening with a body or text is
 * the article's text. Called after the discussions were taken out of the tree (and before they are
 * written), so that what is left is article or furniture. May set x->op_author from the byline
 * when it is empty. A page without an article leaves has_article 0 and writes its plain text.
 * Never fails. */
void article_write(struct extract *x, struct builder *b);

#endif
