/* article_teasers.c: whether a page is made of teasers: headings that are links to other pages, each before the few words that make one want
 * to follow it. What is text outside of them speaks against it; an article with teasers below it has most of its text there. */
#include "config.h"

#include "extract/article_info.h"
#include "extract/article_listing.h"

#include "text/url.h"

enum {
	HEADLINE_LEAST = 12, /* letters */
	HEADING_LEAST = 6,   /* of one that is a heading */
	HEADLINE_MOST = 250,
	BEFORE_MOST = 80, /* letters of a teaser before its headline: section, date */
	SIBLINGS_MOST = 16,
	PROSE_LEAST = 30,   /* letters of a teaser besides its headline */
	FLAT_MOST = 500,    /* letters below a headline that stand in no element with it */
	RUNNING_LEAST = 40, /* letters of a block of running text */
	OUTSIDE_MOST =
		150, /* letters of text besides: more is an article, if a short one, with teasers below it */
	TEASERS_LEAST = 4,
	TEASERS_LISTED = 3, /* on a page that calls itself a list, or at the root of a site */
	DROPPED_LEAST = 3,  /* teasers one behind the other below an article */
	DROPPED_MOST = 300, /* letters of one of them */
	PROSE_EACH = 600,   /* letters of a teaser, on the mean; only lists hold whole posts */
};

struct teaser {
	uint32_t headline; /* the element that is the link, or stands round it */
	uint32_t at, end;  /* elements */
	uint32_t letters;  /* of the headline */
	struct str href;
	bool flat; /* its text stands behind the headline, not in an element with it */
};

typedef ARRAY(struct teaser) teaser_list;

static bool holds_choice(const struct article_choice *c, uint32_t at, uint32_t end)
{
	for (unsigned k = 0; k < c->count; k++)
		if (c->at[k] >= at && c->at[k] < end)
			return true;
	return false;
}

/* Whether an address leads to another page. */
static bool leads_away(const struct article_page *p, struct str href)
{
	struct str page = buf_str(&p->x->page->url);
	struct url_parts there, here;

	href = str_trim(href);
	if (href.len < 2 || href.at[0] == '#' || str_starts_case(href, STR("javascript:")) ||
		str_starts_case(href, STR("mailto:")))
		return false;
	url_parts(href, &there);
	url_parts(page, &here);
	return !str_eq(there.path, here.path) || !str_eq(there.query, here.query);
}

static bool is_own_host(const struct article_page *p, struct str href)
{
	struct url_parts there, here;

	url_parts(href, &there);
	url_parts(buf_str(&p->x->page->url), &here);
	return !there.host.len || str_eq_case(there.host, here.host);
}

/* Whether nothing but a line break follows the link, and nothing stands before it in its block. */
static bool is_line(const xmlNode *link)
{
	const xmlNode *next = link->next;

	if (link->prev && (!node_is_text(link->prev) || str_trim(node_content(link->prev)).len))
		return false;
	while (next && node_is_text(next) && !str_trim(node_content(next)).len)
		next = next->next;
	return next && node_is(next, "br");
}

/* The heading within a card that is one link. */
static const struct article_info *card_heading(const struct article_page *p, uint32_t at)
{
	for (uint32_t n = at + 1; n < p->info.at[at].end; n++)
		if (p->info.at[n].act == TAG_HEADING && p->info.at[n].letters >= HEADING_LEAST)
			return &p->info.at[n];
	return NULL;
}

/* Whether the link at is a headline, alone in its block or a card with a heading; fills the teaser. */
static bool is_headline(const struct article_page *p, uint32_t at, struct teaser *t)
{
	const struct article_info *i = &p->info.at[at], *heading;
	uint32_t block = at;

	if (!node_is(i->node, "a") || i->letters < HEADING_LEAST)
		return false;
	t->href = node_attr(i->node, "href");
	if (!leads_away(p, t->href))
		return false;
	heading = card_heading(p, at);
	*t = (struct teaser){ .headline = at, .at = at, .letters = i->letters, .href = t->href };
	if (heading) {
		t->letters = heading->letters;
		return true;
	}
	while (block > 0 && !p->info.at[block].block)
		block = p->info.at[block].parent;
	i = &p->info.at[block];
	/* Blocks besides the link in it may be other teasers. */
	t->at = i->letters > i->own ? at : block;
	if (t->letters < (i->act == TAG_HEADING ? HEADING_LEAST : HEADLINE_LEAST) ||
		t->letters > HEADLINE_MOST || node_is(i->node, "body"))
		return false;
	return t->letters * 10 >= i->own * 8 || is_line(p->info.at[at].node);
}

static void find_headlines(
	const struct article_page *p, const struct article_choice *c, teaser_list *list)
{
	for (uint32_t n = 0; n < p->info.len; n++) {
		const struct article_info *i = &p->info.at[n];
		struct teaser t;

		if (article_is_apart(i) && !holds_choice(c, n, i->end)) {
			n = i->end - 1;
			continue;
		}
		if (!is_headline(p, n, &t))
			continue;
		if (!list->len || !str_eq(list->at[list->len - 1].href, t.href))
			*array_add(list) = t;
		n = i->end - 1;
	}
}

static uint32_t letters_before(const struct article_page *p, uint32_t up, uint32_t at)
{
	uint32_t letters = 0, seen = 0;

	for (uint32_t n = up + 1; n < at; n = p->info.at[n].end) {
		letters += p->info.at[n].letters;
		if (++seen > SIBLINGS_MOST)
			return UINT32_MAX;
	}
	return letters;
}

