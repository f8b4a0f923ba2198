/* thread_guess.h: what the parts of the general detector share. scan: one pass over the tree;
 * group: which elements are comments; field: what in them is what; parent: hints about parents. */
#ifndef POSTIL_EXTRACT_THREAD_GUESS_H
#define POSTIL_EXTRACT_THREAD_GUESS_H

#include "extract/talk.h"
#include "text/date.h"

/* What the words in names, classes, ids and properties hint at; never a proof. */
enum word {
#define WORD_KIND(id, words) WORD_BIT_##id,
#include "extract/thread_guess_words.def"
#undef WORD_KIND
	WORD_KINDS
};

enum {
#define WORD_KIND(id, words) WORD_##id = 1 << WORD_BIT_##id,
#include "extract/thread_guess_words.def"
#undef WORD_KIND
};

enum { /* what an element has itself */
	ELEM_DATE = 1 << 0,
	ELEM_AUTHOR = 1 << 1,
	ELEM_HEAD_LINK = 1 << 2, /* a link in a heading */
	ELEM_TOOL = 1 << 3,	 /* a button, an input */
};

/* An element. Elements stand in document order; those below one are the next ones up to `end`. */
struct elem {
	xmlNode *node;
	uint32_t parent, end; /* indices; the root's parent is DOC_NONE */
	uint32_t text_from,
		text_to; /* bytes of text before it and up to its end, blanks not counted */
	uint32_t link_from, link_to;	/* the same of text in links */
	uint32_t meta_from, meta_to;	/* the same of names and dates outside of links */
	uint32_t dates, authors, heads; /* so many stand before it */
	uint32_t words;			/* WORD_... of its own names */
	uint32_t shape;			/* of its tag, classes and properties without digits */
	uint16_t depth, flags;
};

struct member {
	uint32_t elem, group;
};

struct scan {
	struct extract *x;
	ARRAY(struct elem) elems;
	ARRAY(struct member) members; /* sorted by group once the scan is done */
	struct group *group;
	size_t groups;
	uint32_t *first; /* of a group in members; groups + 1 of them */
};

struct group {
	uint64_t key;
	uint32_t words;	 /* of the class word, id or property that makes it */
	uint32_t strong; /* the key is an id, a property or a class, not a mere place */
};

void scan_page(struct scan *s, struct extract *x);
void scan_free(struct scan *s);

static inline uint32_t elem_text(const struct elem *e)
{
	return e->text_to - e->text_from;
}

static inline uint32_t elem_link(const struct elem *e)
{
	return e->link_to - e->link_from;
}

/* WORD_... of all the words in a class, an id or a name ("commentBody", "post-author"). */
uint32_t words_of(struct str names);

/* Whether a short text is nothing but interface words ("Reply", "Like (3)"). */
bool words_interface(struct str text);

/* Items found: comments in document order. */
struct item {
	uint32_t elem;
	/* the element behind its last one: beyond `end` where following siblings belong to
	 * it */
	uint32_t to;
	uint32_t set; /* which kind of item; fields are learned by kind */
	uint32_t up;  /* index of the item that holds it, DOC_NONE */
};

struct items {
	struct item *at;
	size_t len, cap;
	double quality; /* 0 .. 1 */
	uint32_t sets;
	bool forum; /* messages of a topic, not comments below an article */
};

/* Fills items; none when the page shows no discussion. */
void guess_items(struct scan *s, struct items *items);

/* Fields and bodies of the items into t, one comment an item. */
void guess_fields(struct scan *s, const struct items *items, struct talk *t);

/* Hints about parents. */
void guess_parents(struct scan *s, const struct items *items, struct talk *t);

/* Whether e is an item's own element: within it and not within an item below it. Walks an item's
 * own elements: the next one after `at`, items->at[i].to at the end. */
uint32_t item_next(
	const struct scan *s, const struct items *items, size_t i, uint32_t at, size_t *below);

#endif
