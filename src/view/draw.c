/* draw.c: the picture: where the panes lie, their rows, header, footer and status line. */
#include "config.h"

#include "view/state.h"

#include "text/bidi.h"
#include "text/date.h"
#include "text/url.h"
#include "text/width.h"

#define SIDE_COLUMNS 100 /* from here on two panes stand side by side */
#define STACK_ROWS   40	 /* from here on they are stacked, when not wide enough */

static void place_panes(struct view *v, int top, int rows, int cols)
{
	struct pane *a = &v->pane[ARTICLE], *t = &v->pane[THREAD];
	int part;

	a->at_row = t->at_row = top;
	a->at_col = t->at_col = 0;
	a->rows = t->rows = rows;
	a->cols = t->cols = cols;
	switch (v->mode) {
	case MODE_SIDE:
		part = cols * v->share / 100;
		part = part < 10 ? 10 : part > cols - 11 ? cols - 11 : part;
		a->cols = part;
		t->at_col = part + 1;
		t->cols = cols - part - 1;
		break;
	case MODE_STACKED:
		part = rows * v->share / 100;
		part = part < 2 ? 2 : part > rows - 3 ? rows - 3 : part;
		a->rows = part;
		t->at_row = top + part + 1;
		t->rows = rows - part - 1;
		break;
	case MODE_ONE:
	case MODES: v->pane[1 - v->active].rows = 0; break;
	}
}

/* Sizes for the terminal as it is now; the places stay. */
void view_layout(struct view *v)
{
	int rows, cols, was[PANES] = { v->pane[0].cols, v->pane[1].cols };

	screen_size(v->screen, &rows, &cols);
	for (int i = 0; i < PANES && v->d; i++)
		pane_keep(v, i);
	if (!v->mode_chosen)
		v->mode = !v->tree.count		     ? MODE_ONE
			: cols >= SIDE_COLUMNS && rows >= 10 ? MODE_SIDE
			: rows >= STACK_ROWS && cols >= 20   ? MODE_STACKED
							     : MODE_ONE;
	else
		v->mode = v->mode_wanted;
	if ((v->mode == MODE_SIDE && cols < 24) || (v->mode == MODE_STACKED && rows < 9))
		v->mode = MODE_ONE; /* as long as it is so small */
	if (rows >= 5)
		place_panes(v, 1, rows - 2, cols);
	else
		place_panes(v, 0, rows > 1 ? rows - 1 : 1, cols);
	for (int i = 0; i < PANES; i++) {
		if (v->pane[i].cols != was[i])
			pane_changed(v, i);
		if (v->d)
			pane_restore(v, i);
	}
}

/* ---- rows ---- */

/* Marks the hits of a block that lie in a piece; the pieces of a row are few, its hits found by
 * bisection. The piece begins at column `col`, perhaps left of the pane; cells from..to are
 * the pane's. */
static void draw_hits(struct view *v, const struct layout_seg *g, uint32_t comment, uint32_t block,
	int row, int col, int left, int right)
{
	uint32_t base = v->d->block[block].text.at, from, to;
	const struct search_hit *hit;
	size_t n, i;

	if (g->at == DOC_NONE || g->at < base)
		return;
	from = g->at - base;
	to = from + (uint32_t)g->text.len;
	hit = search_hits(v->search, &n);
	i = search_at(v->search, comment, block, from);
	if (i && hit[i - 1].comment == comment && hit[i - 1].block == block)
		i--; /* one that began in the piece before */
	for (; i < n && hit[i].comment == comment && hit[i].block == block && hit[i].from < to;
		i++) {
		uint32_t a = hit[i].from < from ? from : hit[i].from, b = hit[i].from + hit[i].len;
		bool current = v->hit_set && i == v->hit;
		int start, end;

		if (b <= from)
			continue;
		layout_columns(g, a - from, (b > to ? to : b) - from, &start, &end);
		start = start + col < left ? left : start + col;
		end = end + col > right ? right : end + col;
		if (start < end)
			screen_style(v->screen, row, start, end - start,
				g->style | STYLE_MATCH | (current ? STYLE_CURRENT : 0));
	}
}

static void draw_row(
	struct view *v, int pane, uint32_t unit, const struct layout *l, size_t i, int row)
{
	struct pane *p = &v->pane[pane];
	const struct layout_row *r = &l->row.at[i];
	int left = pane_text_left(v, pane), end = p->at_col + p->cols;
	uint32_t comment = pane == THREAD ? tree_comment(&v->tree, unit) : DOC_NONE;

	for (uint32_t k = r->seg; k < r->seg + r->segs; k++) {
		const struct layout_seg *g = &l->seg.at[k];
		int start = p->at_col + left + g->column - p->left, col = start;
		struct str text = layout_shown(g, &v->turned);

		if (col < p->at_col) {
			int gone;

			if (p->at_col - col >= g->width)
				continue;
			text = str_sub(text, text_fit(text, p->at_col - col, &gone), SIZE_MAX);
			col += gone;
		}
		screen_put(v->screen, row, col, text, end - col,
			g->style | (g->link != DOC_NONE && g->link == v->link ? STYLE_CURRENT : 0));
		if (v->search && r->block != DOC_NONE)
			draw_hits(v, g, comment, r->block, row, start, p->at_col, end);
	}
}

