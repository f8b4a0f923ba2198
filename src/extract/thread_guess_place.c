/* thread_guess_place.c: wrapper induction. Elements at the same place (tag and classes of the
 * element and its parent) in all items of a kind are counted together; what the place is for is
 * judged over all of them. */
#include "config.h"

#include "extract/thread_guess_field.h"

#include <string.h>

enum {
	PLACE_PROBES = 16,
	SHORT = 100,
	DATED_MOST = 60, /* bytes, blanks not counted, of a line with a date */
	NAME_USUAL = 80, /* bytes, blanks not counted */
	NAME_LONG = 160, /* pings are named by the titles of their pages */
	STAMP_MAX = 16,	 /* bytes of "1551690900000" and some */
};

uint32_t item_next(
	const struct scan *s, const struct items *items, size_t i, uint32_t at, size_t *below)
{
	(void)s;
	at++;
	while (*below < items->len && items->at[*below].elem < at)
		(*below)++;
	while (*below < items->len && items->at[*below].elem == at && *below > i &&
		at < items->at[i].to) {
		at = items->at[*below].to;
		while (*below < items->len && items->at[*below].elem < at)
			(*below)++;
	}
	return at < items->at[i].to ? at : items->at[i].to;
}

const struct marks *item_marks(const struct scan *s, uint32_t from, uint32_t to)
{
	const struct elem *e = &s->elems.at[from], *up;

	if (to <= e->end || e->parent == DOC_NONE)
		return &e->to;
	up = &s->elems.at[e->parent];
	return to >= up->end ? &up->to : &s->elems.at[to].from;
}

struct str short_text(struct fields *f, uint32_t e, uint32_t max)
{
	const struct elem *el = &f->s->elems.at[e];
	size_t out = 0;

	f->text.len = 0;
	if (elem_text(el) > max || !elem_text(el))
		return STR_NONE;
	node_text(el->node, &f->text);
	for (size_t i = 0; i < f->text.len; i++) {
		char c = f->text.at[i];

		if (c == '\xc2' && i + 1 < f->text.len && f->text.at[i + 1] == '\xa0') {
			i++;
			c = ' ';
		}
		if (!ascii_space(c))
			f->text.at[out++] = c;
		else if (out && f->text.at[out - 1] != ' ')
			f->text.at[out++] = ' ';
	}
	while (out && f->text.at[out - 1] == ' ')
		out--;
	f->text.len = out;
	return buf_str(&f->text);
}

/* An attribute holds numbers (seconds since 1970), too. */
static bool is_stamp(struct fields *f, struct str t, struct date *d)
{
	size_t at, len;

	return guess_date(f->s->x, t, d, &at, &len) ||
		(t.len <= STAMP_MAX && date_parse(t, f->s->x->language, f->s->x->options->now, d) &&
			d->precision >= DATE_MINUTE);
}

static struct str time_attr(struct fields *f, uint32_t e, struct date *d)
{
	static const char *const other[] = { "content", "title" };
	const struct elem *el = &f->s->elems.at[e];
	struct str t;

	if (!el->node->properties)
		return STR_NONE;
	for (const struct str *a = date_attributes; a->len; a++) {
		t = str_trim(node_attr(el->node, a->at));
		if (t.len && is_stamp(f, t, d))
			return t;
	}
	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++) {
		t = str_trim(node_attr(el->node, other[i]));
		if (t.len && is_stamp(f, t, d))
			return t;
	}
	return STR_NONE;
}

enum { /* DATED_... + 1 once it was looked for */
	TIME_UNKNOWN,
	TIME_NONE,
	TIME_COARSE,
	TIME_DAY,
	TIME_EXACT
};

/* Whether the text is as short_text() would have it: one line, single blanks. */
static bool is_line(struct str t)
{
	for (size_t i = 0; i < t.len; i++)
		if ((ascii_space(t.at[i]) && (t.at[i] != ' ' || t.at[i - 1] == ' ')) ||
			t.at[i] == '\xc2')
			return false;
	return true;
}

