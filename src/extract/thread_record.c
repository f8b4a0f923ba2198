/* thread_record.c: the parts of a record of data, told by their names. */
#include "config.h"

#include "base/word_rows.h"
#include "extract/thread_record.h"

#include <string.h>

enum {
	PARTLY = 100, /* ranks of names that only hold a word of the list from here on */
	NAME_MAX_LEN = 40,
	RICH_HEAD = 60,	     /* elements in which the first piece of an editor's text stands */
	FEED_HEAD_MAX = 200, /* elements before the first entry that are looked at */
};

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

int record_rank(const xmlNode *n, enum part part)
{
	char plain[NAME_MAX_LEN];
	struct str name = plain_name(n, plain);
	int rank = listed_rank(name, part);

	return rank >= 0 ? rank : rank_by_words(name, part);
}

bool record_filled(const xmlNode *n)
{
	return n->children || (n->properties && !str_eq(node_attr(n, "type"), STR("null")));
}

/* The child that `rank_of` ranks best. */
static xmlNode *best_child(const xmlNode *n, enum part part, int *rank,
	int (*rank_of)(struct str name, enum part part))
{
	char plain[NAME_MAX_LEN];
	xmlNode *best = NULL;
	int steps = 0;

	*rank = -1;
	for (xmlNode *c = node_first_element(n); c && steps++ < 200; c = node_next_element(c)) {
		int r = rank_of(plain_name(c, plain), part);

		if (r >= 0 && (*rank < 0 || r < *rank) && record_filled(c)) {
			best = c;
			*rank = r;
		}
	}
	return best;
}

/* Any name of the list is better than one that only holds a word of it. */
xmlNode *record_child(const xmlNode *n, enum part part, int *rank)
{
	xmlNode *best = best_child(n, part, rank, listed_rank);

	return best || (part != PART_AUTHOR && part != PART_TIME)
		? best
		: best_child(n, part, rank, rank_by_words);
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
		n = record_child(n, part, &rank);
	return n && has_text(n) ? n : NULL;
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

xmlNode *record_near(const xmlNode *n, enum part part, int *rank)
{
	xmlNode *c = record_child(n, part, rank);

	return c || !is_wrapped(n) ? c : record_child(n->parent, part, rank);
}

bool record_set(const xmlNode *n, enum part part)
{
	int rank;
	xmlNode *c = record_child(n, part, &rank);
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

bool record_read(xmlNode *n, struct record *r)
{
	xmlNode *body = record_child(n, PART_BODY, &r->make.body);
	int rank;

	r->node = n;
	r->body = body ? leaf(body, PART_BODY) : NULL;
	r->rich = body && !r->body && is_rich(body);
	if (r->rich)
		r->body = body;
	if (!r->body && !record_set(n, PART_DELETED))
		return false;
	if (!r->body)
		r->make.body = -1;
	r->author = record_author(record_near(n, PART_AUTHOR, &r->make.author));
	r->time = record_near(n, PART_TIME, &r->make.time);
	r->time = r->time ? leaf(r->time, PART_TIME) : NULL;
	if (!r->author)
		r->author = feed_author(n);
	return !record_set(n, PART_SYSTEM) && r->time &&
		(r->author || !r->body || record_child(n, PART_PARENT, &rank));
}
