/* rows.c: the units of both panes as rows. The article: its head, one unit a block (a table is
 * one), what follows it. The thread: one unit a visible comment. */
#include "config.h"

#include "view/state.h"

#include "text/bidi.h"
#include "text/date.h"
#include "text/width.h"

#define LINKS_SHOWN 200 /* tags, and related stories, at the most */
#define NAME_LEAST  16	/* columns of a comment's author, where there are so many */
#define TEXT_MIN    30	/* columns that the text of a deep reply keeps where the pane has them */

void pane_changed(struct view *v, int pane)
{
	v->pane[pane].stamp++;
}

uint32_t unit_count(const struct view *v, int pane)
{
	return pane == ARTICLE ? v->d->head->blocks.count + 2 : v->tree.count;
}

uint32_t unit_of_block(const struct view *v, uint32_t block)
{
	const struct range *r = &v->d->head->blocks;
	uint32_t at = block;

	while (at > r->first && v->d->block[at].kind == BLOCK_ROW &&
		v->d->block[at - 1].kind == BLOCK_ROW &&
		v->d->block[at - 1].number == v->d->block[at].number)
		at--;
	return at - r->first + 1;
}

uint32_t unit_next(const struct view *v, int pane, uint32_t unit)
{
	const struct range *r = &v->d->head->blocks;

	if (pane == THREAD)
		return v->tree.count ? tree_next(v, unit) : DOC_NONE;
	if (unit > r->count)
		return DOC_NONE;
	if (unit == 0)
		return 1;
	return layout_group_end(v->d, r->first + unit - 1, r->first + r->count) - r->first + 2;
}

uint32_t unit_previous(const struct view *v, int pane, uint32_t unit)
{
	const struct range *r = &v->d->head->blocks;

	if (pane == THREAD)
		return v->tree.count ? tree_previous(v, unit) : DOC_NONE;
	if (unit <= 1)
		return unit ? 0 : DOC_NONE;
	return unit_of_block(v, r->first + unit - 2);
}

enum layout_order view_order(const struct view *v)
{
	if (v->o->no_bidi)
		return LAYOUT_TEXT;
	return bidi_language(doc_field(v->d, FIELD_LANGUAGE)) ? LAYOUT_SCREEN_RIGHT : LAYOUT_SCREEN;
}

struct str view_shown(const struct view *v, struct str s, struct buf *made)
{
	return v->o->no_bidi ? s : bidi_visual(s, made);
}

struct str view_cut_sign(const struct view *v)
{
	return v->o->ascii ? STR("...") : STR("…");
}

struct hyphen *view_hyphen(struct view *v)
{
	if (!v->o->hyphenate)
		return NULL;
	if (!v->hyphen_tried)
		v->hyphen = hyphen_new(v->o->hyphen_folder, doc_field(v->d, FIELD_LANGUAGE));
	v->hyphen_tried = true;
	return v->hyphen;
}

void view_hyphen_free(struct view *v)
{
	hyphen_free(v->hyphen);
	v->hyphen = NULL;
	v->hyphen_tried = false;
}

/* ---- the article ---- */

static int text_width_of(const struct view *v, int pane)
{
	int cols = v->pane[pane].cols - 2, measure = v->o->measure ? v->o->measure : 80;

	if (cols < 1)
		cols = 1;
	return cols < measure ? cols : measure;
}

int pane_text_left(const struct view *v, int pane)
{
	int rest = v->pane[pane].cols - 2 - text_width_of(v, pane);

	if (v->pane[pane].cols < 4)
		return 0;
	return pane == ARTICLE && rest > 0 ? 1 + rest / 2 : 1;
}

static void add_field(
	struct view *v, struct layout *l, enum doc_field field, uint32_t style, int width)
{
	layout_text(l, v->d, doc_field(v->d, field), 0, width, style, DOC_NONE);
}

