/* store.c: the two files, opened when needed, left alone when they fail. */
#include "config.h"

#include "store/store.h"

#include "base/log.h"
#include "store/inner.h"

#include <stdlib.h>
#include <unistd.h>

struct part {
	sqlite3 *db;
	bool off; /* the file is not wanted, or given up */
	struct buf folder;
};

struct store {
	struct store_options o;
	struct part part[STORE_PARTS];
	struct buf trouble, told;
};

static const struct {
	const char *variable, *home; /* where the folder is */
	struct db_plan plan;
} parts[STORE_PARTS] = {
	[STORE_CACHE] = { "XDG_CACHE_HOME", ".cache",
		{ .file = "pages.db",
			.what = "the page cache",
			.before = "PRAGMA auto_vacuum = FULL",
			.version = 1,
			.schema = "CREATE TABLE page (address TEXT PRIMARY KEY NOT NULL,"
				  " used INTEGER NOT NULL, size INTEGER NOT NULL, bytes BLOB NOT "
				  "NULL);"
				  "CREATE INDEX page_used ON page (used)" } },
	[STORE_STATE] = { "XDG_STATE_HOME", ".local/state",
		{ .file = "state.db",
			.what = "the record of visits",
			.version = 2,
			.later = { "CREATE TABLE host (name TEXT PRIMARY KEY NOT NULL, expires "
				   "INTEGER NOT NULL, below INTEGER NOT NULL) WITHOUT ROWID" },
			.schema = "CREATE TABLE page (id INTEGER PRIMARY KEY, address TEXT UNIQUE "
				  "NOT NULL,"
				  " title TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT "
				  "NULL,"
				  " visits INTEGER NOT NULL, block INTEGER, comment INTEGER,"
				  " talk INTEGER NOT NULL);"
				  "CREATE INDEX page_last ON page (last);"
				  "CREATE TABLE comment (page INTEGER NOT NULL REFERENCES page"
				  " ON DELETE CASCADE, key INTEGER NOT NULL, text INTEGER NOT NULL,"
				  " folded INTEGER NOT NULL, PRIMARY KEY (page, key)) WITHOUT "
				  "ROWID" } },
};

struct store *store_new(const struct store_options *o)
{
	struct store *s = mem_new(1, sizeof(*s));

	s->o = *o;
	for (int i = 0; i < STORE_PARTS; i++)
		s->part[i].off = o->without[i];
	if (o->cache_max == 0)
		s->part[STORE_CACHE].off = true;
	return s;
}

void store_free(struct store *s)
{
	if (!s)
		return;
	for (int i = 0; i < STORE_PARTS; i++) {
		sqlite3_close(s->part[i].db);
		buf_free(&s->part[i].folder);
	}
	buf_free(&s->trouble);
	buf_free(&s->told);
	mem_free(s);
}

bool store_folder(enum store_part part, struct buf *out)
{
	const char *own = getenv(parts[part].variable), *home = getenv("HOME");

	if (own && own[0] == '/')
		return buf_printf(out, "%s/postil", own);
	if (home && home[0] == '/')
		return buf_printf(out, "%s/%s/postil", home, parts[part].home);
	return false;
}

static void say(struct store *s, const char *text)
{
	log_line("store: %s", text);
	if (s->trouble.len == 0)
		buf_add(&s->trouble, str_z(text));
}

bool store_prepare(struct store *s, enum store_part part, struct buf *folder)
{
	struct err e;
	int fd;

	if (!s || s->part[part].off || !store_folder(part, folder))
		return false;
	fd = db_folder(buf_z(folder), &e);
	if (fd >= 0) {
		close(fd);
		return true;
	}
	s->part[part].off = true;
	say(s, e.text);
	return false;
}

struct str store_trouble(struct store *s)
{
	if (!s)
		return STR_NONE;
	buf_cut(&s->told, 0);
	buf_add(&s->told, buf_str(&s->trouble));
	buf_cut(&s->trouble, 0);
	return buf_str(&s->told);
}

static void open_file(struct store *s, enum store_part part)
{
	struct part *p = &s->part[part];
	struct err e = { .code = ERR_NONE };

	if (!p->off && store_folder(part, &p->folder))
		p->db = db_open(&parts[part].plan, buf_z(&p->folder), &e);
	p->off = !p->db;
	if (e.code != ERR_NONE)
		say(s, e.text);
}

sqlite3 *store_db_if_any(struct store *s, enum store_part part)
{
	struct part *p;

	if (!s)
		return NULL;
	p = &s->part[part];
	if (!p->db && !p->off)
		open_file(s, part);
	return p->db;
}

sqlite3 *store_db(struct store *s, enum store_part part)
{
	struct part *p;

	if (store_db_if_any(s, part) || !s)
		return s ? s->part[part].db : NULL;
	p = &s->part[part];
	if (!p->db && p->off && part == STORE_STATE)
		p->db = db_in_memory(&parts[part].plan);
	return p->db;
}

void store_failed(struct store *s, enum store_part part)
{
	struct part *p = &s->part[part];
	struct err e;
	bool damaged = !p->off && db_is_damaged(p->db);

	err_set(&e, ERR_WRITE, "%s cannot be used: %s%s", parts[part].plan.what,
		sqlite3_errmsg(p->db), damaged ? "; it was put aside" : "");
	say(s, e.text);
	sqlite3_close(p->db);
	p->db = NULL;
	p->off = true;
	if (damaged)
		db_put_aside(&parts[part].plan, buf_z(&p->folder));
}

uint64_t store_cache_max(const struct store *s)
{
	return s->o.cache_max;
}

int64_t store_now(const struct store *s)
{
	return s->o.now;
}
