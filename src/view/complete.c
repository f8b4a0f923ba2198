/* complete.c: commands by name, options and their values, authors, words of a search, files. */
#include "config.h"

#include "view/complete.h"

#include "view/state.h"

#include "text/fold.h"

#include <stdlib.h>

#define CANDIDATES_MAX 200
#define NAMES_LOOKED   100000 /* comments whose authors are looked at */

static void offer(struct completion *c, struct str word, struct str text, struct str about)
{
	struct candidate *k;

	if (!str_starts(text, word) || c->at.len >= CANDIDATES_MAX)
		return;
	k = array_add(&c->at);
	k->text = arena_dup(&c->made, text);
	k->about = arena_dup(&c->made, about);
}

static int by_text(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	return str_cmp(x->text, y->text);
}

/* ---- the words of a line behind ":" ---- */

static void offer_commands(struct completion *c, struct view *v, struct str word)
{
	unsigned here = v->active == ARTICLE ? COMMAND_ARTICLE : COMMAND_THREAD;

	for (int i = 0; i < COMMANDS; i++) {
		unsigned where = commands[i].where;
		struct buf keys = { 0 }, about = { 0 };

		keymap_keys(&v->keys, where & here ? here : where & COMMAND_ALL, (enum command)i, 1,
			&keys);
		buf_printf(&about, "%-6s %s", buf_z(&keys), commands[i].help);
		offer(c, word, str_z(commands[i].name), buf_str(&about));
		buf_free(&keys);
		buf_free(&about);
	}
}

static void offer_options(struct completion *c, struct str word)
{
	for (int i = 0; i < OPTIONS; i++)
		if (option_table[i].where == OPTION_BOTH)
			offer(c, word, str_z(option_table[i].name), str_z(option_table[i].help));
}

static void offer_values(struct completion *c, struct str option, struct str word)
{
	enum option_id id = option_find(option);
	struct str rest = id == OPTIONS			 ? STR_NONE
		: option_table[id].type == OPTION_BOOL	 ? STR("yes|no")
		: option_table[id].type == OPTION_CHOICE ? str_z(option_table[id].choices)
							 : STR_NONE,
		   value;

	while (str_split(&rest, '|', &value))
		offer(c, word, value, STR_NONE);
}

static void offer_styles(struct completion *c, struct str word)
{
	for (int i = 0; i < STYLE_NAMES; i++)
		offer(c, word, str_z(style_name(i)), str_z(style_help(i)));
}

static void offer_looks(struct completion *c, struct str word)
{
	const char *look;

	for (unsigned i = 0; (look = color_word(i)); i++)
		offer(c, word, str_z(look), STR_NONE);
}

/* What is no command of the table; no key stands before what it does. */
static void offer_verb(struct completion *c, struct str word, const char *name, const char *help)
{
	struct buf about = { 0 };

	buf_printf(&about, "%-6s %s", "", help);
	offer(c, word, str_z(name), buf_str(&about));
	buf_free(&about);
}

static void offer_verbs(struct completion *c, struct str word)
{
	const char *name, *help;

	for (int i = 0; i < DIRECTIVES; i++)
		offer_verb(c, word, directive_table[i].name, directive_table[i].help);
	for (unsigned i = 0; (name = prompt_verb(i, &help)); i++)
		if (command_find(str_z(name)) == CMD_NONE)
			offer_verb(c, word, name, help);
}

/* ---- searches ---- */

static const struct {
	const char *name, *about;
} filters[] = {
	{ "by:", "Comments by an author with this in the name." },
	{ "new", "Comments not seen before." },
	{ "depth<", "Comments at most so deep: depth<1 are those that answer none." },
	{ "depth>", "Comments deeper than that." },
	{ "score>", "Comments with a better score than that." },
	{ "score<", "Comments with a worse one." },
};

static bool offered(const struct completion *c, struct str text)
{
	for (size_t i = 0; i < c->at.len; i++)
		if (str_eq(c->at.at[i].text, text))
			return true;
	return false;
}

