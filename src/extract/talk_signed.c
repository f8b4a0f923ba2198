/* talk_signed.c: comments told from each other by their signatures alone. The text is read line by
 * line: a line is a paragraph, or a run of inline nodes in a list item or box. The lines of a comment
 * become one element when it is taken (talk_signed_take). */
#include "config.h"

#include "extract/class.h"
#include "extract/talk_signature.h"
#include "extract/talk_signed.h"
#include "extract/thread_guess.h"
#include "page/make.h"

#include <stdio.h>
#include <string.h>

struct above {
	uint32_t comment;
	int level;
};

struct signed_work {
	struct extract *x;
	xmlNode *root;
	struct talk *talk;
	struct buf text;
	ARRAY(struct line) open;   /* lines since the last signature or heading */
	ARRAY(struct above) above; /* comments below this heading that may be answered */
	size_t said;		   /* bytes in the open lines, outside of links */
	size_t plain;		   /* signatures that only look like some */
	size_t beside;		   /* those of them that stand behind a text in their line */
	size_t foreign;		   /* comments that link to comments on other pages */
	bool known; /* a page of a wiki: every line is of a comment, and it signs as wikis do */
};

enum {
	QUOTED_MOST = 2000, /* nodes of a quotation that are looked at: they may hold each other */
	SAID_LEAST = 8, /* bytes of a comment with a plain signature: more than "by" and a dash */
};

/* ---- what is a line ---- */

static bool is_one_of(const xmlNode *n, const char *const *name)
{
	for (; node_is_element(n) && *name; name++)
		if (node_named(n->name, *name))
			return true;
	return false;
}

static bool is_block(const xmlNode *n)
{
	static const char *const block[] = { "p", "div", "dl", "dd", "dt", "ul", "ol", "li",
		"table", "tbody", "thead", "tr", "td", "th", "section", "article", "main", "center",
		"blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "figure", "details",
		"body", "caption", NULL };

	return is_one_of(n, block);
}

/* Read whole, as one line. */
static bool is_whole(const xmlNode *n)
{
	static const char *const whole[] = { "p", "blockquote", "pre", "hr", "figure", "dt", NULL };

	return is_one_of(n, whole);
}

static bool says_heading(struct str class)
{
	return str_has_word(class, STR("mw-heading"));
}

static bool is_heading(const xmlNode *n)
{
	return node_is_heading(n) || class_says(class_of(n), CLASS_HEADING, says_heading);
}

static bool holds_blocks(const xmlNode *n)
{
	for (const xmlNode *c = node_next(n, n); c; c = node_next(c, n))
		if (is_block(c))
			return true;
	return false;
}

static bool is_inline(const xmlNode *n)
{
	return !signature_skips(n) && !is_block(n) && !(node_is_element(n) && holds_blocks(n));
}

static int level_of(const struct signed_work *w, const xmlNode *n)
{
	int level = 0;

	for (n = n->parent; n && n != w->root; n = n->parent)
		level += node_is(n, "li") || node_is(n, "dd") ||
			(!w->known && node_is(n, "blockquote"));
	return level;
}

/* Whether it is read as one line. What answers stands in quotation marks of pages whose editors have no other way to indent. */
static bool is_one_line(const struct signed_work *w, const xmlNode *n)
{
	size_t steps = 0;

	if (!is_whole(n) || w->known || !node_is(n, "blockquote"))
		return is_whole(n);
	for (const xmlNode *c = n->children; c; c = node_next(c, n))
		if (steps++ >= QUOTED_MOST || (node_is_text(c) && signed_may_end(node_content(c))))
			return false;
	return true;
}

/* ---- a comment ---- */

/* What stands from n to the end of the line is no text of it. */
static void cut_behind(struct line *l, xmlNode *n, struct node_list *cut)
{
	xmlNode *container = l->first->parent, *stop = l->last->next, *up = n->parent;

	if (n == l->first)
		l->first = NULL; /* nothing is left of it */
	else if (up == container)
		l->last = n->prev;
	for (;; up = n->parent) {
		bool top = up == container;

		for (xmlNode *c = n; c && !(top && c == stop); c = c->next)
			*array_add(cut) = c;
		if (top)
			return;
		n = up;
		while (!n->next && n->parent != container)
			n = n->parent;
		if (n->parent == container)
			l->last = n;
		n = n->next;
		if (!n || n == stop)
			return;
	}
}

static void add_nodes(struct node_list *list, const struct line *l)
{
	for (xmlNode *n = l->first; n; n = n == l->last ? NULL : n->next)
		*array_add(list) = n;
}

