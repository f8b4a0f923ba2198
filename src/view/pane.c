/* pane.c: scrolling. A pane stands on an anchor and walks outward from it: no step costs more
 * than what is on the screen. */
#include "config.h"

#include "view/state.h"

static int rows_of(struct view *v, int pane, uint32_t unit)
{
	return (int)unit_rows(v, pane, unit)->row.len;
}

/* The anchor so many rows further; stops at both ends. Returns the rows it could not go. */
static int walk(struct view *v, int pane, uint32_t *unit, int *row, int by)
{
	while (by < 0) {
		uint32_t to;

		if (*row >= -by) {
			*row += by;
			return 0;
		}
		to = unit_previous(v, pane, *unit);
		if (to == DOC_NONE) {
			by += *row;
			*row = 0;
			return -by;
		}
		by += *row;
		*unit = to;
		*row = rows_of(v, pane, to);
	}
	while (by > 0) {
		int rest = rows_of(v, pane, *unit) - *row;
		uint32_t to;

		if (by < rest) {
			*row += by;
			return 0;
		}
		to = unit_next(v, pane, *unit);
		if (to == DOC_NONE) {
			*row += rest > 0 ? rest - 1 : 0;
			return by - (rest > 0 ? rest - 1 : 0);
		}
		by -= rest;
		*unit = to;
		*row = 0;
	}
	/* A step may end behind the last row of a unit. */
	while (*row && *row >= rows_of(v, pane, *unit)) {
		uint32_t to = unit_next(v, pane, *unit);

		if (to == DOC_NONE) {
			*row = rows_of(v, pane, *unit) - 1;
			break;
		}
		*row -= rows_of(v, pane, *unit);
		*unit = to;
	}
	return 0;
}

int pane_beyond(const struct view *v, int pane, const struct layout *l)
{
	int most = 0;

	for (size_t i = 0; i < l->row.len; i++) {
		const struct layout_row *r = &l->row.at[i];
		const struct layout_seg *last = r->segs ? &l->seg.at[r->seg + r->segs - 1] : NULL;

		if (last && last->column + last->width > most)
			most = last->column + last->width;
	}
	return most + pane_text_left(v, pane) - v->pane[pane].cols;
}

int pane_shift(const struct view *v, int pane, const struct layout *l)
{
	int left = v->pane[pane].left, beyond = left ? pane_beyond(v, pane, l) : 0;

	return beyond < 0 ? 0 : left < beyond ? left : beyond;
}

bool pane_at_end(struct view *v, int pane)
{
	struct pane *p = &v->pane[pane];
	uint32_t unit = p->top;
	int row = p->top_row;

	return !unit_count(v, pane) || walk(v, pane, &unit, &row, p->rows) > 0;
}

/* The comment itself, or the nearest one that the filter shows: the next, else the previous. */
static uint32_t shown_near(const struct view *v, uint32_t place)
{
	uint32_t to = place;

	if (!tree_shows(v, to))
		to = tree_next(v, place);
	if (to == DOC_NONE)
		to = tree_previous(v, place);
	return to == DOC_NONE ? place : to;
}

/* The last screen is full where there is enough to fill it. */
void pane_clamp(struct view *v, int pane)
{
	struct pane *p = &v->pane[pane];
	uint32_t unit;
	int row, missing, rows;

	if (!unit_count(v, pane)) {
		p->top = p->focus = 0;
		p->top_row = 0;
		return;
	}
	if (p->top >= unit_count(v, pane))
		p->top = unit_count(v, pane) - 1;
	if (p->focus >= unit_count(v, pane))
		p->focus = unit_count(v, pane) - 1;
	if (pane == THREAD) {
		p->top = tree_visible(v, p->top);
		p->focus = tree_visible(v, p->focus);
		p->focus = shown_near(v, p->focus);
		if (!tree_shows(v, p->top))
			p->top = p->focus;
	}
	rows = rows_of(v, pane, p->top);
	if (p->top_row >= rows)
		p->top_row = rows ? rows - 1 : 0;
	unit = p->top;
	row = p->top_row;
	missing = walk(v, pane, &unit, &row, p->rows - 1);
	if (missing > 0)
		walk(v, pane, &p->top, &p->top_row, -missing);
}

bool pane_row_of(struct view *v, int pane, uint32_t unit, int *row)
{
	struct pane *p = &v->pane[pane];
	int at = -p->top_row;

	if (!unit_count(v, pane))
		return false;
	for (uint32_t u = p->top; u != DOC_NONE && at < p->rows; u = unit_next(v, pane, u)) {
		if (u == unit) {
			*row = at;
			return true;
		}
		at += rows_of(v, pane, u);
	}
	return false;
}

