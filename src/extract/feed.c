/* feed.c: the entries of a feed, one below the other. */
#include "config.h"

#include "extract/feed.h"

#include "extract/body.h"
#include "page/make.h"
#include "text/date.h"
#include "text/url.h"

#include <string.h>

enum { LOOK_ENTRIES = 50 }; /* entries looked at to tell what they are */

/* The names of the parts of an entry in all four kinds, the best first; the kinds share no name
 * for different things. */
static const char *const titles[] = { "title", NULL };
static const char *const links[] = { "link", "url", "external_url", "guid", NULL };
static const char *const times[] = { "published", "pubDate", "date_published", "dc:date", "issued",
	"updated", "date_modified", "modified", NULL };
static const char *const authors[] = { "author", "dc:creator", "creator", "authors", NULL };
static const char *const bodies[] = { "content:encoded", "content", "content_html", "description",
	"summary", "content_text", NULL };

/* How feeds of comments are called, and how their entries. */
static const struct str talk_words[] = {
	{ "comment", 7 },
	{ "kommentar", 9 },
	{ "coment", 6 },
	{ "commenti", 8 },
	{ "коммент", 14 },
	{ "replies", 7 },
	{ "reactie", 7 },
};
static const struct str answer_words[] = {
	{ "Re:", 3 },
	{ "By: ", 4 },
	{ "Comment ", 8 },
	{ "Reply ", 6 },
};

static bool is_entry(const xmlNode *n)
{
	return node_is(n, "entry") || node_is(n, "item");
}

/* The first child of the best name. */
static xmlNode *part(const xmlNode *n, const char *const *names)
{
	for (; *names; names++) {
		xmlNode *found = node_child(n, *names);

		if (found)
			return found;
	}
	return NULL;
}

static bool is_json_feed(const struct page *p)
{
	const xmlNode *version = p->kind == PAGE_JSON ? node_child(p->root, "version") : NULL;

	return version && version->children &&
		str_has(node_content(version->children), STR("jsonfeed.org"));
}

/* The first entry; NULL when the page is no feed. The others are its siblings. */
static xmlNode *first_entry(const struct page *p)
{
	xmlNode *n = NULL;

	if (is_json_feed(p))
		n = node_child(p->root, "items");
	else if (node_is(p->root, "feed") || node_is(p->root, "RDF") || node_is(p->root, "rdf:RDF"))
		n = p->root;
	else if (node_is(p->root, "rss"))
		n = node_child(p->root, "channel");
	n = n ? node_first_element(n) : NULL;
	while (n && !is_entry(n))
		n = node_next_element(n);
	return n;
}

static xmlNode *next_entry(xmlNode *n)
{
	do
		n = node_next_element(n);
	while (n && !is_entry(n));
	return n;
}

/* The element with the title and the link of the feed itself. */
static const xmlNode *channel(const struct page *p)
{
	const xmlNode *n = node_child(p->root, "channel");

	return n ? n : p->root;
}

static struct str text_of(struct extract *x, const xmlNode *n)
{
	struct buf text = { 0 };
	struct str s;

	if (n)
		node_text(n, &text);
	s = arena_dup(&x->arena, str_trim(buf_str(&text)));
	buf_free(&text);
	return s;
}

/* A title without the markup that many feeds put into it as text. */
static struct str title_of(struct extract *x, const xmlNode *of)
{
	const xmlNode *n = part(of, titles);
	struct str s = text_of(x, n);
	struct pool_mark mark;
	xmlNode *holder;

	if (!n || str_eq(node_attr(n, "type"), STR("text")) ||
		(!str_has(s, STR("&")) && !str_has(s, STR("<"))))
		return s;
	mark = make_mark(x->page->doc);
	holder = make_detached(x->page->doc, "div");
	page_parse_fragment(holder, s);
	s = text_of(x, holder);
	make_release(x->page->doc, mark);
	return s;
}

static bool has_any(struct str s, const struct str *words, size_t count, bool start)
{
	for (size_t i = 0; i < count; i++)
		if (start ? str_starts_case(s, words[i]) : str_has_case(s, words[i]))
			return true;
	return false;
}

bool feed_of_articles(struct extract *x)
{
	xmlNode *n = first_entry(x->page);
	size_t seen = 0, answers = 0;

	if (!n ||
		has_any(title_of(x, channel(x->page)), talk_words,
			sizeof(talk_words) / sizeof(*talk_words), false))
		return false;
	for (; n && seen < LOOK_ENTRIES; n = next_entry(n), seen++) {
		if (node_child(n, "thr:in-reply-to") || node_child(n, "wp:comment"))
			return false;
		answers += has_any(title_of(x, n), answer_words,
			sizeof(answer_words) / sizeof(*answer_words), true);
	}
	return answers * 2 < seen + 1;
}

/* ---- writing ---- */

