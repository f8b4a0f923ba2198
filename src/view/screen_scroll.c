/* screen_scroll.c: finds what moved between two pictures and has the terminal move it. */
#include "config.h"

#include "view/screen_scroll.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <curses.h>
#include <term.h>

#define HUNK  3	 /* lines that curses takes for moved when they are this many */
#define WORTH 48 /* cells that a scroll must spare: its own bytes, and some */

/* What two pictures hold in an area: one number a cell. */
struct grids {
	struct area area;
	uint32_t *old, *new;
	uint32_t blank;
};

static uint32_t number_of(const cchar_t *c)
{
	uint32_t part, sum = 0x811c9dc5;

	for (size_t i = 0; i + sizeof(part) <= sizeof(*c); i += sizeof(part)) {
		memcpy(&part, (const char *)c + i, sizeof(part));
		sum = (sum ^ part) * 0x9E3779B1u;
		sum ^= sum >> 15;
	}
	return sum;
}

static uint32_t *take(WINDOW *w, const struct area *a)
{
	uint32_t *cell = mem_new((size_t)a->rows * (size_t)a->cols, sizeof(*cell)), *at = cell;
	int y, x;

	getyx(w, y, x);
	for (int r = 0; r < a->rows; r++)
		for (int c = 0; c < a->cols; c++) {
			cchar_t one;

			memset(&one, 0, sizeof(one));
			mvwin_wch(w, a->row + r, a->col + c, &one);
			*at++ = number_of(&one);
		}
	wmove(w, y, x);
	return cell;
}

static void grids_take(struct grids *g, struct area a)
{
	cchar_t blank;

	memset(&blank, 0, sizeof(blank));
	setcchar(&blank, L" ", A_NORMAL, 0, NULL);
	*g = (struct grids){ a, take(curscr, &a), take(stdscr, &a), number_of(&blank) };
}

static void grids_free(struct grids *g)
{
	mem_free(g->old);
	mem_free(g->new);
}

/* Cells that differ when the old picture has moved up by so many rows (down: negative). */
static int differing(const struct grids *g, int by)
{
	int n = 0;

	for (int r = 0; r < g->area.rows; r++) {
		const uint32_t *new = g->new + (size_t)r *(size_t)g->area.cols, *old = NULL;

		if (r + by >= 0 && r + by < g->area.rows)
			old = g->old + (size_t)(r + by) * (size_t)g->area.cols;
		for (int c = 0; c < g->area.cols; c++)
			n += new[c] != (old ? old[c] : g->blank);
	}
	return n;
}

static uint32_t row_number(const struct grids *g, const uint32_t *cell)
{
	uint32_t sum = 0;
	bool empty = true;

	for (int c = 0; c < g->area.cols; c++) {
		empty = empty && cell[c] == g->blank;
		sum = (sum ^ cell[c]) * 0x9E3779B1u;
		sum ^= sum >> 13;
	}
	return empty ? 0 : sum | 1;
}

/* The move under which most rows that hold something are where they were; 0 for none. */
static int likely_move(const struct grids *g)
{
	int rows = g->area.rows, best = 0, most = 0;
	uint32_t *sum = mem_new(2 * (size_t)rows, sizeof(*sum)), *old = sum + rows;

	for (int r = 0; r < rows; r++) {
		sum[r] = row_number(g, g->new + (size_t)r *(size_t)g->area.cols);
		old[r] = row_number(g, g->old + (size_t)r * (size_t)g->area.cols);
	}
	for (int by = 1 - rows; by < rows; by++) {
		int n = 0;

		for (int r = by < 0 ? -by : 0; r < rows && r + by < rows; r++)
			n += sum[r] && sum[r] == old[r + by];
		if (n > most || (n == most && by == 0)) {
			most = n;
			best = by;
		}
	}
	mem_free(sum);
	return best;
}

/* Whether whole lines moved alike. Then curses finds that itself; and it must, for it would still
 * see the lines as they stood before a scroll of ours, and scroll them once more. */
