/* test_body.c: markup and plain text become blocks and spans. */
#include "config.h"

#include "support/unit.h"

#include "document/document.h"
#include "extract/body.h"

struct made {
	struct page page;
	struct buf image;
	struct document document;
	struct arena arena;
};

static void finish(struct made *m, struct builder *b)
{
	struct err e = { 0 };

	builder_article_end(b);
	assert_true(builder_seal(b, &m->image, &e));
	assert_true(document_open(&m->document, m->image.at, m->image.len, &e));
	builder_free(b);
}

static void make_as(struct made *m, const char *html, bool comment)
{
	struct body_anchors anchors = { 0 };
	const struct body_options options = { .anchors = &anchors, .comment = comment };
	struct extract x = { .page = &m->page };
	struct builder *b = builder_new(0);

	assert_true(page_parse(
		&m->page, PAGE_HTML, str_z(html), STR("https://example.org/dir/page"), NULL));
	builder_article_begin(b);
	body_anchors_add(&anchors, &m->page, m->page.root);
	body_anchors_sort(&anchors);
	body_write(&x, b, m->page.root, &options);
	body_anchors_free(&anchors);
	finish(m, b);
	m->arena = x.arena;
}

static void make(struct made *m, const char *html)
{
	make_as(m, html, false);
}

static void drop(struct made *m)
{
	arena_free(&m->arena);
	buf_free(&m->image);
	page_free(&m->page);
}

/* All blocks as "kind/level/quote/number:text", one a line. */
static void shows(const char *html, const char *expected)
{
	struct made m = { 0 };
	struct buf out = { 0 };

	make(&m, html);
	for (uint32_t i = 0; i < m.document.blocks; i++) {
		const struct doc_block *k = &m.document.block[i];

		buf_printf(&out, "%s/%u/%u/%u:%.*s\n", block_name(k->kind), k->level, k->quote,
			k->number, STR_ARG(doc_block_text(&m.document, i)));
	}
	assert_str(buf_str(&out), expected);
	buf_free(&out);
	drop(&m);
}

static void text_beside_blocks_is_a_paragraph(void **state)
{
	(void)state;
	shows("<body>one <b>two</b><p>three</p> four",
		"paragraph/0/0/0:one two\nparagraph/0/0/0:three\nparagraph/0/0/0:four\n");
}

static void two_breaks_part_paragraphs_and_one_is_a_newline(void **state)
{
	(void)state;
	shows("<div>a<br>b<br> <br>c</div>", "paragraph/0/0/0:a\nb\nparagraph/0/0/0:c\n");
}

static void items_in_a_definition_that_no_list_holds_stand_apart(void **state)
{
	(void)state;
	shows("<dd><li>x<li>y</dd>", "definition/1/0/0:x\ndefinition/1/0/0:y\n");
}

static void smileys_are_read_by_their_characters_or_their_name(void **state)
{
	(void)state;
	shows("<p>good <img src=/smilies/up.gif alt='' title='Thumbs up'> day <img src=x.gif "
	      "alt=':-)'>"
	      " and <img class=smiley src=/i/wave.gif?v=2 alt=Waving> or <img "
	      "src=/images/smilies/grin.gif></p>",
		"paragraph/0/0/0:good :Thumbs up: day :-) and :Waving: or :grin:\n");
}

static void faces_and_signs_are_no_pictures_of_the_text(void **state)
{
	(void)state;
	shows("<div><img class=avatar src=a.png> Ann said</div><p>yes <img width=16 height=16 "
	      "src=i.png></p>"
	      "<p><img src=photo.jpg></p>",
		"paragraph/0/0/0:Ann said\nparagraph/0/0/0:yes\nfigure/0/0/0:\n");
}

static void frame_round_a_whole_post_is_no_quote(void **state)
{
	(void)state;
	shows("<body><blockquote class='postcontent restore'>all of it</blockquote></body>",
		"paragraph/0/0/0:all of it\n");
	shows("<body><blockquote class='postcontent'>some</blockquote> and more</body>",
		"paragraph/0/1/0:some\nparagraph/0/0/0:and more\n");
	shows("<body><div class='bbcode_quote'><div>Ann wrote: that</div></div>No.</body>",
		"paragraph/0/1/0:Ann wrote: that\nparagraph/0/0/0:No.\n");
}

