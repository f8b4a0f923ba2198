/* visit.c: what was on a page at the last visit, and where the reader was. Comments and blocks are
 * known by hashes: what a page says is not kept. */
#include "config.h"

#include "store/inner.h"

#include <stdlib.h>

enum { PAGES_MAX = 10000 }; /* remembered */

#define HASH_SEED 0xcbf29ce484222325u

/* FNV-1a over several texts, each with its end. */
static uint64_t mix(uint64_t hash, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		hash = (hash ^ (unsigned char)s.at[i]) * 0x100000001b3u;
	return (hash ^ 0xff) * 0x100000001b3u;
}

static uint64_t text_hash(const struct document *d, const struct doc_comment *c)
{
	uint64_t hash = HASH_SEED;

	for (uint32_t i = 0; i < c->blocks.count; i++)
		hash = mix(hash, doc_block_text(d, c->blocks.first + i));
	return hash;
}

/* Whether the id was made by counting, because the page has none: "c12" is the twelfth. */
static bool is_counted(struct str id, uint32_t ordinal)
{
	int64_t number;

	return id.len > 1 && id.at[0] == 'c' &&
		str_number(str_sub(id, 1, SIZE_MAX), 0, INT64_MAX, &number) &&
		number == (int64_t)ordinal + 1;
}

struct key {
	uint64_t key, text;
};

/* The keys of all comments. */
static struct key *make_keys(const struct document *d)
{
	struct key *keys = mem_new((size_t)d->comments + 1, sizeof(*keys));

	for (uint32_t t = 0; t < d->discussions; t++) {
		struct range r = d->discussion[t].comments;
		uint64_t seed = mix(HASH_SEED, doc_str(d, d->discussion[t].provider));

		for (uint32_t i = 0; i < r.count; i++) {
			const struct doc_comment *c = &d->comment[r.first + i];
			struct key *k = &keys[r.first + i];
			struct str id = doc_str(d, c->id);

			k->text = text_hash(d, c);
			k->key = mix(seed, is_counted(id, i) ? doc_str(d, c->author) : id);
			if (is_counted(id, i))
				k->key ^= k->text;
		}
	}
	return keys;
}

static uint64_t block_key(const struct document *d, uint32_t block)
{
	return mix(HASH_SEED, doc_block_text(d, block));
}

/* ---- recalling ---- */

/* What is remembered of a comment. */
struct memory {
	uint64_t key, text;
	bool folded;
};

static int by_key(const void *a, const void *b)
{
	const struct memory *x = a, *y = b;

	return x->key < y->key ? -1 : x->key > y->key;
}

/* The comments of a page, sorted by key; false on failure. */
static bool read_memories(sqlite3 *db, int64_t page, struct memory **out, size_t *count)
{
	sqlite3_stmt *q =
		db_prepare(db, "SELECT key, text, folded FROM comment WHERE page = ?", "i", page);
	ARRAY(struct memory) all = { 0 };
	int code = SQLITE_ERROR;

	while (q && (code = sqlite3_step(q)) == SQLITE_ROW) {
		struct memory *m = array_add(&all);

		m->key = (uint64_t)sqlite3_column_int64(q, 0);
		m->text = (uint64_t)sqlite3_column_int64(q, 1);
		m->folded = sqlite3_column_int(q, 2) != 0;
	}
	sqlite3_finalize(q);
	if (all.len > 0)
		qsort(all.at, all.len, sizeof(*all.at), by_key);
	*out = all.at;
	*count = all.len;
	return code == SQLITE_DONE;
}

/* What was remembered, laid over the document. */
static void apply(const struct document *d, const struct memory *all, size_t count, uint64_t focus,
	struct visit *v)
{
	struct key *keys = make_keys(d);

	for (uint32_t i = 0; i < d->comments; i++) {
		struct memory wanted = { .key = keys[i].key }, *m;

		if (v->focus[1] == DOC_NONE && focus != 0 && keys[i].key == focus)
			v->focus[1] = i;
		m = count ? bsearch(&wanted, all, count, sizeof(*all), by_key) : NULL;
		if (!m)
			continue;
		v->comment[i] = m->text == keys[i].text ? VISIT_KNOWN : VISIT_CHANGED;
		v->folded[i] = m->folded;
	}
	mem_free(keys);
}

static void find_block(const struct document *d, uint64_t key, struct visit *v)
{
	struct range r = d->head->blocks;

	for (uint32_t i = 0; i < r.count && key != 0; i++)
		if (block_key(d, r.first + i) == key) {
			v->focus[0] = r.first + i;
			return;
		}
}

