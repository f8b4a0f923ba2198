/* What kind of page a text is. */
#include "config.h"

#include "support/unit.h"

#include "base/buf.h"
#include "page/page.h"

static void kinds_are_told_by_content_first(void **state)
{
	static const struct {
		const char *text, *type, *name;
		enum page_kind kind;
	} rows[] = {
		{ "<!DOCTYPE html><p>x", "", "", PAGE_HTML },
		{ "<!DOCTYPE html><p>x", "application/json", "a.json", PAGE_HTML },
		{ "  <html>", "text/plain", "a.txt", PAGE_DUMP },
		{ "<html><p>a</p><p>b</p></html>", "text/plain", "a.txt", PAGE_HTML },
		{ "<?xml version='1.0'?><!-- c --><rss version='2.0'>", "", "", PAGE_XML },
		{ "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html xmlns='y'>", "", "",
			PAGE_HTML },
		{ "<feed xmlns='http://www.w3.org/2005/Atom'>", "text/html", "", PAGE_XML },
		{ "{\"a\": 1}", "text/html", "a.html", PAGE_JSON },
		{ "[{\"a\": 1}]", "", "", PAGE_JSON },
		{ "[1] a footnote of a text dump", "", "", PAGE_DUMP },
		{ "call({\"a\":1})", "application/json", "", PAGE_JSON },
		{ "From a@b Thu Jan  1 00:00:00 1970\nFrom: a\nSubject: b\n\nbody", "", "",
			PAGE_MAIL },
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
		enum page_kind kind =
			page_kind_of(str_z(rows[i].text), str_z(rows[i].type), str_z(rows[i].name));

		if (kind != rows[i].kind)
			print_error("row %zu: %s\n", i, rows[i].text);
		assert_int_equal(kind, rows[i].kind);
	}
}

static void a_long_text_that_quotes_three_tags_is_a_text(void **state)
{
	struct buf log = { 0 };

	(void)state;
	for (int i = 0; i < 600; i++)
		buf_add(&log, STR("Author: Ann Other <ann@other.example>, 2 files changed\n"));
	buf_add(&log, STR("Quote <body>, </body> and <br> as they stand\n"));
	assert_int_equal(page_kind_of(buf_str(&log), STR_NONE, STR("changelog")), PAGE_DUMP);
	for (int i = 0; i < 20; i++)
		buf_add(&log, STR("<p>And more</p>"));
	assert_int_equal(page_kind_of(buf_str(&log), STR_NONE, STR("changelog")), PAGE_HTML);
	buf_free(&log);
}

static void binary_data_is_no_page(void **state)
{
	struct buf noise = { 0 };
	uint32_t seed = 7;

	(void)state;
	for (int i = 0; i < 4000; i++) {
		seed = seed * 1664525u + 1013904223u;
		buf_add_char(&noise, (char)(seed >> 24 & 0x7F));
	}
	assert_true(page_is_binary(buf_str(&noise)));
	assert_false(page_is_binary(STR("Plain \x1b[1mwords\x1b[0m, some \xEF\xBF\xBD bad.\n")));
	assert_false(page_is_binary(STR("\xD1\x81\xD0\xBE\xD0\xB3\xC2\xA0\xC3\xA9")));
	assert_false(page_is_binary(STR_NONE));
	buf_free(&noise);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_told_by_content_first),
		cmocka_unit_test(a_long_text_that_quotes_three_tags_is_a_text),
		cmocka_unit_test(binary_data_is_no_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
