/* test_emulator.c: the reader on a drawn terminal: what was sent in pieces is what would have been
 * sent anew, and the answers of a terminal are never taken for keys. */
#include "config.h"

#include "support/unit.h"

#include "support/emulator.h"
#include "support/made_page.h"
#include "view/view.h"

#include <locale.h>

enum {
	QUIET = 30,   /* ms without output after a key */
	SLICES = 250, /* and after one that starts work in slices, which rests between them */
};

static struct buf image;
static const char *layout;

static int show(void *arg)
{
	struct load load = { .stage = LOAD_DONE, .fd = -1 };
	struct view_options o = { .now = 1500000000, .layout = layout };
	struct err e = { 0 };

	(void)arg;
	if (!document_open(&load.document, image.at, image.len, &e))
		return 9;
	return view_run(&o, &load, &e);
}

static int nothing(void *arg)
{
	(void)arg;
	return 0;
}

static int make(void **state)
{
	(void)state;
	made_page(300, 12, &image);
	return 0;
}

static int unmake(void **state)
{
	(void)state;
	buf_free(&image);
	return 0;
}

static void begin(struct emulator *t, int rows, int cols, const char *how, bool answers)
{
	layout = how;
	assert_true(emulator_start(t, rows, cols, "xterm-256color", answers, show, NULL));
	assert_true(emulator_settle(t, 150));
}

static void end(struct emulator *t)
{
	emulator_type(t, "Q");
	assert_int_equal(emulator_end(t), 0);
}

/* Whatever was scrolled and written in pieces: drawing everything anew changes no cell. */
static void same_as_anew(struct emulator *t, const char *typed)
{
	struct buf before = { 0 }, after = { 0 };

	emulator_picture(t, &before);
	emulator_type(t, "\014");
	assert_true(emulator_settle(t, QUIET));
	emulator_picture(t, &after);
	if (!str_eq(buf_str(&before), buf_str(&after))) {
		struct str was = buf_str(&before), is = buf_str(&after), a, b;

		for (int row = 0; str_line(&was, &a) && str_line(&is, &b); row++)
			if (!str_eq(a, b))
				print_error("%d: \"%.*s\"\nanew: \"%.*s\"\n", row % t->rows,
					STR_ARG(a), STR_ARG(b));
		fail_msg("drawn anew after \"%s\" the screen is another", typed);
	}
	buf_free(&before);
	buf_free(&after);
}

static void wander(const char *how, int rows, int cols, bool margins)
{
	static const char *const keys[] = { "j", "j", "jjj", "k", " ", "b", "d", "u", "\005",
		"\031", "}", "{", "J", "K", "\r", "zM", "zR", "c", "p", "g", "G", "\t", "\t", "e",
		"n", "<", ">", "/winter\r", "\033", "50%", "s", "&map\r", "l", "h" };
	struct emulator t;
	uint32_t seed = (uint32_t)(rows * 7 + cols);
	bool slices = false;

	begin(&t, rows, cols, how, margins);
	for (int i = 0; i < 120; i++) {
		const char *typed;

		seed = seed * 1664525u + 1013904223u;
		typed = keys[(seed >> 10) % (sizeof(keys) / sizeof(*keys))];
		emulator_type(&t, typed);
		slices = slices || *typed == '&' || *typed == '/';
		if (i % 3)
			continue;
		assert_true(emulator_settle(&t, slices ? SLICES : QUIET));
		same_as_anew(&t, typed);
		slices = false;
	}
	end(&t);
}

static void scrolled_panes_show_what_drawing_anew_shows(void **state)
{
	(void)state;
	wander("side", 24, 100, true);
	wander("side", 24, 100, false);
	wander("side", 50, 160, true);
	wander("stacked", 40, 80, true);
	wander("single", 24, 80, false);
}

static uint64_t cost_of(struct emulator *t, const char *key)
{
	uint64_t before = t->bytes;

	emulator_type(t, key);
	assert_true(emulator_settle(t, QUIET));
	return t->bytes - before;
}

static void a_line_costs_the_line_also_beside_another_pane(void **state)
{
	static const struct {
		const char *layout;
		int rows, cols;
	} run[] = { { "side", 50, 160 }, { "side", 50, 200 }, { "side", 24, 80 },
		{ "single", 50, 200 }, { "single", 24, 80 } };

	(void)state;
	for (size_t i = 0; i < sizeof(run) / sizeof(*run); i++) {
		struct emulator t;
		uint64_t sum = 0;

		begin(&t, run[i].rows, run[i].cols, run[i].layout, true);
		cost_of(&t, "j");
		for (int k = 0; k < 20; k++)
			sum += cost_of(&t, "j");
		assert_in_range(sum / 20, 1, 130);
		end(&t);
	}
}

