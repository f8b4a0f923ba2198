/* What users type for pages. */
#include "config.h"

#include "support/unit.h"

#include <errno.h>

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

static void what_is_no_file_is_told_by_what_it_looks_like(void **state)
{
	static const struct {
		const char *typed, *says;
	} all[] = {
		{ "gemini://a.example/x", "only http and https addresses are read, not gemini" },
		{ "FTP://a.example/x", "not FTP" },
		{ "svn+ssh://a.example/x", "not svn+ssh" },
		{ "mailto:ann@a.example", "not mailto" },
		{ "javascript:alert(1)", "not javascript" },
		{ "data:text/html,x", "not data" },
		{ "about:blank", "not about" },
		{ "www.example.org", "an address begins with https://" },
		{ "example.org/story", "an address begins with https://" },
		{ "example.org:8080/story", "an address begins with https://" },
		{ "//example.org/story", "an address begins with https://" },
		{ "http:/example.org", "an address begins with https://" },
		{ "", "the name of the page is empty" },
		{ "story.html", "was: this" },
		{ "../a.example/x", "was: this" },
		{ "./www.example.org", "was: this" },
		{ "/www.example.org/x", "was: this" },
		{ "a:b", "was: this" },
		{ "12:30.html", "was: this" },
		{ "notes/today", "was: this" },
		{ "v1.2/notes", "was: this" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct err e = { .code = ERR_NONE };

		err_set(&e, ERR_OPEN, "%s", "was: this");
		e.sys = ENOENT;
		place_unfound(all[i].typed, &e);
		if (!strstr(e.text, all[i].says))
			print_error("%s: %s\n", all[i].typed, e.text);
		assert_non_null(strstr(e.text, all[i].says));
		err_set(&e, ERR_OPEN, "%s", "was: this");
		e.sys = EACCES;
		place_unfound(all[i].typed, &e);
		assert_string_equal(e.text, "was: this");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_brought_into_form),
		cmocka_unit_test(file_addresses_are_paths_of_this_machine),
		cmocka_unit_test(what_is_no_file_is_told_by_what_it_looks_like),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
