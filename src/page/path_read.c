/* path_read.c: reading the common shapes of location paths (XPath 1.0, section 2). */
#include "config.h"

#include "page/path_inner.h"
#include "page/query_inner.h"

#include <string.h>

enum { DIGITS_MAX = 15 /* of a number that is exact */ };

struct reader {
	struct str rest;
	struct arena *arena;
	struct path *owner; /* the outermost path */
	unsigned nested;
	unsigned depth; /* of conditions for libxml2 that it stands in */
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

static bool take_comparison(struct reader *r, enum comparison *c)
{
	static const struct {
		struct str sign;
		enum comparison comparison;
	} signs[] = {
		{ STR_INIT("!="), COMPARE_IS_NOT },
		{ STR_INIT("<="), COMPARE_LESS_OR_IS },
		{ STR_INIT(">="), COMPARE_MORE_OR_IS },
		{ STR_INIT("="), COMPARE_IS },
		{ STR_INIT("<"), COMPARE_LESS },
		{ STR_INIT(">"), COMPARE_MORE },
	};

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (take(r, signs[i].sign)) {
			*c = signs[i].comparison;
			return true;
		}
	return false;
}

static bool take_amount(struct reader *r, double *amount)
{
	size_t from = r->rest.len;

	blanks(r);
	*amount = 0;
	for (from = r->rest.len; r->rest.len && ascii_digit(r->rest.at[0]);
		r->rest = str_sub(r->rest, 1, SIZE_MAX))
		*amount = *amount * 10 + (r->rest.at[0] - '0');
	return r->rest.len < from && from - r->rest.len <= DIGITS_MAX;
}

/* What a path (NULL for the node itself) is compared with: a literal, or a whole number. */
static struct test *read_comparison(struct reader *r, struct path *path, enum comparison c)
{
	struct test *t = new_test(r, TEST_COMPARE);

	t->path = path;
	t->comparison = c;
	if ((c == COMPARE_IS || c == COMPARE_IS_NOT) && take_literal(r, &t->value))
		return t;
	t->numeric = true;
	return take_amount(r, &t->amount) ? t : NULL;
}

static struct test *read_attribute(struct reader *r)
{
	struct test *t = new_test(r, TEST_HAS);
	enum comparison c;
	struct path *path;

	t->name = take_name(r);
	if (!t->name)
		return NULL;
	if (!take_comparison(r, &c))
		return t;
	if (c == COMPARE_IS && take_literal(r, &t->value)) {
		t->kind = TEST_EQUAL;
		return t;
	}
	path = arena_new(r->arena, 1, sizeof(*path));
	path->locations = 1;
	path->location[0].attribute = t->name;
	return read_comparison(r, path, c);
}

/* name()='s': names have their prefix in them, and nothing else is known of that. */
static struct test *read_named(struct reader *r)
{
	struct test *t = new_test(r, TEST_SELF);
	struct str name;

	if (!take(r, STR("=")) || !take_literal(r, &name))
		return NULL;
	t->name = name.at;
	return t;
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

/* A number behind the descendant axis counts over the whole subtree, which the walk does not do. */
static bool has_number(const struct step *step)
{
	for (const struct test *t = step->test; t; t = t->next)
		if (t->kind == TEST_NUMBER)
			return true;
	return false;
}

/* "." is the node itself, whose text may be compared. */
static struct test *read_itself(struct reader *r)
{
	enum comparison c;

	return take(r, STR(".")) && take_comparison(r, &c) ? read_comparison(r, NULL, c) : NULL;
}

static struct test *read_inner_path(struct reader *r)
{
	struct test *t = new_test(r, TEST_PATH);
	enum comparison c;

	t->path = arena_new(r->arena, 1, sizeof(*t->path));
	if (!read_union(r, t->path))
		return NULL;
	if (!take_comparison(r, &c))
		return t;
	return t->path->locations == 1 ? read_comparison(r, t->path, c) : NULL;
}

static bool read_tests(struct reader *r, struct step *step);

/* ancestor::name[...], alone. */
static struct test *read_ancestor(struct reader *r)
{
	struct test *t = new_test(r, TEST_ANCESTOR);

