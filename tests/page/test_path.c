#include "config.h"

#include "support/unit.h"

#include "page/query_inner.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include <string.h>

static const char html[] = "<body><div id=a class='comment first'><p class=by><a href=u "
			   "rel=author>Ann</a> <a href=v>x</a></p>"
			   "<div class=body><p>one</p><p id=two>two<cite>c</cite></p></div>"
			   "<ul><li class='comment deep' id=b><p class=by><a "
			   "href=w>Bob</a></p><time datetime=t>now</time></li>"
			   "<li id=c><div><div><p>deep</p></div></div></li></ul></div><p id=z "
			   "data-x=''>end</p><p><i value=3>42</i><i value=' 4 '>7</i><i>42 "
			   "x</i><i><b>4</b>2</i></p></body>";

/* Each is tried from the body and from every element below it, and must give what libxml2 gives. */
static const char *const known[] = {
	".",
	"..",
	"@id",
	".//@id",
	"./p",
	"p",
	"*",
	".//p",
	"//p",
	"//*",
	".//p[1]",
	".//p[2]",
	"//li[2]",
	"./div/p",
	".//div//p",
	"div//a/@href",
	".//*[contains(@class,'comment')]",
	".//*[contains(@class,'deep')]//a[1]",
	"//*[starts-with(@id,'t')]",
	".//a[@rel='author']",
	".//a[not(@rel)]",
	".//*[@id and @class]",
	".//*[@id or @class]",
	".//*[self::p or self::li][@id]",
	".//p[cite]",
	".//*[.//a[@href='w']]",
	"../p",
	"../../*/@id",
	".//li[time]/p/a",
	".//*[@data-x='']",
	"//div[@id='a']//li[2]//p",
	".//*[(@id or @rel) and not(contains(@class,'deep'))]",
	".//p[a][1]",
	"..//p",
	"/descendant::p",
	"./descendant::p[a]",
	"descendant::li/p",
	"./ul/descendant::a/@href",
	"../descendant::p",
	".//ul/descendant::*[@id]",
	".//*[descendant::cite]",
	"descendant::p[1]",
	"/descendant::p[a][1]",
	"./descendant::*[@class][1]",
	"p | ul",
	".//p | .//a | ./div/ul",
	"//li/@id | //p/@id",
	".//*[ancestor::li]",
	".//p[not(ancestor::li or ancestor::div[@class='body'])]",
	".//*[ancestor::*[@id='c']]",
	"self::div",
	"self::*[@id]/descendant::p",
	"self::div/@class",
	".//*[p='end']",
	".//li[time='now']",
	".//*[cite='c']",
	".//*[p='twoc']",
	".//*[p!='one']",
	".//p[.='one']",
	".//*[. != 'x']",
	".//*[@id='a' and .//cite!='d']",
	".//li[p/a='Bob']/@id",
	".//*[p/cite = 'c' or @id > 3]",
	".//*[descendant::i > 41]",
	".//*[i>=42]",
	".//*[i<=42]/@id",
	".//*[i < 42]",
	".//*[i != 42]",
	".//*[i=42]",
	".//i[. = 7]",
	".//*[@value>=3][@value<4.]",
	".//*[name()='p']",
	".//*[name() = 'time' or name()='i']",
	"./*/p",
	"./*[@class]/p[1]/a/@href",
	"*/*/li",
	"./*[2]/*[1]",
	"/*",
	"/html/body/div/@id",
	"/*/*/p[2]",
	"(.//p)[1]",
	"(//p | //a)[1]/cite",
	"(//*[@class])[1]/descendant::a/@href",
	"(.//li)[1]//p/@id",
	"(.//*[@id])[1]/@id",
	"preceding::p[1]",
	"preceding::*[@class][1]//a",
	"preceding::*[cite or i][1]/@id",
	"preceding-sibling::*[1]",
	"preceding-sibling::p[@id][1]/descendant::a",
	"following-sibling::*[@id][1]/p/a",
	"ancestor::*[@id][1]/@class",
	"ancestor::div[.//time][1]/p",
	"./p[contains(.,'n')]",
	".//*[starts-with(.,'one')]",
	".//*[contains(./p/@class,'b')]",
	".//*[normalize-space()]/@id",
	".//*[normalize-space(p)='Ann x']",
	".//i[normalize-space(@value)='4']",
	".//*[string(@id)!='a'][boolean(p)]",
	".//*[boolean(p) and not(boolean(a))]",
	".//*[contains(concat(@id,'-',.//cite),'o-c')]",
	".//*[substring-after(@class,'com')]",
	".//*[p='end'='y']",
	".//p[cite=.]",
	".//i[.>6.5]",
	".//i[. < 'x']",
	".//i[@value!=-1]",
	".//p[contains(.,'e')]",
	".//*[string(@id) != 'a'][p]/p",
	".//a[translate(@href,'uv','xx')='x'][2]",
	".//li[count(p)=1]/time",
	".//*[text()]",
	".//p[.='one' or following-sibling::p]",
	".//*[preceding-sibling::*[1][self::p]]",
	".//p[cite[contains(.,'c')]]",
	".//*[string(@id) or p[1 and 2]]",
	(".//*[self::p or "
	 "self::ul][not(ancestor::ul[not(./descendant::li[starts-with(@id,'b')])][ancestor::li])]"),
};

