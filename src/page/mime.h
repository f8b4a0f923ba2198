/* mime.h: what mail does to text so that it passes through seven-bit lines (RFC 2045, 2047, 5322). All linear; what is
 * malformed stands as it is. */
#ifndef POSTIL_PAGE_MIME_H
#define POSTIL_PAGE_MIME_H

#include "page/page.h"

/* Cuts the header off *message, with the empty line behind it; the body is left there. */
struct str mime_head(struct str *message);

/* Appends the first field of this name (case ignored), unfolded; false when there is none. */
bool mime_field(struct str head, struct str name, struct buf *out);

/* A parameter of a field's value, like the boundary in `multipart/mixed; boundary="x"`; empty for none. */
struct str mime_parameter(struct str value, struct str name);

/* Appends the bytes that are meant. `word`: inside an encoded word, where "_" is a blank. */
void mime_quoted_printable(struct str s, bool word, struct buf *out);
void mime_base64(struct str s, struct buf *out);

/* Appends a field's value with its encoded words read, as UTF-8. */
void mime_words(struct str value, page_decoder *decoder, struct buf *out);

/* Appends bytes of this charset as UTF-8. Without a decoder those of Western Europe are known; of others, and where the label is wrong, what
 * is valid UTF-8 is kept, and U+FFFD stands for the rest. */
void mime_utf8(struct str bytes, struct str charset, page_decoder *decoder, struct buf *out);

#endif
