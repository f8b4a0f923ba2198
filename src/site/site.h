/* site.h: site rules: data that says where on a known site, or on pages of known software,
 * things stand. The format is described in postil.site(5). */
#ifndef POSTIL_SITE_SITE_H
#define POSTIL_SITE_SITE_H

#include "base/buf.h"
#include "base/err.h"
#include "page/page.h"

struct site_set;
struct site_rule;

enum site_field {
#define PLAIN(id, name) SITE_##id,
#include "site/fields.def"
#undef PLAIN
#define PAGE(id, name) PAGE_FIELD_##id,
#include "site/fields.def"
#undef PAGE
#define ITEM(id, name) ITEM_FIELD_##id,
#include "site/fields.def"
#undef ITEM
	SITE_FIELDS
};

/* The built-in rules (src/site/rules, compiled into the program as text), and those of the
 * folders before them; a NULL folder is none. Files are read at once, expressions of built-in
 * rules compiled when first used. A rule with a mistake is left out; the mistake
 * ("file:line:column: sentence") goes to *mistakes, one a line. */
struct site_set *site_set_new(
	const char *user_folder, const char *system_folder, struct buf *mistakes);
void site_set_free(struct site_set *s);

/* Adds the rules of one text; false, with what is wrong added to *mistakes, when one of them was
 * left out. `file` names it in mistakes. eager: compile the expressions now. */
bool site_set_add(
	struct site_set *s, const char *file, struct str text, bool eager, struct buf *mistakes);

/* Compiles every expression of every rule; false with the mistakes when one is wrong. For
 * --check-rules. */
bool site_set_check(const struct site_set *s, struct buf *mistakes);

size_t site_set_count(const struct site_set *s);

/* The page on which a rule is tried: `sample PATH [ADDRESS]`. */
struct site_sample {
	const char *rule;
	struct buf path;    /* relative paths begin in the folder of the rule's file */
	struct buf address; /* given, else made from the rule's host; empty for none */
	struct buf where;   /* "file:line:column" */
	bool comments;	    /* the rule looks for comments */
};

/* The sample of rule number i; false when it names none. Free it. */
bool site_sample(const struct site_set *s, size_t i, struct site_sample *sample);
void site_sample_free(struct site_sample *sample);

/* The first rule that fits the page by host and address or by signature, and whose test holds;
 * rules that know the host come before those that know a signature. NULL for none. `after`
 * continues behind a rule. What the page's tree was searched for is kept in the set for the calls
 * that follow: call with after == NULL first for each page. */
struct site_rule *site_match(const struct site_set *s, struct page *p, struct query_context *c,
	const struct site_rule *after);

/* ---- a rule's values; several values of a field are tried in order ---- */

const char *site_name(const struct site_rule *r);
struct str site_plain(
	const struct site_rule *r, enum site_field field); /* the first; empty when there is none */
bool site_has(const struct site_rule *r, enum site_field field);
const char *site_field_name(enum site_field field);

/* The trimmed text of the first value that gives any, appended; false when none does. */
bool site_text(struct site_rule *r, enum site_field field, struct query_context *c, xmlNode *at,
	struct buf *out);

/* The nodes of the first value that selects some (skip: of all values), appended. */
bool site_nodes(struct site_rule *r, enum site_field field, struct query_context *c, xmlNode *at,
	struct node_list *list);

#endif
