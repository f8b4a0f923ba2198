/* thread_guess_join.c: parents that no word names. Values of one attribute that are values of another
 * one in other items, whatever the names; links that lead to other items; a box beside an item that
 * holds further items (boxes with several items: thread_guess_boxed.c). */
#include "config.h"

#include "extract/thread_guess.h"

#include <stdlib.h>
#include <string.h>

enum {
	COLUMNS = 24,	   /* attributes compared */
	CELL_ELEMENTS = 6, /* of an item whose attributes are looked at */
	VALUE_LEAST = 4,   /* bytes: shorter ones are counts */
	VALUE_MOST = 80,
	FEWEST = 2, /* edges that are no accident */
};

struct key {
	struct str text;
	uint32_t at; /* which item */
};

static int by_text(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = str_cmp(x->text, y->text);

	return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* The item with this key; DOC_NONE for none, or where several have it. */
static uint32_t find_key(const struct key *k, size_t n, struct str text)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (str_cmp(k[mid].text, text) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo >= n || !str_eq(k[lo].text, text))
		return DOC_NONE;
	for (size_t i = lo + 1; i < n && str_eq(k[i].text, text); i++)
		if (k[i].at != k[lo].at)
			return DOC_NONE;
	return k[lo].at;
}

/* What a way of finding parents says of all items together. */
struct edges {
	uint32_t *to; /* of each item, DOC_NONE for none */
	size_t hits, misses, selves, back, beside, parents;
};

static void edges_count(struct edges *e, size_t n)
{
	uint32_t last = DOC_NONE;

	e->hits = e->back = e->beside = e->parents = 0;
	for (uint32_t i = 0; i < n; i++) {
		if (e->to[i] == DOC_NONE)
			continue;
		e->hits++;
		e->back += e->to[i] < i;
		e->beside += e->to[i] + 1 == i || i + 1 == e->to[i];
		e->parents += e->to[i] != last;
		last = e->to[i];
	}
}

/* Whether the edges are those of a thread: enough of them, and not from each item to the next. */
static bool edges_believable(const struct edges *e, size_t n)
{
	return e->hits >= FEWEST && e->hits < n && e->misses * 4 <= e->hits &&
		!(e->beside == e->hits && e->hits + 1 >= n && n > FEWEST + 1);
}

struct column {
	const char *name;
	struct str *value; /* of each item */
	size_t known;
	struct key *keys; /* sorted; NULL where the values do not tell the items apart */
};

struct columns {
	struct column at[COLUMNS];
	size_t len;
};

static bool is_value(struct str v)
{
	if (v.len < VALUE_LEAST || v.len > VALUE_MOST)
		return false;
	for (size_t i = 0; i < v.len; i++)
		if (ascii_space(v.at[i]) || v.at[i] == '<' || v.at[i] == '/')
			return false;
	return true;
}

/* Attributes whose values are no ids of comments, however often they agree. */
static bool is_other(const char *name)
{
	static const char *const other[] = { "class", "style", "src", "alt", "title", "datetime",
		"type", "rel", "lang", "dir", "role", "target", "width", "height", "color",
		"onclick", "tabindex" };

	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++)
		if (!strcmp(name, other[i]))
			return true;
	return false;
}

static struct column *column_of(struct columns *c, const char *name, size_t items)
{
	for (size_t i = 0; i < c->len; i++)
		if (!strcmp(c->at[i].name, name))
			return &c->at[i];
	if (c->len == COLUMNS)
		return NULL;
	c->at[c->len] =
		(struct column){ .name = name, .value = mem_new(items + 1, sizeof(struct str)) };
	return &c->at[c->len++];
}

