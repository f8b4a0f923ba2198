/* article_state.h: an article that stands only in the data which a page brings for its scripts. */
#ifndef POSTIL_EXTRACT_ARTICLE_STATE_H
#define POSTIL_EXTRACT_ARTICLE_STATE_H

#include "extract/article_info.h"

/* Looks through the scripts of the page for data (a JSON script, or an object given to a name) with a text of more letters than `least`:
 * the parts of one list or object that are paragraphs, or one long text. Appends it to out as HTML, and sets p->record to what the
 * record that holds it says of it; false when there is none. */
bool article_state(struct article_page *p, size_t least, struct buf *out);

/* Sets p->record from the record that `text`, an element of such data, stands in; empty when none round it has a title. */
void article_record(struct article_page *p, const xmlNode *text);

/* Whether the element's key, without case, "_" and "-", is one of these, which end with NULL. */
bool article_key_is(const xmlNode *n, const char *const *keys);

#endif
