/* list.c: lists over the whole screen: keys, page information, links, headings, authors, the
 * discussion at a glance. */
#include "config.h"

#include "view/state.h"

#include "text/width.h"

#include "text/url.h"

#include <stdarg.h>
#include <stdlib.h>

#define HELP_INDENT 24 /* columns before what a command does */
#define HELP_NARROW 60 /* below that many columns it has lines of its own */

#define LIST_MAX 5000

void list_close(struct view *v)
{
	layout_free(&v->list.rows);
	array_free(&v->list.target);
	v->list = (struct list){ 0 };
}

void list_open(struct view *v, enum list_kind kind, const char *title)
{
	list_close(v);
	v->list.kind = kind;
	v->list.title = title;
	v->list.rows.order = view_order(v);
}

void list_add(struct view *v, uint32_t target, uint32_t style, const char *format, ...)
{
	struct layout *l = &v->list.rows;
	struct buf line = { 0 };
	va_list list;

	if (l->row.len >= LIST_MAX)
		return;
	va_start(list, format);
	buf_vprintf(&line, format, list);
	va_end(list);
	layout_row(l, DOC_NONE, 0, 0);
	layout_seg(l, layout_dup(l, buf_str(&line)), DOC_NONE, 0, INT32_MAX, style, DOC_NONE);
	*array_add(&v->list.target) = target;
	buf_free(&line);
}

static void list_move(struct view *v, int by)
{
	struct list *l = &v->list;
	int rows, cols, last = (int)l->rows.row.len - 1;

	screen_size(v->screen, &rows, &cols);
	rows = rows > 3 ? rows - 2 : 1;
	if (l->kind == LIST_TEXT) {
		l->top += by;
		l->top = l->top > last - rows + 1 ? last - rows + 1 : l->top;
		l->top = l->top < 0 ? 0 : l->top;
		return;
	}
	l->focus += by;
	l->focus = l->focus > last ? last : l->focus;
	l->focus = l->focus < 0 ? 0 : l->focus;
	if (l->focus < l->top)
		l->top = l->focus;
	if (l->focus >= l->top + rows)
		l->top = l->focus - rows + 1;
}

static void list_enter(struct view *v)
{
	enum list_kind kind = v->list.kind;
	uint32_t target = v->list.target.len ? v->list.target.at[v->list.focus] : DOC_NONE;

	if (kind == LIST_TEXT || target == DOC_NONE)
		return;
	jump_push(v);
	list_close(v);
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
		outside_browse(v, doc_str(v->d, v->d->link[target].url));
	}
}

bool list_key(struct view *v, uint32_t key, enum command command)
{
	int rows, cols;

	screen_size(v->screen, &rows, &cols);
	switch (command) {
	case CMD_LINE_DOWN:
	case CMD_NEXT_COMMENT:
	case CMD_SCROLL_DOWN: list_move(v, v->count ? v->count : 1); return true;
	case CMD_LINE_UP:
	case CMD_PREVIOUS_COMMENT:
	case CMD_SCROLL_UP: list_move(v, v->count ? -v->count : -1); return true;
	case CMD_PAGE_DOWN:
	case CMD_HALF_DOWN: list_move(v, rows / 2); return true;
	case CMD_PAGE_UP:
	case CMD_HALF_UP: list_move(v, -rows / 2); return true;
	case CMD_TOP: list_move(v, -LIST_MAX); return true;
	case CMD_BOTTOM: list_move(v, LIST_MAX); return true;
	case CMD_QUIT_NOW:
	case CMD_SUSPEND:
	case CMD_REDRAW: return false;
	default: break;
	}
	if (key == '\r')
		list_enter(v);
	else if (key == 'q' || key == 27 || key == '?' || command == CMD_QUIT ||
		command == CMD_CLEAR)
		list_close(v);
	return true;
}

/* One command: keys, where, what it does. The last is wrapped; on a narrow screen it has lines of
 * its own. */
static void help_rows(
	struct view *v, const char *keys, const char *where, struct str help, int cols)
{
	bool narrow = cols < HELP_NARROW;
	int indent = narrow ? 4 : HELP_INDENT, room = cols - 3 - indent, used;

