/* thread_data.c: records of data that are comments: they hold a text, and an author or a time
 * (thread_record.c). Records of one make are taken together; the make with most text wins. */
#include "config.h"

#include "extract/thread_data.h"
#include "extract/thread_letters.h"
#include "extract/thread_record.h"
#include "page/make.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	MAKES = 64,
	WRAPPED_UP = 4, /* objects around a record within its item */
	LEVEL_MAX = 10000,
	TITLE_LEAST = 8,  /* bytes of a title that answers repeat */
	PREFIX_MOST = 16, /* bytes before it: "Re: ", "Antwort: " */
};

/* Records of one make. */
struct kind {
	struct make make;
	size_t records, stated, named, titled;
	double text;
};

/* What may be a comment, in the order of the page. */
struct finds {
	struct find {
		struct record record;
		bool named; /* something says that it is one */
	} * at;
	size_t len, cap;
};

static bool same_make(const struct make *a, const struct make *b)
{
	return (a->body == b->body || a->body < 0 || b->body < 0) && a->time == b->time;
}

/* Stories and versions have titles and descriptions, what people answer has not. */
static bool is_titled(const xmlNode *n)
{
	const xmlNode *title = node_child(n, "title");

	return (title && record_filled(title)) || node_child(n, "headline") ||
		node_child(n, "version");
}

/* Records of JSON that nothing calls answers, and that answer nothing, are stories when they are headed as such. */
static bool are_stories(const struct extract *x, const struct kind *k)
{
	return x->page->kind == PAGE_JSON && !k->stated && k->named * 2 < k->records &&
		k->titled * 2 > k->records;
}

/* What a record was before it was changed: "comment_history" within a comment. */
static bool holds_versions(struct records *r, const xmlNode *n)
{
	return node_is_element(n) && record_history(r, n) && record_child(r, n->parent, PART_BODY);
}

/* The next node that may be a record. */
static xmlNode *next_of(struct records *r, const xmlNode *n, const xmlNode *root)
{
	xmlNode *next = node_next(n, root);

	while (next && holds_versions(r, next))
		next = node_after(next, root);
	return next;
}

static void find_records(
	struct records *r, xmlNode *root, enum data_trust trust, struct finds *finds)
{
	for (xmlNode *n = root; n; n = next_of(r, n, root)) {
		struct find f;

		if (!node_first_element(n) || !record_read(r, n, &f.record))
			continue;
		f.named = record_talks(r, n);
		/* A member may say what it answers, if only that it is nothing. */
		if (trust != DATA_NAMED || f.named || record_names(r, n, PART_PARENT))
			*array_add(finds) = f;
	}
}

static void count_record(struct kind *k, const struct find *f, bool feed)
{
	const xmlNode *body = f->record.body;
	bool description = node_is(body, "description");

	k->records++;
	k->stated += f->record.answers;
	k->named += f->named;
	k->titled += is_titled(f->record.node) || description;
	k->text +=
		((double)node_content(body->children).len + 50) * (description && !feed ? 0.1 : 1);
}

static double weight_of(const struct kind *k)
{
	return k->text * (k->stated ? 2 : 1);
}

/* The kind with most text; those that state parents count more. False when there is none. */
static bool best_kind(const struct finds *finds, bool feed, struct kind *best)
{
	struct kind kind[MAKES];
	size_t kinds = 0, i;

	for (size_t n = 0; n < finds->len; n++) {
		const struct find *f = &finds->at[n];

		for (i = 0; i < kinds && !same_make(&kind[i].make, &f->record.make); i++)
			;
		if (!f->record.body || i == MAKES)
			continue;
		if (i == kinds)
			kind[kinds++] = (struct kind){ .make = f->record.make };
		count_record(&kind[i], f, feed);
	}
	for (i = 0; i < kinds; i++)
		if (i == 0 || weight_of(&kind[i]) > weight_of(best))
			*best = kind[i];
	return kinds > 0;
}

static struct str body_text(struct extract *x, const struct record *r, struct buf *buf)
{
	buf_cut(buf, 0);
	if (r->rich)
		record_rich_text(r->body, buf);
	else if (r->body)
		node_text(r->body, buf);
	return arena_dup(&x->arena, str_trim(buf_str(buf)));
}

static struct str part_text(struct extract *x, xmlNode *n, struct buf *buf)
{
	buf->len = 0;
	if (n)
		node_text(n, buf);
	return n ? arena_dup(&x->arena, str_trim(buf_str(buf))) : STR_NONE;
}

