/* options.c: values of options, the command line, the help. */
#include "config.h"

#include "command/options.h"

#include "command/color.h"
#include "command/keymap.h"

#include <getopt.h>
#include <string.h>

enum {
	BOOL = OPTION_BOOL,
	INT = OPTION_INT,
	TEXT = OPTION_TEXT,
	CHOICE = OPTION_CHOICE,
	LINE = OPTION_LINE,
	START = OPTION_START,
	BOTH = OPTION_BOTH,
};

const struct option_info option_table[OPTIONS] = {
#define OPTION(id, name, letter, type, preset, choices, where, help)                               \
	[OPT_##id] = { name, letter, (enum option_type)type, preset, choices,                      \
		(enum option_where)where, help },
#include "command/options.def"
#undef OPTION
};

void options_init(struct options *o)
{
	memset(o, 0, sizeof(*o));
	for (int i = 0; i < OPTIONS; i++) {
		o->text[i] = "";
		options_set(o, (enum option_id)i, str_z(option_table[i].preset), NULL);
	}
}

void options_free(struct options *o)
{
	arena_free(&o->arena);
}

enum option_id option_find(struct str name)
{
	int i = 0;

	while (i < OPTIONS && !str_eq(name, str_z(option_table[i].name)))
		i++;
	return (enum option_id)i;
}

static bool set_bool(struct options *o, enum option_id id, struct str value)
{
	static const char *const words[] = { "no", "yes", "off", "on", "false", "true", "0", "1" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (str_eq_case(value, str_z(words[i]))) {
			o->number[id] = i % 2;
			return true;
		}
	}
	return false;
}

static bool set_int(struct options *o, enum option_id id, struct str value)
{
	struct str range = str_z(option_table[id].choices);
	size_t dots = str_find(range, STR(".."), 0);
	int64_t lo = 0, hi = 0, n;

	str_number(str_sub(range, 0, dots), INT32_MIN, INT32_MAX, &lo);
	str_number(str_sub(range, dots + 2, range.len), INT32_MIN, INT32_MAX, &hi);
	if (!str_number(value, INT64_MIN / 2, INT64_MAX / 2, &n) || n < lo || n > hi)
		return false;
	o->number[id] = n;
	return true;
}

int option_choice(enum option_id id, struct str word)
{
	struct str rest = str_z(option_table[id].choices), choice;

	for (int n = 0; str_split(&rest, '|', &choice); n++)
		if (str_eq(choice, word))
			return n;
	return -1;
}

static bool set_choice(struct options *o, enum option_id id, struct str value)
{
	int n = option_choice(id, value);

	if (n < 0)
		return false;
	o->number[id] = n;
	o->text[id] = arena_dup(&o->arena, value).at;
	return true;
}

bool options_set(struct options *o, enum option_id id, struct str value, struct err *e)
{
	const struct option_info *info = &option_table[id];

	switch (info->type) {
	case OPTION_BOOL:
		if (set_bool(o, id, value))
			return true;
		return err_set(e, ERR_USAGE, "%s wants yes or no, not \"%.*s\"", info->name,
			STR_ARG(value));
	case OPTION_INT:
		if (set_int(o, id, value))
			return true;
		return err_set(e, ERR_USAGE, "%s wants a number in %s, not \"%.*s\"", info->name,
			info->choices, STR_ARG(value));
	case OPTION_TEXT: o->text[id] = arena_dup(&o->arena, value).at; return true;
	case OPTION_CHOICE:
		if (set_choice(o, id, value))
			return true;
		return err_set(e, ERR_USAGE, "%s wants one of %s, not \"%.*s\"", info->name,
			info->choices, STR_ARG(value));
	}
	return false;
}

/* What getopt_long() wants to know of the table. Values of long options lie behind all
 * characters. */
#define LONG_OPTION 0x1000

static void getopt_tables(char letters[2 * OPTIONS + 2], struct option names[OPTIONS + 1])
{
	size_t n = 0;

	letters[n++] = ':';
	for (int i = 0; i < OPTIONS; i++) {
		bool plain = option_table[i].type == OPTION_BOOL;

		names[i] = (struct option){ option_table[i].name,
			plain ? optional_argument : required_argument, NULL, LONG_OPTION + i };
		if (option_table[i].letter) {
			letters[n++] = option_table[i].letter;
			if (!plain)
				letters[n++] = ':';
		}
	}
	letters[n] = '\0';
	memset(&names[OPTIONS], 0, sizeof(names[0]));
}

