/* test_prompt.c: what is typed at the foot of the screen: history, completion, paste, the command
 * line, filters, questions. */
#include "config.h"

#include "support/unit.h"

#include "command/settings.h"
#include "document/build.h"
#include "site/site.h"
#include "support/fake_screen.h"
#include "support/picture.h"
#include "support/typist.h"

#include <sys/stat.h>
#include <unistd.h>

static struct site_set *sites;
static struct load load;
static char folder[256];

static int load_page(void **state)
{
	struct buf mistakes = { 0 };

	(void)state;
	sites = site_set_new(NULL, NULL, &mistakes);
	picture_load(&load, sites, "links.html", 1640000000);
	buf_free(&mistakes);
	snprintf(folder, sizeof(folder), "%s/tests/home/prompt-%d", getenv("POSTIL_TEST_BUILD"),
		(int)getpid());
	return mkdir(folder, 0700);
}

static int free_page(void **state)
{
	char path[300];

	(void)state;
	load_free(&load);
	site_set_free(sites);
	snprintf(path, sizeof(path), "%s/page.md", folder);
	unlink(path);
	return rmdir(folder);
}

static int columns = 100;

static void type(const char *keys)
{
	struct view_options o = { .now = 1640000000 };

	picture_take(&load, &o, 24, columns, keys);
}

static void counts_say_where_matches_are(void **state)
{
	(void)state;
	type("/needle\r");
	assert_true(fake_shows("1/4 (1 in the article, 3 in comments)"));
	type("/needle\rnn");
	assert_true(fake_shows("3/4 (1 in the article, 3 in comments)"));
	type("/Needle\r");
	assert_true(fake_shows("1/1 (0 in the article, 1 in comments)"));
	type("/zoe\r");
	assert_true(fake_shows("1/1 (1 in the article, 0 in comments)"));
	type("/needle\rnnnn");
	assert_true(fake_shows("1/4 (1 in the article, 3 in comments), from the top"));
	type("/by:ada\r");
	assert_true(fake_shows("1/2 (0 in the article, 2 in comments)"));
}

static void a_search_that_is_given_up_leaves_no_trace(void **state)
{
	struct buf before = { 0 }, after = { 0 };

	(void)state;
	type("\tzM");
	fake_picture(&before);
	type("\tzM/mine\033");
	fake_picture(&after);
	assert_str(buf_str(&after), buf_z(&before));
	type("\tzM/mine\rgn"); /* opened by the match, closed by the next search */
	assert_true(fake_shows("Berta"));
	type("\tzM/mine\rG/read all\r");
	assert_false(fake_shows("Berta"));
	buf_free(&before);
	buf_free(&after);
}

static void a_pattern_with_a_mistake_is_told_where(void **state)
{
	(void)state;
	type("/~ne(");
	assert_true(
		fake_shows("The pattern is wrong at character 4: missing closing parenthesis."));
	type("/~n..dle\r");
	assert_true(fake_shows("1/4"));
}

static void a_filter_keeps_matches_and_says_how_many(void **state)
{
	(void)state;
	type("&needle\r");
	assert_true(fake_shows("3 of 6 comments match"));
	assert_false(fake_shows("Emil"));
	assert_true(fake_shows("Dora")); /* above a match */
	type("&by:ada depth<1\r");
	assert_true(fake_shows("1 of 6 comments match"));
	type("&needle\r\033");
	assert_true(fake_shows("Emil"));
	type("&nothing has this\r");
	assert_true(fake_shows("No comment matches; all are shown."));
	assert_true(fake_shows("Emil"));
	type("&depth<x\r");
	assert_true(fake_shows("There is no number in \"depth<x\"."));
	type("&needle\r&depth<x\r"); /* a mistake changes nothing */
	assert_false(fake_shows("Emil"));
	type("&needle\rn"); /* through its matches */
	assert_true(fake_shows("/4 ("));
}

static void commands_run_by_name_with_counts(void **state)
{
	(void)state;
	type(":next-comment\r");
	assert_true(fake_shows("comment 2 of 6"));
	type(":3 next-comment\r");
	assert_true(fake_shows("comment 4 of 6"));
	type(":5\r");
	assert_true(fake_shows("comment 5 of 6"));
	type(":no-such\r");
	assert_true(fake_shows("There is no command \"no-such\""));
	type(":set-mark a\r");
	assert_true(fake_shows("Mark a is set."));
	type(":search needle\r");
	assert_true(fake_shows("1/4"));
	type(":open 99\r");
	assert_true(fake_shows("There is no link 99; the last is"));
}

