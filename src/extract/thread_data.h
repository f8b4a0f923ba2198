/* thread_data.h: discussions in data: JSON answers of an API, exports, feeds, JSON-LD. */
#ifndef POSTIL_EXTRACT_THREAD_DATA_H
#define POSTIL_EXTRACT_THREAD_DATA_H

#include "extract/talk.h"

enum data_trust {
	DATA_ALL,    /* every record with the parts of a comment is one */
	DATA_LINKED, /* when records state parents (a feed is a discussion only then) */
	/* records that stand in something named after comments, replies, answers, or that answer each other */
	DATA_NAMED,
};

/* Finds the records below root that are comments by the names of their parts, and fills t. False,
 * and t is empty, when there are none. */
bool thread_data(struct extract *x, xmlNode *root, enum data_trust trust, struct talk *t);

/* Where data refers to its authors ({"author": {"__ref": "User:1"}}), their names are put in. */
void thread_data_join(xmlNode *root);

#endif
