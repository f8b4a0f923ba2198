/* Images as a loader that a page has taken over might leave them: each number of a good one set to what a careful forger
 * would try, and its bits turned. What the proof lets through, every reader must bear: all formats, all layouts, the join with
 * further parts. Meant for builds with sanitizers above all; POSTIL_IMAGES_STRIDE=1 tries every change. */
#include "config.h"

#include "support/unit.h"

#include "document/build.h"
#include "load/merge.h"
#include "print/print.h"
#include "support/fake_screen.h"
#include "view/view.h"

#include <time.h>

enum { STRIDE = 41, VIEWS = 5, PATIENCE_MS = 2000 };

static struct buf image, good;

/* ---- a document with something of everything ---- */

static void add_text(struct builder *b, enum block_kind kind, int level, int quote, uint32_t number)
{
	unsigned strong, link, picture;

	builder_block(b, kind, level, quote, number);
	builder_text(b, STR("Some text \xd7\xa9\xd7\x9c "));
	strong = builder_span(b, SPAN_STRONG, STR_NONE, STR_NONE);
	link = builder_span(b, SPAN_LINK, STR("https://x.example/"), STR("title"));
	builder_text(b, STR("with a link"));
	builder_span_end(b, link);
	builder_span_end(b, strong);
	picture = builder_span(b, SPAN_IMAGE, STR("https://x.example/p.png"), STR("a picture"));
	builder_span_end(b, picture);
	if (kind == BLOCK_ROW) {
		builder_cell(b);
		builder_text(b, STR("another cell"));
	}
	builder_block_end(b);
}

static void add_article(struct builder *b)
{
	unsigned note;

	builder_field(b, FIELD_TITLE, STR("A title"), "test");
	builder_field(b, FIELD_LEDE, STR("A lede"), "test");
	builder_field(b, FIELD_PUBLISHED, STR("2017-03-28T07:24+03:00"), "test");
	builder_field(b, FIELD_LANGUAGE, STR("en"), "test");
	builder_article_begin(b);
	builder_anchor(b, STR("top"), builder_next(b));
	for (int kind = 0; kind < BLOCK_KINDS; kind++)
		add_text(b, (enum block_kind)kind, 2, kind % 3,
			kind == BLOCK_ITEM || kind == BLOCK_ROW || kind == BLOCK_NOTE ? 1 : 0);
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	note = builder_span(b, SPAN_NOTE, STR("#top"), STR_NONE);
	builder_text(b, STR("1"));
	builder_span_end(b, note);
	builder_block_end(b);
	builder_article_end(b);
	builder_tag(b, STR("politics"), STR_NONE);
	builder_related(b, STR("Other story"), STR("https://x.example/o"));
}

static void add_talk(struct builder *b, uint32_t comments)
{
	struct doc_discussion *d = builder_discussion(b, SOURCE_PAGE, "guessed");

	d->claimed = comments + 2;
	d->unloaded = 2;
	for (uint32_t i = 0; i < comments; i++) {
		struct ref name = builder_line(b, i % 2 ? STR("Ann") : STR("Bob")),
			   time = builder_line(b, STR("2017-03-28T07:24Z"));
		uint32_t parent = i % 4 ? i - 1 : DOC_NONE;
		struct doc_comment *c =
			builder_comment(b, parent, parent == DOC_NONE ? EDGE_NONE : EDGE_NESTED);

		c->author = name;
		c->time = time;
		c->when = 1490675040 + i;
		c->score = (int32_t)i;
		c->unloaded = i == 2;
		add_text(b, BLOCK_PARAGRAPH, 0, i % 2 ? 1 : 0, 0);
		builder_comment_end(b);
	}
	builder_discussion_end(b);
}

static void make_image(struct buf *out)
{
	struct builder *b = builder_new(0);
	struct err e;

	add_article(b);
	add_talk(b, 6);
	add_talk(b, 2);
	builder_part(b,
		&(struct builder_part){
			PART_COMMENTS, 0, 3, STR("https://x.example/2"), STR("Next"), STR_NONE });
	builder_note(b, NOTE_LACK, "few", 1, "%s of %d", "one", 2);
	assert_true(builder_seal(b, out, &e));
	builder_free(b);
}

/* ---- what reads it ---- */

static void print_all(const struct document *d)
{
	static const int width[] = { 20, 79 };

	for (size_t w = 0; w < sizeof(width) / sizeof(width[0]); w++)
		for (const struct print_format *f = print_formats; f->name; f++) {
			struct print_options o = {
				.width = width[w], .ascii = w == 0, .now = 1600600000
			};
			struct sink s = { .fd = -1 };

			f->write(d, &o, &s);
			buf_free(&s.out);
		}
}

static void print_whole(const struct document *d)
{
	const struct print_options o = { .width = 40 };
	struct sink s = { .fd = -1 };

	print_plain(d, &o, &s);
	buf_free(&s.out);
}

