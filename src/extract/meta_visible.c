/* meta_visible.c: fields in the text of the page: microdata, hCard, rel=author, visible bylines, datelines and headings. */
#include "config.h"

#include "extract/meta.h"

#include "extract/body_writer.h"
#include "text/date.h"
#include "text/url.h"

enum {
	SHORT_LINE = 200, /* letters of a byline or dateline */
};

static void offer_text(
	struct meta *m, enum doc_field field, int rank, const char *how, const xmlNode *n)
{
	struct buf text = { 0 };
	struct str value = node_attr(n, "content");

	if (!value.len && (field == FIELD_PUBLISHED || field == FIELD_UPDATED))
		value = node_attr(n, "datetime").len ? node_attr(n, "datetime")
						     : node_attr(n, "title");
	if (!value.len && field == FIELD_IMAGE)
		value = node_attr(n, "src").len ? node_attr(n, "src") : node_attr(n, "href");
	if (!value.len && field != FIELD_IMAGE) {
		node_text(n, &text);
		value = buf_str(&text);
	}
	if (value.len < 1000)
		meta_offer(m, field, rank, how, value);
	buf_free(&text);
}

static bool near(const struct meta *m)
{
	return m->to == 0 || (m->at >= m->from && m->at < m->to);
}

/* The text of a byline with bars between its blocks; of its links alone, where they hold most of it. */
static void name_text(const xmlNode *n, struct buf *out)
{
	for (const xmlNode *c = n; c && out->len < 600; c = node_next(c, n)) {
		if (node_is_element(c) && c != n && (body_is_block(c) || node_is(c, "br")) &&
			str_trim(buf_str(out)).len)
			buf_add(out, STR(" | "));
		if (node_is_text(c) &&
			!(c->parent &&
				(node_is(c->parent, "script") || node_is(c->parent, "style"))))
			buf_add(out, node_content(c));
	}
}

/* Author names in an element: several of them are joined. */
static void offer_name(struct meta *m, int rank, const char *how, const xmlNode *n)
{
	struct meta_value *best = &m->best[FIELD_BYLINE];
	struct buf text = { 0 }, names = { 0 };

	if (!near(m))
		rank /= 4;
	name_text(n, &text);
	if (text.len < 600 && meta_names(buf_str(&text), &names)) {
		if (best->rank == rank && best->how == how && m->at - m->name_at < 10 &&
			!str_has(best->text, buf_str(&names)) && best->text.len + names.len < 200) {
			struct buf both = { 0 };

			buf_printf(
				&both, "%.*s, %.*s", STR_ARG(best->text), STR_ARG(buf_str(&names)));
			best->text = arena_dup(&m->x->arena, buf_str(&both));
			buf_free(&both);
		} else {
			meta_offer(m, FIELD_BYLINE, rank, how, buf_str(&names));
		}
		m->name_at = m->at;
	}
	buf_free(&text);
	buf_free(&names);
}

static void read_property(struct meta *m, const xmlNode *n, struct str prop)
{
	if (str_has_word(prop, STR("headline")))
		offer_text(m, FIELD_TITLE, 77, "microdata headline", n);
	if (str_has_word(prop, STR("datePublished")))
		offer_text(m, FIELD_PUBLISHED, 79, "microdata datePublished", n);
	if (str_has_word(prop, STR("dateModified")))
		offer_text(m, FIELD_UPDATED, 79, "microdata dateModified", n);
	if (str_has_word(prop, STR("articleSection")))
		offer_text(m, FIELD_SECTION, 66, "microdata articleSection", n);
	if (str_has_word(prop, STR("description")))
		offer_text(m, FIELD_LEDE, 40, "microdata description", n);
	if (str_has_word(prop, STR("author")) || str_has_word(prop, STR("creator"))) {
		const xmlNode *name = NULL;

		for (const xmlNode *c = node_next(n, n); c && !name; c = node_next(c, n))
			if (node_is_element(c) &&
				str_has_word(node_attr(c, "itemprop"), STR("name")))
				name = c;
		offer_name(m, 80, "microdata author", name ? name : n);
	}
}

static bool has_word_part(struct str class, const char *word)
{
	return str_has_case(class, str_z(word));
}

static void read_byline(struct meta *m, const struct article_info *i)
{
	const xmlNode *n = i->node;
	struct str class = node_attr(n, "class"), rel = node_attr(n, "rel");

	if (str_has_word(rel, STR("author")))
		offer_name(m, 64, "rel=author", n);
	else if (!class.len || i->letters < 3 || i->letters > SHORT_LINE)
		return;
	else if (str_has_word(class, STR("fn")) && node_up(n, "body"))
		offer_name(m, 50, "hcard", n);
	else if (has_word_part(class, "author-name") || has_word_part(class, "byline-name") ||
		has_word_part(class, "author__name") || has_word_part(class, "authorname") ||
		has_word_part(class, "byline__name") || has_word_part(class, "p-author"))
		offer_name(m, 56, "author name", n);
	else if (has_word_part(class, "byline"))
		offer_name(m, 48, "byline", n);
	else if (has_word_part(class, "author") || has_word_part(class, "autor") ||
		has_word_part(class, "auteur"))
		offer_name(m, 46, "author", n);
}

