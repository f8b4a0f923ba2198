/* thread_guess.h: what the parts of the general detector share. scan: one pass over the tree;
 * group: which elements are comments; field: what in them is what; parent: hints about parents. */
#ifndef POSTIL_EXTRACT_THREAD_GUESS_H
#define POSTIL_EXTRACT_THREAD_GUESS_H

#include "extract/talk.h"
#include "text/date.h"

/* What the words in names, classes, ids and properties hint at; never a proof. */
enum word {
#define WORD_KIND(id, words) WORD_BIT_##id,
#include "extract/thread_guess_words.def"
#undef WORD_KIND
	WORD_KINDS
};

enum {
#define WORD_KIND(id, words) WORD_##id = 1 << WORD_BIT_##id,
#include "extract/thread_guess_words.def"
#undef WORD_KIND
};

enum { /* what an element has itself */
	ELEM_DATE = 1 << 0,
	ELEM_AUTHOR = 1 << 1,
	ELEM_HEAD_LINK = 1 << 2, /* a link in a heading */
	ELEM_TOOL = 1 << 3,	 /* a button, an input */
	ELEM_AWAY = 1 << 5,	 /* a link to another document that is no comment */
	ELEM_REPLY = 1 << 4,	 /* its text is what one does with a comment: "Reply", "Report" */
	ELEM_TYPED = 1 << 6,	 /* it says what kind of thing it is: itemtype, typeof */
};

/* So many stand before a place on the page. */
struct marks {
	uint32_t text; /* bytes of text, blanks not counted */
	uint32_t link; /* the same of text in links */
	uint32_t meta; /* the same of names and dates outside of links */
	uint32_t dates, authors, heads, tools;
	uint32_t names;	 /* dates with something like a name beside them */
	uint32_t clocks; /* dates with the time of the day, or ages */
	uint32_t aways;	 /* links to other documents */
};

/* An element. Elements stand in document order; those below one are the next ones up to `end`. */
struct elem {
	xmlNode *node;
	uint32_t parent, end;  /* indices; the root's parent is DOC_NONE */
	const xmlNode *dated;  /* the first of its own texts that holds a date */
	struct marks from, to; /* where it begins and ends */
	uint32_t words;	       /* WORD_... of its own names */
	uint32_t shape;	       /* of its tag, classes and properties without digits */
	uint16_t depth, flags;
	uint8_t exact; /* DATED_... of the date in its own text */
};

/* How exact a date is. */
enum { DATED_NOT, DATED_COARSE, DATED_DAY, DATED_EXACT };

static inline uint8_t dated_as(const struct date *d)
{
	return d->precision >= DATE_MINUTE || d->relative ? DATED_EXACT
		: d->precision >= DATE_DAY		  ? DATED_DAY
							  : DATED_COARSE;
}

struct member {
	uint32_t elem, group;
};

struct scan {
	struct extract *x;
	ARRAY(struct elem) elems;
	ARRAY(struct member) members; /* sorted by group once the scan is done */
	struct group *group;
	size_t groups;
	uint32_t *first;   /* of a group in members; groups + 1 of them */
	uint8_t *talk;	   /* of elements asked: 1 no, 2 yes, their text says that talk follows */
	bool forum;	   /* the page itself says that it is a topic of a forum */
	bool letters;	   /* marks of letters in <pre> were seen (thread_letters.h) */
	size_t signatures; /* texts that may end signatures (talk_signed.h) */
};

struct group {
	uint64_t key;
	struct str name; /* the class word, id or property that makes it, or the tag; in the tree */
	uint32_t words;	 /* of the name, once the group is worth judging */
	uint32_t strong; /* the key is an id, a property or a class, not a mere place */
};

void scan_page(struct scan *s, struct extract *x);
void scan_free(struct scan *s);

static inline uint32_t elem_text(const struct elem *e)
{
	return e->to.text - e->from.text;
}

static inline uint32_t elem_link(const struct elem *e)
{
	return e->to.link - e->from.link;
}

static inline bool elem_dated(const struct elem *e)
{
	return e->to.dates > e->from.dates;
}

