/* thread_guess_field.c: the fields and bodies of the items found. */
#include "config.h"

#include "extract/thread_guess_field.h"
#include "extract/thread_letters.h"

#include <string.h>

static struct str id_of(struct fields *f, const struct item *it)
{
	static const char *const attr[] = { "data-comment-id", "data-commentid", "data-post-id",
		"data-id", "data-cid", "data-pid", "id", "data-answerid", "name" };
	const struct elem *root = &f->s->elems.at[it->elem];

	for (size_t i = 0; i < sizeof(attr) / sizeof(*attr); i++) {
		struct str v = node_attr(root->node, attr[i]);

		if (v.len)
			return v;
	}
	for (uint32_t e = it->elem + 1; e < it->to && e < it->elem + 30; e++) {
		struct str v = node_attr(f->s->elems.at[e].node, "id");

		if (!v.len && e == it->elem + 1 && elem_text(&f->s->elems.at[e]) == elem_text(root))
			v = node_attr(f->s->elems.at[e].node, "data-post-id");

		if (!v.len && node_is(f->s->elems.at[e].node, "a"))
			v = node_attr(f->s->elems.at[e].node, "name");
		for (size_t i = 0; i < v.len; i++)
			if (ascii_digit(v.at[i]))
				return v;
	}
	return STR_NONE;
}

/* What follows a date is a name only where a word or a sign says so: "on DATE by NAME". */
static struct str name_after(struct str t)
{
	static const char *const by[] = { "by ", "von ", "par ", "por ", "da ", "de ", "av ", "af ",
		"door ", "od ", "от ", "| ", "- ", "– ", "— ", ", ", "· ", "• ", "/ " };

	t = str_trim_left(t);
	for (size_t i = 0; i < sizeof(by) / sizeof(*by); i++)
		if (words_start(t, str_z(by[i])))
			return clean_name(t);
	return STR_NONE;
}

/* "NAME<span>2 hours ago</span>": the text that ends where an element begins. */
static struct str text_before(const struct fields *f, uint32_t e)
{
	const xmlNode *n = f->s->elems.at[e].node->prev;

	return n && node_is_text(n) ? str_trim(node_content(n)) : STR_NONE;
}

/* An element that holds the name and the time and hardly anything else is no text. */
static void note_line(struct fields *f, size_t i, uint32_t e, struct str name)
{
	enum { WORDS = 12 }; /* bytes of "Posted by", "on" */

	if (e != DOC_NONE && e > f->items->at[i].elem &&
		elem_text(&f->s->elems.at[e]) <=
			name.len + elem_text(&f->s->elems.at[f->time[i]]) + WORDS)
		f->line[i] = e;
}

/* Names without an element of their own: "Posted by NAME on DATE", in the time's element or in one
 * of those around it. */
static struct str name_beside_time(struct fields *f, size_t i, int steps)
{
	uint32_t e = f->time[i];

	for (int up = 0; up < steps && e != DOC_NONE && e >= f->items->at[i].elem;
		up++, e = f->s->elems.at[e].parent) {
		struct str t = short_text(f, e, 140), name;
		struct date d;
		size_t at, len;

		name = e > f->items->at[i].elem ? clean_name(text_before(f, e)) : STR_NONE;
		if (steps > 1 && name_like(name)) {
			note_line(f, i, f->s->elems.at[e].parent, name);
			return arena_dup(&f->s->x->arena, name);
		}
		if (!t.len || !guess_date(f->s->x, t, &d, &at, &len))
			continue;
		name = clean_name(str_sub(t, 0, at));
		if (!name_like(name) || date_is_weekday(name))
			name = name_after(str_sub(t, at + len, t.len));
		if (name_like(name) && !date_is_weekday(name)) {
			note_line(f, i, e, name);
			return arena_dup(&f->s->x->arena, name);
		}
	}
	return STR_NONE;
}

/* "From: Ann Alder <ann@example.org>": the name behind a label. */
static struct str labelled_name(struct fields *f, size_t i)
{
	static const char *const label[] = { "from:", "author:", "name:", "posted by:", "sender:",
		"von:", "autor:", "absender:", "de:", "auteur:", "expéditeur:", "autore:",
		"mittente:", "da:", "från:", "fra:", "van:", "od:", "autor:", "от:", "автор:",
		"差出人:", "发件人:" };
	enum { STEPS = 60 };
	const struct item *it = &f->items->at[i];

