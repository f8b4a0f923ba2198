/* say.h: faults of the network in one sentence each, without the address, which the program puts
 * before it: "ADDRESS: the host is not known". */
#ifndef POSTIL_FETCH_SAY_H
#define POSTIL_FETCH_SAY_H

#include "fetch/request.h"

#define SAY_PROXY_PASSWORD                                                                         \
	"the proxy asks for a password, which is to stand in its address (NAME:PASSWORD@HOST)"

/* Appends what a final answer with this status means, and when to come back where the host says
 * (the value of Retry-After, as it came). */
void say_status(
	struct buf *out, long status, struct str retry, const struct fetch_request *request);

/* What an answer of this media type is, if no page comes of it ("a picture"); NULL for all others. */
const char *say_foreign(const char *type);

/* Appends what a CURLcode means. `detail` is what libcurl says itself, which tells faults of one
 * code apart, and is the whole sentence for codes that have none here. */
void say_fault(struct buf *out, int code, const char *detail, const struct fetch_request *request);

#endif
