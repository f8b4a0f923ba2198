/* store.h: what outlives a run, in two SQLite files: copies of fetched pages (the cache, which may
 * be deleted at any time) and what the reader has seen (the state). Both are opened when first
 * needed. Whatever goes wrong, the reader goes on without: then store_trouble() has one sentence.
 * Visits are remembered to the end of the run even without a file.
 * Several programs may use the files at the same time. Folders are 0700 and files 0600, whatever
 * the umask. */
#ifndef POSTIL_STORE_STORE_H
#define POSTIL_STORE_STORE_H

#include "base/buf.h"
#include "document/document.h"

enum store_part {
	STORE_CACHE, /* $XDG_CACHE_HOME/postil/pages.db */
	STORE_STATE, /* $XDG_STATE_HOME/postil/state.db */
	STORE_PARTS
};

struct store_options {
	bool without[STORE_PARTS]; /* no file */
	uint64_t cache_max; /* bytes of all copies together; the ones not used longest go first */
	int64_t now;	    /* seconds since 1970 */
};

struct store;

struct store *store_new(const struct store_options *o);
void store_free(struct store *s); /* NULL is fine */

/* Appends the folder of a part, also when it does not exist; false when the environment names
 * none (neither the variable nor HOME is an absolute path). */
bool store_folder(enum store_part part, struct buf *out);

/* Makes the folder of a part that has a file, and appends its path: for a program that will not be
 * able to make it later. False when it has none, or cannot have one. */
bool store_prepare(struct store *s, enum store_part part, struct buf *folder);

/* What has gone wrong since the last call, as one sentence to be cleaned before it is shown; the
 * empty text for nothing. Valid until the next call of any function here. */
struct str store_trouble(struct store *s);

/* ---- the cache: bytes by address (cache.c). A store of NULL holds nothing and keeps nothing. ----
 */

/* Writes the copy of this address into an empty file, from its beginning; false when there is
 * none. */
bool store_copy(struct store *s, struct str address, int fd);

/* Keeps what the file holds as the copy of this address, instead of an older one. */
void store_keep(struct store *s, struct str address, int fd);

/* ---- the state: visits by address (visit.c) ---- */

enum visit_comment {
	VISIT_NEW,     /* was not there */
	VISIT_KNOWN,   /* was there */
	VISIT_CHANGED, /* was there with another text */
};

/* What is known of an address, in terms of a document from it. */
struct visit {
	int64_t when;	   /* of the last visit, seconds since 1970; 0: never */
	uint8_t *comment;  /* by comment of the document: enum visit_comment */
	bool *folded;	   /* likewise */
	uint32_t focus[2]; /* block of the article and comment where the reader was; DOC_NONE */
	bool talk;	   /* the reader was in the discussion */
};

/* Fills *v, always, for visit_free(); false when the address was never visited. Comments are known
 * again by their id, or, where the page has none, by author and text; blocks by their text. */
bool store_recall(struct store *s, struct str address, const struct document *d, struct visit *v);

/* Remembers this as the last visit: every comment of the document has been there. Of *v `folded`,
 * `focus` and `talk` are taken. */
void store_remember(
	struct store *s, struct str address, const struct document *d, const struct visit *v);

void visit_free(struct visit *v);

/* ---- the state: hosts that want https (hosts.c) ---- */

struct store_host {
	struct str name;
	int64_t expires; /* seconds since 1970 */
	bool below;	 /* the hosts below it, too */
};

/* Calls for each host that has not expired; the name lives until the call returns. How many. */
size_t store_hosts(
	struct store *s, void (*each)(void *data, const struct store_host *h), void *data);

/* Takes these instead of what was known of them; one that has expired is forgotten. */
void store_put_hosts(struct store *s, const struct store_host *h, size_t count);

#endif
