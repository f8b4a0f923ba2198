/* article_prune.c: what stands inside the article's element and is none of its text: share rows, related stories, boxes of the site, bylines,
 * phrases of boilerplate. Nothing is taken that holds a large part of the whole. */
#include "config.h"

#include "extract/article_info.h"
#include "extract/article_phrase.h"
#include "extract/body_writer.h"

#include "text/date.h"
#include "text/fold.h"

enum {
	LINE_BYTES = 240,      /* bytes of a block compared with phrases */
	SHORT_BLOCK = 220,     /* letters: a longer block is no phrase of boilerplate */
	SHORT_META = 260,      /* letters of a byline block */
	CAPTION_LETTERS = 500, /* that may stand above the byline of a text */
	CARD_LEAST = 60,       /* letters of a card of links */
	CARD_NODES = 60,       /* elements of it that are looked at */
	TEASER_LEAST = 12,     /* letters of the link of a teaser */
	TEASER_MOST = 500,     /* letters of a teaser */
	TEASER_NODES = 60,     /* elements of a teaser that are looked at */
	LABEL_MORE = 14,       /* bytes */
	TEXT_BYTES = 100000,   /* of a text searched for what was pulled out of it */
	PULLS = 20,
	BOX_PARTS = 200,     /* elements behind the heading of a box */
	TALK_AFTER = 150,    /* letters of text above a heading of comments */
	COUNT_AFTER = 30,    /* above one that tells how many */
	COLOPHON_MOST = 700, /* letters */
	CONSENT_MOST = 1500, /* letters of one paragraph that asks for consent */
	LONG_META = 900,     /* letters of what is told about the author below the text */
};

struct pruning {
	struct article_page *p;
	uint32_t from, end;
	float score; /* of the whole */
	uint32_t letters;
	struct str title; /* folded */
	bool begun;	  /* a paragraph of running text was met */
	float seen;	  /* score of the blocks so far */
	uint32_t seen_letters;
	struct buf line, folded;
	const struct article_info *folded_of; /* the element whose line is in them */
	const struct article_info *line_of;   /* the element of which `is_line` tells */
	bool is_line;
	struct phrase_index phrases;
};

static void drop(struct article_info *i)
{
	i->evidence |= EVIDENCE_DROPPED;
}

static struct str folded_line(struct pruning *g, const struct article_info *i)
{
	if (g->folded_of == i)
		return str_trim(buf_str(&g->folded));
	g->folded_of = i;
	buf_cut(&g->line, 0);
	buf_cut(&g->folded, 0);
	article_line(i->node, LINE_BYTES, &g->line);
	text_fold(buf_str(&g->line), FOLD_CASE, &g->folded, NULL, 0);
	return str_trim(buf_str(&g->folded));
}

/* Brackets, arrows and bullets before a phrase. */
static struct str past_signs(struct str line)
{
	size_t at = 0;

	while (at < line.len) {
		unsigned char c = (unsigned char)line.at[at],
			      next = at + 1 < line.len ? (unsigned char)line.at[at + 1] : 0;

		if (c < 0x80 && !ascii_alpha((char)c) && !ascii_digit((char)c))
			at++;
		else if (c == 0xC2)
			at += 2;
		else if ((c == 0xE2 && next < 0xB0) || (c == 0xE3 && next == 0x80))
			at += 3;
		else
			break;
	}
	return str_sub(line, at, SIZE_MAX);
}

static bool has_phrase(const struct pruning *g, struct str line, enum phrase_kind kind, size_t more)
{
	return phrase_begins(&g->phrases, line, kind, more);
}

/* Whether the text of a block may begin with a phrase of these kinds, as its first letter tells. */
static bool may_begin(const struct pruning *g, const struct article_info *i, unsigned kinds)
{
	return phrase_may_begin(&g->phrases, article_first(i->node), kinds);
}

static bool is_small(const struct pruning *g, const struct article_info *i)
{
	return i->score < g->score * 0.35f && i->letters < g->letters * 0.45f;
}

static bool ends_line(const xmlNode *n)
{
	return node_is_element(n) && (body_is_block(n) || node_is(n, "br"));
}

/* Whether an inline element has a line of its own, between blocks. */
static bool is_alone(const xmlNode *n)
{
	const xmlNode *before = n->prev, *behind = n->next;

	while (before && !node_is_element(before) && body_blank(node_content(before)))
		before = before->prev;
	while (behind && !node_is_element(behind) && body_blank(node_content(behind)))
		behind = behind->next;
	return (before || behind) && (!before || ends_line(before)) &&
		(!behind || ends_line(behind));
}

