/* snippet.c: plain pieces of HTML in one pass, to the tree that libxml2 makes of them. It takes a dozen times as long, most of it to
 * begin and to end. What is not plain is left to it: here nothing is mended.
 *
 * Text before the first tag stands in a <p> of libxml2's, which the next block ends. */
#include "config.h"

#include "page/snippet.h"

#include "page/make.h"
#include "text/width.h"

#include <libxml/HTMLparser.h>
#include <string.h>

enum {
	OPEN_MAX = 32,	     /* elements in each other */
	ATTRIBUTES_MAX = 16, /* of one element */
	REFERENCE_MAX = 12,  /* bytes of "&name;" */
};

/* What may stand in what. */
enum kind {
	KIND_INLINE,
	KIND_LINK,
	KIND_BREAK,	/* in a line, without content */
	KIND_PARAGRAPH, /* of inline things */
	KIND_BLOCK,	/* of anything */
	KIND_OTHER,	/* likewise, but libxml2 does not know it: it ends no paragraph */
	KIND_LIST,	/* of items */
	KIND_ITEM,	/* of anything */
	KIND_RULE,	/* a block without content */
};

struct tag {
	struct str name;
	enum kind kind;
};

static const struct tag tags[] = {
	{ STR_INIT("p"), KIND_PARAGRAPH },
	{ STR_INIT("a"), KIND_LINK },
	{ STR_INIT("br"), KIND_BREAK },
	{ STR_INIT("em"), KIND_INLINE },
	{ STR_INIT("i"), KIND_INLINE },
	{ STR_INIT("b"), KIND_INLINE },
	{ STR_INIT("strong"), KIND_INLINE },
	{ STR_INIT("code"), KIND_INLINE },
	{ STR_INIT("span"), KIND_INLINE },
	{ STR_INIT("div"), KIND_BLOCK },
	{ STR_INIT("blockquote"), KIND_BLOCK },
	{ STR_INIT("li"), KIND_ITEM },
	{ STR_INIT("ul"), KIND_LIST },
	{ STR_INIT("ol"), KIND_LIST },
	{ STR_INIT("pre"), KIND_PARAGRAPH },
	{ STR_INIT("img"), KIND_BREAK },
	{ STR_INIT("hr"), KIND_RULE },
	{ STR_INIT("aside"), KIND_OTHER },
	{ STR_INIT("del"), KIND_INLINE },
	{ STR_INIT("ins"), KIND_INLINE },
	{ STR_INIT("s"), KIND_INLINE },
	{ STR_INIT("u"), KIND_INLINE },
	{ STR_INIT("sub"), KIND_INLINE },
	{ STR_INIT("sup"), KIND_INLINE },
	{ STR_INIT("small"), KIND_INLINE },
	{ STR_INIT("cite"), KIND_INLINE },
	{ STR_INIT("h1"), KIND_PARAGRAPH },
	{ STR_INIT("h2"), KIND_PARAGRAPH },
	{ STR_INIT("h3"), KIND_PARAGRAPH },
	{ STR_INIT("h4"), KIND_PARAGRAPH },
};

struct snippet {
	struct str s;
	size_t at;
	xmlNode *parent; /* NULL while it is only looked at */
	struct {
		const struct tag *tag;
		xmlNode *node;
	} open[OPEN_MAX];
	unsigned depth;
	unsigned links; /* among the open ones */
	bool begun;	/* something stands there already */
	bool implied;	/* the outermost is a <p> without a tag */
	struct buf text;
};

static const struct tag *find_tag(struct str name)
{
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (str_eq(tags[i].name, name))
			return &tags[i];
	return NULL;
}

static bool is_empty(enum kind k)
{
	return k == KIND_BREAK || k == KIND_RULE;
}

static bool is_inline(enum kind k)
{
	return k == KIND_INLINE || k == KIND_LINK || k == KIND_BREAK;
}

