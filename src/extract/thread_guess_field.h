/* thread_guess_field.h: what is learned over all items of a kind about the elements in them. */
#ifndef POSTIL_EXTRACT_THREAD_GUESS_FIELD_H
#define POSTIL_EXTRACT_THREAD_GUESS_FIELD_H

#include "extract/thread_guess.h"

/* Elements at the same place in items of one kind. */
enum { PLACE_BITS = 14 };

/* What a text is by itself. */
struct place_text {
	bool numeric, interface, unlike; /* only figures; interface words; hardly a name */
};

struct place {
	uint64_t key;
	uint32_t items, last;	/* in how many items; the last of them + 1 */
	uint32_t times;		/* occurrences */
	uint32_t minutes, days; /* occurrences that are a time, a date */
	uint32_t bare;		/* of them as text between elements */
	uint32_t profile, changes,
		plain; /* links to people; texts unlike the one before; interface words */
	uint32_t refers, handles;	 /* to other comments; "@ann" */
	uint32_t letter;		 /* lines of the heads of letters */
	uint32_t empty, numeric, unlike; /* without text; only figures; hardly names */
	uint32_t with_author, with_time;
	uint32_t nested;	   /* of them hold replies */
	uint32_t sides;		   /* of them hold little but what is said of somebody */
	uint32_t holds, near_time; /* more elements with text; a time beside it */
	uint32_t words;
	uint64_t text_hash;	/* of the text seen last, */
	struct place_text text; /* and what that is: the next one is often the same */
	double chars, links;
	double held;		   /* of items that are the place: bytes of all of them */
	double author, time, body; /* how good a place for it */
	bool drop;		   /* no text of anybody */
	bool title;		   /* what people call their comments */
};

struct fields {
	struct scan *s;
	const struct items *items;
	struct place *place;
	size_t places;
	uint32_t *table;	 /* of places + 1, by key */
	uint32_t *at;		 /* place of an element + 1; 0 for none */
	uint8_t *grade;		 /* of an element's time, once it was looked at */
	uint32_t *author, *time; /* elements chosen for an item, DOC_NONE */
	uint32_t *line;		 /* the element that holds both and no text, 0 */
	uint32_t *set_items;	 /* items of each kind */
	double *set_chars;
	struct buf text;
	uint32_t asked;	  /* the element last asked whether it holds a body and nothing else */
	size_t asked_for; /* of this item */
	bool holds;
};

/* Counts every place. */
void places_count(struct fields *f);

/* Judges the places for author and time; chooses them for every item; then judges bodies. */
void places_judge(struct fields *f);

/* The element's short text without blanks at the ends and runs of them, "" when it is longer than
 * `max` bytes; valid until the next call. */
struct str short_text(struct fields *f, uint32_t e, uint32_t max);

/* The date among the element's own texts, where one of them is hardly more than that and more text stands in the element besides: "<b>Ann</b>,
 * 3 May 2011, 10:12<p>...". Empty when there is none. */
struct str bare_time(struct fields *f, uint32_t e, struct date *d);

/* The text of a time: an attribute's or the element's own. Empty when there is none. */
struct str time_text(struct fields *f, uint32_t e, struct date *d);

#endif