/* Whether the date that was seen in the element's own text is all that it has of the kind. */
static bool seen_dated(struct fields *f, uint32_t e)
{
	const struct elem *el = &f->s->elems.at[e];
	struct date d;

	return el->exact && el->node->children == el->dated && !el->dated->next &&
		is_line(str_trim(node_content(el->dated))) && !time_attr(f, e, &d).len &&
		!bare_time(f, e, &d).len;
}

/* How exact the element's time is; parsed once. */
static int time_grade(struct fields *f, uint32_t e)
{
	struct date d;

	if (f->grade[e] != TIME_UNKNOWN)
		return f->grade[e];
	if (seen_dated(f, e))
		f->grade[e] = f->s->elems.at[e].exact + 1;
	else if (time_text(f, e, &d).len)
		f->grade[e] = dated_as(&d) + 1;
	return f->grade[e];
}

struct str bare_time(struct fields *f, uint32_t e, struct date *d)
{
	enum { BESIDE = 14 }; /* bytes of signs and words beside the date */
	const struct elem *el = &f->s->elems.at[e];
	struct str t = el->dated ? str_trim(node_content(el->dated)) : STR_NONE;
	size_t at, len;

	if (!t.len || elem_text(el) <= DATED_MOST || t.len > DATED_MOST + BESIDE ||
		!guess_date(f->s->x, t, d, &at, &len) || t.len > len + BESIDE)
		return STR_NONE;
	return guess_date_alone(str_sub(t, at, len));
}

struct str time_text(struct fields *f, uint32_t e, struct date *d)
{
	struct str t;
	size_t at, len;

	if (f->grade[e] == TIME_NONE)
		return STR_NONE;
	t = time_attr(f, e, d);
	if (t.len)
		return t;
	t = bare_time(f, e, d);
	if (t.len)
		return t;
	t = short_text(f, e, SHORT);
	if (t.len && guess_date(f->s->x, t, d, &at, &len))
		return d->relative && d->precision >= DATE_MINUTE ? str_sub(t, at, len) : t;
	f->grade[e] = TIME_NONE;
	return STR_NONE;
}

static uint64_t blend(uint64_t a, uint64_t b)
{
	a = (a ^ b) * 0x9e3779b97f4a7c15u;
	return a ^ a >> 29;
}

static uint64_t key_of(const struct fields *f, uint32_t e, const struct item *it)
{
	const struct elem *el = &f->s->elems.at[e];
	uint64_t h = blend(it->set + 1, el->shape);
	bool dated =
		elem_dated(el) && elem_text(el) <= DATED_MOST; /* else its text speaks of a time */

	if (e == it->elem)
		return blend(h, 1);
	/* Links of one shape are told apart by what they hold. */
	h = blend(h, (uint64_t)dated + (el->flags & ELEM_AUTHOR ? 2 : 0) + (elem_text(el) ? 0 : 4));
	if (el->parent == it->elem || el->parent == DOC_NONE)
		return blend(h, 2);
	return blend(h, f->s->elems.at[el->parent].shape);
}

static uint32_t place_of(struct fields *f, uint64_t key)
{
	size_t at = (size_t)(key >> (64 - PLACE_BITS));

	for (int i = 0; i < PLACE_PROBES; i++, at = (at + 1) & ((1u << PLACE_BITS) - 1)) {
		if (!f->table[at]) {
			f->place[f->places].key = key;
			f->table[at] = (uint32_t)++f->places;
			return f->table[at];
		}
		if (f->place[f->table[at] - 1].key == key)
			return f->table[at];
	}
	return 0;
}

static bool only_number(struct str t)
{
	for (size_t i = 0; i < t.len; i++)
		if (ascii_alpha(t.at[i]) || (unsigned char)t.at[i] >= 0x80)
			return false;
	return true;
}

