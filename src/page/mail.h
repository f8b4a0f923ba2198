/* mail.h: a message or a mailbox as a tree. */
#ifndef POSTIL_PAGE_MAIL_H
#define POSTIL_PAGE_MAIL_H

#include "page/page.h"

/* For page_parse(). A saved web page (multipart/related around HTML) becomes that page: then p->kind is PAGE_HTML, and
 * p->url the address it was saved from, where none is known. */
xmlDoc *mail_parse(struct page *p, struct str text);

#endif
