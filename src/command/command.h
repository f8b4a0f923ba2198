/* command.h: the commands of the reader, as commands.def lists them. */
#ifndef POSTIL_COMMAND_COMMAND_H
#define POSTIL_COMMAND_COMMAND_H

#include "base/str.h"

enum command {
#define COMMAND(id, name, keys, where, help) CMD_##id,
#include "command/commands.def"
#undef COMMAND
	COMMANDS,
	CMD_NONE = COMMANDS
};

/* Where the default keys of a command hold; bits. */
enum {
	COMMAND_ARTICLE = 1 << 0,
	COMMAND_THREAD = 1 << 1,
	COMMAND_ALL = COMMAND_ARTICLE | COMMAND_THREAD,
	COMMAND_ARG = 1 << 2,	/* the key behind it is its argument */
	COMMAND_TIMES = 1 << 3, /* a count repeats it */
};

struct command_info {
	const char *name;
	const char *keys; /* defaults, as in commands.def */
	unsigned where;	  /* COMMAND_... */
	const char *help; /* one sentence */
};

extern const struct command_info commands[COMMANDS];

/* The command of this name, or CMD_NONE. */
enum command command_find(struct str name);

/* The panes in which keys hold (COMMAND_ARTICLE, COMMAND_THREAD), as lists and the config file name
 * them. */
const char *command_panes(unsigned where);

#endif
