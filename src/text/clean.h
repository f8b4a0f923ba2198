/* clean.h: the one gate between a page and the reader. What has passed it may go to a terminal,
 * a pipe, a store. */
#ifndef POSTIL_TEXT_CLEAN_H
#define POSTIL_TEXT_CLEAN_H

#include "base/buf.h"
#include "base/str.h"

/* How white space is treated. */
enum clean_space {
	CLEAN_LINE, /* runs of white space, newlines among them, become one space; none at the start and the end */
	CLEAN_PRE, /* spaces and newlines stay (CRLF and CR become newlines), tabs become spaces up to the next multiple of 8 */
};

/* A stream of pieces of one text. Zero it but for out and space; pieces may cut between
 * characters only. */
struct cleaner {
	struct buf *out;
	enum clean_space space;
	bool gap;   /* a space is due before the next character */
	bool begun; /* something of this text stands in out already (not at the start of a line) */
	unsigned marks;	 /* combining marks on the base so far */
	unsigned column; /* PRE: for tabs */
	bool cr;	 /* PRE: the last piece ended in a carriage return */
	bool based;	 /* what comes may compose with what stands in out from byte `base` on */
	bool unsettled;	 /* ... and does: bring that part to NFC */
	unsigned order;	 /* combining class of the last character */
	size_t base;
};

/* Adds a piece, cleaned: valid UTF-8 (else U+FFFD per maximal bad part), NFC, no C0 but newline,
 * no DEL, C1 (read as windows-1252 where that gives a character, since pages spell &#146;),
 * noncharacters or surrogates (U+FFFD), bidirectional controls made visible (as "[U+202E]"),
 * LRM, RLM, ALM and tag characters dropped, U+2028/2029 a newline (PRE) or space, at most 30
 * combining marks on a base, no-break space kept as U+00A0, byte order marks and deprecated
 * format characters dropped. Returns false when out is full. */
bool cleaner_add(struct cleaner *c, struct str raw);

/* A line break that is not white space of the source (a <br>): drops a due space, adds a newline
 * if something stands before. */
bool cleaner_break(struct cleaner *c);

/* One whole text. */
bool text_clean(struct str raw, enum clean_space space, struct buf *out);

/* Whether this is a text that text_clean() can have made (tabs allowed, for table rows), but for
 * NFC, which nobody's safety hangs on. For the check of a received image. Linear. */
bool text_is_clean(struct str s);

/* A short form for error messages and titles: cleaned, one line, cut with "…" beyond `columns`
 * columns; into out, terminated. */
const char *text_show(struct str raw, int columns, struct buf *out);

#endif
