/* script_data.h: the data that a page brings for its own scripts, for the article and for discussions alike: JSON in a script, states
 * assigned to a variable, states written as a string or as an attribute, the streams of React's servers, flat lists. */
#ifndef POSTIL_EXTRACT_SCRIPT_DATA_H
#define POSTIL_EXTRACT_SCRIPT_DATA_H

#include "page/page.h"

struct script_data {
	const struct page *page;
	/* Asked for the text of each script and of each piece of data in it before it is read; NULL wants all. */
	bool (*wanted)(struct str text);
	const xmlNode *at;	  /* the next script is looked for behind it */
	struct str rest;	  /* of the script at hand */
	const xmlAttr *attribute; /* the next one of the element at hand */
	struct buf stream;	  /* of all scripts, read at the end */
	size_t bytes;		  /* read so far */
	unsigned pieces;
	bool ended;
};

/* Zeroes *d. JSON-LD is no such data. */
void script_data_begin(
	struct script_data *d, const struct page *page, bool (*wanted)(struct str text));

/* Reads the next piece of data into a new element below `parent`, which stands outside of the page's tree: members and items are named as
 * page_parse_json() does, and what the data refers to stands where it is referred to. NULL when there is no more, or the page has too much
 * of it. */
xmlNode *script_data_next(struct script_data *d, xmlNode *parent);

void script_data_end(struct script_data *d);

/* Behind the end of the string in quotation marks that it begins with; its whole length when it has none. */
size_t script_string_end(struct str s);

/* ---- script_stream.c: data that refers to parts of itself ---- */

/* Adds what a script pushes to the stream of React's server (self.__next_f.push([1,"..."])) to `stream`; false when it pushes nothing. */
bool script_stream_collect(const struct page *page, struct str script, struct buf *stream);

/* Reads such a stream below `to`: its rows in order, each placed where it is first referred to; a block of text (a paragraph, a heading, a
 * list) of the elements that a row describes becomes an element <html> with its markup as text. */
void script_stream_read(xmlNode *to, struct str stream);

/* How an item of a flat list refers to another. */
enum script_reference {
	REFER_NUMBER, /* Nuxt: [["Reactive", 1], {"title": 2}, "..."] */
	REFER_NAMES, /* React Router: keys are references, too, [{"_1": 2}, "title", "..."]; times are ["D", ms] */
	REFER_TEXT, /* Qwik: strings of digits and letters, [{"title": "1a"}, ...] */
};

/* Places the items of a flat list where they are first referred to. */
void script_flat_read(xmlNode *list, enum script_reference how);

/* ---- script_form.c: forms of such data ---- */

/* Reads strings that are JSON themselves in place. */
void script_unpack(xmlNode *top);

/* Puts the second of two items for both where the first is the number of a type: {"title": [0, "..."]}. */
void script_pairs_read(xmlNode *top);

/* Takes all children out. */
void script_clear(xmlNode *n);

/* Adds data written with "&q;" for quotation marks to `out`; false when it is not written so. */
bool script_unescape(struct str s, struct buf *out);

#endif
