/* article_listing.c: front pages and lists of stories, which hold no article however much text their teasers have. A page is called one
 * only on good grounds: a list taken for an article shows its text all the same, an article taken for a list is lost. */
#include "config.h"

#include "extract/article.h"
#include "extract/article_listing.h"

#include "text/url.h"

enum {
	HEADLINE_LEAST = 12, /* letters of a heading that leads to a story */
	SCHEME_MOST = 10,    /* bytes that hold the two strokes of an address with a host */
	FRONT_LEAST = 5,     /* such headings on the page at a site's root */
	LIST_LEAST = 6,	 /* on a page that does not call itself an article, but a list or a site */
	MANY_LEAST = 10, /* on any page that does not call itself an article */
};

/* What the page says it is. */
struct kind {
	bool article, list;
};

static void read_type(struct kind *k, const xmlNode *n)
{
	struct str content = node_attr(n, "content");

	if (!str_eq_case(node_attr(n, "property"), STR("og:type")))
		return;
	k->article = k->article || str_has_case(content, STR("article"));
	k->list = k->list || str_eq_case(content, STR("website")) ||
		str_eq_case(content, STR("blog"));
}

static void read_data(struct kind *k, const xmlNode *n)
{
	struct str json;

	if (!str_has_case(node_attr(n, "type"), STR("ld+json")) || !n->children)
		return;
	json = node_content(n->children);
	k->article =
		k->article || str_has(json, STR("Article\"")) || str_has(json, STR("Posting\""));
	k->list = k->list || str_has(json, STR("\"CollectionPage\"")) ||
		str_has(json, STR("\"SearchResultsPage\""));
}

/* Classes that WordPress and its likes give the body of a list. */
static void read_body(struct kind *k, const xmlNode *n)
{
	static const char *const lists[] = { "home", "archive", "category", "search-results",
		"front-page" };
	struct str class = node_attr(n, "class");

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		if (str_has_word(class, str_z(lists[i])) && !str_has_word(class, STR("single")))
			k->list = true;
}

/* Whether a link leads to the site itself: a list of stories elsewhere is what somebody wrote. True where the page's address is not known. */
static bool leads_within(const struct article_page *p, struct str href)
{
	struct url_parts there, here;

	if (!str_has(str_sub(href, 0, SCHEME_MOST), STR("//")))
		return true;
	url_parts(href, &there);
	url_parts(buf_str(&p->x->page->url), &here);
	return !here.host.len || !there.host.len || str_eq_case(there.host, here.host);
}

static bool is_headline(const struct article_page *p, const struct article_info *i)
{
	const xmlNode *a;

	if (i->act != TAG_HEADING || i->letters < HEADLINE_LEAST || i->linked * 10 < i->letters * 8)
		return false;
	a = node_is(i->node->parent, "a") ? i->node->parent : node_child(i->node, "a");
	return !a || leads_within(p, node_attr(a, "href"));
}

/* Looks at the whole page once; what is furniture by name is passed over. Returns how many headings lead to other pages of the site. */
static unsigned look(const struct article_page *p, struct kind *k)
{
	unsigned headlines = 0;

	for (uint32_t n = 0; n < p->info.len; n++) {
		const struct article_info *i = &p->info.at[n];

		if (i->act == TAG_SKIP && node_is(i->node, "meta"))
			read_type(k, i->node);
		else if (i->act == TAG_SCRIPT)
			read_data(k, i->node);
		else if (node_is(i->node, "body"))
			read_body(k, i->node);
		else if (article_is_apart(i) && !node_is(i->node, "head"))
			n = i->end - 1;
		else
			headlines += is_headline(p, i);
	}
	return headlines;
}

/* Teasers without headings: the title of a story, or its picture, and "more" lead to one address, one behind the other. */
static unsigned count_teasers(const struct article_page *p, const struct article_choice *c)
{
	struct str last = STR_NONE;
	unsigned teasers = 0;
	bool named = false;

	for (unsigned k = 0; k < c->count; k++)
		for (uint32_t n = c->at[k]; n < p->info.at[c->at[k]].end; n++) {
			const struct article_info *i = &p->info.at[n];
			struct str href =
				node_is(i->node, "a") ? node_attr(i->node, "href") : STR_NONE;

			if (article_is_apart(i) && n != c->at[k]) {
				n = i->end - 1;
				continue;
			}
			if (href.len < 2 || href.at[0] == '#' || !leads_within(p, href))
				continue;
			if (!str_eq(href, last))
				named = i->letters >= HEADLINE_LEAST;
			else if (named || i->letters >= HEADLINE_LEAST)
				teasers++;
			/* A third link to it is no further teaser. */
			last = str_eq(href, last) ? STR_NONE : href;
		}
	return teasers;
}

/* The root of a site, or of one of its languages. */
static bool is_root(struct str url)
{
	struct url_parts parts;
	struct str path;

	url_parts(url, &parts);
	path = parts.path;
	if (!parts.host.len || parts.query.len)
		return false;
	while (path.len && path.at[0] == '/')
		path = str_sub(path, 1, SIZE_MAX);
	while (path.len && path.at[path.len - 1] == '/')
		path.len--;
	return path.len <= 2 || str_starts_case(path, STR("index.")) ||
		str_starts_case(path, STR("default."));
}

bool article_is_listing(const struct article_page *p, const struct article_choice *c)
{
	struct kind kind = { 0 };
	unsigned headlines = look(p, &kind), teasers = count_teasers(p, c);
	float each = headlines ? c->score / (float)headlines : c->score;

	if (is_root(buf_str(&p->x->page->url)) && headlines >= FRONT_LEAST)
		return true;
	if (kind.article)
		return false;
	if (article_is_absent(p, c))
		return true;
	if (teasers >= LIST_LEAST && c->score / (float)teasers < 150)
		return true;
	if (article_is_teasers(p, c, kind.list || is_root(buf_str(&p->x->page->url))))
		return true;
	return (kind.list && headlines >= LIST_LEAST && each < 150) ||
		(headlines >= MANY_LEAST && each < 100);
}

bool article_declared(const struct extract *x)
{
	const xmlNode *root = x->page->root;
	struct kind kind = { 0 };

	for (const xmlNode *n = root; n && !kind.article; n = node_next(n, root)) {
		if (node_is(n, "meta"))
			read_type(&kind, n);
		else if (node_is(n, "script"))
			read_data(&kind, n);
	}
	return kind.article;
}
