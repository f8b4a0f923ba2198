/* fault_server.h: a web server on loopback that answers as badly as servers do. */
#ifndef POSTIL_TESTS_FAULT_SERVER_H
#define POSTIL_TESTS_FAULT_SERVER_H

#include "base/str.h"

#include <sys/types.h>

/* What the server does behind the answer of a fault. */
enum fault_manner {
	FAULT_END,     /* closes */
	FAULT_ENDLESS, /* the last line of the answer again and again */
	FAULT_DRIP,    /* likewise, a byte ten times a second */
	FAULT_SILENT,  /* says nothing more, stays */
	FAULT_RESET,   /* breaks the connection off */
	FAULT_AGAIN,   /* the whole answer again and again */
	FAULT_FLOOD,   /* header lines, 400 KiB of them; by HTTP/2 96 KiB */
	FAULT_DELUGE,  /* HTTP/2 only: 240 KiB of fields, more than libcurl takes */
	FAULT_HINTS,   /* likewise: 103 a few times before the answer */
	FAULT_REFUSE,  /* likewise: refuses the stream */
	FAULT_BOMB, /* 32 MiB of blanks, packed as its Content-Encoding says, gzip or deflate first (with zlib) */
	FAULT_ECHO,   /* the request as the body */
	FAULT_TAGGED, /* but 304 to who has "v1" */
	FAULT_CLOSED, /* but the request as the body to who has a password */
	FAULT_AWAY,   /* HTTP/2 only: wants no requests any more */
	FAULT_JUNK,   /* likewise: something else than HTTP/2 */
};

/* The path of what a server without TLS does when it is greeted for TLS, or as a proxy of SOCKS. */
#define FAULT_GREETING "TLS"
/* Likewise when it is asked as a proxy to lead through to another host. */
#define FAULT_PASSAGE "CONNECT"

struct fault {
	const char *path; /* with "*" at the end, all that begin so */
	struct str answer;
	enum fault_manner manner;
	const char *options; /* of the program */
	int status;	     /* of the program */
	const char *says;    /* somewhere in what it prints */
	const char *never;   /* nowhere in it; NULL for anything */
};

enum fault_tls {
	TLS_NONE,
	TLS_GOOD,    /* for 127.0.0.1, by the authority in the file */
	TLS_EXPIRED, /* likewise, a year ago */
	TLS_OTHER,   /* for another host */
	TLS_SELF,    /* by itself */
	TLS_HTTP2,   /* as TLS_GOOD, and speaks HTTP/2 where it is built with nghttp2 */
};

/* Starts a server that forks for each connection; *port is where. The certificate of the authority
 * is written to `authority` with TLS. -1 when it cannot be started. */
pid_t fault_server(const struct fault *faults, size_t count, enum fault_tls tls,
	const char *authority, int *port);

#endif
