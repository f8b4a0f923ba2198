#include "config.h"

#include "extract/talked.h"

#include "extract/talk_signed.h"

#define SIGN(name, time)                                                                           \
	" <a href='/wiki/User:" name "'>" name "</a> (<a href='/wiki/User_talk:" name              \
	"'>talk</a>) " time ", 3 March 2019 (UTC)"

static void read_signed(struct talked *t, const char *html, bool found)
{
	talked_open(t, html);
	assert_int_equal(talk_signed(&t->x, t->page.root, &t->list[0]), found);
	talk_signed_take(&t->x, &t->list[0]);
	t->talks = 1;
}

static void a_signature_ends_a_comment_and_depth_tells_whom_it_answers(void **state)
{
	struct talked t;

	(void)state;
	read_signed(&t,
		"<h2>Bridge</h2><p>It is gone." SIGN(
			"Ann", "09:15") "</p>"
					"<dl><dd>Since when?" SIGN(
						"Ben", "10:15") "<dl><dd>Since March." SIGN("Ann",
						"11:00") "</dd></dl></dd>"
							 "<dd>Good riddance." SIGN(
								 "Cy", "12:30") "</dd></dl>",
		true);
	assert_talked(&t.list[0],
		"Ann: It is gone. | <Ben: Since when? | <<Ann: Since March. | "
		"<Cy: Good riddance. |");
	assert_str(t.list[0].comments.at[1].time, "10:15, 3 March 2019 (UTC)");
	talked_drop(&t);
}

static void a_heading_begins_anew(void **state)
{
	struct talked t;

	(void)state;
	read_signed(&t,
		"<h2>Bridge</h2><p>It is gone." SIGN(
			"Ann", "09:15") "</p>"
					"<h2>Road</h2><dl><dd>So is the road." SIGN(
						"Ben", "10:15") "</dd></dl>",
		true);
	assert_talked(&t.list[0], "Ann: It is gone. | Ben: So is the road. |");
	talked_drop(&t);
}

static void paragraphs_before_a_signature_are_of_the_comment(void **state)
{
	struct talked t;

	(void)state;
	read_signed(&t, "<p>One thing.</p><p>And another." SIGN("Ann", "09:15") "</p>", true);
	assert_int_equal(t.list[0].comments.len, 1);
	assert_talked(&t.list[0], "Ann: One thing.And another. |");
	talked_drop(&t);
}

static void a_page_without_signatures_is_left_as_it_is(void **state)
{
	struct talked t;
	struct buf before = { 0 }, after = { 0 };

	(void)state;
	talked_open(&t,
		"<p>The bridge of <a href='/wiki/Ann'>Ann</a> was built in 1874 and stood "
		"until 09:15, 3 March 2019.</p><p>No more of that.</p>");
	talked_markup(&t, &before);
	assert_false(talk_signed(&t.x, t.page.root, &t.list[0]));
	talked_markup(&t, &after);
	assert_str(buf_str(&after), buf_z(&before));
	buf_free(&before);
	buf_free(&after);
	talked_drop(&t);
}

#define PLAIN(name, time) " <a href='/u/" name "'>" name "</a>, 3 March 2019 " time

static void guess_signed(struct talked *t, const char *html, bool found)
{
	talked_open(t, html);
	assert_int_equal(talk_signed_guess(&t->x, &t->list[0]), found);
	talk_signed_take(&t->x, &t->list[0]);
	t->talks = found;
}

static void any_link_before_a_time_signs_where_nothing_is_known(void **state)
{
	struct talked t;

	(void)state;
	guess_signed(&t,
		"<div>The frame of the page.</div>"
		"<p>The bridge is gone." PLAIN("Ann",
			"09:15") "</p>"
				 "<blockquote><p>Since the flood of March?" PLAIN("Ben",
					 "10:15") "</p>"
						  "<blockquote><p>Since the flood, yes." PLAIN(
							  "Ann", "11:00") "</p></blockquote>"
									  "</blockquote>",
		true);
	assert_talked(&t.list[0],
		"Ann: The bridge is gone. | <Ben: Since the flood of March? | "
		"<<Ann: Since the flood, yes. |");
	assert_str(t.list[0].comments.at[1].author_url, "/u/Ben");
	talked_drop(&t);
}

static void a_word_is_a_comment_where_a_wiki_signs_it(void **state)
{
	struct talked t;

	(void)state;
	guess_signed(&t,
		"<h2>Bridge</h2><p>Shall we rebuild it?" SIGN(
			"Ann", "09:15") "</p><ul>"
					"<li>Yes." SIGN("Ben", "10:15") "</li><li>No." SIGN(
						"Cy", "10:20") "</li></ul>",
		true);
	assert_talked(&t.list[0], "Ann: Shall we rebuild it? | <Ben: Yes. | <Cy: No. |");
	talked_drop(&t);
}

static void names_and_times_above_texts_sign_nothing(void **state)
{
	struct talked t;

	(void)state;
	guess_signed(&t,
		"<p>by" PLAIN("Ann",
			"09:15") "</p><p>The bridge is gone since the flood.</p>"
				 "<p>by" PLAIN("Ben",
					 "10:15") "</p><p>It was a good bridge, though.</p>"
						  "<p>by" PLAIN("Cy",
							  "11:15") "</p><p>It was as old as the "
								   "mill.</p>"
								   "<p>by" PLAIN("Ann",
									   "12:15") "</p><p>Older, "
										    "says the "
										    "stone.</p>",
		false);
	talked_drop(&t);
}

static struct str without_blanks(struct buf *b)
{
	struct str s = buf_str(b);
	struct buf out = { 0 };

	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] != ' ')
			buf_add_char(&out, s.at[i]);
	buf_free(b);
	*b = out;
	return (struct str){ buf_z(b), out.len };
}

static void what_is_put_back_can_be_taken_again(void **state)
{
	struct talked t;
	struct buf before = { 0 }, after = { 0 };

	(void)state;
	talked_open(&t,
		"<p><i>Gone.</i>" SIGN("Ann",
			"09:15") "</p>"
				 "<dl><dd>Old <b>too</b>.<br><i>And dear.</i>" SIGN("Ben",
					 "10:15") "</dd></dl>"
						  "<p><i>Pity.</i>" SIGN("Cy", "11:15") "</p>");
	talked_markup(&t, &before);
	assert_true(talk_signed_guess(&t.x, &t.list[0]));
	talked_markup(&t, &after);
	assert_str(without_blanks(&after), without_blanks(&before).at);
	talk_signed_take(&t.x, &t.list[0]);
	extract_put_back(&t.x, 0);
	buf_cut(&after, 0);
	talked_markup(&t, &after); /* but for blanks before a signature */
	assert_str(without_blanks(&after), buf_z(&before));
	talk_signed_take(&t.x, &t.list[0]);
	t.talks = 1;
	assert_talked(&t.list[0], "Ann: Gone. | <Ben: Old too.And dear. | Cy: Pity. |");
	buf_free(&before);
	buf_free(&after);
	talked_drop(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_signature_ends_a_comment_and_depth_tells_whom_it_answers),
		cmocka_unit_test(a_heading_begins_anew),
		cmocka_unit_test(paragraphs_before_a_signature_are_of_the_comment),
		cmocka_unit_test(a_page_without_signatures_is_left_as_it_is),
		cmocka_unit_test(any_link_before_a_time_signs_where_nothing_is_known),
		cmocka_unit_test(a_word_is_a_comment_where_a_wiki_signs_it),
		cmocka_unit_test(names_and_times_above_texts_sign_nothing),
		cmocka_unit_test(what_is_put_back_can_be_taken_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
