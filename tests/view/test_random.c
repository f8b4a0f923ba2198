/* test_random.c: random keys at random sizes do the reader no harm. Meant for builds with sanitizers
 * above all; elsewhere what every picture must hold is checked. */
#include "config.h"

#include "support/unit.h"

#include "document/build.h"
#include "support/fake_screen.h"
#include "view/view.h"

enum { RUNS = 16, KEYS = 150 };

static struct buf image;

static uint32_t seed;

static uint32_t chance(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 12) % n;
}

static const char *const words[] = { "needle", "a", "long-winded", "日本語", "שלום", "(עולם)",
	"12,5", "naïve", "👩‍💻", "soft\xc2\xadhyphen", "ข้อความ", "e\xcc\x81",
	"https://x.example/y", "the", "quick", "ﷺ", "\xe2\x80\x8b" };

static void add_words(struct builder *b, uint32_t count, bool links)
{
	for (uint32_t i = 0; i < count; i++) {
		const char *word = words[chance(sizeof(words) / sizeof(*words))];

		if (links && chance(9) == 0) {
			unsigned span = builder_span(
				b, SPAN_LINK, STR("mailto:nobody@example.org"), STR_NONE);

			builder_text(b, str_z(word));
			builder_span_end(b, span);
		} else {
			builder_text(b, str_z(word));
		}
		builder_text(b, STR(" "));
	}
}

static void add_block(struct builder *b, enum block_kind kind)
{
	builder_block(b, kind, kind == BLOCK_HEADING || kind == BLOCK_ITEM, chance(5) == 0, 0);
	add_words(b, 1 + chance(60), true);
	builder_block_end(b);
}

static int build(void **state)
{
	static const enum block_kind kind[] = { BLOCK_PARAGRAPH, BLOCK_PARAGRAPH, BLOCK_HEADING,
		BLOCK_ITEM, BLOCK_CODE, BLOCK_RULE };
	struct builder *b = builder_new(0);
	struct err e;

	(void)state;
	seed = 7;
	builder_field(b, FIELD_TITLE, STR("A needle שלום 日本語"), "test");
	builder_field(b, FIELD_LANGUAGE, STR("en"), "test");
	builder_article_begin(b);
	for (int i = 0; i < 40; i++)
		add_block(b, kind[chance(6)]);
	builder_article_end(b);
	for (int d = 0; d < 2; d++) {
		builder_discussion(b, SOURCE_PAGE, "guessed");
		for (uint32_t i = 0; i < 80; i++) {
			struct ref name = builder_line(b, str_z(words[chance(9)]));
			uint32_t parent = i && chance(3) ? i - 1 - chance(i < 6 ? i : 6) : DOC_NONE;
			struct doc_comment *c = builder_comment(
				b, parent, parent == DOC_NONE ? EDGE_NONE : EDGE_NESTED);

			c->author = name;
			c->score = (int32_t)chance(20) - 5;
			c->when = 1600000000 + (int64_t)chance(500000);
			add_block(b, BLOCK_PARAGRAPH);
			builder_comment_end(b);
		}
		builder_discussion_end(b);
	}
	if (!builder_seal(b, &image, &e))
		return -1;
	builder_free(b);
	return 0;
}

static int drop(void **state)
{
	(void)state;
	buf_free(&image);
	return 0;
}

static void check_picture(void)
{
	if (fake.cursor_row >= fake.rows || fake.cursor_col >= fake.cols) {
		struct buf picture = { 0 };

		fake_picture(&picture);
		fail_msg("the cursor is at %d %d of %d %d:\n%s", fake.cursor_row, fake.cursor_col,
			fake.rows, fake.cols, buf_z(&picture));
	}
	assert_in_range(fake.cursor_row, 0, fake.rows - 1);
	assert_in_range(fake.cursor_col, 0, fake.cols - 1);
	for (int r = 0; r < fake.rows; r++) /* nothing stands beside the screen */
		assert_int_equal(fake.cell[r][fake.cols][0], 0);
}

/* What runs other programs is left out; the links lead nowhere that is opened. */
static uint32_t random_key(void)
{
	static const char keys[] =
		"jjjkk   bdugGJKJK{}[]pPzzaoczMzRrdcCesavv<>\t\t)(//nnN&?t tDL=fm'ahl*"
		"MxqZ:::%12\r\r\r\033\033\002\006\005\031\004\025\014";
	static const char *const typed[] = { "needle", "by:a", "depth<2", "~n.e", "~(", "new",
		"set ", "fold", "שלום", "layout side", "zzz", "score>3 the" };
	static const char *pending = "";
	uint32_t c;

	if (*pending)
		return (unsigned char)*pending++;
	switch (chance(24)) {
	case 0: return FAKE_SIZE(1 + chance(60), 1 + chance(200));
	case 1: pending = typed[chance(sizeof(typed) / sizeof(*typed))]; return ':';
	case 2: pending = typed[chance(sizeof(typed) / sizeof(*typed))]; return '/';
	case 3: pending = typed[chance(sizeof(typed) / sizeof(*typed))]; return '&';
	case 4: return K_UP + chance(11);
	case 5: return 0x5d0 + chance(20);
	default:
		c = (unsigned char)keys[chance(sizeof(keys) - 1)];
		return c == 'o' || c == 'r' ? 'j' : c;
	}
}

static void random_keys_do_no_harm(void **state)
{
	static const char *const layout[] = { NULL, "side", "stacked", "single" };
	static uint32_t key[KEYS + 1];
	const char *more = getenv("POSTIL_RANDOM_RUNS"); /* for a long night */
	uint32_t runs = more ? (uint32_t)strtoul(more, NULL, 10) : RUNS;

	(void)state;
	for (uint32_t run = 0; run < runs; run++) {
		struct load load = { .stage = LOAD_DONE, .fd = -1 };
		struct view_options o = { .now = 1600600000,
			.layout = layout[run % 4],
			.ascii = run % 5 == 0,
			.linear = run % 7 == 0,
			.outline = run % 6 == 0,
			.no_bidi = run % 11 == 0 };
		struct err e = { 0 };

		seed = run * 7919 + 1;
		for (int i = 0; i < KEYS; i++)
			key[i] = random_key();
		assert_true(document_open(&load.document, image.at, image.len, &e));
		fake = (struct fake){ .rows = 24, .cols = 80, .keys = key, .each = check_picture };
		assert_int_equal(view_run(&o, &load, &e), 0);
		assert_true(fake.closed);
	}
}

/* Every list at every width, and one column more than nothing. */
static void lists_fit_every_width(void **state)
{
	static const char lists[] = "?L=Dt";

	(void)state;
	for (int cols = 1; cols < 90; cols += cols < 40 ? 1 : 7)
		for (size_t i = 0; lists[i]; i++) {
			struct load load = { .stage = LOAD_DONE, .fd = -1 };
			struct view_options o = { .now = 1600600000 };
			const uint32_t key[] = { '\t', (unsigned char)lists[i], 'j', 0 };
			struct err e = { 0 };

			assert_true(document_open(&load.document, image.at, image.len, &e));
			fake = (struct fake){
				.rows = 12, .cols = cols, .keys = key, .each = check_picture
			};
			assert_int_equal(view_run(&o, &load, &e), 0);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_fit_every_width),
		cmocka_unit_test(random_keys_do_no_harm),
	};

	return cmocka_run_group_tests_name("random", tests, build, drop);
}
