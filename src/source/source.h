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
	bool cut;  /* the bytes are not all: a ceiling was reached or the transfer broke off */
	bool once; /* they cannot be had again from their name: a pipe, a transfer */
};

#define SOURCE_FILE_MAX                                                                            \
	((size_t)2 * 1024 * 1024 * 1024) /* bytes of a regular file, unless the limits say */
#define SOURCE_PIPE_MAX	   ((size_t)256 * 1024 * 1024) /* bytes of a pipe */
#define SOURCE_ADDRESS_MAX ((size_t)16 * 1024 * 1024)  /* bytes of a transfer, decoded */

struct source_limits {
	size_t max; /* bytes; 0 for the default of the kind of source */
	void (*progress)(
		void *data, uint64_t bytes, uint64_t total); /* or NULL; total 0 when unknown */
	void *data;
};

/* Reads a regular file or a pipe; directories and devices are refused, a FIFO does not block the
 * opening. What is beyond the ceiling is left out and `cut` set. limits may be NULL. False with
 * *e; then s needs no source_free(). */
bool source_file(
	struct source *s, const char *path, const struct source_limits *limits, struct err *e);

/* Reads the descriptor, which may be non-blocking, from where it stands to its end; it stays
 * open. name is for messages. Otherwise like source_file(), but terminals are read too. */
bool source_fd(struct source *s, int fd, const char *name, const struct source_limits *limits,
	struct err *e);

/* Reads an http or https address through the program postil-fetch; the limits of a transfer stand
 * there. A transfer that breaks off after its first bytes sets `cut`. */
bool source_address(
	struct source *s, const char *url, const struct source_limits *limits, struct err *e);

enum {
	UNPACKED_BASE = 16 * 1024 * 1024, /* bytes that any packed source may have unpacked */
	UNPACKED_FACTOR = 8,		  /* and more for each packed byte */
};

/* Whether the bytes are gzip. */
bool source_packed(const struct source *s);

/* The most that source_unpack() makes of these bytes. */
size_t source_unpacked_max(const struct source *s);

/* Replaces the bytes by what they hold; what is beyond the ceiling or damaged is left out and
 * `cut` set. False with *e when nothing is left. */
bool source_unpack(struct source *s, struct err *e);

void source_free(struct source *s);

#endif
