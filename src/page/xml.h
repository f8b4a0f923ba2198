/* xml.h: XML for the rest of page/. */
#ifndef POSTIL_PAGE_XML_H
#define POSTIL_PAGE_XML_H

#include "page/page.h"

/* The tree of valid UTF-8, whatever its declaration says. Malformed XML gives what could be read;
 * NULL when that is nothing. */
xmlDoc *xml_document(struct page *p, struct str text);

#endif
