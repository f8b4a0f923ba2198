/* thread_signed.c: talk as wikis have it: paragraphs, list items and definitions that end with a
 * link to their author and the time. How deep they stand in lists tells whom they answer. */
#include "config.h"

#include "extract/thread_signed.h"

#include "extract/thread_guess.h"
#include "text/date.h"

#include <stdio.h>

enum {
	AFTER = 16, /* bytes after the date: "(CET)" is read with it, "." and the like are not */
	NAME_MOST = 80,	 /* bytes */
	PARTS_MOST = 12, /* nodes of a signature */
	SAID_LEAST = 8,	 /* bytes of a comment: more than "by" and a dash */
	SAID_MOST = 1000,
};

struct signer {
	struct extract *x;
	struct talk *t;
	struct node_list open; /* blocks since the last comment */
	const xmlNode *behind; /* what follows the last of them in the document */
	bool inside;	       /* the walk has not come so far */
	size_t foreign;	       /* comments that link to comments on other pages */
	struct buf text;
};

static bool is_block(const xmlNode *n)
{
	return node_is(n, "p") || node_is(n, "dd") || node_is(n, "li") || node_is(n, "dt") ||
		node_is(n, "div") || node_is(n, "td") || node_is(n, "blockquote");
}

static bool is_list(const xmlNode *n)
{
	return node_is(n, "dl") || node_is(n, "ul") || node_is(n, "ol");
}

static xmlNode *block_of(xmlNode *n)
{
	while (n && !is_block(n))
		n = n->parent;
	return n;
}

/* Whether a text ends with a date that has the time of the day; *from: where it begins. */
static bool ends_with_time(struct extract *x, struct str t, size_t *from)
{
	struct date d;
	size_t start = t.len > SIGNED_TIME_MOST ? t.len - SIGNED_TIME_MOST : 0, at, len;
	bool found = false;

	if (!str_has(str_sub(t, start, SIZE_MAX), STR(":")))
		return false;

	while (start < t.len && ((unsigned char)t.at[start] & 0xc0) == 0x80)
		start++;
	while (date_find(
		str_sub(t, start, SIZE_MAX), x->language, x->options->now, &d, &at, &len)) {
		*from = start + at;
		start += at + len;
		found = d.precision >= DATE_MINUTE && t.len - start <= AFTER;
	}
	return found;
}

/* What a link's address or title ends with: "Ann" of "User:Ann" and "User talk:Ann". */
static struct str last_part(struct str s)
{
	for (size_t i = s.len; i-- > 0;)
		if (s.at[i] == ':' || s.at[i] == '/')
			return str_sub(s, i + 1, SIZE_MAX);
	return s;
}

static struct str owner_of(const xmlNode *link)
{
	struct str title = node_attr(link, "title");

	return last_part(
		str_find_char(title, ':', 0) != STR_NOWHERE ? title : node_attr(link, "href"));
}

static const xmlNode *link_in(const xmlNode *n)
{
	for (const xmlNode *a = n; a; a = node_next(a, n))
		if (node_is(a, "a"))
			return a;
	return NULL;
}

/* The link to the author before a date: the first of those that belong to the same person. What
 * stands from there on is the signature: *parts. */
static const xmlNode *signing_link(xmlNode *date, xmlNode *block, struct node_list *parts)
{
	const xmlNode *link = NULL;
	struct str owner = STR_NONE;
	size_t len = 0;

	while (date->parent != block && !date->prev && date->parent)
		date = date->parent;
	for (xmlNode *n = date->prev; n && parts->len < PARTS_MOST; n = n->prev) {
		const xmlNode *a = node_is_text(n) ? NULL : link_in(n);

		if (node_is_text(n) && str_trim(node_content(n)).len > SIGNED_BEFORE_MOST)
			break;
		if (!node_is_text(n) && (!a || (owner.len && !str_eq(owner_of(a), owner))))
			break;
		*array_add(parts) = n;
		if (!a)
			continue;
		link = a;
		owner = owner_of(a);
		len = parts->len;
	}
	parts->len = len;
	return link;
}

static struct str name_of(struct signer *s, const xmlNode *link)
{
	s->text.len = 0;
	node_text(link, &s->text);
	return str_trim(buf_str(&s->text));
}

static int list_depth(const xmlNode *n)
{
	int depth = 0;

	for (; n; n = n->parent)
		depth += is_list(n);
	return depth;
}

/* All blocks since the last comment, this one (or one around it) the last. */
static void take_blocks(struct signer *s, xmlNode *block, struct talk_comment *c)
{
	bool held = false;

	for (size_t i = 0; i < s->open.len; i++) {
		*array_add(&c->body) = s->open.at[i];
		held |= node_contains(s->open.at[i], block);
	}
	if (!held)
		*array_add(&c->body) = block;
	c->node = c->body.at[c->body.len - 1];
	for (size_t i = 0; i + 1 < c->body.len; i++)
		*array_add(&c->drop) = c->body.at[i];
	s->open.len = 0;
}

