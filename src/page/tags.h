/* tags.h: tags as they stand in the text, before any parser sees them. libxml2 is quadratic in the
 * attributes of a tag, in HTML and in XML. */
#ifndef POSTIL_PAGE_TAGS_H
#define POSTIL_PAGE_TAGS_H

#include "base/buf.h"

/* The end of the tag whose name begins at `at` (behind its ">"), or the end of the text; counts its
 * attributes by "=" and blanks outside quotes, and sets *cut to where number
 * PAGE_ATTRIBUTES_MAX + 1 begins (0 for never). */
size_t tags_end(struct str s, size_t at, size_t *cut);

/* Appends the text without the attributes beyond PAGE_ATTRIBUTES_MAX of each tag; nothing, and
 * nothing copied, where every tag keeps to it. */
void tags_cap(struct str s, struct buf *out);

#endif
