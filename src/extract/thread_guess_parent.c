/* thread_guess_parent.c: what comments say themselves about whom they answer: ids in attributes and
 * links, "in reply to NAME", "@NAME", "NAME #12", numbers like "2.1", quotes with a link. */
#include "config.h"

#include "extract/thread_guess.h"

#include <stdlib.h>
#include <string.h>

enum { /* bytes */
	ID_MAX = 80,
	BEGINNING = 100,
	NUMBER_MAX = 24,
	WORDED_MAX = 60,
	SIGNS = 4,
	BRACKETS_MAX = 120, /* bytes of a line with brackets behind a name */
};

/* A place within an item that links may lead to. */
struct anchor {
	struct str name;
	size_t item;
};

struct parents {
	struct scan *s;
	const struct items *items;
	struct talk *t;
	struct str *name; /* of all authors, sorted */
	size_t names;
	struct buf text;
	ARRAY(struct anchor) anchors;
};

static int by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* "data-parent-id", "parentid", "data-in-reply-to": a name that promises the id of a parent. */
static bool names_parent(const char *name)
{
	char plain[32];
	size_t len = 0;
	struct str s;

	if (!strstr(name, "parent") && !strstr(name, "reply") && !strstr(name, "Parent"))
		return false;
	for (; *name && len < sizeof(plain); name++)
		if (*name != '-' && *name != '_')
			plain[len++] = ascii_lower(*name);
	s = (struct str){ plain, len };
	if (str_starts(s, STR("data")))
		s = str_sub(s, 4, SIZE_MAX);
	return str_eq(s, STR("parent")) || str_eq(s, STR("replyto")) ||
		str_has(s, STR("inreplyto")) ||
		(str_has(s, STR("parent")) && str_ends(s, STR("id"))) ||
		str_eq(s, STR("replytoid")) || str_eq(s, STR("parentcomment")) ||
		str_eq(s, STR("parentpost"));
}

static bool is_id(struct str v)
{
	if (!v.len || v.len > ID_MAX || v.at[0] == '#' || v.at[0] == '.')
		return false;
	for (size_t i = 0; i < v.len; i++)
		if (ascii_space(v.at[i]))
			return false;
	return true;
}

/* "id=5;pid=3" in an attribute with several values. */
static struct str packed_parent(struct str v)
{
	static const char *const key[] = { ";pid=", "&pid=", ",pid:", ";parent=" };

	for (size_t i = 0; i < sizeof(key) / sizeof(*key); i++) {
		size_t at = str_find(v, str_z(key[i]), 0), to;

		if (at == STR_NOWHERE)
			continue;
		at += strlen(key[i]);
		for (to = at; to < v.len && (ascii_digit(v.at[to]) || ascii_alpha(v.at[to]));)
			to++;
		return str_sub(v, at, to - at);
	}
	return STR_NONE;
}

static struct str parent_attr(const xmlNode *n)
{
	for (const xmlAttr *a = n->properties; a; a = a->next) {
		const char *name = (const char *)a->name;
		struct str v;

		if (names_parent(name) && is_id(node_attr(n, name)))
			return node_attr(n, name);
		if (name[0] == 'd' && (v = packed_parent(node_attr(n, name))).len)
			return v;
	}
	return STR_NONE;
}

/* The earlier comment that has the number is the parent. */
static bool numbered_parent(struct parents *p, size_t i, uint32_t e, struct talk_comment *c)
{
	const struct elem *el = &p->s->elems.at[e];
	struct str number = elem_text(el) <= ANSWER_MOST && el->node->children
		? answer_number(el->node)
		: STR_NONE;

	for (size_t k = i; number.len && k-- > 0;) {
		struct talk_comment *up = &p->t->comments.at[k];

		if (!str_eq(up->number, number))
			continue;
		if (!up->id.len)
			up->id = up->number;
		c->parent_id = up->id;
		return true;
	}
	return false;
}

/* Whether an address may be that of a comment: with a fragment, or a number at its end. */
static bool leads_to_comment(struct str href)
{
	size_t at = str_find_char(href, '#', 0);

	if (at != STR_NOWHERE)
		return at + 2 < href.len;
	return href.len > 4 && ascii_digit(href.at[href.len - 1]) &&
		ascii_digit(href.at[href.len - 2]) && ascii_digit(href.at[href.len - 3]);
}