/* The address of an entry or a feed: Atom has several links, the page itself is the alternate. */
static struct str address(struct extract *x, const xmlNode *of)
{
	struct buf url = { 0 };
	struct str href = STR_NONE, s;

	for (xmlNode *n = node_first_element(of); n && !href.len; n = node_next_element(n))
		if (node_is(n, "link") && node_has_attr(n, "href") &&
			(!node_has_attr(n, "rel") || node_has_class(n, "alternate") ||
				str_eq(node_attr(n, "rel"), STR("alternate"))))
			href = node_attr(n, "href");
	if (!href.len)
		href = text_of(x, part(of, links));
	if (href.len && !url_resolve(buf_str(&x->page->base), href, &url))
		buf_cut(&url, 0);
	s = arena_dup(&x->arena, buf_str(&url));
	buf_free(&url);
	return str_starts_case(s, STR("http")) ? s : STR_NONE;
}

/* A name may stand in an element of its own ("author/name", "authors/item/name"). */
static struct str author(struct extract *x, const xmlNode *entry)
{
	const xmlNode *n = part(entry, authors), *name;

	if (n && node_child(n, "item"))
		n = node_child(n, "item");
	name = n ? node_child(n, "name") : NULL;
	return text_of(x, name ? name : n);
}

static void write_html(struct extract *x, struct builder *b, struct str html)
{
	const struct body_options o = { 0 };
	struct pool_mark mark = make_mark(x->page->doc);
	xmlNode *holder = make_detached(x->page->doc, "div");

	page_parse_fragment(holder, html);
	body_write(x, b, holder, &o);
	make_release(x->page->doc, mark);
}

/* The text of an entry: elements (XHTML in Atom), markup as text, or bare text. */
static void write_body(struct extract *x, struct builder *b, const xmlNode *entry)
{
	const struct body_options o = { 0 };
	xmlNode *n = part(entry, bodies);
	struct str text;

	if (!n)
		return;
	if (node_first_element(n)) {
		body_write(x, b, n, &o);
		return;
	}
	text = text_of(x, n);
	if (node_is(n, "content_text") || str_eq(node_attr(n, "type"), STR("text")) ||
		(!str_has(text, STR("<")) && !str_has(text, STR("&"))))
		body_write_text(x, b, text, &o);
	else
		write_html(x, b, text);
}

static struct str time_of(struct extract *x, const xmlNode *entry, bool human)
{
	struct str raw = text_of(x, part(entry, times));
	struct date d;
	char out[40];

	if (!date_parse(raw, x->language, x->options->now, &d))
		return raw;
	return arena_dup(&x->arena, str_z(human ? date_human(&d, out) : date_iso(&d, out)));
}

static void write_head(struct extract *x, struct builder *b, const xmlNode *entry)
{
	struct str title = title_of(x, entry), url = address(x, entry), by = author(x, entry),
		   when = time_of(x, entry, true);

	if (title.len || url.len) {
		builder_block(b, BLOCK_HEADING, 2, 0, 0);
		if (url.len)
			builder_span(b, SPAN_LINK, url, STR_NONE);
		builder_text(b, title.len ? title : url);
		builder_block_end(b);
	}
	if (by.len || when.len) {
		builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
		builder_text(b, by);
		builder_text(b, by.len && when.len ? STR(" \u00b7 ") : STR_NONE);
		builder_text(b, when);
		builder_block_end(b);
	}
}

static void write_one(struct extract *x, struct builder *b, const xmlNode *entry)
{
	builder_field(b, FIELD_TITLE, title_of(x, entry), "feed entry");
	builder_field(b, FIELD_SITE, title_of(x, channel(x->page)), "feed");
	builder_field(b, FIELD_BYLINE, author(x, entry), "feed entry");
	builder_field(b, FIELD_PUBLISHED, time_of(x, entry, false), "feed entry");
	builder_field(b, FIELD_CANONICAL, address(x, entry), "feed entry");
	builder_article_begin(b);
	write_body(x, b, entry);
	builder_article_end(b);
}

static void write_all(struct extract *x, struct builder *b, xmlNode *first)
{
	builder_field(b, FIELD_TITLE, title_of(x, channel(x->page)), "feed");
	builder_field(b, FIELD_CANONICAL, address(x, channel(x->page)), "feed");
	builder_article_begin(b);
	for (xmlNode *n = first; n; n = next_entry(n)) {
		write_head(x, b, n);
		write_body(x, b, n);
	}
	builder_article_end(b);
}

void feed_write(struct extract *x, struct builder *b)
{
	xmlNode *first = first_entry(x->page);
	struct str language = text_of(x, node_child(channel(x->page), "language"));

	builder_field(b, FIELD_LANGUAGE, language.len ? language : x->language, "feed");
	if (next_entry(first))
		write_all(x, b, first);
	else
		write_one(x, b, first);
	builder_field(b, FIELD_TEXT, STR_NONE, "feed");
}
