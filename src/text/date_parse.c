/* date_parse.c: a text, or a part of it, as a time. */
#include "config.h"

#include "text/date_inner.h"

enum {
	PARSE_MAX = 512,  /* bytes of a text that is a date with words around it */
	FIND_MAX = 65536, /* bytes of a text to find one in */
	DAY = 86400,
};

static const struct found unknown = {
	.year = -1, .month = -1, .day = -1, .hour = -1, .minute = -1, .second = -1
};

/* What says how long ago, without which words alone are no date in running text. */
static const char *const ago_words[] = {
#define WORD(text, kind, value) WORD_IS_##kind(text)
#define WORD_IS_AGO(text)	text,
#define WORD_IS_AM(text)
#define WORD_IS_DAYS_AGO(text)
#define WORD_IS_ERA(text)
#define WORD_IS_FILLER(text)
#define WORD_IS_MONTH(text)
#define WORD_IS_NOW(text)
#define WORD_IS_ONE(text)
#define WORD_IS_PM(text)
#define WORD_IS_UNIT(text)
#define WORD_IS_WEEKDAY(text)
#define WORD_IS_ZONE(text)
#include "text/date_words.def"
#undef WORD
};

/* Whether a date may stand in the text: most texts have neither a digit nor a word that says how
 * long ago. Other scripts have digits and words of their own. */
static bool may_hold(struct str s, int64_t now)
{
	for (size_t i = 0; i < s.len; i++)
		if (ascii_digit(s.at[i]) || (unsigned char)s.at[i] >= 0x80)
			return true;
	return now > 0 && str_has_any(s, ago_words, sizeof(ago_words) / sizeof(*ago_words));
}

/* The calendar's months back; the day is held within the month. */
static int64_t months_before(int64_t now, int64_t months)
{
	int64_t days = now / DAY, all;
	int year, month, day;

	date_of_days(days, &year, &month, &day);
	all = (int64_t)year * 12 + month - 1 - months;
	if (all < 0)
		all = 0;
	year = (int)(all / 12);
	month = (int)(all % 12) + 1;
	if (day > days_in_month(year, month))
		day = days_in_month(year, month);
	return days_of(year, month, day) * DAY + now % DAY;
}

static const struct {
	int64_t seconds, months;
	enum date_precision precision;
} units[] = {
	[UNIT_SECOND] = { 1, 0, DATE_SECOND },
	[UNIT_MINUTE] = { 60, 0, DATE_MINUTE },
	[UNIT_HOUR] = { 3600, 0, DATE_MINUTE },
	[UNIT_DAY] = { DAY, 0, DATE_DAY },
	[UNIT_WEEK] = { 7 * DAY, 0, DATE_DAY },
	[UNIT_MONTH] = { 0, 1, DATE_MONTH },
	[UNIT_YEAR] = { 0, 12, DATE_YEAR },
};

/* One "2 hours", "an hour"; the token behind it, or i. */
static size_t match_amount(const struct tokens *t, size_t i, struct found *f)
{
	int64_t count = 1;
	size_t unit = i + 1;
	int which;

	if (token_is_number(t, i, 0, 999))
		count = token_at(t, i)->number;
	else if (!token_is_word(t, i, WORD_ONE) &&
		!(token_is_word(t, i, WORD_UNIT) && token_is_word(t, i + 1, WORD_UNIT)))
		return i;
	while (token_is_word(t, unit, WORD_FILLER) && unit < i + 3)
		unit++;
	if (!token_is_word(t, unit, WORD_UNIT))
		return i;
	which = token_at(t, unit)->value;
	f->seconds = units[which].months ? months_before(f->seconds, count * units[which].months)
					 : f->seconds - count * units[which].seconds;
	if (units[which].precision > f->precision)
		f->precision = units[which].precision;
	return unit + 1 + token_is(t, unit + 1, '.');
}

size_t match_relative(const struct tokens *t, size_t i, bool whole, int64_t now, struct found *f)
{
	struct found g = unknown;
	size_t at = i, first, next;
	bool ago = token_is_word(t, i, WORD_AGO);

	if (now <= 0)
		return i;
	if (ago)
		at += 1 +
			2 *
				(token_at(t, i + 1)->sign == 'y' &&
					token_is_word(t, i + 2, WORD_ONE)); /* il y a */
	while (ago && token_is_word(t, at, WORD_FILLER) && at < i + 5)
		at++;
	first = at;
	g.seconds = now;
	while ((next = match_amount(t, at, &g)) > at && at < first + 12)
		at = next + (token_is(t, next, ',') && token_at(t, next + 1)->kind == TOKEN_NUMBER);
	if (at == first)
		return i;
	if (token_is_word(t, at, WORD_AGO)) {
		ago = true;
		at++;
	}
	if (!ago && !(whole && i == 0 && at == t->len))
		return i;
	g.relative = g.epoch = g.has_offset = true;
	*f = g;
	return at;
}

