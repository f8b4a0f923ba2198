#include "config.h"

#include "support/unit.h"

#include "document/build.h"
#include "layout/search.h"

static struct buf image;
static struct document doc;

static void block(struct builder *b, const char *text)
{
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	builder_text(b, str_z(text));
	builder_block_end(b);
}

static void comment(
	struct builder *b, uint32_t parent, const char *author, int score, const char *text)
{
	struct ref name = builder_line(b, str_z(author));
	struct doc_comment *c =
		builder_comment(b, parent, parent == DOC_NONE ? EDGE_NONE : EDGE_NESTED);

	c->author = name;
	c->score = score;
	block(b, text);
	builder_comment_end(b);
}

static int build(void **state)
{
	struct builder *b = builder_new(0);
	struct err e;

	(void)state;
	builder_article_begin(b);
	block(b,
		"The Caf\xc3\xa9 in Stra\xc3\x9f"
		"burg");
	block(b, "A new cafe, a CAFE");
	builder_article_end(b);
	builder_discussion(b, SOURCE_PAGE, "guessed");
	comment(b, DOC_NONE, "Ann Cafetier", 5, "I like the cafe\xcc\x81 a lot");
	comment(b, 0, "Bob", -2, "e.g. aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab");
	comment(b, 1, "J\xc3\xb6rg", INT32_MIN,
		"so\xc2\xad"
		"ft \xef\xbd\x81\xef\xbd\x82 \xd0\x9c\xd0\xb8\xd1\x80");
	comment(b, DOC_NONE, "Bobby Two", 7, "STRASSE");
	comment(b, DOC_NONE, "Zed", 0,
		"\xe2\x80\x9cIt\xe2\x80\x99s\xe2\x80\x9d \xd0\xb4\xd0\xb0 \xe6\x97\xa5 "
		"wide\xe2\x80\x94open\xe2\x80\xa6");
	builder_discussion_end(b);
	if (!builder_seal(b, &image, &e))
		return -1;
	builder_free(b);
	return document_open(&doc, image.at, image.len, &e) ? 0 : -1;
}

static int drop(void **state)
{
	(void)state;
	buf_free(&image);
	return 0;
}

/* The hits as "comment:block:text " with "-" for none. */
static void check(const char *query, unsigned how, const char *wanted)
{
	static const bool seen[5] = { true, false, true, false, true };
	struct err e = { 0 };
	struct search *s = search_new(&doc, str_z(query), how, seen, &e);
	struct buf out = { .max = 0 };
	const struct search_hit *hit;
	size_t count;

	if (!s)
		fail_msg("%s: %s", query, e.text);
	while (search_step(s, 1))
		;
	assert_true(search_done(s));
	hit = search_hits(s, &count);
	for (size_t i = 0; i < count; i++) {
		struct str text = hit[i].block == DOC_NONE
			? doc_str(&doc, doc.comment[hit[i].comment].author)
			: doc_block_text(&doc, hit[i].block);

		if (hit[i].comment == DOC_NONE)
			buf_printf(&out, "article:%.*s ",
				STR_ARG(str_sub(text, hit[i].from, hit[i].len)));
		else
			buf_printf(&out, "%u%s:%.*s ", hit[i].comment,
				hit[i].block == DOC_NONE ? "name" : "",
				STR_ARG(str_sub(text, hit[i].from, hit[i].len)));
		assert_int_equal(search_at(s, hit[i].comment, hit[i].block, hit[i].from), i);
		assert_true(hit[i].comment == DOC_NONE || search_has(s, hit[i].comment));
	}
	assert_str(buf_str(&out), wanted);
	buf_free(&out);
	search_free(s);
}

static void case_accents_and_width_are_folded(void **state)
{
	(void)state;
	check("cafe", 0, "article:Caf\xc3\xa9 article:cafe article:CAFE 0name:Cafe 0:caf\xc3\xa9 ");
	check("caf\xc3\xa9", 0,
		"article:Caf\xc3\xa9 article:cafe article:CAFE 0name:Cafe 0:caf\xc3\xa9 ");
	check("strass", 0, "article:Stra\xc3\x9f 3:STRASS ");
	check("soft ab", 0,
		"2:so\xc2\xad"
		"ft \xef\xbd\x81\xef\xbd\x82 ");
	check("\xd0\xbc\xd0\xb8\xd1\x80", 0, "2:\xd0\x9c\xd0\xb8\xd1\x80 ");
	check("it's", 0, "4:It\xe2\x80\x99s ");
	check("open...", 0, "4:open\xe2\x80\xa6 ");
	check("wide", 0, "4:wide ");
	check("jorg", 0, "2name:J\xc3\xb6rg ");
}

static void an_upper_case_letter_minds_case(void **state)
{
	(void)state;
	check("CAFE", 0, "article:CAFE ");
	check("Cafe", 0, "article:Caf\xc3\xa9 0name:Cafe ");
	check("cafe", SEARCH_CASE, "article:cafe 0:caf\xc3\xa9 ");
}

static void filters_choose_comments(void **state)
{
	(void)state;
	check("by:bob", 0, "1name: 3name: ");
	check("by:\"bobby two\"", 0, "3name: ");
	check("by:bob depth>0", 0, "1name: ");
	check("depth<1", 0, "0name: 3name: 4name: ");
	check("score>=5", 0, "0name: 3name: ");
	check("score<0", 0, "1name: ");
	check("new", 0, "1name: 3name: ");
	check("by:two new", 0, "3name: ");
	check("by:ann cafe", 0, "0name:Cafe 0:caf\xc3\xa9 ");
	check("is:new strasse", 0, "3:STRASSE ");
	check("new cafe", 0, "article:new cafe ");
	check("\\new", 0, "article:new ");
}