static bool lines_moved(const struct area *a, int by)
{
	struct grids g;
	int same = 0;

	grids_take(&g, (struct area){ a->row, 0, a->rows, COLS });
	for (int r = by < 0 ? -by : 0; r < a->rows && r + by < a->rows; r++) {
		uint32_t is = row_number(&g, g.new + (size_t)r *(size_t)COLS);

		same += is && is == row_number(&g, g.old + (size_t)(r + by) * (size_t)COLS);
	}
	grids_free(&g);
	return same >= HUNK;
}

/* Tells curses that the terminal shows the area moved. */
static void move_picture(const struct area *a, int by)
{
	int from = by > 0 ? by : 0, to = by > 0 ? 0 : -by, rows = a->rows - abs(by);
	WINDOW *pad = newpad(a->rows, a->cols);

	if (!pad)
		return;
	copywin(curscr, pad, a->row + from, a->col, to, 0, to + rows - 1, a->cols - 1, FALSE);
	copywin(pad, curscr, 0, 0, a->row, a->col, a->row + a->rows - 1, a->col + a->cols - 1,
		FALSE);
	delwin(pad);
	wtouchln(newscr, a->row, a->rows, 1);
}

/* Text of terminfo, without padding, which no terminal that can do all this asks for. */
static bool add(struct buf *out, const char *text)
{
	if (!text || text == (char *)-1 || strstr(text, "$<"))
		return false;
	return buf_add(out, str_z(text));
}

static bool scroll_lines(const struct area *a, int by, struct buf *out)
{
	size_t before = out->len;
	const char *how = by > 0 ? parm_index : parm_rindex;

	if (add(out, save_cursor) && change_scroll_region && change_scroll_region != (char *)-1 &&
		how && how != (char *)-1 &&
		add(out,
			tparm(change_scroll_region, (long)a->row, (long)(a->row + a->rows - 1), 0L,
				0L, 0L, 0L, 0L, 0L, 0L)) &&
		add(out, tparm(how, (long)abs(by), 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L)) &&
		add(out,
			tparm(change_scroll_region, 0L, (long)(LINES - 1), 0L, 0L, 0L, 0L, 0L, 0L,
				0L)) &&
		add(out, restore_cursor))
		return true;
	buf_cut(out, before);
	return false;
}

/* Margins are given back at once: curses relies on whole lines. It leaves no attributes on at the
 * end of a picture, so that what the scroll makes blank is plain. */
static bool scroll_between(const struct area *a, int by, struct buf *out)
{
	buf_printf(out, "\0337\033[%d;%ds\033[%d;%dr\033[", a->col + 1, a->col + a->cols,
		a->row + 1, a->row + a->rows);
	if (abs(by) > 1)
		buf_printf(out, "%d", abs(by));
	return buf_printf(out, "%c\033[r\033[s\0338", by > 0 ? 'S' : 'T');
}

int scroll_areas(const struct area *area, int areas, bool margins, struct buf *out)
{
	int left = 0;

	for (int i = 0; i < areas; i++) {
		struct area a = area[i];
		struct grids g;
		int by, still, moved;

		if (a.rows < 3 || a.cols < 3 || a.cols >= COLS || a.row < 0 || a.col < 0 ||
			a.row + a.rows > LINES || a.col + a.cols > COLS)
			continue;
		grids_take(&g, a);
		by = likely_move(&g);
		still = differing(&g, 0);
		if (by && !margins) {
			grids_free(&g);
			a = (struct area){ a.row, 0, a.rows, COLS };
			grids_take(&g, a);
			still = differing(&g, 0);
		}
		moved = by ? differing(&g, by) : still;
		if (still - moved > WORTH && !lines_moved(&a, by) &&
			(margins ? scroll_between(&a, by, out) : scroll_lines(&a, by, out))) {
			move_picture(&a, by);
			still = moved;
		}
		left += still;
		grids_free(&g);
	}
	return left;
}
