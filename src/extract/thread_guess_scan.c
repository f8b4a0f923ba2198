/* thread_guess_scan.c: one pass over the tree. Every element gets sums of what stands before it,
 * so that what stands within is a difference, and is entered in the groups that it may be an item
 * of: by each word of its class, by its id without digits, by its property, by its place. */
#include "config.h"

#include "extract/thread_guess.h"

#include <string.h>

enum {
	CACHE = 1024,
	TABLE_FIRST = 9, /* bits of an index of the first table of groups */
	TABLE_BITS = 15, /* of the largest one */
	TABLE_SHARE = 4, /* one row in so many may be taken before it grows */
	PROBES = 12,
	CLASSES_MAX = 8,
	DATE_TEXT_MAX = 90,
	META_ELEMENTS = 4,
	META_MAX = 60,	/* bytes of a name or a date */
	DATE_ONLY = 10, /* bytes of "2019-03-04" */
	TIME_MAX = 200, /* bytes in <time>, which is nothing else */
	MOMENT_LEAST = 12,
	MOMENT_MOST = 40, /* bytes of a moment as a title, its zone at the end */
	MOMENT_ZONE = 6,
};

struct words_cache {
	uint64_t key;
	uint32_t words, shape;
};

struct scanner {
	struct scan *s;
	struct words_cache *cache;
	uint16_t *table; /* of group indices + 1 */
	unsigned bits;	 /* of an index of it */
	struct marks at;
	struct str own; /* path of the page */
	uint32_t in_link,
		in_heading; /* the elements' ends are not known yet: counted up and down */
};

static uint64_t mix(uint64_t h, uint64_t v)
{
	h ^= v + 0x9e3779b97f4a7c15u + (h << 6) + (h >> 2);
	h *= 0xff51afd7ed558ccdu;
	return h ^ h >> 32;
}

/* Of a name without its digits, so that "comment-12" and "comment-9" are one. */
static uint64_t hash_name(uint64_t h, struct str s)
{
	for (size_t i = 0; i < s.len && i < 100; i++)
		if (!ascii_digit(s.at[i]))
			h = (h ^ (unsigned char)s.at[i]) * 0x100000001b3u;
	return h ^ h >> 29;
}

static bool skipped(const xmlNode *n)
{
	static const char *const none[] = { "script", "style", "template", "textarea", "select",
		"head", "svg", "iframe", "object" };

	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		if (n->name[0] == none[i][0] && strcmp((const char *)n->name, none[i]) == 0)
			return true;
	return false;
}

/* The row of a key, or the empty one for it; NULL when the table is full there. */
static uint16_t *row_of(struct scanner *w, uint64_t key)
{
	size_t at = (size_t)(key >> (64 - w->bits));

	for (int i = 0; i < PROBES; i++, at = (at + 1) & ((1u << w->bits) - 1))
		if (!w->table[at] || w->s->group[w->table[at] - 1].key == key)
			return &w->table[at];
	return NULL;
}

/* Makes the table twice as large, as often as it takes for all groups to find a row. */
static void grow_table(struct scanner *w)
{
	size_t placed, room;

	do {
		w->bits++;
		mem_free(w->table);
		w->table = mem_new((size_t)1 << w->bits, sizeof(*w->table));
		for (placed = 0; placed < w->s->groups; placed++) {
			uint16_t *row = row_of(w, w->s->group[placed].key);

			if (!row)
				break;
			*row = (uint16_t)(placed + 1);
		}
	} while (placed < w->s->groups && w->bits < TABLE_BITS);
	room = ((size_t)1 << w->bits) / (w->bits < TABLE_BITS ? TABLE_SHARE : 1);
	w->s->group = mem_resize(w->s->group, room + 1, sizeof(*w->s->group));
}

/* The group of a key; DOC_NONE when the table is full there (a page cannot make it slow). */
static uint32_t group_of(struct scanner *w, uint64_t key, struct str name, bool strong)
{
	struct scan *s = w->s;
	uint16_t *row = row_of(w, key);

	while (w->bits < TABLE_BITS &&
		(!row || (!*row && s->groups >= ((size_t)1 << w->bits) / TABLE_SHARE))) {
		grow_table(w);
		row = row_of(w, key);
	}
	if (!row)
		return DOC_NONE;
	if (!*row) {
		s->group[s->groups] = (struct group){ key, words_of(s->words, name), strong };
		*row = (uint16_t)++s->groups;
	}
	return *row - 1u;
}

