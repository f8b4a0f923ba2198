/* talk_hints.c: what comments say themselves about whom they answer. */
#include "config.h"

#include "extract/talk_hints.h"

#include "text/date.h"

#include <stdlib.h>

enum {
	STEPS = 200,
	AROUND_MAX = 60, /* bytes around the link in a line that only says whom a comment answers */
};

static struct str fragment_of(struct str url)
{
	size_t at = str_find_char(url, '#', 0);

	return at == STR_NOWHERE ? STR_NONE : str_sub(url, at + 1, SIZE_MAX);
}

static bool is_dropped(const struct talk_comment *c, const xmlNode *n)
{
	for (size_t i = 0; i < c->drop.len; i++)
		if (c->drop.at[i] == n)
			return true;
	return false;
}

/* The first text of the body that is not blank, if it is not far. */
static const xmlNode *first_text(const struct talk_comment *c)
{
	int steps = 0;

	for (size_t i = 0; i < c->body.len; i++)
		for (const xmlNode *n = c->body.at[i]; n && steps < STEPS; steps++) {
			bool dropped = is_dropped(c, n);

			if (!dropped && node_is_text(n) && str_trim(node_content(n)).len)
				return n;
			n = dropped ? node_after(n, c->body.at[i]) : node_next(n, c->body.at[i]);
		}
	return NULL;
}

static const xmlNode *link_around(const xmlNode *n)
{
	enum { UP = 3 };

	for (int up = 0; n && up <= UP; up++, n = n->parent)
		if (node_is(n, "a"))
			return n;
	return NULL;
}

static void leading_link(struct extract *x, struct talk_comment *c)
{
	const xmlNode *n = first_text(c), *link = link_around(n);
	struct str t = link ? str_trim(node_content(n)) : STR_NONE, href, fragment;
	size_t at;

	if (!t.len || (t.at[0] != '@' && t.at[0] != '#' && !str_starts(t, STR(">>"))))
		return;
	href = node_attr(link, "href");
	at = str_find_char(href, '#', 0);
	fragment = at == STR_NOWHERE ? STR_NONE : str_sub(href, at + 1, SIZE_MAX);
	if (fragment.len && !str_eq(fragment, c->id) &&
		!(c->node->type == XML_ELEMENT_NODE && str_eq(fragment, node_attr(c->node, "id"))))
		c->parent_id = arena_dup(&x->arena, href);
}

/* What only says whom a comment answers, at the beginning of its body: "<span>Reply <a href='#c1'>@Ann</a>
 * :</span>". The words around the link are the interface's when they are the same every time. */
struct said_line {
	struct talk_comment *c;
	xmlNode *node;
	struct str before, href, after;
};

static struct str text_of(const xmlNode *n)
{
	return n && node_is_text(n) ? str_trim(node_content(n)) : STR_NONE;
}

static bool is_own(const struct talk_comment *c, struct str fragment)
{
	return str_eq(fragment, c->id) ||
		(c->node->type == XML_ELEMENT_NODE && str_eq(fragment, node_attr(c->node, "id")));
}

/* A text, a link to another comment, perhaps a sign behind it, and nothing else; then comes what was written. */
static bool read_said_line(struct talk_comment *c, struct said_line *l)
{
	const xmlNode *first = first_text(c), *link = first ? first->next : NULL;
	struct str fragment;

	*l = (struct said_line){ .c = c };
	if (!first || !node_is(link, "a") || first->prev || !node_is_element(first->parent))
		return false;
	l->node = first->parent;
	l->before = text_of(first);
	l->after = text_of(link->next);
	l->href = node_attr(link, "href");
	fragment = fragment_of(l->href);
	if (l->before.len + l->after.len > AROUND_MAX || (link->next && link->next->next) ||
		!node_next_element(l->node) || !fragment.len || is_own(c, fragment))
		return false;
	for (size_t i = 0; i < c->body.len; i++)
		if (c->body.at[i] == l->node)
			return false;
	return true;
}

static void said_lines(struct extract *x, struct talk *t)
{
	enum { FEWEST = 2 };
	ARRAY(struct said_line) lines = { 0 };
	size_t alike = 0;

	for (size_t i = 0; i < t->comments.len; i++) {
		struct said_line l;

		if (t->comments.at[i].node && read_said_line(&t->comments.at[i], &l))
			*array_add(&lines) = l;
	}
	for (size_t i = 0; i < lines.len; i++)
		alike += str_eq(lines.at[i].before, lines.at[0].before) &&
			str_eq(lines.at[i].after, lines.at[0].after);
	for (size_t i = 0; i < lines.len && alike >= FEWEST && alike == lines.len; i++) {
		if (!lines.at[i].c->parent_id.len)
			lines.at[i].c->parent_id = arena_dup(&x->arena, lines.at[i].href);
		extract_take(x, lines.at[i].node);
	}
	array_free(&lines);
}

