/* thread_record.h: a record of data (an element named by its key, whose children are its members) that may be a comment. */
#ifndef POSTIL_EXTRACT_THREAD_RECORD_H
#define POSTIL_EXTRACT_THREAD_RECORD_H

#include "page/page.h"

enum part {
#define PART(id, names) PART_##id,
#include "extract/thread_data.def"
#undef PART
	PARTS
};

/* What a record's parts are called, as ranks in the lists above: records alike in that are of one
 * make. */
struct make {
	int body, author, time;
	xmlNode *parent;
	size_t records, stated, named, titled;
	double text;
};

struct record {
	xmlNode *node; /* holds the body */
	xmlNode *body, *author, *time;
	bool rich; /* the body is a tree of an editor */
	struct make make;
};

/* Where the element's name stands among the names of a part, 0 for the best; above all lists for a name that only holds a word
 * of them; -1 when it is none. */
int record_rank(const xmlNode *n, enum part part);

/* Whether there is something in it: null is an element with nothing but its type. */
bool record_filled(const xmlNode *n);

/* The best named child that is filled; *rank is its place in the list, -1 for none. */
xmlNode *record_child(const xmlNode *n, enum part part, int *rank);

/* The same, looked for beside the record, too, where it is only wrapped ({"author": ..., "comment": {...}}). */
xmlNode *record_near(const xmlNode *n, enum part part, int *rank);

/* Whether a member says yes: not false, null or 0. */
bool record_set(const xmlNode *n, enum part part);

/* What holds the name of an author, in an element that is one or describes one; NULL when nothing does. */
xmlNode *record_author(xmlNode *n);

/* Reads the parts of n. False when it is no record of a comment: without text (unless deleted), time, and author (or parent). */
bool record_read(xmlNode *n, struct record *r);

/* Adds the text of a body that is the tree of an editor (r->rich), with an empty line between its blocks. */
void record_rich_text(const xmlNode *body, struct buf *out);

#endif
