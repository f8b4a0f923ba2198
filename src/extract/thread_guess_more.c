/* thread_guess_more.c: further discussions of a page: readers' letters below the comments, questions beside reviews, several topics
 * of a digest. Each stands below a heading of its own; what the page shows of other pages (latest comments, teasers, tweets) has
 * headings too, so a further discussion must be complete, and lead nowhere else. */
#include "config.h"

#include "extract/thread_guess_group.h"

#include <string.h>

enum {
	HEADS_MOST = 8,
	HEAD_BYTES = 100, /* of a heading's text */
	HEAD_STEPS = 24,  /* elements between a heading and the first comment */
	HEAD_TEXT = 300,  /* bytes of text there */
	CHARS_LEAST = 30, /* bytes of text of a comment, in the mean */
};

/* Where a discussion may stand. */
struct stretch {
	uint32_t head, from, to; /* elements: its heading, behind it, behind its end */
	struct verdict best[GROUPS_BEST];
};

static bool is_head(const struct elem *e)
{
	return node_is_heading(e->node) || node_is(e->node, "legend") ||
		node_is(e->node, "summary") || node_is(e->node, "caption") || e->words & WORD_TITLE;
}

/* The heading's text in one piece, in `text`; empty when it is none. */
static struct str head_text(const struct scan *s, uint32_t e, struct buf *text)
{
	const struct elem *el = &s->elems.at[e];

	buf_cut(text, 0);
	if (is_head(el) && elem_text(el) && elem_text(el) < HEAD_BYTES)
		node_text(el->node, text);
	return str_trim(buf_str(text));
}

/* The element behind the last one of the items. */
static uint32_t items_end(const struct items *items)
{
	uint32_t end = 0;

	for (size_t i = 0; i < items->len; i++)
		end = items->at[i].to > end ? items->at[i].to : end;
	return end;
}

/* How far what a heading announces may reach: to the end of the largest element around it that holds none of the
 * comments found, or up to them, or behind them. */
static uint32_t reach(const struct scan *s, uint32_t head, uint32_t from, uint32_t to)
{
	uint32_t up = s->elems.at[head].parent, end = s->elems.at[head].end;

	for (; up != DOC_NONE; up = s->elems.at[up].parent) {
		const struct elem *e = &s->elems.at[up];

		if (up < to && e->end > from)
			return head < from ? from : e->end;
		end = e->end;
	}
	return end;
}

static bool announces(const struct scan *s, uint32_t e, bool further, struct buf *text)
{
	struct str t = head_text(s, e, text);

	return t.len && ((!further && words_talk(t)) || words_further(t));
}

/* The headings that announce talk outside of the comments found; where these are not on the page any more, only
 * those that announce other talk than comments. */
static size_t find_stretches(
	const struct scan *s, const struct items *found, struct stretch *list, size_t max)
{
	uint32_t from = found->len ? found->at[0].elem : UINT32_MAX, to = items_end(found);
	struct buf text = { .max = 1 << 12 };
	size_t n = 0;

	for (uint32_t e = 0; e + 1 < s->elems.len && n < max; e++) {
		if (e >= from && e < to) {
			e = to - 1;
			continue;
		}
		if ((s->elems.at[e].end > from && e < from) ||
			/* within the heading before */
			(n && e < s->elems.at[list[n - 1].head].end) ||
			!announces(s, e, !found->len, &text))
			continue;
		memset(&list[n], 0, sizeof(list[n]));
		list[n].head = e;
		list[n].from = s->elems.at[e].end;
		list[n].to = reach(s, e, from, to);
		if (n && list[n - 1].to > e)
			list[n - 1].to = e;
		n++;
	}
	buf_free(&text);
	return n;
}

/* Whether a group of elements stands in the stretch and begins close behind its heading, no other heading between. */
static bool begins_in(const struct scan *s, const struct stretch *c, uint32_t first, uint32_t last)
{
	if (first < c->from || last >= c->to || first - c->from >= HEAD_STEPS ||
		s->elems.at[first].from.text - s->elems.at[c->from].from.text >= HEAD_TEXT)
		return false;
	for (uint32_t e = c->from; e < first; e++)
		if (node_is_heading(s->elems.at[e].node) && s->elems.at[e].end <= first)
			return false;
	return true;
}

