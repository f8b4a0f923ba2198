/* thread_guess_table.c: which groups an element is entered in: by each word of its class, by its id
 * without digits, by its property, by its place. A page has far fewer different names than
 * elements, so what they lead to is kept. */
#include "config.h"

#include "extract/thread_guess_table.h"

enum {
	BITS_FIRST = 9, /* bits of an index of the first table of groups */
	BITS_MOST = 15, /* of the largest one */
	SHARE = 4,	/* one row in so many may be taken before it grows */
	PROBES = 12,
	NAME_MOST = 100, /* bytes of a name that count */
};

/* What a key is made of. */
enum { KEY_CLASS = 1, KEY_ID, KEY_PROP, KEY_PLACE, KEY_TAG, KEY_DETAILS, KEY_OTHER = 11 };

static uint64_t mix(uint64_t h, uint64_t v)
{
	h ^= v + 0x9e3779b97f4a7c15u + (h << 6) + (h >> 2);
	h *= 0xff51afd7ed558ccdu;
	return h ^ h >> 32;
}

/* Of a name without its digits, so that "comment-12" and "comment-9" are one. */
static uint64_t hash_name(uint64_t h, struct str s, bool *digits)
{
	for (size_t i = 0; i < s.len && i < NAME_MOST; i++)
		if (!ascii_digit(s.at[i]))
			h = (h ^ (unsigned char)s.at[i]) * 0x100000001b3u;
		else
			*digits = true;
	return h ^ h >> 29;
}

static uint64_t hash_plain(uint64_t h, struct str s)
{
	bool digits;

	return hash_name(h, s, &digits);
}

/* The row of a key, or the empty one for it; NULL when the table is full there. */
static uint16_t *row_of(struct table *t, uint64_t key)
{
	size_t at = (size_t)(key >> (64 - t->bits));

	for (int i = 0; i < PROBES; i++, at = (at + 1) & ((1u << t->bits) - 1))
		if (!t->row[at] || t->s->group[t->row[at] - 1].key == key)
			return &t->row[at];
	return NULL;
}

/* Makes the table twice as large, as often as it takes for all groups to find a row. */
static void grow(struct table *t)
{
	struct scan *s = t->s;
	size_t placed, room;

	do {
		t->bits++;
		mem_free(t->row);
		t->row = mem_new((size_t)1 << t->bits, sizeof(*t->row));
		for (placed = 0; placed < s->groups; placed++) {
			uint16_t *row = row_of(t, s->group[placed].key);

			if (!row)
				break;
			*row = (uint16_t)(placed + 1);
		}
	} while (placed < s->groups && t->bits < BITS_MOST);
	room = ((size_t)1 << t->bits) / (t->bits < BITS_MOST ? SHARE : 1);
	s->group = mem_resize(s->group, room + 1, sizeof(*s->group));
}

/* The group of a key + 1; 0 when the table is full there (a page cannot make it slow). */
static uint16_t group_of(struct table *t, uint64_t key, struct str name, bool strong)
{
	struct scan *s = t->s;
	uint16_t *row = row_of(t, key);

	while (t->bits < BITS_MOST &&
		(!row || (!*row && s->groups >= ((size_t)1 << t->bits) / SHARE))) {
		grow(t);
		row = row_of(t, key);
	}
	if (!row)
		return 0;
	if (!*row) {
		s->group[s->groups] = (struct group){ .key = key, .name = name, .strong = strong };
		*row = (uint16_t)++s->groups;
	}
	return *row;
}

/* Names that differ in their numbers only have one key. */
static void add_group(struct alike *a, uint16_t group)
{
	for (uint16_t i = 0; i < a->groups; i++)
		if (a->group[i] == group)
			return;
	if (group)
		a->group[a->groups++] = group;
}

static void make_alike(struct table *t, struct alike *a, const struct names *n)
{
	struct str rest = n->classes, word;

	a->words = words_of(n->tag) | words_of(n->classes) | words_of(n->prop);
	a->shape = (uint32_t)mix(mix(str_hash(n->tag), hash_plain(KEY_ID, n->classes)),
		hash_plain(KEY_PROP, n->prop));
	a->tag = mix(KEY_OTHER, str_hash(n->tag)); /* with its digit: "h2" and "h4" differ */
	for (int i = 0; i < TABLE_CLASSES && str_word(&rest, &word); i++)
		add_group(a, group_of(t, mix(a->tag, hash_plain(KEY_CLASS, word)), word, true));
	if (str_find_char(n->tag, '-', 0) != STR_NOWHERE) /* an element of the page's own making */
		add_group(a, group_of(t, mix(a->tag, KEY_TAG), n->tag, true));
	if (str_eq(n->tag, STR("details"))) /* in each other or not */
		add_group(a, group_of(t, mix(a->tag, KEY_DETAILS), n->tag, false));
}

static struct alike *find_alike(struct table *t, const struct names *n)
{
	uint64_t key = str_hash_quick(
		str_hash_quick(str_hash_quick(KEY_OTHER, n->tag), n->classes), n->prop);
	uint16_t *at = &t->at[key % TABLE_ALIKE];
	struct alike *a;

	if (*at && t->alike.at[*at - 1].key == key)
		return &t->alike.at[*at - 1];
	if (!*at) {
		array_add(&t->alike);
		*at = (uint16_t)t->alike.len;
	}
	a = &t->alike.at[*at - 1];
	*a = (struct alike){ .key = key };
	make_alike(t, a, n);
	return a;
}

static void join(struct scan *s, uint32_t elem, uint16_t group)
{
	struct member *m;

	if (!group)
		return;
	m = array_add(&s->members);
	m->elem = elem;
	m->group = group - 1u;
}

/* Ids with digits are those of one among many. */
static void join_by_id(struct table *t, uint32_t i, struct alike *a, struct str id)
{
	bool digits = false;
	uint64_t hash = hash_name(KEY_ID, id, &digits);

	if (hash != a->id) {
		a->id = hash;
		a->id_words = words_of(id);
	}
	t->s->elems.at[i].words |= a->id_words;
	if (digits)
		join(t->s, i, group_of(t, mix(a->tag, hash), id, true));
}

static void join_by_place(struct table *t, uint32_t i, struct alike *a, struct str tag)
{
	uint32_t above = t->s->elems.at[t->s->elems.at[i].parent].shape;

	if (!a->place || a->above != above) {
		a->above = above;
		a->place = group_of(t, mix(mix(a->tag, KEY_PLACE), above), tag, false);
	}
	join(t->s, i, a->place);
}

void table_enter(struct table *t, uint32_t i, const struct names *n)
{
	struct scan *s = t->s;
	struct elem *e = &s->elems.at[i];
	struct alike *a = find_alike(t, n);

	e->words = a->words;
	e->shape = a->shape;
	for (uint16_t k = 0; k < a->groups; k++)
		join(s, i, a->group[k]);
	if (n->id.len)
		join_by_id(t, i, a, n->id);
	if (n->prop.len && !a->prop)
		a->prop = group_of(t, mix(a->tag, hash_plain(KEY_PROP, n->prop)), n->prop, true);
	join(s, i, a->prop);
	if (e->parent != DOC_NONE)
		join_by_place(t, i, a, n->tag);
}

void table_begin(struct table *t, struct scan *s)
{
	*t = (struct table){ .s = s, .bits = BITS_FIRST - 1 };
	grow(t);
}

void table_end(struct table *t)
{
	mem_free(t->row);
	array_free(&t->alike);
}
