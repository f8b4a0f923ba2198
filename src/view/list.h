/* list.h: lists over the whole screen: help, links, headings, authors, information. */
#ifndef POSTIL_VIEW_LIST_H
#define POSTIL_VIEW_LIST_H

#include "command/command.h"
#include "layout/layout.h"

struct view;

#define LIST_MAX 20000 /* rows; what is beyond is counted only */

enum list_kind { LIST_NONE, LIST_TEXT, LIST_BLOCKS, LIST_COMMENTS, LIST_LINKS };

struct list {
	struct layout rows;
	ARRAY(struct list_row {
		uint32_t target; /* block, comment or link; DOC_NONE for none */
		struct str text; /* all of it, for searching */
	})
	row;
	const char *title;
	enum list_kind kind;
	int top, focus;
	size_t left_out;
	struct buf query;	      /* what was searched for, in any list */
	int from, found;	      /* where the search that is typed began; the row it went to */
	void (*fill)(struct view *v); /* makes its rows; again for another width */
	int cols;		      /* of the screen they were made for */
};

/* Begins a list of fill(), which called this, with no rows. */
void list_open(
	struct view *v, enum list_kind kind, const char *title, void (*fill)(struct view *v));

/* The columns there are for its rows. */
int list_columns(const struct view *v);

/* A row of one text. */
void list_add(struct view *v, uint32_t target, uint32_t style, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* A row of pieces: begun, false when there are too many; then a piece of at most `room` columns,
 * with a sign where it is cut. Returns the column behind it. */
bool list_row(struct view *v, uint32_t target);
int list_put(struct view *v, int column, int room, uint32_t style, struct str text);

bool list_key(struct view *v, uint32_t key, enum command command);
void list_find(struct view *v, struct str query); /* as typed so far */
void list_wheel(struct view *v, int rows);
void list_click(struct view *v, int row); /* of the screen; on the focused row it is Enter */
void list_draw(struct view *v, int rows, int cols);
void list_close(struct view *v);
void list_free(struct view *v);

/* ---- help.c ---- */
void list_help(struct view *v);

/* ---- lists.c ---- */
void list_info(struct view *v);
void list_links(struct view *v);
void list_contents(struct view *v);
void list_authors(struct view *v);
void list_discussion(struct view *v);

#endif
