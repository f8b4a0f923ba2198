/* meta_visible.c: fields in the body of the page: microdata, RDFa, microformats, headings, breadcrumbs, the caption of the lead picture. */
#include "config.h"

#include "extract/meta.h"

#include "extract/body_writer.h"
#include "text/url.h"

#include <string.h>

enum {
	VALUE_MAX = 1000, /* bytes of a property's text */
	STANDFIRST_MAX = 600,
	CAPTION_MAX = 500,
	CARD_DEPTH = 6, /* elements from a name up to its card */
	CREDIT_LETTERS = 80,
	SITE_MAX = 60, /* bytes of the name of a site */
	TAG_LETTERS = 60,
	CRUMB_LETTERS = 40,
	PICTURE_BEFORE = 40, /* elements before the text that may hold its picture */
};

/* The value of a property as microdata has it: of an attribute that holds it, else the text. */
static struct str property_value(const xmlNode *n, enum doc_field field, struct buf *text)
{
	struct str value = node_attr(n, "content");

	if (!value.len && (field == FIELD_PUBLISHED || field == FIELD_UPDATED))
		value = node_attr(n, "datetime").len ? node_attr(n, "datetime")
						     : node_attr(n, "title");
	if (!value.len && field == FIELD_IMAGE) {
		value = node_attr(n, "src").len ? node_attr(n, "src") : node_attr(n, "href");
		return value;
	}
	if (!value.len) {
		node_text(n, text);
		value = buf_str(text);
	}
	return value.len < VALUE_MAX ? value : STR_NONE;
}

/* The element below it that has the property `name`: itemprop=author often holds a whole person. */
static const xmlNode *name_within(const xmlNode *n)
{
	for (const xmlNode *c = node_next(n, n); c; c = node_next(c, n))
		if (node_is_element(c) &&
			(str_has_word(node_attr(c, "itemprop"), STR("name")) ||
				str_has_word(node_attr(c, "property"), STR("foaf:name")) ||
				str_has_word(node_attr(c, "property"), STR("schema:name")) ||
				str_has_word(node_attr(c, "property"), STR("name"))))
			return c;
	return n;
}

static const struct property {
	const char *name;
	enum meta_source source;
	enum doc_field field;
} properties[] = {
	{ "headline", SOURCE_DATA_HEADLINE, FIELD_TITLE },
	{ "datePublished", SOURCE_DATA_PUBLISHED, FIELD_PUBLISHED },
	{ "dateCreated", SOURCE_DATA_CREATED, FIELD_PUBLISHED },
	{ "dateModified", SOURCE_DATA_MODIFIED, FIELD_UPDATED },
	{ "articleSection", SOURCE_DATA_SECTION, FIELD_SECTION },
	{ "description", SOURCE_DATA_DESCRIPTION, FIELD_LEDE },
	{ "image", SOURCE_DATA_IMAGE, FIELD_IMAGE },
	{ "inLanguage", SOURCE_DATA_LANGUAGE, FIELD_LANGUAGE },
	{ "author", SOURCE_DATA_AUTHOR, FIELD_BYLINE },
	{ "creator", SOURCE_DATA_AUTHOR, FIELD_BYLINE },
	{ "dc:title", SOURCE_RDFA_TITLE, FIELD_TITLE },
	{ "dcterms:title", SOURCE_RDFA_TITLE, FIELD_TITLE },
	{ "dc:creator", SOURCE_RDFA_CREATOR, FIELD_BYLINE },
	{ "dcterms:creator", SOURCE_RDFA_CREATOR, FIELD_BYLINE },
	{ "sioc:has_creator", SOURCE_RDFA_CREATOR, FIELD_BYLINE },
	{ "dc:date", SOURCE_RDFA_DATE, FIELD_PUBLISHED },
	{ "dc:issued", SOURCE_RDFA_DATE, FIELD_PUBLISHED },
	{ "dcterms:created", SOURCE_RDFA_DATE, FIELD_PUBLISHED },
	{ "dcterms:issued", SOURCE_RDFA_DATE, FIELD_PUBLISHED },
	{ "dcterms:date", SOURCE_RDFA_DATE, FIELD_PUBLISHED },
	{ "dcterms:modified", SOURCE_RDFA_MODIFIED, FIELD_UPDATED },
};

