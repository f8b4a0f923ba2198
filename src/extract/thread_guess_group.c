/* thread_guess_group.c: which groups of elements are comments. A group is judged by how many of
 * its members hold, outside of members within them, something like an author, a time and a text;
 * words in names are evidence for and against. Everything is a difference of sums taken by the
 * scan, so that judging all groups costs one step a member. */
#include "config.h"

#include "extract/thread_guess.h"

#include <math.h>
#include <stdlib.h>

enum { BEST = 24, ANCESTORS = 7 };

#define ENOUGH	       1.0  /* for several items */
#define ENOUGH_UNNAMED 1.08 /* where no name speaks of comments */
#define ENOUGH_ALONE   1.25 /* for one */

struct sums {
	int64_t text, link, meta, dates, authors, heads;
};

struct verdict {
	double score, value;
	size_t good;
	bool wide;   /* items reach over the siblings that follow */
	bool picked; /* only members that have everything */
	uint32_t group;
};

struct judge {
	struct scan *s;
	struct sums *own; /* of each member, without members within */
	uint32_t *open;	  /* members that are open, by nesting */
};

static uint32_t text_at(const struct scan *s, uint32_t from, uint32_t to)
{
	const struct elem *up;

	if (to < s->elems.at[from].end || to >= s->elems.len - 1)
		return s->elems.at[from].text_to;
	if (to == s->elems.at[from].end)
		return s->elems.at[from].text_to;
	up = &s->elems.at[s->elems.at[from].parent];
	return to >= up->end ? up->text_to : s->elems.at[to].text_from;
}

static uint32_t link_at(const struct scan *s, uint32_t from, uint32_t to)
{
	const struct elem *up;

	if (to <= s->elems.at[from].end || to >= s->elems.len - 1)
		return s->elems.at[from].link_to;
	up = &s->elems.at[s->elems.at[from].parent];
	return to >= up->end ? up->link_to : s->elems.at[to].link_from;
}

static uint32_t meta_at(const struct scan *s, uint32_t from, uint32_t to)
{
	const struct elem *up;

	if (to <= s->elems.at[from].end || to >= s->elems.len - 1)
		return s->elems.at[from].meta_to;
	up = &s->elems.at[s->elems.at[from].parent];
	return to >= up->end ? up->meta_to : s->elems.at[to].meta_from;
}

static struct sums sums_of(const struct scan *s, uint32_t from, uint32_t to)
{
	const struct elem *e = &s->elems.at[from], *z = &s->elems.at[to];

	return (struct sums){
		.text = text_at(s, from, to) - e->text_from,
		.link = link_at(s, from, to) - e->link_from,
		.meta = meta_at(s, from, to) - e->meta_from,
		.dates = z->dates - e->dates,
		.authors = z->authors - e->authors,
		.heads = z->heads - e->heads,
	};
}

static void take_off(struct sums *a, const struct sums *b)
{
	a->text -= b->text;
	a->link -= b->link;
	a->meta -= b->meta;
	a->dates -= b->dates;
	a->authors -= b->authors;
	a->heads -= b->heads;
}

/* Where a member ends when the siblings up to the next member belong to it. */
static uint32_t wide_end(const struct scan *s, const struct item *it, size_t n, size_t i)
{
	const struct elem *e = &s->elems.at[it[i].elem];
	uint32_t limit = e->parent == DOC_NONE ? e->end : s->elems.at[e->parent].end;

	if (i + 1 < n && it[i + 1].elem < limit)
		return it[i + 1].elem;
	return limit;
}

/* Own sums of all items (sorted, nested or apart), and who holds whom. */
static void own_sums(struct judge *j, struct item *it, size_t n)
{
	size_t depth = 0;

	for (size_t i = 0; i < n; i++) {
		while (depth && it[j->open[depth - 1]].to <= it[i].elem)
			depth--;
		j->own[i] = sums_of(j->s, it[i].elem, it[i].to);
		it[i].up = depth ? j->open[depth - 1] : DOC_NONE;
		if (depth) {
			struct sums all = j->own[i];

			take_off(&j->own[it[i].up], &all);
		}
		j->open[depth++] = (uint32_t)i;
	}
}

