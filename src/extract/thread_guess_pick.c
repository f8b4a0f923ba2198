/* thread_guess_pick.c: from judged groups to the comments of the page: the best group that is talk
 * of this page, the others that belong to it, without doubles. */
#include "config.h"

#include "extract/thread_guess_group.h"

#include <stdlib.h>
#include <string.h>

enum { BEST = GROUPS_BEST };

void group_keep(struct verdict *best, struct verdict v)
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

/* Whether the items of a new set are made like the first one; then they are of its set. */
static bool same_make(const struct scan *s, struct items *items, uint32_t set)
{
	uint32_t shape = s->elems.at[items->at[0].elem].shape;

	for (size_t i = 0; i < items->len; i++)
		if (items->at[i].set == set && s->elems.at[items->at[i].elem].shape != shape)
			return false;
	for (size_t i = 0; i < items->len; i++)
		if (items->at[i].set == set)
			items->at[i].set = items->at[0].set == set ? 0 : items->at[0].set;
	return true;
}

static void try_merge(struct judge *j, struct items *items, const struct verdict *v, struct item *a,
	struct item *b)
{
	struct scan *s = j->s;
	size_t nb = group_load(j, v, a), n;
	uint32_t set = items->sets, words = s->group[v->group].words;
	bool ok = true;

