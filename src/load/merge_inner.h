/* merge_inner.h: what merge.c and merge_talk.c share. */
#ifndef POSTIL_LOAD_MERGE_INNER_H
#define POSTIL_LOAD_MERGE_INNER_H

#include "load/merge.h"

/* A copy at work. */
struct merging {
	const struct merge *m;
	struct builder *b;
	uint32_t *place;  /* comment of the base -> comment of the result, DOC_NONE when left out */
	bool *settled;	  /* comment of the base: its lost parent was found */
	uint32_t table;	  /* tables of the article so far */
	uint32_t written; /* comments so far */
	bool full;	  /* comments were left out */
};

/* Copies blocks; those of tables are numbered from w->table + 1 on. */
void merge_blocks(struct merging *w, const struct document *d, struct range blocks);

/* Writes all discussions. */
void merge_talks(struct merging *w);

/* The document of source 0, the base, or of part source - 1. */
static inline const struct document *merge_source(const struct merge *m, size_t source)
{
	return source ? m->part[source - 1].d : m->base;
}

#endif