/* The id that the address of a comment ends with: "Ugx12" of "/comment?lc=Ugx12". */
static struct str id_at_end(struct str href)
{
	enum { LEAST = 6 }; /* bytes */
	size_t from = href.len;

	while (from > 0 && href.at[from - 1] != '=')
		from--;
	return from && href.len - from >= LEAST && link_leads(href) & LEADS_TALK
		? str_sub(href, from, SIZE_MAX)
		: STR_NONE;
}

/* Where the element that names whom a comment answers ends: "replied to" and the link may stand side by
 * side. */
static uint32_t reply_end(const struct scan *s, uint32_t e, struct str rest)
{
	const struct elem *el = &s->elems.at[e], *next = &s->elems.at[el->end];

	if (el->end == e + 1 && (!rest.len || str_eq(rest, STR(":"))) &&
		el->end + 1 < s->elems.len && next->parent == el->parent &&
		node_is(next->node, "a"))
		return next->end;
	return el->end;
}

/* "In reply to NAME", with or without a link to the comment that is answered. */
static bool reply_line(struct parents *p, uint32_t e, struct talk_comment *c)
{
	struct scan *s = p->s;
	const struct elem *el = &s->elems.at[e];
	struct arena *a = &s->x->arena;
	struct str rest, href, found;
	struct buf name = { 0 };
	uint32_t end;

	if (elem_text(el) < 4 || elem_text(el) > 120 || !el->node->children ||
		!answer_begins(el->node, &rest))
		return false;
	end = reply_end(s, e, rest);
	for (uint32_t k = e; k < end && !c->parent_id.len; k++) {
		href = node_attr(s->elems.at[k].node, "href");
		if (leads_to_comment(href) && !(link_leads(href) & LEADS_PERSON))
			c->parent_id = arena_dup(a, href);
		else
			c->parent_id = arena_dup(a, id_at_end(href));
		if (node_is(s->elems.at[k].node, "a") && !name.len &&
			elem_text(&s->elems.at[k]) <= 60)
			node_text(s->elems.at[k].node, &name);
	}
	if (!name.len && rest.len && rest.len < 80)
		buf_add(&name, str_sub(rest, 0, str_find_char(rest, ',', 0)));
	if (!name.len)
		node_text(end > e + 1 ? s->elems.at[end - 1].node : el->node, &name);
	found = str_trim(buf_str(&name));
	if (str_find_char(found, ',', 0) != STR_NOWHERE)
		found = str_trim(str_sub(found, 0, str_find_char(found, ',', 0)));
	if (str_find_case(found, STR(" by "), 0) != STR_NOWHERE)
		found = str_trim(
			str_sub(found, str_find_case(found, STR(" by "), 0) + 4, SIZE_MAX));
	if (found.len && found.len <= ID_MAX)
		c->reply_to = arena_dup(a, found);
	buf_free(&name);
	return c->parent_id.len || c->reply_to.len;
}

/* A link that goes up to the comment answered: by its class or its text. */
static struct str up_link(const struct elem *el)
{
	static const char *const up[] = { "parent", "parent comment", "show parent", "up", "↑",
		"родитель", "вверх", "vorheriger kommentar", "bezug", "padre", "parent post" };
	const xmlNode *n = el->node;
	struct str href = node_attr(n, "href"), t;

	if (!node_is(n, "a") || str_find_char(href, '#', 0) == STR_NOWHERE ||
		!leads_to_comment(href))
		return STR_NONE;
	if (el->words & WORD_PARENT)
		return href;
	t = n->children && node_is_text(n->children) ? str_trim(node_content(n->children))
						     : STR_NONE;
	for (size_t i = 0; t.len && i < sizeof(up) / sizeof(*up); i++)
		if (t.len == strlen(up[i]) && words_start(t, str_z(up[i])))
			return href;
	return STR_NONE;
}

/* Links to what answers a comment, above its text: "backlink". */
static bool is_backlink(const xmlNode *n)
{
	enum { UP = 3 };

	for (int up = 0; n && up <= UP && n->type == XML_ELEMENT_NODE; up++, n = n->parent)
		if (str_has_case(node_attr(n, "class"), STR("backlink")))
			return true;
	return false;
}

/* ">>12": the whole text of a link or its beginning. */
static struct str arrow_link(const struct elem *el)
{
	const xmlNode *n = el->node;
	struct str t = n->children && node_is_text(n->children)
		? str_trim(node_content(n->children))
		: STR_NONE,
		   href = node_attr(n, "href");
	size_t at = str_find_char(href, '#', 0);

