/* join_inner.h: what join.c and join_ask.c share. */
#ifndef POSTIL_LOAD_JOIN_INNER_H
#define POSTIL_LOAD_JOIN_INNER_H

#include "load/join.h"

#include "document/build.h"

enum job_state { JOB_WAITS, JOB_RUNS, JOB_DONE, JOB_FAILED };

/* A part to be loaded, or a search that lists some. */
struct job {
	enum job_state state;
	bool search;
	bool given_up;		  /* FAILED, since nobody waited any more */
	struct builder_part part; /* strings in the arena */
	const struct job *from;	  /* that named it; NULL for the base */
	struct str service;	  /* who was asked, or whose thread it is; empty for a part */
	struct load load;
	char why[200]; /* FAILED */
};

struct join {
	const struct document *base;
	struct load_request like;
	struct join_limits limits;
	struct arena arena;
	ARRAY(struct job *) job;
	ARRAY(struct builder_part) kept; /* parts of the base that are not asked for */
	unsigned pages;			 /* loads of parts started */
	size_t bytes;			 /* of their images */
	int64_t deadline;		 /* ms of the monotonic clock */
	bool limited;			 /* something was left because of a limit */
};

/* What the base asks for at the beginning: its parts; the services, about it. */
void join_ask_for_parts(struct join *j);
void join_ask_services(struct join *j, const struct elsewhere *e);

/* What an ended load asks for: the parts that follow it; the largest threads about the page that
 * a search has listed. */
void join_take_parts(struct join *j, const struct job *from);
void join_take_threads(struct join *j, const struct job *from);

#endif
