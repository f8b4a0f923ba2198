/* date_match.c: the forms that parts of dates take: a time of day, a zone, a day. */
#include "config.h"

#include "text/date_inner.h"

enum {
	YEAR_LEAST = 1900,
	YEAR_MOST = 2199,
	ZONE_MOST = 14, /* hours */
	ERA_MOST = 64,	/* years of a Japanese era */
	BUDDHIST = 543, /* years that Thai calendars are ahead */
	SOLAR = 100,	/* months of the Solar Hijri calendar are counted from here, */
	THAI = 200,	/* those of Thailand, whose years may have two digits, from there */
	SOLAR_LEAST = 1300,
	SOLAR_MOST = 1450,
};

/* The days since 1970 of a date in the Solar Hijri calendar of Iran, between the years above; false
 * for none. The leap years of these two centuries stand in rows of 33 years (Borkowski, "The
 * Persian calendar for 3000 years"). */
static bool days_of_solar(int year, int month, int day, int64_t *out)
{
	static const int leaps[] = { 1, 5, 9, 13, 17, 22, 26, 30 };
	int64_t days = days_of(1921, 3, 21); /* the first of 1300 */
	bool leap = false;

	if (year < SOLAR_LEAST || year > SOLAR_MOST || month < 1 || month > 12)
		return false;
	for (int y = SOLAR_LEAST; y <= year; y++) {
		if (y > SOLAR_LEAST)
			days += 365 + leap;
		leap = false;
		for (size_t i = 0; i < sizeof(leaps) / sizeof(*leaps); i++)
			leap = leap || y % 33 == leaps[i];
	}
	if (day < 1 || day > (month <= 6 ? 31 : month < 12 ? 30 : 29 + leap))
		return false;
	*out = days + (month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30) + day - 1;
	return true;
}

/* The day as one of the Gregorian calendar; false when there is none. */
static bool turn_month(struct found *f)
{
	int64_t days;

	if (f->month <= SOLAR)
		return true;
	if (f->month > THAI) {
		f->month -= THAI;
		return true;
	}
	if (!days_of_solar(f->year, f->month - SOLAR, f->day, &days))
		return false;
	date_of_days(days, &f->year, &f->month, &f->day);
	return true;
}

/* "+03:00", "+0300", "+3" and, where a month follows at once, "+328 March" (a day glued to it).
 * The token behind it, or i. */
static size_t match_offset(const struct tokens *t, size_t i, bool named, struct found *f)
{
	const struct token *n = token_at(t, i + 1);
	int sign = token_is(t, i, '-') ? -1 : 1, hours, minutes = 0;
	size_t next = i + 2;

	if (!(token_is(t, i, '+') || token_is(t, i, '-')) || n->kind != TOKEN_NUMBER || !n->glued ||
		n->digits > 4)
		return i;
	if (n->digits >= 2 && n->digits <= 4 && token_is_word(t, next, WORD_MONTH) && named) {
		int first = (int)(n->number / (n->digits == 2 ? 10 : 100)),
		    day = (int)(n->number % (n->digits == 2 ? 10 : 100));

		if (first <= ZONE_MOST && day >= 1 && day <= 31) {
			f->offset = sign * first * 60;
			f->has_offset = true;
			f->day = day;
			return next;
		}
	}
	hours = (int)n->number;
	if (n->digits > 2) {
		minutes = hours % 100;
		hours /= 100;
	} else if (token_is(t, next, ':') && token_is_number(t, next + 1, 0, 59)) {
		minutes = (int)token_at(t, next + 1)->number;
		next += 2;
	} else if (!named &&
		(token_is(t, next, '.') || token_is(t, next, '/') || token_is(t, next, '-'))) {
		return i; /* the day of a date */
	}
	if (hours > ZONE_MOST || minutes > 59)
		return i;
	f->offset = sign * (hours * 60 + minutes);
	f->has_offset = true;
	return next;
}

size_t match_zone(const struct tokens *t, size_t i, struct found *f)
{
	bool bracket = token_is(t, i, '(');
	size_t next = i + bracket;

	if (!token_is_word(t, next, WORD_ZONE)) {
		next = match_offset(t, next, false, f);
		return next == i + bracket		    ? i
			: bracket && token_is(t, next, ')') ? next + 1
							    : next;
	}
	f->offset = token_at(t, next)->value;
	f->has_offset = true;
	next++;
	if (f->offset == 0)
		next = match_offset(t, next, true, f);
	return bracket && token_is(t, next, ')') ? next + 1 : next;
}

