/* sandbox.h: what a loader child gives up before it looks at the first byte of a page. */
#ifndef POSTIL_LOAD_SANDBOX_H
#define POSTIL_LOAD_SANDBOX_H

#include "base/buf.h"

/* Limits memory and processor time in proportion to the page (bytes) and gives up every right
 * that is not needed to think and to write to open descriptors. Ends the process when a layer
 * that the kernel has cannot be put on. */
void sandbox_enter(size_t page);

#endif
