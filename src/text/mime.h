/* mime.h: what mail does to bytes so that they pass through seven-bit lines, and how it puts
 * several into one (RFC 2045, 2046, 5322). All linear; what is malformed stands as it is. */
#ifndef POSTIL_TEXT_MIME_H
#define POSTIL_TEXT_MIME_H

#include "base/buf.h"

/* Cuts the header off *message, with the empty line behind it; the body is left there. */
struct str mime_head(struct str *message);

/* Appends the first field of this name (case ignored), unfolded; false when there is none. */
bool mime_field(struct str head, struct str name, struct buf *out);

/* A parameter of a field's value, like the boundary in `multipart/mixed; boundary="x"`; empty for
 * none. */
struct str mime_parameter(struct str value, struct str name);

/* Appends the bytes that are meant. `word`: inside an encoded word, where "_" is a blank. */
void mime_quoted_printable(struct str s, bool word, struct buf *out);
void mime_base64(struct str s, struct buf *out);

/* ---- parts ---- */

struct mime_part {
	struct str head, body;
};

/* Appends the bytes of a part, with its transfer encoding taken off; false when it had none: then
 * they are the body as it stands. */
bool mime_part_bytes(const struct mime_part *part, struct buf *out);

/* The parts of a message that are no multiparts themselves, in their order. Every level reads its
 * lines once; a multipart too deep, or without its boundary, is a part. */
struct mime_walk;
struct mime_walk *mime_walk_new(struct str head, struct str body);
void mime_walk_free(struct mime_walk *w);

/* The next part; its type ("text/html; charset=x") replaces what *type holds. False at the end. */
bool mime_walk_next(struct mime_walk *w, struct mime_part *part, struct buf *type);

#endif
