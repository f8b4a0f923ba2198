/* dump_talk.c: the discussion of a dump. Every way in which pages head their comments is tried on all lines; the one that
 * finds the most comments is taken, if a line says that comments follow or there are enough of them. */
#include "config.h"

#include "extract/dump.h"

#include <string.h>

enum {
	HEAD_BYTES = 160,   /* a head is a short line */
	NEAR = 14,	    /* lines between the line that says "comments" and the first head */
	LONE_HEADS = 4,	    /* without such a line there must be so many comments */
	LONE_TEXT = 60,	    /* and so many bytes of text in each, on average */
	SAID_LINE = 50,	    /* bytes: a line so long is no entry of a menu */
	ARTICLE_TEXT = 300, /* bytes that must stand before a few comments: else they are bylines */
	REST_BYTES = 40,    /* of a head line beside name and date */
};

enum layout {
	NAME_SAYS,	/* "NAME says:" */
	NAME_DATE,	/* "NAME, DATE" */
	NAME_OVER_DATE, /* the name, and the date on the next line */
	DATE_NAME,	/* "DATE by NAME" */
	DATE_OVER_NAME,
	MARKED, /* a bullet or a face, then the name alone */
	LAYOUTS
};

struct head {
	size_t at, body; /* its first line; the first line behind it */
	struct str author, time, reply_to;
	int indent;
};

struct finding {
	ARRAY(struct head) heads;
	bool announced; /* a line before them says that comments follow */
};

/* ---- names ---- */

static size_t junk_length(struct str s)
{
	if (ascii_space(*s.at) || strchr("|-,:()#[]<>/", *s.at))
		return 1;
	if (str_starts(s, STR("·")) || str_starts(s, STR("»")) || str_starts(s, STR("\xc2\xa0")))
		return 2;
	if (str_starts(s, STR("•")) || str_starts(s, STR("–")) || str_starts(s, STR("—")))
		return 3;
	return 0;
}

static size_t junk_at_end(struct str s)
{
	for (size_t n = 1; n <= 3 && n <= s.len; n++)
		if (junk_length(str_sub(s, s.len - n, n)) == n)
			return n;
	return 0;
}

/* Without signs and words like "posted by" at both ends. */
static struct str strip(struct str s)
{
	for (size_t n; s.len && ((n = junk_length(s)) || (n = dump_prefix(DUMP_FILLER, s, false)));)
		s = str_sub(s, n, s.len);
	for (size_t n; s.len && ((n = junk_at_end(s)) || (n = dump_suffix(DUMP_FILLER, s)));)
		s = str_sub(s, 0, s.len - n);
	return s;
}

/* A name beside the alternative text of its picture: "kim avatar kim". */
static struct str without_avatar(struct str s)
{
	size_t at = str_find_case(s, STR(" avatar "), 0);

	return at == STR_NOWHERE ? s : str_sub(s, at + 8, s.len);
}

/* Cuts words of the interface off the end: "Quantum(Show commentHide comment)". */
static struct str without_interface(struct str s)
{
	size_t open = str_find_char(s, '(', 0), n;

	if (open != STR_NOWHERE && open > 0 &&
		dump_prefix(DUMP_INTERFACE, str_trim_left(str_sub(s, open + 1, s.len)), true))
		return str_trim(str_sub(s, 0, open));
	while (s.len && (n = dump_suffix(DUMP_INTERFACE, s)) > 0 && n < s.len)
		s = str_trim(str_sub(s, 0, s.len - n));
	return s;
}

/* Takes "NAME in reply to NAME" apart, however it is fused. */
static bool split_reply(struct str s, struct head *h)
{
	size_t len = 0, at = dump_find(DUMP_REPLY, s, &len);
	struct str to;

	if (at == STR_NOWHERE)
		return false;
	to = str_trim(without_interface(str_trim(str_sub(s, at + len, s.len))));
	if (!dump_is_name(to) || (at > 0 && !dump_is_name(str_trim(str_sub(s, 0, at)))))
		return false;
	if (at > 0)
		h->author = str_trim(str_sub(s, 0, at));
	h->reply_to = to;
	return true;
}

