/* thread_meta.c: discussions that pages publish as JSON-LD: comments and answers below the thing
 * that they are about, in each other, or with the id of the one they answer. */
#include "config.h"

#include "extract/thread.h"
#include "page/make.h"

#include <stdio.h>

enum { NODES_MAX = 4000000 };

/* Objects open around the one at hand, as the walk goes down. */
struct open_comment {
	const xmlNode *node;
	uint32_t at;
};

struct linked {
	struct extract *x;
	struct talk *t;
	struct buf text;
	ARRAY(struct open_comment) open;
	const xmlNode *topic; /* what the comments are about, when it is a posting itself */
	int64_t claimed;      /* -1: unknown */
};

/* "@type" and its like are elements named "_type"; of a list the first counts. */
static const xmlNode *member(const xmlNode *o, const char *key)
{
	const xmlNode *n = node_child(o, key);
	const xmlNode *item = n ? node_child(n, "item") : NULL;

	return item ? item : n;
}

static struct str text_in(struct linked *l, const xmlNode *n)
{
	l->text.len = 0;
	if (n)
		node_text(n, &l->text);
	return str_trim(buf_str(&l->text));
}

/* The first member of these names that holds something; in the arena. */
static struct str first_text(struct linked *l, const xmlNode *o, const char *const *keys, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str s = text_in(l, member(o, keys[i]));

		if (s.len)
			return arena_dup(&l->x->arena, s);
	}
	return STR_NONE;
}

