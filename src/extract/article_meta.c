/* article_meta.c: the fields of the page. */
#include "config.h"

#include "extract/article_info.h"

void article_meta(struct article_page *p, struct builder *b)
{
	struct buf t = { 0 };

	for (size_t i = 0; i < p->info.len; i++)
		if (node_is(p->info.at[i].node, "title")) {
			node_text(p->info.at[i].node, &t);
			builder_field(b, FIELD_TITLE, buf_str(&t), "title");
			break;
		}
	buf_free(&t);
}
