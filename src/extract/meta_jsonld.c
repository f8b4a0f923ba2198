/* meta_jsonld.c: what the page publishes of itself as JSON-LD. Blocks on real pages are malformed in many ways: page_parse_json() reads
 * leniently, and what it gives is looked at however incomplete. */
#include "config.h"

#include "extract/meta.h"

#include "page/make.h"
#include "text/url.h"

enum {
	OBJECTS_MAX = 2000, /* looked at in one block */
	LIST_MAX = 40,	    /* of authors, keywords */
	NAMES_BYTES = 600,
	WEAK = 62,  /* percent: of what describes the page, not its text */
	OTHER = 40, /* percent: of an article that says it has another address */
};

/* ---- values: elements named by their keys (page/json.c) ---- */

/* "@type" and its like are elements named "_type". */
static const xmlNode *get(const xmlNode *o, const char *key)
{
	return o ? node_child(o, key) : NULL;
}

static bool is_list(const xmlNode *n)
{
	const xmlNode *first = n ? node_first_element(n) : NULL;

	return first && node_is(first, "item") && !node_has_attr(first, "key");
}

static bool is_object(const xmlNode *n)
{
	return n && node_first_element(n) && !is_list(n);
}

/* The first of a list, or the thing itself. */
static const xmlNode *first(const xmlNode *n)
{
	return is_list(n) ? node_first_element(n) : n;
}

/* The next of a list; NULL for a thing by itself. */
static const xmlNode *next(const xmlNode *n)
{
	const xmlNode *after = node_is(n, "item") ? node_next_element(n) : NULL;

	return after && node_is(after, "item") ? after : NULL;
}

/* A string, or the "@value" of an object that stands for one. */
static struct str text_of(const xmlNode *n)
{
	if (is_object(n))
		n = get(n, "_value");
	if (!n || !n->children || n->children != n->last || !node_is_text(n->children))
		return STR_NONE;
	return str_trim(node_content(n->children));
}

static bool is_type(const xmlNode *o, const char *const *types, size_t count)
{
	for (const xmlNode *t = first(get(o, "_type")); t; t = next(t))
		for (size_t k = 0; k < count; k++)
			if (str_ends_case(text_of(t), str_z(types[k])))
				return true;
	return false;
}

/* ---- all objects of a block ---- */

struct objects {
	const xmlNode *at[OBJECTS_MAX];
	size_t len;
};

/* Whether what stands below this key is about something else than the page. */
static bool leads_away(const xmlNode *n)
{
	static const char keys[] = "comment itemReviewed itemListElement mentions citation "
				   "isBasedOn isRelatedTo relatedLink significantLink review "
				   "liveBlogUpdate suggestedAnswer acceptedAnswer blogPost hasPart "
				   "recommendation subjectOf offers potentialAction about";

	return str_has_word(STR(keys), node_name(n));
}

/* Outer objects first. */
static void gather(struct objects *all, const xmlNode *root)
{
	all->len = 0;
	all->at[all->len++] = root;
	for (size_t i = 0; i < all->len; i++)
		for (const xmlNode *c = node_first_element(all->at[i]); c; c = node_next_element(c))
			if (all->len < OBJECTS_MAX && node_first_element(c) && !leads_away(c))
				all->at[all->len++] = c;
}

/* The object a bare {"@id": ...} refers to. */
static const xmlNode *referred(const struct objects *all, const xmlNode *o)
{
	struct str id = text_of(get(o, "_id"));

	if (!id.len || get(o, "name"))
		return o;
	for (size_t i = 0; i < all->len; i++)
		if (all->at[i] != o && (get(all->at[i], "name") || get(all->at[i], "url")) &&
			str_eq(text_of(get(all->at[i], "_id")), id))
			return all->at[i];
	return o;
}

/* ---- people ---- */

static void add_name(struct buf *names, struct str name)
{
	name = str_trim(name);
	if (!name.len || str_has(buf_str(names), name) || names->len + name.len > NAMES_BYTES)
		return;
	if (names->len)
		buf_add(names, STR(", "));
	buf_add(names, name);
}

