#include "config.h"

#include "extract/talked.h"

static void read_state(struct talked *t, const char *html)
{
	talked_open(t, html);
	t->talks = thread_by_state(&t->x, t->list, TALKS_MAX);
}

static void comments_in_the_data_of_a_script_are_found(void **state)
{
	struct talked t;

	(void)state;
	read_state(&t,
		"<body><div id='app'></div><script>window.__INITIAL_STATE__ = "
		"{\"story\":{\"title\":\"x\"},\"comments\":[{\"id\":1,\"author\":\"Ann\","
		"\"created_at\":\"2019-03-04T09:15:00Z\",\"body\":\"It is gone.\"},"
		"{\"id\":2,\"parent_id\":1,\"author\":\"Ben\",\"created_at\":"
		"\"2019-03-04T10:15:00Z\",\"body\":\"Since when?\"}]};</script></body>");
	assert_int_equal(t.talks, 1);
	assert_talked(&t.list[0], "Ann: It is gone. | <Ben: Since when? |");
	talked_drop(&t);
}

static void of_two_scripts_the_one_with_more_comments_counts(void **state)
{
	struct talked t;

	(void)state;
	read_state(&t,
		"<body><script>var preview = {\"comments\":[{\"id\":1,\"author\":\"Ann\","
		"\"created_at\":\"2019-03-04T09:15:00Z\",\"body\":\"It is gone.\"}]};</script>"
		"<script>window.__STATE__ = {\"comments\":[{\"id\":1,\"author\":\"Ann\","
		"\"created_at\":\"2019-03-04T09:15:00Z\",\"body\":\"It is gone.\"},{\"id\":2,"
		"\"author\":\"Ben\",\"created_at\":\"2019-03-04T10:15:00Z\",\"body\":"
		"\"Since when?\"}]};</script></body>");
	assert_int_equal(t.talks, 1);
	assert_int_equal(t.list[0].comments.len, 2);
	talked_drop(&t);
}

static void data_that_speaks_of_no_comments_is_none(void **state)
{
	struct talked t;

	(void)state;
	read_state(&t,
		"<body><script>window.__INITIAL_STATE__ = {\"related\":[{\"id\":1,"
		"\"author\":\"Ann\",\"created_at\":\"2019-03-04T09:15:00Z\",\"body\":"
		"\"A story of a bridge\"},{\"id\":2,\"author\":\"Ben\",\"created_at\":"
		"\"2019-03-04T10:15:00Z\",\"body\":\"Another of a road\"}]};</script>"
		"<script>if (a < b) { broken = [1, 2</script></body>");
	assert_int_equal(t.talks, 0);
	talked_drop(&t);
}

static void earlier_versions_of_a_comment_are_no_answers(void **state)
{
	struct talked t;

	(void)state;
	read_state(&t,
		"<body><script>var t = {\"comments\":[{\"author\":\"Ann\",\"comment\":\"It is "
		"gone.\","
		"\"comment_history\":{\"0\":{\"author\":\"Ann\",\"comment\":\"It is\","
		"\"date\":\"2019-03-04T09:15:00Z\"}},\"date\":\"2019-03-04T09:15:00Z\"},"
		"{\"author\":\"Ben\",\"comment\":\"Since when?\",\"comment_history\":{\"0\":"
		"{\"author\":\"Ben\",\"comment\":\"Since when?\",\"date\":"
		"\"2019-03-04T10:15:00Z\"}},\"date\":\"2019-03-04T10:15:00Z\"}]};</script>"
		"</body>");
	assert_int_equal(t.talks, 1);
	assert_talked(&t.list[0], "Ann: It is gone. | Ben: Since when? |");
	talked_drop(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comments_in_the_data_of_a_script_are_found),
		cmocka_unit_test(of_two_scripts_the_one_with_more_comments_counts),
		cmocka_unit_test(data_that_speaks_of_no_comments_is_none),
		cmocka_unit_test(earlier_versions_of_a_comment_are_no_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