static void focus_into_view(struct view *v, int pane)
{
	struct pane *p = &v->pane[pane];
	uint32_t last = p->top;
	int row, at = -p->top_row;

	if (pane_row_of(v, pane, p->focus, &row) && row + rows_of(v, pane, p->focus) > 0)
		return;
	if (p->focus < p->top) {
		/* the first comment whose head is in view, else the one that fills the pane */
		uint32_t next = p->top_row ? unit_next(v, pane, p->top) : p->top;

		p->focus = next != DOC_NONE && pane_row_of(v, pane, next, &row) && row < p->rows
			? next
			: p->top;
		return;
	}
	for (uint32_t u = p->top; u != DOC_NONE && at < p->rows; u = unit_next(v, pane, u)) {
		last = u;
		at += rows_of(v, pane, u);
	}
	p->focus = last;
}

void pane_scroll(struct view *v, int pane, int rows)
{
	struct pane *p = &v->pane[pane];

	if (!unit_count(v, pane))
		return;
	walk(v, pane, &p->top, &p->top_row, rows);
	pane_clamp(v, pane);
	focus_into_view(v, pane);
}

void pane_show_top(struct view *v, int pane, uint32_t unit, int row)
{
	struct pane *p = &v->pane[pane];

	p->top = unit;
	p->top_row = row;
	p->focus = unit;
	pane_clamp(v, pane);
}

void pane_go(struct view *v, int pane, uint32_t unit, int row)
{
	struct pane *p = &v->pane[pane];
	int at, rows, want;

	if (!unit_count(v, pane) || unit == DOC_NONE)
		return;
	p->focus = unit;
	pane_clamp(v, pane);
	rows = rows_of(v, pane, unit);
	want = row ? row + 1 : rows > 1 ? rows - 1 : rows; /* without the blank row behind it */
	if (pane_row_of(v, pane, unit, &at) && at + row >= 0 && at + want <= p->rows)
		return;
	if (row && pane_row_of(v, pane, unit, &at) && at >= 0 && want <= p->rows) {
		pane_scroll(v, pane, at + want - p->rows); /* just far enough */
		p->focus = unit;
		return;
	}
	p->top = unit;
	p->top_row = row > p->rows / 2 ? row - p->rows / 2 : 0;
	pane_clamp(v, pane);
	p->focus = unit;
}

/* ---- another size ---- */

void pane_keep(struct view *v, int pane)
{
	struct pane *p = &v->pane[pane];
	struct anchor *a = &p->anchor;
	const struct layout *l;

	if (a->set && a->top == p->top && a->top_row == p->top_row)
		return;
	a->set = p->top < unit_count(v, pane);
	if (!a->set)
		return;
	l = unit_rows(v, pane, p->top);
	*a = (struct anchor){ .unit = p->top, .block = DOC_NONE, .row = p->top_row, .set = true };
	if (p->top_row < (int)l->row.len) {
		const struct layout_row *r = &l->row.at[p->top_row];

		a->block = r->block;
		a->from = r->from;
		a->blank = r->from == r->to;
	}
}

/* The row of the anchor's unit that holds its text now. */
static int anchor_row(struct view *v, int pane, const struct anchor *a)
{
	const struct layout *l = unit_rows(v, pane, a->unit);
	int found = -1;

	for (size_t i = 0; a->block != DOC_NONE && i < l->row.len; i++) {
		const struct layout_row *r = &l->row.at[i];

		if (r->block == a->block && (r->from == r->to) == a->blank && r->from <= a->from)
			found = (int)i;
	}
	return found < 0 ? a->row : found;
}

void pane_restore(struct view *v, int pane)
{
	struct pane *p = &v->pane[pane];
	struct anchor *a = &p->anchor;
	int row;

	if (a->set && a->unit < unit_count(v, pane)) {
		p->top = a->unit;
		p->top_row = anchor_row(v, pane, a);
	}
	if (!p->rows) {
		a->top = p->top;
		a->top_row = p->top_row;
		return;
	}
	pane_clamp(v, pane);
	if (pane == THREAD && v->tree.count &&
		(!pane_row_of(v, pane, p->focus, &row) || row >= p->rows))
		pane_go(v, pane, p->focus, 0);
	a->top = p->top;
	a->top_row = p->top_row;
}
