/* article.c: the article of a page: its fields, then its text by order of belief. */
#include "config.h"

#include "extract/article.h"

#include "extract/article_info.h"
#include "extract/article_listing.h"
#include "extract/article_state.h"
#include "extract/body.h"
#include "page/make.h"

enum {
	PUBLISHED_LEAST = 300, /* bytes of a text in JSON-LD that is worth showing */
	PLAIN_LEAST = 20,      /* letters of a page that shows something without scripts */
	STRAY_LEAST = 500,     /* letters' worth of a text that is believed without its title */
	STATE_LEAST = 120,     /* letters of a text in the data for scripts that is worth showing */
	STATE_BELOW = 700,     /* letters: with more on the page that data is not looked at */
};

static bool is_dropped(const xmlNode *n, void *data)
{
	const struct article_info *i = article_info(data, n);

	return i && i->evidence & EVIDENCE_DROPPED;
}

/* A block named like a caption, or an inline part named so in a block that has no other text. */
static bool is_caption(const xmlNode *n, void *data)
{
	const struct article_page *p = data;
	const struct article_info *i = article_info(p, n), *up;

	if (!i || !(i->evidence & (EVIDENCE_CAPTION | EVIDENCE_CREDITED)) || i->blocks > 1)
		return false;
	if (i->block)
		return i->evidence & EVIDENCE_CAPTION || i->own == i->letters;
	up = &p->info.at[i->parent];
	while (!up->block)
		up = &p->info.at[up->parent];
	return up->evidence & EVIDENCE_CREDITED;
}

static void write_fragment(
	struct extract *x, struct builder *b, struct str html, const struct body_options *o)
{
	xmlNode *holder = make_element(x->attic ? x->attic : x->page->root, STR("div"));

	page_parse_fragment(holder, html);
	body_write(x, b, holder, o);
}

static bool write_opening(struct extract *x, struct builder *b)
{
	const struct opening *o = &x->opening;
	struct body_anchors anchors = { 0 };
	const struct body_options options = { .anchors = &anchors };

	if (!o->body.len && !str_trim(o->html).len && !str_trim(o->text).len)
		return false;
	builder_article_begin(b);
	if (o->body.len) {
		for (size_t i = 0; i < o->body.len; i++)
			body_anchors_add(&anchors, x->page, o->body.at[i]);
		body_anchors_sort(&anchors);
		for (size_t i = 0; i < o->body.len; i++)
			body_write(x, b, o->body.at[i], &options);
	} else if (str_trim(o->html).len) {
		write_fragment(x, b, o->html, &options);
	} else {
		body_write_text(x, b, o->text, &options);
	}
	builder_article_end(b);
	body_anchors_free(&anchors);
	builder_field(b, FIELD_TEXT, STR_NONE, o->how[0] ? o->how : "opening");
	return true;
}

static void write_choice(struct article_page *p, struct builder *b, const struct article_choice *c)
{
	struct body_anchors anchors = { 0 };
	const struct body_options options = {
		.skip = is_dropped, .caption = is_caption, .data = p, .anchors = &anchors
	};

	for (unsigned i = 0; i < c->count; i++)
		body_anchors_add(&anchors, p->x->page, p->info.at[c->at[i]].node);
	body_anchors_sort(&anchors);
	builder_article_begin(b);
	for (unsigned i = 0; i < c->count; i++)
		body_write(p->x, b, p->info.at[c->at[i]].node, &options);
	builder_article_end(b);
	body_anchors_free(&anchors);
	builder_field(b, FIELD_TEXT, STR_NONE, c->how);
}

/* What a page says that shows nothing without its scripts. */
static void write_without_scripts(struct extract *x, struct builder *b)
{
	const struct body_options options = { 0 };
	xmlNode *root = x->page->root, *holder, *child;

	for (xmlNode *n = root; n; n = node_next(n, root)) {
		if (!node_is(n, "noscript") || !n->parent || node_is(n->parent, "head"))
			continue;
		holder = make_element(x->attic ? x->attic : root, STR("div"));
		while ((child = n->children)) {
			xmlUnlinkNode(child);
			node_link(child, holder, NULL);
		}
		body_write(x, b, holder, &options);
	}
}

static void write_plain(struct article_page *p, struct builder *b)
{
	const struct body_options options = { 0 };
	struct extract *x = p->x;

	explain(x->options->explain, "article", "nothing like an article; the plain text is shown");
	builder_article_begin(b);
	body_write(x, b, x->page->root, &options);
	if (p->info.len && p->info.at[0].letters < PLAIN_LEAST)
		write_without_scripts(x, b);
	builder_article_end(b);
	builder_no_article(b);
}

static uint32_t letters_of(const struct article_page *p, const struct article_choice *c, bool found)
{
	uint32_t letters = 0;

	for (unsigned i = 0; found && i < c->count; i++)
		letters += p->info.at[c->at[i]].letters;
	return letters;
}

