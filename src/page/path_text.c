/* path_text.c: texts made of texts: the functions of XPath 1.0, section 4.2, that rules use most. */
#include "config.h"

#include "page/path_inner.h"

#include <string.h>

/* ---- reading ---- */

static struct text *new_text(struct path_reader *r, enum text_kind kind)
{
	struct text *t = arena_new(r->arena, 1, sizeof(*t));

	t->kind = kind;
	t->most = SIZE_MAX;
	return t;
}

/* The arguments of a function, `least` to `most` of them, and the parenthesis behind. */
static struct text *read_arguments(
	struct path_reader *r, enum text_kind kind, unsigned least, unsigned most)
{
	struct text *t = new_text(r, kind), **end = &t->arg;
	unsigned count = 0;

	do {
		*end = path_read_text(r);
		if (!*end)
			return NULL;
		end = &(*end)->next;
		count++;
	} while (path_take(r, STR(",")));
	return count >= least && count <= most && path_take(r, STR(")")) ? t : NULL;
}

static struct text *read_concat(struct path_reader *r)
{
	return read_arguments(r, TEXT_CONCAT, 2, UINT32_MAX);
}

static struct text *read_after(struct path_reader *r)
{
	return read_arguments(r, TEXT_AFTER, 2, 2);
}

static struct text *read_before(struct path_reader *r)
{
	return read_arguments(r, TEXT_BEFORE, 2, 2);
}

static struct text *read_string(struct path_reader *r)
{
	return read_arguments(r, TEXT_CONCAT, 1, 1);
}

static struct text *read_spaces(struct path_reader *r)
{
	struct text *t;

	if (!path_take(r, STR(")")))
		return read_arguments(r, TEXT_SPACES, 1, 1);
	t = new_text(r, TEXT_SPACES);
	t->arg = new_text(r, TEXT_PATH);
	t->arg->path = arena_new(r->arena, 1, sizeof(*t->arg->path));
	t->arg->path->locations = 1; /* of no steps: "." */
	return t;
}

static struct text *read_translate(struct path_reader *r)
{
	struct text *t = new_text(r, TEXT_TRANSLATE);

	t->arg = path_read_text(r);
	if (!t->arg || !path_take(r, STR(",")) || !path_take_literal(r, &t->value) ||
		!path_take(r, STR(",")) || !path_take_literal(r, &t->to))
		return NULL;
	return str_is_ascii(t->value) && str_is_ascii(t->to) && path_take(r, STR(")")) ? t : NULL;
}

/* list(nodes, 'sep') and list(nodes, 'sep', most). */
static struct text *read_list(struct path_reader *r)
{
	struct text *t = new_text(r, TEXT_LIST);
	double most;

	t->path = arena_new(r->arena, 1, sizeof(*t->path));
	if (!path_read_whole(r, t->path) || !path_take(r, STR(",")) ||
		!path_take_literal(r, &t->value))
		return NULL;
	if (path_take(r, STR(","))) {
		if (!path_take_whole(r, &most))
			return NULL;
		t->most = (size_t)most;
	}
	return path_take(r, STR(")")) ? t : NULL;
}

/* substring(x, 1, n), substring(x, 1, n * condition), substring(x, 1 div condition): the last two are how XPath says "where". */
static struct text *read_where(struct path_reader *r)
{
	struct text *t = new_text(r, TEXT_WHERE);
	double number;

	t->arg = path_read_text(r);
	if (!t->arg || !path_take(r, STR(",")) || !path_take_whole(r, &number) || number > 1 ||
		number < 1)
		return NULL;
	if (path_take_word(r, STR("div"))) {
		t->test = path_read_unary(r);
	} else {
		if (!path_take(r, STR(",")) || !path_take_whole(r, &number))
			return NULL;
		t->most = (size_t)number;
		if (path_take(r, STR(")")))
			return t;
		if (path_take(r, STR("*")))
			t->test = path_read_unary(r);
	}
	return t->test && path_is_truth(t->test) && path_take(r, STR(")")) ? t : NULL;
}

static const struct {
	struct str name;
	struct text *(*read)(struct path_reader *r);
} functions[] = {
	{ STR_INIT("concat("), read_concat },
	{ STR_INIT("list("), read_list },
	{ STR_INIT("normalize-space("), read_spaces },
	{ STR_INIT("string("), read_string },
	{ STR_INIT("substring("), read_where },
	{ STR_INIT("substring-after("), read_after },
	{ STR_INIT("substring-before("), read_before },
	{ STR_INIT("translate("), read_translate },
};

static struct text *read_any(struct path_reader *r)
{
	struct text *t = new_text(r, TEXT_LITERAL);

	if (path_take_literal(r, &t->value))
		return t;
	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++)
		if (path_take(r, functions[i].name))
			return functions[i].read(r);
	t->kind = TEXT_PATH;
	t->path = arena_new(r->arena, 1, sizeof(*t->path));
	return path_read_whole(r, t->path) ? t : NULL;
}

struct text *path_read_text(struct path_reader *r)
{
	struct text *t;

	if (++r->nested > NESTED_MAX)
		return NULL;
	t = read_any(r);
	r->nested--;
	return t;
}

/* ---- evaluating; no deeper than what was read ---- */

/* The text of a node as XPath has it, where it stands in one piece. */
static bool one_piece(const xmlNode *n, struct str *text)
{
	const xmlNode *child = n->children;

	if (n->type != XML_ATTRIBUTE_NODE && child && (child->next || !node_is_text(child)))
		return false;
	*text = node_content(child);
	return true;
}

