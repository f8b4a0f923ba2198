#include "config.h"

#include "support/unit.h"

#include "document/sample.h"

/* The sealed and opened sample; the bytes are freed by the caller. */
static struct document opened(struct buf *image)
{
	struct document d;
	struct err e = { 0 };

	if (!document_open(&d, image->at, image->len, &e))
		fail_msg("%s", e.text);
	return d;
}

static void sample_passes_the_check_and_reads_back(void **state)
{
	struct buf image = { 0 };
	struct document d;

	(void)state;
	sample_image(&image);
	d = opened(&image);
	assert_str(doc_field(&d, FIELD_TITLE), "A title");
	assert_int_equal(d.head->blocks.count, 3);
	assert_str(doc_block_text(&d, 0), "Head");
	assert_int_equal(d.block[0].level, 6);
	assert_str(doc_block_text(&d, 1), "One two three.");
	assert_str(doc_block_text(&d, 2), "a\tb");
	assert_str(doc_str(&d, d.link[d.head->tags.first].title), "politics");
	assert_str(doc_str(&d, d.note[0].text), "one of 2");
	buf_free(&image);
}

static void spans_mark_words_without_their_blanks(void **state)
{
	struct buf image = { 0 };
	struct document d;

	(void)state;
	sample_image(&image);
	d = opened(&image);
	assert_int_equal(d.block[1].spans.count, 2);
	assert_str(str_sub(doc_block_text(&d, 1), d.span[0].from, d.span[0].len), "two three");
	assert_str(str_sub(doc_block_text(&d, 1), d.span[1].from, d.span[1].len), "two");
	assert_str(doc_str(&d, d.link[d.span[1].link].url), "https://x.example/");
	buf_free(&image);
}

static void tree_has_depths_sizes_and_unique_ids(void **state)
{
	struct buf image = { 0 };
	struct document d;
	const uint32_t sizes[] = { 4, 2, 1, 1, 1 }, depths[] = { 0, 1, 2, 1, 0 };
	const char *ids[] = { "a", "c2", "c3", "d", "e" };

	(void)state;
	sample_image(&image);
	d = opened(&image);
	assert_int_equal(d.comments, 5);
	for (uint32_t i = 0; i < 5; i++) {
		assert_int_equal(d.comment[i].size, sizes[i]);
		assert_int_equal(d.comment[i].depth, depths[i]);
		assert_str(doc_str(&d, d.comment[i].id), ids[i]);
	}
	assert_int_equal(comment_next_sibling(&d, 0), 4);
	assert_int_equal(comment_next_sibling(&d, 1), 3);
	assert_int_equal(comment_next_sibling(&d, 3), DOC_NONE);
	assert_int_equal(comment_first_reply(&d, 0), 1);
	assert_int_equal(comment_first_reply(&d, 4), DOC_NONE);
	buf_free(&image);
}

static void equal_names_share_a_place(void **state)
{
	struct buf image = { 0 };
	struct document d;

	(void)state;
	sample_image(&image);
	d = opened(&image);
	assert_int_equal(d.comment[0].author.at, d.comment[4].author.at);
	buf_free(&image);
}

static void an_id_is_found_however_many_are_taken(void **state)
{
	struct builder *b = builder_new(0);
	struct buf image = { 0 };
	struct document d;
	struct err e;
	char id[20];

	(void)state;
	builder_discussion(b, SOURCE_PAGE, "rule test");
	sample_comment(b, DOC_NONE, "", "Ann", "The first has none.");
	sample_comment(b, DOC_NONE, "c1", "Bob", "And the others have all it could get.");
	for (int i = 1; i < 200; i++) {
		snprintf(id, sizeof(id), "c1.%d", i);
		sample_comment(b, DOC_NONE, id, "Bob", "Likewise.");
	}
	builder_discussion_end(b);
	assert_true(builder_seal(b, &image, &e));
	assert_true(document_open(&d, image.at, image.len, &e));
	assert_str(doc_str(&d, d.comment[0].id), "c1.200");
	builder_free(b);
	buf_free(&image);
}

static void times_beyond_the_calendar_are_unknown(void **state)
{
	static const int64_t when[] = { INT64_MAX, INT64_MIN + 1, DOC_WHEN_MOST + 1,
		DOC_WHEN_LEAST - 1, DOC_WHEN_MOST, DOC_WHEN_LEAST };
	struct builder *b = builder_new(0);
	struct buf image = { 0 };
	struct document d;
	struct err e;

	(void)state;
	builder_discussion(b, SOURCE_PAGE, "rule test");
	for (size_t i = 0; i < 6; i++) {
		builder_comment(b, DOC_NONE, EDGE_NONE)->when = when[i];
		builder_comment_end(b);
	}
	builder_discussion_end(b);
	assert_true(builder_seal(b, &image, &e));
	assert_true(document_open(&d, image.at, image.len, &e));
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(d.comment[i].when, i < 4 ? INT64_MIN : when[i]);
	builder_free(b);
	buf_free(&image);
}