/* The last comment above that stands less deep; the new one may be answered in its turn. */
static uint32_t parent_of(struct signed_work *w, int level, uint32_t self)
{
	uint32_t parent;

	while (w->above.len && w->above.at[w->above.len - 1].level >= level)
		w->above.len--;
	parent = w->above.len ? w->above.at[w->above.len - 1].comment : DOC_NONE;
	*array_add(&w->above) = (struct above){ self, level };
	return parent;
}

static void add_comment(struct signed_work *w, const struct signature *s)
{
	size_t lines = w->open.len;
	struct line *last = &w->open.at[lines - 1];
	int level = last->level < w->open.at[0].level ? last->level : w->open.at[0].level;
	struct talk_comment *c = talk_add(w->talk);

	c->node = s->from;
	cut_behind(last, s->from, &c->drop);
	for (size_t i = 0; i < lines; i++)
		add_nodes(&c->body, &w->open.at[i]);
	if (c->body.len)
		c->node = c->body.at[c->body.len - 1];
	c->nested_in = parent_of(w, level, (uint32_t)w->talk->comments.len - 1);
	c->id = s->id;
	c->author = s->author;
	c->author_url = s->author_url;
	c->time = s->time;
	w->open.len = w->said = 0;
}

/* ---- taking it ---- */

/* The length of the text without the dashes and blanks that lead over to a signature. */
static size_t without_dashes(struct str s)
{
	static const char *const dash[] = { "-", "–", "—", "―", "~", "•", "(", "→", "\xc2\xa0" };
	bool cut = true;

	while (cut) {
		cut = false;
		s = str_trim_right(s);
		for (size_t i = 0; i < sizeof(dash) / sizeof(*dash); i++)
			if (str_ends(s, str_z(dash[i]))) {
				s = str_sub(s, 0, s.len - strlen(dash[i]));
				cut = true;
			}
	}
	return s.len;
}

static void trim_end(struct extract *x, xmlNode *holder)
{
	for (xmlNode *n = holder; n;) {
		size_t len;

		while (n->type == XML_ELEMENT_NODE && n->last)
			n = n->last;
		if (node_is_text(n)) {
			struct str s = arena_dup(&x->arena, node_content(n));

			len = without_dashes(s);
			if (len < s.len)
				make_text_other(n, str_sub(s, 0, len));
			if (len)
				return;
		} else if (!node_is(n, "br") && !node_is(n, "p") && !node_is(n, "span")) {
			return;
		}
		while (n != holder && !n->prev)
			n = n->parent;
		n = n == holder ? NULL : n->prev;
	}
}

static xmlNode *new_below(struct extract *x, xmlNode *parent, const char *name)
{
	xmlNode *n = make_detached(x->page->doc, name);

	node_link(n, parent, NULL);
	return n;
}

/* Moves the lines into one element; a run of inline nodes as a paragraph. */
static xmlNode *gather(struct extract *x, const struct node_list *lines)
{
	xmlNode *holder = new_below(x, x->attic, "div"), *into = holder;
	const xmlNode *next = NULL; /* goes on in the same paragraph */

	for (size_t i = 0; i < lines->len; i++) {
		xmlNode *n = lines->at[i];
		bool run = is_inline(n) || (n == next && signature_skips(n));

		if (!run)
			into = holder;
		else if (into == holder || n != next)
			into = new_below(x, holder, "p");
		next = n->next;
		extract_take(x, n);
		xmlUnlinkNode(n);
		node_link(n, into, NULL);
	}
	return holder;
}

/* Whether it was taken and not put back since. */
static bool is_taken(const struct extract *x, const struct talk_comment *c)
{
	return node_contains(x->attic, c->lines.len ? c->lines.at[0] : c->node);
}

void talk_signed_take(struct extract *x, struct talk *t)
{
	for (size_t i = 0; i < t->comments.len; i++) {
		struct talk_comment *c = &t->comments.at[i];

		if (is_taken(x, c))
			continue;
		for (size_t k = 0; k < c->drop.len; k++)
			extract_take(x, c->drop.at[k]);
		if (!c->lines.len) {
			c->lines = c->body;
			c->body = (struct node_list){ 0 };
		}
		c->node = gather(x, &c->lines);
		trim_end(x, c->node);
		c->body.len = 0;
		*array_add(&c->body) = c->node;
	}
}

/* ---- reading ---- */

