/* extract.c: the order of belief: a site rule, then what the page publishes about itself, then
 * structure scored. Discussions first, so that the article is looked for in what is left. */
#include "config.h"

#include "extract/article.h"
#include "extract/dump.h"
#include "extract/feed.h"
#include "extract/parts.h"
#include "extract/talk_hints.h"
#include "extract/talk_signed.h"
#include "extract/thread.h"
#include "extract/thread_guess.h"
#include "extract/thread_weigh.h"
#include "page/make.h"
#include "text/url.h"

#include <stdio.h>
#include <string.h>

enum { ANSWERS_LEAST = 4 }; /* on a page that a rule takes for a list */

/* Published data is believed unless structure finds this much more. */
#define METADATA_WEIGHT 1.25

enum {
	GUESS_FEW = 6,	     /* comments: of more, one may well say what the head announces */
	RUNNING_TEXT = 60,   /* bytes of a piece of text that is more than a label */
	ARTICLE_LEAST = 300, /* bytes of text that is rather an article than a comment */
};

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
	x->dates = guess_dates_new();
	url_parts(buf_str(&p->url), &parts);
	x->host = arena_dup(&x->arena, parts.host);
	x->language = arena_dup(&x->arena, page_language(p));
}

static void opening_free(struct opening *o)
{
	array_free(&o->body);
	array_free(&o->tags);
	*o = (struct opening){ 0 };
}

static void extract_end(struct extract *x)
{
	opening_free(&x->opening);
	array_free(&x->parts.found);
	query_context_free(x->query);
	guess_dates_free(x->dates);
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
	for (size_t i = 0; i < len; i++) {
		if (list[i].by_signatures) {
			talk_signed_take(x, &list[i]);
			continue;
		}
		for (size_t c = list[i].comments.len; c-- > 0;) {
			xmlNode *n = list[i].comments.at[c].node;

			take_nodes(x, &list[i].comments.at[c].drop);
			if (n && n != x->page->root && n->type == XML_ELEMENT_NODE &&
				n->parent != x->attic)
				extract_take(x, n);
		}
	}
}

static void mark_guessed(struct talk *list, size_t len)
{
	for (size_t i = 0; i < len; i++)
		for (size_t c = 0; c < list[i].comments.len && !strcmp(list[i].how, "guessed"); c++)
			list[i].comments.at[c].flags |= COMMENT_GUESSED;
}

/* Takes the first comment out of the list. */
static struct talk_comment shift(struct talk *t)
{
	struct talk_comment first = t->comments.at[0];

	t->comments.len--;
	memmove(t->comments.at, t->comments.at + 1, t->comments.len * sizeof(first));
	for (size_t i = 0; i < t->comments.len; i++) {
		struct talk_comment *c = &t->comments.at[i];

		c->nested_in =
			c->nested_in == DOC_NONE || c->nested_in == 0 ? DOC_NONE : c->nested_in - 1;
	}
	return first;
}

/* Whether the opening post that a rule knows stands in a comment. */
static bool holds_opening(const struct extract *x, const struct talk_comment *c)
{
	for (size_t i = 0; i < x->opening.body.len; i++)
		if (c->node && node_contains(c->node, x->opening.body.at[i]))
			return true;
	return false;
}

/* The opening post of a rule is no comment. */
static void drop_opening(const struct extract *x, struct talk *t)
{
	while (t->comments.len && holds_opening(x, &t->comments.at[0])) {
		struct talk_comment first = shift(t);

		array_free(&first.body);
		array_free(&first.drop);
		array_free(&first.lines);
		t->opening = false;
	}
}

