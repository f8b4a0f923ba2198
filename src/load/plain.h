/* plain.h: the last resort: markup to plain text without a parser. */
#ifndef POSTIL_LOAD_PLAIN_H
#define POSTIL_LOAD_PLAIN_H

#include "document/build.h"

/* Appends the text without tags, comments, scripts and styles, with the commonest character
 * references resolved; block elements end lines. Linear, whatever the text. */
void plain_strip(struct str html, struct buf *out);

/* Writes the text as paragraphs, one per line that holds something, and a note that says why. */
void plain_document(struct str text, const char *why, struct builder *b);

#endif
