/* db.h: one SQLite file, opened so that nobody else reads it and none of its faults stops the
 * program. */
#ifndef POSTIL_STORE_DB_H
#define POSTIL_STORE_DB_H

#include "store/store.h"

#include <sqlite3.h>

/* What a file is to hold. */
struct db_plan {
	const char *file, *what; /* its name; what it is in a sentence, "the page cache" */
	const char *before;	 /* statements for a new file, before anything else */
	const char *schema;	 /* statements that make the tables of version 1 */
	const char *later[2];	 /* statements from version 1 to 2, 2 to 3 */
	int version;		 /* of the tables */
};

/* Makes the folder and those above it where they are missing, makes it private, opens it; -1 with
 * *e. */
int db_folder(const char *path, struct err *e);

/* Opens or makes the file in the folder, both made private. A file that is damaged is renamed to
 * FILE.damaged and a new one made. NULL with *e; where a damaged file was put aside *e says so,
 * whatever is returned, else e->code is ERR_NONE on success. */
sqlite3 *db_open(const struct db_plan *plan, const char *folder, struct err *e);

/* Tables of the same plan that live as long as the handle; NULL when there is no memory. */
sqlite3 *db_in_memory(const struct db_plan *plan);

/* Whether the last fault of the handle means that the file is damaged. */
bool db_is_damaged(sqlite3 *db);

/* Renames a damaged file and what belongs to it. */
void db_put_aside(const struct db_plan *plan, const char *folder);

/* Runs statements that give nothing. */
bool db_run(sqlite3 *db, const char *sql);

/* A statement with its arguments bound by `types`: 'i' int64_t, 't' struct str as text, 'b' struct
 * str as a blob (both must stay where they are until the statement is finalized). NULL on failure.
 */
sqlite3_stmt *db_prepare(sqlite3 *db, const char *sql, const char *types, ...);

/* The statement done to its end, and finalized; NULL is a failure. */
bool db_finish(sqlite3_stmt *statement);

/* A column as text or blob, valid until the next step. */
struct str db_column(sqlite3_stmt *statement, int column);

#endif
