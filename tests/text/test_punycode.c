#include "config.h"

#include "support/unit.h"

#include "text/punycode.h"
#include "text/url.h"
#include "text/width.h"

/* Labels and what stands for them; some of RFC 3492 7.1. */
static const struct {
	const char *text, *ascii;
} sample[] = {
	{ "b\xc3\xbc"
	  "cher",
		"xn--bcher-kva" },
	{ "\xc3\xbc", "xn--tda" },
	{ "他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye" },
	{ "למההםפשוטלאמדבריםעברית", "xn--4dbcagdahymbxekheh6e0a7fei0b" },
	{ "почемужеонинеговорятпорусски", "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l" },
	{ "3年b組金八先生", "xn--3b-ww4c5e180e575a65lsy2b" },
};

static uint32_t characters(const char *text, uint32_t c[PUNYCODE_MAX])
{
	struct str s = str_z(text);
	uint32_t n = 0;

	for (size_t at = 0; at < s.len;)
		at += char_decode(s, at, &c[n++]);
	return n;
}

static void labels_go_there_and_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(sample) / sizeof(*sample); i++) {
		uint32_t c[PUNYCODE_MAX], back[PUNYCODE_MAX], len,
			n = characters(sample[i].text, c);
		struct buf out = { 0 };

		punycode_add(c, n, &out);
		assert_str(buf_str(&out), sample[i].ascii);
		assert_true(punycode_read(str_z(sample[i].ascii), back, &len));
		assert_int_equal(len, n);
		assert_memory_equal(c, back, n * sizeof(*c));
		buf_free(&out);
	}
}

static void what_is_none_is_refused(void **state)
{
	static const char *const bad[] = { "", "xn--", "xn--\xc3", "abc", "xn--99999999",
		"xn--tda!",
		"xn--aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
	uint32_t c[PUNYCODE_MAX], len;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (punycode_read(str_z(bad[i]), c, &len))
			fail_msg("%s was read", bad[i]);
}

/* Any bytes behind xn--: no harm, and whatever is read can be written. */
static void anything_can_be_read(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		char text[40] = "xn--";
		uint32_t c[PUNYCODE_MAX], len;
		struct buf out = { 0 };
		size_t n = 4;

		for (; n < 4 + (size_t)i % 30; n++) {
			seed = seed * 1664525u + 1013904223u;
			text[n] = "abcxyz0189-"[(seed >> 16) % 11];
		}
		if (punycode_read((struct str){ text, n }, c, &len))
			punycode_add(c, len, &out);
		buf_free(&out);
	}
}

static void check_shown(const char *url, const char *wanted)
{
	struct buf out = { 0 };

	url_show(str_z(url), &out);
	assert_str(buf_str(&out), wanted);
	buf_free(&out);
}

static void hosts_are_shown_when_they_mislead_nobody(void **state)
{
	(void)state;
	check_shown("https://example.org/a?b#c", "https://example.org/a?b#c");
	check_shown("https://xn--bcher-kva.example:8080/x",
		"https://b\xc3\xbc"
		"cher.example:8080/x");
	check_shown("https://xn--e1afmkfd.xn--p1ai/", "https://пример.рф/");
	check_shown("https://xn--wgv71a119e.jp/", "https://日本語.jp/");
	/* one Cyrillic letter in a Latin name; a name of nothing but letters like Latin ones */
	check_shown("https://xn--pple-43d.com/", "https://xn--pple-43d.com/");
	check_shown("https://xn--80ak6aa92e.com/", "https://xn--80ak6aa92e.com/");
	check_shown("https://xn---gt--v46a.com/", "https://xn---gt--v46a.com/");
	check_shown("https://xn--99999999.com", "https://xn--99999999.com");
}

static void a_login_is_not_shown_as_if_it_were_a_host(void **state)
{
	(void)state;
	check_shown("https://bank.example@evil.example/a@b", "https://(login)@evil.example/a@b");
	check_shown("https://me:secret@host.example/", "https://(login)@host.example/");
	check_shown("mailto:a@b.example", "mailto:a@b.example");
	check_shown("", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_go_there_and_back),
		cmocka_unit_test(what_is_none_is_refused),
		cmocka_unit_test(anything_can_be_read),
		cmocka_unit_test(hosts_are_shown_when_they_mislead_nobody),
		cmocka_unit_test(a_login_is_not_shown_as_if_it_were_a_host),
	};

	return cmocka_run_group_tests_name("punycode", tests, NULL, NULL);
}
