/* body_part.c: parts of a text with a form of their own: tables, footnotes, and what is hidden. */
#include "config.h"

#include "extract/body_writer.h"
#include "extract/class.h"

#include "text/url.h"

enum {
	TABLE_NODES = 20000, /* looked at to tell a table from layout */
	CELL_LONG = 400,     /* bytes of text a cell of a data table rarely exceeds */
	CELL_WHOLE =
		1200, /* of one that is a column of the page, when it has more than all others */
	PANEL_NODES = 400, /* looked at to tell what a hidden part holds */
	PANEL_LEAST = 40,  /* bytes of its text */
};

/* ---- tables ---- */

struct table_count {
	unsigned rows, columns, widest, heads, cells, long_cells;
	size_t cell;	     /* bytes in the cell at hand, */
	size_t largest, all; /* in the largest one, in all of them */
	bool blocks;	     /* layout for sure */
};

static void count_element(struct table_count *c, const xmlNode *n)
{
	const struct tag *t = body_tag(n);

	switch ((enum tag_act)t->act) {
	case TAG_ROW:
		c->rows++;
		c->columns = 0;
		break;
	case TAG_CELL:
		c->cells++;
		c->heads += t->arg;
		c->cell = 0;
		if (++c->columns > c->widest)
			c->widest = c->columns;
		break;
	case TAG_TABLE:
	case TAG_HEADING:
	case TAG_QUOTE:
	case TAG_PRE:
	case TAG_FIGURE:
	case TAG_RULE: c->blocks = true; break;
	default: break;
	}
}

bool body_is_data_table(const xmlNode *table)
{
	struct table_count c = { 0 };
	struct str role = node_attr(table, "role");
	const xmlNode *n = table;
	unsigned seen = 0;

	if (str_eq(role, STR("presentation")) || str_eq(role, STR("none")))
		return false;
	while ((n = node_next(n, table)) && !c.blocks && seen++ < TABLE_NODES) {
		if (node_is_element(n)) {
			count_element(&c, n);
		} else if (node_is_text(n)) {
			size_t before = c.cell;

			c.cell += str_trim(node_content(n)).len;
			c.all += str_trim(node_content(n)).len;
			c.largest = c.cell > c.largest ? c.cell : c.largest;
			c.long_cells += before <= CELL_LONG && c.cell > CELL_LONG;
		}
	}
	if (c.blocks || c.widest < 2 || (c.largest > CELL_WHOLE && c.largest * 2 > c.all))
		return false;
	return (c.rows >= 2 || c.heads > 0) && c.long_cells * 3 <= c.cells;
}

bool body_is_header_row(const xmlNode *row)
{
	const xmlNode *cell = node_first_element(row);

	if (!cell)
		return false;
	for (; cell; cell = node_next_element(cell))
		if (!node_is(cell, "th"))
			return false;
	return true;
}

/* ---- hidden things ---- */

static bool has_stop(struct str s)
{
	static const struct str stops[] = { STR_INIT("."), STR_INIT("!"), STR_INIT("?"),
		STR_INIT("\xE3\x80\x82"), STR_INIT("\xE0\xA5\xA4"), STR_INIT("\xD8\x9F") };

	for (size_t i = 0; i < sizeof(stops) / sizeof(*stops); i++)
		if (str_has(s, stops[i]))
			return true;
	return false;
}

/* Whether a style attribute says `name: value`, blanks aside. */
static bool style_says(struct str style, struct str name, struct str value)
{
	size_t at = str_find_case(style, name, 0);

	while (at != STR_NOWHERE) {
		struct str rest = str_trim_left(str_sub(style, at + name.len, SIZE_MAX));

		if (rest.len && rest.at[0] == ':' &&
			str_starts_case(str_trim_left(str_sub(rest, 1, SIZE_MAX)), value))
			return true;
		at = str_find_case(style, name, at + 1);
	}
	return false;
}

/* Whether text that is hidden until the reader asks for it stands in it: sentences, and nothing to fill in. */
static bool has_sentences(const xmlNode *panel)
{
	size_t text = 0, linked = 0;
	unsigned seen = 0;
	bool stops = false;

	for (const xmlNode *n = panel; n && seen++ < PANEL_NODES; n = node_next(n, panel)) {
		struct str s = node_is_text(n) ? str_trim(node_content(n)) : STR_NONE;

		if (node_is(n, "form") || node_is(n, "input") || node_is(n, "select") ||
			node_is(n, "iframe"))
			return false;
		text += s.len;
		linked += s.len && node_up(n, "a") ? s.len : 0;
		stops = stops || has_stop(s);
	}
	return text >= PANEL_LEAST && linked * 3 < text && stops;
}