static void read_columns(const struct scan *s, const struct items *items, struct columns *c)
{
	for (size_t i = 0; i < items->len; i++) {
		size_t below = i + 1;
		uint32_t e = items->at[i].elem;

		for (int k = 0; k < CELL_ELEMENTS && e < items->at[i].to;
			k++, e = item_next(s, items, i, e, &below))
			for (const xmlAttr *a = s->elems.at[e].node->properties; a; a = a->next) {
				const char *name = (const char *)a->name;
				struct str v = node_attr(s->elems.at[e].node, name);
				struct column *col = is_value(v) && !is_other(name)
					? column_of(c, name, items->len)
					: NULL;

				if (!col || col->value[i].len)
					continue;
				col->value[i] = v;
				col->known++;
			}
	}
}

/* Sorts the values of a column that nearly all items have and that all differ. */
static void make_keys(struct column *c, size_t n)
{
	size_t len = 0;

	if (c->known * 10 < n * 9)
		return;
	c->keys = mem_new(n + 1, sizeof(*c->keys));
	for (uint32_t i = 0; i < n; i++)
		if (c->value[i].len)
			c->keys[len++] = (struct key){ c->value[i], i };
	qsort(c->keys, len, sizeof(*c->keys), by_text);
	for (size_t i = 1; i < len; i++)
		if (str_eq(c->keys[i].text, c->keys[i - 1].text)) {
			mem_free(c->keys);
			c->keys = NULL;
			return;
		}
}

/* Whether the one column names the items by the other one. A value that is no item's may be that of
 * what all answer, if it is always the same. */
static bool join_columns(
	const struct column *ref, const struct column *key, size_t n, struct edges *e)
{
	struct str other = STR_NONE;

	e->misses = e->selves = 0;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t up = ref->value[i].len ? find_key(key->keys, key->known, ref->value[i])
						: DOC_NONE;

		e->to[i] = up == i ? DOC_NONE : up;
		e->selves += up == i;
		if (up != DOC_NONE || !ref->value[i].len)
			continue;
		e->misses += other.len && !str_eq(other, ref->value[i]);
		other = ref->value[i];
	}
	edges_count(e, n);
	return edges_believable(e, n);
}

static void take_edges(struct talk *t, const struct edges *e)
{
	for (size_t i = 0; i < t->comments.len; i++)
		if (e->to[i] != DOC_NONE && !t->comments.at[i].parent_id.len)
			t->comments.at[i].parent_id = t->comments.at[e->to[i]].id;
}

/* Ids that tell the comments apart, so that they can be answered. */
static void take_ids(struct scan *s, struct talk *t, const struct column *key)
{
	for (size_t i = 0; i < t->comments.len; i++)
		if (key->value[i].len)
			t->comments.at[i].id = arena_dup(&s->x->arena, key->value[i]);
}

static void join_values(struct scan *s, const struct items *items, struct talk *t)
{
	struct columns c = { .len = 0 };
	struct edges e = { .to = mem_new(items->len + 1, sizeof(*e.to)) };
	size_t n = items->len, best = 0;
	const struct column *ref = NULL, *key = NULL;

	read_columns(s, items, &c);
	for (size_t i = 0; i < c.len; i++)
		make_keys(&c.at[i], n);
	for (size_t k = 0; k < c.len; k++)
		for (size_t r = 0; r < c.len && c.at[k].keys; r++)
			if (r != k && join_columns(&c.at[r], &c.at[k], n, &e) &&
				2 * e.parents + (e.selves == 0) > best) {
				best = 2 * e.parents + (e.selves == 0);
				ref = &c.at[r];
				key = &c.at[k];
			}
	if (ref && join_columns(ref, key, n, &e)) {
		explain(s->x->options->explain, "parent", "%s names %s %zu times", ref->name,
			key->name, e.hits);
		take_ids(s, t, key);
		take_edges(t, &e);
	}
	for (size_t i = 0; i < c.len; i++) {
		mem_free(c.at[i].value);
		mem_free(c.at[i].keys);
	}
	mem_free(e.to);
}

/* A place whose links may lead to the items answered. */
struct spot {
	uint64_t key;
	struct edges e;
	size_t many; /* further links of one item */
};