/* What only holds others: what stands in it itself is rather of the page's frame. */
static bool is_box(const xmlNode *n)
{
	return !is_one_of(n, (const char *const[]){ "p", "dd", "li", "dt", "blockquote", NULL });
}

/* Bytes that are said in the line up to `end`, outside of links. */
static size_t said_in(const struct line *l, const xmlNode *end)
{
	size_t said = 0;

	for (const xmlNode *top = l->first; top; top = top == l->last ? NULL : top->next)
		for (const xmlNode *n = top; n;) {
			if (n == end)
				return said;
			if (node_is_text(n))
				said += str_solid(node_content(n));
			n = node_is(n, "a") ? node_after(n, top) : node_next(n, top);
		}
	return said;
}

/* Whether something is said before the signature; "by Ann, 3 March, 10:15" alone is the head of what follows. */
static bool says_enough(struct signed_work *w, const struct line *l, const struct signature *s)
{
	size_t own = said_in(l, s->from), said = w->said + own;

	w->plain += said > SAID_LEAST;
	w->beside += own > SAID_LEAST;
	return said > SAID_LEAST;
}

/* Whether the line links to a comment on another page. */
static bool leads_elsewhere(const struct signed_work *w, const struct line *l)
{
	struct str own = link_path(buf_str(&w->x->page->url));

	for (const xmlNode *top = l->first; top; top = top == l->last ? NULL : top->next)
		for (const xmlNode *n = top; n; n = node_next(n, top))
			if (node_is(n, "a") && link_foreign(node_attr(n, "href"), own))
				return true;
	return false;
}

static bool says_nothing(const struct line *l)
{
	for (xmlNode *top = l->first; top; top = top == l->last ? NULL : top->next)
		for (xmlNode *n = top; n; n = node_next(n, top))
			if (node_is(n, "img") || (node_is_text(n) && str_trim(node_content(n)).len))
				return false;
	return true;
}

static void add_line(struct signed_work *w, xmlNode *first, xmlNode *last)
{
	struct line l = { first, last, level_of(w, first) };
	struct signature s = { 0 };
	bool is_signed;

	if (says_nothing(&l))
		return;
	is_signed = signature_find(w->x, &l, &w->text, &s);
	if (!is_signed && !w->known)
		is_signed = signature_find_plain(w->x, &l, &w->text, &s) && says_enough(w, &l, &s);
	if (is_signed || w->known || !is_box(first->parent) || !is_inline(first)) {
		*array_add(&w->open) = l;
		w->said += w->known ? 0 : said_in(&l, NULL);
	}
	w->foreign += is_signed && !w->known && leads_elsewhere(w, &l);
	if (is_signed)
		add_comment(w, &s);
}

/* One step of the walk: reads what begins at n and says where to go on. */
static xmlNode *read_at(struct signed_work *w, xmlNode *n)
{
	xmlNode *last = n, *next;

	if (is_heading(n)) {
		w->open.len = w->above.len = w->said = 0;
		return node_after(n, w->root);
	}
	if (signature_skips(n))
		return node_after(n, w->root);
	if (is_one_line(w, n)) {
		next = node_after(n, w->root);
		add_line(w, n, n);
		return next;
	}
	if (!is_inline(n))
		return node_next(n, w->root);
	while (last->next && (is_inline(last->next) || signature_skips(last->next)))
		last = last->next;
	next = node_after(last, w->root);
	add_line(w, n, last);
	return next;
}

static void read_all(struct signed_work *w)
{
	for (xmlNode *n = w->root->children; n;)
		n = read_at(w, n);
	array_free(&w->open);
	array_free(&w->above);
	buf_free(&w->text);
}

bool talk_signed(struct extract *x, xmlNode *root, struct talk *t)
{
	struct signed_work w = { .x = x, .root = root, .talk = t, .known = true };
	size_t before = t->comments.len;

	read_all(&w);
	t->by_signatures = true;
	return t->comments.len > before;
}

bool talk_signed_guess(struct extract *x, struct talk *t)
{
	struct signed_work w = { .x = x, .root = x->page->root, .talk = t };

	w.text.max = 1 << 16;
	read_all(&w);
	t->by_signatures = true;
	t->source = SOURCE_PAGE;
	t->claimed = t->unloaded = DOC_NONE;
	snprintf(t->how, sizeof(t->how), "signatures");
	t->score = 0.9 * (double)t->comments.len;
	if (t->comments.len >= SIGNED_LEAST && w.beside * 2 >= w.plain &&
		w.foreign * 10 < t->comments.len * 6)
		return true;
	talk_free(t);
	return false;
}
