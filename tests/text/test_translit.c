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
		check(charset[i], "caf\xc3\xa9 \xe2\x80\x94 \xe2\x80\x9cq\xe2\x80\x9d\xe2\x80\xa6",
			"cafe -- \"q\"...");
		check(charset[i], "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82", "Privet");
		check(charset[i],
			"Stra\xc3\x9f"
			"e \xc3\x84rger \xe2\x82\xac",
			"Strasse Aerger EUR");
		check(charset[i], "\xe2\x94\x82 \xe2\x96\xbe x\xcd\x9dy \xe6\x97\xa5", "| - xy ?");
		check(charset[i], "plain\ttext\n", "plain\ttext\n");
	}
}

static void a_charset_keeps_what_it_has(void **state)
{
	(void)state;
	check("ISO-8859-1", "caf\xc3\xa9 \xe2\x80\x94 \xc5\x82", "caf\xe9 -- l");
	check("KOI8-R", "\xd0\xbc\xc3\xa9",
		"\xcd"
		"e");
}

static void check_cell(const char *charset, const char *cluster, int columns, const char *wanted)
{
	struct translit *t = translit_new(charset);
	struct buf out = { 0 };

	translit_cell(t, str_z(cluster), columns, &out);
	assert_str(buf_str(&out), wanted);
	buf_free(&out);
	translit_free(t);
}

static void a_cell_keeps_its_columns(void **state)
{
	(void)state;
	check_cell("ASCII", "\xe2\x80\xa6", 1, ".");
	check_cell("ASCII", "\xc3\xa4", 1, "a");
	check_cell("ASCII", "\xc2\xa9", 1, "c");
	check_cell("ASCII", "\xe2\x80\x94", 1, "-");
	check_cell("ASCII", "\xe6\x97\xa5", 2, "? ");
	check_cell("ASCII", "e\xcc\x81", 1, "e");
	check_cell("ASCII", "\xc2\xa0", 1, " ");
	check_cell("ISO-8859-1", "\xc3\xa4", 1, "\xe4");
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
		cmocka_unit_test(a_cell_keeps_its_columns),
		cmocka_unit_test(utf8_needs_nothing),
	};

	return cmocka_run_group_tests_name("translit", tests, NULL, NULL);
}
