/* Several documents to one: nothing twice, nothing lost, every comment below its parent. */
#include "config.h"

#include "support/unit.h"

#include "load/merge.h"

struct doc {
	struct builder *b;
	struct buf image;
	struct document d;
};

static void begin(struct doc *d)
{
	*d = (struct doc){ .b = builder_new(0) };
}

static void end(struct doc *d)
{
	struct err e = { 0 };

	assert_true(builder_seal(d->b, &d->image, &e));
	builder_free(d->b);
	assert_true(document_open(&d->d, d->image.at, d->image.len, &e));
}

static void block(struct doc *d, enum block_kind kind, const char *text)
{
	builder_block(d->b, kind, 2, 0, 1);
	builder_text(d->b, str_z(text));
	builder_block_end(d->b);
}

/* answers: NULL, or the id of a parent that is not here. unloaded: replies it announces. */
static uint32_t say_all(struct doc *d, uint32_t parent, const char *id, const char *author,
	const char *text, const char *answers, uint32_t unloaded)
{
	struct ref i = builder_line(d->b, str_z(id)), a = builder_line(d->b, str_z(author));
	struct ref up = builder_line(d->b, str_z(answers));
	struct doc_comment *c = builder_comment(d->b, parent, EDGE_STATED);

	c->id = i;
	c->author = a;
	c->answers = up;
	c->when = 1000;
	c->flags = answers ? COMMENT_ORPHAN : 0;
	c->unloaded = unloaded;
	block(d, BLOCK_PARAGRAPH, text);
	builder_comment_end(d->b);
	return builder_comment_index(d->b);
}

static uint32_t say(struct doc *d, uint32_t parent, const char *id, const char *author,
	const char *text, const char *answers)
{
	return say_all(d, parent, id, author, text, answers, 0);
}

static uint32_t say_more(struct doc *d, uint32_t parent, const char *id, const char *author,
	const char *text, uint32_t unloaded)
{
	return say_all(d, parent, id, author, text, NULL, unloaded);
}

static void merged(struct doc *out, const struct merge *m)
{
	struct err e = { 0 };

	*out = (struct doc){ 0 };
	assert_true(merge_documents(m, &out->image, &e));
	if (!document_open(&out->d, out->image.at, out->image.len, &e))
		print_error("%s\n", e.text);
	assert_true(document_open(&out->d, out->image.at, out->image.len, &e));
}

static void assert_tree(const struct document *d, const char *expected)
{
	struct buf out = { 0 };

	for (uint32_t t = 0; t < d->discussions; t++) {
		struct range r = d->discussion[t].comments;

		buf_add(&out, t ? STR("|") : STR_NONE);
		for (uint32_t i = r.first; i < r.first + r.count; i++)
			buf_printf(&out, " %u%.*s", d->comment[i].depth,
				STR_ARG(doc_str(d, d->comment[i].author)));
	}
	assert_string_equal(buf_z(&out), expected);
	buf_free(&out);
}

static void further_comments_find_their_parents_on_earlier_pages(void **state)
{
	struct doc one, two, out;
	struct merge m = { .base = &one.d, .parts = 1, .comments_max = 100 };
	struct merge_part part = { &two.d, PART_COMMENTS, 0, STR_NONE, STR_NONE, NULL };
	uint32_t a;

	(void)state;
	begin(&one);
	builder_discussion(one.b, SOURCE_PAGE, "rule test");
	a = say(&one, DOC_NONE, "p1", "Ann", "First of all.", NULL);
	say(&one, a, "p2", "Bob", "An answer.", NULL);
	builder_discussion_end(one.b);
	end(&one);
	begin(&two);
	builder_discussion(two.b, SOURCE_PAGE, "rule test");
	say(&two, DOC_NONE, "p2", "Bob", "An answer.", NULL);
	a = say(&two, DOC_NONE, "p3", "Cid", "Another one.", "p1");
	say(&two, a, "p4", "Dan", "Deeper.", NULL);
	say(&two, DOC_NONE, "p5", "Eve", "New thread.", NULL);
	builder_discussion_end(two.b);
	end(&two);
	m.part = &part;
	merged(&out, &m);
	assert_tree(&out.d, " 0Ann 1Bob 1Cid 2Dan 0Eve");
	assert_false(out.d.comment[2].flags & COMMENT_ORPHAN);
	assert_str(doc_str(&out.d, out.d.comment[3].id), "p4");
	buf_free(&one.image);
	buf_free(&two.image);
	buf_free(&out.image);
}

