/* mail.h: a message or a mailbox as a tree. */
#ifndef POSTIL_PAGE_MAIL_H
#define POSTIL_PAGE_MAIL_H

#include "page/page.h"

/* For page_parse(). (A saved web page in the form of a message is no message: source/mhtml.c.) */
xmlDoc *mail_parse(struct str text);

#endif
