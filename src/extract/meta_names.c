/* meta_names.c: the names that the page shows: rel=author, links to authors' pages, elements named for it, lines beside the heading, signatures. */
#include "config.h"

#include "extract/byline.h"
#include "extract/meta.h"

#include "extract/body_writer.h"

#include "text/date.h"
#include "text/fold.h"
#include "text/url.h"

#include <string.h>

enum {
	BYLINE_LETTERS = 200, /* letters of an element named for the author */
	LINE_LETTERS = 90,
	MIXED_LETTERS = 400, /* of a block with the heading and a line of its own in it */
	NAME_LETTERS = 40,
	NAME_WORDS = 5,
	PARAGRAPH_LETTERS = 150, /* of a block that is no line */
	LINE_HEAD = 25,	  /* elements at the beginning of the text that may hold its byline */
	LINKS_AFTER = 60, /* elements behind the heading that may link to the author */
	TEXT_MAX = 600,	  /* bytes */
	SIGNATURE_BYTES = 80,
	SIGNATURE_TAIL = 8,  /* bytes behind it: " +++" */
	SIGNATURE_END = 12,  /* elements from a signature to the end of the text */
	AGENCY_BYTES = 20,   /* of an agency and the letters of who wrote */
	TRADE_WITHIN = 80,   /* bytes behind a name that may say what its bearer is */
	LETTERS_OF_NAME = 5, /* a stroke and the letters that stand for a name */
};

static const struct str_words classes = STR_WORDS(BYLINE_CLASSES);

static const enum meta_source class_sources[] = {
#define SOURCE_OF(part, source) SOURCE_##source,
	BYLINE_CLASSES(SOURCE_OF)
#undef SOURCE_OF
};

static const struct str_words paths = STR_WORDS(BYLINE_PATHS);

static void name_text(const xmlNode *n, struct buf *out)
{
	meta_line(n, false, STR(" | "), TEXT_MAX, out);
}

/* The name that stands out in a box about the author, where all of it is sentences: in a heading, bold, as a link. */
static void name_marked(const xmlNode *box, struct buf *text)
{
	struct buf name = { 0 };

	for (const xmlNode *n = node_next(box, box); n; n = node_next(n, box)) {
		if (!node_is_heading(n) && !node_is(n, "strong") && !node_is(n, "b") &&
			!node_is(n, "a"))
			continue;
		buf_cut(&name, 0);
		name_text(n, &name);
		if (!meta_is_person(str_trim(buf_str(&name))))
			continue;
		buf_cut(text, 0);
		buf_add(text, str_trim(buf_str(&name)));
		break;
	}
	buf_free(&name);
}

void meta_offer_name(struct meta *m, enum meta_source source, bool other, const xmlNode *n)
{
	struct buf text = { 0 }, names = { 0 };

	if (m->names++ >= META_NAMES)
		return;
	name_text(n, &text);
	if (!str_trim(buf_str(&text)).len)
		buf_add(&text, node_attr(n, "content"));
	if (text.len < TEXT_MAX && !meta_names(m, buf_str(&text), &names))
		name_marked(n, &text);
	if (text.len < TEXT_MAX)
		meta_offer(m, source, other || !meta_near(m) ? 25 : 100, buf_str(&text));
	buf_free(&names);
	buf_free(&text);
}

static bool leads_to_author(const struct meta *m, const xmlNode *n)
{
	struct str href = node_attr(n, "href");
	struct url_parts parts;

	if (!href.len)
		return false;
	url_parts(href, &parts);
	/* Pages about people elsewhere are no pages of authors. */
	if (parts.host.len && m->x->host.len && !url_host_is(parts.host, meta_host(m)))
		return false;
	return str_has_words(parts.path, &paths);
}

static size_t word_count(struct str s)
{
	struct str word;
	size_t n = 0;

	while (str_word(&s, &word))
		n++;
	return n;
}

static struct str last_word(struct str s)
{
	struct str word, last = STR_NONE;

	while (str_word(&s, &word))
		last = word;
	return last;
}

static struct str first_name(struct str names)
{
	return str_sub(names, 0, str_find_char(names, ',', 0));
}

