/* hyphen.h: where words of a language may be parted at the end of a line, by the patterns of
 * libhyphen. Built without it no language is known. */
#ifndef POSTIL_TEXT_HYPHEN_H
#define POSTIL_TEXT_HYPHEN_H

#include "base/str.h"

struct hyphen;

/* The patterns for a language tag ("en-US", "de"), from the files hyph_*.dic of a folder, NULL for
 * the one of the system: of the region where there are such, else of any. NULL when the language
 * has none. Takes some milliseconds. */
struct hyphen *hyphen_new(const char *folder, struct str language);
void hyphen_free(struct hyphen *h);

/* The last place within the word that begins at byte `at` of a clean text where it may be parted so
 * that what stands before the hyphen takes at most `columns`: in bytes of the text, 0 for none.
 * Only what is nothing but a word is parted: no addresses, numbers or names with dots. */
size_t hyphen_last(struct hyphen *h, struct str s, size_t at, int columns);

#endif
