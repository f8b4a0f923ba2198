/* dump_head.c: lines that head a comment: who, when, in answer to whom. Each way in which pages lay them out is looked for in all lines. */
#include "config.h"

#include "extract/dump.h"
#include "extract/thread_guess.h"
#include "extract/thread_letters.h"

#include <string.h>

enum {
	HEAD_BYTES = 160, /* a head is a short line */
	REST_BYTES = 40,  /* of a head line beside name and date */
	NEAR = 14,	  /* lines between the line that says "comments" and the first head */
	FAR = 200,	  /* the same where the text stands above name and date */
	BLOCK_LINES = 12, /* of the name and what is said of a person, above a date */
	COMMON_WORDS = 4, /* that all names may begin and end with */
	SEARCHED = 6,	  /* lines in which the name above a text is looked for */
};

/* "Joined: 3 May 2019": a date that says something else than when a comment was made. */
static bool is_label(struct str before)
{
	static const char *const other[] = { "join", "registr", "member since", "mitglied seit",
		"last edit", "edited", "inscrit", "dabei seit", "since", "copyright", "©",
		"geändert", "bearbeitet", "modified" };

	if (str_has_any(before, other, sizeof(other) / sizeof(*other)))
		return true;
	before = str_trim(before);
	return str_ends(before, STR(":")) && dump_strip(before).len > 0 &&
		!dump_suffix(DUMP_SAYS, before) &&
		!dump_suffix(DUMP_FILLER, str_sub(before, 0, before.len - 1)) &&
		dump_behind_by(before).len == before.len;
}

/* ---- heads ---- */

/* The next line up or down that may be a name: not a button, a face or "Posts: 12". */
static const struct dump_line *neighbour(const struct dump *d, size_t at, int step)
{
	for (int i = 0; i < 3; i++) {
		const struct dump_line *l;

		if (step < 0 ? at == 0 : at + 1 >= d->lines.len)
			return NULL;
		at += (size_t)step;
		l = &d->lines.at[at];
		if (!l->idle && !l->figure && l->text.len &&
			(!str_has(str_sub(l->text, 0, 60), STR(": ")) ||
				dump_behind_by(l->text).len < l->text.len))
			return l;
	}
	return NULL;
}

static void set_head(const struct dump *d, struct dump_head *h, size_t at, size_t last)
{
	h->at = at;
	h->last = last;
	h->indent = d->lines.at[at].indent;
}

static void set_time(struct dump_head *h, const struct dump_line *l)
{
	struct str before = str_sub(l->text, 0, l->date_at),
		   after = str_sub(l->text, l->date_at + l->date_len, l->text.len);

	h->time = str_sub(l->text, l->date_at, l->date_len);
	h->answers = dump_answered_in(after);
	if (!h->answers.len)
		h->answers = dump_answered_in(before);
	if (!h->answers.len)
		h->number = dump_number_in(after);
	if (!h->number.len)
		h->number = dump_number_in(before);
}

static bool head_says(const struct dump *d, size_t i, struct dump_head *h)
{
	const struct dump_line *l = &d->lines.at[i];
	struct str s = l->date_len ? str_trim(str_sub(l->text, 0, l->date_at)) : l->text;
	size_t n = dump_suffix(DUMP_SAYS, s);

	if (!n || !dump_take_name(str_sub(s, 0, s.len - n), h))
		return false;
	h->time = str_sub(l->text, l->date_at, l->date_len);
	set_head(d, h, i, i);
	return true;
}

/* What follows a clock and its zone: ", 10:15 AM by Ann". */
static struct str behind_clock(struct str s)
{
	struct str rest = s, word, found = s;

	while (str_word(&rest, &word))
		if (dump_has_clock(word) ||
			(rest.at && found.at == word.at &&
				(str_eq_case(word, STR("am")) || str_eq_case(word, STR("pm")))))
			found = str_trim(rest);
	return found;
}

/* The parts of a line beside its date; false when it is none of a comment. */
struct sides {
	struct str before, after;
};

static bool take_sides(const struct dump_line *l, struct sides *s)
{
	if (!l->date_len || is_label(str_sub(l->text, 0, l->date_at)))
		return false;
	s->before = dump_strip(str_sub(l->text, 0, l->date_at));
	s->after = dump_strip(str_sub(l->text, l->date_at + l->date_len, l->text.len));
	s->after = dump_strip(behind_clock(s->after));
	if (dump_is_idle(s->after))
		s->after = STR_NONE;
	if (dump_is_idle(s->before))
		s->before = STR_NONE;
	return true;
}