/* Names that begin with what was typed, in any case and without accents. */
static void offer_authors(struct completion *c, struct view *v, struct str begun)
{
	struct buf wanted = { 0 }, folded = { 0 }, text = { 0 };
	bool quoted = begun.len && begun.at[0] == '"';

	text_fold(str_sub(begun, quoted, SIZE_MAX), FOLD_CASE | FOLD_MARKS, &wanted, NULL, 0);
	for (uint32_t i = 0; i < v->tree.count && i < NAMES_LOOKED; i++) {
		struct str name = doc_str(v->d, v->d->comment[v->tree.first + i].author);

		buf_cut(&folded, 0);
		buf_cut(&text, 0);
		text_fold(name, FOLD_CASE | FOLD_MARKS, &folded, NULL, 0);
		if (!name.len || str_find_char(name, '"', 0) != STR_NOWHERE ||
			!str_starts(buf_str(&folded), buf_str(&wanted)))
			continue;
		buf_printf(&text,
			quoted || str_find_char(name, ' ', 0) != STR_NOWHERE ? "by:\"%.*s\""
									     : "by:%.*s",
			STR_ARG(name));
		if (!offered(c, buf_str(&text)))
			offer(c, STR_NONE, buf_str(&text), STR_NONE);
		if (c->at.len == CANDIDATES_MAX)
			break;
	}
	buf_free(&wanted);
	buf_free(&folded);
	buf_free(&text);
	if (c->at.len)
		qsort(c->at.at, c->at.len, sizeof(*c->at.at), by_text);
}

/* The last word of a line; a quote holds blanks together. */
static size_t last_word(struct str line)
{
	bool quoted = false;
	size_t from = 0;

	for (size_t i = 0; i < line.len; i++) {
		quoted ^= line.at[i] == '"';
		if (line.at[i] == ' ' && !quoted)
			from = i + 1;
	}
	return from;
}

static void find_filter(struct completion *c, struct view *v, struct str word)
{
	if (str_starts_case(word, STR("by:"))) {
		offer_authors(c, v, str_sub(word, 3, SIZE_MAX));
		return;
	}
	for (size_t i = 0; i < sizeof(filters) / sizeof(*filters); i++)
		offer(c, word, str_z(filters[i].name), str_z(filters[i].about));
}

static void find_line(struct completion *c, struct view *v, struct str line, struct str word)
{
	struct str rest = str_sub(line, 0, c->from), verb = STR_NONE, name = STR_NONE;
	bool named;

	if (!str_word(&rest, &verb)) {
		offer_verbs(c, word);
		offer_commands(c, v, word);
		if (c->at.len)
			qsort(c->at.at, c->at.len, sizeof(*c->at.at), by_text);
		return;
	}
	named = str_word(&rest, &name);
	switch (directive_find(verb)) {
	case DIRECTIVE_SET:
		if (named)
			offer_values(c, name, word);
		else
			offer_options(c, word);
		break;
	case DIRECTIVE_BIND:
		if (named)
			offer_commands(c, v, word);
		break;
	case DIRECTIVE_COLOR:
		if (named)
			offer_looks(c, word);
		else
			offer_styles(c, word);
		break;
	case DIRECTIVE_PRESET: offer_values(c, str_z(option_table[OPT_PRESET].name), word); break;
	case DIRECTIVE_UNBIND:
	case DIRECTIVES: break;
	}
}

void complete_find(struct completion *c, struct view *v, enum command prompt, struct str line)
{
	struct str word;

	complete_close(c);
	c->from = last_word(line);
	word = str_sub(line, c->from, SIZE_MAX);
	if (prompt == CMD_PROMPT)
		find_line(c, v, line, word);
	else
		find_filter(c, v, word);
	c->chosen = c->at.len;
}

struct str complete_common(const struct completion *c)
{
	struct str common = c->at.len ? c->at.at[0].text : STR_NONE;

	for (size_t i = 1; i < c->at.len; i++) {
		struct str other = c->at.at[i].text;
		size_t k = 0;

		while (k < common.len && k < other.len && common.at[k] == other.at[k])
			k++;
		while (k < common.len && k && ((unsigned char)common.at[k] & 0xc0) == 0x80)
			k--; /* not within a character */
		common.len = k;
	}
	return common;
}

void complete_close(struct completion *c)
{
	array_free(&c->at);
	arena_free(&c->made);
	*c = (struct completion){ 0 };
}