	if (!node_is(n, "a") || !str_starts(t, STR(">>")) || t.len < 3 || !ascii_digit(t.at[2]) ||
		is_backlink(n))
		return STR_NONE;
	return at != STR_NOWHERE && at + 1 < href.len ? href : str_sub(t, 2, SIZE_MAX);
}

/* The number in an address that names a post: "?goto=findpost&pid=12&ptid=3". */
static struct str number_of_post(struct str href)
{
	static const char *const key[] = {
		"pid=", "post=", "comment=", "cid=", "msgid=", "showpost="
	};

	for (size_t i = 0; i < sizeof(key) / sizeof(*key); i++) {
		size_t at = str_find(href, str_z(key[i]), 0), to;

		if (at == STR_NOWHERE || (at > 0 && ascii_alpha(href.at[at - 1])))
			continue;
		at += strlen(key[i]);
		for (to = at; to < href.len && ascii_digit(href.at[to]);)
			to++;
		return str_sub(href, at, to - at);
	}
	return STR_NONE;
}

/* A quote that links to, or names the number of, the comment quoted. */
static struct str quoted_post(const struct scan *s, uint32_t e)
{
	static const char *const attr[] = { "data-post", "data-post-id",
		"data-ipsquote-contentcommentid", "data-pid", "data-quote-id", "data-source" };
	const struct elem *el = &s->elems.at[e];
	struct str v;

	if (!(el->words & WORD_QUOTE || node_is(el->node, "blockquote")) || el->words & WORD_TOOL)
		return STR_NONE;
	for (size_t i = 0; i < sizeof(attr) / sizeof(*attr); i++) {
		v = node_attr(el->node, attr[i]);
		if (v.len && ascii_digit(v.at[v.len - 1]))
			return v;
	}
	v = node_attr(el->node, "cite");
	for (uint32_t k = e; k < el->end && k < e + 8 && !v.len; k++)
		if (node_is(s->elems.at[k].node, "a"))
			v = node_attr(s->elems.at[k].node, "href");
	if (str_find_char(v, '#', 0) != STR_NOWHERE)
		return leads_to_comment(v) ? v : STR_NONE;
	return number_of_post(v);
}

/* "#2.1", "2.1.": the number of a reply, as the whole text of an element or before its date. */
static struct str dotted(struct str t)
{
	size_t dots = 0, n = 0;

	t = str_trim(t);
	if (t.len && t.at[0] == '#')
		t = str_sub(t, 1, SIZE_MAX);
	while (n < t.len && n < NUMBER_MAX && (ascii_digit(t.at[n]) || t.at[n] == '.')) {
		dots += t.at[n] == '.' && n > 0;
		n++;
	}
	if (n && t.at[n - 1] == '.') {
		n--;
		dots--;
	}
	if (!n || t.at[0] == '.' || dots > NUMBER_MAX / 2 ||
		(n < t.len && (ascii_alpha(t.at[n]) || t.at[n] == ':' || t.at[n] == '/')))
		return STR_NONE;
	return str_sub(t, 0, n);
}

/* "Comment 3-2": the number behind a word for comments, with points for dashes. */
static struct str worded(struct parents *p, struct str t)
{
	size_t from = 0;

	while (from < t.len && !ascii_digit(t.at[from]))
		from++;
	if (!from || from == t.len || t.len > WORDED_MAX || !words_talk(str_sub(t, 0, from)))
		return STR_NONE;
	buf_cut(&p->text, 0);
	for (size_t i = from; i < t.len; i++)
		buf_add_char(&p->text, t.at[i] == '-' ? '.' : t.at[i]);
	return dotted(buf_str(&p->text));
}

static void take_number(struct parents *p, size_t i, uint32_t e, struct talk_comment *c)
{
	const struct elem *first = &p->s->elems.at[p->items->at[i].elem];
	const xmlNode *n = p->s->elems.at[e].node;
	struct str t = n->children && node_is_text(n->children)
		? str_trim(node_content(n->children))
		: STR_NONE,
		   number;

	if (c->number.len || !t.len)
		return;
	number = worded(p, t);
	if (!number.len && p->s->elems.at[e].from.text == first->from.text)
		number = bracketed_number(t);
	if (number.len)
		c->number = arena_dup(&p->s->x->arena, number);
	if (number.len || (t.at[0] != '#' && t.len > NUMBER_MAX))
		return;
	number = dotted(t);
	if (number.len && (t.at[0] == '#' || number.len + SIGNS >= t.len))
		c->number = arena_dup(&p->s->x->arena, number);
}

