/* extract.h: from the tree of a page to a document: which nodes are article, which are discussion, what are their fields.
 *
 * extract.c keeps the order of belief: a site rule > what the page publishes about itself > structure scored. First the discussions
 * are claimed (thread*.c) and their nodes taken out of the tree, so that the article (article*.c) is looked for in what is left. */
#ifndef POSTIL_EXTRACT_EXTRACT_H
#define POSTIL_EXTRACT_EXTRACT_H

#include "base/err.h"
#include "document/build.h"
#include "page/page.h"

struct site_set;
struct explain;

struct extract_options {
	const struct site_set *sites; /* NULL: no rules (--no-rules) */
	struct explain *explain;      /* NULL: nothing is recorded */
	int64_t now;		      /* seconds since 1970, for relative times; 0 for never */
};

/* Fills the builder from the page. Nodes of the page are moved and freed on the way. Never
 * fails: a page without anything gives a document without an article; then its plain text is in
 * the article's blocks and has_article is 0. */
void extract_document(struct page *p, const struct extract_options *o, struct builder *b);

#endif
