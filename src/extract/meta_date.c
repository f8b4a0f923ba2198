/* meta_date.c: when the article was published and changed. */
#include "config.h"

#include "extract/meta.h"

#include "text/date.h"
#include "text/fold.h"

enum {
	DAY = 24 * 3600,
	BELOW_TITLE = 40, /* elements */
	AGO_MOST = 7 * DAY,
	LEAST_PRINTED = 20, /* rank of a date that is printed round the article */
	ZONES = 14 * 3600,  /* how far the clocks of the world are apart from UTC */
	LINE_BYTES = 240,
	DATE_LETTERS = 60,  /* of a line that may be a dateline */
	LONG_LETTERS = 100, /* of one that begins like a dateline */
	LONG_WITHIN = 25,   /* elements of the text that may hold it */
	COLOPHON_LETTERS = 700,
	COLOPHON_LABEL = 60, /* bytes that may hold its first words */
	LABEL_BYTES = 40,    /* of the words before a date */
	SHORT_LEAST = 6,     /* bytes of a date that stands alone, "3.5.21" */
	SHORT_MOST = 16,
	NAMED_LETTERS = 120, /* of an element named for it */
	QUARTER = 15 * 60,   /* clocks of the world are apart by so many seconds, or a multiple */
	PUBLISHED_RANK = 74, /* of what the page publishes of itself */
	FURNITURE_STEPS = 6, /* elements up that may be it */
	SURE_RANK = 50,	     /* a printed date is believed from there on even before the web */
	WEB_YEAR = 1993,
};

/* ---- what is shown ---- */

static bool class_has(const xmlNode *n, const char *const *words, size_t count)
{
	struct str class = node_attr(n, "class"), id = node_attr(n, "id");

	return str_has_any(class, words, count) || str_has_any(id, words, count);
}

/* Whether the words before a date say that the text was changed then. */
static bool says_updated(struct str before)
{
	static const char *const words[] = {
#define DATE_UPDATED(word) word,
#include "extract/byline.def"
#undef DATE_UPDATED
	};

	before = before.len > 40 ? str_sub(before, before.len - 40, 40) : before;
	return str_has_any(before, words, sizeof(words) / sizeof(*words));
}

/* Whether the words before a date say that it is one in the life of a member or of a community. */
static bool says_other(struct str before)
{
	static const char *const words[] = {
#define DATE_OTHER(word) word,
#include "extract/byline.def"
#undef DATE_OTHER
	};

	before = before.len > LABEL_BYTES ? str_sub(before, before.len - LABEL_BYTES, LABEL_BYTES)
					  : before;
	return str_has_any(before, words, sizeof(words) / sizeof(*words));
}

/* Whether a paragraph tells when and where the text was posted. */
static bool is_colophon(struct str line)
{
	static const struct str words[] = {
#define COLOPHON(text) STR_INIT(text),
#include "extract/phrases.def"
#undef COLOPHON
	};
	struct buf lower = { 0 };
	bool yes = false;

	text_fold(str_sub(str_trim_left(line), 0, COLOPHON_LABEL), FOLD_CASE, &lower, NULL, 0);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words) && !yes; i++)
		yes = str_starts(buf_str(&lower), words[i]);
	buf_free(&lower);
	return yes;
}

bool meta_says_when(struct str words)
{
	static const char *const published[] = {
#define DATE_PUBLISHED(word) word,
#include "extract/byline.def"
#undef DATE_PUBLISHED
	};

	return says_updated(words) || says_other(words) ||
		str_has_any(words, published, sizeof(published) / sizeof(*published));
}

/* Whether a line begins with its date, or with the words for it: a sentence begins otherwise. */
static bool says_published(struct str before)
{
	static const char *const words[] = {
#define DATE_PUBLISHED(word) word,
#include "extract/byline.def"
#undef DATE_PUBLISHED
	};
	bool yes = before.len < 4;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words) && !yes; i++)
		yes = before.len < LABEL_BYTES && str_has_case(before, str_z(words[i]));
	return yes;
}

/* How much a date counts for where it stands: less away from the text, and in what follows it and is no part of it, as a box of related stories. */
static int share_of(const struct meta *m, const struct article_info *i)
{
	bool behind = m->to && m->at > m->text_from / 2 + m->text_to / 2;
	const struct article_info *up = i;

	for (int steps = 0; steps < FURNITURE_STEPS && up->parent; steps++) {
		up = &m->page->info.at[up->parent];
		if (up->evidence & EVIDENCE_FURNITURE && article_is_apart(up) && behind)
			return 33;
	}
	return meta_near(m) ? 100 : 33;
}

