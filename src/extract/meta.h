/* meta.h: the inside of meta*.c: what the page says of itself, field by field, with the source of each value. */
#ifndef POSTIL_EXTRACT_META_H
#define POSTIL_EXTRACT_META_H

#include "extract/article_info.h"

struct meta_value {
	struct str text; /* in the arena */
	const char *how;
	int rank;    /* the higher, the more it is believed; 0 for none */
	bool agreed; /* of a byline: two sources say the same */
};

struct meta {
	struct article_page *page;
	struct extract *x;
	struct meta_value best[FIELDS], second[FIELDS];
	struct str heading; /* the first h1 outside furniture */
	int heading_rank;
	uint32_t from,
		to; /* elements round the article: what stands there is about it; to 0 for unknown */
	uint32_t at;	  /* of the element at hand */
	uint32_t name_at; /* where the last name was found */
	struct str title_element;
	struct str body; /* articleBody of JSON-LD */
	ARRAY(struct str) tags;
};

/* Offers a value for a field; blanks trimmed, the empty one ignored; copied into the arena. */
void meta_offer(struct meta *m, enum doc_field field, int rank, const char *how, struct str value);

/* Adds a tag, or several that commas part. */
void meta_tags(struct meta *m, struct str list);

void meta_read_head(struct meta *m, const xmlNode *n); /* meta, link, html, title elements */
void meta_read_visible(
	struct meta *m, const struct article_info *i); /* microdata, hCard, bylines, times */
void meta_read_json(struct meta *m, struct str json);  /* a JSON-LD block */

/* The title without the site's name. */
void meta_settle_title(struct meta *m);

/* The names of a byline, without "By", dates, addresses; empty when none is left. In out. */
bool meta_names(struct str raw, struct buf *out);

/* Whether it begins like a byline, "By Ann Other". */
bool meta_has_prefix(struct str raw);

/* Whether a part of a title or a name is what the site is called. */
bool meta_names_site(const struct meta *m, struct str part);

/* Whether the text stands in the page's <title>. */
bool meta_in_title(const struct meta *m, struct str text);

#endif
