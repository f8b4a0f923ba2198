/* view.c: the loop: a key, what it means, what it does, a picture. */
#include "config.h"

#include "view/state.h"

#include "load/confine.h"

#include "text/width.h"

#include <stdarg.h>
#include <string.h>

void view_say(struct view *v, bool error, const char *format, ...)
{
	va_list list;

	buf_cut(&v->status, 0);
	va_start(list, format);
	buf_vprintf(&v->status, format, list);
	va_end(list);
	v->status_error = error;
}

/* A digit is a count, but a 0 only behind another digit. */
static bool take_count(struct view *v, uint32_t key)
{
	if (v->typed_keys || key < '0' || key > '9' || (key == '0' && !v->count))
		return false;
	if (v->count < 100000000)
		v->count = 10 * v->count + (int)(key - '0');
	return true;
}

static void say_unbound(struct view *v, unsigned where)
{
	struct buf keys = { 0 }, help = { 0 };

	for (unsigned i = 0; i < v->typed_keys; i++)
		key_name(v->typed[i], &keys);
	keymap_keys(&v->keys, where, CMD_HELP, 1, &help);
	view_say(v, false, "%s does nothing in the %s%s%s.", buf_z(&keys),
		v->active == ARTICLE ? "article" : "comments",
		help.len ? "; the keys are listed by " : "", buf_z(&help));
	buf_free(&keys);
	buf_free(&help);
}

static void take_keys(struct view *v, uint32_t key)
{
	unsigned where = v->active == ARTICLE ? COMMAND_ARTICLE : COMMAND_THREAD;
	enum command command;

	if (take_count(v, key))
		return;
	v->typed[v->typed_keys++] = key;
	switch (keymap_find(&v->keys, where, v->typed, v->typed_keys, &command, &v->arg)) {
	case KEYMAP_MORE:
		if (v->typed_keys < KEY_SEQUENCE)
			return;
		break;
	case KEYMAP_FOUND:
		if (command != CMD_REDRAW)
			buf_cut(&v->status, 0);
		if (!v->list.kind || !list_key(v, key, command))
			action_repeat(v, command);
		break;
	case KEYMAP_NONE:
		if (v->list.kind)
			list_key(v, key, CMD_NONE);
		else if (key != K_ESC) /* which gives up what was begun */
			say_unbound(v, where);
		break;
	}
	v->typed_keys = 0;
	v->count = 0;
}

#define WHEEL_ROWS 3 /* of one step */

/* The pane at a cell of the screen, PANES where none is. */
static int pane_at(const struct view *v, int row, int col)
{
	int i = 0;

	for (; i < PANES; i++) {
		const struct pane *p = &v->pane[i];

		if (row >= p->at_row && row < p->at_row + p->rows && col >= p->at_col &&
			col < p->at_col + p->cols)
			break;
	}
	return i;
}

/* To the pane and the comment; on the first row of the comment that has the focus it is Enter. */
static void click_pane(struct view *v, int pane, int row)
{
	struct pane *p = &v->pane[pane];
	uint32_t to = p->top;
	int at, first = -1;

	for (uint32_t u = p->top; pane == THREAD && v->tree.count && u != DOC_NONE;
		u = unit_next(v, pane, u)) {
		if (!pane_row_of(v, pane, u, &at) || p->at_row + at > row)
			break;
		to = u;
		first = p->at_row + at;
	}
	if (pane == THREAD && v->active == THREAD && to == p->focus && row == first)
		action_run(v, CMD_FOLD_TOGGLE);
	else if (pane == THREAD)
		p->focus = to;
	v->active = pane;
}

/* The wheel moves what is below the pointer, whichever pane has the focus. */
static void mouse(struct view *v, uint32_t key)
{
	int by = key == SCREEN_WHEEL_UP ? -WHEEL_ROWS : WHEEL_ROWS, row, col, pane;

	screen_mouse_at(v->screen, &row, &col);
	pane = pane_at(v, row, col);
	if (!v->d || v->prompt.open)
		return;
	hints_close(v);
	if (v->list.kind && key == SCREEN_CLICK)
		list_click(v, row);
	else if (v->list.kind)
		list_wheel(v, by);
	else if (key != SCREEN_CLICK)
		pane_scroll(v, pane < PANES ? pane : v->active, by);
	else if (pane < PANES)
		click_pane(v, pane, row);
}

