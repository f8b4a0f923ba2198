/* document.h: reading a sealed and checked image. All text that comes out of it has passed
 * text_clean(). */
#ifndef POSTIL_DOCUMENT_DOCUMENT_H
#define POSTIL_DOCUMENT_DOCUMENT_H

#include "base/err.h"
#include "base/str.h"
#include "document/image.h"

#include <stdbool.h>
#include <stddef.h>

/* A view of an image: valid as long as the bytes it was opened on. */
struct document {
	const struct image_header *image;
	const struct doc_head *head;
	const struct doc_block *block;
	const struct doc_span *span;
	const struct doc_link *link;
	const struct doc_anchor *anchor;
	const struct doc_discussion *discussion;
	const struct doc_comment *comment;
	const struct doc_note *note;
	const struct doc_part *part;
	const char *pool;
	uint32_t blocks, spans, links, anchors, discussions, comments, notes, parts;
	size_t pool_len;
};

/* Proves the image and fills *d. The bytes are hostile: every offset, count and invariant of
 * image.h is tested, and the pool must be what text_clean() lets through. False with *e naming
 * the first fault. Linear in len; allocates nothing. */
bool document_open(struct document *d, const void *bytes, size_t len, struct err *e);

/* The text of a ref; the empty text for {0, 0}. */
struct str doc_str(const struct document *d, struct ref r);

struct str doc_field(const struct document *d, enum doc_field field);
struct str doc_block_text(const struct document *d, uint32_t block);

/* The block that an address within the page ("#id") leads to; DOC_NONE for none. */
uint32_t doc_anchored(const struct document *d, struct str url);

/* Whether the lede only repeats how the article's text begins, so that it need not be shown twice.
 */
bool doc_lede_repeats(const struct document *d);

/* The first line of a comment's own words, a piece of the pool: what it quotes only where it has no
 * others. Empty for one without text. */
struct str doc_opening(const struct document *d, uint32_t comment);

/* The names of kinds.def; never NULL. */
const char *block_name(enum block_kind kind);
const char *span_name(enum span_kind kind);
const char *field_name(enum doc_field field);
const char *flag_name(unsigned bit); /* bit 0 .. FLAG_BITS - 1 */
const char *edge_name(enum edge_kind edge);
const char *part_name(enum part_kind kind);
/* What the page calls a discussion, without the number of comments at either end ("14 comments",
 * "Comments (3)"); empty when it does not say. */
struct str discussion_title(const struct document *d, const struct doc_discussion *t);
const char *source_name(enum discussion_source source); /* "page", "frame", "feed", "api" */

/* Walking the tree of one discussion by index; all of it O(1). DOC_NONE where there is no such
 * comment. */
uint32_t comment_next_sibling(const struct document *d, uint32_t comment);
uint32_t comment_first_reply(const struct document *d, uint32_t comment);
uint32_t comment_discussion(const struct document *d, uint32_t comment); /* by bisection */

#endif
