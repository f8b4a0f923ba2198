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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_signature_ends_a_comment_and_depth_tells_whom_it_answers),
		cmocka_unit_test(a_heading_begins_anew),
		cmocka_unit_test(paragraphs_before_a_signature_are_of_the_comment),
		cmocka_unit_test(a_page_without_signatures_is_left_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