static void read_time_element(struct meta *m, const struct article_info *i)
{
	const xmlNode *n = i->node;
	static const char *const published[] = { "publi", "entry-date", "posted", "created" };
	static const char *const updated[] = { "updated", "modified", "edited" };
	bool sure = node_has_attr(n, "pubdate") || class_has(n, published, 4);
	bool later = class_has(n, updated, 3);
	struct str value = node_attr(n, "datetime");
	struct buf text = { 0 };

	if (!value.len)
		value = node_attr(n, "content").len ? node_attr(n, "content")
						    : node_attr(n, "title");
	if (!value.len) {
		node_text(n, &text);
		value = buf_str(&text);
	}
	if (!later && !sure && n->prev && node_is_text(n->prev))
		later = says_updated(node_content(n->prev));
	if (value.len < 200)
		meta_offer(m,
			later && !sure ? SOURCE_TIME_UPDATED
				: sure ? SOURCE_TIME_SURE
				       : SOURCE_TIME,
			share_of(m, i), value);
	if (meta_near(m) && !later)
		m->date_at = m->at;
	buf_free(&text);
}

/* "Ann Other | 12.05.21": a short year is one where nothing else stands between the bars. */
static void offer_short(struct meta *m, struct str line, enum meta_source source, int percent)
{
	struct date date;
	struct str part;

	while (str_split(&line, '|', &part)) {
		part = str_trim(part);
		if (part.len >= SHORT_LEAST && part.len <= SHORT_MOST &&
			date_parse(part, m->x->language, m->x->options->now, &date) &&
			date.precision >= DATE_DAY && !date.relative) {
			meta_offer(m, source, percent, part);
			return;
		}
	}
}

/* One date with the words before it; of the state of the text it is the day, too, where no other is known. */
static void offer_date(
	struct meta *m, struct str before, struct str date, enum meta_source source, int percent)
{
	bool later = says_updated(before);

	if (says_other(before))
		return;
	meta_offer(m, later ? SOURCE_DATE_LINE_UPDATED : source, percent, date);
	if (later && str_has_case(before, STR("stand:")))
		meta_offer(m, SOURCE_DATE_STATE, percent, date);
	if (meta_near(m))
		m->date_at = m->at;
}

/* The date of the place where a site says how it was posted. */
static void read_colophon(struct meta *m, const struct article_info *i)
{
	struct buf text = { 0 };
	struct date date;
	size_t at, len;
	struct str line;

	meta_line(i->node, true, STR(" "), LINE_BYTES, &text);
	line = str_trim(buf_str(&text));
	if (is_colophon(line) &&
		date_find(line, m->x->language, m->x->options->now, &date, &at, &len) &&
		date.precision >= DATE_DAY)
		offer_date(m, STR_NONE, str_sub(line, at, len), SOURCE_DATELINE, 100);
	buf_free(&text);
}

/* The first date in a line, and the second when the words between say that it is the later one. */
static void offer_dates(struct meta *m, struct str line, enum meta_source source, int percent)
{
	struct date date;
	size_t at, len;

	for (int round = 0; round < 2; round++) {
		if (!date_find(line, m->x->language, m->x->options->now, &date, &at, &len) ||
			date.precision < DATE_DAY) {
			if (round == 0)
				offer_short(m, line, source, percent);
			return;
		}
		if (date.relative && !meta_near(m))
			return;
		if (date.relative)
			source = SOURCE_DATE_AGO;
		offer_date(m, str_sub(line, 0, at), str_sub(line, at, len), source, percent);
		line = str_sub(line, at + len, SIZE_MAX);
	}
}

/* A line long enough to be a sentence, but beginning like a dateline. */
static bool is_long_dateline(const struct meta *m, struct str line)
{
	struct date date;
	size_t at, len;

	return date_find(line, m->x->language, m->x->options->now, &date, &at, &len) &&
		says_published(str_trim_left(str_sub(line, 0, at)));
}

#define DATE_NAMES(row)                                                                            \
	row("date") row("publi") row("time") row("posted") row("datum") row("fecha") row("meta")   \
		row("data") row("dato") row("tarih") row("info") row("byline")

static const struct str_words date_names = STR_WORDS(DATE_NAMES);

/* Whether a class or an id says that it is of a date. */
static bool says_date(struct str name)
{
	return str_has_words(name, &date_names);
}