/* "am", "p.m.": the token behind it, or i. */
static size_t match_half(const struct tokens *t, size_t i, int *half)
{
	const struct token *a = token_at(t, i), *m = token_at(t, i + 2);

	if (a->kind != TOKEN_WORD)
		return i;
	if (a->word == WORD_AM || a->word == WORD_PM) {
		*half = a->word == WORD_PM ? 12 : 0;
		return i + 1 + token_is(t, i + 1, '.');
	}
	if ((a->sign == 'a' || a->sign == 'p') && token_is(t, i + 1, '.') &&
		m->kind == TOKEN_WORD && m->sign == 'm') {
		*half = a->sign == 'p' ? 12 : 0;
		return i + 3 + token_is(t, i + 3, '.');
	}
	return i;
}

static bool is_unit(const struct tokens *t, size_t i, enum unit unit)
{
	return token_is_word(t, i, WORD_UNIT) && token_at(t, i)->value == (int)unit;
}

/* Minutes and seconds behind the hour at i, as ":07", ":07:30.5", "h07", "時07分"; the token
 * behind, or i when the number there is no hour. */
static size_t match_minutes(const struct tokens *t, size_t i, bool expected, struct found *f)
{
	bool hour_word = is_unit(t, i + 1, UNIT_HOUR) ||
		(token_at(t, i + 1)->kind == TOKEN_WORD && token_at(t, i + 1)->sign == 'u');
	bool dot = token_is(t, i + 1, '.') && token_at(t, i + 2)->digits == 2 &&
		!token_is(t, i + 3, '.') && (expected || token_is_word(t, i + 3, WORD_FILLER));

	if (!(token_is(t, i + 1, ':') || hour_word || dot) || !token_is_number(t, i + 2, 0, 59) ||
		token_at(t, i + 2)->digits > 2) {
		bool dense = hour_word && token_at(t, i + 1)->to - token_at(t, i + 1)->from == 3;

		f->minute = 0;
		return dense ? i + 2 : i;
	}
	f->minute = (int)token_at(t, i + 2)->number;
	i += 3;
	if (hour_word && is_unit(t, i, UNIT_MINUTE))
		i++;
	if (token_is(t, i, ':') && token_is_number(t, i + 1, 0, 60) &&
		token_at(t, i + 1)->digits == 2) {
		f->second = (int)token_at(t, i + 1)->number;
		i += 2;
	} else if (hour_word && token_is_number(t, i, 0, 60) && is_unit(t, i + 1, UNIT_SECOND)) {
		f->second = (int)token_at(t, i)->number;
		i += 2;
	}
	if (f->second >= 0 && (token_is(t, i, '.') || token_is(t, i, ',')) &&
		token_at(t, i + 1)->kind == TOKEN_NUMBER && token_at(t, i + 1)->glued)
		i += 2; /* a fraction */
	return i;
}

/* "T072405" of the basic form of ISO 8601. */
static bool match_basic(const struct tokens *t, size_t i, struct found *f)
{
	const struct token *n = token_at(t, i);
	int number = (int)(n->digits == 4 ? n->number * 100 : n->number);

	if (n->kind != TOKEN_NUMBER || !n->glued || i == 0 || token_at(t, i - 1)->sign != 't' ||
		!(n->digits == 4 || n->digits == 6) || number / 10000 > 24 ||
		number / 100 % 100 > 59 || number % 100 > 60)
		return false;
	f->hour = number / 10000;
	f->minute = number / 100 % 100;
	if (n->digits == 6)
		f->second = number % 100;
	return true;
}

/* Whether what stands before a number at i leads over to a clock, so that a point in it parts hours and minutes: "klo 9.40",
 * "kl. 9.40", "ore 9.40", or a whole date with nothing but the clock behind it. */
static bool leads_to_clock(const struct tokens *t, size_t i, const struct found *f)
{
	bool point = i > 0 && token_is(t, i - 1, '.');

	if (f->day > 0 && f->year > 0 && i + 3 == t->len)
		return true;
	if (i > (size_t)point && token_is_word(t, i - 1 - point, WORD_FILLER))
		return true;
	return i > 0 && is_unit(t, i - 1, UNIT_HOUR);
}

size_t match_clock(const struct tokens *t, size_t i, struct found *f)
{
	struct found was = *f;
	int half = -1;
	size_t first = match_half(t, i, &half), next, end;

	if (match_basic(t, i, f))
		return match_zone(t, i + 1, f);
	if (!token_is_number(t, first, 0, 24) || token_at(t, first)->digits > 2)
		return i;
	f->hour = (int)token_at(t, first)->number;
	next = match_minutes(t, first, leads_to_clock(t, i, &was), f);
	end = match_half(t, next == first ? first + 1 : next, &half);
	if (next == first && end == first + 1) {
		*f = was;
		return i;
	}
	next = end;
	if (half >= 0 && f->hour <= 12)
		f->hour = f->hour % 12 + half;
	if (token_is_word(t, next, WORD_FILLER) && !token_is_word(t, next + 1, WORD_MONTH))
		end = match_zone(t, next + 1, f); /* "Uhr MESZ" */
	if (end == next || end == next + 1)
		end = match_zone(t, next, f);
	return end;
}