static struct place_text judge_text(struct str t)
{
	bool interface = words_interface(t);

	return (struct place_text){
		.numeric = only_number(t),
		.interface = interface,
		.unlike = interface || !name_shaped(t) ||
			(ascii_digit(t.at[0]) && str_find_char(t, ' ', 0) != STR_NOWHERE),
	};
}

/* "#2", "comment #2". */
static bool numbers_one(struct str t)
{
	size_t at = str_find_char(t, '#', 0);

	return at != STR_NOWHERE && at + 1 < t.len && ascii_digit(t.at[at + 1]);
}

/* ">>12", or a link "#2" to another comment: that is text. */
static bool refers(const struct fields *f, uint32_t e, struct str t, size_t i)
{
	const xmlNode *n = f->s->elems.at[e].node;
	struct str href = node_is(n, "a") ? node_attr(n, "href") : STR_NONE;
	size_t at = str_find_char(href, '#', 0);

	if (str_starts(t, STR(">>")))
		return true;
	if (!numbers_one(t) || at == STR_NOWHERE)
		return false;
	href = str_sub(href, at + 1, SIZE_MAX);
	for (uint32_t up = e; up != DOC_NONE && up >= f->items->at[i].elem;
		up = f->s->elems.at[up].parent)
		if (str_eq(node_attr(f->s->elems.at[up].node, "id"), href) ||
			str_eq(node_attr(f->s->elems.at[up].node, "name"), href))
			return false;
	return true;
}

/* Whether most of its text stands in a window about somebody, which opens over the page. */
static bool holds_side(const struct scan *s, uint32_t e)
{
	enum { STEPS = 6 };
	const struct elem *el = &s->elems.at[e];

	for (uint32_t k = e + 1; k < el->end && k <= e + STEPS; k++)
		if (s->elems.at[k].words & WORD_SIDE &&
			elem_text(&s->elems.at[k]) * 2 > elem_text(el))
			return true;
	return false;
}

/* "To: ...": a line of the head of a letter. */
static bool heads_letter(struct str t)
{
	static const struct str name[] = { STR("from:"), STR("to:"), STR("cc:"), STR("subject:"),
		STR("date:"), STR("reply-to:"), STR("message-id:"), STR("in-reply-to:"),
		STR("references:") };

	for (size_t i = 0; i < sizeof(name) / sizeof(*name); i++)
		if (str_starts_case(t, name[i]))
			return true;
	return false;
}

static void count(struct fields *f, uint32_t e, size_t i, size_t below)
{
	const struct elem *el = &f->s->elems.at[e];
	uint32_t p = place_of(f, key_of(f, e, &f->items->at[i]));
	struct place *pl;
	struct date d;
	struct str t;
	uint64_t h;
	bool same;

	f->at[e] = p;
	if (!p)
		return;
	pl = &f->place[p - 1];
	pl->times++;
	pl->items += pl->last != i + 1;
	pl->last = (uint32_t)i + 1;
	pl->words |= el->words;
	pl->chars += elem_text(el);
	pl->links += elem_link(el);
	pl->sides += holds_side(f->s, e);
	if (below < f->items->len && f->items->at[below].elem > e &&
		f->items->at[below].elem < el->end) {
		pl->chars -= el->to.text - f->s->elems.at[f->items->at[below].elem].from.text;
		pl->nested += e != f->items->at[i].elem;
		pl->links -= el->to.link - f->s->elems.at[f->items->at[below].elem].from.link;
	}
	if (elem_dated(el)) {
		pl->minutes += time_grade(f, e) == TIME_EXACT;
		pl->days += time_grade(f, e) == TIME_DAY;
		pl->bare += time_grade(f, e) > TIME_COARSE && bare_time(f, e, &d).len > 0;
	}
	t = short_text(f, e, SHORT);
	pl->empty += !t.len && !elem_text(el);
	h = t.len ? str_hash_quick(1, t) : elem_text(el);
	same = pl->times > 1 && h == pl->text_hash;
	pl->changes += pl->times > 1 && !same;
	pl->text_hash = h;
	if (!t.len)
		return;
	if (!same)
		pl->text = judge_text(t);
	pl->numeric += pl->text.numeric;
	pl->plain += pl->text.interface;
	pl->unlike += pl->text.unlike;
	pl->refers += refers(f, e, t, i);
	pl->letter += heads_letter(t);
	pl->handles += t.len > 1 && t.at[0] == '@';
	pl->holds += node_first_element(el->node) != NULL && el->end > e + 1 &&
		elem_text(&f->s->elems.at[e + 1]) > 0 &&
		elem_text(&f->s->elems.at[e + 1]) < elem_text(el);
	if (el->parent != DOC_NONE)
		pl->near_time += elem_text(&f->s->elems.at[el->parent]) < 150 &&
			elem_dated(&f->s->elems.at[el->parent]);
	pl->profile +=
		el->flags & ELEM_AUTHOR && node_is(el->node, "a") && !(el->words & WORD_AUTHOR);
}

