/* html.c: HTML to a tree by libxml2, with what it needs to be told first.
 *
 * Its parser says what it reads; the nodes are made here, in a smaller form (page/pool.h).
 *
 * libxml2 2.9.14 is quadratic in attributes and in end tags that end nothing, without the HUGE option drops
 * everything below level 256, and reads references 128..159 as C1 controls. So depth is capped while the tree
 * is built, the attributes of a tag before it is read, and deep down end tags are looked at first. */
#include "config.h"

#include "page/html.h"

#include "page/make.h"
#include "page/snippet.h"
#include "page/tags.h"

#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <libxml/hash.h>
#include <libxml/parserInternals.h>
#include <string.h>

#define HUGE_OPTION (1 << 19) /* XML_PARSE_HUGE; HTML_PARSE_HUGE has the name only since 2.14 */

enum {
	PUSH_PIECE = 4 * 1024, /* bytes handed to the parser at a time */
	EARLY = 200,	       /* levels closed early when the depth cap is reached */
	DEEP = 256,  /* open elements from which on end tags are looked at before the parser does */
	FRAMES = 64, /* saved with the page that are opened */
};

/* An element of the source that the parser holds open; its names are the parser's own. */
struct open_element {
	const xmlChar *name;
	bool early; /* it was closed early in the tree */
};

/* What the start and end handlers must know besides the parser's own state. */
struct building {
	struct page *page;
	htmlParserCtxt *parser;
	startDocumentSAXFunc start_document;
	struct pool *tree; /* of the document to be, until there is one */
	xmlNode *below;	   /* where a piece of HTML goes; NULL for a page */
	xmlNode *text;	   /* to which more may be added, the last thing made */
	size_t text_len;
	int depth;   /* of the elements that are in the tree */
	bool framed; /* a frame has its document with it */
	ARRAY(struct open_element) open;
	xmlHashTable *names; /* how many of each name are open; NULL while that is not needed */
};

static uintptr_t names_open(const struct building *b, const xmlChar *name)
{
	return (uintptr_t)xmlHashLookup(b->names, name);
}

static void names_count(struct building *b, const xmlChar *name, int by)
{
	uintptr_t n = names_open(b, name) + (uintptr_t)(intptr_t)by;

	if (xmlHashUpdateEntry(b->names, name, (void *)n, NULL) != 0)
		mem_fail();
}

/* At the cap the innermost elements are closed early, a few hundred at once, so that what follows has room for structure of its
 * own: a reply too deep becomes a sibling of an ancestor, whole. */
static void close_early(struct building *b)
{
	size_t at = b->open.len;

	b->page->deep = true;
	for (int closed = 0; closed < EARLY && at > 0;) {
		if (b->open.at[--at].early)
			continue;
		b->open.at[at].early = true;
		b->depth--;
		closed++;
		nodePop(b->parser);
	}
}

/* Near the cap a list is the best place to cut: the comment before it is whole. */
static bool is_list(const xmlChar *name)
{
	return (name[0] == 'o' || name[0] == 'u' || name[0] == 'd') && name[1] == 'l' &&
		name[2] == '\0';
}

/* A template that is no stock for scripts but stands where it is shown. */
static bool is_shadow_root(const xmlChar *name, const xmlChar **attributes)
{
	if (name[0] != 't' || !xmlStrEqual(name, BAD_CAST "template"))
		return false;
	for (const xmlChar **a = attributes; a && *a; a += 2)
		if (xmlStrEqual(*a, BAD_CAST "shadowrootmode") ||
			xmlStrEqual(*a, BAD_CAST "shadowroot"))
			return true;
	return false;
}

static bool is_saved_frame(const xmlChar *name, const xmlChar **attributes)
{
	if (name[0] != 'i' || !xmlStrEqual(name, BAD_CAST "iframe"))
		return false;
	for (const xmlChar **a = attributes; a && *a; a += 2)
		if (xmlStrEqual(*a, BAD_CAST "srcdoc"))
			return true;
	return false;
}

/* libxml2 begins once more when the text handed over first ends within the DOCTYPE. */
static void start_document(void *data)
{
	htmlParserCtxt *parser = data;
	struct building *b = parser->_private;

	if (parser->myDoc)
		return;
	b->start_document(data);
	if (!parser->myDoc)
		mem_fail();
	parser->myDoc->_private = b->tree;
	b->tree = NULL;
}

/* What stands behind the end of the root element goes into it. */
static xmlNode *parent_now(const struct building *b)
{
	xmlNode *top = b->below ? b->below : (xmlNode *)b->parser->myDoc;

	if (b->parser->node)
		return b->parser->node;
	return node_is_element(top->children) ? top->children : top;
}

/* Of a name with a prefix what stands behind that. */
static struct str local_name(const xmlChar *name)
{
	struct str s = str_z((const char *)name);
	size_t colon = str_find_char(s, ':', 0);

