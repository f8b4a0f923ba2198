/* thread_data.c: records of data (elements named by keys) that are comments: they hold a text,
 * and an author or a time. Records of one make are taken together; the make with most text wins. */
#include "config.h"

#include "extract/thread_data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum part {
#define PART(id, names) PART_##id,
#include "extract/thread_data.def"
#undef PART
	PARTS
};

static const char *const part_names[PARTS] = {
#define PART(id, names) names,
#include "extract/thread_data.def"
#undef PART
};

enum {
	MAKES = 64,
	NAMED_UP = 6, /* how far above a record its kind may be named */
	NAME_MAX_LEN = 40,
	FEED_HEAD_MAX = 200, /* elements before the first entry that are looked at */
};

/* What a record's parts are called, as ranks in the lists above: records alike in that are of one
 * make. */
struct make {
	int body, author, time;
	xmlNode *parent;
	size_t records, stated;
	double text;
};

static int rank_of(const xmlNode *n, enum part part)
{
	char plain[NAME_MAX_LEN];
	const char *name = strrchr((const char *)n->name, ':');
	struct str rest = str_z(part_names[part]), word;
	size_t len = 0;

	for (name = name ? name + 1 : (const char *)n->name; *name && len < sizeof(plain); name++)
		if (*name != '_' && *name != '-')
			plain[len++] = ascii_lower(*name);
	for (int rank = 0; str_word(&rest, &word); rank++)
		if (str_eq(word, (struct str){ plain, len }))
			return rank;
	return -1;
}

/* The best named child; *rank is its place in the list, -1 for none. */
static xmlNode *child_for(const xmlNode *n, enum part part, int *rank)
{
	xmlNode *best = NULL;
	int steps = 0;

	*rank = -1;
	for (xmlNode *c = node_first_element(n); c && steps++ < 200; c = node_next_element(c)) {
		int r = rank_of(c, part);

		if (r >= 0 && (*rank < 0 || r < *rank) && (c->children || c->properties)) {
			best = c;
			*rank = r;
		}
	}
	return best;
}

static bool has_text(const xmlNode *n)
{
	for (const xmlNode *c = n->children; c; c = c->next)
		if (node_is_text(c) && str_trim(node_content(c)).len)
			return true;
	return false;
}

/* The text of a part, or of the part of that name within it ({"content": {"content": ...}}). */
static xmlNode *leaf(xmlNode *n, enum part part)
{
	int rank;

	for (int i = 0; i < 3 && n && !has_text(n); i++)
		n = child_for(n, part, &rank);
	return n && has_text(n) ? n : NULL;
}

static xmlNode *author_leaf(xmlNode *n)
{
	static const char *const name[] = { "displayName", "display_name", "name", "username",
		"userName", "login", "handle", "simpleText" };

	if (!n || has_text(n))
		return n;
	for (size_t i = 0; i < sizeof(name) / sizeof(*name); i++) {
		xmlNode *c = node_child(n, name[i]);

		if (c && has_text(c))
			return c;
	}
	return NULL;
}

struct record {
	xmlNode *node; /* holds the body */
	xmlNode *body, *author, *time;
	struct make make;
};

static xmlNode *part_near(const xmlNode *n, enum part part, int *rank)
{
	xmlNode *c = child_for(n, part, rank);

	if (!c && n->parent && !node_is(n, "item") && n->parent->type == XML_ELEMENT_NODE &&
		!rank_of(n, PART_BODY))
		c = child_for(n->parent, part, rank);
	if (!c && (node_is(n, "properties") || node_is(n, "record") || node_is(n, "data")))
		c = child_for(n->parent, part, rank);
	return c;
}

static bool is_deleted(const xmlNode *n)
{
	int rank;
	xmlNode *c = child_for(n, PART_DELETED, &rank);
	struct str t = c ? str_trim(node_content(c->children)) : STR_NONE;

	return t.len && !str_eq_case(t, STR("false")) && !str_eq_case(t, STR("null")) &&
		!str_eq(t, STR("0"));
}

static bool is_entry(const xmlNode *n)
{
	return node_is(n, "entry") || node_is(n, "item");
}

/* Entries of a feed may leave their author to the feed, whose own words stand before them. */
static xmlNode *feed_author(xmlNode *n)
{
	if (!is_entry(n) || !n->parent)
		return NULL;
	n = node_first_element(n->parent);
	for (int i = 0; n && !is_entry(n) && i < FEED_HEAD_MAX; i++, n = node_next_element(n))
		if (node_is(n, "author"))
			return author_leaf(n);
	return NULL;
}