void places_count(struct fields *f)
{
	const struct items *its = f->items;

	for (size_t i = 0; i < its->len; i++) {
		size_t below = i + 1;

		f->set_items[its->at[i].set]++;
		for (uint32_t e = its->at[i].elem; e < its->at[i].to;
			e = item_next(f->s, its, i, e, &below))
			count(f, e, i, below);
	}
}

static double share(double a, double b)
{
	return b > 0 ? a / b : 0;
}

/* A date without an element of its own is taken where no other is. */
#define BARE 0.2

static void judge_place(struct place *p, uint32_t n)
{
	double k = p->times, c = share(p->items, n), mean = share(p->chars, k - p->empty),
	       change = k > 1 ? share(p->changes, k - 1) : 1, near = share(p->near_time, k);

	if (k <= p->empty)
		mean = 0;
	p->author = p->time = -1;
	if (p->minutes + p->days > 0) {
		p->time = 0.9 * share(p->minutes, k) + 0.4 * share(p->days, k) + 0.6 * c +
			0.3 * change - (p->bare * 2 > p->times ? BARE : 0.003 * mean) +
			(p->words & WORD_TIME ? 0.15 : 0) - (p->words & WORD_SIDE ? 0.5 : 0) -
			(p->words & WORD_SIGNATURE ? 0.5 : 0);
	} else if (mean >= 1 && mean <= 45 && p->plain * 2 < k && p->numeric * 2 < k) {
		p->author = 0.6 * c + 0.3 * change - 0.008 * mean +
			(p->words & WORD_AUTHOR ? 0.7 : 0) + 0.5 * share(p->profile, k) -
			(p->words & WORD_SIDE ? 0.5 : 0) -
			(p->words & (WORD_TOOL | WORD_BODY | WORD_SCORE) && near < 0.5 ? 0.35 : 0) -
			(share(p->times, p->items) > 1.5 ? 0.4 : 0) -
			(p->words & WORD_QUOTE ? 0.4 : 0) - (p->words & WORD_PARENT ? 0.4 : 0) +
			0.15 * share(p->links, p->chars) + 0.3 * near -
			(p->words & WORD_TITLE && !(p->words & WORD_AUTHOR) ? 0.4 : 0) -
			0.25 * share(p->holds, k) - 0.5 * share(p->unlike, k) -
			(k >= 3 && change < 0.1 && c > 0.5 ? 0.3 : 0) -
			(p->handles * 2 > k ? 0.6 : 0) - /* beside the name that people know */
			(mean < 2 ? 0.6 : 0) -		 /* the letter in place of a picture */
			(k >= 4 && p->changes == 0 && !(p->words & WORD_AUTHOR) ? 0.5 : 0);
	}
	p->title = p->words & WORD_TITLE && !(p->words & WORD_AUTHOR) && c > 0.5 && change > 0.5 &&
		mean > 2 && mean < 90 && p->minutes + p->days == 0 && p->times == p->items;
	if (p->words & WORD_SIGNATURE)
		p->drop = true;
	if (p->plain * 10 >= (k - p->empty) * 9 && k > p->empty && mean <= 40)
		p->drop = true;
	if (mean <= 40 && p->words & WORD_TOOL && !(p->words & WORD_BODY))
		p->drop = true;
	if (k >= 3 && change < 0.15 && mean <= 40 && c > 0.25)
		p->drop = true;
	if (p->letter * 10 >= k * 9)
		p->drop = true;
	if (p->refers * 2 > k)
		p->drop = false;
}

