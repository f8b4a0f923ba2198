/* path.c: walking the common location paths (XPath 1.0, section 2) directly. */
#include "config.h"

#include "page/path_inner.h"
#include "page/query_inner.h"

#include <libxml/xpathInternals.h>
#include <string.h>

static bool select_first(
	const struct path *p, xmlNode *at, const struct test *test, struct walk *w);

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

/* Whether the text of an attribute, or all text below n, is this. */
static bool text_is(const xmlNode *n, struct str value, struct walk *w)
{
	if (n->type == XML_ATTRIBUTE_NODE)
		return str_eq(node_content(n->children), value);
	for (const xmlNode *c = n; c && !is_over(w); c = node_next(c, n)) {
		struct str piece = node_content(c);

		++*w->steps;
		if (!str_starts(value, piece))
			return false;
		value = str_sub(value, piece.len, SIZE_MAX);
	}
	return value.len == 0;
}

/* The number that the text below n is. */
static double number_of(const xmlNode *n)
{
	const xmlNode *text = n->children;

	if (text && !text->next && node_is_text(text))
		return xmlXPathStringEvalNumber(text->content);
	return xmlXPathCastNodeToNumber((xmlNode *)n);
}

static bool compares(const struct test *t, const xmlNode *n, struct walk *w)
{
	double number;

	if (!t->numeric)
		return text_is(n, t->value, w) == (t->comparison == COMPARE_IS);
	number = number_of(n);
	switch (t->comparison) {
	case COMPARE_IS: return number >= t->amount && number <= t->amount;
	case COMPARE_IS_NOT: return !(number >= t->amount && number <= t->amount);
	case COMPARE_LESS: return number < t->amount;
	case COMPARE_LESS_OR_IS: return number <= t->amount;
	case COMPARE_MORE: return number > t->amount;
	case COMPARE_MORE_OR_IS: return number >= t->amount;
	}
	return false;
}

static bool passes(const struct step *step, const struct test *t, const xmlNode *n, struct walk *w)
{
	switch (t->kind) {
	case TEST_TRUTH: return passes(step, t->left, n, w);
	case TEST_TEXT: return path_text_passes(t, (xmlNode *)n, w);
	case TEST_AND: return passes(step, t->left, n, w) && passes(step, t->right, n, w);
	case TEST_OR: return passes(step, t->left, n, w) || passes(step, t->right, n, w);
	case TEST_NOT: return !passes(step, t->left, n, w);
	case TEST_NUMBER: return is_number(step, t, n, w);
	case TEST_PATH: return select_first(t->path, (xmlNode *)n, NULL, w);
	case TEST_HAS: return node_has_attr(n, t->name);
	case TEST_EQUAL:
		return node_has_attr(n, t->name) && str_eq(node_attr(n, t->name), t->value);
	case TEST_CONTAINS: return str_has(node_attr(n, t->name), t->value);
	case TEST_STARTS: return str_starts(node_attr(n, t->name), t->value);
	case TEST_CLASS: return str_has_word(node_attr(n, "class"), t->value);
	case TEST_SELF: return node_is(n, t->name);
	case TEST_ANCESTOR: return has_ancestor(t->step, n, w);
	case TEST_COMPARE:
		return t->path ? select_first(t->path, (xmlNode *)n, t, w) : compares(t, n, w);
	case TEST_OTHER: return query_holds(t->other, w->query, (xmlNode *)n);
	}
	return false;
}