static void draw_pane(struct view *v, int pane)
{
	struct pane *p = &v->pane[pane];
	int row = p->top_row, y = 0;

	if (!p->rows)
		return;
	screen_pane(v->screen, p->at_row, p->at_col, p->rows, p->cols);
	if (pane == v->active)
		screen_cursor(v->screen, p->at_row, p->at_col);
	if (!unit_count(v, pane)) {
		screen_put(v->screen, p->at_row, p->at_col + 1,
			STR("No comments were found on this page."), p->cols - 2, STYLE_DIM);
		return;
	}
	for (uint32_t u = p->top; u != DOC_NONE && y < p->rows; u = unit_next(v, pane, u)) {
		const struct layout *l = unit_rows(v, pane, u);

		for (; row < (int)l->row.len && y < p->rows; row++, y++) {
			draw_row(v, pane, u, l, (size_t)row, p->at_row + y);
			/* of a comment that begins above the pane, its first row in view */
			if (pane == THREAD && u == p->focus && (row == 0 || y == 0)) {
				screen_put(v->screen, p->at_row + y, p->at_col,
					v->o->ascii ? STR(">") : STR("▌"), 1,
					pane == v->active ? STYLE_FOCUS : STYLE_GUIDE);
				if (pane == v->active)
					screen_cursor(v->screen, p->at_row + y, p->at_col);
			}
		}
		row = 0;
	}
}

static void draw_border(struct view *v)
{
	const struct pane *t = &v->pane[THREAD];

	if (v->mode == MODE_SIDE)
		for (int i = 0; i < t->rows && !v->linear; i++)
			screen_put(v->screen, t->at_row + i, t->at_col - 1,
				v->o->ascii ? STR("|") : STR("│"), 1, STYLE_GUIDE);
	if (v->mode == MODE_STACKED)
		for (int i = 0; i < t->cols && !v->linear; i++)
			screen_put(v->screen, t->at_row - 1, i, v->o->ascii ? STR("-") : STR("─"),
				1, STYLE_GUIDE);
}

/* ---- lines ---- */

static void bar(struct view *v, int row, struct str left, struct str right, int cols)
{
	int rest = cols - text_width(right) - 1, col;
	struct buf turned = { 0 };

	for (col = 0; col < cols; col++)
		screen_put(v->screen, row, col, STR(" "), 1, STYLE_BAR);
	if (rest < 12) {
		right.len = 0;
		rest = cols - 1;
	}
	left.len = text_fit(left, right.len ? rest - 3 : rest - 1, &col);
	screen_put(v->screen, row, 1, bidi_visual(left, &turned), col, STYLE_BAR);
	if (right.len)
		screen_put(
			v->screen, row, rest, bidi_visual(right, &turned), cols - rest, STYLE_BAR);
	buf_free(&turned);
}

static void draw_header(struct view *v, int cols)
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
	buf_printf(&right, "%s%u comment%s", right.len ? dot : "", v->tree.count,
		v->tree.count == 1 ? "" : "s");
	if (text_width(buf_str(&right)) + text_width(doc_field(v->d, FIELD_TITLE)) + 5 > cols) {
		buf_cut(&right, 0); /* the title goes before all but the number of comments */
		buf_printf(&right, "%u comment%s", v->tree.count, v->tree.count == 1 ? "" : "s");
	}
	if (v->d->discussions > 1)
		buf_printf(&right, " (%u/%u)", v->discussion + 1, v->d->discussions);
	bar(v, 0, doc_field(v->d, FIELD_TITLE), buf_str(&right), cols);
	buf_free(&right);
}

/* The keys that matter in the pane that has the focus, as they are bound now. */
static void footer_keys(struct view *v, int room, struct buf *out)
{
	static const struct {
		enum command command;
		const char *word;
	} hint[PANES][7] = {
		{ { CMD_PAGE_DOWN, "page" }, { CMD_NEXT_LINK, "link" },
			{ CMD_OTHER_PANE, "comments" }, { CMD_SEARCH, "search" },
			{ CMD_HELP, "help" }, { CMD_QUIT, "quit" } },
		{ { CMD_NEXT_COMMENT, "next" }, { CMD_FOLD_TOGGLE, "fold" },
			{ CMD_PARENT, "parent" }, { CMD_NEXT_THREAD, "thread" },
			{ CMD_SEARCH, "search" }, { CMD_HELP, "help" }, { CMD_QUIT, "quit" } },
	};
	unsigned where = v->active == ARTICLE ? COMMAND_ARTICLE : COMMAND_THREAD;

	for (int i = 0; i < 7 && hint[v->active][i].word; i++) {
		size_t before = out->len;

		if (hint[v->active][i].command == CMD_OTHER_PANE && !v->tree.count)
			continue;
		buf_printf(out, "%s", out->len ? "  " : "");
		keymap_keys(&v->keys, where, hint[v->active][i].command, 1, out);
		buf_printf(out, " %s", hint[v->active][i].word);
		if (text_width(buf_str(out)) > room)
			buf_cut(out, before);
	}
}

