/* inner.h: what the files of this folder share. */
#ifndef POSTIL_STORE_INNER_H
#define POSTIL_STORE_INNER_H

#include "store/db.h"

/* The handle of a part, opened when needed; NULL when it cannot be had or is not wanted. */
sqlite3 *store_db(struct store *s, enum store_part part);

/* The same, but NULL where there is no file and nothing was kept in memory yet: for questions only.
 */
sqlite3 *store_db_if_any(struct store *s, enum store_part part);

/* An operation on the part failed: says so once, and goes on without it. */
void store_failed(struct store *s, enum store_part part);

uint64_t store_cache_max(const struct store *s);
int64_t store_now(const struct store *s);

#endif
