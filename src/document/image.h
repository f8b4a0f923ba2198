/* image.h: the form of a document in memory and in a memory file: one header, then sections of
 * fixed-size records and one pool of clean UTF-8. Records refer to each other by 32-bit index
 * and to text by place in the pool; there is not one pointer in it and nothing in it changes
 * after it was sealed. document/check.c proves every invariant stated here. */
#ifndef POSTIL_DOCUMENT_IMAGE_H
#define POSTIL_DOCUMENT_IMAGE_H

#include <stdint.h>

#define IMAGE_MAGIC   0x4c545350u /* "PSTL" */
#define IMAGE_VERSION 3u
#define DOC_NONE      UINT32_MAX /* no index */
#define SPAN_DEPTH    64	 /* spans around one character, at the most */
/* Times of the years 1 to 9999: differences of them cannot overflow, and calendars have them. */
#define DOC_WHEN_LEAST INT64_C(-62135596800)
#define DOC_WHEN_MOST  INT64_C(253402300799)

/* A piece of the pool. {0, 0} is "unknown". It begins and ends between characters. */
struct ref {
	uint32_t at, len; /* bytes */
};

/* A run of records in a section: first .. first + count - 1, within the section. */
struct range {
	uint32_t first, count;
};

enum block_kind {
#define BLOCK(id, name) BLOCK_##id,
#include "document/kinds.def"
#undef BLOCK
	BLOCK_KINDS
};

enum span_kind {
#define SPAN(id, name) SPAN_##id,
#include "document/kinds.def"
#undef SPAN
	SPAN_KINDS
};

enum {
	BLOCK_HEADER = 1 << 0, /* ROW: its cells are headings */
	BLOCK_RTL = 1 << 1,    /* the page says the direction is right to left */
	BLOCK_CUT = 1 << 2,    /* text was left out here because of a limit */
	BLOCK_POST = 1 << 3,   /* EMBED: the words of a post of another site */
	BLOCK_FLAGS = (1 << 4) - 1,
};

/* Blocks of an article or a comment, in reading order. Text keeps newlines (CODE, VERSE, and a
 * <br> in any kind) and tabs only where they mean something: they separate the cells of a ROW. */
struct doc_block {
	uint8_t kind; /* enum block_kind */
	uint8_t level; /* HEADING 1..6; ITEM, CONTINUED, TERM, DEFINITION: depth of the list, from 1; else 0 */
	uint8_t quote; /* depth of quotation, 0 outside */
	uint8_t flags; /* BLOCK_HEADER ... */
	/* ITEM: its number, 0 for a bullet. ROW: which table, from 1. NOTE: its number. Else
	 * 0 */
	uint32_t number;
	struct ref text; /* of all blocks in a document, in order and without overlap */
	struct range spans;
};

/* Marks on a part of a block's text, ordered by `from`; they may nest, not cross. None is empty but
 * an IMAGE. Each span belongs to one block, in order. */
struct doc_span {
	uint8_t kind; /* enum span_kind */
	uint8_t unused[3];
	uint32_t from, len; /* bytes, within the block's text */
	uint32_t link;	    /* LINK, IMAGE, NOTE: index of a link; else DOC_NONE */
};

struct doc_link {
	struct ref url; /* absolute where the page's address is known; "#id" within the page */
	struct ref title;
};

/* A place of the article that a link within the page leads to. */
struct doc_anchor {
	struct ref name; /* without the "#" */
	uint32_t block;
};

enum doc_field {
#define FIELD(id, name) FIELD_##id,
#include "document/kinds.def"
#undef FIELD
	FIELDS
};

/* What is known of the page as a whole; a field that is unknown is {0, 0}. */
struct doc_head {
	struct ref field[FIELDS];
	struct ref how
		[FIELDS]; /* where the field was found ("json-ld", "rule sputnik", "meta og:title" ...) */
	struct range blocks;  /* of the article; count 0 when there is none */
	struct range tags;    /* of links; url may be unknown */
	struct range related; /* of links: title and url */
	uint32_t has_article; /* 0 or 1 */
	uint32_t partial;     /* 1 when a limit cut something off */
};

enum discussion_source { SOURCE_PAGE, SOURCE_FRAME, SOURCE_FEED, SOURCE_API, SOURCES };

