#include "config.h"

#include "extract/talked.h"

static xmlNode *by_id(const struct talked *t, const char *id)
{
	for (xmlNode *n = t->page.root; n; n = node_next(n, t->page.root))
		if (str_eq(node_attr(n, "id"), str_z(id)))
			return n;
	return NULL;
}

#define TREE                                                                                       \
	"<body><p id='a'>one</p>two<p id='b'>three <b id='c'>four</b> five</p>six<p "              \
	"id='d'>seven</p></body>"

static void what_was_taken_is_put_back_where_it_stood(void **state)
{
	static const char *const order[][4] = {
		{ "a", "b", "c", "d" },
		{ "d", "c", "b", "a" },
		{ "c", "b", "a", "d" },
		{ "b", "d", "a", "c" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++) {
		struct talked t;
		struct buf before = { 0 }, after = { 0 };

		talked_open(&t, TREE);
		talked_markup(&t, &before);
		for (size_t k = 0; k < 4; k++)
			extract_take(&t.x,
				by_id(&t, order[i][k]) ? by_id(&t, order[i][k])
						       : t.x.attic->children);
		extract_put_back(&t.x, 0);
		talked_markup(&t, &after);
		assert_str(buf_str(&after), buf_z(&before));
		assert_null(t.x.attic->children);
		buf_free(&before);
		buf_free(&after);
		talked_drop(&t);
	}
}

static void only_what_was_taken_since_the_mark_is_put_back(void **state)
{
	struct talked t;
	size_t mark;

	(void)state;
	talked_open(&t, TREE);
	extract_take(&t.x, by_id(&t, "a"));
	mark = t.x.taken.len;
	extract_take(&t.x, by_id(&t, "b"));
	extract_take(&t.x, by_id(&t, "d"));
	extract_put_back(&t.x, mark);
	assert_null(by_id(&t, "a"));
	assert_non_null(by_id(&t, "b"));
	assert_non_null(by_id(&t, "c"));
	assert_non_null(by_id(&t, "d"));
	assert_int_equal(t.x.taken.len, mark);
	talked_drop(&t);
}

static void texts_beside_a_taken_element_stay_apart(void **state)
{
	struct talked t;

	(void)state;
	talked_open(&t, TREE);
	extract_take(&t.x, by_id(&t, "c"));
	assert_str(node_content(by_id(&t, "b")->children), "three ");
	assert_str(node_content(by_id(&t, "b")->last), " five");
	talked_drop(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_taken_is_put_back_where_it_stood),
		cmocka_unit_test(only_what_was_taken_since_the_mark_is_put_back),
		cmocka_unit_test(texts_beside_a_taken_element_stay_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
