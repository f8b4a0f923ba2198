/* site.h: site rules: data that says where on a known site, or on pages of known software,
 * things stand. */
#ifndef POSTIL_SITE_SITE_H
#define POSTIL_SITE_SITE_H

#include "base/buf.h"
#include "base/err.h"
#include "page/page.h"

struct site_set;
struct site_rule;

/* The built-in rules (src/site/rules, compiled into the program as text), and those of the
 * folders before them; a NULL folder is none. Files are read at once, expressions compiled when
 * first used. A rule with a mistake is left out; the mistake ("file:line:column: sentence") goes
 * to *mistakes, one a line. */
struct site_set *site_set_new(const char *user_folder, const char *system_folder, struct buf *mistakes);
void site_set_free(struct site_set *s);

/* The first rule that fits the page by host, address pattern or signature; NULL for none.
 * `after` continues behind a rule. */
struct site_rule *site_match(const struct site_set *s, struct page *p, struct query_context *c, const struct site_rule *after);

#endif
