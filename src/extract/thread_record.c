/* thread_record.c: the parts of a record of data, told by their names. */
#include "config.h"

#include "base/word_rows.h"
#include "extract/thread_record.h"

#include <string.h>

enum {
	PARTLY = 100, /* ranks of names that only hold a word of the list from here on */
	NAME_MAX_LEN = 40,
	NAMED_UP = 6,	     /* how far above a record its kind may be named */
	RICH_HEAD = 60,	     /* elements in which the first piece of an editor's text stands */
	FEED_HEAD_MAX = 200, /* elements before the first entry that are looked at */
	PARTS_DOWN = 6,	     /* parts of parts of a letter in which its text stands */
	MEMBERS_MAX = 200,   /* of an element that are looked at */
	NAMES_KEPT = 512,    /* a power of two */
	LISTS_KEPT =
		4, /* of the elements asked last: a record, what it is wrapped in, its body, its author */
};

/* What a name means. */
struct name {
	const xmlChar *text; /* the tree has one copy of each name, so its place tells it */
	uint16_t parts;	     /* a bit for each part that it may be */
	bool talks, history;
	int16_t rank[PARTS]; /* -1 for none */
};

/* The members of an element. */
struct members {
	const xmlNode *of;
	uint16_t named; /* a bit for each part that a member is named after */
	xmlNode *best[PARTS];
	int rank[PARTS]; /* of the best; -1 for none */
};

struct records {
	struct name name[NAMES_KEPT];
	struct members list[LISTS_KEPT];
	unsigned next; /* of the lists to be forgotten */
};

struct records *records_new(void)
{
	return mem_new(1, sizeof(struct records));
}

void records_forget(struct records *r)
{
	memset(r->list, 0, sizeof(r->list));
}

void records_free(struct records *r)
{
	mem_free(r);
}

/* The names of thread_data.def. */
static const struct {
	char text[NAME_MAX_LEN];
	uint8_t len, part, rank;
} names[] = {
#define PART_ROW(text, len, part, rank) { text, len, part, rank },
#include "extract/word_rows.inc"
#undef PART_ROW
};

static const uint16_t names_first[ROW_BUCKETS + 1] = {
#define PART_FIRST
#include "extract/word_rows.inc"
#undef PART_FIRST
};

/* Words within names of parts that no list has ("dateOfPosting", "commenterName"), and words that
 * make something else of it ("author_id", "timezone"). */
static const char *const author_words[] = { "author", "commenter", "poster", "submitter", "creator",
	"nickname" };
static const char *const time_words[] = { "date", "time", "posted", "created", "published" };
static const char *const other_words[] = { "zone", "count", "total", "repl", "url", "avatar",
	"image", "icon", "email", "link", "href", "type", "rank", "update", "edited", "modified",
	"read" };

#define FIRST_OF(name, words) str_find_any(name, words, sizeof(words) / sizeof(*(words)))

/* The rank of a name that no list has. */
static int rank_by_words(struct str name, enum part part)
{
	size_t most = part == PART_AUTHOR ? sizeof(author_words) / sizeof(*author_words)
		: part == PART_TIME	  ? sizeof(time_words) / sizeof(*time_words)
					  : 0;
	size_t rank = part == PART_AUTHOR ? FIRST_OF(name, author_words)
		: part == PART_TIME	  ? FIRST_OF(name, time_words)
					  : most;

	if (rank == most || str_ends(name, STR("id")) ||
		FIRST_OF(name, other_words) < sizeof(other_words) / sizeof(*other_words))
		return -1;
	return PARTLY + (int)rank;
}

/* The name without prefix, case, "_" and "-". */
static struct str plain_name(const xmlNode *n, char plain[NAME_MAX_LEN])
{
	const char *name = strrchr((const char *)n->name, ':');
	struct str whole = { plain, 0 };

	for (name = name ? name + 1 : (const char *)n->name; *name && whole.len < NAME_MAX_LEN;
		name++)
		if (*name != '_' && *name != '-')
			plain[whole.len++] = ascii_lower(*name);
	return whole;
}

static int listed_rank(struct str name, enum part part)
{
	unsigned bucket = name.len ? row_bucket(name) : 0;

	for (unsigned i = names_first[bucket]; i < names_first[bucket + 1] && name.len; i++)
		if (names[i].part == part && names[i].len == name.len &&
			row_begins(name, names[i].text, name.len))
			return names[i].rank;
	return -1;
}

/* Whether a name of an element or of a type speaks of talk. */
static bool talks(struct str name)
{
	static const struct str word[] = { STR_INIT("omment"), STR_INIT("eplies"),
		STR_INIT("reply"), STR_INIT("iscussion"), STR_INIT("nswer"), STR_INIT("esponse") };

	for (size_t i = 0; i < sizeof(word) / sizeof(*word); i++)
		if (str_has(name, word[i]))
			return true;
	return false;
}

