/* dump.h: plain text for the rest of page/. */
#ifndef POSTIL_PAGE_DUMP_H
#define POSTIL_PAGE_DUMP_H

#include "page/page.h"

/* The tree of valid UTF-8 text, one element for each line that is not empty (dump.c describes it). Never NULL; a text
 * of more lines than the ceiling sets p->cut. */
xmlDoc *dump_parse(struct page *p, struct str text);

#endif
