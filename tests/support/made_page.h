/* made_page.h: a document with an article and as many comments as are asked for; the same each
 * time. */
#ifndef POSTIL_TESTS_MADE_PAGE_H
#define POSTIL_TESTS_MADE_PAGE_H

#include "base/buf.h"

/* Appends the image of such a page: 60 paragraphs; threads up to `deepest` levels deep, bodies of
 * one to three paragraphs. */
void made_page(uint32_t comments, uint32_t deepest, struct buf *image);

#endif
