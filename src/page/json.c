/* json.c: JSON to elements, in one pass and without a tree of its own between.
 *
 * An object's members become elements named by their keys, an array's values a run of <item>:
 * {"a": [1, {"b": "x"}]} is <a><item>1</item><item><b>x</b></item></a>. Strings, numbers, "true"
 * and "false" are text as spelled; null is an empty element with type="null". A key that is no
 * plain name (letters, digits, "_", "-", ".", not beginning with a digit, "-" or ".") has each
 * other ASCII character replaced by "_", or one put in front, and is kept whole in the attribute
 * key: {"@type": 1} is <_type key="@type">1</_type>, {"12": 1} is <_12 key="12">1</_12>. Several
 * values after each other, one a line, are a run of <item> like an array.
 *
 * What web pages say is read leniently: comments, too many or missing commas, quotation marks of
 * either kind or none around keys, raw newlines and unescaped quotation marks in strings, \', \x3C
 * and unknown escapes, NaN, new Date(...), a callback around it, ")]}'" before it, a semicolon behind it. A text cut off in the middle gives
 * what it holds up to there. */
#include "config.h"

#include "page/json.h"

#include "page/make.h"
#include "text/width.h"

#include <string.h>

enum {
	DEPTH_MAX = 512,      /* containers in each other; deeper ones are left out */
	NAME_MAX_BYTES = 200, /* of an element's name; the attribute key has the rest */
};

struct reader {
	struct str s;
	size_t at;
	xmlNode *parent; /* of the whole */
	struct {
		xmlNode *node;
		bool object;
	} open[DEPTH_MAX];
	int depth;	 /* of open */
	struct buf text; /* of the string at hand */
	size_t roots;	 /* values begun at the outermost level */
	bool bad;	 /* something was not JSON, not even leniently */
	bool deep;
};

static bool at_end(const struct reader *r)
{
	return r->at >= r->s.len;
}

static bool looking_at(const struct reader *r, struct str what)
{
	return str_starts(str_sub(r->s, r->at, what.len), what);
}

static void skip_past(struct reader *r, struct str what)
{
	size_t end = str_find(r->s, what, r->at);

	r->at = end == STR_NOWHERE ? r->s.len : end + what.len;
}

/* Blanks and comments; within a container commas too, so that none of them can be missing or too
 * many. */
static void skip_blanks(struct reader *r)
{
	while (!at_end(r)) {
		char c = r->s.at[r->at];

		if (ascii_space(c) || (c == ',' && r->depth > 0))
			r->at++;
		else if (looking_at(r, STR("\xef\xbb\xbf")))
			r->at += 3;
		else if (looking_at(r, STR("//")))
			skip_past(r, STR("\n"));
		else if (looking_at(r, STR("/*")))
			skip_past(r, STR("*/"));
		else
			break;
	}
}

