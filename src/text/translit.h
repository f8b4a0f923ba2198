/* translit.h: clean UTF-8 for terminals and pipes whose charset is another. */
#ifndef POSTIL_TEXT_TRANSLIT_H
#define POSTIL_TEXT_TRANSLIT_H

#include "base/buf.h"

struct translit;

/* For a charset as nl_langinfo(CODESET) names it. NULL when it is UTF-8: then nothing is to be
 * done. A charset that nobody knows is taken as ASCII. */
struct translit *translit_new(const char *charset);
void translit_free(struct translit *t);

/* Appends the text in that charset: characters it has as they are, else what stands for them
 * ("..." for an ellipsis, "e" for an e with accent, "Privet" for Cyrillic), else "?". Columns
 * may change: an ellipsis takes three. False when out is full. */
bool translit_add(struct translit *t, struct str clean, struct buf *out);

/* The same for one cluster that takes so many columns of a screen, appended to out:
 * what stands for it takes just as many, so that columns stay: of a longer one its first letter,
 * a shorter one filled with blanks. */
void translit_cell(struct translit *t, struct str cluster, int columns, struct buf *out);

#endif
