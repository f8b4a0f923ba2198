/* opener_inner.h: what the parts of the opener share. */
#ifndef POSTIL_LOAD_OPENER_INNER_H
#define POSTIL_LOAD_OPENER_INNER_H

#include "load/order.h"

#include <sys/types.h>

/* Whether a descriptor is of that type (S_IFREG ...). */
bool opener_fd_is(int fd, mode_t type);

/* Starts the loader of an order, if all of it is as it should be; the reader sees by its leash
 * when none was. */
/* Starts a loader; whether it has. */
bool opener_load_order(struct parcel *p, const struct opener_options *o);

#endif
