/* query_id.c: id(), for which libxml2 looks into a table that only its own trees have. */
#include "config.h"

#include "page/query_inner.h"

#include <libxml/xpathInternals.h>
#include <stdlib.h>

enum { WORDS_MAX = 1000 }; /* asked for at once: each is held against all found before */

static int compare(const void *a, const void *b)
{
	const struct query_id *x = a, *y = b;
	int by_id = str_cmp(x->id, y->id);

	return by_id ? by_id : (x->order > y->order) - (x->order < y->order);
}

/* Every element with an id; of those with the same one the first counts. */
static void gather(struct query_ids *ids, xmlNode *root)
{
	for (xmlNode *n = root; n; n = node_next(n, root)) {
		struct str id = node_attr(n, "id");

		if (!id.len && node_is(n, "a"))
			id = node_attr(n, "name");
		if (id.len)
			*array_add(&ids->all) = (struct query_id){ id, n, ids->all.len };
	}
	if (ids->all.len)
		qsort(ids->all.at, ids->all.len, sizeof(*ids->all.at), compare);
	ids->made = true;
}

static xmlNode *find(const struct query_ids *ids, struct str id)
{
	size_t from = 0, to = ids->all.len;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (str_cmp(ids->all.at[middle].id, id) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from < ids->all.len && str_eq(ids->all.at[from].id, id) ? ids->all.at[from].node
								       : NULL;
}

void query_ids_nodes(struct query_ids *ids, xmlNode *root, struct str words, xmlNodeSet *set)
{
	struct str word;

	if (!ids->made)
		gather(ids, root);
	for (int i = 0; i < WORDS_MAX && str_word(&words, &word); i++) {
		xmlNode *n = find(ids, word);

		if (n && xmlXPathNodeSetAdd(set, n) != 0)
			mem_fail();
	}
}

void query_ids_free(struct query_ids *ids)
{
	array_free(&ids->all);
	ids->made = false;
}
