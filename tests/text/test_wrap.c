#include "config.h"

#include "support/unit.h"

#include "base/buf.h"
#include "text/width.h"
#include "text/wrap.h"

/* The lines joined by bars; a drawn hyphen as "~". */
static void wrapped(struct str s, int columns, struct buf *out)
{
	struct line line;

	buf_cut(out, 0);
	for (size_t at = 0; text_line(s, at, columns, &line); at = line.next) {
		assert_true(line.next > at);
		assert_true(line.from == at && line.to >= at && line.to <= line.next);
		assert_int_equal(
			line.width, text_width(str_sub(s, line.from, line.to - line.from)));
		if (at > 0)
			buf_add_char(out, '|');
		buf_add(out, str_sub(s, line.from, line.to - line.from));
		if (line.hyphen)
			buf_add_char(out, '~');
	}
}

struct sample {
	int columns;
	const char *text, *wanted;
};

static const struct sample samples[] = {
	{ 10, "", "" },
	{ 10, "one two three four", "one two|three four" },
	{ 5, "hello world", "hello|world" },
	{ 6, "hello world", "hello|world" },
	{ 5, "hello     \nworld", "hello|world" },
	{ 5, "hello\nworld\n", "hello|world" },
	{ 5, "a\n\nb", "a||b" },
	{ 4, "abcdefghij", "abcd|efgh|ij" },
	{ 8, "ab abcdefghijkl", "ab|abcdefgh|ijkl" },
	{ 6, "    abcdefgh", "    ab|cdefgh" },
	{ 4, "          abc", "|abc" },
	{ 9, "see e.g. me", "see e.g.|me" },
	{ 6, "a well-known", "a|well-|known" },
	{ 9, "use --long-x", "use|--long-x" },
	{ 8, "and/or this/that", "and/or|this/|that" },
	{ 4, "日本語", "日本|語" },
	{ 5, "日本語", "日本|語" },
	{ 1, "日本", "日|本" },
	{ 6, "日本語。字", "日本|語。字" },
	{ 7, "caf\xc3\xa9 noir", "caf\xc3\xa9|noir" },
	{ 7,
		"Fr\xc3\xbch\xc2\xadst\xc3\xbc"
		"ck",
		"Fr\xc3\xbch\xc2\xad~|st\xc3\xbc"
		"ck" },
	{ 4, "Fr\xc3\xbch\xc2\xadst", "Fr\xc3\xbch\xc2\xad|st" },
	{ 12,
		"Fr\xc3\xbch\xc2\xadst\xc3\xbc"
		"ck",
		"Fr\xc3\xbch\xc2\xadst\xc3\xbc"
		"ck" },
	{ 6,
		"a\xc2\xa0"
		"b c d",
		"a\xc2\xa0"
		"b c|d" },
	{ 4,
		"a\xc2\xa0"
		"bc d",
		"a\xc2\xa0"
		"bc|d" },
	{ 3,
		"e\xcc\x81"
		"e\xcc\x81"
		"e\xcc\x81"
		"e\xcc\x81",
		"e\xcc\x81"
		"e\xcc\x81"
		"e\xcc\x81|e\xcc\x81" },
	{ 12, "ภาษาไทยไม่มีช่องว่าง", "ภาษาไทย|ไม่มีช่องว่าง" },
	{ 7, "การเดินทาง", "การ|เดินทาง" },
	{ 8, "xyz \xd0\xbf\xd1\x80\xd0\xb8.\xd0\xb2\xd0\xb5\xd1\x82",
		"xyz|\xd0\xbf\xd1\x80\xd0\xb8.\xd0\xb2\xd0\xb5\xd1\x82" },
};

static void lines_are_as_the_table_says(void **state)
{
	struct buf out = { .max = 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		wrapped(str_z(samples[i].text), samples[i].columns, &out);
		assert_str(buf_str(&out), samples[i].wanted);
	}
	buf_free(&out);
}

/* Every text and width: no line too wide (but for a cluster that is), nothing but blanks and
 * newlines lost, progress. */
static void nothing_is_lost_and_nothing_is_too_wide(void **state)
{
	static const char text[] =
		"The caf\xc3\xa9 \xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e, "
		"\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9 x\xc2\xadyz "
		"\xe0\xb8\x81\xe0\xb8\xb4\xe0\xb8\x99 a-b/c http://example.org/a/b?c=d "
		"\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7.";
	struct line line;

	(void)state;
	for (int columns = 1; columns < 90; columns++) {
		struct str s = STR(text);
		size_t shown = 0, kept = 0;

		for (size_t at = 0; text_line(s, at, columns, &line); at = line.next) {
			assert_true(line.width + line.hyphen <= (columns < 2 ? 2 : columns));
			assert_true(line.next > at);
			for (size_t i = line.from; i < line.to; i++)
				shown += s.at[i] != ' ';
		}
		for (size_t i = 0; i < s.len; i++)
			kept += s.at[i] != ' ';
		assert_int_equal(shown, kept);
	}
}

/* Longer than any window of the search for breaks: the lines still follow each other to the end. */
static void long_texts_without_blanks_come_out_whole(void **state)
{
	static const char *const piece[] = { "x", "\xc2\xad", "\xe6\x97\xa5", "\xe2\x80\x8b",
		"\xd0\xb6", "  ", "\xe2\x80\x8d" };

	(void)state;
	for (size_t i = 0; i < sizeof(piece) / sizeof(*piece); i++) {
		struct buf b = { .max = 0 };
		struct line line;
		size_t at = 0;

		while (b.len < 256 * 1024)
			buf_add(&b, str_z(piece[i]));
		while (text_line(buf_str(&b), at, 80, &line)) {
			assert_true(line.next > at && line.width <= 80);
			at = line.next;
		}
		assert_int_equal(at, b.len);
		buf_free(&b);
	}
}

static void counting_stops_at_the_limit(void **state)
{
	(void)state;
	assert_int_equal(text_lines(STR("a b c d"), 1, 100), 4);
	assert_int_equal(text_lines(STR("a b c d"), 1, 3), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_as_the_table_says),
		cmocka_unit_test(nothing_is_lost_and_nothing_is_too_wide),
		cmocka_unit_test(long_texts_without_blanks_come_out_whole),
		cmocka_unit_test(counting_stops_at_the_limit),
	};

	return cmocka_run_group_tests_name("wrap", tests, NULL, NULL);
}
