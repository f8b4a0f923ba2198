/* article_rows, article_prune: rows of the interface inside the text, in several languages. */
#include "config.h"

#include "extract/made.h"

#include <stdio.h>

/* Whether the text keeps none of the row, wherever it stands. */
static void leaves_out(const char *row)
{
	char html[4096], whole[8192];

	for (int i = 0; i < 2; i++) {
		struct made m = { 0 };

		snprintf(html, sizeof(html), i ? "<div>%s</div>" : "<p>%s</p>", row);
		snprintf(whole, sizeof(whole),
			"<body><div>" PARAGRAPH PARAGRAPH PARAGRAPH "%s</div>", html);
		made_open(&m, whole);
		if (m.document.blocks != 3)
			print_error("left in the text: %s\n", row);
		assert_int_equal(m.document.blocks, 3);
		made_drop(&m);
	}
}

/* Whether the text keeps the line. */
static void keeps(const char *line)
{
	struct made m = { 0 };
	char whole[8192];

	snprintf(
		whole, sizeof(whole), "<body><div>" PARAGRAPH "<p>%s</p>" PARAGRAPH "</div>", line);
	made_open(&m, whole);
	if (m.document.blocks != 3)
		print_error("not in the text: %s\n", line);
	assert_int_equal(m.document.blocks, 3);
	made_drop(&m);
}

static void rows_of_pages_are_no_text(void **state)
{
	(void)state;
	leaves_out("Pages: <a href=?p=1>1</a> <a href=?p=2>2</a> <a href=?p=3>3</a>");
	leaves_out("Page 1 of 3 <a href=/x/2>Next page</a>");
	leaves_out("<span>Seite 1 / 4</span> <a href=/2>2</a> | <a href=/3>3</a> <a href=/2>weiter "
		   "&raquo;</a>");
	leaves_out("1 | <a href=/2>2</a> | <a href=/3>3</a> | <a href=/2>Next &gt;&gt;</a>");
	leaves_out("Страницы: 1 <a href=/2>2</a> <a href=/3>3</a>");
	leaves_out("1 <a href=/2>2</a> <a href=/3>3</a> <a href=/2>次のページ</a>");
}

static void rows_that_pass_it_on_are_no_text(void **state)
{
	(void)state;
	leaves_out("<span>Share</span><span>Tweet</span><span>Pin it</span><span>Email</span>");
	leaves_out("Teilen: <a href=https://facebook.com/x>Facebook</a> <a "
		   "href=https://x.com/x>X</a>");
	leaves_out("<b>152</b> <a href=https://facebook.com/x>shares</a>");
	leaves_out("Поделиться: <a href=https://vk.com/x>ВКонтакте</a>");
}

static void rows_of_tags_are_no_text(void **state)
{
	(void)state;
	leaves_out("Filed in <a href=/tag/boats>boats of the bay</a>, <a href=/tag/wall>the sea "
		   "wall</a>");
	leaves_out("Schlagworte: <a href=/t/1>Boote</a> <a href=/t/2>Hafen</a>");
	leaves_out("タグ: <a href=/t/1>船</a> <a href=/t/2>港</a>");
	leaves_out("Etiketler: <a href=/t/1>tekne</a> <a href=/t/2>liman</a>");
}

static void calls_to_read_on_are_no_text(void **state)
{
	(void)state;
	leaves_out("【関連記事】<a href=/2>潜水士はどうやって鐘を見つけたか</a>");
	leaves_out("Читайте також: <a href=/2>Як водолаз знайшов дзвін</a>");
	leaves_out("Baca juga: <a href=/2>Bagaimana penyelam menemukan lonceng</a>");
	leaves_out("اقرأ أيضا: <a href=/2>كيف وجد الغواص الجرس</a>");
	leaves_out("(<a href=/2>Related: How a diver found the bell</a>)");
}

static void menus_and_times_to_read_are_no_text(void **state)
{
	(void)state;
	leaves_out("<a href=/>Home</a> | <a href=/imprint>Imprint</a> \xC2\xB7 <a "
		   "href=/p>Privacy</a>");
	leaves_out("5 min read");
	leaves_out("Lesezeit: 4 Minuten");
	leaves_out("<span><div>Advertisement</div>SKIP ADVERTISEMENT</span>");
	keeps("Time: 20 minutes");
	keeps("15 min 10 min");
}

static void a_call_for_the_newsletter_ends_the_text(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><div>" PARAGRAPH PARAGRAPH
		"<h3>The Monday newsletter of the bay</h3><p>" SENTENCE "</p></div>");
	assert_int_equal(m.document.blocks, 2);
	made_drop(&m);
}

static void a_quoted_post_of_links_alone_is_kept(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><div>" PARAGRAPH "<blockquote class=instagram-media><div><p><a "
		"href=https://pics.example/1>View this post</a>"
		"</p><a href=https://pics.example/1>A post by Ann</a></div></blockquote>" PARAGRAPH
		"</div>");
	assert_int_equal(m.document.blocks, 3);
	assert_int_equal(m.document.block[1].kind, BLOCK_EMBED);
	made_drop(&m);
}

static void a_column_of_text_is_no_cell(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<table><tr><td><a href=/a>Archive</a><br><a href=/c>Contact</a><td>" SENTENCE
			SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE
		"<br><br>" SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE
		"<td><b>Sponsors</b><br>" SENTENCE "</table>");
	assert_int_equal(m.document.blocks, 2);
	assert_int_equal(m.document.block[0].kind, BLOCK_PARAGRAPH);
	assert_false(made_has(&m, "Archive"));
	made_drop(&m);
}