static void what_is_open_at_the_seal_is_closed(void **state)
{
	struct builder *b = builder_new(0);
	struct buf image = { 0 };
	struct document d;

	(void)state;
	builder_discussion(b, SOURCE_FEED, "metadata");
	builder_comment(b, DOC_NONE, EDGE_NONE);
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	builder_span(b, SPAN_EMPHASIS, STR_NONE, STR_NONE);
	builder_text(b, STR("open"));
	assert_true(builder_seal(b, &image, NULL));
	d = opened(&image);
	assert_int_equal(d.comment[0].blocks.count, 1);
	assert_int_equal(d.span[0].len, 4);
	assert_str(doc_str(&d, d.comment[0].id), "c1");
	builder_free(b);
	buf_free(&image);
}

static void a_parent_off_the_path_makes_a_root(void **state)
{
	struct builder *b = builder_new(0);
	struct buf image = { 0 };
	struct document d;
	uint32_t one;

	(void)state;
	builder_discussion(b, SOURCE_PAGE, "guessed");
	one = sample_comment(b, DOC_NONE, "1", "x", "x");
	sample_comment(b, DOC_NONE, "2", "x", "x");
	sample_comment(b, one, "3", "x", "x");
	builder_discussion_end(b);
	assert_true(builder_seal(b, &image, NULL));
	d = opened(&image);
	assert_int_equal(d.comment[2].parent, DOC_NONE);
	builder_free(b);
	buf_free(&image);
}

static void the_ceiling_holds_and_is_told(void **state)
{
	(void)state;
	for (size_t max = 2000; max < 12000; max += 97) {
		struct builder *b = builder_new(max);
		struct buf image = { 0 };
		struct document d;
		uint32_t last = DOC_NONE;

		builder_discussion(b, SOURCE_PAGE, "guessed");
		for (int i = 0; i < 100; i++)
			last = sample_comment(b, i % 3 ? last : DOC_NONE, "", "somebody",
				"A text that takes some room.");
		builder_discussion_end(b);
		assert_true(builder_seal(b, &image, NULL));
		assert_true(image.len <= max + 64);
		d = opened(&image);
		assert_true(d.comments < 100);
		assert_int_equal(d.head->partial, 1);
		assert_int_equal(d.notes, 1);
		builder_free(b);
		buf_free(&image);
	}
}

static void deep_spans_stop_at_the_limit(void **state)
{
	struct builder *b = builder_new(0);
	struct buf image = { 0 };
	struct document d;

	(void)state;
	builder_article_begin(b);
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	for (int i = 0; i < 1000; i++)
		builder_span(b, SPAN_STRONG, STR_NONE, STR_NONE);
	builder_text(b, STR("x"));
	builder_article_end(b);
	assert_true(builder_seal(b, &image, NULL));
	d = opened(&image);
	assert_int_equal(d.block[0].spans.count, SPAN_DEPTH);
	builder_free(b);
	buf_free(&image);
}

static void parts_are_kept_once_and_know_their_discussion(void **state)
{
	const struct builder_part next = { PART_COMMENTS, 0, 12, STR("https://x.example/2"),
		STR(" Page  2"), STR_NONE };
	struct builder_part lost = { PART_FRAME, 7, DOC_NONE, STR("https://y.example/"), STR_NONE,
		STR("https://x.example/1") };
	struct builder *b = builder_new(0);
	struct buf image = { 0 };
	struct document d;

	(void)state;
	assert_true(builder_part(b, &next));
	assert_false(builder_part(b, &next));
	assert_true(builder_part(b, &lost));
	lost.url = STR(" ");
	assert_false(builder_part(b, &lost));
	builder_discussion(b, SOURCE_PAGE, "guessed");
	builder_discussion_end(b);
	assert_true(builder_seal(b, &image, NULL));
	d = opened(&image);
	assert_int_equal(d.parts, 2);
	assert_int_equal(d.part[0].discussion, 0);
	assert_int_equal(d.part[0].claimed, 12);
	assert_str(doc_str(&d, d.part[0].name), "Page 2");
	assert_int_equal(d.part[1].kind, PART_FRAME);
	assert_int_equal(d.part[1].discussion, DOC_NONE);
	assert_str(doc_str(&d, d.part[1].about), "https://x.example/1");
	builder_free(b);
	buf_free(&image);
}

