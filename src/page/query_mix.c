/* query_mix.c: expressions of which only parts can be walked: those parts become calls, and the rest is
 * libxml2's. "substring-after((/descendant::p)[1],'x')" is "substring-after((walk(0))[1],'x')". */
#include "config.h"

#include "page/query_inner.h"

enum { OPEN_MAX = 32 /* brackets in brackets */ };

struct mixer {
	struct query *query;
	struct str s;
	unsigned depth;
	struct buf *out;
	size_t at;
	bool start; /* an operand may begin here */
	bool ended; /* one has just ended: a name is an operator now, a star multiplies */
	bool fresh; /* and so far the bracket or its comma is all there is of it */
	bool first
		[OPEN_MAX]; /* of the open brackets: whether the first node is all that counts of an operand */
	unsigned open;
};

static bool is_name(char c)
{
	return ascii_alpha(c) || ascii_digit(c) || c == '-' || c == '_' || c == '.' ||
		(unsigned char)c >= 0x80;
}

static char char_at(const struct mixer *m, size_t at)
{
	return at < m->s.len ? m->s.at[at] : '\0';
}

static size_t skip_blanks(const struct mixer *m, size_t at)
{
	while (ascii_space(char_at(m, at)))
		at++;
	return at;
}

static void copy(struct mixer *m, size_t len)
{
	buf_add(m->out, str_sub(m->s, m->at, len));
	m->at += len;
}

/* Functions to whom a set of nodes is the text of its first one, or whether there is one. */
static bool takes_first(struct str name)
{
	static const char *const names[] = { "boolean", "concat", "contains", "normalize-space",
		"not", "number", "starts-with", "string", "substring", "substring-after",
		"substring-before", "translate" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_eq(name, str_z(names[i])))
			return true;
	return false;
}

static void copy_literal(struct mixer *m)
{
	size_t end = str_find_char(m->s, char_at(m, m->at), m->at + 1);

	copy(m, (end == STR_NOWHERE ? m->s.len : end + 1) - m->at);
	m->start = m->fresh = false;
	m->ended = true;
}

static bool push(struct mixer *m, bool first)
{
	if (m->open == OPEN_MAX)
		return false;
	m->first[m->open++] = first;
	copy(m, 1);
	m->start = m->fresh = true;
	m->ended = false;
	return true;
}

/* A name, and the bracket behind it where it is a function. */
static bool copy_name(struct mixer *m)
{
	struct str name;
	size_t len = 0;

	while (is_name(char_at(m, m->at + len)))
		len++;
	name = str_sub(m->s, m->at, len);
	copy(m, len);
	m->fresh = false;
	/* Behind an operand stand "and", "or", "div", "mod" only. */
	m->start = m->ended;
	m->ended = !m->ended;
	return m->ended && char_at(m, m->at) == '(' ? push(m, takes_first(name)) : true;
}

static bool copy_sign(struct mixer *m)
{
	char c = char_at(m, m->at);

	if (c == '(' || c == '[')
		return push(m, false);
	if ((c == ')' || c == ']') && m->open-- == 0)
		return false;
	copy(m, 1);
	m->fresh = c == ',';
	m->start = c == ',' || c == '|' || c == '=' || c == '<' || c == '>' || c == '+' ||
		(m->ended && (c == '*' || c == '-'));
	m->ended = c == ')' || c == ']' || c == '.' || ascii_digit(c) || (c == '*' && !m->ended);
	return true;
}

/* A path that can be walked begins here: its call. */
static bool mix_path(struct mixer *m)
{
	size_t taken = 0, behind;
	struct path *p;
	bool first;
	char c;

	if (m->query->parts == QUERY_PARTS)
		return false;
	p = path_compile_prefix(str_sub(m->s, m->at, SIZE_MAX), m->depth, &taken);
	if (!p)
		return false;
	behind = skip_blanks(m, m->at + taken);
	c = char_at(m, behind);
	first = m->fresh && m->open > 0 && m->first[m->open - 1] && (c == ',' || c == ')');
	/* "(path)[1]" */
	if (m->fresh && c == ')' && str_starts(str_sub(m->s, behind + 1, SIZE_MAX), STR("[1]")))
		first = true;
	buf_printf(m->out, "%s(%u)", first ? "first" : "walk", m->query->parts);
	m->query->part[m->query->parts++] = p;
	m->at += taken;
	m->start = m->fresh = false;
	m->ended = true;
	return true;
}

static bool mix_next(struct mixer *m)
{
	char c = char_at(m, m->at);

	if (ascii_space(c)) {
		copy(m, 1);
		return true;
	}
	if (c == '\'' || c == '"') {
		copy_literal(m);
		return true;
	}
	if (m->start && mix_path(m))
		return true;
	if (ascii_alpha(c) || c == '_' || (unsigned char)c >= 0x80)
		return copy_name(m);
	return copy_sign(m);
}

bool query_mix(struct query *q, struct str xpath, unsigned depth, struct buf *out)
{
	struct mixer m = {
		.query = q, .s = xpath, .depth = depth, .out = out, .start = true, .fresh = true
	};

	while (m.at < m.s.len)
		if (!mix_next(&m))
			return false;
	return q->parts > 0;
}

/* What stands outside of brackets and literals, each other byte as 'x'. */
static void outermost(struct str s, struct buf *out)
{
	size_t depth = 0;
	char quote = '\0';

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (quote)
			quote = c == quote ? '\0' : quote;
		else if (c == '\'' || c == '"')
			quote = c;
		else if (c == '(' || c == '[')
			depth++;
		else if ((c == ')' || c == ']') && depth)
			depth--;
		else if (!depth) {
			buf_add_char(out, c);
			continue;
		}
		buf_add_char(out, 'x');
	}
}

bool query_is_condition(struct str s)
{
	static const char *const comparisons[] = { "=", "<", ">", " and ", " or " };
	static const char *const sums[] = { "+", " - ", " * ", " div ", " mod " };
	static const char *const numbers[] = { "number", "count", "sum", "floor", "ceiling",
		"round", "string-length", "$" };
	struct buf out = { 0 };
	struct str top;
	bool yes, compares = false;

	s = str_trim(s);
	outermost(s, &out);
	top = buf_str(&out);
	yes = s.len > 0 && !str_has(s, STR("position")) && !str_has(s, STR("last("));
	for (size_t i = 0; i < sizeof(comparisons) / sizeof(*comparisons); i++)
		compares = compares || str_has(top, str_z(comparisons[i]));
	if (yes && !compares) {
		yes = !ascii_digit(s.at[0]) && s.at[0] != '-' && s.at[0] != '(';
		for (size_t i = 0; i < sizeof(sums) / sizeof(*sums); i++)
			yes = yes && !str_has(top, str_z(sums[i]));
		for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
			yes = yes && !str_starts(s, str_z(numbers[i]));
	}
	buf_free(&out);
	return yes;
}
