#include "config.h"

#include "support/unit.h"

#include "command/settings.h"

static void lines_set_bind_and_unbind(void **state)
{
	struct settings s;
	struct buf mistakes = { 0 };
	enum command c;
	uint32_t arg, key = 'x';

	(void)state;
	settings_init(&s);
	assert_true(settings_read(&s,
		STR("# mine\n\nset width 72\n  set mouse\nset browser \"w3m -N\"\nbind x parent\n"
		    "unbind q\nbind article # top\npreset less\n"),
		"config", &mistakes));
	assert_int_equal(s.options.number[OPT_WIDTH], 72);
	assert_true(option_on(&s.options, OPT_MOUSE));
	assert_string_equal(option_text(&s.options, OPT_BROWSER), "w3m -N");
	assert_int_equal(keymap_find(&s.keymap, COMMAND_THREAD, &key, 1, &c, &arg), KEYMAP_FOUND);
	assert_int_equal(c, CMD_PARENT);
	assert_int_equal(keymap_find(&s.keymap, COMMAND_ARTICLE, &key, 1, &c, &arg), KEYMAP_NONE);
	key = '#';
	assert_int_equal(keymap_find(&s.keymap, COMMAND_ARTICLE, &key, 1, &c, &arg), KEYMAP_FOUND);
	key = 'q';
	assert_int_equal(keymap_find(&s.keymap, COMMAND_THREAD, &key, 1, &c, &arg), KEYMAP_NONE);
	assert_int_equal(mistakes.len, 0);
	settings_free(&s);
}

static void mistakes_name_their_place_and_reading_goes_on(void **state)
{
	struct settings s;
	struct buf mistakes = { 0 };

	(void)state;
	settings_init(&s);
	assert_false(settings_read(&s,
		STR("set colour blue\nset width  wide\nbind j\nbind zzzzz parent\nbind j nonsense\n"
		    "frobnicate\nset dump yes\nset browser \"x\nset width 50\n"),
		"c", &mistakes));
	assert_string_equal(buf_z(&mistakes),
		"c:1:5: there is no option \"colour\"\n"
		"c:2:12: width wants a number in 0..1000, not \"wide\"\n"
		"c:3:1: bind wants a key and a command\n"
		"c:4:6: \"zzzzz\" is no key\n"
		"c:5:8: there is no command \"nonsense\"\n"
		"c:6:1: \"frobnicate\" is no directive: set, bind, unbind, preset, color\n"
		"c:7:5: there is no option \"dump\"\n"
		"c:8:13: a quote does not end, or there are too many words\n");
	assert_int_equal(s.options.number[OPT_WIDTH], 50);
	buf_free(&mistakes);
	settings_free(&s);
}

static void the_command_line_wins_over_the_file(void **state)
{
	struct settings s;
	struct buf mistakes = { 0 };

	(void)state;
	settings_init(&s);
	options_set(&s.options, OPT_WIDTH, STR("60"), NULL);
	s.options.given[OPT_WIDTH] = true;
	assert_true(settings_read(&s, STR("set width 72"), "c", &mistakes));
	assert_int_equal(s.options.number[OPT_WIDTH], 60);
	settings_free(&s);
}

static void a_named_file_that_is_not_there_is_a_mistake(void **state)
{
	struct settings s;
	struct buf mistakes = { 0 };

	(void)state;
	settings_init(&s);
	assert_false(settings_load(&s, "/nonexistent/config", &mistakes));
	assert_true(mistakes.len > 0);
	buf_free(&mistakes);
	settings_free(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_set_bind_and_unbind),
		cmocka_unit_test(mistakes_name_their_place_and_reading_goes_on),
		cmocka_unit_test(the_command_line_wins_over_the_file),
		cmocka_unit_test(a_named_file_that_is_not_there_is_a_mistake),
	};

	return cmocka_run_group_tests_name("settings", tests, NULL, NULL);
}
