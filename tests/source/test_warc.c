/* Web archives and the answers in them. */
#include "config.h"

#include "support/unit.h"

#include "source/source.h"

#define INFO "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 14\r\n\r\nsoftware: none\r\n\r\n"
#define REQUEST                                                                                    \
	"WARC/1.0\r\nWARC-Type: request\r\nWARC-Target-URI: http://a.example/one\r\n"              \
	"Content-Type: application/http;msgtype=request\r\nContent-Length: 18\r\n\r\n"             \
	"GET / HTTP/1.1\r\n\r\n\r\n\r\n"
#define PICTURE                                                                                    \
	"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/picture\r\n"         \
	"Content-Length: 49\r\n\r\n"                                                               \
	"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\r\n"
#define MISSING                                                                                    \
	"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/gone\r\n"            \
	"Content-Length: 57\r\n\r\n"                                                               \
	"HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n<p>gone</p>\n\n\n\r\n\r\n"
#define ONE                                                                                        \
	"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <http://a.example/one>\r\n"           \
	"Content-Length: 75\r\n\r\n"                                                               \
	"HTTP/1.1 200 OK\r\nContent-Type: text/html; "                                             \
	"charset=koi8-r\r\n\r\n<p>one</p>\n\n\n\n\r\n\r\n"
#define TWO                                                                                        \
	"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/two\r\n"             \
	"Content-Type: text/html\r\nContent-Length: 10\r\n\r\n<p>two</p>\r\n\r\n"

static const char archive[] = INFO REQUEST PICTURE MISSING ONE TWO;

static bool unpack(struct source *s, struct str bytes, const char *record, struct err *e)
{
	*s = (struct source){ .cut = false };
	buf_add(&s->name, STR("archive"));
	buf_add(&s->bytes, bytes);
	return source_unpack(s, record, e);
}

static void check(const char *record, const char *page, const char *url)
{
	struct source s;
	struct err e;

	assert_true(unpack(&s, (struct str){ archive, sizeof(archive) - 1 }, record, &e));
	assert_str(str_trim(buf_str(&s.bytes)), page);
	assert_str(buf_str(&s.url), url);
	assert_false(s.cut);
	source_free(&s);
}

static void first_page_that_was_delivered_is_taken(void **state)
{
	struct source s;
	struct err e;

	(void)state;
	check(NULL, "<p>one</p>", "http://a.example/one");
	assert_true(unpack(&s, (struct str){ archive, sizeof(archive) - 1 }, NULL, &e));
	assert_str(buf_str(&s.type), "text/html");
	assert_str(buf_str(&s.charset), "koi8-r");
	source_free(&s);
}

static void page_is_named_by_number_or_address(void **state)
{
	struct source s;
	struct err e;

	(void)state;
	check("1", "<p>one</p>", "http://a.example/one");
	check("2", "<p>two</p>", "http://a.example/two");
	check("http://a.example/two", "<p>two</p>", "http://a.example/two");
	check("http://a.example/gone", "<p>gone</p>", "http://a.example/gone");
	assert_false(unpack(&s, (struct str){ archive, sizeof(archive) - 1 }, "3", &e));
	assert_non_null(strstr(e.text, "archive of 6 records, 2 of them pages, has not 3"));
	source_free(&s);
	assert_false(unpack(&s, STR(INFO REQUEST), NULL, &e));
	assert_non_null(strstr(e.text, "archive of 2 records holds no page"));
	source_free(&s);
}

static void prose_about_protocols_is_no_archive(void **state)
{
	static const char *const texts[] = { "HTTP/1.1 is a protocol.\n\nIt is old.\n",
		"HTTP/2 and its 200 successors\n\nare new.\n",
		"WARC/1.0 is a format.\n\nIt is old.\n", "HTTP/1.1", "WARC/", "WARC/1.0",
		"HTTP/1.1 2000 years\n" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct source s;
		struct err e;

		assert_true(unpack(&s, str_z(texts[i]), NULL, &e));
		assert_str(buf_str(&s.bytes), texts[i]);
		source_free(&s);
	}
}

static void archive_does_not_speak_for_another_address(void **state)
{
	struct source s = { .cut = false };
	struct err e;

	(void)state;
	buf_add(&s.url, STR("http://evil.example/"));
	buf_add(&s.bytes, (struct str){ archive, sizeof(archive) - 1 });
	assert_true(source_unpack(&s, NULL, &e));
	assert_str(buf_str(&s.url), "http://evil.example/");
	source_free(&s);
}

static void answer_is_taken_apart(void **state)
{
	static const struct {
		struct str answer;
		const char *body;
		bool cut;
	} all[] = {
#define ANSWER(head, text, body, cut)                                                              \
	{ { "HTTP/1.1 200 OK\r\n" head "\r\n" text,                                                \
		  sizeof("HTTP/1.1 200 OK\r\n" head "\r\n" text) - 1 },                            \
		body, cut }
		ANSWER("", "<p>x</p>", "<p>x</p>", false),
		ANSWER("Transfer-Encoding: chunked\r\n", "4\r\n<p>x\r\n4;a=b\r\n</p>\r\n0\r\n\r\n",
			"<p>x</p>", false),
		/* Already joined by who wrote it down. */
		ANSWER("Transfer-Encoding: chunked\r\n", "<p>x</p>", "<p>x</p>", false),
		ANSWER("Transfer-Encoding: chunked\r\n", "8\r\n<p>x</p>\r\nzz\r\n", "<p>x</p>",
			true),
		ANSWER("Transfer-Encoding: chunked\r\n", "ff\r\n<p>x</p>", "<p>x</p>", true),
		ANSWER("Transfer-Encoding: chunked\r\n", "ffffffffffffffffffff\r\nx",
			"ffffffffffffffffffff\r\nx", false),
#undef ANSWER
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct source s;
		struct err e;

		assert_true(unpack(&s, all[i].answer, NULL, &e));
		assert_str(buf_str(&s.bytes), all[i].body);
		assert_int_equal(s.cut, all[i].cut);
		source_free(&s);
	}
}

/* Every beginning of the archive, and every byte of it changed, ends in a page or a sentence. */
static void cut_and_damaged_archives_end_in_order(void **state)
{
	char damaged[sizeof(archive)];
	struct source s;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof(archive); i++) {
		unpack(&s, (struct str){ archive, i }, NULL, &e);
		source_free(&s);
		memcpy(damaged, archive, sizeof(archive));
		damaged[i] = (char)(damaged[i] ^ 0x15);
		unpack(&s, (struct str){ damaged, sizeof(archive) - 1 }, "2", &e);
		source_free(&s);
	}
	assert_true(
		unpack(&s, (struct str){ archive, sizeof(archive) - sizeof(TWO) - 8 }, NULL, &e));
	assert_str(str_sub(buf_str(&s.bytes), 0, 10), "<p>one</p>");
	source_free(&s);
	assert_false(unpack(
		&s, STR("WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\nx"), NULL, &e));
	source_free(&s);
	assert_false(unpack(&s, STR("WARC/1.0\r\nContent-Length: -1\r\n\r\nx"), NULL, &e));
	source_free(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_page_that_was_delivered_is_taken),
		cmocka_unit_test(page_is_named_by_number_or_address),
		cmocka_unit_test(prose_about_protocols_is_no_archive),
		cmocka_unit_test(archive_does_not_speak_for_another_address),
		cmocka_unit_test(answer_is_taken_apart),
		cmocka_unit_test(cut_and_damaged_archives_end_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
