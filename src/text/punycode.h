/* punycode.h: labels of host names in other scripts than ASCII's (RFC 3492). */
#ifndef POSTIL_TEXT_PUNYCODE_H
#define POSTIL_TEXT_PUNYCODE_H

#include "base/buf.h"

#include <stdint.h>

#define PUNYCODE_MAX 63 /* characters of a label (RFC 1035) */

/* Appends "xn--" and what stands for so many characters, at most PUNYCODE_MAX. */
void punycode_add(const uint32_t *c, uint32_t len, struct buf *out);

/* The characters of a label that begins with "xn--"; false when it is none. */
bool punycode_read(struct str label, uint32_t c[PUNYCODE_MAX], uint32_t *len);

#endif
