/* hosts.c: hosts that want to be asked by https alone. */
#include "config.h"

#include "store/inner.h"

enum {
	HOSTS_MAX = 2000, /* kept; those that expire first go */
	YEARS_MAX = 2,	  /* that one is believed for */
};

size_t store_hosts(
	struct store *s, void (*each)(void *data, const struct store_host *h), void *data)
{
	sqlite3 *db = s ? store_db(s, STORE_STATE) : NULL;
	sqlite3_stmt *q = db ? db_prepare(db,
				       "SELECT name, expires, below FROM host WHERE expires > ?"
				       " ORDER BY expires DESC LIMIT ?",
				       "ii", store_now(s), (int64_t)HOSTS_MAX)
			     : NULL;
	int code = SQLITE_ERROR;
	size_t count = 0;

	while (q && (code = sqlite3_step(q)) == SQLITE_ROW) {
		struct store_host h = { db_column(q, 0), sqlite3_column_int64(q, 1),
			sqlite3_column_int(q, 2) != 0 };

		each(data, &h);
		count++;
	}
	sqlite3_finalize(q);
	if (db && code != SQLITE_DONE)
		store_failed(s, STORE_STATE);
	return count;
}

static bool put(sqlite3 *db, const struct store_host *h, int64_t now)
{
	int64_t last = now + (int64_t)YEARS_MAX * 366 * 86400;

	if (h->expires <= now)
		return db_finish(db_prepare(db, "DELETE FROM host WHERE name = ?", "t", h->name));
	return db_finish(db_prepare(db,
		"INSERT OR REPLACE INTO host (name, expires, below) VALUES (?, ?, ?)", "tii",
		h->name, h->expires < last ? h->expires : last, (int64_t)h->below));
}

void store_put_hosts(struct store *s, const struct store_host *h, size_t count)
{
	static const char forget[] = "DELETE FROM host WHERE expires <= ? OR name IN (SELECT name"
				     " FROM host ORDER BY expires DESC LIMIT -1 OFFSET ?)";
	sqlite3 *db = s && count > 0 ? store_db(s, STORE_STATE) : NULL;
	bool ok;

	if (!db)
		return;
	ok = db_run(db, "BEGIN IMMEDIATE");
	for (size_t i = 0; i < count && ok; i++)
		ok = put(db, &h[i], store_now(s));
	ok = ok && db_finish(db_prepare(db, forget, "ii", store_now(s), (int64_t)HOSTS_MAX)) &&
		db_run(db, "COMMIT");
	if (!ok)
		store_failed(s, STORE_STATE);
}
