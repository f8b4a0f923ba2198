/* test_hard.c: what must hold of clusters and lines in every script and at every width. */
#include "config.h"

#include "support/unit.h"

#include "base/buf.h"
#include "text/clean.h"
#include "text/translit.h"
#include "text/width.h"
#include "text/wrap.h"

#include <locale.h>
#include <wchar.h>

/* One text a kind of trouble. */
static const char *const hard[] = {
	"Plain words, a well-known e.g., and/or (parentheses) [brackets] \"quotes\" – dashes — "
	"too…",
	"ภาษาไทยไม่มีช่องว่างระหว่างคำ ที่นี่มีสระและวรรณยุกต์ เช่น น้ำ ผู้ ก็ เป็นต้น",
	"हिन्दी में संयुक्ताक्षर होते हैं: क्षत्रिय, ज्ञान, श्री, कर्म्म। देवनागरी लिपि।",
	"தமிழ் எழுத்துகள் கொ கௌ க்ஷ ஸ்ரீ மற்றும் සිංහල "
	"ශ්‍රී "
	"ලංකා",
	"اللغة العربية بِالتَّشْكِيلِ الكامل، والأرقام ١٢٣ و 456 (أقواس).",
	"עִבְרִית עִם נִקּוּד, 1,234.50 ₪ ו-Linux בְּאֶמְצַע",
	"日本語の文章です。「かぎ括弧」や、句読点、長音ー、小さいゃゅょっ、“引用”。終わり！？",
	"中文標點，（括號）「引號」——破折號……省略號。全形ＡＢＣ１２３",
	"한국어 문장은 띄어쓰기가 있다. 각 각 낱자도.",
	"👨‍👩‍👧‍👦 family 👩🏽‍💻 tech 🏳️‍🌈 flag "
	"🇩🇪🇫🇷🇯🇵🇩 "
	"keycap "
	"1️⃣ "
	"heart "
	"❤️ "
	"plain "
	"❤ skin 👍🏿 tag 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
	"soft\xc2\xadhy\xc2\xadphens\xc2\xad"
	"ev\xc2\xad"
	"ery\xc2\xadwhere and "
	"zero\xe2\x80\x8bwidth\xe2\x80\x8bspace "
	"join\xe2\x81\xa0"
	"er",
	"http://example.org/a/very/long/path/"
	"with-hyphens_and_underscores?query=string&another=%20value#frag",
	"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	"aaaaaa",
	"a\xcc\x80\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86\xcc\x87\xcc\x88\xcc\x89"
	"b\xcc\x80\xcc\x81\xcc\x82\xcc\x83\xcc\x84 \xcc\x81 lone marks \xcc\x81\xcc\x82",
	"no-break\xc2\xa0space and\xc2\xa0more\xc2\xa0of\xc2\xa0them figure\xe2\x80\x87space",
	"\xed\x9f\xbf private \xee\x80\x80 unassigned \xf0\xbf\xbf\xbd old \xf0\x92\x80\x80 "
	"\xf0\x9d\x94\x98",
	"    four blanks before,   three between, and behind   ",
	"tab\tseparated\tcells\tof a row",
	"one\n\ntwo\nthree  \n  four\n",
	"x̧̱̲̳̎̿̋́͠y ẍ́̂ Zalgo t̷̢̛̙͉͎̃̈́̕h̸̨̡̘̣̐̓̎i̶̡͔̟̒͑s̸͙̋",
	"„deutsch“ «français » ‹fine› ¿español? ¡sí! 10 000 € 5 % n° 3 §§ 4",
};
enum { HARD = sizeof(hard) / sizeof(*hard) };

/* The text as it comes through the gate. */
static struct str clean(const char *text, struct buf *out)
{
	buf_cut(out, 0);
	if (strchr(text, '\t'))
		buf_add(out, str_z(text)); /* only rows of tables have tabs: the gate takes them */
	else
		assert_true(text_clean(str_z(text), CLEAN_PRE, out));
	return buf_str(out);
}

/* The clusters of a text one behind the other are the text, and none is wider than two cells. */
static void clusters_are_the_text(void **state)
{
	struct buf b = { 0 };

	(void)state;
	for (size_t i = 0; i < HARD; i++) {
		struct str s = clean(hard[i], &b);
		int sum = 0;
		struct cluster c;
		size_t at = 0;

		for (; (c = text_cluster(s, at)).len > 0; at += c.len) {
			assert_true(c.width >= 0 && c.width <= 2);
			sum += c.width;
		}
		assert_int_equal(at, s.len);
		assert_int_equal(sum, text_width(s));
	}
	buf_free(&b);
}

/* What is put into cells takes as many of them by wcwidth(), which ncurses counts with. */
static void cells_take_what_the_cluster_says(void **state)
{
	struct buf b = { 0 };

	(void)state;
	for (size_t i = 0; i < HARD; i++) {
		struct str s = clean(hard[i], &b);
		struct cluster c;

		for (size_t at = 0; (c = text_cluster(s, at)).len > 0; at += c.len) {
			char cell[72];
			size_t n = cluster_cells(str_sub(s, at, c.len), cell, sizeof(cell));
			int sum = 0;

			for (size_t k = 0, len; k < n; k += len) {
				uint32_t code;

				len = char_decode((struct str){ cell, n }, k, &code);
				assert_true(wcwidth((wchar_t)code) >= 0);
				sum += wcwidth((wchar_t)code);
			}
			if (sum != c.width)
				fail_msg("text %zu, byte %zu: %d cells, %d columns", i, at, sum,
					c.width);
		}
	}
	buf_free(&b);
}

