/* word_rows.h: words in tables that word_rows.awk makes when postil is built, so that nothing is
 * made of the lists when it runs. Rows stand in buckets by their first two bytes; `first` of a
 * table says where the rows of each bucket begin. */
#ifndef POSTIL_BASE_WORD_ROWS_H
#define POSTIL_BASE_WORD_ROWS_H

#include "base/str.h"

enum { ROW_BUCKETS = 1024 };

/* Of a text that is not empty. */
static inline unsigned row_bucket(struct str s)
{
	unsigned second = s.len > 1 ? (unsigned char)s.at[1] % 32u : 0;

	return (unsigned char)s.at[0] % 32u * 32u + second;
}

/* Whether the text begins with a row's. Its first byte was all but compared by the bucket; most
 * rows differ in the third. */
static inline bool row_begins(struct str s, const char *row, size_t len)
{
	return s.len >= len && (len < 3 || s.at[2] == row[2]) && memcmp(s.at, row, len) == 0;
}

#endif