/* Whether a part of a line behind a dash or a bar begins like a byline: "05.02.2020 - By NAME". */
static bool prefix_within(const struct meta *m, struct str s)
{
	static const char *const parts[] = { " - ", " \xE2\x80\x93 ", "|", " \xE2\x80\xA2 ",
		" \xC2\xB7 ", "\xC2\xA0-\xC2\xA0", " -\xC2\xA0" };

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		size_t at = str_find(s, str_z(parts[i]), 0);

		if (at != STR_NOWHERE &&
			meta_has_prefix(m, str_sub(s, at + str_z(parts[i]).len, SIZE_MAX)))
			return true;
	}
	return false;
}

/* The dash before a name that stands below a text: "-- Ann Other". */
static bool cut_dash(struct str *s)
{
	struct str rest = *s;

	while (rest.len && (rest.at[0] == '-' || rest.at[0] == '~'))
		rest = str_sub(rest, 1, SIZE_MAX);
	while (str_starts(rest, STR("\xE2\x80\x93")) || str_starts(rest, STR("\xE2\x80\x94")))
		rest = str_sub(rest, 3, SIZE_MAX);
	if (rest.len == s->len)
		return false;
	*s = str_trim(rest);
	return true;
}

/* "Ann Other is a reporter at the Gazette", as the last that is said. */
static bool is_told_of(struct str s, struct str *name)
{
	static const struct str verbs[] = { STR_INIT(" is "), STR_INIT(" ist "), STR_INIT(" est "),
		STR_INIT(" es "), STR_INIT(" \xC3\xA8 "), STR_INIT(" \xC3\xA4r "), STR_INIT(" er "),
		STR_INIT(" jest ") };
	static const char *const trades[] = {
#define BYLINE_TRADE(word) word,
#include "extract/byline.def"
#undef BYLINE_TRADE
	};
	static const struct str sure[] = { STR_INIT(" writes about "), STR_INIT(" writes for "),
		STR_INIT(" reports on "), STR_INIT(" reports for "), STR_INIT(" can be reached "),
		STR_INIT(" may be reached "), STR_INIT(" schreibt f\xC3\xBCr "),
		STR_INIT(" schreibt \xC3\xBC"
			 "ber ") };
	size_t first = STR_NOWHERE;

	for (size_t i = 0; i < sizeof(sure) / sizeof(*sure); i++) {
		size_t at = str_find(str_sub(s, 0, NAME_LETTERS * 2), sure[i], 1);

		if (at == STR_NOWHERE)
			continue;
		*name = str_trim(str_sub(s, 0, at));
		return meta_is_person(*name);
	}
	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++) {
		size_t at = str_find(str_sub(s, 0, NAME_LETTERS * 2), verbs[i], 1);

		first = at < first ? at : first;
	}
	if (first == STR_NOWHERE)
		return false;
	*name = str_trim(str_sub(s, 0, first));
	return meta_is_person(*name) &&
		str_has_any(
			str_sub(s, first, TRADE_WITHIN), trades, sizeof(trades) / sizeof(*trades));
}

/* Whether what stands before a bracket is whole: else the bracket explains a word of it, "the General Public License (GNU GPL)". */
static bool ends_sentence(struct str s)
{
	s = str_trim(s);
	return !s.len ||
		!(ascii_alpha(s.at[s.len - 1]) || ascii_digit(s.at[s.len - 1]) ||
			s.at[s.len - 1] == ',');
}

/* A name between the brackets of East Asian scripts, and nothing else. */
static bool cut_wide_brackets(struct str *s)
{
	const struct str open = STR("\xEF\xBC\x88"), close = STR("\xEF\xBC\x89");

	if (s->len > SIGNATURE_BYTES || !str_starts(*s, open) || !str_ends(*s, close))
		return false;
	*s = str_trim(str_sub(*s, open.len, s->len - open.len - close.len));
	return true;
}