struct links {
	const struct scan *s;
	const struct items *items;
	const struct talk *t;
	struct spot spot[COLUMNS];
	size_t spots;
	ARRAY(struct key) keys; /* ids, names of places, and the numbers at their ends */
};

enum { NUMBER_LEAST = 4 /* digits */ };

static struct str number_at_end(struct str v)
{
	size_t from = v.len;

	while (from > 0 && ascii_digit(v.at[from - 1]))
		from--;
	return v.len - from >= NUMBER_LEAST ? str_sub(v, from, SIZE_MAX) : STR_NONE;
}

/* What a comment is called by links: its id, else what its own address ends with. */
static struct str name_of_own(const struct talk_comment *c)
{
	size_t at = str_find_char(c->permalink, '#', 0);

	if (c->id.len)
		return c->id;
	return at == STR_NOWHERE ? number_at_end(c->permalink)
				 : str_sub(c->permalink, at + 1, SIZE_MAX);
}

static void add_key(struct links *l, struct str id, uint32_t i)
{
	struct str number = number_at_end(id);

	if (id.len)
		*array_add(&l->keys) = (struct key){ id, i };
	if (number.len && number.len < id.len)
		*array_add(&l->keys) = (struct key){ number, i };
}

/* The first names of places in an item by which it may be led to, besides its id: "<a name=msg_12>". */
static void add_anchors(struct links *l, uint32_t i)
{
	enum { STEPS = 12 };
	size_t below = i + 1;
	uint32_t e = l->items->at[i].elem;

	for (int k = 0; k < STEPS && e < l->items->at[i].to;
		k++, e = item_next(l->s, l->items, i, e, &below)) {
		const xmlNode *n = l->s->elems.at[e].node;
		struct str name = node_is(n, "a") ? node_attr(n, "name") : STR_NONE;

		if (name.len && ascii_digit(name.at[name.len - 1]) &&
			!str_eq(name, name_of_own(&l->t->comments.at[i])))
			add_key(l, name, i);
	}
}

static void ids_make(struct links *l)
{
	for (uint32_t i = 0; i < l->t->comments.len; i++) {
		add_key(l, name_of_own(&l->t->comments.at[i]), i);
		add_anchors(l, i);
	}
	if (l->keys.len)
		qsort(l->keys.at, l->keys.len, sizeof(*l->keys.at), by_text);
}

/* The last value in an address: "Ugx12" of "/comment?lc=Ugx12". */
static struct str value_at_end(struct str href)
{
	enum { LEAST = 6 }; /* bytes */
	size_t from = href.len;

	while (from > 0 && href.at[from - 1] != '=' && href.at[from - 1] != '/')
		from--;
	return from && href.len - from >= LEAST ? str_sub(href, from, SIZE_MAX) : STR_NONE;
}

/* The item that an address names by its fragment, else by the number or the value at its end. */
static uint32_t led_to(const struct links *l, struct str href)
{
	size_t at = str_find_char(href, '#', 0);
	struct str v = at == STR_NOWHERE ? STR_NONE : str_sub(href, at + 1, SIZE_MAX);
	uint32_t found = v.len ? find_key(l->keys.at, l->keys.len, v) : DOC_NONE;

	if (found == DOC_NONE && (v = number_at_end(href)).len)
		found = find_key(l->keys.at, l->keys.len, v);
	if (found == DOC_NONE && (v = value_at_end(href)).len)
		found = find_key(l->keys.at, l->keys.len, v);
	return found;
}

static struct spot *spot_of(struct links *l, uint64_t key)
{
	struct spot *p;

	for (size_t i = 0; i < l->spots; i++)
		if (l->spot[i].key == key)
			return &l->spot[i];
	if (l->spots == COLUMNS)
		return NULL;
	p = &l->spot[l->spots++];
	*p = (struct spot){ .key = key };
	p->e.to = mem_new(l->items->len + 1, sizeof(*p->e.to));
	for (size_t i = 0; i < l->items->len; i++)
		p->e.to[i] = DOC_NONE;
	return p;
}

