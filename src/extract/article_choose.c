/* article_choose.c: which elements hold the article. Three attempts, from what the page states to what its structure suggests, each with
 * a score; the best one wins. */
#include "config.h"

#include "extract/article.h"
#include "extract/article_info.h"
#include "extract/body_writer.h"

#define LEAST_STATED 100.0f /* letters' worth of text that is published as the article */
#define LEAST	     80.0f  /* of text that only looks like one */
#define LEAST_TITLED 40.0f  /* of any text below the title */

enum {
	LEAD_BEFORE = 150, /* elements before the text that may hold its lede */
	LEAD_WHOLE =
		150, /* letters: a shorter line below the title is a subtitle, not the first paragraph */
	LEAD_MOST = 800,
};

/* How much of its parent's worth a child must hold to stand for it. */
static float share_needed(const struct article_info *i)
{
	if (i->evidence & (EVIDENCE_STATED | EVIDENCE_BODY))
		return 0.60f;
	if (i->evidence & EVIDENCE_ARTICLE)
		return 0.70f;
	return 0.88f;
}

/* The child that holds the most; apart: also among what is furniture by name. */
static uint32_t best_child(const struct article_page *p, uint32_t at, bool apart)
{
	uint32_t best = 0;
	float most = 0;

	for (uint32_t i = at + 1; i < p->info.at[at].end; i = p->info.at[i].end) {
		const struct article_info *c = &p->info.at[i];

		if (!c->block && c->act != TAG_INLINE)
			continue;
		if ((apart || !article_is_apart(c)) && c->peak > most) {
			most = c->peak;
			best = i;
		}
	}
	return best;
}

/* Whether a cell is one of a table that tells something, not of one that lays the page out. */
static bool is_data_cell(const struct article_info *i)
{
	const xmlNode *table = i->act == TAG_CELL ? node_up(i->node, "table") : NULL;

	return i->act == TAG_CELL && (!table || body_is_data_table(table));
}

/* From the root down to the smallest element that holds nearly all of the text. */
static uint32_t descend(const struct article_page *p, uint32_t at, bool apart)
{
	for (;;) {
		uint32_t child = best_child(p, at, apart);
		const struct article_info *here = &p->info.at[at], *c = &p->info.at[child];

		if (!child || is_data_cell(c) || c->act == TAG_HEADING)
			break;
		if (here->evidence & EVIDENCE_STATED)
			break;
		if (c->peak < here->score * share_needed(c))
			break;
		/* A single paragraph stands for its parent only when the parent has no others; a cell may hold many that are parted by <br>. */
		if (c->act != TAG_CELL && c->blocks <= 1 && here->blocks > 1 &&
			c->peak < here->score * 0.97f)
			break;
		at = child;
	}
	return at;
}

/* A list item, a paragraph or an emphasis alone is never the whole: go back up to what holds it. */
static uint32_t climb(const struct article_page *p, uint32_t at)
{
	while (at > 0) {
		const struct article_info *i = &p->info.at[at], *up = &p->info.at[i->parent];
		bool part = !i->block || i->act == TAG_ITEM || node_is(i->node, "p") ||
			i->act == TAG_ROW || i->act == TAG_PART || i->act == TAG_QUOTE ||
			i->act == TAG_LIST;

		if (!part || up->letters > i->letters * 3)
			break;
		at = i->parent;
	}
	return at;
}

static void choose_stated(const struct article_page *p, struct article_choice *c)
{
	for (uint32_t i = 0; i < p->info.len; i++) {
		const struct article_info *a = &p->info.at[i];

		if (a->evidence & EVIDENCE_COMMENT) {
			i = a->end - 1;
			continue;
		}
		if (!(a->evidence & EVIDENCE_STATED) || !a->block)
			continue;
		if (c->count < sizeof(c->at) / sizeof(*c->at)) {
			c->at[c->count++] = i;
			c->score += a->score;
		}
		i = a->end - 1;
	}
	c->how = "articleBody";
}

