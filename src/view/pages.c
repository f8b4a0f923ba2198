/* pages.c: pages on their way, shown, and gone before. */
#include "config.h"

#include "view/state.h"

#include "text/clean.h"
#include "text/url.h"

#include <string.h>

enum { TURN_MS = 100 };

static void clean_state(struct view *v)
{
	find_clear(v);
	hints_close(v);
	list_close(v);
	view_hyphen_free(v);
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
	int order = option_choice(OPT_SORT, str_z(v->o->sort));

	if (order >= 0 && v->sort != (enum sort_order)order)
		tree_sort(v, (enum sort_order)order);
}

void view_mode_as_asked(struct view *v)
{
	int choice = option_choice(OPT_LAYOUT, str_z(v->o->layout));

	v->mode_chosen = choice > 0; /* the first is "auto" */
	if (v->mode_chosen)
		v->mode_wanted = (enum view_mode)(choice - 1);
}

/* What of the page is missing, and why, if a limit or the network took something of it. */
static bool say_partial(struct view *v)
{
	const struct document *d = v->d;

	if (!d->head->partial)
		return false;
	for (uint32_t i = 0; i < d->notes; i++)
		if (d->note[i].level == NOTE_LIMIT) {
			view_say(v, false, "%.*s", STR_ARG(doc_str(d, d->note[i].text)));
			return true;
		}
	view_say(v, false, "This page was cut off at a limit; see page information.");
	return true;
}

void page_show(struct view *v, struct load *load)
{
	join_free(v->join); /* it was for another page */
	v->join = NULL;
	v->load = load;
	v->d = &load->document;
	clean_state(v);
	v->touched = false;
	visit_begin(v);
	tree_free(&v->tree);
	tree_open(v, 0);
	visit_give_folds(v);
	v->active = v->tree.count && !v->d->head->blocks.count ? THREAD : ARTICLE;
	view_sort_as_asked(v);
	view_mode_as_asked(v);
	view_layout(v);
	visit_place(v);
	if (!load->early)
		say_partial(v);
}

static void show_error(struct view *v, const struct load *l)
{
	struct buf text = { 0 };

	view_say(v, true, "%s", text_show(str_z(l->err.text), 200, &text));
	buf_free(&text);
}

/* ---- parts of the page shown ---- */

static void end_join(struct view *v)
{
	join_free(v->join);
	v->join = NULL;
}

/* What has come of it is the page now; the reader stays where they are. */
static void take_joined(struct view *v)
{
	struct buf image = { 0 }, said = { 0 };
	struct err e = { 0 };
	uint32_t tabs = v->d->discussions;
	bool whole;

	join_progress(v->join, &said);
	whole = join_image(v->join, &image, &e) && load_replace(v->load, &image, &e);
	if (whole)
		page_renewed(v);
	if (whole && v->d->discussions > tabs) {
		buf_add(&said, STR("; other discussions: "));
		keymap_keys(&v->keys, COMMAND_ALL, CMD_NEXT_DISCUSSION, 1, &said);
	}
	view_say(v, !whole, "%s", whole || !e.text[0] ? buf_z(&said) : e.text);
	end_join(v);
	buf_free(&image);
	buf_free(&said);
}

static void poll_join(struct view *v)
{
	struct buf said = { 0 };
	bool changed;

	if (!v->join)
		return;
	changed = join_step(v->join);
	if (join_ended(v->join)) {
		take_joined(v);
	} else if (changed) {
		join_progress(v->join, &said);
		view_say(v, false, "%s", buf_z(&said));
	}
	buf_free(&said);
}

void page_join(struct view *v, bool parts, bool elsewhere)
{
	struct join_limits limits = { .pages = v->count > 0 ? (unsigned)v->count : v->o->join };
	struct load_request r = { 0 };

	if (v->load->fd >= 0) {
		view_say(v, false, "The page itself is still being loaded.");
		return;
	}
	if (v->join) {
		view_say(v, false, "Parts of this page are being loaded already.");
		return;
	}
	if (v->o->request)
		r = *v->o->request;
	if (v->page_at)
		r.base = NULL;
	r.place = load_place(v->load);
	v->join = join_start(v->d, &r, &limits, parts, elsewhere ? &v->o->elsewhere : NULL);
	if (join_ended(v->join)) {
		end_join(v);
		view_say(v, false,
			parts ? "This page names no further parts that can be joined."
			      : "There is nobody to ask about this page.");
		return;
	}
	view_say(v, false, parts ? "joining ..." : "asking elsewhere ...");
}

static void join_stopped(struct view *v)
{
	join_stop(v->join);
	take_joined(v);
}

/* ---- pages ---- */

/* What the options ask for with the first page, once it is whole. */
static void join_as_asked(struct view *v)
{
	if ((v->o->join || v->o->seek) && !v->load->early && !v->join_asked) {
		v->join_asked = true;
		page_join(v, v->o->join > 0, v->o->seek);
	}
}

static void poll_first(struct view *v)
{
	if (v->load->stage < LOAD_DONE)
		load_step(v->load);
	if (v->load->stage == LOAD_DONE || v->load->early) {
		page_show(v, v->load);
		join_as_asked(v);
	} else if (v->load->stage == LOAD_FAILED) {
		v->exit = STATUS_NOT_READ;
		v->ended = true;
	}
}