/* Whether class or id of the element at hand say so; an id alone is not asked. */
static bool is_named(const struct meta *m)
{
	return m->marks.class &&
		(class_says(m->marks.class, CLASS_DATED, says_date) || says_date(m->marks.id));
}

void meta_read_times(struct meta *m, const struct article_info *i)
{
	struct buf text = { 0 };
	bool named, line;

	if (node_is(i->node, "time")) {
		if (!meta_in_teaser(m, i))
			read_time_element(m, i);
		return;
	}
	/* What is hidden counts no letters: pages write a day once for the eye and once for who listens, and hide each from the other. */
	named = (i->letters > 5 || (!i->letters && i->node->children && meta_near(m))) &&
		i->letters < NAMED_LETTERS && is_named(m);
	line = m->to && meta_near(m) && i->block && i->own > 5 && i->own < LONG_LETTERS;
	if (!(named || line) && i->block && i->own >= LONG_LETTERS && i->own < COLOPHON_LETTERS &&
		m->to && m->at > m->text_from)
		read_colophon(m, i);
	if (!(named || line) || meta_in_teaser(m, i))
		return;
	if (named && node_is(i->node, "abbr") && node_attr(i->node, "title").len) {
		offer_dates(m, node_attr(i->node, "title"), SOURCE_DATELINE, share_of(m, i));
		return;
	}
	meta_line(i->node, i->letters >= NAMED_LETTERS, STR(" "), LINE_BYTES * 2, &text);
	if (text.len < LINE_BYTES &&
		(named || i->own < DATE_LETTERS ||
			(m->title_at && m->at > m->title_at && m->at - m->title_at < BELOW_TITLE &&
				meta_is_byline_class(m)) ||
			(m->at < m->text_from + LONG_WITHIN &&
				is_long_dateline(m, buf_str(&text)))))
		offer_dates(m, buf_str(&text), named ? SOURCE_DATELINE : SOURCE_DATE_LINE,
			share_of(m, i));
	buf_free(&text);
}

/* ---- weighing ---- */

/* How far a printed clock without an offset is ahead of one in UTC that may be the same moment; false when no clock of the world is. */
static bool clocks_apart(const struct date *utc, const struct date *printed, int64_t *seconds)
{
	if (!utc->has_offset || utc->offset || utc->precision < DATE_MINUTE ||
		printed->has_offset || printed->precision < DATE_MINUTE)
		return false;
	*seconds = printed->seconds / 60 * 60 - utc->seconds / 60 * 60;
	return *seconds % QUARTER == 0 && *seconds > -ZONES && *seconds <= ZONES;
}

/* Two readings of one moment: the same wall clock day; or the same moment where offsets are known; or a day without a clock beside a moment
 * that some clock of the world puts into that day. */
static bool same_moment(const struct date *a, const struct date *b)
{
	int64_t gap = date_epoch(a) - date_epoch(b), apart;

	if (a->seconds / DAY == b->seconds / DAY || clocks_apart(a, b, &apart) ||
		clocks_apart(b, a, &apart))
		return true;
	gap = gap < 0 ? -gap : gap;
	if (a->has_offset && b->has_offset)
		return gap < DAY / 2;
	if (a->precision == DATE_DAY && b->has_offset && b->offset == 0)
		return b->seconds >= a->seconds - ZONES &&
			b->seconds < a->seconds + DAY + ZONES / 2;
	if (b->precision == DATE_DAY && a->has_offset && a->offset == 0)
		return a->seconds >= b->seconds - ZONES &&
			a->seconds < b->seconds + DAY + ZONES / 2;
	return false;
}

static bool read_iso(const struct meta *m, struct str s, struct date *d)
{
	return date_parse(s, m->x->language, m->x->options->now, d);
}

static bool same_date(const struct meta *m, const struct meta_value *a, const struct meta_value *b)
{
	struct date x, y;

	return read_iso(m, a->text, &x) && read_iso(m, b->text, &y) && same_moment(&x, &y);
}

