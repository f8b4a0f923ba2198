/* talk.c: a discussion while it is being found, and how it is written into the document. Who
 * answers whom is decided in talk_resolve.c. */
#include "config.h"

#include "extract/body.h"
#include "extract/talk.h"
#include "page/make.h"
#include "text/date.h"
#include "text/url.h"

enum { NOTES_MAX = 100 };

/* Whether the year of the date stands in the text; "Friday July 06" has none, and the one that
 * date_parse() took for it is a guess. Plain numbers are seconds since 1970. */
static bool year_is_printed(struct str raw, const char *iso)
{
	size_t digits = 0;

	for (size_t i = 0; i < raw.len; i++)
		digits += ascii_digit(raw.at[i]);
	return digits + 1 >= raw.len || str_has(raw, str_sub(str_z(iso), 2, 2));
}

/* The time as ISO 8601 where it can be read, else as printed. Ages ("3 hours ago") stay as
 * printed too, since nobody knows when the page was saved; *when is the best guess. */
static struct ref write_time(
	struct extract *x, struct builder *b, struct str language, struct str raw, int64_t *when)
{
	struct date d;
	char iso[32];
	size_t at, len;
	int64_t now = x->options ? x->options->now : 0;

	raw = str_trim(raw);
	if (!raw.len)
		return (struct ref){ 0, 0 };
	if (!date_parse(raw, language, now, &d) && !date_find(raw, language, now, &d, &at, &len))
		return builder_line(b, str_sub(raw, 0, 200));
	if (when)
		*when = date_epoch(&d);
	date_iso(&d, iso);
	if (d.relative || !year_is_printed(raw, iso))
		return builder_line(b, str_sub(raw, 0, 200));
	return builder_line(b, str_z(iso));
}

static struct ref write_url(struct extract *x, struct builder *b, struct str raw)
{
	struct buf url = { 0 };
	struct ref r = { 0, 0 };

	if (str_trim(raw).len && url_resolve(buf_str(&x->page->base), raw, &url))
		r = builder_line(b, buf_str(&url));
	buf_free(&url);
	return r;
}

static void write_body(struct extract *x, struct builder *b, const struct talk_comment *c)
{
	const struct body_options o = { .comment = true };

	for (size_t i = 0; i < c->body.len; i++)
		body_write(x, b, c->body.at[i], &o);
	if (c->html.len) {
		struct pool_mark mark = make_mark(x->page->doc);
		xmlNode *holder = make_detached(x->page->doc, "div");

		page_parse_fragment(holder, c->html);
		body_write(x, b, holder, &o);
		make_release(x->page->doc, mark);
	}
	if (c->text.len)
		body_write_text(x, b, c->text, &o);
}

static bool same_name(struct str a, struct str b)
{
	a = str_trim(a);
	return a.len && str_eq_case(a, str_trim(b));
}

static void note_doubts(
	struct builder *b, const struct talk_comment *c, uint32_t at, unsigned *notes)
{
	static const struct {
		unsigned bit;
		const char *code, *text;
	} doubt[] = {
		{ TALK_LOST, "orphan", "This comment answers one that is not on the page." },
		{ TALK_CIRCLE, "circle",
			"This comment would answer one of its own replies; it is shown as a "
			"root." },
		{ TALK_DOUBLED, "doubled-id", "An earlier comment has the same id as this one." },
	};

	for (size_t i = 0; i < sizeof(doubt) / sizeof(*doubt); i++)
		if (c->doubts & doubt[i].bit && (*notes)++ < NOTES_MAX)
			builder_note(b, NOTE_DOUBT, doubt[i].code, at, "%s", doubt[i].text);
}

/* One comment; its place in the document, DOC_NONE when the document is full. */
static uint32_t write_comment(struct extract *x, struct builder *b, struct str language,
	struct talk_comment *c, uint32_t parent)
{
	struct doc_comment d = { .when = INT64_MIN }, *made;
	uint32_t index;

	d.id = builder_line(b, c->doubts & TALK_DOUBLED ? STR_NONE : c->id);
	d.permalink = write_url(x, b, c->permalink);
	d.author = builder_line(b, c->author);
	d.author_url = write_url(x, b, c->author_url);
	d.time = write_time(x, b, language, c->time, &d.when);
	d.edited = write_time(x, b, language, c->edited, NULL);
	d.reply_to = builder_line(b, c->reply_to);
	if (c->flags & COMMENT_ORPHAN)
		d.answers = builder_line(b, c->parent_id);
	made = builder_comment(b, parent, c->edge);
	if (!made)
		return DOC_NONE;
	index = builder_comment_index(b);
	made->id = d.id;
	made->permalink = d.permalink;
	made->author = d.author;
	made->author_url = d.author_url;
	made->time = d.time;
	made->when = d.when;
	made->edited = d.edited;
	made->reply_to = d.reply_to;
	made->answers = d.answers;
	made->score = c->score;
	made->unloaded = c->unloaded;
	made->flags = c->flags;
	if (same_name(c->author, x->op_author))
		made->flags |= COMMENT_OP;
	if (d.edited.len)
		made->flags |= COMMENT_EDITED;
	write_body(x, b, c);
	builder_comment_end(b);
	return index;
}

