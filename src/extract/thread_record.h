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
};

struct record {
	xmlNode *node; /* holds the body */
	xmlNode *body, *author, *time;
	bool rich;    /* the body is a tree of an editor */
	bool answers; /* a member says what it answers */
	bool markup;  /* the body is elements of HTML */
	bool letter;  /* its author stands in the head of a letter */
	struct make make;
};

/* Reads records, and keeps what it has learnt: what names mean, and the members of the elements it was asked of last. Who changes
 * the members of an element makes it forget those. */
struct records;

struct records *records_new(void);
void records_forget(struct records *r);
void records_free(struct records *r);

/* Where the element's name stands among the names of a part, 0 for the best; above all lists for a name that only holds a word
 * of them; -1 when it is none. */
int record_rank(struct records *r, const xmlNode *n, enum part part);

/* Whether the element's name speaks of what something was before it was changed. */
bool record_history(struct records *r, const xmlNode *n);

/* Whether the record says that it is a comment, a reply, an answer, or what it stands in does. */
bool record_talks(struct records *r, const xmlNode *n);

/* Whether there is something in it: null is an element with nothing but its type. */
bool record_filled(const xmlNode *n);

/* The best named child that is filled, NULL for none; of the first 200. */
xmlNode *record_child(struct records *r, const xmlNode *n, enum part part);

/* Whether a child has a name of the part, filled or not. */
bool record_names(struct records *r, const xmlNode *n, enum part part);

/* The same as record_child(), looked for beside the record, too, where it is only wrapped ({"author": ..., "comment": {...}}). */
xmlNode *record_near(struct records *r, const xmlNode *n, enum part part);

/* What it is called, itself or in the head of a letter; empty when nothing is. */
struct str record_title(const xmlNode *n);

/* Whether a member says yes: not false, null or 0. */
bool record_set(struct records *r, const xmlNode *n, enum part part);

/* What holds the name of an author, in an element that is one or describes one; NULL when nothing does. */
xmlNode *record_author(xmlNode *n);

/* Reads the parts of n. False when it is no record of a comment: without text (unless deleted), time, and author (or parent). */
bool record_read(struct records *r, xmlNode *n, struct record *record);

/* Adds the text of a body that is the tree of an editor (record.rich), with an empty line between its blocks. */
void record_rich_text(const xmlNode *body, struct buf *out);

#endif
