/* xml.c: feeds and exports to a tree whose names need no namespaces.
 *
 * Elements of the default namespace have their plain names, others "prefix:name" with the prefix
 * that people know for the namespace (thr, dc, content, wp, dsq, ...), else the one used. No
 * entity is ever declared and no document type loaded: references that HTML knows are resolved,
 * others are text. */
#include "config.h"

#include "page/xml.h"

#include "page/make.h"
#include "page/tags.h"
#include "text/width.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

struct building {
	struct page *page;
	size_t size; /* bytes of the whole */
	xmlDoc *doc;
	xmlNode *at; /* the open element; NULL before the root */
	int depth,
		over; /* open elements in the tree; open ones too deep, whose texts the last one gets */
	struct buf text;     /* not yet in the tree */
	const xmlChar *home; /* namespace of the root, whose elements go without prefix */
	xmlParserCtxt *parser;
};

/* Namespaces by the start of their address, with the prefix that their elements get. */
static const struct {
	struct str start;
	const char *prefix;
} known[] = {
	{ { "http://purl.org/syndication/thread/", 35 }, "thr" },
	{ { "http://purl.org/dc/elements/", 28 }, "dc" },
	{ { "http://purl.org/dc/terms/", 25 }, "dcterms" },
	{ { "http://purl.org/rss/1.0/modules/content/", 40 }, "content" },
	{ { "http://purl.org/rss/1.0/modules/slash/", 38 }, "slash" },
	{ { "http://wordpress.org/export/", 28 }, "wp" },
	{ { "http://disqus.com/disqus-internals", 34 }, "dsq" },
	{ { "http://wellformedweb.org/CommentAPI/", 36 }, "wfw" },
	{ { "http://search.yahoo.com/mrss", 28 }, "media" },
	{ { "http://www.w3.org/XML/1998/namespace", 36 }, "xml" },
};

static void name_of(const struct building *b, const xmlChar *local, const xmlChar *prefix,
	const xmlChar *uri, bool attribute, struct buf *out)
{
	const char *use = (const char *)prefix;

	for (size_t i = 0; uri && i < sizeof(known) / sizeof(known[0]); i++)
		if (str_starts(str_z((const char *)uri), known[i].start))
			use = known[i].prefix;
	if (!attribute &&
		((!prefix && use == NULL) || (uri && b->home && xmlStrEqual(uri, b->home))))
		use = NULL;
	buf_cut(out, 0);
	if (use)
		buf_printf(out, "%s:", use);
	buf_add(out, str_z((const char *)local));
}

static void flush(struct building *b)
{
	/* After a mistake the parser would drop every reference; it is forgiven. */
	b->parser->wellFormed = 1;
	if (b->at)
		make_text(b->at, buf_str(&b->text));
	buf_cut(&b->text, 0);
}

static void start_element(void *data, const xmlChar *local, const xmlChar *prefix,
	const xmlChar *uri, int namespaces, const xmlChar **list, int count, int defaulted,
	const xmlChar **attributes)
{
	struct building *b = data;
	struct buf name = { .len = 0 };

	(void)namespaces;
	(void)list;
	(void)defaulted;
	flush(b);
	make_check_names(b->parser->dict);
	if (b->over > 0 || b->depth >= PAGE_DEPTH_MAX) {
		b->over++;
		b->page->deep = true;
		return;
	}
	b->depth++;
	if (!b->at)
		b->home = uri;
	name_of(b, local, prefix, uri, false, &name);
	if (!b->at) {
		b->doc = make_document(buf_z(&name), b->size);
		b->at = xmlDocGetRootElement(b->doc);
	} else {
		b->at = make_element(b->at, buf_str(&name));
	}
	for (int i = 0; i < count; i++) {
		const xmlChar **a = attributes + (size_t)i * 5;

		name_of(b, a[0], a[1], a[2], true, &name);
		make_attribute(b->at, buf_z(&name),
			(struct str){ (const char *)a[3], (size_t)(a[4] - a[3]) });
	}
	buf_free(&name);
}

