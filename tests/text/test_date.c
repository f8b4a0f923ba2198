#include "config.h"

#include "support/unit.h"

#include "base/buf.h"
#include "text/date.h"

enum {
	NOW = 1490700000 /* 2017-03-28T11:20:00Z, a Tuesday */
};

struct sample {
	const char *text, *language, *wanted; /* NULL: no date */
};

static const struct sample samples[] = {
	{ "2017-03-28", "", "2017-03-28" },
	{ "2017-03", "", "2017-03" },
	{ "2017", "", "2017" },
	{ "2017-03-28T07:24", "", "2017-03-28T07:24" },
	{ "2017-03-28T07:24:05Z", "", "2017-03-28T07:24:05Z" },
	{ "2017-03-28T07:24:05.123+03:00", "", "2017-03-28T07:24:05+03:00" },
	{ "2017-03-28 07:24:05 -0430", "", "2017-03-28T07:24:05-04:30" },
	{ "20170328T072405Z", "", "2017-03-28T07:24:05Z" },
	{ "20170328072405", "", "2017-03-28T07:24:05" },
	{ "201703280724", "", "2017-03-28T07:24" },
	{ "令和6年3月12日", "ja", "2024-03-12" },
	{ "平成29年3月28日 7時24分", "ja", "2017-03-28T07:24" },
	{ "28 มีนาคม 2560", "th", "2017-03-28" },
	{ "28 มี.ค. 2560 07:24 น.", "th", "2017-03-28T07:24" },
	{ "28 มี.ค. 60", "th", "2017-03-28" },
	{ "1 ก.ย. 2562", "th", "2019-09-01" },
	{ "۸ فروردین ۱۳۹۶", "fa", "2017-03-28" },
	{ "سه‌شنبه / ۲۶ شهریور ۱۳۹۸ / ۱۰:۲۲", "fa", "2019-09-17T10:22" },
	{ "۱۴۰۰/۰۲/۱۲ - ۰۸:۳۰", "fa", "2021-05-02T08:30" },
	{ "1 فروردین 1300", "fa", "1921-03-21" },
	{ "30 اسفند 1399", "fa", "2021-03-20" }, /* a leap year */
	{ "Tue, 28 Mar 2017 07:24:05 +0000", "", "2017-03-28T07:24:05Z" },
	{ "Tue, 28 Mar 17 07:24 EST", "", "2017-03-28T07:24-05:00" },
	{ "Tue Mar 28 07:24:13 2017", "", "2017-03-28T07:24:13" },
	{ "1490700000", "", "2017-03-28T11:20:00Z" },
	{ "1490700000123", "", "2017-03-28T11:20:00Z" },
	{ "1490700000.0", "", "2017-03-28T11:20:00Z" },
	{ "28.03.2017", "", "2017-03-28" },
	{ "28.03.17, 09:05", "de", "2017-03-28T09:05" },
	{ "3/28/2017", "", "2017-03-28" },
	{ "28/3/2017", "", "2017-03-28" },
	{ "3/4/2017", "en-US", "2017-03-04" },
	{ "3/4/2017", "en-GB", "2017-04-03" },
	{ "3/4/2017", "fr", "2017-04-03" },
	{ "3.4.2017", "en", "2017-04-03" },
	{ "07:24 GMT +328 March 2017", "", "2017-03-28T07:24+03:00" },
	{ "07:24 GMT +3 28 March 2017", "", "2017-03-28T07:24+03:00" },
	{ "22:57 GMT 28.04.2020", "", "2020-04-28T22:57Z" },
	{ "07:24 28.03.2017", "", "2017-03-28T07:24" },
	{ "04 \xD8\xA2\xD8\xA8/\xD8\xA7\xD8\xBA\xD8\xB3\xD8\xB7\xD8\xB3 2013", "ar", "2013-08-04" },
	{ "5 \xD8\xAA\xD8\xB4\xD8\xB1\xD9\x8A\xD9\x86 "
	  "\xD8\xA7\xD9\x84\xD8\xAB\xD8\xA7\xD9\x86\xD9\x8A/"
	  "\xD9\x86\xD9\x88\xD9\x81\xD9\x85\xD8\xA8\xD8\xB1 2013",
		"ar", "2013-11-05" },
	{ "3 \xE0\xA4\xAE\xE0\xA4\xBE\xE0\xA4\xB0\xE0\xA5\x8D\xE0\xA4\x9A 2022", "hi",
		"2022-03-03" },
	{ "28 March 2017", "", "2017-03-28" },
	{ "March 28, 2017", "", "2017-03-28" },
	{ "March 28th, 2017 at 7:24 pm", "", "2017-03-28T19:24" },
	{ "Mar 28, 2017 12:05 a.m.", "", "2017-03-28T00:05" },
	{ "Posted on Tuesday, March 28, 2017 | 7pm by Mary", "", "2017-03-28T19:00" },
	{ "the 28th of March 2017", "", "2017-03-28" },
	{ "Mar 28 '17", "", "2017-03-28" },
	{ "28-Mar-2017", "", "2017-03-28" },
	{ "March 2017", "", "2017-03" },
	{ "28. M\xc3\xa4rz 2017 um 7:24 Uhr", "de", "2017-03-28T07:24" },
	{ "28. M\xc3\xa4rz 2017, 07.24 Uhr", "de", "2017-03-28T07:24" },
	{ "2012-03-01 kl. 09.40", "sv", "2012-03-01T09:40" },
	{ "torsdag 1 mars 2012, 09.40", "sv", "2012-03-01T09:40" },
	{ "1.3.2012 9.40", "fi", "2012-03-01T09:40" },
	{ "1. marts 2012 kl. 9.40", "da", "2012-03-01T09:40" },
	{ "1 marzo 2012 ore 9.40", "it", "2012-03-01T09:40" },
	{ "1. M\xc3\xa4rz 2012 9.40.12", "de", "2012-03-01" },
	{ "le 28 f\xc3\xa9vrier 2017 \xc3\xa0 14h30", "fr", "2017-02-28T14:30" },
	{ "1er ao\xc3\xbbt 2016", "fr", "2016-08-01" },
	{ "28 de marzo de 2017 a las 12:30", "es", "2017-03-28T12:30" },
	{ "28 ago 2016", "es", "2016-08-28" },
	{ "28 de mar\xc3\xa7o de 2017", "pt", "2017-03-28" },
	{ "28 \xd0\xbc\xd0\xb0\xd1\x80\xd1\x82\xd0\xb0 2017 \xd0\xb2 12:30", "ru",
		"2017-03-28T12:30" },
	{ "28 pa\xc5\xba"
	  "dziernika 2016",
		"pl", "2016-10-28" },
	{ "28 \xc5\x9eubat 2017", "tr", "2017-02-28" },
	{ "\xdb\xb2\xdb\xb8 \xd9\x85\xd8\xa7\xd8\xb1\xd8\xb3 \xdb\xb2\xdb\xb0\xdb\xb1\xdb\xb7",
		"fa", "2017-03-28" },
	{ "28 \xce\x9c\xce\xb1\xcf\x81\xcf\x84\xce\xaf\xce\xbf\xcf\x85 2017", "el", "2017-03-28" },
	{ "2019\xe5\xb9\xb4"
	  "3\xe6\x9c\x88"
	  "4\xe6\x97\xa5 12:30",
		"ja", "2019-03-04T12:30" },
	{ "2019\xe5\xb9\xb4"
	  "03\xe6\x9c\x88"
	  "04\xe6\x97\xa5 12\xe6\x99\x82"
	  "30\xe5\x88\x86",
		"ja", "2019-03-04T12:30" },
	{ "2019\xeb\x85\x84 3\xec\x9b\x94 4\xec\x9d\xbc \xec\x98\xa4\xed\x9b\x84 3:20", "ko",
		"2019-03-04T15:20" },
	{ "2 hours ago", "", "2017-03-28T09:20Z" },
	{ "an hour ago", "", "2017-03-28T10:20Z" },
	{ "about 5 years ago", "", "2012" },
	{ "2d", "", "2017-03-26" },
	{ "vor 3 Tagen", "de", "2017-03-25" },
	{ "vor einer Stunde", "de", "2017-03-28T10:20Z" },
	{ "il y a 2 h", "fr", "2017-03-28T09:20Z" },
	{ "hace 2 d\xc3\xad"
	  "as",
		"es", "2017-03-26" },
	{ "3 \xd1\x87\xd0\xb0\xd1\x81\xd0\xb0 \xd0\xbd\xd0\xb0\xd0\xb7\xd0\xb0\xd0\xb4", "ru",
		"2017-03-28T08:20Z" },
	{ "3\xe6\x97\xa5\xe5\x89\x8d", "ja", "2017-03-25" },
	{ "yesterday at 12:30", "", "2017-03-27T12:30" },
	{ "gestern", "de", "2017-03-27" },
	{ "just now", "", "2017-03-28T11:20Z" },
	{ "28 February", "", "2017-02-28" },
	{ "28 December", "", "2016-12-28" },
	{ "31 February 2017", "", NULL },
	{ "hello", "", NULL },
	{ "12:30", "", NULL },
	{ "in 2017 the 24 states", "", NULL },
	{ "12 comments", "", NULL },
	{ "99999999999999999999", "", NULL },
	{ "", "", NULL },
};

