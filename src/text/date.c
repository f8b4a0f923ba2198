/* date.c: the calendar, and dates as text. The reading is in date_token.c and date_parse.c. */
#include "config.h"

#include "text/date.h"

#include "text/date_inner.h"

#include <stdio.h>

int64_t days_of(int year, int month, int day)
{
	int64_t y = month <= 2 ? (int64_t)year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void date_of_days(int64_t days, int *year, int *month, int *day)
{
	int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097,
		of_era = z - era * 146097;
	int64_t years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * years + years / 4 - years / 100),
		m = (5 * of_year + 2) / 153;

	*day = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(years + era * 400 + (*month <= 2));
}

int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

/* Seconds clamped to the years 0..9999, so that every field prints in its place. */
struct clock {
	int year, month, day, hour, minute, second;
};

static struct clock clock_of(int64_t seconds)
{
	const int64_t lo = days_of(0, 1, 1) * 86400, hi = days_of(10000, 1, 1) * 86400 - 1;
	struct clock c;
	int64_t days, rest;

	seconds = seconds < lo ? lo : seconds > hi ? hi : seconds;
	days = (seconds >= 0 ? seconds : seconds - 86399) / 86400;
	rest = seconds - days * 86400;
	date_of_days(days, &c.year, &c.month, &c.day);
	c.hour = (int)(rest / 3600);
	c.minute = (int)(rest / 60 % 60);
	c.second = (int)(rest % 60);
	return c;
}

/* A sign and the number's last digits; the place behind them. */
static char *put(char *out, char sign, int number, int digits)
{
	if (sign)
		*out++ = sign;
	for (int i = digits; i-- > 0; number /= 10)
		out[i] = (char)('0' + number % 10);
	return out + digits;
}

const char *date_iso(const struct date *d, char out[32])
{
	struct clock c = clock_of(d->seconds);
	int away = d->offset < 0 ? -d->offset : d->offset;
	char *at = out;

	if (d->precision >= DATE_YEAR)
		at = put(at, '\0', c.year, 4);
	if (d->precision >= DATE_MONTH)
		at = put(at, '-', c.month, 2);
	if (d->precision >= DATE_DAY)
		at = put(at, '-', c.day, 2);
	if (d->precision >= DATE_MINUTE)
		at = put(put(at, 'T', c.hour, 2), ':', c.minute, 2);
	if (d->precision >= DATE_SECOND)
		at = put(at, ':', c.second, 2);
	if (d->precision >= DATE_MINUTE && d->has_offset && d->offset == 0)
		*at++ = 'Z';
	else if (d->precision >= DATE_MINUTE && d->has_offset)
		at = put(put(at, d->offset < 0 ? '-' : '+', away / 60 % 100, 2), ':', away % 60, 2);
	*at = '\0';
	return out;
}

int64_t date_epoch(const struct date *d)
{
	return d->seconds - (d->has_offset ? (int64_t)d->offset * 60 : 0);
}

const char *date_age(int64_t when, int64_t now, char out[8])
{
	static const struct {
		int64_t below, unit; /* seconds */
		const char *name;
	} step[] = {
		{ 3600, 60, "m" },
		{ 86400, 3600, "h" },
		{ 14 * 86400, 86400, "d" },
		{ 60 * 86400, 604800, "w" },
		{ 730 * 86400, 2629746, "mo" },
		{ INT64_MAX, 31556952, "y" },
	};
	int64_t age = 0;
	size_t i = 0;

	if (__builtin_sub_overflow(now, when, &age) || age < 60) {
		snprintf(out, 8, "now");
		return out;
	}
	while (age >= step[i].below)
		i++;
	age /= step[i].unit;
	snprintf(out, 8, "%d%s", (int)(age > 9999 ? 9999 : age), step[i].name);
	return out;
}

const char *date_human(const struct date *d, char out[40])
{
	static const char month[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
		"Sep", "Oct", "Nov", "Dec" };
	struct clock c = clock_of(d->seconds);

	if (d->precision == DATE_NONE)
		out[0] = '\0';
	else if (d->precision == DATE_YEAR)
		snprintf(out, 40, "%d", c.year);
	else if (d->precision == DATE_MONTH)
		snprintf(out, 40, "%s %d", month[c.month - 1], c.year);
	else if (d->precision == DATE_DAY)
		snprintf(out, 40, "%d %s %d", c.day, month[c.month - 1], c.year);
	else
		snprintf(out, 40, "%d %s %d %02d:%02d", c.day, month[c.month - 1], c.year, c.hour,
			c.minute);
	return out;
}