	for (uint32_t e = it->elem; e < it->to && e < it->elem + STEPS; e++) {
		struct str t = short_text(f, e, 120);

		for (size_t k = 0; t.len && k < sizeof(label) / sizeof(*label); k++) {
			struct str name;

			if (!words_start(t, str_z(label[k])))
				continue;
			name = str_trim(str_sub(t, strlen(label[k]), SIZE_MAX));
			name = letter_sender(name);
			if (name_like(name))
				return arena_dup(&f->s->x->arena, name);
		}
	}
	return STR_NONE;
}

/* Whether the place says that it holds names, or links to people. */
static bool surely_author(const struct fields *f, uint32_t e)
{
	const struct place *p = f->at[e] ? &f->place[f->at[e] - 1] : NULL;

	return p && (p->words & WORD_AUTHOR || p->profile * 2 > p->times);
}

/* Whether an element stands in all names alike: "profile of the author", for those who cannot see. */
static bool is_label_of_all(const struct fields *f, uint32_t e)
{
	const struct place *p = f->at[e] ? &f->place[f->at[e] - 1] : NULL;

	return p && p->times > 2 && !p->changes;
}

/* "@ann", by which people are addressed; beside it stands the name that they are known by. */
static bool is_handle(struct str t)
{
	return t.len > 1 && t.at[0] == '@' && str_find_char(t, ' ', 0) == STR_NOWHERE;
}

/* The innermost element that holds all text of one, whatever pictures stand beside it. */
static uint32_t innermost(const struct scan *s, uint32_t e)
{
	uint32_t text = elem_text(&s->elems.at[e]);

	for (uint32_t k = e + 1; k < s->elems.at[e].end; k++)
		if (elem_text(&s->elems.at[k]) == text)
			e = k;
		else if (elem_text(&s->elems.at[k]))
			break;
	return e;
}

/* The text of a name's element without what one can do there: "Ann <a>permalink</a>", and without what
 * else the person is called: "<b>Ann</b><i>@ann</i>". */
static struct str author_text(struct fields *f, uint32_t e)
{
	const struct elem *el;
	struct str own = STR_NONE;
	uint32_t part = DOC_NONE;
	size_t parts = 0, handles = 0;

	e = innermost(f->s, e);
	el = &f->s->elems.at[e];
	for (uint32_t k = e + 1; k < el->end; k = f->s->elems.at[k].end) {
		struct str t = short_text(f, k, 60);
		bool handle = is_handle(t);

		handles += handle;
		if (elem_text(&f->s->elems.at[k]) && !words_interface(t) &&
			!is_label_of_all(f, k) && !handle) {
			part = k;
			parts++;
		}
	}
	for (const xmlNode *n = el->node->children; n; n = n->next)
		if (node_is_text(n) && !own.len)
			own = str_trim(node_content(n));
	if (parts == 1 && handles && !own.len)
		return short_text(f, part, 200);
	return own.len && !parts ? own : short_text(f, e, 200);
}

static void take_author(struct fields *f, size_t i, struct talk_comment *c)
{
	struct arena *a = &f->s->x->arena;
	uint32_t e = f->author[i];
	xmlNode *n;

	if (e == DOC_NONE) {
		c->author = labelled_name(f, i);
		if (!c->author.len)
			c->author = name_beside_time(f, i, 3);
		return;
	}
	n = f->s->elems.at[e].node;
	if (!surely_author(f, e))
		c->author = name_beside_time(f, i, 1);
	if (c->author.len)
		return;
	c->author = arena_dup(a, clean_author(author_text(f, e)));
	if (!node_is(n, "a") && node_is(n->parent, "a"))
		n = n->parent;
	for (uint32_t k = e + 1; k < f->s->elems.at[e].end && !node_is(n, "a"); k++)
		if (elem_text(&f->s->elems.at[k]) == elem_text(&f->s->elems.at[e]))
			n = f->s->elems.at[k].node;
	if (node_is(n, "a"))
		c->author_url = arena_dup(a, node_attr(n, "href"));
}