/* "[1b4be] Bill": what w3m prints for a picture. */
static struct str without_picture(struct str s)
{
	size_t close =
		str_starts(s, STR("[")) ? str_find_char(str_sub(s, 0, 40), ']', 0) : STR_NOWHERE;

	return close == STR_NOWHERE || close + 1 == s.len ? s
							  : str_trim(str_sub(s, close + 1, s.len));
}

/* "12:30" and the like: part of a time, no name. */
static bool has_clock(struct str s)
{
	for (size_t i = 1; i + 1 < s.len; i++)
		if (s.at[i] == ':' && ascii_digit(s.at[i - 1]) && ascii_digit(s.at[i + 1]))
			return true;
	return false;
}

static bool take_name(struct str s, struct head *h)
{
	s = without_picture(str_trim(s));
	if (split_reply(s, h))
		return h->author.len > 0;
	s = strip(without_avatar(s));
	if (!dump_is_name(s) || has_clock(s) || str_has(s, STR(": ")) || dump_is_idle(s))
		return false;
	h->author = s;
	return true;
}

/* "Joined: 3 May 2019": a date that says something else than when a comment was made. */
static bool is_label(struct str before)
{
	return str_ends(str_trim(before), STR(":")) && strip(before).len > 0 &&
		!dump_suffix(DUMP_SAYS, str_trim(before));
}

/* ---- heads ---- */

static const struct dump_line *neighbour(const struct dump *d, size_t at, int step)
{
	for (int i = 0; i < 3; i++) {
		if (step < 0 ? at == 0 : at + 1 >= d->lines.len)
			return NULL;
		at += (size_t)step;
		if (!d->lines.at[at].idle && !d->lines.at[at].figure &&
			!str_has(str_sub(d->lines.at[at].text, 0, 60), STR(": ")))
			return &d->lines.at[at];
	}
	return NULL;
}

static void set_head(const struct dump *d, struct head *h, size_t at, size_t last)
{
	h->at = at;
	h->body = last + 1;
	h->indent = d->lines.at[at].indent;
}

static bool head_says(const struct dump *d, size_t i, struct head *h)
{
	const struct dump_line *l = &d->lines.at[i];
	struct str s = l->date_len ? str_trim(str_sub(l->text, 0, l->date_at)) : l->text;
	size_t n = dump_suffix(DUMP_SAYS, s);

	if (!n || !take_name(str_sub(s, 0, s.len - n), h))
		return false;
	h->time = str_sub(l->text, l->date_at, l->date_len);
	set_head(d, h, i, i);
	return true;
}

static bool head_dated(const struct dump *d, size_t i, enum layout layout, struct head *h)
{
	const struct dump_line *l = &d->lines.at[i], *other;
	struct str before, after;

	if (!l->date_len)
		return false;
	before = strip(str_sub(l->text, 0, l->date_at));
	after = strip(str_sub(l->text, l->date_at + l->date_len, l->text.len));
	if (is_label(str_sub(l->text, 0, l->date_at)))
		return false;
	if (dump_is_idle(after) || has_clock(after))
		after = STR_NONE;
	h->time = str_sub(l->text, l->date_at, l->date_len);
	set_head(d, h, i, i);
	if (layout == NAME_DATE)
		return after.len <= REST_BYTES && take_name(before, h);
	if (before.len)
		return false;
	if (layout == DATE_NAME)
		return take_name(after, h);
	if (after.len > 12)
		return false;
	other = neighbour(d, i, layout == NAME_OVER_DATE ? -1 : 1);
	if (!other || other->date_len || other->text.len > HEAD_BYTES || !take_name(other->text, h))
		return false;
	if (other < l)
		set_head(d, h, (size_t)(other - d->lines.at), i);
	else
		h->body = (size_t)(other - d->lines.at) + 1;
	return true;
}

/* Whether the line is an item's beginning by its looks: behind a bullet or a face. */
static bool is_marked(const struct dump *d, size_t i)
{
	const struct dump_line *l = &d->lines.at[i];

	return l->bullet || l->number >= 0 || (i > 0 && l[-1].avatar);
}