/* The text behind a headline that no element holds with it, up to the next one. */
static void reach_behind(const struct article_page *p, struct teaser *t, uint32_t next)
{
	const struct article_info *all = p->info.at;
	uint32_t end = all[all[t->at].parent].end, letters = 0;

	t->end = all[t->at].end;
	if (!is_own_host(p, t->href))
		return;
	for (uint32_t n = t->end; n < end && all[n].end <= next && letters <= FLAT_MOST;
		n = all[n].end) {
		if (all[n].act == TAG_HEADING)
			break;
		letters += all[n].letters;
		if (letters <= FLAT_MOST) {
			t->end = all[n].end;
			t->flat = true;
		}
	}
}

/* The highest element that begins with its headline and holds no other. */
static void find_extent(const struct article_page *p, teaser_list *list, size_t k)
{
	const struct article_info *all = p->info.at;
	struct teaser *t = &list->at[k];
	uint32_t next = k + 1 < list->len ? list->at[k + 1].headline : UINT32_MAX;
	uint32_t last = k ? list->at[k - 1].headline : 0, low = t->at;

	while (t->at > 0) {
		uint32_t up = all[t->at].parent;

		if (up == 0 || node_is(all[up].node, "body") || all[up].end > next || last >= up ||
			letters_before(p, up, t->at) > BEFORE_MOST)
			break;
		t->at = up;
	}
	t->end = all[t->at].end;
	if (t->at == low)
		reach_behind(p, t, next);
}

static uint32_t prose_of(const struct article_page *p, const struct teaser *t)
{
	uint32_t letters = 0, linked = 0;

	for (uint32_t n = t->at; n < t->end; n = p->info.at[n].end) {
		letters += p->info.at[n].letters;
		linked += p->info.at[n].linked;
	}
	if (p->info.at[t->headline].letters > t->letters)
		return letters - t->letters; /* a card that is linked as a whole */
	return letters - (linked < letters ? linked : letters);
}

/* Letters of running text outside of the teasers. */
static uint32_t prose_outside(
	const struct article_page *p, const struct article_choice *c, const teaser_list *list)
{
	uint32_t letters = 0;
	size_t k = 0;

	for (uint32_t n = 0; n < p->info.len; n++) {
		const struct article_info *i = &p->info.at[n];

		while (k < list->len && list->at[k].end <= n)
			k++;
		if (k < list->len && n >= list->at[k].at) {
			n = list->at[k].end - 1;
			continue;
		}
		if (article_is_apart(i) && !holds_choice(c, n, i->end)) {
			n = i->end - 1;
			continue;
		}
		if (i->block && i->own >= RUNNING_LEAST && i->own_marks &&
			i->own_linked * 2 < i->own)
			letters += i->own - i->own_linked;
	}
	return letters;
}

bool article_is_teasers(const struct article_page *p, const struct article_choice *c, bool listed)
{
	teaser_list list = { 0 };
	uint32_t count = 0, inside = 0, most = 0, outside;

	find_headlines(p, c, &list);
	for (size_t k = 0; k < list.len; k++)
		find_extent(p, &list, k);
	for (size_t k = 0; k < list.len; k++) {
		uint32_t prose = prose_of(p, &list.at[k]);

		if (prose < PROSE_LEAST)
			continue;
		count++;
		inside += prose;
		most = prose > most ? prose : most;
	}
	if (count < (listed ? TEASERS_LISTED : TEASERS_LEAST) || most * 2 > inside ||
		(!listed && inside / count > PROSE_EACH)) {
		array_free(&list);
		return false;
	}
	outside = prose_outside(p, c, &list);
	explain(p->x->options->explain, "article",
		"%u teasers with %u letters, %u letters outside of them", count, inside, outside);
	array_free(&list);
	return listed ? inside >= outside * 3 : outside < OUTSIDE_MOST && inside >= outside * 4;
}

/* Letters of running text from element `from` to `to`, both of the choice. */
static uint32_t running_between(const struct article_page *p, uint32_t from, uint32_t to)
{
	uint32_t letters = 0;

	for (uint32_t n = from; n < to; n++) {
		const struct article_info *i = &p->info.at[n];

		if (i->block && i->own >= RUNNING_LEAST && i->own_marks &&
			i->own_linked * 2 < i->own)
			letters += i->own - i->own_linked;
	}
	return letters;
}

static bool is_drop(const struct article_page *p, const struct teaser *t, uint32_t from)
{
	uint32_t prose = prose_of(p, t);

	return t->at > from && !t->flat && prose >= PROSE_LEAST && prose <= DROPPED_MOST &&
		p->info.at[t->at].block && is_own_host(p, t->href);
}

void article_drop_teasers(struct article_page *p, const struct article_choice *c)
{
	uint32_t from = c->at[0], end = p->info.at[c->at[c->count - 1]].end, inside = 0, first;
	teaser_list list = { 0 };
	size_t k, count = 0;

	find_headlines(p, c, &list);
	while (list.len && list.at[list.len - 1].at >= end)
		list.len--;
	for (size_t i = 0; i < list.len; i++)
		find_extent(p, &list, i);
	first = end;
	for (k = list.len; k > 0; k--, count++) {
		const struct teaser *t = &list.at[k - 1];

		if (!is_drop(p, t, from) || running_between(p, t->end, first) > 0)
			break;
		inside += prose_of(p, t);
		first = t->at;
	}
	if (count >= DROPPED_LEAST && inside <= running_between(p, from, first))
		for (; k < list.len; k++)
			p->info.at[list.at[k].at].evidence |= EVIDENCE_DROPPED;
	array_free(&list);
}