static bool is_other_kind(struct str type)
{
	static const char *const kinds[] = { "Comment", "ListItem", "Product", "Book", "Movie",
		"MusicAlbum", "TVSeries", "Event", "LocalBusiness" };
	bool yes = false;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds) && !yes; i++)
		yes = str_ends(type, str_z(kinds[i]));
	return yes;
}

/* Whether it stands in an item of another kind: a list of further articles, a rating, a comment. */
static bool in_other_item(const xmlNode *n)
{
	for (const xmlNode *up = n->parent; up && node_is_element(up); up = up->parent) {
		struct str prop = node_attr(up, "itemprop"), type = node_attr(up, "itemtype");

		if (prop.len &&
			(str_has(prop, STR("comment")) || str_has(prop, STR("itemListElement")) ||
				str_has(prop, STR("review"))))
			return true;
		if (type.len)
			return is_other_kind(type);
	}
	return false;
}

static void read_property(struct meta *m, const xmlNode *n, struct str prop)
{
	struct str word;

	while (str_word(&prop, &word)) {
		if (str_starts(word, STR("schema:")))
			word = str_sub(word, 7, SIZE_MAX);
		for (size_t i = 0; i < sizeof(properties) / sizeof(*properties); i++) {
			const struct property *p = &properties[i];
			struct buf text = { 0 };
			bool other;

			if (!str_eq_case(word, str_z(p->name)))
				continue;
			other = in_other_item(n);
			if (p->field == FIELD_BYLINE)
				meta_offer_name(m, p->source, other, name_within(n));
			else
				meta_offer(m, p->source, other ? 25 : 100,
					property_value(n, p->field, &text));
			buf_free(&text);
		}
	}
}

/* Whether a word begins like one of the marks below; most classes hold none. */
static bool may_mark(struct str class)
{
	struct str word;

	while (str_word(&class, &word))
		if (str_starts(word, STR("p-")) || str_starts(word, STR("dt-")) ||
			str_starts(word, STR("entry-")) || str_eq(word, STR("fn")))
			return true;
	return false;
}

/* Whether a name stands in a card of hCard: "fn" alone is also what a manual calls its functions. */
static bool is_in_card(const xmlNode *n)
{
	static const char *const cards[] = { "vcard", "hcard", "h-card", "author", "byline" };

	for (int up = 0; n && node_is_element(n) && up < CARD_DEPTH; n = n->parent, up++)
		if (str_has_any(node_attr(n, "class"), cards, sizeof(cards) / sizeof(*cards)))
			return true;
	return false;
}

/* microformats2 (h-entry) and the older hAtom. */
static void read_microformat(struct meta *m, const xmlNode *n, struct str class)
{
	static const struct property marks[] = {
		{ "p-name", SOURCE_CARD_TITLE, FIELD_TITLE },
		{ "entry-title", SOURCE_CARD_TITLE, FIELD_TITLE },
		{ "dt-published", SOURCE_CARD_PUBLISHED, FIELD_PUBLISHED },
		{ "dt-updated", SOURCE_CARD_UPDATED, FIELD_UPDATED },
		{ "p-summary", SOURCE_CARD_SUMMARY, FIELD_LEDE },
		{ "p-author", SOURCE_CARD_AUTHOR, FIELD_BYLINE },
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		struct buf text = { 0 };

		if (!str_has_word(class, str_z(marks[i].name)))
			continue;
		if (marks[i].field == FIELD_BYLINE)
			meta_offer_name(m, marks[i].source, false, n);
		else
			meta_offer(m, marks[i].source, meta_near(m) ? 100 : 25,
				property_value(n, marks[i].field, &text));
		buf_free(&text);
	}
	if (str_has_word(class, STR("fn")) && node_up(n, "body") &&
		(str_has_word(class, STR("url")) || is_in_card(n)))
		meta_offer_name(m, SOURCE_HCARD, false, n);
}

/* ---- headings ---- */

static bool says_title(struct str class)
{
	return str_has_case(class, STR("title")) || str_has_case(class, STR("headline"));
}

/* Whether a link leads to the front page. */
static bool is_front(const xmlNode *a)
{
	struct url_parts to;

	if (!node_attr(a, "href").len || node_attr(a, "href").at[0] == '#')
		return false;
	url_parts(node_attr(a, "href"), &to);
	if (to.query.len)
		return false;
	return to.path.len <= 1 || str_eq(to.path, STR("index.html")) ||
		str_eq(to.path, STR("/index.html")) || str_eq(to.path, STR("index.php")) ||
		str_eq(to.path, STR("./"));
}

