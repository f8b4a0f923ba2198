#include "config.h"

#include "support/unit.h"

#include "document/sample.h"
#include "print/print.h"

#include <json-c/json.h>

/* The printed object of the builder's document. */
static struct json_object *printed(struct builder *b, struct buf *text)
{
	struct buf image = { 0 };
	struct sink s = { .fd = -1 };
	struct print_options o = { .width = 80 };
	struct document d;
	struct json_object *object;

	builder_seal(b, &image, NULL);
	assert_true(document_open(&d, image.at, image.len, NULL));
	print_json(&d, &o, &s);
	object = json_tokener_parse(buf_z(&s.out));
	assert_non_null(object);
	*text = s.out;
	buf_free(&image);
	builder_free(b);
	return object;
}

static struct json_object *get(struct json_object *o, const char *key)
{
	return json_object_object_get(o, key);
}

static void the_form_is_that_of_version_1(void **state)
{
	struct builder *b = builder_new(0);
	struct buf text;
	struct json_object *o, *a, *c;

	(void)state;
	sample_article(b);
	sample_talk(b);
	o = printed(b, &text);
	assert_int_equal(json_object_get_int(get(o, "version")), 1);
	a = get(o, "article");
	assert_string_equal(json_object_get_string(get(a, "title")), "A title");
	assert_string_equal(
		json_object_get_string(get(a, "text")), "Head\n\nOne two three.\n\na\tb");
	assert_null(get(a, "byline"));
	assert_string_equal(
		json_object_get_string(json_object_array_get_idx(get(a, "tags"), 0)), "politics");
	c = get(json_object_array_get_idx(get(o, "discussions"), 0), "comments");
	assert_int_equal(json_object_array_length(c), 5);
	assert_null(get(json_object_array_get_idx(c, 0), "parent"));
	assert_string_equal(
		json_object_get_string(get(json_object_array_get_idx(c, 2), "parent")), "c2");
	assert_string_equal(
		json_object_get_string(get(json_object_array_get_idx(c, 1), "edge")), "nested");
	assert_string_equal(json_object_get_string(get(json_object_array_get_idx(c, 1), "text")),
		"Second \xc3\xa9");
	assert_string_equal(
		json_object_get_string(get(json_object_array_get_idx(get(o, "notes"), 0), "code")),
		"few");
	json_object_put(o);
	buf_free(&text);
}

static void an_empty_page_has_null_and_empty_lists(void **state)
{
	struct buf text;
	struct json_object *o = printed(builder_new(0), &text);

	(void)state;
	assert_true(json_object_object_get_ex(o, "article", NULL));
	assert_null(get(o, "article"));
	assert_int_equal(json_object_array_length(get(o, "discussions")), 0);
	assert_int_equal(json_object_array_length(get(o, "notes")), 0);
	json_object_put(o);
	buf_free(&text);
}

static void quotes_backslashes_and_newlines_are_escaped(void **state)
{
	struct builder *b = builder_new(0);
	struct buf text;
	struct json_object *o;

	(void)state;
	builder_article_begin(b);
	builder_block(b, BLOCK_CODE, 0, 0, 0);
	builder_text(b, STR("say \"\\n\"\nnext </script>"));
	builder_article_end(b);
	o = printed(b, &text);
	assert_string_equal(json_object_get_string(get(get(o, "article"), "text")),
		"say \"\\n\"\nnext </script>");
	json_object_put(o);
	buf_free(&text);
}

static void a_post_that_is_quoted_is_text_and_a_film_is_not(void **state)
{
	struct builder *b = builder_new(0);
	struct buf text;
	struct json_object *o;

	(void)state;
	builder_article_begin(b);
	builder_block(b, BLOCK_EMBED, 0, 0, 0);
	builder_block_flags(b, BLOCK_POST);
	builder_text(b, STR("What somebody posted."));
	builder_block_end(b);
	builder_block(b, BLOCK_EMBED, 0, 0, 0);
	builder_text(b, STR("The film of it"));
	builder_block_end(b);
	builder_article_end(b);
	o = printed(b, &text);
	assert_string_equal(
		json_object_get_string(get(get(o, "article"), "text")), "What somebody posted.");
	json_object_put(o);
	buf_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_post_that_is_quoted_is_text_and_a_film_is_not),
		cmocka_unit_test(the_form_is_that_of_version_1),
		cmocka_unit_test(an_empty_page_has_null_and_empty_lists),
		cmocka_unit_test(quotes_backslashes_and_newlines_are_escaped),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