	return colon == STR_NOWHERE || colon == 0 || colon + 1 == s.len
		? s
		: str_sub(s, colon + 1, SIZE_MAX);
}

static void add_attributes(xmlNode *n, const xmlChar **attributes)
{
	xmlAttr *last = NULL;

	for (const xmlChar **a = attributes; a && *a; a += 2) {
		const xmlChar *value = !a[1] && htmlIsBooleanAttr(a[0]) ? a[0] : a[1];

		last = make_attribute_after(
			n, last, str_z((const char *)a[0]), str_z((const char *)value));
	}
}

static xmlDoc *document_of(const struct building *b)
{
	return b->below ? b->below->doc : b->parser->myDoc;
}

static void start_element(void *data, const xmlChar *name, const xmlChar **attributes)
{
	htmlParserCtxt *parser = data;
	struct building *b = parser->_private;
	xmlNode *parent, *n;

	b->text = NULL;
	if (b->depth >= PAGE_DEPTH_MAX || (b->depth >= PAGE_DEPTH_MAX - EARLY / 2 && is_list(name)))
		close_early(b);
	b->depth++;
	*array_add(&b->open) = (struct open_element){ .name = name };
	if (b->names)
		names_count(b, name, 1);
	b->framed = b->framed || is_saved_frame(name, attributes);
	n = make_detached(
		document_of(b), is_shadow_root(name, attributes) ? "div" : local_name(name).at);
	add_attributes(n, attributes);
	parent = parent_now(b);
	node_link(n, parent, NULL);
	nodePush(parser, n);
}

static void end_element(void *data, const xmlChar *name)
{
	htmlParserCtxt *parser = data;
	struct building *b = parser->_private;
	struct open_element top;

	(void)name;
	if (b->open.len == 0)
		return;
	top = b->open.at[--b->open.len];
	if (b->names)
		names_count(b, top.name, -1);
	if (top.early)
		return;
	b->depth--;
	nodePop(parser);
}

/* Text is added to the text of its kind before it. */
static void add_text(htmlParserCtxt *parser, const xmlChar *text, int len, bool raw)
{
	const xmlElementType type = raw ? XML_CDATA_SECTION_NODE : XML_TEXT_NODE;
	struct building *b = parser->_private;
	struct str s = { (const char *)text, len > 0 ? (size_t)len : 0 };

	if (!parser->node || !s.len)
		return;
	if (b->text && parser->node->last == b->text && b->text->type == type) {
		b->text = make_text_more(b->text, b->text_len, s);
		b->text_len += s.len;
		return;
	}
	b->text = make_text_node(parser->node, s, raw);
	b->text_len = s.len;
}

static void characters(void *data, const xmlChar *text, int len)
{
	add_text(data, text, len, false);
}

/* Of scripts and styles. */
static void raw_text(void *data, const xmlChar *text, int len)
{
	add_text(data, text, len, true);
}

/* How much an end tag of this name closes: libxml2's own table, by which it ignores the end of an
 * element below one that ranks higher. */
static int end_rank(const xmlChar *name)
{
	static const struct {
		const char *name;
		int rank;
	} ranks[] = { { "div", 150 }, { "td", 160 }, { "th", 160 }, { "tr", 170 }, { "thead", 180 },
		{ "tbody", 180 }, { "tfoot", 180 }, { "table", 190 }, { "head", 200 },
		{ "body", 200 }, { "html", 220 } };

	for (size_t i = 0; i < sizeof(ranks) / sizeof(ranks[0]); i++)
		if (strcmp((const char *)name, ranks[i].name) == 0)
			return ranks[i].rank;
	return 100;
}

/* Whether the parser would close anything at this end tag. It finds out by a walk over all open
 * elements, at every tag that closes nothing: quadratic in a page of many of them. This walk ends
 * at an element that ranks higher, or at one that will be closed. */
static bool end_matters(const struct building *b, struct str tag)
{
	xmlChar name[64];
	size_t len = 0;
	int rank;

	while (len < tag.len && len < sizeof(name) - 1 &&
		(ascii_alpha(tag.at[len]) || ascii_digit(tag.at[len]) ||
			strchr("-_:.", tag.at[len]))) {
		name[len] = (xmlChar)ascii_lower(tag.at[len]);
		len++;
	}
	name[len] = '\0';
	if (names_open(b, name) == 0)
		return false;
	rank = end_rank(name);
	for (size_t at = b->open.len; at-- > 0;) {
		if (xmlStrEqual(b->open.at[at].name, name))
			return true;
		if (end_rank(b->open.at[at].name) > rank)
			return false;
	}
	return false;
}

static void push(struct building *b, struct str s)
{
	htmlParseChunk(b->parser, s.at, (int)s.len, 0);
	make_check_names(b->parser->dict);
}