/* Whether a number is a year of the Solar Hijri calendar. */
static bool is_solar_year(const struct token *n)
{
	return n->kind == TOKEN_NUMBER && n->digits == 4 && n->number >= SOLAR_LEAST &&
		n->number <= SOLAR_MOST;
}

/* The year of a number: four digits, or two after a day and month. */
static bool read_year(const struct token *n, struct found *f)
{
	if (n->kind != TOKEN_NUMBER)
		return false;
	if (f->month > SOLAR && f->month < THAI && is_solar_year(n)) {
		f->year = (int)n->number;
		return true;
	}
	if (f->month > THAI && n->digits == 2) {
		f->year = 2500 - BUDDHIST + (int)n->number;
		return true;
	}
	if (n->digits == 4 && n->number >= YEAR_LEAST && n->number <= YEAR_MOST)
		f->year = (int)n->number;
	else if (n->digits == 4 && n->number > YEAR_MOST + BUDDHIST / 2 &&
		n->number <= YEAR_MOST + BUDDHIST)
		f->year = (int)n->number - BUDDHIST;
	else if (n->digits == 2)
		f->year = (int)n->number + (n->number < 70 ? 2000 : 1900);
	else
		return false;
	return true;
}

/* English writes the month first, but mostly with slashes only, and only in America. */
static bool month_first(struct str language, char sep)
{
	static const char *const other[] = { "en-gb", "en-au", "en-nz", "en-ie", "en-za", "en-in",
		"en_gb", "en_au", "en_in" };

	if (sep == '.' || (language.len > 0 && !str_starts_case(language, STR("en"))))
		return false;
	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++)
		if (str_starts_case(language, str_z(other[i])))
			return false;
	return sep == '/' || language.len > 0;
}

/* Three numbers between equal signs. */
static size_t match_numbers(const struct tokens *t, size_t i, struct str language, struct found *f)
{
	const struct token *a = token_at(t, i), *b = token_at(t, i + 2), *c = token_at(t, i + 4);
	char sep = token_at(t, i + 1)->sign;
	int first, second;

	if (a->kind != TOKEN_NUMBER || b->kind != TOKEN_NUMBER ||
		token_at(t, i + 1)->kind != TOKEN_SIGN || i + 2 >= t->len ||
		!(sep == '-' || sep == '/' || sep == '.') || b->digits > 2 || b->number < 1)
		return i;
	if (str_starts_case(language, STR("fa")) && is_solar_year(a) && b->number <= 12 &&
		token_is(t, i + 3, sep) && c->kind == TOKEN_NUMBER && c->digits <= 2) {
		f->year = (int)a->number;
		f->month = SOLAR + (int)b->number;
		f->day = (int)c->number;
		return i + 5;
	}
	if (a->digits == 4 && b->number <= 12 && read_year(a, f)) {
		f->month = (int)b->number;
		if (!token_is(t, i + 3, sep) || c->kind != TOKEN_NUMBER || c->digits > 2)
			return sep == '-' && b->digits == 2 ? i + 3 : i;
		f->day = (int)c->number;
		return i + 5;
	}
	if (!token_is(t, i + 3, sep) || a->digits > 2 || a->number < 1 || !read_year(c, f))
		return i;
	first = (int)a->number;
	second = (int)b->number;
	if (second > 12 || (first <= 12 && month_first(language, sep))) {
		f->month = first;
		f->day = second;
	} else {
		f->month = second;
		f->day = first;
	}
	return f->month <= 12 && f->day <= 31 ? i + 5 : i;
}

/* 2019年3月4日, 3月4日, 令和6年3月12日, 2017년 3월 28일. */
static size_t match_dense(const struct tokens *t, size_t i, struct found *f)
{
	size_t next = i;

	if (token_is_word(t, i, WORD_ERA) && token_is_number(t, i + 1, 1, ERA_MOST) &&
		is_unit(t, i + 2, UNIT_YEAR)) {
		f->year = token_at(t, i)->value + (int)token_at(t, i + 1)->number;
		next += 3;
	} else if (is_unit(t, i + 1, UNIT_YEAR) && token_at(t, i)->digits == 4 &&
		read_year(token_at(t, i), f)) {
		next += 2;
	}
	if (!token_is_number(t, next, 1, 12) || !is_unit(t, next + 1, UNIT_MONTH))
		return i;
	f->month = (int)token_at(t, next)->number;
	next += 2;
	if (token_is_number(t, next, 1, 31) && is_unit(t, next + 1, UNIT_DAY)) {
		f->day = (int)token_at(t, next)->number;
		return next + 2;
	}
	return f->year > 0 ? next : i;
}

