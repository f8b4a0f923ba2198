/* thread_letters.h: letters of a mailing list, shown as plain text in <pre>. */
#ifndef POSTIL_EXTRACT_THREAD_LETTERS_H
#define POSTIL_EXTRACT_THREAD_LETTERS_H

#include "extract/talk.h"

/* Fills t from the pages of public-inbox, as lore.kernel.org shows them: of a thread with all its
 * letters (the first of them is the opening one), or of one letter, which becomes x->opening, with
 * the overview of its thread: then t has no comment, but says how many there are (t->claimed) and
 * where (t->more). False, and t is empty, on other pages. Leaves the tree as it is. (The markup is
 * that of PublicInbox::View, which writes the pages.) */
bool thread_letters(struct extract *x, struct talk *t);

/* Fills t from a mailbox (PAGE_MAIL), by its headers. The first letter opens it, and its
 * subject is the title, when no other begins a thread of its own. */
bool thread_mailbox(struct extract *x, struct talk *t);

/* The name of a sender: "Ann Alder <ann@example.org>", with or without quotation marks; else the address. A part of `from`. */
struct str letter_sender(struct str from);

#endif
