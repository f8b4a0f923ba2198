/* article_info.h: the inside of article*.c: what one pass over the page learned of each element. */
#ifndef POSTIL_EXTRACT_ARTICLE_INFO_H
#define POSTIL_EXTRACT_ARTICLE_INFO_H

#include "extract/class.h"
#include "extract/context.h"

enum evidence {
	EVIDENCE_FURNITURE = 1 << 0, /* share rows, related stories, ads, menus */
	EVIDENCE_COMMENT = 1 << 1,
	EVIDENCE_BODY = 1 << 2, /* says: this is the text */
	EVIDENCE_GOOD = 1 << 3,
	EVIDENCE_META = 1 << 4, /* byline, date, section */
	EVIDENCE_CAPTION = 1 << 5,
	EVIDENCE_PULL = 1 << 6, /* a quotation taken out of the text */
	EVIDENCE_INSET = 1 << 7,
	EVIDENCE_STATED = 1 << 8, /* itemprop=articleBody and its like */
	EVIDENCE_HIDDEN = 1 << 9,
	EVIDENCE_DROPPED = 1 << 10,  /* pruned */
	EVIDENCE_LEAD = 1 << 12,     /* the lede */
	EVIDENCE_ARTICLE = 1 << 11,  /* an <article> or <main> */
	EVIDENCE_TITLE = 1 << 13,    /* a line that is the title as the head of the page has it */
	EVIDENCE_TOLD = 1 << 14,     /* a line that begins like the description in the head */
	EVIDENCE_CONSENT = 1 << 16,  /* asks for consent to cookies: no text, however long */
	EVIDENCE_CREDITED = 1 << 15, /* all text of its own is caption, by the names of its parts */
};

struct article_info {
	xmlNode *node;
	struct class_known *class; /* NULL when it has none */
	uint32_t parent, end;	   /* index of the parent element; the index behind its subtree */
	uint32_t evidence;
	uint32_t letters, linked; /* of all text below it; CJK characters count three */
	uint32_t own;		  /* letters of text that belongs to no block below it */
	uint32_t own_linked;
	uint32_t own_caption; /* letters of it inside inline elements named like a caption */
	uint32_t marks;	      /* commas and full stops, of all scripts */
	uint32_t own_marks;
	uint32_t blocks; /* paragraphs of running text below it */
	uint8_t act;	 /* enum tag_act */
	bool block;
	float raw;   /* what its running text is worth, whatever the names say */
	float score; /* what it is worth as article text, all below it */
	float peak;  /* the highest score of it and what is below it */
};

/* What the data for scripts that holds the text says of it; in the arena. */
struct article_record {
	struct str title, byline, published, updated;
};

struct article_page {
	struct extract *x;
	ARRAY(struct article_info)
	info;		      /* elements in document order; node->_private is the index + 1 */
	bool listing;	      /* it is a list of stories, or a front page */
	bool hidden_too;      /* what the page hides at first counts too */
	uint32_t told;	      /* the first paragraph that the head describes; 0 for none */
	struct str published; /* the text as JSON-LD has it, raw; empty for none */
	struct article_record record;
};

enum { CLAIMS = 3 };

struct claims { /* what the head says, letters and digits only */
	struct str title[CLAIMS], told[CLAIMS];
	bool begins[128]; /* letters that what is told begins with */
	struct buf key, work;
};

struct article_choice {
	uint32_t at[8]; /* elements, in document order */
	unsigned count;
	bool titled; /* the title is a heading in it, or shortly before */
	float score;
	const char *how;
};

/* Looks at every element below the root once. */
void article_survey(struct article_page *p, struct extract *x);

/* Marks the lines of the page that its head announces: EVIDENCE_TITLE, EVIDENCE_TOLD. */
void article_claims(struct article_page *p);

/* Whether its name or state says that it is no part of what its parent holds. */
bool article_is_apart(const struct article_info *i);

/* Whether the paragraph that the head describes stands outside of the element. */
bool article_is_aside(const struct article_page *p, uint32_t at);

/* Finds the elements that hold the article; false when nothing is like one. */
bool article_choose(struct article_page *p, struct article_choice *c);

/* Whether the page is a list of stories, of which the choice is one teaser, or all of them. */
bool article_is_listing(const struct article_page *p, const struct article_choice *c);

/* Marks with EVIDENCE_DROPPED what inside the choice is no part of its text. `title` may be empty. */
void article_prune(struct article_page *p, const struct article_choice *c, struct str title);

/* Whether a line (a block, or what stands for one) is a row of the interface by its words: "Pages: 1 2 3", "Share Tweet E-mail". */
bool article_is_row(const struct article_info *i);

/* Whether it is two or more links with nothing but signs between them: "Home | Imprint". */
bool article_is_menu(const struct article_info *i);

/* Whether it is nothing but links to what the site has under a word, and a label perhaps. */
bool article_is_tags(const struct article_info *i);

/* The info of an element, NULL when it was not surveyed. */
struct article_info *article_info(const struct article_page *p, const xmlNode *n);

/* The visible text of an element's subtree in one line, lower case ASCII, at most max bytes, for comparing with phrases. */
void article_line(const xmlNode *n, size_t max, struct buf *out);

/* The first letter or digit of that line; a byte from 0x80 on stands for any other character, 0 for none. */
unsigned char article_first(const xmlNode *n);

/* What class, id and role of an element say: enum evidence bits. */
uint32_t article_evidence(const struct article_info *i);

/* The fields of the page from what it publishes and shows. */
void article_meta(struct article_page *p, const struct article_choice *c, struct builder *b);

/* The stories named beside the page's own: builder_related(). */
void article_related(struct article_page *p, struct builder *b);

#endif
