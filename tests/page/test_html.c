#include "config.h"

#include "support/unit.h"

#include "page/page.h"

static void open_page(struct page *p, struct str html)
{
	struct err e;

	assert_true(page_parse(p, PAGE_HTML, html, STR("http://example.org/a/b"), &e));
}

static void text_below_the_depth_cap_is_kept(void **state)
{
	struct buf html = { 0 }, text = { 0 };
	struct page p;
	int deepest = 0;

	(void)state;
	for (int i = 0; i < 5000; i++)
		buf_add(&html, STR("<div>"));
	buf_add(&html, STR("the bottom"));
	open_page(&p, buf_str(&html));
	assert_true(p.deep);
	node_text(p.root, &text);
	assert_true(str_has(buf_str(&text), STR("the bottom")));
	for (xmlNode *n = p.root; n; n = node_first_element(n))
		deepest++;
	assert_true(deepest > 1000 && deepest <= PAGE_DEPTH_MAX);
	buf_free(&text);
	buf_free(&html);
	page_free(&p);
}

static void elements_below_the_depth_cap_become_siblings(void **state)
{
	struct buf html = { 0 };
	struct page p;
	int marks = 0;

	(void)state;
	for (int i = 0; i < 3000; i++)
		buf_add(&html, STR("<ul><li>"));
	for (int i = 0; i < 3000; i++)
		buf_add(&html, STR("</li></ul>"));
	buf_add(&html, STR("<p>after"));
	open_page(&p, buf_str(&html));
	for (xmlNode *n = p.root; n; n = node_next(n, p.root))
		marks += node_is(n, "li");
	assert_int_equal(marks, 3000);
	assert_non_null(node_child(node_child(p.root, "body"), "p"));
	buf_free(&html);
	page_free(&p);
}

static void attributes_beyond_the_cap_are_left_out(void **state)
{
	struct buf html = { 0 };
	struct page p;
	xmlNode *div;
	int count = 0;

	(void)state;
	buf_add(&html, STR("<body><div "));
	for (int i = 0; i < 20000; i++)
		buf_printf(&html, "a%d=\"v > x\" ", i);
	buf_add(&html, STR(">text</div><p>after</p>"));
	open_page(&p, buf_str(&html));
	div = node_child(node_child(p.root, "body"), "div");
	assert_non_null(div);
	for (xmlAttr *a = div->properties; a; a = a->next)
		count++;
	assert_int_equal(count, PAGE_ATTRIBUTES_MAX);
	assert_non_null(node_next_element(div));
	buf_free(&html);
	page_free(&p);
}

static void base_is_resolved_against_the_address(void **state)
{
	struct page p;

	(void)state;
	open_page(&p, STR("<head><base href='../c/'></head><p>x"));
	assert_str(buf_str(&p.base), "http://example.org/c/");
	page_free(&p);
}

static void blank_page_is_refused(void **state)
{
	struct page p;
	struct err e = { 0 };

	(void)state;
	assert_false(page_parse(&p, PAGE_HTML, STR(" \n\t "), STR_NONE, &e));
	assert_string_equal(e.text, "the page is empty");
}

static void fragment_joins_the_tree(void **state)
{
	struct buf text = { 0 };
	struct page p;

	(void)state;
	open_page(&p, STR("<p>a</p>"));
	page_parse_fragment(p.root, STR("<b>bold</b> and <i>more</i>"));
	node_text(p.root, &text);
	assert_str(buf_str(&text), "abold and more");
	buf_free(&text);
	page_free(&p);
}

static void query_finds_in_document_order_and_stops_at_its_limit(void **state)
{
	struct node_list list = { 0 };
	struct query_context *c;
	struct buf html = { 0 };
	struct query *q, *bad;
	struct page p;
	struct err e = { 0 };
	int column = 0;

	(void)state;
	buf_add(&html, STR("<p id=a><p id=b>"));
	for (int i = 0; i < 3000; i++)
		buf_add(&html, STR("<i>x</i>"));
	open_page(&p, buf_str(&html));
	c = query_context_new(&p);
	q = query_compile("//p", &e, &column);
	assert_non_null(q);
	assert_true(query_nodes(q, c, p.root, &list));
	assert_int_equal(list.len, 2);
	assert_str(node_attr(list.at[1], "id"), "b");
	bad = query_compile("//*[count(//*[count(//*) > 0]) > 0]", &e, &column);
	assert_non_null(bad);
	assert_false(query_nodes(bad, c, p.root, &list));
	assert_true(query_exhausted(c));
	assert_null(query_compile("//p[", &e, &column));
	assert_true(column > 0);
	query_free(q);
	query_free(bad);
	query_context_free(c);
	array_free(&list);
	buf_free(&html);
	page_free(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_below_the_depth_cap_is_kept),
		cmocka_unit_test(elements_below_the_depth_cap_become_siblings),
		cmocka_unit_test(attributes_beyond_the_cap_are_left_out),
		cmocka_unit_test(base_is_resolved_against_the_address),
		cmocka_unit_test(blank_page_is_refused),
		cmocka_unit_test(fragment_joins_the_tree),
		cmocka_unit_test(query_finds_in_document_order_and_stops_at_its_limit),
	};

	return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
