/* path.c: walking the common location paths (XPath 1.0, section 2) directly. */
#include "config.h"

#include "page/path.h"

#include <string.h>

enum {
	STEPS_MAX = 8,	/* of one location path */
	PATHS_MAX = 6,	/* of one union */
	NESTED_MAX = 4, /* predicates within predicates */
};

enum test_kind {
	TEST_AND,
	TEST_OR,
	TEST_NOT,
	TEST_NUMBER, /* position among the siblings that pass what stands before */
	TEST_PATH,
	TEST_HAS, /* @name */
	TEST_EQUAL,
	TEST_CONTAINS,
	TEST_STARTS,
	TEST_CLASS,
	TEST_SELF,
};

struct test {
	enum test_kind kind;
	struct test *left, *right; /* AND, OR; NOT: left */
	struct path *path;
	const char *name; /* of an attribute or element */
	struct str value;
	int64_t number;
	struct test *next; /* the next predicate of the same step */
};

struct step {
	bool deep;	  /* reached by // */
	const char *name; /* NULL for any element */
	struct test *test;
};

struct location {
	bool absolute;
	unsigned up; /* leading ".." */
	unsigned steps;
	struct step step[STEPS_MAX];
	bool attribute_deep;
	const char *attribute; /* the last step, NULL when it is an element */
};

struct path {
	struct arena arena;
	unsigned locations;
	struct location location[PATHS_MAX];
};

/* ---- reading ---- */

struct reader {
	struct str rest;
	struct arena *arena;
	unsigned nested;
};

static void blanks(struct reader *r)
{
	r->rest = str_trim_left(r->rest);
}

static bool take(struct reader *r, struct str token)
{
	blanks(r);
	if (!str_starts(r->rest, token))
		return false;
	r->rest = str_sub(r->rest, token.len, SIZE_MAX);
	return true;
}

