/* path_inner.h: a compiled path: path_read.c makes it, path.c walks it. Only for them. */
#ifndef POSTIL_PAGE_PATH_INNER_H
#define POSTIL_PAGE_PATH_INNER_H

#include "page/path.h"

enum {
	STEPS_MAX = 8,	/* of one location path */
	PATHS_MAX = 6,	/* of one union */
	NESTED_MAX = 4, /* predicates within predicates */
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

struct step;

struct test {
	enum test_kind kind;
	struct test *left, *right; /* AND, OR; NOT: left */
	struct path *path;	   /* COMPARE: NULL for the node itself */
	struct step *step;	   /* ANCESTOR */
	struct query *other;
	const char *name; /* of an attribute or element */
	struct str value;
	int64_t number;
	enum comparison comparison;
	bool numeric; /* it compares with `amount`, not with `value` */
	double amount;
	struct test *next; /* the next predicate of the same step */
};

struct step {
	bool deep;	  /* reached by // */
	const char *name; /* NULL for any element */
	struct test *test;
};

struct location {
	bool absolute;
	unsigned up;	   /* leading ".." */
	struct step *self; /* leading "self::", NULL for none */
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
	unsigned locations;
	struct location location[PATHS_MAX];
};

#endif
