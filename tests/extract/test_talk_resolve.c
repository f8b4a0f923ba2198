#include "config.h"

#include "support/unit.h"

#include "extract/talk.h"

static struct talk_comment *add(struct talk *t, const char *id, const char *author)
{
	struct talk_comment *c = talk_add(t);

	c->id = str_z(id);
	c->author = str_z(author);
	return c;
}

/* "0 <1 <<2": the comments in pre-order, one "<" a depth. */
static void assert_tree(struct talk *t, const char *wanted)
{
	struct buf out = { 0 };

	talk_resolve(t, STR_NONE);
	for (size_t i = 0; i < t->comments.len; i++) {
		for (uint32_t up = t->comments.at[t->order[i]].parent; up != DOC_NONE;
			up = t->comments.at[up].parent)
			buf_add_char(&out, '<');
		buf_printf(&out, "%u ", t->order[i]);
	}
	assert_str(str_trim(buf_str(&out)), wanted);
	buf_free(&out);
	talk_free(t);
}

static void stated_ids_make_a_tree_of_a_flat_list(void **state)
{
	struct talk t = { 0 };

	(void)state;
	add(&t, "c1", "A");
	add(&t, "c2", "B");
	add(&t, "c3", "C")->parent_id = STR("#c1");
	add(&t, "c4", "D")->parent_id = STR("https://example.org/x#c3");
	assert_tree(&t, "0 <2 <<3 1");
}

static void ids_match_by_the_digits_at_their_ends(void **state)
{
	struct talk t = { 0 };

	(void)state;
	add(&t, "comment-17", "A");
	add(&t, "comment-18", "B")->parent_id = STR("17");
	assert_tree(&t, "0 <1");
}

static void a_path_of_numbers_ends_in_the_parent(void **state)
{
	struct talk t = { 0 };

	(void)state;
	add(&t, "11", "A");
	add(&t, "12", "B")->parent_id = STR("11");
	add(&t, "13", "C")->parent_id = STR("11.12");
	add(&t, "14", "D")->parent_id = STR("11.12.13");
	assert_tree(&t, "0 <1 <<2 <<<3");
}

static void digits_that_several_ids_end_with_name_none_of_them(void **state)
{
	struct talk t = { 0 };

	(void)state;
	add(&t, "c-15_0", "A");
	add(&t, "c-24_15", "B")->parent_id = STR("#comment-15");
	add(&t, "c-26_15", "C")->parent_id = STR("#comment-15");
	assert_tree(&t, "0 1 2");
}

static void ids_with_digits_inside_are_not_cut(void **state)
{
	struct talk t = { 0 };

	(void)state;
	add(&t, "12", "A");
	add(&t, "t1_9xyz40", "B");
	add(&t, "20", "C")->parent_id = STR("t3_8abc12");
	add(&t, "t1_qq7", "D")->parent_id = STR("t1_8abc40");
	assert_tree(&t, "0 1 2 3");
}

static void words_before_the_digits_must_not_differ(void **state)
{
	struct talk t = { 0 };

	(void)state;
	add(&t, "t1_abc12", "A");
	add(&t, "c13", "B");
	add(&t, "t1_q", "C")->parent_id = STR("t1_xyz12");
	add(&t, "c14", "D")->parent_id = STR("comment13");
	assert_tree(&t, "0 1 <3 2");
}

static void parents_may_stand_behind_their_replies(void **state)
{
	struct talk t = { 0 };

	(void)state;
	add(&t, "9", "A")->parent_id = STR("3");
	add(&t, "3", "B");
	assert_tree(&t, "1 <0");
}

static void lost_parents_make_roots_that_know_it(void **state)
{
	struct talk t = { 0 };

	(void)state;
	add(&t, "1", "A")->parent_id = STR("77");
	add(&t, "2", "B")->parent_id = STR("0");
	talk_resolve(&t, STR_NONE);
	assert_int_equal(t.comments.at[0].parent, DOC_NONE);
	assert_int_equal(t.comments.at[0].doubts, TALK_LOST);
	assert_int_equal(t.comments.at[0].flags, COMMENT_ORPHAN);
	assert_int_equal(t.comments.at[1].doubts, 0);
	talk_free(&t);
}

static void the_opening_post_is_no_parent(void **state)
{
	struct talk t = { 0 };

	(void)state;
	add(&t, "c2", "A")->parent_id = STR("t3_abc");
	talk_resolve(&t, STR("t3_abc"));
	assert_int_equal(t.comments.at[0].parent, DOC_NONE);
	assert_int_equal(t.comments.at[0].doubts, 0);
	talk_free(&t);
}

