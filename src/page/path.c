/* path.c: walking the common location paths (XPath 1.0, section 2) directly. */
#include "config.h"

#include "page/path_inner.h"
#include "page/query_inner.h"

#include <string.h>

struct walk {
	struct query_context *query; /* for tests that libxml2 must tell */
	uint64_t *steps, limit;
};

static bool select_first(const struct path *p, xmlNode *at, struct walk *w);

static bool passes(const struct step *step, const struct test *t, const xmlNode *n, struct walk *w);

static bool is_over(const struct walk *w)
{
	return *w->steps >= w->limit;
}

/* Whether n is number t->number among the siblings that pass the tests before this one. */
static bool is_number(
	const struct step *step, const struct test *t, const xmlNode *n, struct walk *w)
{
	int64_t before = 0;

	for (const xmlNode *s = n->prev; s && before < t->number && !is_over(w); s = s->prev) {
		bool counts = node_is_element(s) && (!step->name || node_is(s, step->name));

		++*w->steps;
		for (const struct test *u = step->test; counts && u != t; u = u->next)
			counts = passes(step, u, s, w);
		before += counts;
	}
	return before + 1 == t->number;
}

static bool step_fits(const struct step *step, const xmlNode *n, struct walk *w)
{
	if (!node_is_element(n) || (step->name && !node_is(n, step->name)))
		return false;
	for (const struct test *t = step->test; t; t = t->next)
		if (!passes(step, t, n, w))
			return false;
	return true;
}

static bool has_ancestor(const struct step *step, const xmlNode *n, struct walk *w)
{
	for (const xmlNode *up = n->parent; up && !is_over(w); up = up->parent) {
		++*w->steps;
		if (step_fits(step, up, w))
			return true;
	}
	return false;
}

/* Whether all text below n is this. */
static bool text_is(const xmlNode *n, struct str value, struct walk *w)
{
	for (const xmlNode *c = n; c && !is_over(w); c = node_next(c, n)) {
		struct str piece = node_content(c);

		++*w->steps;
		if (!str_starts(value, piece))
			return false;
		value = str_sub(value, piece.len, SIZE_MAX);
	}
	return value.len == 0;
}

static bool child_equals(const struct test *t, const xmlNode *n, struct walk *w)
{
	for (const xmlNode *c = node_first_element(n); c && !is_over(w); c = node_next_element(c)) {
		++*w->steps;
		if (node_is(c, t->name) && text_is(c, t->value, w))
			return true;
	}
	return false;
}

static bool passes(const struct step *step, const struct test *t, const xmlNode *n, struct walk *w)
{
	switch (t->kind) {
	case TEST_AND: return passes(step, t->left, n, w) && passes(step, t->right, n, w);
	case TEST_OR: return passes(step, t->left, n, w) || passes(step, t->right, n, w);
	case TEST_NOT: return !passes(step, t->left, n, w);
	case TEST_NUMBER: return is_number(step, t, n, w);
	case TEST_PATH: return select_first(t->path, (xmlNode *)n, w);
	case TEST_HAS: return node_has_attr(n, t->name);
	case TEST_EQUAL:
		return node_has_attr(n, t->name) && str_eq(node_attr(n, t->name), t->value);
	case TEST_CONTAINS: return str_has(node_attr(n, t->name), t->value);
	case TEST_STARTS: return str_starts(node_attr(n, t->name), t->value);
	case TEST_CLASS: return str_has_word(node_attr(n, "class"), t->value);
	case TEST_SELF: return node_is(n, t->name);
	case TEST_ANCESTOR: return has_ancestor(t->step, n, w);
	case TEST_CHILD_EQUAL: return child_equals(t, n, w);
	case TEST_OTHER: return query_holds(t->other, w->query, (xmlNode *)n);
	}
	return false;
}

/* Whether n, below `from`, is what the first `count` steps reach: read from the right. At most STEPS_MAX calls deep. */
static bool reached(const struct location *l, unsigned count, const xmlNode *n, const xmlNode *from,
	struct walk *w)
{
	const struct step *step = &l->step[count - 1];

	/* Where it stands is told before what it is: a test may cost much more. */
	if (!step->deep && count == 1 && n->parent != from)
		return false;
	if (!step->deep && count > 1 && step[-1].name && !node_is(n->parent, step[-1].name))
		return false;
	if (!step_fits(step, n, w))
		return false;
	if (count == 1)
		return true;
	if (!step->deep)
		return n->parent != from && reached(l, count - 1, n->parent, from, w);
	for (const xmlNode *up = n->parent; up && up != from && !is_over(w); up = up->parent) {
		++*w->steps;
		if (reached(l, count - 1, up, from, w))
			return true;
	}
	return false;
}

