/* meta_next.c: the address of the article's next page. Nearly every page has links to other articles, too: what parts.c found is taken only when
 * it is this page's address with a number one higher, in a place where addresses count pages. */
#include "config.h"

#include "extract/meta.h"

#include "text/url.h"
#include "text/url_kin.h"

enum {
	PAGER_REL = 3, /* as parts.c ranks a pager */
	WORTH = 20,    /* of each step of that rank */
};

/* Whether `next` is the page after `here`; pages of comments and of the front page are none of an article. */
static bool follows(struct str here, struct str next)
{
	struct url_parts a, b;

	url_parts(here, &a);
	url_parts(next, &b);
	return here.len && (a.path.len > 1 || a.query.len) && b.path.len > 1 &&
		url_continues(here, next) && url_page_number(next) == url_page_number(here) + 1 &&
		!str_has(next, STR("comment-page")) && !str_has(b.query, STR("cpage="));
}

void meta_settle_next(struct meta *m)
{
	static const char *const how[] = { "", "page number", "link to the next page", "rel=next" };
	struct str next = m->x->parts.pager, canonical = m->best[FIELD_CANONICAL].text;
	int rank = m->x->parts.pager_rank;
	struct meta_value v = { .how = how[rank & 3], .rank = rank * WORTH, .make = MAKE_LINKED };

	/* A topic's pages are those of its discussion, and a pager without rel may be that of the comments. */
	if (m->x->opening.how[0] || (m->x->talked && rank < PAGER_REL))
		return;
	if (follows(buf_str(&m->x->page->url), next) || follows(canonical, next))
		meta_offer_value(m, FIELD_NEXT, v, next);
	meta_weigh(m, FIELD_NEXT, meta_same_text);
}