static void head_rows(struct view *v, struct layout *l, int width)
{
	struct buf line = { 0 };
	struct str by = doc_field(v->d, FIELD_BYLINE), when = doc_field(v->d, FIELD_PUBLISHED);
	struct date t;
	char human[40];

	add_field(v, l, FIELD_TITLE, STYLE_HEADING | STYLE_STRONG, width);
	buf_add(&line, by);
	if (when.len && by.len)
		buf_add(&line, STR(", "));
	if (date_parse(when, STR_NONE, 0, &t))
		buf_add(&line, str_z(date_human(&t, human)));
	else
		buf_add(&line, when);
	if (line.len)
		layout_text(l, v->d, layout_dup(l, buf_str(&line)), 0, width, STYLE_DIM, DOC_NONE);
	if (doc_field(v->d, FIELD_LEDE).len && !doc_lede_repeats(v->d)) {
		layout_row(l, DOC_NONE, 0, 0);
		add_field(v, l, FIELD_LEDE, STYLE_EMPHASIS, width);
	}
	if (!v->d->head->has_article && !v->d->head->blocks.count)
		layout_text(l, v->d, STR("No article was found on this page."), 0, width, STYLE_DIM,
			DOC_NONE);
	layout_row(l, DOC_NONE, 0, 0);
	buf_free(&line);
}

static void list_name(struct layout *l, const char *name, int width)
{
	layout_row(l, DOC_NONE, 0, 0);
	layout_row(l, DOC_NONE, 0, 0);
	layout_seg(l, str_z(name), DOC_NONE, 0, width, STYLE_STRONG, DOC_NONE);
}

/* One behind the other; a row has as many as fit. */
static void tag_rows(struct view *v, struct layout *l, int width)
{
	struct range tags = v->d->head->tags;
	const struct str dot = v->o->ascii ? STR(", ") : STR(" · ");
	int col = INT32_MAX;

	if (tags.count)
		list_name(l, "Tags", width);
	for (uint32_t i = 0; i < tags.count && i < LINKS_SHOWN; i++) {
		const struct doc_link *k = &v->d->link[tags.first + i];
		struct str text = doc_str(v->d, k->title);

		if (col > width - text_width(text) - text_width(dot)) {
			layout_row(l, DOC_NONE, 0, 0);
			col = 2;
		} else {
			col = layout_seg(l, dot, DOC_NONE, col, width - col, STYLE_DIM, DOC_NONE);
		}
		col = layout_seg(l, text, k->title.at, col, width - col,
			k->url.len ? STYLE_LINK : 0, tags.first + i);
	}
}

static void related_rows(struct view *v, struct layout *l, int width)
{
	struct range links = v->d->head->related;

	if (links.count)
		list_name(l, "Related", width);
	for (uint32_t i = 0; i < links.count && i < LINKS_SHOWN; i++) {
		const struct doc_link *k = &v->d->link[links.first + i];
		size_t from = l->row.len, seg;

		layout_text(l, v->d, doc_str(v->d, k->title), 2, width - 2,
			k->url.len ? STYLE_LINK : 0, DOC_NONE);
		for (; from < l->row.len; from++)
			for (seg = l->row.at[from].seg;
				seg < l->row.at[from].seg + l->row.at[from].segs; seg++)
				l->seg.at[seg].link = links.first + i;
	}
}

static void article_rows(struct view *v, uint32_t unit, struct layout *l)
{
	const struct range *all = &v->d->head->blocks;
	struct layout_options o = { .width = text_width_of(v, ARTICLE),
		.ascii = v->o->ascii,
		.wrap_code = v->o->wrap_code,
		.hyphen = view_hyphen(v) };
	struct range r;

	if (unit == 0) {
		head_rows(v, l, o.width);
	} else if (unit > all->count) {
		tag_rows(v, l, o.width);
		related_rows(v, l, o.width);
		if (!l->row.len)
			layout_row(l, DOC_NONE, 0, 0);
	} else {
		r.first = all->first + unit - 1;
		r.count = layout_group_end(v->d, r.first, all->first + all->count) - r.first + 1;
		layout_blocks(l, v->d, r, unit == 1 ? DOC_NONE : r.first - 1, &o);
	}
}

/* ---- the thread ---- */

/* The column of a reply `depth` levels deep: two columns a level at first, then one, then none,
 * so that the text keeps TEXT_MIN columns. */
static int indent_of(uint32_t depth, int width)
{
	int budget = width - TEXT_MIN - 2, wide = budget / 3, d = depth > 1000 ? 1000 : (int)depth;

	if (budget < 0)
		budget = 0;
	if (wide < 0)
		wide = 0;
	if (d > wide)
		d = 2 * wide + (d - wide) < budget ? 2 * wide + (d - wide) : budget;
	else
		d = 2 * d;
	return d;
}

/* One piece for all levels, blanks between them included: one change of colour a row. Where levels
 * stand a column apart, every second one has a line: a wall of lines would say no more. */
