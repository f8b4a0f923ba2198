/* table.c: the rows of a table, cells side by side; one cell below the other where the columns
 * would get too narrow. */
#include "config.h"

#include "layout/inner.h"
#include "text/width.h"
#include "text/wrap.h"

#define COLUMNS_MAX 32 /* further cells of a row go under the last column */
#define COLUMN_MIN  4
#define GAP	    3 /* columns between cells */

struct table {
	int count;
	int width[COLUMNS_MAX];
};

/* One cell while its row is laid out. */
struct cell {
	uint32_t from, to, pos; /* bytes of the row's text; pos: what is not laid out yet */
	struct sweep sweep;
	struct turn turn;
};

/* Cuts the text of a row at its tabs; the last cell takes the rest. */
static int row_cells(struct str text, struct ref cell[COLUMNS_MAX])
{
	uint32_t at = 0;
	int n = 0;

	for (;;) {
		size_t tab = n == COLUMNS_MAX - 1 ? STR_NOWHERE : str_find_char(text, '\t', at);
		uint32_t end = tab == STR_NOWHERE ? (uint32_t)text.len : (uint32_t)tab;

		cell[n++] = (struct ref){ at, end - at };
		if (tab == STR_NOWHERE)
			return n;
		at = end + 1;
	}
}

static int cell_width(struct str text)
{
	struct str line;
	int widest = 0;

	while (str_line(&text, &line)) {
		int w = text_width(line);

		if (w > widest)
			widest = w;
	}
	return widest;
}

static void measure(struct table *t, const struct document *d, uint32_t first, uint32_t last)
{
	struct ref cell[COLUMNS_MAX];

	for (uint32_t i = first; i <= last; i++) {
		struct str text = doc_block_text(d, i);
		int n = row_cells(text, cell);

		if (n > t->count)
			t->count = n;
		for (int k = 0; k < n; k++) {
			int w = cell_width(str_sub(text, cell[k].at, cell[k].len));

			if (w > t->width[k])
				t->width[k] = w;
		}
	}
}

static int table_total(const struct table *t, int cap)
{
	int sum = GAP * (t->count - 1);

	for (int k = 0; k < t->count; k++)
		sum += t->width[k] < cap ? t->width[k] : cap;
	return sum;
}

/* Narrows the widest columns alike until the table fits; false when they would get too narrow. */
static bool fit(struct table *t, int room)
{
	int lo = COLUMN_MIN, hi = room;

	for (int k = 0; k < t->count; k++)
		if (t->width[k] < 1)
			t->width[k] = 1;
	if (table_total(t, INT32_MAX / (2 * COLUMNS_MAX)) <= room)
		return true;
	if (table_total(t, lo) > room)
		return false;
	while (lo < hi) {
		int mid = (lo + hi + 1) / 2;

		if (table_total(t, mid) <= room)
			lo = mid;
		else
			hi = mid - 1;
	}
	for (int k = 0; k < t->count; k++)
		if (t->width[k] > lo)
			t->width[k] = lo;
	return true;
}

/* The next line of every cell as one row; false when none had any left. */
static bool row_line(struct layout *l, const struct table *t, uint32_t block, struct str text,
	struct cell *cell, int n, int column, const struct layout_options *o, uint32_t style)
{
	struct layout_row *r = layout_row(l, block, cell[0].from, cell[0].to);
	bool any = false;

	r->from = UINT32_MAX;
	r->to = 0;
	for (int k = 0; k < t->count; k++) {
		struct line line;

		if (k)
			layout_seg(l, o->ascii ? STR("|") : STR("│"), DOC_NONE, column - 2,
				INT32_MAX, STYLE_DIM, DOC_NONE);
		if (k < n && cell[k].pos < cell[k].to &&
			text_line(str_sub(text, 0, cell[k].to), cell[k].pos, t->width[k], &line)) {
			size_t first = l->seg.len;

			any = true;
			r = &l->row.at[l->row.len - 1];
			r->from = line.from < r->from ? (uint32_t)line.from : r->from;
			r->to = line.to > r->to ? (uint32_t)line.to : r->to;
			sweep_add(&cell[k].sweep, l, (uint32_t)line.from, (uint32_t)line.to, column,
				style);
			turn_row(l, &cell[k].turn, first, column, t->width[k]);
			cell[k].pos = (uint32_t)line.next;
		}
		column += t->width[k] + GAP;
	}
	r = &l->row.at[l->row.len - 1];
	if (!any)
		r->from = r->to = 0;
	return any;
}

