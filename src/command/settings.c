/* settings.c: the config file. */
#include "config.h"

#include "command/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define CONFIG_MAX   ((size_t)1024 * 1024) /* bytes of a config file, at the most */
#define CONFIG_WORDS 8			   /* words of a line */

void settings_init(struct settings *s)
{
	memset(s, 0, sizeof(*s));
	options_init(&s->options);
	keymap_defaults(&s->keymap);
}

void settings_free(struct settings *s)
{
	options_free(&s->options);
	keymap_free(&s->keymap);
	array_free(&s->look);
}

/* One line, cut into words. */
struct config_line {
	struct str word[CONFIG_WORDS];
	size_t column[CONFIG_WORDS]; /* of each word, from 1 */
	unsigned words;
};

/* Cuts a line into words; a line that begins with # is a comment. False, with the column, for
 * a quote that does not end or too many words. */
static bool line_cut(struct str line, struct config_line *l, size_t *column)
{
	size_t at = 0;

	l->words = 0;
	for (;;) {
		size_t from;
		bool quoted;

		while (at < line.len && ascii_space(line.at[at]))
			at++;
		if (at == line.len || (line.at[at] == '#' && l->words == 0))
			return true;
		*column = at + 1;
		if (l->words == CONFIG_WORDS)
			return false;
		quoted = line.at[at] == '"' && at + 1 < line.len && !ascii_space(line.at[at + 1]);
		from = at += quoted;
		while (at < line.len && (quoted ? line.at[at] != '"' : !ascii_space(line.at[at])))
			at++;
		if (quoted && at == line.len)
			return false;
		l->word[l->words] = str_sub(line, from, at - from);
		l->column[l->words++] = *column;
		at += quoted;
	}
}

const struct directive_info directive_table[DIRECTIVES] = {
#define DIRECTIVE(id, name, help) [DIRECTIVE_##id] = { name, help },
#include "command/directives.def"
#undef DIRECTIVE
};

enum directive directive_find(struct str name)
{
	int i = 0;

	while (i < DIRECTIVES && !str_eq(name, str_z(directive_table[i].name)))
		i++;
	return (enum directive)i;
}

static bool do_SET(struct settings *s, const struct config_line *l, unsigned *bad, struct err *e)
{
	enum option_id id;

	if (l->words < 2 || l->words > 3)
		return err_set(e, ERR_USAGE, "set wants a name and a value");
	*bad = 1;
	id = option_find(l->word[1]);
	if (id == OPTIONS || option_table[id].where == OPTION_LINE)
		return err_set(e, ERR_USAGE, "there is no option \"%.*s\"", STR_ARG(l->word[1]));
	if (s->live && option_table[id].where == OPTION_START)
		return err_set(e, ERR_USAGE,
			"%s is set before a page is read: in the config file or as an option",
			option_table[id].name);
	if (s->options.given[id] && !s->live)
		return true;
	*bad = l->words - 1;
	if (l->words == 2 && option_table[id].type != OPTION_BOOL)
		return err_set(e, ERR_USAGE, "%s wants a value", option_table[id].name);
	if (!options_set(&s->options, id, l->words == 3 ? l->word[2] : STR("yes"), e))
		return false;
	if (id == OPT_PRESET)
		keymap_preset(&s->keymap, str_z(s->options.text[id]));
	return true;
}

/* The panes a line speaks of; moves *at behind the word. */
static unsigned panes_of(const struct config_line *l, unsigned *at, unsigned usual)
{
	if (*at + 1 < l->words && str_eq(l->word[*at], STR("article")))
		return ++*at, COMMAND_ARTICLE;
	if (*at + 1 < l->words && str_eq(l->word[*at], STR("thread")))
		return ++*at, COMMAND_THREAD;
	return usual;
}

static bool do_BIND(struct settings *s, const struct config_line *l, unsigned *bad, struct err *e)
{
	unsigned at = 1, panes = panes_of(l, &at, 0);
	enum command command;

	if (l->words != at + 2)
		return err_set(e, ERR_USAGE, "bind wants a key and a command");
	*bad = at + 1;
	command = command_find(l->word[at + 1]);
	if (command == CMD_NONE)
		return err_set(
			e, ERR_USAGE, "there is no command \"%.*s\"", STR_ARG(l->word[at + 1]));
	*bad = at;
	return keymap_bind(
		&s->keymap, l->word[at], panes ? panes : commands[command].where, command, e);
}

