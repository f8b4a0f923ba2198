/* command.c: the table of commands. */
#include "config.h"

#include "command/command.h"

enum {
	ARTICLE = COMMAND_ARTICLE,
	THREAD = COMMAND_THREAD,
	ALL = COMMAND_ALL,
	ARG = COMMAND_ARG,
	TIMES = COMMAND_TIMES,
};

const struct command_info commands[COMMANDS] = {
#define COMMAND(id, name, keys, where, help) [CMD_##id] = { name, keys, where, help },
#include "command/commands.def"
#undef COMMAND
};

const char *command_panes(unsigned where)
{
	static const char *const name[] = { "", "article", "thread", "all" };

	return name[where & COMMAND_ALL];
}

enum command command_find(struct str name)
{
	for (int i = 0; i < COMMANDS; i++)
		if (str_eq(name, str_z(commands[i].name)))
			return (enum command)i;
	return CMD_NONE;
}
