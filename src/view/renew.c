/* renew.c: another document takes the place of the one that is being read: the whole page instead
 * of its first part, or the page with what was joined to it. What the reader looks at stays where
 * it is: comments are known again by id, author and text, blocks by their text. */
#include "config.h"

#include "view/state.h"

#include <string.h>

enum {
	PROBES =
		64, /* slots looked at for one comment: a page that collides on purpose loses its place */
	TEXT_TOLD = 48,	  /* bytes at the beginning of a comment that tell it from others */
	CUT_LEAST = 16,	  /* bytes of a text that may have been cut off */
	BLOCKS_NEAR = 64, /* blocks looked at around the old place */
};

/* From the former document to the one shown. */
struct change {
	const struct document *from, *to;
	uint32_t *comment; /* DOC_NONE where it is gone */
};

/* ---- comments ---- */

static struct str first_text(const struct document *d, uint32_t comment)
{
	const struct range *r = &d->comment[comment].blocks;

	return r->count ? doc_block_text(d, r->first) : STR_NONE;
}

/* Whether a text is the other, or its beginning because it was cut off. */
static bool begins(struct str cut, struct str whole)
{
	return str_eq(cut, whole) || (cut.len >= CUT_LEAST && str_starts(whole, cut));
}

static bool same_comment(const struct change *c, uint32_t old, uint32_t new)
{
	const struct doc_comment *a = &c->from->comment[old], *b = &c->to->comment[new];

	return str_eq(doc_str(c->from, a->author), doc_str(c->to, b->author)) &&
		(str_eq(doc_str(c->from, a->id), doc_str(c->to, b->id)) || a->when == b->when) &&
		begins(first_text(c->from, old), first_text(c->to, new));
}

/* By its id, or by who says what. */
static uint64_t comment_hash(const struct document *d, uint32_t i, bool by_id)
{
	const struct doc_comment *c = &d->comment[i];

	if (by_id)
		return str_hash(doc_str(d, c->id));
	return str_hash(doc_str(d, c->author)) * 31 +
		str_hash(str_sub(first_text(d, i), 0, TEXT_TOLD));
}

static void map_comments(struct change *c, bool by_id)
{
	size_t slots = 16, mask;
	uint32_t *slot;

	while (slots < (size_t)c->to->comments * 2)
		slots *= 2;
	mask = slots - 1;
	slot = mem_new(slots, sizeof(*slot)); /* comment + 1 */
	for (uint32_t i = 0; i < c->to->comments; i++) {
		size_t at = (size_t)comment_hash(c->to, i, by_id) & mask;

		for (int p = 0; p < PROBES; p++, at = (at + 1) & mask)
			if (!slot[at]) {
				slot[at] = i + 1;
				break;
			}
	}
	for (uint32_t i = 0; i < c->from->comments; i++) {
		size_t at = (size_t)comment_hash(c->from, i, by_id) & mask;

		for (int p = 0; p < PROBES && c->comment[i] == DOC_NONE && slot[at];
			p++, at = (at + 1) & mask)
			if (same_comment(c, i, slot[at] - 1))
				c->comment[i] = slot[at] - 1;
	}
	mem_free(slot);
}

/* Where a comment is now; where it is gone, the one before it that is not. */
static uint32_t comment_now(const struct change *c, uint32_t old)
{
	if (old >= c->from->comments)
		return DOC_NONE;
	while (c->comment[old] == DOC_NONE && old > 0)
		old--;
	return c->comment[old];
}

/* ---- blocks of the article ---- */

/* The unit of the article pane that shows what this unit showed; unit 0 is the head. */
static uint32_t unit_now(const struct change *c, uint32_t unit)
{
	const struct range *a = &c->from->head->blocks, *b = &c->to->head->blocks;
	struct str text;

	if (!unit || unit > a->count || !b->count)
		return 0;
	text = doc_block_text(c->from, a->first + unit - 1);
	for (uint32_t away = 0; away < BLOCKS_NEAR; away++)
		for (int side = 0; side < 2; side++) {
			uint32_t at = side ? unit - 1 + away : unit - 1 - away;

			if (at < b->count && begins(text, doc_block_text(c->to, b->first + at)))
				return at + 1;
		}
	return unit <= b->count ? unit : b->count;
}

/* ---- what the view remembers ---- */

static void move_place(const struct change *c, struct place *p)
{
	if (!p->set)
		return;
	if (p->pane == ARTICLE) {
		p->top = unit_now(c, p->top);
		p->focus = unit_now(c, p->focus);
		return;
	}
	p->top = comment_now(c, p->top);
	p->focus = comment_now(c, p->focus);
	p->set = p->focus != DOC_NONE;
}