/* Every value as ISO 8601; what is no day, or lies in the future, is no date of this page. */
static void read_dates(struct meta *m, enum doc_field field)
{
	/* What is deep in the text is of what it speaks of, what is behind it of other articles and comments. */
	static const int percent[PLACES] = { [PLACE_UNKNOWN] = 100,
		[PLACE_ABOVE] = 100,
		[PLACE_BELOW_HEADING] = 125,
		[PLACE_HEAD] = 100,
		[PLACE_DEEP] = 50,
		[PLACE_END] = 50 };
	int64_t now = m->x->options->now;
	size_t kept = 0;

	for (size_t i = 0; i < m->values[field].len; i++) {
		struct meta_value v = m->values[field].at[i];
		struct date date;
		char iso[32];

		if (!read_iso(m, v.text, &date))
			continue;
		/* A year that is guessed, and "3 weeks ago" of a page that was saved long since. */
		if (date.relative && v.rank < META_KNOWN &&
			(!now || now - date_epoch(&date) > AGO_MOST))
			continue;
		if (date.precision < DATE_DAY)
			v.rank = v.rank / 4 + 1;
		if (v.make == MAKE_VISIBLE && v.rank < SURE_RANK &&
			date.seconds < (WEB_YEAR - 1970) * (int64_t)365 * DAY)
			continue;
		v.rank = v.rank * percent[meta_place(m, &v)] / 100;
		if (v.rank < META_KNOWN &&
			((now && date_epoch(&date) > now + 2 * DAY) || date_epoch(&date) < 0))
			continue;
		v.text = arena_dup(&m->x->arena, str_z(date_iso(&date, iso)));
		m->values[field].at[kept++] = v;
	}
	m->values[field].len = kept;
}

/* Whether the address or the page as printed has the same day on its calendar; a clock in UTC stands in an attribute and is not printed. */
static bool day_is_printed(const struct meta *m, enum doc_field field, int64_t day)
{
	struct date date;

	for (size_t i = 0; i < m->values[field].len; i++) {
		const struct meta_value *v = &m->values[field].at[i];

		if ((v->make == MAKE_VISIBLE || v->make == MAKE_ADDRESS) &&
			v->rank >= LEAST_PRINTED && read_iso(m, v->text, &date) &&
			date.seconds / DAY == day && (!date.has_offset || date.offset))
			return true;
	}
	return false;
}

/* A clock in UTC that stands an exact one or two hours before midnight on a page of Central Europe is how programs write a day there. */
static bool is_midnight(const struct meta *m, const struct date *d)
{
	static const char languages[] = "de fr it es nl pl sv da nb no cs hu sk sl hr";
	int64_t clock = d->seconds % DAY;

	return d->has_offset && d->offset == 0 && d->precision == DATE_SECOND &&
		(clock == 22 * 3600 || clock == 23 * 3600) && m->x->language.len > 1 &&
		str_has_word(STR(languages), str_sub(m->x->language, 0, 2));
}

/* The clock of the place, where the page has the same moment in UTC and by it; what is printed is by it. */
static void prefer_local(struct meta *m, enum doc_field field)
{
	struct meta_value *best = &m->best[field];
	struct date mine, other;
	char iso[32];
	int64_t apart;

	if (!best->rank || !read_iso(m, best->text, &mine) || !mine.has_offset || mine.offset)
		return;
	for (size_t i = 0; i < m->values[field].len; i++) {
		const struct meta_value *v = &m->values[field].at[i];

		if (!read_iso(m, v->text, &other))
			continue;
		if (other.has_offset && other.offset && other.precision >= DATE_MINUTE &&
			date_epoch(&other) / 60 == mine.seconds / 60) {
			best->text = v->text;
			return;
		}
		if (v->make == MAKE_VISIBLE && v->rank >= LEAST_PRINTED &&
			clocks_apart(&mine, &other, &apart) &&
			other.seconds / DAY != mine.seconds / DAY) {
			other.has_offset = true;
			other.offset = (int)(apart / 60);
			best->text = arena_dup(&m->x->arena, str_z(date_iso(&other, iso)));
			return;
		}
	}
}

static void set_day(struct meta *m, struct meta_value *v, int64_t day)
{
	struct date d = { .seconds = day * DAY, .precision = DATE_DAY };
	char iso[32];

	v->text = arena_dup(&m->x->arena, str_z(date_iso(&d, iso)));
}

/* Of those that agree with the winner, the one that tells most: the clock and its offset. But where all that is printed is another day than
 * a clock in UTC has, the day as printed. */