/* Whether an attribute of its own says when it was: no title then, also in a heading. */
static inline bool elem_stamped(const struct elem *e)
{
	return e->flags & ELEM_DATE && !e->dated;
}

/* WORD_... of all the words in a class, an id or a name ("commentBody", "post-author"). */
uint32_t words_of(struct str names);

/* Whether a short text is nothing but interface words ("Reply", "Like (3)"). */
bool words_interface(struct str text);

/* Whether a text is what one does with a comment and hardly with anything else: "Reply", "Report". */
bool words_reply(struct str text);

/* Whether a text starts with a phrase in small letters, in either case, and a word ends there. */
bool words_start(struct str text, struct str phrase);

/* The first of n such phrases that it starts with, n for none. */
size_t words_start_with(struct str text, const char *const *phrases, size_t n);

/* Whether one of the phrases (in small letters) stands in a text of at most 120 bytes. */
bool words_any(struct str text, const char *const *list, size_t n);

/* Whether a heading says that talk follows: "3 Comments", "Kommentare", but not "Latest comments". */
bool words_talk(struct str text);

/* Whether a heading says that letters, reviews or questions follow, which are a further discussion beside
 * one that is found, and may be anything where none is. */
bool words_further(struct str text);

/* Whether a heading speaks of what is new on other pages: "Latest comments". */
bool words_latest(struct str text);

/* Whether a date stands in the text, at `at`, `len` bytes long: one that can be read, or one in
 * figures that cannot. Lone numbers are none. */
bool guess_date(const struct extract *x, struct str text, struct date *d, size_t *at, size_t *len);

/* Keeps what was found in the last texts, where an extract has it. */
struct dates *guess_dates_new(void);
void guess_dates_free(struct dates *dates);

/* Whether a text begins as one that tells since when somebody has been here: "Member since". */
bool guess_since(struct str text);

/* The date without signs and words that lead over to it ("on", "am"), up to a bracket or the end of the line. */
struct str guess_date_alone(struct str text);

/* Attributes that hold dates, for machines; the list ends with an empty name. */
extern const struct str date_attributes[];

/* A name without the words and signs that stand around one: "Posted by Ann on" is "Ann". */
struct str clean_name(struct str t);

/* The same for the text of an element that holds a name: days of the week at its end stay. */
struct str clean_author(struct str t);

/* Whether a short text may be somebody's name: a few words, no sentence, no number. */
bool name_like(struct str text);

/* The same where it is known that these are no interface words. */
bool name_shaped(struct str text);

/* Whether the text stands in place of one that was taken away: "Comment deleted". */
bool placeholder(struct str text);

/* Bytes of what may be a name in the text around a date ("by Ann on ...", "Ann, ...") or in a short text beside the
 * dated text or element, 0 for none; `text` is the dated text, its date at `at`, `len` bytes long, or
 * empty where an attribute holds the date. */
size_t name_beside(const xmlNode *dated, struct str text, size_t at, size_t len);

/* Items found: comments in document order. */
struct item {
	uint32_t elem;
	/* the element behind its last one: beyond `end` where following siblings belong to
	 * it */
	uint32_t to;
	uint32_t set; /* which kind of item; fields are learned by kind */
	uint32_t up;  /* index of the item that holds it, DOC_NONE */
};

struct items {
	struct item *at;
	size_t len, cap;
	double quality; /* 0 .. 1 */
	uint32_t sets;
	uint32_t head,
		end; /* element that announces them, and where what may belong to them ends; 0: unknown */
	bool forum; /* messages of a topic, not comments below an article */
};

/* What the parts of an address say of where it leads. */
enum { LEADS_PERSON = 1, LEADS_TALK = 2 };
unsigned link_leads(struct str href);

/* Whether a link leads to a document that is neither this page nor, by its parts, somebody's nor a
 * comment. own: the path of this page; leads: link_leads(href). */
bool link_away(struct str href, struct str own, unsigned leads);

/* Whether a link leads to a comment on another document: "/other#comment-12". own: the path of this page. */
bool link_foreign(struct str href, struct str own);

