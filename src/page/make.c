/* make.c: adding nodes to a tree. */
#include "config.h"

#include "page/make.h"

#include <stdint.h>
#include <string.h>

enum {
	NODES_LEAST = 1100 * 1000, /* that any page may have */
	BYTES_PER_NODE = 8,	   /* a larger one may have one for so many of its bytes */
	NAMES_MAX = 16 * 1024,	   /* libxml2's table of names has no more rows */
};

size_t make_nodes(size_t bytes)
{
	size_t share = bytes / BYTES_PER_NODE;

	return share > NODES_LEAST ? share : NODES_LEAST;
}

/* The number stands in the document itself, one too high so that none left is not no limit. */
void make_allow(xmlDoc *doc, size_t nodes)
{
	doc->_private = (void *)(uintptr_t)(nodes + (nodes < SIZE_MAX));
}

size_t make_allowed(const xmlDoc *doc)
{
	return doc->_private ? (size_t)(uintptr_t)doc->_private - 1 : SIZE_MAX;
}

static void spend(xmlDoc *doc, size_t nodes)
{
	size_t left = make_allowed(doc);

	if (nodes > left)
		mem_fail();
	if (doc->_private)
		make_allow(doc, left - nodes);
}

void make_check_names(xmlDict *names)
{
	if (xmlDictSize(names) > NAMES_MAX)
		mem_fail();
}

static void *need(void *at)
{
	if (!at)
		mem_fail();
	return at;
}

/* A copy that libxml2 may free, cut to what its lengths can say. */
static xmlChar *copy(struct str s)
{
	return need(xmlStrndup(
		(const xmlChar *)(s.at ? s.at : ""), s.len > INT32_MAX ? INT32_MAX : (int)s.len));
}

/* By hand, since xmlAddChild() would merge text nodes, at a cost that grows with their length. */
static void link_last(xmlNode *parent, xmlNode *n)
{
	n->parent = parent;
	n->prev = parent->last;
	if (parent->last)
		parent->last->next = n;
	else
		parent->children = n;
	parent->last = n;
}

xmlDoc *make_document(const char *root, size_t bytes)
{
	xmlDoc *doc = need(xmlNewDoc((const xmlChar *)"1.0"));

	make_allow(doc, make_nodes(bytes));
	xmlDocSetRootElement(doc, need(xmlNewDocNode(doc, NULL, (const xmlChar *)root, NULL)));
	return doc;
}

xmlNode *make_element(xmlNode *parent, struct str name)
{
	xmlNode *n = need(xmlNewDocNodeEatName(parent->doc, NULL, copy(name), NULL));

	spend(parent->doc, 1);
	link_last(parent, n);
	return n;
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
	xmlNode *n;

	if (text.len == 0)
		return;
	if (memchr(text.at, '\0', text.len)) {
		make_text_with_zeros(parent, text);
		return;
	}
	spend(parent->doc, 1);
	n = need(xmlNewDocText(parent->doc, NULL));
	n->content = copy(text);
	link_last(parent, n);
}

void make_attribute(xmlNode *n, const char *name, struct str value)
{
	char *z = mem_z(value);

	spend(n->doc, 2);
	/* xmlNewProp() takes the value as it is; it walks the attributes, which their makers cap. */
	need(xmlNewProp(n, (const xmlChar *)name, (const xmlChar *)z));
	mem_free(z);
}
