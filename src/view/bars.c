/* bars.c: what stands around the panes: header, tabs of the discussions, footer with keys, place
 * and messages, and the progress of a load. */
#include "config.h"

#include "view/state.h"

#include "load/join.h"
#include "text/date.h"
#include "text/url.h"
#include "text/width.h"

#define PROGRESS_PART 14 /* columns of the bar for each step of a load */
#define TAB_NAME      24 /* columns of a discussion's name */
#define BRIEF	      60 /* columns below which places are told in numbers only */
#define FOOTER_LEFT   12 /* columns of what stands left, at the least */

void bars_row(struct view *v, int row, struct str left, struct str right, int cols)
{
	int rest = cols - text_width(right) - 1, room, col;
	struct str more = view_cut_sign(v);
	struct buf turned = { 0 };

	for (col = 0; col < cols; col++)
		screen_put(v->screen, row, col, STR(" "), 1, STYLE_BAR);
	if (rest < FOOTER_LEFT) {
		right.len = 0;
		rest = cols - 1;
	}
	room = right.len ? rest - 3 : rest - 1;
	if (text_width(left) > room && room > 8) {
		left.len = text_fit(left, room - text_width(more), &col);
		screen_put(v->screen, row, 1 + col, more, room - col, STYLE_BAR);
	}
	left.len = text_fit(left, room, &col);
	screen_put(v->screen, row, 1, view_shown(v, left, &turned), col, STYLE_BAR);
	if (right.len)
		screen_put(v->screen, row, rest, view_shown(v, right, &turned), cols - rest,
			STYLE_BAR);
	buf_free(&turned);
}

static void add_number(struct view *v, const char *dot, struct buf *out)
{
	buf_printf(out, "%s", dot);
	if (v->tree.shown)
		buf_printf(out, "%u of ", v->tree.matches);
	buf_printf(out, "%u comment%s", v->tree.count, v->tree.count == 1 ? "" : "s");
}

void bars_header(struct view *v, int cols)
{
	const char *dot = v->o->ascii ? " - " : " · ";
	struct str when = doc_field(v->d, FIELD_PUBLISHED), site = doc_field(v->d, FIELD_SITE);
	struct buf right = { 0 };
	struct date t;
	char human[40];

	if (!site.len)
		site = url_site(doc_field(v->d, FIELD_URL));
	buf_printf(&right, "%.*s", STR_ARG(site));
	if (date_parse(when, STR_NONE, 0, &t)) {
		t.precision = t.precision > DATE_DAY ? DATE_DAY : t.precision;
		buf_printf(&right, "%s%s", right.len ? dot : "", date_human(&t, human));
	}
	add_number(v, right.len ? dot : "", &right);
	if (text_width(buf_str(&right)) + text_width(doc_field(v->d, FIELD_TITLE)) + 5 > cols) {
		buf_cut(&right, 0); /* the title goes before all but the number of comments */
		add_number(v, "", &right);
	}
	bars_row(v, 0, doc_field(v->d, FIELD_TITLE), buf_str(&right), cols);
	buf_free(&right);
}

enum { HINTS = 9 }; /* in the footer */

/* Whether a command of the footer has something to do: without comments only the way back from
 * them. */
static bool hint_fits(const struct view *v, enum command command)
{
	switch (command) {
	case CMD_JOIN: return join_offers(v->d);
	case CMD_OTHER_PANE: return (v->active == ARTICLE) == (v->tree.count > 0);
	case CMD_NEXT_COMMENT:
	case CMD_FOLD_TOGGLE:
	case CMD_PARENT:
	case CMD_NEXT_THREAD: return v->tree.count > 0;
	default: return true;
	}
}

/* The keys that matter in the pane that has the focus, as they are bound now. */
static void footer_keys(struct view *v, int room, struct buf *out)
{
	static const struct {
		enum command command;
		const char *word;
	} hint[PANES][HINTS] = {
		{ { CMD_PAGE_DOWN, "page" }, { CMD_NEXT_LINK, "link" },
			{ CMD_OTHER_PANE, "comments" }, { CMD_JOIN, "more" },
			{ CMD_SEARCH, "search" }, { CMD_HELP, "help" }, { CMD_QUIT, "quit" } },
		{ { CMD_NEXT_COMMENT, "next" }, { CMD_FOLD_TOGGLE, "fold" },
			{ CMD_PARENT, "parent" }, { CMD_NEXT_THREAD, "thread" },
			{ CMD_OTHER_PANE, "article" }, { CMD_JOIN, "more" },
			{ CMD_SEARCH, "search" }, { CMD_HELP, "help" }, { CMD_QUIT, "quit" } },
	};
	unsigned where = v->active == ARTICLE ? COMMAND_ARTICLE : COMMAND_THREAD;

	for (int i = 0; i < HINTS && hint[v->active][i].word; i++) {
		size_t before = out->len;

		if (!hint_fits(v, hint[v->active][i].command))
			continue;
		buf_printf(out, "%s", out->len ? "  " : "");
		keymap_keys(&v->keys, where, hint[v->active][i].command, 1, out);
		buf_printf(out, " %s", hint[v->active][i].word);
		if (text_width(buf_str(out)) > room)
			buf_cut(out, before);
	}
}

