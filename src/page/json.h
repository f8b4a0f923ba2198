/* json.h: JSON for the rest of page/. */
#ifndef POSTIL_PAGE_JSON_H
#define POSTIL_PAGE_JSON_H

#include "page/page.h"

/* As page_parse_json(); *deep is set when containers nested too deeply were left out. */
bool json_parse(xmlNode *parent, struct str json, bool *deep);

/* A page of its own: the members or items stand below a root element <json>. What is no JSON sets
 * p->cut. */
xmlDoc *json_document(struct page *p, struct str text);

#endif