static void take_time(struct fields *f, size_t i, struct talk_comment *c)
{
	struct arena *a = &f->s->x->arena;
	struct date d;
	uint32_t e = f->time[i];

	if (e == DOC_NONE)
		return;
	c->time = arena_dup(a, time_text(f, e, &d));
	for (int up = 0; up < 2 && e != DOC_NONE && e >= f->items->at[i].elem;
		up++, e = f->s->elems.at[e].parent)
		if (node_is(f->s->elems.at[e].node, "a")) {
			c->permalink = arena_dup(a, node_attr(f->s->elems.at[e].node, "href"));
			return;
		}
}

static void add_node(struct node_list *l, xmlNode *n)
{
	*array_add(l) = n;
}

/* The place whose elements are the body of item i; 0 when there is none. */
static uint32_t body_place(struct fields *f, size_t i)
{
	const struct items *its = f->items;
	size_t below = i + 1;
	uint32_t best = 0;
	double score = 0.15;

	for (uint32_t e = its->at[i].elem; e < its->at[i].to;
		e = item_next(f->s, its, i, e, &below)) {
		const struct place *p = f->at[e] ? &f->place[f->at[e] - 1] : NULL;

		if (p && p->body > score && elem_text(&f->s->elems.at[e])) {
			score = p->body;
			best = f->at[e];
		}
	}
	return best;
}

/* What is no interface, however often it stands there alike. */
static bool is_text_part(const xmlNode *n)
{
	return node_is(n, "br") || node_is(n, "hr") || node_is(n, "pre") || node_is(n, "code");
}

/* The rest of a long text, which a button before it shows. */
static bool hides_text(const struct elem *e)
{
	enum { REST = 40 }; /* bytes, blanks not counted */
	struct str style = node_attr(e->node, "style");

	return elem_text(e) >= REST && !(e->words & (WORD_TOOL | WORD_FORM)) &&
		(node_has_attr(e->node, "hidden") || str_has_case(style, STR("display:none")) ||
			str_has_case(style, STR("display: none")));
}

/* Whether an element of an item holds nothing but the body, of which e is the first part: what stands
 * beside its parts is text, too. */
static bool holds_body(struct fields *f, size_t i, uint32_t up, uint32_t place)
{
	const struct elem *el = &f->s->elems.at[up];
	const struct items *its = f->items;
	size_t below = i + 1;

	if (up <= its->at[i].elem || el->end > its->at[i].to)
		return false;
	while (below < its->len && its->at[below].elem < up)
		below++;
	if (below < its->len && its->at[below].elem < el->end)
		return false; /* a reply */
	for (uint32_t e = up + 1; e < el->end; e++) {
		const struct place *p = f->at[e] ? &f->place[f->at[e] - 1] : NULL;

		if (f->at[e] == place)
			e = f->s->elems.at[e].end - 1;
		else if (e == f->author[i] || e == f->time[i] ||
			f->s->elems.at[e].flags & ELEM_TOOL ||
			(p && elem_text(&f->s->elems.at[e]) &&
				((p->drop && !is_text_part(f->s->elems.at[e].node)) ||
					p->time > 0.5 || p->author > 0.5 || p->title)))
			return false;
	}
	return true;
}

/* The element around the parts of a body, where there is one for nothing else; else the part. */
static uint32_t body_around(struct fields *f, size_t i, uint32_t e, uint32_t place)
{
	uint32_t up = f->s->elems.at[e].parent;

	if (up == DOC_NONE)
		return e;
	if (f->asked != up || f->asked_for != i) { /* once for all parts of a body */
		f->asked = up;
		f->asked_for = i;
		f->holds = holds_body(f, i, up, place);
	}
	return f->holds ? up : e;
}

static bool hidden_by_class(const xmlNode *n)
{
	static const char *const hidden[] = { "hide", "hidden", "hid", "d-none", "is-hidden" };

	for (size_t i = 0; i < sizeof(hidden) / sizeof(*hidden); i++)
		if (node_has_class(n, hidden[i]))
			return true;
	return false;
}

/* The element before one among its siblings, DOC_NONE for none. */
static uint32_t elem_before(const struct scan *s, uint32_t e)
{
	uint32_t up = s->elems.at[e].parent, k = e - 1;

	if (up == DOC_NONE || k == up)
		return DOC_NONE;
	while (s->elems.at[k].parent != up)
		k = s->elems.at[k].parent;
	return k;
}

