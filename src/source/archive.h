/* archive.h: the kinds of bytes that hold others, shared by the files that take them apart. All of
 * them run in the cell of the loader child. */
#ifndef POSTIL_SOURCE_ARCHIVE_H
#define POSTIL_SOURCE_ARCHIVE_H

#include "source/source.h"

/* ---- packing.c ---- */

struct packing;

/* The packing that the bytes begin like; NULL for none that is known. */
const struct packing *packing_of(struct str bytes);

/* Replaces the bytes by what is packed in them, at most `max`; of a web archive, by the record.
 * What is damaged or beyond is left out and `cut` set. False with *e when nothing is left. */
bool packing_take(
	const struct packing *p, struct source *s, const char *record, size_t max, struct err *e);

/* Brotli has no magic number: bytes that do not unpack stay what they are, and it is false. */
bool packing_brotli(struct source *s, size_t max);

/* ---- warc.c ---- */

/* Which record of a web archive is looked for, and what has been seen. */
struct warc_search {
	const char *record; /* an address or a number; NULL for the first page */
	int64_t number;	    /* of the page, from 1; 0 when it is not asked for by number */
	size_t records, pages;
	bool damaged;
};

bool warc_is(struct str bytes);
void warc_begin(struct warc_search *w, const char *record);

/* Looks through the records that stand in the bytes; true when the wanted one is among them: then
 * *block is what it holds, *head its header, and *whole whether it is not cut off. */
bool warc_find(
	struct warc_search *w, struct str bytes, struct str *head, struct str *block, bool *whole);

/* Takes the wanted record of a web archive. */
bool warc_take(struct source *s, const char *record, struct err *e);

/* Makes the source what the record holds. */
void warc_use(struct source *s, struct str head, struct str block, bool whole);

/* That there is no such record. */
bool warc_missing(const struct source *s, const struct warc_search *w, struct err *e);

/* ---- http.c ---- */

/* The answer of a web server, as archives and curl -i keep it. */
bool http_is(struct str bytes);
bool http_take(struct source *s, struct err *e);

/* The status and the media type of an answer; 0 when it is none. */
long http_status(struct str bytes, struct buf *type);

/* ---- mhtml.c ---- */

/* A message whose root is a page with what belongs to it. */
bool mhtml_is(struct str bytes);
void mhtml_take(struct source *s);

/* Whether the bytes begin like a message or a mailbox. */
bool mail_like(struct str bytes);

/* ---- saved.c ---- */

/* Takes the address that a saved page gives in a comment, when none is known. */
void saved_address(struct source *s);

#endif
