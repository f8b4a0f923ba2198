/* script_stream.c: data that refers to parts of itself. React's server sends rows, `ID:JSON` each a line, `ID:T<bytes in hex>,text` without
 * one; a string "$ID" or "$LID" in a row stands for another row, ["$", "p", key, {"children": ...}] for an element. Others send one list, in
 * which what stands inside of an item stands for another item: every number (Nuxt, React Router), every string (Qwik). */
#include "config.h"

#include "extract/script_data.h"

#include "extract/body_writer.h"
#include "page/make.h"

#include <stdlib.h>

enum {
	ROWS_MAX = 20000,
	ID_MAX = 0xffffff,
	SHORT_TEXT = 200,      /* bytes of a text that may stand in many places, like a name */
	COPIES_MOST = 1 << 20, /* bytes of all copies of such texts */
	BASE36 = 36,
	BASE36_DIGITS = 4,
	NAME_BYTES = 64, /* of a key */
};

struct row {
	uint32_t id, order;
	xmlNode *node;
	bool done; /* its own references are placed */
};

struct rows {
	ARRAY(struct row) row; /* sorted by id while references are placed */
	size_t copied;	       /* bytes of short texts so far */
};

/* ---- the chunks ---- */

bool script_stream_collect(const struct page *page, struct str script, struct buf *stream)
{
	const struct str push = STR("__next_f"), chunk = STR("[1,\"");
	size_t at = 0;
	bool any = false;

	while ((at = str_find(script, push, at)) != STR_NOWHERE) {
		struct str call = str_sub(script, at += push.len, SIZE_MAX);
		size_t from = str_find_char(call, '(', 0);
		struct pool_mark mark;
		xmlNode *list;
		size_t len;

		any = true;
		call = from == STR_NOWHERE ? STR_NONE : str_sub(call, from + 1, SIZE_MAX);
		if (!str_starts(call, chunk))
			continue;
		mark = make_mark(page->doc);
		list = make_detached(page->doc, "chunk");
		call = str_sub(call, chunk.len - 1, SIZE_MAX);
		len = script_string_end(call);
		page_parse_json(list, str_sub(call, 0, len));
		at = (size_t)(call.at - script.at) + len;
		if (list->children && node_is_text(list->children))
			buf_add(stream, node_content(list->children));
		make_release(page->doc, mark);
	}
	return any;
}

/* ---- rows ---- */

/* Cuts a number off; false when there is none. */
static bool cut_hex(struct str *s, uint32_t *number)
{
	size_t at = 0;

	*number = 0;
	while (at < s->len && ascii_hex(s->at[at]) >= 0 && *number <= ID_MAX)
		*number = *number * 16 + (uint32_t)ascii_hex(s->at[at++]);
	*s = str_sub(*s, at, SIZE_MAX);
	return at > 0 && *number <= ID_MAX;
}

static void add_row(struct rows *rows, xmlNode *to, uint32_t id, struct str json, struct str text)
{
	struct row *r = array_add(&rows->row);

	*r = (struct row){ .id = id, .order = (uint32_t)rows->row.len - 1 };
	r->node = make_element(to, text.len ? STR("text") : STR("row"));
	if (text.len)
		make_text(r->node, text);
	else
		page_parse_json(r->node, json);
}

/* Cuts one row off and adds it. */
static void read_row(struct rows *rows, xmlNode *to, struct str *rest)
{
	uint32_t id, bytes;
	struct str s = *rest, line;

	if (cut_hex(&s, &id) && str_starts(s, STR(":T"))) {
		s = str_sub(s, 2, SIZE_MAX);
		if (cut_hex(&s, &bytes) && s.len && s.at[0] == ',') {
			s = str_sub(s, 1, SIZE_MAX);
			while (bytes < s.len && ((unsigned char)s.at[bytes] & 0xC0) == 0x80)
				bytes++;
			add_row(rows, to, id, STR_NONE, str_sub(s, 0, bytes));
			*rest = str_sub(s, bytes, SIZE_MAX);
			return;
		}
	}
	s = *rest;
	str_line(rest, &line);
	s = line;
	if (!cut_hex(&s, &id) || !str_starts(s, STR(":")))
		return;
	s = str_sub(s, 1, SIZE_MAX);
	if (s.len && (s.at[0] == '{' || s.at[0] == '[' || s.at[0] == '"'))
		add_row(rows, to, id, s, STR_NONE);
}

