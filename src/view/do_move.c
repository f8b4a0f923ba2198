/* do_move.c: the commands that move. */
#include "config.h"

#include "view/actions.h"

#define SIDEWAYS 8 /* columns of one step */

static struct pane *active(struct view *v)
{
	return &v->pane[v->active];
}

static int times(const struct view *v)
{
	return v->count ? v->count : 1;
}

static void go(struct view *v, uint32_t place)
{
	if (place != DOC_NONE)
		pane_go(v, THREAD, place, 0);
}

void do_LINE_DOWN(struct view *v)
{
	pane_scroll(v, v->active, times(v));
}

void do_LINE_UP(struct view *v)
{
	pane_scroll(v, v->active, -times(v));
}

void do_SCROLL_DOWN(struct view *v)
{
	pane_scroll(v, v->active, times(v));
}

void do_SCROLL_UP(struct view *v)
{
	pane_scroll(v, v->active, -times(v));
}

/* One step: a comment that goes on below the pane scrolls by a line first. */
static bool step_down(struct view *v)
{
	struct pane *p = &v->pane[THREAD];
	int row = 0, rows;
	uint32_t next;

	if (!v->tree.count)
		return false;
	rows = (int)unit_rows(v, THREAD, p->focus)->row.len;
	if (pane_row_of(v, THREAD, p->focus, &row) && row + rows - 1 > p->rows) {
		uint32_t keep = p->focus;

		pane_scroll(v, THREAD, 1);
		p->focus = keep;
		return true;
	}
	next = tree_next(v, p->focus);
	if (next == DOC_NONE)
		return false;
	pane_go(v, THREAD, next, 0);
	return true;
}

static bool step_up(struct view *v)
{
	struct pane *p = &v->pane[THREAD];
	int row = 0, rows;
	uint32_t to;

	if (!v->tree.count)
		return false;
	if (pane_row_of(v, THREAD, p->focus, &row) && row < 0) {
		uint32_t keep = p->focus;

		pane_scroll(v, THREAD, -1);
		p->focus = keep;
		return true;
	}
	to = tree_previous(v, p->focus);
	if (to == DOC_NONE)
		return false;
	rows = (int)unit_rows(v, THREAD, to)->row.len;
	if (rows > p->rows) {
		p->top = to;
		p->top_row = rows - p->rows;
		p->focus = to;
		return true;
	}
	pane_go(v, THREAD, to, 0);
	return true;
}

void do_NEXT_COMMENT(struct view *v)
{
	for (int i = times(v); i > 0 && step_down(v); i--)
		continue;
}

void do_PREVIOUS_COMMENT(struct view *v)
{
	for (int i = times(v); i > 0 && step_up(v); i--)
		continue;
}

/* The next discussion that has comments here; false when there is none. */
static bool next_talk(struct view *v)
{
	for (uint32_t i = v->discussion + 1; i < v->d->discussions; i++)
		if (v->d->discussion[i].comments.count) {
			v->active = THREAD;
			discussion_go(v, i);
			return true;
		}
	return false;
}

/* From the end of what the pane shows: from the article to the comments, from one to the next, from
 * the last to the next discussion. */
static void read_on(struct view *v)
{
	int steps = times(v);

	if (v->active == ARTICLE && v->tree.count) {
		do_OTHER_PANE(v);
		return;
	}
	while (steps > 0 && v->active == THREAD && step_down(v))
		steps--;
	if (steps < times(v))
		return;
	if (v->tree.shown)
		view_say(v, false, "No further comment matches.");
	else if (!next_talk(v))
		view_say(v, false, "This is the end of the page.");
}

static void page(struct view *v, int rows)
{
	if (rows > 0 && pane_at_end(v, v->active))
		read_on(v);
	else
		pane_scroll(v, v->active, rows * times(v));
}

void do_PAGE_DOWN(struct view *v)
{
	page(v, active(v)->rows > 2 ? active(v)->rows - 1 : 1);
}

void do_PAGE_UP(struct view *v)
{
	page(v, active(v)->rows > 2 ? 1 - active(v)->rows : -1);
}

void do_HALF_DOWN(struct view *v)
{
	page(v, active(v)->rows > 1 ? active(v)->rows / 2 : 1);
}

