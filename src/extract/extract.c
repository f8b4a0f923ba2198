/* extract.c: the order of belief: a site rule, then what the page publishes about itself, then
 * structure scored. Discussions first, so that the article is looked for in what is left. */
#include "config.h"

#include "extract/article.h"
#include "extract/dump.h"
#include "extract/feed.h"
#include "extract/parts.h"
#include "extract/talk_hints.h"
#include "extract/thread.h"
#include "page/make.h"
#include "text/url.h"

#include <stdio.h>
#include <string.h>

enum { RULE_FEW = 3 }; /* so few comments by a rule may be the wrong ones */

/* Published data is believed unless structure finds this much more. */
#define METADATA_WEIGHT 1.25

enum {
	GUESS_FEW = 6,	     /* comments: of more, one may well say what the head announces */
	RUNNING_TEXT = 60,   /* bytes of a piece of text that is more than a label */
	ARTICLE_LEAST = 300, /* bytes of text that is rather an article than a comment */
};
#define RULE_WEIGHT 1.25 /* and so is a rule that finds only part of what it looks for */

void extract_take(struct extract *x, xmlNode *n)
{
	*array_add(&x->taken) = (struct taken){ n, n->parent, n->next };
	xmlUnlinkNode(n);
	node_link(n, x->attic, NULL);
}

/* The last first: then each finds its neighbours as they were. */
void extract_put_back(struct extract *x, size_t mark)
{
	while (x->taken.len > mark) {
		struct taken t = x->taken.at[--x->taken.len];

		xmlUnlinkNode(t.node);
		node_link(t.node, t.parent, t.next);
	}
}

static struct str page_language(const struct page *p)
{
	struct str s = node_attr(p->root, "lang");

	return s.len ? s : node_attr(p->root, "xml:lang");
}

static void extract_begin(struct extract *x, struct page *p, const struct extract_options *o)
{
	struct url_parts parts;

	*x = (struct extract){ .page = p, .options = o };
	x->query = query_context_new(p);
	x->attic = make_detached(p->doc, "attic");
	url_parts(buf_str(&p->url), &parts);
	x->host = arena_dup(&x->arena, parts.host);
	x->language = arena_dup(&x->arena, page_language(p));
}

static void extract_end(struct extract *x)
{
	array_free(&x->opening.body);
	array_free(&x->opening.tags);
	array_free(&x->parts.found);
	query_context_free(x->query);
	array_free(&x->taken);
	arena_free(&x->arena);
}

static size_t comments_in(const struct talk *list, size_t len)
{
	size_t sum = 0;

	for (size_t i = 0; i < len; i++)
		sum += list[i].comments.len;
	return sum;
}

static double best_score(const struct talk *list, size_t len)
{
	double best = 0;

	for (size_t i = 0; i < len; i++)
		if (list[i].comments.len && list[i].score > best)
			best = list[i].score;
	return best;
}

/* Of discussions that stand beside each other. */
static double sum_of_scores(const struct talk *list, size_t len)
{
	double sum = 0;

	for (size_t i = 0; i < len; i++)
		sum += list[i].comments.len ? list[i].score : 0;
	return sum;
}

/* Adds the talks to list[len ..]; what does not fit is freed. */
static size_t keep(struct talk *list, size_t len, struct talk *from, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (len < TALKS_MAX)
			list[len++] = from[i];
		else
			talk_free(&from[i]);
	}
	return len;
}

static void drop(struct talk *list, size_t len)
{
	for (size_t i = 0; i < len; i++)
		talk_free(&list[i]);
}

static void take_nodes(struct extract *x, const struct node_list *l)
{
	for (size_t i = l->len; i-- > 0;)
		if (l->at[i]->parent != x->attic)
			extract_take(x, l->at[i]);
}

/* Takes the comments of found talks out of the tree, last first. */
static void take_comments(struct extract *x, struct talk *list, size_t len)
{
	for (size_t i = 0; i < len; i++)
		for (size_t c = list[i].comments.len; c-- > 0;) {
			xmlNode *n = list[i].comments.at[c].node;

			take_nodes(x, &list[i].comments.at[c].drop);
			if (n && n != x->page->root && n->type == XML_ELEMENT_NODE &&
				n->parent != x->attic)
				extract_take(x, n);
		}
}

static void mark_guessed(struct talk *list, size_t len)
{
	for (size_t i = 0; i < len; i++)
		for (size_t c = 0; c < list[i].comments.len && !strcmp(list[i].how, "guessed"); c++)
			list[i].comments.at[c].flags |= COMMENT_GUESSED;
}

