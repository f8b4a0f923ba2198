/* list.c: a list over the whole screen: its rows, going and searching through them. */
#include "config.h"

#include "view/list.h"

#include "view/state.h"

#include "text/fold.h"
#include "text/width.h"

#include <stdarg.h>

#define SIGNS 2 /* columns before a row: the focus, a match */

void list_close(struct view *v)
{
	layout_free(&v->list.rows);
	array_free(&v->list.row);
	v->list.title = NULL;
	v->list.kind = LIST_NONE;
	v->list.top = v->list.focus = 0;
	v->list.left_out = 0;
}

void list_free(struct view *v)
{
	list_close(v);
	buf_free(&v->list.query);
}

void list_open(struct view *v, enum list_kind kind, const char *title, void (*fill)(struct view *v))
{
	int rows;

	list_close(v);
	v->list.kind = kind;
	v->list.title = title;
	v->list.fill = fill;
	v->list.rows.order = view_order(v);
	screen_size(v->screen, &rows, &v->list.cols);
}

int list_columns(const struct view *v)
{
	return v->list.cols - SIGNS;
}

bool list_row(struct view *v, uint32_t target)
{
	struct list *l = &v->list;

	if (l->row.len >= LIST_MAX) {
		l->left_out++;
		return false;
	}
	layout_row(&l->rows, DOC_NONE, 0, 0);
	array_add(&l->row)->target = target;
	return true;
}

int list_put(struct view *v, int column, int room, uint32_t style, struct str text)
{
	struct layout *l = &v->list.rows;
	struct list_row *r = &v->list.row.at[v->list.row.len - 1];
	int left = list_columns(v) - column,
	    end = layout_seg_cut(l, layout_dup(l, text), DOC_NONE, column,
		    room < left ? room : left, style, view_cut_sign(v));
	struct buf all = { 0 };

	buf_printf(&all, "%.*s%s%.*s", STR_ARG(r->text), r->text.len ? " " : "", STR_ARG(text));
	r->text = layout_dup(l, buf_str(&all));
	buf_free(&all);
	return end;
}

void list_add(struct view *v, uint32_t target, uint32_t style, const char *format, ...)
{
	struct buf line = { 0 };
	va_list list;

	if (!list_row(v, target))
		return;
	va_start(list, format);
	buf_vprintf(&line, format, list);
	va_end(list);
	list_put(v, 0, INT32_MAX, style, buf_str(&line));
	buf_free(&line);
}

/* ---- going through it ---- */

static int page_rows(const struct view *v)
{
	int rows, cols;

	screen_size(v->screen, &rows, &cols);
	return rows > 3 ? rows - 2 : 1;
}

static void list_go(struct view *v, int to)
{
	struct list *l = &v->list;
	int rows = page_rows(v), last = (int)l->row.len - 1;

	to = to > last ? last : to;
	to = to < 0 ? 0 : to;
	if (l->kind == LIST_TEXT) {
		l->top = to > last - rows + 1 ? last - rows + 1 : to;
		l->top = l->top < 0 ? 0 : l->top;
		return;
	}
	l->focus = to;
	if (l->focus < l->top)
		l->top = l->focus;
	if (l->focus >= l->top + rows)
		l->top = l->focus - rows + 1;
}

static void list_move(struct view *v, int by)
{
	list_go(v, (v->list.kind == LIST_TEXT ? v->list.top : v->list.focus) + by);
}

/* The rows anew for another width. A text has more or fewer of them then, the others as many. */
static void fill_again(struct view *v)
{
	struct list *l = &v->list;
	int top = l->top, focus = l->focus;
	size_t rows = l->row.len;

	l->fill(v);
	if (l->kind == LIST_TEXT)
		top = (int)((uint64_t)top * l->row.len / (rows ? rows : 1));
	l->top = top;
	l->focus = focus;
}

/* ---- searching it ---- */

