/* db.c: opening and using an SQLite file. */
#include "config.h"

#include "store/db.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUSY_MS = 3000 }; /* another program may hold the file so long */

/* ---- folders and files that nobody else reads ---- */

/* Makes the folder and those above it. */
static bool make_folder(const char *path, struct err *e)
{
	char part[PATH_MAX];

	if (strlen(path) >= sizeof(part))
		return err_set(e, ERR_OPEN, "%.200s: this path is too long", path);
	for (size_t i = 1; path[i - 1]; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, 0700) != 0 && errno != EEXIST)
			return err_sys(e, ERR_OPEN, part);
	}
	return true;
}

/* Whether it is one's own and of this kind; nobody else may have a right from now on. */
static bool make_private(int fd, mode_t kind, mode_t mode, const char *path, struct err *e)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_sys(e, ERR_OPEN, path);
	if ((st.st_mode & S_IFMT) != kind)
		return err_set(e, ERR_OPEN, "%s: is not what it should be", path);
	if (st.st_uid != geteuid())
		return err_set(e, ERR_OPEN, "%s: belongs to somebody else", path);
	if ((st.st_mode & 07777) != mode && fchmod(fd, mode) != 0)
		return err_sys(e, ERR_OPEN, path);
	return true;
}

int db_folder(const char *path, struct err *e)
{
	int fd;

	if (!make_folder(path, e))
		return -1;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0) {
		err_sys(e, ERR_OPEN, path);
	} else if (!make_private(fd, S_IFDIR, 0700, path, e)) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* SQLite would make it with the rights of the umask; what it adds (-wal, -shm) takes after it. */
