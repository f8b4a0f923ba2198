/* test_keys.c: every key of the default map does what its help says. Each check also fails without
 * the key, so that none holds by itself. */
#include "config.h"

#include "support/unit.h"

#include "support/fake_screen.h"
#include "support/talk.h"
#include "support/typist.h"
#include "view/view.h"

#include <sys/stat.h>
#include <unistd.h>

enum { ROWS = 24, COLS = 120, BORDER = 60 };

static struct buf image;
static char browsed[4096], written[4096], browser[4200];

/* ---- what cannot be told from the text of the picture ---- */

static int border(void)
{
	for (int c = 1; c < fake.cols; c++)
		if (strcmp(fake.cell[5][c], "│") == 0)
			return c;
	return 0;
}

static bool border_went_left(void)
{
	return border() < BORDER;
}

static bool border_went_right(void)
{
	return border() > BORDER;
}

static bool file_has(const char *path, const char *text)
{
	static char all[1 << 16];
	FILE *f = fopen(path, "r");
	size_t n;

	if (!f)
		return false;
	n = fread(all, 1, sizeof(all) - 1, f);
	all[n] = '\0';
	fclose(f);
	return strstr(all, text) != NULL;
}

/* On a busy machine the answer, that nobody is there, may come before the picture. */
static bool is_loading(void)
{
	return fake_shows("Loading") || fake_shows("127.0.0.1:1/first: ") ||
		fake_shows("127.0.0.1:1/story: ");
}

static bool was_stopped(void)
{
	return fake_shows("Loading was stopped.") || fake_shows("Press q to leave.");
}

static bool browsed_first(void)
{
	return file_has(browsed, "/first");
}

static bool browsed_second(void)
{
	return file_has(browsed, "/second");
}

static bool browsed_comment(void)
{
	return file_has(browsed, "/story#1");
}

static bool browsed_page(void)
{
	return file_has(browsed, "/story");
}

static bool browsed_image(void)
{
	return file_has(browsed, "/image.png");
}

static bool wrote_the_page(void)
{
	return file_has(written, "Paragraph number 29.") && file_has(written, "Which harbour?");
}

static bool mouse_is_on(void)
{
	return fake.mouse;
}

static bool drew_anew(void)
{
	return fake.repaints > 0;
}

static bool was_suspended(void)
{
	return fake.suspended > 0;
}

static bool ended_by_itself(void)
{
	return *fake.keys == 'j';
}

static bool copied(void)
{
	return fake.raw > 0;
}

/* ---- the checks ---- */

struct check {
	enum command command;
	/* keys typed before the one in question, and after it; @: the file that is written */
	const char *before, *after;
	const char *shows, *hides; /* in the picture; NULL: whatever */
	bool (*done)(void);	   /* NULL: nothing else */
};

