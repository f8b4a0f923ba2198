/* What kind of page a text is. */
#include "config.h"

#include "support/unit.h"

#include "page/page.h"

static void kinds_are_told_by_content_first(void **state)
{
	static const struct { const char *text, *type, *name; enum page_kind kind; } rows[] = {
		{ "<!DOCTYPE html><p>x", "", "", PAGE_HTML },
		{ "<!DOCTYPE html><p>x", "application/json", "a.json", PAGE_HTML },
		{ "  <html>", "text/plain", "a.txt", PAGE_DUMP },
		{ "<html><p>a</p><p>b</p></html>", "text/plain", "a.txt", PAGE_HTML },
		{ "<?xml version='1.0'?><!-- c --><rss version='2.0'>", "", "", PAGE_XML },
		{ "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html xmlns='y'>", "", "", PAGE_HTML },
		{ "<feed xmlns='http://www.w3.org/2005/Atom'>", "text/html", "", PAGE_XML },
		{ "{\"a\": 1}", "text/html", "a.html", PAGE_JSON },
		{ "[{\"a\": 1}]", "", "", PAGE_JSON },
		{ "[1] a footnote of a text dump", "", "", PAGE_DUMP },
		{ "call({\"a\":1})", "application/json", "", PAGE_JSON },
		{ "From a@b Thu Jan  1 00:00:00 1970\nFrom: a\nSubject: b\n\nbody", "", "", PAGE_MAIL },
		{ "Received: from x\n\tby y\nDate: z\nSubject: b\n\nbody", "", "", PAGE_MAIL },
		{ "From here on it is prose.\nAnd so on.\n", "", "", PAGE_DUMP },
		{ "Date: tomorrow\n\nA text.\n", "", "", PAGE_DUMP },
		{ "Just words.", "", "", PAGE_DUMP },
		{ "Just words.", "text/html; charset=x", "", PAGE_HTML },
		{ "Just words.", "", "page.HTM", PAGE_HTML },
		{ "words <p>and</p> more <br> of them</div>", "", "", PAGE_HTML },
		{ "", "", "", PAGE_DUMP },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		enum page_kind kind = page_kind_of(str_z(rows[i].text), str_z(rows[i].type), str_z(rows[i].name));

		if (kind != rows[i].kind)
			print_error("row %zu: %s\n", i, rows[i].text);
		assert_int_equal(kind, rows[i].kind);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_told_by_content_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