static size_t text_of(struct signer *s, const xmlNode *n)
{
	s->text.len = 0;
	node_text(n, &s->text);
	return str_trim(buf_str(&s->text)).len;
}

/* Whether something is said before the signature; "by Ann, 3 March, 10:15" alone is the head of what follows. */
static bool says_something(
	struct signer *s, const xmlNode *block, const xmlNode *date, const struct node_list *parts)
{
	size_t said = 0, signature = str_trim(node_content(date)).len;

	for (size_t i = 0; i < s->open.len && said < SAID_MOST; i++)
		said += s->open.at[i] == block ? 0 : text_of(s, s->open.at[i]);
	for (size_t i = 0; i < parts->len; i++)
		signature += text_of(s, parts->at[i]);
	return said + text_of(s, block) > signature + SAID_LEAST;
}

/* Whether a block links to a comment on another page. */
static bool leads_elsewhere(const struct signer *s, const xmlNode *block)
{
	enum { STEPS = 60 }; /* answers may stand in the block */
	struct str own = link_path(buf_str(&s->x->page->url));
	int steps = 0;

	for (const xmlNode *n = block; n && steps++ < STEPS; n = node_next(n, block))
		if (node_is(n, "a") && link_foreign(node_attr(n, "href"), own))
			return true;
	return false;
}

/* Whether hardly more stands behind a signature in its block than what one can do there; answers in lists do not count. */
static bool ends_block(const xmlNode *date, const xmlNode *block)
{
	enum { BEHIND_MOST = 40 }; /* bytes: "[reply]", "[thank]" */
	const xmlNode *n = node_after(date, block);
	size_t behind = 0;

	while (n && behind <= BEHIND_MOST) {
		if (is_list(n) || is_block(n)) {
			n = node_after(n, block);
			continue;
		}
		behind += node_is_text(n) ? str_trim(node_content(n)).len : 0;
		n = node_next(n, block);
	}
	return behind <= BEHIND_MOST;
}

static void add_signed(struct signer *s, xmlNode *date, size_t from, xmlNode *block)
{
	struct node_list parts = { 0 };
	const xmlNode *link = signing_link(date, block, &parts);
	struct talk_comment *c;
	struct str name = link ? name_of(s, link) : STR_NONE;

	name = arena_dup(&s->x->arena, name);
	if (!name.len || name.len > NAME_MOST || !ends_block(date, block) ||
		!says_something(s, block, date, &parts)) {
		array_free(&parts);
		return;
	}
	s->foreign += leads_elsewhere(s, block);
	c = talk_add(s->t);
	c->author = name;
	c->author_url = arena_dup(&s->x->arena, node_attr(link, "href"));
	c->time = arena_dup(&s->x->arena, str_sub(node_content(date), from, SIZE_MAX));
	c->level = list_depth(block);
	take_blocks(s, block, c);
	*array_add(&c->drop) = date;
	for (size_t i = 0; i < parts.len; i++)
		*array_add(&c->drop) = parts.at[i];
	array_free(&parts);
}

static void look_at(struct signer *s, xmlNode *n)
{
	xmlNode *block;
	struct str t;
	size_t from = 0;

	if (node_is_heading(n)) {
		s->open.len = 0;
		return;
	}
	if (n == s->behind)
		s->inside = false;
	if (is_block(n) && !node_is(n, "div") && !node_is(n, "td") && !(s->open.len && s->inside)) {
		*array_add(&s->open) = n;
		s->behind = node_after(n, s->x->page->root);
		s->inside = true;
	}
	if (!node_is_text(n))
		return;
	t = str_trim_right(node_content(n));
	block = signed_may_end(t) ? block_of(n) : NULL;
	if (block && ends_with_time(s->x, t, &from) && from <= SIGNED_BEFORE_MOST)
		add_signed(s, n, from, block);
}

bool thread_signed(struct extract *x, struct talk *t)
{
	struct signer s = { .x = x, .t = t, .text = { .max = 1 << 16 } };

	for (xmlNode *n = x->page->root; n; n = node_next(n, x->page->root))
		look_at(&s, n);
	array_free(&s.open);
	buf_free(&s.text);
	t->source = SOURCE_PAGE;
	t->claimed = t->unloaded = DOC_NONE;
	snprintf(t->how, sizeof(t->how), "signatures");
	t->score = 0.9 * (double)t->comments.len;
	if (t->comments.len >= SIGNED_LEAST && s.foreign * 10 < t->comments.len * 6)
		return true;
	talk_free(t);
	return false;
}
