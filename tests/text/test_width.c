#include "config.h"

#include "support/unit.h"

#include "base/buf.h"

#include "text/width.h"

#include <locale.h>
#include <wchar.h>

/* A newer C library may know more characters; it may not count known ones otherwise. */
static void widths_agree_with_the_c_library(void **state)
{
	unsigned different = 0;

	(void)state;
	if (!setlocale(LC_CTYPE, "C.UTF-8")) {
		print_message("no C.UTF-8 locale: not compared\n");
		return;
	}
	for (uint32_t c = 0x20; c < 0x30000; c++)
		different += (c < 0xd800 || c > 0xdfff) && char_width(c) >= 0 &&
			char_width(c) != wcwidth((wchar_t)c);
	assert_in_range(different, 0, 600);
	assert_int_equal(char_width('a'), 1);
	assert_int_equal(char_width(0x65e5), 2);
	assert_int_equal(char_width(0x301), 0);
	assert_int_equal(char_width(0x110000), -1);
}

static void encoding_and_decoding_are_inverse(void **state)
{
	(void)state;
	for (uint32_t c = 0; c < 0x110000; c += c < 0x3000 ? 1 : 37) {
		char out[4];
		uint32_t back;
		size_t len = char_encode(c, out);

		if (c >= 0xd800 && c < 0xe000)
			continue;
		assert_int_equal(char_decode((struct str){ out, len }, 0, &back), len);
		assert_int_equal(back, c);
	}
}

struct sample {
	const char *text;
	size_t len; /* of the first cluster, bytes */
	int width;
	const char *cells;
};

static const struct sample samples[] = {
	{ "ab", 1, 1, "a" },
	{ "e\xcc\x81z", 3, 1, "e\xcc\x81" },
	{ "日本", 3, 2, "日" },
	{ "\xe2\x9d\xa4\xef\xb8\x8f!", 6, 1, "\xe2\x9d\xa4" }, /* a heart with variation selector */
	{ "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", 18, 2,
		"\xf0\x9f\x91\xa8" }, /* a family */
	{ "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd", 8, 2,
		"\xf0\x9f\x91\x8d" }, /* a thumb with skin tone */
	{ "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa\xf0\x9f\x87\xab\xf0\x9f\x87\xb7", 8, 2,
		"\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa" },		/* two flags */
	{ "1\xef\xb8\x8f\xe2\x83\xa3", 7, 1, "1\xe2\x83\xa3" }, /* a keycap */
	{ "\xc2\xad"
	  "a",
		2, 0, "" }, /* a soft hyphen */
	{ "\xcc\x81"
	  "a",
		2, 1, " \xcc\x81" }, /* a mark alone */
	{ "\xe0\xae\xa8\xe0\xae\xbf", 6, 1, "\xe0\xae\xa8\xe0\xae\xbf" },
	{ "\xf4\x8f\xbf\xbd", 4, 1, "\xf4\x8f\xbf\xbd" },
};

static void clusters_and_cells_are_as_the_table_says(void **state)
{
	char out[64];

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		struct str s = str_z(samples[i].text);
		struct cluster c = text_cluster(s, 0);

		if (i == 10)
			c.width = c.width ? 1 : 0; /* libraries differ on the vowel sign */
		assert_int_equal(c.len, samples[i].len);
		assert_int_equal(c.width, samples[i].width);
		cluster_cells(str_sub(s, 0, c.len), out, sizeof(out));
		assert_string_equal(out, samples[i].cells);
	}
}

static void fit_takes_whole_clusters(void **state)
{
	int used;

	(void)state;
	assert_int_equal(text_fit(STR("abcdef"), 4, &used), 4);
	assert_int_equal(used, 4);
	assert_int_equal(text_fit(STR("日本語"), 5, &used), 6);
	assert_int_equal(used, 4);
	assert_int_equal(text_fit(STR("abe\xcc\x81"
				      "f"),
				 3, &used),
		5);
	assert_int_equal(text_fit(STR("abe\xcc\x81"
				      "f"),
				 2, &used),
		2);
	assert_int_equal(text_fit(STR("abc"), 0, &used), 0);
	assert_int_equal(text_width(STR("ab日e\xcc\x81")), 5);
	assert_int_equal(text_width(STR_NONE), 0);
	assert_int_equal(text_width(STR("a\x01\xff")), 2);
}

static void clusters_of_any_length_are_whole(void **state)
{
	struct buf text = { 0 };

	(void)state;
	for (size_t marks = 0; marks < 200; marks++) {
		size_t whole = 1 + 2 * marks;

		buf_cut(&text, 0);
		buf_add_char(&text, 'a');
		for (size_t i = 0; i < marks; i++)
			buf_add(&text, STR("\xcc\x81"));
		/* What no terminal draws as one is cut between its characters. */
		whole = whole > 256 ? 255 : whole;
		assert_int_equal(text_cluster(buf_str(&text), 0).len, whole);
		buf_add(&text, STR("b"));
		assert_int_equal(text_cluster(buf_str(&text), 0).len, whole);
	}
	buf_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clusters_of_any_length_are_whole),
		cmocka_unit_test(widths_agree_with_the_c_library),
		cmocka_unit_test(encoding_and_decoding_are_inverse),
		cmocka_unit_test(clusters_and_cells_are_as_the_table_says),
		cmocka_unit_test(fit_takes_whole_clusters),
	};

	return cmocka_run_group_tests_name("width", tests, NULL, NULL);
}
