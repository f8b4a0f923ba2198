/* thread_data.h: discussions in data: JSON answers of an API, exports, feeds, JSON-LD. */
#ifndef POSTIL_EXTRACT_THREAD_DATA_H
#define POSTIL_EXTRACT_THREAD_DATA_H

#include "extract/talk.h"

/* Finds the records below root that are comments by the names of their parts, and fills t.
 * linked: the records must state parents (a feed is a discussion only then). False, and t is
 * empty, when there are none. */
bool thread_data(struct extract *x, xmlNode *root, bool linked, struct talk *t);

#endif
