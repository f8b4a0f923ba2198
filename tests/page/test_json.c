/* JSON to elements. */
#include "config.h"

#include "support/unit.h"

#include "page/make.h"

/* The tree below the root, as markup. */
static void check_ok(const char *json, const char *markup, bool good)
{
	xmlDoc *doc = make_document("j", 0);
	xmlNode *root = xmlDocGetRootElement(doc);
	xmlBuffer *out = xmlBufferCreate();

	assert_int_equal(page_parse_json(root, str_z(json)), good);
	for (xmlNode *n = root->children; n; n = n->next)
		xmlNodeDump(out, doc, n, 0, 0);
	assert_str(str_z((const char *)xmlBufferContent(out)), markup);
	xmlBufferFree(out);
	make_free(doc);
}

static void objects_arrays_and_scalars_become_elements(void **state)
{
	(void)state;
	check_ok("{\"a\": [1, {\"b\": \"x\"}], \"c\": true, \"d\": null, \"e\": -1.5e3}",
		"<a><item>1</item><item><b>x</b></item></a><c>true</c><d "
		"type=\"null\"/><e>-1.5e3</e>",
		true);
	check_ok("[1, [2, []], {}]", "<item>1</item><item><item>2</item><item/></item><item/>",
		true);
	check_ok("\"text\"", "text", true);
}

static void odd_keys_are_spelled_as_names(void **state)
{
	(void)state;
	check_ok("{\"@type\": 1, \"12\": 2, \"\": 3, \"a b\": 4, \"x-y.z_\": 5}",
		"<_type key=\"@type\">1</_type><_12 key=\"12\">2</_12><_ key=\"\">3</_><a_b "
		"key=\"a b\">4</a_b><x-y.z_>5</x-y.z_>",
		true);
}

static void strings_are_unescaped(void **state)
{
	(void)state;
	check_ok("[\"\\u00e9\\ud83d\\ude00\\n\\\"\\/\"]", "<item>é😀\n\"/</item>", true);
	check_ok("[\"\\ud83d\\u0041\\u0000\"]",
		"<item>\xef\xbf\xbd"
		"A\xef\xbf\xbd</item>",
		true);
}

static void what_pages_say_is_read_leniently(void **state)
{
	(void)state;
	check_ok("\xef\xbb\xbf{'a': 'it\\'s', b: 1,, /* c */ \"c\": NaN // d\n,};",
		"<a>it's</a><b>1</b><c>NaN</c>", true);
	check_ok("{\"a\": \"\\x3cp>\\xg\"}", "<a>&lt;p&gt;xg</a>", true);
	check_ok("{a: new Date(17), b: [new Date(\"2021-05-03\")]}",
		"<a>17</a><b><item>2021-05-03</item></b>", true);
	check_ok("callback({\"a\": 1});", "<a>1</a>", true);
	check_ok(")]}'\n{\"a\": 1}", "<a>1</a>", true);
	check_ok("{\"a\": \"x\ny\"}", "<a>x\ny</a>", true);
	check_ok("{\"a\": 1}\n{\"a\": 2}\n", "<item><a>1</a></item><item><a>2</a></item>", true);
}

static void a_cut_text_gives_what_it_holds(void **state)
{
	(void)state;
	check_ok("{\"a\": [1, {\"b\": \"x", "<a><item>1</item><item><b>x</b></item></a>", false);
	check_ok("{\"a\"", "<a/>", false);
	check_ok("", "", false);
	check_ok("\\", "", false);
}

static void depth_is_bounded_and_time_linear(void **state)
{
	xmlDoc *doc = make_document("j", 0);
	xmlNode *root = xmlDocGetRootElement(doc);
	struct buf deep = { .len = 0 };
	int levels = 0;

	(void)state;
	for (int i = 0; i < 200000; i++)
		buf_add_char(&deep, '[');
	page_parse_json(root, buf_str(&deep));
	for (xmlNode *n = root; n; n = n->children)
		levels++;
	assert_in_range(levels, 500, 520);
	buf_free(&deep);
	make_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(objects_arrays_and_scalars_become_elements),
		cmocka_unit_test(odd_keys_are_spelled_as_names),
		cmocka_unit_test(strings_are_unescaped),
		cmocka_unit_test(what_pages_say_is_read_leniently),
		cmocka_unit_test(a_cut_text_gives_what_it_holds),
		cmocka_unit_test(depth_is_bounded_and_time_linear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
