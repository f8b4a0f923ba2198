/* Feeds and exports to trees. */
#include "config.h"

#include "support/unit.h"

#include "page/page.h"

static void check(const char *xml, const char *markup)
{
	struct page p;
	struct err e;
	xmlBuffer *out = xmlBufferCreate();

	assert_true(page_parse(&p, PAGE_XML, str_z(xml), STR(""), &e));
	xmlNodeDump(out, p.doc, p.root, 0, 0);
	assert_str(str_z((const char *)xmlBufferContent(out)), markup);
	xmlBufferFree(out);
	page_free(&p);
}

static void namespaces_become_well_known_prefixes(void **state)
{
	(void)state;
	check("<a:feed xmlns:a='http://www.w3.org/2005/Atom' "
	      "xmlns:t='http://purl.org/syndication/thread/1.0'>"
	      "<a:entry xml:lang='en'><t:in-reply-to t:ref='x' href='y'/></a:entry></a:feed>",
		"<feed><entry xml:lang=\"en\"><thr:in-reply-to thr:ref=\"x\" "
		"href=\"y\"/></entry></feed>");
	check("<rss xmlns:dc='http://purl.org/dc/elements/1.1/' "
	      "xmlns:q='urn:q'><dc:creator>A</dc:creator><q:r/></rss>",
		"<rss><dc:creator>A</dc:creator><q:r/></rss>");
}

static void declarations_of_charset_are_ignored(void **state)
{
	(void)state;
	check("<?xml version='1.0' encoding='windows-1251'?><rss>é<![CDATA[<b>]]></rss>",
		"<rss>é&lt;b&gt;</rss>");
}

static void entities_are_never_declared(void **state)
{
	(void)state;
	check("<!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'><!ENTITY x SYSTEM "
	      "'file:///etc/passwd'>]>"
	      "<r>1&b;2&x;3&nbsp;4&amp;</r>",
		"<r>1&amp;b;2&amp;x;3 4&amp;</r>");
}

static void malformed_xml_gives_what_it_holds(void **state)
{
	(void)state;
	check("<rss><channel><item><title>A & B</title><item>",
		"<rss><channel><item><title>A &amp; B</title><item/></item></channel></rss>");
}

static void depth_is_capped(void **state)
{
	struct buf deep = { .len = 0 };
	struct page p;
	struct err e;

	(void)state;
	for (int i = 0; i < 20000; i++)
		buf_add(&deep, STR("<a>"));
	assert_true(page_parse(&p, PAGE_XML, buf_str(&deep), STR(""), &e));
	assert_true(p.deep);
	page_free(&p);
	buf_free(&deep);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(namespaces_become_well_known_prefixes),
		cmocka_unit_test(declarations_of_charset_are_ignored),
		cmocka_unit_test(entities_are_never_declared),
		cmocka_unit_test(malformed_xml_gives_what_it_holds),
		cmocka_unit_test(depth_is_capped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
