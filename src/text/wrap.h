/* wrap.h: where lines may break (UAX #14), and where a line of given width ends. */
#ifndef POSTIL_TEXT_WRAP_H
#define POSTIL_TEXT_WRAP_H

#include "base/str.h"
#include "text/hyphen.h"

/* One line of a wrapped text. */
struct line {
	size_t from, to; /* bytes shown: without the blanks or newline that end the line */
	size_t next;	 /* where the next line begins; the length of the text at the end */
	int width;	 /* columns of from..to, without the hyphen */
	bool hyphen; /* it ends in a soft or automatic hyphen that must be drawn (there is room for it) */
};

/* The line that begins at byte `at` of a clean text, at most `columns` (>= 1) wide, ended by a
 * newline or at the last allowed break; a word longer than the line is cut between clusters, at
 * least one cluster a line. False at the end of the text. Never slower than the length of the
 * line (whatever follows it). */
bool text_line(struct str s, size_t at, int columns, struct line *line);

/* The same; the word that does not fit is parted by the patterns of its language. h may be NULL. */
bool text_line_parted(struct str s, size_t at, int columns, struct hyphen *h, struct line *line);

/* How many lines text_line() gives, at most `limit`. */
unsigned text_lines(struct str s, int columns, unsigned limit);

#endif