/* "ago" is a month too, unless a unit of time stands before it. */
static bool is_month(const struct tokens *t, size_t i)
{
	const struct token *w = token_at(t, i);

	if (w->kind != TOKEN_WORD || w->value < 1)
		return false;
	return w->word == WORD_MONTH ||
		(w->word == WORD_AGO && (i == 0 || !token_is_word(t, i - 1, WORD_UNIT)));
}

/* Over what stands between the parts of a date. */
static size_t skip_between(const struct tokens *t, size_t i)
{
	for (int n = 0; n < 3; n++, i++)
		if (!(token_is(t, i, '.') || token_is(t, i, ',') || token_is(t, i, '-') ||
			    token_is(t, i, '/') || token_is(t, i, '\'') || token_is(t, i, '?') ||
			    token_is_word(t, i, WORD_FILLER)))
			break;
	return i;
}

/* Whether a number at i can be the year behind a month: not the hour of a clock, not the "2" of
 * "2 comments". */
static bool year_at(const struct tokens *t, size_t i, bool two_digits, struct found *f)
{
	const struct token *n = token_at(t, i);

	if (token_is(t, i + 1, ':') || (n->digits == 2 && !two_digits))
		return false;
	return read_year(n, f);
}

/* The month stands at i; the day was read, or follows. */
static size_t match_month(const struct tokens *t, size_t i, struct found *f)
{
	bool before = f->day > 0;
	size_t next = skip_between(t, i + 1), end = i + 1;

	f->month = token_at(t, i)->value;
	if (token_is(t, i + 1, '/') && is_month(t, i + 2) &&
		token_at(t, i + 2)->value == f->month) {
		end = i + 3; /* "آب/اغسطس": by its Syrian and its Latin name */
		next = skip_between(t, end);
	}
	if (!before && token_is_number(t, next, 1, 31) && token_at(t, next)->digits <= 2 &&
		!token_is(t, next + 1, ':')) {
		f->day = (int)token_at(t, next)->number;
		end = next + 1;
		next = skip_between(t, end);
	}
	if (year_at(t, next, before || token_is(t, next - 1, '\'') || token_is(t, next - 1, '-'),
		    f))
		end = next + 1;
	return f->day > 0 || f->year > 0 ? end : i;
}

static size_t match_any_day(const struct tokens *t, size_t i, struct str language, struct found *f)
{
	const struct token *n = token_at(t, i);
	size_t next = i;

	if (is_month(t, i)) /* the day before it, if any, was refused */
		return i > 0 && f->day < 0 && f->hour < 0 && token_is_number(t, i - 1, 1, 31)
			? i
			: match_month(t, i, f);
	if (token_is_word(t, i, WORD_ERA))
		return match_dense(t, i, f);
	if (n->kind != TOKEN_NUMBER)
		return i;
	if (n->digits == 8 && n->number / 10000 >= YEAR_LEAST && n->number / 10000 <= YEAR_MOST) {
		f->year = (int)(n->number / 10000);
		f->month = (int)(n->number / 100 % 100);
		f->day = (int)(n->number % 100);
		return f->month >= 1 && f->month <= 12 && f->day >= 1 ? i + 1 : i;
	}
	next = match_numbers(t, i, language, f);
	if (next == i)
		next = match_dense(t, i, f);
	if (next > i)
		return next;
	next = skip_between(t, i + 1);
	if (!is_month(t, next) || token_is(t, i + 1, ','))
		return i;
	if (n->digits == 4 && read_year(n, f) &&
		token_is_number(t, skip_between(t, next + 1), 1, 31)) {
		f->day = (int)token_at(t, skip_between(t, next + 1))->number;
		f->month = token_at(t, next)->value;
		return skip_between(t, next + 1) + 1;
	}
	if (!token_is_number(t, i, 1, 31) || n->digits > 2)
		return i;
	f->day = (int)n->number;
	return match_month(t, next, f);
}

size_t match_day(const struct tokens *t, size_t i, struct str language, struct found *f)
{
	struct found was = *f;
	size_t next = match_any_day(t, i, language, f);

	if (next > i && !turn_month(f))
		next = i;
	if (next > i &&
		(f->day <= 0 || f->day <= days_in_month(f->year > 0 ? f->year : 2000, f->month)))
		return next;
	*f = was;
	return i;
}
