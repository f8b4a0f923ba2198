/* node.c: small questions to nodes of the tree; no copies, no recursion. */
#include "config.h"

#include "page/page.h"

#include <string.h>

struct str node_name(const xmlNode *n)
{
	return str_z(n ? (const char *)n->name : NULL);
}

bool node_has_class(const xmlNode *n, const char *word)
{
	return str_has_word(node_attr(n, "class"), str_z(word));
}

xmlNode *node_after(const xmlNode *n, const xmlNode *root)
{
	while (n && n != root) {
		if (n->next)
			return n->next;
		n = n->parent;
	}
	return NULL;
}

xmlNode *node_first_element(const xmlNode *n)
{
	xmlNode *child = node_is_element(n) ? n->children : NULL;

	while (child && child->type != XML_ELEMENT_NODE)
		child = child->next;
	return child;
}

xmlNode *node_next_element(const xmlNode *n)
{
	xmlNode *next = n ? n->next : NULL;

	while (next && next->type != XML_ELEMENT_NODE)
		next = next->next;
	return next;
}

xmlNode *node_child(const xmlNode *n, const char *name)
{
	xmlNode *child = node_first_element(n);

	while (child && !node_is(child, name))
		child = node_next_element(child);
	return child;
}

xmlNode *node_up(const xmlNode *n, const char *name)
{
	xmlNode *up = n ? n->parent : NULL;

	while (up && !node_is(up, name))
		up = up->parent;
	return up;
}

bool node_contains(const xmlNode *ancestor, const xmlNode *n)
{
	while (n && n != ancestor)
		n = n->parent;
	return n != NULL;
}

void node_link(xmlNode *n, xmlNode *parent, xmlNode *next)
{
	n->parent = parent;
	n->next = next;
	n->prev = next ? next->prev : parent->last;
	if (n->prev)
		n->prev->next = n;
	else
		parent->children = n;
	if (next)
		next->prev = n;
	else
		parent->last = n;
}

void node_text(const xmlNode *n, struct buf *out)
{
	const xmlNode *at = n;

	if (n->type == XML_ATTRIBUTE_NODE) {
		buf_add(out, node_value((const xmlAttr *)n));
		return;
	}
	while (at) {
		bool silent = node_is(at, "script") || node_is(at, "style") ||
			node_is(at, "noscript") || node_is(at, "template");

		buf_add(out, node_content(at));
		at = silent ? node_after(at, n) : node_next(at, n);
	}
}
