/* date.h: the times that pages print, in the forms and languages they print them in. */
#ifndef POSTIL_TEXT_DATE_H
#define POSTIL_TEXT_DATE_H

#include "base/str.h"

enum date_precision {
	DATE_NONE,
	DATE_YEAR,
	DATE_MONTH,
	DATE_DAY,
	DATE_MINUTE,
	DATE_SECOND,
};

struct date {
	int64_t seconds; /* since 1970 of the wall clock printed, as if it were UTC */
	int offset;	 /* minutes east of UTC, valid when has_offset */
	bool has_offset;
	bool relative; /* computed from "2 hours ago", or the year guessed: only as good as `now` */
	enum date_precision precision;
};

/* Reads a whole text as a time: ISO 8601, RFC 2822, epoch seconds and milliseconds, dates with
 * month names of the commonest languages in any usual order, 28.03.2017, 3/28/2017 (day first
 * where only that is possible, else as `language`, "" for unknown, has it), "2 hours ago" in the
 * commonest languages (relative to now, seconds since 1970; 0 for never), words around it
 * ignored ("Posted on ...", "at"). "07:24 GMT +328 March 2017" is 07:24 +3:00 on the 28th. False
 * when it holds no date. */
bool date_parse(struct str s, struct str language, int64_t now, struct date *d);

/* Finds the first date inside a longer text; *at and *len say where. For dump lines and
 * signatures. */
bool date_find(
	struct str s, struct str language, int64_t now, struct date *d, size_t *at, size_t *len);

/* Both of a short text, which is taken apart once: as a whole a day at least, or relative; *at and
 * *len say where its date stands, or that all of it is one. As a part: the first date in it. As:
 * either or both of these, the whole first. */
enum { DATE_AS_WHOLE = 1, DATE_AS_PART = 2 };
bool date_read(struct str s, struct str language, int64_t now, unsigned as, struct date *d,
	size_t *at, size_t *len);

/* Whether a word names a day of the week in one of the languages read, in either case, with or
 * without its accents. */
bool date_is_weekday(struct str word);

/* ISO 8601 as precise as it is known ("2017-03-28", "2017-03-28T07:24+03:00", "...Z" for offset
 * 0); at most 32 bytes with the terminator. */
const char *date_iso(const struct date *d, char out[32]);

/* Seconds since 1970 in UTC; without an offset the wall clock is taken as UTC. */
int64_t date_epoch(const struct date *d);

/* "now", "5m", "3h", "2d", "6w", "4mo", "3y": the age of `when` at `now`, for narrow headers.
 * out holds at least 8 bytes. */
const char *date_age(int64_t when, int64_t now, char out[8]);

/* "28 Mar 2017 07:24" for people, in English month names, as printed by the page's own clock. */
const char *date_human(const struct date *d, char out[40]);

#endif