static bool is_line(struct pruning *g, const struct article_info *i)
{
	if (g->line_of != i)
		g->is_line = i->block ||
			(i->act != TAG_IMAGE && i->letters < SHORT_BLOCK && is_alone(i->node));
	g->line_of = i;
	return g->is_line;
}

static bool is_row(struct pruning *g, const struct article_info *i)
{
	return is_line(g, i) && (article_is_row(i) || article_is_menu(i) || article_is_tags(i));
}

static bool is_form(const xmlNode *n)
{
	return node_is(n, "form") || node_is(n, "fieldset");
}

static bool by_name(struct pruning *g, const struct article_info *i)
{
	uint32_t e = i->evidence;

	if (e & (EVIDENCE_STATED | EVIDENCE_BODY) && i->blocks > 1 && !(e & EVIDENCE_COMMENT))
		return false;
	if (e & EVIDENCE_CONSENT && e & EVIDENCE_FURNITURE)
		return true;
	if (e & EVIDENCE_COMMENT)
		return i->score < g->score * 0.85f;
	/* An aside that only quotes or explains belongs to the text. */
	if (node_is(i->node, "aside") && i->linked == 0 && i->letters < 500 && i->letters > 60 &&
		i->marks > 0 && !(article_evidence(i) & EVIDENCE_FURNITURE))
		return false;
	if (e & EVIDENCE_FURNITURE && article_is_aside(g->p, (uint32_t)(i - g->p->info.at)))
		return true;
	if (e & EVIDENCE_FURNITURE || is_form(i->node))
		return is_small(g, i);
	if (e & EVIDENCE_INSET)
		return is_small(g, i) && (i->linked * 3 > i->letters || i->blocks == 0);
	if (!(e & EVIDENCE_META) || !is_line(g, i))
		return false;
	if (i->act == TAG_HEADING)
		return !g->begun && i->letters < SHORT_META;
	if ((float)g->seen_letters > (float)g->letters * 0.75f && i->letters < LONG_META &&
		i->blocks == 1)
		return is_small(g, i);
	return i->letters < SHORT_META && i->blocks == 0;
}

/* Rows of links: menus, related stories, tags. */
static bool is_links(const struct pruning *g, const struct article_info *i)
{
	if (!i->block || i->act == TAG_HEADING || i->act == TAG_ITEM || i->act == TAG_CELL ||
		i->act == TAG_ROW || !is_small(g, i))
		return false;
	if (i->letters == 0 || i->linked * 3 < i->letters * 2)
		return false;
	if (node_is(i->node, "p"))
		return i->linked * 10 > i->letters * 9 && i->marks == 0 && i->letters < SHORT_BLOCK;
	return i->blocks == 0;
}

/* A card that a link shows when it is pointed at: further links behind it in the middle of a sentence, with nothing between them. */
static bool is_card(const struct pruning *g, const struct article_info *i)
{
	uint32_t at = (uint32_t)(i - g->p->info.at);
	unsigned links = 0;

	if (i->block || i->act == TAG_LINK || i->letters < CARD_LEAST ||
		i->linked * 20 < i->letters * 19 || !i->node->prev || !node_is(i->node->prev, "a"))
		return false;
	for (uint32_t n = at + 1; n < i->end && n < at + CARD_NODES; n++)
		links += node_is(g->p->info.at[n].node, "a") && g->p->info.at[n].letters > 0;
	return links >= 3;
}

/* Whether it is made like the teaser of another story: a link round a heading or a picture with words, or a heading with a link inside. */
static bool is_teaser(const struct pruning *g, uint32_t at)
{
	const struct article_info *all = g->p->info.at, *t = &all[at];

	if (t->linked < TEASER_LEAST || t->linked * 4 < t->letters || t->letters > TEASER_MOST)
		return false;
	for (uint32_t n = at; n < t->end && n < at + TEASER_NODES; n++) {
		const struct article_info *i = &all[n];
		enum tag_act inner = i->act == TAG_LINK ? TAG_HEADING : TAG_LINK;

		if (i->linked < TEASER_LEAST || (i->act != TAG_LINK && i->act != TAG_HEADING))
			continue;
		for (uint32_t k = n + 1; k < i->end; k++)
			if (all[k].act == inner || (i->act == TAG_LINK && all[k].act == TAG_IMAGE))
				return true;
	}
	return false;
}