static void tab_completes_and_goes_through_what_is_left(void **state)
{
	(void)state;
	type(":foldt\t");
	assert_true(fake_shows(":foldt"));
	type(":fold-to\t");
	assert_true(fake_shows(":fold-toggle "));
	type(":fold-th\t");
	assert_true(fake_shows(":fold-thread"));
	assert_true(fake_shows("Fold all threads to their top-level"));
	type(":fold-th\t\t\t");
	assert_true(fake_shows(":fold-threads"));
	type(":set the\t\t\t\t");
	assert_true(fake_shows(":set theme dark"));
	type(":color li\t");
	assert_true(fake_shows(":color link "));
	type(":color link bright-r\t");
	assert_true(fake_shows(":color link bright-red "));
	type("&by:em\t");
	assert_true(fake_shows("&by:Emil"));
	type("&de\t");
	assert_true(fake_shows("&depth"));
}

static void earlier_lines_come_back_by_their_beginning(void **state)
{
	(void)state;
	type("/needle\r/bridge\r/\020");
	assert_true(fake_shows("/bridge"));
	type("/needle\r/bridge\r/n\020");
	assert_true(fake_shows("/needle"));
	type("/needle\r/bridge\r/b\020\016");
	assert_true(fake_shows("/b "));
	type("/needle\r:\020"); /* another kind of line */
	assert_false(fake_shows(":needle"));
}

static void pasted_text_is_never_keys(void **state)
{
	struct view_options o = { .now = 0 };
	static const uint32_t in_prompt[] = { ':', SCREEN_PASTE, 'q', '\r', 'Q', SCREEN_PASTE_END,
		SCREEN_RESIZE, 0 },
			      alone[] = { SCREEN_PASTE, ':', 'q', '\r', 'Q', SCREEN_PASTE_END,
				      SCREEN_RESIZE, 0 };
	struct err e = { 0 };

	(void)state;
	fake = (struct fake){ .rows = 24, .cols = 80, .keys = in_prompt };
	assert_int_equal(view_run(&o, &load, &e), 0);
	assert_int_equal(*fake.keys, 0); /* all were read: nothing ended the reader before */
	assert_true(fake_shows(":q Q"));
	fake = (struct fake){ .rows = 24, .cols = 80, .keys = alone };
	assert_int_equal(view_run(&o, &load, &e), 0);
	assert_int_equal(*fake.keys, 0);
	assert_false(fake_shows(":q"));
}

static size_t size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (size_t)st.st_size : 0;
}

/* The reader's keys, with others that are typed to the opener; what that showed. */
static const char *type_both(const char *keys, const char *answers)
{
	struct view_options o = { .now = 1640000000 };
	static char saw[1 << 16];
	struct typist t;

	typist_sit(&t, NULL, answers);
	o.request = &t.request;
	picture_take(&load, &o, 24, columns, keys);
	snprintf(saw, sizeof(saw), "%s", typist_saw(&t));
	typist_rise(&t);
	return saw;
}

static void a_file_is_written_over_only_when_asked(void **state)
{
	char keys[400], path[300];
	size_t size;

	(void)state;
	columns = FAKE_COLS; /* the build folder may lie deep */
	snprintf(path, sizeof(path), "%s/page.md", folder);
	snprintf(keys, sizeof(keys), "%s\r", path);
	type_both("w", keys);
	assert_true(fake_shows("Written as markdown"));
	size = size_of(path);
	assert_true(size > 500);
	assert_int_equal(truncate(path, 3), 0);
	snprintf(keys, sizeof(keys), "%s\rn", path);
	assert_non_null(strstr(type_both("w", keys), " (y/n)"));
	assert_int_equal(size_of(path), 3);
	snprintf(keys, sizeof(keys), "%s\ry", path);
	type_both(":write\r", keys);
	assert_int_equal(size_of(path), size);
	snprintf(keys, sizeof(keys), "%s\r", folder);
	type_both("w", keys);
	assert_true(fake_shows("Is a directory"));
	snprintf(keys, sizeof(keys), "%s/none/page.md\r", folder);
	type_both("w", keys);
	assert_true(fake_shows("No such file or directory"));
	assert_int_equal(truncate(path, 3), 0);
	snprintf(keys, sizeof(keys), "%s/pa\t\ry", folder);
	type_both("w", keys);
	assert_int_equal(size_of(path), size);
	type_both("w", "\033");
	assert_false(fake_shows("Written"));
	type("w");
	assert_true(fake_shows("Nothing can be started from here."));
	columns = 100;
}

