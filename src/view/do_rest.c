/* do_rest.c: the commands on panes, searching, links, pages and the program itself. */
#include "config.h"

#include "view/actions.h"

#include "print/print.h"

/* ---- panes ---- */

void do_OTHER_PANE(struct view *v)
{
	v->active = 1 - v->active;
	view_layout(v);
}

void do_LAYOUT(struct view *v)
{
	enum view_mode before = v->mode;

	for (int i = 0; i < MODES && v->mode == before; i++) {
		v->mode_wanted = (enum view_mode)((before + 1 + i) % MODES);
		v->mode_chosen = true;
		view_layout(v);
	}
	if (v->mode == before)
		view_say(v, false, "The terminal is too small for two panes.");
}

static void border(struct view *v, int by)
{
	v->share += by * (v->count ? v->count : 4);
	v->share = v->share < 15 ? 15 : v->share > 85 ? 85 : v->share;
	view_layout(v);
}

void do_NARROWER(struct view *v)
{
	border(v, -1);
}

void do_WIDER(struct view *v)
{
	border(v, 1);
}

static void discussion(struct view *v, uint32_t by)
{
	if (v->d->discussions < 2) {
		view_say(v, false, "This page has no other discussion.");
		return;
	}
	tree_open(v, (v->discussion + by) % v->d->discussions);
	pane_changed(v, THREAD);
	pane_show_top(v, THREAD, 0, 0);
	view_layout(v);
}

void do_NEXT_DISCUSSION(struct view *v)
{
	discussion(v, 1);
}

void do_PREVIOUS_DISCUSSION(struct view *v)
{
	discussion(v, v->d->discussions - 1);
}

/* ---- searching ---- */

void do_SEARCH(struct view *v)
{
	jump_push(v);
	prompt_open(v, CMD_SEARCH);
}

void do_SEARCH_BACK(struct view *v)
{
	jump_push(v);
	prompt_open(v, CMD_SEARCH_BACK);
}

void do_SEARCH_NEXT(struct view *v)
{
	find_step(v, true);
}

void do_SEARCH_PREVIOUS(struct view *v)
{
	find_step(v, false);
}

void do_CLEAR(struct view *v)
{
	find_clear(v);
	buf_cut(&v->query, 0);
	if (v->tree.shown) {
		tree_filter(v, NULL);
		pane_clamp(v, THREAD);
	}
	v->link = DOC_NONE;
	pane_changed(v, ARTICLE);
}

void do_FILTER(struct view *v)
{
	prompt_open(v, CMD_FILTER);
}

/* ---- links ---- */

/* The links on the rows in view, in reading order; the number of them, at most `max`. */
static size_t links_in_view(struct view *v, int pane, uint32_t *link, size_t max)
{
	struct pane *p = &v->pane[pane];
	int y = 0, row = p->top_row;
	size_t n = 0;

	for (uint32_t u = p->top; unit_count(v, pane) && u != DOC_NONE && y < p->rows;
		u = unit_next(v, pane, u)) {
		const struct layout *l = unit_rows(v, pane, u);

		for (; row < (int)l->row.len && y < p->rows; row++, y++)
			for (uint32_t k = l->row.at[row].seg;
				k < l->row.at[row].seg + l->row.at[row].segs; k++)
				if (l->seg.at[k].link != DOC_NONE && n < max &&
					(!n || link[n - 1] != l->seg.at[k].link))
					link[n++] = l->seg.at[k].link;
		row = 0;
	}
	return n;
}

/* Scrolls on to where the next link is, when none is left in view. */
static void step_link(struct view *v, int by)
{
	uint32_t link[256];

	for (int tries = 0; tries < 200; tries++) {
		size_t n = links_in_view(v, ARTICLE, link, 256), i = 0;

		while (i < n && link[i] != v->link)
			i++;
		if (i == n && n)
			i = by > 0 ? 0 : n - 1;
		else
			i = by > 0 ? i + 1 : i - 1;
		if (i < n) {
			v->link = link[i];
			view_say(v, false, "%.*s", STR_ARG(doc_str(v->d, v->d->link[v->link].url)));
			return;
		}
		if (by > 0 ? pane_at_end(v, ARTICLE)
			   : !v->pane[ARTICLE].top && !v->pane[ARTICLE].top_row)
			break;
		pane_scroll(v, ARTICLE,
			by * (v->pane[ARTICLE].rows > 1 ? v->pane[ARTICLE].rows / 2 : 1));
	}
	view_say(v, false, "No further link.");
}

void do_NEXT_LINK(struct view *v)
{
	step_link(v, 1);
}

void do_PREVIOUS_LINK(struct view *v)
{
	step_link(v, -1);
}

