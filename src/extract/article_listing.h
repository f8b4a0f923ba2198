/* article_listing.h: the inside of article_listing.c, article_teasers.c and article_absent.c: pages that hold no article. */
#ifndef POSTIL_EXTRACT_ARTICLE_LISTING_H
#define POSTIL_EXTRACT_ARTICLE_LISTING_H

#include "extract/article_info.h"
#include "extract/body_writer.h"

/* Whether most of the page's running text stands in teasers of other pages; listed: the page calls itself a list, or is the root of a site,
 * and fewer and longer ones do. */
bool article_is_teasers(const struct article_page *p, const struct article_choice *c, bool listed);

/* Marks with EVIDENCE_DROPPED the teasers of other stories that the choice ends with, where its text is longer than theirs. */
void article_drop_teasers(struct article_page *p, const struct article_choice *c);

/* Whether what was chosen is short, and the page says by its title or first headings that it is a message: not found, log in; or asks for a password
 * in it. */
bool article_is_absent(const struct article_page *p, const struct article_choice *c);

#endif
