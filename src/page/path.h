/* path.h: the common shapes of XPath without XPath: a walk over the tree with tests in place, no
 * allocation. What it does not know is left to libxml2, which is much slower. For query*.c alone. */
#ifndef POSTIL_PAGE_PATH_H
#define POSTIL_PAGE_PATH_H

#include "page/page.h"

struct path;

/* Known: location paths of child, descendant (// or the axis by name), parent (leading ..), self (leading) and
 * attribute (last) steps with predicates of and, or, not(), boolean(), parentheses, a number, paths, @a, contains(@a,'s'),
 * starts-with(@a,'s'), class('s'), name()='s', self::name, ancestor::name, and of comparisons of a path or "." with a literal or a
 * whole number; other predicates, where
 * they are conditions, are asked of libxml2 for the nodes that get so far. Unions, where one walk finds all branches.
 * NULL for anything else. depth: of such predicates that it stands in. */
struct path *path_compile(struct str xpath, unsigned depth);

/* An expression that is such a predicate, and true or false: selects `at` where it holds. NULL for anything else. */
struct path *path_compile_condition(struct str xpath, unsigned depth);

/* An expression that makes a text of others: concat(), substring-after(), substring-before(), normalize-space(), string(),
 * translate() of ASCII, list(), substring(x,1,n * condition) and substring(x,1 div condition), of literals and paths. NULL for
 * anything else. */
struct path *path_compile_text(struct str xpath, unsigned depth);

/* The longest beginning of a text that is such a path, or the first steps of one, and saves work; *taken: its bytes.
 * NULL for none. */
struct path *path_compile_prefix(struct str xpath, unsigned depth, size_t *taken);

void path_free(struct path *p);

/* Appends the nodes that the path selects from the element `at`, in document order, each once; with
 * `first` at most one. Adds the nodes looked at to *steps and gives up at `limit`: then false. query may be NULL
 * where no predicate needs libxml2. */
bool path_nodes(const struct path *p, xmlNode *at, bool first, struct node_list *list,
	struct query_context *query, uint64_t *steps, uint64_t limit);

/* Appends what a compiled text is at an element; false like path_nodes(). */
bool path_text(const struct path *p, xmlNode *at, struct buf *out, struct query_context *query,
	uint64_t *steps, uint64_t limit);

#endif
