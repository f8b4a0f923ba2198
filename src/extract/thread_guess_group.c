/* thread_guess_group.c: which groups of elements are comments. A group is judged by how many of
 * its members hold, outside of members within them, something like an author, a time and a text;
 * words in names are evidence for and against. Everything is a difference of sums taken by the
 * scan, so that judging all groups costs one step a member. */
#include "config.h"

#include "extract/thread_guess_group.h"

#include <math.h>
#include <string.h>

enum {
	ANCESTORS = 7,
	FEW = 3,	    /* items that prove little by their number */
	HEADING_MAX = 60,   /* bytes */
	HEADING_STEPS = 12, /* elements */
	ALONE_MOST = 6000,  /* bytes of text of a lone comment */
};

static struct sums sums_of(const struct scan *s, uint32_t from, uint32_t to)
{
	const struct marks *a = &s->elems.at[from].from, *z = item_marks(s, from, to);

	return (struct sums){
		.text = z->text - a->text,
		.link = z->link - a->link,
		.meta = z->meta - a->meta,
		.dates = z->dates - a->dates,
		.authors = z->authors - a->authors,
		.heads = z->heads - a->heads,
		.tools = z->tools - a->tools,
		.names = z->names - a->names,
		.clocks = z->clocks - a->clocks,
		.aways = z->aways - a->aways,
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
	a->tools -= b->tools;
	a->names -= b->names;
	a->clocks -= b->clocks;
	a->aways -= b->aways;
}

/* Where a member ends when the siblings up to the next member belong to it. */
static uint32_t wide_end(const struct scan *s, const struct item *it, size_t n, size_t i)
{
	const struct elem *e = &s->elems.at[it[i].elem];
	uint32_t limit = e->parent == DOC_NONE ? e->end : s->elems.at[e->parent].end;

	if (i + 1 < n && it[i + 1].elem < e->end)
		return e->end; /* it holds the next one */
	if (i + 1 < n && it[i + 1].elem < limit)
		return it[i + 1].elem;
	return limit;
}

/* Own sums of all items (sorted, nested or apart), and who holds whom. */
void group_own_sums(struct judge *j, struct item *it, size_t n)
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

struct tally group_tally(const struct judge *j, const struct item *it, size_t n, uint32_t set)
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
		t.name += !author && o->names > 0;
		t.tool += o->tools > 0;
		t.clock += o->clocks > 0;
		t.stay += o->aways == 0;
		t.head += (int32_t)o->heads > 0; /* some may be forgotten behind it */
		t.good += text && (date || author);
		t.chars += o->text;
		t.links += o->link;
		t.metas += o->meta;
		t.dates += o->dates;
	}
	return t;
}

/* What the names of the elements around say. */
uint32_t group_words_around(const struct scan *s, uint32_t e)
{
	uint32_t words = 0;

	for (int i = 0; i < ANCESTORS && (e = s->elems.at[e].parent) != DOC_NONE; i++) {
		if (node_is(s->elems.at[e].node, "body") || node_is(s->elems.at[e].node, "html"))
			break;
		words |= s->elems.at[e].words;
	}
	return words;
}

uint32_t group_words_within(const struct scan *s, const struct item *it)
{
	uint32_t words = 0;

	for (uint32_t i = it->elem; i < it->to && i < it->elem + 24; i++)
		words |= s->elems.at[i].words;
	return words;
}

/* Whether a heading or another short text close before the first item says that talk follows. */
bool group_announced(const struct scan *s, uint32_t e)
{
	for (uint32_t i = e; i-- > 0 && e - i <= HEADING_STEPS;) {
		const struct elem *h = &s->elems.at[i];

		if (s->elems.at[e].from.text - h->from.text > HEADING_MAX * 2)
			return false;
		if (h->end > e || !elem_text(h) || elem_text(h) >= HEADING_MAX ||
			!node_is_text(h->node->children))
			continue;
		if (!s->talk[i])
			s->talk[i] = 1 + words_talk(str_trim(node_content(h->node->children)));
		if (s->talk[i] == 2)
			return true;
	}
	return false;
}

/* What the first item is by schema.org: 1 for what people say below something, -1 for the things
 * that they say it of, 0 for unknown. */
static int published_as(const xmlNode *n)
{
	static const char *const talk[] = { "Comment", "Answer", "DiscussionForumPosting" };
	static const char *const other[] = { "Article", "BlogPosting", "Product", "Offer", "Event",
		"JobPosting", "Review", "Recipe", "VideoObject", "ImageObject", "Person",
		"Organization", "ListItem", "Book", "Movie", "SoftwareApplication", "Course" };
	struct str type = node_attr(n, "itemtype");

	for (size_t i = 0; type.len && i < sizeof(talk) / sizeof(*talk); i++)
		if (str_has(type, str_z(talk[i])))
			return 1;
	for (size_t i = 0; type.len && i < sizeof(other) / sizeof(*other); i++)
		if (str_ends(type, str_z(other[i])))
			return -1;
	return 0;
}