static bool head_dated(const struct dump *d, size_t i, enum dump_layout layout, struct dump_head *h)
{
	const struct dump_line *l = &d->lines.at[i], *other;
	struct sides s;

	if (!take_sides(l, &s))
		return false;
	set_time(h, l);
	set_head(d, h, i, i);
	if (layout == LAYOUT_NAME_DATE || layout == LAYOUT_TEXT_NAME_DATE)
		return (s.after.len <= REST_BYTES || h->answers.len) && dump_take_name(s.before, h);
	if (s.before.len && dump_number_in(s.before).len == 0)
		return false;
	if (layout == LAYOUT_DATE_NAME)
		return dump_take_name(s.after, h);
	if (s.after.len > 12)
		return false;
	other = neighbour(d, i, layout == LAYOUT_NAME_OVER_DATE ? -1 : 1);
	if (!other || other->date_len || other->text.len > HEAD_BYTES ||
		dump_is_sentence(other->text) || !dump_take_name(other->text, h))
		return false;
	if (other < l)
		set_head(d, h, (size_t)(other - d->lines.at), i);
	else
		h->last = (size_t)(other - d->lines.at);
	return true;
}

/* A line "From: NAME <ADDRESS>", and the others of a letter's head below it, of which one has the date. */
static bool head_letter(const struct dump *d, size_t i, struct dump_head *h)
{
	const struct dump_line *l = &d->lines.at[i];
	size_t at = i;

	if (!str_starts_case(l->text, STR("from:")))
		return false;
	h->author = str_trim(letter_sender(str_trim(str_sub(l->text, 5, l->text.len))));
	for (; at < d->lines.len && at < i + BLOCK_LINES && (at == i || !d->lines.at[at].gap);
		at++) {
		l = &d->lines.at[at];
		if (str_starts_case(l->text, STR("date:")))
			h->time = str_trim(str_sub(l->text, 5, l->text.len));
	}
	set_head(d, h, i, at - 1);
	return h->author.len > 0 && h->time.len > 0 && at > i + 1;
}

/* The first line of the block, without an empty line in it, in which the date stands: a name, and below it what is said of a person. */
static bool head_block(const struct dump *d, size_t i, struct dump_head *h)
{
	const struct dump_line *l = &d->lines.at[i];
	struct sides s;
	size_t at = i;

	if (!take_sides(l, &s) || s.before.len || s.after.len > 12)
		return false;
	while (at > 0 && i - at < BLOCK_LINES && !d->lines.at[at].gap)
		at--;
	while (at < i && (d->lines.at[at].idle || d->lines.at[at].figure))
		at++;
	if (i - at < 2 || d->lines.at[at].date_len || d->lines.at[at].text.len > HEAD_BYTES ||
		dump_is_sentence(d->lines.at[at].text) || !dump_take_name(d->lines.at[at].text, h))
		return false;
	set_time(h, l);
	set_head(d, h, at, i);
	return true;
}

/* Whether the line is an item's beginning by its looks: behind a bullet or a face. */
static bool is_marked(const struct dump *d, size_t i)
{
	const struct dump_line *l = &d->lines.at[i];

	return l->bullet || l->number >= 0 || (i > 0 && l[-1].avatar);
}

static bool head_marked(const struct dump *d, size_t i, struct dump_head *h)
{
	const struct dump_line *l = &d->lines.at[i];
	bool reply;
	size_t next;

	if (l->idle || l->figure || l->date_len || !l->text.len)
		return false;
	reply = dump_split_reply(l->text, h) && h->author.len;
	if (!reply &&
		(!is_marked(d, i) || dump_is_sentence(l->text) || !dump_take_name(l->text, h)))
		return false;
	set_head(d, h, i, i);
	while (h->last + 1 < d->lines.len && d->lines.at[h->last + 1].date_len &&
		d->lines.at[h->last + 1].text.len <= REST_BYTES)
		set_time(h, &d->lines.at[++h->last]);
	next = h->last + 1;
	return next < d->lines.len && !d->lines.at[next].bullet && !d->lines.at[next].ending;
}

/* ---- all of them ---- */

struct search {
	const struct dump *d;
	struct dump_finding *f;
	size_t free;	/* the first line that belongs to no comment yet */
	size_t said;	/* behind the line that announced comments last; 0 for none */
	uint32_t count; /* what it said */
};