static bool cells_left(const struct cell *cell, int n)
{
	for (int k = 0; k < n; k++)
		if (cell[k].pos < cell[k].to)
			return true;
	return false;
}

static void table_row(struct layout *l, const struct document *d, const struct table *t,
	uint32_t block, int column, const struct layout_options *o)
{
	uint32_t style = d->block[block].flags & BLOCK_HEADER ? STYLE_STRONG : 0;
	struct str text = doc_block_text(d, block);
	struct ref place[COLUMNS_MAX];
	struct cell cell[COLUMNS_MAX];
	int n = row_cells(text, place);

	for (int k = 0; k < n; k++) {
		cell[k].from = cell[k].pos = place[k].at;
		cell[k].to = place[k].at + place[k].len;
		sweep_start(&cell[k].sweep, d, block);
		turn_start(&cell[k].turn, l, str_sub(text, place[k].at, place[k].len), TURN_TEXT);
	}
	do {
		if (!row_line(l, t, block, text, cell, n, column, o, style))
			break;
	} while (cells_left(cell, n));
	for (int k = 0; k < n; k++)
		turn_end(&cell[k].turn);
}

static void table_rule(struct layout *l, const struct table *t, uint32_t block, int column,
	const struct layout_options *o)
{
	struct buf line = { 0 };

	for (int k = 0; k < t->count; k++) {
		if (k)
			buf_add(&line, o->ascii ? STR("-+-") : STR("─┼─"));
		for (int i = 0; i < t->width[k]; i++)
			buf_add(&line, o->ascii ? STR("-") : STR("─"));
	}
	layout_row(l, block, 0, 0);
	layout_seg(
		l, layout_dup(l, buf_str(&line)), DOC_NONE, column, INT32_MAX, STYLE_DIM, DOC_NONE);
	buf_free(&line);
}

/* Too many columns for the width: each row a list of its cells. */
static void stacked_row(struct layout *l, const struct document *d, uint32_t block, int column,
	const struct layout_options *o)
{
	struct str text = doc_block_text(d, block);
	struct ref place[COLUMNS_MAX];
	int n = row_cells(text, place), width = o->width - column - 2;
	struct sweep sweep;

	sweep_start(&sweep, d, block);
	for (int k = 0; k < n; k++) {
		struct line line;
		struct turn turn;
		size_t pos = place[k].at, end = pos + place[k].len;

		turn_start(&turn, l, str_sub(text, place[k].at, place[k].len), TURN_TEXT);
		while (pos < end &&
			text_line(str_sub(text, 0, end), pos, width < 1 ? 1 : width, &line)) {
			size_t first;

			layout_row(l, block, (uint32_t)line.from, (uint32_t)line.to);
			if (pos == place[k].at)
				layout_seg(l, k ? STR(" ") : STR("-"), DOC_NONE, column, INT32_MAX,
					STYLE_DIM, DOC_NONE);
			first = l->seg.len;
			sweep_add(&sweep, l, (uint32_t)line.from, (uint32_t)line.to, column + 2, 0);
			turn_row(l, &turn, first, column + 2, width < 1 ? 1 : width);
			pos = line.next;
		}
		turn_end(&turn);
	}
}

void layout_table(struct layout *l, const struct document *d, uint32_t first, uint32_t last,
	int column, const struct layout_options *o)
{
	struct table t = { 0 };

	measure(&t, d, first, last);
	if (!fit(&t, o->width - column)) {
		for (uint32_t i = first; i <= last; i++)
			stacked_row(l, d, i, column, o);
		return;
	}
	for (uint32_t i = first; i <= last; i++) {
		table_row(l, d, &t, i, column, o);
		if (d->block[i].flags & BLOCK_HEADER && i < last &&
			!(d->block[i + 1].flags & BLOCK_HEADER))
			table_rule(l, &t, i, column, o);
	}
}
