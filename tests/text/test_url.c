#include "config.h"

#include "support/unit.h"

#include "text/url.h"

struct sample {
	const char *ref, *wanted;
};

/* RFC 3986 5.4, against http://a/b/c/d;p?q; then what browsers forgive. */
static const struct sample samples[] = {
	{ "g:h", "g:h" },
	{ "g", "http://a/b/c/g" },
	{ "./g", "http://a/b/c/g" },
	{ "g/", "http://a/b/c/g/" },
	{ "/g", "http://a/g" },
	{ "//g", "http://g/" },
	{ "?y", "http://a/b/c/d;p?y" },
	{ "g?y", "http://a/b/c/g?y" },
	{ "#s", "http://a/b/c/d;p?q#s" },
	{ "g#s", "http://a/b/c/g#s" },
	{ "g?y#s", "http://a/b/c/g?y#s" },
	{ ";x", "http://a/b/c/;x" },
	{ "g;x=1/./y", "http://a/b/c/g;x=1/y" },
	{ "", "http://a/b/c/d;p?q" },
	{ ".", "http://a/b/c/" },
	{ "./", "http://a/b/c/" },
	{ "..", "http://a/b/" },
	{ "../", "http://a/b/" },
	{ "../g", "http://a/b/g" },
	{ "../..", "http://a/" },
	{ "../../g", "http://a/g" },
	{ "../../../g", "http://a/g" },
	{ "/./g", "http://a/g" },
	{ "/../g", "http://a/g" },
	{ "g.", "http://a/b/c/g." },
	{ "..g", "http://a/b/c/..g" },
	{ "./../g", "http://a/b/g" },
	{ "./g/.", "http://a/b/c/g/" },
	{ "g/./h", "http://a/b/c/g/h" },
	{ "g/../h", "http://a/b/c/h" },
	{ "g?y/../x", "http://a/b/c/g?y/../x" },
	{ "http:g", "http://a/b/c/g" },
	{ "  g\n", "http://a/b/c/g" },
	{ "a\tb", "http://a/b/c/ab" },
	{ "\\\\g\\x", "http://g/x" },
	{ "a b", "http://a/b/c/a%20b" },
	{ "HTTP://WWW.Example.ORG/Q", "http://www.example.org/Q" },
	{ "http://example.org", "http://example.org/" },
	{ "\xc3\xa9", "http://a/b/c/%C3%A9" },
	{ "http://b\xc3\xbc"
	  "cher.example/",
		"http://xn--bcher-kva.example/" },
	{ "//bu\xcc\x88"
	  "cher.example",
		"http://xn--bcher-kva.example/" },
	{ "//\xef\xbd\x82\xc3\xbc\xef\xbd\x83her\xe3\x80\x82"
	  "example\xef\xbd\xa1"
	  "com/a",
		"http://xn--bcher-kva.example.com/a" },
	{ "//\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1/", "http://127.0.0.1/" },
	{ "//\xd0\xbf\xd1\x80\xd0\xb8\xd0\xbc\xd0\xb5\xd1\x80.test/", "http://xn--e1afmkfd.test/" },
	{ "mailto:a@b", "mailto:a@b" },
	{ "javascript:alert(1)", "javascript:alert(1)" },
	{ "x%20y", "http://a/b/c/x%20y" },
	{ "http://h:8080/x", "http://h:8080/x" },
	{ "//", NULL },
	{ "http://a<b/", NULL },
	{ "//x//y", "http://x//y" },
	{ "a//b", "http://a/b/c/a//b" },
};

static void references_resolve_as_the_table_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		struct buf out = { .max = 0 };
		bool ok = url_resolve(STR("http://a/b/c/d;p?q"), str_z(samples[i].ref), &out);

		if (ok != (samples[i].wanted != NULL))
			print_error("%s\n", samples[i].ref);
		assert_int_equal(ok, samples[i].wanted != NULL);
		assert_str(buf_str(&out), samples[i].wanted ? samples[i].wanted : "");
		buf_free(&out);
	}
}

static void without_a_base_a_reference_stays_relative(void **state)
{
	struct buf out = { .max = 0 };

	(void)state;
	assert_true(url_resolve(STR_NONE, STR("#c12"), &out));
	assert_true(url_resolve(STR_NONE, STR("/x/../y z"), &out));
	assert_str(buf_str(&out), "#c12/y%20z");
	assert_false(url_resolve(STR_NONE, STR("  "), &out));
	buf_free(&out);
}

