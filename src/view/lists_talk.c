/* lists_talk.c: the discussion as lists: who wrote how much; when; the longest threads and the
 * most answered comments. */
#include "config.h"

#include "view/list.h"

#include "view/state.h"

#include "text/date.h"
#include "text/width.h"

#include <stdlib.h>

#define BARS		 12 /* parts of the time of the discussion, at the most */
#define TOP		 10 /* rows of each table */
#define NAME_MAX_COLUMNS 24
#define DAY		 86400

/* ---- authors ---- */

struct writer {
	struct str name;
	uint32_t first, comments;
};

static int by_name(const void *a, const void *b)
{
	const struct writer *x = a, *y = b;
	int order = str_cmp(x->name, y->name);

	return order ? order : x->first < y->first ? -1 : x->first > y->first;
}

static int by_number(const void *a, const void *b)
{
	const struct writer *x = a, *y = b;

	return x->comments != y->comments ? (x->comments < y->comments ? 1 : -1)
		: x->first < y->first	  ? -1
					  : 1;
}

/* Who wrote how much, most first; the number of them. */
static size_t writers(struct view *v, struct writer **out)
{
	const struct tree *t = &v->tree;
	struct writer *w = mem_new(t->count + 1, sizeof(*w));
	size_t n = 0;

	for (uint32_t i = 0; i < t->count; i++)
		w[i] = (struct writer){ doc_str(v->d, v->d->comment[t->first + i].author),
			t->first + i, 1 };
	qsort(w, t->count, sizeof(*w), by_name);
	for (uint32_t i = 0; i < t->count; i++) {
		if (n && str_eq(w[n - 1].name, w[i].name))
			w[n - 1].comments++;
		else
			w[n++] = w[i];
	}
	qsort(w, n, sizeof(*w), by_number);
	*out = w;
	return n;
}