	if (narrow)
		list_add(v, DOC_NONE, 0, "%-13s %s", keys, where);
	for (bool first = !narrow; help.len; first = false) {
		size_t n = text_fit(help, room > 8 ? room : 8, &used), cut = n;

		while (n < help.len && cut && help.at[cut] != ' ')
			cut--;
		n = cut ? cut : n;
		if (first)
			list_add(v, DOC_NONE, 0, "%-13s %-8s  %.*s", keys, where, (int)n, help.at);
		else
			list_add(v, DOC_NONE, 0, "%-*s%.*s", indent, "", (int)n, help.at);
		help = str_sub(help, help.at[n] == ' ' ? n + 1 : n, SIZE_MAX);
	}
}

void list_help(struct view *v)
{
	int rows, cols;

	screen_size(v->screen, &rows, &cols);
	list_open(v, LIST_TEXT, "Keys");
	for (int i = 0; i < COMMANDS; i++) {
		unsigned both = commands[i].where & COMMAND_ALL;
		struct buf keys = { 0 };

		if (both == COMMAND_ARTICLE || both == COMMAND_ALL)
			keymap_keys(&v->keys, COMMAND_ARTICLE, (enum command)i, 4, &keys);
		if (!keys.len)
			keymap_keys(&v->keys, COMMAND_THREAD, (enum command)i, 4, &keys);
		help_rows(v, keys.len ? buf_z(&keys) : "-",
			both == COMMAND_ALL		  ? ""
				: both == COMMAND_ARTICLE ? "article"
							  : "comments",
			str_z(commands[i].help), cols);
		buf_free(&keys);
	}
}

void list_info(struct view *v)
{
	list_open(v, LIST_TEXT, "Page information");
	for (int i = 0; i < FIELDS; i++) {
		struct str value = doc_str(v->d, v->d->head->field[i]),
			   how = doc_str(v->d, v->d->head->how[i]);

		if (value.len || how.len)
			list_add(v, DOC_NONE, 0, "%-10s %.*s  (%.*s)",
				field_name((enum doc_field)i), STR_ARG(value), STR_ARG(how));
	}
	for (uint32_t i = 0; i < v->d->discussions; i++) {
		const struct doc_discussion *n = &v->d->discussion[i];

		list_add(v, DOC_NONE, 0, "discussion %u: %u comments, %s, %.*s", i + 1,
			n->comments.count, source_name((enum discussion_source)n->source),
			STR_ARG(doc_str(v->d, n->how)));
	}
	for (uint32_t i = 0; i < v->d->notes; i++)
		list_add(v, DOC_NONE, STYLE_DIM, "note       %.*s",
			STR_ARG(doc_str(v->d, v->d->note[i].text)));
}

void list_links(struct view *v)
{
	list_open(v, LIST_LINKS, "Links");
	for (uint32_t i = 0; i < v->d->links; i++) {
		struct str url = doc_str(v->d, v->d->link[i].url);

		if (url.len)
			list_add(v, i, 0, "%4u  %.*s  %.*s", i + 1, STR_ARG(url),
				STR_ARG(doc_str(v->d, v->d->link[i].title)));
	}
}

void list_contents(struct view *v)
{
	const struct range *r = &v->d->head->blocks;

	list_open(v, LIST_BLOCKS, "Contents");
	for (uint32_t i = r->first; i < r->first + r->count; i++)
		if (v->d->block[i].kind == BLOCK_HEADING)
			list_add(v, i, 0, "%*s%.*s", 2 * v->d->block[i].level, "",
				STR_ARG(doc_block_text(v->d, i)));
	if (!v->list.rows.row.len)
		list_add(v, DOC_NONE, STYLE_DIM, "This article has no headings.");
}

/* ---- authors ---- */

struct writer {
	struct str name;
	uint32_t first, comments;
};

static int by_name(const void *a, const void *b)
{
	const struct writer *x = a, *y = b;
	int order = str_cmp(x->name, y->name);

	return order ? order : x->first < y->first ? -1 : x->first > y->first;
}

