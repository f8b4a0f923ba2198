/* thread_published.c: comments that a page marks as such in its markup: microdata, RDFa,
 * microformats. What is marked as something else (a review, an article, a teaser) is none. */
#include "config.h"

#include "extract/thread_guess.h"

#include <string.h>

enum { NAME_BYTES = 100 };

enum part {
#define PUBLISHED(id, itemprop, property, class) PART_##id,
#include "extract/thread_published.def"
#undef PUBLISHED
	PARTS
};

static const struct {
	const char *itemprop, *property, *class;
} names[PARTS] = {
#define PUBLISHED(id, itemprop, property, class) { itemprop, property, class },
#include "extract/thread_published.def"
#undef PUBLISHED
};

static bool any_word(struct str words, const char *list)
{
	struct str rest = str_z(list), word;

	while (words.len && str_word(&rest, &word))
		if (str_has_word(words, word))
			return true;
	return false;
}

/* Whether one of the words is in the list, whatever its prefix ("sioc:Post", "schema/Comment"). */
static bool any_term(struct str words, const char *list)
{
	struct str term;

	while (str_word(&words, &term)) {
		size_t from = term.len;

		while (from > 0 && term.at[from - 1] != ':' && term.at[from - 1] != '/' &&
			term.at[from - 1] != '#')
			from--;
		if (any_word(str_sub(term, from, SIZE_MAX), list))
			return true;
	}
	return false;
}

enum { SAYS_COMMENT = 1, SAYS_ENTRY = 2, SAYS_POSTING = 4 };

/* What the element says by itself that it is: a comment; an entry, which in another one is an answer
 * to it; a posting of a forum. */
static unsigned says(const struct elem *e)
{
	const xmlNode *n = e->node;
	unsigned what = 0;

	for (const xmlAttr *a = e->flags & ELEM_TYPED ? n->properties : NULL; a; a = a->next) {
		const char *name = (const char *)a->name;
		struct str v;

		if (strcmp(name, "itemtype") != 0 && strcmp(name, "typeof") != 0)
			continue;
		v = node_attr(n, name);
		if (any_term(v, "Comment UserComments Answer") ||
			(name[0] == 't' && any_term(v, "Post") && node_has_attr(n, "about")))
			what |= SAYS_COMMENT;
		if (any_term(v, "DiscussionForumPosting SocialMediaPosting"))
			what |= SAYS_POSTING;
	}
	if (e->words & WORD_COMMENT && any_word(node_attr(n, "class"), "u-comment p-comment"))
		what |= SAYS_COMMENT;
	if (e->words & WORD_MICRO && any_word(node_attr(n, "class"), "h-entry h-cite hentry"))
		what |= SAYS_ENTRY;
	return what;
}

static void add_item(struct items *items, const struct scan *s, uint32_t e)
{
	*array_add(items) = (struct item){ .elem = e, .to = s->elems.at[e].end, .up = DOC_NONE };
}

/* Elements that say so; nested: those within another one alone. */
static void collect(const struct scan *s, unsigned what, bool nested, struct items *items)
{
	uint32_t inside = 0; /* up to here reaches an outer one */

	for (uint32_t e = 0; e + 1 < s->elems.len; e++) {
		const struct elem *el = &s->elems.at[e];

		if (!el->node->properties || !(says(el) & what))
			continue;
		if (!nested || e < inside)
			add_item(items, s, e);
		if (el->end > inside)
			inside = el->end;
	}
}

/* All kinds that are on the page. */
static unsigned all_said(const struct scan *s)
{
	unsigned all = 0;

	for (uint32_t e = 0; e + 1 < s->elems.len; e++)
		if (s->elems.at[e].node->properties)
			all |= says(&s->elems.at[e]);
	return all;
}

static void find_holders(struct items *items)
{
	uint32_t *open = mem_new(items->len + 1, sizeof(*open));
	size_t depth = 0;

	for (uint32_t i = 0; i < items->len; i++) {
		while (depth && items->at[open[depth - 1]].to <= items->at[i].elem)
			depth--;
		items->at[i].up = depth ? open[depth - 1] : DOC_NONE;
		open[depth++] = i;
	}
	mem_free(open);
}

static bool is_part(const xmlNode *n, enum part part)
{
	return any_word(node_attr(n, "itemprop"), names[part].itemprop) ||
		any_term(node_attr(n, "property"), names[part].property) ||
		any_term(node_attr(n, "rel"), names[part].property) ||
		any_word(node_attr(n, "class"), names[part].class);
}

/* The value of a part: of an attribute made for it, else the text. */
static struct str value_of(struct extract *x, const xmlNode *n, bool address)
{
	static const char *const attr[] = { "content", "datetime", "resource", "href", "title" };
	struct buf text = { .max = 1 << 16 };
	struct str s = STR_NONE;

	for (size_t i = 0; i < (address ? 4 : 2) && !s.len; i++)
		s = str_trim(node_attr(n, attr[i]));
	if (!s.len && node_is(n, "abbr"))
		s = str_trim(node_attr(n, "title"));
	if (!s.len && !address) {
		node_text(n, &text);
		s = str_trim(buf_str(&text));
	}
	s = arena_dup(&x->arena, s);
	buf_free(&text);
	return s;
}