/* Judges the groups that stand in one of the sections and begin close behind its heading. */
static void judge_stretches(struct judge *j, struct stretch *list, size_t n, struct item *it)
{
	struct scan *s = j->s;

	for (uint32_t g = 0; g < s->groups; g++) {
		uint32_t first = s->members.at[s->first[g]].elem,
			 last = s->members.at[s->first[g + 1] - 1].elem;

		for (size_t i = 0; i < n; i++)
			if (begins_in(s, &list[i], first, last) && group_worth(s, g))
				group_keep(list[i].best, group_judge(j, g, it));
	}
}

/* Whether nearly every item has everything that comments have, and leads nowhere else. */
static bool complete(struct judge *j, const struct verdict *v, struct item *it, size_t n)
{
	const struct scan *s = j->s;
	uint32_t words = s->group[v->group].words | group_words_around(s, it[0].elem);
	struct tally t;

	group_own_sums(j, it, n);
	t = group_tally(j, it, n, 0);
	return n > 1 && !(words & (WORD_OTHER | WORD_FORM | WORD_QUOTE)) &&
		(t.author + t.name) * 10 >= n * 9 && t.date * 10 >= n * 9 && t.text * 10 >= n * 9 &&
		t.stay * 10 >= n * 8 && t.head * 4 <= n && t.links * 2 < t.chars &&
		t.dates <= 4 * (int64_t)n &&
		t.chars - t.links - t.metas >= CHARS_LEAST * (int64_t)n &&
		!group_holds_form(s, &it[n / 2]) &&
		guess_plausible(s, it, n, v->wide, s->group[v->group].words & ~WORD_COMMENT);
}

/* Whether some items say what others said already: the best comments once more. */
static bool repeats(const struct scan *s, const struct items *a, const struct items *b)
{
	struct buf text = { .max = 1 << 18 }, other = { .max = 1 << 18 };
	size_t same = 0;

	for (size_t i = 0; i < b->len && i < HEADS_MOST; i++) {
		bool twice = false;

		buf_cut(&text, 0);
		node_text(s->elems.at[b->at[i].elem].node, &text);
		for (size_t k = 0; k < a->len && !twice; k++) {
			if (elem_text(&s->elems.at[a->at[k].elem]) !=
				elem_text(&s->elems.at[b->at[i].elem]))
				continue;
			buf_cut(&other, 0);
			node_text(s->elems.at[a->at[k].elem].node, &other);
			twice = str_eq(str_trim(buf_str(&text)), str_trim(buf_str(&other)));
		}
		same += twice;
	}
	buf_free(&text);
	buf_free(&other);
	return same > 0;
}

static bool take_stretch(struct judge *j, struct stretch *c, struct items *list, size_t len,
	struct item *a, struct item *b)
{
	struct items *items = &list[len];

	for (int tries = 0; tries < GROUPS_BEST && c->best[0].value > 0; tries++) {
		if (complete(j, &c->best[0], a, group_load(j, &c->best[0], a)))
			break;
		memmove(c->best, c->best + 1, (GROUPS_BEST - 1) * sizeof(*c->best));
		c->best[GROUPS_BEST - 1] = (struct verdict){ 0 };
	}
	if (c->best[0].value <= 0)
		return false;
	group_gather(j, c->best, a, b, items);
	items->head = c->head;
	items->forum = false;
	if (!len || !repeats(j->s, &list[0], items))
		return true;
	array_free(items);
	*items = (struct items){ 0 };
	return false;
}

/* ---- several topics, made alike ---- */

