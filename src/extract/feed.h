/* feed.h: feeds of articles: RSS, Atom, RDF and JSON Feed. Feeds of comments are discussions. */
#ifndef POSTIL_EXTRACT_FEED_H
#define POSTIL_EXTRACT_FEED_H

#include "extract/context.h"

/* Whether the page is a feed whose entries are articles: by its title, and since no entry answers
 * another or is called an answer. */
bool feed_of_articles(struct extract *x);

/* Writes such a feed as an article: its one entry, or all of them under headings that are links. */
void feed_write(struct extract *x, struct builder *b);

#endif
