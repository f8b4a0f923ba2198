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

/* ---- forms of frameworks ---- */

#define FIRST                                                                                      \
	"Pilar Quint came aboard at six, as she had for a year, and at half past the ferry "       \
	"turned."
#define SECOND                                                                                     \
	"Nobody on the upper deck looked up; the log has one line for it, in pencil, and no name " \
	"of anyone who was on board on that day in autumn."

static const struct {
	const char *name, *html; /* of the page behind its head */
} frames[] = {
	{ "Remix",
		"<script>window.__remixContext = "
		"{\"state\":{\"loaderData\":{\"root\":null,\"routes/"
		"a\":{\"story\":{\"title\":\"The ferry that went back\",\"byline\":\"Ann "
		"Other\",\"publishedAt\":\"2021-05-03T07:24:00Z\",\"body\":\"<p>" FIRST
		"</p><p>" SECOND "</p>\"}}}}};</script>" },
	{ "React Router",
		"<script>window.__reactRouterContext.streamController.enqueue(\"[{\\\"_1\\\":2,"
		"\\\"_5\\\":-5},\\\"story\\\",{\\\"_3\\\":4,\\\"_6\\\":7,\\\"_8\\\":9,\\\"_10\\\":"
		"11},\\\"title\\\",\\\"The ferry that went "
		"back\\\",\\\"errors\\\",\\\"author\\\",\\\"Ann "
		"Other\\\",\\\"publishedAt\\\",[\\\"D\\\",1620026640000],\\\"html\\\",\\\"<p>" FIRST
		"</p><p>" SECOND "</p>\\\"]\\n\");</script>" },
	{ "SvelteKit, what was fetched",
		"<script type=\"application/json\" data-sveltekit-fetched "
		"data-url=\"/api\">{\"status\":200,\"body\":\"{\\\"headline\\\":\\\"The ferry that "
		"went back\\\",\\\"author\\\":{\\\"name\\\":\\\"Ann "
		"Other\\\"},\\\"date\\\":\\\"2021-05-03\\\",\\\"content\\\":[{\\\"text\\\":"
		"\\\"" FIRST "\\\"},{\\\"text\\\":\\\"" SECOND "\\\"}]}\"}</script>" },
	{ "SvelteKit, what it starts with",
		"<script>{ __sveltekit_1 = {base: \"\"}; const data = "
		"[null,{type:\"data\",data:{post:{title:\"The ferry that went back\",author:\"Ann "
		"Other\",date:new Date(1620026640000),body:\"\\u003Cp>" FIRST
		"\\u003C/p>\\u003Cp>" SECOND "\\u003C/p>\"}}}]; }</script>" },
	{ "SvelteKit, older",
		"<script>{ kit.start(app, element, { node_ids: [0, 2], data: "
		"[null,{\"type\":\"data\",\"data\":{\"title\":\"The ferry that went "
		"back\",\"author\":\"Ann Other\",\"date\":\"2021-05-03\",\"body\":\"\\u003Cp>" FIRST
		"\\u003C/p>\\u003Cp>" SECOND "\\u003C/p>\"}}], form: null }); }</script>" },
	{ "Astro",
		"<astro-island props=\"{&quot;post&quot;:[0,{&quot;title&quot;:[0,&quot;The ferry "
		"that went back&quot;],&quot;author&quot;:[0,&quot;Ann "
		"Other&quot;],&quot;pubDate&quot;:[3,&quot;2021-05-03T07:24:00.000Z&quot;],&quot;"
		"body&quot;:[1,[[0,&quot;" FIRST "&quot;],[0,&quot;" SECOND
		"&quot;]]]}]}\"></astro-island>" },
	{ "Angular, older",
		"<script id=\"app-state\" "
		"type=\"application/json\">{&q;G.json.https://"
		"api&q;:{&q;body&q;:{&q;title&q;:&q;The ferry that went "
		"back&q;,&q;author&q;:&q;Ann "
		"Other&q;,&q;publishedDate&q;:&q;2021-05-03&q;,&q;content&q;:&q;&l;p&g;" FIRST
		"&l;/p&g;&l;p&g;" SECOND "&l;/p&g;&q;}}}</script>" },
	{ "Angular",
		"<script id=\"ng-state\" "
		"type=\"application/json\">{\"340\":{\"b\":{\"title\":\"The ferry that went "
		"back\",\"authors\":[{\"fullName\":\"Ann "
		"Other\"}],\"publicationDate\":\"2021-05-03\",\"blocks\":[{\"value\":\"" FIRST
		"\"},{\"value\":\"" SECOND "\"}]},\"s\":200},\"__nghData__\":[{}]}</script>" },
	{ "Qwik",
		"<script type=\"qwik/json\">{\"refs\":{},\"objs\":[\"The ferry that went "
		"back\",\"Ann Other\",\"2021-05-03\",\"\\x3Cp>" FIRST "\\x3C/p>\\x3Cp>" SECOND
		"\\x3C/p>\",{\"title\":\"0\",\"author\":\"1\",\"date\":\"2\",\"body\":\"3\"}]}</"
		"script>" },
	{ "Inertia",
		"<div id=root "
		"data-page=\"{&quot;props&quot;:{&quot;article&quot;:{&quot;title&quot;:&quot;The "
		"ferry that went back&quot;,&quot;author&quot;:{&quot;name&quot;:&quot;Ann "
		"Other&quot;},&quot;published_at&quot;:&quot;2021-05-03&quot;,&quot;content&quot;:&"
		"quot;<p>" FIRST "</p><p>" SECOND "</p>&quot;}}}\"></div>" },
};

static void data_of_frameworks_gives_text_and_fields(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(frames) / sizeof(*frames); i++) {
		struct made m = { 0 };
		struct buf html = { 0 };
		struct document *d = &m.document;

		buf_printf(&html, "%s%s</body></html>", SHELL, frames[i].html);
		made_open(&m, buf_z(&html));
		if (d->blocks != 2 || !made_has(&m, FIRST) || !made_has(&m, SECOND) ||
			!str_eq(doc_field(d, FIELD_TITLE), STR("The ferry that went back")) ||
			!str_eq(doc_field(d, FIELD_BYLINE), STR("Ann Other")) ||
			!str_starts(doc_field(d, FIELD_PUBLISHED), STR("2021-05-03"))) {
			print_error("%s: %u blocks, \"%.*s\", \"%.*s\", %.*s\n", frames[i].name,
				(unsigned)d->blocks, STR_ARG(doc_field(d, FIELD_TITLE)),
				STR_ARG(doc_field(d, FIELD_BYLINE)),
				STR_ARG(doc_field(d, FIELD_PUBLISHED)));
			wrong++;
		}
		made_drop(&m);
		buf_free(&html);
	}
	assert_int_equal(wrong, 0);
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
		cmocka_unit_test(data_of_frameworks_gives_text_and_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