/* Where the reader is in the panes shown; of two, a sign says which has the focus. */
static void footer_place(struct view *v, int cols, struct buf *out)
{
	struct pane *a = &v->pane[ARTICLE], *t = &v->pane[THREAD];
	const char *dot = v->o->ascii ? " - " : " · ", *sign = v->o->ascii ? ">" : "▸";
	uint32_t units = unit_count(v, ARTICLE);
	bool end = a->rows && pane_at_end(v, ARTICLE), both = a->rows && t->rows,
	     brief = cols < BRIEF;

	if (a->rows)
		buf_printf(out, "%s%s%u%%", both && v->active == ARTICLE ? sign : "",
			brief ? "" : "article ",
			end ? 100 : (unsigned)((uint64_t)a->top * 100 / units));
	if (v->tree.count && (t->rows || !out->len))
		buf_printf(out, brief ? "%s%s%u/%u" : "%s%scomment %u of %u", out->len ? dot : "",
			both && v->active == THREAD ? sign : "", t->focus + 1, v->tree.count);
}

/* The row of a list, and what of a key sequence was typed so far. */
static void footer_right(struct view *v, int cols, struct buf *out)
{
	if (v->count)
		buf_printf(out, "%d", v->count);
	for (unsigned i = 0; i < v->typed_keys; i++)
		key_name(v->typed[i], out);
	if (out->len)
		buf_add(out, STR("  "));
	if (!v->list.kind)
		footer_place(v, cols, out);
	else if (v->list.rows.row.len)
		buf_printf(out, "%d/%zu",
			1 + (v->list.kind == LIST_TEXT ? v->list.top : v->list.focus),
			v->list.rows.row.len);
}

static void add_size(struct buf *out, uint64_t bytes)
{
	if (bytes < 1024 * 1024)
		buf_printf(out, "%llu KB", (unsigned long long)(bytes + 1023) / 1024);
	else
		buf_printf(out, "%.1f MB", (double)bytes / (1024 * 1024));
}

/* That the page shown is but its first part, while the rest is on its way or because it never came.
 */
static void footer_load(struct view *v, struct buf *out)
{
	const struct load *l = v->load;

	if (!l->early)
		return;
	if (l->fd < 0) {
		buf_add(out, STR("first part only "));
		return;
	}
	buf_add(out, STR("first part, "));
	if (l->stage == LOAD_READING) {
		add_size(out, l->bytes);
		if (l->total) {
			buf_add(out, STR(" of "));
			add_size(out, l->total);
		}
		buf_add_char(out, ' ');
	} else {
		buf_printf(out, "%s ", load_stage_name(l->stage));
		add_size(out, l->bytes);
		buf_add_char(out, ' ');
	}
}

void bars_footer(struct view *v, int row, int cols)
{
	struct buf left = { 0 }, right = { 0 };
	size_t load;
	bool narrow;

	if (v->prompt.open) {
		prompt_draw(v, row, cols);
		return;
	}
	footer_load(v, &right);
	load = right.len;
	footer_right(v, cols, &right);
	narrow = text_width(buf_str(&right)) + FOOTER_LEFT > cols;
	if (v->status.len)
		buf_add(&left, buf_str(&v->status));
	else if (load && narrow) /* that the page is not whole matters more than keys and place */
		buf_add(&left, str_sub(buf_str(&right), 0, load));
	if (text_width(buf_str(&left)) + text_width(buf_str(&right)) + 4 > cols)
		buf_cut(&right, 0); /* a message is read whole before anything else */
	if (!left.len && !v->list.kind)
		footer_keys(v, cols - text_width(buf_str(&right)) - 5, &left);
	bars_row(v, row, buf_str(&left), buf_str(&right), cols);
	if (v->status.len && v->status_error)
		screen_put(v->screen, row, 1, buf_str(&left), cols - 2, STYLE_ERROR);
	buf_free(&left);
	buf_free(&right);
}