static const struct check checks[] = {
	{ CMD_LINE_DOWN, "j", "", NULL, "By Nobody", NULL },
	{ CMD_LINE_UP, "jj", "", "By Nobody", NULL, NULL },
	{ CMD_LINE_DOWN, "4", "", NULL, "Heading 0", NULL },
	{ CMD_NEXT_COMMENT, "\t", "", "comment 2 of 11", NULL, NULL },
	{ CMD_NEXT_COMMENT, "\t3", "", "comment 4 of 11", NULL, NULL },
	{ CMD_NEXT_COMMENT, "\t6G", "", "comment 6 of 11", "▾ Emil",
		NULL }, /* a tall one scrolls */
	{ CMD_PREVIOUS_COMMENT, "\tj", "", "comment 1 of 11", NULL, NULL },
	{ CMD_PREVIOUS_COMMENT, "\t6Gj", "", "▾ Emil", NULL, NULL },
	{ CMD_SCROLL_DOWN, "j", "", NULL, "By Nobody", NULL },
	{ CMD_SCROLL_DOWN, "\t", "", "comment 1 of 11", "▾ Ada", NULL },
	{ CMD_SCROLL_UP, "jj", "", "By Nobody", NULL, NULL },
	{ CMD_SCROLL_UP, "\t\005", "", "▾ Ada", NULL, NULL },
	{ CMD_PAGE_DOWN, "", "", NULL, "Heading 0", NULL },
	{ CMD_PAGE_DOWN, "G", "", "▸comment 1 of 11", NULL, NULL }, /* from the article on */
	{ CMD_PAGE_DOWN, "\tGk", "", "comment 11 of 11", NULL, NULL },
	{ CMD_PAGE_DOWN, "\tG", "", "We talk elsewhere.", "The old one.", NULL },
	{ CMD_PAGE_DOWN, "\t&needle\rG", "", "No further comment matches.", NULL, NULL },
	{ CMD_PAGE_UP, " ", "", "Heading 0", NULL, NULL },
	{ CMD_HALF_DOWN, "", "", NULL, "By Nobody", NULL },
	{ CMD_HALF_UP, "d", "", "By Nobody", NULL, NULL },
	{ CMD_TOP, "G", "", "By Nobody", NULL, NULL },
	{ CMD_TOP, "\tG", "", "comment 1 of 11", NULL, NULL },
	{ CMD_BOTTOM, "", "", "Paragraph number 29.", NULL, NULL },
	{ CMD_BOTTOM, "\t", "", "comment 11 of 11", NULL, NULL },
	{ CMD_BOTTOM, "\t3", "", "comment 3 of 11", NULL, NULL },
	{ CMD_BOTTOM, "\tzM4", "", "comment 4 of 11", NULL, NULL }, /* opening what hides it */
	{ CMD_PERCENT, "50", "", "Paragraph number 15.", "Heading 0", NULL },
	{ CMD_PERCENT, "\t50", "", "comment 6 of 11", NULL, NULL },
	{ CMD_PERCENT, "100", "", "Paragraph number 29.", NULL, NULL },
	{ CMD_PERCENT, "\t100", "", "comment 11 of 11", NULL, NULL },
	{ CMD_NEXT_HEADING, "J", "", "Heading 1", "Heading 0", NULL },
	{ CMD_NEXT_HEADING, "3", "", "Heading 2", "Heading 1", NULL },
	{ CMD_PREVIOUS_HEADING, "JJJ", "", "Heading 1", NULL, NULL },
	{ CMD_NEXT_PARAGRAPH, "J", "", NULL, "Heading 0", NULL },
	{ CMD_PREVIOUS_PARAGRAPH, "J}", "", "Heading 0", NULL, NULL },
	{ CMD_NEXT_SIBLING, "\tj", "", "comment 5 of 11", NULL, NULL },
	{ CMD_NEXT_SIBLING, "\tjjj", "", "comment 5 of 11", NULL, NULL }, /* a shallower one */
	{ CMD_NEXT_SIBLING, "\t2", "", "comment 8 of 11", NULL, NULL },
	{ CMD_PREVIOUS_SIBLING, "\t5G", "", "comment 2 of 11", NULL, NULL },
	{ CMD_PREVIOUS_SIBLING, "\tj", "", "comment 1 of 11", NULL, NULL }, /* the parent */
	{ CMD_NEXT_THREAD, "\tjj", "", "comment 6 of 11", NULL, NULL },
	{ CMD_PREVIOUS_THREAD, "\t7G", "", "comment 6 of 11", NULL, NULL },
	{ CMD_PREVIOUS_THREAD, "\t8G", "", "comment 6 of 11", NULL, NULL },
	{ CMD_NEXT_LINK, "", "", "link 1: http://127.0.0.1:1/first", NULL, NULL },
	{ CMD_NEXT_THREAD, "\tG", "", "This is the last thread.", NULL, NULL },
	{ CMD_PREVIOUS_THREAD, "\t", "", "This is the first thread.", NULL, NULL },
	{ CMD_NEXT_SIBLING, "\tG", "", "This is the last thread.", NULL, NULL },
	{ CMD_NEXT_HEADING, "JJJ", "", "No heading follows.", NULL, NULL },
	{ CMD_PREVIOUS_LINK, "]]", "", "link 1: http://127.0.0.1:1/first", NULL, NULL },
	{ CMD_NEXT_NEW, "\t", "", "comment 4 of 11", NULL, NULL },
	{ CMD_NEXT_NEW, "\tzM", "", "The last word, I hope.", NULL, NULL },
	{ CMD_PREVIOUS_NEW, "\t8G", "", "comment 7 of 11", NULL, NULL },
	{ CMD_PARENT, "\tjj", "", "comment 2 of 11", NULL, NULL },
	{ CMD_PARENT, "\t", "", "This comment answers no other one.", NULL, NULL },
	{ CMD_PARENT, "\tjjj3", "", "comment 1 of 11", NULL, NULL },
	{ CMD_ROOT, "\tjjj", "", "comment 1 of 11", NULL, NULL },
	{ CMD_SAME_AUTHOR, "\t", "", "comment 4 of 11", NULL, NULL },
	{ CMD_SET_MARK, "\tjj", "", "Mark a is set.", NULL, NULL },
	{ CMD_GO_MARK, "\tjjmaG", "", "comment 3 of 11", NULL, NULL },
	{ CMD_GO_MARK, "\tjjmazM", "", "An answer to the answer.", NULL, NULL },
	{ CMD_GO_MARK, "\tjjma)", "", "comment 3 of 11", NULL, NULL }, /* from another discussion */
	{ CMD_GO_MARK, "\tjjmassG", "", "An answer to the answer.", NULL, NULL },
	{ CMD_JUMP_BACK, "\tjG", "", "comment 2 of 11", NULL, NULL },
	{ CMD_JUMP_BACK, "\tjG5G2", "", "comment 2 of 11", NULL, NULL },
	{ CMD_JUMP_BACK, "", "", "There was no jump yet.", NULL, NULL },
	{ CMD_LEFT, "l", "", "column000", NULL, NULL },
	{ CMD_RIGHT, "", "", NULL, "column000", NULL },

	{ CMD_FOLD_OR_PARENT, "\t", "", "Ada [+4]", NULL, NULL },
	{ CMD_FOLD_OR_PARENT, "\tjh", "", "comment 1 of 11", NULL, NULL },  /* folded already */
	{ CMD_FOLD_OR_PARENT, "\tjjj", "", "comment 3 of 11", NULL, NULL }, /* nothing to fold */
	{ CMD_UNFOLD_OR_REPLY, "\th", "", "An answer to it", NULL, NULL },
	{ CMD_UNFOLD_OR_REPLY, "\t", "", "comment 2 of 11", NULL, NULL },
	{ CMD_UNFOLD_OR_REPLY, "\t6G", "", "comment 7 of 11", NULL, NULL }, /* at once */
	{ CMD_FOLD_TOGGLE, "\t", "", "Ada [+4]", NULL, NULL },
	{ CMD_FOLD_TOGGLE, "\th", "", "An answer to it", NULL, NULL },
	{ CMD_FOLD_OPEN, "\th", "", "An answer to it", NULL, NULL },
	{ CMD_FOLD_CLOSE, "\t", "", "Ada [+4]", NULL, NULL },
	{ CMD_FOLD_CLOSE_ALL, "\t", "l", "Berta [+2]", NULL, NULL },
	{ CMD_FOLD_OPEN_ALL, "\tzM", "", "The last word, I hope.", NULL, NULL },
	{ CMD_FOLD_THREAD, "\tjj", "", "Ada [+4]", NULL, NULL },
	{ CMD_FOLD_THREADS, "\t", "", "Gina [+2]", NULL, NULL },
	{ CMD_FOLD_THREADS, "\tjh", "l", "Emil [+1]", "An answer to the answer.",
		NULL }, /* keeps the folds below */
	{ CMD_FOLD_DEPTH, "\t2", "", "Berta [+2]", NULL, NULL },
	{ CMD_FOLD_READ, "\t", "", "▸ Dora", NULL, NULL },
	{ CMD_OUTLINE, "\t", "", "News from the harbour.", NULL, NULL },
	{ CMD_SORT, "\t", "g", "A long letter.", "The first word.", NULL },
	{ CMD_SORT, "\t", "", "comment 3 of 11", NULL, NULL }, /* the focus is kept */
	{ CMD_MARK_SEEN, "\t", "]", "No comment is new.", NULL, NULL },

	{ CMD_OTHER_PANE, "", "", "▸comment 1 of 11", NULL, NULL },
	{ CMD_OTHER_PANE, "\t", "", "▸article", NULL, NULL },
	{ CMD_LAYOUT, "", "", "Layout: stacked.", NULL, NULL },
	{ CMD_NARROWER, "", "", NULL, NULL, border_went_left },
	{ CMD_WIDER, "", "", NULL, NULL, border_went_right },
	{ CMD_NEXT_DISCUSSION, "", "", "We talk elsewhere.", "The first word.", NULL },
	{ CMD_PREVIOUS_DISCUSSION, ")", "", "The first word.", NULL, NULL },
	{ CMD_PREVIOUS_DISCUSSION, "\th)", "", "Ada [+4]", NULL, NULL }, /* with its folds */

	{ CMD_SEARCH, "", "needle\r", "1/2", NULL, NULL },
	{ CMD_SEARCH_BACK, "", "needle\r", "2/2", NULL, NULL },
	{ CMD_SEARCH_NEXT, "/needle\r", "", "2/2", NULL, NULL },
	{ CMD_SEARCH_PREVIOUS, "/needle\rn", "", "1/2", NULL, NULL },
	{ CMD_CLEAR, "\t&needle\r", "g", "The first word.", NULL, NULL },
	{ CMD_FILTER, "\t", "needle\r", NULL, "The first word.", NULL },
	{ CMD_FILTER, "\t", "by:gina\r", "News from the harbour.", "Ada", NULL },

	{ CMD_FOLLOW, "]", "", NULL, NULL, is_loading },
	{ CMD_HINTS, "", "", "A letter opens here", NULL, NULL },
	{ CMD_OPEN_LINK, "]", "", NULL, NULL, browsed_first },
	{ CMD_OPEN_LINK, "2", "", NULL, NULL, browsed_second },
	{ CMD_OPEN_LINK, "\t", "", NULL, NULL, browsed_comment },
	{ CMD_OPEN_PAGE, "", "", NULL, NULL, browsed_page },
	{ CMD_LINKS, "", "", "127.0.0.1:1/second", "By Nobody", NULL },
	{ CMD_CONTENTS, "", "", "Heading 2", "By Nobody", NULL },
	{ CMD_AUTHORS, "\t", "", "Ida", "By Nobody", NULL },
	{ CMD_DISCUSSION_PAGE, "", "", "Activity", NULL, NULL },
	{ CMD_COPY_LINK, "]", "", "Copied: http://127.0.0.1:1/first", NULL, copied },
	{ CMD_COPY_LINK, "\t", "", "Copied: http://127.0.0.1:1/story#1", NULL, copied },
	{ CMD_COPY_TEXT, "\t", "", "Copied: The first word.", NULL, copied },
	{ CMD_COPY_TEXT, "JJ}", "", "Copied: Paragraph number 10.", NULL, copied },
	{ CMD_BACK, "", "", "This is the first page.", NULL, NULL },
	{ CMD_FORWARD, "", "", "This is the last page.", NULL, NULL },
	{ CMD_JOIN, "", "", "This page names no further parts", NULL, NULL },
	{ CMD_ELSEWHERE, "", "", "There is nobody to ask", NULL, NULL },
	{ CMD_RELOAD, "", "", NULL, NULL, is_loading },

	{ CMD_IMAGES, "", "", NULL, NULL, browsed_image },
	{ CMD_PAGE_INFO, "", "", "Page information", "Heading 0", NULL },
	{ CMD_MOUSE, "", "", "The mouse is on.", NULL, mouse_is_on },
	{ CMD_WRITE, "", "@", "Written", NULL, wrote_the_page },
	{ CMD_PIPE, "", "cat >@", NULL, NULL, wrote_the_page },
	{ CMD_PROMPT, "", "page-info\r", "Page information", NULL, NULL },
	{ CMD_REDRAW, "", "", NULL, NULL, drew_anew },
	{ CMD_HELP, "", "", "Go down one line.", NULL, NULL },
	{ CMD_QUIT, "", "j", NULL, NULL, ended_by_itself },
	{ CMD_QUIT_NOW, "", "j", NULL, NULL, ended_by_itself },
	{ CMD_QUIT_NOW, "?", "j", NULL, NULL, ended_by_itself },
	{ CMD_CANCEL, "", "", "Press q to leave.", NULL, NULL },
	{ CMD_CANCEL, "r", "", NULL, NULL, was_stopped },
	{ CMD_SUSPEND, "", "", NULL, NULL, was_suspended },
};

