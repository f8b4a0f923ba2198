/* thread_guess.c: the general detector, for pages that nothing knows. */
#include "config.h"

#include "extract/thread.h"
#include "extract/thread_data.h"
#include "extract/thread_guess.h"
#include "extract/thread_letters.h"
#include "extract/thread_signed.h"

#include <stdio.h>

enum {
	BODY_LEAST = 6,	   /* letters of a text that is no leftover */
	MEMBER_STEPS = 60, /* elements of an item that are looked at */
};

static bool listed(const struct node_list *l, const xmlNode *n)
{
	for (size_t i = 0; i < l->len; i++)
		if (l->at[i] == n)
			return true;
	return false;
}

/* Whether a body holds more than its author's name. */
static bool says_something(const struct talk_comment *c)
{
	size_t letters = 0;

	for (size_t i = 0; i < c->body.len; i++)
		for (const xmlNode *n = c->body.at[i], *root = n; n && letters < BODY_LEAST;) {
			struct str t = node_is_text(n) ? str_trim(node_content(n)) : STR_NONE;

			if (n != root && listed(&c->drop, n)) {
				n = node_after(n, root);
				continue;
			}
			for (size_t k = 0; k < t.len && !str_eq_case(t, c->author); k++)
				letters += ascii_alpha(t.at[k]) || (unsigned char)t.at[k] >= 0xc0;
			n = node_next(n, root);
		}
	return letters >= BODY_LEAST;
}

static bool useful(const struct talk *t)
{
	size_t authors = 0, bodies = 0;

	for (size_t i = 0; i < t->comments.len; i++) {
		authors += t->comments.at[i].author.len > 0;
		bodies += t->comments.at[i].body.len > 0 && says_something(&t->comments.at[i]);
	}
	return authors * 2 > t->comments.len && bodies * 2 > t->comments.len;
}

/* Whether the page's title names a forum: "Old mill road - Cyclists' forum". */
static bool titled_forum(const struct scan *s)
{
	static const char *const word[] = { "forum", "foro ", "foros", "fórum", "форум",
		"message board", "论坛", "論壇", "掲示板", "フォーラム", "포럼", "منتدى",
		"منتديات" };
	struct buf title = { .max = 1 << 12 };
	bool found = false;

	for (const xmlNode *n = s->x->page->root; n && !title.len;
		n = node_is(n, "body") ? NULL : node_next(n, s->x->page->root))
		if (node_is(n, "title"))
			node_text(n, &title);
	for (size_t k = 0; k < sizeof(word) / sizeof(*word); k++)
		found |= str_has_case(buf_str(&title), str_z(word[k]));
	buf_free(&title);
	return found;
}

/* Whether most items say more about their author than a name: how long here, how many posts. */
static bool shows_members(const struct scan *s, const struct items *items)
{
	size_t n = 0;

	for (size_t i = 0; i < items->len; i++)
		for (uint32_t e = items->at[i].elem;
			e < items->at[i].to && e < items->at[i].elem + MEMBER_STEPS; e++)
			if (s->elems.at[e].words & WORD_SIDE) {
				n++;
				break;
			}
	return n * 10 >= items->len * 6;
}

/* Whether the page itself says that it is a topic of a forum. */
static bool says_forum(const struct scan *s)
{
	static const char *const word[] = { "forum", "topic", "viewtopic", "showthread",
		"questions/", "/t/", "/threads/", "thread", "bbs", "/questions" };

	for (uint32_t i = 0; i < s->elems.len && i < 12; i++) {
		const xmlNode *n = s->elems.at[i].node;
		struct str cls = n ? node_attr(n, "class") : STR_NONE,
			   id = n ? node_attr(n, "id") : STR_NONE;

		if (!n || !(node_is(n, "body") || node_is(n, "html")))
			continue;
		if (str_has_any(cls, word, sizeof(word) / sizeof(*word)) ||
			str_has_any(id, word, sizeof(word) / sizeof(*word)))
			return true;
	}
	return str_has_any(buf_str(&s->x->page->url), word, sizeof(word) / sizeof(*word));
}

enum {
	PROSE = 80, /* bytes: a text this long is no label */
	PROSE_AFTER =
		100, /* bytes of such texts that may stand between a topic's title and posts */
	PROSE_BEFORE = 250, /* and before its posts where no title is known */
};

/* Whether so much prose stands between the main heading (else the beginning) and the first item
 * that there is an article. topic: the page says that it is one. */
