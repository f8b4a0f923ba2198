/* actions.h: one function a command; a row of commands.def without its function does not link. */
#ifndef POSTIL_VIEW_ACTIONS_H
#define POSTIL_VIEW_ACTIONS_H

#include "view/state.h"

#define COMMAND(id, name, keys, where, help) void do_##id(struct view *v);
#include "command/commands.def"
#undef COMMAND

#endif