static void every_form_reads_as_the_table_says(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		struct date d;
		char iso[32];
		bool ok = date_parse(str_z(samples[i].text), str_z(samples[i].language), NOW, &d);
		const char *got = ok ? date_iso(&d, iso) : "none";

		if (strcmp(got, samples[i].wanted ? samples[i].wanted : "none") != 0) {
			print_error("\"%s\": %s\n", samples[i].text, got);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

static void every_month_of_a_year_prints_as_it_was_read(void **state)
{
	(void)state;
	for (int year = 1900; year < 2200; year += 7)
		for (int month = 1; month <= 12; month++) {
			char text[32], iso[32];
			struct date d;

			snprintf(text, sizeof(text), "%04d-%02d-%02d", year, month, 28);
			assert_true(date_parse(str_z(text), STR_NONE, 0, &d));
			assert_string_equal(date_iso(&d, iso), text);
		}
}

static void found(const char *text, const char *part, const char *iso)
{
	struct date d;
	size_t at = 0, len = 0;
	char out[32];
	bool ok = date_find(str_z(text), STR_NONE, NOW, &d, &at, &len);

	if (ok != (part != NULL))
		print_error("%s\n", text);
	assert_int_equal(ok, part != NULL);
	if (!ok)
		return;
	assert_str(str_sub(str_z(text), at, len), part);
	assert_string_equal(date_iso(&d, out), iso);
}

/* With a word before them they are searched for. */
static void what_machines_write_reads_as_it_does_among_words(void **state)
{
	static const char *const all[] = { "2017-03-28", "2017-03-28T07:24", "2017-03-28T07:24Z",
		"2017-03-28 07:24:05", "2017-03-28T07:24:05Z", "2017-03-28T07:24:05.123Z",
		"2017-03-28T07:24:05.123456+00:00", "2017-03-28T07:24:05+05:30",
		"2017-03-28T07:24:05-0800", "2017-03-28T00:00:00+13:00",
		"2024-02-29T23:59:59-01:00", "2023-02-29T23:59:59Z", "2017-13-01",
		"2017-03-28T24:00:00Z", "2017-03-28T07:60", "2017-03-28T07:24:05.Z",
		"2017-03-28T07:24:05+0", "2017-03-28T07:24:05 UTC", "2017-03-28T07",
		"2017-3-28T07:24:05Z", "1969-12-31T23:59:59Z", "2100-01-01" };

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct buf words = { 0 };
		struct date a, b;
		char iso_a[32], iso_b[32];
		bool reads, among;

		buf_printf(&words, "posted %s", all[i]);
		reads = date_parse(str_z(all[i]), STR("en"), 0, &a);
		among = date_parse(buf_str(&words), STR("en"), 0, &b);
		if (reads != among || strcmp(date_iso(&a, iso_a), date_iso(&b, iso_b)) != 0)
			fail_msg("%s: %s, among words %s", all[i], iso_a, iso_b);
		buf_free(&words);
	}
}

static void dates_are_found_in_running_text(void **state)
{
	(void)state;
	found("\xe2\x80\x94 Bob (talk) 07:24, 28 March 2017 (UTC) and more",
		"07:24, 28 March 2017 (UTC)", "2017-03-28T07:24Z");
	found("Caf\xc3\xa9 wrote on 28 March 2017 at 7:24 pm: x", "28 March 2017 at 7:24 pm",
		"2017-03-28T19:24");
	found("07:24 GMT +328 March 2017(updated 08:00", "07:24 GMT +328 March 2017",
		"2017-03-28T07:24+03:00");
	found("written 2 hours ago by X", "2 hours ago", "2017-03-28T09:20Z");
	found("see 2017-03-28T07:24:00Z.", "2017-03-28T07:24:00Z", "2017-03-28T07:24:00Z");
}

static void prose_with_numbers_holds_no_date(void **state)
{
	(void)state;
	found("in 2017 the 24 states", NULL, NULL);
	found("he may 5 times, at 12:30", NULL, NULL);
	found("version 1.2.3 of 10 March", NULL, NULL);
	found("pages 12-13-14 and 10/11/12", NULL, NULL);
	found("", NULL, NULL);
}

static void read_as(const char *text, unsigned as, const char *iso, const char *part)
{
	struct date d;
	size_t at = 0, len = 0;
	char out[32];
	bool ok = date_read(str_z(text), STR_NONE, NOW, as, &d, &at, &len);

	if (!iso) {
		assert_false(ok);
		return;
	}
	assert_true(ok);
	assert_string_equal(date_iso(&d, out), iso);
	assert_str(str_sub(str_z(text), at, len), part);
}

static void short_texts_are_read_as_a_whole_or_in_part(void **state)
{
	const unsigned both = DATE_AS_WHOLE | DATE_AS_PART;

	(void)state;
	read_as("Posted on 28 Mar 2017", both, "2017-03-28", "28 Mar 2017");
	read_as("28 March", DATE_AS_WHOLE, "2017-03-28", "28 March");
	read_as("28 March", DATE_AS_PART, NULL, NULL);
	read_as("2 hours ago", both, "2017-03-28T09:20Z", "2 hours ago");
	read_as("Ann, 28 Mar 2017, 3 comments", DATE_AS_PART, "2017-03-28", "28 Mar 2017");
	read_as("2017", both, NULL, NULL);
	read_as("March 2017", both, NULL, NULL);
	read_as("12 comments", both, NULL, NULL);
	read_as("ÉDITÉ LE 28 MARS 2017", both, "2017-03-28", "28 MARS 2017");
}

static void ages_are_short(void **state)
{
	char out[8];

	(void)state;
	assert_string_equal(date_age(NOW, NOW, out), "now");
	assert_string_equal(date_age(NOW + 99, NOW, out), "now");
	assert_string_equal(date_age(NOW - 300, NOW, out), "5m");
	assert_string_equal(date_age(NOW - 3 * 3600, NOW, out), "3h");
	assert_string_equal(date_age(NOW - 2 * 86400, NOW, out), "2d");
	assert_string_equal(date_age(NOW - 42 * 86400, NOW, out), "6w");
	assert_string_equal(date_age(NOW - 125 * 86400, NOW, out), "4mo");
	assert_string_equal(date_age(NOW - 1100 * 86400, NOW, out), "3y");
	assert_string_equal(date_age(INT64_MIN, NOW, out), "now");
}

static void people_read_english_months(void **state)
{
	struct date d;
	char out[40];

	(void)state;
	assert_true(date_parse(STR("2017-03-28T07:24+03:00"), STR_NONE, 0, &d));
	assert_string_equal(date_human(&d, out), "28 Mar 2017 07:24");
	assert_int_equal(date_epoch(&d), 1490675040);
	d.seconds = INT64_MAX;
	assert_string_equal(date_human(&d, out), "31 Dec 9999 23:59");
}

static void the_word_table_is_sorted(void **state)
{
	static const char *const words[] = {
#define WORD(text, kind, value) text,
#include "text/date_words.def"
#undef WORD
	};

	(void)state;
	for (size_t i = 1; i < sizeof(words) / sizeof(*words); i++)
		assert_true(strcmp(words[i - 1], words[i]) < 0);
}

static void days_of_the_week_are_known_in_any_case(void **state)
{
	(void)state;
	assert_true(date_is_weekday(STR("Tuesday")));
	assert_true(date_is_weekday(STR("MERCREDI")));
	assert_true(date_is_weekday(STR("s\xC3\xA1"
					"bado")));
	assert_false(date_is_weekday(STR("March")));
	assert_false(date_is_weekday(STR("Tues day")));
	assert_false(date_is_weekday(STR_NONE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_of_the_week_are_known_in_any_case),
		cmocka_unit_test(every_form_reads_as_the_table_says),
		cmocka_unit_test(every_month_of_a_year_prints_as_it_was_read),
		cmocka_unit_test(what_machines_write_reads_as_it_does_among_words),
		cmocka_unit_test(dates_are_found_in_running_text),
		cmocka_unit_test(prose_with_numbers_holds_no_date),
		cmocka_unit_test(short_texts_are_read_as_a_whole_or_in_part),
		cmocka_unit_test(ages_are_short),
		cmocka_unit_test(people_read_english_months),
		cmocka_unit_test(the_word_table_is_sorted),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