/* While the first page is on its way. */
static void loading_key(struct view *v, uint32_t key)
{
	switch (key) {
	case 3:
	case 'q':
	case 'Q': v->ended = true; break;
	case 12: screen_repaint(v->screen); break;
	case 26: screen_suspend(v->screen); break;
	default: break;
	}
}

static void one_key(struct view *v, uint32_t key)
{
	switch (key) {
	case SCREEN_NONE:
	case SCREEN_PASTE:
	case SCREEN_PASTE_END: return;
	case SCREEN_RESIZE:
		hints_close(v);
		view_layout(v);
		return;
	case SCREEN_CLOSED: v->ended = true; return;
	case SCREEN_WHEEL_UP:
	case SCREEN_WHEEL_DOWN:
	case SCREEN_CLICK:
		v->touched = true;
		mouse(v, key);
		return;
	default: v->touched = true; break;
	}
	if (!v->d) {
		loading_key(v, key);
		return;
	}
	if ((v->prompt.open && prompt_key(v, key)) || (v->hints.on && hints_key(v, key)))
		return;
	take_keys(v, key);
}

/* Bracketed paste goes to an open prompt, as text whatever it holds, and nowhere else. */
static void paste(struct view *v)
{
	struct buf text = { .max = EDIT_MAX };
	uint32_t key;

	while ((key = screen_key(v->screen, -1, 500)) < SCREEN_NONE) {
		char bytes[4];

		buf_add(&text, (struct str){ bytes, char_encode(key, bytes) });
	}
	if (key == SCREEN_CLOSED)
		v->ended = true;
	prompt_paste(v, buf_str(&text));
	buf_free(&text);
}

static void loop(struct view *v)
{
	while (!v->ended) {
		bool busy = find_busy(v);
		uint32_t key;
		int fd, ms;

		page_poll(v);
		if (v->ended)
			break;
		if (busy)
			find_slice(v);
		view_draw(v);
		fd = page_fd(v, &ms);
		key = screen_key(v->screen, fd, busy ? 0 : ms);
		if (key == SCREEN_PASTE)
			paste(v);
		else
			one_key(v, key);
	}
}

static bool start(struct view *v, const struct view_options *o, struct err *e)
{
	struct screen_options s = { .mono = o->mono,
		.ascii = o->ascii,
		.links = view_hyperlinks(o),
		.own_order = !o->no_bidi };
	struct buf notice = { 0 };

	if (o->theme)
		s.theme = theme_find(str_z(o->theme));
	if (o->settings) {
		s.own = o->settings->look.at;
		s.owns = o->settings->look.len;
	}
	v->screen = screen_open(&s, &notice, e);
	if (!v->screen)
		return false;
	if (o->lock && !confine_program(o->store, e)) {
		buf_free(&notice);
		return false;
	}
	if (notice.len)
		view_say(v, false, "%s", buf_z(&notice));
	else if (o->notice)
		view_say(v, true, "%s", o->notice);
	buf_free(&notice);
	v->mouse = o->mouse;
	if (o->mouse)
		screen_mouse(v->screen, true);
	return true;
}

static void finish(struct view *v)
{
	screen_close(v->screen);
	visits_end(v);
	find_clear(v);
	list_free(v);
	view_hyphen_free(v);
	hints_close(v);
	prompt_free(v);
	tree_free(&v->tree);
	pages_free(v);
	for (int i = 0; i < PANES; i++)
		margin_free(&v->margin[i]);
	for (int i = 0; i < PANES; i++)
		for (int k = 0; k < CACHE_SLOTS; k++)
			layout_free(&v->pane[i].slot[k].rows);
	if (!v->o->settings)
		keymap_free(&v->keys);
	buf_free(&v->status);
	buf_free(&v->query);
	buf_free(&v->turned);
}

int view_run(const struct view_options *o, struct load *load, struct err *e)
{
	struct view *v = mem_new(1, sizeof(*v));
	int status = -1;

	v->options = *o;
	v->o = &v->options;
	v->load = v->given = load;
	v->share = o->split ? o->split : 50;
	v->outline = o->outline;
	v->link = DOC_NONE;
	v->linear = o->linear;
	if (o->settings)
		v->keys = o->settings->keymap;
	else
		keymap_defaults(&v->keys);
	*array_add(&v->page) = load;
	if (start(v, o, e)) {
		v->exit = STATUS_DONE;
		loop(v);
		if (!v->d && load->stage != LOAD_FAILED)
			v->exit = STATUS_NOT_READ;
		status = v->exit;
		if (load->stage == LOAD_FAILED && e)
			*e = load->err;
	}
	finish(v);
	mem_free(v);
	return status;
}
