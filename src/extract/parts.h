/* parts.h: addresses where more of the page is: its next page, further comments, feeds, frames
 * and providers that hold its discussion. */
#ifndef POSTIL_EXTRACT_PARTS_H
#define POSTIL_EXTRACT_PARTS_H

#include "document/build.h"
#include "extract/talk.h"

/* What it is called about a part; p->url may be relative. Empty ones, addresses of no plain page
 * ("javascript:") and the page's own are left out. */
void parts_add(struct extract *x, const struct builder_part *p);

/* Looks through the whole page, before anything is taken out of it. */
void parts_scan(struct extract *x);

/* The addresses of comments at providers that a script names: Disqus, Isso, Remark42. */
void parts_of_script(struct extract *x, const xmlNode *script);
void parts_of_scripts_end(struct extract *x); /* when all were seen */

/* Where a link leads, when it is to further comments of this page, as far as its text, its names and
 * its address tell; raw, and empty else. For links that stand below comments. */
struct str parts_next(struct extract *x, const xmlNode *link);

/* Writes what was found, and the addresses of the talks and of the article's next page, into the
 * document. list: as written into it, in order. */
void parts_write(struct extract *x, const struct talk *list, size_t len, struct builder *b);

#endif