/* Names that differ in their numbers only have one key; members of one element stand at the end. */
static bool is_member(const struct scan *s, uint32_t elem, uint32_t group)
{
	for (size_t i = s->members.len; i > 0 && s->members.at[i - 1].elem == elem; i--)
		if (s->members.at[i - 1].group == group)
			return true;
	return false;
}

static void join(struct scanner *w, uint32_t elem, uint64_t key, struct str name, bool strong)
{
	uint32_t g = group_of(w, key, name, strong);
	struct member *m;

	if (g == DOC_NONE || is_member(w->s, elem, g))
		return;
	m = array_add(&w->s->members);
	m->elem = elem;
	m->group = g;
}

static const struct words_cache *names_of(
	struct scanner *w, struct str tag, struct str names, struct str id, struct str prop)
{
	uint64_t h =
		mix(mix(mix(str_hash(tag), str_hash(names)), hash_name(7, id)), str_hash(prop));
	struct words_cache *c = &w->cache[h % CACHE];

	if (c->key == h)
		return c;
	c->key = h;
	c->words = words_of(w->s->words, tag) | words_of(w->s->words, names) |
		words_of(w->s->words, id) | words_of(w->s->words, prop);
	c->shape = (uint32_t)mix(mix(str_hash(tag), hash_name(2, names)), hash_name(3, prop));
	return c;
}

static void join_groups(struct scanner *w, uint32_t i, struct str tag, struct str names,
	struct str id, struct str prop)
{
	const struct elem *e = &w->s->elems.at[i];
	uint64_t h = mix(11, str_hash(tag)); /* with its digit: "h2" and "h4" differ */
	struct str word;

	for (int n = 0; n < CLASSES_MAX && str_word(&names, &word); n++)
		join(w, i, mix(h, hash_name(1, word)), word, true);
	if (str_find_char(tag, '-', 0) != STR_NOWHERE) /* an element of the page's own making */
		join(w, i, mix(h, 5), tag, true);
	if (str_eq(tag, STR("details"))) /* in each other or not */
		join(w, i, mix(h, 6), tag, false);
	if (id.len && str_has_digit(id))
		join(w, i, mix(h, hash_name(2, id)), id, true);
	if (prop.len)
		join(w, i, mix(h, hash_name(3, prop)), prop, true);
	if (e->parent != DOC_NONE)
		join(w, i, mix(mix(h, 4), w->s->elems.at[e->parent].shape), tag, false);
}

/* Whether a date stands in the text; *clock: with the time of the day. */
static bool text_dated(struct scanner *w, struct str t, size_t *at, size_t *len, bool *clock)
{
	struct date d;

	if (t.len > DATE_TEXT_MAX || !guess_date(w->s->x, t, &d, at, len))
		return false;
	*clock = d.precision >= DATE_MINUTE || d.relative;
	return true;
}

/* Looks for a date among the element's own texts; *named: bytes of something
 * like a name beside it. */
static bool own_date(struct scanner *w, struct elem *e, size_t *named)
{
	for (const xmlNode *c = e->node->children; c; c = c->next) {
		struct str t = node_is_text(c) ? str_trim(node_content(c)) : STR_NONE;
		size_t at, len;
		bool clock = false;

		if (!t.len || !(e->words & WORD_TIME || str_has_digit(t)) ||
			!text_dated(w, t, &at, &len, &clock))
			continue;
		e->dated = c;
		w->at.clocks += clock;
		*named = name_beside(w->s->words, c, t, at, len);
		return true;
	}
	return false;
}

/* "2023-09-01 10:16" as the whole title of what shows an age: "over 2 years". */
static bool moment_in_title(struct scanner *w, const xmlNode *n, bool *clock)
{
	struct str t = str_trim(node_attr(n, "title"));
	size_t at, len;

	return t.len >= MOMENT_LEAST && t.len <= MOMENT_MOST && str_has_digit(t) &&
		str_find_char(t, ':', 0) != STR_NOWHERE && text_dated(w, t, &at, &len, clock) &&
		*clock && at == 0 && len + MOMENT_ZONE >= t.len;
}