#define PANELS(row)                                                                                \
	row("accordion") row("collapse") row("tabpanel") row("tab-pane") row("tab-content")        \
		row("tab_content") row("tabcontent") row("faq") row("spoiler") row("readmore")     \
			row("read-more") row("read_more") row("more-text") row("moretext")         \
				row("toggle-content") row("expand")

static const struct str_words panels = STR_WORDS(PANELS);

/* Whether a part that is hidden at first is one that opens below its heading or tab: text of the page like any other. */
static bool is_panel(const xmlNode *n)
{
	return (str_eq_case(node_attr(n, "role"), STR("tabpanel")) ||
		       str_has_words(node_attr(n, "class"), &panels) ||
		       str_has_words(node_attr(n, "id"), &panels)) &&
		!node_is(n, "li") && has_sentences(n);
}

bool body_hidden(const xmlNode *n)
{
	struct str style;

	if (!n->properties)
		return false;
	if (node_has_attr(n, "hidden") && !str_eq(node_attr(n, "hidden"), STR("until-found")))
		return !is_panel(n);
	style = node_attr(n, "style");
	if (style.len &&
		(style_says(style, STR("display"), STR("none")) ||
			style_says(style, STR("visibility"), STR("hidden"))))
		return !is_panel(n);
	return str_eq(node_attr(n, "aria-hidden"), STR("true")) && !body_is_block(n) &&
		body_tag(n)->act != TAG_IMAGE && body_tag(n)->act != TAG_MATH;
}

/* Whether an element that never is text holds the page because its end tag is missing. */
bool body_swallows(const xmlNode *n)
{
	static const char *const greedy[] = { "button", "select", "option", "textarea", "svg",
		"title", "map", "dialog", "object", "canvas" };
	unsigned seen = 0;
	bool may = false;

	/* What is seen of an element of the page's own making. */
	if (node_is(n, "template"))
		return node_has_attr(n, "shadowrootmode") || node_has_attr(n, "shadowroot");
	for (size_t i = 0; i < sizeof(greedy) / sizeof(*greedy) && !may; i++)
		may = node_is(n, greedy[i]);
	/* The heading of a part that opens below it. */
	if (may && node_is(n, "button") && n->parent &&
		(node_is_heading(n->parent) || node_is(n->parent, "dt")) &&
		(node_has_attr(n, "aria-expanded") || node_has_attr(n, "aria-controls") ||
			str_has_case(node_attr(n, "class"), STR("accordion"))))
		return true;
	for (const xmlNode *c = may ? node_next(n, n) : NULL; c && seen++ < 2000;
		c = node_next(c, n))
		if (node_is(c, "p") || node_is(c, "main") || node_is(c, "article") ||
			node_is(c, "h1"))
			return true;
	return false;
}

/* The only text below n, when there is one piece of it; empty when there are more. */
static struct str only_text(const xmlNode *n)
{
	struct str text = STR_NONE;
	unsigned seen = 0;

	for (const xmlNode *c = n; c && seen < 12; c = node_next(c, n), seen++) {
		struct str s = str_trim(node_content(c));

		if (s.len && text.len)
			return STR_NONE;
		if (s.len)
			text = s;
	}
	return seen < 12 ? text : STR_NONE;
}

static bool is_comment_word(struct str s)
{
	static const char *const words[] = {
#define COMMENT_WORD(word) word,
#include "extract/interface.def"
#undef COMMENT_WORD
	};

	while (s.len &&
		(ascii_digit(s.at[0]) || ascii_space(s.at[0]) || s.at[0] == '[' || s.at[0] == '('))
		s = str_sub(s, 1, SIZE_MAX);
	while (s.len &&
		(ascii_digit(s.at[s.len - 1]) || ascii_space(s.at[s.len - 1]) ||
			s.at[s.len - 1] == ']' || s.at[s.len - 1] == ')'))
		s = str_sub(s, 0, s.len - 1);
	if (s.len < 3 || s.len > 40)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_eq_case(s, str_z(words[i])))
			return true;
	return false;
}

static bool says_interface(struct str class)
{
	static const struct str quiet[] = {
#define QUIET_CLASS(name) STR_INIT(name),
#include "extract/interface.def"
#undef QUIET_CLASS
	};

	for (size_t i = 0; i < sizeof(quiet) / sizeof(*quiet); i++)
		if (str_has_word(class, quiet[i]))
			return true;
	return false;
}

bool body_is_interface(const xmlNode *n, bool comment)
{
	struct class_known *class = n->properties ? class_of(n) : NULL;

	if (class_says(class, CLASS_QUIET, says_interface))
		return true;
	if (!comment || !(node_is(n, "a") || node_is(n, "span") || node_is(n, "li")))
		return false;
	return (node_is(n, "a") || class || node_is(n, "li")) && is_comment_word(only_text(n));
}

