/* meta_head.c: what <meta>, <link>, <html> and <title> say. */
#include "config.h"

#include "extract/meta.h"

enum {
	NAME_MAX_BYTES = 60,
	TITLE_DEPTH = 5, /* elements above the title of a page of records */
};

static const struct {
	const char *name;
	enum doc_field field;
	int rank;
	enum meta_make make;
} rows[] = {
#define META(name, field, rank, make) { name, FIELD_##field, rank, MAKE_##make },
#include "extract/meta_tags.def"
#undef META
};

static const char *const tag_names[] = { "keywords", "news.keywords", "article.tag",
	"og.article.tag", "parsely.tags", "sailthru.tags", "cxenseparse.recs.tags",
	"citation.keywords", "dc.keywords" };

/* The name as meta_tags.def has it: small letters, one kind of joint. */
static struct str plain_name(struct str name, char out[NAME_MAX_BYTES])
{
	if (name.len >= NAME_MAX_BYTES)
		return STR_NONE;
	for (size_t i = 0; i < name.len; i++) {
		char c = ascii_lower(name.at[i]);

		out[i] = c == ':' || c == '-' || c == '_' ? '.' : c;
	}
	return (struct str){ out, name.len };
}

/* The row of a name, by bisection; NULL for none. */
static size_t find_row(struct str name)
{
	size_t low = 0, high = sizeof(rows) / sizeof(*rows);

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = str_cmp(name, str_z(rows[middle].name));

		if (order == 0)
			return middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return SIZE_MAX;
}

/* Journals name their authors as "Other, Ann". */
static struct str first_name_first(struct meta *m, struct str s)
{
	size_t comma = str_find_char(s, ',', 0);
	struct buf name = { 0 };

	if (comma == STR_NOWHERE || str_find_char(s, ',', comma + 1) != STR_NOWHERE)
		return s;
	buf_add(&name, str_trim(str_sub(s, comma + 1, SIZE_MAX)));
	buf_add_char(&name, ' ');
	buf_add(&name, str_trim(str_sub(s, 0, comma)));
	s = arena_dup(&m->x->arena, buf_str(&name));
	buf_free(&name);
	return s;
}

/* "twitter:label1" says "Written by", then "twitter:data1" says who. */
static void read_labelled(struct meta *m, struct str plain, struct str content)
{
	char number = plain.at[plain.len - 1];

	if (str_starts(plain, STR("twitter.label"))) {
		if (meta_is_label(content))
			m->label = number;
	} else if (number == m->label) {
		meta_offer(m, SOURCE_TWITTER_DATA, 100, content);
	}
}

static void read_name(struct meta *m, struct str name, struct str content)
{
	char joined[NAME_MAX_BYTES];
	struct str plain = plain_name(name, joined);
	size_t row;

	if (!plain.len || !content.len)
		return;
	for (size_t i = 0; i < sizeof(tag_names) / sizeof(*tag_names); i++)
		if (str_eq(plain, str_z(tag_names[i]))) {
			meta_tags(m, content);
			return;
		}
	if (str_starts(plain, STR("twitter.label")) || str_starts(plain, STR("twitter.data"))) {
		read_labelled(m, plain, content);
		return;
	}
	if (str_eq(plain, STR("citation.author")))
		content = first_name_first(m, content);
	row = find_row(plain);
	if (row != SIZE_MAX) {
		struct meta_value v = { .how = arena_dup(&m->x->arena, name).at,
			.rank = rows[row].rank,
			.make = rows[row].make };

		meta_offer_value(m, rows[row].field, v, content);
	}
}

static void read_meta(struct meta *m, const xmlNode *n)
{
	static const char *const keys[] = { "property", "name", "itemprop", "http-equiv" };
	struct str content = str_trim(node_attr(n, "content"));

	if (!content.len)
		content = str_trim(node_attr(n, "value"));
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		struct str names = node_attr(n, keys[i]), name;

		while (str_word(&names, &name))
			read_name(m, name, content);
	}
}

static void read_link(struct meta *m, const xmlNode *n)
{
	struct str rel = node_attr(n, "rel"), href = str_trim(node_attr(n, "href"));

	if (str_has_word(rel, STR("canonical")))
		meta_offer(m, SOURCE_LINK_CANONICAL, 100, href);
	else if (str_has_word(rel, STR("shortlink")) || str_has_word(rel, STR("shorturl")))
		meta_offer(m, SOURCE_LINK_SHORT, 100, href);
	else if (str_has_word(rel, STR("image_src")))
		meta_offer(m, SOURCE_LINK_IMAGE, 100, href);
}

/* Records of an interface have titles deep inside: of windows, of buttons, of other records. */
static bool is_of_part(const struct meta *m, const xmlNode *n)
{
	int depth = 0;

	for (const xmlNode *up = n->parent; up && up != m->x->page->root; up = up->parent)
		depth++;
	return m->x->page->kind == PAGE_JSON && depth > TITLE_DEPTH;
}

void meta_read_head(struct meta *m, const xmlNode *n)
{
	if (node_is(n, "meta")) {
		read_meta(m, n);
	} else if (node_is(n, "link")) {
		read_link(m, n);
	} else if (node_is(n, "html")) {
		meta_offer(m, SOURCE_HTML_LANG, 100, node_attr(n, "lang"));
		meta_offer(m, SOURCE_HTML_XML_LANG, 100, node_attr(n, "xml:lang"));
	} else if (node_is(n, "title") && !m->title_element.len && n->parent &&
		!node_is(n->parent, "svg") && !is_of_part(m, n)) {
		struct buf text = { 0 };

		node_text(n, &text);
		m->title_element = arena_dup(&m->x->arena, str_trim(buf_str(&text)));
		buf_free(&text);
	}
}
