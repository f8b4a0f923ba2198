/* test_pictures.c: the reader's pictures of the example page, compared with files. Run with
 * UPDATE=1 it writes them anew; look at the difference before you keep it. */
#include "config.h"

#include "support/unit.h"

#include "layout/layout.h"
#include "site/site.h"
#include "support/fake_screen.h"
#include "view/view.h"

#include <stdlib.h>

#define NOW 1490832000 /* 30 March 2017: ages do not depend on the clock */

static const struct script {
	const char *name, *keys, *layout;
} html[] = {
	{ "start", "", NULL },
	{ "end", "G", NULL },
	{ "comments", "\t", NULL },
	{ "third", "\tjj", NULL },
	{ "fold", "\t\r", NULL },
	{ "outline", "\te", NULL },
	{ "search", "/Daesh\rn", NULL },
	{ "search-comments", "\t/Raqqa\rn", NULL },
	{ "help", "?", NULL },
	{ "stacked", "\t", "stacked" },
	{ "single", "\t", "single" },
	{ "deep", "\t6G", NULL },
}, text[] = {
	{ "start", "", NULL },
	{ "comments", "\t", NULL },
};

static const struct {
	int rows, cols;
} sizes[] = { { 24, 80 }, { 50, 200 }, { 10, 40 } };

static struct site_set *sites;
static struct load html_load, text_load;

static void load_example(struct load *l, const char *name)
{
	char path[4096];
	struct load_request r = { .place = path, .now = NOW, .sites = sites };
	struct err e = { 0 };

	snprintf(path, sizeof(path), "%s/examples/%s", getenv("POSTIL_TEST_SRC"), name);
	assert_true(load_start(l, &r, &e));
	assert_true(load_wait(l));
}

static int load_both(void **state)
{
	struct buf mistakes = { 0 };

	(void)state;
	sites = site_set_new(NULL, NULL, &mistakes);
	load_example(&html_load, "white-house-daesh.html");
	load_example(&text_load, "white-house-daesh.txt");
	buf_free(&mistakes);
	return 0;
}

static int free_both(void **state)
{
	(void)state;
	load_free(&html_load);
	load_free(&text_load);
	site_set_free(sites);
	return 0;
}

static void show(struct load *l, int rows, int cols, const char *layout, const uint32_t *keys,
	void (*each)(void))
{
	struct view_options o = { .now = NOW, .layout = layout };
	struct err e = { 0 };

	fake = (struct fake){ .rows = rows, .cols = cols, .keys = keys, .each = each };
	assert_int_equal(view_run(&o, l, &e), 0);
}

static void write_file(const char *path, struct str s)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(s.at, 1, s.len, f), s.len);
	assert_int_equal(fclose(f), 0);
}

static void check_picture(
	struct load *l, const char *page, const struct script *script, int rows, int cols)
{
	static char wanted[1 << 16];
	char path[4096];
	uint32_t keys[64] = { 0 };
	struct buf picture = { 0 };
	size_t n = 0;
	FILE *f;

	for (size_t i = 0; script->keys[i]; i++)
		keys[i] = (unsigned char)script->keys[i];
	show(l, rows, cols, script->layout, keys, NULL);
	fake_picture(&picture);
	buf_printf(&picture, "cursor %d %d\n", fake.cursor_row, fake.cursor_col);
	snprintf(path, sizeof(path), "%s/tests/screen/%s-%s-%dx%d.screen",
		getenv("POSTIL_TEST_SRC"), page, script->name, cols, rows);
	if (getenv("UPDATE"))
		write_file(path, buf_str(&picture));
	f = fopen(path, "r");
	if (f) {
		n = fread(wanted, 1, sizeof(wanted), f);
		fclose(f);
	}
	if (!str_eq(buf_str(&picture), (struct str){ wanted, n }))
		fail_msg("%s differs; the picture now:\n%s", path, buf_z(&picture));
	buf_free(&picture);
}

static void pictures_are_as_recorded(void **state)
{
	(void)state;
	for (size_t s = 0; s < sizeof(sizes) / sizeof(*sizes); s++) {
		for (size_t i = 0; i < sizeof(html) / sizeof(*html); i++)
			check_picture(&html_load, "html", &html[i], sizes[s].rows, sizes[s].cols);
		for (size_t i = 0; i < sizeof(text) / sizeof(*text); i++)
			check_picture(&text_load, "text", &text[i], sizes[s].rows, sizes[s].cols);
	}
}