static void learn(struct name *known, const xmlNode *n)
{
	char plain[NAME_MAX_LEN];
	struct str name = plain_name(n, plain), whole = node_name(n);

	*known = (struct name){ .text = n->name };
	for (int part = 0; part < PARTS; part++) {
		int rank = listed_rank(name, (enum part)part);

		if (rank < 0)
			rank = rank_by_words(name, (enum part)part);
		known->rank[part] = (int16_t)rank;
		known->parts |= (uint16_t)((rank >= 0) << part);
	}
	known->talks = talks(whole);
	known->history =
		str_has_case(whole, STR("history")) || str_has_case(whole, STR("revisions"));
}

static const struct name *name_of(struct records *r, const xmlNode *n)
{
	const uint64_t odd = 0x9e3779b97f4a7c15u;
	struct name *known = &r->name[(uintptr_t)n->name * odd >> 32 & (NAMES_KEPT - 1)];

	if (known->text != n->name)
		learn(known, n);
	return known;
}

int record_rank(struct records *r, const xmlNode *n, enum part part)
{
	return name_of(r, n)->rank[part];
}

bool record_history(struct records *r, const xmlNode *n)
{
	return name_of(r, n)->history;
}

bool record_talks(struct records *r, const xmlNode *n)
{
	const xmlNode *type = node_child(n, "__typename");

	if (type && talks(node_content(type->children)))
		return true;
	for (int up = 0; node_is_element(n) && up < NAMED_UP; up++, n = n->parent)
		if (name_of(r, n)->talks)
			return true;
	return false;
}

bool record_filled(const xmlNode *n)
{
	return n->children || (n->properties && !str_eq(node_attr(n, "type"), STR("null")));
}

static void add_member(struct members *m, const struct name *name, xmlNode *n)
{
	m->named |= name->parts;
	if (!record_filled(n))
		return;
	for (unsigned part = 0; name->parts >> part; part++) {
		int rank = name->rank[part];

		if (rank >= 0 && (m->rank[part] < 0 || rank < m->rank[part])) {
			m->best[part] = n;
			m->rank[part] = rank;
		}
	}
}

/* All parts in one pass. Any name of a list is better than one that only holds a word of it. */
static const struct members *members_of(struct records *r, const xmlNode *n)
{
	struct members *m;
	int steps = 0;

	for (size_t i = 0; i < LISTS_KEPT; i++)
		if (r->list[i].of == n)
			return &r->list[i];
	m = &r->list[r->next++ % LISTS_KEPT];
	*m = (struct members){ .of = n };
	for (int part = 0; part < PARTS; part++)
		m->rank[part] = -1;
	for (xmlNode *c = node_first_element(n); c && steps++ < MEMBERS_MAX;
		c = node_next_element(c)) {
		const struct name *name = name_of(r, c);

		if (name->parts)
			add_member(m, name, c);
	}
	return m;
}

static xmlNode *ranked_child(struct records *r, const xmlNode *n, enum part part, int *rank)
{
	const struct members *m = members_of(r, n);

	*rank = m->rank[part];
	return m->best[part];
}

xmlNode *record_child(struct records *r, const xmlNode *n, enum part part)
{
	return members_of(r, n)->best[part];
}

bool record_names(struct records *r, const xmlNode *n, enum part part)
{
	return members_of(r, n)->named >> part & 1;
}

static bool has_text(const xmlNode *n)
{
	for (const xmlNode *c = n->children; c; c = c->next)
		if (node_is_text(c) && str_trim(node_content(c)).len)
			return true;
	return false;
}

/* The text of a part, or of the part of that name within it ({"content": {"content": ...}}). */
static xmlNode *leaf(struct records *r, xmlNode *n, enum part part)
{
	for (int i = 0; i < 3 && n && !has_text(n); i++)
		n = record_child(r, n, part);
	return n && has_text(n) ? n : NULL;
}

/* The heads of a letter stand in an object of their own: {"headers": {"From": ..., "Date": ...}, "body": ...}. */
static xmlNode *letter_head(const xmlNode *n)
{
	xmlNode *head = node_child(n, "headers");

	return head ? head : node_child(n, "header");
}

/* The text of a letter, which may have parts of parts. */
static xmlNode *letter_text(struct records *r, xmlNode *n)
{
	for (int i = 0; i < PARTS_DOWN && n && !has_text(n); i++) {
		xmlNode *first = node_first_element(n);

		n = first && node_is(first, "item") ? first : record_child(r, n, PART_BODY);
	}
	return n && has_text(n) ? n : NULL;
}

/* The elements that are the content of an entry of Atom; NULL where it is none. */
static xmlNode *markup_in(xmlNode *n)
{
	return str_eq(node_attr(n, "type"), STR("xhtml")) ? node_first_element(n) : NULL;
}

/* Texts written by an editor are trees of their own: {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text",
 * "text": "..."}]}]} and the like (ProseMirror, Slate, Lexical, Draft, Quill, hast). */
static bool is_piece(const xmlNode *n)
{
	return (node_is(n, "text") || node_is(n, "value") || node_is(n, "insert")) &&
		!node_first_element(n) && node_is_text(n->children);
}

