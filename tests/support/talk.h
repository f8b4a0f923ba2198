/* talk.h: a page in which every command has something to do. */
#ifndef POSTIL_TESTS_TALK_H
#define POSTIL_TESTS_TALK_H

#include "base/buf.h"
#include "document/document.h"

#define TALK_NOW 1490832000

/* Two discussions. The first, with depths, and + for new ones:
 *   0 Ada   1 Berta   2 Carl   3 Ada+   1 Dora   0 Emil (taller than a screen)   1 Berta+ (needle)
 *   0 Fred (needle)   0 Gina+   1 Hugo   1 Ida
 * The second: 0 Otto  1 Paula. */
void talk_page(struct buf *image);

/* A chain of replies, each of three lines or so, so many levels deep. */
void talk_deep(unsigned levels, struct buf *image);

/* By comment, what was seen before. */
extern const bool talk_seen[];

#endif
