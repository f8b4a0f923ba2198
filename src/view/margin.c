/* margin.c: see margin.h. Each row of the pane stands for a part of the whole: of the comments by
 * their number in the order shown, of the article by its text. Hits are marked as they come in, so
 * that a picture costs its rows and the hits that are new. */
#include "config.h"

#include "view/margin.h"

#include "view/state.h"

#include <string.h>

static uint32_t part(uint64_t at, uint64_t whole, int rows)
{
	uint64_t row = whole ? at * (uint64_t)rows / whole : 0;

	return row < (uint64_t)rows ? (uint32_t)row : (uint32_t)rows - 1;
}

/* The row of the pane that a hit belongs to, or DOC_NONE for one in the other pane. */
static uint32_t row_of(const struct view *v, int pane, const struct search_hit *h)
{
	const struct range *r = &v->d->head->blocks;
	const struct tree *t = &v->tree;
	int rows = v->pane[pane].rows;
	struct ref first, last;

	if (pane == THREAD) {
		if (h->comment == DOC_NONE || h->comment - t->first >= t->count)
			return DOC_NONE;
		return part(tree_place(t, h->comment), t->count, rows);
	}
	if (h->comment != DOC_NONE)
		return DOC_NONE;
	if (h->block == DOC_NONE || !r->count)
		return 0;
	first = v->d->block[r->first].text;
	last = v->d->block[r->first + r->count - 1].text;
	return part(v->d->block[h->block].text.at + h->from - first.at,
		(uint64_t)last.at + last.len - first.at, rows);
}

/* Unseen comments, one after the other: in the order of the page they lie in memory as they do on
 * the screen. */
static void mark_new(struct view *v, struct margin *m)
{
	const struct tree *t = &v->tree;
	const bool *seen = v->seen ? v->seen + t->first : NULL, *at = seen;
	int rows = (int)m->row.len;

	while (seen && (at = memchr(at, 0, t->count - (size_t)(at - seen)))) {
		uint32_t i = (uint32_t)(at - seen),
			 row = part(tree_place(t, t->first + i), t->count, rows);

		m->row.at[row] |= MARGIN_NEW;
		at++;
		if (!t->order) { /* on to the first comment of another row */
			uint32_t next =
				(uint32_t)(((uint64_t)(row + 1) * t->count + (uint32_t)rows - 1) /
					(uint32_t)rows);

			at = next > i ? seen + next : at;
		}
		if (at >= seen + t->count)
			break;
	}
}

static void update(struct view *v, int pane)
{
	struct margin *m = &v->margin[pane];
	struct pane *p = &v->pane[pane];
	const struct search_hit *hit;
	size_t n = 0;

	if ((int)m->row.len != p->rows || m->stamp != p->stamp + 1 || m->search != v->searches) {
		m->row.len = 0;
		for (int i = 0; i < p->rows; i++)
			*array_add(&m->row) = 0;
		m->stamp = p->stamp + 1;
		m->search = v->searches;
		m->hits = 0;
		if (pane == THREAD)
			mark_new(v, m);
	}
	hit = v->search ? search_hits(v->search, &n) : NULL;
	for (; m->hits < n; m->hits++) {
		uint32_t row = row_of(v, pane, &hit[m->hits]);

		if (row != DOC_NONE)
			m->row.at[row] |= MARGIN_MATCH;
	}
}

static uint32_t current_row(struct view *v, int pane)
{
	const struct search_hit *hit;
	size_t n;

	if (!v->search || !v->hit_set)
		return DOC_NONE;
	hit = search_hits(v->search, &n);
	return v->hit < n ? row_of(v, pane, &hit[v->hit]) : DOC_NONE;
}

void margin_draw(struct view *v, int pane)
{
	const struct pane *p = &v->pane[pane];
	uint32_t current;

	if (v->linear || !p->rows || p->cols < 8 || !unit_count(v, pane))
		return;
	update(v, pane);
	current = current_row(v, pane);
	for (uint32_t i = 0; i < (uint32_t)p->rows; i++) {
		uint8_t mark = v->margin[pane].row.at[i];
		struct str sign = v->o->ascii ? STR("+") : STR("•");
		uint32_t style = STYLE_NEW;

		if (mark & MARGIN_MATCH) {
			sign = v->o->ascii ? STR("|") : STR("▐");
			style = STYLE_FOCUS;
		}
		if (i == current) {
			sign = v->o->ascii ? STR("<") : STR("◀");
			style = STYLE_FOCUS | STYLE_CURRENT;
		}
		if (mark || i == current)
			screen_put(v->screen, p->at_row + (int)i, p->at_col + p->cols - 1, sign, 1,
				style);
	}
}

bool margin_has_match(struct view *v, uint32_t place)
{
	uint32_t comment = tree_comment(&v->tree, place);
	bool folded = v->tree.folded[comment - v->tree.first];

	if (!v->search)
		return false;
	return search_at(v->search, comment, DOC_NONE, 0) !=
		search_at(v->search, comment + (folded ? v->d->comment[comment].size : 1), DOC_NONE,
			0);
}

void margin_free(struct margin *m)
{
	array_free(&m->row);
}
