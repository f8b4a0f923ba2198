/* context.h: what the parts of extract/ share about the page at hand. Article code and thread
 * code meet only here and in extract.c. */
#ifndef POSTIL_EXTRACT_CONTEXT_H
#define POSTIL_EXTRACT_CONTEXT_H

#include "base/buf.h"
#include "document/build.h"
#include "extract/explain.h"
#include "extract/extract.h"
#include "site/site.h"

/* What is known of the article (or of the opening post of a topic, a question, a mail thread)
 * before the article extractor runs. Empty parts are unknown. */
struct opening {
	char how[80];		  /* "rule NAME", "json-ld" ...; empty when nothing is known */
	struct str field[FIELDS]; /* raw, in the arena; times and addresses as found */
	struct node_list body; /* what its text stands in; what is no text is already taken out */
	struct str id;	       /* what comments that answer it call it */
	struct str html, text; /* the text where it is not in nodes */
	ARRAY(struct str) tags;
	bool complete; /* body, html or text are the whole article: search no further */
};

/* A node that was taken out, and where it stood. */
struct taken {
	xmlNode *node, *parent, *next;
};

/* Where more of the page is, as far as its links and scripts tell. */
struct part_hints {
	ARRAY(struct builder_part) found; /* addresses absolute */
	struct str canonical;		  /* what the page calls its own address, raw */
	struct str pager;		  /* a next page, of the article or of its comments */
	struct str previous;		  /* the page before this one */
	int pager_rank;			  /* how much it is believed */
	/* settings of Disqus, which may stand in several scripts */
	struct str disqus_name, disqus_id, disqus_url;
};

struct extract {
	struct page *page;
	const struct extract_options *options;
	struct query_context *query;
	struct arena arena;	      /* strings found, until the document is sealed */
	const struct site_rule *rule; /* the rule that matched, or NULL */
	struct str language; /* of the page, as declared: "en", "de-CH"; empty when unknown */
	struct str host;     /* of the page's address; empty when unknown */
	/* author of the article or opening post once known: comments by it get the OP mark */
	struct str op_author;
	struct opening opening;
	/* a rule whose comments lack much, and how many complete ones they are worth */
	struct site_rule *doubted;
	double doubted_score;
	struct str
		first_time; /* of the first post on a page of a forum, as found; empty when unknown */
	bool answers_only; /* a later page of a topic: its opening post stands on another */
	bool talked;	   /* comments were found, and are out of the tree */
	bool no_talk;	   /* a rule knows that the page holds no comments */
	bool no_guess;	   /* and cannot be mistaken */
	xmlNode *attic;	   /* below it hangs what was taken out of the tree */
	ARRAY(struct taken) taken;
	struct part_hints parts;
	struct dates *dates; /* that were asked for lately (thread_guess_date.c) */
};

/* Takes a node with all below it out of the tree; it stays valid until the page is
 * freed. Its attributes and children are untouched; ->next and ->parent are
 * not what they were. */
void extract_take(struct extract *x, xmlNode *n);

/* Puts back what was taken since x->taken had `mark` entries, where it stood. */
void extract_put_back(struct extract *x, size_t mark);

#endif
