/* context.h: what the parts of extract/ share about the page at hand. Article code and thread
 * code meet only here and in extract.c. */
#ifndef POSTIL_EXTRACT_CONTEXT_H
#define POSTIL_EXTRACT_CONTEXT_H

#include "base/buf.h"
#include "extract/explain.h"
#include "extract/extract.h"
#include "site/site.h"

struct extract {
	struct page *page;
	const struct extract_options *options;
	struct query_context *query;
	struct arena arena;		/* strings found, until the document is sealed */
	const struct site_rule *rule;	/* the rule that matched, or NULL */
	struct str language;		/* of the page, as declared: "en", "de-CH"; empty when unknown */
	struct str host;		/* of the page's address; empty when unknown */
	struct str op_author;		/* author of the article or opening post once known: comments by it get the OP mark */
	struct str claimed_title;	/* the thread extractor may know the title, byline, time and body of an opening post */
};

#endif