static bool in_body(const struct talk_comment *c, const xmlNode *n)
{
	for (; n && n != c->node; n = n->parent)
		for (size_t i = 0; i < c->body.len; i++)
			if (c->body.at[i] == n)
				return true;
	return false;
}

/* Of links alike at one place the one behind those to the item itself: "[#12 is a reply to #7]". */
static void look_at_links(struct links *l, uint32_t i)
{
	size_t below = i + 1;
	uint64_t self = 0;

	for (uint32_t e = l->items->at[i].elem; e < l->items->at[i].to;
		e = item_next(l->s, l->items, i, e, &below)) {
		const struct elem *el = &l->s->elems.at[e];
		struct str href = node_is(el->node, "a") ? node_attr(el->node, "href") : STR_NONE;
		uint32_t up = href.len && elem_text(el) ? led_to(l, href) : DOC_NONE;
		uint64_t key;
		struct spot *p;

		if (up == DOC_NONE || in_body(&l->t->comments.at[i], el->node))
			continue;
		key = ((uint64_t)el->shape << 32) ^ l->s->elems.at[el->parent].shape;
		key ^= self && self == key;
		p = spot_of(l, key);
		if (!p)
			continue;
		self = up == i ? key : self;
		p->e.selves += up == i;
		p->many += up != i && p->e.to[i] != DOC_NONE;
		if (up != i)
			p->e.to[i] = up;
	}
}

/* Links that lead to the comment answered stand at one place, lead backwards, and nothing there leads
 * to the comment itself. */
static void join_links(struct scan *s, const struct items *items, struct talk *t)
{
	struct links l = { .s = s, .items = items, .t = t };
	struct spot *best = NULL;

	ids_make(&l);
	for (uint32_t i = 0; i < items->len && l.keys.len; i++)
		look_at_links(&l, i);
	for (size_t k = 0; k < l.spots; k++) {
		struct spot *p = &l.spot[k];

		edges_count(&p->e, items->len);
		if (edges_believable(&p->e, items->len) && !p->e.selves && !p->many &&
			p->e.back * 10 >= p->e.hits * 9 && (!best || p->e.hits > best->e.hits))
			best = p;
	}
	if (best) {
		explain(s->x->options->explain, "parent", "links lead to %zu others", best->e.hits);
		for (size_t i = 0; i < t->comments.len; i++)
			t->comments.at[i].id = name_of_own(&t->comments.at[i]);
		take_edges(t, &best->e);
	}
	for (size_t k = 0; k < l.spots; k++)
		mem_free(l.spot[k].e.to);
	array_free(&l.keys);
}

/* The element of an item, or one around it alone, that stands directly before a box. */
static bool ends_before(const struct scan *s, const struct item *it, uint32_t box)
{
	uint32_t e = it->elem;

	while (e != DOC_NONE && s->elems.at[e].parent != s->elems.at[box].parent)
		e = s->elems.at[e].parent;
	return e != DOC_NONE && s->elems.at[e].end == box;
}

/* What ends where an element stands: by element. */
struct ending {
	uint32_t item; /* 1 + the item that ends there, or what holds it alone */
	uint32_t box;  /* 1 + the box that ends there */
	uint32_t by;   /* and the item that those in the box answer */
};

/* A box of items that directly follows an item, and in which they stand deeper, holds what answers
 * it, and so do further boxes of its kind behind it: returns that item, and the box. */