/* The heading of the item at `i` when it is the first of a part: between the item before it and itself. */
static uint32_t head_of_part(const struct scan *s, const struct items *items, size_t i)
{
	uint32_t first = items->at[i].elem, least = i ? items->at[i - 1].to : 0;

	for (uint32_t e = first; e-- > least && first - e <= HEAD_STEPS;)
		if (node_is_heading(s->elems.at[e].node) && elem_text(&s->elems.at[e]) &&
			elem_text(&s->elems.at[e]) < HEAD_BYTES && s->elems.at[e].end <= first)
			return e;
	return 0;
}

/* Whether the part stands in a box of its own with its heading: one that holds it whole and nothing of the
 * next part. */
static bool boxed(const struct scan *s, uint32_t head, uint32_t from, uint32_t to, uint32_t next)
{
	for (uint32_t up = s->elems.at[head].parent; up != DOC_NONE; up = s->elems.at[up].parent)
		if (up < from && s->elems.at[up].end >= to)
			return s->elems.at[up].end <= next;
	return false;
}

/* Whether a heading is the title of a topic: no day, and not the one before once more. */
static bool titles(
	const struct scan *s, const struct item_part *p, const struct item_part *before, bool named)
{
	struct buf text = { .max = 1 << 12 }, other = { .max = 1 << 12 };
	struct date d;
	size_t at, len;
	bool ok;

	node_text(s->elems.at[p->head].node, &text);
	if (before)
		node_text(s->elems.at[before->head].node, &other);
	ok = !guess_date(s->x, str_trim(buf_str(&text)), &d, &at, &len) &&
		!str_eq(str_trim(buf_str(&text)), str_trim(buf_str(&other)));
	if (ok && named)
		ok = words_talk(str_trim(buf_str(&text))) ||
			words_further(str_trim(buf_str(&text)));
	buf_free(&text);
	buf_free(&other);
	return ok;
}

/* Cuts the items where headings stand between them; the number of parts, 0 for too many. */
static size_t cut(
	const struct scan *s, const struct items *items, struct item_part *part, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < items->len; i++) {
		uint32_t head = items->at[i].up == DOC_NONE ? head_of_part(s, items, i) : 0;

		if (!head && !n)
			return 0;
		if (!head)
			continue;
		if (n == max)
			return 0;
		if (n)
			part[n - 1].to = i;
		part[n++] = (struct item_part){ .from = i, .to = items->len, .head = head };
	}
	return n;
}

size_t guess_parts(
	const struct scan *s, const struct items *items, struct item_part *part, size_t max)
{
	size_t n = cut(s, items, part, max);

	for (size_t k = 0; k < n; k++) {
		uint32_t next = k + 1 < n ? items->at[part[k + 1].from].elem : UINT32_MAX;
		bool own = boxed(s, part[k].head, items->at[part[k].from].elem,
			items->at[part[k].to - 1].to, next);

		if (part[k].to - part[k].from < 2 ||
			s->elems.at[part[k].head].shape != s->elems.at[part[0].head].shape ||
			!titles(s, &part[k], k ? &part[k - 1] : NULL, !own))
			return 0;
	}
	return n > 1 ? n : 0;
}

/* What stands behind the next discussion's heading belongs to that one. */
static void bound(struct items *list, size_t len)
{
	for (size_t i = 0; i < len; i++)
		for (size_t k = 0; k < len; k++) {
			uint32_t begin = list[k].head ? list[k].head : list[k].at[0].elem;

			if (begin >= items_end(&list[i]) && (!list[i].end || begin < list[i].end))
				list[i].end = begin;
		}
}

size_t group_further(
	struct judge *j, struct items *list, size_t len, size_t max, struct item *a, struct item *b)
{
	struct stretch *stretch = mem_new(HEADS_MOST, sizeof(*stretch));
	size_t n = find_stretches(j->s, &list[0], stretch, HEADS_MOST), first = len;

	if (n)
		judge_stretches(j, stretch, n, a);
	for (size_t i = 0; i < n && len < max; i++)
		len += take_stretch(j, &stretch[i], list, len, a, b);
	mem_free(stretch);
	if (first && len > first)
		list[0].head = head_of_part(j->s, &list[0], 0);
	bound(list, len);
	return len;
}