static struct str focused_url(struct view *v)
{
	if (v->active == THREAD)
		return v->tree.count ? doc_str(v->d, tree_at(v, v->pane[THREAD].focus)->permalink)
				     : STR_NONE;
	return v->link == DOC_NONE ? STR_NONE : doc_str(v->d, v->d->link[v->link].url);
}

static struct str page_url(struct view *v)
{
	struct str url = doc_field(v->d, FIELD_URL);

	return url.len ? url : doc_field(v->d, FIELD_CANONICAL);
}

void do_FOLLOW(struct view *v)
{
	if (v->link == DOC_NONE)
		view_say(v, false, "No link has the focus; the keys of next-link go to one.");
	else
		page_open(v, focused_url(v));
}

void do_HINTS(struct view *v)
{
	uint32_t link[256];
	size_t n = links_in_view(v, v->active, link, 256);
	struct buf text = { 0 };

	if (!n) {
		view_say(v, false, "No link is in view.");
		return;
	}
	for (size_t i = 0; i < n && i < 256; i++)
		buf_printf(&text, "%s%u", i ? " " : "", link[i] + 1);
	prompt_open(v, CMD_HINTS);
	view_say(v, false, "Links in view: %s", buf_z(&text));
	buf_free(&text);
}

void do_OPEN_LINK(struct view *v)
{
	struct str url = focused_url(v);

	if (v->count > 0 && (uint32_t)v->count <= v->d->links)
		url = doc_str(v->d, v->d->link[v->count - 1].url);
	if (!url.len)
		view_say(v, false, "There is no address here.");
	else
		outside_browse(v, url);
}

void do_OPEN_PAGE(struct view *v)
{
	if (!page_url(v).len)
		view_say(v, false, "This page has no address.");
	else
		outside_browse(v, page_url(v));
}

void do_LINKS(struct view *v)
{
	list_links(v);
}

void do_CONTENTS(struct view *v)
{
	list_contents(v);
}

void do_AUTHORS(struct view *v)
{
	list_authors(v);
}

void do_DISCUSSION_PAGE(struct view *v)
{
	list_discussion(v);
}

void do_COPY_LINK(struct view *v)
{
	struct str url = focused_url(v);

	outside_copy(v, url.len ? url : page_url(v));
}

void do_COPY_TEXT(struct view *v)
{
	struct buf text = { 0 };
	const struct range *r = &v->d->head->blocks;

	if (v->active == THREAD && v->tree.count)
		print_blocks_text(v->d, tree_at(v, v->pane[THREAD].focus)->blocks, true, &text);
	else if (v->active == ARTICLE && r->count) {
		uint32_t at = v->pane[ARTICLE].top, last = r->count;

		at = at < 1 ? 1 : at > last ? last : at;
		print_blocks_text(v->d, (struct range){ r->first + at - 1, 1 }, true, &text);
	}
	outside_copy(v, buf_str(&text));
	buf_free(&text);
}

void do_BACK(struct view *v)
{
	page_move(v, -1);
}

void do_FORWARD(struct view *v)
{
	page_move(v, 1);
}

void do_RELOAD(struct view *v)
{
	page_reload(v);
}

void do_IMAGES(struct view *v)
{
	struct str url = doc_field(v->d, FIELD_IMAGE);

	if (!url.len)
		view_say(v, false, "This page names no image.");
	else
		outside_browse(v, url);
}

/* ---- the program ---- */

void do_PAGE_INFO(struct view *v)
{
	list_info(v);
}

void do_MOUSE(struct view *v)
{
	v->mouse = !v->mouse;
	screen_mouse(v->screen, v->mouse);
	view_say(v, false, v->mouse ? "The mouse is on." : "The mouse is off.");
}

void do_WRITE(struct view *v)
{
	prompt_open(v, CMD_WRITE);
}

void do_PIPE(struct view *v)
{
	prompt_open(v, CMD_PIPE);
}

void do_PROMPT(struct view *v)
{
	prompt_open(v, CMD_PROMPT);
}

void do_REDRAW(struct view *v)
{
	screen_repaint(v->screen);
}

void do_HELP(struct view *v)
{
	list_help(v);
}

void do_QUIT(struct view *v)
{
	if (v->page_at)
		page_move(v, -1);
	else
		v->ended = true;
}

void do_QUIT_NOW(struct view *v)
{
	v->ended = true;
}

void do_CANCEL(struct view *v)
{
	view_say(v, false, v->pending ? "Loading was stopped." : "Press q to leave.");
	page_cancel(v);
}

void do_SUSPEND(struct view *v)
{
	screen_suspend(v->screen);
}
