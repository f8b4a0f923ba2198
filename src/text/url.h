/* url.h: addresses: resolving, checking, showing (RFC 3986, with what browsers forgive). */
#ifndef POSTIL_TEXT_URL_H
#define POSTIL_TEXT_URL_H

#include "base/buf.h"

/* Appends `ref` resolved against `base` (RFC 3986 5.2): blanks trimmed, control characters
 * dropped, backslashes in http(s) turned, spaces and other illegal characters percent-encoded,
 * host lower case. base may be empty: then a relative ref stays relative. False, and nothing
 * added, when the result is no address (empty, too long: 8,192 bytes). */
bool url_resolve(struct str base, struct str ref, struct buf *out);

/* The parts of an address, as pieces of it; empty where absent. */
struct url_parts {
	struct str scheme, user, host, port, path, query, fragment;
};
void url_parts(struct str url, struct url_parts *p);

/* Whether an address may be opened: http or https, a host, printable ASCII without quotes,
 * blanks or user information, at most 2,048 bytes. */
bool url_is_safe(struct str url);

/* Appends an address as it is shown: a host in another script as such where that misleads nobody,
 * else as punycode; a login before the host only as "(login)@". Not for opening. */
void url_show(struct str url, struct buf *out);

/* Whether `host` is `domain` or below it ("old.reddit.com" is below "reddit.com"); ASCII case
 * ignored. */
bool url_host_is(struct str host, struct str domain);

/* The byte at `at` of a percent-encoded text, which is not at its end; how many bytes stand for it:
 * 3, or 1 where nothing is encoded or "%" begins no code. It may be any byte, zero too. */
size_t url_byte(struct str s, size_t at, char *byte);

/* The host without "www." for people. */
struct str url_site(struct str url);

#endif
