/* meta.h: the inside of meta*.c: what the page says of itself. Every place that says something of a field offers a value; when all are in,
 * those that agree are taken together and the strongest wins (meta_settle.c). */
#ifndef POSTIL_EXTRACT_META_H
#define POSTIL_EXTRACT_META_H

#include "extract/article_info.h"

/* Of what make a place is. Two of one make often copy each other; two makes that agree are evidence. */
enum meta_make {
	MAKE_KNOWN, /* a site rule, the opening post */
	MAKE_JSON_LD,
	MAKE_MICRODATA,
	MAKE_RDFA,
	MAKE_MICROFORMAT,
	MAKE_OPENGRAPH,
	MAKE_TWITTER,
	MAKE_DUBLIN_CORE,
	MAKE_VENDOR, /* Parsely, Sailthru, cXense and their like */
	MAKE_HEAD,   /* other elements of the head */
	MAKE_HTML,   /* <title>, <html lang> */
	MAKE_DATA,   /* data-* attributes */
	MAKE_LINKED,
	MAKE_VISIBLE,
	MAKE_ADDRESS,
};

enum meta_source {
#define SOURCE(id, field, rank, make, how) SOURCE_##id,
#include "extract/meta_sources.def"
#undef SOURCE
	SOURCES_OF_META
};

struct meta_value {
	struct str text;  /* in the arena */
	struct str plain; /* of a title, once all are in: as meta_plain() has it */
	const char *how;  /* static, or in the arena */
	int rank;	  /* the higher, the more it is believed; 0 for none */
	enum meta_make make;
	uint32_t at; /* the element it was read at */
};

enum {
	META_VALUES = 24,   /* of one field that are weighed */
	META_KNOWN = 1000,  /* rank of what a rule or the thread says */
	META_HEADINGS = 16, /* that may be the title */
	META_NAMES = 500, /* printed names that are read: an author stands in the first of a page */
	META_LINES = 2000, /* and lines, but for the last ones */
	SITE_LABELS = 16,  /* of its host that are looked at */
	META_PREFIXES = 0  /* words before names */
#define BYLINE_PREFIX(text) +1
#include "extract/byline.def"
#undef BYLINE_PREFIX
};

enum meta_place {
	PLACE_UNKNOWN, /* it is not printed */
	PLACE_ABOVE,   /* above the heading */
	PLACE_BELOW_HEADING,
	PLACE_HEAD, /* round the heading or in the first paragraphs */
	PLACE_DEEP, /* in the text, or far behind it */
	PLACE_END,  /* where the text ends */
	PLACES,
};

struct meta_heading {
	struct str text, plain;
	int rank;
};

/* What the site is called, each as meta_plain() has it. */
struct meta_site {
	struct str name[META_VALUES + 1]; /* its host, its names */
	struct str label[SITE_LABELS];	  /* of its host */
	struct str best;		  /* the name that is believed */
	size_t names, labels;
};

/* The words before names by their first byte: the index of the first one + 1, and of the next one; 0 for none. */
struct meta_prefixes {
	uint16_t first[256], next[META_PREFIXES];
};

/* Attributes of the element at hand; empty when it has none. */
struct meta_marks {
	struct class_known *class;    /* NULL for none */
	struct str id, rel, property; /* property: or itemprop */
	bool data;		      /* there are some for scripts */
};

struct meta {
	struct article_page *page;
	struct extract *x;
	struct {
		struct meta_value at[META_VALUES];
		size_t len;
	} values[FIELDS];
	struct meta_value best[FIELDS], second[FIELDS]; /* once settled */
	unsigned agree[FIELDS]; /* other makes that say the same as the best */
	struct meta_heading heading[META_HEADINGS];
	size_t headings;
	/* elements round the article: what stands there is about it; to 0 for unknown */
	uint32_t from, to;
	uint32_t text_from, text_to; /* elements of the article's text */
	uint32_t at;		     /* of the element at hand */
	uint32_t names, lines;	     /* printed names and lines that were read */
	uint32_t date_at, title_at;  /* where the last visible date, the best heading was found */
	int title_rank;		     /* of that heading */
	struct str title_element, title_plain; /* of the page; as meta_plain() has it */
	struct meta_site site;		       /* once its name is settled */
	char label;	 /* the number of the <meta> label that names the author; 0 for none */
	struct str body; /* articleBody of JSON-LD */
	ARRAY(struct str) tags;
	struct meta_prefixes prefixes;
	struct meta_marks marks;
};

/* Offers what a place says of its field; blanks trimmed, references resolved, the empty one ignored; copied into the arena.
 * percent: how much of its usual weight it has, 100 or less. */
void meta_offer(struct meta *m, enum meta_source source, int percent, struct str value);

/* The same for a value whose place stands in no table. Several bylines of one `how` that follow each other are joined. */
void meta_offer_value(struct meta *m, enum doc_field field, struct meta_value v, struct str value);

/* The rank of the strongest value offered so far; 0 for none. */
int meta_rank(const struct meta *m, enum doc_field field);

/* Whether the element at hand stands round the article. */
bool meta_near(const struct meta *m);

/* Whether a visible value stands in a link that holds more than it: then it is about what the link leads to. */
bool meta_in_teaser(const struct meta *m, const struct article_info *i);

