/* sink.h: where the writers of print/ write: a buffer that flows into a descriptor, or stays in
 * memory. */
#ifndef POSTIL_PRINT_SINK_H
#define POSTIL_PRINT_SINK_H

#include "base/buf.h"
#include "base/err.h"

#define SINK_CHUNK ((size_t)65536) /* bytes gathered before they are written */

struct sink {
	struct buf out; /* what is not yet written; everything when fd is -1 */
	int fd;		/* -1: keep in memory */
	bool failed;	/* a write failed: what follows is dropped */
	int sys;	/* its errno */
};

void sink_add(struct sink *s, struct str text);
void sink_z(struct sink *s, const char *z);
void sink_char(struct sink *s, char c);
void sink_fill(struct sink *s, char c, size_t count);
void sink_printf(struct sink *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Writes what is left and frees the buffer of a sink with a descriptor (which stays open). False
 * with *e when any write failed. A reader that went away (EPIPE) is a failure with e->sys set. */
bool sink_end(struct sink *s, struct err *e);

#endif
