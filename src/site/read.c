/* read.c: the text of a rule file to rules. Line by line; what a line means depends on its first
 * word and on whether it is indented. */
#include "config.h"

#include "site/rule.h"

#include <string.h>

static const char *const field_name[SITE_FIELDS] = {
#define PLAIN(id, name) [SITE_##id] = name,
#include "site/fields.def"
#undef PLAIN
#define PAGE(id, name) [PAGE_FIELD_##id] = name,
#include "site/fields.def"
#undef PAGE
#define ITEM(id, name) [ITEM_FIELD_##id] = name,
#include "site/fields.def"
#undef ITEM
};

static const struct {
	const char *name;
	unsigned kinds;
} kind[] = {
	{ "html", 1 << PAGE_HTML },
	{ "xml", 1 << PAGE_XML },
	{ "json", 1 << PAGE_JSON },
	{ "mail", 1 << PAGE_MAIL },
	{ "dump", 1 << PAGE_DUMP },
	{ "any", ~0u },
};

struct reader {
	struct site_set *set;
	const char *file;
	struct buf *mistakes;
	bool eager;
	struct site_rule *rule; /* open, or NULL */
	bool wrong;		/* the open rule has a mistake */
	bool ok;
	int line;
};

const char *site_field_name(enum site_field field)
{
	return field_name[field];
}

static void __attribute__((format(printf, 4, 5)))
mistake(struct reader *r, int line, int column, const char *format, ...)
{
	va_list list;

	r->ok = false;
	r->wrong = true;
	if (!r->mistakes)
		return;
	buf_printf(r->mistakes, "%s:%d:%d: ", r->file, line, column);
	va_start(list, format);
	buf_vprintf(r->mistakes, format, list);
	va_end(list);
	buf_add_char(r->mistakes, '\n');
}

/* Whether the step that begins here names its axis. */
static bool is_axis(struct str s)
{
	size_t i = 0;

	while (i < s.len && (ascii_alpha(s.at[i]) || s.at[i] == '-'))
		i++;
	return i + 1 < s.len && s.at[i] == ':' && s.at[i + 1] == ':';
}

/* "//name" as "/descendant::name": libxml2 evaluates the former step by step and joins node sets
 * with a search for each node, which is quadratic in what is found. Only `//x[1]` means something
 * else so: the first of all instead of the first of each parent. Columns that are reported are
 * those of the text before this. */
static void widen(struct str text, struct buf *out)
{
	char quote = '\0';

	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i], after = i + 2 < text.len ? text.at[i + 2] : '\0';

		if (quote && c == quote)
			quote = '\0';
		else if (!quote && (c == '"' || c == '\''))
			quote = c;
		if (!quote && c == '/' && i + 1 < text.len && text.at[i + 1] == '/' &&
			(after == '*' || ascii_alpha(after)) &&
			!is_axis(str_sub(text, i + 2, text.len))) {
			buf_add(out, STR("/descendant::"));
			i++;
			continue;
		}
		buf_add_char(out, c);
	}
}

struct query *value_query(struct site_value *v, struct err *e, int *column)
{
	struct buf wide = { 0 };

	if (v->tried)
		return v->query;
	v->tried = true;
	v->query = query_compile(v->text.at, e, column);
	widen(v->text, &wide);
	if (v->query && wide.len != v->text.len) {
		struct query *better = query_compile(buf_z(&wide), NULL, column);

		if (better) {
			query_free(v->query);
			v->query = better;
		}
	}
	buf_free(&wide);
	return v->query;
}

static enum site_field find_field(struct str word, bool indented)
{
	int from = indented ? ITEM_FIELD_DROP : 0, to = indented ? SITE_FIELDS : ITEM_FIELD_DROP;

	for (int i = from; i < to; i++)
		if (word.at[0] == field_name[i][0] && str_eq(word, str_z(field_name[i])))
			return (enum site_field)i;
	return SITE_FIELDS;
}