/* Rows of teasers: other stories of the site. */
static bool is_teasers(const struct pruning *g, const struct article_info *i)
{
	uint32_t at = (uint32_t)(i - g->p->info.at), parts = 0, teasers = 0;

	if (!i->block || i->act == TAG_HEADING || i->act == TAG_CELL || i->act == TAG_ROW ||
		i->linked * 4 < i->letters || !is_small(g, i))
		return false;
	for (uint32_t n = at + 1; n < i->end; n = g->p->info.at[n].end) {
		if (g->p->info.at[n].letters < TEASER_LEAST)
			continue;
		parts++;
		teasers += is_teaser(g, n);
	}
	return teasers >= 2 && teasers * 4 >= parts * 3;
}

/* A call for consent above the text, however long. */
static bool is_consent(struct pruning *g, const struct article_info *i)
{
	return !g->begun && i->block && i->letters <= CONSENT_MOST && i->blocks <= 1 &&
		(i->own > 0 || i->act == TAG_HEADING) && may_begin(g, i, 1u << PHRASE_CONSENT) &&
		has_phrase(g, past_signs(folded_line(g, i)), PHRASE_CONSENT, SIZE_MAX);
}

/* "This entry was posted on Thursday at 1:42 pm and is filed under ...". */
static bool is_colophon(struct pruning *g, const struct article_info *i)
{
	return g->begun && i->block && i->own > 0 && i->letters <= COLOPHON_MOST &&
		i->blocks <= 1 && may_begin(g, i, 1u << PHRASE_COLOPHON) &&
		has_phrase(g, folded_line(g, i), PHRASE_COLOPHON, SIZE_MAX);
}

static bool by_phrase(struct pruning *g, const struct article_info *i)
{
	struct str line;

	if (is_consent(g, i) || is_colophon(g, i))
		return true;
	if (i->letters < 3 || i->letters > SHORT_BLOCK || i->blocks > 1 || !is_line(g, i) ||
		!may_begin(g, i, 1u << PHRASE_AD | 1u << PHRASE_READ))
		return false;
	line = past_signs(folded_line(g, i));
	if (i->act != TAG_HEADING && has_phrase(g, line, PHRASE_AD, SIZE_MAX))
		return true;
	return has_phrase(g, line, PHRASE_READ, SIZE_MAX) &&
		(i->linked * 3 > i->letters || i->letters < 40);
}

/* A heading, or a short line that stands for one. */
static bool is_heading(const struct pruning *g, const struct article_info *i)
{
	bool strong = i->act == TAG_HEADING ||
		(i->block && i->letters < 50 && i->end - (uint32_t)(i - g->p->info.at) <= 4);

	return strong && i->letters <= 80 && i->letters >= 4;
}

/* How far a line may go on behind its phrase and still be a label: "Read also: A story" is no heading of what follows. */
static size_t label(const struct article_info *i)
{
	return i->act == TAG_HEADING || i->linked == 0 ? SIZE_MAX : LABEL_MORE;
}

/* Whether a line is a cell beside others, or a table of such: words of a table, and no heading of what follows. */
static bool is_tabular(const struct pruning *g, const struct article_info *i)
{
	const struct article_info *up = &g->p->info.at[i->parent], *cell = i;

	if (i->act == TAG_TABLE || i->act == TAG_ROW)
		while (cell < &g->p->info.at[i->end] && cell->act != TAG_CELL)
			cell++;
	else if (i->act != TAG_CELL && up->act == TAG_CELL && up->letters == i->letters)
		cell = up;
	return cell < &g->p->info.at[g->end] && cell->act == TAG_CELL &&
		g->p->info.at[cell->parent].letters > cell->letters;
}

/* Whether from here on nothing of the article follows: below a heading like "Related articles" when little is left, and below one like
 * "12 comments" once the text has begun. */
static bool is_end(struct pruning *g, const struct article_info *i)
{
	struct str line;

	if (!is_heading(g, i) || is_tabular(g, i))
		return false;
	line = folded_line(g, i);
	if (phrase_heads_talk(line) &&
		g->seen_letters >= (line.len && ascii_digit(line.at[0]) ? COUNT_AFTER : TALK_AFTER))
		return true;
	if (g->seen >= g->score * 0.75f && str_has(line, STR("newsletter")))
		return true;
	return g->seen >= g->score * 0.6f &&
		(has_phrase(g, line, PHRASE_END, label(i)) ||
			has_phrase(g, line, PHRASE_BOX, label(i)) ||
			has_phrase(g, line, PHRASE_TALK, label(i)));
}

/* The box that a heading like "Most read" heads: its parent where it stands first in it, or what follows it up to the next heading.
 * Returns the element to go on with; at when nothing was dropped. */