/* Whether it may stand where the piece is now. */
static bool fits(const struct snippet *p, enum kind k)
{
	if (k == KIND_LINK && p->links)
		return false;
	if (!p->depth)
		return k != KIND_ITEM;
	switch (p->open[p->depth - 1].tag->kind) {
	case KIND_INLINE:
	case KIND_LINK:
	case KIND_PARAGRAPH: return is_inline(k);
	case KIND_BLOCK:
	case KIND_OTHER:
	case KIND_ITEM: return k != KIND_ITEM;
	case KIND_LIST: return k == KIND_ITEM;
	case KIND_BREAK:
	case KIND_RULE: break;
	}
	return false;
}

static xmlNode *place_of(const struct snippet *p)
{
	return p->depth ? p->open[p->depth - 1].node : p->parent;
}

static void push(struct snippet *p, const struct tag *tag, xmlNode *node)
{
	p->open[p->depth].tag = tag;
	p->open[p->depth++].node = node;
	p->links += tag->kind == KIND_LINK;
}

static void pop(struct snippet *p)
{
	p->links -= p->open[--p->depth].tag->kind == KIND_LINK;
	p->implied = p->implied && p->depth;
}

/* What a reference stands for, appended to the text. */
static bool read_reference(struct snippet *p)
{
	size_t end = str_find_char(str_sub(p->s, 0, p->at + REFERENCE_MAX), ';', p->at);
	struct str name;
	char utf8[4], z[REFERENCE_MAX] = "";
	const htmlEntityDesc *entity;
	unsigned long c;

	if (end == STR_NOWHERE || end - p->at < 3)
		return false;
	name = str_sub(p->s, p->at + 1, end - p->at - 1);
	p->at = end + 1;
	if (name.at[0] == '#') {
		bool hex = name.at[1] == 'x';
		int64_t number = 0;

		for (size_t i = 1 + (size_t)hex; i < name.len; i++) {
			int digit = ascii_hex(name.at[i]);

			if (digit < 0 || (!hex && digit > 9))
				return false;
			number = number * (hex ? 16 : 10) + digit;
		}
		/* libxml2 has its own mind of the rest. */
		if (number < 0x20 || (number > 0x7e && number < 0xa0) || number > 0xd7ff)
			return false;
		c = (unsigned long)number;
	} else {
		memcpy(z, name.at, name.len);
		entity = htmlEntityLookup((const xmlChar *)z);
		if (!entity)
			return false;
		c = entity->value;
	}
	return buf_add(&p->text, (struct str){ utf8, char_encode((uint32_t)c, utf8) });
}

/* Whether the characters may stand in a plain text; *blank: it is nothing but white space as it stands. U+FFFE and its neighbours are
 * no characters to libxml2. */
static bool is_text(struct str s, bool *blank)
{
	*blank = true;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c > ' ' && c < 0x7f)
			*blank = false;
		else if (c == 0x7f || (c < ' ' && c != '\t' && c != '\n' && c != '\r') ||
			(c == 0xef && i + 1 < s.len && (unsigned char)s.at[i + 1] == 0xbf))
			return false;
		else
			*blank = *blank && c < 0x7f;
	}
	return true;
}

/* The text up to the stop, in the piece itself or in p->text. */
static bool read_text(struct snippet *p, char stop, struct str *text, bool *blank)
{
	size_t end = str_find_char(p->s, stop, p->at);

	end = end == STR_NOWHERE ? p->s.len : end;
	*text = str_sub(p->s, p->at, end - p->at);
	if (!p->parent && !is_text(*text, blank))
		return false;
	if (str_find_char(*text, '&', 0) == STR_NOWHERE) {
		p->at = end;
		return true;
	}
	buf_cut(&p->text, 0);
	while (p->at < end) {
		size_t mark = str_find_char(str_sub(p->s, 0, end), '&', p->at);

		mark = mark == STR_NOWHERE ? end : mark;
		buf_add(&p->text, str_sub(p->s, p->at, mark - p->at));
		p->at = mark;
		if (mark < end && !read_reference(p))
			return false;
	}
	*text = buf_str(&p->text);
	return p->at == end;
}

