/* source.h: bytes with what is known about them, wherever they come from. Nothing here looks
 * inside them. */
#ifndef POSTIL_SOURCE_SOURCE_H
#define POSTIL_SOURCE_SOURCE_H

#include "base/buf.h"
#include "base/err.h"

struct source {
	struct buf bytes;
	struct buf name; /* as the user gave it: path, address, "-" */
	/* the address the bytes are from, after redirects; empty for a file that does not
	 * say */
	struct buf url;
	struct buf type; /* media type as labelled ("text/html"), empty when unknown */
	/* as labelled outside the bytes (HTTP header, --charset), empty when unknown */
	struct buf charset;
	struct buf etag,
		modified; /* validators of the bytes, as the host sent them; empty for none */
	struct buf why;	  /* the bytes are cut: why, part of a sentence; empty for a ceiling */
	int64_t taken; /* when a copy was made, seconds since 1970; 0 for bytes from the source itself */
	bool cut;      /* the bytes are not all: a ceiling was reached or the transfer broke off */
	bool stopped; /* it was ended by source_limits.progress */
	bool once;    /* they cannot be had again from their name: a pipe, a transfer */
	bool private; /* the host says that nobody may keep them */
	bool brotli;  /* said to be packed so, which does not show */
};

#define SOURCE_FILE_MAX                                                                            \
	((size_t)2 * 1024 * 1024 * 1024) /* bytes of a regular file, unless the limits say */
#define SOURCE_PIPE_MAX	   ((size_t)256 * 1024 * 1024) /* bytes of a pipe */
#define SOURCE_ADDRESS_MAX ((size_t)16 * 1024 * 1024)  /* bytes of a transfer, decoded */

struct source_limits {
	size_t max; /* bytes; 0 for the default of the kind of source */
	/* or NULL; total 0 when unknown. False ends the reading: what is there is the source, `cut`
	 * and `stopped`; who still sends is left alone. */
	bool (*progress)(void *data, uint64_t bytes, uint64_t total);
	void *data;
};

/* Reads a regular file, a pipe, or what source_folder() finds in a folder; devices are refused, a
 * FIFO does not block the opening. What is beyond the ceiling is left out and `cut` set. limits may
 * be NULL. False with *e; then s needs no source_free(). */
bool source_file(
	struct source *s, const char *path, const struct source_limits *limits, struct err *e);

/* Reads the descriptor, which may be non-blocking, from where it stands to its end; it stays
 * open. name is for messages. Otherwise like source_file(), but terminals are read too. */
bool source_fd(struct source *s, int fd, const char *name, const struct source_limits *limits,
	struct err *e);

/* How addresses are read: what network.def lists (`url` and `max` are filled in here). */
struct source_network {
#define NUMBER(name, preset, what) int64_t name;
#define TEXT(name, what)	   const char *name;
#include "source/network.def"
#undef NUMBER
#undef TEXT
	int hosts_file; /* a descriptor for `hosts`, which is filled in; 0 for none */
	bool offline;	/* nobody is asked: the copy, or a sentence that there is none */
};

/* Reads an http or https address (url_is_safe() has said so) through the program postil-fetch. A
 * transfer that breaks off after its first bytes sets `cut`. `copy` is -1 or holds a copy made by
 * source_keep() earlier: when the host says that it still holds, or is not to be asked, it is the
 * answer, and `taken` is set. network may be NULL. */
bool source_address(struct source *s, const char *url, const struct source_limits *limits,
	const struct source_network *network, int copy, struct err *e);

/* Writes the source into an empty file so that source_again() has it whole, with what is known
 * about it. now: seconds since 1970. */
bool source_keep(const struct source *s, int fd, int64_t now);

/* Reads what source_keep() has written, from the beginning of the file. */
bool source_again(struct source *s, int fd, const char *name, struct err *e);

/* Reads a folder: the mail in a Maildir as a mailbox, or the one page that lies in it. */
bool source_folder(
	struct source *s, const char *path, const struct source_limits *limits, struct err *e);

enum {
	UNPACKED_BASE = 16 * 1024 * 1024, /* bytes that any packed source may have unpacked */
	UNPACKED_FACTOR = 8,		  /* and more for each packed byte */
};

/* Whether the bytes may hold others in a charset of their own: packed, an archive, a message. */
bool source_packed(const struct source *s);

/* The most that source_unpack() makes of these bytes. */
size_t source_unpacked_max(const struct source *s);

/* Replaces the bytes by the page they hold, and takes what is said about it there: gzip, zstd,
 * brotli (by name), web archives (WARC: `record` names a page by its address or by its number, from
 * 1; else the first is taken), answers of web servers, pages saved as a message (MHTML); one within
 * the other. Pages that say in a comment where they were saved from get that address. What is
 * beyond the ceiling or damaged is left out and `cut` set. False with *e when nothing is left, and
 * for what is known to hold no page (PDF, pictures). */
bool source_unpack(struct source *s, const char *record, struct err *e);

void source_free(struct source *s);

#endif
