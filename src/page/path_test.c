/* path_test.c: reading what stands in brackets behind a step: its conditions (XPath 1.0, sections 2.4 and 3). */
#include "config.h"

#include "page/path_inner.h"
#include "page/query_inner.h"

static struct test *new_test(struct path_reader *r, enum test_kind kind)
{
	struct test *t = arena_new(r->arena, 1, sizeof(*t));

	t->kind = kind;
	return t;
}

/* contains(@a,'s') and starts-with(@a,'s'), behind the parenthesis; most are of that shape. */
static struct test *read_attribute_function(struct path_reader *r, enum test_kind kind)
{
	struct test *t = new_test(r, kind);

	if (!path_take(r, STR("@")) || !(t->name = path_take_name(r)) || !path_take(r, STR(",")))
		return NULL;
	return path_take_literal(r, &t->value) && t->value.len > 0 && path_take(r, STR(")")) ? t
											     : NULL;
}

static struct test *read_function(
	struct path_reader *r, enum test_kind kind, enum text_test text_test)
{
	struct path_reader before = *r;
	struct test *t = read_attribute_function(r, kind);

	if (t)
		return t;
	*r = before;
	t = new_test(r, TEST_TEXT);
	t->text_test = text_test;
	t->text = path_read_text(r);
	if (!t->text || !path_take(r, STR(",")))
		return NULL;
	return path_take_literal(r, &t->value) && t->value.len > 0 && path_take(r, STR(")")) ? t
											     : NULL;
}

/* class('s'), behind the parenthesis. */
static struct test *read_class(struct path_reader *r)
{
	struct test *t = new_test(r, TEST_CLASS);

	return path_take_literal(r, &t->value) && path_take(r, STR(")")) ? t : NULL;
}

static bool take_comparison(struct path_reader *r, enum comparison *c)
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
		if (path_take(r, signs[i].sign)) {
			*c = signs[i].comparison;
			return true;
		}
	return false;
}

/* What a path (NULL for the node itself) is compared with: a literal, or a whole number. */
static struct test *read_comparison(struct path_reader *r, struct path *path, enum comparison c)
{
	struct test *t = new_test(r, TEST_COMPARE);

	t->path = path;
	t->comparison = c;
	if ((c == COMPARE_IS || c == COMPARE_IS_NOT) && path_take_literal(r, &t->value))
		return t;
	t->numeric = true;
	return path_take_whole(r, &t->amount) ? t : NULL;
}

static struct test *read_attribute(struct path_reader *r)
{
	struct test *t = new_test(r, TEST_HAS);
	enum comparison c;
	struct path *path;

	t->name = path_take_name(r);
	if (!t->name)
		return NULL;
	if (!take_comparison(r, &c))
		return t;
	if (c == COMPARE_IS && path_take_literal(r, &t->value)) {
		t->kind = TEST_EQUAL;
		return t;
	}
	path = arena_new(r->arena, 1, sizeof(*path));
	path->locations = 1;
	path->location[0].attribute = t->name;
	return read_comparison(r, path, c);
}

/* name()='s': names have their prefix in them, and nothing else is known of that. */
static struct test *read_named(struct path_reader *r)
{
	struct test *t = new_test(r, TEST_SELF);
	struct str name;

	if (!path_take(r, STR("=")) || !path_take_literal(r, &name))
		return NULL;
	t->name = name.at;
	return t;
}

static struct test *read_number(struct path_reader *r)
{
	struct test *t = new_test(r, TEST_NUMBER);

	while (r->rest.len && ascii_digit(r->rest.at[0]) && t->number < 1000000) {
		t->number = t->number * 10 + (r->rest.at[0] - '0');
		r->rest = str_sub(r->rest, 1, SIZE_MAX);
	}
	path_blanks(r);
	return str_starts(r->rest, STR("]")) && t->number > 0 ? t : NULL;
}

/* A number behind the descendant axis counts over the whole subtree, which the walk does not do. */
bool path_has_number(const struct step *step)
{
	for (const struct test *t = step->test; t; t = t->next)
		if (t->kind == TEST_NUMBER)
			return true;
	return false;
}

/* "." is the node itself, whose text may be compared. */
static struct test *read_itself(struct path_reader *r)
{
	enum comparison c;

	return path_take(r, STR(".")) && take_comparison(r, &c) ? read_comparison(r, NULL, c)
								: NULL;
}

static struct test *read_inner_path(struct path_reader *r)
{
	struct test *t = new_test(r, TEST_PATH);
	enum comparison c;

	t->path = arena_new(r->arena, 1, sizeof(*t->path));
	if (!path_read_union(r, t->path))
		return NULL;
	if (!take_comparison(r, &c))
		return t;
	return t->path->locations == 1 ? read_comparison(r, t->path, c) : NULL;
}

/* ancestor::name[...], alone. */
static struct test *read_ancestor(struct path_reader *r)
{
	struct test *t = new_test(r, TEST_ANCESTOR);

