/* script_data: text that stands only in the data for a page's scripts. */
#include "config.h"

#include "extract/made.h"

#define SHELL                                                                                      \
	"<!DOCTYPE html><html><head><title>The ferry that went back</title></head><body><div "     \
	"id=app>Loading</div>"

static void paragraphs_of_a_stream_are_read_in_order(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		SHELL
		"<script>(self.__next_f=self.__next_f||[]).push([0])</script>"
		"<script>self.__next_f.push([1,\"1:\\\"$Sreact.fragment\\\"\\n2:I[331,[],"
		"\\\"Page\\\"]\\n\"])</script>"
		"<script>self.__next_f.push([1,\"0:{\\\"tree\\\":[\\\"$\\\",\\\"main\\\","
		"null,{\\\"children\\\":[[\\\"$\\\",\\\"nav\\\",null,"
		"{\\\"children\\\":[\\\"$\\\",\\\"p\\\",null,{\\\"children\\\":\\\"A menu "
		"with words, and more words, and a stop.\\\"}]}],"
		"[\\\"$\\\",\\\"article\\\",null,{\\\"children\\\":\\\"$L5\\\"}]]}]}\\n5:[["
		"\\\"$\\\",\\\"p\\\",null,{\\\"children\\\":[\\\"Pilar "
		"Quint came aboard at six, "
		"\\\",[\\\"$\\\",\\\"em\\\",null,{\\\"children\\\":\\\"as she had\\\"}],\\\" "
		"for a year, and at "
		"half past the ferry turned.\\\"]}],\"])</script>"
		"<script>self.__next_f.push([1,\"[\\\"$\\\",\\\"h2\\\",null,{"
		"\\\"children\\\":\\\"What the log says\\\"}],[\\\"$\\\",\\\"p\\\","
		"null,{\\\"children\\\":[\\\"The log has one line for it, "
		"\\\",[\\\"$\\\",\\\"$L2\\\",null,{\\\"href\\\":\\\"/log\\\","
		"\\\"children\\\":\\\"said the mate\\\"}],\\\", and that line \\\",\\\"$$5.00 "
		"to copy \\u0026 send.\\\"]}]]\\n\"])</script>"
		"</body></html>");
	assert_true(m.document.head->has_article);
	assert_int_equal(m.document.blocks, 3);
	assert_true(
		made_has(&m, "at six, as she had for a year, and at half past the ferry turned."));
	assert_true(str_eq(doc_block_text(&m.document, 1), STR("What the log says")));
	assert_true(made_has(&m, "said the mate, and that line $5.00 to copy & send."));
	assert_false(made_has(&m, "A menu"));
	made_drop(&m);
}

static void texts_of_a_stream_stand_where_they_are_referred_to(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		SHELL "<script>self.__next_f.push([1,\"a:T39,The first part, counted in bytes: "
		      "caf\xC3\xA9, and no new line.b:"
		      "[\\\"$\\\",\\\"$L9\\\",null,{\\\"story\\\":{\\\"parts\\\":[{\\\"kind\\\":"
		      "\\\"text\\\",\\\"text\\\":\\\"$a\\\"},"
		      "{\\\"kind\\\":\\\"text\\\",\\\"text\\\":\\\"A second part that stands in "
		      "its row, as short ones do, with some more of it, and a word on the mole, "
		      "and on the sea beyond it.\\\"},"
		      "{\\\"kind\\\":\\\"text\\\",\\\"text\\\":\\\"$a\\\"}]}}]\\n\"])</script></"
		      "body></html>");
	assert_int_equal(m.document.blocks, 3);
	assert_true(str_eq(doc_block_text(&m.document, 0),
		STR("The first part, counted in bytes: caf\xC3\xA9, and no new line.")));
	assert_true(str_starts(doc_block_text(&m.document, 1), STR("A second part")));
	made_drop(&m);
}

static void rows_that_refer_to_each_other_end(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		SHELL "<script>self.__next_f.push([1,\"1:{\\\"a\\\":\\\"$2\\\"}\\n2:{\\\"b\\\":"
		      "\\\"$1\\\",\\\"c\\\":\\\"$2\\\"}\\n"
		      "3:[\\\"$3\\\"]\\n4:T5,abc\"])</script>" PARAGRAPH "</body></html>");
	assert_true(made_has(&m, "The river rose"));
	made_drop(&m);
}

static void a_flat_list_is_put_together(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		SHELL "<script type=application/json "
		      "id=__NUXT_DATA__>[[\"Reactive\",1],{\"data\":2},{\"story\":3},{\"title\":4,"
		      "\"intro\":9,"
		      "\"paragraphs\":5},\"The ferry that went back\",[6,7,8],\"Pilar Quint came "
		      "aboard at six, as she had for a year.\","
		      "\"At half past the ferry turned, and nobody on the upper deck looked "
		      "up.\",\"The log has one line for it, in pencil.\","
		      "\"Short of the mole\"]</script></body></html>");
	assert_true(m.document.head->has_article);
	assert_int_equal(m.document.blocks, 3);
	assert_true(str_starts(doc_block_text(&m.document, 1), STR("At half past")));
	made_drop(&m);
}

static void a_script_may_hold_several_states(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		SHELL "<script>if(a=={})b();window.CONFIG={\"menu\":[{\"label\":\"Home "
		      "{\"},{\"label\":\"Ferries\"}],\"more\":\"and some to be long enough for "
		      "data, here\"};"
		      "window.STORY={\"body\":[{\"text\":\"Pilar Quint came aboard at six, as she "
		      "had for a year.\"},"
		      "{\"text\":\"At half past the ferry turned, and nobody on the upper deck "
		      "looked up.\"},{\"text\":\"The log has one line for it.\"}]};"
		      "</script></body></html>");
	assert_int_equal(m.document.blocks, 3);
	assert_true(str_starts(doc_block_text(&m.document, 2), STR("The log has")));
	made_drop(&m);
}

static void what_a_function_returns_is_data(void **state)
{
	struct made m = { 0 };

	(void)state;
	made_open(&m,
		SHELL
		"<script>window.__NUXT__=(function(a,b){return "
		"{layout:\"default\",data:[{story:{lang:a,body:\"\\u003Cp\\u003EPilar Quint came "
		"aboard at six, as she had for a year, and at half past the ferry "
		"turned.\\u003C\\u002Fp\\u003E\\u003Cp\\u003ENobody on the upper "
		"deck looked up; the log has one line for it, in pencil, and no "
		"name of anyone who was on board on that day in "
		"autumn.\\u003C\\u002Fp\\u003E\"}}],state:{}}}(\"en\",null));</script>"
		"</body></html>");
	assert_int_equal(m.document.blocks, 2);
	assert_true(str_starts(doc_block_text(&m.document, 1), STR("Nobody on the upper")));
	made_drop(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paragraphs_of_a_stream_are_read_in_order),
		cmocka_unit_test(texts_of_a_stream_stand_where_they_are_referred_to),
		cmocka_unit_test(rows_that_refer_to_each_other_end),
		cmocka_unit_test(a_flat_list_is_put_together),
		cmocka_unit_test(a_script_may_hold_several_states),
		cmocka_unit_test(what_a_function_returns_is_data),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
