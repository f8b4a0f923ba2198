/* say_proxy.h: faults of a proxy on the way to the host, which are none of the host's. */
#ifndef POSTIL_FETCH_SAY_PROXY_H
#define POSTIL_FETCH_SAY_PROXY_H

#include "base/buf.h"

#include <curl/curl.h>

/* Appends what a transfer that ended so has to say of its proxy: that it is not there, wants a
 * password, refuses, or reaches no host. False, and nothing appended, when the fault is not the
 * proxy's. `detail` is what libcurl says itself. */
bool say_proxy(struct buf *out, CURL *curl, CURLcode code, const char *detail);

#endif
