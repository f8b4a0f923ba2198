/* thread_guess_scan.c: one pass over the tree. Every element gets sums of what stands before it,
 * so that what stands within is a difference, and is entered in the groups that it may be an item
 * of: by each word of its class, by its id without digits, by its property, by its place. */
#include "config.h"

#include "extract/thread_guess.h"

#include <string.h>

enum {
	CACHE = 1024,
	TABLE_BITS = 15,
	PROBES = 12,
	CLASSES_MAX = 8,
	DATE_TEXT_MAX = 90,
	META_ELEMENTS = 4,
	META_MAX = 60, /* bytes of a name or a date */
};

struct words_cache {
	uint64_t key;
	uint32_t words, shape;
};

struct scanner {
	struct scan *s;
	struct words_cache *cache;
	uint32_t *table; /* of group indices + 1 */
	uint32_t text, link, meta, dates, authors, heads;
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

/* The group of a key; DOC_NONE when the table is full there (a page cannot make it slow). */
static uint32_t group_of(struct scanner *w, uint64_t key, struct str name, bool strong)
{
	struct scan *s = w->s;
	size_t at = (size_t)(key >> (64 - TABLE_BITS));

	for (int i = 0; i < PROBES; i++, at = (at + 1) & ((1u << TABLE_BITS) - 1)) {
		if (!w->table[at]) {
			s->group[s->groups] = (struct group){ key, words_of(name), strong };
			w->table[at] = (uint32_t)++s->groups;
			return (uint32_t)s->groups - 1;
		}
		if (s->group[w->table[at] - 1].key == key)
			return w->table[at] - 1;
	}
	return DOC_NONE;
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
	c->words = words_of(tag) | words_of(names) | words_of(id) | words_of(prop);
	c->shape = (uint32_t)mix(mix(hash_name(1, tag), hash_name(2, names)), hash_name(3, prop));
	return c;
}

static bool has_digit(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (ascii_digit(s.at[i]))
			return true;
	return false;
}

static void join_groups(struct scanner *w, uint32_t i, struct str tag, struct str names,
	struct str id, struct str prop)
{
	const struct elem *e = &w->s->elems.at[i];
	uint64_t h = hash_name(11, tag);
	struct str word;