/* The address up to its "?" or "#". */
struct str link_path(struct str href);

/* Whether n items (sorted, `up` set) are talk of this page, by where their links lead: not teasers
 * of other pages, nor comments on them. wide: they reach over their siblings; words: of what makes
 * them a group. */
bool guess_plausible(
	const struct scan *s, const struct item *it, size_t n, bool wide, uint32_t words);

/* Which earlier item each of n (sorted) repeats in its first quote, by the beginnings of texts, into
 * `to` (n of them), DOC_NONE for none; returns how many do. Linear but for a sort; over 2,000 items
 * are left alone. */
size_t guess_quotes(const struct scan *s, const struct item *it, size_t n, uint32_t *to);

/* Whether the page is a later one of several, by its pager. */
bool guess_later(const struct scan *s);

/* The discussions of the page into list (zeroed, of at most `max`), the one that is surest first; how many. further: the main one is
 * known and out of the tree, only what may stand beside it is asked for. */
size_t guess_items(struct scan *s, struct items *list, size_t max, bool further);

/* A part of the items that is a discussion of its own. */
struct item_part {
	size_t from, to; /* items */
	uint32_t head;	 /* element with its title */
};

/* The parts of the items where headings stand between them: several topics, or comments and letters made
 * alike. Their number, 0 where the items are one discussion. */
size_t guess_parts(
	const struct scan *s, const struct items *items, struct item_part *part, size_t max);

/* How many comments a heading announces; DOC_NONE when it does not say. */
uint32_t guess_claim(struct str heading);

/* Fields and bodies of the items into t, one comment an item. */
void guess_fields(struct scan *s, const struct items *items, struct talk *t);

/* Hints about parents. levels: how deep the comments stand where they do not stand in each other. */
void guess_levels(const struct scan *s, const struct items *items, struct talk *t);
void guess_parents(struct scan *s, const struct items *items, struct talk *t);

/* Items in a box directly behind an item answer it: sets nested_in. Returns whether there are any. */
bool guess_beside(const struct scan *s, const struct items *items, struct talk *t);

enum { ANSWER_MOST = 120 /* bytes of a line that says whom a comment answers */ };

/* Whether the element's text begins with "in reply to" or the like; *rest: what stands behind that. */
bool answer_begins(const xmlNode *n, struct str *rest);

/* "ANN, 3 May (in reply to #12)": the number of the comment answered, in brackets behind a name or a date; empty for none. */
struct str answer_number(const xmlNode *n);

/* "(2) By": the number in brackets before anything else; empty for none. t is not empty. */
struct str bracketed_number(struct str t);

/* Whether a third of the items say in their heads that they answer somebody. */
bool answers_stated(const struct scan *s, const struct item *it, size_t n);

/* Items that share a box answer the first in it, where all boxes begin with one make of item and go on with others:
 * questions and answers. Sets nested_in; returns whether there are any. */
bool guess_boxed(const struct scan *s, const struct items *items, struct talk *t);

/* Quotes that repeat what others say, where no level is known. */
void guess_quoted(struct scan *s, const struct items *items, struct talk *t);

/* Parents by values and links that lead to other items, whatever their names. nested: the items
 * stand in each other. */
void guess_joins(struct scan *s, const struct items *items, struct talk *t, bool nested);

/* Scores, marks of change and removal, permalinks, counts. After guess_fields(). */
void guess_extras(const struct scan *s, const struct items *items, struct talk *t);

/* Elements that the page itself calls comments (microdata, RDFa, microformats); none when it does
 * not. fields: what it calls their parts goes over what was guessed. */
void published_items(const struct scan *s, struct items *items);
void published_fields(struct scan *s, const struct items *items, struct talk *t);

/* What stands before the end of an item, which may reach over siblings of its element. */
const struct marks *item_marks(const struct scan *s, uint32_t from, uint32_t to);

/* Whether e is an item's own element: within it and not within an item below it. Walks an item's
 * own elements: the next one after `at`, items->at[i].to at the end. */
uint32_t item_next(
	const struct scan *s, const struct items *items, size_t i, uint32_t at, size_t *below);

#endif