static bool read_record(xmlNode *n, struct record *r)
{
	xmlNode *body = child_for(n, PART_BODY, &r->make.body);
	int rank;

	r->node = n;
	r->body = body ? leaf(body, PART_BODY) : NULL;
	if (!r->body && !is_deleted(n))
		return false;
	if (!r->body)
		r->make.body = -1;
	r->author = author_leaf(part_near(n, PART_AUTHOR, &r->make.author));
	r->time = part_near(n, PART_TIME, &r->make.time);
	r->time = r->time ? leaf(r->time, PART_TIME) : NULL;
	if (!r->author)
		r->author = feed_author(n);
	return r->time && (r->author || !r->body || child_for(n, PART_PARENT, &rank));
}

static bool same_make(const struct make *a, const struct make *b)
{
	return (a->body == b->body || a->body < 0 || b->body < 0) && a->time == b->time;
}

/* Whether the record says that it is a comment, or what it stands in does. */
static bool is_named(const xmlNode *n)
{
	static const struct str word[] = { STR("omment"), STR("eplies"), STR("reply"),
		STR("iscussion"), STR("nswer"), STR("esponse") };
	const xmlNode *type = node_child(n, "__typename");

	for (size_t i = 0; type && i < sizeof(word) / sizeof(*word); i++)
		if (node_is_text(type->children) && str_has(node_content(type->children), word[i]))
			return true;
	for (int up = 0; n && n->type == XML_ELEMENT_NODE && up < NAMED_UP; up++, n = n->parent)
		for (size_t i = 0; i < sizeof(word) / sizeof(*word); i++)
			if (str_has(node_name(n), word[i]))
				return true;
	return false;
}

static bool is_trusted(const xmlNode *n, enum data_trust trust)
{
	return trust != DATA_NAMED || is_named(n);
}

/* The make with most text; records of a feed count when one of them states a parent. */
static bool best_make(xmlNode *root, enum data_trust trust, struct make *best)
{
	struct make make[MAKES];
	size_t makes = 0, top = 0;
	bool feed = node_is(root, "rss") || node_is(root, "RDF");

	for (xmlNode *n = root; n; n = node_next(n, root)) {
		struct record r = { 0 };
		size_t i;
		int rank;

		if (!node_is_element(n) || !node_first_element(n) || !read_record(n, &r) ||
			!r.body || !is_trusted(n, trust))
			continue;
		for (i = 0; i < makes && !same_make(&make[i], &r.make); i++)
			;
		if (i == MAKES)
			continue;
		if (i == makes) {
			make[makes] = r.make;
			make[makes].records = make[makes].stated = 0;
			make[makes++].text = 0;
		}
		make[i].records++;
		make[i].stated += child_for(n, PART_PARENT, &rank) != NULL;
		make[i].text += ((double)(r.body ? node_content(r.body->children).len : 0) + 50) *
			(node_is(r.body, "description") && !feed ? 0.1 : 1);
	}
	for (size_t i = 1; i < makes; i++)
		if (make[i].text * (make[i].stated ? 2 : 1) >
			make[top].text * (make[top].stated ? 2 : 1))
			top = i;
	if (makes)
		*best = make[top];
	return makes > 0;
}

static struct str part_text(struct extract *x, xmlNode *n, struct buf *buf)
{
	buf->len = 0;
	if (n)
		node_text(n, buf);
	return n ? arena_dup(&x->arena, str_trim(buf_str(buf))) : STR_NONE;
}

static struct str named_text(struct extract *x, xmlNode *n, enum part part, struct buf *buf)
{
	int rank;
	xmlNode *c = child_for(n, part, &rank);
	struct str t = c ? part_text(x, c, buf) : STR_NONE;

	if (c && !t.len)
		t = node_attr(c, "ref").len ? arena_dup(&x->arena, node_attr(c, "ref"))
					    : arena_dup(&x->arena, node_attr(c, "href"));
	return t;
}

static bool looks_html(struct str s)
{
	for (size_t i = 0; i + 1 < s.len; i++)
		if ((s.at[i] == '<' && (ascii_alpha(s.at[i + 1]) || s.at[i + 1] == '/')) ||
			(s.at[i] == '&' && (s.at[i + 1] == '#' || ascii_alpha(s.at[i + 1]))))
			return true;
	return false;
}

