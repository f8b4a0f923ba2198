/* settings.h: options and keys together, and the config file that changes both. */
#ifndef POSTIL_COMMAND_SETTINGS_H
#define POSTIL_COMMAND_SETTINGS_H

#include "command/color.h"
#include "command/keymap.h"
#include "command/options.h"

struct settings {
	struct options options;
	struct keymap keymap;
	ARRAY(struct look) look; /* of `color`; later ones win */
	bool live; /* lines come from the reader at work: they win over the command line */
};

enum directive {
#define DIRECTIVE(id, name, help) DIRECTIVE_##id,
#include "command/directives.def"
#undef DIRECTIVE
	DIRECTIVES
};

struct directive_info {
	const char *name, *help;
};

extern const struct directive_info directive_table[DIRECTIVES];

/* The directive of that name, DIRECTIVES for none. */
enum directive directive_find(struct str name);

/* The defaults of both. */
void settings_init(struct settings *s);
void settings_free(struct settings *s);

/* Applies the lines of a config file: `set NAME VALUE`, `bind [article|thread] KEY COMMAND`,
 * `unbind [article|thread] KEY`, `preset vi|less|mutt`, `color STYLE LOOK...`, # comments, words
 * quoted with " where needed. A line with a mistake is left out; "name:line:column: sentence" goes
 * to *mistakes, one a line, and reading goes on. True when there was none. Options given on the
 * command line stay as they are. */
bool settings_read(struct settings *s, struct str text, const char *name, struct buf *mistakes);

/* Applies one such line that is typed in the reader; it wins over the command line. False with *e
 * when there is a mistake, and nothing is changed. */
bool settings_line(struct settings *s, struct str line, struct err *e);

/* Appends the path of the user's config file ($XDG_CONFIG_HOME or ~/.config, then
 * /postil/config); false when neither variable is an absolute path. */
bool settings_path(struct buf *path);

/* Reads the file at path, or the user's own when it is NULL. A user's own file that does not
 * exist is no mistake. */
bool settings_load(struct settings *s, const char *path, struct buf *mistakes);

#endif