/* "NAME, member since": the name alone where it has an element of its own. */
static void narrow_author(struct fields *f, size_t i)
{
	uint32_t e = f->author[i], end;

	if (e == DOC_NONE)
		return;
	end = f->s->elems.at[e].end;
	for (uint32_t k = e + 1; k < end; k++) {
		const struct elem *el = &f->s->elems.at[k];
		const struct place *p = f->at[k] ? &f->place[f->at[k] - 1] : NULL;

		if (p && p->author > 0.3 && p->handles * 2 <= p->times && elem_text(el) &&
			elem_text(el) < elem_text(&f->s->elems.at[f->author[i]]) &&
			(node_is(el->node, "a") || el->words & WORD_AUTHOR ||
				node_is(el->node, "b") || node_is(el->node, "strong"))) {
			f->author[i] = k;
			return;
		}
	}
}

/* "NAME 2 hours ago": the time alone where it has an element of its own. */
static void narrow_time(struct fields *f, size_t i)
{
	uint32_t e = f->time[i], end;
	struct date d;

	if (e == DOC_NONE)
		return;
	end = f->s->elems.at[e].end;
	for (uint32_t k = e + 1; k < end; k++) {
		const struct elem *el = &f->s->elems.at[k];

		if (f->at[k] && f->place[f->at[k] - 1].time > 0.3 && elem_dated(el) &&
			(elem_text(el) < elem_text(&f->s->elems.at[f->time[i]]) ||
				time_attr(f, k, &d).len) &&
			time_grade(f, k) > TIME_NONE && !time_attr(f, f->time[i], &d).len)
			f->time[i] = k;
	}
}

/* Whether it is the time since when an author has been here, or of a change. */
static bool another_time(struct fields *f, uint32_t e)
{
	static const char *const other[] = { "since", "edited", "last edited", "last modified",
		"zuletzt bearbeitet", "geändert", "modifié" };
	const size_t n = sizeof(other) / sizeof(*other);
	struct str t = short_text(f, e, SHORT);

	return guess_since(t) || (t.len && words_start_with(t, other, n) < n);
}

/* Of several times in an item the one with the time of the day is its own. */
static double time_worth(struct fields *f, uint32_t e, const struct place *p)
{
	return p->time + (time_grade(f, e) == TIME_EXACT ? 0.2 : 0) -
		(another_time(f, e) ? 0.8 : 0);
}

static void choose(struct fields *f, size_t i)
{
	const struct items *its = f->items;
	size_t below = i + 1;
	double author = 0.55, time = 0.5;
	/* Names stand first; a few items say little about what changes. */
	double margin = f->set_items[its->at[i].set] < 3 ? 0.1 : 0.02;

	f->author[i] = f->time[i] = DOC_NONE;
	for (uint32_t e = its->at[i].elem; e < its->at[i].to;
		e = item_next(f->s, its, i, e, &below)) {
		const struct elem *el = &f->s->elems.at[e];
		const struct place *p = f->at[e] ? &f->place[f->at[e] - 1] : NULL;

		if (!p)
			continue;
		if (p->author > author && elem_text(el) &&
			elem_text(el) <= (p->words & WORD_AUTHOR ? NAME_LONG : NAME_USUAL)) {
			author = p->author + margin;
			f->author[i] = e;
		}
		if (p->time + 0.2 > time && elem_dated(el) && time_grade(f, e) > TIME_NONE) {
			double worth = time_worth(f, e, p);

			if (worth > time) {
				time = worth + 0.02;
				f->time[i] = e;
			}
		}
	}
	narrow_author(f, i);
	narrow_time(f, i);
}

