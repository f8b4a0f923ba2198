/* test_reading.c: pictures of searching, links, lists and text in other scripts. */
#include "config.h"

#include "support/unit.h"

#include "site/site.h"
#include "support/fake_screen.h"
#include "support/picture.h"

#define NOW 1640000000 /* 20 December 2021 */

enum { HEBREW, LINKS, SCRIPTS, PAGES };

static const char *const page[PAGES] = { "hebrew.html", "links.html", "scripts.html" };

static const struct script {
	const char *name;
	int page;
	const char *keys;
	int sizes; /* how many of them */
} scripts[] = {
	{ "hebrew-start", HEBREW, "", 3 },
	{ "hebrew-comments", HEBREW, "\t", 3 },
	{ "hebrew-search", HEBREW, "/הגשר\rnnnn", 3 },
	{ "prompt-search", LINKS, "/needle", 3 },
	{ "prompt-search-none", LINKS, "/needles", 1 },
	{ "prompt-pattern-wrong", LINKS, "/~nee(", 2 },
	{ "prompt-commands", LINKS, ":fold-\t", 3 },
	{ "prompt-options", LINKS, ":set layout \t\t", 1 },
	{ "prompt-authors", LINKS, "&by:\t", 1 },
	{ "margin-marks", LINKS, "\tzM/needle\rN", 3 },
	{ "list-links", LINKS, "L", 3 },
	{ "list-links-found", LINKS, "L/e.ex\rn", 1 },
	{ "list-contents", LINKS, "tj", 2 },
	{ "list-authors", LINKS, "\tt", 2 },
	{ "list-info", LINKS, "=", 3 },
	{ "list-discussion", LINKS, "D", 2 },
	{ "filter-start", LINKS, "&needle\r", 3 },
	{ "filter-names", LINKS, "&by:ada score>5\r", 1 },
	{ "scripts-start", SCRIPTS, "", 3 },
	{ "scripts-search", SCRIPTS, "/１２００円\r", 1 },
	{ "links-hints", LINKS, "f", 3 },
	{ "links-hints-typed", LINKS, "fl", 1 },
	{ "links-hints-numbers", LINKS, "f1", 1 },
};

static const struct {
	int rows, cols;
} sizes[] = { { 24, 80 }, { 50, 200 }, { 10, 40 } };

static struct site_set *sites;
static struct load load[PAGES];

static int load_all(void **state)
{
	struct buf mistakes = { 0 };

	(void)state;
	sites = site_set_new(NULL, NULL, &mistakes);
	for (int i = 0; i < PAGES; i++)
		picture_load(&load[i], sites, page[i], NOW);
	buf_free(&mistakes);
	return 0;
}

static int free_all(void **state)
{
	(void)state;
	for (int i = 0; i < PAGES; i++)
		load_free(&load[i]);
	site_set_free(sites);
	return 0;
}

/* Whether the order of the screen is that of the text in this build. */
static bool other_order(int which)
{
#ifdef HAVE_FRIBIDI
	(void)which;
	return false;
#else
	return which == HEBREW;
#endif
}

static void pictures_are_as_recorded(void **state)
{
	struct view_options o = { .now = NOW };

	(void)state;
	for (size_t i = 0; i < sizeof(scripts) / sizeof(*scripts); i++)
		for (int s = 0; s < scripts[i].sizes && !other_order(scripts[i].page); s++) {
			picture_take(&load[scripts[i].page], &o, sizes[s].rows, sizes[s].cols,
				scripts[i].keys);
			picture_check(scripts[i].name);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pictures_are_as_recorded),
	};

	return cmocka_run_group_tests_name("reading", tests, load_all, free_all);
}
