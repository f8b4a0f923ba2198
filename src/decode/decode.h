/* decode.h: from labelled bytes to valid UTF-8. */
#ifndef POSTIL_DECODE_DECODE_H
#define POSTIL_DECODE_DECODE_H

#include "base/buf.h"

enum decode_how {
	DECODE_BOM,
	DECODE_LABEL,		/* as labelled from outside */
	DECODE_META,		/* as the first 1,024 bytes declare (meta charset, XML declaration) */
	DECODE_VALID,		/* undeclared, but valid UTF-8 */
	DECODE_GUESSED,		/* by uchardet */
	DECODE_FALLBACK,	/* windows-1252 */
};

struct decoded {
	struct buf text;	/* valid UTF-8 without BOM; bad parts are U+FFFD; line ends as they were */
	char charset[40];	/* the name used, as the WHATWG Encoding Standard spells it */
	enum decode_how how;
	bool damaged;		/* some bytes did not fit the charset */
};

/* Order of belief: BOM, label, declaration in the first 1,024 bytes, valid UTF-8, guess,
 * windows-1252 (Encoding Standard and HTML 13.2.3). A declared charset in which the bytes are
 * impossible, while they are valid UTF-8 with at least one multi-byte character, loses to UTF-8.
 * False only when the text does not fit max (bytes, 0 for none): then the beginning is in d. */
bool decode(struct str bytes, struct str label, size_t max, struct decoded *d);

#endif
