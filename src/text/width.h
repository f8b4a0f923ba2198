/* width.h: how many columns text takes on a terminal, cluster by cluster. */
#ifndef POSTIL_TEXT_WIDTH_H
#define POSTIL_TEXT_WIDTH_H

#include "base/str.h"

/* Columns of one code point as the terminal libraries count them: 0, 1 or 2; -1 for what cannot
 * be shown. Needs no locale. */
int char_width(uint32_t c);

/* Decodes the character at byte `at` of valid or invalid UTF-8: its bytes (of a bad one the
 * longest part that could begin a character, at least 1, with *c = U+FFFD). 0 at the end. */
size_t char_decode(struct str s, size_t at, uint32_t *c);

/* Writes c as UTF-8 (at most 4 bytes, no terminator); the bytes written. */
size_t char_encode(uint32_t c, char out[4]);

/* One user-perceived character (extended grapheme cluster, UAX #29) as the screen shows it. */
struct cluster {
	size_t len; /* bytes of the source */
	int width;  /* columns: 0, 1 or 2, after reduction */
};

/* The cluster at byte `at`; len 0 at the end. ASCII costs a compare. Regional indicators pair
 * from `at`. */
struct cluster text_cluster(struct str s, size_t at);

/* Columns of a clean text of one line. Never fails. */
int text_width(struct str s);

/* The bytes of the longest prefix that takes at most `columns` columns, whole clusters, no
 * newline; *used the columns it takes. */
size_t text_fit(struct str s, int columns, int *used);

/* The reduced copy of one cluster for terminal cells (no variation selectors, nothing from a
 * zero-width joiner on, no skin tones, no tags, at most 4 marks, soft hyphen dropped, what has
 * no width as U+FFFD): into out (size >= 64), terminated; its bytes. */
size_t cluster_cells(struct str cluster, char *out, size_t size);

#endif
