/* The functions of our own that expressions may use. */
#include "config.h"

#include "support/unit.h"

#include "page/page.h"

static void text_of(const char *html, const char *url, const char *xpath, struct buf *out)
{
	struct query_context *c;
	struct query *q;
	struct page p;
	struct err e = { 0 };
	int column = 0;

	buf_cut(out, 0);
	assert_true(page_parse(&p, PAGE_HTML, str_z(html), str_z(url), &e));
	c = query_context_new(&p);
	q = query_compile(xpath, &e, &column);
	assert_non_null(q);
	query_text(q, c, p.root, out);
	query_free(q);
	query_context_free(c);
	page_free(&p);
}

static void each_function_says_what_it_should(void **state)
{
	static const char html[] = "<p><i>a</i><b id=x>b</b><i id=y class=x>c</i><a name=z>d</a>"
				   "<u id=x>e</u></p>";
	static const struct {
		const char *xpath, *url, *text;
	} all[] = {
		{ "list(//i, ',')", "", "a,c" },
		{ "list(//i | //b, ', ')", "", "a, b, c" },
		{ "list(//b, ',')", "", "b" },
		{ "list(//s, ',')", "", "" },
		{ "id('x')", "", "b" },
		{ "list(id('y z  x none'), ',')", "", "b,c,d" },
		{ "id(//i[2]/@class)", "", "b" },
		{ "id('none')", "", "" },
		{ "list(id('y')/..//b, ',')", "", "b" },
		{ "count(id('y x y'))", "", "2" },
		{ "list(//i, '')", "", "ac" },
		{ "address()", "http://a.example/b?c=d#e", "http://a.example/b?c=d#e" },
		{ "address()", "", "" },
		{ "parameter('page')", "http://a.example/b?c=d&page=12#e", "12" },
		{ "parameter('age')", "http://a.example/b?page=12", "" },
		{ "parameter('page')", "http://a.example/page=3", "" },
		{ "parameter('u')", "http://a.example/?u=http%3A%2F%2Fx", "http%3A%2F%2Fx" },
		{ "parameter('')", "http://a.example/?=1", "1" },
		{ "parameter('page') + 1", "http://a.example/?page=2", "3" },
		{ "concat('?page=', number(concat('0', parameter('page'))) + 1)",
			"http://a.example/", "?page=1" },
	};
	struct buf out = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		text_of(html, all[i].url, all[i].xpath, &out);
		assert_str(buf_str(&out), all[i].text);
	}
	buf_free(&out);
}

static void wrong_arguments_give_nothing(void **state)
{
	static const char *const all[] = { "list(//i)", "list('a', ',')", "list()", "address(1)",
		"parameter()", "parameter(//i, 1)" };
	struct buf out = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		text_of("<p><i>a</i></p>", "http://a.example/", all[i], &out);
		assert_str(buf_str(&out), "");
	}
	buf_free(&out);
}

/* libxml2 walks on from values of one character. */
static void short_values_that_stand_often_are_compared(void **state)
{
	struct buf out = { 0 };

	(void)state;
	text_of("<p class=a><i class=a title=a id=a>x</i><b class=b title=a>y</b></p>", "",
		"concat(//i[@class!=''], //*[@title='a'][@class='b'], "
		"count(//*[@class=//i/@title]))",
		&out);
	assert_str(buf_str(&out), "xy2");
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_function_says_what_it_should),
		cmocka_unit_test(wrong_arguments_give_nothing),
		cmocka_unit_test(short_values_that_stand_often_are_compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
