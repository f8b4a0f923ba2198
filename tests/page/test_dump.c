/* test_dump.c: lines of plain text as a tree. */
#include "config.h"

#include "support/unit.h"

#include "page/page.h"

static struct page parse(const char *text)
{
	struct page p;
	struct err e;

	assert_true(page_parse(&p, PAGE_DUMP, str_z(text), STR_NONE, &e));
	assert_string_equal((const char *)p.root->name, "dump");
	return p;
}

static void assert_line(const xmlNode *n, const char *text, const char *indent)
{
	struct buf b = { 0 };

	assert_non_null(n);
	node_text(n, &b);
	assert_str(buf_str(&b), text);
	assert_str(node_attr(n, "indent"), indent);
	buf_free(&b);
}

static void a_line_knows_its_column_and_the_gap_before_it(void **state)
{
	struct page p = parse("one\n\n\ttwo\n   three\n");
	xmlNode *n = node_first_element(p.root);

	(void)state;
	assert_line(n, "one", "");
	assert_false(node_has_attr(n, "blank-before"));
	n = node_next_element(n);
	assert_line(n, "two", "8");
	assert_true(node_has_attr(n, "blank-before"));
	n = node_next_element(n);
	assert_line(n, "three", "3");
	assert_false(node_has_attr(n, "blank-before"));
	assert_null(node_next_element(n));
	page_free(&p);
}

static void a_bullet_is_a_mark_and_no_text(void **state)
{
	struct page p = parse(
		"  • first\n  * second\n  -dashed\n  12. twelfth\n  19840. a number\n     +\n");
	xmlNode *n = node_first_element(p.root);

	(void)state;
	assert_line(n, "first", "4");
	assert_true(node_has_attr(n, "bullet"));
	n = node_next_element(n);
	assert_line(n, "second", "4");
	assert_true(node_has_attr(n, "bullet"));
	n = node_next_element(n);
	assert_line(n, "-dashed", "2");
	assert_false(node_has_attr(n, "bullet"));
	n = node_next_element(n);
	assert_line(n, "twelfth", "6");
	assert_str(node_attr(n, "number"), "12");
	n = node_next_element(n);
	assert_line(n, "19840. a number", "2");
	n = node_next_element(n);
	assert_line(n, "", "6");
	assert_true(node_has_attr(n, "bullet"));
	page_free(&p);
}

static void markup_and_control_bytes_are_only_text(void **state)
{
	struct page p = parse("<b>&amp;\x01\n");

	(void)state;
	assert_line(node_first_element(p.root), "<b>&amp;\x01", "");
	page_free(&p);
}

static void a_number_of_a_link_is_no_text_and_leads_to_its_address(void **state)
{
	struct page p = parse(
		"   [1]Ann[2]3 May, see note [7].\n\nReferences\n\n   1. http://a.example/ann\n"
		"   2. http://a.example/#c2\n");
	xmlNode *n = node_first_element(p.root);

	(void)state;
	assert_line(n, "Ann3 May, see note [7].", "3");
	assert_str(node_attr(n, "links"), "0 http://a.example/ann\n3 http://a.example/#c2\n");
	assert_str(node_attr(n, "end"), "32");
	assert_null(node_next_element(n));
	page_free(&p);
}

static void notes_that_a_person_numbered_stay(void **state)
{
	struct page p =
		parse("As was shown [1], and again [2].\n\nReferences\n\n[1] http://a.example/\n"
		      "[2] http://b.example/\n");
	xmlNode *n = node_first_element(p.root);

	(void)state;
	assert_line(n, "As was shown [1], and again [2].", "");
	assert_line(node_next_element(n), "References", "");
	page_free(&p);
}

static void numbers_in_order_need_no_list(void **state)
{
	struct page p = parse("[1]a [2]b [3]c [4]d [5]e [6]f [7]g [8]h [9]i [10]j [99]k\n");

	(void)state;
	assert_line(node_first_element(p.root), "a b c d e f g h i j [99]k", "");
	page_free(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_knows_its_column_and_the_gap_before_it),
		cmocka_unit_test(a_bullet_is_a_mark_and_no_text),
		cmocka_unit_test(a_number_of_a_link_is_no_text_and_leads_to_its_address),
		cmocka_unit_test(notes_that_a_person_numbered_stay),
		cmocka_unit_test(numbers_in_order_need_no_list),
		cmocka_unit_test(markup_and_control_bytes_are_only_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
