/* mime.h: what mail says in other charsets (RFC 2047). */
#ifndef POSTIL_PAGE_MIME_H
#define POSTIL_PAGE_MIME_H

#include "text/mime.h"

/* Appends a field's value with its encoded words read, as UTF-8. */
void mime_words(struct str value, struct buf *out);

/* Appends bytes of this charset as UTF-8; where the label is wrong or says nothing, as decode() finds out. */
void mime_utf8(struct str bytes, struct str charset, struct buf *out);

/* Appends a message or mailbox whose parts stand in it unencoded, in charsets of their own: each line in that of the
 * Content-Type last seen above it. */
void mime_message_utf8(struct str raw, struct buf *out);

#endif
