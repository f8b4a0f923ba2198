/* encodings.h: what the files of decode/ share: the encodings and the ways to read them. */
#ifndef POSTIL_DECODE_ENCODINGS_H
#define POSTIL_DECODE_ENCODINGS_H

#include "base/buf.h"

enum encoding {
#define ENCODING(id, name, how, data) ENC_##id,
#include "decode/labels.def"
#undef ENCODING
	ENCODINGS
};

/* The encoding of a label, blanks around it and case ignored; -1 for none. */
int encoding_find(struct str label);
const char *encoding_name(enum encoding e);

/* The name iconv has for it; NULL when it is read without. */
const char *encoding_iconv(enum encoding e);

/* The charset the markup declares in its first bytes: an XML declaration, <meta charset>, or
 * <meta http-equiv content>; -1 for none (HTML 13.2.3.2). Linear. */
int encoding_declared(struct str start);

/* What is most likely, or -1. */
int encoding_guess(struct str bytes);

struct utf8_facts {
	size_t multi; /* well-formed characters beyond ASCII */
	size_t bad;   /* malformed parts */
};
void utf8_scan(struct str s, struct utf8_facts *f);

/* The length of the longest prefix that is valid UTF-8. */
size_t utf8_valid(struct str s);

/* Appends UTF-8 with every malformed part as one U+FFFD. As encoding_read(). */
bool utf8_read(struct str s, struct buf *out, bool *damaged);

/* Appends the bytes read as this encoding. False when out is full; *damaged is set when
 * something was replaced by U+FFFD. */
bool encoding_read(enum encoding e, struct str bytes, struct buf *out, bool *damaged);

#endif