static bool head_marked(const struct dump *d, size_t i, struct head *h)
{
	const struct dump_line *l = &d->lines.at[i];
	bool reply;

	if (l->idle || l->figure || l->date_len || !l->text.len)
		return false;
	reply = split_reply(l->text, h) && h->author.len;
	if (!reply && (!is_marked(d, i) || dump_is_sentence(l->text) || !take_name(l->text, h)))
		return false;
	set_head(d, h, i, i);
	while (h->body < d->lines.len && d->lines.at[h->body].date_len &&
		d->lines.at[h->body].text.len <= REST_BYTES) {
		const struct dump_line *t = &d->lines.at[h->body++];

		h->time = str_sub(t->text, t->date_at, t->date_len);
	}
	return h->body < d->lines.len && !d->lines.at[h->body].bullet &&
		!d->lines.at[h->body].ending;
}

static bool head_at(const struct dump *d, size_t i, enum layout layout, struct head *h)
{
	*h = (struct head){ 0 };
	if (d->lines.at[i].text.len > HEAD_BYTES)
		return false;
	switch (layout) {
	case NAME_SAYS: return head_says(d, i, h);
	case NAME_DATE:
	case NAME_OVER_DATE:
	case DATE_NAME:
	case DATE_OVER_NAME: return head_dated(d, i, layout, h);
	case MARKED: return head_marked(d, i, h);
	case LAYOUTS: break;
	}
	return false;
}

/* ---- which of them are comments ---- */

static bool says_comments(const struct dump_line *l)
{
	size_t len = 0;

	return l->text.len && l->text.len <= 100 && !l->ending &&
		dump_find(DUMP_SECTION, l->text, &len) != STR_NOWHERE;
}

/* Whether one of the lines shortly before line `at`, and behind `from`, says that comments follow. */
static bool announced(const struct dump *d, size_t from, size_t at)
{
	if (at > from + NEAR)
		from = at - NEAR;
	for (; from < at; from++)
		if (says_comments(&d->lines.at[from]))
			return true;
	return false;
}

/* Drops the heads before the line that says "comments": bylines. */
static void cut_start(const struct dump *d, struct finding *f)
{
	size_t first = f->heads.len, limit = f->heads.len > 5 ? 3 : f->heads.len;

	for (size_t i = 0; i < f->heads.len; i++) {
		if (first < f->heads.len && i >= limit)
			break;
		if (announced(d, i ? f->heads.at[i - 1].body : 0, f->heads.at[i].at))
			first = i;
	}
	f->announced = first < f->heads.len;
	if (!f->announced)
		return;
	f->heads.len -= first;
	memmove(f->heads.at, f->heads.at + first, f->heads.len * sizeof(*f->heads.at));
}

/* Bytes of text between two places. */
static size_t text_between(const struct dump *d, size_t from, size_t to)
{
	size_t sum = 0;

	for (; from < to; from++)
		if (!d->lines.at[from].idle && !d->lines.at[from].figure)
			sum += d->lines.at[from].text.len;
	return sum;
}

/* The first letters of a name, without figures: equal for "Comment #1" and "Comment #2". */
static uint64_t name_hash(struct str name)
{
	char letters[40];
	size_t n = 0;

	for (size_t i = 0; i < name.len && n < sizeof(letters); i++)
		if (ascii_alpha(name.at[i]) || (unsigned char)name.at[i] >= 0x80)
			letters[n++] = ascii_lower(name.at[i]);
	return str_hash((struct str){ letters, n });
}

/* Whether one "name" stands at most of the heads (Boyer and Moore's majority vote): then it is a label. */
static bool is_one_label(const struct finding *f)
{
	uint64_t candidate = 0;
	size_t votes = 0, count = 0;

	for (size_t i = 0; i < f->heads.len; i++) {
		uint64_t hash = name_hash(f->heads.at[i].author);

		if (votes == 0)
			candidate = hash;
		votes = candidate == hash ? votes + 1 : votes - 1;
	}
	for (size_t i = 0; i < f->heads.len; i++)
		count += name_hash(f->heads.at[i].author) == candidate;
	return f->heads.len > 3 && count * 4 > f->heads.len * 3;
}

