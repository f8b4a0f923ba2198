/* make.c: making the nodes of a tree. */
#include "config.h"

#include "page/make.h"

#include <libxml/parserInternals.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	NODES_LEAST = 1100 * 1000, /* that any page may have */
	BYTES_PER_NODE = 8,	   /* a larger one may have one for so many of its bytes */
	NAMES_MAX = 16 * 1024,	   /* libxml2's table of names has no more rows */
};

/* What libxml2 reads of a node: the rest of its structures is for validation, line numbers, and
 * programs of other kinds. The text of a text node stands in it, where an element has its
 * attributes; libxml2 knows that from its own short texts. The length of a text stands where an element has its
 * namespace. */
#define ELEMENT_BYTES	offsetof(xmlNode, psvi)
#define TEXT_BYTES	offsetof(xmlNode, properties)
#define ATTRIBUTE_BYTES offsetof(xmlAttr, psvi)

size_t make_nodes(size_t bytes)
{
	size_t share = bytes / BYTES_PER_NODE;

	return share > NODES_LEAST ? share : NODES_LEAST;
}

void make_check_names(xmlDict *names)
{
	if (xmlDictSize(names) > NAMES_MAX)
		mem_fail();
}

static void *take(xmlDoc *doc, size_t bytes)
{
	struct pool *t = pool_of(doc);
	size_t left = pool_left(t);

	if (left == 0)
		mem_fail();
	pool_allow(t, left - 1);
	return pool_take(t, bytes);
}

xmlDoc *make_document(const char *root, size_t bytes)
{
	xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");

	if (!doc)
		mem_fail();
	doc->_private = pool_new();
	pool_allow(pool_of(doc), make_nodes(bytes));
	node_link(make_detached(doc, root), (xmlNode *)doc, NULL);
	return doc;
}

void make_free(xmlDoc *doc)
{
	if (!doc)
		return;
	pool_free(pool_of(doc));
	/* What is left is libxml2's own. */
	doc->children = doc->last = (xmlNode *)doc->intSubset;
	if (doc->intSubset)
		doc->intSubset->prev = doc->intSubset->next = NULL;
	xmlFreeDoc(doc);
}

static xmlNode *new_element(xmlDoc *doc, struct str name)
{
	xmlNode *n = take(doc, ELEMENT_BYTES);

	memset(n, 0, ELEMENT_BYTES);
	n->type = XML_ELEMENT_NODE;
	n->name = pool_name(pool_of(doc), name);
	n->doc = doc;
	return n;
}

xmlNode *make_detached(xmlDoc *doc, const char *name)
{
	return new_element(doc, str_z(name));
}

xmlNode *make_element(xmlNode *parent, struct str name)
{
	xmlNode *n = new_element(parent->doc, name);

	node_link(n, parent, NULL);
	return n;
}

static size_t text_bytes(size_t len)
{
	size_t bytes;

	if (!mem_add(len, TEXT_BYTES + 1, &bytes))
		mem_fail();
	return bytes;
}

static void set_text(xmlNode *n, xmlChar *content, size_t len)
{
	n->content = content;
	n->content[len] = '\0';
	n->ns = (xmlNs *)(uintptr_t)len;
}

static void end_text(xmlNode *n, size_t len)
{
	set_text(n, (xmlChar *)n + TEXT_BYTES, len);
}

static xmlNode *new_text(xmlDoc *doc, struct str text, bool cdata)
{
	xmlNode *n = take(doc, text_bytes(text.len));

	memset(n, 0, TEXT_BYTES);
	n->type = cdata ? XML_CDATA_SECTION_NODE : XML_TEXT_NODE;
	n->name = cdata ? NULL : xmlStringText;
	n->doc = doc;
	end_text(n, text.len);
	if (text.len)
		memcpy(n->content, text.at, text.len);
	return n;
}

