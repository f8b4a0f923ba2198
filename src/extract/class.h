/* class.h: what is found out of class attributes, once for all elements that have the same: pages say the same few over and over. */
#ifndef POSTIL_EXTRACT_CLASS_H
#define POSTIL_EXTRACT_CLASS_H

#include "page/page.h"

/* What is asked of a class with yes or no. */
enum class_question {
	CLASS_DATED,   /* it may be of a date */
	CLASS_RELATED, /* of a list of related stories */
	CLASS_MARKED,  /* it may be a microformat's */
	CLASS_CRUMB,   /* of a breadcrumb */
	CLASS_TITLE,   /* of a title */
	CLASS_CREDIT,  /* of who made a picture */
	CLASS_QUIET,   /* of the interface */
	CLASS_QUOTE,   /* of a quotation, as forums have it */
	CLASS_NEXT,    /* of a link to the next page */
	CLASS_APART,   /* of what is no talk among that of a wiki */
	CLASS_HEADING, /* of a heading of a wiki */
};

struct class_known {
	struct str value;
	uint32_t evidence;   /* EVIDENCE_ bits, once surveyed */
	uint32_t asked, yes; /* a bit for each enum class_question */
	uint16_t byline;     /* 1 + the row of the table of bylines; 0 for not asked */
	bool surveyed;
};

/* What is known of an attribute's value, or of the class of an element; lives as long as the tree. NULL for an empty one. */
struct class_known *class_of_value(const xmlAttr *a);
struct class_known *class_of(const xmlNode *n);

/* The answer to a question, asked the first time; false for NULL. */
static inline bool class_says(
	struct class_known *c, enum class_question question, bool (*ask)(struct str class))
{
	uint32_t bit = 1u << question;

	if (!c)
		return false;
	if (!(c->asked & bit)) {
		c->asked |= bit;
		c->yes |= ask(c->value) ? bit : 0;
	}
	return c->yes & bit;
}

#endif