struct tally {
	size_t n, text, date, author, head, good;
	int64_t chars, links, metas, dates;
};

static struct tally tally_of(const struct judge *j, const struct item *it, size_t n, uint32_t set)
{
	struct tally t = { 0 };

	for (size_t i = 0; i < n; i++) {
		const struct sums *o = &j->own[i];
		bool text = o->text - o->link - o->meta >= 6 ||
			(o->text - o->meta >= 25 && o->authors),
		     date = o->dates > 0, author = o->authors > 0;

		if (it[i].set != set)
			continue;
		t.n++;
		t.text += text;
		t.date += date;
		t.author += author;
		t.head += o->heads > 0;
		t.good += text && (date || author);
		t.chars += o->text;
		t.links += o->link;
		t.metas += o->meta;
		t.dates += o->dates;
	}
	return t;
}

/* What the names of the elements around say. */
static uint32_t words_around(const struct scan *s, uint32_t e)
{
	uint32_t words = 0;

	for (int i = 0; i < ANCESTORS && (e = s->elems.at[e].parent) != DOC_NONE; i++) {
		if (node_is(s->elems.at[e].node, "body") || node_is(s->elems.at[e].node, "html"))
			break;
		words |= s->elems.at[e].words;
	}
	return words;
}

static uint32_t words_within(const struct scan *s, uint32_t e)
{
	uint32_t words = 0, end = s->elems.at[e].end;

	for (uint32_t i = e; i < end && i < e + 24; i++)
		words |= s->elems.at[i].words;
	return words;
}

static double evidence(const struct scan *s, const struct item *it, size_t n, uint32_t own)
{
	uint32_t around = words_around(s, it[0].elem), within = words_within(s, it[n / 2].elem);
	double e = 0;

	if (own & WORD_COMMENT)
		e += 0.25;
	else if (own & WORD_POST)
		e += 0.2;
	if (around & WORD_COMMENT)
		e += 0.15;
	else if (around & (WORD_LIST | WORD_POST))
		e += 0.1;
	if (within & (WORD_COMMENT | WORD_POST))
		e += 0.1;
	if (own & WORD_FORM)
		e -= 0.4;
	if (own & WORD_OTHER)
		e -= 0.3;
	if (own & WORD_QUOTE || around & WORD_QUOTE)
		e -= 0.6;
	if (around & WORD_OTHER)
		e -= 0.2;
	return e;
}

static double score_of(const struct scan *s, const struct item *it, size_t n, const struct tally *t,
	uint32_t words)
{
	double k = (double)t->n, score;

	if (!t->n || !t->text)
		return 0;
	score = 0.34 * (double)t->author / k + 0.33 * (double)t->date / k +
		0.33 * (double)t->text / k;
	score += evidence(s, it, n, words);
	score -= (words & WORD_COMMENT ? 0.1 : 0.5) * (double)t->head / k;
	if (t->links * 2 > t->chars)
		score -= 0.4;
	if ((double)t->dates > 6 * k)
		score -= 0.1 * ((double)t->dates / k - 6);
	if ((double)(t->chars - t->links - t->metas) < 25 * k)
		score -= (double)(t->chars - t->links - t->metas) < 14 * k ? 0.5 : 0.2;
	return score;
}

static size_t load(const struct scan *s, uint32_t g, bool wide, struct item *it)
{
	size_t n = s->first[g + 1] - s->first[g];

	for (size_t i = 0; i < n; i++) {
		it[i] = (struct item){ .elem = s->members.at[s->first[g] + i].elem,
			.up = DOC_NONE };
		it[i].to = s->elems.at[it[i].elem].end;
	}
	for (size_t i = 0; i < n && wide; i++)
		it[i].to = wide_end(s, it, n, i);
	return n;
}