/* The first one is the caller's. */
static void drop(struct view *v, struct load *l)
{
	if (l == v->given)
		return;
	load_free(l);
	mem_free(l);
}

/* Puts it in front of the page that is shown; there is no way forward from it any more. */
static void put_in_front(struct view *v, struct load *l)
{
	while (v->page.len > v->page_at + 1) {
		struct load *gone = v->page.at[--v->page.len];

		visit_end(v, gone);
		drop(v, gone);
	}
	*array_add(&v->page) = l;
	v->page_at++;
}

/* The page that was on its way is shown: instead of the one that is the same, or in front of it. */
static void show_pending(struct view *v)
{
	struct load *l = v->pending, *same = NULL;

	v->pending = NULL;
	visit_leave(v);
	if (v->again == v->page.at[v->page_at]) {
		same = v->again;
		visit_end(v, same); /* so that it is known what is new */
		v->page.at[v->page_at] = l;
	} else {
		put_in_front(v, l);
	}
	v->again = NULL;
	buf_cut(&v->status, 0);
	page_show(v, l);
	if (same)
		drop(v, same);
}

static void poll_pending(struct view *v)
{
	if (!v->pending)
		return;
	load_step(v->pending);
	if (v->pending->stage == LOAD_FAILED) {
		show_error(v, v->pending);
		page_cancel(v);
	} else if (v->pending->stage == LOAD_DONE || v->pending->early) {
		show_pending(v);
	} else {
		view_say(v, false, "Loading: %llu KB",
			(unsigned long long)(v->pending->bytes / 1024));
	}
}

/* Whether both panes stand where a page that was never visited begins. */
static bool is_untouched(const struct view *v)
{
	for (int i = 0; i < PANES; i++)
		if (v->pane[i].top || v->pane[i].top_row || v->pane[i].focus)
			return false;
	return true;
}

/* The rest of a page whose first part is shown. Where the reader was at the last visit may be in
 * it: they are taken there, unless they have begun to read. */
static void poll_rest(struct view *v)
{
	bool untouched = is_untouched(v);

	if (v->load->fd < 0)
		return;
	load_step(v->load);
	if (v->load->fd >= 0)
		return;
	if (v->load->early) {
		show_error(v, v->load);
		return;
	}
	page_renewed(v);
	view_say(v, false, "The whole page is here.");
	if (untouched && v->visit.when)
		visit_place(v);
	visit_say_new(v);
	say_partial(v); /* of what is not there nobody knows whether it is new */
	join_as_asked(v);
}

/* Takes what loads have told. */
void page_poll(struct view *v)
{
	if (!v->d) {
		poll_first(v);
		return;
	}
	poll_rest(v);
	poll_join(v);
	poll_pending(v);
}

int page_fd(const struct view *v, int *ms)
{
	int fd[4], n = 0;

	if (v->load->fd >= 0)
		fd[n++] = v->load->fd;
	if (v->pending)
		fd[n++] = v->pending->fd;
	if (v->join)
		n += join_fds(v->join, fd + n);
	/* one descriptor can be waited for; where there are more, they are looked at now and then
	 */
	*ms = n > 1 ? TURN_MS : v->join ? join_timeout(v->join) : -1;
	return n ? fd[0] : -1;
}

/* again: it is the page shown that is wanted once more. */
static void begin(struct view *v, const char *place, bool again)
{
	struct load_request r = { 0 };
	struct err e = { 0 };
	struct load *l = mem_new(1, sizeof(*l));

	if (v->o->request)
		r = *v->o->request;
	r.place = place;
	if (!again || v->page_at)
		r.type = r.charset = r.base = r.record = NULL;
	page_cancel(v);
	v->again = again ? v->load : NULL;
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

	if (str_starts(address, STR("#"))) {
		link_within(v, address);
		return;
	}
	if (!url_is_safe(address)) {
		view_say(v, true,
			"This address is not opened: it is no plain http or https address.");
		return;
	}
	place = mem_z(address);
	begin(v, place, false);
	mem_free(place);
}

void page_reload(struct view *v)
{
	const char *place = load_place(v->load);

	if (strcmp(place, "-") == 0)
		view_say(v, true, "What came through a pipe cannot be loaded again.");
	else if (*place)
		begin(v, place, true);
	else
		page_open(v, doc_field(v->d, FIELD_URL));
}

void page_cancel(struct view *v)
{
	if (!v->pending)
		return;
	load_free(v->pending);
	mem_free(v->pending);
	v->pending = NULL;
}

void page_stop(struct view *v)
{
	if (v->pending) {
		page_cancel(v);
		view_say(v, false, "Loading was stopped.");
	} else if (v->join) {
		join_stopped(v);
	} else if (v->load->fd >= 0) {
		load_stop(v->load);
		view_say(v, false, "Loading was stopped: this is the first part of the page.");
	} else {
		view_say(v, false, "Press q to leave.");
	}
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
	join_free(v->join);
	for (size_t i = 0; i < v->page.len; i++)
		drop(v, v->page.at[i]);
	array_free(&v->page);
}