static void compile_all(struct reader *r, struct site_rule *rule)
{
	for (int f = PAGE_FIELD_TEST; f < SITE_FIELDS; f++)
		for (struct site_value *v = rule->value[f]; v; v = v->next) {
			struct err e = { 0 };
			int column = 1;

			if (!value_query(v, &e, &column))
				mistake(r, v->line, v->column + column - 1, "%s",
					e.text[0] ? e.text : "not a valid expression");
		}
}

/* The rule is complete: checks it and takes it into the set. */
static void rule_end(struct reader *r)
{
	struct site_rule *rule = r->rule;

	r->rule = NULL;
	if (!rule)
		return;
	if (!rule->value[SITE_HOST] && !rule->value[SITE_SIGNATURE] && !rule->value[SITE_URL])
		mistake(r, r->line, 1, "rule \"%s\" has neither host, url nor signature",
			site_name(rule));
	if (r->eager)
		compile_all(r, rule);
	if (r->wrong) {
		site_rule_free(rule);
		return;
	}
	rule->index = r->set->rules.len;
	*array_add(&r->set->rules) = rule;
}

static void set_kind(struct reader *r, struct str word, int column)
{
	for (size_t i = 0; i < sizeof(kind) / sizeof(*kind); i++)
		if (str_eq(word, str_z(kind[i].name))) {
			r->rule->kinds |= kind[i].kinds;
			return;
		}
	mistake(r, r->line, column, "unknown kind \"%.*s\": html, xml, json, mail, dump or any",
		STR_ARG(word));
}

static void add_value(struct reader *r, enum site_field field, struct str text, int column)
{
	struct site_value **at = &r->rule->value[field];
	struct site_value *v = arena_new(&r->set->arena, 1, sizeof(*v));

	while (*at)
		at = &(*at)->next;
	v->text = arena_dup(&r->set->arena, text);
	v->line = r->line;
	v->column = column;
	*at = v;
}

static void read_line(struct reader *r, struct str line)
{
	struct str rest = str_trim_left(line), word, value;
	int column = (int)(line.len - rest.len) + 1;
	bool indented = column > 1;
	enum site_field field;

	if (!rest.len || rest.at[0] == '#')
		return;
	value = rest;
	str_word(&value, &word);
	value = str_trim(value);
	field = find_field(word, indented);
	if (field == SITE_FIELDS) {
		mistake(r, r->line, column, "unknown word \"%.*s\"%s", STR_ARG(word),
			indented ? " for a comment" : "");
		return;
	}
	if (!value.len) {
		mistake(r, r->line, column, "\"%.*s\" needs a value", STR_ARG(word));
		return;
	}
	if (field == SITE_NAME) {
		rule_end(r);
		r->wrong = false;
		r->rule = arena_new(&r->set->arena, 1, sizeof(*r->rule));
		r->rule->file = r->file;
	}
	if (!r->rule) {
		mistake(r, r->line, column, "a rule begins with \"name\"");
		return;
	}
	column = (int)(value.at - line.at) + 1;
	if (indented && !r->rule->value[PAGE_FIELD_COMMENT])
		mistake(r, r->line, column, "indented lines belong below \"comment\"");
	if (field == SITE_KIND)
		set_kind(r, value, column);
	add_value(r, field, value, column);
}

bool site_set_add(
	struct site_set *s, const char *file, struct str text, bool eager, struct buf *mistakes)
{
	struct reader r = { .set = s, .mistakes = mistakes, .eager = eager, .ok = true };
	struct str line;

	r.file = arena_dup(&s->arena, str_z(file)).at;
	while (str_line(&text, &line)) {
		r.line++;
		read_line(&r, line);
	}
	rule_end(&r);
	return r.ok;
}

bool site_set_check(const struct site_set *s, struct buf *mistakes)
{
	struct reader r = { .mistakes = mistakes, .ok = true };

	for (size_t i = 0; i < s->rules.len; i++) {
		r.file = s->rules.at[i]->file;
		for (int f = PAGE_FIELD_TEST; f < SITE_FIELDS; f++)
			for (struct site_value *v = s->rules.at[i]->value[f]; v; v = v->next)
				v->tried = v->query != NULL;
		compile_all(&r, s->rules.at[i]);
	}
	return r.ok;
}
