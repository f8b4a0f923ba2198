/* make.h: adding nodes to a tree, for the parsers that build it by hand. Out of memory ends the
 * process like every allocation here; nothing is merged, searched or checked. */
#ifndef POSTIL_PAGE_MAKE_H
#define POSTIL_PAGE_MAKE_H

#include "page/page.h"

/* Nodes (elements, texts, two for an attribute) that a page of so many bytes may have. Long honest
 * pages have one in twelve bytes or more; without a limit nine megabytes of "<p>x" take 600 of
 * memory. */
size_t make_nodes(size_t bytes);

/* The nodes that the document may still get: set, and asked. One more ends the process like memory
 * that is not there. A document that was never allowed any may get as many as it likes. */
void make_allow(xmlDoc *doc, size_t nodes);
size_t make_allowed(const xmlDoc *doc);

/* Ends the process likewise when a page has more different names of elements and attributes than
 * libxml2's table of them can take without becoming slow. */
void make_check_names(xmlDict *names);

/* A new document with a root element of this name, for a page of so many bytes. */
xmlDoc *make_document(const char *root, size_t bytes);

/* A new last child. The name is copied; it is spelled as an XML name already. */
xmlNode *make_element(xmlNode *parent, struct str name);

/* A text node as the last child; nothing for the empty text. Zero bytes become U+FFFD. */
void make_text(xmlNode *parent, struct str text);

/* An attribute without a namespace, behind the others. */
void make_attribute(xmlNode *n, const char *name, struct str value);

#endif
