/* test_color.c: words for looks. */
#include "config.h"

#include "support/unit.h"

#include "base/buf.h"
#include "command/color.h"

static bool read_words(const char *line, struct look *look, unsigned *bad, struct err *e)
{
	struct str rest = str_z(line), word[8];
	unsigned n = 0;

	while (n < 8 && str_word(&rest, &word[n]))
		n++;
	return color_read(word, n, look, bad, e);
}

static void looks_are_read(void **state)
{
	static const struct {
		const char *line;
		int fg, bg;
		unsigned attr;
	} right[] = {
		{ "author bright-green bold", 10, -1, LOOK_BOLD },
		{ "bar white 24", 7, 24, 0 },
		{ "bar default 236", -1, 236, 0 },
		{ "link underline dim", -1, -1, LOOK_UNDERLINE | LOOK_DIM },
		{ "quote #ff0000", 196, -1, 0 },
		{ "quote #808080 #FFFFFF italic", 244, 231, LOOK_ITALIC },
		{ "error reverse 1 0", 1, 0, LOOK_REVERSE },
	};
	struct look look;
	struct err e = { 0 };
	unsigned bad;

	(void)state;
	for (size_t i = 0; i < sizeof(right) / sizeof(*right); i++) {
		assert_true(read_words(right[i].line, &look, &bad, &e));
		assert_int_equal(look.fg, right[i].fg);
		assert_int_equal(look.bg, right[i].bg);
		assert_int_equal(look.attr, right[i].attr);
	}
}

static void mistakes_name_their_word(void **state)
{
	static const struct {
		const char *line;
		unsigned bad;
	} wrong[] = { { "author", 0 }, { "nobody red", 0 }, { "author redd", 1 },
		{ "author red 256", 2 }, { "author red blue green", 3 }, { "author #12345", 1 },
		{ "author bold #gg0000", 2 } };
	struct look look;
	struct err e = { 0 };
	unsigned bad;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		if (read_words(wrong[i].line, &look, &bad, &e))
			fail_msg("\"%s\" is taken", wrong[i].line);
		assert_int_equal(bad, wrong[i].bad);
		assert_true(e.text[0]);
	}
}

static void a_poorer_terminal_gets_the_nearest_colour(void **state)
{
	static const struct {
		int color, colors, is;
	} fit[] = { { -1, 256, -1 }, { 75, 256, 75 }, { 75, 0, -1 }, { 10, 8, 2 }, { 10, 16, 10 },
		{ 196, 8, 1 }, { 46, 16, 2 }, { 21, 8, 4 }, { 231, 8, 7 }, { 232, 8, 0 },
		{ 255, 8, 7 } };

	(void)state;
	for (size_t i = 0; i < sizeof(fit) / sizeof(*fit); i++)
		assert_int_equal(color_fit(fit[i].color, fit[i].colors), fit[i].is);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(looks_are_read),
		cmocka_unit_test(mistakes_name_their_word),
		cmocka_unit_test(a_poorer_terminal_gets_the_nearest_colour),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
