/* thread_guess_group.h: groups of elements as candidates for comments. group.c judges each for
 * itself, pick.c chooses among them and puts those together that belong together. */
#ifndef POSTIL_EXTRACT_THREAD_GUESS_GROUP_H
#define POSTIL_EXTRACT_THREAD_GUESS_GROUP_H

#include "extract/thread_guess.h"

enum { GROUPS_BEST = 24 };

#define ENOUGH	       1.0  /* for several items */
#define ENOUGH_UNNAMED 1.08 /* where no name speaks of comments */
#define ENOUGH_SILENT  1.2  /* where nothing does */
#define ENOUGH_ALONE   1.25 /* for one */
#define ENOUGH_NEVER   9.0  /* for one that lacks a part */

struct sums {
	int64_t text, link, meta, dates, authors, heads, tools, names, clocks, aways;
};

struct verdict {
	double score, value;
	size_t good;
	bool wide;	/* items reach over the siblings that follow */
	bool picked;	/* only members that have everything */
	bool refused;	/* its score is too low; value is what it would have been */
	uint32_t first; /* element of its first item */
	uint32_t group;
};

struct judge {
	struct scan *s;
	struct sums *own; /* of each member, without members within */
	uint32_t *open;	  /* members that are open, by nesting */
	struct item *spare;
	uint32_t *rank; /* of elements in the group last loaded */
};

struct tally {
	size_t n, text, date, author, head, good;
	size_t name, tool;  /* with a name beside the date instead of an author; with a "Reply" */
	size_t clock, stay; /* with the time of the day; without links to other documents */
	int64_t chars, links, metas, dates;
};

/* Whether a group is worth judging: several members, or one that says what it is. Then its words are known. */
bool group_worth(struct scan *s, uint32_t g);

/* Judges the group as it is, by those of its members that have everything, and with what stands
 * between them. it: room for all elements. */
struct verdict group_judge(struct judge *j, uint32_t g, struct item *it);

/* Fills `it` with the items of a verdict; their number. */
size_t group_load(struct judge *j, const struct verdict *v, struct item *it);

/* Own sums of all items (sorted, nested or apart), and who holds whom. */
void group_own_sums(struct judge *j, struct item *it, size_t n);

struct tally group_tally(const struct judge *j, const struct item *it, size_t n, uint32_t set);

double group_score(const struct scan *s, const struct item *it, size_t n, const struct tally *t,
	uint32_t words);

/* Whether one can write something in an item. */
bool group_holds_form(const struct scan *s, const struct item *it);

/* What the names of the elements around one, or first in it, say. */
uint32_t group_words_around(const struct scan *s, uint32_t e);
uint32_t group_words_within(const struct scan *s, const struct item *it);

/* Puts a verdict where it belongs among the GROUPS_BEST best ones. */
void group_keep(struct verdict *best, struct verdict v);

/* The comments of best[0], and of the other ones what belongs to them, without doubles. a, b: room
 * for all elements. */
void group_gather(struct judge *j, const struct verdict *best, struct item *a, struct item *b,
	struct items *items);

/* Further discussions, each below a heading of its own, into list[len ..]: beside list[0] (len is 1), or beside one that is out
 * of the tree (0). Returns how many there are then, at most max. */
size_t group_further(struct judge *j, struct items *list, size_t len, size_t max, struct item *a,
	struct item *b);

/* Whether a heading or another short text close before an item says that talk follows. */
bool group_announced(const struct scan *s, uint32_t e);

#endif