static int by_number(const void *a, const void *b)
{
	const struct writer *x = a, *y = b;

	return x->comments != y->comments ? (x->comments < y->comments ? 1 : -1)
		: x->first < y->first	  ? -1
					  : 1;
}

/* Who wrote how much, most first; the number of them. */
static size_t writers(struct view *v, struct writer **out)
{
	const struct tree *t = &v->tree;
	struct writer *w = mem_new(t->count + 1, sizeof(*w));
	size_t n = 0;

	for (uint32_t i = 0; i < t->count; i++)
		w[i] = (struct writer){ doc_str(v->d, v->d->comment[t->first + i].author),
			t->first + i, 1 };
	qsort(w, t->count, sizeof(*w), by_name);
	for (uint32_t i = 0; i < t->count; i++) {
		if (n && str_eq(w[n - 1].name, w[i].name))
			w[n - 1].comments++;
		else
			w[n++] = w[i];
	}
	qsort(w, n, sizeof(*w), by_number);
	*out = w;
	return n;
}

static void add_writers(struct view *v, size_t limit)
{
	struct writer *w;
	size_t n = writers(v, &w);

	for (size_t i = 0; i < n && i < limit; i++)
		list_add(v, w[i].first, 0, "%5u  %.*s", w[i].comments,
			STR_ARG(w[i].name.len ? w[i].name : STR("(no name)")));
	mem_free(w);
}

void list_authors(struct view *v)
{
	list_open(v, LIST_COMMENTS, "Authors");
	add_writers(v, LIST_MAX);
}

/* ---- the discussion at a glance ---- */

static void add_activity(struct view *v)
{
	enum { BARS = 12, WIDEST = 40 };
	const struct tree *t = &v->tree;
	int64_t lo = INT64_MAX, hi = INT64_MIN;
	uint32_t count[BARS] = { 0 }, most = 1;

	for (uint32_t i = 0; i < t->count; i++) {
		int64_t when = v->d->comment[t->first + i].when;

		if (when == INT64_MIN)
			continue;
		lo = when < lo ? when : lo;
		hi = when > hi ? when : hi;
	}
	if (lo > hi)
		return;
	for (uint32_t i = 0; i < t->count; i++) {
		int64_t when = v->d->comment[t->first + i].when;
		int at = when == INT64_MIN
			? -1
			: (int)(((double)when - (double)lo) / ((double)hi - (double)lo + 1) * BARS);

		if (at >= 0 && at < BARS && ++count[at] > most)
			most = count[at];
	}
	list_add(v, DOC_NONE, STYLE_STRONG, "Activity, from the first comment to the last");
	for (int i = 0; i < BARS; i++) {
		static const char bar[] = "########################################";

		list_add(v, DOC_NONE, 0, "%5u  %.*s", count[i],
			(int)((uint64_t)count[i] * WIDEST / most), bar);
	}
}

static int by_size(const void *a, const void *b)
{
	return by_number(a, b);
}

static void add_threads(struct view *v)
{
	const struct tree *t = &v->tree;
	struct writer *w = mem_new(t->count + 1, sizeof(*w));
	size_t n = 0;

	for (uint32_t i = 0; i < t->count; i += v->d->comment[t->first + i].size)
		w[n++] = (struct writer){ doc_str(v->d, v->d->comment[t->first + i].author),
			t->first + i, v->d->comment[t->first + i].size };
	qsort(w, n, sizeof(*w), by_size);
	list_add(v, DOC_NONE, STYLE_STRONG, "Longest threads");
	for (size_t i = 0; i < n && i < 10; i++)
		list_add(v, w[i].first, 0, "%5u  %.*s", w[i].comments, STR_ARG(w[i].name));
	mem_free(w);
}

void list_discussion(struct view *v)
{
	list_open(v, LIST_COMMENTS, "Discussion");
	list_add(v, DOC_NONE, 0, "%u comments", v->tree.count);
	add_activity(v);
	list_add(v, DOC_NONE, STYLE_STRONG, "Who talks most");
	add_writers(v, 10);
	add_threads(v);
}
