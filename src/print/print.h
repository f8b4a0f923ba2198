/* print.h: the document as bytes for pipes, one writer a format. */
#ifndef POSTIL_PRINT_PRINT_H
#define POSTIL_PRINT_PRINT_H

#include "document/document.h"
#include "print/sink.h"

#include <stdint.h>

struct print_options {
	int width;	    /* columns, at least 20; 0 for 80 */
	bool ascii;	    /* no character beyond ASCII (plain): others are replaced */
	int64_t now;	    /* seconds since 1970, for ages and dates of mails; 0 for unknown */
	struct str explain; /* the record of why, raw; for print_explain */
};

/* A writer adds the whole document to the sink; failures show at sink_end(). */
typedef void print_writer(const struct document *d, const struct print_options *o, struct sink *s);

print_writer print_plain; /* article, then the replies indented */
print_writer print_json;  /* one object, version 1 */
print_writer print_markdown;
print_writer print_mbox;    /* one mail a comment, threaded by In-Reply-To */
print_writer print_explain; /* the fields with their sources, the notes, the record */

struct print_format {
	const char *name;   /* "plain", "json" ... */
	const char *suffix; /* of files of this format, without the dot */
	print_writer *write;
	const char *help; /* one sentence */
};

/* Ended by a row without a name. */
extern const struct print_format print_formats[];

/* The format of this name, or of a file name that ends in its suffix; NULL when there is none. */
const struct print_format *print_format_named(struct str name);
const struct print_format *print_format_for_file(struct str path);

/* Adds the text without its soft hyphens: they are for a screen, and hide a word from grep. */
void print_add_soft(struct str text, struct buf *out);

/* Adds the plain text of a run of blocks, separated by an empty line (the rows of a table by a
 * newline, their cells by a tab); captions only when asked for. */
void print_blocks_text(
	const struct document *d, struct range blocks, bool captions, struct buf *out);

#endif