/* Not walked whole, but in parts, if at all. */
static const char *const mixed[] = {
	"(.//p)[2]/cite",
	"(//li//p)[last()]",
	"(self::div/descendant::*[@class])[last()]/descendant::a",
	"ancestor::div/descendant::a",
	"ancestor::div//p | .//li",
	"ancestor::*[.//time][1]/@id",
	".//p[cite]/text()",
	".//a/preceding-sibling::a/@href",
	"following-sibling::*/descendant::p",
	".//li | ..//p",
	".//text()[../descendant::cite]",
	".//p[position()=2]",
	".//p[count(a)]",
	".//div[last()]",
	".//*[@id='a' or .//p[position()=last()]]/p",
	"*[name()='p']//a",
	".//@*[name()='id']",
	"div[count(.//li) div 2 = 1]//time",
	"div[.//div]/descendant::a[.//*]",
	"*[count(.//a) * count(.//p) - count(.//li) > 1]//time",
};

/* Texts, and walked. */
static const char *const made[] = {
	"'1'",
	"''",
	"concat('c-', @id)",
	"concat(./p/a, ' ', .//time, \"'\", ../p)",
	"substring-after(@class,'comment ')",
	"substring-after(.//p[cite],'')",
	"substring-before(.//p,'')",
	"substring-before(concat(@id,'|'),'|')",
	"substring-after(.,'two')",
	"substring-before(substring-after(.,'n'),'n')",
	"substring-after((.//a)[1]/@href,'u')",
	"substring-after(preceding::p[1]/@id,'t')",
	"substring-after(@id, @id)",
	"substring-after(concat(@id, 'x'), concat(@id, ''))",
	"normalize-space()",
	"normalize-space(.//i/@value)",
	"normalize-space(concat(' a  ', .//i[2]/@value, ' b '))",
	"string(.//cite)",
	"translate(.,'aeiou','AE')",
	"translate(@class,' ','')",
	"substring('yes', 1 div not(@id))",
	"substring(concat('comment-', @id), 1 div contains(@id,'a'))",
	"substring(., 1, 7)",
	"substring(., 1, 7 * boolean(./p))",
	"substring('Ã¤Ã¶Ã¼', 1, 2 * (./p = 'end' or @id))",
	"concat(substring('a', 1 div boolean(./p)), ./p, substring('c', 1 div boolean(./ul)))",
};

static const char *const texts[] = {
	"substring-after(.//a/@href,'u')",
	"concat(.//time,'-',(.//a)[1],'-',//p[@id='z'])",
	"substring-before(concat(./div/descendant::p[a],' x'),' x')",
	"normalize-space(.//li)",
	"count(.//p)",
	"count(.//p) * count(.//a) - count(//li)",
	"boolean(.//time)",
	"not(.//time)",
	"string(number(substring-after(.//p/@id,'c'))) != 'NaN'",
	".//time = 'now' and .//cite = 'c'",
	".//p = .//cite",
	"sum(.//p) > 1",
	"translate(.//cite , 'c', 'd')",
};

