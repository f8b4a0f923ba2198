/* talk_signed.c: comments told from each other by their signatures alone. The text is read line by
 * line: a line is a paragraph, or a run of inline nodes in a list item or box. */
#include "config.h"

#include "extract/talk_signature.h"
#include "extract/talk_signed.h"
#include "page/make.h"

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
};

/* ---- what is a line ---- */

static bool is_one_of(const xmlNode *n, const char *const *name)
{
	for (; *name; name++)
		if (node_is(n, *name))
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

static bool is_heading(const xmlNode *n)
{
	return node_is_heading(n) || (node_is_element(n) && node_has_class(n, "mw-heading"));
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

static int level_of(const xmlNode *n, const xmlNode *root)
{
	int level = 0;

	for (n = n->parent; n && n != root; n = n->parent)
		level += node_is(n, "li") || node_is(n, "dd");
	return level;
}

/* ---- taking a comment ---- */

/* Takes what stands from n to the end of the line. */
static void cut_behind(struct signed_work *w, struct line *l, xmlNode *n)
{
	xmlNode *stop = l->last->next, *container = l->first->parent, *up = n->parent, *next;

	if (n == l->first)
		l->first = NULL; /* nothing is left of it */
	else if (up == container)
		l->last = n->prev;
	for (;; up = next) {
		bool top = up == container;

		for (xmlNode *c = n; c && !(top && c == stop); c = next) {
			next = c->next;
			extract_take(w->x, c);
		}
		if (top)
			return;
		n = up->next;
		next = up->parent;
		if (next == container)
			l->last = up;
	}
}

static xmlNode *new_below(struct signed_work *w, xmlNode *parent, const char *name)
{
	xmlNode *n = make_detached(w->x->page->doc, name);

	node_link(n, parent, NULL);
	return n;
}

static void move_below(struct signed_work *w, xmlNode *n, xmlNode *parent)
{
	extract_take(w->x, n);
	xmlUnlinkNode(n);
	node_link(n, parent, NULL);
}

/* Moves the line into the comment's element; a run of inline nodes as a paragraph. */
static void move_line(struct signed_work *w, const struct line *l, xmlNode *holder)
{
	xmlNode *next, *stop;

	if (!l->first)
		return;
	stop = l->last->next;
	if (is_inline(l->first))
		holder = new_below(w, holder, "p");
	for (xmlNode *n = l->first; n && n != stop; n = next) {
		next = n->next;
		move_below(w, n, holder);
	}
}

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

static void trim_end(struct signed_work *w, xmlNode *holder)
{
	for (xmlNode *n = holder; n;) {
		size_t len;

		while (n->type == XML_ELEMENT_NODE && n->last)
			n = n->last;
		if (node_is_text(n)) {
			struct str s = arena_dup(&w->x->arena, node_content(n));

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

static void take_comment(struct signed_work *w, const struct signature *s)
{
	size_t lines = w->open.len;
	struct line *last = &w->open.at[lines - 1];
	int level = last->level < w->open.at[0].level ? last->level : w->open.at[0].level;
	xmlNode *holder = new_below(w, w->x->attic, "div");
	struct talk_comment *c = talk_add(w->talk);

	cut_behind(w, last, s->from);
	for (size_t i = 0; i < lines; i++)
		move_line(w, &w->open.at[i], holder);
	trim_end(w, holder);
	c->nested_in = parent_of(w, level, (uint32_t)w->talk->comments.len - 1);
	c->node = holder;
	c->id = s->id;
	c->author = s->author;
	c->time = s->time;
	*array_add(&c->body) = holder;
	w->open.len = 0;
}

/* ---- reading ---- */

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
	struct line l = { first, last, level_of(first, w->root) };
	struct signature s = { 0 };

	if (says_nothing(&l))
		return;
	*array_add(&w->open) = l;
	if (signature_find(w->x, &l, &w->text, &s))
		take_comment(w, &s);
}

/* One step of the walk: reads what begins at n and says where to go on. */
static xmlNode *read_at(struct signed_work *w, xmlNode *n)
{
	xmlNode *last = n, *next;

	if (is_heading(n)) {
		w->open.len = w->above.len = 0;
		return node_after(n, w->root);
	}
	if (signature_skips(n))
		return node_after(n, w->root);
	if (is_whole(n)) {
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

bool talk_signed(struct extract *x, xmlNode *root, struct talk *t)
{
	struct signed_work w = { .x = x, .root = root, .talk = t };
	size_t before = t->comments.len;

	for (xmlNode *n = root->children; n;)
		n = read_at(&w, n);
	array_free(&w.open);
	array_free(&w.above);
	buf_free(&w.text);
	return t->comments.len > before;
}
