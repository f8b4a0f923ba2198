/* order.h: what the reader and its opener say to each other: one datagram an order, one an answer. */
#ifndef POSTIL_LOAD_ORDER_H
#define POSTIL_LOAD_ORDER_H

#include "load/child.h"
#include "load/opener.h"

enum order_kind {
	ORDER_LOAD, /* texts: those of the request, then why; fds: reports, image, early, hosts and bytes (image again without them), leash; no answer */
	ORDER_BROWSE,	   /* text: address; answer: how it ended */
	ORDER_COPY,	   /* fd: its standard input; answer: how it ended */
	ORDER_RUN,	   /* likewise, of the command line typed last */
	ORDER_ASK_COMMAND, /* answer: as opener.h says */
	ORDER_ASK_FILE,
};

enum {
	ORDER_TEXTS = 16,
	ORDER_FDS = 6,
	ORDER_BYTES = 64 * 1024, /* of all texts together */
};

struct order {
	uint32_t kind;
	bool kept, copy, early, hosts, bytes;
	struct load_request request; /* its pointers mean nothing on the other side */
	uint32_t texts;
	uint32_t len[ORDER_TEXTS]; /* bytes with the zero at the end; 0 for NULL */
	uint32_t fds;
};

/* An order with what belongs to it. */
struct parcel {
	struct order order;
	char bytes[ORDER_BYTES]; /* the texts, one behind the other */
	size_t used;
	const char *text[ORDER_TEXTS]; /* in bytes, or NULL */
	int fd[ORDER_FDS];
};

/* Adds a text; false when there is no more room. */
bool parcel_text(struct parcel *p, const char *text);
void parcel_fd(struct parcel *p, int fd);

bool parcel_send(const struct parcel *p, int socket);

/* Waits for one. False when the other side is gone or speaks nonsense; then no descriptor is open.
 * The texts are terminated. */
bool parcel_receive(struct parcel *p, int socket);

bool answer_send(int socket, const struct opener_answer *a);
bool answer_receive(int socket, struct opener_answer *a);

/* What the opener does until the socket is closed. Never returns. */
_Noreturn void opener_serve(int socket, const struct opener_options *options);

#endif
