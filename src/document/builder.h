/* builder.h: the inside of the builder, for the files of document/ only. */
#ifndef POSTIL_DOCUMENT_BUILDER_H
#define POSTIL_DOCUMENT_BUILDER_H

#include "base/buf.h"
#include "document/image.h"
#include "text/clean.h"

#define BUILDER_MAX	((size_t)0xfff00000) /* bytes: refs are 32 bits wide */
#define BUILDER_SLACK	((size_t)1024) /* bytes kept for the last words when the ceiling is reached */
#define BUILDER_SHARED	64   /* bytes of a string that may share its place; check.c counts on it */
#define BUILDER_RECENT	1024 /* strings remembered for sharing */
#define BUILDER_NOTES	1000 /* notes, at the most */
#define BUILDER_PARTS	200  /* parts, at the most */
#define BUILDER_ANCHORS 5000 /* anchors, at the most */
#define BUILDER_NO_SPAN UINT32_MAX

struct builder_links {
	struct doc_link *at;
	size_t len, cap;
};

struct builder {
	size_t max, used; /* bytes of the image: ceiling, so far with all sections */
	bool full;	  /* the ceiling was reached: nothing more goes in */
	bool cut;	  /* the last block is where the page was cut off */
	struct doc_head head;
	ARRAY(struct doc_block) block;
	ARRAY(struct doc_span) span;
	struct builder_links link, tag, related;
	ARRAY(struct doc_anchor) anchor;
	ARRAY(struct doc_discussion) discussion;
	ARRAY(struct doc_comment) comment;
	ARRAY(struct doc_note) note;
	ARRAY(struct doc_part) part;
	struct buf line, text; /* the pools: each string is followed by a newline */
	struct ref recent[BUILDER_RECENT];

	bool in_article, in_discussion, in_comment, in_block;
	/* the block being written; text.len and spans.count are set at its end */
	struct doc_block open;
	struct cleaner cleaner;
	uint32_t stack[SPAN_DEPTH]; /* open spans */
	unsigned depth;
};

/* Takes bytes of the ceiling; false, and full set, when they are not left. */
bool builder_take(struct builder *b, size_t bytes);

#endif