static void made_ids_tell_nothing_and_words_do(void **state)
{
	struct doc one, two, out;
	struct merge m = { .base = &one.d, .parts = 1, .comments_max = 100 };
	struct merge_part part = { &two.d, PART_FEED, DOC_NONE, STR_NONE, STR_NONE, NULL };

	(void)state;
	begin(&one);
	builder_discussion(one.b, SOURCE_PAGE, "guessed");
	say(&one, DOC_NONE, "", "Ann", "The very same words.", NULL);
	say(&one, DOC_NONE, "", "Bob", "Others.", NULL);
	builder_discussion_end(one.b);
	end(&one);
	begin(&two);
	builder_discussion(two.b, SOURCE_FEED, "rule feed");
	say(&two, DOC_NONE, "", "Cid", "New.", NULL);
	say(&two, DOC_NONE, "https://x.example/#7", "Ann", "The very same  words", NULL);
	builder_discussion_end(two.b);
	end(&two);
	m.part = &part;
	merged(&out, &m);
	assert_tree(&out.d, " 0Ann 0Bob 0Cid");
	buf_free(&one.image);
	buf_free(&two.image);
	buf_free(&out.image);
}

static void a_frame_of_another_provider_is_one_more_discussion(void **state)
{
	struct doc one, two, out;
	struct merge m = { .base = &one.d, .parts = 2, .comments_max = 100 };
	struct merge_part part[2] = { { &two.d, PART_FRAME, DOC_NONE, STR("Disqus"), STR_NONE,
					      NULL },
		{ &two.d, PART_THREAD, DOC_NONE, STR("Hacker News"), STR("A story"), NULL } };

	(void)state;
	begin(&one);
	builder_discussion(one.b, SOURCE_PAGE, "guessed");
	say(&one, DOC_NONE, "1", "Ann", "On the page.", NULL);
	builder_discussion_end(one.b);
	end(&one);
	begin(&two);
	builder_discussion(two.b, SOURCE_FRAME, "rule x");
	say(&two, DOC_NONE, "9", "Bob", "In the frame.", NULL);
	builder_discussion_end(two.b);
	end(&two);
	m.part = part;
	merged(&out, &m);
	assert_tree(&out.d, " 0Ann| 0Bob| 0Bob");
	assert_str(doc_str(&out.d, out.d.discussion[1].provider), "Disqus");
	assert_str(doc_str(&out.d, out.d.discussion[2].title), "A story");
	buf_free(&out.image);
	/* a page without comments of its own: the frame's are its comments */
	m.parts = 1;
	m.base = &two.d;
	part[0].d = &one.d;
	merged(&out, &m);
	assert_int_equal(out.d.discussions, 2);
	buf_free(&one.image);
	buf_free(&two.image);
	buf_free(&out.image);
}

static void pages_of_an_article_follow_each_other_without_the_heading(void **state)
{
	struct doc one, two, out;
	struct merge m = { .base = &one.d, .parts = 1, .comments_max = 100 };
	struct merge_part part = { &two.d, PART_ARTICLE, DOC_NONE, STR_NONE, STR_NONE, NULL };
	unsigned strong, link;

	(void)state;
	begin(&one);
	builder_field(one.b, FIELD_TITLE, STR("A story"), "test");
	builder_field(one.b, FIELD_NEXT, STR("https://x.example/2"), "test");
	builder_article_begin(one.b);
	block(&one, BLOCK_PARAGRAPH, "The lead.");
	block(&one, BLOCK_ROW, "cell");
	builder_block(one.b, BLOCK_PARAGRAPH, 0, 0, 0);
	builder_text(one.b, STR("One "));
	strong = builder_span(one.b, SPAN_STRONG, STR_NONE, STR_NONE);
	link = builder_span(one.b, SPAN_LINK, STR("https://x.example/"), STR_NONE);
	builder_text(one.b, STR("two"));
	builder_span_end(one.b, link);
	builder_text(one.b, STR(" three"));
	builder_span_end(one.b, strong);
	builder_break(one.b);
	builder_text(one.b, STR("four"));
	builder_article_end(one.b);
	end(&one);
	begin(&two);
	builder_article_begin(two.b);
	block(&two, BLOCK_HEADING, "A Story");
	block(&two, BLOCK_PARAGRAPH, "The lead.");
	block(&two, BLOCK_PARAGRAPH, "Page two.");
	block(&two, BLOCK_ROW, "cell");
	builder_article_end(two.b);
	end(&two);
	m.part = &part;
	merged(&out, &m);
	assert_int_equal(out.d.head->blocks.count, 5);
	assert_str(doc_block_text(&out.d, 2), "One two three\nfour");
	assert_int_equal(out.d.block[2].spans.count, 2);
	assert_int_equal(out.d.span[0].from, 4);
	assert_int_equal(out.d.span[0].len, 9);
	assert_int_equal(out.d.span[1].len, 3);
	assert_str(doc_str(&out.d, out.d.link[out.d.span[1].link].url), "https://x.example/");
	assert_str(doc_block_text(&out.d, 3), "Page two.");
	assert_int_equal(out.d.block[4].number, 2);
	assert_int_equal(doc_field(&out.d, FIELD_NEXT).len, 0);
	buf_free(&one.image);
	buf_free(&two.image);
	buf_free(&out.image);
}