#define CONSENT                                                                                    \
	"<p>We and our 800 partners store and access information on a device, such as cookies, "   \
	"and process personal data for advertising, measurement and audience research.</p>"

static void a_call_for_consent_is_no_text_however_long(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<title>Flood takes the bridge</title><body><div "
		"id=onetrust-consent-sdk><div><h2>We value your privacy</h2>" CONSENT CONSENT
			CONSENT CONSENT
		"</div></div><main><h1>Flood takes the bridge</h1>" PARAGRAPH "</main>");
	assert_int_equal(m.document.blocks, 1);
	made_drop(&m);
	made_open(&m,
		"<title>Flood takes the bridge</title><body><div><h2>We value your "
		"privacy</h2>" CONSENT CONSENT
		"</div><div><h1>Flood takes the bridge</h1>" PARAGRAPH PARAGRAPH "</div>");
	assert_int_equal(m.document.blocks, 2);
	made_drop(&m);
}

static void a_page_named_for_its_cookie_box_is_text(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<title>Flood takes the bridge</title><body><div class='site "
		"cookie-banner-open'><h1>Flood takes the bridge</h1>" PARAGRAPH PARAGRAPH "</div>");
	assert_int_equal(m.document.head->has_article, 1);
	assert_int_equal(m.document.blocks, 2);
	made_drop(&m);
}

static void a_card_inside_of_a_link_is_no_text(void **state)
{
	(void)state;
	leaves_out("<div><a href=/1><span>Storm</span><h3>How the wall gave way</h3><div>In one "
		   "night of February.</div></a></div>");
}

static void a_date_alone_between_blocks_is_no_text(void **state)
{
	(void)state;
	leaves_out(
		"<div><div>Advertisement</div><span class=date>03.03.2024, 10:00 Uhr</span></div>");
}

static void a_paragraph_beside_a_list_of_links_is_an_article(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<title>Flood takes the bridge</title><meta property=og:type "
		"content=video.article><body><main><h1>Flood takes the "
		"bridge</h1><video src=a.mp4></video><p>" SENTENCE
		"</p><div><h2>Up next</h2><ul><li><a href=/1>" SENTENCE
		"</a><li><a href=/2>" SENTENCE "</a><li><a href=/3>" SENTENCE
		"</a></ul></div></main>");
	assert_int_equal(m.document.head->has_article, 1);
	assert_true(made_has(&m, "The river rose"));
	made_drop(&m);
}

static void cards_behind_a_name_are_no_text(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><div>" PARAGRAPH "<p>The mayor, <span><a href=/ruth>Ruth "
		"Hallam</a><span><img src=r.jpg><a href=/ruth>"
		"Ruth A. Hallam</a><a href=/1>Mayor doubles down on the ferry</a> <a href=/2>Mayor "
		"drops her case against the wall</a>"
		"<a href=/ruth>MORE</a></span></span>, did not answer.</p>" PARAGRAPH "</div>");
	assert_int_equal(m.document.blocks, 3);
	assert_true(made_has(&m, "The mayor, Ruth Hallam, did not answer."));
	made_drop(&m);
}

static void lines_of_a_day_and_a_time_are_no_text(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<html lang=pt><body><div><div>sexta-feira, 22 de outubro de 2010 \xC3\xA0s "
		"20:13</div>" PARAGRAPH "<p>Am 3. Mai 2020 war alles vorbei.</p>" PARAGRAPH
		"</div>");
	assert_int_equal(m.document.blocks, 3);
	assert_false(made_has(&m, "outubro"));
	made_drop(&m);
}

static void sentences_with_such_words_are_text(void **state)
{
	(void)state;
	keeps("Share and share alike, said the <a href=/mayor>mayor</a>.");
	keeps("Next page, next year: <a href=/book>the book</a> goes on.");
	keeps("Facebook did not answer.");
	keeps("In 1951, 1952 and 1953.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_pages_are_no_text),
		cmocka_unit_test(rows_that_pass_it_on_are_no_text),
		cmocka_unit_test(rows_of_tags_are_no_text),
		cmocka_unit_test(calls_to_read_on_are_no_text),
		cmocka_unit_test(menus_and_times_to_read_are_no_text),
		cmocka_unit_test(a_call_for_the_newsletter_ends_the_text),
		cmocka_unit_test(a_quoted_post_of_links_alone_is_kept),
		cmocka_unit_test(a_column_of_text_is_no_cell),
		cmocka_unit_test(a_call_for_consent_is_no_text_however_long),
		cmocka_unit_test(a_page_named_for_its_cookie_box_is_text),
		cmocka_unit_test(a_card_inside_of_a_link_is_no_text),
		cmocka_unit_test(a_date_alone_between_blocks_is_no_text),
		cmocka_unit_test(a_paragraph_beside_a_list_of_links_is_an_article),
		cmocka_unit_test(cards_behind_a_name_are_no_text),
		cmocka_unit_test(lines_of_a_day_and_a_time_are_no_text),
		cmocka_unit_test(sentences_with_such_words_are_text),
	};

	return cmocka_run_group_tests_name("article_rows", tests, NULL, NULL);
}