	t->step = arena_new(r->arena, 1, sizeof(*t->step));
	if (!take(r, STR("*")) && !(t->step->name = take_name(r)))
		return NULL;
	if (!read_tests(r, t->step) || has_number(t->step))
		return NULL;
	blanks(r);
	return str_starts(r->rest, STR("/")) ? NULL : t;
}

static struct test *read_unary(struct reader *r)
{
	struct reader before;
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
	if (take(r, STR("ancestor::")))
		return read_ancestor(r);
	if (take(r, STR("self::"))) {
		t = new_test(r, TEST_SELF);
		t->name = take_name(r);
		return t->name ? t : NULL;
	}
	if (take(r, STR("name()")))
		return read_named(r);
	if (take(r, STR("@")))
		return read_attribute(r);
	if (r->rest.len && ascii_digit(r->rest.at[0]))
		return read_number(r);
	before = *r;
	if ((t = read_itself(r)))
		return t;
	*r = before;
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

/* What stands up to the bracket that closes. */
static bool take_bracketed(struct reader *r, struct str *inner)
{
	size_t depth = 0;
	char quote = '\0';

	for (size_t i = 0; i < r->rest.len; i++) {
		char c = r->rest.at[i];

		if (quote) {
			quote = c == quote ? '\0' : quote;
		} else if (c == '\'' || c == '"') {
			quote = c;
		} else if (c == '[') {
			depth++;
		} else if (c == ']' && depth-- == 0) {
			*inner = str_sub(r->rest, 0, i);
			r->rest = str_sub(r->rest, i + 1, SIZE_MAX);
			return true;
		}
	}
	return false;
}

/* A predicate of another shape, as long as it is a condition: a number would be a position. */
static struct test *read_other(struct reader *r)
{
	struct test *t = new_test(r, TEST_OTHER);
	struct str inner;

	if (!take_bracketed(r, &inner) || !query_is_condition(inner))
		return NULL;
	t->other = query_compile_part(inner, r->depth + 1);
	if (t->other)
		*array_add(&r->owner->others) = t->other;
	return t->other ? t : NULL;
}

static struct test *read_test(struct reader *r)
{
	struct reader before = *r;
	struct test *t = read_or(r);

	if (t && take(r, STR("]")))
		return t;
	*r = before;
	return read_other(r);
}

static bool read_tests(struct reader *r, struct step *step)
{
	struct test **end = &step->test;

	while (take(r, STR("["))) {
		struct test *t = read_test(r);

		if (!t)
			return false;
		*end = t;
		end = &t->next;
	}
	return true;
}

/* The last step, when it is @name. */
static bool read_attribute_step(struct reader *r, struct location *l, bool deep)
{
	l->attribute = take_name(r);
	l->attribute_deep = deep;
	return l->attribute != NULL;
}

/* "descendant::name[...][1]" is the first of the subtree; the number is taken off. */
static bool cut_first(struct step *step)
{
	struct test **end = &step->test;

	while ((*end)->next)
		end = &(*end)->next;
	if ((*end)->kind != TEST_NUMBER || (*end)->number != 1)
		return false;
	*end = NULL;
	return !has_number(step);
}

static bool read_element_step(struct reader *r, struct location *l, bool deep, bool axis)
{
	struct step *step;

	if (l->steps == STEPS_MAX || l->alone)
		return false;
	step = &l->step[l->steps];
	*step = (struct step){ .deep = deep };
	if (!take(r, STR("*")) && !(step->name = take_name(r)))
		return false;
	if (!read_tests(r, step))
		return false;
	if (!axis || !has_number(step))
		return true;
	l->alone = l->steps == 0 && !l->self && cut_first(step);
	return l->alone;
}

/* Steps from behind the start of a location path; `deep` says whether the first is reached by //. */
static bool read_steps(struct reader *r, struct location *l, bool deep)
{
	for (;;) {
		bool axis = take(r, STR("descendant::"));

		deep = deep || axis;
		if (!axis && !l->alone && take(r, STR("@")))
			return read_attribute_step(r, l, deep);
		if (!read_element_step(r, l, deep, axis))
			return false;
		l->steps++;
		l->behind = r->rest;
		if (!take(r, STR("/")))
			return true;
		deep = take(r, STR("/"));
	}
}

/* Behind "self::". */
static bool read_self(struct reader *r, struct location *l)
{
	l->self = arena_new(r->arena, 1, sizeof(*l->self));
	if (!take(r, STR("*")) && !(l->self->name = take_name(r)))
		return false;
	if (!read_tests(r, l->self) || has_number(l->self))
		return false;
	return !take(r, STR("/")) || read_steps(r, l, take(r, STR("/")));
}

static bool read_location(struct reader *r, struct location *l)
{
	blanks(r);
	if (take(r, STR("//"))) {
		l->absolute = true;
		return read_steps(r, l, true);
	}
	if (take(r, STR("/"))) {
		l->absolute = true;
		return read_steps(r, l, false);
	}
	if (take(r, STR("self::")))
		return read_self(r, l);
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
	return read_steps(r, l, false);
}

static bool read_union(struct reader *r, struct path *p)
{
	do {
		if (p->locations == PATHS_MAX || !read_location(r, &p->location[p->locations++]))
			return false;
	} while (take(r, STR("|")));
	return true;
}

static bool is_step(const struct location *l)
{
	return l->steps > 0 && !l->self && !l->alone;
}

/* Whether one walk finds what all branches of a union select, in document order: they begin at the same place and
 * end alike. */
static bool is_one_walk(const struct path *p)
{
	const struct location *a = &p->location[0];

	for (unsigned i = 1; i < p->locations; i++) {
		const struct location *b = &p->location[i];

		if (!is_step(a) || !is_step(b) || a->absolute != b->absolute || a->up != b->up ||
			!a->attribute != !b->attribute ||
			(a->attribute && strcmp(a->attribute, b->attribute) != 0))
			return false;
	}
	return true;
}

struct path *path_compile(struct str xpath, unsigned depth)
{
	struct path *p = mem_new(1, sizeof(*p));
	struct reader r = { .rest = xpath, .arena = &p->arena, .owner = p, .depth = depth };

