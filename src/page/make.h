/* make.h: making the nodes of a page's tree, the only way in which that is done: they stand in the
 * memory of page/pool.h, smaller than libxml2's own. Out of memory ends the process like every
 * allocation here; nothing is merged, searched or checked. */
#ifndef POSTIL_PAGE_MAKE_H
#define POSTIL_PAGE_MAKE_H

#include "page/page.h"
#include "page/pool.h"

/* Nodes (elements, texts, two for an attribute) that a page of so many bytes may have. Long honest
 * pages have one in twelve bytes or more; without a limit nine megabytes of "<p>x" take 400 of
 * memory. One more ends the process like memory that is not there. */
size_t make_nodes(size_t bytes);

/* Ends the process likewise when a page has more different names of elements and attributes than
 * libxml2's table of them can take without becoming slow. */
void make_check_names(xmlDict *names);

/* A new document with a root element of this name, for a page of so many bytes. */
xmlDoc *make_document(const char *root, size_t bytes);

/* Gives back a document and all its nodes, those that stand nowhere in it among them. */
void make_free(xmlDoc *doc);

/* A new element that stands nowhere yet. */
xmlNode *make_detached(xmlDoc *doc, const char *name);

/* A new last child. The name is copied; it is spelled as an XML name already. */
xmlNode *make_element(xmlNode *parent, struct str name);

/* A text node as the last child; nothing for the empty text. Zero bytes become U+FFFD. */
void make_text(xmlNode *parent, struct str text);

/* A text node (or one of what is no markup, for scripts and styles) as the last child, whatever its
 * length, without zero bytes. */
xmlNode *make_text_node(xmlNode *parent, struct str text, bool cdata);

/* More text at the end of a text node of `had` bytes, the last child of its parent and the last
 * thing made in its document; it may stand elsewhere then. */
xmlNode *make_text_more(xmlNode *text, size_t had, struct str more);

/* Another text for a text node. */
void make_text_other(xmlNode *text, struct str other);

/* Another name for an element. */
void make_name(xmlNode *n, const char *name);

/* An attribute without a namespace, behind the others. */
void make_attribute(xmlNode *n, const char *name, struct str value);

/* The same behind `last`, NULL for the first one; a value without a place has no text. */
xmlAttr *make_attribute_after(xmlNode *n, xmlAttr *last, struct str name, struct str value);

/* Takes an attribute off; its value stays readable. */
void make_no_attribute(xmlNode *n, const char *name);

/* Zeroed memory that lives as long as the document, released or not: for what is found out of its nodes. The field
 * _private of nodes is for whom the tree is made; of the value of an attribute it is of class.c in extract/. */
void *make_kept(const xmlDoc *doc, size_t bytes);

/* Where a document's memory ends now, and giving back what was made since: nothing may refer to it
 * any more. For what is parsed only to be read once. */
struct pool_mark make_mark(const xmlDoc *doc);
void make_release(xmlDoc *doc, struct pool_mark mark);

#endif