static double evidence(const struct scan *s, const struct item *it, size_t n, uint32_t own)
{
	uint32_t around = group_words_around(s, it[0].elem),
		 within = group_words_within(s, &it[n / 2]);
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
	if (group_announced(s, it[0].elem))
		e += 0.15;
	e += 0.4 * published_as(s->elems.at[it[n / 2].elem].node);
	if (own & WORD_FORM)
		e -= 0.4;
	if (own & WORD_OTHER || (own & WORD_REVIEW && !(own & WORD_COMMENT)))
		e -= 0.3;
	if (own & (WORD_AUTHOR | WORD_SIDE) && !((own | around) & (WORD_COMMENT | WORD_POST)))
		e -= 0.3; /* a box about who wrote what stands elsewhere */
	if (own & WORD_QUOTE || around & WORD_QUOTE)
		e -= 0.6;
	if (around & (WORD_OTHER | WORD_REVIEW))
		e -= 0.2;
	if ((own | around) & WORD_CHAT && !((own | around) & WORD_COMMENT))
		e -= 0.6;
	return e;
}

double group_score(const struct scan *s, const struct item *it, size_t n, const struct tally *t,
	uint32_t words)
{
	double k = (double)t->n, score;

	if (!t->n || !t->text)
		return 0;
	score = 0.34 * ((double)t->author + 0.8 * (double)t->name) / k +
		0.33 * (double)t->date / k + 0.33 * (double)t->text / k;
	score += evidence(s, it, n, words);
	if (t->tool * 2 > t->n)
		score += 0.2 * (double)t->tool / k;
	score += 0.12 * (double)t->clock / k + 0.1 * (double)t->stay / k;
	score -= (words & WORD_COMMENT ? 0.1 : 0.5) * (double)t->head / k;
	if (t->links * 2 > t->chars) /* in teasers they lead away */
		score -= t->stay == t->n ? 0.2 : 0.4;
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

	group_own_sums(j, it, n);
	for (size_t i = 0; i < n; i++)
		j->rank[it[i].elem] = (uint32_t)i;
	for (size_t i = 0; i < n; i++)
		if ((j->own[i].authors > 0 || j->own[i].names > 0) && j->own[i].dates > 0 &&
			j->own[i].text - j->own[i].link - j->own[i].meta >= 6)
			it[out++] = it[i];
	return out;
}

/* Whether the members picked stand in a group at even distances: every third row of a table. */
static bool evenly_spaced(const struct judge *j, const struct item *it, size_t n)
{
	size_t even = 0;

	for (size_t i = 2; i < n; i++)
		even += j->rank[it[i].elem] - j->rank[it[i - 1].elem] ==
			j->rank[it[i - 1].elem] - j->rank[it[i - 2].elem];
	return n > 2 && even * 10 >= (n - 2) * 8;
}

size_t group_load(struct judge *j, const struct verdict *v, struct item *it)
{
	size_t n = load(j->s, v->group, v->wide, it);

	return v->picked ? pick(j, it, n) : n;
}

bool group_holds_form(const struct scan *s, const struct item *it)
{
	for (uint32_t i = it->elem; i < it->to && i + 1 < s->elems.len; i++) {
		const xmlNode *n = s->elems.at[i].node;

		if (node_is(n, "form") || (node_is(n, "input") && !node_has_attr(n, "type")) ||
			(node_is(n, "input") && str_eq(node_attr(n, "type"), STR("text"))) ||
			(node_is(n, "input") && str_eq(node_attr(n, "type"), STR("email"))))
			return true;
	}
	return false;
}

/* Whether items quote each other. */
static bool answer(const struct scan *s, const struct item *it, size_t n)
{
	uint32_t *to = mem_new(n + 1, sizeof(*to));
	size_t quotes = guess_quotes(s, it, n, to);

	mem_free(to);
	return quotes > 1 && quotes * 8 >= n;
}