static void only_an_orphan_keeps_the_id_it_answers(void **state)
{
	struct builder *b = builder_new(0);
	struct buf image = { 0 };
	struct document d;

	(void)state;
	builder_discussion(b, SOURCE_PAGE, "guessed");
	for (int i = 0; i < 2; i++) {
		struct ref answers = builder_line(b, STR("c77"));
		struct doc_comment *c = builder_comment(b, DOC_NONE, EDGE_NONE);

		c->answers = answers;
		c->flags = i ? COMMENT_ORPHAN : 0;
		builder_comment_end(b);
	}
	builder_discussion_end(b);
	assert_true(builder_seal(b, &image, NULL));
	d = opened(&image);
	assert_int_equal(d.comment[0].answers.len, 0);
	assert_str(doc_str(&d, d.comment[1].answers), "c77");
	builder_free(b);
	buf_free(&image);
}

static void a_discussion_is_called_without_its_count(void **state)
{
	static const struct {
		const char *title, *called;
	} sample[] = {
		{ "14 comments", "comments" },
		{ "Comments (3):", "comments" },
		{ "[ 2 ] Letters about 1984 again", "Letters about 1984 again" },
		{ "(12)", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(sample) / sizeof(*sample); i++) {
		struct builder *b = builder_new(0);
		struct ref title = builder_line(b, str_z(sample[i].title));
		struct buf image = { 0 };
		struct document d;

		builder_discussion(b, SOURCE_PAGE, "guessed")->title = title;
		builder_discussion_end(b);
		assert_true(builder_seal(b, &image, NULL));
		d = opened(&image);
		assert_true(str_eq_case(
			discussion_title(&d, &d.discussion[0]), str_z(sample[i].called)));
		builder_free(b);
		buf_free(&image);
	}
}

/* A paragraph quoted at this depth; 0: words of one's own. */
static void quoting(struct builder *b, unsigned depth, const char *text)
{
	builder_block(b, BLOCK_PARAGRAPH, 0, depth, 0);
	builder_text(b, str_z(text));
	builder_block_end(b);
}

static void a_comment_opens_with_its_own_words(void **state)
{
	static const char *const opens[] = { "Not at all.", "Ada wrote:", "" };
	struct builder *b = builder_new(0);
	struct buf image = { 0 };
	struct document d;

	(void)state;
	builder_discussion(b, SOURCE_PAGE, "guessed");
	builder_comment(b, DOC_NONE, EDGE_NONE);
	quoting(b, 1, "Ada wrote:");
	quoting(b, 2, "Is it?");
	quoting(b, 0, "Not at all.");
	quoting(b, 0, "And more.");
	builder_comment_end(b);
	builder_comment(b, DOC_NONE, EDGE_NONE);
	quoting(b, 1, "Ada wrote:");
	quoting(b, 2, "Is it?");
	builder_comment_end(b);
	builder_comment(b, DOC_NONE, EDGE_NONE);
	builder_comment_end(b);
	builder_discussion_end(b);
	assert_true(builder_seal(b, &image, NULL));
	d = opened(&image);
	for (uint32_t i = 0; i < 3; i++)
		assert_true(str_eq(doc_opening(&d, i), str_z(opens[i])));
	builder_free(b);
	buf_free(&image);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sample_passes_the_check_and_reads_back),
		cmocka_unit_test(spans_mark_words_without_their_blanks),
		cmocka_unit_test(tree_has_depths_sizes_and_unique_ids),
		cmocka_unit_test(equal_names_share_a_place),
		cmocka_unit_test(an_id_is_found_however_many_are_taken),
		cmocka_unit_test(times_beyond_the_calendar_are_unknown),
		cmocka_unit_test(what_is_open_at_the_seal_is_closed),
		cmocka_unit_test(a_parent_off_the_path_makes_a_root),
		cmocka_unit_test(the_ceiling_holds_and_is_told),
		cmocka_unit_test(deep_spans_stop_at_the_limit),
		cmocka_unit_test(parts_are_kept_once_and_know_their_discussion),
		cmocka_unit_test(only_an_orphan_keeps_the_id_it_answers),
		cmocka_unit_test(a_discussion_is_called_without_its_count),
		cmocka_unit_test(a_comment_opens_with_its_own_words),
	};

	return cmocka_run_group_tests_name("build", tests, NULL, NULL);
}
