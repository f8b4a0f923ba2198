/* actions.c: which function carries out which command; places and the way back to them. */
#include "config.h"

#include "view/actions.h"

#define TIMES_MAX 10000 /* what a count repeats, at the most */

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

void action_repeat(struct view *v, enum command command)
{
	int n = commands[command].where & COMMAND_TIMES && v->count > 1
		? v->count < TIMES_MAX ? v->count : TIMES_MAX
		: 1;
	unsigned jumps;

	action_run(v, command);
	for (jumps = v->jumps; --n > 0 && !v->ended; v->jumps = jumps)
		action_run(v, command);
}

void place_take(const struct view *v, struct place *p)
{
	const struct pane *pane = &v->pane[v->active];

	*p = (struct place){ v->active, pane->top, pane->focus, pane->top_row, true };
	if (v->active == THREAD && v->tree.count) {
		p->top = tree_comment(&v->tree, pane->top);
		p->focus = tree_comment(&v->tree, pane->focus);
	}
}

/* Shows the comment wherever it is, in whatever discussion and under whatever fold. */
static void place_find(struct view *v, const struct place *p)
{
	struct pane *pane = &v->pane[THREAD];

	if (comment_discussion(v->d, p->focus) != v->discussion)
		tree_open(v, comment_discussion(v->d, p->focus));
	pane->focus = tree_place(&v->tree, p->focus);
	if (tree_visible(v, pane->focus) != pane->focus || !tree_shows(v, pane->focus))
		tree_reveal(v, pane->focus);
	pane->top =
		p->top - v->tree.first < v->tree.count ? tree_place(&v->tree, p->top) : pane->focus;
	pane->top_row = p->top_row;
}

void place_go(struct view *v, const struct place *p)
{
	struct pane *pane = &v->pane[p->pane];
	int row;

	v->active = p->pane;
	view_layout(v);
	if (p->pane == THREAD && p->focus < v->d->comments && v->tree.count) {
		place_find(v, p);
	} else {
		pane->top = p->top;
		pane->focus = p->focus;
		pane->top_row = p->top_row;
	}
	pane_clamp(v, p->pane);
	if (p->pane == THREAD && (!pane_row_of(v, THREAD, pane->focus, &row) || row >= pane->rows))
		pane_go(v, THREAD, pane->focus, 0);
}

void discussion_go(struct view *v, uint32_t discussion)
{
	tree_open(v, discussion);
	pane_changed(v, THREAD);
	pane_show_top(v, THREAD, 0, 0);
	view_layout(v);
	view_say(v, false, "Discussion %u of %u.", discussion + 1, v->d->discussions);
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
