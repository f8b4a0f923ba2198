/* body_writer.h: the inside of body*.c: where the writer stands in the markup. */
#ifndef POSTIL_EXTRACT_BODY_WRITER_H
#define POSTIL_EXTRACT_BODY_WRITER_H

#include "extract/body.h"

enum tag_act {
	TAG_INLINE, /* transparent */
	TAG_BLOCK,  /* a block of its own */
	TAG_SPAN,
	TAG_LINK,
	TAG_BREAK,
	TAG_RULE,
	TAG_HEADING,
	TAG_LIST,
	TAG_ITEM,
	TAG_TERMS,
	TAG_TERM,
	TAG_DEFINITION,
	TAG_QUOTE,
	TAG_PRE,
	TAG_VERSE,
	TAG_TABLE,
	TAG_PART,
	TAG_ROW,
	TAG_CELL,
	TAG_CAPTION,
	TAG_FIGURE,
	TAG_IMAGE,
	TAG_MEDIA,
	TAG_MATH,
	TAG_RUBY,
	TAG_SCRIPT,
	TAG_SKIP, /* never text */
};

struct tag {
	const char *name;
	uint8_t act; /* enum tag_act */
	uint8_t arg; /* HEADING: level. SPAN: enum span_kind. LIST: 1 when numbered. CELL: 1 for th */
};

/* The row for elements of this name: one for unknown ones, which are transparent, and for what is no element. */
extern const struct tag body_no_tag;
const struct tag *body_tag_named(const char *name);

/* The same, kept with the name from then on. */
const struct tag *body_keep_tag(const xmlNode *n);

/* Never NULL. */
static inline const struct tag *body_tag(const xmlNode *n)
{
	const struct tag *t;

	if (n->type != XML_ELEMENT_NODE)
		return &body_no_tag;
	t = *node_name_kept(n);
	return t ? t : body_keep_tag(n);
}

/* Whether the element is laid out as a block of its own. */
bool body_is_block(const xmlNode *n);

/* What is inherited by all below an element. */
struct body_state {
	uint8_t kind;  /* enum block_kind of the next block */
	uint8_t level; /* of a heading */
	uint8_t quote;
	uint8_t raised; /* SPAN_SUPER or SPAN_SUB inside one */
	bool note;	/* a reference to a footnote */
	bool one;	/* all of it is one block: block elements inside only part words */
	bool caption, cell, pre, rtl;
	bool table;    /* rows are rows, not layout */
	bool notes;    /* items are footnotes */
	unsigned list; /* lists open */
};

struct body_frame { /* an open element that changed something */
	const xmlNode *node;
	struct body_state before;
	bool block, span;
	const char *after; /* text to add at its end */
};

struct body_span {
	enum span_kind kind;
	struct str url, title; /* in the arena */
	unsigned handle;
};

struct body_list {
	bool numbered;
	int64_t next, step;
};

struct body_image {
	struct str url, alt;
};

enum {
	BODY_SPANS = 48,  /* open at once */
	BODY_IMAGES = 64, /* waiting for the end of their paragraph */
};

struct body_writer {
	struct extract *x;
	struct builder *b;
	const struct body_options *o;
	const xmlNode *root;
	struct body_state now;
	ARRAY(struct body_frame) frame;
	ARRAY(struct body_list) list;
	struct body_span span[BODY_SPANS];
	unsigned spans;
	struct body_image image[BODY_IMAGES];
	unsigned images;
	struct buf scratch;
	unsigned breaks; /* <br> since the last text */
	bool item;	 /* the next block opens a list item */
	uint32_t number; /* of that item */
	struct str
		back; /* the address that leads from the footnote at hand to where it is referred to */
	uint32_t tables, cells;
	bool figure; /* the open block is a figure still without a caption */
	bool words;  /* the open block has text */
	bool math;   /* a formula was written as its source: its picture is not wanted */
};

/* body_block.c: blocks, opened by their first text. */
void body_add_text(struct body_writer *w, struct str s);
void body_ready(struct body_writer *w); /* makes a block ready for text */
void body_open_block(struct body_writer *w);
void body_end_block(struct body_writer *
		w); /* and writes the pictures that stood in it; a figure stays open for its caption */
void body_write_figure(struct body_writer *w, struct str url, struct str alt);

/* body_part.c: parts with a form of their own. */
bool body_is_data_table(const xmlNode *table);
bool body_is_header_row(const xmlNode *row);
bool body_swallows(const xmlNode *n);
bool body_hidden(const xmlNode *n);
bool body_is_interface(const xmlNode *n, bool comment);
bool body_is_figure(const xmlNode *n); /* picture and words about it, nothing else */
struct str body_image_url(const xmlNode *image);
/* What a picture stands for that is one of characters: a smiley, a formula; else empty. *name: it is what the picture is called. */
struct str body_image_words(const xmlNode *image, bool *name);
struct str body_media_url(const xmlNode *media);
bool body_is_post(const xmlNode *quote);	/* a post of another site, embedded */
bool body_is_named_quote(const xmlNode *block); /* by its class, as forums have it */
bool body_is_frame(
	const xmlNode *quote, const xmlNode *whole); /* what forums put a whole post into */
struct str body_post_url(const xmlNode *quote);
/* Digits and signs as superscript or subscript characters; false, and nothing is added, where there are no such characters. */
bool body_raise(struct str s, bool super, struct buf *out);
bool body_note_reference(const struct page *page, const xmlNode *link);
bool body_is_bare(const xmlNode *link); /* its text is a number alone, without brackets */
bool body_note_return(const struct page *page, const xmlNode *link);
bool body_is_note(const xmlNode *item);

/* body_math.c: a formula's TeX source, false when the page has none; else its MathML in a line of plain text. */
bool body_math_source(const xmlNode *math, struct buf *out);
void body_math_linear(const xmlNode *math, struct buf *out);

/* body_signature.c */
/* A plain text without the signature at its end. */
struct str body_unsigned(struct str text);
/* Where a signature begins in a text, the last within root but for a few words; STR_NOWHERE for none. */
size_t body_signature(const xmlNode *text, const xmlNode *root);

/* body_anchor.c */
/* The name that an address leads to when it is within the page; empty for any other. */
struct str body_fragment(const struct page *page, struct str href);
/* Remembers the name of an element that a link leads to. */
void body_name(struct body_writer *w, const xmlNode *n);

/* An address of the page made absolute, in the arena; empty for scripts and data. */
struct str body_resolve(struct body_writer *w, struct str ref);

/* Whether nothing of it would be seen: blanks, no-break spaces, zero-width characters. */
bool body_blank(struct str s);

#endif
