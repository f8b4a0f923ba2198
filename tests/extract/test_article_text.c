/* test_article_text.c: what of the article's element is its text, and which of several elements it is. */
#include "config.h"

#include "extract/made.h"

static void letters_of_a_random_id_say_nothing(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><div><p id=JAaVn7>One. " SENTENCE "</p><p id=xAdsQ>Two. " SENTENCE
		"</p><p>Three. " SENTENCE "</p></div>");
	assert_int_equal(m.document.blocks, 3);
	made_drop(&m);
}

static void what_stands_above_the_title_is_left_out(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<head><title>Bridges: Flood takes old bridge</title></head>"
		"<body><div><p>A blog on bridges, and on all that rivers do.</p>"
		"<h3>Flood takes old bridge</h3>" PARAGRAPH PARAGRAPH PARAGRAPH "</div>");
	assert_int_equal(m.document.blocks, 3);
	assert_false(made_has(&m, "A blog on bridges"));
	assert_false(made_has(&m, "Flood takes"));
	made_drop(&m);
}

static void a_heading_or_line_of_who_wrote_it_is_left_out(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<head><title>Flood takes old bridge</title></head><body><div>"
		"<h1>Flood takes old bridge</h1><div>The bridge as it was, with all of its lamps, "
		"seen from the mill; the photograph is of last year.</div>"
		"<h3 class=byline>by Ann Other<br>3 May 2021</h3>" PARAGRAPH PARAGRAPH "</div>");
	assert_false(made_has(&m, "by Ann"));
	made_drop(&m);
	made_open(&m,
		"<head><title>Flood takes old bridge</title></head><body><div>"
		"<h1>Flood takes old bridge</h1>"
		"<p>A long story told by Ann Other | 27.01.2022 - 12:45</p>" PARAGRAPH PARAGRAPH
		"</div>");
	assert_false(made_has(&m, "A long story"));
	made_drop(&m);
}

static void a_section_named_like_the_whole_cuts_nothing_off(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<head><title>Flood takes old bridge</title></head>"
		"<body><h1>Flood takes old bridge</h1><div><p>First. " SENTENCE "</p>"
		"<h2>Flood takes old bridge</h2>" PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH
			PARAGRAPH PARAGRAPH "</div>");
	assert_true(made_has(&m, "First."));
	made_drop(&m);
}

static void the_description_tells_a_short_article_from_a_longer_notice(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<head><title>Flood</title><meta name=description content='The bridge is gone, "
		"and nobody knows who will build another.'></head>"
		"<body><div class=entry-body><p>The bridge is gone, and nobody knows who will "
		"build another.</p><p>The council meets on Monday, if anybody comes.</p></div>"
		"<div id=x><p>Opinions here are mine, not those of my employer, who neither "
		"reads them before, nor answers for them.</p></div>");
	assert_true(made_has(&m, "nobody knows"));
	assert_false(made_has(&m, "Opinions here"));
	made_drop(&m);
}

static void a_short_article_is_told_from_a_column_of_links(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<head><title>Ferry cancelled</title><meta name=description content='The ten "
		"o&#39;clock ferry is cancelled today'>"
		"<body><div><div><h1>Ferry cancelled</h1><div>The ten o'clock ferry is cancelled "
		"today because of the wind; passengers "
		"may take the bus at half past ten, and the tickets are valid there, "
		"too.</div></div><div><ul><li><a href=/1>" SENTENCE "</a><li><a href=/2>" SENTENCE
		"</a></ul><p>Every morning at six, before the first boat leaves, into your "
		"mailbox, free of charge and without any "
		"advertising. You can leave at any time.</p></div></div>");
	assert_int_equal(m.document.blocks, 1);
	assert_true(made_has(&m, "because of the wind"));
	made_drop(&m);
}

static void a_cell_of_the_layout_is_told_from_its_neighbours(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<table><tr><td><a href=/>Start</a><br><a href=/a>Archive</a><td>" SENTENCE SENTENCE
		"<br><br>" SENTENCE "</table>");
	assert_int_equal(m.document.blocks, 2);
	assert_false(made_has(&m, "Archive"));
	made_drop(&m);
}

static void what_is_seen_of_a_shadow_tree_is_text(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><x-story><template shadowrootmode=open><article>" PARAGRAPH PARAGRAPH
		"</article></template></x-story><template><p>A form that is never shown, " SENTENCE
		"</p></template>");
	assert_int_equal(m.document.head->has_article, 1);
	assert_int_equal(m.document.blocks, 2);
	made_drop(&m);
}