static uint32_t drop_box(struct pruning *g, uint32_t at)
{
	struct article_info *all = g->p->info.at, *i = &all[at], *up = &all[i->parent];
	uint32_t end = i->end, letters = i->letters, parts = 0;
	float score = 0;

	if (!is_heading(g, i) || !has_phrase(g, folded_line(g, i), PHRASE_BOX, label(i)))
		return at;
	while (end < up->end && all[end].act != TAG_HEADING && parts++ < BOX_PARTS) {
		letters += all[end].letters;
		score += all[end].score;
		end = all[end].end;
	}
	if (score >= g->score * 0.35f || letters * 20 >= g->letters * 9)
		return at;
	while (at < end) {
		drop(&all[at]);
		at = all[at].end;
	}
	return end;
}

/* A line that is hardly more than a date. */
static bool is_dateline(const struct pruning *g, struct str line)
{
	struct date date;
	size_t at, len;

	if (line.len < 6 || line.len > 90)
		return false;
	if (!date_find(line, g->p->x->language, g->p->x->options->now, &date, &at, &len) ||
		date.precision < DATE_DAY || date.relative)
		return false;
	/* A weekday before it, a time behind it: no sentence. Nor is a line that a bar parts: who wrote it, the section. */
	if (len * 2 > line.len)
		return true;
	return line.at[line.len - 1] != '.' &&
		(len * 5 > line.len * 2 || (len * 5 > line.len && str_has(line, STR(" | "))));
}

static bool begins_with_by(struct str line)
{
	return str_starts(line, STR("by ")) || str_starts(line, STR("von ")) ||
		str_starts(line, STR("par "));
}

/* Whether a heading is named for who wrote the text and says so: "<h3 class=byline>by Ann Other". */
static bool is_named_byline(struct pruning *g, const struct article_info *i)
{
	struct str line;

	/* The caption of a picture may stand above it. */
	if (g->seen_letters > CAPTION_LETTERS || !(i->evidence & EVIDENCE_META) || i->letters > 120)
		return false;
	line = folded_line(g, i);
	return begins_with_by(line) || is_dateline(g, line);
}

/* The title again, and lines of byline and date before the text begins. */
static bool is_head(struct pruning *g, const struct article_info *i)
{
	struct str line;

	if (i->act == TAG_HEADING && i->letters < 300) {
		if (i->evidence & EVIDENCE_TITLE && !g->begun)
			return true;
		line = folded_line(g, i);
		if (g->title.len &&
			(str_eq(line, g->title) || (line.len > 12 && str_starts(g->title, line))))
			return true;
		return (!g->begun && node_is(i->node, "h1")) || is_named_byline(g, i);
	}
	if (g->begun || !is_line(g, i) || i->letters > 120 || i->blocks)
		return false;
	line = folded_line(g, i);
	if (is_dateline(g, line))
		return true;
	return begins_with_by(line) && i->marks == 0;
}

/* The heading that is the title, with hardly any text before it; 0 for none. */
static uint32_t find_title(const struct pruning *g)
{
	uint32_t letters = 0;

	for (uint32_t at = g->from + 1; at < g->end && letters * 10 <= g->letters; at++) {
		const struct article_info *i = &g->p->info.at[at];

		if (i->evidence & EVIDENCE_TITLE && i->act == TAG_HEADING)
			return at;
		if (i->block && i->own >= 80 && i->own_marks > 0)
			letters += i->own;
	}
	return 0;
}

/* What stands above the title is the way to it: the site's slogan, links to the neighbours, the section. */
static void drop_above(struct pruning *g, uint32_t title)
{
	for (uint32_t at = g->from + 1; at < title;) {
		struct article_info *i = &g->p->info.at[at];

		if (i->end > title || i->letters == 0 ||
			i->evidence & (EVIDENCE_LEAD | EVIDENCE_TOLD)) {
			at++;
			continue;
		}
		drop(i);
		at = i->end;
	}
}

/* Text between the element and the one before it, where the whole is one block of text parted by <br>. */
static uint32_t letters_before(const struct article_info *i)
{
	size_t len = 0;

	for (const xmlNode *n = i->node->prev; n && !node_is_element(n); n = n->prev)
		len += node_is_text(n) ? str_trim(node_content(n)).len : 0;
	return (uint32_t)(len < UINT32_MAX ? len : UINT32_MAX);
}