/* The source of a text, or a copy of it, beside the text: hidden by its class, and about as long. */
static bool is_copy(const struct scan *s, uint32_t e)
{
	enum { MARKS = 24 }; /* bytes of signs in the source of a short text */
	const struct elem *el = &s->elems.at[e];
	uint32_t before, a, b = elem_text(el);

	if (!b || !hidden_by_class(el->node))
		return false;
	before = elem_before(s, e);
	a = before == DOC_NONE ? 0 : elem_text(&s->elems.at[before]);
	return a && b + MARKS >= a - a / 4 && b <= a + a / 4 + MARKS;
}

/* A title that its author gave it, not the topic's. */
static bool own_title(struct fields *f, uint32_t e)
{
	struct str t = short_text(f, e, 100);

	return t.len && !str_starts_case(t, STR("re:")) && !str_starts_case(t, STR("aw:"));
}

/* Whether text stands behind a line break. */
static bool has_lines(const struct scan *s, const struct elem *el)
{
	for (const struct elem *e = el; e < s->elems.at + el->end; e++) {
		const xmlNode *next = node_is(e->node, "br") ? e->node->next : NULL;

		if (next && node_is_text(next) && str_trim(node_content(next)).len)
			return true;
	}
	return false;
}

/* A line within the text that says who wrote it and when, and nothing else: "posted by Ann at 9:46". */
static bool signs(const struct fields *f, size_t i, uint32_t e)
{
	enum { LINE = 80 }; /* bytes, blanks not counted, of such lines in all items */
	const struct elem *el = &f->s->elems.at[e];
	const struct place *p = f->at[e] ? &f->place[f->at[e] - 1] : NULL;
	uint32_t who = f->author[i];

	return p && !has_lines(f->s, el) && e != f->items->at[i].elem && who != DOC_NONE &&
		who > e && who < el->end && p->chars <= (double)LINE * p->times &&
		elem_text(el) <= 2 * LINE;
}

/* "Comments (3)": a link to the answers below. */
static bool counts_answers(struct fields *f, uint32_t e)
{
	struct str t = node_is(f->s->elems.at[e].node, "a") ? short_text(f, e, 40) : STR_NONE;

	return t.len > 3 && t.at[t.len - 1] == ')' && ascii_digit(t.at[t.len - 2]) && words_talk(t);
}

/* What people write between or behind paragraphs has seldom a class, and nothing to press. */
static bool is_plain_block(const xmlNode *n)
{
	static const char *const block[] = { "ul", "ol", "pre", "blockquote", "table" };

	for (size_t i = 0; i < sizeof(block) / sizeof(*block); i++)
		if (node_is(n, block[i])) {
			if (node_has_attr(n, "class") || node_has_attr(n, "id"))
				return false;
			for (const xmlNode *k = n->children; k; k = node_next(k, n))
				if (node_is(k, "button") || node_is(k, "input"))
					return false;
			return true;
		}
	return false;
}

/* Lists and the like directly behind a piece of a body (`last`), beside it, are pieces, too; not what
 * holds the next item, `below`. */
static bool follows_piece(const struct fields *f, uint32_t last, uint32_t e, size_t below)
{
	const struct elem *el = &f->s->elems.at[e];

	return last != DOC_NONE && f->s->elems.at[last].end == e &&
		f->s->elems.at[last].parent == el->parent && is_plain_block(el->node) &&
		(below >= f->items->len || f->items->at[below].elem >= el->end);
}