/* The first comment of a topic is its article. */
static void promote_opening(struct extract *x, struct talk *t)
{
	struct talk_comment first;
	struct opening *o = &x->opening;

	if (!t->opening || t->comments.len < 1 || o->complete)
		return;
	first = t->comments.at[0];
	t->comments.len--;
	memmove(t->comments.at, t->comments.at + 1, t->comments.len * sizeof(first));
	for (size_t i = 0; i < t->comments.len; i++) {
		struct talk_comment *c = &t->comments.at[i];

		c->nested_in =
			c->nested_in == DOC_NONE || c->nested_in == 0 ? DOC_NONE : c->nested_in - 1;
	}
	snprintf(o->how, sizeof(o->how), "%s", t->how);
	o->field[FIELD_BYLINE] = first.author;
	o->field[FIELD_PUBLISHED] = first.time;
	o->id = first.id;
	array_free(&o->body);
	o->body = first.body;
	o->html = first.html;
	o->text = first.text;
	o->complete = true;
	array_free(&first.drop);
	x->op_author = first.author;
}

static size_t text_in(const struct node_list *nodes)
{
	struct buf text = { 0 };
	size_t len;

	for (size_t i = 0; i < nodes->len; i++)
		node_text(nodes->at[i], &text);
	len = str_trim(buf_str(&text)).len;
	buf_free(&text);
	return len;
}

/* Bytes of running text outside of these nodes. */
static size_t text_beside(const xmlNode *root, const struct node_list *nodes)
{
	size_t sum = 0;

	for (const xmlNode *n = root; n;) {
		bool pass = node_is(n, "script") || node_is(n, "style") || node_is(n, "noscript");

		for (size_t i = 0; i < nodes->len && !pass; i++)
			pass = n == nodes->at[i];
		if (node_is_text(n) && node_content(n).len >= RUNNING_TEXT)
			sum += node_content(n).len;
		n = pass ? node_after(n, root) : node_next(n, root);
	}
	return sum;
}

/* Whether one comment is most of the text of the comments, and more than all text beside them. */
static bool is_lopsided(
	const struct extract *x, const struct talk *t, const struct node_list *nodes)
{
	size_t most = 0, all = 0;

	for (size_t i = 0; i < t->comments.len; i++) {
		size_t len = text_in(&t->comments.at[i].body);

		all += len;
		most = len > most ? len : most;
	}
	return most >= ARTICLE_LEAST && most * 2 >= all && most > text_beside(x->page->root, nodes);
}

/* Whether a small guess takes the article itself for comments: most of the text stands in one of them, and the page calls itself an
 * article, or announces what stands there. */
static bool takes_article(struct extract *x, const struct talk *t)
{
	struct node_list nodes = { 0 };
	bool takes;

	if (t->opening || t->comments.len == 0 || t->comments.len > GUESS_FEW ||
		x->page->kind != PAGE_HTML)
		return false;
	for (size_t i = 0; i < t->comments.len; i++)
		if (t->comments.at[i].node)
			*array_add(&nodes) = t->comments.at[i].node;
	takes = is_lopsided(x, t, &nodes) && (article_declared(x) || article_announced(x, &nodes));
	array_free(&nodes);
	if (takes)
		explain(x->options->explain, "discussion",
			"%zu comments are refused: the article stands in one", t->comments.len);
	return takes;
}

/* Guesses that take the article are dropped; returns how many are left. */
static size_t refuse(struct extract *x, struct talk *list, size_t len)
{
	size_t kept = 0;

	for (size_t i = 0; i < len; i++) {
		if (takes_article(x, &list[i]))
			talk_free(&list[i]);
		else
			list[kept++] = list[i];
	}
	return kept;
}

/* Letters, reviews, questions beside a discussion that is out of the tree. */
static size_t find_further(struct extract *x, struct talk *list, size_t len)
{
	size_t more = thread_beside(x, list + len, TALKS_MAX - len);

	mark_guessed(list + len, more);
	take_comments(x, list + len, more);
	return len + more;
}

/* Without a rule: published data or structure, whichever knows more; more than a rule that is in
 * doubt. */
