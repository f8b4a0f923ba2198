/* talk_hints.c: what comments say themselves about whom they answer. */
#include "config.h"

#include "extract/talk_hints.h"

#include "text/date.h"

enum { STEPS = 200 };

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
	t->newest_first = has_names(t) && newest_first(x, t);
}