static void read_time(struct meta *m, const struct article_info *i)
{
	const xmlNode *n = i->node;
	struct str class = node_attr(n, "class");

	if (node_is(n, "time")) {
		bool sure = node_has_attr(n, "pubdate") || has_word_part(class, "publi") ||
			has_word_part(class, "entry-date");
		bool later = has_word_part(class, "updated") || has_word_part(class, "modified");

		if (later && !sure)
			offer_text(m, FIELD_UPDATED, 44, "time", n);
		else
			offer_text(m, FIELD_PUBLISHED, (sure ? 54 : 44) / (near(m) ? 1 : 3), "time",
				n);
	} else if (class.len && i->letters > 5 && i->letters < 60 &&
		m->best[FIELD_PUBLISHED].rank < (near(m) ? 34 : 11) &&
		(has_word_part(class, "date") || has_word_part(class, "publi") ||
			has_word_part(class, "time") || has_word_part(class, "posted") ||
			has_word_part(class, "datum") || has_word_part(class, "fecha") ||
			has_word_part(class, "meta"))) {
		struct buf text = { 0 };
		struct date date;
		size_t at, len;

		node_text(n, &text);
		if (date_find(
			    buf_str(&text), m->x->language, m->x->options->now, &date, &at, &len) &&
			date.precision >= DATE_DAY)
			meta_offer(m, FIELD_PUBLISHED, near(m) ? 34 : 11, "dateline",
				str_sub(buf_str(&text), at, len));
		buf_free(&text);
	}
}

/* A short line near the text may be its date or "By NAME". */
static void read_line(struct meta *m, const struct article_info *i)
{
	struct buf text = { 0 };
	struct date date;
	size_t at, len;

	name_text(i->node, &text);
	if (text.len < 120 && m->best[FIELD_PUBLISHED].rank < 26 &&
		date_find(buf_str(&text), m->x->language, m->x->options->now, &date, &at, &len) &&
		date.precision >= DATE_DAY)
		meta_offer(m, FIELD_PUBLISHED, 26, "line", str_sub(buf_str(&text), at, len));
	if (text.len < 80 && m->best[FIELD_BYLINE].rank < 26 && meta_has_prefix(buf_str(&text)))
		offer_name(m, 26, "line", i->node);
	buf_free(&text);
}

/* Whether it is a link to the front page: then it is the site's name. */
static bool leads_home(const xmlNode *n)
{
	const xmlNode *a = node_is(n->parent, "a") ? n->parent : node_child(n, "a");
	struct url_parts parts;

	if (!a || !node_attr(a, "href").len)
		return false;
	url_parts(node_attr(a, "href"), &parts);
	return parts.path.len <= 1 || str_eq(parts.path, STR("index.html")) ||
		str_eq(parts.path, STR("/index.html")) || str_eq(parts.path, STR("index.php")) ||
		str_eq(parts.path, STR("./"));
}

/* The text of a heading without what stands above the title proper: its topic, and what only a screen reader says. */
static void heading_text(const xmlNode *heading, struct buf *out)
{
	static const char *const topics[] = { "kicker", "dachzeile", "topline", "overline",
		"eyebrow", "topic", "label", "visually-hidden", "sr-only", "screen-reader" };
	const xmlNode *n = heading;

	while (n) {
		bool topic = false;

		for (size_t i = 0; n != heading && node_is_element(n) &&
			i < sizeof(topics) / sizeof(*topics) && !topic;
			i++)
			topic = has_word_part(node_attr(n, "class"), topics[i]);
		if (node_is_text(n))
			buf_add(out, node_content(n));
		n = topic ? node_after(n, heading) : node_next(n, heading);
	}
	if (!str_trim(buf_str(out)).len)
		node_text(heading, out);
}

/* Which heading is the title: the first h1 near the text, above all one whose class or whose place in <title> says so. */
static void read_heading(struct meta *m, const struct article_info *i)
{
	struct str class = node_attr(i->node, "class");
	struct buf text = { 0 };
	int rank = node_is(i->node, "h1") ? 20 : node_is(i->node, "h2") ? 10 : 5;

	if (m->at >= m->to && m->to)
		return;
	rank += near(m) ? 6 : 0;
	rank += has_word_part(class, "title") || has_word_part(class, "headline") ? 6 : 0;
	rank -= has_word_part(class, "logo") || has_word_part(class, "site") ||
			has_word_part(class, "blog-title")
		? 12
		: 0;
	rank -= i->evidence & EVIDENCE_FURNITURE ? 8 : 0;
	rank -= leads_home(i->node) ? 20 : 0;
	heading_text(i->node, &text);
	if (meta_in_title(m, buf_str(&text)))
		rank += 14;
	if (rank > m->heading_rank) {
		m->heading_rank = rank;
		m->heading = arena_dup(&m->x->arena, str_trim(buf_str(&text)));
	}
	buf_free(&text);
}

void meta_read_visible(struct meta *m, const struct article_info *i)
{
	const xmlNode *n = i->node;
	struct str prop = node_attr(n, "itemprop");

	if (!prop.len)
		prop = node_attr(n, "property");
	if (prop.len && !node_is(n, "meta"))
		read_property(m, n, prop);
	if (i->act == TAG_HEADING && i->letters > 4 && i->letters < 400)
		read_heading(m, i);
	if (node_is(n, "a") && str_has_word(node_attr(n, "rel"), STR("tag")) && i->letters < 60) {
		struct buf text = { 0 };

		node_text(n, &text);
		meta_tags(m, buf_str(&text));
		buf_free(&text);
	}
	read_byline(m, i);
	read_time(m, i);
	if (m->to && near(m) && i->block && i->own > 5 && i->own < 60)
		read_line(m, i);
}