/* Elements that are pages in small: browsers end them with all that is open in them. */
static const struct str whole_ends[] = { STR_INIT("</article"), STR_INIT("</section") };

enum { WHOLES = sizeof(whole_ends) / sizeof(*whole_ends) };

/* Whether browsers look no further for what an end tag closes. */
static bool ends_scope(const xmlChar *name)
{
	return end_rank(name) > end_rank(BAD_CAST "div") || xmlStrEqual(name, BAD_CAST "caption") ||
		xmlStrEqual(name, BAD_CAST "object");
}

/* Closes what is open in the innermost element of this name, where libxml2 would not: it ignores the end of an article round a <div> without
 * its own, and the next article would stand in this one. */
static void close_inside(struct building *b, struct str name)
{
	size_t at = b->open.len, divs = 0;

	while (at > 0 && !str_eq(str_z((const char *)b->open.at[at - 1].name), name)) {
		if (ends_scope(b->open.at[--at].name))
			return;
		divs += xmlStrEqual(b->open.at[at].name, BAD_CAST "div");
	}
	for (; at > 0 && divs > 0; divs--)
		push(b, STR("</div>"));
}

static bool in_raw_text(const struct building *b)
{
	const xmlChar *name = b->open.len ? b->open.at[b->open.len - 1].name : NULL;

	return name &&
		(xmlStrEqual(name, BAD_CAST "script") || xmlStrEqual(name, BAD_CAST "style"));
}

/* Where the markup that begins at `at` ends. */
static size_t markup_end(struct str s, size_t at)
{
	size_t cut, end;

	if (str_starts(str_sub(s, at, SIZE_MAX), STR("<!--"))) {
		end = str_find(s, STR("-->"), at + 4);
		return end == STR_NOWHERE ? s.len : end + 3;
	}
	if (at + 1 < s.len && (ascii_alpha(s.at[at + 1]) || s.at[at + 1] == '/'))
		return tags_end(s, at + 1, &cut);
	return at + 1;
}

/* Hands over what comes up to the next end tag, and that only if it closes something; the bytes
 * taken. */
static size_t push_to_end_tag(struct building *b, struct str s)
{
	size_t at = 0, from = 0;

	while (at < s.len && at < PUSH_PIECE && (at = str_find_char(s, '<', at)) != STR_NOWHERE) {
		size_t end = markup_end(s, at);

		if (at + 1 < s.len && s.at[at + 1] == '/') {
			push(b, str_sub(s, from, at - from));
			if (in_raw_text(b) || end_matters(b, str_sub(s, at + 2, end - at - 2)))
				push(b, str_sub(s, at, end - at));
			return end;
		}
		at = end;
	}
	at = at > s.len ? s.len : at;
	push(b, str_sub(s, from, at - from));
	return at;
}

/* Counts the names of what is open when that has become much, and forgets them when it is less. */
static void watch_depth(struct building *b)
{
	if (!b->names && b->open.len >= DEEP) {
		b->names = xmlHashCreate(64);
		if (!b->names)
			mem_fail();
		for (size_t i = 0; i < b->open.len; i++)
			names_count(b, b->open.at[i].name, 1);
	} else if (b->names && b->open.len < DEEP / 2) {
		xmlHashFree(b->names, NULL);
		b->names = NULL;
	}
}

/* Whether the parser waits for the end of a tag or a comment: then what looks like an end tag stands in it. */
static bool is_within_markup(const struct building *b)
{
	const htmlParserInput *input = b->parser->input;

	return input->cur < input->end && *input->cur == '<';
}

/* Where the next end tag of this name stands from there on; STR_NOWHERE for none. */
static size_t find_whole(struct str text, struct str end, size_t at)
{
	while ((at = str_find(text, end, at)) != STR_NOWHERE && at + end.len < text.len &&
		text.at[at + end.len] != '>' && !ascii_space(text.at[at + end.len]))
		at++;
	return at;
}

/* Hands over what comes up to the next end of a whole, if that is near; the bytes taken. next: where each kind of them ends next. */
static size_t push_to_whole(struct building *b, struct str text, size_t at, size_t next[WHOLES])
{
	size_t end = at + PUSH_PIECE;
	struct str name = STR_NONE;

	for (size_t i = 0; i < WHOLES; i++) {
		if (next[i] <= at)
			next[i] = find_whole(text, whole_ends[i], at + 1);
		if (next[i] < end) {
			end = next[i];
			name = str_sub(whole_ends[i], 2, SIZE_MAX);
		}
	}
	push(b, str_sub(text, at, end - at));
	if (name.len && !in_raw_text(b) && !is_within_markup(b))
		close_inside(b, name);
	return end - at;
}