/* Leaves only members that hold an author, a time and a text. */
static size_t pick(struct judge *j, struct item *it, size_t n)
{
	size_t out = 0;

	own_sums(j, it, n);
	for (size_t i = 0; i < n; i++)
		if (j->own[i].authors > 0 && j->own[i].dates > 0 &&
			j->own[i].text - j->own[i].link - j->own[i].meta >= 6)
			it[out++] = it[i];
	return out;
}

static size_t load_as(struct judge *j, const struct verdict *v, struct item *it)
{
	size_t n = load(j->s, v->group, v->wide, it);

	return v->picked ? pick(j, it, n) : n;
}

static struct verdict judge_group(
	struct judge *j, uint32_t g, bool wide, bool picked, struct item *it)
{
	struct scan *s = j->s;
	size_t n = load(s, g, wide, it);
	struct verdict v = { .group = g, .wide = wide, .picked = picked };
	struct tally t;
	size_t all = n;
	uint32_t words = s->group[g].words;

	if (!s->group[g].strong)
		words &= ~(uint32_t)(WORD_COMMENT | WORD_POST);
	if (picked)
		n = pick(j, it, n);
	if (picked && (n < 2 || n * 10 < all * 4 || n == all))
		return v;
	own_sums(j, it, n);
	t = tally_of(j, it, n, 0);
	v.good = t.good;
	v.score = score_of(s, it, n, &t, words);
	if (wide)
		v.score -= 0.1;
	if (picked)
		v.score -= words & (WORD_COMMENT | WORD_POST) ? 0.1 : 0.2;
	if (v.score < (n < 2 ? ENOUGH_ALONE
				      : words & WORD_COMMENT ||
					      words_around(s, it[0].elem) & WORD_COMMENT
				      ? ENOUGH
				      : ENOUGH_UNNAMED) ||
		t.good * 10 < n * 6)
		return v;
	v.value = (v.score - 0.5) * (double)t.good * pow((double)t.chars + 1, 0.1);
	if (words & WORD_COMMENT)
		v.value *= 1.4;
	if (wide)
		v.value *= 0.75;
	return v;
}

static bool worth_a_look(const struct scan *s, uint32_t g)
{
	uint32_t n = s->first[g + 1] - s->first[g];
	const struct elem *e;

	if (n > 1)
		return true;
	e = &s->elems.at[s->members.at[s->first[g]].elem];
	return s->group[g].strong && s->group[g].words & WORD_COMMENT &&
		!(s->group[g].words & WORD_LIST) && elem_text(e) < 6000;
}

static void keep_best(struct verdict *best, struct verdict v)
{
	for (size_t i = 0; i < BEST; i++)
		if (v.value > best[i].value) {
			struct verdict w = best[i];

			best[i] = v;
			v = w;
		}
}

/* Puts the members of a further group among the items; the number of all, 0 when an element
 * would be twice. */
static size_t merge(const struct item *a, size_t na, const struct item *b, size_t nb,
	struct item *out, uint32_t set)
{
	size_t i = 0, k = 0, n = 0;

	while (i < na || k < nb) {
		if (i < na && k < nb && a[i].elem == b[k].elem) {
			out[n++] = a[i++];
			k++;
		} else if (k >= nb || (i < na && a[i].elem < b[k].elem)) {
			out[n++] = a[i++];
		} else {
			out[n] = b[k++];
			out[n++].set = set;
		}
	}
	return n;
}

/* Whether the further items stand in, around or beside the first ones. */
static bool related(const struct scan *s, const struct item *it, size_t n, uint32_t set)
{
	size_t near = 0, all = 0;

	for (size_t i = 0; i < n; i++) {
		bool ok;

		if (it[i].set != set)
			continue;
		all++;
		ok = it[i].up != DOC_NONE && it[it[i].up].set != set;
		ok |= i + 1 < n && it[i + 1].set != set && it[i + 1].elem < it[i].to;
		ok |= i > 0 && it[i - 1].set != set &&
			s->elems.at[it[i - 1].elem].parent == s->elems.at[it[i].elem].parent;
		near += ok;
	}
	return all && near * 3 >= all;
}