static bool article_before(const struct scan *s, const xmlNode *first, bool topic)
{
	size_t prose = 0, most = topic ? PROSE_BEFORE : 0;

	for (const xmlNode *n = s->x->page->root; n && n != first;
		n = node_next(n, s->x->page->root)) {
		struct str t = node_is_text(n) ? str_trim(node_content(n)) : STR_NONE;

		if (node_is(n, "h1")) {
			prose = 0;
			most = topic ? PROSE_AFTER : 0;
		}
		if (t.len >= PROSE && !node_is(n->parent, "script") &&
			!node_is(n->parent, "style") && !node_is(n->parent, "noscript") &&
			!node_is(n->parent, "title"))
			prose += t.len;
	}
	return prose > most;
}

/* Where hardly any text stands before messages, the first of them opens the topic. */
static bool opens_topic(const struct scan *s, const struct items *items, const struct talk *t)
{
	bool topic;

	if (!t->comments.at[0].body.len || items->len < 2)
		return false;
	/* What some answer within it, and others beside it, is a comment among them. */
	if (items->at[1].up == 0 && items->at[items->len - 1].elem >= items->at[0].to)
		return false;
	topic = s->forum || titled_forum(s) || shows_members(s, items);
	if (!items->forum && !topic)
		return false;
	return !article_before(s, s->elems.at[items->at[0].elem].node, topic);
}

/* JSON and XML: by the names of their parts. Feeds are discussions where entries answer entries. */
static size_t from_data(struct extract *x, struct talk *t)
{
	bool feed = node_is(x->page->root, "rss") || node_is(x->page->root, "feed") ||
		node_is(x->page->root, "RDF");

	if (!thread_data(x, x->page->root,
		    feed && !str_has_case(str_sub(x->page->text, 0, PAGE_TEXT_KEPT), STR("comment"))
			    ? DATA_LINKED
			    : DATA_ALL,
		    t))
		return 0;
	t->source = feed ? SOURCE_FEED : SOURCE_API;
	snprintf(t->how, sizeof(t->how), "guessed");
	t->score = 0.8 * (double)t->comments.len;
	return 1;
}

/* Whether structure finds clearly fewer items than the page says there are. */
static bool fewer(const struct items *guessed, const struct items *stated)
{
	return guessed->len * 10 < stated->len * 9;
}

/* Whether most items hold one that the page calls a comment, or are one. */
static bool agree(const struct items *guessed, const struct items *stated)
{
	size_t k = 0, held = 0;

	for (size_t i = 0; i < guessed->len; i++) {
		while (k < stated->len && stated->at[k].elem < guessed->at[i].elem)
			k++;
		held += k < stated->len && stated->at[k].elem < guessed->at[i].to;
	}
	return held * 10 >= guessed->len * 8;
}

static bool read_items(struct scan *s, const struct items *items, const char *how, struct talk *t)
{
	t->source = SOURCE_PAGE;
	t->claimed = t->unloaded = DOC_NONE;
	snprintf(t->how, sizeof(t->how), "%s", how);
	guess_fields(s, items, t);
	if (how[0] == 'p')
		published_fields(s, items, t);
	guess_extras(s, items, t);
	guess_parents(s, items, t);
	t->opening = opens_topic(s, items, t);
	t->score = items->quality * (double)t->comments.len;
	if (useful(t))
		return true;
	talk_free(t);
	return false;
}

/* Signatures tell wiki talk apart, where structure sees lists at the most. */
static size_t by_signatures(struct extract *x, size_t found, struct talk *t)
{
	struct talk other = { 0 };

	if (!thread_signed(x, &other))
		return found;
	if (found && t->comments.len * 5 >= other.comments.len * 4) {
		talk_free(&other);
		return found;
	}
	if (found)
		talk_free(t);
	*t = other;
	return 1;
}

size_t thread_by_guess(struct extract *x, struct talk *list, size_t max)
{
	struct scan s;
	struct items items = { 0 }, stated = { 0 };
	const char *how = "guessed";
	size_t found = 0;

	if (!max)
		return 0;
	if (x->page->kind == PAGE_JSON || x->page->kind == PAGE_XML)
		return from_data(x, &list[0]);
	if (x->page->kind == PAGE_MAIL)
		return thread_mailbox(x, &list[0]);
	if (x->page->kind != PAGE_HTML)
		return 0;
	if (thread_letters(x, &list[0]))
		return list[0].comments.len > 0 || list[0].more.len > 0;
	scan_page(&s, x);
	s.forum = says_forum(&s);
	guess_items(&s, &items);
	published_items(&s, &stated);
	if (stated.len && fewer(&items, &stated)) {
		array_free(&items);
		items = stated;
		stated = (struct items){ 0 };
		how = "published";
	} else if (stated.len && agree(&items, &stated)) {
		how = "published, structure";
	}
	if (items.len)
		found = read_items(&s, &items, how, &list[0]);
	found = by_signatures(x, found, &list[0]);
	array_free(&stated);
	array_free(&items);
	scan_free(&s);
	return found;
}