/* The name in brackets that ends a text: "... by Sunday. (ANN OTHER) +++". */
static void read_signature(struct meta *m, struct str s)
{
	size_t open, close;
	struct buf names = { 0 };
	struct str name;

	if (is_told_of(s, &name)) {
		meta_offer(m, SOURCE_SIGNATURE, 100, name);
		return;
	}
	if (s.len <= AGENCY_BYTES && meta_is_agency(s)) {
		meta_offer(m, SOURCE_SIGNATURE, 100, s);
		return;
	}
	if (s.len <= SIGNATURE_BYTES && cut_dash(&s) && meta_is_person(first_name(s))) {
		meta_offer(m, SOURCE_SIGNATURE, 100, first_name(s));
		return;
	}
	if (cut_wide_brackets(&s)) {
		if (meta_names(m, s, &names) && meta_is_person(buf_str(&names)))
			meta_offer(m, SOURCE_SIGNATURE, 100, buf_str(&names));
		buf_free(&names);
		return;
	}
	s = s.len > SIGNATURE_BYTES ? str_sub(s, s.len - SIGNATURE_BYTES, SIGNATURE_BYTES) : s;
	for (open = s.len; open > 0 && s.at[open - 1] != '(';)
		open--;
	close = str_find_char(s, ')', open);
	if (open == 0 || close == STR_NOWHERE || s.len - close > SIGNATURE_TAIL ||
		!ends_sentence(str_sub(s, 0, open - 1)))
		return;
	s = str_trim(str_sub(s, open, close - open));
	/* "(Ann Other/dpa)" */
	if (meta_is_person(str_sub(s, 0, str_find_char(s, '/', 0))))
		s = str_sub(s, 0, str_find_char(s, '/', 0));
	if (meta_is_person(s) || (s.len <= AGENCY_BYTES && meta_is_agency(s)))
		meta_offer(m, SOURCE_SIGNATURE, 100, s);
}

/* The name alone in a last line, set apart from the text by other letters. */
static void read_apart(struct meta *m, const struct article_info *i, struct str s)
{
	const xmlNode *first = node_first_element(i->node);
	size_t words = word_count(s);

	if (first && !i->linked && i->act != TAG_HEADING &&
		(node_is(first, "em") || node_is(first, "i") || node_is(first, "strong") ||
			node_is(first, "b")) &&
		words > 1 && words < 4 && meta_is_person(s))
		meta_offer(m, SOURCE_SIGNATURE, 100, s);
}

/* "Author" in an element of its own before the name: a heading, a term of a list, a cell. */
static bool is_labelled(const xmlNode *n)
{
	const xmlNode *before = n->prev;
	struct buf text = { 0 };
	bool yes;

	while (before && !node_is_element(before))
		before = before->prev;
	if (!before || !before->children)
		return false;
	for (const xmlNode *c = before; c && text.len < 30; c = node_next(c, before))
		if (node_is_text(c))
			buf_add(&text, node_content(c));
	yes = meta_is_label(buf_str(&text));
	buf_free(&text);
	return yes;
}

/* "Source: Reuters" at the end: an agency, or a house with the letters of who wrote it behind a stroke. */
static void read_source(struct meta *m, struct str s)
{
	static const struct str words[] = { STR_INIT("quelle:"), STR_INIT("source:"),
		STR_INIT("source :"), STR_INIT("fuente:"), STR_INIT("fonte:"), STR_INIT("bron:"),
		STR_INIT("k\xC3\xA4lla:"), STR_INIT("kilde:") };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		struct str name = str_trim(str_sub(s, words[i].len, SIZE_MAX));
		size_t stroke = str_find_char(name, '/', 1);

		if (!str_starts_case(s, words[i]))
			continue;
		if (meta_is_agency(name) ||
			(stroke != STR_NOWHERE && name.len - stroke <= LETTERS_OF_NAME &&
				ascii_alpha(name.at[name.len - 1])))
			meta_offer(m, SOURCE_SOURCE_LINE, 100, name);
		return;
	}
}

/* "3 May 2021 by Ann": who wrote it stands behind its day. */
static bool is_day_and_by(const struct meta *m, struct str s)
{
	struct str behind = meta_behind_by(s);
	struct date date;
	size_t at, len;

	return behind.len < s.len &&
		date_find(str_sub(s, 0, s.len - behind.len), m->x->language, m->x->options->now,
			&date, &at, &len);
}