	n = merge(items->at, items->len, a, nb, b, set);
	if (n == items->len || n > s->elems.len)
		return;
	group_own_sums(j, b, n);
	for (uint32_t k = 0; k <= set && ok; k++) {
		struct tally t = group_tally(j, b, n, k);

		ok = t.good * 10 >= t.n * 8 && t.text * 10 >= t.n * 9;
		if (k == set)
			ok = ok && group_score(s, b, n, &t, words) >= ENOUGH && t.date * 2 > t.n &&
				(t.author + t.name) * 2 > t.n;
		else
			ok = ok && (t.author + t.name) * 4 >= t.n * 3;
	}
	if (!ok || doubled(b, n, set) || !related(s, b, n, set))
		return;
	explain(s->x->options->explain, "guess", "with it %zu of <%s>%s", n - items->len,
		(const char *)s->elems.at[a[0].elem].node->name, v->wide ? ", wide" : "");
	array_free(items);
	for (size_t i = 0; i < n; i++)
		*array_add(items) = b[i];
	if (!same_make(s, items, set))
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

/* Whether nearly each of b's items that hold any of a's holds the same number of them, at least two: those are
 * halves. */
static bool halves(const struct item *a, size_t na, const struct item *b, size_t nb)
{
	size_t count[4] = { 0 }, empty = 0, i = 0;

	if (nb < 2 || na < nb * 3 / 2)
		return false;
	for (size_t k = 0; k < nb; k++) {
		size_t held = 0, next = k + 1;

		while (i < na && a[i].elem < b[k].elem)
			i++;
		if (i < na && a[i].elem == b[k].elem)
			return false; /* some of the same, which hold the others */
		for (; i < na && a[i].elem < b[k].to && (next >= nb || a[i].elem <= b[next].elem);
			i++)
			held++;
		count[held < 4 ? held : 0]++;
		empty += held == 0;
	}
	nb -= empty * 10 <= nb * 3 ? empty : 0; /* tables above and below */
	return count[2] * 10 >= nb * 8 || count[3] * 10 >= nb * 8;
}

/* Of items that hold each other one to one the outermost is the comment: it holds the replies. */
static void outermost(struct judge *j, struct verdict *best, struct item *a, struct item *b)
{
	for (int round = 0; round < 3; round++)
		for (size_t i = 1; i < BEST && best[i].value > 0; i++) {
			size_t na = group_load(j, &best[0], a), nb = group_load(j, &best[i], b);
			struct verdict v = best[0];

			if (best[i].wide || best[i].score < best[0].score - 0.3)
				continue;
			if (!(hull(a, na, b, nb) && a[0].elem != b[0].elem) &&
				!(best[i].score + 0.05 >= best[0].score && halves(a, na, b, nb)))
				continue;
			best[0] = best[i];
			best[i] = v;
		}
}

/* Of groups that divide the same run of siblings into as many pieces, each at another place, the one
 * that begins first has the pieces whole. */
static void foremost(struct verdict *best)
{
	for (size_t i = 1; i < BEST && best[i].value > 0; i++) {
		struct verdict v = best[i];

		if (!v.wide || !best[0].wide || v.good != best[0].good || v.first > best[0].first ||
			v.value < best[0].value * 0.8)
			continue;
		best[i] = best[0];
		best[0] = v;
	}
}

/* Whether the items lie in those that were found to be something else, about one in each. */
static bool lie_in(const struct item *in, size_t n, const struct item *it, size_t len)
{
	size_t held = 0, k = 0;

	for (size_t i = 0; i < len; i++) {
		while (k < n && in[k].to <= it[i].elem)
			k++;
		held += k < n && in[k].elem <= it[i].elem;
	}
	return held * 2 > len && len <= n + n / 2 + 1;
}

static void drop_first(struct verdict *best)
{
	memmove(best, best + 1, (BEST - 1) * sizeof(*best));
	best[BEST - 1] = (struct verdict){ 0 };
}

/* The best group that is talk of this page goes to the front. What was none is no talk in another
 * guise either. */
static void choose_best(struct judge *j, struct verdict *best, struct item *a, struct item *b)
{
	size_t refused = 0;

	for (int tries = 0; tries < BEST && best[0].value > 0; tries++) {
		struct scan *s = j->s;
		size_t n;

		if (refused && lie_in(b, refused, a, group_load(j, &best[0], a))) {
			drop_first(best);
			continue;
		}
		foremost(best);
		outermost(j, best, a, j->spare);
		n = group_load(j, &best[0], a);
		group_own_sums(j, a, n);
		if (guess_plausible(s, a, n, best[0].wide, s->group[best[0].group].words))
			return;
		explain(s->x->options->explain, "guess",
			"<%s> %zu members are no talk of this page",
			(const char *)s->elems.at[a[0].elem].node->name, n);
		refused = n;
		memcpy(b, a, n * sizeof(*a));
		drop_first(best);
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

/* Some pages hold every comment twice (for narrow screens, for the search): the later one goes. Of
 * two that hold each other the outer one is but a hull. */
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
			const struct item *a = &items->at[seen[i - 1].at];
			bool hull = items->at[seen[i].at].elem < a->to;

			items->at[seen[hull ? i - 1 : i].at].set = UINT32_MAX;
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

/* Whether all text of an item, but for its replies, stands in place of one that was taken away. */
static bool was_deleted(const struct judge *j, const struct items *items, size_t i)
{
	enum { LEAST = 6, MOST = 120 }; /* bytes */
	size_t below = i + 1;

	if (j->own[i].text < LEAST || j->own[i].text > MOST)
		return false;
	for (uint32_t e = items->at[i].elem; e < items->at[i].to;
		e = item_next(j->s, items, i, e, &below))
		for (const xmlNode *n = j->s->elems.at[e].node->children; n; n = n->next)
			if (node_is_text(n) && placeholder(str_trim(node_content(n))))
				return true;
	return false;
}

/* A template, a hull of the list, a form: an item without author and time among those with. */
static bool is_empty(const struct judge *j, const struct items *items, size_t i)
{
	return !j->own[i].authors && !j->own[i].names && !j->own[i].dates &&
		!was_deleted(j, items, i);
}

/* Whether most of its text stands in a form, or one can write there: a message of one's own, without a time yet. */
static bool is_form(const struct judge *j, const struct items *items, size_t i)
{
	const struct elem *elems = j->s->elems.at;
	uint32_t all = elem_text(&elems[items->at[i].elem]);
	size_t below = i + 1;

	if (j->own[i].dates)
		return false;
	for (uint32_t e = items->at[i].elem; e < items->at[i].to;
		e = item_next(j->s, items, i, e, &below)) {
		if (node_is(elems[e].node, "form") && elem_text(&elems[e]) * 2 > all)
			return true;
		for (const xmlNode *n = elems[e].node->children; n; n = n->next)
			if (node_is(n, "textarea"))
				return true;
	}
	return false;
}

/* What the software says among what people say: "closed this topic". */
static bool is_remark(const struct judge *j, const struct items *items, size_t i)
{
	return j->s->elems.at[items->at[i].elem].words & WORD_SYSTEM;
}

/* Drops what is no comment among comments, where most are left. */
static void drop_others(struct judge *j, struct items *items)
{
	size_t out = 0;
	struct item *kept = mem_new(items->len + 1, sizeof(*kept));

	group_own_sums(j, items->at, items->len);
	for (size_t i = 0; i < items->len; i++)
		if (!is_empty(j, items, i) && !is_form(j, items, i) && !is_remark(j, items, i))
			kept[out++] = items->at[i];
	if (out * 10 >= items->len * 7) {
		memcpy(items->at, kept, out * sizeof(*kept));
		items->len = out;
	}
	mem_free(kept);
}

static bool has_numbered_id(const struct scan *s, uint32_t e)
{
	return str_has_digit(node_attr(s->elems.at[e].node, "id"));
}

/* What holds all others, and is made otherwise or lacks the ids that they have, is what they speak of: the post of a
 * stream. */
static void drop_subject(const struct judge *j, struct items *items)
{
	enum { LEAST = 5 };
	const struct item *it = items->at;
	size_t n = items->len, alike = 0, ids = 0;

	if (n < LEAST || it[n - 1].elem >= it[0].to)
		return;
	for (size_t i = 1; i < n; i++) {
		alike += it[i].set == it[0].set;
		ids += has_numbered_id(j->s, it[i].elem);
	}
	if (alike && (has_numbered_id(j->s, it[0].elem) || ids + 1 < n))
		return;
	explain(j->s->x->options->explain, "guess", "the first holds all others");
	memmove(items->at, items->at + 1, (n - 1) * sizeof(*it));
	items->len--;
}

static void explain_groups(const struct scan *s, const struct verdict *v, size_t n)
{
	for (size_t i = 0; i < n && v[i].value > 0; i++) {
		uint32_t from = s->first[v[i].group];
		const xmlNode *node = s->elems.at[s->members.at[from].elem].node;
		struct str class = str_sub(node_attr(node, "class"), 0, 60);

		explain(s->x->options->explain, "guess",
			"<%s class=\"%.*s\"> %u members, %zu good, score %.2f, value %.1f%s%s",
			(const char *)node->name, STR_ARG(class), s->first[v[i].group + 1] - from,
			v[i].good, v[i].score, v[i].value, v[i].wide ? ", wide" : "",
			v[i].refused ? ", not enough" : "");
	}
}

void group_gather(struct judge *j, const struct verdict *best, struct item *a, struct item *b,
	struct items *items)
{
	const struct scan *s = j->s;
	size_t n = group_load(j, &best[0], a);

	for (size_t i = 0; i < n; i++)
		*array_add(items) = a[i];
	items->sets = 1;
	items->quality = best[0].score > 1.3 ? 1 : best[0].score / 1.3;
	for (size_t i = 1; i < BEST && best[i].value > 0; i++)
		try_merge(j, items, &best[i], a, b);
	drop_doubles(j, items);
	drop_others(j, items);
	drop_subject(j, items);
	group_own_sums(j, items->at, items->len);
	items->forum = !((s->group[best[0].group].words | group_words_around(s, items->at[0].elem) |
				 group_words_within(s, &items->at[0])) &
			       WORD_COMMENT) &&
		!group_announced(s, items->at[0].elem);
}

/* Room for a group of all elements, filled when one is judged: not zeroed. */
static void judge_begin(struct judge *j)
{
	size_t n = j->s->elems.len + 1;

	j->own = mem_resize(NULL, n, sizeof(*j->own));
	j->open = mem_resize(NULL, n, sizeof(*j->open));
	j->spare = mem_resize(NULL, n, sizeof(*j->spare));
	j->rank = mem_resize(NULL, n, sizeof(*j->rank));
}

static void judge_end(struct judge *j)
{
	mem_free(j->own);
	mem_free(j->open);
	mem_free(j->spare);
	mem_free(j->rank);
}

size_t guess_items(struct scan *s, struct items *list, size_t max, bool further)
{
	struct judge j = { .s = s };
	struct verdict best[BEST] = { 0 }, near[BEST] = { 0 };
	struct item *a = mem_resize(NULL, s->elems.len + 1, sizeof(*a)),
		    *b = mem_resize(NULL, s->elems.len + 1, sizeof(*b));
	size_t len = 0;

	judge_begin(&j);
	for (uint32_t g = 0; g < s->groups && !further; g++) {
		struct verdict v;

		if (!group_worth(s, g))
			continue;
		v = group_judge(&j, g, a);
		group_keep(v.refused ? near : best, v);
	}
	choose_best(&j, best, a, b);
	if (best[0].value > 0)
		group_gather(&j, best, a, b, &list[len++]);
	if (len || further)
		len = group_further(&j, list, len, max, a, b);
	explain_groups(s, best, BEST);
	explain_groups(s, near, 6);
	mem_free(a);
	mem_free(b);
	judge_end(&j);
	return len;
}
