/* dump_talk.c: the discussion of a dump. Every way in which pages head their comments is tried on all lines; the one that
 * finds the most comments is taken, if a line says that comments follow or there are enough of them. */
#include "config.h"

#include "extract/dump.h"
#include "text/url.h"

#include <stdlib.h>

enum {
	HEAD_BYTES = 160,
	NOTE = 60,	 /* bytes of a line below the comments that may say who may write more */
	DATE_LINE = 60,	 /* bytes of "Posted on DATE - 3 hours ago" */
	PARAGRAPH = 240, /* bytes of a line that is text */
	BELOW = 3,	 /* lines below the last comment that belong to it */
	DEPTHS_MAX = 64,
};

static const char *const layout_name[LAYOUTS] = {
#define LAYOUT(id, name) [LAYOUT_##id] = (name),
#include "extract/dump_layouts.def"
#undef LAYOUT
};

/* Whether text of nobody's stands between the last comment and the end: then name and date stand above, not below. */
static bool is_above(const struct dump *d, const struct dump_finding *f)
{
	const struct dump_head *h = &f->heads.at[f->heads.len - 1];

	if (str_starts_case(d->lines.at[h->last].text, STR("posted by")))
		return false;
	for (size_t i = h->last + 1; i < d->lines.len && i < h->last + 6; i++) {
		const struct dump_line *l = &d->lines.at[i];

		if (l->ending || l->box)
			return false;
		if (!l->idle && !l->figure && l->text.len > NOTE)
			return true;
	}
	return false;
}

static bool best_finding(struct extract *x, const struct dump *d, struct dump_finding *best)
{
	size_t most = 0;

	*best = (struct dump_finding){ 0 };
	for (int layout = 0; layout < LAYOUTS; layout++) {
		struct dump_finding f;
		size_t n;

		dump_heads(d, (enum dump_layout)layout, &f);
		dump_trim(d, &f);
		n = dump_judge(x, d, &f);
		if (n && layout == LAYOUT_TEXT_NAME_DATE && is_above(d, &f))
			n = 0;
		if (layout == LAYOUT_MARKED && most >= 3 && n < most * 4)
			n = 0; /* a bullet proves less than a date */
		if (n > most) {
			struct dump_finding old = *best;

			*best = f;
			f = old;
			most = n;
		}
		array_free(&f.heads);
	}
	return most > 0;
}

/* ---- texts ---- */

/* Lines that open a comment or close it and say nothing of it: bullets, faces, numbers, dates below the text. */
static bool is_furniture(const struct dump_line *l)
{
	struct str before = str_trim(str_sub(l->text, 0, l->date_at));

	if (l->idle || l->figure || !l->text.len)
		return true;
	return l->date_len > 0 &&
		(l->text.len <= l->date_len + 12 ||
			(l->text.len <= DATE_LINE && before.len &&
				dump_prefix(DUMP_FILLER, before, false) >= before.len - 3));
}

static void add_paragraph(struct buf *out, const struct dump_line *l, int indent)
{
	if (out->len)
		buf_add(out, STR("\n\n"));
	if (l->bullet)
		buf_add(out, STR("• "));
	else if (l->number >= 0)
		buf_printf(out, "%d. ", l->number);
	else if (l->gap && l->indent >= indent + 4)
		buf_add(out, STR("> "));
	buf_add(out, l->text);
}

static void take_time(const struct dump_line *l, struct dump_head *h)
{
	if (l->date_len && !h->time.len)
		h->time = str_sub(l->text, l->date_at, l->date_len);
}

/* Whether a line before the text is none of it. */
static bool is_prologue(const struct dump_line *l, struct dump_head *h)
{
	if (is_furniture(l)) {
		take_time(l, h);
		return true;
	}
	if (str_eq(l->text, h->author))
		return true;
	return l->text.len <= HEAD_BYTES && dump_prefix(DUMP_REPLY, l->text, false) &&
		dump_split_reply(l->text, h);
}

static struct str take_body(struct extract *x, const struct dump *d, struct dump_head *h)
{
	struct buf out = { 0 };
	struct str text;
	int indent = -1;