static void a_heading_inside_of_the_last_item_stays(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><div>" PARAGRAPH
		"<ol><li><h3>A lamp</h3>There is power from six to ten only.</li>"
		"<li><h3>A friend</h3>For the fog.</li></ol></div>");
	assert_true(made_has(&m, "A friend"));
	made_drop(&m);
}

static void a_lede_of_a_paragraph_is_text_and_a_subtitle_is_not(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<head><title>Flood</title><meta name=description content='Nobody slept. "
		"The river rose by two metres in the night'></head>"
		"<body><header><h1>Flood</h1><h2>Nobody slept. " SENTENCE SENTENCE
		"</h2></header><div>" PARAGRAPH PARAGRAPH PARAGRAPH "</div>");
	assert_int_equal(m.document.blocks, 4);
	assert_true(made_has(&m, "Nobody slept."));
	made_drop(&m);
	made_open(&m,
		"<head><title>Flood</title><meta name=description content='The old bridge is "
		"gone by dawn'></head>"
		"<body><header><h1>Flood</h1><h2 class=deck>The old bridge is gone by dawn</h2>"
		"</header><div>" PARAGRAPH PARAGRAPH PARAGRAPH "</div>");
	assert_int_equal(m.document.blocks, 3);
	made_drop(&m);
}

static void what_is_told_of_the_author_below_the_text_is_left_out(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><article>" PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH
		"<hr><p class=byline>Ann Other writes on rivers, bridges and those who build "
		"them, and has done so for twenty years, here and elsewhere.</p></article>");
	assert_false(made_has(&m, "Ann Other"));
	assert_true(made_has(&m, "old bridge"));
	made_drop(&m);
}

static void rows_of_teasers_are_left_out(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><h1>Flood of the year</h1><article>" PARAGRAPH
		"<div class=x><div><h4><a href=/1>Ferry runs by "
		"night</a></h4><p>It is the only way across, and a slow one.</p></div><div><h4><a "
		"href=/2>Who pays for bridges</a></h4><p>Nobody wants to.</p></div></div>"
		"<h2>What comes next</h2>" PARAGRAPH PARAGRAPH PARAGRAPH "</article>");
	assert_false(made_has(&m, "slow one"));
	assert_true(made_has(&m, "What comes next"));
	assert_int_equal(m.document.blocks, 5);
	made_drop(&m);
}

static void lists_of_links_that_explain_are_kept(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><article>" PARAGRAPH "<ul><li><a href=/1>Ferry of the night</a>, the only "
		"way across, and a slow one.</li><li><a href=/2>Bridge of boats</a>, built by "
		"hand in a week, and gone in a day.</li></ul>" PARAGRAPH "</article>");
	assert_true(made_has(&m, "a slow one"));
	assert_int_equal(m.document.blocks, 4);
	made_drop(&m);
}

static void a_credit_beside_a_picture_is_a_caption(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><article><p><img src=/b.jpg><span class=photo-credit>Picture: Ann "
		"Other</span></p>" PARAGRAPH PARAGRAPH "</article>");
	assert_int_equal(m.document.blocks, 3);
	assert_int_equal(m.document.block[0].kind, BLOCK_FIGURE);
	assert_str(doc_block_text(&m.document, 0), "Picture: Ann Other");
	made_drop(&m);
}

static void a_heading_that_nothing_follows_is_left_out(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><h1>Flood of the year</h1><article>" PARAGRAPH
		"<h2>Before</h2>" PARAGRAPH PARAGRAPH
		"<h2>More about rivers:</h2><div class=ad-slot></div></article>");
	assert_true(made_has(&m, "Before"));
	assert_false(made_has(&m, "More about rivers"));
	made_drop(&m);
}

static void a_phrase_of_boilerplate_ends_with_its_word(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><article>" PARAGRAPH "<p>Newsletters were never sent here.</p>"
		"<p>Newsletter: write to us.</p>" PARAGRAPH "</article>");
	assert_true(made_has(&m, "never sent"));
	assert_false(made_has(&m, "write to us"));
	made_drop(&m);
}

static void nothing_of_the_article_follows_a_heading_of_comments(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><h1>Flood of the year</h1><div>" PARAGRAPH
		"<h2>3 responses to this</h2><p>Reader one. " SENTENCE
		"</p><p>Reader two. " SENTENCE "</p><p>Reader three. " SENTENCE "</p></div>");
	assert_int_equal(m.document.blocks, 1);
	made_drop(&m);
}

