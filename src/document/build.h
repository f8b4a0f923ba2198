/* build.h: making a document. Everything that enters passes text_clean() here, so that no caller
 * can forget it.
 *
 * Order of calls: fields, tags, notes at any time; blocks only between one begin and end of the
 * article or of a comment; comments of a discussion in pre-order, each with the index of its
 * parent; then builder_seal(). */
#ifndef POSTIL_DOCUMENT_BUILD_H
#define POSTIL_DOCUMENT_BUILD_H

#include "base/buf.h"
#include "base/err.h"
#include "document/image.h"

struct builder;

/* max: ceiling of the whole image in bytes, 0 for 3 GiB. What does not fit is left out, with a
 * note and `partial` set. */
struct builder *builder_new(size_t max);
void builder_free(struct builder *b);

/* Puts cleaned text into the pool as one line (white space collapsed, trimmed). Equal strings
 * may share a place. */
struct ref builder_line(struct builder *b, struct str raw);

/* Sets a field and where it was found; an empty value leaves it as it was. */
void builder_field(struct builder *b, enum doc_field field, struct str raw, const char *how);
struct str builder_get(
	const struct builder *b, enum doc_field field); /* valid until the next addition */

void builder_tag(struct builder *b, struct str name, struct str url);
void builder_related(struct builder *b, struct str title, struct str url);
void builder_note(struct builder *b, enum note_level level, const char *code, uint32_t comment,
	const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Adds the address of a part of the page that is not in these bytes; false when it is there
 * already, empty, or one too many. The discussion may be one still to come; a part whose
 * discussion never comes belongs to none. */
struct builder_part {
	enum part_kind kind;
	uint32_t discussion; /* index, or DOC_NONE */
	uint32_t claimed;    /* comments said to be there, or DOC_NONE */
	struct str url, name, about;
};
bool builder_part(struct builder *b, const struct builder_part *p);

void builder_partial(struct builder *b);

/* The bytes of the page ended too early: partial, and the last block says BLOCK_CUT. */
void builder_cut(struct builder *b);

/* The article's blocks come between these two. */
void builder_article_begin(struct builder *b);
void builder_article_end(struct builder *b);

/* What was written between them is the plain text of a page that has no article. */
void builder_no_article(struct builder *b);

/* A block: begin, then text and spans, then end. A block that ends without text is dropped (but
 * RULE and FIGURE), and so are spans without text. Text is cleaned as it comes; in CODE and
 * VERSE white space is kept, in ROW a tab separates cells (builder_cell), elsewhere runs of
 * white space become one space and builder_break() makes a newline. */
void builder_block(
	struct builder *b, enum block_kind kind, unsigned level, unsigned quote, uint32_t number);
void builder_block_flags(struct builder *b, unsigned flags);
void builder_text(struct builder *b, struct str raw);
void builder_break(struct builder *b);
void builder_cell(struct builder
		*b); /* ROW: ends a cell that another one follows; the first is open already */
/* Opens a span at the end of the text so far; url and title only for LINK, IMAGE, NOTE. Returns
 * a handle for closing. */
unsigned builder_span(struct builder *b, enum span_kind kind, struct str url, struct str title);
void builder_span_end(struct builder *b, unsigned handle);
/* Names a block that links within the page lead to, by what builder_next() said. */
void builder_anchor(struct builder *b, struct str name, uint32_t block);
/* Bytes of the text of all blocks so far. */
size_t builder_text_bytes(const struct builder *b);
/* The number of the open block, or of the next one. */
uint32_t builder_next(const struct builder *b);

void builder_block_end(struct builder *b); /* closes what is open */
bool builder_in_block(const struct builder *b);

/* A discussion: begin, comments, end. Returns its index; the returned record may be filled until
 * the next addition. */
struct doc_discussion *builder_discussion(
	struct builder *b, enum discussion_source source, const char *how);
void builder_discussion_end(struct builder *b);

/* A comment of the open discussion, its blocks to follow until builder_comment_end(). parent is the
 * index of an earlier comment of this discussion on the path to the last one (pre-order), or
 * DOC_NONE. depth and size are filled by the builder. The returned record is zeroed but for these
 * (score INT32_MIN, when INT64_MIN), and may be filled until the next addition; take refs from
 * builder_line() first. Comments without an id, or with one that an earlier one has, get one
 * ("c12") when the discussion ends. DOC_NONE from builder_comment_index() when the ceiling was
 * reached: then NULL is returned. */
struct doc_comment *builder_comment(struct builder *b, uint32_t parent, enum edge_kind edge);
uint32_t builder_comment_index(const struct builder *b); /* of the comment last begun */
void builder_comment_end(struct builder *b);

/* Writes the image to *out (8-byte aligned from its start). False with *e when it does not fit. */
bool builder_seal(struct builder *b, struct buf *out, struct err *e);

#endif
