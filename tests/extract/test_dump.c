/* test_dump.c: pages of plain text: the seed page complete, and other ways to print comments. */
#include "config.h"

#include "support/unit.h"

#include "document/document.h"
#include "extract/dump.h"

struct result {
	struct buf image;
	struct document d;
};

static struct result read_text(struct str text)
{
	struct result r = { 0 };
	struct builder *b = builder_new(0);
	struct extract_options o = { .now = 1500000000 };
	struct page p;
	struct err e;
	struct extract x = { .page = &p, .options = &o };

	assert_true(page_parse(&p, PAGE_DUMP, text, STR_NONE, &e));
	extract_dump(&x, b);
	assert_true(builder_seal(b, &r.image, &e));
	builder_free(b);
	assert_true(document_open(&r.d, r.image.at, r.image.len, &e));
	arena_free(&x.arena);
	page_free(&p);
	return r;
}

static struct result read_z(const char *z)
{
	return read_text(str_z(z));
}

static struct result read_seed(void)
{
	struct buf path = { 0 }, text = { 0 };
	struct result r;
	size_t n;
	FILE *f;

	buf_printf(&path, "%s/examples/white-house-daesh.txt", getenv("POSTIL_TEST_SRC"));
	f = fopen(buf_z(&path), "rb");
	assert_non_null(f);
	n = fread(buf_room(&text, 65536), 1, 65536, f);
	text.len += n;
	fclose(f);
	r = read_text(buf_str(&text));
	buf_free(&path);
	buf_free(&text);
	return r;
}

/* Begins with, or is, this text; no-break spaces count as spaces. */
static void assert_begins(struct str s, const char *z)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < s.len; i++) {
		if (i + 1 < s.len && s.at[i] == '\xc2' && s.at[i + 1] == '\xa0') {
			buf_add_char(&b, ' ');
			i++;
		} else {
			buf_add_char(&b, s.at[i]);
		}
	}
	assert_str(str_sub(buf_str(&b), 0, strlen(z)), z);
	buf_free(&b);
}

static struct str comment_text(const struct result *r, uint32_t comment)
{
	return doc_block_text(&r->d, r->d.comment[comment].blocks.first);
}

static void the_seed_has_its_fields(void **state)
{
	struct result r = read_seed();

	(void)state;
	assert_str(doc_field(&r.d, FIELD_TITLE),
		"White House Not Ruling Out Cooperation With Russia Against Daesh - Spokesman");
	assert_str(doc_field(&r.d, FIELD_PUBLISHED), "2017-03-28T07:24+03:00");
	assert_begins(doc_field(&r.d, FIELD_CAPTION),
		"White House press secretary Sean Spicer speaks during");
	assert_str(doc_field(&r.d, FIELD_CREDIT), "© AP Photo/ Evan Vucci");
	assert_begins(doc_field(&r.d, FIELD_LEDE),
		"According to the White House press secretary, Donald");
	assert_str(doc_field(&r.d, FIELD_SITE), "Sputnik");
	buf_free(&r.image);
}

static void the_seed_has_its_text_and_what_stands_below(void **state)
{
	struct result r = read_seed();
	const struct doc_head *h = r.d.head;

	(void)state;
	assert_int_equal(h->has_article, 1);
	assert_int_equal(h->blocks.count, 6);
	assert_begins(doc_block_text(&r.d, h->blocks.first),
		"WASHINGTON (Sputnik) — The administration of");
	assert_begins(doc_block_text(&r.d, h->blocks.first + 5), "The plan will be funded under");
	assert_int_equal(h->related.count, 3);
	assert_begins(
		doc_str(&r.d, r.d.link[h->related.first].title), "Why Russia, Iran Are Frozen Out");
	assert_int_equal(h->tags.count, 5);
	assert_str(doc_str(&r.d, r.d.link[h->tags.first + 2].title), "Sean Spicer");
	buf_free(&r.image);
}