/* "20240312180500", "202403121805". */
static bool match_compact(const struct token *n, struct found *f)
{
	int64_t minutes = n->digits == 14 ? n->number / 100 : n->number, day = minutes / 10000;

	if (n->digits != 14 && n->digits != 12)
		return false;
	f->year = (int)(day / 10000);
	f->month = (int)(day / 100 % 100);
	f->day = (int)(day % 100);
	f->hour = (int)(minutes / 100 % 100);
	f->minute = (int)(minutes % 100);
	if (n->digits == 14)
		f->second = (int)(n->number % 100);
	if (f->year >= 1990 && f->year <= 2199 && f->month >= 1 && f->month <= 12 && f->day >= 1 &&
		f->day <= 31 && f->hour <= 24 && f->minute <= 59 && f->second <= 60)
		return true;
	*f = unknown;
	return false;
}

/* A number that is nothing but a time: seconds, milliseconds, microseconds since 1970. */
static bool match_epoch(const struct tokens *t, struct found *f)
{
	const struct token *n = token_at(t, 0);
	int64_t s = n->number;

	if (n->kind != TOKEN_NUMBER ||
		!(t->len == 1 || (t->len == 3 && token_is(t, 1, '.') && token_at(t, 2)->glued)))
		return false;
	if (t->len == 1 && match_compact(n, f))
		return true;
	if (t->len == 1 && n->digits == 4 && s >= 1900 && s <= 2199) {
		f->year = (int)s;
		return true;
	}
	if (n->digits == 12 || n->digits == 13)
		s /= 1000;
	else if (n->digits == 15 || n->digits == 16)
		s /= 1000000;
	else if (n->digits != 9 && n->digits != 10)
		return false;
	f->seconds = s;
	f->epoch = f->has_offset = true;
	f->precision = DATE_SECOND;
	return true;
}

/* A day without its year is the last one before tomorrow. */
static bool guess_year(struct found *f, int64_t now)
{
	int month, day;

	if (now <= 0)
		return false;
	date_of_days(now / DAY, &f->year, &month, &day);
	if (days_of(f->year, f->month, f->day) > now / DAY + 1)
		f->year--;
	f->relative = true;
	return f->day <= days_in_month(f->year, f->month);
}

static bool assemble(struct found *f, int64_t now, struct date *d)
{
	if (f->epoch && f->hour < 0) {
		*d = (struct date){ f->seconds, f->offset, f->has_offset, f->relative,
			f->precision };
		return true;
	}
	if (f->epoch) { /* yesterday at a time */
		int64_t days = f->seconds / DAY;

		date_of_days(days, &f->year, &f->month, &f->day);
		f->has_offset = f->has_offset && f->offset != 0;
	}
	if (f->year < 0 && !(f->month > 0 && f->day > 0 && guess_year(f, now)))
		return false;
	if (f->month > 0 && f->day > days_in_month(f->year, f->month))
		return false;
	*d = (struct date){ .precision = DATE_YEAR, .relative = f->relative };
	if (f->month > 0)
		d->precision = f->day > 0 ? DATE_DAY : DATE_MONTH;
	d->seconds = days_of(f->year, f->month > 0 ? f->month : 1, f->day > 0 ? f->day : 1) * DAY;
	if (d->precision == DATE_DAY && f->hour >= 0) {
		d->precision = f->second >= 0 ? DATE_SECOND : DATE_MINUTE;
		d->seconds += f->hour * 3600 + f->minute * 60 + (f->second > 0 ? f->second : 0);
		d->has_offset = f->has_offset;
		d->offset = f->has_offset ? f->offset : 0;
	}
	return true;
}

/* "yesterday", "now": days back; false for another word. */
static bool match_named_day(const struct tokens *t, size_t i, int64_t now, struct found *f)
{
	const struct token *w = token_at(t, i);

	if (w->kind != TOKEN_WORD || now <= 0 || f->epoch || f->month > 0)
		return false;
	if (w->word == WORD_DAYS_AGO)
		f->seconds = now - (int64_t)w->value * DAY;
	else if (w->word == WORD_NOW && t->len <= 2)
		f->seconds = now;
	else
		return false;
	f->precision = w->word == WORD_NOW ? DATE_MINUTE : DATE_DAY;
	f->epoch = f->relative = true;
	f->has_offset = w->word == WORD_NOW;
	return true;
}

