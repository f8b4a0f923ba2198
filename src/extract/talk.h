/* talk.h: a discussion while it is being found: comments as they stand on the page, with every
 * hint about their parents. talk_resolve() turns the hints into a tree in pre-order,
 * talk_write() writes it into the document. */
#ifndef POSTIL_EXTRACT_TALK_H
#define POSTIL_EXTRACT_TALK_H

#include "document/build.h"
#include "extract/context.h"

#include <libxml/tree.h>

struct talk_comment {
	struct str id, permalink, author, author_url; /* in the arena; raw */
	struct str time;	/* raw, as found: date_parse() is applied when written */
	struct str edited;	/* likewise */
	struct str parent_id;	/* stated by id; empty when not */
	struct str reply_to;	/* stated by name */
	struct str number;	/* "2.1" */
	struct str text;	/* body as plain text, when it is not in nodes */
	struct str html;	/* body as markup, when it is not in nodes */
	struct node_list body;	/* nodes that hold the body */
	struct node_list lines; /* what its body is made of when it is taken (talk_signed_take()) */
	/* nodes in or beside it that are no text of it: taken out when the talk is chosen */
	struct node_list drop;
	xmlNode *node; /* the comment's own element; identity for nesting */
	int32_t score; /* INT32_MIN when unknown */
	int level;     /* indentation or level class, any unit, larger is deeper; -1 when unknown */
	uint32_t nested_in; /* index of the comment whose element contains this one; DOC_NONE */
	uint32_t flags;	    /* COMMENT_... */
	uint32_t unloaded;  /* replies announced here and absent */
	/* set by talk_resolve() */
	uint32_t parent; /* index in the order of the page, DOC_NONE for a root */
	enum edge_kind edge;
	unsigned doubts; /* TALK_... */
};

enum {			       /* what was wrong with a comment's hints */
	TALK_LOST = 1 << 0,    /* its parent is not on the page */
	TALK_CIRCLE = 1 << 1,  /* it would answer its own reply */
	TALK_DOUBLED = 1 << 2, /* an earlier comment has the same id */
};

struct talk {
	struct {
		struct talk_comment *at;
		size_t len, cap;
	} comments; /* in page order */
	enum discussion_source source;
	char how[80]; /* "rule NAME", "metadata", "guessed" */
	struct str provider, title, more;
	uint32_t claimed, unloaded; /* DOC_NONE when unknown */
	uint32_t *order;	    /* set by talk_resolve(): page indices in pre-order */
	bool newest_first;	    /* on the page */
	struct str language;	    /* of the times, where it is not the page's; else empty */
	bool by_signatures;	    /* taken out of the tree by talk_signed_take() */
	bool opening; /* the first comment is the opening post of a topic: extract.c makes it the article */
	bool later;   /* or would be, were this not a later page of the topic */
	double score; /* how good a guess it is; for choosing between candidates */
};

/* A new comment at the end, with everything unknown; valid until the next one. */
struct talk_comment *talk_add(struct talk *t);

/* Finds each comment's parent from the strongest hint it has (stated id, containment, level,
 * number, name), breaks circles, makes comments whose parent is lost roots, and puts all in
 * pre-order (replies in page order). Stated ids are compared without what stands before a "#";
 * where that finds nothing, by the digits at their ends. Linear but for sorting the ids. A parent
 * that is `opening` (the id of the opening post) is no parent. */
void talk_resolve(struct talk *t, struct str opening);

/* Which of 3/4/2012 is the day: the times of all comments together often know it, and how far they
 * lie apart. Sets x->language for dates where the page's own says nothing, and t->language where its
 * times are figures that the page's language would have otherwise. To be called before any
 * date of the page is written. */
void talk_learn_dates(struct extract *x, struct talk *t);

/* Writes the resolved talk as one discussion, with a note for each lost, doubled or circular
 * parent (the first hundred of them). */
void talk_write(struct extract *x, struct talk *t, struct builder *b);

void talk_free(struct talk *t);

#endif