void do_HALF_UP(struct view *v)
{
	page(v, active(v)->rows > 1 ? -(active(v)->rows / 2) : -1);
}

void do_TOP(struct view *v)
{
	jump_push(v);
	pane_show_top(v, v->active, 0, 0);
}

void do_BOTTOM(struct view *v)
{
	uint32_t n = unit_count(v, v->active);

	if (!n)
		return;
	jump_push(v);
	if (v->active == THREAD) {
		uint32_t to = v->count && (uint32_t)v->count <= n ? (uint32_t)v->count - 1 : n - 1;

		if (v->count)
			tree_reveal(v, to);
		to = tree_visible(v, to);
		if (!tree_shows(v, to))
			to = tree_previous(v, to);
		go(v, to);
	} else {
		pane_show_top(v, ARTICLE, n - 1, INT32_MAX); /* its last row */
	}
}

void do_PERCENT(struct view *v)
{
	uint32_t n = unit_count(v, v->active);
	uint32_t to = (uint32_t)((uint64_t)n * (uint32_t)v->count / 100);

	if (!n)
		return;
	if (v->count >= 100) {
		v->count = 0; /* which would be a comment to it */
		do_BOTTOM(v);
		return;
	}
	jump_push(v);
	if (v->active == THREAD)
		go(v, tree_visible(v, to));
	else
		pane_show_top(v, ARTICLE,
			to ? unit_of_block(v, v->d->head->blocks.first + to - 1) : 0, 0);
}

/* The next block of a kind (BLOCK_KINDS: of any kind) in the article. */
static void to_block(struct view *v, enum block_kind kind, int by)
{
	const struct range *r = &v->d->head->blocks;
	int64_t at = (int64_t)v->pane[ARTICLE].top - 1;

	if (by < 0 && v->pane[ARTICLE].top_row > 1 && kind == BLOCK_KINDS)
		at++;
	for (at += by; at >= 0 && at < r->count; at += by)
		if (kind == BLOCK_KINDS || v->d->block[r->first + at].kind == kind)
			break;
	if (at < 0 || at >= r->count) {
		if (by < 0)
			pane_show_top(v, ARTICLE, 0, 0);
		else if (kind == BLOCK_HEADING)
			view_say(v, false, "No heading follows.");
		return;
	}
	pane_show_top(v, ARTICLE, unit_of_block(v, r->first + (uint32_t)at), at ? 1 : 0);
}

void do_NEXT_HEADING(struct view *v)
{
	to_block(v, BLOCK_HEADING, 1);
}

void do_PREVIOUS_HEADING(struct view *v)
{
	to_block(v, BLOCK_HEADING, -1);
}

void do_NEXT_PARAGRAPH(struct view *v)
{
	to_block(v, BLOCK_KINDS, 1);
}

void do_PREVIOUS_PARAGRAPH(struct view *v)
{
	to_block(v, BLOCK_KINDS, -1);
}

/* ---- along the tree ---- */

/* Behind this comment and all below it, to the next that the filter shows. */
static void go_behind(struct view *v, uint32_t at)
{
	do
		at += tree_at(v, at)->size;
	while (at < v->tree.count && !tree_shows(v, at));
	if (at < v->tree.count)
		go(v, at);
	else
		view_say(v, false, "This is the last thread.");
}

void do_NEXT_SIBLING(struct view *v)
{
	if (v->tree.count)
		go_behind(v, active(v)->focus);
}

void do_PREVIOUS_SIBLING(struct view *v)
{
	uint32_t at = active(v)->focus, parent, to;

	if (!v->tree.count || !at)
		return;
	parent = tree_parent(v, at);
	for (to = at - 1; to != parent; to = tree_parent(v, to)) {
		uint32_t up = tree_parent(v, to);

		if (up == parent)
			break;
	}
	go(v, tree_shows(v, to) ? to : tree_previous(v, at));
}

void do_PARENT(struct view *v)
{
	uint32_t parent = v->tree.count ? tree_parent(v, active(v)->focus) : DOC_NONE;

	if (parent != DOC_NONE) {
		jump_push(v);
		go(v, parent);
	} else if (v->tree.count) {
		view_say(v, false, "This comment answers no other one.");
	}
}