/* The part of a date that begins at token i; the token behind it, or i. */
static size_t match_part(
	const struct tokens *t, size_t i, struct str language, int64_t now, struct found *f)
{
	size_t next = i;

	if (!f->epoch && f->month < 0)
		next = match_relative(t, i, true, now, f);
	if (next == i && !f->epoch && f->month < 0)
		next = match_day(t, i, language, f);
	if (next == i && f->hour < 0)
		next = match_clock(t, i, f);
	if (next == i && f->hour >= 0 && !f->has_offset)
		next = match_zone(t, i, f);
	if (next == i && f->month > 0 && f->year < 0 && token_is_number(t, i, 1900, 2199) &&
		token_at(t, i)->digits == 4) {
		f->year = (int)token_at(t, i)->number;
		next = i + 1;
	}
	if (next == i && match_named_day(t, i, now, f))
		next = i + 1;
	return next;
}

/* Whether the token says nothing in a date. */
static bool is_quiet(const struct token *w)
{
	if (w->kind == TOKEN_SIGN)
		return true;
	return w->kind == TOKEN_WORD && w->word != WORD_OTHER;
}

/* All tokens as one date. */
static bool parse(const struct tokens *t, struct str language, int64_t now, struct date *d)
{
	struct found f = unknown;
	unsigned strange = 0;

	*d = (struct date){ .precision = DATE_NONE };
	if (match_epoch(t, &f))
		return assemble(&f, now, d);
	for (size_t i = 0, next; i < t->len; i = next) {
		next = match_part(t, i, language, now, &f);
		if (next > i)
			continue;
		strange += !is_quiet(&t->at[i]);
		next = i + 1;
	}
	if (f.year < 0 && !f.epoch && strange > 0)
		return false; /* a day and month among words may be anything */
	return assemble(&f, now, d);
}

/* So many digits at `at`, within lo and hi; -1 for anything else. */
static int digits_at(struct str s, size_t at, size_t count, int lo, int hi)
{
	int number = 0;

	if (count > s.len || at > s.len - count)
		return -1;
	for (size_t i = at; i < at + count; i++) {
		if (!ascii_digit(s.at[i]))
			return -1;
		number = number * 10 + (s.at[i] - '0');
	}
	return number >= lo && number <= hi ? number : -1;
}

static bool is_at(struct str s, size_t at, char c)
{
	return at < s.len && s.at[at] == c;
}

/* "Z", "+01:00", "+0100" from `at` to the end. */
static bool match_iso_zone(struct str s, size_t at, struct found *f)
{
	size_t colon = is_at(s, at + 3, ':');
	int hours, minutes;

	f->has_offset = true;
	f->offset = 0;
	if (is_at(s, at, 'Z'))
		return s.len == at + 1;
	hours = digits_at(s, at + 1, 2, 0, 13);
	minutes = digits_at(s, at + 3 + colon, 2, 0, 59);
	if (s.len != at + 5 + colon || hours < 0 || minutes < 0 ||
		!(is_at(s, at, '+') || is_at(s, at, '-')))
		return false;
	f->offset = (hours * 60 + minutes) * (s.at[at] == '-' ? -1 : 1);
	return true;
}

/* "2017-03-28", "2017-03-28T07:24:05.123Z": what machines write needs no search. */
static bool match_iso(struct str s, struct found *f)
{
	size_t at = 16;

	*f = unknown;
	f->year = digits_at(s, 0, 4, 1970, 2099);
	f->month = digits_at(s, 5, 2, 1, 12);
	f->day = digits_at(s, 8, 2, 1, 31);
	if (f->year < 0 || f->month < 0 || f->day < 0 || s.at[4] != '-' || s.at[7] != '-')
		return false;
	if (s.len == 10)
		return true;
	f->hour = digits_at(s, 11, 2, 0, 23);
	f->minute = digits_at(s, 14, 2, 0, 59);
	if (f->hour < 0 || f->minute < 0 || s.at[13] != ':' || (s.at[10] != 'T' && s.at[10] != ' '))
		return false;
	if (is_at(s, at, ':')) {
		f->second = digits_at(s, at + 1, 2, 0, 59);
		if (f->second < 0)
			return false;
		at += 3;
		if (is_at(s, at, '.') && digits_at(s, at + 1, 1, 0, 9) >= 0)
			for (at += 2; at < s.len && ascii_digit(s.at[at]);)
				at++;
	}
	return at == s.len || match_iso_zone(s, at, f);
}

