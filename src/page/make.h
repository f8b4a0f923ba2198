/* make.h: adding nodes to a tree, for the parsers that build it by hand. Out of memory ends the
 * process like every allocation here; nothing is merged, searched or checked. */
#ifndef POSTIL_PAGE_MAKE_H
#define POSTIL_PAGE_MAKE_H

#include "page/page.h"

/* A new document with a root element of this name. */
xmlDoc *make_document(const char *root);

/* A new last child. The name is copied; it is spelled as an XML name already. */
xmlNode *make_element(xmlNode *parent, struct str name);

/* A text node as the last child; nothing for the empty text. Zero bytes become U+FFFD. */
void make_text(xmlNode *parent, struct str text);

/* An attribute without a namespace, behind the others. */
void make_attribute(xmlNode *n, const char *name, struct str value);

#endif
