/* thread_guess_later.c: whether a page is a later one of a topic, which does not begin with its opening post. */
#include "config.h"

#include "extract/thread_guess.h"
#include "text/url_kin.h"

enum {
	PAGER_STEPS = 6,   /* links of a pager between the first page's and the place of this one */
	PAGER_NUMBER = 12, /* bytes around a number: "[2]" */
};

static bool is_number(struct str t, int64_t from)
{
	int64_t n;

	while (t.len && strchr("[( |,.", t.at[0]))
		t = str_sub(t, 1, SIZE_MAX);
	while (t.len && strchr("]) |,.", t.at[t.len - 1]))
		t.len--;
	return str_number(t, from, 99999, &n);
}

/* The short text of a node; empty where it has more. */
static struct str short_below(const xmlNode *n, struct buf *text)
{
	buf_cut(text, 0);
	if (n->type == XML_ELEMENT_NODE)
		node_text(n, text);
	else if (node_is_text(n))
		buf_add(text, node_content(n));
	return text->len <= PAGER_NUMBER ? str_trim(buf_str(text)) : STR_NONE;
}

static bool has_link(const xmlNode *n)
{
	for (const xmlNode *k = n; k; k = node_next(k, n))
		if (node_is(k, "a") && node_attr(k, "href").len > 1)
			return true;
	return false;
}

/* Whether an element of a pager is the place of this page: a number without a link, or one that says so. */
static bool is_here(const xmlNode *n)
{
	static const char *const here[] = { "active", "current", "selected" };
	struct str class = node_is_element(n) ? node_attr(n, "class") : STR_NONE;

	if (str_has_any(class, here, sizeof(here) / sizeof(*here)) ||
		(node_is_element(n) && node_has_attr(n, "aria-current")))
		return true;
	return !has_link(n);
}

/* Whether a link says "1" and the place of this page stands behind it in the same pager. Calendars have days
 * with and without links. */
static bool first_of_pager(const xmlNode *link, struct buf *text)
{
	const xmlNode *n = link;
	int steps = 0, places = 0;

	if (!str_eq(short_below(link, text), STR("1")))
		return false;
	while (n->parent && node_is_element(n->parent) && !node_is(n->parent, "body") &&
		str_eq(short_below(n->parent, text), STR("1")))
		n = n->parent;
	if (is_here(n))
		return false;
	for (n = n->next; n && steps < PAGER_STEPS; n = n->next) {
		places += is_number(short_below(n, text), 2) && is_here(n);
		steps += node_is_element(n);
	}
	return places == 1;
}

bool guess_later(const struct scan *s)
{
	struct str own = buf_str(&s->x->page->url);
	struct buf text = { .max = 1 << 12 };
	bool later = false;

	for (const xmlNode *n = s->x->page->root; n && !later; n = node_next(n, s->x->page->root)) {
		if (!node_is(n, "a") && !node_is(n, "link"))
			continue;
		later = str_has_word(node_attr(n, "rel"), STR("prev")) && own.len &&
			url_page_number(own) > 1;
		if (!later && node_is(n, "a") && node_attr(n, "href").len > 1)
			later = first_of_pager(n, &text);
	}
	buf_free(&text);
	return later;
}