/* "&lt;p&gt;" where the markup itself was escaped. */
static struct str unescaped(struct extract *x, struct str s)
{
	static const struct {
		const char *from;
		char to;
	} entity[] = { { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&amp;", '&' } };
	struct buf b = { 0 };

	for (size_t i = 0; i < s.len;) {
		size_t k;

		for (k = 0; k < 4 && !str_starts(str_sub(s, i, 6), str_z(entity[k].from)); k++)
			;
		buf_add_char(&b, k < 4 ? entity[k].to : s.at[i]);
		i += k < 4 ? strlen(entity[k].from) : 1;
	}
	s = arena_dup(&x->arena, buf_str(&b));
	buf_free(&b);
	return s;
}

/* The element that stands for the comment among others: the wrapper where there is one. */
static xmlNode *item_of(xmlNode *n)
{
	static const char *const wrapper[] = { "data", "comment", "node", "properties", "record",
		"post", "attributes", "snippet", "payload" };

	for (size_t i = 0; i < sizeof(wrapper) / sizeof(*wrapper); i++)
		if (node_is(n, wrapper[i]) && n->parent && node_is(n->parent, "item"))
			return n->parent;
	return n;
}

struct open {
	xmlNode *item;
	uint32_t at;
};

static void add_record(struct extract *x, struct talk *t, const struct record *r, struct buf *buf)
{
	struct talk_comment *c = talk_add(t);
	struct str body = part_text(x, r->body, buf), v;
	int64_t score;

	c->node = NULL;
	c->id = named_text(x, r->node, PART_ID, buf);
	c->parent_id = named_text(x, r->node, PART_PARENT, buf);
	v = named_text(x, r->node, PART_NUMBER, buf);
	if (v.len)
		c->id = v;
	v = node_child(r->node, "name") ? part_text(x, node_child(r->node, "name"), buf) : STR_NONE;
	if (v.len > 3 && v.at[0] == 't' && v.at[2] == '_')
		c->id = v;
	if (node_has_attr(r->node, "dsq:id") || node_has_attr(r->node, "id"))
		c->id = arena_dup(&x->arena,
			node_has_attr(r->node, "dsq:id") ? node_attr(r->node, "dsq:id")
							 : node_attr(r->node, "id"));
	/* "t3_1" is no comment's id where comments are "t1_2". */
	if (c->parent_id.len > 3 && c->id.len > 3 && c->parent_id.at[2] == '_' &&
		c->id.at[2] == '_' && c->parent_id.at[1] != c->id.at[1])
		c->parent_id = STR_NONE;
	c->permalink = named_text(x, r->node, PART_LINK, buf);
	c->author = part_text(x, r->author, buf);
	c->time = part_text(x, r->time, buf);
	if (str_number(named_text(x, r->node, PART_SCORE, buf), INT32_MIN + 1, INT32_MAX, &score))
		c->score = (int32_t)score;
	if (is_deleted(r->node))
		c->flags |= COMMENT_DELETED;
	if (str_starts(body, STR("&lt;")))
		body = unescaped(x, body);
	if (looks_html(body))
		c->html = body;
	else
		c->text = body;
}

bool thread_data(struct extract *x, xmlNode *root, enum data_trust trust, struct talk *t)
{
	struct make best = { 0 };
	struct buf buf = { .max = 64 << 20 };
	ARRAY(struct open) open = { 0 };

	if (!best_make(root, trust, &best) || (trust == DATA_LINKED && !best.stated))
		return false;
	for (xmlNode *n = root; n; n = node_next(n, root)) {
		struct record r = { 0 };
		struct open *o;

		if (!node_is_element(n) || !node_first_element(n) || !read_record(n, &r) ||
			!same_make(&r.make, &best) || !is_trusted(n, trust))
			continue;
		while (open.len && !node_contains(open.at[open.len - 1].item, n))
			open.len--;
		add_record(x, t, &r, &buf);
		if (open.len)
			t->comments.at[t->comments.len - 1].nested_in = open.at[open.len - 1].at;
		o = array_add(&open);
		o->item = item_of(n);
		o->at = (uint32_t)t->comments.len - 1;
	}
	array_free(&open);
	buf_free(&buf);
	t->claimed = t->unloaded = DOC_NONE;
	return t->comments.len > 0;
}

struct keyed {
	struct str key;
	xmlNode *node;
};

static int compare_keyed(const void *a, const void *b)
{
	return str_cmp(((const struct keyed *)a)->key, ((const struct keyed *)b)->key);
}

/* The name of what a reference points at, put where the reference stands. */
static void put_name(xmlNode *ref, const struct keyed *keyed, size_t len)
{
	struct keyed wanted = { str_trim(node_content(ref->children)), NULL }, *found;
	xmlNode *name;
	struct buf text = { 0 };

	found = len ? bsearch(&wanted, keyed, len, sizeof(*keyed), compare_keyed) : NULL;
	name = found ? author_leaf(found->node) : NULL;
	if (!name || name == found->node)
		return;
	node_text(name, &text);
	if (!xmlNewTextChild(ref->parent, NULL, BAD_CAST "name", BAD_CAST buf_z(&text)))
		mem_fail();
	buf_free(&text);
}

void thread_data_join(xmlNode *root)
{
	ARRAY(struct keyed) keyed = { 0 };

	for (xmlNode *n = root; n; n = node_next(n, root))
		if (node_is_element(n) && node_has_attr(n, "key"))
			*array_add(&keyed) = (struct keyed){ node_attr(n, "key"), n };
	if (keyed.len)
		qsort(keyed.at, keyed.len, sizeof(*keyed.at), compare_keyed);
	for (xmlNode *n = root; n; n = node_next(n, root))
		if (node_is(n, "__ref") && n->children && node_is_text(n->children))
			put_name(n, keyed.at, keyed.len);
	array_free(&keyed);
}