/* The names of one author: a string, {"name": ...}, {"name": [...]}, {"givenName": ..., "familyName": ...}. */
static void add_author(const struct objects *all, const xmlNode *author, struct buf *names)
{
	const xmlNode *name;
	struct str given, family;
	struct buf whole = { 0 };

	if (!is_object(author)) {
		add_name(names, text_of(author));
		return;
	}
	author = referred(all, author);
	for (name = first(get(author, "name")); name; name = next(name))
		add_name(names, text_of(name));
	given = text_of(get(author, "givenName"));
	family = text_of(get(author, "familyName"));
	if (!get(author, "name") && family.len) {
		buf_printf(&whole, "%.*s %.*s", STR_ARG(given), STR_ARG(family));
		add_name(names, buf_str(&whole));
	}
	buf_free(&whole);
}

static void read_authors(struct meta *m, const struct objects *all, const xmlNode *author,
	enum meta_source source, int percent)
{
	struct buf names = { 0 };
	int count = 0;

	for (author = first(author); author && count < LIST_MAX; author = next(author), count++)
		add_author(all, author, &names);
	meta_offer(m, source, percent, buf_str(&names));
	buf_free(&names);
}

static struct str name_of(const struct objects *all, const xmlNode *o)
{
	o = first(o);
	if (!is_object(o))
		return text_of(o);
	return text_of(first(get(referred(all, o), "name")));
}

/* ---- articles ---- */

static void read_image(struct meta *m, const struct objects *all, const xmlNode *image, int percent)
{
	image = first(image);
	if (!is_object(image)) {
		meta_offer(m, SOURCE_JSON_IMAGE, percent, text_of(image));
		return;
	}
	image = referred(all, image);
	meta_offer(m, SOURCE_JSON_IMAGE, percent, text_of(first(get(image, "url"))));
	meta_offer(m, SOURCE_JSON_IMAGE, percent * 9 / 10, text_of(get(image, "contentUrl")));
	meta_offer(m, SOURCE_JSON_CAPTION, percent, text_of(get(image, "caption")));
	meta_offer(m, SOURCE_JSON_CREDIT, percent, text_of(get(image, "creditText")));
}

static void read_keywords(struct meta *m, const struct objects *all, const xmlNode *words)
{
	int count = 0;

	for (words = first(words); words && count < LIST_MAX; words = next(words), count++)
		meta_tags(m, is_object(words) ? name_of(all, words) : text_of(words));
}

static void read_language(struct meta *m, const xmlNode *language, int percent)
{
	language = first(language);
	if (is_object(language))
		language = get(language, "alternateName") ? get(language, "alternateName")
							  : get(language, "name");
	meta_offer(m, SOURCE_JSON_LANGUAGE, percent, text_of(language));
}