static void a_box_that_its_heading_names_is_left_out_early_too(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><h1>Flood of the year</h1><div>" PARAGRAPH
		"<h3>Most read</h3><p>Ferries run late, and nobody minds.</p><h2>The "
		"bridge</h2>" PARAGRAPH PARAGRAPH PARAGRAPH "</div>");
	assert_false(made_has(&m, "Ferries"));
	assert_true(made_has(&m, "The bridge"));
	assert_int_equal(m.document.blocks, 5);
	made_drop(&m);
}

static void a_box_larger_than_the_described_article_is_left_out(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<head><title>Flood</title><meta name=description content='Nobody slept in the "
		"lower town, where the river came first.'></head><body><h1>Flood</h1><div "
		"class=article-body><p>Nobody slept in the lower town, where the river came "
		"first.</p>" PARAGRAPH PARAGRAPH PARAGRAPH
		"<div class=promo><p>Slide one. " SENTENCE
		"</p>" PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH "</div></div>");
	assert_int_equal(m.document.blocks, 4);
	assert_false(made_has(&m, "Slide one"));
	made_drop(&m);
}

static void an_announced_title_or_paragraph_is_known_by_its_place(void **state)
{
	struct page page;
	struct extract x = { .page = &page };
	struct node_list nodes = { 0 };

	(void)state;
	assert_true(page_parse(&page, PAGE_HTML,
		STR("<head><title>Flood takes old bridge</title><meta property=og:type "
		    "content=article><meta name=description content='Nobody slept in the lower "
		    "town that night.'></head><body><div><p>Nobody slept in the lower town that "
		    "night. Nor did the mayor.</p></div><div><p>I did.</p></div>"),
		STR_NONE, NULL));
	assert_true(article_declared(&x));
	*array_add(&nodes) = node_next_element(node_child(page.root, "head"))->children;
	assert_true(article_announced(&x, &nodes));
	nodes.at[0] = nodes.at[0]->next;
	assert_false(article_announced(&x, &nodes));
	array_free(&nodes);
	arena_free(&x.arena);
	page_free(&page);
}

static void a_line_pulled_out_of_the_text_is_read_once(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><h1>Flood of the year</h1><article>" PARAGRAPH
		"<p>Nobody asked the sheep, said the keeper, and went.</p>"
		"<div class=pullquote>Nobody asked the sheep</div>" PARAGRAPH
		"<div class=pullquote>Said nowhere else</div>" PARAGRAPH
		"<iframe src='https://www.facebook.com/plugins/like.php?x=1'></iframe></article>");
	assert_int_equal(m.document.blocks, 5);
	assert_true(made_has(&m, "Said nowhere else"));
	made_drop(&m);
}

static void parts_that_open_below_their_heading_are_text(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<title>The ferry that went back</title><main><h1>The ferry that went back</h1><p>"
		"Pilar Quint came aboard at six, as she had for a year, and at half past the "
		"ferry turned. Nobody on the upper deck looked up.</p>"
		"<h2><button aria-expanded=false aria-controls=a>Who was on board?</button></h2>"
		"<div id=a class=accordion-collapse hidden><p>Two nurses, a cook, and somebody "
		"with a cello, as far as anybody can tell.</p></div>"
		"<div role=tabpanel style=\"display: none\"><p>The log has one line for it, in "
		"pencil, and no name.</p></div>"
		"<div class=collapse hidden><form><p>Sign up. Now.</p><input></form></div>"
		"<div class=popup hidden><p>A box over the page, with words. And more of them, "
		"in sentences.</p></div></main>");
	assert_true(made_has(&m, "Who was on board?"));
	assert_true(made_has(&m, "somebody with a cello"));
	assert_true(made_has(&m, "in pencil, and no name"));
	assert_false(made_has(&m, "Sign up"));
	assert_false(made_has(&m, "A box over"));
	made_drop(&m);
}

static void sections_whose_ids_are_made_of_their_headings_are_text(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><main><section id=the-bridge><h1>The bridge<a class=headerlink "
		"href=#the-bridge>\xC2\xB6</a></h1>" PARAGRAPH PARAGRAPH PARAGRAPH
		"<section id=related-tools><h2><span>1.1. </span>Related tools<a class=headerlink "
		"href=#related-tools>\xC2\xB6</a></h2><p>With a hammer. " SENTENCE "</p></section>"
		"<section id=how-the-council-will-respond><h2>How the council will respond</h2>"
		"<p>In a letter. " SENTENCE "</p></section>"
		"</section></main>");
	assert_true(made_has(&m, "With a hammer."));
	assert_true(made_has(&m, "In a letter."));
	made_drop(&m);
}

