/* query_inner.h: what the files that answer queries share. Only for query*.c and path*.c. */
#ifndef POSTIL_PAGE_QUERY_INNER_H
#define POSTIL_PAGE_QUERY_INNER_H

#include "page/path.h"

#include <libxml/xpath.h>

enum {
	QUERY_PARTS = 24, /* walked paths in one expression */
};

/* An expression: walked whole; or libxml2's, with calls of walk() and first() where its paths can be walked. */
struct query {
	bool here;	   /* it speaks of $comment */
	struct path *path; /* the expression, when it is one of the common shapes */
	enum gives {
		GIVES_NODES,
		GIVES_TRUTH,
		GIVES_TEXT
	} gives; /* the path, where there is one */
	xmlXPathCompExpr *compiled;
	struct path *part[QUERY_PARTS];
	unsigned parts;
};

/* The elements that have an id, in its order, when an expression first asks for one (query_id.c). */
struct query_id {
	struct str id;
	xmlNode *node;
	size_t order; /* in the document */
};

struct query_ids {
	ARRAY(struct query_id) all;
	bool made;
};

/* Adds the elements below root that have one of the words as their id, or that are an <a> of that
 * name. What moved since the first call is found where it is now. */
void query_ids_nodes(struct query_ids *ids, xmlNode *root, struct str words, xmlNodeSet *set);
void query_ids_free(struct query_ids *ids);

/* A predicate for libxml2; NULL when it is not valid, or stands too deep in others. */
struct query *query_compile_part(struct str condition, unsigned depth);

/* Whether a predicate is true or false by its form; a number is a position. */
bool query_is_condition(struct str s);

/* Whether the condition holds at a node, while another expression is evaluated. */
bool query_holds(struct query *q, struct query_context *c, xmlNode *at);

/* The expression with calls of walk(n) and first(n) for those of its paths that can be walked, which become the
 * parts of q; false when there is none, or no room for them. */
bool query_mix(struct query *q, struct str xpath, unsigned depth, struct buf *out);

#endif
