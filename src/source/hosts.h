/* hosts.h: hosts that have said that they want to be asked by https alone (HSTS, RFC 6797), in
 * lines "name expires below", for files between the program, the loader and the fetcher. */
#ifndef POSTIL_SOURCE_HOSTS_H
#define POSTIL_SOURCE_HOSTS_H

#include "base/buf.h"

enum { HOSTS_BYTES = 128 * 1024 }; /* of all lines together; more are not read */

struct source_host {
	struct str name; /* lower case, as it stands in addresses */
	int64_t expires; /* seconds since 1970; 0: it does not want that any more */
	bool below;	 /* the hosts below it are meant, too */
};

/* Takes a line apart; the name points into it. False when it is none, or the name is none that
 * may have said so (no letter, as numbers have none; other characters than host names have). */
bool source_host_read(struct str line, struct source_host *h);

void source_host_write(struct buf *out, const struct source_host *h);

/* Appends all that stands in the file, from its beginning; false when it cannot be read or is too
 * long. */
bool source_hosts_load(int fd, struct buf *out);

/* Makes the file hold this and nothing else. */
bool source_hosts_save(int fd, struct str lines);

#endif
