/* find.c: the search over both panes, in slices, and the filter. */
#include "config.h"

#include "view/state.h"

#include "base/clock.h"

#define SLICE	 ((size_t)64 * 1024) /* work between two looks at the clock */
#define SLICE_MS 8		     /* between two looks for a key */
#define NARROW	 60		     /* columns below which counts have no words */

/* Closes again what the last match had opened; what the reader stands in stays, when asked. */
static void close_opened(struct view *v, bool keep_focus)
{
	const struct tree *t = &v->tree;
	uint32_t focus = t->count && keep_focus ? v->pane[THREAD].focus : DOC_NONE;

	for (size_t i = 0; i < v->opened.len; i++) {
		uint32_t c = v->opened.at[i], at = focus;

		if (c - t->first >= t->count)
			continue;
		while (at != DOC_NONE && tree_comment(t, at) != c)
			at = tree_parent(v, at);
		if (at == DOC_NONE)
			t->folded[c - t->first] = true;
	}
	if (v->opened.len)
		pane_changed(v, THREAD);
	v->opened.len = 0;
}

/* The search, but not what was opened for it. */
static void forget(struct view *v)
{
	search_free(v->search);
	v->search = NULL;
	v->searches++;
}

void find_clear(struct view *v)
{
	forget(v);
	v->hit_set = false;
	search_free(v->filter);
	v->filter = NULL;
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

/* "3/17 (5 in the article, 12 in comments)", a plus while the search is under way. */
static void say_hit(struct view *v)
{
	size_t n, article = search_in_article(v->search);
	const char *more = search_done(v->search) ? "" : "+";
	int rows, cols;

	search_hits(v->search, &n);
	screen_size(v->screen, &rows, &cols);
	if (cols < NARROW)
		view_say(
			v, false, "%zu/%zu%s: %zu, %zu", v->hit + 1, n, more, article, n - article);
	else
		view_say(v, false, "%zu/%zu%s (%zu in the article, %zu in comments)%s", v->hit + 1,
			n, more, article, n - article,
			!v->wrapped		 ? ""
				: v->search_back ? ", from the end"
						 : ", from the top");
	if (search_done(v->search) && search_cut(v->search))
		buf_printf(&v->status, "; there may be more");
	v->hit_said = true;
}

static void go_hit(struct view *v)
{
	const struct search_hit *h;
	uint32_t unit;
	size_t n;

	h = search_hits(v->search, &n) + v->hit;
	v->hit_set = true;
	close_opened(v, false);
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
	say_hit(v);
}

/* Where the reader stands, as a number among the hits. */
static size_t hit_here(struct view *v)
{
	const struct range *r = &v->d->head->blocks;
	uint32_t unit = v->pane[v->active].focus;

	if (v->active == THREAD && v->tree.count)
		return search_at(v->search, tree_comment(&v->tree, unit), DOC_NONE, 0);
	return search_at(v->search, DOC_NONE, unit ? r->first + unit - 1 : DOC_NONE, 0);
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
	v->wrapped = at >= n;
	v->hit = at < n ? at : 0;
	go_hit(v);
}

/* Looks on until there is something to show or a key may wait. */
static void look_on(struct search *s)
{
	int64_t end = clock_ms() + SLICE_MS;

	while (search_step(s, SLICE) && clock_ms() < end)
		continue;
}

static void filter_end(struct view *v);

bool find_busy(const struct view *v)
{
	return (v->search && !search_done(v->search)) || (v->filter && !search_done(v->filter));
}

void find_slice(struct view *v)
{
	if (v->search && !search_done(v->search)) {
		look_on(v->search);
		if (!v->hit_set && !v->quiet)
			first_hit(v);
		else if (search_done(v->search) && v->hit_said)
			say_hit(v); /* now with all of them counted */
	} else if (v->filter) {
		look_on(v->filter);
		if (search_done(v->filter))
			filter_end(v);
	}
}

/* A query as typed: "~" before it makes it a pattern, or with the option regex no pattern. */
static struct search *begin(struct view *v, struct str query, struct err *e)
{
	bool sign = query.len > 1 && query.at[0] == '~';

	return search_new(v->d, sign ? str_sub(query, 1, SIZE_MAX) : query,
		sign != v->o->regex ? SEARCH_REGEX : 0, v->seen, e);
}

void find_start(struct view *v, struct str query, bool back)
{
	struct err e = { 0 };
	struct buf copy = { 0 }; /* the query may be the one of before */

	buf_add(&copy, query);
	close_opened(v, true);
	forget(v);
	v->hit_set = v->wrapped = v->hit_said = v->quiet = false;
	v->search_back = back;
	buf_cut(&v->query, 0);
	buf_add(&v->query, buf_str(&copy));
	buf_free(&copy);
	v->search = v->query.len ? begin(v, buf_str(&v->query), &e) : NULL;
	if (v->search)
		find_slice(v);
	else
		view_say(v, v->query.len > 0, "%s", v->query.len ? e.text : "");
}

void find_from(struct view *v)
{
	place_take(v, &v->from);
}

void find_typed(struct view *v, struct str query, bool back)
{
	close_opened(v, false);
	place_go(v, &v->from);
	find_start(v, query, back);
}

void find_leave(struct view *v)
{
	close_opened(v, false);
	forget(v);
	v->hit_set = false;
	place_go(v, &v->from);
}

void find_end(struct view *v)
{
	close_opened(v, true);
	find_clear(v);
	buf_cut(&v->query, 0);
}

void find_renew(struct view *v, bool searched)
{
	struct err e = { 0 };

	forget(v);
	search_free(v->filter);
	v->filter = NULL;
	v->hit_set = false;
	if (searched && v->query.len)
		v->search = begin(v, buf_str(&v->query), &e);
	v->quiet = v->search != NULL;
}

void find_step(struct view *v, bool forward)
{
	size_t n, was = v->hit;

	if (!v->search && v->query.len) {
		find_start(v, buf_str(&v->query), !forward);
		return;
	}
	if (!v->search) {
		view_say(v, false, "Nothing was searched for yet.");
		return;
	}
	search_hits(v->search, &n);
	if (!n || !v->hit_set) {
		v->quiet = false;
		first_hit(v);
		return;
	}
	forward = forward == !v->search_back;
	if (forward)
		v->hit = v->hit + 1 < n ? v->hit + 1 : 0;
	else
		v->hit = v->hit ? v->hit - 1 : n - 1;
	v->wrapped = forward ? v->hit <= was : v->hit >= was;
	go_hit(v);
}

/* ---- the filter ---- */

static void filter_end(struct view *v)
{
	struct search *s = v->filter;
	uint32_t shown = tree_filter(v, s);

	v->filter = NULL;
	if (shown)
		view_say(v, false, "%u of %u comments match%s; Esc shows all again.", shown,
			v->tree.count, search_cut(s) ? ", perhaps more" : "");
	else
		view_say(v, true, "No comment matches; all are shown.");
	pane_clamp(v, THREAD);
	if (v->search || !shown) {
		search_free(s);
	} else { /* its matches are marked, and n goes through them */
		v->search = s;
		v->searches++;
		v->hit_set = v->search_back = false;
	}
	if (shown && tree_shows(v, v->pane[THREAD].focus) != TREE_MATCH) {
		uint32_t place = v->pane[THREAD].focus; /* to one that matches, not one above it */

		while (place != DOC_NONE && tree_shows(v, place) != TREE_MATCH)
			place = tree_next(v, place);
		for (uint32_t i = 0; place == DOC_NONE && i < v->tree.count; i++)
			place = tree_shows(v, i) == TREE_MATCH ? i : DOC_NONE;
		pane_go(v, THREAD, place, 0);
	}
}

void filter_start(struct view *v, struct str query)
{
	struct err e = { 0 };
	struct search *filter = query.len ? begin(v, query, &e) : NULL;

	if (query.len && !filter) {
		view_say(v, true, "%s", e.text);
		return;
	}
	search_free(v->filter);
	v->filter = filter;
	tree_filter(v, NULL);
	pane_clamp(v, THREAD);
	if (!filter)
		return;
	if (!v->search) {
		buf_cut(&v->query, 0);
		buf_add(&v->query, query);
	}
	v->active = THREAD;
	view_layout(v);
	view_say(v, false, "Filtering ...");
	if (search_done(v->filter))
		filter_end(v);
	else if (!v->search || search_done(v->search))
		find_slice(v);
}