/* Lines like "12 comments" behind the first head: in a list of articles each item has one. */
static size_t counters(const struct dump *d, const struct finding *f)
{
	size_t n = 0, len = 0;

	for (size_t i = f->heads.len ? f->heads.at[0].body : d->lines.len; i < d->lines.len; i++) {
		const struct dump_line *l = &d->lines.at[i];
		size_t at = l->text.len && l->text.len <= HEAD_BYTES
			? dump_find(DUMP_SECTION, l->text, &len)
			: STR_NOWHERE;

		n += at != STR_NOWHERE && at >= 2 && ascii_digit(l->text.at[at - 2]);
	}
	return n;
}

/* Whether something below the head is said, not listed: a sentence, or a long line, without a bullet. */
static bool is_said(const struct dump *d, size_t i, size_t end)
{
	for (; i < end; i++) {
		const struct dump_line *l = &d->lines.at[i];

		if (!l->idle && !l->figure && !l->bullet &&
			(l->text.len >= SAID_LINE || dump_is_sentence(l->text)))
			return true;
	}
	return false;
}

/* Whether words of the interface stand between these lines: what one can do with a comment. */
static bool has_buttons(const struct dump *d, size_t from, size_t to)
{
	for (; from < to; from++)
		if (d->lines.at[from].idle)
			return true;
	return false;
}

/* How many comments the layout finds; 0 where they are not to be believed. */
static size_t weigh(const struct dump *d, const struct finding *f, enum layout layout)
{
	size_t full = 0, text = 0, said = 0, buttons = 0, n = f->heads.len;

	for (size_t i = 0; i < n; i++) {
		size_t end = i + 1 < n ? f->heads.at[i + 1].at : d->lines.len;
		size_t bytes = text_between(d, f->heads.at[i].body, end);

		full += bytes > 0;
		text += bytes;
		said += is_said(d, f->heads.at[i].body, end);
		buttons += has_buttons(d, f->heads.at[i].at, end);
	}
	if (full * 2 < n || said * 2 < n || is_one_label(f) || counters(d, f) * 2 > n + 2)
		return 0;
	if (!f->announced)
		return layout != MARKED && full >= LONE_HEADS && text / n >= LONE_TEXT &&
				buttons * 2 >= n
			? full
			: 0;
	if (n < LONE_HEADS && text_between(d, 0, f->heads.at[0].at) < ARTICLE_TEXT)
		return 0;
	return full;
}

static void find_heads(const struct dump *d, enum layout layout, struct finding *f)
{
	struct head h;

	*f = (struct finding){ 0 };
	for (size_t i = 0; i < d->lines.len; i++) {
		if (!head_at(d, i, layout, &h))
			continue;
		if (f->heads.len && h.at < f->heads.at[f->heads.len - 1].body)
			continue;
		*array_add(&f->heads) = h;
	}
	cut_start(d, f);
}

static enum layout best_layout(const struct dump *d, struct finding *best)
{
	enum layout chosen = LAYOUTS;
	size_t most = 0;

	*best = (struct finding){ 0 };
	for (enum layout l = 0; l < LAYOUTS; l++) {
		struct finding f;
		size_t n;

		find_heads(d, l, &f);
		n = weigh(d, &f, l);
		if (l == MARKED && n < most * 2)
			n = 0; /* a bullet proves less than a date */
		if (n > most) {
			struct finding old = *best;

			*best = f;
			f = old;
			most = n;
			chosen = l;
		}
		array_free(&f.heads);
	}
	return chosen;
}

/* ---- comments ---- */

/* Where the last comment ends: at words that say so, or where the text leaves its column. */
static size_t last_end(const struct dump *d, const struct head *h)
{
	size_t i = h->body;
	int indent = i < d->lines.len ? d->lines.at[i].indent : 0;

	for (; i < d->lines.len && !d->lines.at[i].ending; i++)
		if (i > h->body && d->lines.at[i].gap &&
			(d->lines.at[i].indent < indent || d->lines.at[i].bullet))
			break;
	return i;
}

/* Lines that open a comment or close it and say nothing of it: bullets, faces, numbers, dates below the text. */
static bool is_furniture(const struct dump_line *l)
{
	return l->idle || l->figure || !l->text.len ||
		(l->date_len && l->text.len <= l->date_len + 12);
}

