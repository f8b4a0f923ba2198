/* cache.c: copies of fetched pages, as many as fit. */
#include "config.h"

#include "store/inner.h"
#include "base/fd.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

bool store_copy(struct store *s, struct str address, int fd)
{
	sqlite3 *db = store_db(s, STORE_CACHE);
	sqlite3_stmt *q;
	bool found = false;
	int code;

	if (!db)
		return false;
	q = db_prepare(db, "SELECT bytes FROM page WHERE address = ?", "t", address);
	code = q ? sqlite3_step(q) : SQLITE_ERROR;
	if (code == SQLITE_ROW)
		found = fd_write(fd, db_column(q, 0));
	sqlite3_finalize(q);
	if (code != SQLITE_ROW && code != SQLITE_DONE) {
		store_failed(s, STORE_CACHE);
		return false;
	}
	if (found &&
		!db_finish(db_prepare(db, "UPDATE page SET used = ? WHERE address = ?", "it",
			store_now(s), address)))
		store_failed(s, STORE_CACHE);
	return found;
}

/* The new copy, then away with what has become too much. */
static bool put(struct store *s, sqlite3 *db, struct str address, struct str bytes)
{
	static const char insert[] = "INSERT OR REPLACE INTO page (address, used, size, bytes)"
				     " VALUES (?, ?, ?, ?)";
	static const char evict[] =
		"DELETE FROM page WHERE address IN (SELECT address FROM"
		" (SELECT address, SUM(size) OVER (ORDER BY used DESC, rowid DESC) AS total"
		" FROM page) WHERE total > ?)";

	return db_finish(db_prepare(
		       db, insert, "tiib", address, store_now(s), (int64_t)bytes.len, bytes)) &&
		db_finish(db_prepare(db, evict, "i", (int64_t)store_cache_max(s)));
}

void store_keep(struct store *s, struct str address, int fd)
{
	sqlite3 *db = store_db(s, STORE_CACHE);
	struct stat st;
	void *at;

	if (!db || fstat(fd, &st) != 0 || st.st_size <= 0 ||
		(uint64_t)st.st_size > store_cache_max(s))
		return;
	at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (at == MAP_FAILED)
		return;
	if (!db_run(db, "BEGIN IMMEDIATE") ||
		!put(s, db, address, (struct str){ at, (size_t)st.st_size }) ||
		!db_run(db, "COMMIT"))
		store_failed(s, STORE_CACHE);
	munmap(at, (size_t)st.st_size);
}