/* The line behind `from` that begins a comment whose date stands below its text: the first that may be a name. */
static size_t find_name(
	const struct dump *d, size_t from, size_t to, unsigned tries, struct dump_head *h)
{
	if (to - from > FAR)
		to = from + FAR;
	for (; from < to && tries > 0; from++) {
		const struct dump_line *l = &d->lines.at[from];

		if (l->idle || l->figure || !l->text.len)
			continue;
		tries--;
		if (l->text.len <= HEAD_BYTES && !l->date_len && !dump_is_sentence(l->text) &&
			dump_take_name(
				str_sub(l->text, 0, l->text.len - dump_suffix(DUMP_SAYS, l->text)),
				h))
			return from;
	}
	return STR_NOWHERE;
}

static bool head_over_text(const struct search *s, size_t i, struct dump_head *h)
{
	const struct dump_line *l = &s->d->lines.at[i];
	bool first = s->f->heads.len == 0;
	size_t from = first ? s->said : s->free, at;
	struct sides sides;

	if (!take_sides(l, &sides) || (sides.before.len && !dump_number_in(sides.before).len) ||
		sides.after.len > 12 || from >= i || (first && (!from || i - from > FAR)))
		return false;
	at = find_name(s->d, from, i, first ? SEARCHED : 1, h);
	if (at == STR_NOWHERE || !dump_text_between(s->d, at + 1, i))
		return false;
	set_time(h, l);
	set_head(s->d, h, at, i);
	h->body = at + 1;
	h->end = i;
	return true;
}

static bool head_below(const struct search *s, size_t i, struct dump_head *h)
{
	bool first = s->f->heads.len == 0;
	size_t from = first ? s->said : s->free;

	if (!head_dated(s->d, i, LAYOUT_TEXT_NAME_DATE, h) || from >= i ||
		(first && (!from || i - from > FAR)))
		return false;
	h->at = h->body = from;
	h->end = i;
	return true;
}

static bool head_at(const struct search *s, size_t i, enum dump_layout layout, struct dump_head *h)
{
	*h = (struct dump_head){ 0 };
	if (s->d->lines.at[i].text.len > HEAD_BYTES)
		return false;
	switch (layout) {
	case LAYOUT_LETTER: return head_letter(s->d, i, h);
	case LAYOUT_NAME_SAYS: return head_says(s->d, i, h);
	case LAYOUT_NAME_DATE:
	case LAYOUT_NAME_OVER_DATE:
	case LAYOUT_DATE_NAME:
	case LAYOUT_DATE_OVER_NAME: return head_dated(s->d, i, layout, h);
	case LAYOUT_BLOCK_OVER_DATE: return head_block(s->d, i, h);
	case LAYOUT_NAME_TEXT_DATE: return head_over_text(s, i, h);
	case LAYOUT_TEXT_NAME_DATE: return head_below(s, i, h);
	case LAYOUT_MARKED: return head_marked(s->d, i, h);
	case LAYOUTS: break;
	}
	return false;
}

/* The last line shortly before head i, and behind the head before it, that says that comments follow; STR_NOWHERE for none. A head may be
 * such a line itself, where it is none: "by Ann, 3 May | 12 comments" below a title. */
static size_t announced(const struct dump *d, const struct dump_finding *f, size_t i)
{
	size_t at = f->heads.at[i].at, from = i ? f->heads.at[i - 1].at : 0;
	size_t behind = i ? f->heads.at[i - 1].last + 1 : 0, found = STR_NOWHERE;

	if (at > from + NEAR)
		from = at - NEAR;
	for (; from < at; from++) {
		const struct dump_line *l = &d->lines.at[from];

		if (l->said && (from >= behind || l->date_len))
			found = from;
		else if (l->box)
			found = STR_NOWHERE;
	}
	return found;
}

/* Drops the heads before the line that says "comments": bylines. */
static void cut_start(const struct dump *d, struct dump_finding *f)
{
	size_t first = f->heads.len, limit = f->heads.len > 5 ? 3 : f->heads.len;

	for (size_t i = 0; i < f->heads.len && (first == f->heads.len || i < limit); i++) {
		size_t said = announced(d, f, i);

		if (said == STR_NOWHERE)
			continue;
		first = i;
		f->said = said + 1;
		f->count = dump_figure(d->lines.at[said].text);
	}
	f->announced = first < f->heads.len;
	if (!f->announced)
		return;
	f->heads.len -= first;
	memmove(f->heads.at, f->heads.at + first, f->heads.len * sizeof(*f->heads.at));
}

