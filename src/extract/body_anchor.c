/* body_anchor.c: links within a page, and what they lead to: footnotes and back, sections from a table of contents. */
#include "config.h"

#include "extract/body_writer.h"

#include <stdlib.h>

enum { ANCHORS_MAX = 5000 }; /* of one article */

struct str body_fragment(const struct page *page, struct str href)
{
	struct str url = buf_str(&page->url);

	href = str_trim(href);
	if (!str_starts(href, STR("#"))) {
		url = str_sub(url, 0, str_find_char(url, '#', 0));
		if (!url.len || !str_starts(href, url))
			return STR_NONE;
		href = str_sub(href, url.len, SIZE_MAX);
	}
	return str_starts(href, STR("#")) ? str_sub(href, 1, SIZE_MAX) : STR_NONE;
}

void body_anchors_add(struct body_anchors *a, const struct page *page, const xmlNode *root)
{
	for (const xmlNode *n = root; n && a->name.len < ANCHORS_MAX; n = node_next(n, root)) {
		struct str name =
			node_is(n, "a") ? body_fragment(page, node_attr(n, "href")) : STR_NONE;

		if (name.len)
			*array_add(&a->name) = name;
	}
}

static int compare(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void body_anchors_sort(struct body_anchors *a)
{
	if (a->name.len)
		qsort(a->name.at, a->name.len, sizeof(*a->name.at), compare);
}

void body_anchors_free(struct body_anchors *a)
{
	array_free(&a->name);
}

void body_name(struct body_writer *w, const xmlNode *n)
{
	const struct body_anchors *a = w->o ? w->o->anchors : NULL;
	struct str name;

	if (!a || !a->name.len)
		return;
	name = str_trim(node_attr(n, "id"));
	if (!name.len && node_is(n, "a"))
		name = str_trim(node_attr(n, "name"));
	if (name.len && bsearch(&name, a->name.at, a->name.len, sizeof(name), compare))
		builder_anchor(w->b, name, builder_next(w->b));
}
