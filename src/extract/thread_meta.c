/* thread_meta.c: discussions that pages publish as data: JSON-LD. */
#include "config.h"

#include "extract/thread.h"
#include "extract/thread_data.h"

#include <stdio.h>

static bool speaks_of_comments(struct str s)
{
	return str_has(s, STR("\"comment\"")) || str_has(s, STR("Answer")) ||
		str_has(s, STR("UserComments"));
}

/* Linear in the page: only scripts are looked into. */
static size_t from_json_ld(struct extract *x, struct talk *list, size_t max)
{
	size_t found = 0;

	for (xmlNode *n = x->page->root; n && found < max; n = node_next(n, x->page->root)) {
		struct str text;
		xmlNode *holder;

		if (!node_is(n, "script") || !str_has_case(node_attr(n, "type"), STR("ld+json")) ||
			!node_is_text(n->children))
			continue;
		text = node_content(n->children);
		if (!speaks_of_comments(text))
			continue;
		holder = xmlNewDocNode(x->page->doc, NULL, BAD_CAST "data", NULL);
		if (!holder)
			mem_fail();
		page_parse_json(holder, text);
		list[found].source = SOURCE_PAGE;
		snprintf(list[found].how, sizeof(list[found].how), "metadata");
		if (thread_data(x, holder, false, &list[found])) {
			list[found].score = 0.6 * (double)list[found].comments.len;
			found++;
		}
		xmlFreeNode(holder);
	}
	return found;
}

size_t thread_by_metadata(struct extract *x, struct talk *list, size_t max)
{
	return x->page->kind == PAGE_HTML ? from_json_ld(x, list, max) : 0;
}
