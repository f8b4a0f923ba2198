/* What users type for pages. */
#include "config.h"

#include "support/unit.h"

#include "load/place.h"

static void addresses_are_brought_into_form(void **state)
{
	static const struct {
		const char *typed, *asked; /* NULL: refused */
	} all[] = {
		{ "http://a.example", "http://a.example/" },
		{ "HTTPS://A.Example/B?c#d", "https://a.example/B?c" },
		{ "http://user:secret@a.example:81/", "http://a.example:81/" },
		{ "http://a.example/it's?x='y'", "http://a.example/it%27s?x=%27y%27" },
		{ "http://b\u00fccher.example/\u00e9 x",
			"http://xn--bcher-kva.example/%C3%A9%20x" },
		{ "http://a.example/\"<>\\", "http://a.example/%22%3C%3E/" },
		{ "http://[::1]:80/", "http://[::1]:80/" },
		{ "http://", NULL },
		{ "http:///path", NULL },
		{ "http://a.example/\n", NULL },
		{ "http://a.example/\x7f", NULL },
		{ "http://-o.example/", NULL },
		{ "http://a b/", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct buf out = { .len = 0 };
		struct err e;
		bool ok = place_address(all[i].typed, &out, &e);

		assert_int_equal(ok, all[i].asked != NULL);
		if (ok)
			assert_str(buf_str(&out), all[i].asked);
		else
			assert_non_null(strstr(e.text, "is no address that can be asked for"));
		buf_free(&out);
	}
}

static void file_addresses_are_paths_of_this_machine(void **state)
{
	static const struct {
		const char *typed, *path; /* NULL: refused; "": none */
	} all[] = {
		{ "file:///tmp/a%20b.html#c", "/tmp/a b.html" },
		{ "file:/tmp/a", "/tmp/a" },
		{ "FILE://localhost/tmp/a", "/tmp/a" },
		{ "file:///tmp/100%", "/tmp/100%" },
		{ "file://host/tmp/a", NULL },
		{ "file:///tmp/%00a", NULL },
		{ "file:name", "" },
		{ "/tmp/file:/x", "" },
		{ "http://a.example/", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct buf out = { .len = 0 };
		struct err e;
		bool ok, is = place_is_file(all[i].typed, &out, &ok, &e);

		assert_int_equal(ok, all[i].path != NULL);
		assert_int_equal(is, !all[i].path || all[i].path[0]);
		if (ok && is)
			assert_str(buf_str(&out), all[i].path);
		buf_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_brought_into_form),
		cmocka_unit_test(file_addresses_are_paths_of_this_machine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
