/* fd.h: files by their descriptors. */
#ifndef POSTIL_BASE_FD_H
#define POSTIL_BASE_FD_H

#include "base/str.h"

/* Writes all of s, again where a signal came between. False when it cannot (errno), with a part
 * written perhaps. */
bool fd_write(int fd, struct str s);

#endif
