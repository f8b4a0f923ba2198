/* body.h: markup to blocks and spans of the document. Shared by article and thread. */
#ifndef POSTIL_EXTRACT_BODY_H
#define POSTIL_EXTRACT_BODY_H

#include "extract/context.h"

/* Names that links within a page lead to. Zeroed it is empty. */
struct body_anchors {
	ARRAY(struct str) name; /* valid while the page is */
};

/* Adds those of the links in a subtree. */
void body_anchors_add(struct body_anchors *a, const struct page *page, const xmlNode *root);
/* To be called before they are looked up. */
void body_anchors_sort(struct body_anchors *a);
void body_anchors_free(struct body_anchors *a);

/* What to leave out of a body, asked for every element. */
struct body_options {
	bool (*skip)(const xmlNode *n,
		void *data); /* NULL: nothing but what never is text (script, style, form controls) */
	bool (*caption)(const xmlNode *n,
		void *data); /* NULL, or whether a block is the caption of a picture */
	void *data;
	const struct body_anchors *
		anchors; /* NULL, or what links within the page lead to: it is remembered where it stands */
	bool comment; /* a comment: interface words at its edges are dropped */
};

/* Writes the blocks for the subtree of n (n included) into the open article or comment.
 * Iterative; relative addresses are resolved. */
void body_write(
	struct extract *x, struct builder *b, const xmlNode *n, const struct body_options *o);

/* The same for plain text: empty lines part paragraphs, "> " lines are quotations, indented runs
 * are code. */
void body_write_text(
	struct extract *x, struct builder *b, struct str text, const struct body_options *o);

#endif