#define FIRST_TEXT(l, o, ...)                                                                      \
	first_text(l, o, (const char *const[]){ __VA_ARGS__ },                                     \
		sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

static bool is_type(struct linked *l, const xmlNode *o, const char *const *types, size_t n)
{
	struct str type = text_in(l, node_child(o, "_type"));

	for (size_t i = 0; i < n; i++)
		if (str_ends(type, str_z(types[i])))
			return true;
	return false;
}

static bool is_comment(struct linked *l, const xmlNode *o)
{
	static const char *const types[] = { "Comment", "UserComments", "Answer" };

	return is_type(l, o, types, 3);
}

/* A posting that opens a topic; in another one, or below "comment", it is an answer. */
static bool is_posting(struct linked *l, const xmlNode *o)
{
	static const char *const types[] = { "DiscussionForumPosting", "SocialMediaPosting",
		"Question", "Conversation" };

	return is_type(l, o, types, 4);
}

static bool below_comment_key(const xmlNode *o)
{
	const xmlNode *up = node_is(o, "item") ? o->parent : o;

	return node_is(up, "comment") || node_is(up, "acceptedAnswer") ||
		node_is(up, "suggestedAnswer") || node_is(up, "comments");
}

static struct str author_in(struct linked *l, const xmlNode *o, const char *part)
{
	const xmlNode *a = member(o, "author");
	struct str s;

	if (!a)
		a = member(o, "creator");
	if (!a || !node_first_element(a))
		return part[0] == 'n' ? arena_dup(&l->x->arena, text_in(l, a)) : STR_NONE;
	s = text_in(l, member(a, part));
	return arena_dup(&l->x->arena, s);
}

static bool looks_html(struct str s)
{
	size_t at = str_find_char(s, '<', 0);

	return (at != STR_NOWHERE && at + 1 < s.len &&
		       (ascii_alpha(s.at[at + 1]) || s.at[at + 1] == '/')) ||
		str_has(s, STR("&#")) || str_has(s, STR("&quot;")) || str_has(s, STR("&amp;"));
}

static void add_comment(struct linked *l, const xmlNode *o, struct str body)
{
	struct talk_comment *c = talk_add(l->t);
	const xmlNode *up = member(o, "parentItem");
	int64_t score;

	c->author = author_in(l, o, "name");
	c->author_url = author_in(l, o, "url");
	c->time = FIRST_TEXT(l, o, "dateCreated", "datePublished", "commentTime", "dateModified");
	c->permalink = FIRST_TEXT(l, o, "url", "_id");
	c->id = FIRST_TEXT(l, o, "_id", "identifier", "url");
	if (str_number(FIRST_TEXT(l, o, "upvoteCount"), INT32_MIN + 1, INT32_MAX, &score))
		c->score = (int32_t)score;
	if (up && node_first_element(up) && !is_posting(l, up))
		c->parent_id = FIRST_TEXT(l, up, "_id", "url", "identifier");
	else if (up && !node_first_element(up))
		c->parent_id = arena_dup(&l->x->arena, text_in(l, up));
	if (looks_html(body))
		c->html = body;
	else
		c->text = body;
	if (l->open.len)
		c->nested_in = l->open.at[l->open.len - 1].at;
}

/* The posting that the comments answer is the article. */
static void take_topic(struct linked *l, const xmlNode *o)
{
	struct opening *op = &l->x->opening;
	struct str body = FIRST_TEXT(l, o, "text", "articleBody", "description");
	int64_t n;

	if (str_number(FIRST_TEXT(l, o, "commentCount", "answerCount"), 0, UINT32_MAX - 1, &n) &&
		l->claimed < n)
		l->claimed = n;
	if (l->topic || op->how[0])
		return;
	l->topic = o;
	snprintf(op->how, sizeof(op->how), "json-ld");
	op->field[FIELD_TITLE] = FIRST_TEXT(l, o, "headline", "name");
	op->field[FIELD_BYLINE] = author_in(l, o, "name");
	op->field[FIELD_PUBLISHED] = FIRST_TEXT(l, o, "datePublished", "dateCreated");
	op->id = FIRST_TEXT(l, o, "_id", "url");
	if (looks_html(body))
		op->html = body;
	else
		op->text = body;
}

static void read_object(struct linked *l, const xmlNode *o)
{
	static const char *const bodies[] = { "text", "commentText", "articleBody", "description" };
	struct str body;

	while (l->open.len && !node_contains(l->open.at[l->open.len - 1].node, o))
		l->open.len--;
	if (!is_comment(l, o) && !(is_posting(l, o) && below_comment_key(o)))
		return;
	body = first_text(l, o, bodies, 4);
	if (!body.len)
		return;
	add_comment(l, o, body);
	*array_add(&l->open) = (struct open_comment){ o, (uint32_t)l->t->comments.len - 1 };
}

static void read_block(struct linked *l, const xmlNode *root)
{
	size_t seen = 0;

	for (const xmlNode *n = root; n && seen < NODES_MAX; n = node_next(n, root), seen++)
		if (node_is_element(n) && node_child(n, "_type"))
			read_object(l, n);
	for (const xmlNode *n = root; n && l->t->comments.len; n = node_next(n, root))
		if (node_is_element(n) && node_child(n, "_type") && is_posting(l, n) &&
			!below_comment_key(n)) {
			take_topic(l, n);
			return;
		}
}

static bool speaks_of_comments(struct str s)
{
	return str_has(s, STR("\"comment\"")) || str_has(s, STR("Answer")) ||
		str_has(s, STR("UserComments")) || str_has(s, STR("\"Comment\""));
}

/* Answers to frequent questions are the page's own words, without author and time. */
static bool by_people(const struct talk *t)
{
	size_t known = 0;

	for (size_t i = 0; i < t->comments.len; i++)
		known += t->comments.at[i].author.len || t->comments.at[i].time.len;
	return known && known * 2 >= t->comments.len;
}

static bool read_script(struct extract *x, struct str json, struct talk *t)
{
	struct linked l = { .x = x, .t = t, .text = { .max = 64 << 20 }, .claimed = -1 };
	struct pool_mark mark = make_mark(x->page->doc);
	xmlNode *holder = make_detached(x->page->doc, "data");

	page_parse_json(holder, json);
	t->source = SOURCE_PAGE;
	t->claimed = t->unloaded = DOC_NONE;
	snprintf(t->how, sizeof(t->how), "json-ld");
	read_block(&l, holder);
	if (l.claimed >= 0)
		t->claimed = (uint32_t)l.claimed;
	t->score = 0.6 * (double)t->comments.len;
	array_free(&l.open);
	buf_free(&l.text);
	make_release(x->page->doc, mark);
	if (by_people(t))
		return true;
	talk_free(t);
	return false;
}

/* Linear in the page: only scripts are looked into. */
size_t thread_by_metadata(struct extract *x, struct talk *list, size_t max)
{
	size_t found = 0;

	if (x->page->kind != PAGE_HTML)
		return 0;
	for (xmlNode *n = x->page->root; n && found < max; n = node_next(n, x->page->root))
		if (node_is(n, "script") && str_has_case(node_attr(n, "type"), STR("ld+json")) &&
			node_is_text(n->children) &&
			speaks_of_comments(node_content(n->children)) &&
			read_script(x, node_content(n->children), &list[found]))
			found++;
	return found;
}