/* Texts of an article that need no more than to be offered. */
static void read_texts(struct meta *m, const xmlNode *o, int percent)
{
	static const struct {
		const char *key;
		enum meta_source source;
	} texts[] = {
		{ "headline", SOURCE_JSON_HEADLINE },
		{ "name", SOURCE_JSON_NAME },
		{ "datePublished", SOURCE_JSON_PUBLISHED },
		{ "dateCreated", SOURCE_JSON_CREATED },
		{ "uploadDate", SOURCE_JSON_UPLOADED },
		{ "dateModified", SOURCE_JSON_MODIFIED },
		{ "articleSection", SOURCE_JSON_SECTION },
		{ "description", SOURCE_JSON_DESCRIPTION },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		meta_offer(m, texts[i].source, percent, text_of(first(get(o, texts[i].key))));
}

/* Whether the object says that it stands at another address than this page. */
static bool is_elsewhere(struct meta *m, const xmlNode *o)
{
	struct str own = text_of(first(get(o, "mainEntityOfPage"))),
		   here = buf_str(&m->x->page->url);
	struct url_parts a, b;

	if (!own.len && is_object(get(o, "mainEntityOfPage")))
		own = text_of(get(get(o, "mainEntityOfPage"), "_id"));
	if (!own.len)
		own = text_of(get(o, "url"));
	if (!own.len || !here.len)
		return false;
	url_parts(own, &a);
	url_parts(here, &b);
	while (a.path.len && a.path.at[a.path.len - 1] == '/')
		a.path.len--;
	while (b.path.len && b.path.at[b.path.len - 1] == '/')
		b.path.len--;
	return a.host.len && a.path.len > 1 && b.path.len > 1 && !str_eq_case(a.path, b.path) &&
		!str_has(a.path, b.path) && !str_has(b.path, a.path);
}

/* An object that describes the page's text; weaker ones (a WebPage) weigh less. */
static void read_article(struct meta *m, const struct objects *all, const xmlNode *o, int percent)
{
	struct str body = text_of(get(o, "articleBody"));

	if (is_elsewhere(m, o))
		percent = percent * OTHER / 100;
	read_texts(m, o, percent);
	read_authors(m, all, get(o, "author"), SOURCE_JSON_AUTHOR, percent);
	read_authors(m, all, get(o, "creator"), SOURCE_JSON_CREATOR, percent);
	meta_offer(m, SOURCE_JSON_PUBLISHER, percent, name_of(all, get(o, "publisher")));
	read_language(m, get(o, "inLanguage"), percent);
	read_image(m, all, get(o, "image"), percent);
	read_keywords(m, all, get(o, "keywords"));
	if (body.len > m->body.len)
		m->body = arena_dup(&m->x->arena, body);
}

/* The section is what stands in the trail between the front page and the page. */
static void read_trail(struct meta *m, const struct objects *all, const xmlNode *o)
{
	const xmlNode *second =
		next(first(get(o, "itemListElement")) ? first(get(o, "itemListElement")) : o);
	struct str name;

	if (!second || !next(second))
		return;
	name = text_of(get(second, "name"));
	if (!name.len)
		name = name_of(all, get(second, "item"));
	meta_offer(m, SOURCE_JSON_CRUMB, 100, name);
}

static void read_object(struct meta *m, const struct objects *all, const xmlNode *o)
{
	static const char *const articles[] = { "Article", "BlogPosting", "Report", "Review",
		"Recipe", "Posting", "LiveBlogPosting", "Question", "Chapter", "CreativeWork",
		"HowTo" };
	static const char *const pages[] = { "WebPage", "VideoObject", "ItemPage", "MediaObject",
		"PodcastEpisode", "Event" };
	static const char *const sites[] = { "WebSite" };
	static const char *const trails[] = { "BreadcrumbList" };

	if (is_type(o, sites, 1))
		meta_offer(m, SOURCE_JSON_WEBSITE, 100, text_of(first(get(o, "name"))));
	else if (is_type(o, trails, 1))
		read_trail(m, all, o);
	else if (is_type(o, articles, sizeof(articles) / sizeof(*articles)))
		read_article(m, all, o, 100);
	else if (is_type(o, pages, sizeof(pages) / sizeof(*pages)))
		read_article(m, all, o, WEAK);
}

/* Scripts are wrapped so that old browsers and XML do not read them: "<!--", "<![CDATA[", alone or commented out. */
static struct str unwrapped(struct str s)
{
	size_t at = 0;

	for (;;) {
		struct str rest = str_trim(str_sub(s, at, SIZE_MAX));

		at = s.len - str_trim_left(str_sub(s, at, SIZE_MAX)).len;
		if (str_starts(rest, STR("<!--")))
			at += 4;
		else if (str_starts(rest, STR("<![CDATA[")))
			at += 9;
		else if (str_starts(rest, STR("//")) || str_starts(rest, STR("/*")) ||
			str_starts(rest, STR("*/")))
			at += 2;
		else if (rest.len && *rest.at != '{' && *rest.at != '[')
			at += 1;
		else
			return str_sub(s, at, SIZE_MAX);
	}
}

void meta_read_json(struct meta *m, struct str json)
{
	struct extract *x = m->x;
	struct pool_mark mark = make_mark(x->page->doc);
	struct objects *all;
	xmlNode *root;

	json = unwrapped(json);
	if (!json.len)
		return;
	root = make_detached(x->page->doc, "json");
	page_parse_json(root, json);
	all = mem_new(1, sizeof(*all));
	gather(all, root);
	for (size_t i = 0; i < all->len; i++)
		if (is_object(all->at[i]))
			read_object(m, all, all->at[i]);
	mem_free(all);
	make_release(x->page->doc, mark);
}
