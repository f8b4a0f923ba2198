/* url_kin.h: how addresses are related: the same page, its next page, a page of this network. */
#ifndef POSTIL_TEXT_URL_KIN_H
#define POSTIL_TEXT_URL_KIN_H

#include "base/buf.h"

#include <stdint.h>

/* Appends what two addresses of one page have in common: without scheme, "www.", the slash at
 * the end, the fragment, and what only counts visitors ("utm_source=..."). */
void url_key(struct str url, struct buf *out);

/* Whether both are addresses of one page; the empty one is of none. */
bool url_same(struct str a, struct str b);

/* Whether `there` is a later page of what `here` is a page of, by a number in it: ".../page/3",
 * "...-2.html", "?page=3", "&start=40". The page without a number is the first. */
bool url_continues(struct str here, struct str there);

/* Whether both are pages of one text or topic, whichever comes first, or one page. */
bool url_siblings(struct str a, struct str b);

/* The number of the page that url_continues() sees, 1 where there is none. */
int64_t url_page_number(struct str url);

/* Whether the host is named so that it is this machine or one of its own network: "localhost",
 * ".local", ".internal", loopback, private and link-local numbers in any spelling. A public name
 * with a private number is not seen through. */
bool url_is_private(struct str url);

/* Appends the text with all but letters, digits and "-._~" percent-encoded (RFC 3986 2.3). */
void url_escape(struct str s, struct buf *out);

#endif