/* The first two numbers of a date such as 3/4/2012; false when it has no such form. */
static bool first_numbers(struct str s, int number[2])
{
	size_t at = 0;
	int n = 0;

	number[0] = number[1] = 0;
	while (at < s.len && !ascii_digit(s.at[at]))
		at++;
	for (; at < s.len && n < 2; at++) {
		if (ascii_digit(s.at[at]) && number[n] < 100)
			number[n] = number[n] * 10 + (s.at[at] - '0');
		else if ((s.at[at] == '/' || s.at[at] == '.' || s.at[at] == '-') && number[n])
			n++;
		else
			break;
	}
	return n == 2 && number[0] <= 31 && number[1] <= 31;
}

/* A clock of twelve hours goes with the month before the day. */
static bool has_half_day(struct str s)
{
	return str_has(s, STR(" AM")) || str_has(s, STR(" PM"));
}

/* Seconds between the first and the last of the times, read as the language has it; -1 when some
 * cannot be read. */
static int64_t span_of(const struct extract *x, const struct talk *t, struct str language)
{
	int64_t first = INT64_MAX, last = INT64_MIN;

	for (size_t i = 0; i < t->comments.len; i++) {
		struct str raw = str_trim(t->comments.at[i].time);
		struct date d;
		int number[2];

		if (!raw.len || !first_numbers(raw, number))
			continue;
		if (!date_parse(raw, language, x->options->now, &d))
			return -1;
		first = date_epoch(&d) < first ? date_epoch(&d) : first;
		last = date_epoch(&d) > last ? date_epoch(&d) : last;
	}
	return last < first ? -1 : last - first;
}

/* People talk within days, not on the first of every month: 1 when the day seems to stand first, -1
 * when the month does, 0 when the times do not tell. */
static int denser_order(const struct extract *x, const struct talk *t)
{
	enum { TIMES = 3 };
	int64_t day, month;

	if (t->comments.len < 3)
		return 0;
	day = span_of(x, t, STR("en-GB"));
	month = span_of(x, t, STR("en-US"));
	if (day < 0 || month < 0)
		return 0;
	return day * TIMES < month ? 1 : month * TIMES < day ? -1 : 0;
}

/* On a page whose language has the day first: whether all times are figures for machines, and cannot be
 * read so. */
static bool is_foreign(const struct extract *x, const struct talk *t)
{
	bool second = false;
	int number[2];

	for (size_t i = 0; i < t->comments.len; i++) {
		if (!t->comments.at[i].time.len)
			continue;
		if (!first_numbers(t->comments.at[i].time, number) || number[0] > 12)
			return false;
		second = second || number[1] > 12;
	}
	return second || denser_order(x, t) < 0;
}

void talk_learn_dates(struct extract *x, struct talk *t)
{
	bool first = false, second = false, halves = false, any = false;
	int number[2], denser;

	if (x->language.len && !str_starts_case(x->language, STR("en"))) {
		if (is_foreign(x, t))
			t->language = STR("en-US");
		return;
	}
	for (size_t i = 0; i <= t->comments.len; i++) {
		struct str time = i < t->comments.len ? t->comments.at[i].time
						      : x->opening.field[FIELD_PUBLISHED];

		if (!first_numbers(time, number))
			continue;
		any = true;
		first = first || number[0] > 12;
		second = second || number[1] > 12;
		halves = halves || has_half_day(time);
	}
	if (!any)
		return;
	if (!first && !second) {
		denser = denser_order(x, t);
		first = denser > 0;
		second = denser < 0;
	}
	if (!first && !second && halves && !x->language.len)
		second = true;
	if (first != second)
		x->language = first ? STR("en-GB") : STR("en-US");
}

void talk_write(struct extract *x, struct talk *t, struct builder *b)
{
	struct ref provider = builder_line(b, t->provider), title = builder_line(b, t->title);
	struct ref more = write_url(x, b, t->more);
	struct doc_discussion *d = builder_discussion(b, t->source, t->how);
	uint32_t *place = mem_new(t->comments.len + 1, sizeof(*place));
	struct str language = t->language.len ? t->language : x->language;
	unsigned notes = 0;

	if (d) {
		d->provider = provider;
		d->title = title;
		d->more = more;
		d->claimed = t->claimed;
		d->unloaded = t->unloaded;
	}
	for (size_t i = 0; i < t->comments.len; i++) {
		uint32_t at = t->order[i];
		struct talk_comment *c = &t->comments.at[at];

		place[at] = write_comment(
			x, b, language, c, c->parent == DOC_NONE ? DOC_NONE : place[c->parent]);
		if (place[at] == DOC_NONE)
			break;
		note_doubts(b, c, place[at], &notes);
	}
	builder_discussion_end(b);
	mem_free(place);
}