static void move_places(struct view *v, const struct change *c)
{
	for (int i = 0; i < MARKS; i++)
		move_place(c, &v->mark[i]);
	for (unsigned i = 0; i < v->jumps; i++)
		move_place(c, &v->jump[i]);
	move_place(c, &v->from);
	for (size_t i = 0; i < v->opened.len; i++)
		v->opened.at[i] = comment_now(c, v->opened.at[i]);
}

/* What was seen, and folded; what nobody saw before is asked of the store. */
static void move_marks(struct view *v, const struct change *c, const bool *folds, const bool *seen)
{
	for (uint32_t i = 0; i < c->from->comments; i++) {
		uint32_t at = c->comment[i];

		if (at == DOC_NONE)
			continue;
		v->tree.folds[at] = folds[i];
		if (seen && v->seen)
			v->seen[at] = seen[i];
	}
}

/* The discussion that holds what the reader looked at. */
static uint32_t discussion_now(const struct view *v, const struct change *c, uint32_t focus)
{
	uint32_t at = focus == DOC_NONE ? DOC_NONE : comment_now(c, focus);

	if (at != DOC_NONE)
		return comment_discussion(c->to, at);
	return v->discussion < c->to->discussions ? v->discussion : 0;
}

static void close_what_points(struct view *v)
{
	hints_close(v);
	if (v->list.kind != LIST_TEXT)
		list_close(v);
	v->link = DOC_NONE;
	for (int i = 0; i < PANES; i++) {
		v->pane[i].anchor.set = false;
		pane_changed(v, i);
	}
}

/* The tree of the new document, folded and sorted as the old one. */
static void renew_tree(struct view *v, const struct change *c, uint32_t focus)
{
	enum sort_order sort = v->sort;
	bool *folds = v->tree.folds, *seen = v->seen;
	uint32_t discussion = discussion_now(v, c, focus);

	v->tree.folds = NULL;
	v->seen = NULL;
	visit_renew(v);
	tree_free(&v->tree);
	tree_open(v, discussion);
	visit_give_folds(v);
	if (folds)
		move_marks(v, c, folds, seen);
	if (sort != SORT_PAGE)
		tree_sort(v, sort);
	mem_free(folds);
	mem_free(seen);
}

/* Where the reader looks in the thread, in terms of the former document. */
struct gaze {
	uint32_t top, focus; /* comments, or DOC_NONE */
	int top_row, row;    /* row: of the focus, below the top of the pane */
	bool seen;	     /* the focus is in view */
};

static void take_gaze(struct view *v, struct gaze *l)
{
	const struct pane *p = &v->pane[THREAD];

	*l = (struct gaze){ .top = DOC_NONE, .focus = DOC_NONE, .top_row = p->top_row };
	if (!v->tree.count)
		return;
	l->top = tree_comment(&v->tree, p->top);
	l->focus = tree_comment(&v->tree, p->focus);
	l->seen = pane_row_of(v, THREAD, p->focus, &l->row);
}

/* The focused comment stays on its row, whatever has come above it. */
static void put_back(struct view *v, const struct change *c, const struct gaze *l)
{
	struct pane *p = &v->pane[THREAD];
	uint32_t top = comment_now(c, l->top), focus = comment_now(c, l->focus);

	p->top = p->focus = 0;
	p->top_row = 0;
	if (focus == DOC_NONE || focus - v->tree.first >= v->tree.count)
		return;
	focus = tree_place(&v->tree, focus);
	if (l->seen) {
		p->top = focus;
		p->top_row = l->row < 0 ? -l->row : 0;
		if (l->row > 0)
			pane_scroll(v, THREAD, -l->row);
	} else {
		p->top = top - v->tree.first < v->tree.count ? tree_place(&v->tree, top) : focus;
		p->top_row = l->top_row;
	}
	p->focus = focus;
}

void page_renewed(struct view *v)
{
	struct pane *a = &v->pane[ARTICLE];
	struct change c = { .from = &v->load->former, .to = &v->load->document };
	bool searched = v->search != NULL;
	struct gaze gaze;

	c.comment = mem_new((size_t)c.from->comments + 1, sizeof(*c.comment));
	memset(c.comment, 0xff, ((size_t)c.from->comments + 1) * sizeof(*c.comment));
	map_comments(&c, true);
	map_comments(&c, false);
	v->d = c.from; /* for a last look at it */
	tree_filter(v, NULL);
	take_gaze(v, &gaze);
	v->d = c.to;
	move_places(v, &c);
	renew_tree(v, &c, gaze.focus);
	close_what_points(v);
	a->top = unit_now(&c, a->top);
	a->focus = unit_now(&c, a->focus);
	view_layout(v);
	put_back(v, &c, &gaze);
	find_renew(v, searched);
	mem_free(c.comment);
	load_forget(v->load);
	view_layout(v);
	/* Where the reader was at the last visit may be in the part that has come. */
	if (!v->touched)
		visit_place(v);
}
