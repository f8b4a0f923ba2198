/* dump.h: a page that is known only as plain text: what a browser in text form, or a reader's copy and paste, left of it.
 * There is no markup, so lines speak by their place and form (short, between blanks, behind a bullet, holding a date), and
 * by what interfaces say in many languages (dump_words.def). */
#ifndef POSTIL_EXTRACT_DUMP_H
#define POSTIL_EXTRACT_DUMP_H

#include "extract/talk.h"

/* Fills the builder from a page of the kind PAGE_DUMP: first the comments are found, then the article in what stands
 * before them. A text without an article is written as plain text. Linear; never fails. */
void extract_dump(struct extract *x, struct builder *b);

/* ---- shared by dump*.c ---- */

/* One line, or one paragraph that was wrapped into several. */
struct dump_line {
	struct str text; /* in the tree or the arena */
	int indent;	 /* column of its first letter */
	int number;	 /* of a numbered item, -1 when it is none */
	bool bullet;
	bool gap;		  /* an empty line stands before it */
	bool idle;		  /* nothing but interface words and figures */
	bool avatar;		  /* idle, and stands for a face */
	bool figure;		  /* nothing but digits and signs */
	bool ending;		  /* comments end here */
	bool used;		  /* taken into a field */
	size_t date_at, date_len; /* a time within the text; date_len 0 when it holds none */
};

struct dump {
	ARRAY(struct dump_line) lines;
	size_t talk_from; /* the first line that belongs to the discussion; lines.len when there is none */
	size_t talk_to; /* behind its last line */
};

enum dump_words {
	DUMP_INTERFACE,
	DUMP_AVATAR,
	DUMP_REPLY,
	DUMP_SECTION,
	DUMP_ENDING,
	DUMP_FRESH,
	DUMP_PROVIDER,
	DUMP_TAGS,
	DUMP_CREDIT,
	DUMP_SAYS,
	DUMP_FILLER,
	DUMP_LISTS
};

/* The longest phrase of the list that the text begins (or ends) with; its bytes, 0 for none. A phrase that ends (begins) in
 * a Latin letter must not go on with one, unless `fused`. */
size_t dump_prefix(enum dump_words list, struct str s, bool fused);
size_t dump_suffix(enum dump_words list, struct str s);

/* The first place of a phrase in the text and its length; STR_NOWHERE for none. */
size_t dump_find(enum dump_words list, struct str s, size_t *len);

/* Reads the lines of the tree, joins wrapped ones, and judges each by itself. */
void dump_read(struct extract *x, struct dump *d);

/* Whether it is nothing but words of the interface and signs. */
bool dump_is_idle(struct str s);

/* Whether it reads like a name: a few words, no sentence. */
bool dump_is_name(struct str s);

/* Whether it ends as sentences do. */
bool dump_is_sentence(struct str s);

/* Finds the discussion: sets talk_from and talk_to, fills *t. False when there is none (then *t is empty). */
bool dump_talk(struct extract *x, struct dump *d, struct talk *t);

/* Writes the article from the lines before talk_from; `site` receives who published it, where the text says so. */
void dump_article(struct extract *x, struct dump *d, struct builder *b);

#endif
