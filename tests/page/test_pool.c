/* The memory of a tree: what is made there, grows there and goes back. */
#include "config.h"

#include "support/unit.h"

#include "page/make.h"

static void names_and_values_are_kept_once(void **state)
{
	xmlDoc *doc = make_document("root", 0);
	xmlNode *root = xmlDocGetRootElement(doc);
	xmlNode *a = make_element(root, STR("p")), *b = make_element(root, STR("p"));
	struct buf longer = { 0 };

	(void)state;
	assert_ptr_equal(a->name, b->name);
	make_attribute(a, "class", STR("one two"));
	make_attribute(b, "class", STR("one two"));
	make_attribute(b, "id", STR("one"));
	assert_ptr_equal(node_attr(a, "class").at, node_attr(b, "class").at);
	assert_str(node_attr(b, "id"), "one");
	for (int i = 0; i < 100; i++)
		buf_add(&longer, STR("long "));
	make_attribute(a, "title", buf_str(&longer));
	make_attribute(b, "title", buf_str(&longer));
	assert_str(node_attr(b, "title"), buf_z(&longer));
	assert_ptr_not_equal(node_attr(a, "title").at, node_attr(b, "title").at);
	buf_free(&longer);
	make_free(doc);
}

static void many_names_stay_apart(void **state)
{
	xmlDoc *doc = make_document("root", 0);
	xmlNode *root = xmlDocGetRootElement(doc), *n;
	char name[16];
	int i = 0;

	(void)state;
	for (i = 0; i < 5000; i++) {
		snprintf(name, sizeof(name), "n%d", i);
		make_element(root, str_z(name));
	}
	for (n = root->children, i = 0; n; n = n->next, i++) {
		snprintf(name, sizeof(name), "n%d", i);
		assert_true(node_is(n, name));
	}
	assert_int_equal(i, 5000);
	make_free(doc);
}

static void text_grows_where_it_is_or_elsewhere(void **state)
{
	xmlDoc *doc = make_document("root", 0);
	xmlNode *root = xmlDocGetRootElement(doc), *before, *text;
	struct buf wanted = { 0 };

	(void)state;
	make_text(root, STR("first"));
	before = root->last;
	text = make_text_node(root, STR("a"), false);
	buf_add_char(&wanted, 'a');
	for (int i = 0; i < 300; i++) {
		struct buf piece = { 0 };

		for (int k = 0; k < i * 7 % 997; k++)
			buf_add_char(&piece, (char)('a' + (i + k) % 26));
		text = make_text_more(text, wanted.len, buf_str(&piece));
		buf_add(&wanted, buf_str(&piece));
		buf_free(&piece);
	}
	assert_ptr_equal(root->last, text);
	assert_ptr_equal(before->next, text);
	assert_ptr_equal(text->prev, before);
	assert_str(node_content(before), "first");
	assert_str(node_content(text), buf_z(&wanted));
	buf_free(&wanted);
	make_free(doc);
}

static void what_is_given_back_is_used_again(void **state)
{
	xmlDoc *doc = make_document("root", 0);
	xmlNode *root = xmlDocGetRootElement(doc), *first = NULL;

	(void)state;
	make_attribute(root, "class", STR("kept"));
	for (int i = 0; i < 3; i++) {
		struct pool_mark mark = make_mark(doc);
		xmlNode *n = make_detached(doc, "div");

		assert_true(!first || n == first);
		first = n;
		make_attribute(n, "class", STR("gone"));
		for (int k = 0; k < 10000; k++)
			make_text(make_element(n, STR("p")), STR("words"));
		make_release(doc, mark);
	}
	make_attribute(root, "id", STR("gone"));
	assert_str(node_attr(root, "class"), "kept");
	assert_str(node_attr(root, "id"), "gone");
	make_free(doc);
}

static void another_text_name_and_attribute(void **state)
{
	xmlDoc *doc = make_document("root", 0);
	xmlNode *root = xmlDocGetRootElement(doc);

	(void)state;
	make_text(root, STR("long enough to be cut"));
	make_text_other(root->children, STR("short"));
	assert_str(node_content(root->children), "short");
	make_attribute(root, "a", STR("1"));
	make_attribute(root, "b", STR("2"));
	make_no_attribute(root, "a");
	make_no_attribute(root, "none");
	assert_false(node_has_attr(root, "a"));
	assert_str(node_attr(root, "b"), "2");
	make_name(root, "other");
	assert_true(node_is(root, "other"));
	make_free(doc);
}

static void short_names_are_told_apart_to_their_ends(void **state)
{
	xmlDoc *doc = make_document("root", 0);
	xmlNode *root = xmlDocGetRootElement(doc);

	(void)state;
	make_element(root, STR("a"));
	make_element(root, STR("abbr"));
	make_element(root, STR("fifteen-letters"));
	make_element(root, STR("sixteen--letters"));
	assert_true(node_is(root->children, "a"));
	assert_false(node_is(root->children, "ab"));
	assert_true(node_is(root->children->next, "abbr"));
	assert_false(node_is(root->children->next, "a"));
	assert_false(node_is(root->children->next, "abbr-"));
	assert_true(node_is(root->children->next->next, "fifteen-letters"));
	assert_false(node_is(root->children->next->next, "fifteen-letterss"));
	assert_true(node_is(root->last, "sixteen--letters"));
	assert_false(node_is(root->last, "sixteen--letterss"));
	make_free(doc);
}

static void what_is_kept_outlives_a_release(void **state)
{
	xmlDoc *doc = make_document("root", 0);
	xmlNode *root = xmlDocGetRootElement(doc);
	struct pool_mark mark = make_mark(doc);
	char *kept = make_kept(doc, 64);

	(void)state;
	for (int i = 0; i < 64; i++)
		assert_int_equal(kept[i], 0);
	memset(kept, 'k', 64);
	*node_name_kept(root) = kept;
	make_release(doc, mark);
	for (int i = 0; i < 1000; i++)
		make_element(root, STR("root"));
	assert_ptr_equal(*node_name_kept(root->last), kept);
	assert_int_equal(kept[63], 'k');
	make_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_and_values_are_kept_once),
		cmocka_unit_test(many_names_stay_apart),
		cmocka_unit_test(text_grows_where_it_is_or_elsewhere),
		cmocka_unit_test(what_is_given_back_is_used_again),
		cmocka_unit_test(another_text_name_and_attribute),
		cmocka_unit_test(short_names_are_told_apart_to_their_ends),
		cmocka_unit_test(what_is_kept_outlives_a_release),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
