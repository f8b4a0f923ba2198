/* thread_guess_table.h: inside the scan of the detector: what the names of an element say, and the
 * groups that they enter it in. Elements named alike are looked up once. */
#ifndef POSTIL_EXTRACT_THREAD_GUESS_TABLE_H
#define POSTIL_EXTRACT_THREAD_GUESS_TABLE_H

#include "extract/thread_guess.h"

enum {
	TABLE_ALIKE = 1024, /* places for elements named alike; the later one takes a place over */
	TABLE_CLASSES = 8,  /* words of a class that count */
};

/* The names of an element; prop: its itemprop or the like. */
struct names {
	struct str tag, classes, id, prop;
};

/* Elements of one tag, class and property. */
struct alike {
	uint64_t key;
	uint64_t tag;	       /* what keys of its groups begin with */
	uint64_t id;	       /* of the last one's id, without digits */
	uint32_t words, shape; /* of all names but the id */
	uint32_t id_words;
	uint32_t above; /* shape of the last one's parent */
	uint16_t place; /* group of its place there + 1 */
	uint16_t prop;	/* group of its property + 1 */
	uint16_t groups;
	uint16_t group[TABLE_CLASSES + 2];
};

struct table {
	struct scan *s;
	uint16_t *row;		  /* of group indices + 1 */
	unsigned bits;		  /* of an index of it */
	uint16_t at[TABLE_ALIKE]; /* of alike[] + 1 */
	ARRAY(struct alike) alike;
};

void table_begin(struct table *t, struct scan *s);
void table_end(struct table *t);

/* Sets words and shape of the scan's element i, whose parent is known, and makes it a member of its groups. */
void table_enter(struct table *t, uint32_t i, const struct names *n);

#endif
