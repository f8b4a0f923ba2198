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

/* Whether the title, as a main heading, or the paragraph that the head of the page announces stands inside one of these elements: what
 * holds it is the article, or its opening post. */
bool article_announced(struct extract *x, const struct node_list *parts);

/* Whether the page calls itself an article, in what it publishes for sharing or as JSON-LD. */
bool article_declared(const struct extract *x);

#endif