static enum option_id id_of(int c)
{
	int i = 0;

	if (c >= LONG_OPTION)
		return (enum option_id)(c - LONG_OPTION);
	while (i < OPTIONS && option_table[i].letter != c)
		i++;
	return (enum option_id)i;
}

bool options_parse(struct options *o, int argc, char **argv, int *operand, struct err *e)
{
	char letters[2 * OPTIONS + 2];
	struct option names[OPTIONS + 1];
	int c;

	getopt_tables(letters, names);
	opterr = 0;
	optind = 0;
	for (;;) {
		enum option_id id;
		const char *at = argc > 0 && optind > 0 && optind < argc ? argv[optind]
			: argc > 1					 ? argv[1]
									 : "";

		c = getopt_long(argc, argv, letters, names, NULL);
		if (c == -1)
			break;
		if (c == ':' && optopt < LONG_OPTION)
			return err_set(e, ERR_USAGE, "option -%c wants a value", optopt);
		if (c == ':')
			return err_set(e, ERR_USAGE, "option --%s wants a value",
				option_table[id_of(optopt)].name);
		if (c == '?' && optopt > 0 && optopt < LONG_OPTION)
			return err_set(e, ERR_USAGE, "there is no option -%c", optopt);
		if (c == '?')
			return err_set(e, ERR_USAGE, "there is no option %s",
				optind > 0 ? argv[optind - 1] : at);
		id = id_of(c);
		if (!options_set(o, id, optarg ? str_z(optarg) : STR("yes"), e))
			return false;
		o->given[id] = true;
	}
	*operand = optind;
	return true;
}

/* Appends a sentence behind column `left`, wrapped at 80 columns. The text is ASCII. */
static void wrapped(struct buf *out, size_t column, size_t left, const char *text)
{
	struct str rest = str_z(text), word;

	for (; column < left; column++)
		buf_add_char(out, ' ');
	while (str_word(&rest, &word)) {
		if (column > left && column + 1 + word.len > 79) {
			buf_printf(out, "\n%*s", (int)left, "");
			column = left;
		} else if (column > left) {
			buf_add_char(out, ' ');
			column++;
		}
		buf_add(out, word);
		column += word.len;
	}
	buf_add_char(out, '\n');
}

static void help_row(struct buf *out, const struct option_info *info)
{
	size_t from = out->len;

	if (info->letter)
		buf_printf(out, "  -%c, --%s", info->letter, info->name);
	else
		buf_printf(out, "      --%s", info->name);
	if (info->type == OPTION_INT)
		buf_printf(out, "=%s", "N");
	else if (info->type == OPTION_TEXT)
		buf_printf(out, "=%s", info->choices);
	else if (info->type == OPTION_CHOICE)
		buf_printf(out, "=%s", "WORD");
	if (out->len - from > 23) {
		buf_add_char(out, '\n');
		from = out->len;
	}
	wrapped(out, out->len - from, 25, info->help);
	if (info->type == OPTION_CHOICE)
		wrapped(out, 0, 25, info->choices);
}

void options_help(struct buf *out)
{
	buf_add(out,
		STR("usage: postil [option ...] [page]\n\n"
		    "Shows the article of a web page and the discussion below it as a tree.\n"
		    "The page is a file, an address, or - for standard input.\n\n"));
	for (int i = 0; i < OPTIONS; i++)
		help_row(out, &option_table[i]);
	buf_add(out,
		STR("\nExit status: 0 done, 1 not read, 2 usage, 3 no article found (the text is\n"
		    "shown), 4 something was cut off.\n"));
}

void options_list(struct buf *out)
{
	for (int i = 0; i < COMMANDS; i++)
		buf_printf(out, "command\t%s\t%s\t%s\t%s\n", commands[i].name, commands[i].keys,
			command_panes(commands[i].where), commands[i].help);
	for (int i = 0; i < OPTIONS; i++)
		buf_printf(out, "option\t%s\t%s\t%s\t%s\n", option_table[i].name,
			option_table[i].preset, option_table[i].choices, option_table[i].help);
	for (int i = 0; i < STYLE_NAMES; i++)
		buf_printf(out, "style\t%s\t%s\n", style_name(i), style_help(i));
	keymap_list_presets(out);
}
