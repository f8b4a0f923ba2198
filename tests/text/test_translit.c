#include "config.h"

#include "support/unit.h"

#include "text/translit.h"

static void check(const char *charset, const char *text, const char *wanted)
{
	struct translit *t = translit_new(charset);
	struct buf out = { .max = 0 };

	assert_non_null(t);
	assert_true(translit_add(t, str_z(text), &out));
	assert_str(buf_str(&out), wanted);
	buf_free(&out);
	translit_free(t);
}

static void ascii_gets_what_stands_for_the_rest(void **state)
{
	static const char *const charset[] = { "ANSI_X3.4-1968", "no-such-charset", NULL };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		check(charset[i], "caf\xc3\xa9 \xe2\x80\x94 \xe2\x80\x9cq\xe2\x80\x9d\xe2\x80\xa6", "cafe -- \"q\"...");
		check(charset[i], "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82", "Privet");
		check(charset[i], "Stra\xc3\x9f" "e \xc3\x84rger \xe2\x82\xac", "Strasse Aerger EUR");
		check(charset[i], "\xe2\x94\x82 \xe2\x96\xbe x\xcd\x9dy \xe6\x97\xa5", "| - xy ?");
		check(charset[i], "plain\ttext\n", "plain\ttext\n");
	}
}

static void a_charset_keeps_what_it_has(void **state)
{
	(void)state;
	check("ISO-8859-1", "caf\xc3\xa9 \xe2\x80\x94 \xc5\x82", "caf\xe9 -- l");
	check("KOI8-R", "\xd0\xbc\xc3\xa9", "\xcd" "e");
}

static void utf8_needs_nothing(void **state)
{
	(void)state;
	assert_null(translit_new("UTF-8"));
	assert_null(translit_new("utf8"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ascii_gets_what_stands_for_the_rest),
		cmocka_unit_test(a_charset_keeps_what_it_has),
		cmocka_unit_test(utf8_needs_nothing),
	};

	return cmocka_run_group_tests_name("translit", tests, NULL, NULL);
}