static struct str author_name(struct scan *s, uint32_t e, struct talk_comment *c)
{
	const struct elem *el = &s->elems.at[e];
	uint32_t at = e;

	for (uint32_t k = e; k < el->end; k++) {
		const xmlNode *n = s->elems.at[k].node;

		if (at == e && k > e && is_part(n, PART_NAME))
			at = k;
		if (!c->author_url.len && node_is(n, "a"))
			c->author_url = arena_dup(&s->x->arena, node_attr(n, "href"));
	}
	return clean_name(value_of(s->x, s->elems.at[at].node, false));
}

/* Whether the name guessed is better: the one published has more in it, or a date. */
static bool keeps(const struct scan *s, struct str guessed, struct str published)
{
	struct date d;
	size_t at, len;

	if (guess_date(s->x, published, &d, &at, &len) || published.len > 2 * NAME_BYTES)
		return true;
	return guessed.len && published.len > guessed.len &&
		(published.len > NAME_BYTES || str_has(published, guessed));
}

/* Whether an item is more than a list or an empty form: its own author or time stand in it. */
static bool is_whole(const struct scan *s, const struct items *items, size_t i)
{
	size_t below = i + 1;

	for (uint32_t e = items->at[i].elem; e < items->at[i].to;
		e = item_next(s, items, i, e, &below)) {
		const xmlNode *n = s->elems.at[e].node;

		if (n->properties && (is_part(n, PART_AUTHOR) || is_part(n, PART_TIME)) &&
			(elem_text(&s->elems.at[e]) || node_attr(n, "content").len ||
				node_attr(n, "datetime").len))
			return true;
	}
	return false;
}

static void take_part(struct scan *s, uint32_t e, unsigned parts, struct talk_comment *c)
{
	const xmlNode *n = s->elems.at[e].node;
	struct str v;
	int64_t score;

	if (parts & 1 << PART_AUTHOR && (v = author_name(s, e, c)).len && !keeps(s, c->author, v))
		c->author = v;
	if (parts & 1 << PART_TIME && (v = value_of(s->x, n, false)).len)
		c->time = v;
	if (parts & 1 << PART_SCORE &&
		str_number(value_of(s->x, n, false), INT32_MIN + 1, INT32_MAX, &score))
		c->score = (int32_t)score;
	if (parts & 1 << PART_LINK && (v = value_of(s->x, n, true)).len)
		c->permalink = v;
	if (parts & 1 << PART_PARENT && (v = value_of(s->x, n, true)).len)
		c->parent_id = v;
	if (parts & 1 << PART_BODY && elem_text(&s->elems.at[e])) {
		c->body.len = 0;
		*array_add(&c->body) = s->elems.at[e].node;
	}
}

/* The parts of one item over what was guessed; each part once, where it stands first. */
static void take_item(struct scan *s, const struct items *items, size_t i, struct talk_comment *c)
{
	unsigned seen = 0;
	size_t below = i + 1;
	struct str about = node_attr(s->elems.at[items->at[i].elem].node, "about");

	for (uint32_t e = items->at[i].elem; e < items->at[i].to;
		e = item_next(s, items, i, e, &below)) {
		const xmlNode *n = s->elems.at[e].node;
		unsigned parts = 0;

		if (!n->properties || e == items->at[i].elem)
			continue;
		for (unsigned p = 0; p < PARTS; p++)
			if (p != PART_NAME && !(seen & 1 << p) && is_part(n, (enum part)p))
				parts |= 1 << p;
		take_part(s, e, parts, c);
		seen |= parts;
	}
	if (about.len && str_find_char(about, '#', 0) != STR_NOWHERE)
		c->id = arena_dup(&s->x->arena, about);
}

void published_items(const struct scan *s, struct items *items)
{
	unsigned all = all_said(s);
	size_t whole = 0;

	*items = (struct items){ .quality = 1, .sets = 1 };
	if (all & SAYS_COMMENT)
		collect(s, SAYS_COMMENT, false, items);
	else if (all & SAYS_ENTRY)
		collect(s, SAYS_ENTRY, true, items);
	if (!items->len && all & SAYS_POSTING) {
		collect(s, SAYS_POSTING, false, items);
		if (items->len < 2)
			items->len = 0;
		items->forum = true;
	}
	for (size_t i = 0; i < items->len; i++)
		if (is_whole(s, items, i))
			items->at[whole++] = items->at[i];
	items->len = whole;
	find_holders(items);
	/* entries within an entry answer it, but not those of a list of teasers */
	if (!(all & SAYS_COMMENT) && !items->forum &&
		!guess_plausible(s, items->at, items->len, false, 0))
		items->len = 0;
}

void published_fields(struct scan *s, const struct items *items, struct talk *t)
{
	for (size_t i = 0; i < items->len; i++)
		take_item(s, items, i, &t->comments.at[i]);
}
