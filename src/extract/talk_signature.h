/* talk_signature.h: inside extract/: the signature at the end of a line of a talk page. */
#ifndef POSTIL_EXTRACT_TALK_SIGNATURE_H
#define POSTIL_EXTRACT_TALK_SIGNATURE_H

#include "extract/context.h"

/* A line: sibling nodes, and how many list items it stands in. */
struct line {
	xmlNode *first, *last; /* first is NULL when nothing is left of it */
	int level;
};

struct signature {
	xmlNode *from;		 /* the first node that is no text of the comment */
	struct str author, time; /* in the arena; raw */
	struct str id;		 /* given by the page; empty when not */
	struct str author_url;	 /* empty when the name alone is taken from the link */
};

/* Whether the line ends with a signature: a link to its author's page, then a time with its zone
 * in parentheses. `text` is reused. */
bool signature_find(struct extract *x, const struct line *l, struct buf *text, struct signature *s);

/* Whether it ends with the link to anybody and a date with the time of the day, whatever the page. */
bool signature_find_plain(
	struct extract *x, const struct line *l, struct buf *text, struct signature *s);

/* Whether the node is no text of a talk page: its table of contents, "[edit]", scripts. */
bool signature_skips(const xmlNode *n);

#endif