static bool is_name_char(char c)
{
	return ascii_alpha(c) || ascii_digit(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

/* A name; NULL when there is none. A prefixed name ("thr:x") is not for this file. */
static const char *take_name(struct reader *r)
{
	size_t len = 0;
	struct str name;

	blanks(r);
	if (r->rest.len == 0 || ascii_digit(r->rest.at[0]) || r->rest.at[0] == '-')
		return NULL;
	while (len < r->rest.len && is_name_char(r->rest.at[len]))
		len++;
	name = str_sub(r->rest, 0, len);
	if (len == 0 || (len < r->rest.len && (r->rest.at[len] == ':' || r->rest.at[len] == '(')))
		return NULL;
	r->rest = str_sub(r->rest, len, SIZE_MAX);
	return arena_dup(r->arena, name).at;
}

static bool take_literal(struct reader *r, struct str *value)
{
	size_t end;

	blanks(r);
	if (r->rest.len < 2 || (r->rest.at[0] != '\'' && r->rest.at[0] != '"'))
		return false;
	end = str_find_char(r->rest, r->rest.at[0], 1);
	if (end == STR_NOWHERE)
		return false;
	*value = arena_dup(r->arena, str_sub(r->rest, 1, end - 1));
	r->rest = str_sub(r->rest, end + 1, SIZE_MAX);
	return true;
}

static struct test *new_test(struct reader *r, enum test_kind kind)
{
	struct test *t = arena_new(r->arena, 1, sizeof(*t));

	t->kind = kind;
	return t;
}

static struct test *read_or(struct reader *r);
static bool read_union(struct reader *r, struct path *p);

/* contains(@a,'s') and starts-with(@a,'s'), behind the parenthesis. */
static struct test *read_function(struct reader *r, enum test_kind kind)
{
	struct test *t = new_test(r, kind);

	if (kind == TEST_CLASS)
		return take_literal(r, &t->value) && take(r, STR(")")) ? t : NULL;
	if (!take(r, STR("@")) || !(t->name = take_name(r)) || !take(r, STR(",")))
		return NULL;
	return take_literal(r, &t->value) && t->value.len > 0 && take(r, STR(")")) ? t : NULL;
}

static struct test *read_attribute(struct reader *r)
{
	struct test *t = new_test(r, TEST_HAS);

	t->name = take_name(r);
	if (!t->name)
		return NULL;
	if (!take(r, STR("=")))
		return t;
	t->kind = TEST_EQUAL;
	return take_literal(r, &t->value) ? t : NULL;
}

static struct test *read_number(struct reader *r)
{
	struct test *t = new_test(r, TEST_NUMBER);

	while (r->rest.len && ascii_digit(r->rest.at[0]) && t->number < 1000000) {
		t->number = t->number * 10 + (r->rest.at[0] - '0');
		r->rest = str_sub(r->rest, 1, SIZE_MAX);
	}
	blanks(r);
	return str_starts(r->rest, STR("]")) && t->number > 0 ? t : NULL;
}

static struct test *read_inner_path(struct reader *r)
{
	struct test *t = new_test(r, TEST_PATH);

	t->path = arena_new(r->arena, 1, sizeof(*t->path));
	return read_union(r, t->path) ? t : NULL;
}

static struct test *read_unary(struct reader *r)
{
	struct test *t;

	blanks(r);
	if (take(r, STR("not("))) {
		t = new_test(r, TEST_NOT);
		t->left = read_or(r);
		return t->left && take(r, STR(")")) ? t : NULL;
	}
	if (take(r, STR("("))) {
		t = read_or(r);
		return t && take(r, STR(")")) ? t : NULL;
	}
	if (take(r, STR("contains(")))
		return read_function(r, TEST_CONTAINS);
	if (take(r, STR("starts-with(")))
		return read_function(r, TEST_STARTS);
	if (take(r, STR("class(")))
		return read_function(r, TEST_CLASS);
	if (take(r, STR("self::"))) {
		t = new_test(r, TEST_SELF);
		t->name = take_name(r);
		return t->name ? t : NULL;
	}
	if (take(r, STR("@")))
		return read_attribute(r);
	if (r->rest.len && ascii_digit(r->rest.at[0]))
		return read_number(r);
	return read_inner_path(r);
}

/* A word operator must stand between blanks or brackets. */
static bool take_word(struct reader *r, struct str word)
{
	blanks(r);
	if (!str_starts(r->rest, word) || r->rest.len == word.len ||
		is_name_char(r->rest.at[word.len]))
		return false;
	return take(r, word);
}

static struct test *read_and(struct reader *r)
{
	struct test *left = read_unary(r);

	while (left && take_word(r, STR("and"))) {
		struct test *t = new_test(r, TEST_AND);

		t->left = left;
		t->right = read_unary(r);
		left = t->right && t->right->kind != TEST_NUMBER ? t : NULL;
	}
	return left;
}

static struct test *read_or(struct reader *r)
{
	struct test *left;

	if (++r->nested > NESTED_MAX)
		return NULL;
	left = read_and(r);
	while (left && take_word(r, STR("or"))) {
		struct test *t = new_test(r, TEST_OR);

		t->left = left;
		t->right = read_and(r);
		left = t->right ? t : NULL;
	}
	r->nested--;
	return left;
}

static bool read_tests(struct reader *r, struct step *step)
{
	struct test **end = &step->test;

	while (take(r, STR("["))) {
		struct test *t = read_or(r);

		if (!t || !take(r, STR("]")))
			return false;
		*end = t;
		end = &t->next;
	}
	return true;
}

/* A number behind the descendant axis counts over the whole subtree, which the walk does not do. */
static bool has_number(const struct step *step)
{
	for (const struct test *t = step->test; t; t = t->next)
		if (t->kind == TEST_NUMBER)
			return true;
	return false;
}

/* Steps from behind the start of a location path; `deep` says whether the first is reached by //. */
static bool read_steps(struct reader *r, struct location *l, bool deep)
{
	for (;;) {
		struct step *step = &l->step[l->steps];
		bool axis = take(r, STR("descendant::"));

		deep = deep || axis;
		if (!axis && take(r, STR("@"))) {
			l->attribute = take_name(r);
			l->attribute_deep = deep;
			return l->attribute != NULL;
		}
		if (l->steps == STEPS_MAX)
			return false;
		step->deep = deep;
		if (!take(r, STR("*")) && !(step->name = take_name(r)))
			return false;
		l->steps++;
		if (!read_tests(r, step) || (axis && has_number(step)))
			return false;
		if (!take(r, STR("/")))
			return true;
		deep = take(r, STR("/"));
	}
}

static bool read_location(struct reader *r, struct location *l)
{
	blanks(r);
	if (take(r, STR("//"))) {
		l->absolute = true;
		return read_steps(r, l, true);
	}
	if (str_starts(r->rest, STR("/descendant::"))) {
		l->absolute = take(r, STR("/"));
		return read_steps(r, l, false);
	}
	while (take(r, STR(".."))) {
		l->up++;
		if (!take(r, STR("/")))
			return true;
	}
	if (l->up)
		return read_steps(r, l, take(r, STR("/")));
	if (take(r, STR("."))) {
		if (!take(r, STR("/")))
			return r->rest.len == 0 || r->rest.at[0] == '|' || r->rest.at[0] == ']';
		return read_steps(r, l, take(r, STR("/")));
	}
	return !str_starts(r->rest, STR("/")) && read_steps(r, l, false);
}

static bool read_union(struct reader *r, struct path *p)
{
	do {
		if (p->locations == PATHS_MAX || !read_location(r, &p->location[p->locations++]))
			return false;
	} while (take(r, STR("|")));
	return true;
}

struct path *path_compile(struct str xpath)
{
	struct path *p = mem_new(1, sizeof(*p));
	struct reader r = { .rest = xpath, .arena = &p->arena };

	/* The branches of a union would have to be merged in document order: that is left to libxml2. */
	if (read_union(&r, p) && p->locations == 1 && str_trim(r.rest).len == 0)
		return p;
	path_free(p);
	return NULL;
}

void path_free(struct path *p)
{
	if (!p)
		return;
	arena_free(&p->arena);
	mem_free(p);
}

/* ---- walking ---- */

struct walk {
	uint64_t steps, limit;
};

static bool select_first(const struct path *p, xmlNode *at, struct walk *w);

static bool passes(const struct step *step, const struct test *t, const xmlNode *n, struct walk *w);

/* Whether n is number t->number among the siblings that pass the tests before this one. */
static bool is_number(
	const struct step *step, const struct test *t, const xmlNode *n, struct walk *w)
{
	int64_t before = 0;

	for (const xmlNode *s = n->prev; s && before < t->number && w->steps < w->limit;
		s = s->prev) {
		bool counts = node_is_element(s) && (!step->name || node_is(s, step->name));

		w->steps++;
		for (const struct test *u = step->test; counts && u != t; u = u->next)
			counts = passes(step, u, s, w);
		before += counts;
	}
	return before + 1 == t->number;
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
	}
	return false;
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

/* Whether n, below `from`, is what the first `count` steps reach: read from the right. At most STEPS_MAX calls deep. */
static bool reached(const struct location *l, unsigned count, const xmlNode *n, const xmlNode *from,
	struct walk *w)
{
	const struct step *step = &l->step[count - 1];

	if (!step_fits(step, n, w))
		return false;
	if (count == 1)
		return step->deep || n->parent == from;
	if (!step->deep)
		return n->parent != from && reached(l, count - 1, n->parent, from, w);
	for (const xmlNode *up = n->parent; up && up != from && w->steps < w->limit;
		up = up->parent) {
		w->steps++;
		if (reached(l, count - 1, up, from, w))
			return true;
	}
	return false;
}

static xmlNode *attribute_of(const struct location *l, xmlNode *n)
{
	if (node_is_element(n))
		for (xmlAttr *a = n->properties; a; a = a->next)
			if (strcmp((const char *)a->name, l->attribute) == 0)
				return (xmlNode *)a;
	return NULL;
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
	for (xmlNode *up = n; up && up != from && w->steps < w->limit; up = up->parent)
		if (reached(l, l->steps, up, from, w))
			return true;
	return false;
}

static bool walk_location(
	const struct location *l, xmlNode *at, bool first, struct node_list *list, struct walk *w)
{
	xmlNode *from = l->absolute ? (xmlNode *)at->doc : at, *n;
	unsigned level = 1, levels = is_deep(l) ? UINT32_MAX : l->steps;
	bool any = false;

	for (unsigned i = 0; i < l->up && node_is_element(from); i++)
		from = from->parent;
	if (!from || (!l->absolute && !node_is_element(from)))
		return false;
	if (l->steps == 0 && !(l->attribute && l->attribute_deep)) {
		n = result(l, from);
		if (n && list)
			*array_add(list) = n;
		return n != NULL;
	}
	/* ".//@a" includes the attribute of the context itself. */
	if (l->steps == 0 && attribute_of(l, from)) {
		any = true;
		if (list)
			*array_add(list) = attribute_of(l, from);
		if (first)
			return true;
	}
	for (n = from->children; n && w->steps < w->limit; n = advance(n, from, &level, levels)) {
		bool fits = l->attribute ? attribute_fits(l, n, from, w)
					 : reached(l, l->steps, n, from, w);

		w->steps++;
		if (!fits)
			continue;
		any = true;
		if (list)
			*array_add(list) = result(l, n);
		if (first)
			break;
	}
	return any;
}

static bool select_first(const struct path *p, xmlNode *at, struct walk *w)
{
	for (unsigned i = 0; i < p->locations; i++)
		if (walk_location(&p->location[i], at, true, NULL, w))
			return true;
	return false;
}

bool path_nodes(const struct path *p, xmlNode *at, bool first, struct node_list *list,
	uint64_t *steps, uint64_t limit)
{
	struct walk w = { .limit = limit };

	walk_location(&p->location[0], at, first, list, &w);
	*steps += w.steps;
	return w.steps < limit;
}
