/* request.h: what postil-fetch is told on its standard input, as source/network.def lists it. */
#ifndef POSTIL_FETCH_REQUEST_H
#define POSTIL_FETCH_REQUEST_H

#include "base/buf.h"

struct fetch_request {
#define NUMBER(name, preset, what) int64_t name;
#define TEXT(name, what)	   struct buf name;
#include "source/network.def"
#undef NUMBER
#undef TEXT
};

/* Reads lines "name value" from the descriptor to its end. False when one is malformed, unknown,
 * or holds what has no place in a request (control characters), or when there is no address.
 * request_free() in either case. */
bool request_read(struct fetch_request *r, int fd);

void request_free(struct fetch_request *r);

#endif
