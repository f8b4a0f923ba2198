/* html.c: HTML to a tree by libxml2, with what it needs to be told first.
 *
 * libxml2 2.9.14 is quadratic in attributes, without the HUGE option drops everything below level 256, and
 * reads references 128..159 as C1 controls. So depth is capped while the tree is built, and the attributes
 * of a tag before it is read. */
#include "config.h"

#include "page/html.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#define HUGE_OPTION (1 << 19) /* XML_PARSE_HUGE; HTML_PARSE_HUGE has the name only since 2.14 */

enum {
	PUSH_PIECE = 256 * 1024, /* bytes handed to the parser at a time */
	EARLY = 200,		 /* levels closed early when the depth cap is reached */
};

/* What the start and end handlers must know besides the parser's own state. */
struct building {
	struct page *page;
	startElementSAXFunc start;
	endElementSAXFunc end;
	int depth;	  /* of the elements that are in the tree */
	ARRAY(bool) open; /* for each open element of the source: it was closed early */
};

/* At the cap the innermost elements are closed early, a few hundred at once, so that what follows has room for structure of its
 * own: a reply too deep becomes a sibling of an ancestor, whole. */
static void close_early(struct building *b, void *data)
{
	size_t at = b->open.len;

	b->page->deep = true;
	for (int closed = 0; closed < EARLY && at > 0;) {
		if (b->open.at[--at])
			continue;
		b->open.at[at] = true;
		b->depth--;
		closed++;
		b->end(data, NULL);
	}
}

/* Near the cap a list is the best place to cut: the comment before it is whole. */
static bool is_list(const xmlChar *name)
{
	return (name[0] == 'o' || name[0] == 'u' || name[0] == 'd') && name[1] == 'l' &&
		name[2] == '\0';
}

static void start_element(void *data, const xmlChar *name, const xmlChar **attributes)
{
	htmlParserCtxt *parser = data;
	struct building *b = parser->_private;

	if (b->depth >= PAGE_DEPTH_MAX || (b->depth >= PAGE_DEPTH_MAX - EARLY / 2 && is_list(name)))
		close_early(b, data);
	b->depth++;
	*array_add(&b->open) = false;
	b->start(data, name, attributes);
}

static void end_element(void *data, const xmlChar *name)
{
	htmlParserCtxt *parser = data;
	struct building *b = parser->_private;

	if (b->open.len == 0 || b->open.at[--b->open.len])
		return;
	b->depth--;
	b->end(data, name);
}

/* The end of the tag that begins at `at` (behind its ">"), or the end of the text; counts its attributes by "=" and
 * blanks outside quotes, and sets *cut to where number PAGE_ATTRIBUTES_MAX + 1 begins (0 for never). */
static size_t tag_end(struct str s, size_t at, size_t *cut)
{
	size_t attributes = 0;
	char quote = 0;
	bool between = false;

	*cut = 0;
	for (; at < s.len; at++) {
		char c = s.at[at];

		if (quote) {
			if (c == quote)
				quote = 0;
			continue;
		}
		if (c == '>')
			return at + 1;
		if ((c == '"' || c == '\'') && at > 0 &&
			(s.at[at - 1] == '=' || ascii_space(s.at[at - 1]))) {
			quote = c;
		} else if (ascii_space(c) || c == '/') {
			between = true;
			continue;
		} else if (between && c != '=' && ++attributes > PAGE_ATTRIBUTES_MAX && !*cut) {
			*cut = at;
		}
		between = false;
	}
	return at;
}

/* A text without the attributes beyond the cap; empty, and nothing copied, where every tag keeps to it. */
static void cap_attributes(struct str s, struct buf *out)
{
	size_t done = 0, at = 0;

	while ((at = str_find_char(s, '<', at)) != STR_NOWHERE) {
		size_t cut, end;

		if (at + 1 >= s.len || !ascii_alpha(s.at[at + 1])) {
			at++;
			continue;
		}
		end = tag_end(s, at + 1, &cut);
		if (cut) {
			buf_add(out, str_sub(s, done, cut - done));
			done = end > 0 && s.at[end - 1] == '>' ? end - 1 : end;
		}
		at = end;
	}
	if (done > 0)
		buf_add(out, str_sub(s, done, SIZE_MAX));
}

static void feed(htmlParserCtxt *parser, struct str text)
{
	for (size_t at = 0; at < text.len; at += PUSH_PIECE) {
		struct str piece = str_sub(text, at, PUSH_PIECE);

		htmlParseChunk(parser, piece.at, (int)piece.len, 0);
	}
	htmlParseChunk(parser, NULL, 0, 1);
}

static htmlParserCtxt *parser_new(struct building *b, htmlSAXHandler *sax)
{
	htmlParserCtxt *parser =
		htmlCreatePushParserCtxt(NULL, NULL, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);

	if (!parser)
		mem_fail();
	htmlCtxtUseOptions(parser,
		HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
			HTML_PARSE_COMPACT | HUGE_OPTION);
	*sax = *parser->sax;
	b->start = sax->startElement;
	b->end = sax->endElement;
	sax->startElement = start_element;
	sax->endElement = end_element;
	sax->comment = NULL;
	memcpy(parser->sax, sax, sizeof(*sax));
	parser->_private = b;
	return parser;
}

xmlDoc *html_parse(struct page *p, struct str text)
{
	struct building b = { .page = p };
	struct buf capped = { 0 };
	htmlSAXHandler sax;
	htmlParserCtxt *parser;
	xmlDoc *doc;

	cap_attributes(text, &capped);
	parser = parser_new(&b, &sax);
	feed(parser, capped.len ? buf_str(&capped) : text);
	doc = parser->myDoc;
	htmlFreeParserCtxt(parser);
	buf_free(&capped);
	array_free(&b.open);
	return doc;
}

/* Moves the children of `from` to the end of `to`, which is in another document or the same. */
static void move_children(xmlNode *from, xmlNode *to)
{
	xmlNode *next;

	for (xmlNode *n = from->children; n; n = next) {
		next = n->next;
		xmlUnlinkNode(n);
		xmlSetTreeDoc(n, to->doc);
		xmlAddChild(to, n);
	}
}

void page_parse_fragment(xmlNode *parent, struct str html)
{
	struct page piece = { .kind = PAGE_HTML };
	xmlNode *body;

	if (str_trim(html).len == 0)
		return;
	piece.doc = html_parse(&piece, html);
	if (!piece.doc)
		return;
	piece.root = xmlDocGetRootElement(piece.doc);
	for (xmlNode *n = piece.root; n; n = n->next) {
		body = node_child(n, "body");
		if (node_is_element(n))
			move_children(body ? body : n, parent);
	}
	xmlFreeDoc(piece.doc);
}