static bool row_has(struct view *v, size_t row, struct str needle)
{
	struct buf *folded = &v->turned;

	buf_cut(folded, 0);
	text_fold(v->list.row.at[row].text, FOLD_CASE | FOLD_MARKS, folded, NULL, 0);
	return str_has(buf_str(folded), needle);
}

/* From a row on, itself included, round the end. */
static void find(struct view *v, int from, int by)
{
	struct list *l = &v->list;
	int n = (int)l->row.len, found = -1, count = 0, number = 0;
	struct buf needle = { 0 };

	text_fold(buf_str(&l->query), FOLD_CASE | FOLD_MARKS, &needle, NULL, 0);
	if (!needle.len || !n) {
		buf_free(&needle);
		return;
	}
	for (int i = 0, at = (from % n + n) % n; i < n && found < 0; i++, at = (at + by + n) % n)
		if (row_has(v, (size_t)at, buf_str(&needle)))
			found = at;
	for (int i = 0; i < n && found >= 0; i++)
		if (row_has(v, (size_t)i, buf_str(&needle))) {
			count++;
			number += i <= found;
		}
	buf_free(&needle);
	l->found = found;
	if (found < 0) {
		view_say(v, true, "Not found: %.*s", STR_ARG(buf_str(&l->query)));
		return;
	}
	list_go(v, found);
	view_say(v, false, "%d/%d", number, count);
}

void list_find(struct view *v, struct str query)
{
	buf_cut(&v->list.query, 0);
	buf_add(&v->list.query, query);
	list_go(v, v->list.from);
	find(v, v->list.from, 1);
}

static void find_again(struct view *v, int by)
{
	struct list *l = &v->list;

	if (!l->query.len)
		view_say(v, false, "Nothing was searched for yet.");
	else
		find(v, (l->kind == LIST_TEXT ? l->found : l->focus) + by, by);
}

static void search(struct view *v)
{
	v->list.from = v->list.kind == LIST_TEXT ? v->list.top : v->list.focus;
	prompt_open(v, CMD_SEARCH);
}

/* ---- its keys ---- */

static uint32_t target_of(const struct view *v)
{
	const struct list *l = &v->list;

	return l->row.len && l->kind != LIST_TEXT ? l->row.at[l->focus].target : DOC_NONE;
}

static void list_enter(struct view *v)
{
	enum list_kind kind = v->list.kind;
	uint32_t target = target_of(v);

	if (target == DOC_NONE)
		return;
	jump_push(v);
	list_close(v);
	buf_cut(&v->status, 0);
	if (kind == LIST_BLOCKS) {
		v->active = ARTICLE;
		view_layout(v);
		pane_show_top(v, ARTICLE, unit_of_block(v, target), 0);
	} else if (kind == LIST_COMMENTS) {
		v->active = THREAD;
		view_layout(v);
		tree_reveal(v, tree_place(&v->tree, target));
		pane_go(v, THREAD, tree_place(&v->tree, target), 0);
	} else {
		v->link = target;
		page_open(v, doc_str(v->d, v->d->link[target].url));
	}
}

void list_wheel(struct view *v, int rows)
{
	list_move(v, rows);
}

void list_click(struct view *v, int row)
{
	struct list *l = &v->list;
	int at = l->top + row - 1;

	if (l->kind == LIST_TEXT || row < 1 || row > page_rows(v) || at >= (int)l->row.len)
		return;
	if (at == l->focus)
		list_enter(v);
	else
		list_go(v, at);
}

/* The address of a link or a comment in the list. */
static struct str target_url(const struct view *v)
{
	uint32_t target = target_of(v);

	if (target == DOC_NONE || v->list.kind == LIST_BLOCKS)
		return STR_NONE;
	return doc_str(v->d,
		v->list.kind == LIST_LINKS ? v->d->link[target].url
					   : v->d->comment[target].permalink);
}