/* "4:15": two digits behind a colon that is behind one. */
static bool has_clock(struct str s)
{
	for (size_t i = 1; i + 2 < s.len; i++)
		if (s.at[i] == ':' && ascii_digit(s.at[i - 1]) && ascii_digit(s.at[i + 1]) &&
			ascii_digit(s.at[i + 2]))
			return true;
	return false;
}

/* "Posted in Bridges by Ann Other on 3 May", "Posted 4:15 PM by Ann": but "11.2 Accounts by Group" has no time. */
static bool has_word_behind(const struct meta *m, struct str s)
{
	struct date date;
	size_t at, len;

	return !str_eq(meta_behind_by(s), s) &&
		(has_clock(s) ||
			date_find(s, m->x->language, m->x->options->now, &date, &at, &len));
}

/* The Korean word for a reporter behind the name. */
static bool has_reporter(struct str s)
{
	return str_has(s, STR(" \xEA\xB8\xB0\xEC\x9E\x90"));
}

/* "3 May 2021 / Author: Ann Other": takes the day off where what stands behind it begins like a byline. */
static bool cut_day(const struct meta *m, struct str *line)
{
	struct str s = *line;
	struct date date;
	size_t at, len;

	if (!date_find(s, m->x->language, m->x->options->now, &date, &at, &len) ||
		date.precision < DATE_DAY)
		return false;
	s = str_trim(str_sub(s, at + len, SIZE_MAX));
	while (s.len && strchr("|-,;:/.", s.at[0]))
		s = str_trim(str_sub(s, 1, SIZE_MAX));
	if (!meta_has_prefix(m, s))
		return false;
	*line = s;
	return true;
}

/* Whether names are those of a byline; sure: the line begins like one. "By group processing" does, too. */
static bool is_byline(struct str names, bool sure)
{
	size_t words = word_count(names);
	bool small = names.len && names.at[0] >= 'a' && names.at[0] <= 'z';

	return meta_is_person(first_name(names)) ||
		(sure && (words < 2 || (words < 3 && !small) || meta_is_agency(last_word(names))));
}

/* The line of a block; where it holds other blocks, and does not begin like a byline, what stands beside them, if that does. */
static void read_own_line(const struct meta *m, const struct article_info *i, struct buf *text)
{
	struct buf own = { 0 };

	meta_line(i->node, i->letters >= LINE_LETTERS, STR(" | "), TEXT_MAX, text);
	if (i->own == i->letters || i->letters >= LINE_LETTERS || meta_has_prefix(m, buf_str(text)))
		return;
	meta_line(i->node, true, STR(" | "), TEXT_MAX, &own);
	if (meta_has_prefix(m, buf_str(&own))) {
		buf_free(text);
		*text = own;
	} else {
		buf_free(&own);
	}
}

/* A short line that nothing names: "By NAME"; "NAME | Senior writer"; "(NAME)" where the text ends. */
static void read_line(struct meta *m, const struct article_info *i)
{
	struct buf text = { 0 }, names = { 0 };
	struct str s;
	bool inside = m->at >= m->text_from && m->at < m->text_to;
	bool head = m->at < m->text_from + LINE_HEAD;
	bool end = m->at < m->text_to && m->at + SIGNATURE_END >= m->text_to;
	bool sure, digit;

	read_own_line(m, i, &text);
	s = str_trim(buf_str(&text));
	digit = str_has_digit(s);
	sure = meta_has_prefix(m, s) ||
		(digit && (prefix_within(m, s) || is_day_and_by(m, s) || (head && cut_day(m, &s))));
	if ((sure || meta_has_label(s) || has_reporter(s) || (digit && has_word_behind(m, s))) &&
		(!inside || head || end || digit)) {
		/* "By the way" begins like a byline, too. */
		if (meta_names(m, s, &names) && is_byline(buf_str(&names), sure))
			meta_offer(m, SOURCE_BYLINE_LINE, 100, s);
	} else if (str_has(s, STR("|")) && i->own == i->letters && meta_is_role(s)) {
		if (meta_names(m, s, &names) && meta_is_person(buf_str(&names)))
			meta_offer(m, SOURCE_BYLINE_ROLE, 100, buf_str(&names));
	} else if (!meta_read_beside(m, i, s) && end) {
		read_signature(m, s);
		read_source(m, s);
		read_apart(m, i, s);
	}
	buf_free(&names);
	buf_free(&text);
}

