/* fold.h: texts made comparable for searching: case, accents and width folded. */
#ifndef POSTIL_TEXT_FOLD_H
#define POSTIL_TEXT_FOLD_H

#include "base/buf.h"

enum {
	FOLD_CASE = 1 << 0,  /* full case folding: "ß" is "ss" */
	FOLD_MARKS = 1 << 1, /* accents dropped, compatibility forms (width, ligatures) replaced */
};

/* Appends the folded text to out. If map is not NULL, one entry per byte added: the byte of `s`
 * it came from. Linear; ASCII fast. */
bool text_fold(struct str s, unsigned how, struct buf *out, uint32_t *map, size_t map_len);

/* Whether a pattern holds an upper-case letter (then a smart-case search minds case). */
bool text_has_upper(struct str s);

#endif
