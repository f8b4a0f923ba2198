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

#endif