static void stated(struct parents *p, size_t i, struct talk_comment *c)
{
	size_t below = i + 1;
	struct str quote = STR_NONE;

	for (uint32_t e = p->items->at[i].elem; e < p->items->at[i].to;
		e = item_next(p->s, p->items, i, e, &below)) {
		const struct elem *el = &p->s->elems.at[e];
		struct str v = parent_attr(el->node);

		take_number(p, i, e, c);
		if (numbered_parent(p, i, e, c) || reply_line(p, e, c))
			return;
		if (!v.len)
			v = up_link(el);
		if (!v.len)
			v = arrow_link(el);
		if (v.len && !str_eq(v, c->id)) {
			c->parent_id = arena_dup(&p->s->x->arena, v);
			return;
		}
		if (!quote.len)
			quote = quoted_post(p->s, e);
	}
	if (quote.len)
		c->parent_id = arena_dup(&p->s->x->arena, quote);
}

/* The longest author's name that the text begins with. */
static struct str name_at(const struct parents *p, struct str text)
{
	size_t lo = 0, hi = p->names;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (str_cmp(p->name[mid], text) <= 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	/* Names before the text in order may be a beginning of it; the nearest is the longest. */
	for (size_t steps = 0; lo > 0 && steps < 16; lo--, steps++)
		if (str_starts(text, p->name[lo - 1]))
			return p->name[lo - 1];
	return STR_NONE;
}

/* "NAME #12": the twelfth comment, when it is NAME's. */
static void counted(struct parents *p, struct str number, struct str name, struct talk_comment *c)
{
	const struct talk_comment *up;
	int64_t n;

	if (!str_number(number, 1, (int64_t)p->t->comments.len, &n))
		return;
	up = &p->t->comments.at[n - 1];
	if (up == c || !str_eq(up->author, name))
		return;
	c->reply_to = arena_dup(&p->s->x->arena, name);
	c->parent_id = up->id;
}

/* "@NAME ..." and "NAME #12 ..." at the beginning of a text. */
static void addressed(struct parents *p, struct talk_comment *c)
{
	struct str t, name, rest;

	if (c->parent_id.len || c->reply_to.len || !c->body.len)
		return;
	p->text.len = 0;
	node_text(c->body.at[0], &p->text);
	t = str_sub(str_trim_left(buf_str(&p->text)), 0, BEGINNING);
	if (t.len > 2 && t.at[0] == '@')
		c->reply_to = arena_dup(
			&p->s->x->arena, name_at(p, str_trim_left(str_sub(t, 1, SIZE_MAX))));
	if (c->reply_to.len || !(name = name_at(p, t)).len)
		return;
	rest = str_trim_left(str_sub(t, name.len, SIZE_MAX));
	if (rest.len > 1 && rest.at[0] == '#')
		counted(p, dotted(rest), name, c);
}

static void names_make(struct parents *p)
{
	p->name = mem_new(p->t->comments.len + 1, sizeof(*p->name));
	for (size_t i = 0; i < p->t->comments.len; i++)
		if (p->t->comments.at[i].author.len > 1)
			p->name[p->names++] = p->t->comments.at[i].author;
	qsort(p->name, p->names, sizeof(*p->name), by_text);
}

static bool has_id(const struct str *ids, size_t n, struct str id)
{
	return n && bsearch(&id, ids, n, sizeof(*ids), by_text) != NULL;
}

/* The ids of all comments, sorted; to be freed. */
static struct str *ids_of(const struct talk *t, size_t *n)
{
	struct str *ids = mem_new(t->comments.len + 1, sizeof(*ids));

	*n = 0;
	for (size_t i = 0; i < t->comments.len; i++)
		if (t->comments.at[i].id.len)
			ids[(*n)++] = t->comments.at[i].id;
	qsort(ids, *n, sizeof(*ids), by_text);
	return ids;
}

static int by_name(const void *a, const void *b)
{
	return str_cmp(((const struct anchor *)a)->name, ((const struct anchor *)b)->name);
}

static struct str fragment_of(struct str ref)
{
	size_t at = str_find_char(ref, '#', 0);