struct doc_discussion {
	uint32_t source;     /* enum discussion_source */
	struct ref how;	     /* "rule NAME", "metadata" or "guessed" */
	struct ref provider; /* "Disqus", "Facebook", ... */
	struct ref title;    /* what the page calls it */
	struct ref more;     /* address of the rest, of the next page, of the frame or feed */
	struct range comments;
	uint32_t claimed;  /* comments the page says there are; DOC_NONE when it does not */
	uint32_t unloaded; /* comments it says are not in these bytes; DOC_NONE when unknown */
};

enum comment_flag {
#define FLAG(id, name) FLAG_BIT_##id,
#include "document/kinds.def"
#undef FLAG
	FLAG_BITS
};

enum {
#define FLAG(id, name) COMMENT_##id = 1 << FLAG_BIT_##id,
#include "document/kinds.def"
#undef FLAG
	COMMENT_FLAGS = (1 << FLAG_BITS) - 1
};

/* Why the parent is believed to be the parent. */
enum edge_kind {
#define EDGE(id, name) EDGE_##id,
#include "document/kinds.def"
#undef EDGE
	EDGE_KINDS
};

/* Comments stand in pre-order within their discussion: the first reply to i is i + 1, its next
 * sibling is i + size. */
struct doc_comment {
	/* id: never empty. The builder makes them unique within the discussion; that alone is not
	 * proved, and no reader may come to harm where two are equal. */
	struct ref id, permalink;
	struct ref author, author_url;
	struct ref time;     /* ISO 8601, or as printed where it could not be read */
	struct ref edited;   /* likewise; set only with COMMENT_EDITED */
	struct ref reply_to; /* the name printed as "in reply to NAME" */
	/* seconds since 1970 (taken as UTC where no offset is known), DOC_WHEN_LEAST to
	 * DOC_WHEN_MOST; INT64_MIN when unknown */
	int64_t when;
	int32_t score;	/* INT32_MIN when unknown */
	uint32_t flags; /* COMMENT_OP ... */
	uint32_t edge;	/* enum edge_kind; NONE exactly for roots */
	/* index of a comment of the same discussion, smaller than its own; DOC_NONE for a
	 * root */
	uint32_t parent;
	uint32_t depth;	   /* 0 for a root, else the parent's + 1 */
	uint32_t size;	   /* comments in its subtree, itself included */
	uint32_t unloaded; /* replies announced here that the page does not hold */
	uint32_t unused;
	struct ref answers; /* ORPHAN: the id of the comment it answers, where the page states it */
	struct range blocks;
};

enum note_level {
	NOTE_INFO,  /* a fact worth knowing */
	NOTE_LACK,  /* the page lacked something */
	NOTE_DOUBT, /* the page contradicted itself */
	NOTE_LIMIT, /* postil left something out */
	NOTE_LEVELS
};

struct doc_note {
	uint32_t level;	  /* enum note_level */
	struct ref code;  /* "orphan", "cut", ... */
	struct ref text;  /* one sentence */
	uint32_t comment; /* which comment it is about, or DOC_NONE */
};

enum part_kind {
#define PART(id, name) PART_##id,
#include "document/kinds.def"
#undef PART
	PART_KINDS
};

/* Where more of the page is: addresses that extraction found and nobody has loaded. */
struct doc_part {
	uint32_t kind;	     /* enum part_kind */
	uint32_t discussion; /* which discussion it belongs to, or DOC_NONE */
	uint32_t claimed;    /* comments said to be there; DOC_NONE when nobody says */
	uint32_t unused;
	struct ref url;	  /* never empty; absolute where the page's address is known */
	struct ref name;  /* the provider, or the title of a thread */
	struct ref about; /* THREAD: the address that it says it is about */
};

enum section {
	SECTION_HEAD, /* exactly one struct doc_head */
	SECTION_BLOCKS,
	SECTION_SPANS,
	SECTION_LINKS,
	SECTION_ANCHORS,
	SECTION_DISCUSSIONS,
	SECTION_COMMENTS,
	SECTION_NOTES,
	SECTION_PARTS,
	SECTION_POOL, /* bytes; the last section */
	SECTIONS
};

/* At offset 0. Sections follow in the order of enum section, each at the next multiple of 8. */
struct image_header {
	uint32_t magic, version;
	uint64_t size; /* bytes of the whole image */
	struct {
		uint64_t at;		/* byte offset in the image */
		uint32_t count, record; /* records, bytes of one */
	} section[SECTIONS];
};

#endif