/* The first comment of a topic is its article. */
static void promote_opening(struct extract *x, struct talk *t)
{
	struct talk_comment first;
	struct opening *o = &x->opening;

	if (!t->opening || t->comments.len < 1 ||
		(o->complete && !holds_opening(x, &t->comments.at[0])))
		return;
	if (t->later && !o->complete) {
		x->answers_only = true;
		return;
	}
	first = shift(t);
	if (o->complete) {
		o->id = o->id.len ? o->id : first.id;
		array_free(&first.body);
		array_free(&first.drop);
		array_free(&first.lines);
		return;
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
	array_free(&first.lines);
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

/* Without a rule: published data or structure, whichever knows more. All stays in the tree. */
static size_t find_without_rule(struct extract *x, struct talk *list)
{
	struct talk stated[TALKS_MAX] = { 0 }, guessed[TALKS_MAX] = { 0 };
	size_t states = thread_by_metadata(x, stated, TALKS_MAX), len;
	size_t guesses = refuse(x, guessed, thread_by_guess(x, guessed, TALKS_MAX));
	double a, b;

	if (!comments_in(stated, states) && states < TALKS_MAX)
		states += thread_by_state(x, stated + states, TALKS_MAX - states);
	a = best_score(stated, states) * METADATA_WEIGHT;
	b = sum_of_scores(guessed, guesses);
	explain(x->options->explain, "discussion", "metadata scores %.2f, structure %.2f", a, b);
	mark_guessed(guessed, guesses);
	if (comments_in(guessed, guesses) && !(comments_in(stated, states) && a >= b)) {
		drop(stated, states);
		return keep(list, 0, guessed, guesses);
	}
	if (comments_in(stated, states)) {
		drop(guessed, guesses);
		guesses = 0;
	}
	len = keep(list, 0, guessed, guesses);
	return keep(list, len, stated, states);
}

/* Takes what was found without a rule behind list[len]; the comments are out of the tree then. */
static size_t adopt(
	struct extract *x, struct talk *list, size_t len, struct talk *from, size_t count)
{
	size_t first = len;

	len = keep(list, len, from, count);
	take_comments(x, list + first, len - first);
	for (size_t i = first; i < len; i++)
		promote_opening(x, &list[i]);
	if (len > first && !strcmp(list[first].how, "guessed"))
		return len;
	return find_further(x, list, len);
}

static struct talk_worth measure_all(struct extract *x, struct talk *list, size_t len)
{
	struct talk_worth sum = { 0 };

	for (size_t i = 0; i < len; i++) {
		struct talk_worth w = talk_measure(x, &list[i]);

		sum.comments += w.comments;
		sum.authors += w.authors;
		sum.times += w.times;
		sum.nested += w.nested;
		sum.stated += w.stated;
		sum.lost += w.lost;
		sum.text += w.text;
		sum.said += w.said;
		sum.headed += w.headed;
		sum.doubles += w.doubles;
		sum.names += w.names;
	}
	return sum;
}

/* What was taken since `mark`, with what it stands in now: the attic, or an element made there. */
static struct taken *taken_since(const struct extract *x, size_t mark)
{
	size_t n = x->taken.len - mark;
	struct taken *list = mem_new(n + 1, sizeof(*list));

	for (size_t i = 0; i < n; i++) {
		list[i].node = x->taken.at[mark + i].node;
		list[i].parent = list[i].node->parent;
	}
	return list;
}

static void take_again(struct extract *x, size_t mark, const struct taken *list, size_t n)
{
	extract_put_back(x, mark);
	for (size_t i = 0; i < n; i++) {
		extract_take(x, list[i].node);
		if (list[i].parent == x->attic)
			continue;
		xmlUnlinkNode(list[i].node);
		node_link(list[i].node, list[i].parent, NULL);
	}
}

/* A rule that seems not to fit the page is held against what is found without it, with all that it took back in the tree. Returns how
 * much was found in `other` when that is better; then the tree is whole, else it is as it was. sure: the rule's comments lack
 * little. */
static size_t outdo_rule(
	struct extract *x, struct talk *rule, size_t mark, bool sure, struct talk *other)
{
	struct talk_worth ours = talk_measure(x, rule), theirs;
	struct taken *taken = taken_since(x, mark);
	size_t len, shared = 0, whole, n = x->taken.len - mark;
	bool better;

	extract_put_back(x, mark);
	for (size_t i = 0; i < n; i++) /* data of scripts, which only the rule reads */
		if (node_is(taken[i].node, "json"))
			extract_take(x, taken[i].node);
	whole = x->taken.len;
	len = find_without_rule(x, other);
	if (len)
		drop_opening(x, &other[0]);
	for (size_t i = 0; i < len; i++)
		shared += talk_shared(rule, &other[i]);
	take_comments(x, other, len);
	theirs = measure_all(x, other, len);
	better = talk_better(&theirs, &ours, shared, sure);
	explain(x->options->explain, "discussion",
		"%s: %zu comments, %zu answers, %zu lost; without it %zu (%zu the same), %zu, %zu: "
		"%s",
		rule->how, ours.comments, ours.nested + ours.stated, ours.lost, theirs.comments,
		shared, theirs.nested + theirs.stated, theirs.lost,
		better ? "better" : "no better");
	if (better) {
		extract_put_back(x, whole);
	} else {
		take_again(x, mark, taken, n);
		drop(other, len);
	}
	mem_free(taken);
	return better ? len : 0;
}

/* The comments of the rule that fits; those of one whose comments lack much, when nothing else is better. */
static size_t find_by_rule(struct extract *x, struct talk *list)
{
	struct talk other[TALKS_MAX] = { 0 };
	struct opening before = { 0 };
	size_t mark = x->taken.len, len = thread_by_rule(x, list, TALKS_MAX), others;
	bool sure = comments_in(list, len) > 0;

	if (!sure && x->doubted && !x->no_talk) {
		drop(list, len);
		len = thread_by_doubted_rule(x, list, &before);
	}
	if (!comments_in(list, len))
		return len;
	others = talk_doubtful(x, &list[0]) ? outdo_rule(x, &list[0], mark, sure, other) : 0;
	if (others) {
		drop(list, len);
		if (!sure) {
			opening_free(&x->opening);
			x->opening = before;
			x->rule = before.how[0] ? x->rule : NULL;
		}
		return adopt(x, list, 0, other, others);
	}
	opening_free(&before);
	return find_further(x, list, len);
}

/* A rule that knows lists by what is on them, and may be mistaken: only talk that answers talk counts, much of it or as much as
 * the page claims. */
static size_t find_against_rule(struct extract *x, struct talk *list, size_t len)
{
	size_t claimed = len && list[0].claimed != DOC_NONE ? list[0].claimed : 0;
	struct talk other[TALKS_MAX] = { 0 };
	size_t others = find_without_rule(x, other), whole = x->taken.len;
	struct talk_worth w;

	take_comments(x, other, others);
	w = measure_all(x, other, others);
	extract_put_back(x, whole);
	if (w.nested * 4 >= w.comments &&
		(w.nested >= ANSWERS_LEAST || (w.nested && w.comments == claimed)))
		return adopt(x, list, len, other, others);
	drop(other, others);
	return len;
}

static size_t find_talks(struct extract *x, struct talk *list)
{
	struct talk other[TALKS_MAX] = { 0 };
	size_t len = x->options->sites ? find_by_rule(x, list) : 0;

	if (!comments_in(list, len) && !x->no_talk)
		len = adopt(x, list, len, other, find_without_rule(x, other));
	else if (!comments_in(list, len) && !x->no_guess)
		len = find_against_rule(x, list, len);
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
	x.no_talk = x.no_guess = feed;
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
