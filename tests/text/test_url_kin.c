/* How addresses are related. */
#include "config.h"

#include "support/unit.h"

#include "text/url_kin.h"

#define SITE "https://x.example"

static void pages_that_follow_each_other_are_known(void **state)
{
	static const struct {
		const char *here, *there;
		bool follows;
	} cases[] = {
		{ SITE "/story", SITE "/story/2", true },
		{ SITE "/story/", SITE "/story/page/2/", true },
		{ SITE "/story.html", SITE "/story-2.html", true },
		{ SITE "/story-2.html", SITE "/story-3.html", true },
		{ SITE "/story-12", SITE "/story-12/2", true },
		{ SITE "/story-1234", SITE "/story-1235", false },
		{ SITE "/story", SITE "/other/2", false },
		{ SITE "/story", "https://y.example/story/2", false },
		{ SITE "/story", "http://www.x.example/story?page=2", true },
		{ SITE "/story?page=3", SITE "/story?page=2", false },
		{ SITE "/t/1", SITE "/t/1/page-2", true },
		{ SITE "/t/7", SITE "/t/7?page=2", true },
		{ SITE "/t/7?page=2", SITE "/t/7?page=3", true },
		{ SITE "/viewtopic.php?f=2&t=9", SITE "/viewtopic.php?f=2&t=9&start=20", true },
		{ SITE "/viewtopic.php?t=9", SITE "/viewtopic.php?t=10", false },
		{ SITE "/2017/03/post/comment-page-1/", SITE "/2017/03/post/comment-page-2/#c",
			true },
		{ SITE "/?p=24", SITE "/?p=28", false },
		{ SITE "/index.php?p=24", SITE "/index.php?p=25&utm_source=x", false },
		{ SITE "/?p=24", SITE "/?p=24&cpage=2#c", true },
		{ SITE "/?p=24&cpage=2", SITE "/?p=24&cpage=3", true },
		{ SITE "/?p=24&cpage=2", SITE "/?p=28&cpage=3", false },
		{ SITE "/?id=5", SITE "/?id=5&p=2", true },
		{ SITE "/story?p=2", SITE "/story?p=3", true },
		{ "", SITE "/story/2", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		if (url_continues(str_z(cases[i].here), str_z(cases[i].there)) != cases[i].follows)
			print_error("%s %s\n", cases[i].here, cases[i].there);
		assert_int_equal(url_continues(str_z(cases[i].here), str_z(cases[i].there)),
			cases[i].follows);
	}
	assert_true(url_siblings(STR(SITE "/story/3"), STR(SITE "/story")));
	assert_true(url_siblings(STR(SITE "/post"), STR(SITE "/post/comment-page-1/")));
	assert_false(url_siblings(STR(SITE "/story/3"), STR(SITE "/other")));
	assert_int_equal(url_page_number(STR(SITE "/story?page=7")), 7);
	assert_int_equal(url_page_number(STR(SITE "/story")), 1);
}

static void one_page_has_many_addresses(void **state)
{
	(void)state;
	assert_true(
		url_same(STR("http://www.X.example/a/?utm_source=b&fbclid=1#c"), STR(SITE "/a")));
	assert_false(url_same(STR(SITE "/a?id=1"), STR(SITE "/a?id=2")));
	assert_false(url_same(STR(SITE ":81/a"), STR(SITE "/a")));
	assert_false(url_same(STR_NONE, STR_NONE));
}

static void own_networks_are_known_in_any_spelling(void **state)
{
	static const char *const own[] = { "http://localhost/", "http://a.localhost./",
		"http://127.0.0.1:80/", "http://127.1/", "http://2130706433/", "http://0x7f.1/",
		"http://017700000001/", "http://[::1]/", "http://[::ffff:10.0.0.1]/",
		"http://10.1.2.3/", "http://192.168.0.1/", "http://172.31.0.1/",
		"http://169.254.169.254/", "http://printer.local/", "http://router/",
		"http://[fe80::1]/", "http://[fd00::1]/", "http:///x", "http://0/" };
	static const char *const open[] = { "http://x.example/", "http://8.8.8.8/",
		"http://172.32.0.1/", "https://[2001:db8::1]/", "https://localhost.example/" };

	(void)state;
	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++) {
		if (!url_is_private(str_z(own[i])))
			print_error("%s\n", own[i]);
		assert_true(url_is_private(str_z(own[i])));
	}
	for (size_t i = 0; i < sizeof(open) / sizeof(*open); i++)
		assert_false(url_is_private(str_z(open[i])));
}

static void everything_odd_is_escaped(void **state)
{
	struct buf out = { 0 };

	(void)state;
	url_escape(STR("https://a.b/c d?\xc3\xa9&~"), &out);
	assert_string_equal(buf_z(&out), "https%3A%2F%2Fa.b%2Fc%20d%3F%C3%A9%26~");
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_that_follow_each_other_are_known),
		cmocka_unit_test(one_page_has_many_addresses),
		cmocka_unit_test(own_networks_are_known_in_any_spelling),
		cmocka_unit_test(everything_odd_is_escaped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