/* ---- tabs ---- */

/* By who provides it, what the page calls it, or where it was found; how many comments, or that
 * they are not here. */
static void tab_name(const struct view *v, uint32_t i, struct buf *out)
{
	const struct doc_discussion *n = &v->d->discussion[i];
	struct str name = doc_str(v->d, n->provider);
	bool here = i == v->discussion;
	int used;

	if (!name.len)
		name = discussion_title(v->d, n);
	if (!name.len)
		name = str_z(source_name((enum discussion_source)n->source));
	buf_printf(out, "%c%u ", here ? '[' : ' ', i + 1);
	if (text_width(name) > TAB_NAME) {
		name.len = text_fit(name, TAB_NAME - 1, &used);
		buf_printf(out, "%.*s%s ", STR_ARG(str_trim(name)), v->o->ascii ? "." : "…");
	} else {
		buf_printf(out, "%.*s ", STR_ARG(name));
	}
	if (n->comments.count)
		buf_printf(out, "%u%c", n->comments.count, here ? ']' : ' ');
	else
		buf_printf(out, "elsewhere%c", here ? ']' : ' ');
}

/* Where a page has several discussions, their names stand above the thread; the one shown is
 * in brackets, and always in view. */
void bars_tabs(struct view *v)
{
	const struct pane *t = &v->pane[THREAD];
	struct buf name = { 0 };
	int col = 1, end = 1, cut;

	if (v->d->discussions < 2 || t->rows < 3 || (v->mode != MODE_SIDE && t->at_row < 1))
		return;
	for (uint32_t i = 0; i <= v->discussion; i++) {
		buf_cut(&name, 0);
		tab_name(v, i, &name);
		end += text_width(buf_str(&name));
	}
	cut = end > t->cols ? end - t->cols : 0;
	for (uint32_t i = 0; i < v->d->discussions && col - cut < t->cols; i++) {
		int width;

		buf_cut(&name, 0);
		tab_name(v, i, &name);
		width = text_width(buf_str(&name));
		if (col - cut >= 0)
			screen_put(v->screen, t->at_row - 1, t->at_col + col - cut, buf_str(&name),
				t->cols - (col - cut),
				i == v->discussion ? STYLE_STRONG : STYLE_DIM);
		col += width;
	}
	buf_free(&name);
}

/* ---- a load under way ---- */

/* Three parts for three steps; how far the first has come is known by its bytes, the others are
 * only begun and done. */
static void draw_progress(struct view *v, int row, int cols, const struct load *l)
{
	int part = cols > 46 ? PROGRESS_PART : (cols - 4) / 3, done = part * (int)l->stage;

	if (l->stage == LOAD_READING && l->total)
		done = (int)(l->bytes * (uint64_t)part / l->total);
	for (int i = 0; i < 3 * part; i++)
		screen_put(v->screen, row, 2 + i,
			v->o->ascii	   ? i < done ? STR("#") : STR("-")
				       : i < done ? STR("━")
					   : STR("─"),
			1, i < done ? STYLE_STRONG : STYLE_GUIDE);
}

/* The steps of a load, the one under way in brackets; what was read of how much; how to stop it. */
void bars_loading(struct view *v, int rows, int cols)
{
	static const char *const name[] = { "reading", "parsing", "extracting" };
	const struct load *l = v->pending ? v->pending : v->load;
	struct buf line = { 0 };
	int row = rows > 6 ? rows / 2 - 2 : 0;

	for (int i = 0; i < 3; i++) {
		bool here = i == (int)l->stage;

		buf_printf(&line, here ? "[%s]" : " %s ", name[i]);
	}
	screen_put(v->screen, row, 1, buf_str(&line), cols - 1, STYLE_STRONG);
	buf_cut(&line, 0);
	add_size(&line, l->bytes);
	if (l->total) {
		buf_add(&line, STR(" of "));
		add_size(&line, l->total);
	}
	if (l->bytes && rows > 1)
		screen_put(v->screen, row + 1, 2, buf_str(&line), cols - 2, 0);
	if (rows > 2)
		draw_progress(v, row + 2, cols, l);
	if (rows > 4)
		screen_put(v->screen, row + 3, 2, STR("^C or q stops"), cols - 2, STYLE_DIM);
	screen_cursor(v->screen, row, 1);
	buf_free(&line);
}