static bool is_start(struct str s, size_t at)
{
	struct cluster c;
	size_t i = 0;

	while (i < at && (c = text_cluster(s, i)).len > 0)
		i += c.len;
	return i == at;
}

/* Marks that may not begin a line in Japanese and Chinese (JIS X 4051, the closing ones), and that
 * may not end one. */
static bool may_not_begin(uint32_t c)
{
	return wcschr(L"。、」』）！？…ー：；，．・", (wchar_t)c) != NULL;
}

static bool may_not_end(uint32_t c)
{
	return wcschr(L"「『（", (wchar_t)c) != NULL;
}

static void check_edges(struct str s, const struct line *line, int columns)
{
	uint32_t first, last = 0, c;

	if (columns < 14 || line->to == line->from)
		return;
	char_decode(s, line->from, &first);
	for (size_t at = line->from; at < line->to;)
		at += char_decode(s, at, &c), last = c;
	if (line->from > 0 && s.at[line->from - 1] != '\n')
		assert_false(may_not_begin(first));
	if (line->to < s.len && s.at[line->to] != '\n')
		assert_false(may_not_end(last));
}

/* At every width: no line is wider, but for a cluster that is; no cluster is cut; lines follow each
 * other without a gap but blanks and one newline; they end. */
static void lines_keep_their_promises(void **state)
{
	struct buf b = { 0 };

	(void)state;
	for (size_t i = 0; i < HARD; i++) {
		struct str s = clean(hard[i], &b);

		for (int columns = 1; columns <= 80; columns++) {
			struct line line;
			size_t end = 0;

			for (size_t at = 0; text_line(s, at, columns, &line); at = line.next) {
				struct str text = str_sub(s, line.from, line.to - line.from);
				bool one = text_cluster(text, 0).len == text.len;

				if (line.width + line.hyphen > columns && !one)
					fail_msg("text %zu at %d: %d columns: %.*s", i, columns,
						line.width, STR_ARG(text));
				assert_int_equal(line.width, text_width(text));
				if (!is_start(s, line.from) || !is_start(s, line.to))
					fail_msg("text %zu at %d: cut within a cluster: %.*s", i,
						columns, STR_ARG(text));
				assert_true(line.next > at);
				for (size_t k = line.to; k < line.next; k++)
					assert_true(s.at[k] == ' ' || s.at[k] == '\t' ||
						s.at[k] == '\n');
				check_edges(s, &line, columns);
				end = line.next;
			}
			assert_int_equal(end, s.len);
		}
	}
	buf_free(&b);
}

/* A soft hyphen is seen only where the line ends at it. */
static void soft_hyphens_are_seen_only_at_the_end_of_a_line(void **state)
{
	struct str s = STR("soft\xc2\xadhy\xc2\xadphens");
	struct line line;
	char cell[72];

	(void)state;
	assert_int_equal(text_width(s), 11);
	assert_int_equal(cluster_cells(STR("\xc2\xad"), cell, sizeof(cell)), 0);
	assert_true(text_line(s, 0, 11, &line));
	assert_false(line.hyphen);
	assert_int_equal(line.to, s.len);
	assert_true(text_line(s, 0, 10, &line));
	assert_true(line.hyphen);
	assert_int_equal(line.width, 6);
	assert_true(text_line(s, 0, 5, &line));
	assert_true(line.hyphen);
	assert_int_equal(line.width, 4);
}

/* In a charset without these scripts every cluster still takes its cells, and only its own bytes. */
static void other_charsets_keep_the_columns(void **state)
{
	static const char *const charset[] = { "ANSI_X3.4-1968", "ISO-8859-1", "KOI8-R" };
	struct buf b = { 0 }, out = { 0 };

	(void)state;
	for (size_t k = 0; k < 3; k++) {
		struct translit *t = translit_new(charset[k]);

		assert_non_null(t);
		for (size_t i = 0; i < HARD; i++) {
			struct str s = clean(hard[i], &b);
			struct cluster c;

			for (size_t at = 0; (c = text_cluster(s, at)).len > 0; at += c.len) {
				if (!c.width)
					continue;
				buf_cut(&out, 0);
				translit_cell(t, str_sub(s, at, c.len), c.width, &out);
				assert_int_equal(out.len, c.width);
				for (size_t n = 0; n < out.len; n++) {
					unsigned char byte = (unsigned char)out.at[n];

					assert_true(byte >= ' ' &&
						(k ? byte < 0x7f || byte >= 0xa0 : byte < 0x7f) |
							(k == 2));
				}
			}
		}
		translit_free(t);
	}
	buf_free(&b);
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clusters_are_the_text),
		cmocka_unit_test(cells_take_what_the_cluster_says),
		cmocka_unit_test(lines_keep_their_promises),
		cmocka_unit_test(soft_hyphens_are_seen_only_at_the_end_of_a_line),
		cmocka_unit_test(other_charsets_keep_the_columns),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("hard", tests, NULL, NULL);
}