	for (int n = 0; n < CLASSES_MAX && str_word(&names, &word); n++)
		join(w, i, mix(h, hash_name(1, word)), word, true);
	if (id.len && has_digit(id))
		join(w, i, mix(h, hash_name(2, id)), id, true);
	if (prop.len)
		join(w, i, mix(h, hash_name(3, prop)), prop, true);
	if (e->parent != DOC_NONE)
		join(w, i, mix(mix(h, 4), w->s->elems.at[e->parent].shape), tag, false);
}

static bool profile_link(struct str href)
{
	static const char *const part[] = { "/user", "/profile", "/member", "/author/", "/people/",
		"/u/", "/~", "user=", "user?", "uid=", "member.php", "/@", "action=profile",
		"userid", "/users/", "profil" };

	for (size_t i = 0; i < sizeof(part) / sizeof(*part); i++)
		if (str_has_case(href, str_z(part[i])))
			return true;
	return false;
}

static bool text_dated(struct scanner *w, struct str t)
{
	struct date d;
	size_t at, len;

	t = str_trim(t);
	if (t.len < 2 || t.len > DATE_TEXT_MAX || !has_digit(t))
		return false;
	return date_find(t, w->s->x->language, w->s->x->options->now, &d, &at, &len);
}

static uint16_t flags_of(struct scanner *w, const xmlNode *n, uint32_t words)
{
	static const char *const dated[] = { "datetime", "data-time", "data-timestamp", "data-date",
		"data-datetime", "data-utime", "data-epoch" };
	const char *tag = (const char *)n->name;
	struct str href = node_attr(n, "href");
	uint16_t flags = 0;

	for (const xmlAttr *a = n->properties; a; a = a->next)
		for (size_t i = 0; (a->name[0] == 'd') && i < sizeof(dated) / sizeof(*dated); i++)
			if (!strcmp((const char *)a->name, dated[i]))
				flags |= ELEM_DATE;
	if (!strcmp(tag, "time"))
		flags |= ELEM_DATE;
	if ((words & WORD_TIME && text_dated(w, node_attr(n, "title"))) ||
		(words & WORD_TIME && text_dated(w, node_attr(n, "content"))))
		flags |= ELEM_DATE;
	for (const xmlNode *c = n->children; c && !(flags & ELEM_DATE); c = c->next)
		if (node_is_text(c) && text_dated(w, node_content(c)))
			flags |= ELEM_DATE;
	if (words & WORD_AUTHOR || (href.len && profile_link(href)) ||
		str_eq(node_attr(n, "rel"), STR("author")))
		flags |= ELEM_AUTHOR;
	if (!strcmp(tag, "a") && w->in_heading && href.len && href.at[0] != '#')
		flags |= ELEM_HEAD_LINK;
	if (!strcmp(tag, "button") || !strcmp(tag, "input") || !strcmp(tag, "label"))
		flags |= ELEM_TOOL;
	return flags;
}

static void enter(struct scanner *w, xmlNode *n, uint32_t parent)
{
	struct scan *s = w->s;
	struct str tag = node_name(n), names = node_attr(n, "class"), id = node_attr(n, "id");
	struct str prop = node_attr(n, "itemprop");
	uint32_t i = (uint32_t)s->elems.len;
	struct elem *e = array_add(&s->elems);
	const struct words_cache *c;

	if (!prop.len)
		prop = node_attr(n, "component");
	if (!prop.len)
		prop = node_attr(n, "itemtype");
	c = names_of(w, tag, names, id, prop);
	*e = (struct elem){ .node = n,
		.parent = parent,
		.words = c->words,
		.shape = c->shape,
		.text_from = w->text,
		.link_from = w->link,
		.meta_from = w->meta,
		.dates = w->dates,
		.authors = w->authors,
		.heads = w->heads };
	e->depth = parent == DOC_NONE ? 0 : (uint16_t)(s->elems.at[parent].depth + 1);
	e->flags = flags_of(w, n, e->words);
	w->dates += (e->flags & ELEM_DATE) != 0;
	w->authors += (e->flags & ELEM_AUTHOR) != 0;
	w->heads += (e->flags & ELEM_HEAD_LINK) != 0;
	join_groups(w, i, tag, names, id, prop);
}

static void count_text(struct scanner *w, const xmlNode *n)
{
	struct str t = node_content(n);
	uint32_t solid = 0;

	for (size_t i = 0; i < t.len; i++)
		solid += !ascii_space(t.at[i]);
	w->text += solid;
	if (w->in_link)
		w->link += solid;
}

static bool is_heading(const xmlNode *n)
{
	return n->name[0] == 'h' && n->name[1] >= '1' && n->name[1] <= '6' && !n->name[2];
}

static void leave(struct scanner *w, uint32_t i)
{
	struct elem *e = &w->s->elems.at[i];

	e->end = (uint32_t)w->s->elems.len;
	e->text_to = w->text;
	e->link_to = w->link;
	if (e->flags & (ELEM_DATE | ELEM_AUTHOR) && elem_text(e) <= META_MAX &&
		e->end - i <= META_ELEMENTS)
		w->meta = e->meta_from + elem_text(e) - elem_link(e);
	e->meta_to = w->meta;
	w->in_link -= node_is(e->node, "a");
	w->in_heading -= is_heading(e->node);
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
			w->in_heading += is_heading(n);
			if (n->children) {
				n = n->children;
				continue;
			}
			leave(w, open);
			open = w->s->elems.at[open].parent;
		} else if (node_is_text(n)) {
			count_text(w, n);
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

	*s = (struct scan){ .x = x };
	w.cache = mem_new(CACHE, sizeof(*w.cache));
	w.table = mem_new((size_t)1 << TABLE_BITS, sizeof(*w.table));
	s->group = mem_new(((size_t)1 << TABLE_BITS) + 1, sizeof(*s->group));
	walk(&w, x->page->root);
	array_add(&s->elems)->dates = w.dates; /* one behind the last, so that sums have an end */
	s->elems.at[s->elems.len - 1].authors = w.authors;
	s->elems.at[s->elems.len - 1].heads = w.heads;
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
}