static void add_node(const xmlNode *node, struct walk *w, struct buf *out)
{
	struct str text;

	if (one_piece(node, &text)) {
		buf_add(out, text);
		return;
	}
	for (const xmlNode *n = node; n && *w->steps < w->limit; n = node_next(n, node)) {
		++*w->steps;
		buf_add(out, node_content(n));
	}
}

static xmlNode *first_of(const struct path *p, xmlNode *at, struct walk *w)
{
	xmlNode *n = NULL;
	const struct finds f = { .first = true, .one = &n };

	path_find(p, at, &f, w);
	return n;
}

/* Keeps of what stands from `from` on the `len` bytes at `at`. */
static void keep(struct buf *out, size_t from, size_t at, size_t len)
{
	if (len)
		memmove(out->at + from, out->at + at, len);
	buf_cut(out, from + len);
}

static void add_part(const struct text *t, xmlNode *at, struct walk *w, struct buf *out)
{
	size_t from = out->len, end, hit;
	struct str separator;

	path_text_add(t->arg, at, w, out);
	end = out->len;
	path_text_add(t->arg->next, at, w, out);
	separator = str_sub(buf_str(out), end, SIZE_MAX);
	hit = separator.len ? str_find(str_sub(buf_str(out), 0, end), separator, from) : from;
	if (hit == STR_NOWHERE)
		buf_cut(out, from);
	else if (t->kind == TEXT_BEFORE)
		buf_cut(out, hit);
	else
		keep(out, from, hit + separator.len, end - hit - separator.len);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void add_spaced(const struct text *t, xmlNode *at, struct walk *w, struct buf *out)
{
	size_t from = out->len, len = from;

	path_text_add(t->arg, at, w, out);
	for (size_t i = from; i < out->len; i++) {
		if (!is_blank(out->at[i]))
			out->at[len++] = out->at[i];
		else if (len > from && out->at[len - 1] != ' ')
			out->at[len++] = ' ';
	}
	buf_cut(out, len > from && out->at[len - 1] == ' ' ? len - 1 : len);
}

static void add_translated(const struct text *t, xmlNode *at, struct walk *w, struct buf *out)
{
	size_t from = out->len, len = from;

	path_text_add(t->arg, at, w, out);
	for (size_t i = from; i < out->len; i++) {
		size_t place = str_find_char(t->value, out->at[i], 0);

		if (place == STR_NOWHERE)
			out->at[len++] = out->at[i];
		else if (place < t->to.len)
			out->at[len++] = t->to.at[place];
	}
	buf_cut(out, len);
}

static void add_list(const struct text *t, xmlNode *at, struct walk *w, struct buf *out)
{
	struct node_list list = { 0 };
	const struct finds f = { .list = &list };

	path_find(t->path, at, &f, w);
	for (size_t i = 0; i < list.len && i < t->most; i++) {
		if (i > 0)
			buf_add(out, t->value);
		node_text(list.at[i], out);
	}
	array_free(&list);
}

/* The first `most` characters of what stands from `from` on. */
static void shorten(struct buf *out, size_t from, size_t most)
{
	size_t at = from;

	for (; at < out->len; at++)
		if (((unsigned char)out->at[at] & 0xc0) != 0x80 && most-- == 0)
			break;
	buf_cut(out, at);
}

static void add_where(const struct text *t, xmlNode *at, struct walk *w, struct buf *out)
{
	size_t from = out->len;

	if (t->test && !path_test_holds(t->test, at, w))
		return;
	path_text_add(t->arg, at, w, out);
	shorten(out, from, t->most);
}

void path_text_add(const struct text *t, xmlNode *at, struct walk *w, struct buf *out)
{
	xmlNode *n;

	switch (t->kind) {
	case TEXT_LITERAL: buf_add(out, t->value); break;
	case TEXT_PATH:
		n = first_of(t->path, at, w);
		if (n)
			add_node(n, w, out);
		break;
	case TEXT_CONCAT:
		for (const struct text *a = t->arg; a; a = a->next)
			path_text_add(a, at, w, out);
		break;
	case TEXT_AFTER:
	case TEXT_BEFORE: add_part(t, at, w, out); break;
	case TEXT_SPACES: add_spaced(t, at, w, out); break;
	case TEXT_TRANSLATE: add_translated(t, at, w, out); break;
	case TEXT_LIST: add_list(t, at, w, out); break;
	case TEXT_WHERE: add_where(t, at, w, out); break;
	}
}

static bool passes(const struct test *t, struct str text)
{
	switch (t->text_test) {
	case TEXT_IS_FILLED: return text.len > 0;
	case TEXT_IS: return str_eq(text, t->value);
	case TEXT_IS_NOT: return !str_eq(text, t->value);
	case TEXT_HAS: return str_has(text, t->value);
	case TEXT_STARTS: return str_starts(text, t->value);
	}
	return false;
}

bool path_text_passes(const struct test *t, xmlNode *at, struct walk *w)
{
	struct buf buf = { 0 };
	struct str text = STR_NONE;
	xmlNode *n;
	bool holds;

	if (t->text->kind != TEXT_PATH) {
		path_text_add(t->text, at, w, &buf);
		text = buf_str(&buf);
	} else if ((n = first_of(t->text->path, at, w)) && !one_piece(n, &text)) {
		add_node(n, w, &buf);
		text = buf_str(&buf);
	}
	holds = passes(t, text);
	buf_free(&buf);
	return holds;
}

bool path_text(const struct path *p, xmlNode *at, struct buf *out, struct query_context *query,
	uint64_t *steps, uint64_t limit)
{
	struct walk w = { .query = query, .steps = steps, .limit = limit };

	path_text_add(p->text, at, &w, out);
	return *steps < limit;
}