static void settings_change_at_once(void **state)
{
	struct view_options o = { .now = 1640000000 };
	struct settings s;

	(void)state;
	settings_init(&s);
	o.settings = &s;
	view_options_take(&o, &s.options);
	picture_take(&load, &o, 24, 120, ":set layout single\r");
	assert_false(fake_shows("Ada"));
	picture_take(&load, &o, 24, 120, ":set layout side\r");
	assert_true(fake_shows("Ada"));
	picture_take(&load, &o, 24, 120, ":set ascii\r");
	assert_false(fake_shows("│"));
	picture_take(&load, &o, 24, 120, ":set layout round\r");
	assert_true(fake_shows("layout"));
	picture_take(&load, &o, 24, 120, ":bind X page-info\rX");
	assert_true(fake_shows("Page information"));
	picture_take(&load, &o, 24, 120, ":set copy-command xclip\r");
	assert_true(fake_shows("copy-command is set before a page is read"));
	picture_take(&load, &o, 24, 120, ":set nothing yes\r");
	assert_true(fake_shows("there is no option \"nothing\""));
	settings_free(&s);
}

/* A page whose text takes a while to be folded. */
static void make_long(struct buf *image, struct load *long_load)
{
	struct builder *b = builder_new(0);
	struct err e = { 0 };

	builder_discussion(b, SOURCE_PAGE, "guessed");
	for (int i = 0; i < 400; i++) {
		builder_comment(b, DOC_NONE, EDGE_NONE);
		builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
		for (int k = 0; k < 500; k++)
			builder_text(b, STR("Слова без ёлки. "));
		builder_block_end(b);
		builder_comment_end(b);
	}
	builder_discussion_end(b);
	assert_true(builder_seal(b, image, &e));
	builder_free(b);
	*long_load = (struct load){ .stage = LOAD_DONE, .fd = -1 };
	assert_true(document_open(&long_load->document, image->at, image->len, &e));
}

static bool saw_work, saw_end;

static void watch(void)
{
	saw_work |= fake_shows("Filtering ...");
	saw_end |= fake_shows("No comment matches");
}

/* Esc is typed while the filter is at work: it is taken at once, and nothing is filtered. */
static void a_filter_at_work_takes_keys(void **state)
{
	static const uint32_t key[] = { '&', 0x44f, 0x44f, '\r', 27, 0 };
	struct view_options o = { .now = 0 };
	struct err e = { 0 };
	struct buf image = { 0 };
	struct load long_load;

	(void)state;
	make_long(&image, &long_load);
	fake = (struct fake){
		.rows = 24, .cols = 80, .keys = key, .impatient = true, .each = watch
	};
	assert_int_equal(view_run(&o, &long_load, &e), 0);
	assert_true(saw_work);
	assert_false(saw_end);
	buf_free(&image);
}

static void the_cursor_stands_on_its_letter_in_either_direction(void **state)
{
	(void)state;
	type(":שלום\001");
#ifdef HAVE_FRIBIDI
	assert_true(fake_shows(":םולש"));
	assert_int_equal(fake.cursor_col, 4);
	type(":שלום");
	assert_int_equal(fake.cursor_col, 1);
	type(":ab שלום\001");
	assert_int_equal(fake.cursor_col, 1);
	type(":ab שלום\002\002");
	assert_int_equal(fake.cursor_col, 5);
#endif
	type(":ab日\002");
	assert_int_equal(fake.cursor_col, 3);
	type(":ab日");
	assert_int_equal(fake.cursor_col, 5);
}

/* The cells of "a first" are a link, the blanks around them are not. */
static void cells_of_links_are_told_to_the_terminal(void **state)
{
	int row = 0, from = 0;

	(void)state;
	columns = 80; /* the article alone */
	type("");
	columns = 100;
	while (row < fake.rows && !fake.linked[row][from])
		if (++from == fake.cols) {
			from = 0;
			row++;
		}
	assert_in_range(row, 1, fake.rows - 2);
	for (int i = 0; i < 7; i++) {
		assert_true(fake.linked[row][from + i]);
		assert_int_equal(fake.cell[row][from + i][0], "a first"[i]);
	}
	assert_false(fake.linked[row][from - 1]);
	assert_false(fake.linked[row][from + 7]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_say_where_matches_are),
		cmocka_unit_test(a_search_that_is_given_up_leaves_no_trace),
		cmocka_unit_test(a_pattern_with_a_mistake_is_told_where),
		cmocka_unit_test(a_filter_keeps_matches_and_says_how_many),
		cmocka_unit_test(a_filter_at_work_takes_keys),
		cmocka_unit_test(commands_run_by_name_with_counts),
		cmocka_unit_test(tab_completes_and_goes_through_what_is_left),
		cmocka_unit_test(earlier_lines_come_back_by_their_beginning),
		cmocka_unit_test(pasted_text_is_never_keys),
		cmocka_unit_test(a_file_is_written_over_only_when_asked),
		cmocka_unit_test(settings_change_at_once),
		cmocka_unit_test(the_cursor_stands_on_its_letter_in_either_direction),
		cmocka_unit_test(cells_of_links_are_told_to_the_terminal),
	};

	return cmocka_run_group_tests_name("prompt", tests, load_page, free_page);
}
