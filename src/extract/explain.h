/* explain.h: a record of why things were taken, for --explain. With a NULL record every call is
 * one test. */
#ifndef POSTIL_EXTRACT_EXPLAIN_H
#define POSTIL_EXTRACT_EXPLAIN_H

#include "base/buf.h"

struct explain {
	struct buf text; /* lines; raw: cleaned when printed */
};

/* "topic: sentence". topics: "page", "charset", "rule", "discussion", "comment", "article",
 * "title", ... */
void explain(struct explain *e, const char *topic, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