/* The element named like a text body that holds the most. */
static uint32_t best_body(const struct article_page *p, uint32_t within)
{
	uint32_t best = 0;
	float most = 0;

	for (uint32_t i = within + 1; i < p->info.at[within].end; i++) {
		const struct article_info *a = &p->info.at[i];

		if (a->evidence & (EVIDENCE_COMMENT | EVIDENCE_HIDDEN)) {
			i = a->end - 1;
			continue;
		}
		if (a->evidence & EVIDENCE_BODY && a->block && a->score >= most) {
			most = a->score;
			best = i;
		}
	}
	return best;
}

/* Whether the text itself begins like the description: then it is the one described, and no lede before it is missing. */
static bool tells(const struct article_page *p, uint32_t at)
{
	for (uint32_t n = at; n < p->info.at[at].end; n++)
		if (p->info.at[n].evidence & EVIDENCE_TOLD)
			return true;
	return false;
}

static void choose_structure(const struct article_page *p, struct article_choice *c, bool apart)
{
	uint32_t at = climb(p, descend(p, 0, apart)), body = best_body(p, at);

	c->how = "structure";
	if (body &&
		p->info.at[body].score * (tells(p, body) ? 1.5f : 1) >=
			p->info.at[at].score * 0.6f) {
		at = body;
		c->how = "class";
	}
	c->at[0] = at;
	c->count = 1;
	c->score = p->info.at[at].score;
}

static bool is_lead(const struct article_info *i)
{
	const uint32_t apart =
		EVIDENCE_COMMENT | EVIDENCE_HIDDEN | EVIDENCE_FURNITURE | EVIDENCE_CAPTION;

	if (!i->block || i->evidence & apart || i->act == TAG_CAPTION || i->act == TAG_FIGURE ||
		i->act == TAG_ITEM || i->letters < LEAD_WHOLE || i->letters > LEAD_MOST)
		return false;
	if (!(i->evidence & EVIDENCE_TOLD) &&
		(!(i->evidence & EVIDENCE_LEAD) || i->act == TAG_HEADING ||
			i->linked * 4 > i->letters || i->marks == 0))
		return false;
	return !node_up(i->node, "figure");
}

/* The lede often stands before the element that holds the text. */
static void add_lead(const struct article_page *p, struct article_choice *c)
{
	uint32_t first = c->at[0], from = first > LEAD_BEFORE ? first - LEAD_BEFORE : 0, at = 0;
	bool told = false;

	for (unsigned k = 0; k < c->count; k++)
		told = told || tells(p, c->at[k]);
	for (uint32_t n = from; n < first; n++) {
		const struct article_info *i = &p->info.at[n];

		if (i->end <= first && article_is_apart(i)) {
			n = i->end - 1;
			continue;
		}
		if (i->end > first || !is_lead(i) || (told && i->evidence & EVIDENCE_TOLD))
			continue;
		at = n;
		n = i->end - 1;
	}
	if (!at || c->count == sizeof(c->at) / sizeof(*c->at))
		return;
	for (unsigned k = c->count++; k > 0; k--)
		c->at[k] = c->at[k - 1];
	c->at[0] = at;
}

/* How much more a candidate is believed for what the head of the page announces: its description as a paragraph inside, its title as a
 * heading inside or shortly before, which is told in *titled. */
static float announced(const struct article_page *p, const struct article_choice *c, bool *titled)
{
	uint32_t first = c->at[0], from = first > LEAD_BEFORE ? first - LEAD_BEFORE : 0;
	uint32_t end = p->info.at[c->at[c->count - 1]].end;
	float factor = 1;
	bool title = false, told = false;

	*titled = false;
	for (uint32_t n = from; n < end && !(title && told); n++) {
		const struct article_info *i = &p->info.at[n];

		title = title || (i->evidence & EVIDENCE_TITLE && i->act == TAG_HEADING);
		told = told ||
			(n > first && i->evidence & EVIDENCE_TOLD && i->act != TAG_HEADING &&
				!article_is_apart(i));
	}
	*titled = title;
	if (title)
		factor *= 1.3f;
	if (told)
		factor *= 1.5f;
	return factor;
}