/* Whether the further items are but a part of each of the first ones, or a hull around each. */
static bool doubled(const struct item *it, size_t n, uint32_t set)
{
	size_t ours = 0, held = 0, parents = 0, last = SIZE_MAX, others = 0;

	for (size_t i = 0; i < n; i++) {
		ours += it[i].set == set;
		others += it[i].set != set;
		if (it[i].up == DOC_NONE || (it[i].set == set) == (it[it[i].up].set == set))
			continue;
		held++;
		parents += it[i].up != last;
		last = it[i].up;
	}
	return parents * 10 >= (ours < others ? ours : others) * 6 && held <= parents + parents / 4;
}

static void try_merge(struct judge *j, struct items *items, const struct verdict *v, struct item *a,
	struct item *b)
{
	struct scan *s = j->s;
	size_t nb = load_as(j, v, a), n;
	uint32_t set = items->sets, words = s->group[v->group].words;
	bool ok = true;

	n = merge(items->at, items->len, a, nb, b, set);
	if (n == items->len || n > s->elems.len)
		return;
	own_sums(j, b, n);
	for (uint32_t k = 0; k <= set && ok; k++) {
		struct tally t = tally_of(j, b, n, k);

		ok = t.good * 10 >= t.n * 8 && t.text * 10 >= t.n * 9;
		if (k == set)
			ok = ok && score_of(s, b, n, &t, words) >= ENOUGH && t.date * 2 > t.n &&
				t.author * 2 > t.n;
		else
			ok = ok && t.author * 4 >= t.n * 3;
	}
	if (!ok || doubled(b, n, set) || !related(s, b, n, set))
		return;
	array_free(items);
	for (size_t i = 0; i < n; i++)
		*array_add(items) = b[i];
	items->sets++;
}

/* Whether each of b's items holds exactly one of a's. */
static bool hull(const struct item *a, size_t na, const struct item *b, size_t nb)
{
	if (na != nb || na < 2)
		return false;
	for (size_t i = 0; i < na; i++)
		if (b[i].elem > a[i].elem || b[i].to < a[i].to ||
			(i + 1 < na && b[i + 1].elem <= a[i].elem))
			return false;
	return true;
}

/* Whether nearly each of b's items holds the same number of a's, at least two: those are halves. */
static bool halves(const struct item *a, size_t na, const struct item *b, size_t nb)
{
	size_t count[4] = { 0 }, i = 0;

	if (nb < 2 || na < nb * 3 / 2)
		return false;
	for (size_t k = 0; k < nb; k++) {
		size_t held = 0;

		while (i < na && a[i].elem < b[k].elem)
			i++;
		for (; i < na && a[i].elem < b[k].to && a[i].elem > b[k].elem; i++)
			held++;
		count[held < 4 ? held : 0]++;
	}
	return count[2] * 10 >= nb * 8 || count[3] * 10 >= nb * 8;
}

/* Of items that hold each other one to one the outermost is the comment: it holds the replies. */
static void outermost(struct judge *j, struct verdict *best, struct item *a, struct item *b)
{
	for (int round = 0; round < 3; round++)
		for (size_t i = 1; i < BEST && best[i].value > 0; i++) {
			size_t na = load_as(j, &best[0], a), nb = load_as(j, &best[i], b);
			struct verdict v = best[0];

			if (best[i].wide || best[i].score < best[0].score - 0.3)
				continue;
			if (!(hull(a, na, b, nb) && a[0].elem != b[0].elem) &&
				!(best[i].score >= best[0].score && halves(a, na, b, nb)))
				continue;
			best[0] = best[i];
			best[i] = v;
		}
}

struct seen {
	uint64_t hash;
	uint32_t at;
};