static void feed(struct building *b, struct str text)
{
	size_t next[WHOLES];

	for (size_t i = 0; i < WHOLES; i++)
		next[i] = find_whole(text, whole_ends[i], 0);
	for (size_t at = 0; at < text.len;) {
		if (b->names)
			at += push_to_end_tag(b, str_sub(text, at, SIZE_MAX));
		else
			at += push_to_whole(b, text, at, next);
		watch_depth(b);
	}
	htmlParseChunk(b->parser, NULL, 0, 1);
}

static void parser_new(struct building *b)
{
	htmlSAXHandler sax;
	htmlParserCtxt *parser =
		htmlCreatePushParserCtxt(NULL, NULL, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);

	if (!parser)
		mem_fail();
	htmlCtxtUseOptions(parser,
		HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
			HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC | HUGE_OPTION);
	sax = *parser->sax;
	b->start_document = sax.startDocument;
	sax.startDocument = start_document;
	sax.startElement = start_element;
	sax.endElement = end_element;
	sax.characters = characters;
	sax.cdataBlock = raw_text;
	sax.comment = NULL;
	sax.processingInstruction = NULL;
	memcpy(parser->sax, &sax, sizeof(sax));
	parser->_private = b;
	b->parser = parser;
}

/* The document of the text, or, where that is a piece of HTML to be put into one, an empty one. */
static xmlDoc *parse(struct building *b, struct str text)
{
	struct buf capped = { 0 };
	xmlDoc *doc;

	tags_cap(text, &capped);
	parser_new(b);
	feed(b, capped.len ? buf_str(&capped) : text);
	doc = b->parser->myDoc;
	htmlFreeParserCtxt(b->parser);
	xmlHashFree(b->names, NULL);
	buf_free(&capped);
	array_free(&b->open);
	pool_free(b->tree);
	return doc;
}

/* What may stand in a head. */
static bool is_of_head(const xmlNode *n)
{
	static const char *const names[] = { "title", "meta", "link", "script", "style", "base",
		"noscript", "template" };

	if (!node_is_element(n))
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (node_is(n, names[i]))
			return true;
	return false;
}

/* libxml2 does not know that <article> and its kin end the head: in a page without a <body> tag
 * they stand in it. They begin the body. */
static void end_head(xmlDoc *doc)
{
	xmlNode *html = xmlDocGetRootElement(doc), *head = html ? node_child(html, "head") : NULL;
	xmlNode *body, *n;

	for (n = head ? head->children : NULL; n && is_of_head(n); n = n->next)
		;
	if (!n)
		return;
	body = node_child(html, "body");
	if (!body) {
		body = make_detached(doc, "body");
		node_link(body, html, head->next);
	}
	for (xmlNode *before = body->children, *next; n; n = next) {
		next = n->next;
		xmlUnlinkNode(n);
		node_link(n, body, before);
	}
}

/* Moves the children of `from` to the end of `to`. */
static void move_children(xmlNode *from, xmlNode *to)
{
	xmlNode *n;

	while ((n = from->children)) {
		xmlUnlinkNode(n);
		node_link(n, to, NULL);
	}
}

void html_fragment(xmlNode *parent, struct str html)
{
	struct page piece = { .kind = PAGE_HTML };
	struct building b = { .page = &piece };
	xmlNode *body;

	b.below = make_detached(parent->doc, "piece");
	xmlFreeDoc(parse(&b, html));
	for (xmlNode *n = b.below->children; n; n = n->next) {
		body = node_child(n, "body");
		if (node_is_element(n))
			move_children(body ? body : n, parent);
	}
}

void page_parse_fragment(xmlNode *parent, struct str html)
{
	if (str_trim(html).len > 0 && !snippet_parse(parent, html))
		html_fragment(parent, html);
}

/* What programs that save pages put into a frame stands behind it then, as in an archive whose frames
 * are parts of their own (source/mhtml.c): discussions come in frames. Frames within such frames stay closed. */
static void open_frames(xmlNode *root)
{
	xmlNode *n = root;

	for (int frames = 0; n && frames < FRAMES;) {
		struct str html = node_is(n, "iframe") ? node_attr(n, "srcdoc") : STR_NONE;
		xmlNode *box;

		if (!html.at) {
			n = node_next(n, root);
			continue;
		}
		box = make_detached(n->doc, "div");
		node_link(box, n->parent, n->next);
		make_attribute(box, "class", STR("saved-frame"));
		page_parse_fragment(box, html);
		make_no_attribute(n, "srcdoc");
		frames++;
		n = node_after(box, root);
	}
}

xmlDoc *html_parse(struct page *p, struct str text)
{
	struct building b = { .page = p, .tree = pool_new() };
	xmlDoc *doc;

	pool_allow(b.tree, make_nodes(text.len));
	doc = parse(&b, text);
	if (doc)
		end_head(doc);
	if (doc && b.framed)
		open_frames(xmlDocGetRootElement(doc));
	return doc;
}
