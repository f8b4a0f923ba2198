/* class.c: what is found out of a class holds for all elements that have it, and is asked once. */
#include "config.h"

#include "support/unit.h"

#include "extract/class.h"
#include "page/make.h"

/* The question changes what it answers, as no real one does: so that a second one would show. */
static unsigned asked;

static bool has_date(struct str class)
{
	asked++;
	return str_has(class, STR("date"));
}

static void equal_classes_are_asked_once(void **state)
{
	xmlDoc *doc = make_document("root", 0);
	xmlNode *root = xmlDocGetRootElement(doc), *n[3];

	(void)state;
	for (int i = 0; i < 3; i++) {
		n[i] = make_element(root, STR("p"));
		make_attribute(n[i], "id", STR("date"));
		make_attribute(n[i], "class", i < 2 ? STR("post date") : STR("post"));
	}
	asked = 0;
	assert_ptr_equal(class_of(n[0]), class_of(n[1]));
	assert_str(class_of(n[1])->value, "post date");
	assert_true(class_says(class_of(n[0]), CLASS_DATED, has_date));
	assert_true(class_says(class_of(n[1]), CLASS_DATED, has_date));
	assert_int_equal(asked, 1);
	assert_false(class_says(class_of(n[2]), CLASS_DATED, has_date));
	assert_false(class_says(class_of(n[2]), CLASS_DATED, has_date));
	assert_int_equal(asked, 2);
	make_free(doc);
}

static void another_question_is_another_answer(void **state)
{
	xmlDoc *doc = make_document("root", 0);
	xmlNode *root = xmlDocGetRootElement(doc);

	(void)state;
	make_attribute(root, "class", STR("date"));
	assert_true(class_says(class_of(root), CLASS_DATED, has_date));
	asked = 0;
	assert_true(class_says(class_of(root), CLASS_NEXT, has_date));
	assert_int_equal(asked, 1);
	make_free(doc);
}

static void nothing_is_known_of_no_class(void **state)
{
	xmlDoc *doc = make_document("root", 0);
	xmlNode *root = xmlDocGetRootElement(doc);

	(void)state;
	assert_null(class_of(root));
	make_attribute(root, "class", STR(""));
	assert_null(class_of(root));
	assert_false(class_says(class_of(root), CLASS_DATED, has_date));
	make_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_classes_are_asked_once),
		cmocka_unit_test(another_question_is_another_answer),
		cmocka_unit_test(nothing_is_known_of_no_class),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