static bool do_UNBIND(struct settings *s, const struct config_line *l, unsigned *bad, struct err *e)
{
	unsigned at = 1, panes = panes_of(l, &at, COMMAND_ALL);

	if (l->words != at + 1)
		return err_set(e, ERR_USAGE, "unbind wants a key");
	*bad = at;
	return keymap_unbind(&s->keymap, l->word[at], panes, e);
}

static bool do_PRESET(struct settings *s, const struct config_line *l, unsigned *bad, struct err *e)
{
	*bad = l->words > 1;
	if (l->words != 2 || !keymap_has_preset(l->word[1]))
		return err_set(
			e, ERR_USAGE, "preset wants one of %s", option_table[OPT_PRESET].choices);
	if (!s->options.given[OPT_PRESET] || s->live)
		keymap_preset(&s->keymap, l->word[1]);
	return true;
}

static bool do_COLOR(struct settings *s, const struct config_line *l, unsigned *bad, struct err *e)
{
	struct look look;

	if (!color_read(l->word + 1, l->words - 1, &look, bad, e)) {
		*bad = *bad + 1 < l->words ? *bad + 1 : 0;
		return false;
	}
	*array_add(&s->look) = look;
	return true;
}

/* Each gets the line and says at which word it failed. */
static bool (*const act[DIRECTIVES])(
	struct settings *s, const struct config_line *l, unsigned *bad, struct err *e) = {
#define DIRECTIVE(id, name, help) [DIRECTIVE_##id] = do_##id,
#include "command/directives.def"
#undef DIRECTIVE
};

static bool no_directive(struct str word, struct err *e)
{
	struct buf names = { 0 };

	for (int i = 0; i < DIRECTIVES; i++)
		buf_printf(&names, "%s%s", i ? ", " : "", directive_table[i].name);
	err_set(e, ERR_USAGE, "\"%.*s\" is no directive: %s", STR_ARG(word), buf_z(&names));
	buf_free(&names);
	return false;
}

static bool line_apply(struct settings *s, struct str line, size_t *column, struct err *e)
{
	struct config_line l;
	enum directive which;
	unsigned bad = 0;

	if (!line_cut(line, &l, column))
		return err_set(e, ERR_USAGE, "a quote does not end, or there are too many words");
	if (l.words == 0)
		return true;
	which = directive_find(l.word[0]);
	*column = l.column[0];
	if (which == DIRECTIVES)
		return no_directive(l.word[0], e);
	if (act[which](s, &l, &bad, e))
		return true;
	*column = l.column[bad];
	return false;
}

bool settings_line(struct settings *s, struct str line, struct err *e)
{
	size_t column = 1;
	bool ok;

	s->live = true;
	ok = line_apply(s, line, &column, e);
	s->live = false;
	return ok;
}

bool settings_read(struct settings *s, struct str text, const char *name, struct buf *mistakes)
{
	struct str line;
	bool ok = true;

	for (unsigned number = 1; str_line(&text, &line); number++) {
		struct err e = { 0 };
		size_t column = 1;

		if (line_apply(s, line, &column, &e))
			continue;
		buf_printf(mistakes, "%s:%u:%zu: %s\n", name, number, column, e.text);
		ok = false;
	}
	return ok;
}

bool settings_path(struct buf *path)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

	if (config && config[0] == '/')
		return buf_printf(path, "%s/postil/config", config);
	if (home && home[0] == '/')
		return buf_printf(path, "%s/.config/postil/config", home);
	return false;
}

bool settings_load(struct settings *s, const char *path, struct buf *mistakes)
{
	struct buf own = { 0 }, text = { .max = CONFIG_MAX };
	struct stat st;
	FILE *f = NULL;
	bool ok = true;

	if (!path && !settings_path(&own))
		return true;
	f = stat(path ? path : buf_z(&own), &st) == 0 && S_ISREG(st.st_mode)
		? fopen(path ? path : buf_z(&own), "re")
		: NULL;
	if (f) {
		char piece[4096];
		size_t n;

		while ((n = fread(piece, 1, sizeof(piece), f)) > 0 &&
			buf_add(&text, (struct str){ piece, n })) {
		}
		fclose(f);
		ok = settings_read(s, buf_str(&text), path ? path : buf_z(&own), mistakes);
	} else if (path) {
		buf_printf(mistakes, "%s: this config file cannot be read\n", path);
		ok = false;
	}
	buf_free(&text);
	buf_free(&own);
	return ok;
}
