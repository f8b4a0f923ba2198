/* place.h: what a user means by the name of a page. */
#ifndef POSTIL_LOAD_PLACE_H
#define POSTIL_LOAD_PLACE_H

#include "base/buf.h"
#include "base/err.h"

/* Whether it names something on the network. */
bool place_is_address(const char *place);

/* Appends the address in the form that is asked for: the host in ASCII, nothing that has no place
 * in a request, without user name, password and fragment. False with *e when it cannot be one;
 * control characters are never forgiven. */
bool place_address(const char *place, struct buf *out, struct err *e);

/* Whether it is a file: address; then its path is appended, or *ok cleared with *e when it is on
 * another host or cannot be one. Only for what the user typed. */
bool place_is_file(const char *place, struct buf *path, bool *ok, struct err *e);

bool place_same_host(struct str a, struct str b);

/* Whether a page that came from `from` may have this address asked for: a plain one of http or
 * https, and none of this machine or of a private network unless it is of the same host. */
bool place_may_name(struct str url, struct str from);

/* After a place could not be opened as a file: says better what is wrong where it is no name of
 * one but an address of another kind, or one without its beginning. */
void place_unfound(const char *place, struct err *e);

#endif