static bool make_file(int folder, const char *name, struct err *e)
{
	int fd = openat(folder, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
	bool ok;

	if (fd < 0)
		return err_sys(e, ERR_OPEN, name);
	ok = make_private(fd, S_IFREG, 0600, name, e);
	close(fd);
	return ok;
}

/* ---- the database ---- */

bool db_run(sqlite3 *db, const char *sql)
{
	return !sql || sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

bool db_is_damaged(sqlite3 *db)
{
	int code = sqlite3_errcode(db) & 0xff;

	return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

void db_put_aside(const struct db_plan *plan, const char *folder)
{
	static const char *const parts[] = { "", "-wal" };
	char from[PATH_MAX], to[PATH_MAX];

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		snprintf(from, sizeof(from), "%s/%s%s", folder, plan->file, parts[i]);
		snprintf(to, sizeof(to), "%s/%s.damaged%s", folder, plan->file, parts[i]);
		if (rename(from, to) != 0 && i == 0)
			log_line("store: %s: %s", from, strerror(errno));
	}
	snprintf(from, sizeof(from), "%s/%s-shm", folder, plan->file);
	unlink(from);
}

static int version_of(sqlite3 *db)
{
	sqlite3_stmt *s = db_prepare(db, "PRAGMA user_version", "");
	int version = s && sqlite3_step(s) == SQLITE_ROW ? sqlite3_column_int(s, 0) : -1;

	sqlite3_finalize(s);
	return version;
}

/* From this version, 0 for an empty file, to the plan's. */
static bool bring_up(sqlite3 *db, const struct db_plan *plan, int version)
{
	bool ok = version >= 0 && version < plan->version;

	for (; ok && version < plan->version; version++)
		ok = db_run(db, version == 0 ? plan->schema : plan->later[version - 1]);
	return ok;
}

/* Brings the tables to what the plan says. The transaction is empty-handed when another program
 * was first. */
static bool make_tables(sqlite3 *db, const struct db_plan *plan)
{
	char set[64];
	int version;
	bool ok;

	if (version_of(db) == plan->version)
		return true;
	if (!db_run(db, "BEGIN IMMEDIATE"))
		return false;
	version = version_of(db);
	snprintf(set, sizeof(set), "PRAGMA user_version = %d", plan->version);
	ok = version == plan->version || (bring_up(db, plan, version) && db_run(db, set));
	if (ok)
		return db_run(db, "COMMIT");
	db_run(db, "ROLLBACK");
	return false;
}

/* Every statement of this reads the file, so a damaged one is found out here. */
static bool set_up(sqlite3 *db, const struct db_plan *plan)
{
	sqlite3_busy_timeout(db, BUSY_MS);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	db_run(db, "PRAGMA trusted_schema = OFF");
	return db_run(db, plan->before) && db_run(db, "PRAGMA journal_mode = WAL") &&
		db_run(db, "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON") &&
		make_tables(db, plan);
}

static bool fault(sqlite3 *db, const struct db_plan *plan, const char *path, struct err *e)
{
	if (db && version_of(db) > plan->version)
		return err_set(e, ERR_OPEN, "%s is of a newer postil: %s", plan->what, path);
	return err_set(e, ERR_OPEN, "%s cannot be used: %s: %s", plan->what, path,
		db ? sqlite3_errmsg(db) : "not enough memory");
}

/* NULL with *e; *damaged when the file must be put aside. */
static sqlite3 *try_open(const struct db_plan *plan, const char *path, bool *damaged, struct err *e)
{
	const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW;
	sqlite3 *db = NULL;

	if (sqlite3_open_v2(path, &db, flags, NULL) == SQLITE_OK && set_up(db, plan)) {
		*damaged = false;
		return db;
	}
	*damaged = db && db_is_damaged(db);
	fault(db, plan, path, e);
	sqlite3_close(db);
	return NULL;
}

sqlite3 *db_open(const struct db_plan *plan, const char *folder, struct err *e)
{
	struct err ignored;
	int fd = db_folder(folder, e);
	char *real = fd < 0 ? NULL : realpath(folder, NULL), path[PATH_MAX];
	sqlite3 *db = NULL;
	bool damaged;

	if (fd < 0)
		return NULL;
	/* Only one program at a time makes or puts aside. */
	flock(fd, LOCK_EX);
	snprintf(path, sizeof(path), "%s/%s", real ? real : folder, plan->file);
	if (make_file(fd, plan->file, e)) {
		db = try_open(plan, path, &damaged, e);
		if (db)
			err_set(e, ERR_NONE, "%s", "");
		if (damaged) {
			db_put_aside(plan, folder);
			if (make_file(fd, plan->file, &ignored))
				db = try_open(plan, path, &damaged, &ignored);
			err_set(e, ERR_FORMAT, "%s was damaged; it was put aside as %s.damaged",
				plan->what, path);
		}
	}
	free(real);
	close(fd);
	return db;
}

sqlite3 *db_in_memory(const struct db_plan *plan)
{
	sqlite3 *db = NULL;

	if (sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) ==
			SQLITE_OK &&
		make_tables(db, plan))
		return db;
	sqlite3_close(db);
	return NULL;
}

/* ---- statements ---- */

sqlite3_stmt *db_prepare(sqlite3 *db, const char *sql, const char *types, ...)
{
	sqlite3_stmt *s = NULL;
	struct str text;
	va_list list;
	int code = sqlite3_prepare_v2(db, sql, -1, &s, NULL);

	va_start(list, types);
	for (int i = 0; types[i] && code == SQLITE_OK; i++)
		switch (types[i]) {
		case 'i': code = sqlite3_bind_int64(s, i + 1, va_arg(list, int64_t)); break;
		case 't':
			text = va_arg(list, struct str);
			code = sqlite3_bind_text64(s, i + 1, text.at ? text.at : "", text.len,
				SQLITE_STATIC, SQLITE_UTF8);
			break;
		default:
			text = va_arg(list, struct str);
			code = sqlite3_bind_blob64(s, i + 1, text.at, text.len, SQLITE_STATIC);
		}
	va_end(list);
	if (code == SQLITE_OK)
		return s;
	sqlite3_finalize(s);
	return NULL;
}

bool db_finish(sqlite3_stmt *statement)
{
	int code;

	if (!statement)
		return false;
	do
		code = sqlite3_step(statement);
	while (code == SQLITE_ROW);
	return sqlite3_finalize(statement) == SQLITE_OK && code == SQLITE_DONE;
}

struct str db_column(sqlite3_stmt *statement, int column)
{
	const char *at = sqlite3_column_blob(statement, column);
	int len = sqlite3_column_bytes(statement, column);

	return at && len > 0 ? (struct str){ at, (size_t)len } : STR_NONE;
}