bool path_test_holds(const struct test *t, const xmlNode *n, struct walk *w)
{
	return passes(NULL, t, n, w);
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

/* The element before n in the order of the page, elements around n left out: they begin before it, but do not end. *below: how deep
 * the walk is below one of these or one before those. */
static const xmlNode *node_before(const xmlNode *n, unsigned *below)
{
	for (;;) {
		if (n->prev) {
			for (n = n->prev; node_is_element(n) && n->last; n = n->last)
				++*below;
			return n;
		}
		n = n->parent;
		if (!n || n->type != XML_ELEMENT_NODE)
			return NULL;
		if (*below) {
			--*below;
			return n;
		}
	}
}

/* The nearest element on the axis that fits. */
static const xmlNode *nearest(
	const struct step *step, enum axis axis, const xmlNode *n, struct walk *w)
{
	unsigned below = 0;

	do {
		++*w->steps;
		switch (axis) {
		case AXIS_SELF: return step_fits(step, n, w) ? n : NULL;
		case AXIS_ANCESTOR: n = n->parent; break;
		case AXIS_PRECEDING: n = node_before(n, &below); break;
		case AXIS_PRECEDING_SIBLING: n = n->prev; break;
		case AXIS_FOLLOWING_SIBLING: n = n->next; break;
		}
	} while (n && !is_over(w) && !step_fits(step, n, w));
	return is_over(w) ? NULL : n;
}

/* Where a location begins; NULL for nowhere. */
static xmlNode *beginning(const struct location *l, xmlNode *at, struct walk *w)
{
	xmlNode *from = l->absolute ? (xmlNode *)at->doc : at;

	for (unsigned i = 0; i < l->up && from; i++)
		from = from->parent;
	if (!from || (!l->absolute && !node_is_element(from)))
		return NULL;
	return l->start ? (xmlNode *)nearest(l->start, l->axis, from, w) : from;
}

/* Whether the node is one that is looked for; it goes where those go. */
static bool take(xmlNode *n, const struct finds *f, struct walk *w)
{
	if (!n || (f->test && !compares(f->test, n, w)))
		return false;
	if (f->list)
		*array_add(f->list) = n;
	if (f->one)
		*f->one = n;
	return true;
}

/* A location of nothing but child steps, from its step `at` on: down the tree by those who fit, no further. At most STEPS_MAX calls
 * deep. */
static bool walk_children(const struct location *l, unsigned at, const xmlNode *parent,
	const struct finds *f, struct walk *w)
{
	const struct step *step = &l->step[at];
	bool any = false;

	for (xmlNode *n = parent->children; n && !is_over(w) && !(any && f->first); n = n->next) {
		++*w->steps;
		if (!step_fits(step, n, w))
			continue;
		if (at + 1 < l->steps)
			any = walk_children(l, at + 1, n, f, w) || any;
		else
			any = take(result(l, n), f, w) || any;
	}
	return any;
}

/* All below `from`, which may be reached by several branches. */
static bool walk_below(const struct location *l, unsigned count, xmlNode *from,
	const struct finds *f, struct walk *w)
{
	unsigned level = 1, levels = levels_of(l, count);
	bool any = false;

	for (xmlNode *n = from->children; n && !is_over(w); n = advance(n, from, &level, levels)) {
		++*w->steps;
		if (n->type != XML_ELEMENT_NODE || !fits(l, count, n, from, w))
			continue;
		any = take(result(l, n), f, w) || any;
		if ((any && f->first) || l->alone)
			break;
	}
	return any;
}

/* Several branches have the same beginning. */
static bool walk_branches(const struct location *l, unsigned count, xmlNode *at,
	const struct finds *f, struct walk *w)
{
	xmlNode *from = beginning(l, at, w);
	bool any = false;

	if (!from)
		return false;
	if (l->steps == 0) {
		/* ".//@a" includes the attribute of the context itself. */
		any = take(result(l, from), f, w);
		if (!(l->attribute && l->attribute_deep) || (any && f->first))
			return any;
	}
	if (count == 1 && l->steps > 0 && !is_deep(l) && !l->alone)
		return walk_children(l, 0, from, f, w);
	return walk_below(l, count, from, f, w) || any;
}

/* Whether any branch of a path in a predicate selects something that passes the test; they may begin at different places. */
static bool select_first(const struct path *p, xmlNode *at, const struct test *test, struct walk *w)
{
	const struct finds f = { .first = true, .test = test };

	for (unsigned i = 0; i < p->locations; i++)
		if (walk_branches(&p->location[i], 1, at, &f, w))
			return true;
	return false;
}

bool path_find(const struct path *p, xmlNode *at, const struct finds *f, struct walk *w)
{
	xmlNode *first = NULL;
	const struct finds one = { .first = true, .one = &first };

	if (!p->one)
		return walk_branches(p->location, p->locations, at, f, w);
	if (!walk_branches(p->location, p->locations, at, &one, w))
		return false;
	return p->then ? node_is_element(first) && path_find(p->then, first, f, w)
		       : take(first, f, w);
}

bool path_nodes(const struct path *p, xmlNode *at, bool first, struct node_list *list,
	struct query_context *query, uint64_t *steps, uint64_t limit)
{
	struct walk w = { .query = query, .steps = steps, .limit = limit };
	const struct finds f = { .first = first, .list = list };

	path_find(p, at, &f, &w);
	return !is_over(&w);
}