static void the_seed_has_its_two_comments_and_two_providers(void **state)
{
	struct result r = read_seed();

	(void)state;
	assert_int_equal(r.d.comments, 2);
	assert_str(doc_str(&r.d, r.d.comment[0].author), "QuantumParadox");
	assert_int_equal(r.d.comment[0].blocks.count, 1);
	assert_begins(comment_text(&r, 0), "They better be, they promised");
	assert_str(doc_str(&r.d, r.d.comment[1].author), "Eudoxia");
	assert_str(doc_str(&r.d, r.d.comment[1].reply_to), "QuantumParadox");
	assert_int_equal(r.d.comment[1].parent, 0);
	assert_int_equal(r.d.comment[1].blocks.count, 1);
	assert_begins(comment_text(&r, 1), "QuantumParadox, Exactly, I believe");
	assert_int_equal(r.d.discussions, 2);
	assert_str(doc_str(&r.d, r.d.discussion[0].provider), "Sputnik");
	assert_int_equal(r.d.discussion[0].unloaded, 0);
	assert_str(doc_str(&r.d, r.d.discussion[1].provider), "Facebook");
	buf_free(&r.image);
}

#define ARTICLE                                                                                    \
	"A Short Story About Lighthouses\n\n"                                                      \
	"The old lighthouse on the northern cape was lit again on Sunday evening, after more "     \
	"than forty "                                                                              \
	"years in which nobody had climbed its stairs.\n\n"                                        \
	"Half the village stood on the cliff and watched, and the other half had stayed on the "   \
	"pier, to "                                                                                \
	"see whether the light could be seen from there.\n\n"

static void names_above_dates_head_comments_and_columns_nest_them(void **state)
{
	struct result r = read_z(ARTICLE "2 comments\n\n  1. Ada Kerr\n     3 May 2019 10:15\n     "
					 "It could, we waved.\n     Reply\n\n"
					 "       • Bo Lind\n         3 May 2019 11:20\n         So "
					 "did we.\n         Reply\n\nLeave a reply\nName\n");

	(void)state;
	assert_int_equal(r.d.comments, 2);
	assert_str(doc_str(&r.d, r.d.comment[0].author), "Ada Kerr");
	assert_str(doc_str(&r.d, r.d.comment[0].time), "2019-05-03T10:15");
	assert_str(comment_text(&r, 0), "It could, we waved.");
	assert_str(doc_str(&r.d, r.d.comment[1].author), "Bo Lind");
	assert_int_equal(r.d.comment[1].parent, 0);
	assert_str(comment_text(&r, 1), "So did we.");
	assert_int_equal(r.d.discussion[0].claimed, 2);
	buf_free(&r.image);
}

static void replies_are_stated_in_other_languages_and_with_spaces(void **state)
{
	struct result r = read_z(
		ARTICLE "Discussion\n\n• Selma\n  Nice light.\n• avatar\n  Omarردأ "
			"علىSelma(إظهار/إخفاء التعليق)\n  Indeed.\n"
			"• avatar\n  Ida in reply to Omar (Show comment Hide comment)\n  Good.\n");

	(void)state;
	assert_int_equal(r.d.comments, 3);
	assert_str(doc_str(&r.d, r.d.comment[1].author), "Omar");
	assert_str(doc_str(&r.d, r.d.comment[1].reply_to), "Selma");
	assert_int_equal(r.d.comment[1].parent, 0);
	assert_str(doc_str(&r.d, r.d.comment[2].author), "Ida");
	assert_int_equal(r.d.comment[2].parent, 1);
	assert_str(comment_text(&r, 2), "Good.");
	buf_free(&r.image);
}

static void a_text_with_neither_is_shown_as_it_is(void **state)
{
	struct result r = read_z("one\ntwo\n\nthree\n");

	(void)state;
	assert_int_equal(r.d.head->has_article, 0);
	assert_int_equal(r.d.head->blocks.count, 3);
	assert_int_equal(r.d.comments, 0);
	buf_free(&r.image);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_seed_has_its_fields),
		cmocka_unit_test(the_seed_has_its_text_and_what_stands_below),
		cmocka_unit_test(the_seed_has_its_two_comments_and_two_providers),
		cmocka_unit_test(names_above_dates_head_comments_and_columns_nest_them),
		cmocka_unit_test(replies_are_stated_in_other_languages_and_with_spaces),
		cmocka_unit_test(a_text_with_neither_is_shown_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