static bool list_command(struct view *v, enum command command)
{
	int times = v->count ? v->count : 1, half = page_rows(v) / 2;

	switch (command) {
	case CMD_LINE_DOWN:
	case CMD_NEXT_COMMENT:
	case CMD_SCROLL_DOWN: list_move(v, times); return true;
	case CMD_LINE_UP:
	case CMD_PREVIOUS_COMMENT:
	case CMD_SCROLL_UP: list_move(v, -times); return true;
	case CMD_PAGE_DOWN: list_move(v, page_rows(v)); return true;
	case CMD_PAGE_UP: list_move(v, -page_rows(v)); return true;
	case CMD_HALF_DOWN: list_move(v, half); return true;
	case CMD_HALF_UP: list_move(v, -half); return true;
	case CMD_TOP: list_go(v, 0); return true;
	case CMD_BOTTOM: list_go(v, v->count ? v->count - 1 : LIST_MAX); return true;
	case CMD_SEARCH: search(v); return true;
	case CMD_SEARCH_NEXT: find_again(v, 1); return true;
	case CMD_SEARCH_PREVIOUS: find_again(v, -1); return true;
	case CMD_OPEN_LINK:
		if (target_url(v).len)
			outside_browse(v, target_url(v));
		return true;
	case CMD_COPY_LINK: outside_copy(v, target_url(v)); return true;
	default: return false;
	}
}

bool list_key(struct view *v, uint32_t key, enum command command)
{
	if (command == CMD_QUIT_NOW || command == CMD_SUSPEND || command == CMD_REDRAW)
		return false;
	if (key == '\r')
		list_enter(v);
	else if (list_command(v, command))
		return true;
	else if (key == 'q' || key == K_ESC || key == '?' || command == CMD_QUIT ||
		command == CMD_CLEAR)
		list_close(v);
	return true;
}

/* ---- its picture ---- */

static void draw_row(struct view *v, int at, int row, int cols)
{
	const struct layout *rows = &v->list.rows;
	const struct layout_row *r = &rows->row.at[at];

	for (uint32_t k = r->seg; k < r->seg + r->segs; k++) {
		const struct layout_seg *g = &rows->seg.at[k];

		screen_put(v->screen, row, SIGNS + g->column, layout_shown(g, &v->turned),
			cols - SIGNS - g->column, g->style);
	}
}

void list_draw(struct view *v, int rows, int cols)
{
	struct list *l = &v->list;
	struct str keys = l->kind == LIST_TEXT ? STR("/ search  q close")
		: l->kind == LIST_LINKS ? STR("Enter open  o browser  y copy  / search  q close")
					: STR("Enter go  / search  q close");
	struct buf title = { 0 }, needle = { 0 };

	if (l->cols != cols)
		fill_again(v);
	list_move(v, 0); /* or another number of rows */
	buf_printf(&title, "%s", l->title);
	if (l->left_out)
		buf_printf(&title, " (%zu more are not listed)", l->left_out);
	if (text_width(buf_str(&title)) + text_width(keys) + 5 > cols)
		keys = STR("q close"); /* the title is told whole before any key */
	bars_row(v, 0, buf_str(&title), keys, cols);
	text_fold(buf_str(&l->query), FOLD_CASE | FOLD_MARKS, &needle, NULL, 0);
	for (int y = 0; y < rows - 2 && l->top + y < (int)l->row.len; y++) {
		int at = l->top + y;

		draw_row(v, at, 1 + y, cols);
		if (needle.len && row_has(v, (size_t)at, buf_str(&needle)))
			screen_put(v->screen, 1 + y, 1, v->o->ascii ? STR("*") : STR("›"), 1,
				STYLE_MATCH);
		if (l->kind != LIST_TEXT && at == l->focus) {
			screen_put(v->screen, 1 + y, 0, v->o->ascii ? STR(">") : STR("▌"), 1,
				STYLE_FOCUS);
			screen_cursor(v->screen, 1 + y, 0);
		}
	}
	if (l->kind == LIST_TEXT || rows < 3)
		screen_cursor(v->screen, rows > 1, 0);
	buf_free(&title);
	buf_free(&needle);
}
