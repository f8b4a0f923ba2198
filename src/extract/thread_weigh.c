/* thread_weigh.c: how well a discussion was read. */
#include "config.h"

#include "extract/thread_weigh.h"

#include "extract/talk_hints.h"
#include "text/date.h"

#include <stdlib.h>

enum {
	FEW = 3,	 /* comments: may be the wrong ones */
	FLAT_LEAST = 4,	 /* comments that hardly all stand for themselves */
	SAMPLE = 24,	 /* comments looked at */
	NAME_MOST = 60,	 /* bytes of a name */
	TIME_MOST = 200, /* of a time with words around it */
	LETTERS_LEAST = 2,
	TEXTS_SHORT = 12, /* bytes of the mean text where hardly anything is said */
	TEXT_LEAST = 30,  /* bytes of a text that nobody says twice */
	ABOVE = 12,	  /* elements around a comment */
	WITHIN = 64,	  /* and in it */
};

static bool is_gone(const struct talk_comment *c)
{
	return c->flags & (COMMENT_DELETED | COMMENT_HIDDEN);
}

static bool shows_something(const struct talk_comment *c)
{
	for (size_t i = 0; i < c->body.len; i++)
		for (const xmlNode *n = c->body.at[i]; n; n = node_next(n, c->body.at[i]))
			if (node_is(n, "img") || node_is(n, "video") || node_is(n, "iframe"))
				return true;
	return false;
}

static size_t letters_in(struct str s, size_t most)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len && n < most; i++)
		n += ascii_alpha(s.at[i]) || (unsigned char)s.at[i] >= 0xc0;
	return n;
}

/* Numbers are ids of somebody; what holds a date, or many words, is a whole line. */
static bool can_be_author(const struct extract *x, struct str s)
{
	enum { WORDS_MOST = 6 };
	struct str rest = s, word;
	struct date d;
	size_t at, len, words = 0;

	while (str_word(&rest, &word))
		words++;
	if (words > WORDS_MOST)
		return false;
	if (s.len > NAME_MOST || str_find_char(s, '\n', 0) != STR_NOWHERE || !letters_in(s, 1))
		return false;
	return !str_has_digit(s) || !date_find(s, x->language, x->options->now, &d, &at, &len) ||
		d.relative || d.precision < DATE_DAY;
}

static bool can_be_time(const struct extract *x, const struct talk *t, struct str s)
{
	struct date d;

	s = str_trim(s);
	return s.len && s.len <= TIME_MOST &&
		date_parse(s, t->language.len ? t->language : x->language, x->options->now, &d);
}

/* The text of a comment's body, into `text`. */
static struct str body_text(const struct talk_comment *c, struct buf *text)
{
	buf_cut(text, 0);
	for (size_t i = 0; i < c->body.len; i++)
		node_text(c->body.at[i], text);
	if (!text->len)
		buf_add(text, c->html.len ? c->html : c->text);
	return str_trim(buf_str(text));
}