/* True or false, and walked. */
static const char *const truths[] = {
	"./p = 'end'",
	"p/a='Bob' or @id",
	"@id = 'a'",
	"@id != 'a'",
	"@value > 3 and not(b)",
	". > 6",
	"not(./p)",
	"contains(@class,'comment')",
	"starts-with(@id,'t') or @class='by'",
	"/html/body/p = 'end' and name()='p'",
	"count = 1 or (p and .//cite!='c')",
};

static const char *const unknown[] = {
	"",
	"p |",
	"text()",
	"ancestor::li",
	"p | ..",
	".//p | //p",
	"@id | @class",
	"count(p)",
	"contains(@a,'b')",
	"p[position()=1]",
	"p[",
	"/",
	"thr:x",
	"p[last()]",
	"p[count(a)]",
	"p[2 + 1]",
	"descendant::p[2]",
	"descendant::p[1]/a",
	"ul/descendant::p[1]",
	"substring-after(@id,'x')",
};

static xmlNodeSet *by_libxml(
	xmlXPathContext *x, const char *expression, xmlNode *at, xmlXPathObject **keep)
{
	x->node = at;
	*keep = xmlXPathEval((const xmlChar *)expression, x);
	assert_non_null(*keep);
	assert_int_equal((*keep)->type, XPATH_NODESET);
	xmlXPathNodeSetSort((*keep)->nodesetval);
	return (*keep)->nodesetval;
}

static void compare_nodes(const struct node_list *list, const xmlNodeSet *set,
	const char *expression, const xmlNode *at)
{
	size_t count = set ? (size_t)set->nodeNr : 0;

	if (list->len != count)
		fail_msg("%s from %s: %zu nodes, libxml2 has %zu", expression,
			(const char *)at->name, list->len, count);
	for (size_t i = 0; i < count; i++)
		if (list->at[i] != set->nodeTab[i])
			fail_msg("%s from %s: node %zu is another", expression,
				(const char *)at->name, i);
}

static void compare(
	struct query_context *c, xmlXPathContext *x, const char *expression, xmlNode *at)
{
	struct path *p = path_compile(str_z(expression), 0);
	struct node_list list = { 0 };
	xmlXPathObject *keep;
	xmlNodeSet *set = by_libxml(x, expression, at, &keep);
	uint64_t steps = 0;

	if (!p)
		fail_msg("%s is not known", expression);
	assert_true(path_nodes(p, at, false, &list, c, &steps, 100000));
	compare_nodes(&list, set, expression, at);
	xmlXPathFreeObject(keep);
	array_free(&list);
	path_free(p);
}

static void compare_query(
	struct query_context *c, xmlXPathContext *x, const char *expression, xmlNode *at)
{
	int column;
	struct query *q = query_compile(expression, NULL, &column);
	struct node_list list = { 0 };
	xmlXPathObject *keep;
	xmlNodeSet *set = by_libxml(x, expression, at, &keep);

	assert_non_null(q);
	query_nodes(q, c, at, &list);
	compare_nodes(&list, set, expression, at);
	xmlXPathFreeObject(keep);
	array_free(&list);
	query_free(q);
}

static void compare_text(
	struct query_context *c, xmlXPathContext *x, const char *expression, xmlNode *at)
{
	int column;
	struct query *q = query_compile(expression, NULL, &column);
	struct buf out = { 0 };
	xmlXPathObject *result;
	xmlChar *text;