static void prune_one(struct pruning *g)
{
	drop_above(g, find_title(g));
	for (uint32_t at = g->from + 1; at < g->end;) {
		struct article_info *i = &g->p->info.at[at];
		uint32_t next = at;

		if (i->parent == g->from) {
			uint32_t letters = letters_before(i);

			g->seen += (float)letters;
			g->seen_letters += letters;
		}
		if (is_end(g, i)) {
			for (; at < g->end; at = g->p->info.at[at].end)
				drop(&g->p->info.at[at]);
			/* What follows in the parents. */
			break;
		}
		/* Of a quoted post, and of a program, all is told as it stands. */
		if ((i->act == TAG_QUOTE && body_is_post(i->node)) ||
			(i->act == TAG_PRE && i->linked * 2 <= i->letters)) {
			g->seen += (float)i->letters;
			g->seen_letters += i->letters;
			at = i->end;
			continue;
		}
		if (i->evidence & EVIDENCE_HIDDEN || by_name(g, i) || is_links(g, i) ||
			is_card(g, i) || is_teasers(g, i) || by_phrase(g, i) || is_head(g, i) ||
			is_row(g, i)) {
			drop(i);
			at = i->end;
			continue;
		}
		if ((next = drop_box(g, at)) > at) {
			at = next;
			continue;
		}
		if (i->block && i->own >= 80 && i->own_marks > 0)
			g->begun = true;
		if (i->block)
			g->seen += i->own;
		g->seen_letters += i->block ? i->own : 0;
		at++;
	}
}

/* Whether text stands behind an element in one of the elements around it, below `whole`. */
static bool has_text_behind(const xmlNode *n, const xmlNode *whole)
{
	for (; n && n != whole; n = n->parent)
		for (const xmlNode *next = n->next; next && !node_is_element(next);
			next = next->next)
			if (node_is_text(next) && !body_blank(node_content(next)))
				return true;
	return false;
}

/* Headings that nothing follows head nothing: what they led to is furniture, or did not come with the page. */
static void drop_last_headings(struct article_page *p, uint32_t from, uint32_t end)
{
	uint32_t first = 0;

	for (uint32_t at = from + 1; at < end;) {
		const struct article_info *i = &p->info.at[at];

		if (i->evidence & EVIDENCE_DROPPED) {
			at = i->end;
		} else if (i->act == TAG_HEADING) {
			first = first ? first : at;
			if (has_text_behind(i->node, p->info.at[from].node))
				first = 0;
			at = i->end;
		} else {
			if ((i->block && i->own > 0) || i->act == TAG_IMAGE ||
				(i->act == TAG_MEDIA && body_media_url(i->node).len))
				first = 0;
			at++;
		}
	}
	for (uint32_t at = first; first && at < end; at++)
		if (p->info.at[at].act == TAG_HEADING)
			drop(&p->info.at[at]);
}

/* A line taken out of the text, and set large beside it, is read once: where it stands. */
static void drop_pull(struct article_info *i, const xmlNode *text)
{
	struct buf whole = { 0 }, line = { 0 };
	struct str s;

	article_line(i->node, LINE_BYTES, &line);
	article_line(text, TEXT_BYTES, &whole);
	s = str_trim(buf_str(&line));
	for (size_t at = 0, seen = 0; s.len && at != STR_NOWHERE; at++) {
		at = str_find(buf_str(&whole), s, at);
		if (at == STR_NOWHERE)
			break;
		if (++seen == 2) {
			drop(i);
			break;
		}
	}
	buf_free(&whole);
	buf_free(&line);
}

static void drop_pulls(struct article_page *p, const struct article_choice *c)
{
	unsigned pulls = 0;

	for (unsigned k = 0; k < c->count; k++)
		for (uint32_t at = c->at[k]; at < p->info.at[c->at[k]].end; at++) {
			struct article_info *i = &p->info.at[at];

			if (i->evidence & EVIDENCE_PULL && i->block && i->letters > 0 &&
				i->letters < LINE_BYTES && pulls++ < PULLS)
				drop_pull(i, p->info.at[c->at[k]].node);
		}
}

void article_prune(struct article_page *p, const struct article_choice *c, struct str title)
{
	struct buf folded = { 0 };

	text_fold(title, FOLD_CASE, &folded, NULL, 0);
	for (unsigned i = 0; i < c->count; i++) {
		const struct article_info *a = &p->info.at[c->at[i]];
		struct pruning g = {
			.p = p,
			.from = c->at[i],
			.end = a->end,
			.score = a->score,
			.letters = a->letters,
			.title = buf_str(&folded),
			.begun = i > 0,
		};

		phrase_index(&g.phrases);
		prune_one(&g);
		buf_free(&g.line);
		buf_free(&g.folded);
	}
	drop_pulls(p, c);
	drop_last_headings(p, c->at[c->count - 1], p->info.at[c->at[c->count - 1]].end);
	buf_free(&folded);
}
