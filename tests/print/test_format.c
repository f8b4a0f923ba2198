#include "config.h"

#include "support/unit.h"

#include "document/sample.h"
#include "print/print.h"

/* The sample document in a format, as a terminated text the caller frees. */
static struct buf written(const char *format)
{
	struct buf image = { 0 };
	struct sink s = { .fd = -1 };
	struct print_options o = { .width = 80 };
	struct document d;

	sample_image(&image);
	assert_true(document_open(&d, image.at, image.len, NULL));
	print_format_named(str_z(format))->write(&d, &o, &s);
	buf_free(&image);
	return s.out;
}

static void markdown_has_marks_table_and_nested_quotations(void **state)
{
	struct buf text = written("markdown");

	(void)state;
	assert_non_null(strstr(buf_z(&text), "# A title\n"));
	assert_non_null(strstr(buf_z(&text), "One **[two](<https://x.example/>) three**.\n"));
	assert_non_null(strstr(buf_z(&text), "| a | b |\n| --- | --- |\n"));
	assert_non_null(strstr(buf_z(&text), "\n> **Ann**\n>\n> First\n"));
	assert_non_null(strstr(buf_z(&text), "\n> > > **Ann**\n"));
	buf_free(&text);
}

static void markdown_of_a_page_is_not_taken_for_its_marks(void **state)
{
	struct builder *b = builder_new(0);
	struct buf image = { 0 };
	struct sink s = { .fd = -1 };
	struct print_options o = { .width = 80 };
	struct document d;

	(void)state;
	builder_article_begin(b);
	sample_paragraph(b, "# no *heading* <b>");
	sample_paragraph(b, "12. not a list");
	builder_article_end(b);
	builder_seal(b, &image, NULL);
	assert_true(document_open(&d, image.at, image.len, NULL));
	print_markdown(&d, &o, &s);
	assert_string_equal(buf_z(&s.out), "\\# no \\*heading\\* \\<b\\>\n\n12\\. not a list\n\n");
	buf_free(&s.out);
	buf_free(&image);
	builder_free(b);
}

static void mbox_threads_every_comment(void **state)
{
	struct buf text = written("mbox");
	unsigned mails = 0, answers = 0;
	struct str rest = buf_str(&text), line;

	(void)state;
	while (str_line(&rest, &line)) {
		mails += str_starts(line, STR("From postil@"));
		answers += str_starts(line, STR("In-Reply-To: <"));
	}
	assert_int_equal(mails, 6);
	assert_int_equal(answers, 5);
	assert_non_null(strstr(buf_z(&text), "Date: Tue, 28 Mar 2017 04:24:00 +0000\n"));
	buf_free(&text);
}

static void mbox_headers_are_ascii_and_bodies_hide_no_mail(void **state)
{
	struct builder *b = builder_new(0);
	struct buf image = { 0 };
	struct sink s = { .fd = -1 };
	struct print_options o = { .width = 80 };
	struct document d;

	(void)state;
	builder_field(b, FIELD_TITLE, STR("Z\xc3\xbcrich"), "test");
	builder_field(b, FIELD_BYLINE, STR("A \"B\" C"), "test");
	builder_article_begin(b);
	sample_paragraph(b, "From here on");
	builder_article_end(b);
	builder_seal(b, &image, NULL);
	assert_true(document_open(&d, image.at, image.len, NULL));
	print_mbox(&d, &o, &s);
	assert_non_null(strstr(buf_z(&s.out), "Subject: =?UTF-8?B?WsO8cmljaA==?=\n"));
	assert_non_null(strstr(buf_z(&s.out), "From: \"A \\\"B\\\" C\" <"));
	assert_non_null(strstr(buf_z(&s.out), "\n>From here on\n"));
	buf_free(&s.out);
	buf_free(&image);
	builder_free(b);
}

static void formats_are_found_by_name_and_suffix(void **state)
{
	(void)state;
	assert_string_equal(print_format_for_file(STR("/tmp/x.MD"))->name, "markdown");
	assert_null(print_format_for_file(STR("md")));
	assert_null(print_format_for_file(STR("a.pdf")));
	assert_null(print_format_named(STR("none")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markdown_has_marks_table_and_nested_quotations),
		cmocka_unit_test(markdown_of_a_page_is_not_taken_for_its_marks),
		cmocka_unit_test(mbox_threads_every_comment),
		cmocka_unit_test(mbox_headers_are_ascii_and_bodies_hide_no_mail),
		cmocka_unit_test(formats_are_found_by_name_and_suffix),
	};

	return cmocka_run_group_tests_name("format", tests, NULL, NULL);
}
