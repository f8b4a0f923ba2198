/* thread_guess_scan.c: one pass over the tree. Every element gets sums of what stands before it,
 * so that what stands within is a difference, and is entered in the groups that it may be an item
 * of (thread_guess_table.c). What other finders look for is seen here, too, so that they need not
 * walk where it is not. */
#include "config.h"

#include "extract/thread_guess_table.h"
#include "extract/talk_signed.h"

#include <string.h>

enum {
	DATE_TEXT_MAX = 90,
	META_ELEMENTS = 4,
	META_MAX = 60,	/* bytes of a name or a date */
	DATE_ONLY = 10, /* bytes of "2019-03-04" */
	TIME_MAX = 200, /* bytes in <time>, which is nothing else */
	MOMENT_LEAST = 12,
	MOMENT_MOST = 40, /* bytes of a moment as a title, its zone at the end */
	MOMENT_ZONE = 6,
};

struct scanner {
	struct scan *s;
	struct table table;
	struct marks at;
	struct str own; /* path of the page */
	uint32_t in_link,
		in_heading; /* the elements' ends are not known yet: counted up and down */
};

static bool skipped(const xmlNode *n)
{
	const char *name = (const char *)n->name;

	switch (name[0]) {
	case 'h': return !strcmp(name, "head");
	case 'i': return !strcmp(name, "iframe");
	case 'o': return !strcmp(name, "object");
	case 's':
		return !strcmp(name, "script") || !strcmp(name, "style") ||
			!strcmp(name, "select") || !strcmp(name, "svg");
	case 't': return !strcmp(name, "template") || !strcmp(name, "textarea");
	default: return false;
	}
}

/* How exact a date stands in the text, DATED_NOT for none; *clock: with the time of the day. */
static uint8_t text_dated(struct scanner *w, struct str t, size_t *at, size_t *len, bool *clock)
{
	struct date d;

	if (t.len > DATE_TEXT_MAX || !guess_date(w->s->x, t, &d, at, len))
		return DATED_NOT;
	*clock = dated_as(&d) == DATED_EXACT;
	return dated_as(&d);
}

/* Looks for a date among the element's own texts; *named: bytes of something
 * like a name beside it. */
static bool own_date(struct scanner *w, struct elem *e, size_t *named)
{
	for (const xmlNode *c = e->node->children; c; c = c->next) {
		struct str t = node_is_text(c) ? str_trim(node_content(c)) : STR_NONE;
		size_t at, len;
		bool clock = false;

		if (!t.len || t.len > DATE_TEXT_MAX || !(e->words & WORD_TIME || str_has_digit(t)))
			continue;
		e->exact = text_dated(w, t, &at, &len, &clock);
		if (!e->exact)
			continue;
		e->dated = c;
		w->at.clocks += clock;
		*named = name_beside(c, t, at, len);
		return true;
	}
	return false;
}

/* "2023-09-01 10:16" as the whole title of what shows an age: "over 2 years". */
static bool moment_in_title(struct scanner *w, const xmlNode *n, bool *clock)
{
	struct str t = str_trim(node_attr(n, "title"));
	size_t at, len;

	return t.len >= MOMENT_LEAST && t.len <= MOMENT_MOST && str_has_digit(t) &&
		str_find_char(t, ':', 0) != STR_NOWHERE && text_dated(w, t, &at, &len, clock) &&
		*clock && at == 0 && len + MOMENT_ZONE >= t.len;
}

/* A date in an attribute; a number there is one with the time of the day. */
static bool attr_dated(struct scanner *w, const xmlNode *n, uint32_t words, bool *clock)
{
	size_t at, len;

	for (const xmlAttr *a = n->properties; a; a = a->next)
		for (const struct str *d = date_attributes; a->name[0] == 'd' && d->len; d++)
			if (!strcmp((const char *)a->name, d->at)) {
				struct str v = str_trim(node_attr(n, d->at));

				*clock = v.len > DATE_ONLY ||
					str_find_char(v, '-', 0) == STR_NOWHERE;
				return true;
			}
	if (!(words & WORD_TIME))
		return moment_in_title(w, n, clock);
	return text_dated(w, str_trim(node_attr(n, "title")), &at, &len, clock) ||
		text_dated(w, str_trim(node_attr(n, "content")), &at, &len, clock);
}

/* By its text, or, where it is drawn as a picture, by what it is called: "Reply (2 replies)". */
static bool reply_tool(const xmlNode *n)
{
	const xmlNode *c = n->children;
	struct str label;
	size_t end;

	if (c && !c->next && node_is_text(c))
		return words_reply(node_content(c));
	if (!node_is(n, "button"))
		return false;
	label = node_attr(n, "aria-label");
	end = str_find_char(label, '(', 0);
	return label.len && words_reply(end == STR_NOWHERE ? label : str_sub(label, 0, end));
}

/* The attributes that the scan asks for, found by one look at all. */
struct asked {
	struct str names, id, itemprop, component, itemtype, href, rel;
	bool typed; /* it says what kind of thing it is */
};