static void guides(const struct view *v, struct layout *l, uint32_t depth, int width)
{
	struct str line = v->o->ascii ? STR("|") : STR("│");
	int end = indent_of(depth, width), at = 0;
	struct buf text = { 0 };

	if (v->linear || !end)
		return;
	for (uint32_t i = 0; i < depth && i < 1000; i++) {
		int col = indent_of(i, width);

		if (col < at || col >= end || col % 2)
			continue;
		for (; at < col; at++)
			buf_add_char(&text, ' ');
		buf_add(&text, line);
		at++;
	}
	layout_seg(l, layout_dup(l, buf_str(&text)), DOC_NONE, 0, end, STYLE_GUIDE, DOC_NONE);
	buf_free(&text);
}

static bool is_new(const struct view *v, uint32_t comment)
{
	return v->seen && !v->seen[comment];
}

static void marks(struct view *v, const struct doc_comment *c, uint32_t comment, struct buf *out)
{
	const char *dot = v->linear ? ", " : v->o->ascii ? " - " : " · ";
	char age[8];

	if (c->when != INT64_MIN && v->o->now)
		buf_printf(out, "%s%s", dot, date_age(c->when, v->o->now, age));
	if (c->score != INT32_MIN)
		buf_printf(out, c->score ? "%s%s%+d" : "%s%s%d", dot, v->linear ? "score " : "",
			c->score);
	for (int i = 0; i < FLAG_BITS; i++)
		if (c->flags & 1u << i && i != FLAG_BIT_GUESSED)
			buf_printf(out, "%s%s", dot, flag_name((unsigned)i));
	if (is_new(v, comment))
		buf_printf(out, "%snew", dot);
	else if (v->visit.comment && v->visit.comment[comment] == VISIT_CHANGED)
		buf_printf(out, "%schanged", dot);
}

/* For the ear: where it stands, before who wrote it. */
static void in_words(
	struct view *v, const struct doc_comment *c, uint32_t place, bool folded, struct buf *out)
{
	uint32_t parent = tree_parent(v, place), replies = c->size - 1;
	struct str to = parent != DOC_NONE ? doc_str(v->d, tree_at(v, parent)->author)
					   : doc_str(v->d, c->reply_to);

	buf_printf(out, "comment %u of %u, ", place + 1, v->tree.count);
	if (to.len)
		buf_printf(out, "reply to %.*s, ", STR_ARG(to));
	buf_printf(out, "level %u, ", c->depth + 1);
	if (replies)
		buf_printf(out, "%u %s", replies, replies == 1 ? "reply" : "replies");
	else
		buf_add(out, STR("no replies"));
	buf_add(out, folded ? STR(", folded: ") : STR(": "));
}

/* The name of whom it answers, unless that comment stands right above. */
static struct str answered(const struct view *v, const struct doc_comment *c, uint32_t place)
{
	uint32_t parent = tree_parent(v, place);

	if (parent != DOC_NONE && parent + 1 == place)
		return STR_NONE;
	if (parent != DOC_NONE)
		return doc_str(v->d, tree_at(v, parent)->author);
	return doc_str(v->d, c->reply_to);
}

static void first_words(struct view *v, struct layout *l, uint32_t place, int col, int width)
{
	struct str text = doc_opening(v->d, tree_comment(&v->tree, place));
	int room = width - col - 2;

	if (text.len && room >= 6)
		layout_seg_cut(l, text, (uint32_t)(text.at - v->d->pool), col + 2, room, STYLE_DIM,
			view_cut_sign(v));
}

/* All in words, wrapped: nothing of it may be cut off. */
static void linear_header(struct view *v, uint32_t place, struct layout *l, int width, bool folded)
{
	const struct doc_comment *c = tree_at(v, place);
	struct str name = doc_str(v->d, c->author);
	struct buf text = { 0 };

	in_words(v, c, place, folded, &text);
	buf_add(&text, name.len ? name : STR("(no name)"));
	marks(v, c, tree_comment(&v->tree, place), &text);
	layout_text(l, v->d, layout_dup(l, buf_str(&text)), 0, width, STYLE_AUTHOR, DOC_NONE);
	if (folded || v->outline) {
		layout_row(l, DOC_NONE, 0, 0);
		first_words(v, l, place, 0, width);
	}
	buf_free(&text);
}

/* A row: sign, name, hidden replies, whom it answers, age and marks, first words when the body is
 * not shown. A long name gives way to what stands behind it, down to NAME_LEAST columns; the hidden
 * replies are told in any case. */