	return at == STR_NOWHERE ? STR_NONE : str_sub(ref, at + 1, SIZE_MAX);
}

static void add_anchors(struct parents *p, size_t i)
{
	size_t below = i + 1;

	for (uint32_t e = p->items->at[i].elem; e < p->items->at[i].to;
		e = item_next(p->s, p->items, i, e, &below)) {
		const xmlNode *n = p->s->elems.at[e].node;
		struct str id = node_attr(n, "id");

		if (!id.len && node_is(n, "a"))
			id = node_attr(n, "name");
		if (id.len)
			*array_add(&p->anchors) = (struct anchor){ id, i };
	}
}

static void sort_anchors(struct parents *p)
{
	for (size_t i = 0; i < p->items->len; i++)
		add_anchors(p, i);
	if (p->anchors.len)
		qsort(p->anchors.at, p->anchors.len, sizeof(*p->anchors.at), by_name);
}

/* "#comment:3" names an element in the item, where the item's own id is another one. */
static void find_anchors(struct parents *p)
{
	size_t n;
	struct str *ids = ids_of(p->t, &n);
	bool sorted = false;

	for (size_t i = 0; i < p->t->comments.len; i++) {
		struct talk_comment *c = &p->t->comments.at[i], *up;
		struct anchor key = { fragment_of(c->parent_id), 0 }, *found;

		if (!key.name.len || has_id(ids, n, key.name))
			continue;
		if (!sorted)
			sort_anchors(p);
		sorted = true;
		found = p->anchors.len ? bsearch(&key, p->anchors.at, p->anchors.len,
						 sizeof(*p->anchors.at), by_name)
				       : NULL;
		if (!found || found->item == i)
			continue;
		up = &p->t->comments.at[found->item];
		if (!up->id.len)
			up->id = found->name;
		c->parent_id = up->id;
	}
	array_free(&p->anchors);
	mem_free(ids);
}

/* One and the same parent that is no comment, stated by several, is what all of them are about. */
static void drop_topic(struct talk *t)
{
	size_t n, times = 0;
	struct str *ids = ids_of(t, &n), topic = STR_NONE;
	bool one = true;

	for (size_t i = 0; i < t->comments.len; i++) {
		struct str up = t->comments.at[i].parent_id;

		if (!up.len || str_find_char(up, '#', 0) != STR_NOWHERE || has_id(ids, n, up))
			continue;
		one = one && (!topic.len || str_eq(up, topic));
		topic = up;
		times++;
	}
	for (size_t i = 0; i < t->comments.len && one && times > 1; i++)
		if (str_eq(t->comments.at[i].parent_id, topic))
			t->comments.at[i].parent_id = STR_NONE;
	mem_free(ids);
}

/* Numbers say something only where one has a dot. */
static void check_numbers(struct talk *t)
{
	bool dots = false;

	for (size_t i = 0; i < t->comments.len; i++) {
		dots |= str_find_char(t->comments.at[i].number, '.', 0) != STR_NOWHERE;
		if (!t->comments.at[i].id.len) /* ">>12" means it */
			t->comments.at[i].id = t->comments.at[i].number;
	}
	for (size_t i = 0; i < t->comments.len && !dots; i++)
		t->comments.at[i].number = STR_NONE;
}

void guess_parents(struct scan *s, const struct items *items, struct talk *t)
{
	struct parents p = { .s = s, .items = items, .t = t, .text = { .max = 1 << 20 } };
	bool nested = false, numbered = false;

	names_make(&p);
	for (size_t i = 0; i < items->len; i++) {
		nested |= items->at[i].up != DOC_NONE;
		stated(&p, i, &t->comments.at[i]);
	}
	find_anchors(&p);
	drop_topic(t);
	nested |= guess_beside(s, items, t);
	nested = nested || guess_boxed(s, items, t);
	guess_joins(s, items, t, nested);
	check_numbers(t);
	for (size_t i = 0; i < items->len; i++) {
		numbered |= t->comments.at[i].number.len > 0;
		if (!nested)
			addressed(&p, &t->comments.at[i]);
	}
	if (!nested && !numbered) {
		guess_levels(s, items, t);
		guess_quoted(s, items, t);
	}
	mem_free(p.name);
	buf_free(&p.text);
}
