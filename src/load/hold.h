/* hold.h: an image in memory with the document that was proved to be in it. */
#ifndef POSTIL_LOAD_HOLD_H
#define POSTIL_LOAD_HOLD_H

#include "base/buf.h"
#include "base/err.h"
#include "document/document.h"

struct hold {
	void *map; /* of a memory file, or NULL */
	size_t map_len;
	struct buf own; /* else the bytes themselves */
};

/* Maps the memory file, which nobody can change any more, and proves the image in its first
 * `len` bytes; the `more` bytes behind it are appended to *rest. False with *e, and nothing
 * held, when there is none. */
bool hold_file(struct hold *h, int fd, uint64_t len, uint64_t more, struct document *d,
	struct buf *rest, struct err *e);

/* Takes the bytes over (*image is empty afterwards) and proves them. False with *e, and nothing
 * held. */
bool hold_bytes(struct hold *h, struct buf *image, struct document *d, struct err *e);

void hold_free(struct hold *h);

#endif