/* Whether the heading links to the front page, or to a folder that the page lies in: then it is the name of the site or of the section. */
static bool leads_home(const struct meta *m, const xmlNode *n)
{
	const xmlNode *a = node_is(n->parent, "a") ? n->parent : node_child(n, "a");
	struct url_parts to, here;

	if (!a || !node_attr(a, "href").len)
		return false;
	url_parts(node_attr(a, "href"), &to);
	url_parts(buf_str(&m->x->page->url), &here);
	if (to.path.len > 1 && to.path.at[to.path.len - 1] == '/' && !to.query.len &&
		here.path.len > to.path.len && str_starts(here.path, to.path) &&
		str_find_char(str_sub(here.path, to.path.len, SIZE_MAX), '/', 0) + 1 <
			here.path.len - to.path.len)
		return true;
	return is_front(a);
}

#define MAST_HOLDERS(row)                                                                          \
	row("banner") row("masthead") row("logo") row("site-title") row("sitename") row("brandin"  \
											"g")

static const struct str_words mast_holders = STR_WORDS(MAST_HOLDERS);

#define MAST_PARTS(row)                                                                            \
	row("logo") row("site") row("blog-title") row("banner") row("masthead") row("brand")

static const struct str_words mast_parts = STR_WORDS(MAST_PARTS);

/* Whether the class or id of a heading, or of what it stands in, says that it is the name of the site. */
static bool is_masthead(const xmlNode *n)
{
	struct str class = node_attr(n, "class"), id = node_attr(n, "id");

	if (str_has_words(class, &mast_parts) || str_has_words(id, &mast_parts))
		return true;
	class = node_attr(n->parent, "class");
	id = node_attr(n->parent, "id");
	return str_has_words(class, &mast_holders) || str_has_words(id, &mast_holders);
}

#define TOPICS(row)                                                                                \
	row("kicker") row("dachzeile") row("topline") row("overline") row("eyebrow") row("topic")  \
		row("label") row("visually-hidden") row("sr-only") row("screen-reader")            \
			row("subtitle") row("sub-title") row("subhead") row("subline")             \
				row("unterzeile")

static const struct str_words topics = STR_WORDS(TOPICS);

/* The text of a heading without what stands above and below the title proper: its topic, its subtitle, what only a screen reader says, and the sign that links to it. */
static void heading_text(const struct page *page, const xmlNode *heading, struct buf *out)
{
	const xmlNode *n = heading;

	while (n) {
		bool topic = n != heading &&
			(node_is(n, "small") || (node_is(n, "a") && body_note_return(page, n)) ||
				str_has_words(node_attr(n, "class"), &topics));

		if (node_is(n, "br"))
			buf_add_char(out, ' ');
		if (node_is_text(n))
			buf_add(out, node_content(n));
		n = topic ? node_after(n, heading) : node_next(n, heading);
	}
	if (!str_trim(buf_str(out)).len)
		node_text(heading, out);
}

/* Without the sign that parted it from a topic before it: "Floods: The river rises", where only the topic is left out. */
static struct str without_sign(struct str s)
{
	s = str_trim(s);
	while (s.len > 1 && (s.at[0] == ':' || s.at[0] == '|' || s.at[0] == '/'))
		s = str_trim(str_sub(s, 1, SIZE_MAX));
	return s;
}

/* The weakest of too many makes room. */
static void keep_heading(struct meta *m, struct meta_heading h)
{
	size_t weakest = 0;

	if (m->headings < META_HEADINGS) {
		m->heading[m->headings++] = h;
		return;
	}
	for (size_t i = 1; i < META_HEADINGS; i++)
		if (m->heading[i].rank < m->heading[weakest].rank)
			weakest = i;
	if (h.rank > m->heading[weakest].rank)
		m->heading[weakest] = h;
}

/* How like the title a heading is, by its place and its class. */
static void read_heading(struct meta *m, const struct article_info *i)
{
	struct buf text = { 0 };
	int rank = node_is(i->node, "h1") ? 20 : node_is(i->node, "h2") ? 10 : 5;

	if (m->at >= m->to && m->to)
		return;
	rank += meta_near(m) ? 6 : 0;
	rank += class_says(i->class, CLASS_TITLE, says_title) ? 6 : 0;
	rank -= is_masthead(i->node) ? 18 : 0;
	rank -= i->evidence & EVIDENCE_FURNITURE ? 8 : 0;
	rank -= leads_home(m, i->node) ? 20 : 0;
	/* One of the stories that a page lists is not its title. */
	rank -= m->page->listing && i->linked * 10 >= i->letters * 8 ? 30 : 0;
	heading_text(m->x->page, i->node, &text);
	keep_heading(m,
		(struct meta_heading){
			.text = arena_dup(&m->x->arena, without_sign(buf_str(&text))),
			.rank = rank });
	if (rank > m->title_rank) {
		m->title_rank = rank;
		m->title_at = m->at;
	}
	buf_free(&text);
}