static bool marker_in_view(void)
{
	for (int r = 0; r < fake.rows; r++)
		for (int c = 0; c < fake.cols; c++)
			if (strcmp(fake.cell[r][c], "▌") == 0 && fake.style[r][c] == STYLE_FOCUS)
				return fake.cursor_row == r && fake.cursor_col == c;
	return false;
}

static void picture_after(
	const char *layout, const char *typed, const uint32_t *more, struct buf *out)
{
	uint32_t keys[64] = { 0 };
	size_t n = 0;

	while (typed[n]) {
		keys[n] = (unsigned char)typed[n];
		n++;
	}
	for (; *more; more++)
		keys[n++] = *more;
	show(&html_load, 24, 80, layout, keys, NULL);
	buf_cut(out, 0);
	fake_picture(out);
}

static unsigned marked, pictures;

static void count_marker(void)
{
	pictures++;
	marked += marker_in_view();
}

/* A terminal less tall does not leave the focus below its edge. */
static void a_smaller_terminal_shows_the_focus(void **state)
{
	struct buf out = { 0 };

	(void)state;
	picture_after(NULL, "\tjj", (const uint32_t[]){ FAKE_SIZE(8, 80), 0 }, &out);
	assert_true(marker_in_view());
	buf_free(&out);
}

/* Ways into the comments; from there on every picture shows which comment has the focus. */
static void the_focus_is_always_in_view(void **state)
{
	static const char *const way[] = { "\t", "G\t", "G ", "\tjjjG\t\t" };
	static const char *const walk[] = { "j", "k", "Gk", " ", " b", "jd", "du", "}j", "j\005",
		"j\031" };
	uint32_t keys[512];

	(void)state;
	for (size_t s = 0; s < sizeof(sizes) / sizeof(*sizes); s++)
		for (size_t w = 0; w < sizeof(way) / sizeof(*way); w++)
			for (size_t k = 0; k < sizeof(walk) / sizeof(*walk); k++) {
				unsigned n = 0, before;

				for (const char *c = way[w]; *c; c++)
					keys[n++] = (unsigned char)*c;
				before = n;
				while (n < before + 160)
					for (const char *c = walk[k]; *c; c++)
						keys[n++] = (unsigned char)*c;
				keys[n] = 0;
				marked = pictures = 0;
				show(&html_load, sizes[s].rows, sizes[s].cols, NULL, keys,
					count_marker);
				if (marked < pictures - before)
					fail_msg("%dx%d, way %zu, walk %zu: %u of %u pictures",
						sizes[s].cols, sizes[s].rows, w, k, marked,
						pictures);
			}
}

static void another_size_and_back_keeps_the_place(void **state)
{
	static const char *const layout[] = { NULL, "side", "stacked", "single" };
	static const char *const way[] = { "", "d", "jjj", "ddd", "G", "\tjjj", "\tdd",
		"\td\005\005\005", "\tG", "\tGkkj" };
	static const uint32_t sizes_between[][5] = {
		{ FAKE_SIZE(1, 1), FAKE_SIZE(24, 80) },
		{ FAKE_SIZE(2, 9), FAKE_SIZE(24, 80) },
		{ FAKE_SIZE(24, 40), FAKE_SIZE(24, 80) },
		{ FAKE_SIZE(24, 78), FAKE_SIZE(1, 1), FAKE_SIZE(24, 80) },
		{ FAKE_SIZE(10, 80), FAKE_SIZE(3, 3), FAKE_SIZE(24, 80) },
		{ FAKE_SIZE(50, 200), FAKE_SIZE(1, 1), FAKE_SIZE(24, 80) },
	};
	struct buf before = { 0 }, after = { 0 };

	(void)state;
	for (size_t l = 0; l < sizeof(layout) / sizeof(*layout); l++)
		for (size_t w = 0; w < sizeof(way) / sizeof(*way); w++)
			for (size_t i = 0; i < sizeof(sizes_between) / sizeof(*sizes_between);
				i++) {
				picture_after(layout[l], way[w], (const uint32_t[]){ 0 }, &before);
				picture_after(layout[l], way[w], sizes_between[i], &after);
				if (!str_eq(buf_str(&before), buf_str(&after)))
					fail_msg("layout %zu, way %zu, sizes "
						 "%zu\nbefore:\n%s\nafter:\n%s",
						l, w, i, buf_z(&before), buf_z(&after));
			}
	buf_free(&before);
	buf_free(&after);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_size_and_back_keeps_the_place),
		cmocka_unit_test(a_smaller_terminal_shows_the_focus),
		cmocka_unit_test(the_focus_is_always_in_view),
		cmocka_unit_test(pictures_are_as_recorded),
	};

	return cmocka_run_group_tests(tests, load_both, free_both);
}