static size_t find_without_rule(struct extract *x, struct talk *list, size_t len)
{
	struct talk stated[TALKS_MAX] = { 0 }, guessed[TALKS_MAX] = { 0 };
	size_t states = thread_by_metadata(x, stated, TALKS_MAX);
	size_t guesses = refuse(x, guessed, thread_by_guess(x, guessed, TALKS_MAX));
	double a, b;
	bool published;

	if (!comments_in(stated, states) && states < TALKS_MAX)
		states += thread_by_state(x, stated + states, TALKS_MAX - states);
	a = best_score(stated, states) * METADATA_WEIGHT;
	b = sum_of_scores(guessed, guesses);

	explain(x->options->explain, "discussion",
		"metadata scores %.2f, structure %.2f, a rule in doubt %.2f", a, b,
		x->doubted_score);
	if (x->doubted && x->doubted_score * RULE_WEIGHT >= (a > b ? a : b)) {
		drop(guessed, guesses);
		drop(stated, states);
		drop(list, len);
		return thread_by_doubted_rule(x, list);
	}
	published = comments_in(stated, states) && a >= b;
	if (published) {
		drop(guessed, guesses);
	} else if (comments_in(guessed, guesses)) {
		mark_guessed(guessed, guesses);
		drop(stated, states);
		states = 0;
		len = keep(list, len, guessed, guesses);
	} else {
		len = keep(list, len, guessed, guesses);
	}
	len = keep(list, len, stated, states);
	take_comments(x, list, len);
	for (size_t i = 0; i < len; i++)
		promote_opening(x, &list[i]);
	return published ? find_further(x, list, len) : len;
}

/* A signature may fit a few elements of a page whose discussion is drawn otherwise: few comments
 * by a rule are held against what structure finds in the rest of the page. */
static size_t find_beside_rule(struct extract *x, struct talk *list, size_t len)
{
	struct talk guessed[TALKS_MAX] = { 0 };
	size_t few = comments_in(list, len), guesses;

	if (x->page->kind != PAGE_HTML || few > RULE_FEW)
		return len;
	guesses = thread_by_guess(x, guessed, TALKS_MAX);
	explain(x->options->explain, "discussion", "%s has %zu comments, structure scores %.2f",
		list[0].how, few, sum_of_scores(guessed, guesses));
	if (sum_of_scores(guessed, guesses) < 4 * (double)few + 4) {
		drop(guessed, guesses);
		return len;
	}
	drop(list, len);
	memset(list, 0, len * sizeof(*list));
	mark_guessed(guessed, guesses);
	len = keep(list, 0, guessed, guesses);
	take_comments(x, list, len);
	return len;
}

static size_t find_talks(struct extract *x, struct talk *list)
{
	size_t len = x->options->sites ? thread_by_rule(x, list, TALKS_MAX) : 0;

	if (comments_in(list, len))
		len = find_further(x, list, find_beside_rule(x, list, len));
	else if (!x->no_talk)
		len = find_without_rule(x, list, len);
	for (size_t i = 0; i < len; i++)
		explain(x->options->explain, "discussion", "%s: %zu comments", list[i].how,
			list[i].comments.len);
	return len;
}

void extract_document(struct page *p, const struct extract_options *o, struct builder *b)
{
	struct talk list[TALKS_MAX] = { 0 };
	struct extract x;
	bool feed;
	size_t len;

	extract_begin(&x, p, o);
	if (p->kind == PAGE_DUMP) {
		extract_dump(&x, b);
		extract_end(&x);
		return;
	}
	parts_scan(&x);
	feed = feed_of_articles(&x);
	x.no_talk = feed;
	len = find_talks(&x, list);
	x.talked = comments_in(list, len);
	/* Only where posts are the page: in forums, whose rules know an opening post. */
	for (size_t i = 0; i < len && !x.first_time.len; i++)
		if (list[i].comments.len && x.rule && site_has(x.rule, PAGE_FIELD_OPENING))
			x.first_time = arena_dup(&x.arena, list[i].comments.at[0].time);
	for (size_t i = 0; i < len; i++) {
		talk_learn_dates(&x, &list[i]);
		talk_hints(&x, &list[i]);
		talk_resolve(&list[i], x.opening.id);
	}
	if (feed && !x.talked)
		feed_write(&x, b);
	else
		article_write(&x, b);
	if (!x.op_author.len)
		x.op_author = arena_dup(&x.arena, x.opening.field[FIELD_BYLINE]);
	if (!x.op_author.len)
		x.op_author = arena_dup(&x.arena, builder_get(b, FIELD_BYLINE));
	for (size_t i = 0; i < len; i++)
		talk_write(&x, &list[i], b);
	parts_write(&x, list, len, b);
	drop(list, len);
	extract_end(&x);
}