static struct str *place_for(struct asked *of, const char *name)
{
	switch (name[0]) {
	case 'c':
		return !strcmp(name, "class")	     ? &of->names
			: !strcmp(name, "component") ? &of->component
						     : NULL;
	case 'h': return !strcmp(name, "href") ? &of->href : NULL;
	case 'i':
		return !strcmp(name, "id")	    ? &of->id
			: !strcmp(name, "itemprop") ? &of->itemprop
			: !strcmp(name, "itemtype") ? &of->itemtype
						    : NULL;
	case 'r': return !strcmp(name, "rel") ? &of->rel : NULL;
	default: return NULL;
	}
}

static struct asked attributes_of(const xmlNode *n)
{
	struct asked of = { .names = STR_NONE };

	for (const xmlAttr *a = n->properties; a; a = a->next) {
		struct str *to = place_for(&of, (const char *)a->name);

		if (to)
			*to = node_value(a);
		of.typed |= to == &of.itemtype || node_named(a->name, "typeof");
	}
	return of;
}

static uint16_t flags_of(struct scanner *w, struct elem *e, const struct asked *of)
{
	const xmlNode *n = e->node;
	struct str href = of->href;
	unsigned leads = href.len ? link_leads(href) : 0;
	bool link = node_is(n, "a");
	uint16_t flags = 0;

	if (e->words & WORD_AUTHOR || leads & LEADS_PERSON || str_eq(of->rel, STR("author")))
		flags |= ELEM_AUTHOR;
	if (w->in_heading && href.len && href.at[0] != '#' && link && !(leads & LEADS_PERSON))
		flags |= ELEM_HEAD_LINK;
	if (node_is(n, "button") || node_is(n, "input") || node_is(n, "label"))
		flags |= ELEM_TOOL;
	if (reply_tool(n))
		flags |= ELEM_REPLY;
	if (link && link_away(href, w->own, leads))
		flags |= ELEM_AWAY;
	if (of->typed)
		flags |= ELEM_TYPED;
	return flags;
}

/* "Member since <time>": no date of a text. */
static bool follows_since(const xmlNode *n)
{
	return n->prev && node_is_text(n->prev) && guess_since(str_trim(node_content(n->prev)));
}

/* Dates of attributes stand at the element, those of its texts where they are. */
static void find_date(struct scanner *w, struct elem *e)
{
	size_t named = 0;
	bool clock = false;

	if (follows_since(e->node))
		return;
	if (attr_dated(w, e->node, e->words, &clock) || node_is(e->node, "time")) {
		e->flags |= ELEM_DATE;
		w->at.dates++;
		w->at.clocks += clock;
		named = name_beside(e->node, STR_NONE, 0, 0);
	} else if (own_date(w, e, &named)) {
		e->flags |= ELEM_DATE;
	}
	w->at.names += named > 0;
	w->at.meta += (uint32_t)named;
}

/* Marks of letters: a link "*" to the end of one, a <pre> with one in it. */
static bool marks_letter(const xmlNode *n, const struct asked *of)
{
	if (!of->id.len)
		return false;
	if (node_is(n, "a"))
		return str_starts(of->href, STR("#")) && node_is_text(n->children) &&
			str_eq(str_trim(node_content(n->children)), STR("*"));
	return node_is(n, "pre") && str_eq(of->id, STR("b"));
}

static void enter(struct scanner *w, xmlNode *n, uint32_t parent)
{
	struct scan *s = w->s;
	struct asked of = attributes_of(n);
	uint32_t i = (uint32_t)s->elems.len;
	struct elem *e = array_add(&s->elems);
	struct names names = {
		.tag = node_name(n),
		.classes = of.names,
		.id = of.id,
		.prop = of.itemprop.len	   ? of.itemprop
			: of.component.len ? of.component
					   : of.itemtype,
	};

	e->node = n;
	e->parent = parent;
	e->from = w->at;
	e->depth = parent == DOC_NONE ? 0 : (uint16_t)(s->elems.at[parent].depth + 1);
	table_enter(&w->table, i, &names);
	e->flags = flags_of(w, e, &of);
	find_date(w, e);
	if (elem_stamped(e))
		e->flags &= (uint16_t)~ELEM_HEAD_LINK;
	e->from.meta = w->at.meta;
	w->at.authors += (e->flags & ELEM_AUTHOR) != 0;
	w->at.heads += (e->flags & ELEM_HEAD_LINK) != 0;
	w->at.tools += (e->flags & ELEM_REPLY) != 0;
	w->at.aways += e->flags & ELEM_AWAY && !(e->flags & (ELEM_AUTHOR | ELEM_REPLY));
	s->letters |= marks_letter(n, &of);
}

static void count_text(struct scanner *w, const xmlNode *n, uint32_t open)
{
	struct str t = node_content(n);
	uint32_t solid = (uint32_t)str_solid(t);

	w->s->signatures += signed_may_end(t);
	w->at.text += solid;
	if (w->in_link)
		w->at.link += solid;
	w->at.dates += open != DOC_NONE && w->s->elems.at[open].dated == n;
}