static void circles_are_cut_once(void **state)
{
	struct talk t = { 0 };

	(void)state;
	add(&t, "1", "A")->parent_id = STR("3");
	add(&t, "2", "B")->parent_id = STR("1");
	add(&t, "3", "C")->parent_id = STR("2");
	add(&t, "4", "D")->parent_id = STR("4");
	talk_resolve(&t, STR_NONE);
	assert_int_equal(t.comments.at[0].parent, DOC_NONE);
	assert_int_equal(t.comments.at[0].doubts, TALK_CIRCLE);
	assert_int_equal(t.comments.at[2].parent, 1);
	assert_int_equal(t.comments.at[3].parent, DOC_NONE);
	assert_int_equal(t.comments.at[3].doubts, TALK_CIRCLE);
	assert_int_equal(t.order[2], 2);
	talk_free(&t);
}

static void doubled_ids_are_marked_and_the_first_one_is_meant(void **state)
{
	struct talk t = { 0 };

	(void)state;
	add(&t, "5", "A");
	add(&t, "5", "B");
	add(&t, "6", "C")->parent_id = STR("5");
	talk_resolve(&t, STR_NONE);
	assert_int_equal(t.comments.at[1].doubts, TALK_DOUBLED);
	assert_int_equal(t.comments.at[2].parent, 0);
	talk_free(&t);
}

static void levels_of_any_unit_nest(void **state)
{
	static const int px[] = { 0, 40, 80, 40, 0, 80 };
	struct talk t = { 0 };

	(void)state;
	for (size_t i = 0; i < 6; i++)
		add(&t, "", "A")->level = px[i];
	assert_tree(&t, "0 <1 <<2 <3 4 <5");
}

static void numbers_with_points_nest(void **state)
{
	static const char *const number[] = { "#1", "#1.1", "#1.1.1", "#2", "#2.7.1" };
	struct talk t = { 0 };

	(void)state;
	for (size_t i = 0; i < 5; i++)
		add(&t, "", "A")->number = str_z(number[i]);
	assert_tree(&t, "0 <1 <<2 3 <4");
}

static void a_name_means_the_nearest_earlier_comment_of_that_author(void **state)
{
	struct talk t = { 0 };

	(void)state;
	add(&t, "", "Ann");
	add(&t, "", "Bob");
	add(&t, "", "Ann");
	add(&t, "", "Cy")->reply_to = STR(" @ann: ");
	assert_tree(&t, "0 1 2 <3");
}

static void a_name_mends_nesting_that_stopped(void **state)
{
	struct talk t = { 0 };
	struct talk_comment *c;

	(void)state;
	add(&t, "", "Ann");
	add(&t, "", "Bob")->nested_in = 0;
	c = add(&t, "", "Cy");
	c->nested_in = 0;
	c->reply_to = STR("Bob");
	assert_tree(&t, "0 <1 <<2");
}

static void a_hundred_thousand_in_one_chain_are_no_trouble(void **state)
{
	struct talk t = { 0 };
	uint32_t n = 100000;

	(void)state;
	for (uint32_t i = 0; i < n; i++)
		add(&t, "", "A")->level = (int)i;
	talk_resolve(&t, STR_NONE);
	assert_int_equal(t.comments.at[n - 1].parent, n - 2);
	assert_int_equal(t.order[n - 1], n - 1);
	talk_free(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stated_ids_make_a_tree_of_a_flat_list),
		cmocka_unit_test(ids_match_by_the_digits_at_their_ends),
		cmocka_unit_test(a_path_of_numbers_ends_in_the_parent),
		cmocka_unit_test(digits_that_several_ids_end_with_name_none_of_them),
		cmocka_unit_test(ids_with_digits_inside_are_not_cut),
		cmocka_unit_test(words_before_the_digits_must_not_differ),
		cmocka_unit_test(parents_may_stand_behind_their_replies),
		cmocka_unit_test(lost_parents_make_roots_that_know_it),
		cmocka_unit_test(the_opening_post_is_no_parent),
		cmocka_unit_test(circles_are_cut_once),
		cmocka_unit_test(doubled_ids_are_marked_and_the_first_one_is_meant),
		cmocka_unit_test(levels_of_any_unit_nest),
		cmocka_unit_test(numbers_with_points_nest),
		cmocka_unit_test(a_name_means_the_nearest_earlier_comment_of_that_author),
		cmocka_unit_test(a_name_mends_nesting_that_stopped),
		cmocka_unit_test(a_hundred_thousand_in_one_chain_are_no_trouble),
	};

	return cmocka_run_group_tests_name("talk_resolve", tests, NULL, NULL);
}
