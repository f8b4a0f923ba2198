/* turn.c: the pieces of a row in the order of the screen, where some of the text is written from
 * right to left. */
#include "config.h"

#include "layout/inner.h"

#include "text/bidi.h"
#include "text/width.h"

void turn_start(struct turn *t, const struct layout *l, struct str text, enum turn_hint hint)
{
	enum bidi_base base = hint == TURN_CODE	  ? BIDI_LEFT
		: hint == TURN_RIGHT		  ? BIDI_RIGHT
		: l->order == LAYOUT_SCREEN_RIGHT ? BIDI_PAGE_RIGHT
						  : BIDI_AUTO;

	*t = (struct turn){ .text = text };
	if (l->order == LAYOUT_TEXT || !bidi_needed(text))
		return;
	t->level = mem_new(text.len, 1);
	if (!bidi_levels(text, base, t->level))
		turn_end(t);
}

void turn_end(struct turn *t)
{
	mem_free(t->level);
	t->level = NULL;
}

typedef ARRAY(struct bidi_run) runs;

/* A piece cut where its level changes; one that is not of the text (a hyphen) joins what stands
 * before it. */
static void add_runs(const struct turn *t, const struct layout_seg *g, uint32_t piece, runs *run)
{
	bool own = g->text.at >= t->text.at && g->text.at < t->text.at + t->text.len;
	const uint8_t *level = own ? t->level + (g->text.at - t->text.at) : NULL;

	if (!own) {
		*array_add(run) = (struct bidi_run){ piece, 0, g->text.len,
			run->len ? run->at[run->len - 1].level : 0 };
		return;
	}
	for (size_t from = 0, to; from < g->text.len; from = to) {
		for (to = from + 1; to < g->text.len && level[to] == level[from]; to++)
			;
		*array_add(run) = (struct bidi_run){ piece, from, to, level[from] & BIDI_LEVEL };
	}
}

/* The pieces anew, one for each run, side by side from a column on. */
static void put_runs(
	struct layout *l, const runs *run, const struct layout_seg *piece, size_t first, int column)
{
	struct layout_row *r = &l->row.at[l->row.len - 1];

	r->segs -= (uint32_t)(l->seg.len - first);
	l->seg.len = first;
	for (size_t i = 0; i < run->len; i++) {
		const struct bidi_run *b = &run->at[i];
		struct layout_seg *g = array_add(&l->seg);

		*g = piece[b->piece];
		g->text = str_sub(g->text, b->from, b->to - b->from);
		if (g->at != DOC_NONE)
			g->at += (uint32_t)b->from;
		g->width = text_width(g->text);
		g->column = column;
		g->right = b->level % 2;
		column += g->width;
		r->segs++;
	}
}

bool turn_row(struct layout *l, const struct turn *t, size_t first, int left, int width)
{
	size_t n = l->seg.len - first;
	struct layout_seg *piece;
	runs run = { 0 };
	bool right;
	int used = 0;

	if (!t->level || !n)
		return false;
	piece = mem_new(n, sizeof(*piece));
	for (uint32_t i = 0; i < n; i++) {
		piece[i] = l->seg.at[first + i];
		used += piece[i].width;
		add_runs(t, &piece[i], i, &run);
	}
	right = width > 0 && t->level[piece[0].text.at - t->text.at] & BIDI_LINE_RIGHT;
	bidi_order(run.at, run.len);
	put_runs(l, &run, piece, first, right && used < width ? left + width - used : left);
	array_free(&run);
	mem_free(piece);
	return right;
}

void layout_copy(struct layout *l, const struct layout_seg *g, int left)
{
	struct layout_seg *to = array_add(&l->seg);

	*to = *g;
	if (g->at == DOC_NONE)
		to->text = layout_dup(l, g->text);
	to->column += left;
	l->row.at[l->row.len - 1].segs++;
}

struct str layout_shown(const struct layout_seg *g, struct buf *made)
{
	if (!g->right)
		return g->text;
	buf_cut(made, 0);
	bidi_turn(g->text, made);
	return buf_str(made);
}

void layout_columns(const struct layout_seg *g, size_t a, size_t b, int *from, int *to)
{
	int before = text_width(str_sub(g->text, 0, a)),
	    behind = before + text_width(str_sub(g->text, a, b - a));

	*from = g->right ? g->width - behind : before;
	*to = g->right ? g->width - before : behind;
}
