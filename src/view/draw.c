/* draw.c: the picture: where the panes lie, their rows, header, footer and status line. */
#include "config.h"

#include "view/state.h"

#include "load/join.h"
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
	if (v->d && v->d->discussions > 1 && t->rows >= 4) {
		t->at_row++; /* below the tabs */
		t->rows--;
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
		v->mode = !v->d || !v->d->comments || v->linear ? MODE_ONE
			: cols >= SIDE_COLUMNS && rows >= 10	? MODE_SIDE
			: rows >= STACK_ROWS && cols >= 20	? MODE_STACKED
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

/* What the text of a row belongs to, as hits name it, and where that text lies in the pool. */
struct origin {
	uint32_t comment, block;
	struct ref text;
};

static struct origin row_origin(const struct view *v, uint32_t comment, const struct layout_row *r)
{
	struct origin o = { comment, r->block, { 0, 0 } };

	o.text = r->block != DOC_NONE ? v->d->block[r->block].text
		: comment != DOC_NONE ? v->d->comment[comment].author
				      : v->d->head->field[FIELD_TITLE];
	return o;
}

/* Marks the hits that lie in a piece; the pieces of a row are few, its hits found by bisection.
 * The piece begins at column `col`, perhaps left of the pane, whose cells are left..right. */
static void draw_hits(struct view *v, const struct layout_seg *g, const struct origin *o, int row,
	int col, int left, int right)
{
	uint32_t from = g->at - o->text.at, to = from + (uint32_t)g->text.len;
	const struct search_hit *hit;
	size_t n, i;

	if (g->at == DOC_NONE || g->at < o->text.at || to > o->text.len)
		return;
	hit = search_hits(v->search, &n);
	i = search_at(v->search, o->comment, o->block, from);
	if (i && hit[i - 1].comment == o->comment && hit[i - 1].block == o->block)
		i--; /* one that began in the piece before */
	for (; i < n && hit[i].comment == o->comment && hit[i].block == o->block &&
		hit[i].from < to;
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

/* Signs where a row goes on beyond the pane: left and right scroll there. */
static void draw_cut(struct view *v, const struct pane *p, const struct layout *l,
	const struct layout_row *r, int left, int shift, int row)
{
	const struct layout_seg *first = &l->seg.at[r->seg], *last = first + r->segs - 1;

	if (!r->segs || p->cols < 4)
		return;
	if (shift && left + first->column < shift)
		screen_put(v->screen, row, p->at_col, v->o->ascii ? STR("<") : STR("‹"), 1,
			STYLE_FOCUS);
	if (left + last->column + last->width - shift > p->cols)
		screen_put(v->screen, row, p->at_col + p->cols - 1,
			v->o->ascii ? STR(">") : STR("›"), 1, STYLE_FOCUS);
}

/* An address that could be opened here may be one that the terminal opens. */
static void draw_link(struct view *v, uint32_t link, int row, int col, struct str text, int room)
{
	struct str url = doc_str(v->d, v->d->link[link].url);
	int width;

	text_fit(text, room, &width);
	if (url_is_safe(url))
		screen_link(v->screen, row, col, width, link, url);
}

static void draw_row(struct view *v, int pane, uint32_t unit, const struct layout *l, size_t i,
	int shift, int row)
{
	struct pane *p = &v->pane[pane];
	const struct layout_row *r = &l->row.at[i];
	int left = pane_text_left(v, pane), end = p->at_col + p->cols;
	struct origin o =
		row_origin(v, pane == THREAD ? tree_comment(&v->tree, unit) : DOC_NONE, r);
	/* a filter keeps what stands above a match, but in the background */
	uint32_t dim = pane == THREAD && tree_shows(v, unit) == TREE_ABOVE ? STYLE_DIM : 0;

	for (uint32_t k = r->seg; k < r->seg + r->segs; k++) {
		const struct layout_seg *g = &l->seg.at[k];
		int start = p->at_col + left + g->column - shift, col = start;
		struct str text = layout_shown(g, &v->turned);

		if (col < p->at_col) {
			int gone;

			if (p->at_col - col >= g->width)
				continue;
			text = str_sub(text, text_fit(text, p->at_col - col, &gone), SIZE_MAX);
			col += gone;
		}
		screen_put(v->screen, row, col, text, end - col,
			(dim ? dim : g->style) |
				(g->link != DOC_NONE && g->link == v->link ? STYLE_CURRENT : 0));
		if (g->link != DOC_NONE)
			draw_link(v, g->link, row, col, text, end - col);
		if (v->search)
			draw_hits(v, g, &o, row, start, p->at_col, end);
	}
	draw_cut(v, p, l, r, left, shift, row);
}

/* The focus is told by its sign and the cursor, not by colour alone. For the ear the cursor does.
 */
static void draw_focus(struct view *v, int pane, int row)
{
	bool active = pane == v->active;
	struct str sign = v->o->ascii ? active ? STR(">") : STR(":") : active ? STR("▌") : STR("▏");

	if (!v->linear)
		screen_put(v->screen, row, v->pane[pane].at_col, sign, 1,
			active ? STYLE_FOCUS : STYLE_GUIDE);
	if (active)
		screen_cursor(v->screen, row, v->pane[pane].at_col);
}

/* A thread without comments says where they are, when the page said so. */
static void draw_nothing(struct view *v, const struct pane *p)
{
	struct buf text = { 0 };
	struct str more = v->discussion < v->d->discussions
		? doc_str(v->d, v->d->discussion[v->discussion].more)
		: STR_NONE;

	if (more.len)
		buf_printf(&text, "The comments are at %.*s", STR_ARG(more));
	else if (join_offers(v->d))
		buf_add(&text, STR("The comments are elsewhere"));
	else
		buf_add(&text, STR("No comments were found on this page."));
	if (join_offers(v->d)) {
		buf_add(&text, STR("; loaded by: "));
		keymap_keys(&v->keys, COMMAND_ALL, CMD_JOIN, 1, &text);
	}
	screen_put(v->screen, p->at_row, p->at_col + 1, buf_str(&text), p->cols - 2, STYLE_DIM);
	buf_free(&text);
}

/* What a comment's first row has before it. */
static void draw_sign(struct view *v, uint32_t place, int row)
{
	const struct pane *p = &v->pane[THREAD];

	if (margin_has_match(v, place) && !v->linear && p->cols > 8)
		screen_put(v->screen, row, p->at_col, v->o->ascii ? STR("*") : STR("›"), 1,
			STYLE_MATCH);
}

static void draw_pane(struct view *v, int pane)
{
	struct pane *p = &v->pane[pane];
	int row = p->top_row, y = 0;

	if (!p->rows)
		return;
	screen_pane(v->screen, p->at_row, p->at_col, p->rows, p->cols - 1); /* without the margin */
	if (pane == v->active)
		screen_cursor(v->screen, p->at_row, p->at_col);
	if (!unit_count(v, pane)) {
		draw_nothing(v, p);
		return;
	}
	for (uint32_t u = p->top; u != DOC_NONE && y < p->rows; u = unit_next(v, pane, u)) {
		const struct layout *l = unit_rows(v, pane, u);
		int shift = pane_shift(v, pane, l);

		for (; row < (int)l->row.len && y < p->rows; row++, y++) {
			draw_row(v, pane, u, l, (size_t)row, shift, p->at_row + y);
			if (pane == THREAD && row == 0)
				draw_sign(v, u, p->at_row + y);
			/* of a comment that begins above the pane, its first row in view */
			if (pane == THREAD && u == p->focus && (row == 0 || y == 0))
				draw_focus(v, pane, p->at_row + y);
		}
		row = 0;
	}
	margin_draw(v, pane);
}

static void draw_border(struct view *v)
{
	const struct pane *a = &v->pane[ARTICLE];

	if (v->mode == MODE_SIDE)
		for (int i = 0; i < a->rows && !v->linear; i++)
			screen_put(v->screen, a->at_row + i, a->cols,
				v->o->ascii ? STR("|") : STR("│"), 1, STYLE_GUIDE);
	if (v->mode == MODE_STACKED)
		for (int i = 0; i < a->cols && !v->linear; i++)
			screen_put(v->screen, a->at_row + a->rows, i,
				v->o->ascii ? STR("-") : STR("─"), 1, STYLE_GUIDE);
}

void view_draw(struct view *v)
{
	int rows, cols;

	screen_size(v->screen, &rows, &cols);
	screen_begin(v->screen);
	if (!v->d) {
		bars_loading(v, rows, cols);
	} else if (v->list.kind) {
		list_draw(v, rows, cols);
		if (rows > 2)
			bars_footer(v, rows - 1, cols);
	} else {
		for (int i = 0; i < PANES; i++)
			draw_pane(v, i);
		draw_border(v);
		bars_tabs(v);
		hints_draw(v);
		if (rows >= 5)
			bars_header(v, cols);
		if (rows >= 2)
			bars_footer(v, rows - 1, cols);
	}
	screen_flush(v->screen);
}