static struct str named_text(
	struct extract *x, struct records *r, xmlNode *n, enum part part, struct buf *buf)
{
	xmlNode *c = record_near(r, n, part);
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

/* Whether a list holds a record and the list of its answers: [{...}, [[{...}, []]]]. */
static bool is_pair(xmlNode *first)
{
	xmlNode *answers = node_next_element(first), *list = first->parent;

	return node_is(list, "item") && node_first_element(list) == first && answers &&
		node_is(answers, "item") && !node_next_element(answers) &&
		(!node_first_element(answers) || node_is(node_first_element(answers), "item"));
}

/* The element that stands for the comment among others: the item of the list around it, when what is between only wraps it. */
static xmlNode *item_of(xmlNode *n)
{
	xmlNode *item = n;

	for (int up = 0; up < WRAPPED_UP && !node_is(item, "item") && item->parent &&
		item->parent->type == XML_ELEMENT_NODE;
		up++)
		item = item->parent;
	if (!node_is(item, "item"))
		return n;
	return is_pair(item) ? item->parent : item;
}

struct open {
	xmlNode *item;
	uint32_t at;
};

/* Whether a list of records is one conversation among others: {"id": 1, "notes": [{...}, {...}]}, the first of which the others answer. */
static bool is_conversation(const xmlNode *list)
{
	const xmlNode *thread = list ? list->parent : NULL;

	return thread && node_is(thread, "item") && node_child(thread, "id") &&
		!is_titled(thread) && thread->parent && thread->parent->type == XML_ELEMENT_NODE;
}

static void nest_in_conversations(struct talk *t, const struct node_list *items)
{
	const xmlNode *list = NULL;
	uint32_t first = 0;

	for (uint32_t i = 0; i < (uint32_t)t->comments.len; i++) {
		const xmlNode *in = items->at[i]->parent;

		if (in != list) {
			list = in;
			first = i;
		} else if (t->comments.at[i].nested_in == DOC_NONE && is_conversation(list)) {
			t->comments.at[i].nested_in = first;
		}
	}
}

static bool is_word_char(char c)
{
	return ascii_alpha(c) || ascii_digit(c) || c == '-' || c == '_';
}

/* "0.12.34" is the way from the page to the comment 34, which answers 12. */
static struct str parent_in_path(struct str path, struct str id)
{
	size_t end = path.len > id.len && str_ends(path, id) ? path.len - id.len : 0, from;