#define CHECKS (sizeof(checks) / sizeof(*checks))

/* ---- running them ---- */

/* Adds what a script says. */
static unsigned put(uint32_t *keys, unsigned n, const char *script)
{
	for (; *script; script++)
		keys[n++] = *script == '\001' ? FAKE_WAIT : (unsigned char)*script;
	return n;
}

/* Whether the check holds after these keys; key is NULL for none. */
static bool holds(const struct check *c, const struct binding *key, const char *name)
{
	struct load load = { .stage = LOAD_DONE, .fd = -1 };
	struct view_options o = { .now = TALK_NOW, .seen = talk_seen };
	bool asked = c->command == CMD_WRITE || c->command == CMD_PIPE;
	uint32_t keys[1024] = { 0 };
	unsigned n = put(keys, 0, c->before);
	struct typist typist;
	char typed[5000];
	bool held;
	struct err e = { 0 };

	for (int i = 0; i < SERVICES; i++)
		o.elsewhere.at[i] = "no"; /* ask nobody */
	for (unsigned i = 0; key && i < key->keys; i++)
		keys[n++] = key->key[i];
	if (key && commands[c->command].where & COMMAND_ARG)
		keys[n++] = 'a';
	if (name) {
		n = put(keys, n, ":");
		n = put(keys, n, name);
		n = put(keys, n, "\r");
	}
	/* what the opener asks for is typed to it */
	put(keys, n, asked ? "" : c->after);
	snprintf(typed, sizeof(typed), "%.*s%s\r", (int)strcspn(c->after, "@"), c->after, written);
	typist_sit(&typist, browser, asked ? typed : "");
	o.request = &typist.request;
	unlink(browsed);
	unlink(written);
	assert_true(document_open(&load.document, image.at, image.len, &e));
	fake = (struct fake){ .rows = ROWS, .cols = COLS, .keys = keys };
	view_run(&o, &load, &e);
	held = (!c->shows || fake_shows(c->shows)) && (!c->hides || !fake_shows(c->hides)) &&
		(!c->done || c->done());
	typist_rise(&typist);
	return held;
}

