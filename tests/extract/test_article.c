/* test_article.c: which part of a page is the article, and what its fields are. */
#include "config.h"

#include "extract/made.h"

static void text_is_found_among_menus(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body>" MENU "<div id=x><h1>Flood</h1>" PARAGRAPH PARAGRAPH
		"</div><div class=sidebar><p>Subscribe to us.</div>" MENU);
	assert_int_equal(m.document.head->has_article, 1);
	assert_int_equal(m.document.blocks, 2);
	assert_true(made_has(&m, "old bridge"));
	made_drop(&m);
}

static void published_text_wins(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><div>" PARAGRAPH "<div itemprop=articleBody><p>Short, but stated. " SENTENCE
		"</p></div></div>");
	assert_int_equal(m.document.blocks, 1);
	assert_true(made_has(&m, "Short, but stated."));
	made_drop(&m);
}

static void rows_of_links_and_calls_are_left_out(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><article>" PARAGRAPH
		"<p>Read also: <a href=/1>Another story of the same week</a></p>" PARAGRAPH
		"<div class='share-tools'>Tell your friends.</div><ul><li><a href=/2>First of the "
		"other stories</a><li><a href=/3>Second one</a></ul>" PARAGRAPH
		"<h3>Related articles</h3><p>More of the same kind.</p></article>");
	assert_int_equal(m.document.blocks, 3);
	assert_false(made_has(&m, "Another story"));
	assert_false(made_has(&m, "Tell your friends"));
	assert_false(made_has(&m, "First of"));
	assert_false(made_has(&m, "More of"));
	made_drop(&m);
}

static void comments_that_outweigh_the_article_stay_out(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><article>" PARAGRAPH "</article><section id=comments>" PARAGRAPH PARAGRAPH
		"<p>A reader says. " SENTENCE "</section>");
	assert_int_equal(m.document.blocks, 1);
	assert_false(made_has(&m, "A reader says"));
	made_drop(&m);
}

static void a_page_of_links_has_no_article(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body>" MENU
		"<ul><li><a href=/1>One headline</a><li><a href=/2>Another headline</a></ul>" MENU);
	assert_int_equal(m.document.head->has_article, 0);
	assert_true(made_has(&m, "One headline"));
	made_drop(&m);
}

static void text_in_json_alone_is_taken(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><script type='application/ld+json'>{\"@type\": \"NewsArticle\", "
		"\"headline\": \"Flood\", \"articleBody\": \"" SENTENCE SENTENCE SENTENCE
		"\\n\\nThe end of it.\"}</script><p>Please switch scripts on.</p>");
	assert_int_equal(m.document.head->has_article, 1);
	assert_true(made_has(&m, "The end of it."));
	assert_str(doc_field(&m.document, FIELD_TITLE), "Flood");
	made_drop(&m);
}

static void titles_lose_the_name_of_the_site(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<head><title>Flood takes old bridge - The Gazette</title><meta "
		"property=og:site_name content='The Gazette'></head><body>" PARAGRAPH);
	assert_str(doc_field(&m.document, FIELD_TITLE), "Flood takes old bridge");
	assert_str(doc_field(&m.document, FIELD_SITE), "The Gazette");
	made_drop(&m);
}

static void bylines_are_names_only(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><h1>Flood</h1><p class=byline>By Ann Other | 3 May 2020</p><div>" PARAGRAPH
			PARAGRAPH "</div>");
	assert_str(doc_field(&m.document, FIELD_BYLINE), "Ann Other");
	made_drop(&m);
}

static void accounts_and_portraits_are_no_names(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<head><meta name=author content='ann.other'></head><body><h1>Flood</h1><p "
		"class=byline>AO Ann&nbsp;Other</p><div>" PARAGRAPH PARAGRAPH "</div>");
	assert_str(doc_field(&m.document, FIELD_BYLINE), "Ann Other");
	made_drop(&m);
}

static void the_date_of_the_file_yields_to_the_printed_one(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<head><meta name=date content='2020-05-09'></head><body><h1>Flood</h1><p "
		"class=byline>By:<br>Ann Other</p>"
		"<time datetime='2020-05-03'>3 May</time><div>" PARAGRAPH PARAGRAPH "</div>");
	assert_str(doc_field(&m.document, FIELD_PUBLISHED), "2020-05-03");
	assert_str(doc_field(&m.document, FIELD_BYLINE), "Ann Other");
	made_drop(&m);
}

