/* snippet.h: short pieces of HTML, as the strings of data hold them by the thousand, without libxml2's parser. */
#ifndef POSTIL_PAGE_SNIPPET_H
#define POSTIL_PAGE_SNIPPET_H

#include "page/page.h"

/* Puts the piece below `parent`, as html_fragment() would, if it is plain: whole tags of the commonest elements, none of which
 * libxml2 would close early, attributes in quotation marks, references it knows. False, and nothing is done, for
 * anything else. */
bool snippet_parse(xmlNode *parent, struct str html);

#endif
