/* talk_resolve.c: from hints to a tree. Names are looked up in sorted tables, not hashed: a page
 * that chooses its ids to collide gains nothing. */
#include "config.h"

#include "extract/talk.h"

struct talk_comment *talk_add(struct talk *t)
{
	struct talk_comment *c = array_add(&t->comments);

	c->score = INT32_MIN;
	c->level = -1;
	c->nested_in = DOC_NONE;
	c->parent = DOC_NONE;
	return c;
}

struct key {
	struct str text;
	uint32_t at; /* which comment */
};

struct keys {
	struct key *at;
	size_t len;
};

static int compare(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;

	for (size_t i = 0; i < n; i++) {
		unsigned char x = (unsigned char)ascii_lower(a.at[i]),
			      y = (unsigned char)ascii_lower(b.at[i]);

		if (x != y)
			return x < y ? -1 : 1;
	}
	return (a.len > b.len) - (a.len < b.len);
}

static int compare_keys(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = compare(x->text, y->text);

	return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* The part of an id that is the same in an attribute and in a link. */
static struct str id_key(struct str s)
{
	s = str_trim(s);
	for (size_t i = s.len; i-- > 0;)
		if (s.at[i] == '#')
			return str_sub(s, i + 1, s.len);
	return s;
}

static size_t digits_from(struct str s)
{
	size_t from = s.len;

	while (from > 0 && ascii_digit(s.at[from - 1]))
		from--;
	return from;
}

/* The letters that stand directly before place `to`: "comment" of "x-comment12". */
static struct str letters_before(struct str s, size_t to)
{
	size_t from = to;

	while (from > 0 && ascii_alpha(s.at[from - 1]))
		from--;
	return str_sub(s, from, to - from);
}

/* The number at the end of an id; none where digits stand before its letters too ("t3_8abc12"),
 * for that is one number of a larger base. */
static struct str digits_key(struct str s)
{
	size_t from;
	struct str word;

	s = str_trim(s);
	from = digits_from(s);
	word = letters_before(s, from);
	if (word.len && word.len < from && ascii_digit(s.at[from - word.len - 1]))
		return STR_NONE;
	return str_sub(s, from, s.len);
}

/* Whether two ids with the same number at their ends may mean the same: "c12", "comment12" and
 * "12" may, "abc12" and "xyz12" may not. */
static bool words_agree(struct str a, struct str b)
{
	struct str x, y;

	a = str_trim(a);
	b = str_trim(b);
	x = letters_before(a, digits_from(a));
	y = letters_before(b, digits_from(b));
	return !x.len || !y.len || ascii_lower(x.at[0]) == ascii_lower(y.at[0]);
}

static struct str number_key(struct str s)
{
	s = str_trim(s);
	while (s.len && (s.at[0] == '#' || s.at[0] == '('))
		s = str_sub(s, 1, s.len);
	while (s.len &&
		(s.at[s.len - 1] == '.' || s.at[s.len - 1] == ')' || s.at[s.len - 1] == ':'))
		s = str_sub(s, 0, s.len - 1);
	return s;
}

static struct str name_key(struct str s)
{
	s = str_trim(s);
	if (s.len && s.at[0] == '@')
		s = str_sub(s, 1, s.len);
	while (s.len && (s.at[s.len - 1] == ':' || s.at[s.len - 1] == ','))
		s = str_trim_right(str_sub(s, 0, s.len - 1));
	return s;
}

enum what { BY_ID, BY_DIGITS, BY_NUMBER, BY_NAME, WAYS };

static struct str key_of(const struct talk_comment *c, enum what what)
{
	switch (what) {
	case BY_ID: return id_key(c->id);
	case BY_DIGITS: return digits_key(c->id);
	case BY_NUMBER: return number_key(c->number);
	case BY_NAME: return name_key(c->author);
	case WAYS: break;
	}
	return STR_NONE;
}

static void keys_make(struct keys *k, const struct talk *t, enum what what)
{
	if (k->at)
		return;
	k->at = mem_new(t->comments.len + 1, sizeof(*k->at));
	for (size_t i = 0; i < t->comments.len; i++) {
		struct str text = key_of(&t->comments.at[i], what);

		if (text.len)
			k->at[k->len++] = (struct key){ text, (uint32_t)i };
	}
	qsort(k->at, k->len, sizeof(*k->at), compare_keys);
}

/* The first place whose key is not before (text, at). */
static size_t keys_from(const struct keys *k, struct str text, uint32_t at)
{
	const struct key wanted = { text, at };
	size_t lo = 0, hi = k->len;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (compare_keys(&k->at[mid], &wanted) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static uint32_t keys_first(const struct keys *k, struct str text)
{
	size_t i = keys_from(k, text, 0);

	return i < k->len && !compare(k->at[i].text, text) ? k->at[i].at : DOC_NONE;
}

/* The last one before `at`, else the first one behind it; the other way round where the page has
 * the newest first. */
static uint32_t keys_nearest(const struct keys *k, struct str text, uint32_t at, bool newest_first)
{
	size_t i = keys_from(k, text, at), behind = i + (i < k->len && k->at[i].at == at);

	if (newest_first && behind < k->len && !compare(k->at[behind].text, text))
		return k->at[behind].at;
	if (i > 0 && !compare(k->at[i - 1].text, text))
		return k->at[i - 1].at;
	return behind < k->len && !compare(k->at[behind].text, text) ? k->at[behind].at : DOC_NONE;
}

struct resolve {
	struct talk *t;
	struct str opening;
	struct keys keys[WAYS];
	struct {
		uint32_t at;
		int level;
	} * open; /* comments that the next may be below, by level */
	size_t opened;
	uint32_t *root; /* of each comment so far */
};

static bool is_no_id(struct str s)
{
	static const char *const none[] = { "0", "-1", "null", "none", "undefined", "false" };

	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		if (str_eq_case(s, str_z(none[i])))
			return true;
	return !s.len;
}

static bool is_opening(const struct resolve *r, struct str id)
{
	struct str digits = digits_key(id);

	return digits.len && str_eq(digits, digits_key(r->opening)) && words_agree(id, r->opening);
}

/* Whether several comments have this key, by ids that differ: then it names none of them. */
static bool is_shared(const struct resolve *r, enum what what, struct str text)
{
	const struct keys *k = &r->keys[what];
	size_t i = keys_from(k, text, 0);

	return i + 1 < k->len && !compare(k->at[i].text, text) &&
		!compare(k->at[i + 1].text, text) &&
		!str_eq(r->t->comments.at[k->at[i].at].id, r->t->comments.at[k->at[i + 1].at].id);
}

static uint32_t find_by_digits(struct resolve *r, struct str id)
{
	struct str digits = digits_key(id);
	uint32_t found;

	if (!digits.len)
		return DOC_NONE;
	keys_make(&r->keys[BY_DIGITS], r->t, BY_DIGITS);
	found = keys_first(&r->keys[BY_DIGITS], digits);
	if (found != DOC_NONE &&
		(!words_agree(id, r->t->comments.at[found].id) || is_shared(r, BY_DIGITS, digits)))
		return DOC_NONE;
	return found;
}

/* "comments-0c2475a4" for "0c2475a4": what stands behind the last dash, where that is long. */
static uint32_t find_by_tail(struct resolve *r, struct str id)
{
	enum { LEAST = 6 };
	size_t from = id.len;

	while (from > 0 && id.at[from - 1] != '-' && id.at[from - 1] != '_')
		from--;
	if (!from || id.len - from < LEAST)
		return DOC_NONE;
	return keys_first(&r->keys[BY_ID], str_sub(id, from, SIZE_MAX));
}

static bool by_id(struct resolve *r, uint32_t i)
{
	struct talk_comment *c = &r->t->comments.at[i];
	struct str wanted = id_key(c->parent_id);
	uint32_t found;

	if (!wanted.len)
		return false;
	if (is_no_id(wanted) || (r->opening.len && str_eq(wanted, id_key(r->opening))))
		return true;
	keys_make(&r->keys[BY_ID], r->t, BY_ID);
	found = keys_first(&r->keys[BY_ID], wanted);
	if (found == DOC_NONE) {
		if (is_opening(r, wanted))
			return true;
		found = find_by_tail(r, wanted);
		if (found == DOC_NONE)
			found = find_by_digits(r, wanted);
	}
	if (found == DOC_NONE || found == i) {
		c->doubts |= found == i ? TALK_CIRCLE : TALK_LOST;
		return false;
	}
	c->parent = found;
	c->edge = EDGE_STATED;
	return true;
}

static bool by_level(struct resolve *r, uint32_t i)
{
	struct talk_comment *c = &r->t->comments.at[i];

	if (c->level < 0)
		return false;
	while (r->opened && r->open[r->opened - 1].level >= c->level)
		r->opened--;
	if (r->opened) {
		c->parent = r->open[r->opened - 1].at;
		c->edge = EDGE_NESTED;
	}
	r->open[r->opened].at = i;
	r->open[r->opened++].level = c->level;
	return c->parent != DOC_NONE;
}

/* "2.1.3" answers "2.1", or "2" where that is not to be had. */
static bool by_number(struct resolve *r, uint32_t i)
{
	struct talk_comment *c = &r->t->comments.at[i];
	struct str number = number_key(c->number);

	for (size_t len = number.len; len-- > 0;) {
		if (number.at[len] != '.')
			continue;
		keys_make(&r->keys[BY_NUMBER], r->t, BY_NUMBER);
		c->parent = keys_first(&r->keys[BY_NUMBER], str_sub(number, 0, len));
		if (c->parent == i)
			c->parent = DOC_NONE;
		if (c->parent != DOC_NONE) {
			c->edge = EDGE_STATED;
			return true;
		}
	}
	return false;
}

/* A name settles what nothing else does; and where nesting stops at some depth, it tells which
 * comment of the same thread is meant. */
static void by_name(struct resolve *r, uint32_t i)
{
	struct talk_comment *c = &r->t->comments.at[i];
	struct str name = name_key(c->reply_to);
	uint32_t found;

	if (!name.len || c->edge == EDGE_STATED)
		return;
	if (c->parent != DOC_NONE && !compare(name_key(r->t->comments.at[c->parent].author), name))
		return;
	keys_make(&r->keys[BY_NAME], r->t, BY_NAME);
	found = keys_nearest(&r->keys[BY_NAME], name, i, r->t->newest_first);
	if (found == DOC_NONE || found == i) {
		if (c->parent == DOC_NONE)
			c->doubts |= TALK_LOST;
		return;
	}
	if (c->parent != DOC_NONE && (found > i || r->root[found] != r->root[c->parent]))
		return;
	c->parent = found;
	c->edge = EDGE_QUOTED;
	c->doubts &= ~(unsigned)TALK_LOST;
}

static void find_parent(struct resolve *r, uint32_t i)
{
	struct talk_comment *c = &r->t->comments.at[i];

	c->parent = DOC_NONE;
	c->edge = EDGE_NONE;
	c->doubts = 0;
	if (!by_id(r, i)) {
		if (c->nested_in != DOC_NONE && c->nested_in != i &&
			c->nested_in < r->t->comments.len) {
			c->parent = c->nested_in;
			c->edge = EDGE_NESTED;
		} else if (!by_level(r, i)) {
			by_number(r, i);
		}
		by_name(r, i);
	}
	if (c->parent != DOC_NONE)
		c->doubts &= ~(unsigned)(TALK_LOST | TALK_CIRCLE);
	if (c->doubts & TALK_LOST)
		c->flags |= COMMENT_ORPHAN;
	r->root[i] = c->parent != DOC_NONE && c->parent < i ? r->root[c->parent] : i;
}

/* Every walk upwards ends at a root or at what an earlier walk proved; one that meets itself is a
 * circle, and the comment where it does becomes a root. Linear: each comment is walked once. */
static void break_circles(struct talk *t)
{
	uint32_t *walk = mem_new(t->comments.len + 1, sizeof(*walk));

	for (uint32_t i = 0; i < t->comments.len; i++) {
		uint32_t at = i;

		while (at != DOC_NONE && !walk[at]) {
			walk[at] = i + 1;
			at = t->comments.at[at].parent;
		}
		if (at != DOC_NONE && walk[at] == i + 1) {
			struct talk_comment *c = &t->comments.at[at];

			c->parent = DOC_NONE;
			c->edge = EDGE_NONE;
			c->doubts |= TALK_CIRCLE;
		}
	}
	mem_free(walk);
}

static void put_in_order(struct talk *t)
{
	size_t n = t->comments.len, out = 0;
	uint32_t *first = mem_new(n + 1, sizeof(*first)), *next = mem_new(n + 1, sizeof(*next));
	uint32_t at, none = DOC_NONE;

	mem_free(t->order);
	t->order = mem_new(n + 1, sizeof(*t->order));
	for (size_t i = 0; i <= n; i++)
		first[i] = DOC_NONE;
	for (size_t i = n; i-- > 0;) { /* backwards, so that the lists come out in page order */
		uint32_t up = t->comments.at[i].parent == DOC_NONE ? (uint32_t)n
								   : t->comments.at[i].parent;

		next[i] = first[up];
		first[up] = (uint32_t)i;
	}
	for (at = first[n]; at != none;) {
		t->order[out++] = at;
		if (first[at] != none) {
			at = first[at];
			continue;
		}
		while (at != none && next[at] == none)
			at = t->comments.at[at].parent;
		if (at != none)
			at = next[at];
	}
	mem_free(first);
	mem_free(next);
}

static void mark_doubled(struct resolve *r)
{
	const struct keys *k = &r->keys[BY_ID];

	keys_make(&r->keys[BY_ID], r->t, BY_ID);
	for (size_t i = 1; i < k->len; i++)
		if (!compare(k->at[i].text, k->at[i - 1].text))
			r->t->comments.at[k->at[i].at].doubts |= TALK_DOUBLED;
}

void talk_resolve(struct talk *t, struct str opening)
{
	struct resolve r = { .t = t, .opening = opening };
	size_t n = t->comments.len;

	r.open = mem_new(n + 1, sizeof(*r.open));
	r.root = mem_new(n + 1, sizeof(*r.root));
	for (uint32_t i = 0; i < n; i++)
		find_parent(&r, i);
	break_circles(t);
	mark_doubled(&r);
	put_in_order(t);
	for (size_t i = 0; i < WAYS; i++)
		mem_free(r.keys[i].at);
	mem_free(r.open);
	mem_free(r.root);
}

void talk_free(struct talk *t)
{
	for (size_t i = 0; i < t->comments.len; i++) {
		array_free(&t->comments.at[i].body);
		array_free(&t->comments.at[i].drop);
		array_free(&t->comments.at[i].lines);
	}
	array_free(&t->comments);
	mem_free(t->order);
	*t = (struct talk){ 0 };
}