static int compare_rows(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	return x->id != y->id ? (x->id < y->id ? -1 : 1)
			      : (x->order > y->order) - (x->order < y->order);
}

static int compare_id(const void *id, const void *row)
{
	uint32_t a = *(const uint32_t *)id, b = ((const struct row *)row)->id;

	return (a > b) - (a < b);
}

/* The number that a text of Qwik's stands for, digits and then letters. */
static bool read_base36(struct str s, int64_t *number)
{
	*number = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (!ascii_digit(s.at[i]) && !(s.at[i] >= 'a' && s.at[i] <= 'z'))
			return false;
		*number = *number * BASE36 +
			(ascii_digit(s.at[i]) ? s.at[i] - '0' : s.at[i] - 'a' + 10);
	}
	return s.len > 0 && s.len <= BASE36_DIGITS;
}

/* The row that a text refers to; NULL for none. flat: NULL for a stream. */
static struct row *referred(
	const struct rows *rows, struct str text, const enum script_reference *flat)
{
	int64_t number;
	uint32_t id;

	if (flat) {
		if (text.len > BASE36_DIGITS + 2 ||
			!(*flat == REFER_TEXT ? read_base36(text, &number)
					      : str_number(text, 0, ID_MAX, &number)))
			return NULL;
		id = (uint32_t)number;
	} else {
		if (text.len < 2 || text.len > 9 || text.at[0] != '$')
			return NULL;
		text = str_sub(text, text.at[1] == 'L' || text.at[1] == '@' ? 2 : 1, SIZE_MAX);
		if (!cut_hex(&text, &id) || text.len)
			return NULL;
	}
	if (!rows->row.len)
		return NULL;
	return bsearch(&id, rows->row.at, rows->row.len, sizeof(*rows->row.at), compare_id);
}

/* Puts what a row holds where it is referred to: a name each time, anything else once. */
static void put(struct rows *rows, struct row *r, xmlNode *to)
{
	struct str text = r->node ? node_lone_text(r->node) : STR_NONE;
	xmlNode *child;

	script_clear(to);
	if (text.len && text.len <= SHORT_TEXT && rows->copied < COPIES_MOST) {
		rows->copied += text.len;
		make_text(to, text);
		return;
	}
	while (r->node && (child = r->node->children)) {
		xmlUnlinkNode(child);
		node_link(child, to, NULL);
	}
	if (r->node)
		xmlUnlinkNode(r->node);
	r->node = NULL;
}

/* Puts rows in the places of what refers to them in this one, which may not be put into itself. What
 * comes with its own references placed is not walked again: a chain of rows would be walked as often
 * as it is long. */
static void place_row(struct rows *rows, xmlNode *row, const enum script_reference *flat)
{
	xmlNode *n = row;

	while (n) {
		struct row *target = NULL;
		bool done = false;

		if (node_is_element(n) && !(flat && n == row))
			target = referred(rows, node_lone_text(n), flat);
		if (target && target->node != row) {
			put(rows, target, n);
			done = target->done;
		}
		n = done ? node_after(n, row) : node_next(n, row);
	}
}

/* In the order in which they came; what has been put elsewhere was walked there. */
static void place(struct rows *rows, const enum script_reference *flat)
{
	uint32_t *came = mem_new(rows->row.len + 1, sizeof(*came));

	for (size_t i = 0; i < rows->row.len; i++)
		came[rows->row.at[i].order] = (uint32_t)i;
	for (size_t i = 0; i < rows->row.len; i++) {
		struct row *row = &rows->row.at[came[i]];

		if (row->node)
			place_row(rows, row->node, flat);
		row->done = true;
	}
	mem_free(came);
}

/* ---- elements ---- */

/* The name of the element that a list ["$", "p", key, {...}] describes, and its members; empty for any other. */
static struct str element_name(const xmlNode *list, xmlNode **members)
{
	xmlNode *first = node_first_element(list), *name, *key;