/* The less the page says that people talk there, the more the items must show it themselves. */
static double enough(const struct scan *s, const struct item *it, size_t n, const struct tally *t,
	uint32_t words, double score)
{
	uint32_t e = it[n / 2].elem;

	if (n <= FEW && group_holds_form(s, &it[n / 2]))
		return ENOUGH_NEVER;
	if (n < 2)
		return t->date && t->author + t->name ? ENOUGH_ALONE : ENOUGH_NEVER;
	if (n < 3 && !(words & (WORD_COMMENT | WORD_POST)) && !t->tool)
		return ENOUGH_ALONE;
	if ((words | group_words_around(s, it[0].elem)) & WORD_COMMENT)
		return ENOUGH;
	if (group_words_within(s, &it[n / 2]) & (WORD_COMMENT | WORD_POST) || t->tool * 2 > n ||
		group_announced(s, it[0].elem) || published_as(s->elems.at[e].node) > 0)
		return ENOUGH_UNNAMED;
	if (score >= ENOUGH && score < ENOUGH_SILENT && answers_stated(s, it, n))
		return ENOUGH;
	return s->forum || group_words_around(s, it[0].elem) & WORD_POST ||
			(score >= ENOUGH_UNNAMED && score < ENOUGH_SILENT && answer(s, it, n))
		? ENOUGH_UNNAMED
		: ENOUGH_SILENT;
}

/* Whether items that reach over their siblings begin with their texts, and who wrote them would stand
 * behind: then they begin in the middle. */
static bool begins_with_text(const struct scan *s, const struct item *it, size_t n)
{
	const struct item *mid = &it[n / 2 ? n / 2 - 1 : 0];
	const struct elem *e = &s->elems.at[mid->elem];
	uint32_t all = item_marks(s, mid->elem, mid->to)->text - e->from.text;

	return !elem_dated(e) && e->to.authors == e->from.authors && mid->to > e->end &&
		elem_text(e) * 2 > all;
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
	v.refused = true;
	if (picked && (n < 2 || n == all || (n * 10 < all * 4 && !evenly_spaced(j, it, n))))
		return v;
	group_own_sums(j, it, n);
	t = group_tally(j, it, n, 0);
	v.good = t.good;
	v.first = it[0].elem;
	v.score = group_score(s, it, n, &t, words);
	if (wide)
		v.score -= begins_with_text(s, it, n) ? 0.3 : 0.1;
	if (picked)
		v.score -=
			words & (WORD_COMMENT | WORD_POST) || evenly_spaced(j, it, n) ? 0.1 : 0.2;
	v.refused = v.score < enough(s, it, n, &t, words, v.score) || t.good * 10 < n * 6;
	v.value = (v.score - 0.5) * (double)t.good * pow((double)t.chars + 1, 0.1);
	if (words & WORD_COMMENT)
		v.value *= n <= FEW ? 2 : 1.4;
	if (wide)
		v.value *= 0.75;
	return v;
}

/* As it is, then of its members those that have everything, then with what stands between them. */
struct verdict group_judge(struct judge *j, uint32_t g, struct item *it)
{
	struct verdict v = judge_group(j, g, false, false, it), w;

	if (!v.refused)
		return v;
	w = judge_group(j, g, false, true, it);
	if (!w.refused)
		return w;
	v = w.value > v.value ? w : v;
	w = judge_group(j, g, true, false, it);
	return !w.refused || w.value > v.value ? w : v;
}

/* Whether an author or a date stands in or behind any of the members, up to where their parents end: of most groups
 * none does, and no member can be good. */
static bool may_be_good(const struct scan *s, uint32_t g)
{
	const struct marks *from = &s->elems.at[s->members.at[s->first[g]].elem].from, *to;
	uint32_t end = 0;

	for (uint32_t i = s->first[g]; i < s->first[g + 1]; i++) {
		const struct elem *e = &s->elems.at[s->members.at[i].elem];
		uint32_t own = e->parent == DOC_NONE ? e->end : s->elems.at[e->parent].end;

		end = own > end ? own : end;
	}
	to = &s->elems.at[end].from;
	return to->dates > from->dates || to->authors > from->authors;
}

/* Whether a lone element is by its name a comment, and not a list of them. */
static bool may_be_alone(const struct scan *s, uint32_t g)
{
	const struct elem *e = &s->elems.at[s->members.at[s->first[g]].elem];
	uint32_t words;

	if (!s->group[g].strong || !(e->words & WORD_COMMENT) || elem_text(e) >= ALONE_MOST)
		return false;
	words = words_of(s->group[g].name);
	return words & WORD_COMMENT && !(words & WORD_LIST);
}

bool group_worth(struct scan *s, uint32_t g)
{
	bool worth = s->first[g + 1] - s->first[g] > 1 ? may_be_good(s, g) : may_be_alone(s, g);

	if (worth)
		s->group[g].words = words_of(s->group[g].name);
	return worth;
}