	if (end < 2 || is_word_char(path.at[end - 1]))
		return STR_NONE;
	end--;
	for (from = end; from > 0 && is_word_char(path.at[from - 1]);)
		from--;
	return from > 0 ? str_sub(path, from, end - from) : STR_NONE;
}

static void add_record(struct extract *x, struct records *reader, struct talk *t,
	const struct record *r, struct buf *buf)
{
	struct talk_comment *c = talk_add(t);
	struct str body = body_text(x, r, buf), v;
	int64_t number;

	c->node = NULL;
	c->id = named_text(x, reader, r->node, PART_ID, buf);
	c->parent_id = named_text(x, reader, r->node, PART_PARENT, buf);
	v = named_text(x, reader, r->node, PART_NUMBER, buf);
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
	v = named_text(x, reader, r->node, PART_PATH, buf);
	if (v.len && c->id.len && !c->parent_id.len)
		c->parent_id = parent_in_path(v, c->id);
	if (str_number(named_text(x, reader, r->node, PART_LEVEL, buf), 0, LEVEL_MAX, &number))
		c->level = (int)number;
	c->permalink = named_text(x, reader, r->node, PART_LINK, buf);
	c->author = part_text(x, r->author, buf);
	if (r->letter)
		c->author = letter_sender(c->author);
	c->time = part_text(x, r->time, buf);
	if (str_number(named_text(x, reader, r->node, PART_SCORE, buf), INT32_MIN + 1, INT32_MAX,
		    &number))
		c->score = (int32_t)number;
	if (record_set(reader, r->node, PART_DELETED))
		c->flags |= COMMENT_DELETED;
	if (str_starts(body, STR("&lt;")))
		body = unescaped(x, body);
	if (r->markup)
		*array_add(&c->body) = r->body;
	else if (looks_html(body))
		c->html = body;
	else
		c->text = body;
}

/* Whether the first begins a thread whose title the others answer: "Re: " and it again. */
static bool is_opened(struct extract *x, const struct talk *t, const struct node_list *records)
{
	struct str title = records->len ? record_title(records->at[0]) : STR_NONE;
	size_t answers = 0;

	if (title.len < TITLE_LEAST || t->comments.at[0].nested_in != DOC_NONE ||
		t->comments.at[0].parent_id.len)
		return false;
	for (size_t i = 1; i < records->len; i++) {
		struct str other = record_title(records->at[i]);

		answers += other.len > title.len + 2 && other.len <= title.len + PREFIX_MOST &&
			str_ends(other, title);
	}
	if (answers * 10 < (records->len - 1) * 8 || !answers)
		return false;
	x->opening.field[FIELD_TITLE] = arena_dup(&x->arena, title);
	return true;
}

static void add_records(struct extract *x, struct records *r, const struct finds *finds,
	const struct kind *kind, struct talk *t)
{
	struct buf buf = { .max = 64 << 20 };
	ARRAY(struct open) open = { 0 };
	struct node_list items = { 0 }, records = { 0 };

	for (size_t i = 0; i < finds->len; i++) {
		const struct record *record = &finds->at[i].record;
		struct open *o;

		if (!same_make(&record->make, &kind->make))
			continue;
		while (open.len && !node_contains(open.at[open.len - 1].item, record->node))
			open.len--;
		add_record(x, r, t, record, &buf);
		if (open.len)
			t->comments.at[t->comments.len - 1].nested_in = open.at[open.len - 1].at;
		o = array_add(&open);
		o->item = item_of(record->node);
		o->at = (uint32_t)t->comments.len - 1;
		*array_add(&items) = o->item;
		*array_add(&records) = record->node;
	}
	if (!kind->stated)
		nest_in_conversations(t, &items);
	t->opening = is_opened(x, t, &records);
	array_free(&records);
	array_free(&items);
	array_free(&open);
	buf_free(&buf);
}

bool thread_data(struct extract *x, xmlNode *root, enum data_trust trust, struct talk *t)
{
	bool feed = node_is(root, "rss") || node_is(root, "RDF");
	struct records *r = records_new();
	struct finds finds = { 0 };
	struct kind kind;

	find_records(r, root, trust, &finds);
	if (best_kind(&finds, feed, &kind) && (trust != DATA_LINKED || kind.stated) &&
		(trust != DATA_NAMED || kind.named || kind.stated) && !are_stories(x, &kind)) {
		add_records(x, r, &finds, &kind, t);
		t->claimed = t->unloaded = DOC_NONE;
	}
	array_free(&finds);
	records_free(r);
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

/* A parent that is referred to by its key in the cache, told by its id. */
static void put_id(xmlNode *ref, const xmlNode *target, struct records *r)
{
	xmlNode *id = record_child(r, target, PART_ID);
	struct buf text = { 0 };

	if (!id)
		return;
	node_text(id, &text);
	while (ref->children)
		xmlUnlinkNode(ref->children);
	make_text(ref, buf_str(&text));
	buf_free(&text);
}

/* The name of what a reference points at, put where the reference stands. */
static void put_name(xmlNode *ref, const struct keyed *keyed, size_t len, struct records *r)
{
	struct keyed wanted = { str_trim(node_content(ref->children)), NULL }, *found;
	xmlNode *name;
	struct buf text = { 0 };

	found = len ? bsearch(&wanted, keyed, len, sizeof(*keyed), compare_keyed) : NULL;
	if (found && record_rank(r, ref->parent, PART_PARENT) >= 0) {
		put_id(ref, found->node, r);
		return;
	}
	name = found ? record_author(found->node) : NULL;
	if (!name || name == found->node)
		return;
	node_text(name, &text);
	make_text(make_element(ref->parent, STR("name")), buf_str(&text));
	records_forget(r);
	buf_free(&text);
}

void thread_data_join(xmlNode *root)
{
	ARRAY(struct keyed) keyed = { 0 };
	struct records *r = records_new();

	for (xmlNode *n = root; n; n = node_next(n, root))
		if (node_is_element(n) && node_has_attr(n, "key"))
			*array_add(&keyed) = (struct keyed){ node_attr(n, "key"), n };
	if (keyed.len)
		qsort(keyed.at, keyed.len, sizeof(*keyed.at), compare_keyed);
	for (xmlNode *n = root; n; n = node_next(n, root))
		if (node_is(n, "__ref") && n->children && node_is_text(n->children))
			put_name(n, keyed.at, keyed.len, r);
	records_free(r);
	array_free(&keyed);
}