static void complain(const struct check *c, const char *what, const char *key)
{
	struct buf picture = { 0 };

	fake_picture(&picture);
	print_error("%s (%s), after \"%s\": %s\n%s\n", commands[c->command].name, key, c->before,
		what, buf_z(&picture));
	buf_free(&picture);
}

/* Every default key, and the name typed where there is none. */
static unsigned check(const struct keymap *m, const struct check *c)
{
	unsigned wrong = 0, keys = 0;

	if (holds(c, NULL, NULL)) {
		complain(c, "it holds without the key", "");
		wrong++;
	}
	for (size_t i = 0; i < m->binding.len; i++) {
		struct buf name = { 0 };

		if (m->binding.at[i].command != c->command)
			continue;
		keys++;
		binding_name(&m->binding.at[i], &name);
		if (!holds(c, &m->binding.at[i], NULL)) {
			complain(c, commands[c->command].help, buf_z(&name));
			wrong++;
		}
		buf_free(&name);
	}
	if (!keys && !holds(c, NULL, commands[c->command].name)) {
		complain(c, commands[c->command].help, "typed by name");
		wrong++;
	}
	return wrong;
}

static void every_key_does_what_its_help_says(void **state)
{
	struct keymap m = { 0 };
	unsigned wrong = 0;

	(void)state;
	keymap_defaults(&m);
	for (size_t i = 0; i < CHECKS; i++)
		wrong += check(&m, &checks[i]);
	keymap_free(&m);
	assert_int_equal(wrong, 0);
}