static int by_value(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* How many of the values stand there before; zeros do not count. */
static size_t doubles(uint64_t *hash, size_t n)
{
	size_t twice = 0;

	qsort(hash, n, sizeof(*hash), by_value);
	for (size_t i = 1; i < n; i++)
		twice += hash[i] && hash[i] == hash[i - 1];
	return twice;
}

/* How many authors there are. */
static size_t names_in(const struct talk *t)
{
	uint64_t *hash = mem_new(t->comments.len + 1, sizeof(*hash));
	size_t n = t->comments.len;

	for (size_t i = 0; i < n; i++)
		hash[i] = str_hash_quick(0, t->comments.at[i].author) | 1;
	n -= doubles(hash, n);
	mem_free(hash);
	return n;
}

static const xmlNode *parent_of(const struct extract *x, const struct talk_comment *c)
{
	for (size_t i = x->taken.len; i-- > 0;)
		if (x->taken.at[i].node == c->node)
			return x->taken.at[i].parent;
	return c->node ? c->node->parent : NULL;
}

/* Whether hardly any comment answers another, as far as their places and what is stated tell. */
static bool is_flat(const struct talk *t)
{
	size_t edges = 0;

	for (size_t i = 0; i < t->comments.len; i++)
		edges += t->comments.at[i].edge == EDGE_NESTED ||
			t->comments.at[i].edge == EDGE_STATED;
	return t->comments.len >= FLAT_LEAST && edges * 50 < t->comments.len;
}

/* Whether the rule of the page looks for parents. */
static bool looks_for_parents(const struct extract *x)
{
	static const enum site_field field[] = { ITEM_FIELD_PARENT, ITEM_FIELD_REPLY_TO,
		ITEM_FIELD_LEVEL, ITEM_FIELD_NUMBER };

	for (size_t i = 0; i < sizeof(field) / sizeof(*field); i++)
		if (x->rule && site_has(x->rule, field[i]))
			return true;
	return false;
}

/* A few comments, far apart in the list, do not stand side by side. */
static bool stands_apart(const struct extract *x, const struct talk *t)
{
	const xmlNode *first = parent_of(x, &t->comments.at[0]);
	size_t n = t->comments.len;

	return parent_of(x, &t->comments.at[n / 2]) != first ||
		parent_of(x, &t->comments.at[n - 1]) != first;
}

/* What is wrong with a comment: bits, one for each of its parts. */
enum { ODD_AUTHOR, ODD_TIME, ODD_TEXT, ODD_PARENT, ODD_PARTS };

static unsigned oddities(const struct extract *x, const struct talk *t,
	const struct talk_comment *c, struct str said)
{
	unsigned odd = 0;

	if (!can_be_author(x, c->author))
		odd |= 1 << ODD_AUTHOR;
	if (!can_be_time(x, t, c->time))
		odd |= 1 << ODD_TIME;
	if (letters_in(said, LETTERS_LEAST) < LETTERS_LEAST ||
		(c->author.len > 1 && str_starts(said, c->author)))
		odd |= 1 << ODD_TEXT;
	if (c->doubts & (TALK_LOST | TALK_CIRCLE))
		odd |= 1 << ODD_PARENT;
	return odd;
}

/* Whether a part is odd in every fifth comment, or many say the very same. */
static bool looks_odd(const struct extract *x, const struct talk *t)
{
	size_t n = t->comments.len, step = n > SAMPLE ? n / SAMPLE : 1, seen = 0;
	size_t count[ODD_PARTS] = { 0 }, same = 0, all = 0;
	uint64_t before = 0, hash;
	struct buf text = { .max = 1 << 20 };
	bool odd = false;

	for (size_t i = 0; i < n; i += step, seen++) {
		const struct talk_comment *c = &t->comments.at[i];
		struct str said = is_gone(c) ? STR_NONE : body_text(c, &text);
		unsigned bits = is_gone(c) ? 0 : oddities(x, t, c, said);

		for (int k = 0; k < ODD_PARTS; k++)
			count[k] += bits >> k & 1;
		all += said.len;
		hash = str_hash_quick(0, said);
		same += i > 0 && hash == before;
		before = hash;
	}
	for (int k = 0; k < ODD_PARTS; k++)
		odd |= count[k] * 5 > seen;
	buf_free(&text);
	return odd || same * 2 > seen || all < TEXTS_SHORT * seen;
}

/* Parents, and how its dates are to be read; what is learned of these counts for this talk alone. */
static void prepare(struct extract *x, struct talk *t)
{
	struct str language = x->language;

	talk_hints(x, t);
	talk_resolve(t, x->opening.id);
	talk_learn_dates(x, t);
	if (!t->language.len)
		t->language = x->language;
	x->language = language;
}

bool talk_doubtful(struct extract *x, struct talk *t)
{
	size_t n = t->comments.len;
	const char *why = NULL;

	prepare(x, t);
	if (n <= FEW)
		why = "they are few";
	else if (t->claimed != DOC_NONE && t->claimed > n + n / 4 + 1)
		why = "the page says that there are more";
	else if (is_flat(t) && (looks_for_parents(x) || stands_apart(x, t)))
		why = "none answers another";
	else if (n >= FLAT_LEAST && names_in(t) * 4 < n && names_in(t) <= FEW)
		why = "they are by few authors";
	else if (looks_odd(x, t))
		why = "parts of them are missing or odd";
	if (why)
		explain(x->options->explain, "discussion", "%s is asked once more: %s", t->how,
			why);
	return why != NULL;
}

struct talk_worth talk_measure(struct extract *x, struct talk *t)
{
	struct talk_worth w = { .names = names_in(t) };
	struct buf text = { .max = 1 << 20 };
	uint64_t *hash = mem_new(t->comments.len + 1, sizeof(*hash));

	prepare(x, t);
	for (size_t i = t->opening; i < t->comments.len; i++) {
		const struct talk_comment *c = &t->comments.at[i];
		struct str said = body_text(c, &text);

		w.authors += is_gone(c) || can_be_author(x, c->author);
		w.times += is_gone(c) || can_be_time(x, t, c->time);
		w.comments++;
		w.nested += c->edge == EDGE_NESTED && !(t->opening && c->parent == 0);
		w.stated += c->edge == EDGE_STATED && !(t->opening && c->parent == 0);
		w.lost += (c->doubts & (TALK_LOST | TALK_CIRCLE)) != 0;
		w.text += said.len;
		w.said += is_gone(c) || said.len > 0 || shows_something(c);
		w.headed += c->author.len > 1 && str_starts(said, c->author);
		hash[i] = said.len >= TEXT_LEAST ? str_hash_quick(1, said) : 0;
	}
	w.doubles = doubles(hash, t->comments.len);
	mem_free(hash);
	buf_free(&text);
	return w;
}

static bool is_marked(const xmlNode *n)
{
	return n->type == XML_ELEMENT_NODE && n->_private;
}

static bool meets_marked(const xmlNode *node)
{
	const xmlNode *n = node;

	for (int i = 0; i < ABOVE && n; i++, n = n->parent)
		if (is_marked(n))
			return true;
	n = node;
	for (int i = 0; i < WITHIN && n; i++, n = node_next(n, node))
		if (is_marked(n))
			return true;
	return false;
}

static void mark(const struct talk *t, void *with)
{
	for (size_t i = 0; i < t->comments.len; i++)
		if (t->comments.at[i].node)
			t->comments.at[i].node->_private = with;
}

size_t talk_shared(const struct talk *a, const struct talk *b)
{
	size_t shared = 0;

	mark(b, b->comments.at);
	for (size_t i = 0; i < a->comments.len; i++)
		shared += !a->comments.at[i].node || meets_marked(a->comments.at[i].node);
	mark(b, NULL);
	return b->comments.len && !b->comments.at[0].node ? a->comments.len : shared;
}

/* About how many complete comments it is worth. text: what all bodies together should hold; names: of how many people there
 * should be comments; 0 for what they are. */
static double value_of(const struct talk_worth *w, size_t text, size_t names)
{
	double said = (double)w->said, authors = (double)w->authors;

	if (w->text * 5 < text * 3)
		said *= (double)w->text / (double)text;
	if (w->names * 3 < names)
		authors *= (double)w->names / (double)names;
	said -= 0.5 * (double)w->headed;
	said = 0.4 * said + 0.4 * authors + 0.2 * (double)w->times;
	return w->doubles * 5 > w->comments
		? said * (double)(w->comments - w->doubles) / (double)w->comments
		: said;
}

#define CLEARLY	  1.15 /* times as much */
#define ABOUT	  0.9
#define ELSEWHERE 4.0  /* where other elements are taken for comments */
#define DOUBTED	  1.25 /* the same, and the rule finds but part of what it looks for */

/* Whether so many answer others that it is no accident; what is stated in texts may be, rather than what nests. */
static bool is_tree(const struct talk_worth *w)
{
	return (w->nested > 1 && w->nested * 7 >= w->comments) ||
		(w->stated > 2 && w->stated * 5 >= w->comments * 2);
}

bool talk_better(
	const struct talk_worth *other, const struct talk_worth *rule, size_t shared, bool sure)
{
	bool same = shared * 2 >= rule->comments;
	/* the texts of as many comments as the rule has */
	size_t text = other->comments
		? (size_t)((double)other->text * (double)rule->comments / (double)other->comments)
		: 0;
	double a = value_of(other, 0, 0),
	       b = value_of(rule, same ? text : 0, same ? other->names : 0);

	if (!same)
		return sure ? a >= ELSEWHERE * b + ELSEWHERE : a >= DOUBTED * b;
	if (a > CLEARLY * b + (sure ? 1 : 0))
		return true;
	return a >= ABOUT * b && is_tree(other) && rule->text * 6 > text * 5 &&
		(!(rule->nested + rule->stated) ||
			(rule->lost * 3 > rule->comments && other->lost < rule->lost));
}
