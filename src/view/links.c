/* links.c: the commands on links: going from one to the next, opening, copying. */
#include "config.h"

#include "view/actions.h"
#include "view/hints.h"

#include "text/url.h"

/* The links on the rows in view of the article, in reading order; the number of them. */
static size_t links_in_view(struct view *v, uint32_t *link, size_t max)
{
	struct hints h = { 0 };
	size_t n;

	hints_find(&h, v, ARTICLE);
	n = h.at.len < max ? h.at.len : max;
	for (size_t i = 0; i < n; i++)
		link[i] = h.at.at[i].link;
	array_free(&h.at);
	return n;
}

static void say_link(struct view *v)
{
	struct buf url = { 0 };

	url_show(doc_str(v->d, v->d->link[v->link].url), &url);
	view_say(v, false, "link %u: %s", v->link + 1, buf_z(&url));
	buf_free(&url);
}

/* Scrolls on to where the next link is, when none is left in view. */
static void step_link(struct view *v, int by)
{
	uint32_t link[256];

	for (int tries = 0; tries < 200; tries++) {
		size_t n = links_in_view(v, link, 256), i = 0;

		while (i < n && link[i] != v->link)
			i++;
		if (i == n && n)
			i = by > 0 ? 0 : n - 1;
		else
			i = by > 0 ? i + 1 : i - 1;
		if (i < n) {
			v->link = link[i];
			say_link(v);
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

/* The block of the article whose text the link is in; DOC_NONE for none. */
static uint32_t block_of(const struct view *v, uint32_t link)
{
	struct range blocks = v->d->head->blocks;

	for (uint32_t i = blocks.first; link != DOC_NONE && i < blocks.first + blocks.count; i++) {
		struct range spans = v->d->block[i].spans;

		for (uint32_t k = spans.first; k < spans.first + spans.count; k++)
			if (v->d->span[k].link == link)
				return i;
	}
	return DOC_NONE;
}

/* The link in one block that leads to another; DOC_NONE for none. */
static uint32_t link_to(const struct view *v, uint32_t block, uint32_t to)
{
	struct range spans = v->d->block[block].spans;

	for (uint32_t k = spans.first; k < spans.first + spans.count; k++) {
		uint32_t link = v->d->span[k].link;

		if (link != DOC_NONE && to != DOC_NONE &&
			doc_anchored(v->d, doc_str(v->d, v->d->link[link].url)) == to)
			return link;
	}
	return DOC_NONE;
}

void link_within(struct view *v, struct str url)
{
	struct range blocks = v->d->head->blocks;
	uint32_t to = doc_anchored(v->d, url), from = DOC_NONE, back;

	if (to < blocks.first || to - blocks.first >= blocks.count) {
		view_say(v, false, "The article has no such place.");
		return;
	}
	for (uint32_t i = 0; i < v->d->links && from == DOC_NONE; i++)
		if (doc_str(v->d, v->d->link[i].url).at == url.at)
			from = block_of(v, i);
	jump_push(v);
	v->active = ARTICLE;
	pane_show_top(v, ARTICLE, unit_of_block(v, to), 0);
	/* From a footnote the same key leads back. */
	back = link_to(v, to, from);
	if (back != DOC_NONE)
		v->link = back;
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
	hints_open(v);
}

void do_OPEN_LINK(struct view *v)
{
	struct str url = focused_url(v);

	if (v->count > 0 && (uint32_t)v->count > v->d->links) {
		view_say(v, true, "There is no link %d; the last is %u.", v->count, v->d->links);
		return;
	}
	if (v->count > 0)
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

void do_COPY_LINK(struct view *v)
{
	struct str url = focused_url(v);

	outside_copy(v, url.len ? url : page_url(v));
}