static void every_command_has_a_check(void **state)
{
	(void)state;
	for (int i = 0; i < COMMANDS; i++) {
		size_t k = 0;

		while (k < CHECKS && checks[k].command != (enum command)i)
			k++;
		if (k == CHECKS)
			fail_msg("no check shows that %s does something", commands[i].name);
	}
}

/* A key bound twice in a pane would be dead in one of its meanings. */
static void no_key_has_two_meanings_in_a_pane(void **state)
{
	(void)state;
	for (int i = 0; i < COMMANDS; i++)
		for (int k = i + 1; k < COMMANDS; k++) {
			struct str rest = str_z(commands[i].keys), key;

			if (!(commands[i].where & commands[k].where & COMMAND_ALL))
				continue;
			while (str_word(&rest, &key)) {
				struct str others = str_z(commands[k].keys), other;

				while (str_word(&others, &other))
					if (str_eq(key, other))
						fail_msg("%.*s is %s and %s", STR_ARG(key),
							commands[i].name, commands[k].name);
			}
		}
}

static int prepare(void **state)
{
	const char *home = getenv("HOME");
	FILE *f;

	(void)state;
	snprintf(browsed, sizeof(browsed), "%s/browsed-%d", home, (int)getpid());
	snprintf(written, sizeof(written), "%s/written-%d.txt", home, (int)getpid());
	snprintf(browser, sizeof(browser), "%s/browser-%d", home, (int)getpid());
	f = fopen(browser, "w");
	assert_non_null(f);
	fprintf(f, "#!/bin/sh\nprintf '%%s\\n' \"$1\" >'%s'\n", browsed);
	fclose(f);
	chmod(browser, 0755);
	talk_page(&image);
	return 0;
}

static int clean(void **state)
{
	(void)state;
	unlink(browsed);
	unlink(written);
	unlink(browser);
	buf_free(&image);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_command_has_a_check),
		cmocka_unit_test(no_key_has_two_meanings_in_a_pane),
		cmocka_unit_test(every_key_does_what_its_help_says),
	};

	return cmocka_run_group_tests(tests, prepare, clean);
}