static int by_hash(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* Some pages hold every comment twice (for narrow screens, for the search). The later one goes. */
static void drop_doubles(const struct judge *j, struct items *items)
{
	const struct scan *s = j->s;
	struct seen *seen = mem_new(items->len + 1, sizeof(*seen));
	struct buf text = { .max = 1 << 20 };
	size_t doubles = 0, out = 0;

	for (size_t i = 0; i < items->len; i++) {
		const struct elem *e = &s->elems.at[items->at[i].elem];

		text.len = 0;
		if (elem_text(e) < 20000 && elem_text(e) > 30)
			node_text(e->node, &text);
		seen[i].hash = text.len ? str_hash(str_trim(buf_str(&text))) : i;
		seen[i].at = (uint32_t)i;
	}
	qsort(seen, items->len, sizeof(*seen), by_hash);
	for (size_t i = 1; i < items->len; i++)
		if (seen[i].hash == seen[i - 1].hash) {
			items->at[seen[i].at].set = UINT32_MAX;
			doubles++;
		}
	for (size_t i = 0; i < items->len; i++)
		if (items->at[i].set != UINT32_MAX)
			items->at[out++] = items->at[i];
	if (doubles)
		items->len = out;
	buf_free(&text);
	mem_free(seen);
}

/* A template, a hull of the list, a form: an item without author and time among those with. */
static void drop_empty(struct judge *j, struct items *items)
{
	size_t out = 0;

	own_sums(j, items->at, items->len);
	for (size_t i = 0; i < items->len; i++)
		if (j->own[i].authors > 0 || j->own[i].dates > 0)
			items->at[out++] = items->at[i];
	if (out * 10 >= items->len * 7)
		items->len = out;
}

void guess_items(struct scan *s, struct items *items)
{
	struct judge j = { .s = s };
	struct verdict best[BEST] = { 0 };
	struct item *a = mem_new(s->elems.len + 1, sizeof(*a)),
		    *b = mem_new(s->elems.len + 1, sizeof(*b));

	j.own = mem_new(s->elems.len + 1, sizeof(*j.own));
	j.open = mem_new(s->elems.len + 1, sizeof(*j.open));
	*items = (struct items){ 0 };
	for (uint32_t g = 0; g < s->groups; g++) {
		struct verdict v;

		if (!worth_a_look(s, g))
			continue;
		v = judge_group(&j, g, false, false, a);
		if (!(v.value > 0))
			v = judge_group(&j, g, false, true, a);
		if (!(v.value > 0))
			v = judge_group(&j, g, true, false, a);
		keep_best(best, v);
	}
	outermost(&j, best, a, b);
	if (best[0].value > 0) {
		size_t n = load_as(&j, &best[0], a);

		for (size_t i = 0; i < n; i++)
			*array_add(items) = a[i];
		items->sets = 1;
		items->quality = best[0].score > 1.3 ? 1 : best[0].score / 1.3;
		for (size_t i = 1; i < BEST && best[i].value > 0; i++)
			try_merge(&j, items, &best[i], a, b);
		drop_doubles(&j, items);
		drop_empty(&j, items);
		own_sums(&j, items->at, items->len);
		items->forum = s->group[best[0].group].words & WORD_POST &&
			!((s->group[best[0].group].words | words_around(s, items->at[0].elem) |
				  words_within(s, items->at[0].elem)) &
				WORD_COMMENT);
	}
	for (size_t i = 0; i < BEST && best[i].value > 0; i++)
		explain(s->x->options->explain, "guess",
			"<%s class=\"%.60s\"> %u members, %zu good, score %.2f, value %.1f%s",
			(const char *)s->elems.at[s->members.at[s->first[best[i].group]].elem]
				.node->name,
			node_attr(s->elems.at[s->members.at[s->first[best[i].group]].elem].node,
				"class")
					.at
				? node_attr(s->elems.at[s->members.at[s->first[best[i].group]].elem]
						    .node,
					  "class")
					  .at
				: "",
			s->first[best[i].group + 1] - s->first[best[i].group], best[i].good,
			best[i].score, best[i].value, best[i].wide ? ", wide" : "");
	mem_free(a);
	mem_free(b);
	mem_free(j.own);
	mem_free(j.open);
}
