/* path_inner.h: a compiled path: path_read.c, path_test.c and path_text.c make it, path.c walks it. Only for them. */
#ifndef POSTIL_PAGE_PATH_INNER_H
#define POSTIL_PAGE_PATH_INNER_H

#include "page/path.h"

enum {
	STEPS_MAX = 8,	/* of one location path */
	PATHS_MAX = 6,	/* of one union */
	NESTED_MAX = 6, /* predicates and functions within each other */
};

enum test_kind {
	TEST_AND,
	TEST_OR,
	TEST_NOT,
	TEST_NUMBER, /* position among the siblings that pass what stands before */
	TEST_PATH,
	TEST_HAS, /* @name */
	TEST_EQUAL,
	TEST_CONTAINS,
	TEST_STARTS,
	TEST_CLASS,
	TEST_SELF,
	TEST_ANCESTOR, /* ancestor::step */
	TEST_TRUTH,    /* boolean() of what stands to the left */
	TEST_TEXT,     /* what the text of a function or path is, begins with, holds */
	TEST_COMPARE,  /* path='value', path>1, .='value': whether it holds for one of the nodes */
	TEST_OTHER,    /* a condition that libxml2 must tell */
};

enum comparison {
	COMPARE_IS,
	COMPARE_IS_NOT,
	COMPARE_LESS,
	COMPARE_LESS_OR_IS,
	COMPARE_MORE,
	COMPARE_MORE_OR_IS,
};

/* What a text is asked. */
enum text_test { TEXT_IS_FILLED, TEXT_IS, TEXT_IS_NOT, TEXT_HAS, TEXT_STARTS };

struct step;
struct text;

struct test {
	enum test_kind kind;
	struct test *left, *right; /* AND, OR; NOT, TRUTH: left */
	struct path *path;	   /* COMPARE: NULL for the node itself */
	struct step *step;	   /* ANCESTOR */
	struct query *other;
	const char *name; /* of an attribute or element */
	struct str value;
	int64_t number;
	enum comparison comparison;
	struct text *text;	  /* TEXT */
	enum text_test text_test; /* with `value` */
	bool numeric;		  /* it compares with `amount`, not with `value` */
	double amount;
	struct test *next; /* the next predicate of the same step */
};

struct step {
	bool deep;	  /* reached by // */
	const char *name; /* NULL for any element */
	struct test *test;
};

/* Where a location may begin; but for self the nearest element that fits: "preceding::p[1]". */
enum axis {
	AXIS_SELF,
	AXIS_ANCESTOR,
	AXIS_PRECEDING,
	AXIS_PRECEDING_SIBLING,
	AXIS_FOLLOWING_SIBLING,
};

struct location {
	bool absolute;
	unsigned up;	    /* leading ".." */
	struct step *start; /* leading "self::" and the like, NULL for none */
	enum axis axis;	    /* of the start */
	unsigned steps;
	struct step step[STEPS_MAX];
	struct str behind; /* while it is read: the text behind its last good step */
	bool alone;	   /* the first result is the only one */
	bool attribute_deep;
	const char *attribute; /* the last step, NULL when it is an element */
};

struct path {
	struct arena arena;
	ARRAY(struct query *) others; /* of its tests, to be freed */
	struct text *text;	      /* it is a text; the rest is empty */
	bool one;		      /* "(...)[1]" */
	struct path *then;	      /* from that one on; NULL for no further */
	unsigned locations;
	struct location location[PATHS_MAX];
};

/* A text made of texts: "concat('c', substring-after(@id,'-'))". */
enum text_kind {
	TEXT_LITERAL,
	TEXT_PATH, /* of its first node */
	TEXT_CONCAT,
	TEXT_AFTER,
	TEXT_BEFORE,
	TEXT_SPACES, /* normalize-space() */
	TEXT_TRANSLATE,
	TEXT_LIST,  /* of all its nodes */
	TEXT_WHERE, /* where a test holds: "substring(..., 1 div @id)" */
};

struct text {
	enum text_kind kind;
	struct str value; /* LITERAL; LIST: what stands between; TRANSLATE: from */
	struct str to;	  /* TRANSLATE */
	struct path *path;
	struct text *arg, *next; /* the first argument; the next one */
	struct test *test;	 /* WHERE; NULL: everywhere */
	size_t most;		 /* LIST: nodes; WHERE: characters */
};

/* ---- reading ---- */

struct path_reader {
	struct str rest;
	struct arena *arena;
	struct path *owner; /* the outermost path */
	unsigned nested;
	unsigned depth; /* of conditions for libxml2 that it stands in */
};

void path_blanks(struct path_reader *r);
bool path_take(struct path_reader *r, struct str token); /* blanks before it, too */
bool path_take_word(
	struct path_reader *r, struct str word); /* an operator: no name goes on behind it */
bool path_take_literal(struct path_reader *r, struct str *value);
bool path_take_whole(struct path_reader *r, double *number);
const char *path_take_name(struct path_reader *r); /* NULL for none, or one with a prefix */

/* All of these give false or NULL for what they do not know; then r stands anywhere. */
bool path_read_union(struct path_reader *r, struct path *p);
bool path_read_whole(
	struct path_reader *r, struct path *p); /* "(...)[1]/...", or a union that one walk finds */
bool path_read_tests(struct path_reader *r, struct step *step);
struct test *path_read_test(struct path_reader *r);  /* up to what is neither "and" nor "or" */
struct test *path_read_unary(struct path_reader *r); /* without those */
struct text *path_read_text(struct path_reader *r);

/* A number behind the descendant axis counts over the whole subtree, which the walk does not do. */
bool path_has_number(const struct step *step);

/* Whether a test is true or false by itself, where a path would be nodes. */
bool path_is_truth(const struct test *t);

/* ---- walking ---- */

struct walk {
	struct query_context *query; /* for tests that libxml2 must tell */
	uint64_t *steps, limit;
};

/* What becomes of the nodes found. */
struct finds {
	bool first;		 /* no more than one is wanted */
	xmlNode **one;		 /* where the last one goes, NULL for nowhere */
	struct node_list *list;	 /* where all of them go, NULL likewise */
	const struct test *test; /* a comparison that they must pass; NULL for none */
};

/* Whether the path selects something from `at`. */
bool path_find(const struct path *p, xmlNode *at, const struct finds *f, struct walk *w);

bool path_test_holds(const struct test *t, const xmlNode *n, struct walk *w);

/* Appends the text, as it is at the node. */
void path_text_add(const struct text *t, xmlNode *at, struct walk *w, struct buf *out);
bool path_text_passes(const struct test *t, xmlNode *at, struct walk *w);

#endif
