/* pool.h: the memory of a page's tree. Nodes, texts and names are pieces of large blocks that go
 * back all at once: libxml2's own nodes take twice as much, most of it for values that stand in
 * many places, for names, and for what malloc adds to each piece. So no node of such a tree may be
 * handed to xmlFreeNode() and its kin, or to what frees nodes by the way (xmlAddChild() does, when
 * it joins texts); node_link() and xmlUnlinkNode() move them. */
#ifndef POSTIL_PAGE_POOL_H
#define POSTIL_PAGE_POOL_H

#include "base/mem.h"

#include <libxml/tree.h>

struct pool;

struct pool *pool_new(void);
void pool_free(struct pool *t);

/* The memory that a document's nodes stand in. */
struct pool *pool_of(const xmlDoc *doc);

/* Memory for one thing, aligned for pointers, not zeroed. */
void *pool_take(struct pool *t, size_t bytes);

/* More of what was taken last: `had` bytes at `last` become `bytes`; it may be elsewhere then.
 * Growing in steps costs no more than linear time. */
void *pool_grow(struct pool *t, void *last, size_t had, size_t bytes);

/* The one copy of a name that lives as long as the tree, with zeros behind it up to NODE_NAME_ROOM bytes and a pointer before it
 * (node_name_kept()). */
const xmlChar *pool_name(struct pool *t, struct str name);

/* Zeroed memory that is not given back before the tree. */
void *pool_keep(struct pool *t, size_t bytes);

/* The place where a text node with this value is kept for the attributes that have the same;
 * NULL when it is too long to be worth it. What stands there may have another value. */
xmlNode **pool_value(struct pool *t, struct str value);

/* Where the tree's memory ends now, and giving back what was taken since. */
struct pool_mark {
	void *block;
	size_t used;
};
struct pool_mark pool_mark(const struct pool *t);
void pool_release(struct pool *t, struct pool_mark m);

/* How many nodes may still be made. */
size_t pool_left(const struct pool *t);
void pool_allow(struct pool *t, size_t nodes);

#endif