/* The whole is proved before anybody reads it, whatever comes of parts that only just passed. */
static void join_all(const struct document *d)
{
	static const enum part_kind kind[] = { PART_ARTICLE, PART_COMMENTS, PART_THREAD };
	struct document other, whole;
	struct buf joined = { .len = 0 };
	struct err e;

	assert_true(document_open(&other, good.at, good.len, &e));
	for (size_t i = 0; i < 2 * sizeof(kind) / sizeof(kind[0]); i++) {
		struct merge_part part = { .d = i % 2 ? d : &other,
			.kind = kind[i / 2],
			.discussion = i < 4 ? 0 : DOC_NONE,
			.name = STR("x"),
			.title = STR("y") };
		struct merge m = {
			.base = i % 2 ? &other : d, .part = &part, .parts = 1, .comments_max = 1000
		};

		if (m.base->discussions == 0)
			part.discussion = DOC_NONE;
		if (merge_documents(&m, &joined, &e) &&
			document_open(&whole, joined.at, joined.len, &e))
			print_whole(&whole);
		buf_cut(&joined, 0);
	}
	buf_free(&joined);
}

static void look_at(const struct document *d, unsigned which)
{
	static const char *const layout[VIEWS] = { "side", "stacked", "single", "side", "single" };
	static const char keys[] = "jjkJ}{ GgDqLq=qzaz\tjhlp]n \t\r\t\006\002sstttm'/a\r";
	static uint32_t key[sizeof(keys)];
	struct load load = { .stage = LOAD_DONE, .fd = -1, .document = *d };
	struct view_options o = { .now = 1600600000,
		.layout = layout[which],
		.outline = which == 3,
		.linear = which == 4 };
	struct err e = { 0 };

	for (size_t i = 0; keys[i]; i++)
		key[i] = (unsigned char)keys[i];
	fake = (struct fake){ .rows = 14, .cols = which % 2 ? 30 : 70, .keys = key };
	assert_int_equal(view_run(&o, &load, &e), 0);
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Has a changed image read, if it passes; whether it does. */
static bool bears(unsigned which)
{
	struct document d;
	struct err e;
	int64_t begun = now_ms();

	if (!document_open(&d, image.at, image.len, &e))
		return false;
	print_all(&d);
	join_all(&d);
	look_at(&d, which % VIEWS);
	assert_true(now_ms() - begun < PATIENCE_MS);
	return true;
}

static unsigned stride(void)
{
	const char *given = getenv("POSTIL_IMAGES_STRIDE");

	return given ? (unsigned)strtoul(given, NULL, 10) : STRIDE;
}

static void every_number_may_be_anything(void **state)
{
	const uint32_t value[] = { 0, 1, 2, 255, 256, 0x7fffffff, 0x80000000, 0xfffffffe,
		0xffffffff, (uint32_t)image.len, 'a' };
	const uint32_t step[] = { 1, (uint32_t)-1, 8, 0x10000, 0x1000000 };
	enum { VALUES = sizeof(value) / sizeof(value[0]), STEPS = sizeof(step) / sizeof(step[0]) };
	unsigned passed = 0;

	(void)state;
	for (size_t i = 0; i < image.len / 4 * (VALUES + STEPS); i += stride()) {
		size_t at = i / (VALUES + STEPS) * 4, what = i % (VALUES + STEPS);
		uint32_t was, is;

		memcpy(&was, image.at + at, 4);
		is = what < VALUES ? value[what] : was + step[what - VALUES];
		memcpy(image.at + at, &is, 4);
		passed += bears((unsigned)i);
		memcpy(image.at + at, &was, 4);
	}
	print_message("# %u changed images passed\n", passed);
	assert_true(passed > 10);
}

static void every_bit_may_be_turned(void **state)
{
	unsigned passed = 0;

	(void)state;
	for (size_t i = 0; i < image.len * 8; i += stride() * 3) {
		image.at[i / 8] = (char)(image.at[i / 8] ^ (1 << i % 8));
		passed += bears((unsigned)i);
		image.at[i / 8] = (char)(image.at[i / 8] ^ (1 << i % 8));
	}
	print_message("# %u changed images passed\n", passed);
	assert_true(passed > 10);
}

/* Two numbers at once, taken from elsewhere in the image: what fits one place may fit another. */
static void numbers_may_stand_in_each_others_places(void **state)
{
	uint32_t seed = 1, words = (uint32_t)(image.len / 4);
	unsigned passed = 0;

	(void)state;
	for (unsigned i = 0; i < 60000 / stride(); i++) {
		uint32_t was[2], at[2];

		for (int k = 0; k < 2; k++) {
			uint32_t from;

			seed = seed * 1664525u + 1013904223u;
			at[k] = (seed >> 8) % words * 4;
			seed = seed * 1664525u + 1013904223u;
			from = (seed >> 8) % words * 4;
			memcpy(&was[k], image.at + at[k], 4);
			memcpy(image.at + at[k], good.at + from, 4);
		}
		passed += bears(i);
		for (int k = 1; k >= 0; k--)
			memcpy(image.at + at[k], &was[k], 4);
	}
	print_message("# %u changed images passed\n", passed);
}

static int begin(void **state)
{
	(void)state;
	make_image(&image);
	make_image(&good);
	return 0;
}

static int end(void **state)
{
	(void)state;
	assert_memory_equal(image.at, good.at, good.len);
	buf_free(&image);
	buf_free(&good);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_number_may_be_anything),
		cmocka_unit_test(every_bit_may_be_turned),
		cmocka_unit_test(numbers_may_stand_in_each_others_places),
	};

	return cmocka_run_group_tests_name("images", tests, begin, end);
}
