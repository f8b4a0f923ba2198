/* decode.h: from labelled bytes to valid UTF-8. */
#ifndef POSTIL_DECODE_DECODE_H
#define POSTIL_DECODE_DECODE_H

#include "base/buf.h"

enum decode_how {
	DECODE_BOM,
	DECODE_LABEL,	 /* as labelled from outside */
	DECODE_META,	 /* as the first bytes declare (meta charset, XML declaration) */
	DECODE_VALID,	 /* valid UTF-8, whatever it declares */
	DECODE_GUESSED,	 /* by uchardet, or from the zero bytes of UTF-16 */
	DECODE_FALLBACK, /* windows-1252 */
	DECODE_FORCED,	 /* as the user said */
};

enum { DECODE_CONVERTERS = 7 };

/* What the bytes will be read as; made by decode_choose(). */
struct decode_choice {
	int encoding; /* an index into labels.def; -1: still to be guessed from the bytes */
	enum decode_how how;
	size_t skip; /* bytes of a byte order mark */
	bool valid;  /* the bytes behind it are valid UTF-8 */
	void *converter
		[DECODE_CONVERTERS]; /* kept open, so that opening them again needs no file */
};

struct decoded {
	struct str text; /* valid UTF-8 without BOM; bad parts are U+FFFD; line ends as they were */
	struct buf own;	 /* holds the text, unless the bytes given did for themselves */
	const char *charset; /* the name used, as the WHATWG Encoding Standard spells it; static */
	enum decode_how how;
	bool damaged; /* some bytes did not fit the charset */
};

/* Chooses the charset. Order of belief: a byte order mark, the label, a declaration in the first
 * 1,024 bytes (or, where the bytes are not UTF-8, in the first 16 KiB, since browsers begin again
 * at a late one), valid UTF-8, a guess, windows-1252 (Encoding Standard and HTML 13.2.3). A label
 * or declaration loses when the bytes prove it wrong: another charset against bytes that are valid
 * UTF-8 with at least two characters beyond ASCII; UTF-16 against valid UTF-8 without a zero byte;
 * UTF-8 against bytes in which most such characters are malformed. A forced label loses to nothing.
 * After this decode_with() and decode() of parts in any charset open no file. */
void decode_choose(struct decode_choice *c, struct str bytes, struct str label, bool forced);
void decode_choice_free(struct decode_choice *c);

/* Whether a label names a charset that can be read. */
bool decode_knows(struct str label);

/* Loads every converter, for texts whose parts have charsets of their own. */
void decode_choose_any(struct decode_choice *c);

/* Decodes as chosen. Bytes that are UTF-8 already are not copied: then d lives no longer than
 * they do. False only when the text does not fit max (bytes, 0 for none): then the beginning is
 * in d. */
bool decode_with(const struct decode_choice *c, struct str bytes, size_t max, struct decoded *d);

/* Both steps. */
bool decode(struct str bytes, struct str label, size_t max, struct decoded *d);

void decoded_free(struct decoded *d);

/* "declared in the page" and the like, for --explain. */
const char *decode_how_name(enum decode_how how);

#endif
