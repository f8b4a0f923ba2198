/* The choice of the charset and the decoding. */
#include "config.h"

#include "support/unit.h"

#include "decode/decode.h"
#include "decode/encodings.h"

/* Decodes and compares text and charset. */
static void check(struct str bytes, const char *label, const char *text, const char *charset)
{
	struct decoded d;

	assert_true(decode(bytes, str_z(label), 0, &d));
	assert_str(d.text, text);
	assert_string_equal(d.charset, charset);
	decoded_free(&d);
}

static void labels_are_those_of_the_web(void **state)
{
	static const struct {
		const char *label, *name;
	} rows[] = {
		{ "UTF8", "UTF-8" },
		{ " utf-8\n", "UTF-8" },
		{ "latin1", "windows-1252" },
		{ "ISO-8859-1", "windows-1252" },
		{ "us-ascii", "windows-1252" },
		{ "x-sjis", "Shift_JIS" },
		{ "x-gbk", "GBK" },
		{ "gb2312", "GBK" },
		{ "ks_c_5601-1987", "EUC-KR" },
		{ "iso-8859-8-i", "ISO-8859-8-I" },
		{ "x-cp1252", "windows-1252" },
		{ "iso-8859-9", "windows-1254" },
		{ "tis-620", "windows-874" },
		{ "unicode", "UTF-16LE" },
		{ "big5-hkscs", "Big5" },
		{ "windows-31j", "Shift_JIS" },
		{ "koi8-ru", "KOI8-U" },
		{ "x-x-big5", "Big5" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int e = encoding_find(str_z(rows[i].label));

		assert_true(e >= 0);
		assert_string_equal(encoding_name((enum encoding)e), rows[i].name);
	}
	assert_int_equal(encoding_find(STR("no-such")), -1);
	assert_int_equal(encoding_find(STR("")), -1);
	assert_int_equal(encoding_find(STR("utf-8 utf8")), -1);
}

static void every_encoding_can_be_read(void **state)
{
	(void)state;
	for (int e = 0; e < ENCODINGS; e++) {
		struct buf out = { .at = NULL };
		bool damaged = false;
		bool wide = e == ENC_UTF_16LE || e == ENC_UTF_16BE;

		assert_true(encoding_read((enum encoding)e,
			e == ENC_UTF_16LE	    ? (struct str){ "a\0", 2 }
				: e == ENC_UTF_16BE ? (struct str){ "\0a", 2 }
						    : STR("a"),
			&out, &damaged));
		assert_str(buf_str(&out), "a");
		assert_false(damaged);
		assert_true(wide || encoding_find(str_z(encoding_name((enum encoding)e))) == e);
		buf_free(&out);
	}
}

static void order_of_belief(void **state)
{
	(void)state;
	check(STR("\xef\xbb\xbfé"), "windows-1252", "é", "UTF-8");
	check((struct str){ "\xff\xfe"
			    "a\0\xe9\0",
		      6 },
		"utf-8", "aé", "UTF-16LE");
	check((struct str){ "\xfe\xff\0a\xd8\x3d\xde\x00", 8 }, "", "a😀", "UTF-16BE");
	check(STR("\xc4\xe0"), "windows-1251", "Да", "windows-1251");
	check(STR("<meta charset=koi8-r>\xe4\xc1"), "windows-1251", "<meta charset=koi8-r>дБ",
		"windows-1251");
	check(STR("<meta charset=koi8-r>\xe4\xc1"), "", "<meta charset=koi8-r>Да", "KOI8-R");
	check(STR("é"), "", "é", "UTF-8");
	check(STR("a \x93quoted\x94 text"), "iso-8859-1", "a “quoted” text", "windows-1252");
}

static void declarations_are_found_where_html_allows_them(void **state)
{
	static const struct {
		const char *markup;
		int encoding;
	} rows[] = {
		{ "<html><head><meta charset=\"windows-1251\">", ENC_WINDOWS_1251 },
		{ "<META http-equiv='Content-Type' content='text/html; charset=Shift_JIS'>",
			ENC_SHIFT_JIS },
		{ "<meta content='text/html; charset=\"euc-kr\"' http-equiv=content-type />",
			ENC_EUC_KR },
		{ "<meta content='text/html; charset=euc-kr'>", -1 },
		{ "<!-- <meta charset=big5> --><meta charset=gbk>", ENC_GBK },
		{ "<title>\xe9</title><meta charset=latin1>", ENC_WINDOWS_1252 },
		{ "<p title='<meta charset=big5>'><meta/charset=gbk>", ENC_GBK },
		{ "<?xml version=\"1.0\" encoding='iso-8859-2'?><rss>", ENC_ISO_8859_2 },
		{ "<meta charset=utf-16>", ENC_UTF_8 },
		{ "<meta name=charset value=big5>", -1 },
		{ "<metacharset=big5>", -1 },
		{ "<meta charset", -1 },
		{ "<meta charset=\"", -1 },
		{ "<", -1 },
		{ "", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(encoding_declared(str_z(rows[i].markup)), rows[i].encoding);
}

static void wrong_labels_lose_to_the_bytes(void **state)
{
	(void)state;
	check(STR("naïve café"), "iso-8859-1", "naïve café", "UTF-8");
	check(STR("na\xefve caf\xe9 d\xe9j\xe0"), "utf-8", "naïve café déjà", "windows-1252");
	/* One malformed byte among good ones is damage, not another charset. */
	check(STR("naïve café \xff"), "utf-8", "naïve café \xef\xbf\xbd", "UTF-8");
}

static void forced_label_loses_to_nothing(void **state)
{
	struct decode_choice c;
	struct decoded d;

	(void)state;
	decode_choose(&c, STR("\xef\xbb\xbfé"), STR("windows-1252"), true);
	assert_true(decode_with(&c, STR("\xef\xbb\xbfé"), 0, &d));
	assert_str(d.text, "ï»¿Ã©");
	assert_int_equal(d.how, DECODE_FORCED);
	decoded_free(&d);
	decode_choice_free(&c);
}

static void east_asian_pages_are_read(void **state)
{
	(void)state;
	check(STR("\x93\xfa\x96\x7b\x8c\xea"), "x-sjis", "日本語", "Shift_JIS");
	check(STR("\xc6\xfc\xcb\xdc\xb8\xec"), "euc-jp", "日本語", "EUC-JP");
	check(STR("\x1b$BF|K\\8l\x1b(B"), "", "日本語", "ISO-2022-JP");
	check(STR("\xc7\xd1\xb1\xb9\xbe\xee"), "euc-kr", "한국어", "EUC-KR");
	check(STR("\xd6\xd0\xce\xc4"), "gb2312", "中文", "GBK");
	check(STR("\xa4\xa4\xa4\xe5"), "big5", "中文", "Big5");
	/* A broken lead byte must not swallow the markup behind it. */
	check(STR("\x93<b>\x93\xfa"), "shift_jis", "\xef\xbf\xbd<b>日", "Shift_JIS");
}

static void undeclared_utf16_is_recognised(void **state)
{
	static const char le[] = "<\0p\0>\0h\0e\0l\0l\0o\0", be[] = "\0<\0p\0>\0h\0e\0l\0l\0o";

	(void)state;
	check((struct str){ le, sizeof(le) - 1 }, "", "<p>hello", "UTF-16LE");
	check((struct str){ be, sizeof(be) - 1 }, "", "<p>hello", "UTF-16BE");
}

static void utf16_label_loses_against_utf8(void **state)
{
	static const char le[] = "<\0p\0>\0\xe9\0";

	(void)state;
	check(STR("<p>caf\u00e9"), "utf-16", "<p>caf\u00e9", "UTF-8");
	check((struct str){ le, sizeof(le) - 1 }, "utf-16", "<p>\u00e9", "UTF-16LE");
}

static void malformed_utf8_becomes_replacement_characters(void **state)
{
	static const struct {
		const char *bytes, *text;
	} rows[] = {
		{ "a\x80z", "a\xef\xbf\xbdz" },
		{ "\xf0\x9f\x98", "\xef\xbf\xbd" },
		{ "\xe2\x82z", "\xef\xbf\xbdz" },
		{ "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
		{ "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd" },
		{ "\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf out = { .at = NULL };
		bool damaged = false;

		assert_true(utf8_read(str_z(rows[i].bytes), &out, &damaged));
		assert_true(damaged);
		assert_str(buf_str(&out), rows[i].text);
		assert_int_equal(utf8_valid(buf_str(&out)), out.len);
		buf_free(&out);
	}
}

static void ceiling_keeps_the_beginning(void **state)
{
	struct decoded d;

	(void)state;
	assert_false(decode(STR("ab\xc3\xa9"), STR(""), 3, &d));
	assert_str(d.text, "ab");
	decoded_free(&d);
}

static void utf8_is_not_copied(void **state)
{
	struct str s = STR("plain é");
	struct decoded d;

	(void)state;
	assert_true(decode(s, STR(""), 0, &d));
	assert_ptr_equal(d.text.at, s.at);
	decoded_free(&d);
}

static void single_bytes_beyond_the_table_are_damage(void **state)
{
	struct decoded d;

	(void)state;
	assert_true(decode(STR("\xff\xfb"), STR("iso-8859-7"), 0, &d));
	assert_true(d.damaged);
	decoded_free(&d);
	check(STR("\x80\x81"), "latin1", "€\xc2\x81", "windows-1252");
}

static void headers_of_mail_declare_what_is_not_encoded(void **state)
{
	(void)state;
	check(STR("From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain;\n"
		  " charset=koi8-r\n\n\xf0\xd2\xc9\xd7\xc5\xd4"),
		"",
		"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain;\n"
		" charset=koi8-r\n\nПривет",
		"KOI8-R");
	check(STR("Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
		  "Content-Type: text/plain; charset=\"iso-8859-2\"\n\n\xb1"),
		"",
		"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
		"Content-Type: text/plain; charset=\"iso-8859-2\"\n\ną",
		"ISO-8859-2");
}

#ifdef HAVE_UCHARDET
static void commonest_undeclared_charsets_are_guessed(void **state)
{
	static const struct {
		struct str bytes;
		const char *charset, *has;
	} page[] = {
		{ STR("<p>\xa4\xb3\xa4\xec\xa4\xcf\xc6\xfc\xcb\xdc\xb8\xec\xa4\xce\xc6\xc9"
		      "\xa4\xdf\xca\xaa\xa4\xc7\xa4\xb9\xa1\xa3\xa5\xbf\xa5\xb0\xa4\xcf"
		      "\xa4\xa2\xa4\xea\xa4\xde\xa4\xbb\xa4\xf3\xa1\xa3"),
			"EUC-JP", "これは日本語の読み物です" },
		{ STR("<p>\x82\xb1\x82\xea\x82\xcd\x93\xfa\x96\x7b\x8c\xea\x82\xcc\x93\xc7"
		      "\x82\xdd\x95\xa8\x82\xc5\x82\xb7\x81\x42\x83\x5e\x83\x4f\x82\xcd"
		      "\x82\xa0\x82\xe8\x82\xdc\x82\xb9\x82\xf1\x81\x42"),
			"Shift_JIS", "これは日本語の読み物です" },
		{ STR("<p>Za\xbf\xf3\xb3\xe6 g\xea\xb6l\xb1 ja\xbc\xf1. Ksi\xb1\xbfka le\xbfy na "
		      "stole, a \xb6wiat\xb3o ga\xb6nie powoli nad ca\xb3\xb1 wsi\xb1."),
			"ISO-8859-2", "Zażółć gęślą jaźń" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(page) / sizeof(*page); i++) {
		struct decoded d;

		assert_true(decode(page[i].bytes, STR(""), 0, &d));
		assert_string_equal(d.charset, page[i].charset);
		assert_true(str_has(d.text, str_z(page[i].has)));
		assert_int_equal(d.how, DECODE_GUESSED);
		decoded_free(&d);
	}
}

static void undeclared_charsets_are_guessed(void **state)
{
	(void)state;
	check(STR("\xcf\xf0\xe8\xe2\xe5\xf2, \xea\xe0\xea \xe4\xe5\xeb\xe0? "
		  "\xd5\xee\xf0\xee\xf8\xee, \xf1\xef\xe0\xf1\xe8\xe1\xee. "
		  "\xdd\xf2\xee \xf0\xf3\xf1\xf1\xea\xe8\xe9 \xf2\xe5\xea\xf1\xf2 \xe1\xe5\xe7 "
		  "\xec\xe5\xf2\xea\xe8."),
		"", "Привет, как дела? Хорошо, спасибо. Это русский текст без метки.",
		"windows-1251");
}
#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_are_those_of_the_web),
		cmocka_unit_test(every_encoding_can_be_read),
		cmocka_unit_test(order_of_belief),
		cmocka_unit_test(declarations_are_found_where_html_allows_them),
		cmocka_unit_test(wrong_labels_lose_to_the_bytes),
		cmocka_unit_test(forced_label_loses_to_nothing),
		cmocka_unit_test(east_asian_pages_are_read),
		cmocka_unit_test(undeclared_utf16_is_recognised),
		cmocka_unit_test(utf16_label_loses_against_utf8),
		cmocka_unit_test(malformed_utf8_becomes_replacement_characters),
		cmocka_unit_test(ceiling_keeps_the_beginning),
		cmocka_unit_test(utf8_is_not_copied),
		cmocka_unit_test(single_bytes_beyond_the_table_are_damage),
		cmocka_unit_test(headers_of_mail_declare_what_is_not_encoded),
#ifdef HAVE_UCHARDET
		cmocka_unit_test(commonest_undeclared_charsets_are_guessed),
		cmocka_unit_test(undeclared_charsets_are_guessed),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
