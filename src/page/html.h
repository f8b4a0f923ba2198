/* html.h: HTML for the rest of page/. */
#ifndef POSTIL_PAGE_HTML_H
#define POSTIL_PAGE_HTML_H

#include "page/page.h"

/* The tree of valid UTF-8, never deeper than PAGE_DEPTH_MAX (then p->deep is set); NULL where the text gives none. */
xmlDoc *html_parse(struct page *p, struct str text);

/* page_parse_fragment() by libxml2's parser; the piece is more than blanks. */
void html_fragment(xmlNode *parent, struct str html);

#endif
