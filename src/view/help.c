/* help.c: the keys as they are bound now, the focused pane's first. */
#include "config.h"

#include "view/list.h"

#include "view/state.h"

#include "text/width.h"
#include "text/wrap.h"

#define KEYS_MAX 4  /* of a command, at the most */
#define INDENT	 17 /* columns before what a command does */
#define NARROW	 48 /* below that many columns it has lines of its own */

/* One command: its keys and what it does, wrapped beside them or below. */
static void add_command(struct view *v, struct str keys, enum command command)
{
	struct str help = str_z(commands[command].help);
	int cols = list_columns(v), indent = cols < NARROW ? 4 : INDENT, room = cols - 2 - indent;
	bool narrow = cols < NARROW, first = true;
	struct line line;

	if (narrow && list_row(v, DOC_NONE))
		list_put(v, 1, cols, STYLE_STRONG, keys);
	for (size_t at = 0; text_line(help, at, room > 8 ? room : 8, &line); at = line.next) {
		if (!list_row(v, DOC_NONE))
			return;
		if (first && !narrow)
			list_put(v, 1, INDENT - 2, STYLE_STRONG, keys);
		list_put(v, indent, INT32_MAX, 0, str_sub(help, line.from, line.to - line.from));
		first = false;
	}
}

static void heading(struct view *v, const char *text)
{
	if (v->list.rows.row.len)
		list_add(v, DOC_NONE, 0, " ");
	list_add(v, DOC_NONE, STYLE_HEADING, "%s", text);
}

/* The keys of a command in a pane, where they are not the same in both (`shared` false), or where
 * they are (true). */
static bool keys_of(
	const struct view *v, enum command command, unsigned pane, bool shared, struct buf *out)
{
	struct buf other = { 0 };
	bool same;

	buf_cut(out, 0);
	keymap_keys(&v->keys, pane, command, KEYS_MAX, out);
	keymap_keys(&v->keys, COMMAND_ALL & ~pane, command, KEYS_MAX, &other);
	same = str_eq(buf_str(out), buf_str(&other));
	buf_free(&other);
	return out->len && same == shared;
}

static void add_pane(struct view *v, const char *title, unsigned pane, bool shared)
{
	struct buf keys = { 0 };
	bool any = false;

	for (int i = 0; i < COMMANDS; i++) {
		if (!keys_of(v, (enum command)i, pane, shared, &keys))
			continue;
		if (!any)
			heading(v, title);
		any = true;
		add_command(v, buf_str(&keys), (enum command)i);
	}
	buf_free(&keys);
}

/* Those that can be typed only, behind the key of the prompt. */
static void add_keyless(struct view *v)
{
	struct buf keys = { 0 };
	bool any = false;

	for (int i = 0; i < COMMANDS; i++) {
		buf_cut(&keys, 0);
		keymap_keys(&v->keys, COMMAND_ARTICLE, (enum command)i, 1, &keys);
		keymap_keys(&v->keys, COMMAND_THREAD, (enum command)i, 1, &keys);
		if (keys.len)
			continue;
		if (!any)
			heading(v, "By name");
		any = true;
		buf_printf(&keys, ":%s", commands[i].name);
		add_command(v, buf_str(&keys), (enum command)i);
	}
	buf_free(&keys);
}

void list_help(struct view *v)
{
	static const struct {
		const char *title;
		unsigned pane;
	} part[PANES] = { { "In the article", COMMAND_ARTICLE },
		{ "In the comments", COMMAND_THREAD } };
	int first = v->active;

	list_open(v, LIST_TEXT, "Keys", list_help);
	add_pane(v, part[first].title, part[first].pane, false);
	add_pane(v, "Everywhere", COMMAND_ARTICLE, true);
	add_pane(v, part[1 - first].title, part[1 - first].pane, false);
	add_keyless(v);
}