/* HTML's element for how to reach the author; most use it for places. */
static void read_address(struct meta *m, const xmlNode *n)
{
	struct buf text = { 0 }, names = { 0 };

	name_text(n, &text);
	if (meta_names(m, buf_str(&text), &names) && meta_is_person(buf_str(&names)))
		meta_offer(m, SOURCE_ADDRESS_ELEMENT, 100, buf_str(&names));
	buf_free(&names);
	buf_free(&text);
}

/* The last paragraph. */
static void read_end(struct meta *m, const xmlNode *n)
{
	struct buf text = { 0 };

	node_text(n, &text);
	read_signature(m, str_trim(buf_str(&text)));
	buf_free(&text);
}

/* Whether it stands in running text: who is spoken of there is linked to, too. */
static bool in_paragraph(const struct meta *m, const struct article_info *i)
{
	const struct article_info *up = i;

	while (up->parent && !up->block)
		up = &m->page->info.at[up->parent];
	return up->own >= PARAGRAPH_LETTERS;
}

/* The first row of the table that the class of the element at hand holds; the number of them for none. */
static size_t byline_class(struct meta *m)
{
	struct class_known *class = m->marks.class;

	if (!class->byline)
		class->byline = (uint16_t)(1 + str_find_words(class->value, &classes));
	return class->byline - 1u;
}

bool meta_is_byline_class(struct meta *m)
{
	return m->marks.class && byline_class(m) < classes.n;
}

void meta_read_names(struct meta *m, const struct article_info *i)
{
	const xmlNode *n = i->node;

	if (str_has_word(m->marks.rel, STR("author"))) {
		if (!meta_in_teaser(m, i))
			meta_offer_name(m, SOURCE_REL_AUTHOR, false, n);
		return;
	}
	/* Links of the menu lead to profiles, too. */
	if (node_is(n, "a") && m->to && meta_near(m) && i->letters > 3 &&
		i->letters < NAME_LETTERS && !in_paragraph(m, i) && leads_to_author(m, n)) {
		struct buf text = { 0 };

		name_text(n, &text);
		if (n->prev && node_is_text(n->prev) && word_count(buf_str(&text)) < NAME_WORDS &&
			meta_ends_with_by(node_content(n->prev)))
			meta_offer(m, SOURCE_LINKED_BYLINE, 100, buf_str(&text));
		/* A list of the staff stands somewhere else. */
		if (meta_is_person(str_trim(buf_str(&text))) &&
			(m->at < m->text_from + LINE_HEAD || m->at - m->title_at < LINKS_AFTER ||
				m->at + SIGNATURE_END >= m->text_to))
			meta_offer(m, SOURCE_AUTHOR_LINK, 100, buf_str(&text));
		buf_free(&text);
		return;
	}
	if (node_is(n, "address") && meta_near(m) && i->letters <= LINE_LETTERS) {
		read_address(m, n);
		return;
	}
	if (m->marks.class && i->letters >= 3 && i->letters <= BYLINE_LETTERS) {
		size_t k = byline_class(m);

		if (k < classes.n && !meta_in_teaser(m, i)) {
			meta_offer_name(m, class_sources[k], false, n);
			return;
		}
	}
	if (!m->to || !i->block || i->own <= 5 || meta_in_teaser(m, i))
		return;
	if (i->letters < NAME_LETTERS && !i->linked && is_labelled(n))
		meta_offer_name(m, SOURCE_LABELLED, false, n);
	else if (!meta_near(m))
		return;
	else if (i->own < LINE_LETTERS &&
		(i->letters < LINE_LETTERS ||
			(i->letters < MIXED_LETTERS && m->at < m->text_from + LINE_HEAD) ||
			(m->at <= m->text_from && node_child(n, "h1"))) &&
		(m->lines++ < META_LINES || m->at + SIGNATURE_END >= m->text_to))
		read_line(m, i);
	else if (m->at < m->text_to && m->at + SIGNATURE_END >= m->text_to)
		read_end(m, n);
}
