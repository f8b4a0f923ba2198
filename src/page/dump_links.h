/* dump_links.h: the numbers that lynx and elinks print before links, and the list of addresses that they print below the page. */
#ifndef POSTIL_PAGE_DUMP_LINKS_H
#define POSTIL_PAGE_DUMP_LINKS_H

#include "base/buf.h"
#include "base/str.h"

struct dump_links {
	ARRAY(struct str) address; /* of link i + 1; pieces of the text */
	size_t list;   /* byte of the text where the list begins; its length when there is none */
	bool numbered; /* the text holds numbers of links; false: brackets are only text */
	uint32_t last; /* the number taken last */
};

struct dump_link {
	size_t at; /* byte of the text left, where what is linked begins */
	struct str address;
};

struct dump_link_list {
	struct dump_link *at;
	size_t len, cap;
};

/* Looks for the list and judges the numbers: what a person wrote ("see [1].") stands behind words, a browser's number before them. Linear. */
void dump_links_find(struct str text, struct dump_links *l);
void dump_links_free(struct dump_links *l);

/* Takes the numbers of links out of a line: what is left goes to `out` (emptied before), where they stood to `found`. Lines come in order. */
void dump_links_take(
	struct dump_links *l, struct str line, struct buf *out, struct dump_link_list *found);

#endif
