/* path.h: the common shapes of XPath without XPath: a walk over the tree with tests in place, no
 * allocation. What it does not know is left to libxml2, which is much slower. For query.c alone. */
#ifndef POSTIL_PAGE_PATH_H
#define POSTIL_PAGE_PATH_H

#include "page/page.h"

struct path;

/* Known: one location path of child, descendant (// or the axis by name), parent (leading ..) and
 * attribute (last) steps with predicates of and, or, not(), parentheses, a number, paths, @a, @a='s',
 * contains(@a,'s'), starts-with(@a,'s'), class('s') and self::name. NULL for anything else. */
struct path *path_compile(struct str xpath);
void path_free(struct path *p);

/* Appends the nodes that the path selects from the element `at`, in document order, each once; with
 * `first` at most one. Adds the nodes looked at to *steps and gives up at `limit`: then false. */
bool path_nodes(const struct path *p, xmlNode *at, bool first, struct node_list *list,
	uint64_t *steps, uint64_t limit);

#endif