/* The line at the beginning of a body of markup. */
struct reply_line {
	struct str before, href, name, after;
	size_t len; /* of the line in the markup */
};

/* "<p>In reply to <a href='...'>NAME</a>.</p>" or the same without <p>, up to the end of the line. */
static bool read_reply_line(struct str html, struct reply_line *l)
{
	struct str s = str_trim_left(html), open;
	bool paragraph = str_starts(s, STR("<p>"));
	size_t a, quote, end;

	s = paragraph ? str_sub(s, 3, SIZE_MAX) : s;
	a = str_find(str_sub(s, 0, AROUND_MAX + 3), STR("<a "), 0);
	if (a == STR_NOWHERE || str_find_char(s, '<', 0) != a)
		return false;
	l->before = str_sub(s, 0, a);
	open = str_sub(s, a, str_find_char(s, '>', a) - a);
	quote = str_find(open, STR("href="), 0);
	if (quote == STR_NOWHERE || quote + 6 >= open.len)
		return false;
	l->href = str_sub(open, quote + 6, SIZE_MAX);
	l->href = str_sub(l->href, 0, str_find_char(l->href, open.at[quote + 5], 0));
	a += open.len + 1;
	end = str_find_char(s, '<', a);
	if (end == STR_NOWHERE || !str_starts(str_sub(s, end, SIZE_MAX), STR("</a>")))
		return false;
	l->name = str_trim(str_sub(s, a, end - a));
	s = str_sub(s, end + 4, SIZE_MAX);
	end = str_find(s, paragraph ? STR("</p>") : STR("\n"), 0);
	if (end == STR_NOWHERE || end > AROUND_MAX)
		return false;
	l->after = str_sub(s, 0, end);
	l->len = (size_t)(s.at - html.at) + end + (paragraph ? 4 : 1);
	return str_trim(l->before).len + str_trim(l->after).len > 0 &&
		str_find_char(l->after, '<', 0) == STR_NOWHERE;
}

static int by_fragment(const void *a, const void *b)
{
	const struct talk_comment *const *x = a, *const *y = b;

	return str_cmp(fragment_of((*x)->permalink), fragment_of((*y)->permalink));
}

/* Only where the link leads to a comment of that name: people write such lines, too. */
static void cut_reply_line(struct talk_comment *c, struct talk_comment *const *sorted, size_t len)
{
	struct reply_line l;
	struct talk_comment wanted = { 0 }, *key = &wanted, *const * found;

	if (!read_reply_line(c->html, &l) || !fragment_of(l.href).len)
		return;
	wanted.permalink = l.href;
	found = bsearch(&key, sorted, len, sizeof(*sorted), by_fragment);
	if (!found || *found == c || !str_eq((*found)->author, l.name))
		return;
	c->parent_id = (*found)->id;
	c->reply_to = l.name;
	c->html = str_sub(c->html, l.len, SIZE_MAX);
}

static void reply_lines(struct talk *t)
{
	struct {
		struct talk_comment **at;
		size_t len, cap;
	} sorted = { 0 };

	for (size_t i = 0; i < t->comments.len; i++)
		if (t->comments.at[i].id.len && fragment_of(t->comments.at[i].permalink).len)
			*array_add(&sorted) = &t->comments.at[i];
	if (sorted.len)
		qsort(sorted.at, sorted.len, sizeof(*sorted.at), by_fragment);
	for (size_t i = 0; i < t->comments.len && sorted.len; i++)
		if (!t->comments.at[i].parent_id.len && t->comments.at[i].html.len)
			cut_reply_line(&t->comments.at[i], sorted.at, sorted.len);
	array_free(&sorted);
}

static bool newest_first(const struct extract *x, const struct talk *t)
{
	size_t up = 0, down = 0;
	int64_t last = 0;
	bool any = false;

	for (size_t i = 0; i < t->comments.len; i++) {
		struct date d;
		struct str raw = str_trim(t->comments.at[i].time);
		int64_t when;

		if (!raw.len || !date_parse(raw, x->language, x->options->now, &d))
			continue;
		when = date_epoch(&d);
		up += any && when > last;
		down += any && when < last;
		last = when;
		any = true;
	}
	return down > 2 * up;
}

/* Dates are read only where a name is to be found by them. */
static bool has_names(const struct talk *t)
{
	for (size_t i = 0; i < t->comments.len; i++)
		if (t->comments.at[i].reply_to.len)
			return true;
	return false;
}

void talk_hints(struct extract *x, struct talk *t)
{
	for (size_t i = 0; i < t->comments.len; i++)
		if (!t->comments.at[i].parent_id.len && t->comments.at[i].node)
			leading_link(x, &t->comments.at[i]);
	said_lines(x, t);
	reply_lines(t);
	t->newest_first = has_names(t) && newest_first(x, t);
}