static void what_is_left_and_what_failed_is_told(void **state)
{
	struct doc one, out;
	const struct builder_part left = { PART_COMMENTS, 0, 9, STR("https://x.example/3"),
		STR_NONE, STR_NONE };
	const struct merge_note note = { NOTE_LACK, "part", "A part could not be had." };
	struct merge m = { .base = &one.d,
		.left = &left,
		.lefts = 1,
		.note = &note,
		.notes = 1,
		.comments_max = 1 };
	uint32_t a;

	(void)state;
	begin(&one);
	builder_discussion(one.b, SOURCE_PAGE, "guessed")->unloaded = 9;
	a = say(&one, DOC_NONE, "1", "Ann", "One.", NULL);
	say(&one, a, "2", "Bob", "Two.", NULL);
	builder_discussion_end(one.b);
	builder_note(one.b, NOTE_DOUBT, "orphan", a, "About Ann.");
	end(&one);
	merged(&out, &m);
	assert_tree(&out.d, " 0Ann");
	assert_int_equal(out.d.head->partial, 1);
	assert_int_equal(out.d.parts, 1);
	assert_str(doc_str(&out.d, out.d.discussion[0].more), "https://x.example/3");
	assert_int_equal(out.d.discussion[0].unloaded, 9);
	assert_int_equal(out.d.notes, 3);
	assert_int_equal(out.d.note[0].comment, 0);
	assert_str(doc_str(&out.d, out.d.note[1].text), "A part could not be had.");
	buf_free(&one.image);
	buf_free(&out.image);
}

/* ---- documents by chance ---- */

static uint32_t dice(uint32_t *seed, uint32_t sides)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % sides;
}

static void random_text(struct doc *d, uint32_t *seed)
{
	static const char *const pieces[] = { "word ", "\xc3\xa9", "e\xcc\x81", " ", "two words",
		"\xe2\x80\xae", "\n", "<b>" };
	static const enum block_kind kinds[] = { BLOCK_PARAGRAPH, BLOCK_CODE, BLOCK_ROW,
		BLOCK_VERSE, BLOCK_FIGURE, BLOCK_ITEM };
	unsigned open[8], depth = 0;

	builder_block(d->b, kinds[dice(seed, 6)], 1, dice(seed, 3), dice(seed, 3));
	for (uint32_t i = dice(seed, 12); i-- > 0;) {
		if (depth < 8 && dice(seed, 4) == 0)
			open[depth++] = builder_span(d->b, dice(seed, 2) ? SPAN_STRONG : SPAN_LINK,
				STR("https://x.example/"), STR_NONE);
		builder_text(d->b, str_z(pieces[dice(seed, 8)]));
		if (dice(seed, 5) == 0)
			builder_cell(d->b);
		if (dice(seed, 5) == 0)
			builder_break(d->b);
		if (depth && dice(seed, 3) == 0)
			builder_span_end(d->b, open[--depth]);
	}
	builder_block_end(d->b);
}

