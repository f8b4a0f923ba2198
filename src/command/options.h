/* options.h: the options, as options.def lists them: one name on the command line and in the
 * config file. */
#ifndef POSTIL_COMMAND_OPTIONS_H
#define POSTIL_COMMAND_OPTIONS_H

#include "base/buf.h"
#include "base/err.h"

enum option_id {
#define OPTION(id, name, letter, type, preset, choices, where, help) OPT_##id,
#include "command/options.def"
#undef OPTION
	OPTIONS
};

enum option_type {
	OPTION_BOOL,
	OPTION_INT,
	OPTION_TEXT,
	OPTION_CHOICE,
};

enum option_where {
	OPTION_LINE,  /* on the command line only */
	OPTION_START, /* and in the config file; not in the reader at work */
	OPTION_BOTH,  /* and there, too */
};

struct option_info {
	const char *name;
	char letter; /* of the short option, or 0 */
	enum option_type type;
	const char *preset; /* the default, as it would be written */
	const char *choices;
	enum option_where where;
	const char *help;
};

extern const struct option_info option_table[OPTIONS];

struct options {
	int64_t number[OPTIONS];   /* BOOL: 0 or 1; INT; CHOICE: which of the choices, from 0 */
	const char *text[OPTIONS]; /* TEXT: "" by default; CHOICE: the word */
	bool given[OPTIONS];	   /* set on the command line: a config file does not change it */
	struct arena arena;
};

/* The defaults. */
void options_init(struct options *o);
void options_free(struct options *o);

/* Sets one option; false with *e when the value does not fit it. */
bool options_set(struct options *o, enum option_id id, struct str value, struct err *e);

/* The option of this name, or OPTIONS. */
enum option_id option_find(struct str name);

/* The place of a word among the choices of an option, from 0; -1 when it is none of them. */
int option_choice(enum option_id id, struct str word);

/* Reads the command line; *operand is the index in argv (which getopt orders) of the first
 * operand. False with *e for an option that does not exist or a value that does not fit. */
bool options_parse(struct options *o, int argc, char **argv, int *operand, struct err *e);

static inline bool option_on(const struct options *o, enum option_id id)
{
	return o->number[id] != 0;
}

/* A text option, or NULL when it was not set. */
static inline const char *option_text(const struct options *o, enum option_id id)
{
	return o->text[id] && o->text[id][0] ? o->text[id] : NULL;
}

/* Appends the text of --help; of --list-commands: a line a row, tabs between its columns. */
void options_help(struct buf *out);
void options_list(struct buf *out);

#endif