/* The bar at the foot is not there before the first picture is. */
static void assert_reads(struct emulator *t, const char *text)
{
	struct buf row = { 0 };

	emulator_row(t, t->rows - 1, &row);
	if (!str_has(buf_str(&row), str_z(text)))
		fail_msg("\"%s\" is not in \"%s\"", text, buf_z(&row));
	buf_free(&row);
}

static void a_mute_terminal_is_not_waited_for(void **state)
{
	struct emulator t;
	double from = emulator_now();

	(void)state;
	begin(&t, 24, 80, "single", false);
	assert_true(t.last - from < 1000);
	assert_reads(&t, "article 0%");
	emulator_type(&t, "\t/map\r\033");
	assert_true(emulator_settle(&t, 300));
	assert_reads(&t, "comment");
	end(&t);
}

static void answers_are_no_keys_and_choose_the_theme(void **state)
{
	static const char light[] =
		"\033]11;rgb:ffff/ffff/eeee\033\\\033[?69;2$y\033[?2026;0$y\033[0n";
	static const char dark[] =
		"\033]11;rgb:0000/0000/2222\007\033[?69;0$y\033[?2026;2$y\033[0n";
	struct emulator t;
	uint32_t *before;

	(void)state;
	begin(&t, 24, 80, "single", false);
	before = emulator_cells(&t);
	emulator_type(&t, dark);
	assert_true(emulator_settle(&t, 200));
	assert_int_equal(emulator_changed(&t, before).cells, 0);
	emulator_type(&t, light);
	assert_true(emulator_settle(&t, 200));
	assert_true(emulator_changed(&t, before).cells >= 80); /* the bars, at least */
	assert_reads(&t, "article 0%");
	same_as_anew(&t, "an answer");
	mem_free(before);
	end(&t);
}

/* A terminal has more keys than its description tells: F13 here, Home of rxvt, keys with modifiers. */
static void keys_without_a_name_are_not_taken_to_pieces(void **state)
{
	struct emulator t;
	uint32_t *before;

	(void)state;
	begin(&t, 24, 80, "single", false);
	emulator_type(&t, "\033[0n\t");
	assert_true(emulator_settle(&t, 200));
	before = emulator_cells(&t);
	emulator_type(&t, "\033[25~\033[57;5u\033[27;5;106~\033Oj\033[1;3B");
	assert_true(emulator_settle(&t, 200));
	assert_int_equal(emulator_changed(&t, before).cells, 0);
	emulator_type(&t, "\033[B");
	assert_true(emulator_settle(&t, 200));
	assert_reads(&t, "comment 2 of");
	emulator_type(&t, "\033[7~");
	assert_true(emulator_settle(&t, 200));
	assert_reads(&t, "comment 1 of");
	emulator_type(&t, "/map\033");
	assert_true(emulator_settle(&t, 200));
	assert_reads(&t, "comment 1 of");
	mem_free(before);
	end(&t);
}

static void the_environment_tells_a_background_that_the_terminal_does_not(void **state)
{
	struct emulator t;
	uint32_t *before;

	(void)state;
	setenv("COLORFGBG", "0;15", 1);
	begin(&t, 24, 80, "single", false);
	unsetenv("COLORFGBG");
	before = emulator_cells(&t);
	emulator_type(&t, "\033]11;rgb:1000/1000/1000\007\033[0n");
	assert_true(emulator_settle(&t, 200));
	assert_true(emulator_changed(&t, before).cells >= 80);
	mem_free(before);
	end(&t);
}

static void sizes_come_and_go(void **state)
{
	static const int size[][2] = { { 24, 80 }, { 50, 200 }, { 10, 40 }, { 24, 120 }, { 3, 20 },
		{ 60, 100 } };
	struct emulator t;

	(void)state;
	begin(&t, 24, 120, NULL, true);
	for (int i = 0; i < 30; i++) {
		emulator_resize(&t, size[i * 5 % 6][0], size[i * 5 % 6][1]);
		emulator_settle(&t, QUIET);
		emulator_type(&t, i % 2 ? "j" : "\tj ");
		emulator_settle(&t, QUIET);
		same_as_anew(&t, "another size");
	}
	end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scrolled_panes_show_what_drawing_anew_shows),
		cmocka_unit_test(a_line_costs_the_line_also_beside_another_pane),
		cmocka_unit_test(a_mute_terminal_is_not_waited_for),
		cmocka_unit_test(answers_are_no_keys_and_choose_the_theme),
		cmocka_unit_test(keys_without_a_name_are_not_taken_to_pieces),
		cmocka_unit_test(the_environment_tells_a_background_that_the_terminal_does_not),
		cmocka_unit_test(sizes_come_and_go),
	};
	struct emulator t;

	setenv("LC_ALL", "C.UTF-8", 1);
	setlocale(LC_ALL, "");
	if (!emulator_start(&t, 24, 80, "xterm-256color", false, nothing, NULL)) {
		puts("1..0 # SKIP this machine gives no pseudo-terminal");
		return 0;
	}
	emulator_end(&t);
	return cmocka_run_group_tests(tests, make, unmake);
}