/* ---- pictures, standfirsts, breadcrumbs ---- */

static void offer_text(struct meta *m, enum meta_source source, const xmlNode *n, size_t max)
{
	struct buf text = { 0 };

	node_text(n, &text);
	if (str_trim(buf_str(&text)).len < max)
		meta_offer(m, source, 100, buf_str(&text));
	buf_free(&text);
}

/* The same with a blank between its blocks. */
static void offer_line(struct meta *m, enum meta_source source, const xmlNode *n, size_t max)
{
	struct buf text = { 0 };

	meta_line(n, false, STR(" "), max + 1, &text);
	if (text.len <= max)
		meta_offer(m, source, 100, buf_str(&text));
	buf_free(&text);
}

#define CREDITS(row)                                                                               \
	row("credit") row("copyright") row("photographer") row("fotograf") row("bildquelle")       \
		row("bildnachweis") row("image-source") row("img-source")

static const struct str_words credits = STR_WORDS(CREDITS);

static bool says_credit(struct str class)
{
	return str_has_words(class, &credits);
}

/* The caption without the credit in it. */
static void read_caption(struct meta *m, const xmlNode *caption)
{
	struct buf text = { 0 };
	const xmlNode *n = caption;

	while (n && text.len < CAPTION_MAX) {
		bool credit = n != caption && class_says(class_of(n), CLASS_CREDIT, says_credit);

		if (node_is_text(n))
			buf_add(&text, node_content(n));
		n = credit ? node_after(n, caption) : node_next(n, caption);
	}
	if (text.len < CAPTION_MAX)
		meta_offer(m, SOURCE_FIGCAPTION, 100, buf_str(&text));
	buf_free(&text);
}

/* The picture at the head of the article: the first caption and credit round its beginning. */
static void read_picture(struct meta *m, const struct article_info *i)
{
	bool place = m->to && m->at + PICTURE_BEFORE >= m->text_from &&
		m->at < m->text_from + PICTURE_BEFORE && meta_near(m);

	if (!place)
		return;
	if (node_is(i->node, "figcaption") && !meta_rank(m, FIELD_CAPTION))
		read_caption(m, i->node);
	if (i->letters > 2 && i->letters < CREDIT_LETTERS && !meta_rank(m, FIELD_CREDIT) &&
		class_says(i->class, CLASS_CREDIT, says_credit) && node_up(i->node, "figure"))
		offer_text(m, SOURCE_FIGCREDIT, i->node, CAPTION_MAX);
}

/* The front page's link, or the picture in it, says what the site is called; taken only where <title> says so, too. */
static void read_home(struct meta *m, const xmlNode *a)
{
	const xmlNode *img = node_child(a, "img");
	struct buf text = { 0 };

	node_text(a, &text);
	if (!str_trim(buf_str(&text)).len && img)
		buf_add(&text, node_attr(img, "alt"));
	if (text.len > 2 && text.len < SITE_MAX &&
		str_has_case(m->title_element, str_trim(buf_str(&text))))
		meta_offer(m, SOURCE_SITE_HOME, 100, buf_str(&text));
	buf_free(&text);
}

/* A teaser of another story has a heading of its own. */
static bool holds_heading(const struct meta *m, uint32_t at)
{
	const struct article_info *all = m->page->info.at;

	for (uint32_t n = at + 1; n < all[at].end; n++)
		if (all[n].act == TAG_HEADING)
			return true;
	return false;
}

static bool says_crumb(struct str class)
{
	return str_has_case(class, STR("crumb"));
}

static bool is_crumb(const xmlNode *n)
{
	return class_says(class_of(n), CLASS_CRUMB, says_crumb);
}