	t->step = arena_new(r->arena, 1, sizeof(*t->step));
	if (!path_take(r, STR("*")) && !(t->step->name = path_take_name(r)))
		return NULL;
	if (!path_read_tests(r, t->step) || path_has_number(t->step))
		return NULL;
	path_blanks(r);
	return str_starts(r->rest, STR("/")) ? NULL : t;
}

/* Behind the parenthesis of not() or boolean(). */
static struct test *read_of_test(struct path_reader *r, enum test_kind kind)
{
	struct test *t = new_test(r, kind);

	t->left = path_read_test(r);
	return t->left && path_take(r, STR(")")) ? t : NULL;
}

/* A name and a parenthesis. */
static bool is_function(const struct path_reader *r)
{
	size_t i = 0;

	while (i < r->rest.len && (ascii_alpha(r->rest.at[i]) || r->rest.at[i] == '-'))
		i++;
	return i > 0 && i < r->rest.len && r->rest.at[i] == '(';
}

/* A text that a function gives: whether there is any, or what it is. */
static struct test *read_text_test(struct path_reader *r)
{
	struct test *t = new_test(r, TEST_TEXT);
	enum comparison c;

	t->text = path_read_text(r);
	if (!t->text)
		return NULL;
	t->text_test = TEXT_IS_FILLED;
	if (!take_comparison(r, &c))
		return t;
	t->text_test = c == COMPARE_IS ? TEXT_IS : TEXT_IS_NOT;
	return (c == COMPARE_IS || c == COMPARE_IS_NOT) && path_take_literal(r, &t->value) ? t
											   : NULL;
}

struct test *path_read_unary(struct path_reader *r)
{
	struct path_reader before;
	struct test *t;

	path_blanks(r);
	if (path_take(r, STR("not(")))
		return read_of_test(r, TEST_NOT);
	if (path_take(r, STR("boolean(")))
		return read_of_test(r, TEST_TRUTH);
	if (path_take(r, STR("("))) {
		t = path_read_test(r);
		return t && path_take(r, STR(")")) ? t : NULL;
	}
	if (path_take(r, STR("contains(")))
		return read_function(r, TEST_CONTAINS, TEXT_HAS);
	if (path_take(r, STR("starts-with(")))
		return read_function(r, TEST_STARTS, TEXT_STARTS);
	if (path_take(r, STR("class(")))
		return read_class(r);
	if (path_take(r, STR("ancestor::")))
		return read_ancestor(r);
	if (path_take(r, STR("self::"))) {
		t = new_test(r, TEST_SELF);
		t->name = path_take_name(r);
		return t->name ? t : NULL;
	}
	if (path_take(r, STR("name()")))
		return read_named(r);
	if (path_take(r, STR("@")))
		return read_attribute(r);
	if (r->rest.len && ascii_digit(r->rest.at[0]))
		return read_number(r);
	if (is_function(r))
		return read_text_test(r);
	before = *r;
	if ((t = read_itself(r)))
		return t;
	*r = before;
	return read_inner_path(r);
}

static struct test *read_and(struct path_reader *r)
{
	struct test *left = path_read_unary(r);

	while (left && path_take_word(r, STR("and"))) {
		struct test *t = new_test(r, TEST_AND);

		t->left = left;
		t->right = path_read_unary(r);
		left = t->right && t->right->kind != TEST_NUMBER ? t : NULL;
	}
	return left;
}

struct test *path_read_test(struct path_reader *r)
{
	struct test *left;

	if (++r->nested > NESTED_MAX)
		return NULL;
	left = read_and(r);
	while (left && path_take_word(r, STR("or"))) {
		struct test *t = new_test(r, TEST_OR);

		t->left = left;
		t->right = read_and(r);
		left = t->right ? t : NULL;
	}
	r->nested--;
	return left;
}

/* What stands up to the bracket that closes. */
static bool take_bracketed(struct path_reader *r, struct str *inner)
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
static struct test *read_other(struct path_reader *r)
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

static struct test *read_bracketed(struct path_reader *r)
{
	struct path_reader before = *r;
	struct test *t = path_read_test(r);

	if (t && path_take(r, STR("]")))
		return t;
	*r = before;
	return read_other(r);
}

bool path_read_tests(struct path_reader *r, struct step *step)
{
	struct test **end = &step->test;

	while (path_take(r, STR("["))) {
		struct test *t = read_bracketed(r);

		if (!t)
			return false;
		*end = t;
		end = &t->next;
	}
	return true;
}

/* Whether a test is true or false by itself, where a path would be nodes. */
bool path_is_truth(const struct test *t)
{
	switch (t->kind) {
	case TEST_AND:
	case TEST_OR:
	case TEST_NOT:
	case TEST_EQUAL:
	case TEST_CONTAINS:
	case TEST_STARTS:
	case TEST_CLASS:
	case TEST_TRUTH:
	case TEST_COMPARE: return true;
	case TEST_TEXT: return t->text_test != TEXT_IS_FILLED;
	case TEST_SELF: /* self::name */
	case TEST_NUMBER:
	case TEST_PATH:
	case TEST_HAS:
	case TEST_ANCESTOR:
	case TEST_OTHER: return false;
	}
	return false;
}
