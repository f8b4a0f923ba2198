/* test_space.c: Space alone reads everything, from the title to the last line of the last comment of
 * the last discussion. */
#include "config.h"

#include "support/unit.h"

#include "support/fake_screen.h"
#include "support/talk.h"
#include "view/view.h"

enum { LINES_MAX = 200, SPACES = 400 };

static struct buf image;
static char line[LINES_MAX][64];
static bool was_seen[LINES_MAX];
static int lines;

static void look(void)
{
	for (int i = 0; i < lines; i++)
		was_seen[i] = was_seen[i] || fake_shows(line[i]);
}

static void all_lines(void)
{
	static const char *const text[] = { "By Nobody", "the first link", "the second link",
		"The first word.", "An answer to it", "An answer to the answer.", "The last word",
		"Another answer.", "A long letter.", "A needle in a letter.", "Another thread",
		"News from the harbour.", "Which harbour?", "The old one.", "We talk elsewhere.",
		"So do we.", "This is the end of the page." };

	lines = 0;
	for (size_t i = 0; i < sizeof(text) / sizeof(*text); i++)
		snprintf(line[lines++], sizeof(line[0]), "%s", text[i]);
	for (int i = 0; i < 30; i++)
		snprintf(line[lines++], sizeof(line[0]), "number %d.", i);
	for (int i = 1; i < 40; i++)
		snprintf(line[lines++], sizeof(line[0]), "Line %d of the letter.", i);
}

static void space_alone_reads_everything(void **state)
{
	static const struct {
		int rows, cols;
	} size[] = { { 24, 80 }, { 50, 200 }, { 10, 40 }, { 100, 60 }, { 6, 30 } };
	static uint32_t keys[SPACES + 1];

	(void)state;
	for (int i = 0; i < SPACES; i++)
		keys[i] = ' ';
	all_lines();
	for (size_t s = 0; s < sizeof(size) / sizeof(*size); s++) {
		struct load load = { .stage = LOAD_DONE, .fd = -1 };
		struct view_options o = { .now = TALK_NOW };
		struct err e = { 0 };

		memset(was_seen, 0, sizeof(was_seen));
		assert_true(document_open(&load.document, image.at, image.len, &e));
		fake = (struct fake){
			.rows = size[s].rows, .cols = size[s].cols, .keys = keys, .each = look
		};
		assert_int_equal(view_run(&o, &load, &e), 0);
		for (int i = 0; i < lines; i++)
			if (!was_seen[i])
				fail_msg("at %dx%d nobody saw \"%s\"", size[s].cols, size[s].rows,
					line[i]);
	}
}

static int make(void **state)
{
	(void)state;
	talk_page(&image);
	return 0;
}

static int unmake(void **state)
{
	(void)state;
	buf_free(&image);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(space_alone_reads_everything),
	};

	return cmocka_run_group_tests(tests, make, unmake);
}