static bool add_text(struct snippet *p)
{
	bool blank = false, listed = p->depth && p->open[p->depth - 1].tag->kind == KIND_LIST;
	struct str text;

	if (!read_text(p, '<', &text, &blank) || (listed && !p->parent && !blank))
		return false;
	if (!p->begun) {
		push(p, &tags[0], p->parent ? make_element(p->parent, tags[0].name) : NULL);
		p->implied = p->begun = true;
	}
	if (p->parent)
		make_text_node(place_of(p), text, false);
	return true;
}

static struct str read_name(struct snippet *p)
{
	size_t from = p->at;

	while (p->at < p->s.len &&
		((p->s.at[p->at] >= 'a' && p->s.at[p->at] <= 'z') ||
			(p->at > from && (ascii_digit(p->s.at[p->at]) || p->s.at[p->at] == '-'))))
		p->at++;
	return str_sub(p->s, from, p->at - from);
}

static bool take(struct snippet *p, char c)
{
	if (p->at >= p->s.len || p->s.at[p->at] != c)
		return false;
	p->at++;
	return true;
}

/* Attributes of the element n, NULL while it is only looked at; stands behind the ">" then. */
static bool read_attributes(struct snippet *p, xmlNode *n, bool empty)
{
	struct str name[ATTRIBUTES_MAX], value;
	size_t names = 0;
	xmlAttr *last = NULL;
	bool blank;

	for (;;) {
		bool parted = false;

		while (take(p, ' '))
			parted = true;
		if (take(p, '>'))
			return true;
		if (empty && take(p, '/'))
			return take(p, '>');
		if (names == ATTRIBUTES_MAX || !parted)
			return false;
		name[names] = read_name(p);
		for (size_t i = 0; i < names; i++)
			if (str_eq(name[i], name[names]))
				return false;
		if (!name[names].len || !take(p, '=') || !take(p, '"') ||
			!read_text(p, '"', &value, &blank) || !take(p, '"'))
			return false;
		if (n)
			last = make_attribute_after(n, last, name[names], value);
		names++;
	}
}

static bool end_tag(struct snippet *p)
{
	struct str name = read_name(p);

	if (!p->depth || (p->implied && p->depth == 1) ||
		!str_eq(p->open[p->depth - 1].tag->name, name) || !take(p, '>'))
		return false;
	pop(p);
	return true;
}

static bool start_tag(struct snippet *p)
{
	const struct tag *tag = find_tag(read_name(p));
	xmlNode *n = NULL;

	if (!tag)
		return false;
	if (p->implied && p->depth == 1 && !is_inline(tag->kind)) {
		if (tag->kind == KIND_OTHER)
			return false;
		pop(p);
	}
	if (!fits(p, tag->kind) || p->depth == OPEN_MAX)
		return false;
	p->begun = true;
	if (p->parent)
		n = make_element(place_of(p), tag->name);
	if (!read_attributes(p, n, is_empty(tag->kind)))
		return false;
	if (!is_empty(tag->kind))
		push(p, tag, n);
	return true;
}

static bool read_all(struct snippet *p)
{
	while (p->at < p->s.len) {
		if (p->s.at[p->at] != '<') {
			if (!add_text(p))
				return false;
			continue;
		}
		p->at++;
		if (!(take(p, '/') ? end_tag(p) : start_tag(p)))
			return false;
	}
	return p->depth == p->implied;
}

bool snippet_parse(xmlNode *parent, struct str html)
{
	struct snippet look = { .s = str_trim_left(html) }, make = look;
	bool plain = read_all(&look);

	make.parent = parent;

	if (plain)
		read_all(&make);
	buf_free(&look.text);
	buf_free(&make.text);
	return plain;
}