static void titles_lose_the_topic_above_them(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<head><title>Weather: Flood takes old bridge</title></head><body><h1><span "
		"class=head-kicker>Weather</span>"
		"<span class=visually-hidden>: </span><span>Flood takes old "
		"bridge</span></h1><div>" PARAGRAPH PARAGRAPH "</div>");
	assert_str(doc_field(&m.document, FIELD_TITLE), "Flood takes old bridge");
	made_drop(&m);
}

static void the_stated_date_wins_over_the_printed_one(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<head><meta property='article:published_time' "
		"content='2020-05-03T07:24:00+02:00'></head><body><h1>Flood</h1>"
		"<span class=date>4 May 2021</span><div>" PARAGRAPH PARAGRAPH "</div>");
	assert_str(doc_field(&m.document, FIELD_PUBLISHED), "2020-05-03T07:24:00+02:00");
	made_drop(&m);
}

static void authors_are_found_by_reference(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><script type='application/ld+json'>{\"@graph\": [{\"@type\": \"Article\", "
		"\"author\": {\"@id\": \"#p\"}},"
		"{\"@type\": \"Person\", \"@id\": \"#p\", \"name\": \"Ann "
		"Other\"}]}</script><div>" PARAGRAPH PARAGRAPH "</div>");
	assert_str(doc_field(&m.document, FIELD_BYLINE), "Ann Other");
	made_drop(&m);
}

static void related_stories_are_listed_apart(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><article>" PARAGRAPH PARAGRAPH
		"<ul class=related-posts><li><a href=/1>First of the other "
		"stories</a></ul></article>");
	assert_int_equal(m.document.head->related.count, 1);
	assert_str(doc_str(&m.document, m.document.link[m.document.head->related.first].url),
		"https://www.gazette.example/1");
	made_drop(&m);
}

static void what_repeats_an_address_is_no_related_story(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><article>" PARAGRAPH PARAGRAPH
		"<ul class=related-posts><li><a href=/opinions/>What readers think</a> <a "
		"href=/1>First "
		"of the other stories</a> <a href=/1>Read all of it</a><li><a href=/opinions/>What "
		"readers think</a> <a href=/2>Second of the other stories</a> <a "
		"href=/author/ann>Ann Other of the Gazette</a></ul></article>");
	assert_int_equal(m.document.head->related.count, 2);
	made_drop(&m);
}

#define TEASER(n)                                                                                  \
	"<div><img src=/i.jpg><a href=/s" n ">The story of the bridge</a><p>" SENTENCE             \
	"<a href=/s" n ">Read more</a></p></div>"
#define HEADLINE(n) "<div><h2><a href=/s" n ">The story of the bridge</a></h2><p>Soon.</p></div>"

#define ELSEWHERE(n)                                                                               \
	"<p><strong><a href=\"https://o" n                                                         \
	".example/s\">A story of another bridge</a></strong><br>" SENTENCE "<a href=\"https://o" n \
	".example/s\">Read more</a></p>"

static void a_list_of_stories_elsewhere_is_an_article(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<title>Floods - The Gazette</title><body><div><h1>Floods of the "
		"week</h1>" ELSEWHERE("1") ELSEWHERE("2") ELSEWHERE("3") ELSEWHERE("4")
			ELSEWHERE("5") ELSEWHERE("6") ELSEWHERE("7") "</div>");
	assert_int_equal(m.document.head->has_article, 1);
	made_drop(&m);
}

static void teasers_without_headings_are_a_list(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<title>Floods - The Gazette</title><body><div>" TEASER("1") TEASER("2") TEASER("3")
			TEASER("4") TEASER("5") TEASER("6") "</div>");
	assert_int_equal(m.document.head->has_article, 0);
	assert_true(made_has(&m, "old bridge"));
	made_drop(&m);
}

static void a_list_is_not_titled_by_one_of_its_stories(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<title>News of the floods</title><meta property=og:type "
		"content=website><body><div>" HEADLINE("1") HEADLINE("2") HEADLINE("3")
			HEADLINE("4") HEADLINE("5") HEADLINE("6") HEADLINE("7") "</div>");
	assert_int_equal(m.document.head->has_article, 0);
	assert_str(doc_field(&m.document, FIELD_TITLE), "News of the floods");
	made_drop(&m);
}

#define STORY(n)                                                                                   \
	"<article class=story><a href=/" n "><h2>Story number " n "</h2></a><p>What it is about, " \
	"in a line that makes one want to read it, and in another line.</p></article>"

static void teasers_below_the_text_are_left_out(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<main><article class=story><h1>The ferry that went back</h1><p>" SENTENCE SENTENCE
		"</p><p>" SENTENCE SENTENCE "</p></article>" STORY("1") STORY("2")
			STORY("3") "</main>");
	assert_int_equal(m.document.head->has_article, 1);
	assert_true(made_has(&m, "river"));
	assert_false(made_has(&m, "makes one want"));
	made_drop(&m);
}

