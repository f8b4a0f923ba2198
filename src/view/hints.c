/* hints.c: a letter beside each link on the screen; typing it opens the link. */
#include "config.h"

#include "view/hints.h"

#include "view/state.h"

#include "text/width.h"

#include <stdio.h>
#include <string.h>

static const char home_row[] = "asdfghjkl";
#define LETTERS (sizeof(home_row) - 1)

/* Where every code may be a leaf, the shortest become branches until there are leaves enough: a
 * tree filled level by level. The n codes are its leaves, the shallow ones first. Codes of one
 * length are counted, not made: `whole` leaves of length `len`, of which the last `split` ones
 * carry the longer codes. */
void hints_codes(struct hint *hint, size_t n)
{
	size_t whole = LETTERS, split = 0, at = 0;
	unsigned len = 1;

	while (n > whole * LETTERS && len + 2 < HINT_CODE) {
		whole *= LETTERS;
		len++;
	}
	if (n > whole)
		split = (n - whole + LETTERS - 2) / (LETTERS - 1);
	for (size_t i = 0; at < n; i++) {
		bool branch = i >= whole - split;

		for (size_t k = 0; k < (branch ? LETTERS : 1) && at < n; k++) {
			size_t rest = i;

			for (unsigned p = len; p-- > 0; rest /= LETTERS)
				hint[at].code[p] = home_row[rest % LETTERS];
			hint[at].code[len] = branch ? home_row[k] : '\0';
			hint[at++].code[len + 1] = '\0';
		}
	}
}

static void find_in_row(struct hints *h, struct view *v, int pane, const struct layout *l,
	const struct layout_row *r, int row)
{
	const struct pane *p = &v->pane[pane];
	int edge = p->at_col + pane_text_left(v, pane) - pane_shift(v, pane, l), before = p->at_col;

	for (uint32_t k = r->seg; k < r->seg + r->segs; k++) {
		const struct layout_seg *g = &l->seg.at[k];
		int col = edge + g->column, end = col + g->width;
		bool blank = col > before ||
			(k > r->seg && g[-1].text.len && g[-1].text.at[g[-1].text.len - 1] == ' ');

		if (g->link != DOC_NONE && end > p->at_col && col < p->at_col + p->cols &&
			(!h->at.len || h->at.at[h->at.len - 1].link != g->link)) {
			struct hint *hint = array_add(&h->at);

			hint->link = g->link;
			hint->row = row;
			hint->col = col < p->at_col ? p->at_col : col;
			hint->gap = blank && hint->col > p->at_col;
		}
		before = end;
	}
}

void hints_find(struct hints *h, struct view *v, int pane)
{
	struct pane *p = &v->pane[pane];
	int y = 0, row = p->top_row;

	for (uint32_t u = p->top; unit_count(v, pane) && u != DOC_NONE && y < p->rows;
		u = unit_next(v, pane, u)) {
		const struct layout *l = unit_rows(v, pane, u);

		for (; row < (int)l->row.len && y < p->rows; row++, y++)
			find_in_row(h, v, pane, l, &l->row.at[row], p->at_row + y);
		row = 0;
	}
}

void hints_open(struct view *v)
{
	struct hints *h = &v->hints;

	hints_close(v);
	hints_find(h, v, v->active); /* what the reader looks at has the shortest codes */
	hints_find(h, v, 1 - v->active);
	if (!h->at.len) {
		view_say(v, false, "No link is in view.");
		return;
	}
	hints_codes(h->at.at, h->at.len);
	h->on = true;
}

void hints_close(struct view *v)
{
	array_free(&v->hints.at);
	v->hints = (struct hints){ 0 };
}

/* The label of a hint, as typed: letters or its number. */
static const char *label(const struct hints *h, const struct hint *hint, char number[16])
{
	if (!h->numbers)
		return hint->code;
	snprintf(number, 16, "%u", hint->link + 1);
	return number;
}

void hints_draw(struct view *v)
{
	const struct hints *h = &v->hints;
	char number[16];

	for (size_t i = 0; h->on && i < h->at.len; i++) {
		const struct hint *hint = &h->at.at[i];
		const char *text = label(h, hint, number);
		int col = hint->col - hint->gap, used;

		if (strncmp(text, h->typed, h->len) != 0)
			continue;
		used = screen_put(v->screen, hint->row, col, str_sub(str_z(text), 0, h->len), 16,
			STYLE_MATCH);
		screen_put(v->screen, hint->row, col + used, str_z(text + h->len), 16,
			STYLE_MATCH | STYLE_CURRENT);
	}
	if (h->on)
		view_say(v, false,
			"A letter opens here, a capital in the browser, digits by number. %s",
			h->typed);
}

/* How many labels begin with what was typed; the first and a whole one of them. */
static size_t still(const struct hints *h, const struct hint **first, const struct hint **whole)
{
	char number[16];
	size_t n = 0;

	*first = *whole = NULL;
	for (size_t i = 0; i < h->at.len; i++) {
		const char *text = label(h, &h->at.at[i], number);

		if (strncmp(text, h->typed, h->len) != 0)
			continue;
		if (!n++)
			*first = &h->at.at[i];
		if (strlen(text) == h->len)
			*whole = &h->at.at[i];
	}
	return n;
}

static void choose(struct view *v, const struct hint *hint)
{
	struct str url = doc_str(v->d, v->d->link[hint->link].url);
	bool outside = v->hints.outside;

	v->link = hint->link;
	hints_close(v);
	buf_cut(&v->status, 0);
	if (!url.len)
		view_say(v, false, "This link has no address.");
	else if (outside)
		outside_browse(v, url);
	else
		page_open(v, url);
}

/* A letter or digit more; one that fits no label is not taken. */
static void type(struct view *v, char c)
{
	struct hints *h = &v->hints;
	const struct hint *first, *whole;
	size_t n;

	if (ascii_digit(c) != h->numbers && h->len)
		return;
	h->numbers = ascii_digit(c);
	if (h->len + 1 >= HINT_CODE)
		return;
	h->typed[h->len++] = ascii_lower(c);
	n = still(h, &first, &whole);
	if (!n)
		h->typed[--h->len] = '\0';
	else
		h->outside |= c >= 'A' && c <= 'Z';
	if (n == 1 && whole)
		choose(v, whole);
}

bool hints_key(struct view *v, uint32_t key)
{
	struct hints *h = &v->hints;
	const struct hint *first, *whole;
	size_t n;

	if (key < 0x80 && (ascii_alpha((char)key) || ascii_digit((char)key))) {
		type(v, (char)key);
		return true;
	}
	if ((key == K_BS || key == 8) && h->len) {
		h->typed[--h->len] = '\0';
		h->outside &= h->len > 0;
		return true;
	}
	n = still(h, &first, &whole);
	if (key == '\r' && (whole || n == 1)) {
		choose(v, whole ? whole : first);
		return true;
	}
	hints_close(v);
	buf_cut(&v->status, 0);
	return key == K_ESC || key == 3 || key == K_BS || key == 8 || key == K_ENTER;
}