/* A date in an attribute; a number there is one with the time of the day. */
static bool attr_dated(struct scanner *w, const xmlNode *n, uint32_t words, bool *clock)
{
	size_t at, len;

	for (const xmlAttr *a = n->properties; a; a = a->next)
		for (const struct str *d = date_attributes; a->name[0] == 'd' && d->len; d++)
			if (!strcmp((const char *)a->name, d->at)) {
				struct str v = str_trim(node_attr(n, d->at));

				*clock = v.len > DATE_ONLY ||
					str_find_char(v, '-', 0) == STR_NOWHERE;
				return true;
			}
	if (!(words & WORD_TIME))
		return moment_in_title(w, n, clock);
	return text_dated(w, str_trim(node_attr(n, "title")), &at, &len, clock) ||
		text_dated(w, str_trim(node_attr(n, "content")), &at, &len, clock);
}

static bool reply_tool(const struct scanner *w, const xmlNode *n)
{
	const xmlNode *c = n->children;

	return c && !c->next && node_is_text(c) && words_reply(w->s->words, node_content(c));
}

/* The attributes that the scan asks for, found by one look at all. */
struct asked {
	struct str names, id, itemprop, component, itemtype, href, rel;
};

static struct asked attributes_of(const xmlNode *n)
{
	struct asked of = { .names = STR_NONE };

	for (const xmlAttr *a = n->properties; a; a = a->next) {
		struct str *to = node_named(a->name, "class") ? &of.names
			: node_named(a->name, "id")	      ? &of.id
			: node_named(a->name, "href")	      ? &of.href
			: node_named(a->name, "rel")	      ? &of.rel
			: node_named(a->name, "itemprop")     ? &of.itemprop
			: node_named(a->name, "itemtype")     ? &of.itemtype
			: node_named(a->name, "component")    ? &of.component
							      : NULL;

		if (to && a->children)
			*to = str_z((const char *)a->children->content);
	}
	return of;
}

static uint16_t flags_of(struct scanner *w, struct elem *e, const struct asked *of)
{
	const xmlNode *n = e->node;
	struct str href = of->href;
	unsigned leads = href.len ? link_leads(href) : 0;
	bool link = node_is(n, "a");
	uint16_t flags = 0;

	if (e->words & WORD_AUTHOR || leads & LEADS_PERSON || str_eq(of->rel, STR("author")))
		flags |= ELEM_AUTHOR;
	if (w->in_heading && href.len && href.at[0] != '#' && link && !(leads & LEADS_PERSON))
		flags |= ELEM_HEAD_LINK;
	if (node_is(n, "button") || node_is(n, "input") || node_is(n, "label"))
		flags |= ELEM_TOOL;
	if (reply_tool(w, n))
		flags |= ELEM_REPLY;
	if (link && link_away(href, w->own, leads))
		flags |= ELEM_AWAY;
	return flags;
}

/* Dates of attributes stand at the element, those of its texts where they are. */
static void find_date(struct scanner *w, struct elem *e)
{
	size_t named = 0;
	bool clock = false;

	if (attr_dated(w, e->node, e->words, &clock) || node_is(e->node, "time")) {
		e->flags |= ELEM_DATE;
		w->at.dates++;
		w->at.clocks += clock;
		named = name_beside(w->s->words, e->node, STR_NONE, 0, 0);
	} else if (own_date(w, e, &named)) {
		e->flags |= ELEM_DATE;
	}
	w->at.names += named > 0;
	w->at.meta += (uint32_t)named;
}

static void enter(struct scanner *w, xmlNode *n, uint32_t parent)
{
	struct scan *s = w->s;
	struct asked of = attributes_of(n);
	struct str tag = node_name(n), prop = of.itemprop;
	uint32_t i = (uint32_t)s->elems.len;
	struct elem *e = array_add(&s->elems);
	const struct words_cache *c;

	if (!prop.len)
		prop = of.component;
	if (!prop.len)
		prop = of.itemtype;
	c = names_of(w, tag, of.names, of.id, prop);
	*e = (struct elem){
		.node = n, .parent = parent, .words = c->words, .shape = c->shape, .from = w->at
	};
	e->depth = parent == DOC_NONE ? 0 : (uint16_t)(s->elems.at[parent].depth + 1);
	e->flags = flags_of(w, e, &of);
	find_date(w, e);
	if (elem_stamped(e))
		e->flags &= (uint16_t)~ELEM_HEAD_LINK;
	e->from.meta = w->at.meta;
	w->at.authors += (e->flags & ELEM_AUTHOR) != 0;
	w->at.heads += (e->flags & ELEM_HEAD_LINK) != 0;
	w->at.tools += (e->flags & ELEM_REPLY) != 0;
	w->at.aways += e->flags & ELEM_AWAY && !(e->flags & (ELEM_AUTHOR | ELEM_REPLY));
	join_groups(w, i, tag, of.names, of.id, prop);
}

