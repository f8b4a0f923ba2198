/* head.h: the lines "name value" that stand before bytes, from the fetcher and in copies; an empty
 * line ends them. */
#ifndef POSTIL_SOURCE_HEAD_H
#define POSTIL_SOURCE_HEAD_H

#include "source/source.h"

/* Bytes of the header block with its empty line; 0 while that has not come. */
size_t head_length(struct str all);

/* The value of a line, empty when there is none. */
struct str head_field(struct str head, struct str name);

/* Takes the header block off the front of the bytes. *unchanged (may be NULL): it says that a
 * copy still holds. */
void source_take_head(struct source *s, bool *unchanged);

#endif