/* Where the last comment ends: at words that say so, or where the text leaves its column. */
static size_t last_end(const struct dump *d, const struct dump_head *h)
{
	size_t i = h->last + 1;
	int indent = i < d->lines.len ? d->lines.at[i].indent : 0;

	if (h->indent < indent)
		indent = h->indent;
	for (; i < d->lines.len && !d->lines.at[i].ending && !d->lines.at[i].box; i++)
		if (i > h->last + 1 && d->lines.at[i].gap &&
			(d->lines.at[i].indent < indent || d->lines.at[i].bullet))
			break;
	return i;
}

static void set_bodies(const struct dump *d, struct dump_finding *f)
{
	for (size_t i = 0; i < f->heads.len; i++) {
		struct dump_head *h = &f->heads.at[i];

		h->body = h->last + 1;
		h->end = i + 1 < f->heads.len ? f->heads.at[i + 1].at : last_end(d, h);
	}
}

/* The face above a head belongs to it, and the name said twice. */
static void grow_up(const struct search *s, struct dump_head *h)
{
	while (h->at > s->free) {
		const struct dump_line *l = &s->d->lines.at[h->at - 1];

		if (!l->avatar && (l->text.len ? !str_eq(l->text, h->author) : !l->bullet))
			return;
		h->at--;
	}
}

/* The first or the last word of a name that has more of them. */
static struct str end_word(struct str name, bool last)
{
	size_t at = last ? name.len : str_find_char(name, ' ', 0);

	if (!last)
		return at == STR_NOWHERE ? STR_NONE : str_sub(name, 0, at);
	while (at > 0 && name.at[at - 1] != ' ')
		at--;
	return at ? str_sub(name, at, name.len) : STR_NONE;
}

/* Whether two words are the same, or both figures. */
static bool same_word(struct str a, struct str b)
{
	int64_t x, y;

	return a.len && b.len &&
		(str_eq_case(a, b) ||
			(str_number(a, 0, INT32_MAX, &x) && str_number(b, 0, INT32_MAX, &y)));
}

/* A word that begins (or ends) nearly all names is none of them: "Comment 12 Ann", "Ann wrote". False when there is none. */
static bool cut_common(struct dump_finding *f, bool last)
{
	struct str candidate = STR_NONE;
	size_t votes = 0, count = 0;

	for (size_t i = 0; i < f->heads.len; i++) {
		struct str word = end_word(f->heads.at[i].author, last);

		if (votes == 0)
			candidate = word;
		votes = same_word(candidate, word) ? votes + 1 : votes ? votes - 1 : 1;
	}
	for (size_t i = 0; i < f->heads.len; i++)
		count += same_word(candidate, end_word(f->heads.at[i].author, last));
	if (f->heads.len < 4 || count * 10 < f->heads.len * 9)
		return false;
	for (size_t i = 0; i < f->heads.len; i++) {
		struct dump_head *h = &f->heads.at[i];
		size_t n = end_word(h->author, last).len;
		int64_t number;

		if (!same_word(candidate, end_word(h->author, last)))
			continue;
		if (!h->number.len && str_number(end_word(h->author, last), 0, INT32_MAX, &number))
			h->number = end_word(h->author, last);
		h->author = dump_strip(last ? str_sub(h->author, 0, h->author.len - n)
					    : str_sub(h->author, n, h->author.len));
	}
	return true;
}

void dump_heads(const struct dump *d, enum dump_layout layout, struct dump_finding *f)
{
	bool below = layout == LAYOUT_NAME_TEXT_DATE || layout == LAYOUT_TEXT_NAME_DATE;
	struct search s = { .d = d, .f = f, .count = DOC_NONE };
	struct dump_head h;

	*f = (struct dump_finding){ .layout = layout, .below = below, .count = DOC_NONE };
	for (size_t i = 0; i < d->lines.len; i++) {
		if (d->lines.at[i].said) {
			s.said = i + 1;
			s.count = dump_figure(d->lines.at[i].text);
		} else if (d->lines.at[i].box) {
			s.said = 0;
		}
		if (!head_at(&s, i, layout, &h) || h.at < s.free)
			continue;
		if (below && !f->heads.len) {
			f->announced = true;
			f->count = s.count;
		}
		if (!below)
			grow_up(&s, &h);
		*array_add(&f->heads) = h;
		s.free = h.last + 1;
	}
	if (!below) {
		cut_start(d, f);
		set_bodies(d, f);
	}
	for (int i = 0; i < COMMON_WORDS; i++)
		if (!cut_common(f, false) && !cut_common(f, true))
			break;
}
