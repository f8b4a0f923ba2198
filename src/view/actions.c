/* actions.c: which function carries out which command; places and the way back to them. */
#include "config.h"

#include "view/actions.h"

void action_run(struct view *v, enum command command)
{
	static void (*const action[COMMANDS])(struct view *) = {
#define COMMAND(id, name, keys, where, help) [CMD_##id] = do_##id,
#include "command/commands.def"
#undef COMMAND
	};

	if (v->d && command < COMMANDS)
		action[command](v);
}

void place_take(const struct view *v, struct place *p)
{
	const struct pane *pane = &v->pane[v->active];

	*p = (struct place){ v->active, pane->top, pane->focus, pane->top_row, true };
}

void place_go(struct view *v, const struct place *p)
{
	struct pane *pane = &v->pane[p->pane];

	v->active = p->pane;
	view_layout(v);
	pane->top = p->top;
	pane->focus = p->focus;
	pane->top_row = p->top_row;
	pane_clamp(v, p->pane);
}

void jump_push(struct view *v)
{
	if (v->jumps == JUMPS) {
		for (unsigned i = 1; i < JUMPS; i++)
			v->jump[i - 1] = v->jump[i];
		v->jumps--;
	}
	place_take(v, &v->jump[v->jumps++]);
}