	*members = NULL;
	if (!first || !node_is_text(first->children) ||
		!str_eq(node_content(first->children), STR("$")))
		return STR_NONE;
	name = node_next_element(first);
	key = name ? node_next_element(name) : NULL;
	*members = key ? node_next_element(key) : NULL;
	return *members && node_is_text(name->children) ? node_content(name->children) : STR_NONE;
}

static const struct tag *tag_named(struct str name)
{
	char plain[16] = "";

	for (size_t i = 0; i < name.len && name.len < sizeof(plain); i++)
		plain[i] = name.at[i];
	return body_tag_named(plain);
}

/* Whether such an element is one block of text, which is written as a whole. */
static bool is_text_block(struct str name)
{
	switch ((enum tag_act)tag_named(name)->act) {
	case TAG_HEADING:
	case TAG_LIST:
	case TAG_TERMS:
	case TAG_QUOTE:
	case TAG_PRE:
	case TAG_TABLE:
	case TAG_FIGURE: return true;
	default: return str_eq(name, STR("p"));
	}
}

static void add_escaped(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '<')
			buf_add(out, STR("&lt;"));
		else if (s.at[i] == '&')
			buf_add(out, STR("&amp;"));
		else if (s.at[i] == '"')
			buf_add(out, STR("&quot;"));
		else
			buf_add_char(out, s.at[i]);
	}
}

/* An open element, or a list of parts. */
struct open {
	xmlNode *next;	 /* of the parts */
	struct str name; /* empty: no tag to close */
};

typedef ARRAY(struct open) open_array;

static void add_attribute(struct buf *out, const xmlNode *members, const char *name)
{
	const xmlNode *value = node_child(members, name);

	if (!value || !node_is_text(value->children))
		return;
	buf_add_char(out, ' ');
	buf_add(out, str_z(name));
	buf_add(out, STR("=\""));
	add_escaped(out, node_content(value->children));
	buf_add_char(out, '"');
}

static void open_element(struct buf *out, open_array *open, struct str name, xmlNode *members)
{
	xmlNode *inside = node_child(members, "children"), *html;
	struct open *o;

	/* A component of the page's own that leads somewhere is a link, any other is its content. */
	if (name.at[0] == '$')
		name = node_child(members, "href") ? STR("a") : STR_NONE;
	if (name.len) {
		buf_add_char(out, '<');
		buf_add(out, name);
		add_attribute(out, members, "href");
		add_attribute(out, members, "src");
		add_attribute(out, members, "alt");
		buf_add_char(out, '>');
	}
	html = node_child(members, "dangerouslySetInnerHTML");
	html = html ? node_child(html, "__html") : NULL;
	if (html && node_is_text(html->children))
		buf_add(out, node_content(html->children));
	o = array_add(open);
	o->name = name;
	o->next = inside;
}

static void close_element(struct buf *out, const struct open *o)
{
	if (!o->name.len || tag_named(o->name)->act == TAG_IMAGE ||
		tag_named(o->name)->act == TAG_BREAK)
		return;
	buf_add(out, STR("</"));
	buf_add(out, o->name);
	buf_add_char(out, '>');
}

/* A part: a text, an element, or a list of parts. */
static void open_part(struct buf *out, open_array *open, xmlNode *n)
{
	xmlNode *members;
	struct str name, text = node_is_text(n->children) ? node_content(n->children) : STR_NONE;
	struct open *o;

	if (text.len) {
		/* "$undefined" and its like are no text; one that begins so has two. */
		if (text.at[0] != '$' || str_starts(text, STR("$$")))
			add_escaped(out, str_sub(text, text.at[0] == '$', SIZE_MAX));
		return;
	}
	name = element_name(n, &members);
	if (name.len) {
		open_element(out, open, name, members);
	} else if (!members && node_first_element(n)) {
		o = array_add(open);
		*o = (struct open){ .next = node_first_element(n) };
	}
}

/* The markup of an element and all in it. */
static void write_markup(struct buf *out, xmlNode *element)
{
	open_array open = { 0 };

	open_part(out, &open, element);
	while (open.len) {
		struct open *o = &open.at[open.len - 1];
		xmlNode *n = o->next;

		if (!n) {
			close_element(out, o);
			open.len--;
			continue;
		}
		/* The content of an element is one member among others; a list goes on. */
		o->next = o->name.len || node_is(n, "children") ? NULL : node_next_element(n);
		open_part(out, &open, n);
	}
	array_free(&open);
}