static bool within(const struct scan *s, uint32_t outer, uint32_t e)
{
	return e != DOC_NONE && e >= outer && e < s->elems.at[outer].end;
}

/* Bytes of item i without those within it. */
static double own_chars(const struct fields *f, size_t i)
{
	const struct items *its = f->items;
	const struct elem *el = &f->s->elems.at[its->at[i].elem];

	if (i + 1 < its->len && its->at[i + 1].elem < its->at[i].to)
		return f->s->elems.at[its->at[i + 1].elem].from.text - el->from.text;
	return item_marks(f->s, its->at[i].elem, its->at[i].to)->text - el->from.text;
}

static void count_body(struct fields *f, size_t i)
{
	const struct items *its = f->items;
	size_t below = i + 1;
	double chars = own_chars(f, i);

	for (uint32_t e = its->at[i].elem; e < its->at[i].to;
		e = item_next(f->s, its, i, e, &below)) {
		struct place *p = f->at[e] ? &f->place[f->at[e] - 1] : NULL;

		if (!p)
			continue;
		p->with_author += within(f->s, e, f->author[i]);
		p->with_time += within(f->s, e, f->time[i]);
		if (e == its->at[i].elem)
			p->held += chars;
	}
	f->set_chars[its->at[i].set] += chars;
}

#define TOOLS 0.6 /* less for what is named after things to press */

/* "comment" alone may be the name of the text, but not in "comment-actions". */
static bool named_tools(uint32_t words)
{
	return words & WORD_TOOL && (!(words & WORD_BODY) || words & WORD_COMMENT);
}

static void judge_body(struct place *p, uint32_t n, double all)
{
	/* Items that differ in a class are places of their own. */
	double k = p->times, full = share(p->chars, p->held * 5 > all ? p->held : all);

	p->body = (full > 1 ? 1 : full) + 0.3 * share(p->items, n) -
		0.5 * share(p->with_author, p->items) - 0.4 * share(p->with_time, p->items) -
		0.5 * share(p->links, p->chars) + (p->words & WORD_BODY ? 0.25 : 0) -
		(p->words & (WORD_SIGNATURE | WORD_SIDE) || p->sides * 2 > p->times ? 0.6 : 0) -
		(named_tools(p->words) ? TOOLS : 0) - (p->drop ? 1 : 0) -
		(k > 4 * p->items		     ? 0.2
				: k > 1.5 * p->items ? 0.1
						     : 0);
	if (p->chars < k || p->nested)
		p->body = -1;
}

void places_judge(struct fields *f)
{
	const struct items *its = f->items;
	uint32_t *set = mem_new(f->places + 1, sizeof(*set));

	for (size_t i = 0; i < its->len; i++) {
		size_t below = i + 1;

		for (uint32_t e = its->at[i].elem; e < its->at[i].to;
			e = item_next(f->s, its, i, e, &below))
			if (f->at[e])
				set[f->at[e] - 1] = its->at[i].set;
	}
	for (size_t p = 0; p < f->places; p++)
		judge_place(&f->place[p], f->set_items[set[p]]);
	for (size_t i = 0; i < its->len; i++)
		choose(f, i);
	for (size_t i = 0; i < its->len; i++)
		count_body(f, i);
	for (size_t p = 0; p < f->places; p++)
		judge_body(&f->place[p], f->set_items[set[p]], f->set_chars[set[p]]);
	mem_free(set);
}