	if (read_union(&r, p) && str_trim(r.rest).len == 0 && is_one_walk(p))
		return p;
	path_free(p);
	return NULL;
}

/* Whether a test is true or false by itself, where a path would be nodes. */
static bool is_truth(const struct test *t)
{
	switch (t->kind) {
	case TEST_AND:
	case TEST_OR:
	case TEST_NOT:
	case TEST_EQUAL:
	case TEST_CONTAINS:
	case TEST_STARTS:
	case TEST_CLASS:
	case TEST_COMPARE: return true;
	case TEST_SELF: /* self::name */
	case TEST_NUMBER:
	case TEST_PATH:
	case TEST_HAS:
	case TEST_ANCESTOR:
	case TEST_OTHER: return false;
	}
	return false;
}

struct path *path_compile_condition(struct str xpath, unsigned depth)
{
	struct path *p = mem_new(1, sizeof(*p));
	struct reader r = { .rest = xpath, .arena = &p->arena, .owner = p, .depth = depth };
	struct step *self = arena_new(&p->arena, 1, sizeof(*self));

	p->locations = 1;
	p->location[0].self = self;
	self->test = read_or(&r);
	if (self->test && is_truth(self->test) && str_trim(r.rest).len == 0)
		return p;
	path_free(p);
	return NULL;
}

/* Whether the path saves work: the cheap ones may stay what they are. */
static bool is_worth(const struct location *l)
{
	for (unsigned i = 0; i < l->steps; i++)
		if (l->step[i].deep)
			return true;
	return false;
}

struct path *path_compile_prefix(struct str xpath, unsigned depth, size_t *taken)
{
	struct path *p = mem_new(1, sizeof(*p));
	struct reader r = { .rest = xpath, .arena = &p->arena, .owner = p, .depth = depth };
	struct location *l = &p->location[0];

	p->locations = 1;
	if (!read_location(&r, l)) {
		r.rest = l->behind;
		l->attribute = NULL;
		l->alone = false;
	}
	if (is_worth(l)) {
		*taken = str_trim_right(str_sub(xpath, 0, xpath.len - r.rest.len)).len;
		return p;
	}
	path_free(p);
	return NULL;
}

void path_free(struct path *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->others.len; i++)
		query_free(p->others.at[i]);
	array_free(&p->others);
	arena_free(&p->arena);
	mem_free(p);
}
