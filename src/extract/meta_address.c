/* meta_address.c: the day that the page's address has in its path. */
#include "config.h"

#include "extract/meta.h"

#include "text/date.h"

#include <stdio.h>

static int number_at(const char *c, size_t digits)
{
	int n = 0;

	for (size_t i = 0; i < digits; i++) {
		if (!ascii_digit(c[i]))
			return -1;
		n = n * 10 + (c[i] - '0');
	}
	return n;
}

/* /2021/may/03/, as some papers have it. */
static bool named_day(struct str url, size_t at, char iso[sizeof("2017-03-28")])
{
	struct str day = str_sub(url, at, sizeof("2021/may/03") - 1);
	struct buf words = { 0 };
	struct date date;
	bool ok;

	if (day.len < 11 || number_at(day.at, 4) < 1995 || day.at[4] != '/' || day.at[8] != '/' ||
		number_at(day.at + 9, 2) < 1 || !ascii_alpha(day.at[5]))
		return false;
	buf_printf(&words, "%.*s %.*s %.*s", STR_ARG(str_sub(day, 9, 2)),
		STR_ARG(str_sub(day, 5, 3)), STR_ARG(str_sub(day, 0, 4)));
	ok = date_parse(buf_str(&words), STR("en"), 0, &date) && date.precision == DATE_DAY;
	if (ok) {
		char whole[32];

		snprintf(iso, sizeof("2017-03-28"), "%.10s", date_iso(&date, whole));
	}
	buf_free(&words);
	return ok;
}

/* A date in the address when nothing better tells: /2017/03/28/, /2017-03-28-, 20170328. */
void meta_read_address(struct meta *m)
{
	struct str url = m->best[FIELD_CANONICAL].text.len ? m->best[FIELD_CANONICAL].text
							   : buf_str(&m->x->page->url);

	for (size_t i = 1; i + 8 <= url.len; i++) {
		char iso[sizeof("2017-03-28")];
		const char *c = url.at + i;
		size_t gap = i + 10 <= url.len &&
				(c[4] == '/' || c[4] == '-' || c[4] == '_' || c[4] == '.') &&
				c[7] == c[4]
			? 1
			: 0;
		int year = number_at(c, 4), month = number_at(c + 4 + gap, 2),
		    day = number_at(c + 6 + 2 * gap, 2);
		char before = c[-1], after = i + 8 + 2 * gap < url.len ? c[8 + 2 * gap] : '/';

		if (c[-1] == '/' && named_day(url, i, iso)) {
			meta_offer(m, SOURCE_DATE_ADDRESS, 100, str_z(iso));
			return;
		}
		if (ascii_digit(before) || ascii_digit(after) || year < 1995 || year > 2100 ||
			month < 1 || month > 12 || day < 1 || day > 31 ||
			(!gap && ascii_alpha(before)))
			continue;
		snprintf(iso, sizeof(iso), "%04u-%02u-%02u", (unsigned)year % 10000u,
			(unsigned)month % 100u, (unsigned)day % 100u);
		meta_offer(m, SOURCE_DATE_ADDRESS, gap ? 100 : 70, str_z(iso));
		return;
	}
}
