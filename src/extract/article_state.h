/* article_state.h: an article that stands only in the data which a page brings for its scripts. */
#ifndef POSTIL_EXTRACT_ARTICLE_STATE_H
#define POSTIL_EXTRACT_ARTICLE_STATE_H

#include "extract/article_info.h"

/* Looks through the scripts of the page for data (a JSON script, or an object given to a name) with a text of more letters than `least`:
 * the parts of one list or object that are paragraphs, or one long text. Appends it to out as HTML; false when there is none. */
bool article_state(const struct article_page *p, size_t least, struct buf *out);

#endif