xmlNode *make_text_node(xmlNode *parent, struct str text, bool cdata)
{
	xmlNode *n = new_text(parent->doc, text, cdata);

	node_link(n, parent, NULL);
	return n;
}

xmlNode *make_text_more(xmlNode *text, size_t had, struct str more)
{
	size_t len;
	xmlNode *n;

	if (!mem_add(had, more.len, &len))
		mem_fail();
	n = pool_grow(pool_of(text->doc), text, text_bytes(had), text_bytes(len));
	end_text(n, len);
	if (more.len)
		memcpy(n->content + had, more.at, more.len);
	n->parent->last = n;
	if (n->prev)
		n->prev->next = n;
	else
		n->parent->children = n;
	return n;
}

void make_text_other(xmlNode *text, struct str other)
{
	xmlChar *content = pool_take(pool_of(text->doc), other.len + 1);

	if (other.len)
		memcpy(content, other.at, other.len);
	set_text(text, content, other.len);
}

/* A zero byte would end the text for every function that reads it. */
static void make_text_with_zeros(xmlNode *parent, struct str text)
{
	struct buf out = { .len = 0 };
	struct str piece;

	while (str_split(&text, '\0', &piece)) {
		buf_add(&out, piece);
		if (text.at)
			buf_add(&out, STR("\xef\xbf\xbd"));
	}
	make_text(parent, buf_str(&out));
	buf_free(&out);
}

void make_text(xmlNode *parent, struct str text)
{
	if (text.len == 0)
		return;
	if (memchr(text.at, '\0', text.len))
		make_text_with_zeros(parent, text);
	else
		make_text_node(parent, text, false);
}

void make_name(xmlNode *n, const char *name)
{
	n->name = pool_name(pool_of(n->doc), str_z(name));
}

/* Most values stand in many attributes. They have no parent: libxml2, which asks for it when it walks
 * on from a short value, ends there. */
static xmlNode *value_node(xmlDoc *doc, struct str value)
{
	xmlNode **kept = pool_value(pool_of(doc), value), *n;

	if (kept && *kept && str_eq(node_content(*kept), value))
		return *kept;
	n = new_text(doc, value, false);
	if (kept)
		*kept = n;
	return n;
}

xmlAttr *make_attribute_after(xmlNode *n, xmlAttr *last, struct str name, struct str value)
{
	xmlAttr *a = take(n->doc, ATTRIBUTE_BYTES);

	memset(a, 0, ATTRIBUTE_BYTES);
	a->type = XML_ATTRIBUTE_NODE;
	a->name = pool_name(pool_of(n->doc), name);
	a->doc = n->doc;
	a->parent = n;
	a->prev = last;
	if (last)
		last->next = a;
	else
		n->properties = a;
	if (value.at)
		a->children = a->last = value_node(n->doc, value);
	return a;
}

void make_attribute(xmlNode *n, const char *name, struct str value)
{
	const char *zero = value.len ? memchr(value.at, '\0', value.len) : NULL;
	xmlAttr *last = n->properties;

	/* A walk, but their makers cap the attributes. */
	while (last && last->next)
		last = last->next;
	if (zero)
		value.len = (size_t)(zero - value.at);
	if (!value.at)
		value = STR("");
	make_attribute_after(n, last, str_z(name), value);
}

void make_no_attribute(xmlNode *n, const char *name)
{
	xmlAttr *a = n->properties;

	while (a && !node_named(a->name, name))
		a = a->next;
	if (!a)
		return;
	if (a->prev)
		a->prev->next = a->next;
	else
		n->properties = a->next;
	if (a->next)
		a->next->prev = a->prev;
}

void *make_kept(const xmlDoc *doc, size_t bytes)
{
	return pool_keep(pool_of(doc), bytes);
}

struct pool_mark make_mark(const xmlDoc *doc)
{
	return pool_mark(pool_of(doc));
}

void make_release(xmlDoc *doc, struct pool_mark mark)
{
	pool_release(pool_of(doc), mark);
}