static void lists_nest_and_count(void **state)
{
	(void)state;
	shows("<ol start=3><li>x<ul><li>y</ul><li value=7>z<p>more</ol>",
		"item/1/0/3:x\nitem/2/0/0:y\nitem/1/0/7:z\ncontinued/1/0/0:more\n");
}

static void quotes_have_depth(void **state)
{
	(void)state;
	shows("<blockquote>a<blockquote>b</blockquote></blockquote>c",
		"paragraph/0/1/0:a\nparagraph/0/2/0:b\nparagraph/0/0/0:c\n");
}

static void data_tables_are_rows_and_layout_tables_dissolve(void **state)
{
	(void)state;
	shows("<table><tr><th>k<th>v<tr><td>a<td>1</table>", "row/0/0/1:k\tv\nrow/0/0/1:a\t1\n");
	shows("<table><tr><td><h2>t</h2><p>a</table>", "heading/2/0/0:t\nparagraph/0/0/0:a\n");
}

static void code_keeps_its_lines(void **state)
{
	(void)state;
	shows("<pre>a\n  b</pre>", "code/0/0/0:a\n  b\n");
}

static void hidden_elements_are_left_out(void **state)
{
	(void)state;
	shows("<p>a<span style='display: none'>b</span><i hidden>c</i><i "
	      "aria-hidden=true>d</i></p>",
		"paragraph/0/0/0:a\n");
}

static void figures_hold_their_caption(void **state)
{
	(void)state;
	shows("<figure><img src=a.jpg alt=x><figcaption>cap</figcaption></figure><p>t",
		"figure/0/0/0:cap\nparagraph/0/0/0:t\n");
}

static void an_embedded_post_is_one_line_with_its_address(void **state)
{
	(void)state;
	shows("<blockquote class=twitter-tweet><p>hi</p>me <a "
	      "href=https://x.example/1>then</a></blockquote><p>t",
		"embed/0/0/0:hi me then\nparagraph/0/0/0:t\n");
}

static void formulas_are_their_source(void **state)
{
	(void)state;
	shows("<p>as <math><mi>x</mi><annotation "
	      "encoding='application/x-tex'>x^2</annotation></math>.</p>",
		"paragraph/0/0/0:as x^2.\n");
}

static void formulas_without_a_source_stand_in_a_line(void **state)
{
	(void)state;
	shows("<p>so "
	      "<math><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math>.</p>",
		"paragraph/0/0/0:so E = mc\xC2\xB2.\n");
	shows("<math><mi>x</mi><mo>=</mo><mfrac><mrow><mo>-</mo><mi>b</mi><mo>\xC2\xB1</"
	      "mo><msqrt><msup><mi>b</mi><mn>2</mn></msup>"
	      "<mo>-</mo><mn>4</mn><mi>a</mi><mi>c</mi></msqrt></mrow><mrow><mn>2</mn><mi>a</mi></"
	      "mrow></mfrac></math>",
		"paragraph/0/0/0:x = (-b \xC2\xB1 \xE2\x88\x9A(b\xC2\xB2 - 4ac))/(2a)\n");
	shows("<math><munderover><mo>\xE2\x88\x91</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></"
	      "mrow><mi>n</mi></munderover>"
	      "<msub><mi>x</mi><mi>i</mi></msub><msup><mi>y</mi><mrow><mo>\xE2\x88\x92</mo><mn>1</"
	      "mn></mrow></msup></math>",
		"paragraph/0/0/0:\xE2\x88\x91_(i = 1)^n x_i y\xE2\x81\xBB\xC2\xB9\n");
	shows("<math><mfrac><mi>a</mi><mi>b</mi></mfrac><mo>+</mo><mroot><mi>x</mi><mn>3</mn></"
	      "mroot><mo>+</mo><mi>sin</mi>"
	      "<mo>\xE2\x81\xA1</mo><mi>t</mi><mo>+</mo><mover><mi>v</mi><mo>\xE2\x86\x92</mo></"
	      "mover></math>",
		"paragraph/0/0/0:a/b + \xC2\xB3\xE2\x88\x9A(x) + sin t + v\xE2\x83\x97\n");
	shows("<p>with<math "
	      "display=block><mi>A</mi><mo>=</mo><mo>(</mo><mtable><mtr><mtd><mn>1</mn></"
	      "mtd><mtd><mn>2</mn></mtd></mtr>"
	      "<mtr><mtd><mn>3</mn></mtd><mtd><mn>4</mn></mtd></mtr></mtable><mo>)</mo><mtext>for "
	      "all</mtext><mi>n</mi></math>we go on",
		"paragraph/0/0/0:with\nparagraph/0/0/0:A = ([1, 2; 3, 4]) for all "
		"n\nparagraph/0/0/0:we go on\n");
	shows("<math><mfrac><msup><mi>e</mi><mrow><mi>k</mi><mi>t</mi></mrow></msup><mn>2</mn></"
	      "mfrac><mo>&#x2062;</mo><mfenced><mi>u</mi><mi>v</mi>"
	      "</mfenced></math>",
		"paragraph/0/0/0:(e^(kt))/2(u, v)\n");
}