static void footer_place(struct view *v, struct buf *out)
{
	struct pane *a = &v->pane[ARTICLE], *t = &v->pane[THREAD];
	const char *dot = v->o->ascii ? " - " : " · ";
	uint32_t units = unit_count(v, ARTICLE);
	bool end = a->rows && pane_at_end(v, ARTICLE);

	if (a->rows)
		buf_printf(out, "article %u%%",
			end ? 100 : (unsigned)((uint64_t)a->top * 100 / units));
	if (v->tree.count && (t->rows || !out->len))
		buf_printf(out, "%scomment %u of %u", out->len ? dot : "", t->focus + 1,
			v->tree.count);
}

static void draw_footer(struct view *v, int row, int cols)
{
	struct buf left = { 0 }, right = { 0 };

	if (v->prompt.open) {
		const char *sign = v->prompt.command == CMD_SEARCH ? "/"
			: v->prompt.command == CMD_SEARCH_BACK	   ? "?"
			: v->prompt.command == CMD_FILTER	   ? "&"
			: v->prompt.command == CMD_WRITE	   ? "write to: "
			: v->prompt.command == CMD_PIPE		   ? "|"
								   : ":";
		int col = screen_put(v->screen, row, 0, str_z(sign), cols, STYLE_STRONG);
		struct str text = buf_str(&v->prompt.text);
		int gone = 0, over = text_width(text) - (cols - col - 1);

		if (over > 0)
			text = str_sub(text, text_fit(text, over, &gone), SIZE_MAX);
		col += screen_put(v->screen, row, col, text, cols - col, 0);
		screen_cursor(v->screen, row, col);
		return;
	}
	footer_place(v, &right);
	if (v->status.len)
		buf_add(&left, buf_str(&v->status));
	else if (!v->list.kind)
		footer_keys(v, cols - text_width(buf_str(&right)) - 5, &left);
	bar(v, row, buf_str(&left), buf_str(&right), cols);
	if (v->status.len && v->status_error)
		screen_put(v->screen, row, 1, buf_str(&left), cols - 2, STYLE_ERROR);
	buf_free(&left);
	buf_free(&right);
}

static void draw_list(struct view *v, int rows, int cols)
{
	struct list *l = &v->list;

	bar(v, 0, str_z(l->title), l->kind == LIST_TEXT ? STR("q close") : STR("Enter go  q close"),
		cols);
	for (int y = 0; y < rows - 2 && l->top + y < (int)l->rows.row.len; y++) {
		const struct layout_row *r = &l->rows.row.at[l->top + y];

		for (uint32_t k = r->seg; k < r->seg + r->segs; k++)
			screen_put(v->screen, 1 + y, 2 + l->rows.seg.at[k].column,
				layout_shown(&l->rows.seg.at[k], &v->turned),
				cols - 2 - l->rows.seg.at[k].column, l->rows.seg.at[k].style);
		if (l->kind != LIST_TEXT && l->top + y == l->focus) {
			screen_put(v->screen, 1 + y, 0, STR(">"), 1, STYLE_FOCUS);
			screen_cursor(v->screen, 1 + y, 0);
		}
	}
	if (l->kind == LIST_TEXT)
		screen_cursor(v->screen, 1, 0);
}

static void draw_loading(struct view *v, int rows, int cols)
{
	static const char *const stage[] = { "Reading", "Parsing", "Extracting", "Done", "Failed" };
	const struct load *l = v->pending ? v->pending : v->load;
	struct buf line = { 0 };

	buf_printf(&line, "%s: %llu KB", stage[l->stage], (unsigned long long)(l->bytes / 1024));
	if (l->total)
		buf_printf(&line, " of %llu KB", (unsigned long long)(l->total / 1024));
	screen_put(v->screen, rows / 2, 2, buf_str(&line), cols - 2, STYLE_STRONG);
	if (rows > 4)
		screen_put(v->screen, rows / 2 + 1, 2, STR("^C or q cancels"), cols - 2, STYLE_DIM);
	screen_cursor(v->screen, rows / 2, 0);
	buf_free(&line);
}

void view_draw(struct view *v)
{
	int rows, cols;

	screen_size(v->screen, &rows, &cols);
	screen_begin(v->screen);
	if (!v->d) {
		draw_loading(v, rows, cols);
	} else if (v->list.kind) {
		draw_list(v, rows, cols);
		if (rows > 2)
			draw_footer(v, rows - 1, cols);
	} else {
		for (int i = 0; i < PANES; i++)
			draw_pane(v, i);
		draw_border(v);
		hints_draw(v);
		if (rows >= 5)
			draw_header(v, cols);
		if (rows >= 2)
			draw_footer(v, rows - 1, cols);
	}
	screen_flush(v->screen);
}
