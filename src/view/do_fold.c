/* do_fold.c: the commands that fold, sort and choose comments. */
#include "config.h"

#include "view/actions.h"

#include <string.h>

static bool *fold_at(struct view *v, uint32_t place)
{
	return &v->tree.folded[tree_comment(&v->tree, place) - v->tree.first];
}

/* After folds changed: the focus stands on what can be seen, and in view. */
static void settle(struct view *v)
{
	struct pane *p = &v->pane[THREAD];

	pane_changed(v, THREAD);
	if (!v->tree.count)
		return;
	pane_clamp(v, THREAD);
	pane_go(v, THREAD, tree_visible(v, p->focus), 0);
}

static void fold(struct view *v, bool on)
{
	if (!v->tree.count)
		return;
	*fold_at(v, v->pane[THREAD].focus) = on;
	settle(v);
}

void do_FOLD_TOGGLE(struct view *v)
{
	if (v->tree.count)
		fold(v, !*fold_at(v, v->pane[THREAD].focus));
}

void do_FOLD_OPEN(struct view *v)
{
	fold(v, false);
}

void do_FOLD_CLOSE(struct view *v)
{
	fold(v, true);
}

void do_FOLD_OR_PARENT(struct view *v)
{
	if (!v->tree.count)
		return;
	if (*fold_at(v, v->pane[THREAD].focus) || tree_at(v, v->pane[THREAD].focus)->size == 1)
		do_PARENT(v);
	else
		fold(v, true);
}

void do_UNFOLD_OR_REPLY(struct view *v)
{
	uint32_t at = v->pane[THREAD].focus;

	if (!v->tree.count)
		return;
	if (*fold_at(v, at))
		fold(v, false);
	else if (tree_at(v, at)->size > 1)
		pane_go(v, THREAD, tree_next(v, at), 0);
}

static void fold_all(struct view *v, bool on)
{
	memset(v->tree.folded, on, v->tree.count);
	settle(v);
}

void do_FOLD_CLOSE_ALL(struct view *v)
{
	fold_all(v, true);
}

void do_FOLD_OPEN_ALL(struct view *v)
{
	fold_all(v, false);
}

void do_FOLD_THREAD(struct view *v)
{
	uint32_t root, size;
	bool on;

	if (!v->tree.count)
		return;
	root = tree_root(v, v->pane[THREAD].focus);
	size = tree_at(v, root)->size;
	on = !*fold_at(v, root);
	for (uint32_t i = root; i < root + size; i++)
		*fold_at(v, i) = on && i == root;
	v->pane[THREAD].focus = root;
	settle(v);
}

/* Folds what has `depth` comments above it, opens what is less deep. */
static void fold_depth(struct view *v, uint32_t depth)
{
	uint32_t n;

	for (uint32_t i = 0; i < v->tree.count; i += n) {
		const struct doc_comment *c = &v->d->comment[v->tree.first + i];

		n = c->depth >= depth ? c->size : 1;
		memset(v->tree.folded + i, c->depth >= depth, n);
	}
	settle(v);
}

void do_FOLD_THREADS(struct view *v)
{
	for (uint32_t i = 0; i < v->tree.count; i += tree_at(v, i)->size)
		*fold_at(v, i) = true;
	settle(v);
}

void do_FOLD_DEPTH(struct view *v)
{
	fold_depth(v, v->count ? (uint32_t)v->count - 1 : 0);
}

void do_FOLD_READ(struct view *v)
{
	if (!v->seen) {
		view_say(v, false, "Nothing is known of an earlier visit; mark-seen begins one.");
		return;
	}
	for (uint32_t i = 0; i < v->tree.count; i++)
		v->tree.folded[i] = v->seen[v->tree.first + i];
	for (uint32_t i = v->tree.count; i-- > 0;) {
		const struct doc_comment *c = &v->d->comment[v->tree.first + i];

		if (!v->tree.folded[i] && c->parent != DOC_NONE)
			v->tree.folded[c->parent - v->tree.first] = false;
	}
	settle(v);
}

void do_MARK_SEEN(struct view *v)
{
	if (!v->seen)
		v->seen = mem_new(v->d->comments + 1, sizeof(*v->seen));
	memset(v->seen, 1, v->d->comments);
	pane_changed(v, THREAD);
	view_say(v, false, "All comments are marked as seen.");
}

void do_OUTLINE(struct view *v)
{
	v->outline = !v->outline;
	settle(v);
}

void do_SORT(struct view *v)
{
	static const char *const name[SORTS] = { "as on the page", "oldest first", "newest first",
		"best score first", "most replies first" };
	uint32_t focus;

	if (!v->tree.count)
		return;
	focus = tree_comment(&v->tree, v->pane[THREAD].focus);
	tree_sort(v, (enum sort_order)((v->sort + 1) % SORTS));
	focus = tree_visible(v, tree_place(&v->tree, focus));
	pane_show_top(v, THREAD, focus, 0);
	v->pane[THREAD].focus = focus;
	view_say(v, false, "Comments: %s.", name[v->sort]);
}