/* A bar of the share of `most`, in `room` columns, an eighth of a column as its unit. */
static void put_bar(struct view *v, int column, int room, uint32_t count, uint32_t most)
{
	static const char *const eighth[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
	uint64_t units = most && room > 0 ? (uint64_t)count * (uint64_t)room * 8 / most : 0;
	struct buf bar = { 0 };

	if (room < 1)
		return;
	if (count && units < 8)
		units = v->o->ascii ? 8 : units ? units : 1;
	for (uint64_t i = 0; i < units / 8; i++)
		buf_add(&bar, v->o->ascii ? STR("#") : STR("█"));
	if (!v->o->ascii)
		buf_add(&bar, str_z(eighth[units % 8]));
	list_put(v, column, room, STYLE_QUOTE, buf_str(&bar));
	buf_free(&bar);
}

/* A row of a table: a number, a name, and a bar or a text beside it. */
static void put_row(struct view *v, uint32_t target, uint32_t number, struct str name, int names)
{
	struct buf text = { 0 };

	if (!list_row(v, target))
		return;
	buf_printf(&text, "%6u  ", number);
	list_put(v, 0, 8, STYLE_DIM, buf_str(&text));
	list_put(v, 8, names, STYLE_AUTHOR, name.len ? name : STR("(no name)"));
	buf_free(&text);
}

static int name_columns(const struct writer *w, size_t n)
{
	int widest = 9;

	for (size_t i = 0; i < n; i++) {
		int width = text_width(w[i].name);

		widest = width > widest ? width : widest;
	}
	return widest < NAME_MAX_COLUMNS ? widest : NAME_MAX_COLUMNS;
}

static size_t add_writers(struct view *v, size_t limit)
{
	struct writer *w;
	size_t n = writers(v, &w), shown = n < limit ? n : limit;
	int names = name_columns(w, shown), room = list_columns(v) - names - 12;

	for (size_t i = 0; i < shown; i++) {
		put_row(v, w[i].first, w[i].comments, w[i].name, names);
		put_bar(v, names + 10, room > 50 ? 50 : room, w[i].comments, w[0].comments);
	}
	mem_free(w);
	return n;
}

void list_authors(struct view *v)
{
	list_open(v, LIST_COMMENTS, "Authors", list_authors);
	add_writers(v, LIST_MAX);
}

/* ---- the discussion at a glance ---- */

static void title(struct view *v, const char *text)
{
	list_add(v, DOC_NONE, 0, "%s", "");
	list_add(v, DOC_NONE, STYLE_STRONG, "%s", text);
}

/* When it was written, of all that say. */
struct span_of_time {
	int64_t lo, hi; /* of the first and the last comment, seconds since 1970 */
	int64_t step;	/* of one bar, seconds */
	int bars;
	uint32_t count[BARS], first[BARS], most;
};

/* Rounded down, before 1970 as well. */
static int64_t steps_before(int64_t when, int64_t step)
{
	return when / step - (when % step < 0);
}

/* The shortest of these with which the bars suffice; they begin at full hours, days, weeks. */
static void choose_step(struct span_of_time *s)
{
	static const int64_t step[] = { 60, 300, 600, 1800, 3600, 2 * 3600, 4 * 3600, 6 * 3600,
		12 * 3600, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 91 * DAY, 182 * DAY,
		365 * DAY };
	size_t i = 0;

	s->step = step[0];
	while (steps_before(s->hi, s->step) - steps_before(s->lo, s->step) >= BARS)
		s->step = ++i < sizeof(step) / sizeof(*step) ? step[i] : 2 * s->step;
	s->bars = (int)(steps_before(s->hi, s->step) - steps_before(s->lo, s->step)) + 1;
}

static bool find_span(struct view *v, struct span_of_time *s)
{
	const struct tree *t = &v->tree;

	*s = (struct span_of_time){ .lo = INT64_MAX, .hi = INT64_MIN };
	for (uint32_t i = t->first; i < t->first + t->count; i++) {
		int64_t when = v->d->comment[i].when;

		if (when == INT64_MIN)
			continue;
		s->lo = when < s->lo ? when : s->lo;
		s->hi = when > s->hi ? when : s->hi;
	}
	if (s->lo >= s->hi)
		return false;
	choose_step(s);
	for (uint32_t i = t->first; i < t->first + t->count; i++) {
		int64_t when = v->d->comment[i].when;
		int at;

		if (when == INT64_MIN)
			continue;
		at = (int)(steps_before(when, s->step) - steps_before(s->lo, s->step));
		if (!s->count[at]++)
			s->first[at] = i;
		s->most = s->count[at] > s->most ? s->count[at] : s->most;
	}
	return true;
}

static const char *day_of(int64_t when, bool day, char out[40])
{
	struct date d = {
		.seconds = when, .has_offset = false, .precision = day ? DATE_DAY : DATE_MINUTE
	};

	return date_human(&d, out);
}

/* Enter on a bar goes to the first comment of that time. */
static void add_activity(struct view *v, const struct span_of_time *s)
{
	bool days = s->step >= DAY;
	int left = days ? 14 : 20, room = list_columns(v) - left - 10;
	char day[40];

	title(v, "Activity");
	for (int i = 0; i < s->bars; i++) {
		struct buf text = { 0 };

		if (!list_row(v, s->count[i] ? s->first[i] : DOC_NONE))
			return;
		day_of((steps_before(s->lo, s->step) + i) * s->step, days, day);
		list_put(v, 0, left - 1, STYLE_DIM, str_z(day));
		buf_printf(&text, "%6u", s->count[i]);
		list_put(v, left, 6, 0, buf_str(&text));
		put_bar(v, left + 8, room > 60 ? 60 : room, s->count[i], s->most);
		buf_free(&text);
	}
}

/* The first words of a comment, beside its author. */
static void add_comments(struct view *v, struct writer *w, size_t n, const char *name)
{
	size_t shown;
	int names;

	qsort(w, n, sizeof(*w), by_number);
	for (shown = 0; shown < n && shown < TOP && w[shown].comments > 1; shown++)
		;
	if (!shown)
		return;
	title(v, name);
	names = name_columns(w, shown);
	for (size_t i = 0; i < shown; i++) {
		put_row(v, w[i].first, w[i].comments, w[i].name, names);
		list_put(v, names + 10, INT32_MAX, STYLE_DIM, doc_opening(v->d, w[i].first));
	}
}

static void add_threads(struct view *v)
{
	const struct tree *t = &v->tree;
	struct writer *w = mem_new((size_t)t->count + 1, sizeof(*w));
	size_t n = 0;

	for (uint32_t i = t->first; i < t->first + t->count; i += v->d->comment[i].size)
		w[n++] = (struct writer){ doc_str(v->d, v->d->comment[i].author), i,
			v->d->comment[i].size };
	add_comments(v, w, n, "Longest threads, by comments");
	for (uint32_t i = 0; i < t->count; i++)
		w[i] = (struct writer){ doc_str(v->d, v->d->comment[t->first + i].author),
			t->first + i, 0 };
	for (uint32_t i = t->first; i < t->first + t->count; i++)
		if (v->d->comment[i].parent != DOC_NONE)
			w[v->d->comment[i].parent - t->first].comments++;
	add_comments(v, w, t->count, "Most answered, by direct replies");
	mem_free(w);
}

void list_discussion(struct view *v)
{
	struct span_of_time s;
	struct writer *w;
	struct buf text = { 0 };
	char day[40];

	list_open(v, LIST_COMMENTS, "Discussion", list_discussion);
	if (!v->tree.count) {
		list_add(v, DOC_NONE, STYLE_DIM, "This page has no comments.");
		return;
	}
	buf_printf(&text, "%u comments by %zu authors", v->tree.count, writers(v, &w));
	mem_free(w);
	if (find_span(v, &s)) {
		buf_printf(&text, ", %s", day_of(s.lo, s.step >= DAY, day));
		buf_printf(&text, " to %s", day_of(s.hi, s.step >= DAY, day));
	}
	list_add(v, DOC_NONE, 0, "%s", buf_z(&text));
	if (s.lo < s.hi)
		add_activity(v, &s);
	title(v, "Who talks most");
	add_writers(v, TOP);
	add_threads(v);
	buf_free(&text);
}
