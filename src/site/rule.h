/* rule.h: inside site/: a rule while it is read, and the set. */
#ifndef POSTIL_SITE_RULE_H
#define POSTIL_SITE_RULE_H

#include "site/site.h"

struct site_value {
	struct str text;  /* in the set's arena, terminated */
	int line, column; /* from 1 */
	struct query *query;
	bool tried; /* compiled, or found wrong */
	struct site_value *next;
};

struct site_rule {
	struct site_value *value[SITE_FIELDS];
	const char *file;
	unsigned kinds; /* bits by enum page_kind */
	size_t index;
};

/* Words of signatures, in a table with open addressing (words come from rules alone). */
struct site_word {
	struct str text;
	uint32_t seen; /* the page (site_words.page) on which it was seen last */
};

/* How words begin: by their first three bytes, and by the first alone where anything may follow.
 * Most words of a page are told by it to be in no signature. */
struct site_beginnings {
	uint64_t three[64], one[4];
};

/* One signature of a rule: places of its words in site_words.at. */
struct site_signature {
	uint32_t rule, from, to; /* from, to: in site_words.place */
};

struct site_words {
	struct site_word *at; /* NULL until the first match */
	size_t mask;
	uint32_t page;
	struct site_beginnings class, id, data; /* data: of "data-..." what follows */
	bool prefixed;				/* one is an attribute with a prefix, "x:name" */
	ARRAY(struct site_signature) signature; /* in the order of the rules */
	ARRAY(uint32_t) place;
};

struct site_set {
	ARRAY(struct site_rule *) rules;
	struct arena arena;
	struct site_words *words; /* apart, so that matching leaves the set itself as it is */
};

/* Compiles once; NULL with *e when the expression is wrong. */
struct query *value_query(struct site_value *v, struct err *e, int *column);
/* Frees what is compiled of a rule; the rule itself lies in the set's arena. */
void site_rule_free(struct site_rule *rule);

/* Built-in texts, made from rules by embed.awk; ends with a NULL name. */
struct site_builtin {
	const char *file, *text;
};
extern const struct site_builtin site_builtin[];

#endif