static void read_parts(struct meta *m, const struct article_info *i)
{
	const xmlNode *n = i->node;

	if (m->marks.rel.len && node_is(n, "a") && str_has_word(m->marks.rel, STR("tag")) &&
		i->letters < TAG_LETTERS) {
		struct buf text = { 0 };

		node_text(n, &text);
		meta_tags(m, buf_str(&text));
		buf_free(&text);
	}
	if (i->evidence & EVIDENCE_LEAD && m->to && meta_near(m) && m->title_at &&
		m->at > m->title_at && i->letters > 30 && !meta_rank(m, FIELD_LEDE) &&
		!holds_heading(m, m->at))
		offer_line(m, SOURCE_STANDFIRST, n, STANDFIRST_MAX);
	if (node_is(n, "a") && i->letters > 2 && i->letters < CRUMB_LETTERS && n->parent &&
		(is_crumb(n->parent) || is_crumb(n->parent->parent)) &&
		!leads_home(m, n->children ? n->children : n))
		offer_text(m, SOURCE_CRUMB, n, CAPTION_MAX);
	if (node_is(n, "a") && i->letters < CRUMB_LETTERS && m->at < m->text_from && is_front(n))
		read_home(m, n);
	read_picture(m, i);
}

/* Attributes for scripts, on an element that holds the article or stands before its text. */
static void read_data(struct meta *m, const struct article_info *i)
{
	static const struct {
		const char *name;
		enum meta_source source;
	} attributes[] = {
		{ "data-author", SOURCE_DATA_ATTRIBUTE_AUTHOR },
		{ "data-author-name", SOURCE_DATA_ATTRIBUTE_AUTHOR },
		{ "data-article-author", SOURCE_DATA_ATTRIBUTE_AUTHOR },
		{ "data-byline", SOURCE_DATA_ATTRIBUTE_AUTHOR },
		{ "data-published", SOURCE_DATA_ATTRIBUTE_PUBLISHED },
		{ "data-published-at", SOURCE_DATA_ATTRIBUTE_PUBLISHED },
		{ "data-published-date", SOURCE_DATA_ATTRIBUTE_PUBLISHED },
		{ "data-publish-date", SOURCE_DATA_ATTRIBUTE_PUBLISHED },
		{ "data-publication-date", SOURCE_DATA_ATTRIBUTE_PUBLISHED },
		{ "data-pubdate", SOURCE_DATA_ATTRIBUTE_PUBLISHED },
		{ "data-timestamp", SOURCE_DATA_ATTRIBUTE_PUBLISHED },
		{ "data-datetime", SOURCE_DATA_ATTRIBUTE_PUBLISHED },
		{ "data-modified", SOURCE_DATA_ATTRIBUTE_UPDATED },
		{ "data-updated-at", SOURCE_DATA_ATTRIBUTE_UPDATED },
		{ "data-section", SOURCE_DATA_ATTRIBUTE_SECTION },
	};
	bool holds = i->end > m->text_from && m->at <= m->text_from;

	if (!m->to || m->at >= m->text_to || !(holds || meta_near(m)))
		return;
	for (size_t k = 0; k < sizeof(attributes) / sizeof(*attributes); k++) {
		struct str value = node_attr(i->node, attributes[k].name);

		if (value.len && value.len < 200)
			meta_offer(m, attributes[k].source, 100, value);
	}
}

static struct meta_marks marks_of(const struct article_info *i)
{
	struct meta_marks marks = { .class = i->class };
	struct str property = STR_NONE;

	for (const xmlAttr *a = i->node->properties; a; a = a->next) {
		if (node_named(a->name, "id"))
			marks.id = node_value(a);
		else if (node_named(a->name, "rel"))
			marks.rel = node_value(a);
		else if (node_named(a->name, "itemprop"))
			marks.property = node_value(a);
		else if (node_named(a->name, "property"))
			property = node_value(a);
		else if (a->name[0] == 'd' && strncmp((const char *)a->name, "data-", 5) == 0)
			marks.data = true;
	}
	if (!marks.property.len)
		marks.property = property;
	return marks;
}

void meta_read_visible(struct meta *m, const struct article_info *i)
{
	const xmlNode *n = i->node;

	m->marks = marks_of(i);
	if (m->marks.property.len && !node_is(n, "meta"))
		read_property(m, n, m->marks.property);
	if (class_says(m->marks.class, CLASS_MARKED, may_mark))
		read_microformat(m, n, m->marks.class->value);
	if (i->act == TAG_HEADING && i->letters > 4 && i->letters < 400)
		read_heading(m, i);
	if (m->marks.data)
		read_data(m, i);
	read_parts(m, i);
	meta_read_times(m, i);
	meta_read_names(m, i);
}