/* Rows of links are no article, however long. */
static bool is_links(const struct article_page *p, const struct article_choice *c)
{
	uint64_t letters = 0, linked = 0, blocks = 0;
	bool titled;

	for (unsigned i = 0; i < c->count; i++) {
		letters += p->info.at[c->at[i]].letters;
		linked += p->info.at[c->at[i]].linked;
		blocks += p->info.at[c->at[i]].blocks;
	}
	if (linked * 2 <= letters || blocks >= 3 || c->score >= 300)
		return false;
	/* A paragraph below its title may stand beside a long list of links. */
	announced(p, c, &titled);
	return !titled || blocks == 0 || !article_declared(p->x);
}

/* The element named like a text body that stands elsewhere than the structure says. */
static void choose_named(const struct article_page *p, struct article_choice *c, uint32_t near)
{
	uint32_t at = best_body(p, 0), end = p->info.at[near].end;

	if (!at || (at >= near && at < end) || (near >= at && near < p->info.at[at].end))
		return;
	c->at[0] = at;
	c->count = 1;
	c->score = p->info.at[at].score;
	c->how = "class";
}

/* The highest element around one that does not hold the other. */
static uint32_t column_of(const struct article_page *p, uint32_t at, uint32_t other)
{
	const struct article_info *all = p->info.at;

	while (at > 0 && !(other >= all[at].parent && other < all[all[at].parent].end))
		at = all[at].parent;
	return at;
}

/* The column with the paragraph that the head describes, where what stands beside it, and may hold more, is a column of links. */
static void choose_told(const struct article_page *p, struct article_choice *c, uint32_t near)
{
	const struct article_info *all = p->info.at;
	uint32_t at, letters, linked;

	if (!p->told || all[near].evidence & EVIDENCE_BODY)
		return;
	if (p->told > near && p->told < all[near].end) {
		at = near;
		do {
			for (at++; all[at].end <= p->told; at = all[at].end)
				;
		} while (at < p->told && all[at].letters == all[near].letters);
		letters = all[near].letters - all[at].letters;
		linked = all[near].linked - all[at].linked;
	} else {
		at = column_of(p, p->told, near);
		letters = all[column_of(p, near, p->told)].letters;
		linked = all[column_of(p, near, p->told)].linked;
	}
	if (article_is_apart(&all[at]) || letters < all[at].letters || linked * 3 < letters)
		return;
	c->at[0] = at;
	c->count = 1;
	c->score = all[at].score;
	c->how = "description";
}

static bool better(const struct article_page *p, const struct article_choice *a,
	const struct article_choice *b, float times)
{
	bool titled;

	return a->count &&
		a->score * announced(p, a, &titled) > b->score * announced(p, b, &titled) * times;
}

/* Whether it is worth being called an article: one sentence is enough below its title. */
static bool is_enough(const struct article_page *p, struct article_choice *c, float least)
{
	float score = c->score * announced(p, c, &c->titled);

	return score >= (c->titled ? LEAST_TITLED : least);
}

bool article_choose(struct article_page *p, struct article_choice *c)
{
	struct article_choice stated = { 0 }, near = { 0 }, loose = { 0 }, named = { 0 },
			      told = { 0 };
	struct explain *e = p->x->options->explain;

	if (!p->info.len)
		return false;
	choose_stated(p, &stated);
	choose_structure(p, &near, false);
	choose_structure(p, &loose, true);
	choose_named(p, &named, near.at[0]);
	choose_told(p, &told, near.at[0]);
	explain(e, "article", "stated %.0f, structure %.0f, named %.0f, loose %.0f",
		(double)stated.score, (double)near.score, (double)named.score, (double)loose.score);
	*c = near;
	if (better(p, &named, c, 1))
		*c = named;
	if (c->at[0] == near.at[0] && better(p, &told, c, 0.5f))
		*c = told;
	if (better(p, &loose, c, 3) && near.score < 400)
		*c = loose;
	if (stated.count && stated.score >= LEAST_STATED && better(p, &stated, c, 0.25f))
		*c = stated;
	p->listing = c->how != stated.how && article_is_listing(p, c);
	if (p->listing || (c->how != stated.how && is_links(p, c)))
		return false;
	if (!is_enough(p, c, c->how == stated.how ? LEAST_STATED : LEAST))
		return false;
	add_lead(p, c);
	return true;
}
