/* visit.c: what the reader has seen of a page, and where they were: within a run kept beside the
 * pages gone before, after it in the store. A page counts as left when its load is given up: only
 * then are its comments written down as seen. */
#include "config.h"

#include "view/state.h"

#include "text/url.h"

#include <stdlib.h>
#include <string.h>

/* What the store knows the page by: its own address where it is a file or on the host that was
 * asked, else what was asked for; nothing for what cannot be had again. */
static void address_of(const struct load *l, struct buf *out)
{
	const char *place = load_place(l);
	struct str own = doc_field(&l->document, FIELD_URL);
	struct url_parts asked, said;
	char *path;

	url_parts(str_z(place), &asked);
	url_parts(own, &said);
	if (own.len && (!asked.host.len || str_eq_case(asked.host, said.host))) {
		buf_add(out, own);
	} else if (asked.host.len) {
		buf_add(out, str_z(place));
	} else if (strcmp(place, "-") != 0 && (path = realpath(place, NULL))) {
		buf_add(out, str_z(path));
		free(path);
	}
}

static struct kept_visit *find(struct view *v, const struct load *l)
{
	for (size_t i = 0; i < v->visits.len; i++)
		if (v->visits.at[i].load == l)
			return &v->visits.at[i];
	return NULL;
}

static void set_seen(struct view *v)
{
	const bool *told = v->load == v->page.at[0] ? v->o->seen : NULL;

	mem_free(v->seen);
	v->seen = NULL;
	if (!v->visit.when && !told)
		return;
	v->seen = mem_new((size_t)v->d->comments + 1, sizeof(*v->seen));
	for (uint32_t i = 0; i < v->d->comments; i++)
		v->seen[i] = told ? told[i] : v->visit.comment[i] != VISIT_NEW;
}

void visit_end(struct view *v, struct load *l)
{
	struct kept_visit *kept = find(v, l);
	struct buf address = { 0 };

	if (!kept)
		return;
	address_of(l, &address);
	if (!l->early) /* a first part would make the rest new the next time */
		store_remember(v->o->store, buf_str(&address), &l->document, &kept->visit);
	buf_free(&address);
	visit_free(&kept->visit);
	*kept = v->visits.at[--v->visits.len];
}

/* The same page loaded again is another visit. */
static void end_same(struct view *v, struct str address)
{
	struct buf other = { 0 };

	for (size_t i = v->visits.len; i-- > 0 && address.len;) {
		buf_cut(&other, 0);
		address_of(v->visits.at[i].load, &other);
		if (str_eq(buf_str(&other), address))
			visit_end(v, v->visits.at[i].load);
	}
	buf_free(&other);
}

void visit_renew(struct view *v)
{
	struct buf address = { 0 };

	v->options.seen = NULL; /* it was about the former document */
	visit_free(&v->visit);
	address_of(v->load, &address);
	store_recall(v->o->store, buf_str(&address), v->d, &v->visit);
	buf_free(&address);
	set_seen(v);
}

void visit_begin(struct view *v)
{
	struct kept_visit *kept = find(v, v->load);
	struct buf address = { 0 };

	if (kept) {
		v->visit = kept->visit;
		kept->visit = (struct visit){ 0 };
	} else {
		address_of(v->load, &address);
		end_same(v, buf_str(&address));
		store_recall(v->o->store, buf_str(&address), v->d, &v->visit);
		buf_free(&address);
	}
	set_seen(v);
}

void visit_say_new(struct view *v)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < v->d->comments && v->seen; i++)
		count += !v->seen[i];
	if (count)
		view_say(v, false, "%u comment%s new since the last visit.", count,
			count == 1 ? " is" : "s are");
}

void visit_give_folds(struct view *v)
{
	memcpy(v->tree.folds, v->visit.folded, v->d->comments);
}

void visit_place(struct view *v)
{
	uint32_t block = v->visit.focus[ARTICLE], comment = v->visit.focus[THREAD];
	const struct range *r = &v->d->head->blocks;

	if (block != DOC_NONE && block >= r->first && block - r->first < r->count)
		pane_show_top(v, ARTICLE, unit_of_block(v, block), 0);
	if (comment != DOC_NONE && comment >= v->tree.first &&
		comment - v->tree.first < v->tree.count)
		pane_go(v, THREAD, tree_visible(v, tree_place(&v->tree, comment)), 0);
	if (v->visit.when && unit_count(v, v->visit.talk ? THREAD : ARTICLE))
		v->active = v->visit.talk ? THREAD : ARTICLE;
	visit_say_new(v);
}

void visit_leave(struct view *v)
{
	struct kept_visit *kept = find(v, v->load);
	uint32_t top = v->pane[ARTICLE].top;

	if (!kept) {
		kept = array_add(&v->visits);
		kept->load = v->load;
	}
	tree_filter(v, NULL);
	memcpy(v->visit.folded, v->tree.folds, v->d->comments);
	v->visit.focus[ARTICLE] =
		top > 0 && v->d->head->blocks.count ? v->d->head->blocks.first + top - 1 : DOC_NONE;
	v->visit.focus[THREAD] =
		v->tree.count ? tree_comment(&v->tree, v->pane[THREAD].focus) : DOC_NONE;
	v->visit.talk = v->active == THREAD;
	kept->visit = v->visit;
	v->visit = (struct visit){ 0 };
}

void visits_end(struct view *v)
{
	if (v->d)
		visit_leave(v);
	while (v->visits.len)
		visit_end(v, v->visits.at[0].load);
	array_free(&v->visits);
	mem_free(v->seen);
	v->seen = NULL;
}
