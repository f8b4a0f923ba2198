#include "config.h"

#include "support/unit.h"

#include "command/options.h"

static void defaults_fit_their_own_types(void **state)
{
	struct options o;

	(void)state;
	options_init(&o);
	for (int i = 0; i < OPTIONS; i++)
		assert_true(
			options_set(&o, (enum option_id)i, str_z(option_table[i].preset), NULL));
	assert_null(option_text(&o, OPT_CHARSET));
	assert_int_equal(o.number[OPT_MEASURE], 80);
	options_free(&o);
}

static void no_name_or_letter_is_used_twice(void **state)
{
	(void)state;
	for (int i = 0; i < OPTIONS; i++) {
		assert_int_equal(option_find(str_z(option_table[i].name)), i);
		for (int k = 0; k < i; k++)
			assert_true(!option_table[i].letter ||
				option_table[i].letter != option_table[k].letter);
	}
}

static void line_takes_long_short_and_operands(void **state)
{
	char *argv[] = { (char[]){ "postil" }, (char[]){ "page" }, (char[]){ "--width=72" },
		(char[]){ "-d" }, (char[]){ "-C" }, (char[]){ "latin1" }, (char[]){ "--ascii=no" },
		(char[]){ "--layout" }, (char[]){ "side" }, NULL };
	struct options o;
	int operand = 0;

	(void)state;
	options_init(&o);
	assert_true(options_parse(&o, 9, argv, &operand, NULL));
	assert_int_equal(operand, 8);
	assert_string_equal(argv[8], "page");
	assert_int_equal(o.number[OPT_WIDTH], 72);
	assert_true(option_on(&o, OPT_DUMP));
	assert_true(o.given[OPT_DUMP]);
	assert_string_equal(option_text(&o, OPT_CHARSET), "latin1");
	assert_false(option_on(&o, OPT_ASCII));
	assert_int_equal(o.number[OPT_LAYOUT], 1);
	options_free(&o);
}

static void wrong_lines_are_told(void **state)
{
	static const struct {
		const char *arg, *sentence;
	} wrong[] = {
		{ "--nonsense", "there is no option --nonsense" },
		{ "-Z", "there is no option -Z" },
		{ "--width=abc", "width wants a number in 0..1000, not \"abc\"" },
		{ "--width=1001", "width wants a number in 0..1000, not \"1001\"" },
		{ "--layout=round", "layout wants one of auto|side|stacked|single, not \"round\"" },
		{ "--charset", "option --charset wants a value" },
		{ "-C", "option -C wants a value" },
		{ "--ascii=perhaps", "ascii wants yes or no, not \"perhaps\"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		char arg[64];
		char *argv[] = { (char[]){ "postil" }, arg, NULL };
		struct options o;
		struct err e = { 0 };
		int operand;

		snprintf(arg, sizeof(arg), "%s", wrong[i].arg);
		options_init(&o);
		assert_false(options_parse(&o, 2, argv, &operand, &e));
		assert_string_equal(e.text, wrong[i].sentence);
		options_free(&o);
	}
}

static void help_names_every_option_within_80_columns(void **state)
{
	struct buf help = { 0 };
	struct str rest, line;

	(void)state;
	options_help(&help);
	for (int i = 0; i < OPTIONS; i++)
		assert_non_null(strstr(buf_z(&help), option_table[i].name));
	rest = buf_str(&help);
	while (str_line(&rest, &line))
		assert_true(line.len < 80);
	buf_free(&help);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_fit_their_own_types),
		cmocka_unit_test(no_name_or_letter_is_used_twice),
		cmocka_unit_test(line_takes_long_short_and_operands),
		cmocka_unit_test(wrong_lines_are_told),
		cmocka_unit_test(help_names_every_option_within_80_columns),
	};

	return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
