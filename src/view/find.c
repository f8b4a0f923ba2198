/* find.c: the search over both panes, in slices, and the filter. */
#include "config.h"

#include "view/state.h"

#define SLICE ((size_t)1 << 18) /* bytes between two looks for a key */

/* Closes again what the last match had opened, unless the reader stands in it. */
static void close_opened(struct view *v)
{
	for (size_t i = 0; i < v->opened.len; i++)
		if (v->opened.at[i] - v->tree.first < v->tree.count)
			v->tree.folded[v->opened.at[i] - v->tree.first] = true;
	if (v->opened.len)
		pane_changed(v, THREAD);
	v->opened.len = 0;
}

void find_clear(struct view *v)
{
	search_free(v->search);
	v->search = NULL;
	v->hit_set = false;
	array_free(&v->opened);
}

static int hit_row(struct view *v, int pane, uint32_t unit, const struct search_hit *h)
{
	const struct layout *l = unit_rows(v, pane, unit);

	for (size_t i = 0; h->block != DOC_NONE && i < l->row.len; i++)
		if (l->row.at[i].block == h->block && l->row.at[i].from <= h->from &&
			h->from < l->row.at[i].to)
			return (int)i;
	return 0;
}

static void open_above(struct view *v, uint32_t place)
{
	for (uint32_t up = place; up != DOC_NONE; up = tree_parent(v, up)) {
		uint32_t c = tree_comment(&v->tree, up);

		if (v->tree.folded[c - v->tree.first]) {
			*array_add(&v->opened) = c;
			v->tree.folded[c - v->tree.first] = false;
		}
	}
	tree_reveal(v, place);
}

static void go_hit(struct view *v)
{
	size_t n, in_article = search_in_article(v->search);
	const struct search_hit *h = search_hits(v->search, &n);
	uint32_t unit;

	h += v->hit;
	v->hit_set = true;
	close_opened(v);
	v->active = h->comment == DOC_NONE ? ARTICLE : THREAD;
	if (v->active == THREAD && comment_discussion(v->d, h->comment) != v->discussion)
		tree_open(v, comment_discussion(v->d, h->comment));
	view_layout(v);
	if (v->active == ARTICLE) {
		unit = h->block == DOC_NONE ? 0 : unit_of_block(v, h->block);
	} else {
		unit = tree_place(&v->tree, h->comment);
		open_above(v, unit);
	}
	pane_go(v, v->active, unit, hit_row(v, v->active, unit, h));
	view_say(v, false, "%zu/%zu%s: article %zu, comments %zu", v->hit + 1, n,
		search_done(v->search) ? "" : "+", in_article, n - in_article);
}

/* Where the reader stands, as a number among the hits. */
static size_t hit_here(struct view *v)
{
	const struct range *r = &v->d->head->blocks;
	uint32_t unit = v->pane[v->active].focus;

	if (v->active == THREAD && v->tree.count)
		return search_at(v->search, tree_comment(&v->tree, unit), DOC_NONE, 0);
	return search_at(v->search, DOC_NONE, r->first + (unit ? unit - 1 : 0), 0);
}

/* The first hit of a new search, once it is known. */
static void first_hit(struct view *v)
{
	size_t n, at;

	search_hits(v->search, &n);
	if (!n) {
		if (search_done(v->search))
			view_say(v, true, "Not found: %.*s", STR_ARG(buf_str(&v->query)));
		return;
	}
	at = hit_here(v);
	if (v->search_back)
		at = at ? at - 1 : n - 1;
	else if (at >= n && !search_done(v->search))
		return;
	v->hit = at < n ? at : 0;
	go_hit(v);
}

void find_slice(struct view *v)
{
	search_step(v->search, SLICE);
	if (!v->hit_set)
		first_hit(v);
}

void find_start(struct view *v, struct str query, bool back)
{
	struct err e = { 0 };
	bool sign = query.len > 1 && query.at[0] == '~', regex = sign || v->o->regex;
	bool *is_new = NULL;

	find_clear(v);
	v->search_back = back;
	buf_cut(&v->query, 0);
	buf_add(&v->query, query);
	v->search = search_new(v->d, sign ? str_sub(query, 1, SIZE_MAX) : query,
		regex ? SEARCH_REGEX : 0, is_new, &e);
	if (!v->search)
		view_say(v, query.len > 0, "%s", query.len ? e.text : "");
	else
		find_slice(v);
}

void find_step(struct view *v, bool forward)
{
	size_t n;

	if (!v->search && v->query.len) {
		struct buf again = { 0 };

		buf_add(&again, buf_str(&v->query));
		find_start(v, buf_str(&again), !forward);
		buf_free(&again);
		return;
	}
	if (!v->search) {
		view_say(v, false, "Nothing was searched for yet.");
		return;
	}
	search_hits(v->search, &n);
	if (!n || !v->hit_set) {
		first_hit(v);
		return;
	}
	if (forward == !v->search_back)
		v->hit = v->hit + 1 < n ? v->hit + 1 : 0;
	else
		v->hit = v->hit ? v->hit - 1 : n - 1;
	go_hit(v);
}

void filter_start(struct view *v, struct str query)
{
	struct err e = { 0 };
	struct search *s;
	uint32_t shown = 0;

	if (!query.len) {
		tree_filter(v, NULL);
		return;
	}
	s = search_new(v->d, query, 0, NULL, &e);
	if (!s) {
		view_say(v, true, "%s", e.text);
		return;
	}
	while (search_step(s, SLICE * 16))
		continue;
	for (uint32_t i = 0; i < v->tree.count; i++)
		shown += search_has(s, v->tree.first + i);
	if (shown)
		tree_filter(v, s);
	view_say(v, !shown,
		shown ? "%u comments match; Esc shows all again."
		      : "%u comments match; all are shown.",
		shown);
	search_free(s);
	pane_clamp(v, THREAD);
}