static void count_text(struct scanner *w, const xmlNode *n, uint32_t open)
{
	struct str t = node_content(n);
	uint32_t solid = 0;

	for (size_t i = 0; i < t.len; i++)
		solid += !ascii_space(t.at[i]);
	w->at.text += solid;
	if (w->in_link)
		w->at.link += solid;
	w->at.dates += open != DOC_NONE && w->s->elems.at[open].dated == n;
}

/* A date that is a link leads to what was said then; a sign without text is a tool. */
static bool is_handle(const struct scanner *w, uint32_t i)
{
	const struct elem *e = &w->s->elems.at[i];

	if (elem_dated(e))
		return elem_text(e) <= META_MAX;
	for (uint32_t k = i + 1; k < e->end; k++)
		if (node_is(w->s->elems.at[k].node, "img"))
			return false; /* the picture of a teaser */
	return !elem_text(e) && e->end - i <= META_ELEMENTS;
}

static void leave(struct scanner *w, uint32_t i)
{
	struct elem *e = &w->s->elems.at[i];

	e->end = (uint32_t)w->s->elems.len;
	e->to = w->at;
	if (e->flags & (ELEM_DATE | ELEM_AUTHOR) &&
		((elem_text(e) <= META_MAX && e->end - i <= META_ELEMENTS) ||
			(node_is(e->node, "time") && elem_text(e) <= TIME_MAX)))
		w->at.meta = e->to.meta = e->from.meta + elem_text(e) - elem_link(e);
	if (e->flags & ELEM_AWAY && !(e->flags & (ELEM_AUTHOR | ELEM_REPLY)) && is_handle(w, i))
		e->to.aways = --w->at.aways;
	w->in_link -= node_is(e->node, "a");
	w->in_heading -= node_is_heading(e->node);
}

static void walk(struct scanner *w, xmlNode *root)
{
	xmlNode *n = root;
	uint32_t open = DOC_NONE;

	while (n) {
		if (node_is_element(n) && !skipped(n)) {
			enter(w, n, open);
			open = (uint32_t)w->s->elems.len - 1;
			w->in_link += node_is(n, "a");
			w->in_heading += node_is_heading(n);
			if (n->children) {
				n = n->children;
				continue;
			}
			leave(w, open);
			open = w->s->elems.at[open].parent;
		} else if (node_is_text(n)) {
			count_text(w, n, open);
		}
		while (n != root && !n->next) {
			n = n->parent;
			leave(w, open);
			open = w->s->elems.at[open].parent;
		}
		n = n == root ? NULL : n->next;
	}
}

/* A counting sort: members of a group stand together, in document order. */
static void sort_members(struct scan *s)
{
	struct member *sorted = mem_new(s->members.len + 1, sizeof(*sorted));
	uint32_t *next = mem_new(s->groups + 1, sizeof(*next));

	s->first = mem_new(s->groups + 1, sizeof(*s->first));
	for (size_t i = 0; i < s->members.len; i++)
		s->first[s->members.at[i].group + 1]++;
	for (size_t g = 1; g <= s->groups; g++)
		s->first[g] += s->first[g - 1];
	memcpy(next, s->first, s->groups * sizeof(*next));
	for (size_t i = 0; i < s->members.len; i++)
		sorted[next[s->members.at[i].group]++] = s->members.at[i];
	mem_free(s->members.at);
	s->members.at = sorted;
	s->members.cap = s->members.len + 1;
	mem_free(next);
}

void scan_page(struct scan *s, struct extract *x)
{
	struct scanner w = { .s = s };

	*s = (struct scan){ .x = x, .words = word_index_new() };
	w.own = link_path(buf_str(&x->page->url));
	w.cache = mem_new(CACHE, sizeof(*w.cache));
	w.bits = TABLE_FIRST - 1;
	grow_table(&w);
	walk(&w, x->page->root);
	array_add(&s->elems)->from = w.at; /* one behind the last, so that sums have an end */
	s->elems.at[s->elems.len - 1].to = w.at;
	s->talk = mem_new(s->elems.len, sizeof(*s->talk));
	sort_members(s);
	mem_free(w.cache);
	mem_free(w.table);
}

void scan_free(struct scan *s)
{
	array_free(&s->elems);
	array_free(&s->members);
	mem_free(s->group);
	mem_free(s->first);
	mem_free(s->words);
	mem_free(s->talk);
}
