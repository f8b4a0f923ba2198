/* path_read.c: reading the common shapes of location paths (XPath 1.0, section 2). */
#include "config.h"

#include "page/path_inner.h"
#include "page/query_inner.h"

#include <string.h>

enum { DIGITS_MAX = 15 /* of a number that is exact */ };

void path_blanks(struct path_reader *r)
{
	r->rest = str_trim_left(r->rest);
}

bool path_take(struct path_reader *r, struct str token)
{
	path_blanks(r);
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
const char *path_take_name(struct path_reader *r)
{
	size_t len = 0;
	struct str name;

	path_blanks(r);
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

bool path_take_literal(struct path_reader *r, struct str *value)
{
	size_t end;

	path_blanks(r);
	if (r->rest.len < 2 || (r->rest.at[0] != '\'' && r->rest.at[0] != '"'))
		return false;
	end = str_find_char(r->rest, r->rest.at[0], 1);
	if (end == STR_NOWHERE)
		return false;
	*value = arena_dup(r->arena, str_sub(r->rest, 1, end - 1));
	r->rest = str_sub(r->rest, end + 1, SIZE_MAX);
	return true;
}

/* A word operator must stand between blanks or brackets. */
bool path_take_word(struct path_reader *r, struct str word)
{
	path_blanks(r);
	if (!str_starts(r->rest, word) || r->rest.len == word.len ||
		is_name_char(r->rest.at[word.len]))
		return false;
	return path_take(r, word);
}

bool path_take_whole(struct path_reader *r, double *number)
{
	size_t digits = 0;

	path_blanks(r);
	*number = 0;
	while (digits < r->rest.len && ascii_digit(r->rest.at[digits]))
		*number = *number * 10 + (r->rest.at[digits++] - '0');
	r->rest = str_sub(r->rest, digits, SIZE_MAX);
	return digits > 0 && digits <= DIGITS_MAX;
}

/* The last step, when it is @name. */
static bool read_attribute_step(struct path_reader *r, struct location *l, bool deep)
{
	l->attribute = path_take_name(r);
	l->attribute_deep = deep;
	return l->attribute != NULL;
}

/* "descendant::name[...][1]" is the first of the subtree; the number is taken off. */
static bool cut_first(struct step *step)
{
	struct test **end = &step->test;

	while (*end && (*end)->next)
		end = &(*end)->next;
	if (!*end || (*end)->kind != TEST_NUMBER || (*end)->number != 1)
		return false;
	*end = NULL;
	return !path_has_number(step);
}

static bool read_element_step(struct path_reader *r, struct location *l, bool deep, bool axis)
{
	struct step *step;

	if (l->steps == STEPS_MAX || l->alone)
		return false;
	step = &l->step[l->steps];
	*step = (struct step){ .deep = deep };
	if (!path_take(r, STR("*")) && !(step->name = path_take_name(r)))
		return false;
	if (!path_read_tests(r, step))
		return false;
	if (!axis || !path_has_number(step))
		return true;
	l->alone = l->steps == 0 && !l->start && cut_first(step);
	return l->alone;
}

/* Steps from behind the start of a location path; `deep` says whether the first is reached by //. */
static bool read_steps(struct path_reader *r, struct location *l, bool deep)
{
	for (;;) {
		bool axis = path_take(r, STR("descendant::"));

		deep = deep || axis;
		if (!axis && !l->alone && path_take(r, STR("@")))
			return read_attribute_step(r, l, deep);
		if (!read_element_step(r, l, deep, axis))
			return false;
		l->steps++;
		l->behind = r->rest;
		if (!path_take(r, STR("/")))
			return true;
		deep = path_take(r, STR("/"));
	}
}

/* Behind the name of an axis. */
static bool read_start(struct path_reader *r, struct location *l, enum axis axis)
{
	l->axis = axis;
	l->start = arena_new(r->arena, 1, sizeof(*l->start));
	if (!path_take(r, STR("*")) && !(l->start->name = path_take_name(r)))
		return false;
	if (!path_read_tests(r, l->start))
		return false;
	if (axis == AXIS_SELF ? path_has_number(l->start) : !cut_first(l->start))
		return false;
	return !path_take(r, STR("/")) || read_steps(r, l, path_take(r, STR("/")));
}

static const struct {
	struct str name;
	enum axis axis;
} axes[] = {
	{ STR_INIT("self::"), AXIS_SELF },
	{ STR_INIT("ancestor::"), AXIS_ANCESTOR },
	{ STR_INIT("preceding::"), AXIS_PRECEDING },
	{ STR_INIT("preceding-sibling::"), AXIS_PRECEDING_SIBLING },
	{ STR_INIT("following-sibling::"), AXIS_FOLLOWING_SIBLING },
};

static bool read_location(struct path_reader *r, struct location *l)
{
	path_blanks(r);
	if (path_take(r, STR("//"))) {
		l->absolute = true;
		return read_steps(r, l, true);
	}
	if (path_take(r, STR("/"))) {
		l->absolute = true;
		return read_steps(r, l, false);
	}
	for (size_t i = 0; i < sizeof(axes) / sizeof(*axes); i++)
		if (path_take(r, axes[i].name))
			return read_start(r, l, axes[i].axis);
	while (path_take(r, STR(".."))) {
		l->up++;
		if (!path_take(r, STR("/")))
			return true;
	}
	if (l->up)
		return read_steps(r, l, path_take(r, STR("/")));
	if (path_take(r, STR("."))) {
		if (!path_take(r, STR("/")))
			return r->rest.len == 0 || strchr("|]),", r->rest.at[0]);
		return read_steps(r, l, path_take(r, STR("/")));
	}
	return read_steps(r, l, false);
}

bool path_read_union(struct path_reader *r, struct path *p)
{
	do {
		if (p->locations == PATHS_MAX || !read_location(r, &p->location[p->locations++]))
			return false;
	} while (path_take(r, STR("|")));
	return true;
}

static bool is_step(const struct location *l)
{
	return l->steps > 0 && !l->start && !l->alone;
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

bool path_read_whole(struct path_reader *r, struct path *p)
{
	if (!path_take(r, STR("(")))
		return path_read_union(r, p) && is_one_walk(p);
	p->one = path_read_union(r, p) && is_one_walk(p) && path_take(r, STR(")")) &&
		path_take(r, STR("[")) && path_take(r, STR("1")) && path_take(r, STR("]"));
	if (!p->one || !path_take(r, STR("/")))
		return p->one;
	p->then = arena_new(r->arena, 1, sizeof(*p->then));
	p->then->locations = 1;
	return read_steps(r, &p->then->location[0], path_take(r, STR("/")));
}

static bool read_condition(struct path_reader *r, struct path *p)
{
	struct step *self = arena_new(r->arena, 1, sizeof(*self));

	p->locations = 1;
	p->location[0].start = self;
	self->test = path_read_test(r);
	return self->test && path_is_truth(self->test);
}

static bool read_text(struct path_reader *r, struct path *p)
{
	p->text = path_read_text(r);
	return p->text && p->text->kind != TEXT_PATH; /* which gives its nodes */
}

static struct path *compile(
	struct str xpath, unsigned depth, bool (*read)(struct path_reader *r, struct path *p))
{
	struct path *p = mem_new(1, sizeof(*p));
	struct path_reader r = { .rest = xpath, .arena = &p->arena, .owner = p, .depth = depth };

	if (read(&r, p) && str_trim(r.rest).len == 0)
		return p;
	path_free(p);
	return NULL;
}

struct path *path_compile(struct str xpath, unsigned depth)
{
	return compile(xpath, depth, path_read_whole);
}

struct path *path_compile_condition(struct str xpath, unsigned depth)
{
	return compile(xpath, depth, read_condition);
}

struct path *path_compile_text(struct str xpath, unsigned depth)
{
	return compile(xpath, depth, read_text);
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
	struct path_reader r = { .rest = xpath, .arena = &p->arena, .owner = p, .depth = depth };
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
