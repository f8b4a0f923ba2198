/* sandbox.h: what a loader child gives up before it looks at the first byte of a page. */
#ifndef POSTIL_LOAD_SANDBOX_H
#define POSTIL_LOAD_SANDBOX_H

#include "base/buf.h"
#include "base/err.h"

/* Limits memory and processor time in proportion to the page (bytes) and gives up every right
 * that is not needed to think and to write to open descriptors: Landlock without any rule, then
 * an allow-list of system calls, all others answered with EPERM. A layer that the kernel does not
 * have is left out; false with *e when one that it has cannot be put on, or when a call that must
 * be refused is not. Builds with sanitizers only limit the time. */
bool sandbox_enter(size_t page, struct err *e);

/* Appends which layers this kernel gives: "seccomp, Landlock 6, limits". */
void sandbox_layers(struct buf *out);

#endif