static uint32_t beside(const struct scan *s, const struct items *items, const struct ending *ending,
	uint32_t i, uint32_t *found)
{
	uint32_t e = items->at[i].elem, up = items->at[i].up;
	uint32_t outer = up == DOC_NONE ? 0 : items->at[up].elem;

	for (uint32_t box = s->elems.at[e].parent; box != DOC_NONE && box > outer;
		box = s->elems.at[box].parent) {
		const struct ending *end = &ending[box];
		const struct item *by = end->item ? &items->at[end->item - 1] : NULL;

		*found = box;
		if (by && s->elems.at[by->elem].depth < s->elems.at[e].depth &&
			ends_before(s, by, box))
			return end->item - 1;
		if (end->box && s->elems.at[end->box - 1].shape == s->elems.at[box].shape &&
			s->elems.at[end->box - 1].parent == s->elems.at[box].parent)
			return end->by;
	}
	return DOC_NONE;
}

/* Notes behind which element an item ends, and what holds it alone. */
static void note_ends(
	const struct scan *s, const struct items *items, uint32_t i, struct ending *ending)
{
	enum { AROUND = 4 };
	uint32_t e = items->at[i].elem;

	if (items->at[i].to != s->elems.at[e].end)
		return;
	ending[s->elems.at[e].end].item = i + 1;
	for (int up = 0; up < AROUND && (e = s->elems.at[e].parent) != DOC_NONE; up++) {
		if ((i > 0 && items->at[i - 1].elem >= e) ||
			(i + 1 < items->len && items->at[i + 1].elem < s->elems.at[e].end))
			return;
		ending[s->elems.at[e].end].item = i + 1;
	}
}

/* Of the boxes that end there the outermost counts, which is met first. */
static void note_box(struct ending *end, uint32_t box, uint32_t by)
{
	if (end->box && end->box - 1 <= box)
		return;
	end->box = box + 1;
	end->by = by;
}

bool guess_beside(const struct scan *s, const struct items *items, struct talk *t)
{
	struct ending *ending = mem_new(s->elems.len + 1, sizeof(*ending));
	uint32_t *by = mem_new(items->len + 1, sizeof(*by)), box = 0;
	size_t found = 0, within = 0, first = 0;
	/* one that holds all others is what they speak of */
	bool held = items->len && items->at[0].to > items->at[items->len - 1].elem;
	uint32_t hull = held ? 0 : DOC_NONE;

	for (uint32_t i = 0; i < items->len; i++) {
		within += items->at[i].up != DOC_NONE && items->at[i].up != hull;
		by[i] = beside(s, items, ending, i, &box);
		found += by[i] != DOC_NONE;
		if (by[i] != DOC_NONE)
			note_box(&ending[s->elems.at[box].end], box, by[i]);
		first += by[i] == 0;
		note_ends(s, items, i, ending);
	}
	if (first + 1 == items->len) /* they answer what opens the topic */
		found = 0;
	for (size_t i = 0; i < items->len && found > within; i++)
		if (by[i] != DOC_NONE)
			t->comments.at[i].nested_in = by[i];
	mem_free(ending);
	mem_free(by);
	if (found)
		explain(s->x->options->explain, "parent", "%zu stand in boxes beside others%s",
			found, found > within ? "" : ", but more in others");
	return found > within;
}

void guess_joins(struct scan *s, const struct items *items, struct talk *t, bool nested)
{
	size_t stated = 0;

	for (size_t i = 0; i < t->comments.len; i++)
		stated += t->comments.at[i].parent_id.len > 0;
	if (stated < FEWEST && !nested)
		join_values(s, items, t);
	join_links(s, items, t);
}

void guess_quoted(struct scan *s, const struct items *items, struct talk *t)
{
	struct edges e = { .to = mem_new(items->len + 1, sizeof(*e.to)) };
	bool levels = false;

	for (size_t i = 0; i < t->comments.len; i++)
		levels |= t->comments.at[i].level >= 0;
	if (!levels && guess_quotes(s, items->at, items->len, e.to)) {
		edges_count(&e, items->len);
		explain(s->x->options->explain, "parent", "%zu repeat what others say", e.hits);
		take_edges(t, &e);
	}
	mem_free(e.to);
}