/* The text of an element with one blank for each run of them, and the joint between its blocks; own: without that of the blocks in it.
 * Ends soon after max bytes. */
void meta_line(const xmlNode *n, bool own, struct str joint, size_t max, struct buf *out);

/* Where a visible value stands. Only once the heading is known. */
enum meta_place meta_place(const struct meta *m, const struct meta_value *v);

/* What the first words of the text say: "LONDON, May 3, 2021 (Agency) -- The river rose". */
void meta_read_opening(struct meta *m, const struct article_info *i);

/* Adds a tag, or several that commas part. */
void meta_tags(struct meta *m, struct str list);

void meta_read_head(struct meta *m, const xmlNode *n); /* meta, link, html, title elements */
/* microdata, RDFa, microformats, headings */
void meta_read_visible(struct meta *m, const struct article_info *i);
/* The names in an element; `other`: it belongs to another item than the article. */
void meta_offer_name(struct meta *m, enum meta_source source, bool other, const xmlNode *n);

void meta_read_names(struct meta *m, const struct article_info *i); /* visible bylines */
/* Names that stand beside the heading without a word for "by": next to a day, to a picture of who wrote it, at the end of a standfirst. line:
 * what the element says, trimmed. False when it says none. */
bool meta_read_beside(struct meta *m, const struct article_info *i, struct str line);
/* Whether the class of the element at hand is of a byline. */
bool meta_is_byline_class(struct meta *m);
void meta_read_times(struct meta *m, const struct article_info *i); /* visible datelines */
/* The date in the address; once the canonical one is settled. */
void meta_read_address(struct meta *m);
void meta_read_json(struct meta *m, struct str json); /* a JSON-LD block */

/* Weighs what was offered. `best` and `second` of every field are set afterwards. */
void meta_settle(struct meta *m);
void meta_settle_title(struct meta *m);	 /* without the site's name */
void meta_settle_byline(struct meta *m); /* people before organisations */
void meta_settle_dates(struct meta *m);

/* Weighs the values of one field: each its rank and what other makes that agree add. */
typedef bool meta_same(
	const struct meta *m, const struct meta_value *a, const struct meta_value *b);
bool meta_same_text(const struct meta *m, const struct meta_value *a, const struct meta_value *b);
void meta_weigh(struct meta *m, enum doc_field field, meta_same *same);

/* The names of a byline, without "By", roles, dates, addresses; empty when none is left. In out. */
bool meta_names(const struct meta *m, struct str raw, struct buf *out);

/* Without the bars, dashes and bullets before it; bars also stand for the line breaks of the page. */
struct str meta_skip_bars(struct str s);

/* Where the names that it begins with end: meta_names_end.c. */
size_t meta_names_end(struct str s);

/* Without the commas, colons, bars and blanks at its end. */
struct str meta_trim_end(struct str s);

/* Whether it begins like a byline, "By Ann Other". */
bool meta_has_prefix(const struct meta *m, struct str raw);

/* Takes the words before a name off, one prefix; false when there is none. */
bool meta_cut_prefix(const struct meta *m, struct str *s);

/* Makes the index ready for it. */
void meta_index_prefixes(struct meta_prefixes *x);

/* "Posted on May 5, 2020 by Ann Other", "Eine Analyse von Anna Anders": what stands behind the word for "by"; the whole where there is none. */
struct str meta_behind_by(struct str s);

/* Whether a label of an author stands somewhere in it, of those that no sentence has: "作者：". */
bool meta_has_label(struct str s);

/* Whether it ends with the word before a name: "Posted by". */
bool meta_ends_with_by(struct str before);

/* Whether it says that a name stands beside it: "Author", "Written by:". */
bool meta_is_label(struct str text);

/* Whether it names who had a hand in it besides the author: "Reviewed by Ann Other". */
bool meta_is_second_hand(struct str s);

/* Whether it says of a date what it is the day of: "Last updated", "Published on". */
bool meta_says_when(struct str words);

/* Whether it begins with the name of an agency: "dpa/lno", "Reuters". */
bool meta_is_agency(struct str s);

/* Whether every part of it looks like the name of a person: two to five words with capitals, none of them of an office or a firm. */
bool meta_is_person(struct str names);

/* Whether it is a small word within names: "van", "de", "bin". */
bool meta_is_particle(struct str word);

/* Whether they are words of a text or of a program, as a place that is named for authors may hold, too: "protected Object result", "a raster image". */
bool meta_is_wording(struct str names);

/* Whether a word of it names an office: "editor", "Redaktion". */
bool meta_is_role(struct str part);

/* Letters and digits only, folded, without the blanks, quotation marks and dashes of Unicode: for comparing names. out is cut first. */
void meta_plain(struct str s, struct buf *out);

/* Makes ready for the next two, once the name of the site is settled. */
void meta_know_site(struct meta *m);

/* Whether it is the name of the site, or its host, and nothing else. */
bool meta_is_site(const struct meta *m, struct str part);

/* Whether a part of a title or a name is what the site is called, or nearly so. */
bool meta_names_site(const struct meta *m, struct str part);

/* The page's host without "www."; empty when unknown. */
struct str meta_host(const struct meta *m);

/* The next page of the article, when it is sure to be one. */
void meta_settle_next(struct meta *m);

#endif