static void choose_reading(struct meta *m, enum doc_field field)
{
	struct meta_value *best = &m->best[field];
	struct date mine, other;
	bool printed;

	prefer_local(m, field);
	if (!best->rank || best->rank >= META_KNOWN || !read_iso(m, best->text, &mine))
		return;
	printed = day_is_printed(m, field, mine.seconds / DAY);
	if (!printed && is_midnight(m, &mine)) {
		set_day(m, best, mine.seconds / DAY + 1);
		return;
	}
	for (size_t i = 0; i < m->values[field].len; i++) {
		const struct meta_value *v = &m->values[field].at[i];

		if (!read_iso(m, v->text, &other) || !same_moment(&mine, &other))
			continue;
		if (mine.seconds / DAY != other.seconds / DAY) {
			if (printed || v->make != MAKE_VISIBLE || v->rank < LEAST_PRINTED ||
				other.precision != DATE_DAY || !mine.has_offset || mine.offset)
				continue;
			set_day(m, best, other.seconds / DAY);
			return;
		}
		if ((other.precision > mine.precision && mine.precision <= DATE_DAY) ||
			(!mine.has_offset && other.has_offset &&
				mine.seconds / 60 == other.seconds / 60)) {
			best->text = v->text;
			mine = other;
		}
	}
}

/* Whether moment b lies before a, as far as both tell: by the wall clock where the zone of one is unknown. A day alone says nothing new beside
 * a clock of the same day, nor does midnight, which is how programs write a day. */
static bool is_before(const struct date *b, const struct date *a)
{
	int64_t day = a->seconds / DAY, clock = b->seconds % DAY;

	if (a->has_offset && b->has_offset && b->precision >= DATE_MINUTE &&
		a->precision >= DATE_MINUTE)
		return date_epoch(b) < date_epoch(a);
	if (a->precision >= DATE_MINUTE && (b->precision < DATE_MINUTE || clock == 0))
		return b->seconds / DAY <= day;
	return a->precision < DATE_MINUTE ? b->seconds / DAY < day : b->seconds < a->seconds;
}

/* Takes from the list what does not stand in order with the other field's answer, and weighs it again. */
static void drop_unordered(struct meta *m, enum doc_field field, struct str other, bool before)
{
	struct date mine, fixed;
	size_t kept = 0;

	for (size_t i = 0; i < m->values[field].len; i++) {
		struct meta_value *v = &m->values[field].at[i];

		if (read_iso(m, v->text, &mine) && read_iso(m, other, &fixed) &&
			v->rank < META_KNOWN &&
			(before ? is_before(&mine, &fixed) : is_before(&fixed, &mine)))
			continue;
		m->values[field].at[kept++] = *v;
	}
	m->values[field].len = kept;
}

static void settle_date(struct meta *m, enum doc_field field)
{
	m->best[field] = m->second[field] = (struct meta_value){ .rank = 0 };
	m->agree[field] = 0;
	meta_weigh(m, field, same_date);
	choose_reading(m, field);
}

/* The change by the clock of the publication: two offsets in one article hide which is first. */
static void share_offset(struct meta *m)
{
	struct meta_value *later = &m->best[FIELD_UPDATED];
	struct date first, d;
	char iso[32];

	if (later->rank >= META_KNOWN || !read_iso(m, later->text, &d) ||
		!read_iso(m, m->best[FIELD_PUBLISHED].text, &first) || d.precision < DATE_MINUTE ||
		first.precision < DATE_MINUTE || !d.has_offset || !first.has_offset ||
		d.offset == first.offset)
		return;
	d.seconds += (first.offset - d.offset) * (int64_t)60;
	d.offset = first.offset;
	later->text = arena_dup(&m->x->arena, str_z(date_iso(&d, iso)));
}

/* No article is changed before it is published. A date printed somewhere that lies behind the change which the page publishes is that of something
 * else, as of today; else it is the change that is none. */
static void settle_order(struct meta *m)
{
	const struct meta_value *first = &m->best[FIELD_PUBLISHED],
				*later = &m->best[FIELD_UPDATED];
	struct date a, b;

	if (!read_iso(m, first->text, &a) || !read_iso(m, later->text, &b) || !is_before(&b, &a))
		return;
	if (first->rank < SURE_RANK && later->rank >= PUBLISHED_RANK &&
		b.seconds / DAY < a.seconds / DAY) {
		drop_unordered(m, FIELD_PUBLISHED, later->text, false);
		settle_date(m, FIELD_PUBLISHED);
		return;
	}
	drop_unordered(m, FIELD_UPDATED, first->text, true);
	settle_date(m, FIELD_UPDATED);
}

void meta_settle_dates(struct meta *m)
{
	meta_read_address(m);
	read_dates(m, FIELD_PUBLISHED);
	read_dates(m, FIELD_UPDATED);
	settle_date(m, FIELD_PUBLISHED);
	settle_date(m, FIELD_UPDATED);
	settle_order(m);
	share_offset(m);
}