static void footnotes_know_the_way_there_and_back(void **state)
{
	struct made m = { 0 };

	(void)state;
	make(&m,
		"<p>Said<sup id=r1><a href='https://example.org/dir/page#fn1'>1</a></sup> "
		"so.</p><p>More.</p>"
		"<ol><li id=fn1><a href='#r1'>^</a> <p>The proof.</p><p>And more of "
		"it.</p></li></ol>");
	assert_str(doc_block_text(&m.document, 0), "Said[1] so.");
	assert_int_equal(m.document.block[2].kind, BLOCK_NOTE);
	assert_str(doc_block_text(&m.document, 2), "The proof. \xE2\x86\xA9");
	assert_int_equal(m.document.anchors, 2);
	assert_int_equal(doc_anchored(&m.document, STR("#fn1")), 2);
	assert_int_equal(doc_anchored(&m.document, STR("#r1")), 0);
	assert_int_equal(m.document.spans, 3);
	assert_int_equal(m.document.span[1].kind, SPAN_NOTE);
	assert_int_equal(m.document.span[1].len, 3);
	assert_str(doc_str(&m.document, m.document.link[m.document.span[1].link].url), "#fn1");
	drop(&m);
}

static void links_are_absolute_and_marks_nest(void **state)
{
	struct made m = { 0 };

	(void)state;
	make(&m, "<p>see <a href='b?c'>the <em>page</em></a></p>");
	assert_int_equal(m.document.spans, 2);
	assert_int_equal(m.document.span[0].kind, SPAN_LINK);
	assert_int_equal(m.document.span[0].from, 4);
	assert_int_equal(m.document.span[0].len, 8);
	assert_str(doc_str(&m.document, m.document.link[m.document.span[0].link].url),
		"https://example.org/dir/b?c");
	assert_int_equal(m.document.span[1].kind, SPAN_EMPHASIS);
	drop(&m);
}

static void a_missing_end_tag_swallows_nothing(void **state)
{
	(void)state;
	shows("<div><button>menu<main><p>text</p></main></div>",
		"paragraph/0/0/0:menu\nparagraph/0/0/0:text\n");
}

static void deep_markup_is_no_trouble(void **state)
{
	struct buf html = { 0 };
	struct made m = { 0 };

	(void)state;
	for (int i = 0; i < 1500; i++)
		buf_add(&html, STR("<div><b>"));
	buf_add(&html, STR("x"));
	make(&m, buf_z(&html));
	assert_int_equal(m.document.blocks, 1);
	drop(&m);
	buf_free(&html);
}

static void comment_says(const char *html, const char *text)
{
	struct made m = { 0 };

	make_as(&m, html, true);
	assert_int_equal(m.document.blocks, 1);
	assert_str(doc_block_text(&m.document, 0), text);
	drop(&m);
}