static void end_element(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct building *b = data;

	(void)local;
	(void)prefix;
	(void)uri;
	flush(b);
	if (b->over > 0) {
		b->over--;
		return;
	}
	/* The root stays open: what follows it in broken files still belongs to it. */
	if (b->at && b->at->parent && b->at->parent->type == XML_ELEMENT_NODE) {
		b->at = b->at->parent;
		b->depth--;
	}
}

static void characters(void *data, const xmlChar *text, int len)
{
	struct building *b = data;

	buf_add(&b->text, (struct str){ (const char *)text, (size_t)len });
}

/* Writes the reference at s ("&...") as XML can read it without declarations; the bytes taken. */
static size_t reference(struct str s, struct buf *out)
{
	static const char own[] = "amp lt gt quot apos";
	const htmlEntityDesc *html;
	char name[16], utf8[4];
	size_t len = 1;

	if (s.len > 1 && s.at[1] == '#') {
		buf_add_char(out, '&');
		return 1;
	}
	while (len < s.len && len < sizeof(name) &&
		(ascii_alpha(s.at[len]) || ascii_digit(s.at[len])))
		len++;
	if (len > 1 && len < s.len && s.at[len] == ';') {
		memcpy(name, s.at + 1, len - 1);
		name[len - 1] = '\0';
		html = htmlEntityLookup((const xmlChar *)name);
		if (str_has_word(STR(own), str_sub(s, 1, len - 1))) {
			buf_add(out, str_sub(s, 0, len + 1));
			return len + 1;
		}
		if (html) {
			buf_add(out, (struct str){ utf8, char_encode(html->value, utf8) });
			return len + 1;
		}
	}
	buf_add(out, STR("&amp;"));
	return 1;
}

/* The text with every reference that XML does not know of itself resolved as HTML has it, or
 * turned into text: since nothing is declared, libxml2 would drop it, and after it all others. */
static void resolve_references(struct str s, struct buf *out)
{
	while (s.len > 0) {
		size_t at = 0, end;

		while (at < s.len && s.at[at] != '&' && s.at[at] != '<')
			at++;
		buf_add(out, str_sub(s, 0, at));
		s = str_sub(s, at, SIZE_MAX);
		if (s.len == 0)
			break;
		if (s.at[0] == '&') {
			at = reference(s, out);
		} else if (str_starts(s, STR("<![CDATA["))) {
			end = str_find(s, STR("]]>"), 0);
			at = end == STR_NOWHERE ? s.len : end + 3;
			buf_add(out, str_sub(s, 0, at));
		} else {
			at = 1;
			buf_add_char(out, '<');
		}
		s = str_sub(s, at, SIZE_MAX);
	}
}

xmlDoc *xml_document(struct page *p, struct str text)
{
	xmlParserCtxt *parser = xmlNewParserCtxt();
	struct building b = { .page = p, .size = text.len, .parser = parser };
	struct buf plain = { .len = 0 }, capped = { .len = 0 };
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = start_element,
		.endElementNs = end_element,
		.characters = characters,
		.ignorableWhitespace = characters,
		.cdataBlock = characters,
	};
	xmlDoc *empty;

	if (!parser)
		mem_fail();
	*parser->sax = sax;
	/* Handlers are called with this; and what is not the parser itself keeps it from resolving
	 * entities behind their back. */
	parser->userData = &b;
	tags_cap(text, &capped);
	resolve_references(str_trim_left(capped.len ? buf_str(&capped) : text), &plain);
	buf_free(&capped);
	text = str_sub(buf_str(&plain), 0, INT32_MAX);
	empty = xmlCtxtReadMemory(parser, text.at, (int)text.len, NULL, "UTF-8",
		XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET |
			XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC);
	flush(&b);
	xmlFreeDoc(empty);
	xmlFreeParserCtxt(parser);
	buf_free(&b.text);
	buf_free(&plain);
	return b.doc;
}