static void an_endless_address_is_refused(void **state)
{
	struct buf out = { .max = 0 };
	static char many[9000];

	(void)state;
	memset(many, 'x', sizeof(many));
	assert_false(url_resolve(STR("http://a/"), (struct str){ many, sizeof(many) }, &out));
	memset(many, ' ', sizeof(many));
	many[0] = many[4000] = 'x';
	assert_false(url_resolve(STR("http://a/"), (struct str){ many, 4001 }, &out));
	assert_int_equal(out.len, 0);
	memset(many, 'x', sizeof(many));
	assert_false(url_resolve(STR("http://a/"), (struct str){ many, 8192 - 8 }, &out));
	assert_int_equal(out.len, 0);
	assert_true(url_resolve(STR("http://a/"), (struct str){ many, 8192 - 9 }, &out));
	assert_int_equal(out.len, 8192);
	buf_free(&out);
}

static void parts_are_pieces_of_the_address(void **state)
{
	struct url_parts p;

	(void)state;
	url_parts(STR("https://me:pw@[::1]:81/a/b?c=d#e"), &p);
	assert_str(p.scheme, "https");
	assert_str(p.user, "me:pw");
	assert_str(p.host, "[::1]");
	assert_str(p.port, "81");
	assert_str(p.path, "/a/b");
	assert_str(p.query, "c=d");
	assert_str(p.fragment, "e");
	url_parts(STR("x"), &p);
	assert_str(p.host, "");
	assert_str(p.path, "x");
}

static void only_plain_web_addresses_are_safe(void **state)
{
	(void)state;
	assert_true(url_is_safe(STR("https://example.org/a?b=c#d")));
	assert_false(url_is_safe(STR("https://me@example.org/")));
	assert_false(url_is_safe(STR("https://example.org@/")));
	assert_false(url_is_safe(STR("javascript:alert(1)")));
	assert_false(url_is_safe(STR("file:///etc/passwd")));
	assert_false(url_is_safe(STR("http://a/ b")));
	assert_false(url_is_safe(STR("http://a/'b")));
	assert_false(url_is_safe(STR("http://-x/")));
	assert_false(url_is_safe(STR("http:///x")));
	assert_false(url_is_safe(STR("http://b\xc3\xbc/")));
	assert_false(url_is_safe(STR("--help")));
	assert_false(url_is_safe(STR_NONE));
}

static void hosts_match_by_label(void **state)
{
	(void)state;
	assert_true(url_host_is(STR("old.Reddit.com"), STR("reddit.com")));
	assert_true(url_host_is(STR("reddit.com"), STR("reddit.com")));
	assert_false(url_host_is(STR("notreddit.com"), STR("reddit.com")));
	assert_false(url_host_is(STR("com"), STR("reddit.com")));
	assert_str(url_site(STR("https://www.example.org/x")), "example.org");
	assert_str(url_site(STR("x")), "");
}

static void encoded_bytes_are_read_and_broken_codes_left(void **state)
{
	static const struct {
		const char *text;
		size_t taken;
		char byte;
	} sample[] = { { "a", 1, 'a' }, { "%41", 3, 'A' }, { "%c3%a9", 3, '\xc3' }, { "%00", 3, 0 },
		{ "%", 1, '%' }, { "%4", 1, '%' }, { "%4g", 1, '%' }, { "%g4", 1, '%' } };

	(void)state;
	for (size_t i = 0; i < sizeof(sample) / sizeof(*sample); i++) {
		char byte;

		assert_int_equal(url_byte(str_z(sample[i].text), 0, &byte), sample[i].taken);
		assert_int_equal(byte, sample[i].byte);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(references_resolve_as_the_table_says),
		cmocka_unit_test(without_a_base_a_reference_stays_relative),
		cmocka_unit_test(an_endless_address_is_refused),
		cmocka_unit_test(parts_are_pieces_of_the_address),
		cmocka_unit_test(only_plain_web_addresses_are_safe),
		cmocka_unit_test(hosts_match_by_label),
		cmocka_unit_test(encoded_bytes_are_read_and_broken_codes_left),
	};

	return cmocka_run_group_tests_name("url", tests, NULL, NULL);
}