static void random_document(struct doc *d, uint32_t *seed)
{
	char id[16], up[16];

	begin(d);
	builder_field(d->b, FIELD_TITLE, STR("T"), "test");
	if (dice(seed, 3)) {
		builder_article_begin(d->b);
		for (uint32_t i = dice(seed, 5); i-- > 0;)
			random_text(d, seed);
		builder_article_end(d->b);
	}
	for (uint32_t t = dice(seed, 3); t-- > 0;) {
		uint32_t first = DOC_NONE, last = DOC_NONE;

		builder_discussion(d->b, SOURCE_PAGE, "test");
		for (uint32_t i = dice(seed, 20); i-- > 0;) {
			snprintf(id, sizeof(id), "p%u", dice(seed, 30));
			snprintf(up, sizeof(up), "p%u", dice(seed, 30));
			last = say(d, dice(seed, 3) && last != DOC_NONE ? last : first,
				dice(seed, 4) ? id : "", dice(seed, 2) ? "Ann" : "Bob", "Same.",
				dice(seed, 3) ? NULL : up);
			first = first == DOC_NONE && dice(seed, 2) ? last : first;
		}
		builder_discussion_end(d->b);
	}
	end(d);
}

static void whatever_is_merged_passes_the_check_and_merging_again_adds_nothing(void **state)
{
	enum { PARTS = 4 };
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 300; round++) {
		struct doc base, part[PARTS], out, again;
		struct merge_part p[PARTS];
		struct merge m = {
			.base = &base.d, .part = p, .parts = PARTS, .comments_max = 1000
		};

		random_document(&base, &seed);
		for (int i = 0; i < PARTS; i++) {
			random_document(&part[i], &seed);
			p[i] = (struct merge_part){ &part[i].d,
				(enum part_kind)dice(&seed, PART_THREAD),
				dice(&seed, 2) ? 0 : DOC_NONE, STR("Somebody"), STR_NONE, NULL };
		}
		merged(&out, &m);
		m = (struct merge){ .base = &out.d, .comments_max = 1000 };
		merged(&again, &m); /* nothing but a copy */
		assert_int_equal(out.d.comments, again.d.comments);
		assert_int_equal(out.d.blocks, again.d.blocks);
		for (uint32_t i = 0; i < out.d.blocks; i++)
			assert_true(str_eq(doc_block_text(&out.d, i), doc_block_text(&again.d, i)));
		assert_int_equal(out.d.spans, again.d.spans);
		for (int i = 0; i < PARTS; i++)
			buf_free(&part[i].image);
		buf_free(&base.image);
		buf_free(&out.image);
		buf_free(&again.image);
	}
}

static void replies_that_came_are_not_announced_any_more(void **state)
{
	struct doc one, two, out;
	struct merge m = { .base = &one.d, .parts = 1, .comments_max = 100 };
	struct merge_part part = { &two.d, PART_COMMENTS, 0, STR_NONE, STR_NONE, NULL };
	uint32_t a;

	(void)state;
	begin(&one);
	builder_discussion(one.b, SOURCE_PAGE, "rule test");
	a = say_more(&one, DOC_NONE, "p1", "Ann", "First of all.", 3);
	say(&one, a, "p2", "Bob", "An answer that is here.", NULL);
	say_more(&one, DOC_NONE, "p3", "Cid", "Another thread.", 7);
	builder_discussion_end(one.b);
	end(&one);
	begin(&two);
	builder_discussion(two.b, SOURCE_PAGE, "rule test");
	a = say(&two, DOC_NONE, "p4", "Dan", "One of three.", "p1");
	say(&two, a, "p5", "Eve", "Two of three.", NULL);
	builder_discussion_end(two.b);
	end(&two);
	m.part = &part;
	merged(&out, &m);
	assert_tree(&out.d, " 0Ann 1Bob 1Dan 2Eve 0Cid");
	assert_int_equal(out.d.comment[0].unloaded, 1);
	assert_int_equal(out.d.comment[4].unloaded, 7);
	buf_free(&one.image);
	buf_free(&two.image);
	buf_free(&out.image);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(replies_that_came_are_not_announced_any_more),
		cmocka_unit_test(further_comments_find_their_parents_on_earlier_pages),
		cmocka_unit_test(made_ids_tell_nothing_and_words_do),
		cmocka_unit_test(a_frame_of_another_provider_is_one_more_discussion),
		cmocka_unit_test(pages_of_an_article_follow_each_other_without_the_heading),
		cmocka_unit_test(what_is_left_and_what_failed_is_told),
		cmocka_unit_test(
			whatever_is_merged_passes_the_check_and_merging_again_adds_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
