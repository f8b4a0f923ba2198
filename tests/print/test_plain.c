#include "config.h"

#include "support/unit.h"

#include "document/build.h"
#include "print/print.h"

static struct buf image;

/* A small page: an article of two paragraphs, a comment and its reply. */
static void build(struct document *d)
{
	struct builder *b = builder_new(0);
	struct doc_comment *c;
	struct ref name;

	builder_field(b, FIELD_TITLE, STR("A title"), "test");
	builder_field(b, FIELD_PUBLISHED, STR("2017-03-28T07:24+03:00"), "test");
	builder_article_begin(b);
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	builder_text(b, STR("First."));
	builder_block_end(b);
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	builder_text(b, STR("Second."));
	builder_block_end(b);
	builder_article_end(b);
	builder_discussion(b, SOURCE_PAGE, "test");
	for (uint32_t i = 0; i < 2; i++) {
		name = builder_line(b, i ? STR("Ann") : STR("Bob"));
		c = builder_comment(b, i ? builder_comment_index(b) : DOC_NONE, EDGE_NESTED);
		assert_non_null(c);
		c->author = name;
		builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
		builder_text(b, i ? STR("No.") : STR("Yes."));
		builder_comment_end(b);
	}
	builder_discussion_end(b);
	buf_cut(&image, 0);
	assert_true(builder_seal(b, &image, NULL));
	builder_free(b);
	assert_true(document_open(d, image.at, image.len, NULL));
}

static void article_stands_before_its_replies_which_are_indented(void **state)
{
	struct print_options o = { .width = 40, .ascii = true };
	struct sink s = { .fd = -1 };
	struct document d;

	(void)state;
	build(&d);
	print_plain(&d, &o, &s);
	assert_str(buf_str(&s.out),
		"A title\n-------\n28 Mar 2017 07:24\n\nFirst.\n\nSecond.\n\n"
		"2 comments\n----------\nBob\n  Yes.\n\n  Ann\n    No.\n");
	buf_free(&s.out);
}

static void what_was_cut_off_is_marked_where_it_was(void **state)
{
	struct builder *b = builder_new(0);
	struct print_options o = { .width = 40, .ascii = true };
	struct sink plain = { .fd = -1 }, json = { .fd = -1 }, markdown = { .fd = -1 };
	struct document d;

	(void)state;
	builder_article_begin(b);
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	builder_text(b, STR("First."));
	builder_block_end(b);
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	builder_text(b, STR("Second, or half of"));
	builder_article_end(b);
	builder_cut(b);
	buf_cut(&image, 0);
	assert_true(builder_seal(b, &image, NULL));
	builder_free(b);
	assert_true(document_open(&d, image.at, image.len, NULL));
	assert_int_equal(d.head->partial, 1);
	print_plain(&d, &o, &plain);
	assert_str(buf_str(&plain.out), "First.\n\nSecond, or half of\n[cut off here]\n");
	print_json(&d, &o, &json);
	assert_true(str_has(
		buf_str(&json.out), STR("\"cut\": true, \"text\": \"Second, or half of\"")));
	assert_false(str_has(buf_str(&json.out), STR("\"cut\": true, \"text\": \"First")));
	print_markdown(&d, &o, &markdown);
	assert_true(str_has(buf_str(&markdown.out), STR("half of\n\n*\\[cut off here]*\n")));
	buf_free(&plain.out);
	buf_free(&json.out);
	buf_free(&markdown.out);
}

static void a_lede_that_the_text_repeats_is_printed_once(void **state)
{
	struct print_options o = { .width = 40, .ascii = true };
	struct sink s = { .fd = -1 };
	struct document d;
	struct builder *b = builder_new(0);

	(void)state;
	builder_field(b, FIELD_LEDE, STR("The bridge is gone since Monday."), "test");
	builder_article_begin(b);
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	builder_text(b, STR("The br\xC2\xADidge is gone since Monday. More."));
	builder_block_end(b);
	builder_article_end(b);
	buf_cut(&image, 0);
	assert_true(builder_seal(b, &image, NULL));
	builder_free(b);
	assert_true(document_open(&d, image.at, image.len, NULL));
	print_plain(&d, &o, &s);
	assert_str(buf_str(&s.out), "The bridge is gone since Monday. More.\n");
	buf_free(&s.out);
}

static void explanation_names_each_field_and_where_it_was_found(void **state)
{
	struct print_options o = { .explain = STR("rule: none\x1b[31m\n") };
	struct sink s = { .fd = -1 };
	struct document d;

	(void)state;
	build(&d);
	print_explain(&d, &o, &s);
	assert_true(str_has(buf_str(&s.out), STR("title      A title  [test]\n")));
	assert_true(str_has(
		buf_str(&s.out), STR("discussion 2 comments  [test]  roots 1  nested 1\n")));
	assert_false(str_has(buf_str(&s.out), STR("\x1b")));
	buf_free(&s.out);
	buf_free(&image);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(article_stands_before_its_replies_which_are_indented),
		cmocka_unit_test(what_was_cut_off_is_marked_where_it_was),
		cmocka_unit_test(a_lede_that_the_text_repeats_is_printed_once),
		cmocka_unit_test(explanation_names_each_field_and_where_it_was_found),
	};

	return cmocka_run_group_tests_name("plain", tests, NULL, NULL);
}
