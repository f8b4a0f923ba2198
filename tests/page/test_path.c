#include "config.h"

#include "support/unit.h"

#include "page/path.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

static const char html[] = "<body><div id=a class='comment first'><p class=by><a href=u "
			   "rel=author>Ann</a> <a href=v>x</a></p>"
			   "<div class=body><p>one</p><p id=two>two<cite>c</cite></p></div>"
			   "<ul><li class='comment deep' id=b><p class=by><a "
			   "href=w>Bob</a></p><time datetime=t>now</time></li>"
			   "<li id=c><div><div><p>deep</p></div></div></li></ul></div><p id=z "
			   "data-x=''>end</p></body>";

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
};

static const char *const unknown[] = {
	"",
	"p |",
	"text()",
	"ancestor::li",
	"p | a",
	"count(p)",
	"contains(@a,'b')",
	"p[position()=1]",
	"p[",
	"/p",
	"thr:x",
	"p[last()]",
	"descendant::p[1]",
	"/descendant::p[a][1]",
	"p[1 and 2]",
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

static void compare(xmlXPathContext *x, const char *expression, xmlNode *at)
{
	struct path *p = path_compile(str_z(expression));
	struct node_list list = { 0 };
	xmlXPathObject *keep;
	xmlNodeSet *set = by_libxml(x, expression, at, &keep);
	uint64_t steps = 0;
	size_t count = set ? (size_t)set->nodeNr : 0;

	if (!p)
		fail_msg("%s is not known", expression);
	assert_true(path_nodes(p, at, false, &list, &steps, 100000));
	if (list.len != count)
		fail_msg("%s from %s: %zu nodes, libxml2 has %zu", expression,
			(const char *)at->name, list.len, count);
	for (size_t i = 0; i < count; i++)
		if (list.at[i] != set->nodeTab[i])
			fail_msg("%s from %s: node %zu is another", expression,
				(const char *)at->name, i);
	xmlXPathFreeObject(keep);
	array_free(&list);
	path_free(p);
}

static void known_shapes_give_what_libxml_gives(void **state)
{
	struct page page;
	xmlXPathContext *x;
	xmlNode *body;

	(void)state;
	assert_true(page_parse(&page, PAGE_HTML, str_z(html), STR_NONE, NULL));
	x = xmlXPathNewContext(page.doc);
	assert_non_null(x);
	body = node_child(page.root, "body");
	for (xmlNode *at = body; at; at = node_next(at, body))
		for (size_t i = 0; node_is_element(at) && i < sizeof(known) / sizeof(*known); i++)
			compare(x, known[i], at);
	xmlXPathFreeContext(x);
	page_free(&page);
}

static void unknown_shapes_are_left_to_libxml(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++)
		if (path_compile(str_z(unknown[i])))
			fail_msg("%s was taken", unknown[i]);
}

static void walk_ends_at_its_limit(void **state)
{
	struct path *p = path_compile(STR("//div//div//div//div//x"));
	struct node_list list = { 0 };
	struct buf text = { 0 };
	struct page page;
	uint64_t steps = 0;

	(void)state;
	for (int i = 0; i < 1500; i++)
		buf_add(&text, STR("<div>"));
	buf_add(&text, STR("<x>y</x><x>"));
	assert_true(page_parse(&page, PAGE_HTML, buf_str(&text), STR_NONE, NULL));
	assert_false(path_nodes(p, page.root, false, &list, &steps, 1000));
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
		cmocka_unit_test(unknown_shapes_are_left_to_libxml),
		cmocka_unit_test(walk_ends_at_its_limit),
	};

	return cmocka_run_group_tests_name("path", tests, NULL, NULL);
}