static void a_box_called_what_its_heading_says_is_none(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><main>" PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH
		"<div id=related-tools><h2>Related tools</h2><p>Our shop. " SENTENCE "</p></div>"
		"</main>");
	assert_false(made_has(&m, "Our shop."));
	made_drop(&m);
}

static void a_word_like_one_of_comments_ends_no_text(void **state)
{
	static const char *const headings[] = { "<h2>Comment choisir une barque ?</h2>",
		"<h2>2. Comment choisir une barque</h2>", "<h3>Response time of the pilot</h3>",
		"<p>Comment made by the pilot:</p>", "<pre>response_pattern = x</pre>",
		"<table><tr><td>Tagged<td>Raw</table>" };

	(void)state;
	for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++) {
		struct buf html = { 0 };
		struct made m = { 0 };

		buf_printf(&html, "<body><article>%s%s<p>And then. %s</p></article>",
			PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH, headings[i], SENTENCE);
		made_open(&m, html.at);
		if (!made_has(&m, "And then."))
			print_error("cut off at %s\n", headings[i]);
		assert_true(made_has(&m, "And then."));
		made_drop(&m);
		buf_free(&html);
	}
}

static void the_one_comment_that_a_number_announces_ends_it(void **state)
{
	static const char *const headings[] = { "<h2>1 Comment</h2>",
		"<h2>1 Response to &ldquo;Bridges&rdquo;</h2>" };

	(void)state;
	for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++) {
		struct buf html = { 0 };
		struct made m = { 0 };

		buf_printf(&html, "<body><article>%s%s<p>And then. %s</p></article>",
			PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH, headings[i], SENTENCE);
		made_open(&m, html.at);
		assert_false(made_has(&m, "And then."));
		made_drop(&m);
		buf_free(&html);
	}
}

static void a_program_is_shown_whole(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		"<body><article>" PARAGRAPH PARAGRAPH PARAGRAPH "<pre>open()\n<div class=block "
		"id=add_comment>add_comment(text)\n</div>close()\n</pre>" PARAGRAPH "</article>");
	assert_true(made_has(&m, "add_comment(text)"));
	made_drop(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_that_open_below_their_heading_are_text),
		cmocka_unit_test(letters_of_a_random_id_say_nothing),
		cmocka_unit_test(what_stands_above_the_title_is_left_out),
		cmocka_unit_test(a_heading_or_line_of_who_wrote_it_is_left_out),
		cmocka_unit_test(a_section_named_like_the_whole_cuts_nothing_off),
		cmocka_unit_test(the_description_tells_a_short_article_from_a_longer_notice),
		cmocka_unit_test(a_short_article_is_told_from_a_column_of_links),
		cmocka_unit_test(a_cell_of_the_layout_is_told_from_its_neighbours),
		cmocka_unit_test(what_is_seen_of_a_shadow_tree_is_text),
		cmocka_unit_test(a_heading_inside_of_the_last_item_stays),
		cmocka_unit_test(a_lede_of_a_paragraph_is_text_and_a_subtitle_is_not),
		cmocka_unit_test(what_is_told_of_the_author_below_the_text_is_left_out),
		cmocka_unit_test(rows_of_teasers_are_left_out),
		cmocka_unit_test(lists_of_links_that_explain_are_kept),
		cmocka_unit_test(a_credit_beside_a_picture_is_a_caption),
		cmocka_unit_test(a_heading_that_nothing_follows_is_left_out),
		cmocka_unit_test(nothing_of_the_article_follows_a_heading_of_comments),
		cmocka_unit_test(a_box_that_its_heading_names_is_left_out_early_too),
		cmocka_unit_test(a_box_larger_than_the_described_article_is_left_out),
		cmocka_unit_test(an_announced_title_or_paragraph_is_known_by_its_place),
		cmocka_unit_test(a_line_pulled_out_of_the_text_is_read_once),
		cmocka_unit_test(a_phrase_of_boilerplate_ends_with_its_word),
		cmocka_unit_test(sections_whose_ids_are_made_of_their_headings_are_text),
		cmocka_unit_test(a_box_called_what_its_heading_says_is_none),
		cmocka_unit_test(a_word_like_one_of_comments_ends_no_text),
		cmocka_unit_test(the_one_comment_that_a_number_announces_ends_it),
		cmocka_unit_test(a_program_is_shown_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