static void take_body(struct fields *f, size_t i, struct talk_comment *c)
{
	const struct items *its = f->items;
	uint32_t best = body_place(f, i), end = 0, last = DOC_NONE;
	struct date d;
	size_t below = i + 1;

	for (uint32_t e = its->at[i].elem; e < its->at[i].to;
		e = item_next(f->s, its, i, e, &below)) {
		const struct elem *el = &f->s->elems.at[e];
		const struct place *p = f->at[e] ? &f->place[f->at[e] - 1] : NULL;
		bool tool = el->flags & ELEM_TOOL ||
			(p && p->drop && elem_text(el) <= 80 && !is_text_part(el->node));

		if (e >= end && best && p && p->title && e != f->author[i] && c->body.len == 0 &&
			f->at[e] != best && own_title(f, e)) {
			add_node(&c->body, el->node);
			end = el->end;
		} else if (e >= end && best && f->at[e] == best) {
			uint32_t around = body_around(f, i, e, best);

			add_node(&c->body, f->s->elems.at[around].node);
			end = f->s->elems.at[around].end;
			last = around;
		} else if (e >= end && follows_piece(f, last, e, below)) {
			add_node(&c->body, el->node);
			end = el->end;
			last = e;
		} else if (e < end && is_copy(f->s, e)) {
			add_node(&c->drop, el->node);
		} else if (e < end && hides_text(el)) { /* what is hidden in a body is left out */
			add_node(&c->body, el->node);
		} else if (e < end &&
			(tool || e == f->author[i] || e == f->time[i] || e == f->line[i] ||
				signs(f, i, e) || counts_answers(f, e))) {
			add_node(&c->drop, el->node);
		}
	}
	if (f->time[i] != DOC_NONE && bare_time(f, f->time[i], &d).len)
		add_node(&c->drop, (xmlNode *)f->s->elems.at[f->time[i]].dated);
	if (its->at[i].to <= f->s->elems.at[its->at[i].elem].end)
		return;
	for (uint32_t e = f->s->elems.at[its->at[i].elem].end; e < its->at[i].to;
		e = f->s->elems.at[e].end)
		add_node(&c->drop, f->s->elems.at[e].node);
}

static void take_item(struct fields *f, size_t i, struct talk *t)
{
	struct talk_comment *c = talk_add(t);
	const struct item *it = &f->items->at[i];

	c->node = f->s->elems.at[it->elem].node;
	c->id = arena_dup(&f->s->x->arena, id_of(f, it));
	c->nested_in = it->up;
	take_author(f, i, c);
	take_time(f, i, c);
	take_body(f, i, c);
}

/* What stands beside every time alike is a label and nobody's name. */
static void drop_label(const struct fields *f, struct talk *t)
{
	enum { LEAST = 4 };

	if (t->comments.len < LEAST)
		return;
	for (size_t i = 0; i < t->comments.len; i++)
		if (f->author[i] != DOC_NONE ||
			!str_eq(t->comments.at[i].author, t->comments.at[0].author))
			return;
	for (size_t i = 0; i < t->comments.len; i++)
		t->comments.at[i].author = STR_NONE;
}

/* Says which places were taken for what, once a kind. */
static void explain_places(const struct fields *f)
{
	struct explain *e = f->s->x->options->explain;

	for (size_t p = 0; e && p < f->places; p++)
		if (f->place[p].items * 2 > f->items->len &&
			(f->place[p].author > 0.5 || f->place[p].time > 0.5 ||
				f->place[p].body > 0.4))
			explain(e, "place", "%zu: %u items, author %.2f, time %.2f, body %.2f%s", p,
				f->place[p].items, f->place[p].author, f->place[p].time,
				f->place[p].body, f->place[p].drop ? ", no text" : "");
}

void guess_fields(struct scan *s, const struct items *items, struct talk *t)
{
	struct fields f = { .s = s, .items = items, .asked = DOC_NONE };

	f.place = mem_new(((size_t)1 << PLACE_BITS) + 1, sizeof(*f.place));
	f.table = mem_new((size_t)1 << PLACE_BITS, sizeof(*f.table));
	f.at = mem_new(s->elems.len + 1, sizeof(*f.at));
	f.grade = mem_new(s->elems.len + 1, sizeof(*f.grade));
	f.author = mem_new(items->len + 1, sizeof(*f.author));
	f.time = mem_new(items->len + 1, sizeof(*f.time));
	f.line = mem_new(items->len + 1, sizeof(*f.line));
	f.set_items = mem_new(items->sets + 1, sizeof(*f.set_items));
	f.set_chars = mem_new(items->sets + 1, sizeof(*f.set_chars));
	places_count(&f);
	places_judge(&f);
	explain_places(&f);
	array_room(&t->comments, items->len);
	for (size_t i = 0; i < items->len; i++)
		take_item(&f, i, t);
	drop_label(&f, t);
	mem_free(f.place);
	mem_free(f.table);
	mem_free(f.at);
	mem_free(f.grade);
	mem_free(f.author);
	mem_free(f.time);
	mem_free(f.line);
	mem_free(f.set_items);
	mem_free(f.set_chars);
	buf_free(&f.text);
}