	x->node = at;
	result = xmlXPathEval((const xmlChar *)expression, x);
	assert_non_null(q);
	assert_non_null(result);
	text = xmlXPathCastToString(result);
	query_text(q, c, at, &out);
	/* What is not so gives nothing. */
	if (strcmp(buf_z(&out),
		    result->type == XPATH_BOOLEAN && !result->boolval ? "" : (const char *)text) !=
		0)
		fail_msg("%s from %s: \"%s\", libxml2 has \"%s\"", expression,
			(const char *)at->name, buf_z(&out), (const char *)text);
	xmlFree(text);
	xmlXPathFreeObject(result);
	buf_free(&out);
	query_free(q);
}

static void from_everywhere(const char *const *list, size_t n,
	void (*compare_one)(struct query_context *, xmlXPathContext *, const char *, xmlNode *))
{
	struct query_context *c;
	struct page page;
	xmlXPathContext *x;
	xmlNode *body;

	assert_true(page_parse(&page, PAGE_HTML, str_z(html), STR_NONE, NULL));
	c = query_context_new(&page);
	x = xmlXPathNewContext(page.doc);
	assert_non_null(x);
	body = node_child(page.root, "body");
	for (xmlNode *at = body; at; at = node_next(at, body))
		for (size_t i = 0; node_is_element(at) && i < n; i++)
			compare_one(c, x, list[i], at);
	xmlXPathFreeContext(x);
	query_context_free(c);
	page_free(&page);
}

static void known_shapes_give_what_libxml_gives(void **state)
{
	(void)state;
	from_everywhere(known, sizeof(known) / sizeof(*known), compare);
}

static void mixed_expressions_give_what_libxml_gives(void **state)
{
	(void)state;
	from_everywhere(mixed, sizeof(mixed) / sizeof(*mixed), compare_query);
	from_everywhere(texts, sizeof(texts) / sizeof(*texts), compare_text);
}

static void conditions_give_what_libxml_gives(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(truths) / sizeof(*truths); i++) {
		struct path *p = path_compile_condition(str_z(truths[i]), 0);

		if (!p)
			fail_msg("%s is not known", truths[i]);
		path_free(p);
	}
	from_everywhere(truths, sizeof(truths) / sizeof(*truths), compare_text);
}

static void texts_give_what_libxml_gives(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(made) / sizeof(*made); i++) {
		struct path *p = path_compile_text(str_z(made[i]), 0);

		if (!p)
			fail_msg("%s is not known", made[i]);
		path_free(p);
	}
	from_everywhere(made, sizeof(made) / sizeof(*made), compare_text);
}

static void lists_are_joined(void **state)
{
	static const struct {
		const char *expression, *gives;
	} all[] = {
		{ "list(.//p/@id, ', ')", "two, z" },
		{ "list(.//i, '|', 2)", "42|7" },
		{ "list(.//nothing, '|')", "" },
		{ "concat('?id=', list(.//*[@class]/@id, ',', 1))", "?id=a" },
		{ "substring(list(.//i, ''), 1, 3 * boolean(.//time))", "427" },
	};
	struct query_context *c;
	struct page page;

	(void)state;
	assert_true(page_parse(&page, PAGE_HTML, str_z(html), STR_NONE, NULL));
	c = query_context_new(&page);
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct path *p = path_compile_text(str_z(all[i].expression), 0);
		struct buf out = { 0 };
		uint64_t steps = 0;

		assert_non_null(p);
		assert_true(path_text(p, page.root, &out, c, &steps, 100000));
		assert_string_equal(buf_z(&out), all[i].gives);
		buf_free(&out);
		path_free(p);
	}
	query_context_free(c);
	page_free(&page);
}

static void what_makes_no_text_is_none(void **state)
{
	static const char *const others[] = { "p", "'it''s'", "concat('a')", "concat(@id,1)",
		"substring(@id,2)", "substring(@id,1 div p)", "substring(@id,1,2 * p)",
		"translate(@id,'a','Ã¤')", "concat(@id,text())", "list(p)", "address()",
		"concat('a',p) = 'b'", "substring-after(@id,'x'", "" };

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_null(path_compile_text(str_z(others[i]), 0));
}