static void a_list_whose_items_are_links_is_kept(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<meta property=og:type content=article><main><h1>Three stories to read</h1><p>"
		"Here they are, in the order of their length.</p>" STORY("1") STORY("2")
			STORY("3") "</main>");
	assert_int_equal(m.document.head->has_article, 1);
	assert_true(made_has(&m, "makes one want"));
	made_drop(&m);
}

static void a_page_of_teasers_has_no_article(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m, "<main><h1>Town</h1>" STORY("1") STORY("2") STORY("3") STORY("4") "</main>");
	assert_int_equal(m.document.head->has_article, 0);
	made_drop(&m);
	made_open(&m,
		"<main><h1>Town</h1><p>" SENTENCE SENTENCE SENTENCE "</p>" STORY("1") STORY("2")
			STORY("3") STORY("4") "</main>");
	assert_int_equal(m.document.head->has_article, 1);
	made_drop(&m);
}

static void a_page_that_needs_scripts_says_so(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<title>Gazette</title><body><noscript>You need scripts to run this app.</noscript>"
		"<div id=root></div>");
	assert_int_equal(m.document.head->has_article, 0);
	assert_true(made_has(&m, "You need scripts"));
	made_drop(&m);
	made_open(&m,
		"<title>Gazette</title><body><noscript>You need scripts to run this app.</noscript>"
		"<p>" SENTENCE SENTENCE "</p>");
	assert_false(made_has(&m, "You need scripts"));
	made_drop(&m);
}

static void a_message_of_the_site_is_no_article(void **state)
{
	static const struct {
		const char *html;
		unsigned article;
	} rows[] = {
		{ "<title>404 Not Found</title><h1>Not Found</h1><p>" SENTENCE "</p>", 0 },
		{ "<title>Gazette - Seite nicht gefunden</title><p>" SENTENCE "</p>", 0 },
		{ "<title>Gazette</title><h1>Oops! Something went wrong.</h1><p>" SENTENCE "</p>",
			0 },
		{ "<title>Members</title><main><p>" SENTENCE
		  "</p><form><input type=password></form></main>",
			0 },
		{ "<title>404 people on the bridge</title><h1>404 people on the "
		  "bridge</h1><p>" SENTENCE SENTENCE "</p>",
			1 },
		{ "<title>Loginov goes to sea</title><h1>Loginov goes to sea</h1><p>" SENTENCE
				SENTENCE "</p>",
			1 },
		{ "<title>A bridge goes to sea</title><h2>Log in</h2><h1>A bridge goes to "
		  "sea</h1><p>" SENTENCE SENTENCE "</p>",
			1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct made m = { 0 };

		made_open(&m, rows[i].html);
		if (m.document.head->has_article != rows[i].article)
			fail_msg("%s", rows[i].html);
		made_drop(&m);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(teasers_below_the_text_are_left_out),
		cmocka_unit_test(a_list_whose_items_are_links_is_kept),
		cmocka_unit_test(a_page_of_teasers_has_no_article),
		cmocka_unit_test(a_message_of_the_site_is_no_article),
		cmocka_unit_test(a_page_that_needs_scripts_says_so),
		cmocka_unit_test(teasers_without_headings_are_a_list),
		cmocka_unit_test(a_list_is_not_titled_by_one_of_its_stories),
		cmocka_unit_test(text_is_found_among_menus),
		cmocka_unit_test(published_text_wins),
		cmocka_unit_test(rows_of_links_and_calls_are_left_out),
		cmocka_unit_test(comments_that_outweigh_the_article_stay_out),
		cmocka_unit_test(a_page_of_links_has_no_article),
		cmocka_unit_test(text_in_json_alone_is_taken),
		cmocka_unit_test(the_date_of_the_file_yields_to_the_printed_one),
		cmocka_unit_test(titles_lose_the_name_of_the_site),
		cmocka_unit_test(bylines_are_names_only),
		cmocka_unit_test(accounts_and_portraits_are_no_names),
		cmocka_unit_test(the_date_of_the_file_yields_to_the_printed_one),
		cmocka_unit_test(titles_lose_the_topic_above_them),
		cmocka_unit_test(the_stated_date_wins_over_the_printed_one),
		cmocka_unit_test(authors_are_found_by_reference),
		cmocka_unit_test(related_stories_are_listed_apart),
		cmocka_unit_test(what_repeats_an_address_is_no_related_story),
		cmocka_unit_test(a_list_of_stories_elsewhere_is_an_article),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