/* ---- footnotes ---- */

bool body_raise(struct str s, bool super, struct buf *out)
{
	static const struct {
		char plain;
		const char *super, *sub;
	} rows[] = {
		{ '0', "\xE2\x81\xB0", "\xE2\x82\x80" },
		{ '1', "\xC2\xB9", "\xE2\x82\x81" },
		{ '2', "\xC2\xB2", "\xE2\x82\x82" },
		{ '3', "\xC2\xB3", "\xE2\x82\x83" },
		{ '4', "\xE2\x81\xB4", "\xE2\x82\x84" },
		{ '5', "\xE2\x81\xB5", "\xE2\x82\x85" },
		{ '6', "\xE2\x81\xB6", "\xE2\x82\x86" },
		{ '7', "\xE2\x81\xB7", "\xE2\x82\x87" },
		{ '8', "\xE2\x81\xB8", "\xE2\x82\x88" },
		{ '9', "\xE2\x81\xB9", "\xE2\x82\x89" },
		{ '+', "\xE2\x81\xBA", "\xE2\x82\x8A" },
		{ '-', "\xE2\x81\xBB", "\xE2\x82\x8B" },
	};
	size_t from = out->len;

	for (size_t i = 0; i < s.len; i++) {
		size_t row = 0;

		while (row < sizeof(rows) / sizeof(*rows) && rows[row].plain != s.at[i])
			row++;
		if (row == sizeof(rows) / sizeof(*rows)) {
			buf_cut(out, from);
			return false;
		}
		buf_add(out, str_z(super ? rows[row].super : rows[row].sub));
	}
	return s.len > 0;
}

static bool names_note(struct str id)
{
	static const char *const starts[] = { "fn", "_ftn", "_edn", "cite_note", "note-", "note_",
		"footnote", "endnote", "sdfootnote", "sdendnote", "easy-footnote" };

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (str_starts_case(id, str_z(starts[i])))
			return !str_starts_case(id, STR("fnref"));
	return false;
}

bool body_note_reference(const struct page *page, const xmlNode *link)
{
	struct str name = body_fragment(page, node_attr(link, "href")),
		   class = node_attr(link, "class");

	if (!name.len)
		return false;
	return str_eq(node_attr(link, "role"), STR("doc-noteref")) ||
		str_has_case(class, STR("noteref")) || str_has_case(class, STR("footnote-ref")) ||
		names_note(name);
}

bool body_is_bare(const xmlNode *link)
{
	struct str text = only_text(link);

	for (size_t i = 0; i < text.len; i++)
		if (!ascii_digit(text.at[i]))
			return false;
	return text.len > 0;
}

bool body_note_return(const struct page *page, const xmlNode *link)
{
	struct str class = node_attr(link, "class"), text;

	if (str_eq(node_attr(link, "role"), STR("doc-backlink")))
		return true;
	if (!str_starts(node_attr(link, "href"), STR("#")) &&
		!body_fragment(page, node_attr(link, "href")).len)
		return false;
	if (str_has_case(class, STR("backref")) || str_has_case(class, STR("reversefootnote")) ||
		str_has_case(class, STR("back-link")))
		return true;
	text = only_text(link);
	return str_eq(text, STR("\xE2\x86\xA9")) || str_eq(text, STR("\xE2\x86\xA9\xEF\xB8\x8E")) ||
		str_eq(text, STR("\xE2\x86\xA9\xEF\xB8\x8F")) ||
		str_eq(text, STR("\xE2\x86\x91")) || str_eq(text, STR("#")) ||
		str_eq(text, STR("\xC2\xB6")) || str_eq(text, STR("^"));
}

bool body_is_note(const xmlNode *item)
{
	struct str id = node_attr(item, "id");

	return node_is(item, "li") &&
		(names_note(id) || str_eq(node_attr(item, "role"), STR("doc-footnote")) ||
			str_eq(node_attr(item, "role"), STR("doc-endnote")));
}

struct str body_resolve(struct body_writer *w, struct str ref)
{
	struct str url;

	ref = str_trim(ref);
	if (!ref.len || str_starts_case(ref, STR("javascript:")) ||
		str_starts_case(ref, STR("data:")))
		return STR_NONE;
	if (ref.at[0] == '#')
		return arena_dup(&w->x->arena, ref);
	if (body_fragment(w->x->page, ref).len) {
		url = body_fragment(w->x->page, ref);
		return arena_dup(&w->x->arena, (struct str){ url.at - 1, url.len + 1 });
	}
	buf_cut(&w->scratch, 0);
	url_resolve(buf_str(&w->x->page->base), ref, &w->scratch);
	url = arena_dup(&w->x->arena, buf_str(&w->scratch));
	return url;
}