static void patterns_match_and_runaways_end(void **state)
{
	struct err e = { 0 };
	struct search *s;

	(void)state;
	check("caf.", SEARCH_REGEX,
		"article:Caf\xc3\xa9 article:cafe article:CAFE 0name:Cafe 0:caf\xc3\xa9 ");
	check("\\bA\\b", SEARCH_REGEX, "article:A ");
	check("x*", SEARCH_REGEX, "");
	check("by:bob ^e.g", SEARCH_REGEX, "1:e.g ");
	s = search_new(&doc, STR("(a+)+$"), SEARCH_REGEX, NULL, &e);
	assert_non_null(s);
	while (search_step(s, 1000))
		;
	assert_true(search_cut(s));
	search_free(s);
}

static void a_bad_query_is_explained(void **state)
{
	struct err e = { 0 };

	(void)state;
	assert_null(search_new(&doc, STR("a(b"), SEARCH_REGEX, NULL, &e));
	assert_non_null(strstr(e.text, "character 4"));
	assert_null(search_new(&doc, STR("日本(b"), SEARCH_REGEX, NULL, &e));
	assert_non_null(strstr(e.text, "character 5"));
	assert_null(search_new(&doc, STR("  "), 0, NULL, &e));
	assert_null(search_new(&doc, STR("depth<x"), 0, NULL, &e));
	assert_non_null(strstr(e.text, "depth<x"));
}

static void counts_are_split(void **state)
{
	struct search *s = search_new(&doc, STR("cafe"), 0, NULL, NULL);

	(void)state;
	while (search_step(s, 1 << 20))
		;
	assert_int_equal(search_in_article(s), 3);
	assert_int_equal(search_at(s, 0, DOC_NONE, 0), 3);
	assert_int_equal(search_at(s, 3, DOC_NONE, 0), 5);
	assert_false(search_has(s, 1));
	search_free(s);
}

/* One paragraph of `times` times the unit. */
static void build_long(const char *unit, size_t times, struct buf *out, struct document *d)
{
	struct builder *b = builder_new(0);
	struct err e;

	builder_article_begin(b);
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	for (size_t i = 0; i < times; i++)
		builder_text(b, str_z(unit));
	builder_block_end(b);
	builder_article_end(b);
	assert_true(builder_seal(b, out, &e));
	builder_free(b);
	assert_true(document_open(d, out->at, out->len, &e));
}

/* However long a paragraph, whatever the query: no slice does much more than it was given, and
 * nothing between two parts is missed. */
static void a_slice_does_no_more_than_it_may(void **state)
{
	static const struct {
		const char *unit, *query;
		unsigned how;
		size_t per_unit;
	} sample[] = {
		{ "plain words with a needle in each. ", "needle", 0, 1 },
		{ "plain words with a needle in each. ", "ne+dle in", SEARCH_REGEX, 1 },
		{ "Слова по-русски, и в них ёлка. ", "елка", 0, 1 },
		{ "Un café, é et ñandú, e\xcc\x81t\xc3\xa9. ", "ete", 0, 1 },
		{ "日本語の文章に針がある。", "針", 0, 1 },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "(a+)+$", SEARCH_REGEX, 0 },
		{ "a", "(a|aa)+x", SEARCH_REGEX, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(sample) / sizeof(*sample); i++) {
		size_t times = 2000 * 1000 / strlen(sample[i].unit), count, slices = 0;
		struct buf long_image = { 0 };
		struct document d;
		struct search *s;
		bool more = true;

		build_long(sample[i].unit, times, &long_image, &d);
		s = search_new(&d, str_z(sample[i].query), sample[i].how, NULL, NULL);
		assert_non_null(s);
		while (more) {
			size_t before = search_work(s);

			more = search_step(s, 100000);
			assert_true(search_work(s) - before <= 100000 + SEARCH_OVER);
			slices++;
		}
		search_hits(s, &count);
		assert_int_equal(count, times * sample[i].per_unit);
		assert_true(slices > 5);
		search_free(s);
		buf_free(&long_image);
	}
}

static void the_title_is_searched_first(void **state)
{
	struct builder *b = builder_new(0);
	struct buf own = { 0 };
	const struct search_hit *hit;
	struct document d;
	struct search *s;
	size_t count;
	struct err e;

	(void)state;
	builder_field(b, FIELD_TITLE, STR("A café of words"), "test");
	builder_article_begin(b);
	block(b, "The cafe");
	builder_article_end(b);
	assert_true(builder_seal(b, &own, &e));
	builder_free(b);
	assert_true(document_open(&d, own.at, own.len, &e));
	s = search_new(&d, STR("cafe"), 0, NULL, &e);
	while (search_step(s, 1000))
		;
	hit = search_hits(s, &count);
	assert_int_equal(count, 2);
	assert_int_equal(search_in_article(s), 2);
	assert_true(hit[0].block == DOC_NONE && hit[0].comment == DOC_NONE && hit[0].from == 2);
	assert_int_equal(search_at(s, DOC_NONE, d.head->blocks.first, 0), 1);
	search_free(s);
	buf_free(&own);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(case_accents_and_width_are_folded),
		cmocka_unit_test(an_upper_case_letter_minds_case),
		cmocka_unit_test(filters_choose_comments),
		cmocka_unit_test(patterns_match_and_runaways_end),
		cmocka_unit_test(a_bad_query_is_explained),
		cmocka_unit_test(counts_are_split),
		cmocka_unit_test(a_slice_does_no_more_than_it_may),
		cmocka_unit_test(the_title_is_searched_first),
	};

	return cmocka_run_group_tests_name("search", tests, build, drop);
}
