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
	static const char *const name[MODES] = { "side by side", "stacked", "one pane" };
	enum view_mode before = v->mode;

	for (int i = 0; i < MODES && v->mode == before; i++) {
		v->mode_wanted = (enum view_mode)((before + 1 + i) % MODES);
		v->mode_chosen = true;
		view_layout(v);
	}
	if (v->mode == before)
		view_say(v, false, "The terminal is too small for two panes.");
	else
		view_say(v, false, "Layout: %s.", name[v->mode]);
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
	discussion_go(v, (v->discussion + by) % v->d->discussions);
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
	find_end(v);
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

void do_JOIN(struct view *v)
{
	page_join(v, true, false);
}

void do_ELSEWHERE(struct view *v)
{
	page_join(v, false, true);
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
	outside_write(v);
}

void do_PIPE(struct view *v)
{
	outside_pipe(v);
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
	page_stop(v);
}

void do_SUSPEND(struct view *v)
{
	screen_suspend(v->screen);
}