/* So many hexadecimal digits at `at`; -1 for none. */
static int32_t hex(const struct reader *r, size_t at, size_t digits)
{
	int32_t value = 0;

	if (r->s.len < digits || at > r->s.len - digits)
		return -1;
	for (size_t i = 0; i < digits; i++) {
		int digit = ascii_hex(r->s.at[at + i]);

		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

/* A \u escape; at stands behind the "u". */
static void unicode_escape(struct reader *r)
{
	int32_t c = hex(r, r->at, 4), low;
	char utf8[4];

	if (c < 0) {
		buf_add_char(&r->text, 'u');
		return;
	}
	r->at += 4;
	if (c >= 0xd800 && c < 0xdc00 && looking_at(r, STR("\\u")) &&
		(low = hex(r, r->at + 2, 4)) >= 0xdc00 && low < 0xe000) {
		c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
		r->at += 6;
	}
	if (c == 0 || (c >= 0xd800 && c < 0xe000))
		c = 0xfffd;
	buf_add(&r->text, (struct str){ utf8, char_encode((uint32_t)c, utf8) });
}

/* The \x3C of JavaScript; false when there is none. */
static bool short_escape(struct reader *r)
{
	int32_t c = looking_at(r, STR("x")) ? hex(r, r->at + 1, 2) : -1;
	char utf8[4];

	if (c <= 0)
		return false;
	r->at += 3;
	buf_add(&r->text, (struct str){ utf8, char_encode((uint32_t)c, utf8) });
	return true;
}

/* What follows a backslash. */
static void escape(struct reader *r)
{
	static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
	const char *hit;
	char c;

	if (at_end(r) || short_escape(r))
		return;
	c = r->s.at[r->at++];
	if (c == 'u') {
		unicode_escape(r);
		return;
	}
	hit = memchr(from, c, sizeof(from) - 1);
	if (c != '\n')
		buf_add_char(&r->text, hit ? to[hit - from] : c);
}

static bool in_word(char c)
{
	return ascii_alpha(c) || ascii_digit(c) || c == '_' || c == '$' || c == '-' || c == '+' ||
		c == '.' || (c & 0x80);
}

/* Whether the quotation mark before `at` ends its string: what follows is what may follow a string. Else a page forgot to escape it. */
static bool ends_string(const struct reader *r)
{
	struct str rest = str_trim_left(str_sub(r->s, r->at, SIZE_MAX));
	size_t word = 0;

	if (rest.len == 0 || strchr(":}]\"'/<;)", *rest.at))
		return true;
	if (*rest.at != ',')
		return false;
	rest = str_trim_left(str_sub(rest, 1, SIZE_MAX));
	if (rest.len == 0 || !(ascii_alpha(*rest.at) || (*rest.at & 0x80)))
		return true;
	/* A comma and a word: a key without marks, a literal, or the sentence goes on. */
	while (word < rest.len && in_word(rest.at[word]))
		word++;
	return str_starts(str_trim_left(str_sub(rest, word, SIZE_MAX)), STR(":")) ||
		str_has_word(STR("true false null undefined NaN"), str_sub(rest, 0, word));
}

/* A string into r->text; at stands on its quotation mark. */
static void read_string(struct reader *r)
{
	char quote = r->s.at[r->at++];

	buf_cut(&r->text, 0);
	while (!at_end(r)) {
		size_t from = r->at;

		while (r->at < r->s.len && r->s.at[r->at] != quote && r->s.at[r->at] != '\\')
			r->at++;
		buf_add(&r->text, str_sub(r->s, from, r->at - from));
		if (at_end(r))
			break;
		if (r->s.at[r->at++] == '\\')
			escape(r);
		else if (ends_string(r))
			return;
		else
			buf_add_char(&r->text, quote);
	}
	r->bad = true;
}

/* A bare word: number, literal, unquoted key. */
static struct str read_word(struct reader *r)
{
	size_t from = r->at;

	while (!at_end(r) && in_word(r->s.at[r->at]))
		r->at++;
	return str_sub(r->s, from, r->at - from);
}

static bool in_name(char c, bool first)
{
	return ascii_alpha(c) || c == '_' || (!first && (ascii_digit(c) || c == '-' || c == '.')) ||
		(c & 0x80);
}

/* A new element for a member. */
static xmlNode *member(xmlNode *parent, struct str key)
{
	char name[NAME_MAX_BYTES + 2];
	size_t len = 0;
	bool same = key.len > 0 && key.len <= NAME_MAX_BYTES;
	xmlNode *n;

	if (key.len == 0 || ascii_digit(key.at[0])) {
		name[len++] = '_';
		same = false;
	}
	for (size_t i = 0; i < key.len && len < NAME_MAX_BYTES; i++) {
		bool good = in_name(key.at[i], len == 0);

		name[len++] = good ? key.at[i] : '_';
		same = same && good;
	}
	/* Cut between characters. */
	while (key.len > NAME_MAX_BYTES && len > 1 && (name[len - 1] & 0x80))
		len--;
	n = make_element(parent, (struct str){ name, len });
	if (!same)
		make_attribute(n, "key", key);
	return n;
}

static void open_container(struct reader *r, xmlNode *node, bool object)
{
	r->at++;
	if (r->depth < DEPTH_MAX) {
		r->open[r->depth].node = node;
		r->open[r->depth++].object = object;
		return;
	}
	/* Too deep: to the bracket that closes it, strings minded. */
	r->deep = true;
	for (int level = 1; level > 0 && !at_end(r);) {
		char c = r->s.at[r->at];

		if (c == '"') {
			read_string(r);
			continue;
		}
		level += (c == '{' || c == '[') - (c == '}' || c == ']');
		r->at++;
	}
}

/* A value into its element; at stands on it. */
static void read_value(struct reader *r, xmlNode *node)
{
	const struct str date = STR("new Date(");
	bool made = looking_at(r, date);
	struct str word;
	char c;

	r->at += made ? date.len : 0;
	c = at_end(r) ? '\0' : r->s.at[r->at];
	if (c == '{' || c == '[') {
		open_container(r, node, c == '{');
	} else if (c == '"' || c == '\'') {
		read_string(r);
		make_text(node, buf_str(&r->text));
	} else {
		word = read_word(r);
		if (str_eq(word, STR("null")) || str_eq(word, STR("undefined")))
			make_attribute(node, "type", STR("null"));
		else
			make_text(node, word);
		if (word.len == 0) {
			r->bad = true;
			r->at += !at_end(r) && c != '}' && c != ']';
		}
	}
	r->at += made && looking_at(r, STR(")"));
}

static void read_member(struct reader *r, xmlNode *object)
{
	char c = r->s.at[r->at];
	xmlNode *n;

	if (c == '"' || c == '\'') {
		read_string(r);
	} else {
		buf_cut(&r->text, 0);
		buf_add(&r->text, read_word(r));
		if (r->text.len == 0) {
			r->bad = true;
			r->at++;
			return;
		}
	}
	n = member(object, buf_str(&r->text));
	skip_blanks(r);
	if (at_end(r) || r->s.at[r->at] != ':') {
		r->bad = true;
		return;
	}
	r->at++;
	skip_blanks(r);
	read_value(r, n);
}

/* Puts what stands below the parent into an <item>, since more values follow. */
static void wrap_first(xmlNode *parent)
{
	xmlNode *first = parent->children, *last = parent->last, *item;

	parent->children = parent->last = NULL;
	item = make_element(parent, STR("item"));
	item->children = first;
	item->last = last;
	for (xmlNode *n = first; n; n = n->next)
		n->parent = item;
}

/* A value at the outermost level; false when there is none. */
static bool read_root(struct reader *r)
{
	char c = r->s.at[r->at];

	if (r->roots > 0 && c != '{' && c != '[')
		return false;
	if (r->roots == 1)
		wrap_first(r->parent);
	read_value(r, r->roots++ ? make_element(r->parent, STR("item")) : r->parent);
	return true;
}

/* Past what servers put before JSON so that it cannot be run, and the name of a callback. */
static void skip_prefix(struct reader *r)
{
	size_t from;

	skip_blanks(r);
	if (looking_at(r, STR(")]}'")))
		skip_past(r, STR("\n"));
	skip_blanks(r);
	from = r->at;
	if (read_word(r).len == 0)
		return;
	skip_blanks(r);
	if (looking_at(r, STR("(")))
		r->at++;
	else
		r->at = from;
}

bool json_parse(xmlNode *parent, struct str json, bool *deep)
{
	struct reader *r = mem_new(1, sizeof(*r));
	bool ok;

	r->s = json;
	r->parent = parent;
	skip_prefix(r);
	for (skip_blanks(r); !at_end(r); skip_blanks(r)) {
		char c = r->s.at[r->at];

		if (r->depth == 0) {
			if (!read_root(r))
				break;
		} else if (c == '}' || c == ']') {
			r->depth--;
			r->at++;
			r->bad = r->bad || r->open[r->depth].object != (c == '}');
		} else if (r->open[r->depth - 1].object) {
			read_member(r, r->open[r->depth - 1].node);
		} else {
			read_value(r, make_element(r->open[r->depth - 1].node, STR("item")));
		}
	}
	ok = r->roots > 0 && r->depth == 0 && !r->bad;
	*deep = r->deep;
	buf_free(&r->text);
	mem_free(r);
	return ok;
}

bool page_parse_json(xmlNode *parent, struct str json)
{
	bool deep;

	return json_parse(parent, json, &deep);
}

xmlDoc *json_document(struct page *p, struct str text)
{
	xmlDoc *doc = make_document("json", text.len);

	if (!json_parse(xmlDocGetRootElement(doc), text, &p->deep))
		p->cut = true;
	return doc;
}