static void add_paragraph(struct buf *out, const struct dump_line *l, int indent)
{
	if (out->len)
		buf_add(out, STR("\n\n"));
	if (l->bullet)
		buf_add(out, STR("• "));
	else if (l->number >= 0)
		buf_printf(out, "%d. ", l->number);
	else if (l->gap && l->indent >= indent + 4)
		buf_add(out, STR("> "));
	buf_add(out, l->text);
}

static struct str take_body(struct extract *x, const struct dump *d, struct head *h, size_t end)
{
	struct buf out = { 0 };
	struct str text;
	int indent = -1;

	while (end > h->body && is_furniture(&d->lines.at[end - 1])) {
		const struct dump_line *l = &d->lines.at[--end];

		if (l->date_len && !h->time.len)
			h->time = str_sub(l->text, l->date_at, l->date_len);
	}
	for (size_t i = h->body; i < end; i++) {
		const struct dump_line *l = &d->lines.at[i];

		if (out.len == 0 && is_furniture(l)) {
			if (l->date_len && !h->time.len)
				h->time = str_sub(l->text, l->date_at, l->date_len);
			continue;
		}
		if (l->idle ||
			(out.len == 0 && l->text.len <= HEAD_BYTES &&
				dump_prefix(DUMP_REPLY, l->text, false) && split_reply(l->text, h)))
			continue;
		if (indent < 0 || l->indent < indent)
			indent = l->indent;
		add_paragraph(&out, l, indent);
	}
	text = arena_dup(&x->arena, buf_str(&out));
	buf_free(&out);
	return text;
}

/* Depths from columns; a column more or less (the figures of "9." and "10.") is the same depth. */
static void set_levels(struct talk *t, const struct finding *f)
{
	ARRAY(int) open = { 0 };
	bool deep = false;

	for (size_t i = 0; i < f->heads.len; i++) {
		int indent = f->heads.at[i].indent;

		while (open.len && open.at[open.len - 1] > indent + 1)
			open.len--;
		if (!open.len || open.at[open.len - 1] + 1 < indent)
			*array_add(&open) = indent;
		t->comments.at[i].level = (int)open.len - 1;
		deep |= open.len > 1;
	}
	for (size_t i = 0; i < t->comments.len && !deep; i++)
		t->comments.at[i].level = -1;
	array_free(&open);
}

static void add_comments(struct extract *x, struct dump *d, struct finding *f, struct talk *t)
{
	for (size_t i = 0; i < f->heads.len; i++) {
		struct head *h = &f->heads.at[i];
		size_t end = i + 1 < f->heads.len ? f->heads.at[i + 1].at : last_end(d, h);
		struct talk_comment *c = talk_add(t);

		c->text = take_body(x, d, h, end);
		c->author = h->author;
		c->time = h->time;
		c->reply_to = h->reply_to;
		c->flags |= COMMENT_GUESSED;
		d->talk_to = end;
	}
	set_levels(t, f);
}

/* The lines before the first comment that belong to the discussion's own furniture. */
static void find_start(struct dump *d, size_t first)
{
	d->talk_from = first;
	while (d->talk_from > 0) {
		const struct dump_line *l = &d->lines.at[d->talk_from - 1];

		if (!l->idle && !l->figure && l->text.len && !says_comments(l))
			break;
		d->talk_from--;
	}
}

bool dump_talk(struct extract *x, struct dump *d, struct talk *t)
{
	static const char *const name[LAYOUTS] = {
		[NAME_SAYS] = "\"NAME says:\"",
		[NAME_DATE] = "name and date in a line",
		[NAME_OVER_DATE] = "name above date",
		[DATE_NAME] = "date and name in a line",
		[DATE_OVER_NAME] = "date above name",
		[MARKED] = "bullets and names",
	};
	struct finding f;
	enum layout layout = best_layout(d, &f);
	bool found = layout != LAYOUTS;

	*t = (struct talk){ .claimed = DOC_NONE, .unloaded = DOC_NONE };
	if (found) {
		explain(x->options->explain, "discussion", "dump: %zu comments headed by %s",
			f.heads.len, name[layout]);
		snprintf(t->how, sizeof(t->how), "guessed");
		find_start(d, f.heads.at[0].at);
		add_comments(x, d, &f, t);
	}
	array_free(&f.heads);
	return found;
}