static void what_is_no_condition_is_none(void **state)
{
	static const char *const others[] = { "p", "@id", ".", "self::p", "ancestor::p", "1",
		"concat(@id,'x')", "p = a", "p = 'x'] | a[b = 'y'", "a='x'][b='y'", "p = 'x' + 1",
		"" };

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_null(path_compile_condition(str_z(others[i]), 0));
}

static void paths_within_expressions_are_walked(void **state)
{
	static const struct {
		const char *expression, *becomes;
	} all[] = {
		{ "(.//p)[1]/a", "(first(0))[1]/a" },
		{ "(.//p)[last()]", "(walk(0))[last()]" },
		{ "substring-after( ./descendant::p[a]/@id , 'x')",
			"substring-after( first(0) , 'x')" },
		{ "count(.//p) + .//a - //b", "count(walk(0)) + walk(1) - walk(2)" },
		{ "ancestor::div/descendant::a | .//b", "ancestor::div/descendant::a | walk(0)" },
		{ ".//p/descendant::a[2]", "walk(0)/descendant::a[2]" },
		{ "text()[.='it''s .//p'][.//a]", "text()[.='it''s .//p'][walk(0)]" },
		{ "p - .//a", "p - walk(0)" },
		{ "concat('a', p, .//b)", "concat('a', p, first(0))" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct query q = { .parts = 0 };
		struct buf out = { 0 };

		assert_true(query_mix(&q, str_z(all[i].expression), 0, &out));
		assert_string_equal(buf_z(&out), all[i].becomes);
		for (unsigned k = 0; k < q.parts; k++)
			path_free(q.part[k]);
		buf_free(&out);
	}
}

static void a_number_in_brackets_is_no_condition(void **state)
{
	(void)state;
	assert_true(query_is_condition(STR("not(a)")));
	assert_true(query_is_condition(STR("count(a) > 1")));
	assert_true(query_is_condition(STR("a or b")));
	assert_true(query_is_condition(STR("contains(., ' - ')")));
	assert_false(query_is_condition(STR("1")));
	assert_false(query_is_condition(STR("count(a)")));
	assert_false(query_is_condition(STR("a + 1")));
	assert_false(query_is_condition(STR("last()-1")));
	assert_false(query_is_condition(STR("not(position() = 2)")));
	assert_false(query_is_condition(STR("$comment")));
	assert_false(query_is_condition(STR(" ")));
}

static void unknown_shapes_are_left_to_libxml(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++)
		if (path_compile(str_z(unknown[i]), 0))
			fail_msg("%s was taken", unknown[i]);
}

static void walk_ends_at_its_limit(void **state)
{
	struct path *p = path_compile(STR("//div//div//div//div//x"), 0);
	struct node_list list = { 0 };
	struct buf text = { 0 };
	struct page page;
	uint64_t steps = 0;

	(void)state;
	for (int i = 0; i < 1500; i++)
		buf_add(&text, STR("<div>"));
	buf_add(&text, STR("<x>y</x><x>"));
	assert_true(page_parse(&page, PAGE_HTML, buf_str(&text), STR_NONE, NULL));
	assert_false(path_nodes(p, page.root, false, &list, NULL, &steps, 1000));
	assert_true(steps >= 1000 && steps < 100000);
	array_free(&list);
	path_free(p);
	page_free(&page);
	buf_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_shapes_give_what_libxml_gives),
		cmocka_unit_test(mixed_expressions_give_what_libxml_gives),
		cmocka_unit_test(conditions_give_what_libxml_gives),
		cmocka_unit_test(what_is_no_condition_is_none),
		cmocka_unit_test(texts_give_what_libxml_gives),
		cmocka_unit_test(lists_are_joined),
		cmocka_unit_test(what_makes_no_text_is_none),
		cmocka_unit_test(paths_within_expressions_are_walked),
		cmocka_unit_test(a_number_in_brackets_is_no_condition),
		cmocka_unit_test(unknown_shapes_are_left_to_libxml),
		cmocka_unit_test(walk_ends_at_its_limit),
	};

	return cmocka_run_group_tests_name("path", tests, NULL, NULL);
}