void do_ROOT(struct view *v)
{
	if (v->tree.count) {
		jump_push(v);
		go(v, tree_root(v, active(v)->focus));
	}
}

void do_NEXT_THREAD(struct view *v)
{
	if (v->tree.count)
		go_behind(v, tree_root(v, active(v)->focus));
}

void do_PREVIOUS_THREAD(struct view *v)
{
	uint32_t at, root;

	if (!v->tree.count)
		return;
	at = active(v)->focus;
	root = tree_root(v, at);
	if (!at)
		view_say(v, false, "This is the first thread.");
	while (root == at && root) {
		root = tree_root(v, at - 1);
		at = root;
		if (tree_shows(v, root))
			break;
	}
	go(v, root);
}

/* The next comment from the focus on, round the end, for which is() holds. */
static void go_round(
	struct view *v, bool (*is)(const struct view *, uint32_t place), int by, const char *none)
{
	uint32_t n = v->tree.count, from = v->pane[THREAD].focus;

	for (uint32_t i = 1; i < n; i++) {
		uint32_t at = by > 0 ? (from + i) % n : (from + n - i) % n;

		if (!is(v, at))
			continue;
		jump_push(v);
		tree_reveal(v, at);
		go(v, at);
		return;
	}
	view_say(v, false, "%s", none);
}

static bool is_unseen(const struct view *v, uint32_t place)
{
	return v->seen && !v->seen[tree_comment(&v->tree, place)];
}

void do_NEXT_NEW(struct view *v)
{
	go_round(v, is_unseen, 1, "No comment is new.");
}

void do_PREVIOUS_NEW(struct view *v)
{
	go_round(v, is_unseen, -1, "No comment is new.");
}

static bool is_same_author(const struct view *v, uint32_t place)
{
	return str_eq(doc_str(v->d, tree_at(v, place)->author),
		doc_str(v->d, tree_at(v, v->pane[THREAD].focus)->author));
}

void do_SAME_AUTHOR(struct view *v)
{
	go_round(v, is_same_author, 1, "No other comment by this author.");
}

/* ---- marks ---- */

void do_SET_MARK(struct view *v)
{
	if (v->arg < 'a' || v->arg > 'z') {
		view_say(v, true, "A mark is a letter from a to z.");
		return;
	}
	place_take(v, &v->mark[v->arg - 'a']);
	view_say(v, false, "Mark %c is set.", (char)v->arg);
}

void do_GO_MARK(struct view *v)
{
	if (v->arg < 'a' || v->arg > 'z' || !v->mark[v->arg - 'a'].set) {
		view_say(v, true, "This mark is not set.");
		return;
	}
	jump_push(v);
	place_go(v, &v->mark[v->arg - 'a']);
}

void do_JUMP_BACK(struct view *v)
{
	unsigned which = v->count > 0 ? (unsigned)v->count : 1;
	struct place back, *jump;

	if (!v->jumps) {
		view_say(v, false, "There was no jump yet.");
		return;
	}
	jump = &v->jump[which < v->jumps ? v->jumps - which : 0];
	back = *jump;
	place_take(v, jump);
	place_go(v, &back);
}

/* How far what is in view reaches beyond the pane. */
static int beyond(struct view *v, int pane)
{
	struct pane *p = &v->pane[pane];
	int y = -p->top_row, most = 0;

	for (uint32_t u = p->top; unit_count(v, pane) && u != DOC_NONE && y < p->rows;
		u = unit_next(v, pane, u)) {
		const struct layout *l = unit_rows(v, pane, u);
		int by = pane_beyond(v, pane, l);

		most = by > most ? by : most;
		y += (int)l->row.len;
	}
	return most;
}

void do_LEFT(struct view *v)
{
	active(v)->left -=
		active(v)->left < SIDEWAYS * times(v) ? active(v)->left : SIDEWAYS * times(v);
}

void do_RIGHT(struct view *v)
{
	struct pane *p = active(v);
	int most = beyond(v, v->active), by = SIDEWAYS * (times(v) > 100 ? 100 : times(v));

	if (p->left >= most)
		view_say(v, false, "Nothing here is wider than the pane.");
	else
		p->left = p->left + by < most ? p->left + by : most;
}
