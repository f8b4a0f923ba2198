/* date_inner.h: what the files that read dates share. Only for text/date*.c. */
#ifndef POSTIL_TEXT_DATE_INNER_H
#define POSTIL_TEXT_DATE_INNER_H

#include "base/buf.h"
#include "text/date.h"

enum word {
	WORD_OTHER,
	WORD_MONTH,
	WORD_WEEKDAY,
	WORD_UNIT,
	WORD_AGO,
	WORD_NOW,
	WORD_DAYS_AGO,
	WORD_AM,
	WORD_PM,
	WORD_ZONE,
	WORD_ONE,
	WORD_ERA,
	WORD_FILLER,
};

enum unit {
	UNIT_SECOND,
	UNIT_MINUTE,
	UNIT_HOUR,
	UNIT_DAY,
	UNIT_WEEK,
	UNIT_MONTH,
	UNIT_YEAR,
};

enum token_kind {
	TOKEN_NUMBER,
	TOKEN_WORD,
	TOKEN_SIGN, /* one character that is neither */
};

struct token {
	enum token_kind kind;
	enum word word;
	int value;	/* of a word, see date_words.def */
	int64_t number; /* clamped to 10^17 */
	unsigned digits;
	char sign;	 /* ASCII, else '?'; of a word its first byte, if the word is one letter */
	bool glued;	 /* no blank before it */
	size_t from, to; /* bytes of the text */
};

struct tokens {
	struct token *at;
	size_t len, cap;
};

/* The parts of a time, as far as they were found; -1 and false elsewhere. */
struct found {
	int year, month, day, hour, minute, second;
	int64_t seconds; /* relative and epoch: the answer itself */
	enum date_precision precision;
	int offset;
	bool has_offset, relative, epoch;
};

/* Cuts a text into numbers, words and signs; blanks only glue or part. Digits of all scripts
 * count. */
void tokens_read(struct str s, struct tokens *t);

/* Days since 1970-01-01 of a date in the Gregorian calendar, and back; after Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms". */
int64_t days_of(int year, int month, int day);
void date_of_days(int64_t days, int *year, int *month, int *day);
int days_in_month(int year, int month);

/* Reads "2 hours ago" and its like from token i on; the token behind it, or i when there is
 * none. `whole`: the text is nothing else, so "2d" will do. */
size_t match_relative(const struct tokens *t, size_t i, bool whole, int64_t now, struct found *f);

/* Reads a time of day with its zone, a day, a zone: the token behind it, or i. */
size_t match_clock(const struct tokens *t, size_t i, struct found *f);
size_t match_day(const struct tokens *t, size_t i, struct str language, struct found *f);
size_t match_zone(const struct tokens *t, size_t i, struct found *f);

/* Token i, or one that is nothing behind the end. */
const struct token *token_at(const struct tokens *t, size_t i);
bool token_is(const struct tokens *t, size_t i, char sign);
bool token_is_word(const struct tokens *t, size_t i, enum word word);
bool token_is_number(const struct tokens *t, size_t i, int64_t lo, int64_t hi);

#endif