bool date_parse(struct str s, struct str language, int64_t now, struct date *d)
{
	struct tokens t = { .at = NULL };
	struct found f;
	bool ok;

	*d = (struct date){ .precision = DATE_NONE };
	s = str_trim(s);
	if (s.len == 0)
		return false;
	if (match_iso(s, &f) && assemble(&f, now, d))
		return true;
	tokens_read(str_sub(s, 0, PARSE_MAX), &t);
	ok = parse(&t, language, now, d);
	array_free(&t);
	return ok;
}

static size_t skip_signs(const struct tokens *t, size_t i)
{
	for (int n = 0; n < 3; n++, i++)
		if (!(token_at(t, i)->kind == TOKEN_SIGN && i < t->len) &&
			!token_is_word(t, i, WORD_FILLER) && !token_is_word(t, i, WORD_WEEKDAY))
			break;
	return i;
}

static bool is_full(const struct found *f)
{
	return f->year > 0 && f->month > 0 && f->day > 0;
}

/* A clock behind a day, perhaps with a short word between them: "um", "à", "alle", "godz." */
static size_t match_clock_after_word(const struct tokens *t, size_t i, struct found *f)
{
	const struct token *word = token_at(t, i);
	size_t clock = match_clock(t, i, f), next;

	if (clock > i || i >= t->len || word->kind != TOKEN_WORD || word->to - word->from > 6)
		return clock;
	next = skip_signs(t, i + 1);
	clock = match_clock(t, next, f);
	return clock > next ? clock : i;
}

/* A whole date at token i of running text: the token behind it, or i. */
static size_t match_date(
	const struct tokens *t, size_t i, struct str language, int64_t now, struct found *f)
{
	size_t next, clock, end;

	*f = unknown;
	next = match_relative(t, i, false, now, f);
	if (next > i)
		return next;
	clock = match_clock(t, i, f);
	if (clock > i) {
		next = skip_signs(t, clock);
		end = match_day(t, next, language, f);
		if (end > next && is_full(f)) {
			if (f->has_offset)
				return end;
			next = match_zone(t, end, f);
			clock = skip_signs(t, end);
			return next > end				   ? next
				: (next = match_zone(t, clock, f)) > clock ? next
									   : end;
		}
		*f = unknown;
	}
	end = match_day(t, i, language, f);
	if (end == i)
		return i;
	next = skip_signs(t, end);
	clock = match_clock_after_word(t, next, f);
	if (clock > next && f->year < 0 && f->month > 0 && token_is_number(t, clock, 1900, 2199)) {
		f->year = (int)token_at(t, clock)->number;
		clock++;
	}
	if (!is_full(f))
		return i;
	if (clock > next)
		return clock;
	return token_at(t, end - 1)->digits == 2 && token_at(t, i)->digits <= 2 &&
			!token_is_word(t, i, WORD_MONTH)
		? i
		: end;
}

/* Whether a date may begin with the token: signs and most words begin none. */
static bool may_begin(const struct token *w)
{
	return w->kind == TOKEN_NUMBER ||
		(w->kind == TOKEN_WORD && (w->word != WORD_OTHER || w->sign == 'p')); /* p.m. */
}

/* The first date among the tokens. */
static bool find(const struct tokens *t, struct str language, int64_t now, struct date *d,
	size_t *at, size_t *len)
{
	struct found f;

	*d = (struct date){ .precision = DATE_NONE };
	for (size_t i = 0; i < t->len; i++) {
		size_t next = may_begin(&t->at[i]) ? match_date(t, i, language, now, &f) : i;

		if (next == i || !assemble(&f, now, d))
			continue;
		*at = t->at[i].from;
		*len = t->at[next - 1].to - *at;
		return true;
	}
	return false;
}

bool date_find(
	struct str s, struct str language, int64_t now, struct date *d, size_t *at, size_t *len)
{
	struct tokens t = { .at = NULL };
	bool found;

	*d = (struct date){ .precision = DATE_NONE };
	s = str_sub(s, 0, FIND_MAX);
	if (!may_hold(s, now))
		return false;
	tokens_read(s, &t);
	found = find(&t, language, now, d, at, len);
	array_free(&t);
	return found;
}

bool date_read(struct str s, struct str language, int64_t now, unsigned as, struct date *d,
	size_t *at, size_t *len)
{
	struct tokens t = { .at = NULL };
	struct date part;
	bool found;

	*d = (struct date){ .precision = DATE_NONE };
	tokens_read(str_sub(s, 0, PARSE_MAX), &t);
	found = as & DATE_AS_WHOLE && parse(&t, language, now, d) &&
		(d->precision >= DATE_DAY || d->relative);
	if (found && (d->relative || !find(&t, language, now, &part, at, len))) {
		*at = 0;
		*len = s.len;
	}
	if (!found && as & DATE_AS_PART)
		found = find(&t, language, now, d, at, len);
	array_free(&t);
	return found;
}
