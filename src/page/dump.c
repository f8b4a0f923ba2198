/* dump.c: plain text to a tree of lines, with what the eye sees of a line before reading it:
 *
 *	<dump><line indent="4" bullet="1" number="2" blank-before="1" links="2 http://a.example/" end="9">text</line>...</dump>
 *
 * indent is the column where the text begins, behind its bullet; bullet, number (of a numbered item) and blank-before
 * are there only when they say something, like an indent of 0 does not. Empty lines are no elements. A bullet alone on its line has an
 * empty text. Numbers of links are no text: links has a line for each, the byte of the text where it begins and its address, and end is
 * the column in which the line ended with the numbers. */
#include "config.h"

#include "page/dump.h"

#include "page/dump_links.h"
#include "page/make.h"
#include "text/width.h"

#include <stdio.h>

enum {
	DUMP_LINES_MAX = 4 * 1000 * 1000,
	INDENT_MAX = 10000, /* columns; what is deeper says no more */
	NUMBER_DIGITS = 4,  /* "1234." may number an item, longer is a figure in a sentence */
};

/* What browsers in text form and people put before the items of a list. */
static const char *const bullet[] = {
	"•",
	"◦",
	"▪",
	"▫",
	"■",
	"□",
	"●",
	"○",
	"‣",
	"⁃",
	"∙",
	"·",
	"★",
	"☆",
	"*",
	"+",
	"-",
	"o",
	"#",
	"@",
	"=",
	"~",
};

struct marks {
	int indent;
	bool bullet;
	int number; /* -1 when there is none */
};

/* Drops blanks at the left, adding their columns. */
static struct str skip_blanks(struct str s, int *column)
{
	while (s.len > 0 && (*s.at == ' ' || *s.at == '\t')) {
		if (*column < INDENT_MAX)
			*column += *s.at == '\t' ? 8 - *column % 8 : 1;
		s = str_sub(s, 1, s.len);
	}
	return s;
}

/* Whether the text goes on with a blank, or ends, at this byte: only then it was a marker. */
static bool marker_ends(struct str s, size_t at)
{
	return at == s.len || s.at[at] == ' ' || s.at[at] == '\t';
}

static size_t bullet_length(struct str s)
{
	for (size_t i = 0; i < sizeof(bullet) / sizeof(*bullet); i++) {
		struct str b = str_z(bullet[i]);

		if (str_starts(s, b) && marker_ends(s, b.len))
			return b.len;
	}
	return 0;
}

static size_t number_length(struct str s, int *number)
{
	size_t n = 0;
	int value = 0;

	for (; n < s.len && n < NUMBER_DIGITS && ascii_digit(s.at[n]); n++)
		value = value * 10 + (s.at[n] - '0');
	if (n == 0 || n == s.len || (s.at[n] != '.' && s.at[n] != ')') || !marker_ends(s, n + 1))
		return 0;
	*number = value;
	return n + 1;
}

/* Takes indentation and marker off the line. */
static struct str read_marks(struct str line, struct marks *m)
{
	size_t len;

	*m = (struct marks){ .number = -1 };
	line = skip_blanks(str_trim_right(line), &m->indent);
	len = bullet_length(line);
	m->bullet = len > 0;
	if (len == 0)
		len = number_length(line, &m->number);
	if (len == 0)
		return line;
	m->indent += m->number < 0 ? 1 : (int)len;
	return skip_blanks(str_sub(line, len, line.len), &m->indent);
}

static void set_number(xmlNode *n, const char *name, int value)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%d", value);
	make_attribute(n, name, str_z(digits));
}

/* One attribute for all links of a line; `cut` bytes were taken off its beginning since their places were found. */
static void add_links(xmlNode *line, const struct dump_link_list *links, size_t cut)
{
	struct buf all = { 0 };

	for (size_t i = 0; i < links->len; i++) {
		size_t at = links->at[i].at;

		buf_printf(&all, "%zu ", at > cut ? at - cut : 0);
		buf_add(&all, links->at[i].address);
		buf_add_char(&all, '\n');
	}
	make_attribute(line, "links", buf_str(&all));
	buf_free(&all);
}

static xmlNode *add_line(xmlNode *root, struct str s, const struct marks *m, bool blank)
{
	xmlNode *n = make_element(root, STR("line"));

	if (m->indent)
		set_number(n, "indent", m->indent);
	if (m->bullet)
		set_number(n, "bullet", 1);
	if (m->number >= 0)
		set_number(n, "number", m->number);
	if (blank)
		set_number(n, "blank-before", 1);
	make_text(n, s);
	return n;
}

xmlDoc *dump_parse(struct page *p, struct str text)
{
	xmlDoc *doc = make_document("dump", text.len);
	xmlNode *root = xmlDocGetRootElement(doc);
	struct dump_link_list found = { 0 };
	struct dump_links links;
	struct buf plain = { 0 };
	struct str line;
	bool blank = false;

	dump_links_find(text, &links);
	text = str_sub(text, 0, links.list);
	for (size_t n = 0; str_line(&text, &line);) {
		struct marks m;
		struct str s;
		xmlNode *element;
		int end = 0;

		if (links.numbered) {
			end = text_width(str_trim_right(line));
			dump_links_take(&links, line, &plain, &found);
			line = buf_str(&plain);
		}
		s = read_marks(line, &m);
		if (s.len == 0 && !m.bullet && m.number < 0) {
			blank = true;
			continue;
		}
		if (++n > DUMP_LINES_MAX) {
			p->cut = true;
			break;
		}
		element = add_line(root, s, &m, blank);
		if (found.len) {
			set_number(element, "end", end);
			add_links(element, &found, (size_t)(s.at - line.at));
		}
		blank = false;
	}
	array_free(&found);
	buf_free(&plain);
	dump_links_free(&links);
	return doc;
}
