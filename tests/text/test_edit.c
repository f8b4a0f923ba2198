/* test_edit.c: the line that is typed. */
#include "config.h"

#include "support/unit.h"

#include "text/edit.h"

#define C(letter) ((letter)&31u)

static struct edit e;

static void keys(const uint32_t *key)
{
	for (; *key; key++)
		edit_key(&e, *key);
}

#define KEYS(...) keys((const uint32_t[]){ __VA_ARGS__, 0 })

static int fresh(void **state)
{
	(void)state;
	e = (struct edit){ 0 };
	return 0;
}

static int done(void **state)
{
	(void)state;
	edit_free(&e);
	return 0;
}

static void characters_go_in_where_the_cursor_is(void **state)
{
	(void)state;
	KEYS('a', 'c', K_LEFT, 'b', K_END, 'd', C('A'), 'x', C('E'), 0xe9, 0x65e5);
	assert_str(buf_str(&e.text), "xabcdé日");
	assert_int_equal(e.at, e.text.len);
}

static void a_cluster_goes_as_one(void **state)
{
	(void)state;
	edit_insert(&e, STR("a👨‍👩‍👧e\xcc\x82z"));
	KEYS(K_LEFT, K_LEFT, K_LEFT);
	assert_int_equal(e.at, 1);
	KEYS(K_DEL);
	assert_str(buf_str(&e.text), "aêz");
	KEYS(K_RIGHT, 127, 127);
	assert_str(buf_str(&e.text), "z");
	assert_int_equal(edit_key(&e, 127), EDIT_MOVED);
	KEYS(K_RIGHT, 127);
	assert_int_equal(edit_key(&e, 127), EDIT_OTHER);
}

static void words_and_ends_are_cut_and_come_back(void **state)
{
	(void)state;
	edit_insert(&e, STR("one two  three"));
	KEYS(C('W'));
	assert_str(buf_str(&e.text), "one two  ");
	KEYS(C('W'));
	assert_str(buf_str(&e.text), "one ");
	KEYS(C('Y'), C('A'), K_RIGHT, C('K'));
	assert_str(buf_str(&e.text), "o");
	KEYS(C('Y'), C('B'), C('U'));
	assert_str(buf_str(&e.text), " ");
	KEYS(C('Y'));
	assert_str(buf_str(&e.text), "one two  ");
}

static void what_is_pasted_is_text_of_one_line(void **state)
{
	(void)state;
	edit_insert(&e, STR("q\ra\nb\tc\033[31m\xff"));
	assert_true(str_starts(buf_str(&e.text), STR("q a b")));
	for (size_t i = 0; i < e.text.len; i++)
		assert_true((unsigned char)e.text.at[i] >= ' ');
}

static void too_much_is_left_out(void **state)
{
	static char big[EDIT_MAX];

	(void)state;
	memset(big, 'x', sizeof(big));
	edit_insert(&e, STR("ab"));
	edit_insert(&e, (struct str){ big, sizeof(big) });
	assert_str(buf_str(&e.text), "ab");
	edit_insert(&e, (struct str){ big, sizeof(big) - 2 });
	assert_int_equal(e.text.len, EDIT_MAX);
	assert_int_equal(edit_key(&e, 'y'), EDIT_CHANGED);
	assert_int_equal(e.text.len, EDIT_MAX);
}

static void the_cursor_is_always_in_the_part_shown(void **state)
{
	int cursor;

	(void)state;
	edit_insert(&e, STR("日本語のテキスト and more"));
	for (int room = 1; room < 40; room++)
		for (e.at = 0;;) {
			struct str s = edit_shown(&e, room, &cursor);

			assert_true(cursor >= 0 && (cursor < room || room == 1));
			assert_true(s.len <= e.text.len);
			if (e.at == e.text.len)
				break;
			edit_key(&e, K_RIGHT);
		}
	e.at = 0;
	assert_str(edit_shown(&e, 5, &cursor), "日本");
	assert_int_equal(cursor, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(characters_go_in_where_the_cursor_is, fresh, done),
		cmocka_unit_test_setup_teardown(a_cluster_goes_as_one, fresh, done),
		cmocka_unit_test_setup_teardown(words_and_ends_are_cut_and_come_back, fresh, done),
		cmocka_unit_test_setup_teardown(what_is_pasted_is_text_of_one_line, fresh, done),
		cmocka_unit_test_setup_teardown(too_much_is_left_out, fresh, done),
		cmocka_unit_test_setup_teardown(
			the_cursor_is_always_in_the_part_shown, fresh, done),
	};

	return cmocka_run_group_tests_name("edit", tests, NULL, NULL);
}