static void signatures_end_comments_but_not_articles(void **state)
{
	struct made m = { 0 };

	(void)state;
	comment_says("<p>a b\n\n-- \nAnn\nhttp://a.example/</p>", "a b");
	comment_says("<p>a b<br>-- <br>Ann<br><a href='/x'>page</a></p>", "a b");
	comment_says("<div><p>a b</p><p>-- \nAnn</p></div>", "a b");
	comment_says("<p>-- \nAnn</p>", "-- Ann");
	comment_says("<p>a -- b\n--\nc</p>", "a -- b -- c");
	make(&m, "<p>a b\n-- \nAnn</p>");
	assert_str(doc_block_text(&m.document, 0), "a b -- Ann");
	drop(&m);
}

static void dashes_above_a_long_text_are_no_signature(void **state)
{
	struct buf html = { 0 };
	struct made m = { 0 };

	(void)state;
	buf_add(&html, STR("<div><p>a\n-- \nb</p>"));
	for (int i = 0; i < 90; i++)
		buf_add(&html, STR("<p>words</p>"));
	make_as(&m, buf_z(&html), true);
	assert_int_equal(m.document.blocks, 91);
	drop(&m);
	buf_free(&html);
}

static void plain_comments_lose_their_signature(void **state)
{
	const struct body_options options = { .comment = true };
	struct made m = { 0 };
	struct extract x = { .page = &m.page };
	struct builder *b = builder_new(0);

	(void)state;
	builder_article_begin(b);
	body_write_text(&x, b, STR("> asked\n> -- \n> Bob\nanswer\n-- \nAnn\n"), &options);
	finish(&m, b);
	assert_int_equal(m.document.blocks, 2);
	assert_str(doc_block_text(&m.document, 1), "answer");
	buf_free(&m.image);
}

static void plain_text_keeps_quotes_and_code(void **state)
{
	const struct body_options options = { 0 };
	struct made m = { 0 };
	struct extract x = { .page = &m.page };
	struct builder *b = builder_new(0);

	(void)state;
	builder_article_begin(b);
	body_write_text(&x, b, STR("> asked\nanswer\n\n    code\n      more\n\nend"), &options);
	finish(&m, b);
	assert_int_equal(m.document.blocks, 4);
	assert_int_equal(m.document.block[0].quote, 1);
	assert_str(doc_block_text(&m.document, 1), "answer");
	assert_int_equal(m.document.block[2].kind, BLOCK_CODE);
	assert_str(doc_block_text(&m.document, 3), "end");
	buf_free(&m.image);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_beside_blocks_is_a_paragraph),
		cmocka_unit_test(two_breaks_part_paragraphs_and_one_is_a_newline),
		cmocka_unit_test(items_in_a_definition_that_no_list_holds_stand_apart),
		cmocka_unit_test(lists_nest_and_count),
		cmocka_unit_test(quotes_have_depth),
		cmocka_unit_test(data_tables_are_rows_and_layout_tables_dissolve),
		cmocka_unit_test(code_keeps_its_lines),
		cmocka_unit_test(hidden_elements_are_left_out),
		cmocka_unit_test(figures_hold_their_caption),
		cmocka_unit_test(an_embedded_post_is_one_line_with_its_address),
		cmocka_unit_test(formulas_are_their_source),
		cmocka_unit_test(footnotes_know_the_way_there_and_back),
		cmocka_unit_test(formulas_without_a_source_stand_in_a_line),
		cmocka_unit_test(links_are_absolute_and_marks_nest),
		cmocka_unit_test(smileys_are_read_by_their_characters_or_their_name),
		cmocka_unit_test(faces_and_signs_are_no_pictures_of_the_text),
		cmocka_unit_test(frame_round_a_whole_post_is_no_quote),
		cmocka_unit_test(a_missing_end_tag_swallows_nothing),
		cmocka_unit_test(deep_markup_is_no_trouble),
		cmocka_unit_test(plain_text_keeps_quotes_and_code),
		cmocka_unit_test(signatures_end_comments_but_not_articles),
		cmocka_unit_test(dashes_above_a_long_text_are_no_signature),
		cmocka_unit_test(plain_comments_lose_their_signature),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
