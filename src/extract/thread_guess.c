/* thread_guess.c: the general detector, for pages that nothing knows. */
#include "config.h"

#include "extract/thread.h"
#include "extract/thread_data.h"
#include "extract/thread_drawn.h"
#include "extract/thread_guess.h"
#include "extract/thread_letters.h"
#include "extract/talk_signed.h"

#include <stdio.h>

enum {
	BODY_LEAST = 6,	   /* letters of a text that is no leftover */
	MEMBER_STEPS = 60, /* elements of an item that are looked at */
	PARTS_MOST = 8,	   /* of a discussion */
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

/* Whether one person, known by a page of theirs, says all of it and answers nobody: that is no talk. */
static bool monologue(const struct talk *t)
{
	enum { LEAST = 5 };
	const struct talk_comment *c = t->comments.at;

	for (size_t i = 0; i < t->comments.len; i++)
		if (!c[i].author.len || !c[i].author_url.len || c[i].parent_id.len ||
			c[i].nested_in != DOC_NONE || !str_eq(c[i].author, c[0].author) ||
			!str_eq(c[i].author_url, c[0].author_url))
			return false;
	return t->comments.len >= LEAST;
}

static bool useful(const struct talk *t)
{
	size_t authors = 0, bodies = 0;

	for (size_t i = 0; i < t->comments.len; i++) {
		authors += t->comments.at[i].author.len > 0;
		bodies += t->comments.at[i].body.len > 0 && says_something(&t->comments.at[i]);
	}
	return authors * 2 > t->comments.len && bodies * 2 > t->comments.len && !monologue(t);
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

/* "Posts: 120", "Registriert: 3. Mai 2004": what a forum says about who wrote. */
static bool is_member_line(const xmlNode *n)
{
	static const char *const label[] = { "posts", "messages", "location", "beiträge", "wohnort",
		"mensajes", "mensagens", "messaggi", "località", "сообщени", "откуда", "postów",
		"liczba postów", "příspěvk", "berichten", "inlägg", "帖子", "注册时间", "发帖",
		"投稿", "登録日" };
	enum { MOST = 60 /* bytes */ };

	for (const xmlNode *c = n->children; c; c = c->next) {
		struct str t = node_is_text(c) ? str_trim(node_content(c)) : STR_NONE;

		if (t.len <= MOST && guess_since(t))
			return true;
		for (size_t i = 0; t.len && t.len <= MOST && i < sizeof(label) / sizeof(*label);
			i++)
			if (str_starts_case(t, str_z(label[i])))
				return true;
	}
	return false;
}

/* Whether most items say more about their author than a name: how long here, how many posts. */
static bool shows_members(const struct scan *s, const struct items *items)
{
	size_t n = 0;

	for (size_t i = 0; i < items->len; i++)
		for (uint32_t e = items->at[i].elem;
			e < items->at[i].to && e < items->at[i].elem + MEMBER_STEPS; e++)
			if (s->elems.at[e].words & WORD_SIDE ||
				is_member_line(s->elems.at[e].node)) {
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
	DROP_LEAST = 3, /* comments that make the last one look odd */
	PROSE = 80,	/* bytes: a text this long is no label */
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

static struct str title_of(const struct scan *s, uint32_t head)
{
	struct buf text = { .max = 1 << 12 };
	struct str title = STR_NONE;

	if (head)
		node_text(s->elems.at[head].node, &text);
	title = arena_dup(&s->x->arena, str_trim(buf_str(&text)));
	buf_free(&text);
	return title;
}

/* Members that reach over what follows them: the last one may be the end of the page, where all others are known whole. */
static void drop_last(struct talk *t)
{
	struct talk_comment *last =
		t->comments.len > DROP_LEAST ? &t->comments.at[t->comments.len - 1] : NULL;

	if (!last || last->author.len || last->time.len || last->flags & COMMENT_DELETED)
		return;
	for (size_t i = 0; i + 1 < t->comments.len; i++)
		if (!t->comments.at[i].author.len || !t->comments.at[i].time.len)
			return;
	array_free(&last->body);
	array_free(&last->drop);
	t->comments.len--;
}

static bool read_items(struct scan *s, const struct items *items, const char *how, struct talk *t)
{
	t->source = SOURCE_PAGE;
	t->claimed = t->unloaded = DOC_NONE;
	t->title = title_of(s, items->head);
	snprintf(t->how, sizeof(t->how), "%s", how);
	guess_fields(s, items, t);
	if (how[0] == 'p')
		published_fields(s, items, t);
	guess_extras(s, items, t);
	guess_parents(s, items, t);
	drop_last(t);
	t->opening = !items->head && opens_topic(s, items, t);
	t->later = t->opening && guess_later(s);
	t->score = items->quality * (double)t->comments.len;
	if (useful(t))
		return true;
	talk_free(t);
	return false;
}

/* Signatures tell wiki talk apart, where structure sees lists at the most. */
static size_t by_signatures(const struct scan *s, size_t found, struct talk *list)
{
	struct talk other = { 0 };
	size_t comments = 0;

	if (s->signatures < SIGNED_LEAST || !talk_signed_guess(s->x, &other))
		return found;
	for (size_t i = 0; i < found; i++)
		comments += list[i].comments.len;
	if (found && comments * 10 >= other.comments.len * 9) {
		talk_free(&other);
		return found;
	}
	for (size_t i = 0; i < found; i++)
		talk_free(&list[i]);
	list[0] = other;
	return 1;
}

/* What the page itself calls comments stands for what structure finds fewer of. */
static const char *weigh_published(struct scan *s, struct items *list, size_t *len)
{
	struct items stated = { 0 };
	const char *how = "guessed";

	published_items(s, &stated);
	if (stated.len && (!*len || fewer(&list[0], &stated))) {
		for (size_t i = 0; i < *len; i++)
			array_free(&list[i]);
		list[0] = stated;
		*len = 1;
		return "published";
	}
	if (stated.len && agree(&list[0], &stated))
		how = "published, structure";
	array_free(&stated);
	return how;
}

/* Comments of one part of a discussion into one of its own; all else of it is known of the whole alone. */
static struct talk cut_part(const struct scan *s, const struct talk *all, const struct item_part *p)
{
	struct talk t = *all;

	t.comments.at = NULL;
	t.comments.len = t.comments.cap = 0;
	t.title = title_of(s, p->head);
	t.claimed = guess_claim(t.title);
	t.unloaded = DOC_NONE;
	t.opening = false;
	for (size_t i = p->from; i < p->to; i++) {
		struct talk_comment c = all->comments.at[i];

		c.nested_in = c.nested_in == DOC_NONE || c.nested_in < p->from
			? DOC_NONE
			: c.nested_in - (uint32_t)p->from;
		*array_add(&t.comments) = c;
	}
	t.score = all->score * (double)t.comments.len / (double)all->comments.len;
	return t;
}

/* Takes a discussion apart where it is several; how many it is. */
static size_t take_apart(
	const struct scan *s, const struct items *items, struct talk *list, size_t max)
{
	struct item_part part[PARTS_MOST];
	struct talk all = list[0];
	size_t n = all.comments.len == items->len
		? guess_parts(s, items, part, max < PARTS_MOST ? max : PARTS_MOST)
		: 0;

	if (n < 2)
		return 1;
	for (size_t k = 0; k < n; k++) {
		list[k] = cut_part(s, &all, &part[k]);
		if (k + 1 < n)
			list[k].more = STR_NONE;
	}
	array_free(&all.comments);
	return n;
}

static size_t by_structure(struct scan *s, struct talk *list, size_t max)
{
	struct items items[TALKS_MAX] = { 0 };
	size_t found = 0, len;
	const char *how;

	s->forum = says_forum(s);
	len = guess_items(s, items, max < TALKS_MAX ? max : TALKS_MAX, false);
	how = weigh_published(s, items, &len);
	for (size_t i = 0; i < len; i++) {
		/* What stands beside the first one is none where that is none. */
		if (items[i].len && (i == 0 || found))
			found += read_items(s, &items[i], i ? "guessed" : how, &list[found]);
		if (len == 1 && found)
			found = take_apart(s, &items[0], list, max);
		array_free(&items[i]);
	}
	return found;
}

size_t thread_by_guess(struct extract *x, struct talk *list, size_t max)
{
	struct scan s;
	size_t found;

	if (!max)
		return 0;
	if (x->page->kind == PAGE_JSON || x->page->kind == PAGE_XML)
		return from_data(x, &list[0]);
	if (x->page->kind == PAGE_MAIL)
		return thread_mailbox(x, &list[0]);
	if (x->page->kind != PAGE_HTML)
		return 0;
	scan_page(&s, x);
	if (s.letters && thread_letters(x, &list[0]))
		found = list[0].comments.len > 0 || list[0].more.len > 0;
	else if (thread_drawn(x, &list[0]))
		found = 1;
	else
		found = by_signatures(&s, by_structure(&s, list, max), list);
	scan_free(&s);
	return found;
}

/* Whether a heading announces other talk than comments. */
static bool announces_further(const xmlNode *root)
{
	struct buf text = { .max = 1 << 12 };
	bool found = false;

	for (const xmlNode *n = root; n && !found; n = node_next(n, root)) {
		if (!node_is_heading(n))
			continue;
		buf_cut(&text, 0);
		node_text(n, &text);
		found = words_further(str_trim(buf_str(&text)));
	}
	buf_free(&text);
	return found;
}

size_t thread_beside(struct extract *x, struct talk *list, size_t max)
{
	struct scan s;
	struct items items[TALKS_MAX] = { 0 };
	size_t found = 0, len;

	if (!max || x->page->kind != PAGE_HTML || !announces_further(x->page->root))
		return 0;
	scan_page(&s, x);
	len = guess_items(&s, items, max < TALKS_MAX ? max : TALKS_MAX, true);
	for (size_t i = 0; i < len; i++) {
		found += read_items(&s, &items[i], "guessed", &list[found]);
		array_free(&items[i]);
	}
	scan_free(&s);
	return found;
}
