/* pages.c: pages on their way, shown, and gone before. */
#include "config.h"

#include "view/state.h"

#include "text/clean.h"
#include "text/url.h"

static void clean_state(struct view *v)
{
	find_clear(v);
	hints_close(v);
	list_close(v);
	v->link = DOC_NONE;
	v->jumps = 0;
	for (int i = 0; i < MARKS; i++)
		v->mark[i].set = false;
	for (int i = 0; i < PANES; i++) {
		v->pane[i].top = v->pane[i].focus = 0;
		v->pane[i].top_row = v->pane[i].left = 0;
		v->pane[i].anchor.set = false;
		pane_changed(v, i);
	}
}

void view_sort_as_asked(struct view *v)
{
	static const char *const sort[SORTS] = { "page", "oldest", "newest", "score", "replies" };

	for (int i = 0; i < SORTS; i++)
		if (str_eq(str_z(v->o->sort), str_z(sort[i])) && v->sort != (enum sort_order)i)
			tree_sort(v, (enum sort_order)i);
}

void view_mode_as_asked(struct view *v)
{
	static const char *const mode[MODES] = { "side", "stacked", "single" };

	v->mode_chosen = false;
	for (int i = 0; i < MODES; i++)
		if (str_eq(str_z(v->o->layout), str_z(mode[i]))) {
			v->mode_wanted = (enum view_mode)i;
			v->mode_chosen = true;
		}
}

void page_show(struct view *v, struct load *load)
{
	v->load = load;
	v->d = &load->document;
	clean_state(v);
	visit_begin(v);
	tree_free(&v->tree);
	tree_open(v, 0);
	v->active = v->tree.count && !v->d->head->blocks.count ? THREAD : ARTICLE;
	view_sort_as_asked(v);
	view_mode_as_asked(v);
	view_layout(v);
	visit_place(v);
	if (v->d->head->partial)
		view_say(v, false, "This page was cut off at a limit; see page information.");
}

static void show_error(struct view *v, const struct load *l)
{
	struct buf text = { 0 };

	view_say(v, true, "%s", text_show(str_z(l->err.text), 200, &text));
	buf_free(&text);
}

/* Takes what loads have told. */
void page_poll(struct view *v)
{
	if (!v->d) {
		if (v->load->stage < LOAD_DONE)
			load_step(v->load);
		if (v->load->stage == LOAD_DONE) {
			page_show(v, v->load);
		} else if (v->load->stage == LOAD_FAILED) {
			v->exit = STATUS_NOT_READ;
			v->ended = true;
		}
		return;
	}
	if (!v->pending)
		return;
	load_step(v->pending);
	if (v->pending->stage == LOAD_FAILED) {
		show_error(v, v->pending);
		page_cancel(v);
	} else if (v->pending->stage == LOAD_DONE) {
		struct load *l = v->pending;

		v->pending = NULL;
		visit_leave(v);
		while (v->page.len > v->page_at + 1) {
			struct load *gone = v->page.at[--v->page.len];

			visit_end(v, gone);
			load_free(gone);
			mem_free(gone);
		}
		*array_add(&v->page) = l;
		v->page_at++;
		buf_cut(&v->status, 0);
		page_show(v, l);
	} else {
		view_say(v, false, "Loading: %llu KB",
			(unsigned long long)(v->pending->bytes / 1024));
	}
}

static void begin(struct view *v, const char *place)
{
	struct load_request r = { 0 };
	struct err e = { 0 };
	struct load *l = mem_new(1, sizeof(*l));

	if (v->o->request)
		r = *v->o->request;
	r.place = place;
	r.type = r.charset = r.base = r.record = NULL;
	page_cancel(v);
	if (!load_start(l, &r, &e)) {
		view_say(v, true, "%s", e.text);
		mem_free(l);
		return;
	}
	v->pending = l;
	view_say(v, false, "Loading ...");
}

void page_open(struct view *v, struct str address)
{
	char *place;

	if (!url_is_safe(address)) {
		view_say(v, true,
			"This address is not opened: it is no plain http or https address.");
		return;
	}
	place = mem_z(address);
	begin(v, place);
	mem_free(place);
}

void page_reload(struct view *v)
{
	if (!v->o->request || !v->o->request->place || v->page_at)
		page_open(v, doc_field(v->d, FIELD_URL));
	else
		begin(v, v->o->request->place);
}

void page_cancel(struct view *v)
{
	if (!v->pending)
		return;
	load_free(v->pending);
	mem_free(v->pending);
	v->pending = NULL;
}

void page_move(struct view *v, int by)
{
	if ((by < 0 && !v->page_at) || (by > 0 && v->page_at + 1 >= v->page.len)) {
		view_say(v, false, by < 0 ? "This is the first page." : "This is the last page.");
		return;
	}
	visit_leave(v);
	v->page_at += (size_t)(ptrdiff_t)by;
	page_show(v, v->page.at[v->page_at]);
}

void pages_free(struct view *v)
{
	page_cancel(v);
	for (size_t i = 1; i < v->page.len; i++) {
		load_free(v->page.at[i]);
		mem_free(v->page.at[i]);
	}
	array_free(&v->page);
}
