#include "config.h"

#include "support/unit.h"

#include "page/page.h"

static void open_page(struct page *p, struct str html)
{
	struct err e;

	assert_true(page_parse(p, PAGE_HTML, html, STR("http://example.org/a/b"), &e));
}

/* The elements below n, by name, and the texts, in document order. */
static void dump_names(xmlNode *n, struct buf *out)
{
	for (xmlNode *at = node_next(n, n); at; at = node_next(at, n)) {
		int depth = 0;

		for (xmlNode *up = at; up != n; up = up->parent)
			depth++;
		buf_printf(out, "%d%s ", depth,
			node_is_element(at) ? (const char *)at->name : (const char *)at->content);
	}
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

/* So deep that end tags are looked at before the parser sees them: what it makes of them is the same. */
static void end_tags_deep_down_close_what_they_always_close(void **state)
{
	static const char *const bottom =
		"<table><tr><td><b>in</u></i></b></td></tr></div></table>"
		"<!-- </div> --><script>'</div>'</script><em>out</div><i>x";
	struct buf html = { 0 }, shallow = { 0 }, deep = { 0 };
	struct page p;
	xmlNode *n;

	(void)state;
	for (int i = 0; i < 400; i++)
		buf_add(&html, STR("<div>"));
	buf_add(&html, str_z(bottom));
	open_page(&p, buf_str(&html));
	n = node_child(p.root, "body");
	for (int i = 0; i < 398; i++)
		n = node_first_element(n);
	dump_names(n, &deep);
	page_free(&p);
	buf_cut(&html, 0);
	buf_add(&html, STR("<div><div>"));
	buf_add(&html, str_z(bottom));
	open_page(&p, buf_str(&html));
	dump_names(node_child(p.root, "body"), &shallow);
	assert_str(buf_str(&deep), buf_z(&shallow));
	page_free(&p);
	buf_free(&html);
	buf_free(&shallow);
	buf_free(&deep);
}

static void end_tags_that_end_nothing_leave_the_tree_as_it_is(void **state)
{
	struct buf html = { 0 };
	struct page p;
	int marks = 0;

	(void)state;
	for (int i = 0; i < 1000; i++)
		buf_add(&html, STR("<i>a</u></span><p>"));
	open_page(&p, buf_str(&html));
	for (xmlNode *n = p.root; n; n = node_next(n, p.root))
		marks += node_is(n, "i");
	assert_int_equal(marks, 1000);
	buf_free(&html);
	page_free(&p);
}

/* As browsers do, and libxml2 does not. */
static void the_end_of_an_article_closes_what_is_open_in_it(void **state)
{
	static const struct {
		const char *html, *names;
	} rows[] = {
		{ "<article><div><p>a</article><article>b</article>",
			"1article 2div 3p 4a 1article 2b " },
		{ "<section><div><section><div><i>a</section>b</section>c",
			"1section 2div 3section 4div 5i 6a 3b 1c " },
		{ "<article><table><tr><td><div>a</article>b</td></tr></table></article>c",
			"1article 2table 3tr 4td 5div 6ab 1c " },
		{ "<div>a</article>b</div>c", "1div 2ab 1c " },
		{ "<article><div><!-- </article> -->a</div></article>b", "1article 2div 3a 1b " },
		{ "<article><div title=\"</article>\">a</div></article>b", "1article 2div 3a 1b " },
		{ "<article><div>a</article-head>b</div></article>c", "1article 2div 3ab 1c " },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct buf html = { 0 }, names = { 0 };
		struct page p;

		buf_printf(&html, "<!DOCTYPE html><html><body>%s", rows[i].html);
		open_page(&p, buf_str(&html));
		dump_names(node_child(p.root, "body"), &names);
		assert_str(buf_str(&names), rows[i].names);
		buf_free(&names);
		buf_free(&html);
		page_free(&p);
	}
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

/* A <body> tag may be missing (HTML 13.1.2.4), and the head ends at what cannot be in it. */
static void what_cannot_be_in_a_head_begins_the_body(void **state)
{
	static const char *const heads[] = { "<title>t</title>", "<head><title>t</title>",
		"<html><head><meta charset=utf-8><title>t</title></head>" };
	static const char *const bodies[] = {
		"<article><p>one</p></article><script></script><p>two", "<main>one</main>two",
		"<header>one</header><p>two</p>", "<section>one"
	};

	(void)state;
	for (size_t h = 0; h < sizeof(heads) / sizeof(heads[0]); h++)
		for (size_t b = 0; b < sizeof(bodies) / sizeof(bodies[0]); b++) {
			struct buf html = { 0 }, text = { 0 };
			struct page p;

			buf_printf(&html, "<!DOCTYPE html>%s%s", heads[h], bodies[b]);
			open_page(&p, buf_str(&html));
			node_text(node_child(p.root, "body"), &text);
			assert_true(str_starts(buf_str(&text), STR("one")));
			assert_true(b == 3 || str_ends_case(buf_str(&text), STR("two")));
			assert_non_null(node_child(node_child(p.root, "head"), "title"));
			page_free(&p);
			buf_free(&html);
			buf_free(&text);
		}
}

/* The text comes decoded; what the page declares is done with, and must not be done again. */
static void declared_charset_is_not_applied_to_decoded_text(void **state)
{
	static const char *const declared[] = {
		"<meta charset=iso-8859-1>",
		"<meta charset=\"koi8-r\">",
		"<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\">",
		"<meta http-equiv=content-type content=\"text/html; charset=Shift_JIS\">",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(declared) / sizeof(*declared); i++) {
		struct buf html = { 0 }, text = { 0 };
		struct page p;

		buf_add(&html, STR("<html><head>"));
		buf_add(&html, str_z(declared[i]));
		buf_add(&html,
			STR("</head><body><p>M\xC3\xA4rz \xD0\xB4\xD0\xB0</p></body></html>"));
		open_page(&p, buf_str(&html));
		node_text(p.root, &text);
		assert_str(str_trim(buf_str(&text)), "M\xC3\xA4rz \xD0\xB4\xD0\xB0");
		buf_free(&text);
		buf_free(&html);
		page_free(&p);
	}
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

static void page_of_a_file_is_resolved_against_its_own_address(void **state)
{
	static const struct {
		const char *head, *url, *base;
	} all[] = {
		{ "<link rel=canonical href='https://a.example/b/c'>", "",
			"https://a.example/b/c" },
		{ "<meta property=og:url content='https://a.example/d'>", "",
			"https://a.example/d" },
		{ "<link rel=canonical href='https://a.example/b/c'>", "http://x.example/y",
			"http://x.example/y" },
		{ "<link rel=canonical href='https://a.example/b/c'><base href='/e/'>", "",
			"https://a.example/e/" },
		{ "<link rel=canonical href='/relative'>", "", "" },
		{ "<link rel=canonical href='file:///etc/passwd'>", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct buf html = { .len = 0 };
		struct page p;
		struct err e;

		buf_printf(&html, "<html><head>%s</head><body><p>x</p></body></html>", all[i].head);
		assert_true(page_parse(&p, PAGE_HTML, buf_str(&html), str_z(all[i].url), &e));
		assert_str(buf_str(&p.base), all[i].base);
		page_free(&p);
		buf_free(&html);
	}
}

static void what_a_frame_was_saved_with_stands_behind_it(void **state)
{
	struct buf names = { 0 };
	struct page p;

	(void)state;
	open_page(&p,
		STR("<body><div><iframe srcdoc='&lt;title&gt;T&lt;/title&gt;&lt;p&gt;a &amp;amp; b"
		    "&lt;iframe srcdoc=\"&amp;lt;i&amp;gt;\"&gt;&lt;/iframe&gt;'></iframe></div>"
		    "<iframe src=/x></iframe>"));
	dump_names(node_child(p.root, "body"), &names);
	assert_str(buf_str(&names), "1div 2iframe 2div 3p 4a & b 4iframe 1iframe ");
	assert_str(node_attr(node_child(node_child(node_child(p.root, "body"), "div"), "div"),
			   "class"),
		"saved-frame");
	buf_free(&names);
	page_free(&p);
}

/* What libxml2 is handed first ends within the DOCTYPE: before the end of an article in it, and
 * where it is longer than a piece. */
static void what_ends_within_the_doctype_makes_one_tree(void **state)
{
	struct buf html = { 0 };
	struct page p;

	(void)state;
	open_page(&p, STR("<!DOCTYPE html and a text</article><p>one</p>"));
	assert_non_null(node_child(p.root, "body"));
	page_free(&p);
	buf_add(&html, STR("<!DOCTYPE html"));
	for (int i = 0; i < 40000; i++)
		buf_add(&html, STR(" word"));
	buf_add(&html, STR("><iframe srcdoc='&lt;!DOCTYPE html a&lt;/article&gt;&lt;p&gt;two'>"));
	open_page(&p, buf_str(&html));
	assert_non_null(node_child(p.root, "body"));
	buf_free(&html);
	page_free(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_below_the_depth_cap_is_kept),
		cmocka_unit_test(elements_below_the_depth_cap_become_siblings),
		cmocka_unit_test(end_tags_deep_down_close_what_they_always_close),
		cmocka_unit_test(end_tags_that_end_nothing_leave_the_tree_as_it_is),
		cmocka_unit_test(the_end_of_an_article_closes_what_is_open_in_it),
		cmocka_unit_test(what_ends_within_the_doctype_makes_one_tree),
		cmocka_unit_test(attributes_beyond_the_cap_are_left_out),
		cmocka_unit_test(what_cannot_be_in_a_head_begins_the_body),
		cmocka_unit_test(declared_charset_is_not_applied_to_decoded_text),
		cmocka_unit_test(base_is_resolved_against_the_address),
		cmocka_unit_test(blank_page_is_refused),
		cmocka_unit_test(fragment_joins_the_tree),
		cmocka_unit_test(what_a_frame_was_saved_with_stands_behind_it),
		cmocka_unit_test(query_finds_in_document_order_and_stops_at_its_limit),
		cmocka_unit_test(page_of_a_file_is_resolved_against_its_own_address),
	};

	return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