/* Whether nothing in such an element is text of the article; its title is known from elsewhere. */
static bool is_no_text(struct str name)
{
	enum tag_act act = tag_named(name)->act;

	return act == TAG_SKIP || act == TAG_SCRIPT || str_eq(name, STR("h1")) ||
		str_eq(name, STR("nav")) || str_eq(name, STR("aside")) ||
		str_eq(name, STR("footer"));
}

/* Takes the "$", the name and the key of an element out, which are no texts of it. */
static void forget_name(const xmlNode *list)
{
	xmlNode *n = node_first_element(list);

	for (int i = 0; n && i < 3; i++, n = node_next_element(n))
		script_clear(n);
}

/* Makes texts of the blocks, and nothing of what is no text. */
static void make_blocks(xmlNode *top)
{
	struct buf html = { 0 };
	xmlNode *members;

	for (xmlNode *n = node_first_element(top); n; n = node_next(n, top)) {
		struct str name = node_is_element(n) ? element_name(n, &members) : STR_NONE;
		bool none = name.len && is_no_text(name);

		if (!name.len)
			continue;
		if (!none && !is_text_block(name)) {
			forget_name(n);
			continue;
		}
		buf_cut(&html, 0);
		if (!none)
			write_markup(&html, n);
		script_clear(n);
		make_name(n, "html");
		make_text(n, buf_str(&html));
	}
	buf_free(&html);
}

void script_stream_read(xmlNode *to, struct str stream)
{
	struct rows rows = { 0 };

	while (stream.len && rows.row.len < ROWS_MAX)
		read_row(&rows, to, &stream);
	if (rows.row.len)
		qsort(rows.row.at, rows.row.len, sizeof(*rows.row.at), compare_rows);
	place(&rows, NULL);
	make_blocks(to);
	array_free(&rows.row);
}

/* Gives a member the name that its key "_12" refers to. */
static void name_member(const struct rows *rows, xmlNode *n)
{
	struct str digits = str_sub(str_z((const char *)n->name), 1, SIZE_MAX), text;
	char name[NAME_BYTES + 1];
	size_t len = 0;
	int64_t at;

	if (n->name[0] != '_' || n->properties ||
		!str_number(digits, 0, (int64_t)rows->row.len - 1, &at))
		return;
	text = node_lone_text(rows->row.at[at].node);
	for (; len < text.len && len < NAME_BYTES; len++) {
		char c = text.at[len];

		name[len] = (char)(ascii_alpha(c) || (len && ascii_digit(c)) ? c : '_');
	}
	name[len] = '\0';
	if (len)
		make_name(n, name);
}

/* React Router's rows as Nuxt has them: members by their names, times as their numbers, nothing for what refers to nothing (-5). */
static void name_members(const struct rows *rows)
{
	for (size_t i = 0; i < rows->row.len; i++) {
		xmlNode *row = rows->row.at[i].node, *first = node_first_element(row);
		xmlNode *second = first ? node_next_element(first) : NULL;

		if (second && node_is(first, "item") && str_eq(node_lone_text(first), STR("D"))) {
			struct buf time = { 0 };

			buf_add(&time, node_lone_text(second));
			script_clear(row);
			make_text(row, buf_str(&time));
			buf_free(&time);
			continue;
		}
		for (xmlNode *n = first; n; n = node_next_element(n)) {
			if (str_starts(node_lone_text(n), STR("-")))
				script_clear(n);
			name_member(rows, n);
		}
	}
}

void script_flat_read(xmlNode *list, enum script_reference how)
{
	struct rows rows = { 0 };

	for (xmlNode *n = node_first_element(list); n && rows.row.len < ROWS_MAX;
		n = node_next_element(n)) {
		struct row *r = array_add(&rows.row);

		*r = (struct row){ .node = n };
		r->id = r->order = (uint32_t)rows.row.len - 1;
	}
	if (how == REFER_NAMES)
		name_members(&rows);
	place(&rows, &how);
	array_free(&rows.row);
}