static bool is_rich(const xmlNode *body)
{
	int steps = 0;
	bool typed = false;

	for (const xmlNode *n = node_first_element(body); n && steps++ < RICH_HEAD;
		n = node_next(n, body)) {
		typed = typed || node_is(n, "type") || node_is(n, "ops") || node_is(n, "blocks");
		if (typed && is_piece(n))
			return true;
	}
	return false;
}

static bool is_block_item(const xmlNode *n)
{
	static const char *const within[] = { "text", "link", "a", "strong", "em", "b", "i", "u",
		"s", "span", "code", "mention", "emoji", "hashtag", "autolink" };
	const xmlNode *type = node_child(n, "tagName");
	struct str word;

	type = type ? type : node_child(n, "type");
	if (!node_is(n, "item") || !type || !node_is_text(type->children))
		return false;
	word = node_content(type->children);
	for (size_t i = 0; i < sizeof(within) / sizeof(*within); i++)
		if (str_eq_case(word, str_z(within[i])))
			return false;
	return true;
}

void record_rich_text(const xmlNode *body, struct buf *out)
{
	for (const xmlNode *n = body; n; n = node_next(n, body)) {
		if (is_piece(n))
			buf_add(out, node_content(n->children));
		else if (out->len && is_block_item(n))
			buf_add(out, STR("\n\n"));
	}
}

xmlNode *record_author(xmlNode *n)
{
	static const char *const name[] = { "displayName", "display_name", "name", "username",
		"userName", "login", "handle", "simpleText", "nickname", "fullName", "full_name",
		"screen_name", "nick" };

	if (!n || has_text(n))
		return n;
	for (size_t i = 0; i < sizeof(name) / sizeof(*name); i++) {
		xmlNode *c = node_child(n, name[i]);

		if (c && has_text(c))
			return c;
	}
	return NULL;
}

/* Whether an object only wraps what is said of the record it stands in. */
static bool is_wrapped(const xmlNode *n)
{
	static const char *const wrapper[] = { "data", "comment", "node", "properties", "record",
		"post", "attributes", "snippet", "payload", "note", "reply", "answer" };

	for (size_t i = 0; i < sizeof(wrapper) / sizeof(*wrapper); i++)
		if (node_is(n, wrapper[i]))
			return n->parent && n->parent->type == XML_ELEMENT_NODE;
	return false;
}

static xmlNode *ranked_near(struct records *r, const xmlNode *n, enum part part, int *rank)
{
	xmlNode *c = ranked_child(r, n, part, rank);

	return c || !is_wrapped(n) ? c : ranked_child(r, n->parent, part, rank);
}

xmlNode *record_near(struct records *r, const xmlNode *n, enum part part)
{
	int rank;

	return ranked_near(r, n, part, &rank);
}

struct str record_title(const xmlNode *n)
{
	static const char *const name[] = { "title", "subject", "Subject" };
	const xmlNode *head = letter_head(n), *c = NULL;

	for (size_t i = 0; i < sizeof(name) / sizeof(*name) && !c; i++) {
		c = node_child(n, name[i]);
		c = !c && head ? node_child(head, name[i]) : c;
	}
	return c && c->children && node_is_text(c->children) ? str_trim(node_content(c->children))
							     : STR_NONE;
}

bool record_set(struct records *r, const xmlNode *n, enum part part)
{
	xmlNode *c = record_child(r, n, part);
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
			return record_author(n);
	return NULL;
}

/* False when there is none. */
static bool read_body(struct records *r, xmlNode *n, struct record *record)
{
	xmlNode *body = ranked_child(r, n, PART_BODY, &record->make.body);

	record->body = body ? leaf(r, body, PART_BODY) : NULL;
	record->rich = body && !record->body && is_rich(body);
	if (record->rich)
		record->body = body;
	if (!record->body && body && letter_head(n))
		record->body = letter_text(r, body);
	if (!record->body && body && markup_in(body)) {
		record->body = markup_in(body);
		record->markup = true;
	}
	if (!record->body)
		record->make.body = -1;
	return record->body != NULL;
}

bool record_read(struct records *r, xmlNode *n, struct record *record)
{
	xmlNode *time;

	*record = (struct record){ .node = n };
	if (!read_body(r, n, record) && !record_set(r, n, PART_DELETED))
		return false;
	record->author = record_author(ranked_near(r, n, PART_AUTHOR, &record->make.author));
	if (!record->author && letter_head(n)) {
		record->author = record_author(
			ranked_child(r, letter_head(n), PART_AUTHOR, &record->make.author));
		record->letter = record->author != NULL;
	}
	time = ranked_near(r, n, PART_TIME, &record->make.time);
	record->time = time ? leaf(r, time, PART_TIME) : NULL;
	if (!record->author)
		record->author = feed_author(n);
	record->answers = record_child(r, n, PART_PARENT) != NULL;
	return !record_set(r, n, PART_SYSTEM) && record->time &&
		(record->author || !record->body || record->answers);
}
