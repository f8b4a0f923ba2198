/* dump.h: a page that is known only as plain text: what a browser in text form, or a reader's copy and paste, left of it.
 * There is no markup, so lines speak by their place and form (short, between blanks, behind a bullet, holding a date), and
 * by what interfaces say in many languages (dump_words.def). */
#ifndef POSTIL_EXTRACT_DUMP_H
#define POSTIL_EXTRACT_DUMP_H

#include "extract/talk.h"

/* Fills the builder from a page of the kind PAGE_DUMP: first the comments are found, then the article in what stands
 * before them. A text without an article is written as plain text. Linear; never fails. */
void extract_dump(struct extract *x, struct builder *b);

/* ---- shared by dump*.c ---- */

/* Where a link begins that the dump numbered. */
struct dump_link {
	size_t line, at; /* byte of the line's text */
	struct str href;
};

/* One line, or one paragraph that was wrapped into several. */
struct dump_line {
	struct str text; /* in the tree or the arena */
	int indent;	 /* column of its first letter */
	int number;	 /* of a numbered item, -1 when it is none */
	bool bullet;
	bool gap;    /* an empty line stands before it */
	bool idle;   /* nothing but interface words and figures */
	bool action; /* idle, and one of the words is what one does with a comment: "Reply" */
	bool avatar; /* idle, and stands for a face */
	bool figure; /* nothing but digits and signs */
	bool ending; /* comments end here */
	bool said;   /* it may announce comments: "12 comments" */
	bool box;    /* the heading of something else: "Related stories" */
	bool used;   /* taken into a field */
	size_t date_at, date_len; /* a time within the text; date_len 0 when it holds none */
};

struct dump {
	ARRAY(struct dump_line) lines;
	ARRAY(struct dump_link) links; /* in the order of the text */
	size_t talk_from; /* the first line that belongs to the discussion; lines.len when there is none */
	size_t talk_to; /* behind its last line */
	size_t post_from,
		post_to; /* lines of the opening post of a topic; equal when there is none */
	struct str post_author, post_time, post_number;
};

enum dump_words {
	DUMP_INTERFACE,
	DUMP_ACTION,
	DUMP_AVATAR,
	DUMP_REPLY,
	DUMP_SECTION,
	DUMP_ENDING,
	DUMP_FRESH,
	DUMP_PROVIDER,
	DUMP_TAGS,
	DUMP_CREDIT,
	DUMP_SAYS,
	DUMP_FILLER,
	DUMP_PROFILE,
	DUMP_SPOKE,
	DUMP_BOX,
	DUMP_TEASER,
	DUMP_LISTS
};

/* The longest phrase of the list that the text begins (or ends) with; its bytes, 0 for none. A phrase that ends (begins) in
 * a Latin letter must not go on with one, unless `fused`. */
size_t dump_prefix(enum dump_words list, struct str s, bool fused);
size_t dump_suffix(enum dump_words list, struct str s);

/* The first place of a phrase in the text and its length; STR_NOWHERE for none. */
size_t dump_find(enum dump_words list, struct str s, size_t *len);

/* Reads the lines of the tree, joins wrapped ones, and judges each by itself. */
void dump_read(struct extract *x, struct dump *d);
void dump_free(struct dump *d);

/* Whether it is nothing but words of the interface and signs. */
bool dump_is_idle(struct str s);

/* Whether it reads like a name: a few words, no sentence. */
bool dump_is_name(struct str s);

/* Whether it ends as sentences do. */
bool dump_is_sentence(struct str s);

/* The address that the text at this byte of the line leads to; empty when it is no link. */
struct str dump_href(const struct dump *d, size_t line, size_t at);

/* The first of the links from this line on; links.len when there is none. */
size_t dump_link_from(const struct dump *d, size_t line);

/* ---- heads of comments: dump_head.c ---- */

/* Ways in which pages head their comments. */
enum dump_layout {
#define LAYOUT(id, name) LAYOUT_##id,
#include "extract/dump_layouts.def"
#undef LAYOUT
	LAYOUTS
};

struct dump_head {
	size_t at, last;  /* the lines that tell who and when */
	size_t body, end; /* the lines of the text */
	struct str author, time, reply_to;
	struct str number;  /* "3", "2.1"; empty when it has none */
	struct str answers; /* the number of the comment answered, where it is said */
	int indent;
};

struct dump_finding {
	struct {
		struct dump_head *at;
		size_t len, cap;
	} heads;
	enum dump_layout layout;
	bool below;	/* name or date stand below the text */
	bool announced; /* a line before them says that comments follow */
	size_t said;	/* behind that line */
	uint32_t count; /* how many, by that line; DOC_NONE when it does not say */
};

/* All heads of this layout from where comments are announced, if they are, with the lines of their texts. Linear. */
void dump_heads(const struct dump *d, enum dump_layout layout, struct dump_finding *f);

/* ---- names: dump_name.c ---- */

/* Takes "NAME in reply to NAME" apart, however it is fused. */
bool dump_split_reply(struct str s, struct dump_head *h);

/* Sets the author, and whom it answers, from a text that may be a name with what stands around one; false when it is none. */
bool dump_take_name(struct str s, struct dump_head *h);

/* The text without signs and words like "posted by" at both ends. */
struct str dump_strip(struct str s);

/* What stands behind the last "by", where a title may stand before it; the text itself where it has none. */
struct str dump_behind_by(struct str s);

/* Whether a clock stands in it: "12:30". */
bool dump_has_clock(struct str s);

/* The number in "#12", "2.1", "(3)" beside a date; empty for none. */
struct str dump_number_in(struct str s);

/* The number behind "in reply to"; empty for none. */
struct str dump_answered_in(struct str s);

/* ---- judges ---- */

/* Takes lines that stand before or behind most of the texts ("Posts:", "Reply") off all of them: dump_trim.c. */
void dump_trim(const struct dump *d, struct dump_finding *f);

/* How many comments were found; 0 where they are not to be believed: dump_judge.c. */
size_t dump_judge(struct extract *x, const struct dump *d, const struct dump_finding *f);

/* The figure in "Show new comments (3)" or "27 comments"; DOC_NONE when there is none. */
uint32_t dump_figure(struct str s);

/* Bytes of text in these lines, furniture left out. */
size_t dump_text_between(const struct dump *d, size_t from, size_t to);

/* Finds the discussion: sets talk_from and talk_to, fills *t. False when there is none (then *t is empty). */
bool dump_talk(struct extract *x, struct dump *d, struct talk *t);

/* Writes the article from the lines before talk_from, or from the opening post. */
void dump_article(struct extract *x, struct dump *d, struct builder *b);

#endif