	while (h->end > h->body && is_furniture(&d->lines.at[h->end - 1]))
		take_time(&d->lines.at[--h->end], h);
	for (size_t i = h->body; i < h->end; i++) {
		const struct dump_line *l = &d->lines.at[i];

		if (l->idle || (out.len == 0 && is_prologue(l, h)))
			continue;
		if (indent < 0 || l->indent < indent)
			indent = l->indent;
		add_paragraph(&out, l, indent);
	}
	text = arena_dup(&x->arena, buf_str(&out));
	buf_free(&out);
	return text;
}

/* ---- depths ---- */

/* The leftmost column of the text; that of the head where there is no text. */
static int body_indent(const struct dump *d, const struct dump_head *h)
{
	int indent = -1;

	for (size_t i = h->body; i < h->end; i++) {
		const struct dump_line *l = &d->lines.at[i];

		if (!is_furniture(l) && (indent < 0 || l->indent < indent))
			indent = l->indent;
	}
	return indent < 0 ? h->indent : indent;
}

/* How many different columns there are, up to a limit. */
static unsigned columns(const struct dump_finding *f)
{
	int seen[DEPTHS_MAX];
	unsigned n = 0;

	for (size_t i = 0; i < f->heads.len && n < DEPTHS_MAX; i++) {
		unsigned k = 0;

		while (k < n && seen[k] != f->heads.at[i].indent)
			k++;
		if (k == n)
			seen[n++] = f->heads.at[i].indent;
	}
	return n;
}

/* Columns of the heads, or of the texts where they are less ragged: names are centred on some pages. */
static void set_indents(const struct dump *d, struct dump_finding *f)
{
	ARRAY(int) old = { 0 };
	unsigned by_head = columns(f);

	if (by_head == 1)
		return;
	for (size_t i = 0; i < f->heads.len; i++) {
		*array_add(&old) = f->heads.at[i].indent;
		f->heads.at[i].indent = body_indent(d, &f->heads.at[i]);
	}
	if (columns(f) >= by_head)
		for (size_t i = 0; i < f->heads.len; i++)
			f->heads.at[i].indent = old.at[i];
	array_free(&old);
}

/* Depths from columns; a column more or less (the figures of "9." and "10.") is the same depth. */
static void set_levels(struct talk *t, const struct dump_finding *f)
{
	ARRAY(int) open = { 0 };
	bool deep = false;

	for (size_t i = 0; i < f->heads.len; i++) {
		int indent = f->heads.at[i].indent;

		while (open.len && open.at[open.len - 1] > indent + 1)
			open.len--;
		if (!open.len || open.at[open.len - 1] + 1 < indent)
			*array_add(&open) = indent;
		t->comments.at[i].level = (int)open.len - 1;
		deep |= open.len > 1;
	}
	for (size_t i = 0; i < t->comments.len && !deep; i++)
		t->comments.at[i].level = -1;
	array_free(&open);
}

/* Whether numbers like "2.1" say who answers whom. */
static bool has_numbers(const struct dump_finding *f)
{
	size_t dotted = 0, numbered = 0;

	for (size_t i = 0; i < f->heads.len; i++) {
		numbered += f->heads.at[i].number.len > 0;
		dotted += str_find_char(f->heads.at[i].number, '.', 0) != STR_NOWHERE;
	}
	return dotted > 0 && numbered * 10 >= f->heads.len * 9;
}

/* ---- addresses, where the dump numbered its links ---- */

/* The address that a piece of these lines' text leads to. */
static struct str href_of(const struct dump *d, size_t from, size_t to, struct str piece)
{
	for (; piece.len && from < to; from++) {
		struct str s = d->lines.at[from].text;

		if (piece.at >= s.at && piece.at < s.at + s.len)
			return dump_href(d, from, (size_t)(piece.at - s.at));
	}
	return STR_NONE;
}

/* Where "parent" leads, on the lines of a comment. */
static struct str parent_href(const struct dump *d, size_t from, size_t to)
{
	for (size_t k = dump_link_from(d, from); k < d->links.len && d->links.at[k].line < to;
		k++) {
		const struct dump_link *l = &d->links.at[k];
		struct str s = d->lines.at[l->line].text;

		if (str_starts_case(str_sub(s, l->at, s.len), STR("parent")))
			return l->href;
	}
	return STR_NONE;
}

