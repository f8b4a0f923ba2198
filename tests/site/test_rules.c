#include "config.h"

#include "support/unit.h"

#include "site/site.h"

static struct site_set *set_of(const char *text, struct buf *mistakes)
{
	struct site_set *s = site_set_new(NULL, NULL, mistakes);

	site_set_add(s, "my.site", str_z(text), true, mistakes);
	return s;
}

static void mistake_is(const char *text, const char *wanted)
{
	struct buf mistakes = { 0 };
	struct site_set *s = set_of(text, &mistakes);

	if (!str_starts(buf_str(&mistakes), str_z(wanted))) {
		print_error("%s\nis not %s\n", buf_z(&mistakes), wanted);
		fail();
	}
	site_set_free(s);
	buf_free(&mistakes);
}

static void every_built_in_rule_compiles(void **state)
{
	struct buf mistakes = { 0 };
	struct site_set *s = site_set_new(NULL, NULL, &mistakes);

	(void)state;
	assert_true(site_set_count(s) > 50);
	site_set_check(s, &mistakes);
	assert_str(buf_str(&mistakes), "");
	site_set_free(s);
	buf_free(&mistakes);
}

static void mistakes_name_file_line_and_column(void **state)
{
	(void)state;
	mistake_is("name a\nhost a.org\nwhat 1\n", "my.site:3:1: unknown word \"what\"");
	mistake_is("name a\nhost a.org\ncomment //li\n  what 1\n",
		"my.site:4:3: unknown word \"what\" for a comment");
	mistake_is("host a.org\n", "my.site:1:1: a rule begins with \"name\"");
	mistake_is("name a\nhost\n", "my.site:2:1: \"host\" needs a value");
	mistake_is("name a\ncomment //li\n",
		"my.site:2:1: rule \"a\" has neither host, url nor signature");
	mistake_is("name a\nhost a.org\n  id @id\n",
		"my.site:3:6: indented lines belong below \"comment\"");
	mistake_is("name a\nhost a.org\nkind pdf\n", "my.site:3:6: unknown kind \"pdf\"");
	mistake_is("name a\nhost a.org\ntitle //h1[\n", "my.site:3:");
	mistake_is("name a\nhost a.org\ntitle //h1[@class='x]\n", "my.site:3:");
	mistake_is("name a\nhost a.org\ntitle //h1[@class=\"\n", "my.site:3:");
}

static struct site_rule *match(struct site_set *s, const char *html, const char *url)
{
	struct page p;
	struct err e;
	struct query_context *c;
	struct site_rule *r;

	assert_true(page_parse(&p, PAGE_HTML, str_z(html), str_z(url), &e));
	c = query_context_new(&p);
	r = site_match(s, &p, c, NULL);
	query_context_free(c);
	page_free(&p);
	return r;
}

static void rules_are_found_by_host_address_and_signature(void **state)
{
	struct buf mistakes = { 0 };
	struct site_set *s = set_of("name by-host\nhost example.org\n"
				    "name by-url\nurl *://*/zzz/*.html\n"
				    "name by-words\nsignature .zz-list #zz-*\n"
				    "name by-generator\nsignature generator=zzboard\n",
		&mistakes);

	(void)state;
	assert_string_equal(site_name(match(s, "<p>x", "https://forum.example.org/a")), "by-host");
	assert_null(match(s, "<p>x", "https://notexample.org/a"));
	assert_string_equal(site_name(match(s, "<p>x", "http://a.net/zzz/1.html")), "by-url");
	assert_string_equal(
		site_name(match(s, "<ul class='x zz-list'><li id=zz-12>a", "")), "by-words");
	assert_null(match(s, "<ul class='x zz-list'><li>a", ""));
	assert_string_equal(
		site_name(match(s, "<meta name=generator content='ZZboard 2.1'><p>a", "")),
		"by-generator");
	site_set_free(s);
	buf_free(&mistakes);
}

static void the_example_has_no_mistake(void **state)
{
	struct buf mistakes = { 0 }, path = { 0 }, text = { 0 };
	struct site_set *s = site_set_new(NULL, NULL, &mistakes);
	size_t built_in = site_set_count(s);
	FILE *f;
	char piece[4096];
	size_t got;

	(void)state;
	buf_printf(&path, "%s/examples/example.site", getenv("POSTIL_TEST_SRC"));
	f = fopen(buf_z(&path), "r");
	assert_non_null(f);
	while ((got = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_add(&text, (struct str){ piece, got });
	fclose(f);
	assert_true(site_set_add(s, "example.site", buf_str(&text), true, &mistakes));
	assert_int_equal(site_set_count(s), built_in + 1);
	site_set_free(s);
	buf_free(&text);
	buf_free(&path);
	buf_free(&mistakes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_built_in_rule_compiles),
		cmocka_unit_test(mistakes_name_file_line_and_column),
		cmocka_unit_test(the_example_has_no_mistake),
		cmocka_unit_test(rules_are_found_by_host_address_and_signature),
	};

	return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