static void write_published(struct extract *x, struct builder *b, struct str text)
{
	const struct body_options options = { 0 };

	builder_article_begin(b);
	if (str_has(text, STR("</")) || str_has(text, STR("<br"))) {
		write_fragment(x, b, text, &options);
	} else {
		body_write_text(x, b, text, &options);
	}
	builder_article_end(b);
	builder_field(b, FIELD_TEXT, STR_NONE, "json-ld articleBody");
	explain(x->options->explain, "article", "taken from json-ld articleBody");
}

/* JSON and XML that hold a discussion are records: what no extractor names is not for reading. */
static bool is_records(const struct extract *x)
{
	return x->talked && x->page->kind != PAGE_HTML;
}

/* Text that is not in the markup, where the page shows nothing, or only a small part of it: looked for in the data for its scripts. */
static bool find_data(
	struct article_page *p, const struct article_choice *c, bool found, struct buf *html)
{
	const struct opening *o = &p->x->opening;
	uint32_t letters = p->x->page->kind == PAGE_JSON ? 0 : letters_of(p, c, found);

	if (letters >= STATE_BELOW || p->listing || p->x->answers_only || is_records(p->x) ||
		o->body.len || str_trim(o->html).len || str_trim(o->text).len)
		return false;
	return article_state(p, letters * 3 + STATE_LEAST, html);
}

static void write_state(struct extract *x, struct builder *b, struct str html)
{
	const struct body_options options = { 0 };

	builder_article_begin(b);
	write_fragment(x, b, html, &options);
	builder_article_end(b);
	builder_field(b, FIELD_TEXT, STR_NONE, "data for scripts");
	explain(x->options->explain, "article", "taken from the data for scripts");
}

/* Text that the page publishes as JSON-LD, and shows only a small part of. */
static bool is_published(const struct article_page *p, const struct article_choice *c, bool found)
{
	return p->published.len >= PUBLISHED_LEAST &&
		(size_t)letters_of(p, c, found) * 3 < p->published.len;
}

/* A page may hide its text until a script shows it: what the first look leaves out is looked at then. */
static bool find(struct article_page *p, struct extract *x, struct article_choice *c)
{
	/* What stands round answers alone says how to register, and what the forum is about. */
	if (x->answers_only)
		return false;
	if (article_choose(p, c))
		return true;
	array_free(&p->info);
	p->hidden_too = true;
	*c = (struct article_choice){ 0 };
	article_survey(p, x);
	return article_choose(p, c);
}

/* Whether a rule knows the title of a post and where its text would stand, and what was found elsewhere is short and apart from the title: the
 * post is a link, and this a box to sign up in. */
static bool is_stray(const struct extract *x, const struct article_choice *c)
{
	const struct opening *o = &x->opening;

	return x->rule && site_has(x->rule, PAGE_FIELD_BODY) && o->field[FIELD_TITLE].len &&
		str_starts(str_z(o->how), STR("rule ")) && c->score < STRAY_LEAST && !c->titled;
}

static void write_found(
	struct article_page *p, struct builder *b, const struct article_choice *c, bool found)
{
	struct extract *x = p->x;
	bool stray = found && is_stray(x, c);

	if (found && !stray && !is_records(x)) {
		article_drop_teasers(p, c);
		article_prune(p, c, builder_get(b, FIELD_TITLE));
		explain(x->options->explain, "article", "taken from %s", c->how);
		write_choice(p, b, c);
	} else if (x->answers_only || stray || (x->talked && x->opening.field[FIELD_TITLE].len) ||
		is_records(x)) {
		/* A link that people talk about, or answers alone: a title at most. */
		explain(x->options->explain, "article", "a title without text: %s", x->opening.how);
		builder_article_begin(b);
		builder_article_end(b);
	} else {
		write_plain(p, b);
	}
}

void article_write(struct extract *x, struct builder *b)
{
	struct article_page p = { 0 };
	struct article_choice c = { 0 };
	struct buf html = { 0 };
	bool found, data;

	article_survey(&p, x);
	found = find(&p, x, &c);
	/* Where people talk about a link, what came nearest to a text is no place to look for its fields. */
	if (!found && x->talked && !x->opening.complete)
		c = (struct article_choice){ 0 };
	data = find_data(&p, &c, found, &html);
	article_meta(&p, &c, b);
	article_related(&p, b);
	if (write_opening(x, b))
		explain(x->options->explain, "article", "known before: %s", x->opening.how);
	else if (is_published(&p, &c, found))
		write_published(x, b, p.published);
	else if (data)
		write_state(x, b, buf_str(&html));
	else
		write_found(&p, b, &c, found);
	buf_free(&html);
	array_free(&p.info);
}
