/* merge.h: several documents to one: further pages of an article, further comments, discussions
 * from elsewhere. All of them have been proved; the result is a new image, which is to be proved
 * like any other. */
#ifndef POSTIL_LOAD_MERGE_H
#define POSTIL_LOAD_MERGE_H

#include "base/err.h"
#include "document/build.h"
#include "document/document.h"

struct merge_part {
	const struct document *d;
	enum part_kind kind;
	uint32_t discussion; /* of the base, which it continues; DOC_NONE: decided by what it is */
	struct str name;     /* provider of a discussion that becomes one of its own */
	struct str title;    /* its title, where it has none */
	const struct document *after; /* the earlier part that named it; NULL for the base */
};

struct merge_note {
	enum note_level level;
	const char *code;
	const char *text;
};

struct merge {
	const struct document *base;
	const struct merge_part *part; /* in the order in which they follow the base */
	size_t parts;
	const struct builder_part *left; /* parts that are still to be had */
	size_t lefts;
	const struct merge_note *note; /* to be added */
	size_t notes;
	uint32_t comments_max; /* in the result; what is beyond is left out with a note */
	size_t bytes_max;      /* of the result; 0 for the builder's own ceiling */
};

/* Appends the image of the whole to *image.
 *
 * ARTICLE: the blocks of the part are added behind the base's, without headings and lead that
 * the base has too; its comments go where COMMENTS go. COMMENTS, TOPIC, FEED: its comments are
 * added to the discussion. EARLIER: likewise, but before those of the base, and those of a later
 * one before both; its article is taken when the base has none. FRAME: likewise where it is the same discussion (same provider, or
 * comments in common), else it is one more discussion. THREAD: one more discussion.
 *
 * A comment that is there already (same id and author; or same author, time and words, where
 * the ids are of different makes) is left out, and its replies answer the first copy. A comment
 * whose parent was lost finds it in another part. n log n in the comments. False with *e when it
 * does not fit. */
bool merge_documents(const struct merge *m, struct buf *image, struct err *e);

#endif