bool store_recall(struct store *s, struct str address, const struct document *d, struct visit *v)
{
	sqlite3 *db = address.len ? store_db_if_any(s, STORE_STATE) : NULL;
	uint64_t block = 0, comment = 0;
	struct memory *all = NULL;
	size_t count = 0;
	sqlite3_stmt *q;
	int64_t page = 0;
	int code;

	*v = (struct visit){ .focus = { DOC_NONE, DOC_NONE },
		.comment = mem_new((size_t)d->comments + 1, 1),
		.folded = mem_new((size_t)d->comments + 1, sizeof(bool)) };
	if (!db)
		return false;
	q = db_prepare(db, "SELECT id, last, block, comment, talk FROM page WHERE address = ?", "t",
		address);
	code = q ? sqlite3_step(q) : SQLITE_ERROR;
	if (code == SQLITE_ROW) {
		page = sqlite3_column_int64(q, 0);
		v->when = sqlite3_column_int64(q, 1);
		block = (uint64_t)sqlite3_column_int64(q, 2);
		comment = (uint64_t)sqlite3_column_int64(q, 3);
		v->talk = sqlite3_column_int(q, 4) != 0;
	}
	sqlite3_finalize(q);
	if (code == SQLITE_ROW && read_memories(db, page, &all, &count)) {
		apply(d, all, count, comment, v);
		find_block(d, block, v);
	} else if (code != SQLITE_DONE) {
		v->when = 0;
		store_failed(s, STORE_STATE);
	}
	mem_free(all);
	return v->when != 0;
}

void visit_free(struct visit *v)
{
	mem_free(v->comment);
	mem_free(v->folded);
	*v = (struct visit){ .when = 0 };
}

/* ---- remembering ---- */

static int64_t page_id(sqlite3 *db, struct str address)
{
	sqlite3_stmt *q = db_prepare(db, "SELECT id FROM page WHERE address = ?", "t", address);
	int64_t id = q && sqlite3_step(q) == SQLITE_ROW ? sqlite3_column_int64(q, 0) : -1;

	sqlite3_finalize(q);
	return id;
}

static bool write_comments(sqlite3 *db, int64_t page, const struct document *d,
	const struct key *keys, const bool *folded)
{
	sqlite3_stmt *q = db_prepare(db,
		"INSERT INTO comment (page, key, text, folded) VALUES (?, ?, ?, ?)"
		" ON CONFLICT (page, key) DO UPDATE SET text = excluded.text, folded = "
		"excluded.folded",
		"i", page);
	bool ok = q != NULL;

	for (uint32_t i = 0; i < d->comments && ok; i++) {
		sqlite3_bind_int64(q, 2, (sqlite3_int64)keys[i].key);
		sqlite3_bind_int64(q, 3, (sqlite3_int64)keys[i].text);
		sqlite3_bind_int(q, 4, folded && folded[i]);
		ok = sqlite3_step(q) == SQLITE_DONE && sqlite3_reset(q) == SQLITE_OK;
	}
	return sqlite3_finalize(q) == SQLITE_OK && ok;
}

static bool write_visit(struct store *s, sqlite3 *db, struct str address, const struct document *d,
	const struct visit *v)
{
	static const char page[] =
		"INSERT INTO page (address, title, first, last, visits, block, comment, talk)"
		" VALUES (?1, ?2, ?3, ?3, 1, ?4, ?5, ?6) ON CONFLICT (address) DO UPDATE SET"
		" title = excluded.title, last = excluded.last, visits = visits + 1,"
		" block = excluded.block, comment = excluded.comment, talk = excluded.talk";
	/* The pages not visited longest. */
	static const char forget[] =
		"DELETE FROM page WHERE id IN"
		" (SELECT id FROM page ORDER BY last DESC, id DESC LIMIT -1 OFFSET ?)";
	struct key *keys = make_keys(d);
	uint32_t block = v->focus[0], comment = v->focus[1];
	bool ok = db_finish(db_prepare(db, page, "ttiiii", address, doc_field(d, FIELD_TITLE),
		store_now(s), block < d->blocks ? (int64_t)block_key(d, block) : (int64_t)0,
		comment < d->comments ? (int64_t)keys[comment].key : (int64_t)0, (int64_t)v->talk));

	ok = ok && db_finish(db_prepare(db, forget, "i", (int64_t)PAGES_MAX));
	ok = ok && write_comments(db, page_id(db, address), d, keys, v->folded);
	mem_free(keys);
	return ok;
}

void store_remember(
	struct store *s, struct str address, const struct document *d, const struct visit *v)
{
	sqlite3 *db = address.len ? store_db(s, STORE_STATE) : NULL;

	if (!db)
		return;
	if (!db_run(db, "BEGIN IMMEDIATE") || !write_visit(s, db, address, d, v) ||
		!db_run(db, "COMMIT"))
		store_failed(s, STORE_STATE);
}
