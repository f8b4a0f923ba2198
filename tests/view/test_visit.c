/* test_visit.c: a page read again: what is new is marked, and the reader is where they were. */
#include "config.h"

#include "support/unit.h"

#include <unistd.h>

#include "document/build.h"
#include "support/fake_screen.h"
#include "view/view.h"

static struct buf image;
static char home[] = "/tmp/postil-test-XXXXXX";

/* A page of forty paragraphs and these comments, "id:text" each. */
static void make_page(const char *comments)
{
	struct builder *b = builder_new(0);
	struct str rest = str_z(comments), one;
	struct err e;

	builder_field(b, FIELD_URL, STR("http://site.example/page"), "test");
	builder_article_begin(b);
	for (int i = 0; i < 40; i++) {
		char text[40];

		snprintf(text, sizeof(text), "Paragraph number %d.", i);
		builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
		builder_text(b, str_z(text));
		builder_block_end(b);
	}
	builder_article_end(b);
	builder_discussion(b, SOURCE_PAGE, "guessed");
	while (str_word(&rest, &one)) {
		size_t colon = str_find_char(one, ':', 0);
		struct ref id = builder_line(b, str_sub(one, 0, colon)),
			   author = builder_line(b, STR("Ada"));
		struct doc_comment *c = builder_comment(b, DOC_NONE, EDGE_NONE);

		c->id = id;
		c->author = author;
		builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
		builder_text(b, str_sub(one, colon + 1, SIZE_MAX));
		builder_block_end(b);
		builder_comment_end(b);
	}
	builder_discussion_end(b);
	buf_free(&image);
	assert_true(builder_seal(b, &image, &e));
	builder_free(b);
}

static void write_file(const char *path, int comments)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs("<html><body><article><h1>A page of its own</h1><p>One paragraph of it, long enough "
	      "for an article, with commas, and a second sentence.</p></article><ol>",
		f);
	for (int i = 1; i <= comments; i++)
		fprintf(f,
			"<li class='comment' id='comment-%d'><b class='author'>Author %c</b> <time "
			"datetime='2020-01-%02dT10:00'>then</time><p>Words of comment number "
			"%d.</p></li>",
			i, 'A' + i, i, i);
	fputs("</ol></body></html>", f);
	assert_int_equal(fclose(f), 0);
}

/* A run of the reader; --no-store where nothing is to be kept. */
static void visit(const char *comments, bool no_store, const uint32_t *keys)
{
	struct store_options so = { .without = { true, no_store }, .now = 1000 };
	struct load load = { .stage = LOAD_DONE, .fd = -1 };
	struct view_options o = { .store = store_new(&so) };
	struct err e = { 0 };

	make_page(comments);
	assert_true(document_open(&load.document, image.at, image.len, &e));
	fake = (struct fake){ .rows = 24, .cols = 120, .keys = keys };
	assert_int_equal(view_run(&o, &load, &e), 0);
	assert_true(fake.closed);
	assert_int_equal(store_trouble(o.store).len, 0);
	store_free(o.store);
}

#define KEYS(...) ((const uint32_t[]){ __VA_ARGS__, 0 })

static void what_came_since_is_new_and_what_was_edited_is_changed(void **state)
{
	(void)state;
	visit("a1:one a2:two", false, KEYS(SCREEN_RESIZE));
	assert_false(fake_shows("new"));
	visit("a1:one a2:other a3:three", false, KEYS(SCREEN_RESIZE));
	assert_true(fake_shows("· new"));
	assert_true(fake_shows("· changed"));
	assert_true(fake_shows("1 comment is new since the last visit."));
	visit("a1:one a2:other a3:three", false, KEYS(SCREEN_RESIZE));
	assert_false(fake_shows("· new"));
	assert_false(fake_shows("· changed"));
}

static void reader_is_where_they_were(void **state)
{
	(void)state;
	visit("b1:one b2:two b3:three", false, KEYS(' ', '\t', 'j', 'j', SCREEN_RESIZE));
	assert_false(fake_shows("Paragraph number 2."));
	assert_true(fake_shows("comment 3 of 3"));
	visit("b1:one b2:two b3:three", false, KEYS(SCREEN_RESIZE));
	assert_false(fake_shows("Paragraph number 2."));
	assert_true(fake_shows("comment 3 of 3"));
}

static void without_a_store_every_visit_is_the_first(void **state)
{
	(void)state;
	visit("c1:one c2:two", true, KEYS(' ', '\t', 'j', SCREEN_RESIZE));
	visit("c1:one c2:two c3:three", true, KEYS(SCREEN_RESIZE));
	assert_true(fake_shows("Paragraph number 2."));
	assert_false(fake_shows("new"));
}

/* Writes a page with so many comments, loads it, and reads it with these keys. */
static void read_file(const char *path, int comments, const uint32_t *keys)
{
	struct load_request r = { .place = path };
	struct store_options so = { .without = { true, true }, .now = 1000 };
	struct view_options o = { .request = &r, .store = store_new(&so) };
	struct err e = { 0 };
	struct load load;

	write_file(path, comments);
	assert_true(load_start(&load, &r, &e) && load_wait(&load));
	write_file(path, comments + 1);
	fake = (struct fake){ .rows = 24, .cols = 120, .keys = keys };
	assert_int_equal(view_run(&o, &load, &e), 0);
	load_free(&load);
	store_free(o.store);
}

static void what_is_loaded_again_takes_the_place_of_the_page(void **state)
{
	char path[64];

	(void)state;
	snprintf(path, sizeof(path), "%s/page.html", home);
	read_file(path, 3, KEYS('r', FAKE_WAIT, SCREEN_RESIZE));
	assert_true(fake_shows("4 comments"));
	assert_true(fake_shows("new"));
	read_file(path, 3, KEYS('r', FAKE_WAIT, 'r', FAKE_WAIT, 'q', 'j'));
	assert_int_equal(*fake.keys, 'j'); /* there is no page to go back to */
	unlink(path);
}

static int start(void **state)
{
	char at[64];

	(void)state;
	if (!mkdtemp(home))
		return -1;
	snprintf(at, sizeof(at), "%s/state", home);
	setenv("XDG_STATE_HOME", at, 1);
	return 0;
}

static int stop(void **state)
{
	char command[300];

	(void)state;
	buf_free(&image);
	snprintf(command, sizeof(command), "rm -rf '%s'", home);
	return system(command);
}

/* A record for each, so that none is another's earlier visit. */
static int forget(void **state)
{
	char command[300];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'/state", home);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(
			what_came_since_is_new_and_what_was_edited_is_changed, forget),
		cmocka_unit_test_setup(reader_is_where_they_were, forget),
		cmocka_unit_test_setup(without_a_store_every_visit_is_the_first, forget),
		cmocka_unit_test(what_is_loaded_again_takes_the_place_of_the_page),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