/* A date that is a link leads to what was said then; a sign without text is a tool. */
static bool is_handle(const struct scanner *w, uint32_t i)
{
	const struct elem *e = &w->s->elems.at[i];

	if (elem_dated(e))
		return elem_text(e) <= META_MAX;
	if (elem_text(e) || e->end - i > META_ELEMENTS)
		return false;
	for (uint32_t k = i + 1; k < e->end; k++)
		if (node_is(w->s->elems.at[k].node, "img"))
			return false; /* the picture of a teaser */
	return true;
}

/* A heading with a name and a date in its own text is the head of what somebody says: its links are no titles of other pages. */
static void forget_head_links(struct scanner *w, uint32_t i)
{
	struct elem *e = &w->s->elems.at[i];

	if (w->at.heads == e->from.heads || !e->dated ||
		(w->at.authors == e->from.authors && w->at.names == e->from.names))
		return;
	w->at.heads = e->from.heads;
	for (uint32_t k = i + 1; k < w->s->elems.len; k++)
		w->s->elems.at[k].flags &= (uint16_t)~ELEM_HEAD_LINK;
}

static void leave(struct scanner *w, uint32_t i)
{
	struct elem *e = &w->s->elems.at[i];

	if (node_is_heading(e->node) && w->in_heading == 1)
		forget_head_links(w, i);
	e->end = (uint32_t)w->s->elems.len;
	e->to = w->at;
	if (e->flags & (ELEM_DATE | ELEM_AUTHOR) &&
		((elem_text(e) <= META_MAX && e->end - i <= META_ELEMENTS) ||
			(node_is(e->node, "time") && elem_text(e) <= TIME_MAX)))
		w->at.meta = e->to.meta = e->from.meta + elem_text(e) - elem_link(e);
	if (e->flags & ELEM_AWAY && !(e->flags & (ELEM_AUTHOR | ELEM_REPLY)) && is_handle(w, i))
		e->to.aways = --w->at.aways;
	w->in_link -= node_is(e->node, "a");
	w->in_heading -= node_is_heading(e->node);
}

static void walk(struct scanner *w, xmlNode *root)
{
	xmlNode *n = root;
	uint32_t open = DOC_NONE;

	while (n) {
		if (node_is_element(n) && !skipped(n)) {
			enter(w, n, open);
			open = (uint32_t)w->s->elems.len - 1;
			w->in_link += node_is(n, "a");
			w->in_heading += node_is_heading(n);
			if (n->children) {
				n = n->children;
				continue;
			}
			leave(w, open);
			open = w->s->elems.at[open].parent;
		} else if (node_is_text(n)) {
			count_text(w, n, open);
		}
		while (n != root && !n->next) {
			n = n->parent;
			leave(w, open);
			open = w->s->elems.at[open].parent;
		}
		n = n == root ? NULL : n->next;
	}
}

/* A counting sort: members of a group stand together, in document order. */
static void sort_members(struct scan *s)
{
	struct member *sorted = mem_new(s->members.len + 1, sizeof(*sorted));
	uint32_t *next = mem_new(s->groups + 1, sizeof(*next));

	s->first = mem_new(s->groups + 1, sizeof(*s->first));
	for (size_t i = 0; i < s->members.len; i++)
		s->first[s->members.at[i].group + 1]++;
	for (size_t g = 1; g <= s->groups; g++)
		s->first[g] += s->first[g - 1];
	memcpy(next, s->first, s->groups * sizeof(*next));
	for (size_t i = 0; i < s->members.len; i++)
		sorted[next[s->members.at[i].group]++] = s->members.at[i];
	mem_free(s->members.at);
	s->members.at = sorted;
	s->members.cap = s->members.len + 1;
	mem_free(next);
}

static size_t count_elements(const xmlNode *root)
{
	size_t count = 0;

	for (const xmlNode *n = root; n; n = node_next(n, root))
		count += node_is_element(n);
	return count;
}

void scan_page(struct scan *s, struct extract *x)
{
	struct scanner w = { .s = s };

	*s = (struct scan){ .x = x };
	/* The largest array of all: grown by doubling it would take twice as much on the way. */
	array_room(&s->elems, count_elements(x->page->root) + 1);
	w.own = link_path(buf_str(&x->page->url));
	table_begin(&w.table, s);
	walk(&w, x->page->root);
	table_end(&w.table);
	array_add(&s->elems)->from = w.at; /* one behind the last, so that sums have an end */
	s->elems.at[s->elems.len - 1].to = w.at;
	s->talk = mem_new(s->elems.len, sizeof(*s->talk));
	sort_members(s);
}

void scan_free(struct scan *s)
{
	array_free(&s->elems);
	array_free(&s->members);
	mem_free(s->group);
	mem_free(s->first);
	mem_free(s->talk);
}