static void set_addresses(const struct dump *d, const struct dump_finding *f, struct talk *t)
{
	for (size_t i = 0; i < f->heads.len; i++) {
		const struct dump_head *h = &f->heads.at[i];
		struct talk_comment *c = &t->comments.at[i];
		size_t to = i + 1 < f->heads.len ? f->heads.at[i + 1].at : h->end + BELOW;

		if (to <= h->last)
			to = h->last + 1;
		if (to > d->lines.len)
			to = d->lines.len;
		c->permalink = href_of(d, h->at, to, h->time);
		c->author_url = href_of(d, h->at, to, h->author);
		if (str_find_char(c->permalink, '#', 0) != STR_NOWHERE)
			c->id = c->permalink; /* else it may be the page's own, at each comment */
		c->parent_id = c->id.len ? parent_href(d, h->at, to) : STR_NONE;
	}
}

/* ---- the discussion ---- */

/* Numbers as ids, where comments say which number they answer. */
static void set_answered(const struct dump *d, const struct dump_finding *f, struct talk *t)
{
	size_t answers = 0;

	for (size_t i = 0; i < f->heads.len; i++)
		answers += f->heads.at[i].answers.len > 0;
	for (size_t i = 0; i < f->heads.len && answers * 5 >= f->heads.len; i++) {
		struct talk_comment *c = &t->comments.at[i];
		const struct dump_head *h = &f->heads.at[i];

		c->id = h->number;
		if (!str_eq(h->answers, d->post_number))
			c->parent_id = h->answers;
	}
}

static void add_comments(struct extract *x, struct dump *d, struct dump_finding *f, struct talk *t)
{
	bool numbers = has_numbers(f);

	for (size_t i = 0; i < f->heads.len; i++) {
		struct dump_head *h = &f->heads.at[i];
		struct talk_comment *c = talk_add(t);

		c->text = take_body(x, d, h);
		c->author = h->author;
		c->time = h->time;
		c->reply_to = h->reply_to;
		if (numbers)
			c->number = h->number;
		c->flags |= COMMENT_GUESSED;
		d->talk_to = h->end > h->last ? h->end : h->last + 1;
	}
	set_addresses(d, f, t);
	set_answered(d, f, t);
	set_indents(d, f);
	set_levels(t, f);
}

/* The lines before the first comment that belong to the discussion's own furniture. */
static void find_start(struct dump *d, size_t first)
{
	d->talk_from = first;
	while (d->talk_from > 0) {
		const struct dump_line *l = &d->lines.at[d->talk_from - 1];

		if (!l->idle && !l->figure && l->text.len && !l->said)
			break;
		d->talk_from--;
	}
}

/* The first post of a topic is its article: where nothing announces comments and no text stands before it. */
static void take_opening(struct dump *d, struct dump_finding *f)
{
	const struct dump_head *h = &f->heads.at[0];
	int64_t number;

	if (f->announced || f->heads.len < 2 ||
		(str_number(h->number, 0, INT32_MAX, &number) && number > 1))
		return;
	for (size_t i = 0; i < h->at; i++)
		if (d->lines.at[i].text.len >= PARAGRAPH)
			return;
	d->post_from = h->body;
	d->post_to = h->end;
	d->post_author = h->author;
	d->post_time = h->time;
	d->post_number = h->number;
	f->heads.len--;
	for (size_t i = 0; i < f->heads.len; i++)
		f->heads.at[i] = f->heads.at[i + 1];
}

bool dump_talk(struct extract *x, struct dump *d, struct talk *t)
{
	struct dump_finding f;
	bool found = best_finding(x, d, &f);

	*t = (struct talk){ .claimed = DOC_NONE, .unloaded = DOC_NONE };
	if (found) {
		explain(x->options->explain, "discussion", "dump: %zu comments headed by %s",
			f.heads.len, layout_name[f.layout]);
		snprintf(t->how, sizeof(t->how), "guessed");
		find_start(d, f.heads.at[0].at);
		take_opening(d, &f);
		add_comments(x, d, &f, t);
	}
	array_free(&f.heads);
	return found;
}
