/* fault_peer.h: what the files of the fault server share. */
#ifndef POSTIL_TESTS_FAULT_PEER_H
#define POSTIL_TESTS_FAULT_PEER_H

#include "base/buf.h"
#include "fetch/fault_server.h"

#ifdef HAVE_SSL
#include <openssl/ssl.h>
#else
typedef void SSL;
typedef void SSL_CTX;
#endif

struct fault_peer {
	int fd;
	SSL *ssl; /* NULL without TLS */
};

bool fault_say(const struct fault_peer *p, struct str s);

/* What comes next; 0 when the other side is gone. */
size_t fault_hear(const struct fault_peer *p, char *out, size_t size);

/* The row of this path; NULL for none. */
const struct fault *fault_find(const struct fault *faults, size_t count, struct str path);

struct str fault_last_line(struct str answer);

/* 32 MiB of blanks, packed as the header says (FAULT_BOMB). Without zlib they are none. */
void fault_packed(struct str answer, struct buf *out);

/* Serves the connection by HTTP/2, to its end. Without nghttp2 it only closes. */
void fault_http2(const struct fault_peer *p, const struct fault *faults, size_t count);

#endif
