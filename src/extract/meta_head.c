/* meta_head.c: what <meta>, <link>, <html> and <title> say. */
#include "config.h"

#include "extract/meta.h"

#include "text/url.h"

struct meta_row {
	const char *name;
	enum doc_field field;
	int rank;
};

static const struct meta_row rows[] = {
#define META(name, field, rank) { name, FIELD_##field, rank },
#include "extract/meta_tags.def"
#undef META
};

static void read_name(struct meta *m, struct str name, struct str content)
{
	if (!name.len || !content.len)
		return;
	if (str_eq_case(name, STR("keywords")) || str_eq_case(name, STR("news_keywords")) ||
		str_eq_case(name, STR("article:tag")) || str_eq_case(name, STR("parsely-tags")) ||
		str_eq_case(name, STR("sailthru.tags"))) {
		meta_tags(m, content);
		return;
	}
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (str_eq_case(name, str_z(rows[i].name))) {
			struct meta_value *best = &m->best[rows[i].field];
			bool several = rows[i].field == FIELD_BYLINE &&
				best->rank == rows[i].rank &&
				!str_eq(best->text, str_trim(content));

			/* Several authors stand in several elements of the same name. */
			if (several && best->text.len + content.len < 300) {
				struct buf both = { 0 };

				buf_printf(
					&both, "%.*s, %.*s", STR_ARG(best->text), STR_ARG(content));
				best->text = arena_dup(&m->x->arena, buf_str(&both));
				buf_free(&both);
			} else {
				meta_offer(m, rows[i].field, rows[i].rank, rows[i].name, content);
			}
			return;
		}
}

static void read_meta(struct meta *m, const xmlNode *n)
{
	static const char *const keys[] = { "property", "name", "itemprop", "http-equiv" };
	struct str content = str_trim(node_attr(n, "content"));

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		struct str names = node_attr(n, keys[i]), name;

		while (str_word(&names, &name))
			read_name(m, name, content);
	}
}

/* Whether an address named as the next page is a page of the same text: it has the address of this one and a page number. */
static bool continues(struct meta *m, struct str next)
{
	struct url_parts here, there;
	struct str url = m->best[FIELD_CANONICAL].text.len ? m->best[FIELD_CANONICAL].text
							   : buf_str(&m->x->page->url);

	if (str_has(next, STR("page=")) || str_has(next, STR("/page/")) ||
		str_has(next, STR("pagewanted=")))
		return true;
	url_parts(url, &here);
	url_parts(next, &there);
	return here.path.len > 1 && str_starts(there.path, str_trim_right(here.path)) &&
		there.path.len + there.query.len > here.path.len + here.query.len;
}

static void read_link(struct meta *m, const xmlNode *n)
{
	struct str rel = node_attr(n, "rel"), href = str_trim(node_attr(n, "href"));

	if (str_has_word(rel, STR("canonical")))
		meta_offer(m, FIELD_CANONICAL, 80, "link canonical", href);
	else if (str_has_word(rel, STR("shortlink")) || str_has_word(rel, STR("shorturl")))
		meta_offer(m, FIELD_SHORT_URL, 80, "link shortlink", href);
	else if (str_has_word(rel, STR("next")) && href.len && continues(m, href))
		meta_offer(m, FIELD_NEXT, 60, "link next", href);
	else if (str_has_word(rel, STR("image_src")))
		meta_offer(m, FIELD_IMAGE, 40, "link image_src", href);
}

void meta_read_head(struct meta *m, const xmlNode *n)
{
	if (node_is(n, "meta")) {
		read_meta(m, n);
	} else if (node_is(n, "link")) {
		read_link(m, n);
	} else if (node_is(n, "html")) {
		meta_offer(m, FIELD_LANGUAGE, 60, "html lang", node_attr(n, "lang"));
		meta_offer(m, FIELD_LANGUAGE, 55, "html xml:lang", node_attr(n, "xml:lang"));
	} else if (node_is(n, "title") && !m->title_element.len && n->parent &&
		!node_is(n->parent, "svg")) {
		struct buf text = { 0 };

		node_text(n, &text);
		m->title_element = arena_dup(&m->x->arena, str_trim(buf_str(&text)));
		buf_free(&text);
	}
}