static xmlNode *attribute_of(const struct location *l, const xmlNode *n)
{
	return (xmlNode *)node_find_attr(n, l->attribute);
}

/* What the element n gives as a result: itself, its attribute, or nothing. */
static xmlNode *result(const struct location *l, xmlNode *n)
{
	return l->attribute ? attribute_of(l, n) : n;
}

/* Whether the location has a step reached by //, so that the whole subtree must be seen. */
static bool is_deep(const struct location *l)
{
	bool deep = l->attribute && l->attribute_deep;

	for (unsigned i = 0; i < l->steps; i++)
		deep = deep || l->step[i].deep;
	return deep;
}

/* How far below their beginning the results may stand. */
static unsigned levels_of(const struct location *l, unsigned count)
{
	unsigned levels = 0;

	for (unsigned i = 0; i < count; i++) {
		unsigned own = is_deep(&l[i]) ? UINT32_MAX : l[i].steps;

		levels = own > levels ? own : levels;
	}
	return levels;
}

/* The next element in document order that may be a result: within the levels that child steps reach. */
static xmlNode *advance(xmlNode *n, const xmlNode *from, unsigned *level, unsigned levels)
{
	if (n->type == XML_ELEMENT_NODE && n->children && *level < levels) {
		(*level)++;
		return n->children;
	}
	while (n != from && !n->next) {
		n = n->parent;
		(*level)--;
	}
	return n == from ? NULL : n->next;
}

static bool attribute_fits(
	const struct location *l, xmlNode *n, const xmlNode *from, struct walk *w)
{
	if (!attribute_of(l, n))
		return false;
	if (l->steps == 0)
		return true;
	if (!l->attribute_deep)
		return n != from && reached(l, l->steps, n, from, w);
	for (xmlNode *up = n; up && up != from && !is_over(w); up = up->parent)
		if (reached(l, l->steps, up, from, w))
			return true;
	return false;
}

/* Whether n is a result of one of the branches. */
static bool fits(
	const struct location *l, unsigned count, xmlNode *n, const xmlNode *from, struct walk *w)
{
	for (; count > 0; count--, l++)
		if (l->attribute ? attribute_fits(l, n, from, w) : reached(l, l->steps, n, from, w))
			return true;
	return false;
}

/* Where a location begins; NULL for nowhere. */
static xmlNode *beginning(const struct location *l, xmlNode *at, struct walk *w)
{
	xmlNode *from = l->absolute ? (xmlNode *)at->doc : at;

	for (unsigned i = 0; i < l->up && from; i++)
		from = from->parent;
	if (!from || (!l->absolute && !node_is_element(from)))
		return NULL;
	return l->self && !step_fits(l->self, from, w) ? NULL : from;
}

/* A path without steps: the beginning itself, or its attribute. */
static bool add_beginning(const struct location *l, xmlNode *from, struct node_list *list)
{
	xmlNode *n = result(l, from);

	if (n && list)
		*array_add(list) = n;
	return n != NULL;
}

/* Several branches have the same beginning. */
static bool walk_branches(const struct location *l, unsigned count, xmlNode *at, bool first,
	struct node_list *list, struct walk *w)
{
	xmlNode *from = beginning(l, at, w), *n;
	unsigned level = 1, levels = levels_of(l, count);
	bool any = false;

	if (!from)
		return false;
	/* ".//@a" includes the attribute of the context itself. */
	if (l->steps == 0) {
		any = add_beginning(l, from, list);
		if (!(l->attribute && l->attribute_deep) || (any && first))
			return any;
	}
	for (n = from->children; n && !is_over(w); n = advance(n, from, &level, levels)) {
		++*w->steps;
		if (n->type != XML_ELEMENT_NODE || !fits(l, count, n, from, w))
			continue;
		any = true;
		if (list)
			*array_add(list) = result(l, n);
		if (first || l->alone)
			break;
	}
	return any;
}

/* Whether any branch of a path in a predicate selects something; they may begin at different places. */
static bool select_first(const struct path *p, xmlNode *at, struct walk *w)
{
	for (unsigned i = 0; i < p->locations; i++)
		if (walk_branches(&p->location[i], 1, at, true, NULL, w))
			return true;
	return false;
}

bool path_nodes(const struct path *p, xmlNode *at, bool first, struct node_list *list,
	struct query_context *query, uint64_t *steps, uint64_t limit)
{
	struct walk w = { .query = query, .steps = steps, .limit = limit };

	walk_branches(p->location, p->locations, at, first, list, &w);
	return !is_over(&w);
}