static void comment_header(struct view *v, uint32_t place, struct layout *l, int width, bool folded)
{
	const struct doc_comment *c = tree_at(v, place);
	struct str name = doc_str(v->d, c->author), to = answered(v, c, place);
	uint32_t style = tree_shows(v, place) == TREE_ABOVE ? STYLE_DIM : STYLE_AUTHOR;
	const char *mark = folded ? (v->o->ascii ? "+ " : "▸ ")
		: c->size > 1	  ? (v->o->ascii ? "- " : "▾ ")
				  : (v->o->ascii ? "* " : "• ");
	int col = indent_of(c->depth, width), room, least;
	struct buf hidden = { 0 }, text = { 0 };

	if (folded && c->size > 1)
		buf_printf(&hidden, " [+%u]", c->size - 1);
	if (to.len)
		buf_printf(&text, " %s %.*s", v->o->ascii ? "->" : "↰", STR_ARG(to));
	marks(v, c, tree_comment(&v->tree, place), &text);
	col = layout_seg(l, str_z(mark), DOC_NONE, col, width - col, STYLE_DIM, DOC_NONE);
	room = width - col - (int)hidden.len;
	least = room < NAME_LEAST ? room : NAME_LEAST;
	room -= text_width(buf_str(&text));
	room = room > least ? room : least;
	col = layout_seg_cut(l, name.len ? name : STR("(no name)"),
		name.len ? c->author.at : DOC_NONE, col, room > 4 ? room : width - col, style,
		view_cut_sign(v));
	if (hidden.len)
		col = layout_seg(l, layout_dup(l, buf_str(&hidden)), DOC_NONE, col, width - col,
			STYLE_NEW, DOC_NONE);
	col = layout_seg_cut(l, layout_dup(l, buf_str(&text)), DOC_NONE, col, width - col,
		STYLE_DIM, view_cut_sign(v));
	if (folded || v->outline)
		first_words(v, l, place, col, width);
	buf_free(&hidden);
	buf_free(&text);
}

/* Moves body rows right and puts the guides before them; only the rows from `from` on. */
static void place_body(
	struct view *v, uint32_t depth, struct layout *body, struct layout *l, int left, int width)
{
	for (size_t i = 0; i < body->row.len; i++) {
		const struct layout_row *r = &body->row.at[i];

		layout_row(l, r->block, r->from, r->to);
		guides(v, l, depth, width);
		for (uint32_t k = r->seg; k < r->seg + r->segs; k++)
			layout_copy(l, &body->seg.at[k], left);
	}
}

static void comment_rows(struct view *v, uint32_t place, struct layout *l)
{
	const struct doc_comment *c = tree_at(v, place);
	int width = text_width_of(v, THREAD),
	    left = (v->linear ? 0 : indent_of(c->depth, width)) + 2;
	bool folded = v->tree.folded[tree_comment(&v->tree, place) - v->tree.first];
	struct layout body = { 0 };
	struct layout_options o = {
		.ascii = v->o->ascii, .wrap_code = true, .hyphen = view_hyphen(v)
	};

	if (width < 8)
		left = 0;
	o.width = width - left > 1 ? width - left : 1;
	if (v->linear) {
		linear_header(v, place, l, width, folded);
	} else {
		layout_row(l, DOC_NONE, 0, 0);
		guides(v, l, c->depth, width);
		comment_header(v, place, l, width, folded);
	}
	if (folded || v->outline)
		return;
	body.order = l->order;
	layout_blocks(&body, v->d, c->blocks, DOC_NONE, &o);
	place_body(v, c->depth, &body, l, left, width);
	layout_row(l, DOC_NONE, 0, 0);
	guides(v, l, c->depth, width);
	layout_free(&body);
}

const struct layout *unit_rows(struct view *v, int pane, uint32_t unit)
{
	struct pane *p = &v->pane[pane];
	struct slot *s = &p->slot[unit % CACHE_SLOTS];

	if (s->stamp == p->stamp + 1 && s->unit == unit)
		return &s->rows;
	layout_clear(&s->rows);
	s->rows.order = view_order(v);
	s->unit = unit;
	s->stamp = p->stamp + 1;
	if (pane == ARTICLE)
		article_rows(v, unit, &s->rows);
	else
		comment_rows(v, unit, &s->rows);
	return &s->rows;
}
