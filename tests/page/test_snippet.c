#include "config.h"

#include "support/unit.h"

#include "base/buf.h"
#include "page/html.h"
#include "page/make.h"
#include "page/snippet.h"

/* All below n: names, attributes, each text by itself. */
static void dump(const xmlNode *root, struct buf *out)
{
	for (const xmlNode *n = node_next(root, root); n; n = node_next(n, root)) {
		unsigned depth = 0;

		for (const xmlNode *up = n; up != root; up = up->parent)
			depth++;
		if (!node_is_element(n)) {
			buf_printf(out, "%u\"%s\"\n", depth, (const char *)n->content);
			continue;
		}
		buf_printf(out, "%u<%s", depth, (const char *)n->name);
		for (const xmlAttr *a = n->properties; a; a = a->next)
			buf_printf(out, " %s=[%s]", (const char *)a->name,
				a->children ? (const char *)a->children->content : "");
		buf_add(out, STR(">\n"));
	}
}

/* Whether it is read here; then the tree is libxml2's. */
static bool compare(const char *html)
{
	xmlDoc *doc = make_document("x", 100000);
	xmlNode *root = xmlDocGetRootElement(doc);
	xmlNode *ours = make_element(root, STR("x")), *theirs = make_element(root, STR("x"));
	struct buf a = { 0 }, b = { 0 };
	bool read = snippet_parse(ours, str_z(html));

	html_fragment(theirs, str_z(html));
	dump(ours, &a);
	dump(theirs, &b);
	if (!read)
		assert_null(ours->children);
	else if (strcmp(buf_z(&a), buf_z(&b)) != 0)
		fail_msg("%s gives\n%snot\n%s", html, buf_z(&a), buf_z(&b));
	buf_free(&a);
	buf_free(&b);
	make_free(doc);
	return read;
}

static const char *const plain[] = {
	"one line",
	" one <b>bold</b> line ",
	"<p>one</p><p>two</p>",
	"<p>one</p>\n<p>two</p>\n",
	"one<p>two</p>three",
	"one<br>two<br/>three<br />",
	"one<blockquote><p>two</p></blockquote>three",
	"<a href=\"/a?b=1&amp;c=2\" rel=\"nofollow\">x</a>",
	"a &lt; b &amp;&amp; c &gt; d &quot;&#39;&#x2019;&nbsp;&eacute;",
	"<ul>\n<li>one</li>\n<li>two<ul><li>three</li></ul></li>\n</ul>",
	"<pre><code class=\"c\">int a;\n\nint b;\n</code></pre>",
	"<img src=\"a.png\" alt=\"\" width=\"1\"> text",
	"<aside class=\"quote\" data-post=\"1\"><div>Ann:</div><blockquote>x</blockquote></aside>",
	"\n\n <p>\n</p> &#32; <h2>x</h2>",
	"1 > 0 and a ' or \" b",
	"gr\xc3\xbc\xc3\x9f \xe2\x80\x94 \xf0\x9f\x99\x82",
	"one<hr>two",
	"<div>a<hr>b</div>",
	"&nbsp;",
	"a\r\nb<p>\r\n</p>\r\n<p>c\r</p>",
	"\xef\xbc\x8c \xef\xb8\x8f",
};

static const char *const other[] = {
	"<p>one<p>two",
	"<b>one",
	"one</b>",
	"one</p>",
	"<p><div>x</div></p>",
	"<a href=\"x\"><a href=\"y\">z</a></a>",
	"<a href=x>z</a>",
	"<a href='x'>z</a>",
	"<P>x</P>",
	"<table><tr><td>x</td></tr></table>",
	"<!-- x -->y",
	"<script>x</script>",
	"a < b",
	"a & b",
	"a &copy b",
	"a &nothing; b",
	"a &#150; b",
	"a &#0; b",
	"a &#x1F600; b",
	"<a x=\"1\" x=\"2\">y</a>",
	"<a x>y</a>",
	"<b/>",
	"<li>x</li>",
	"<ul>x</ul>",
	"one <aside>two</aside>",
	"a\x01z",
	"a\xef\xbf\xbez",
	"<b >x</b >",
	"<b",
	"<",
	"&",
};

static void plain_pieces_are_read_as_libxml_reads_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++)
		if (!compare(plain[i]))
			fail_msg("%s is not read", plain[i]);
}

static void other_pieces_are_left_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++)
		if (compare(other[i]))
			fail_msg("%s is read", other[i]);
}

static void long_texts_stay_in_one_piece(void **state)
{
	struct buf html = { 0 };

	(void)state;
	buf_add(&html, STR("<p>"));
	for (int i = 0; i < 5000; i++)
		buf_add(&html, STR("word &amp; "));
	buf_add(&html, STR("</p>"));
	assert_true(compare(buf_z(&html)));
	buf_free(&html);
}

static unsigned next_random(unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16 & 0x7fff;
}

static void add_random(struct buf *out, unsigned *seed, int depth)
{
	static const char *const names[] = { "p", "a", "em", "i", "b", "strong", "code", "span",
		"div", "blockquote", "li", "ul", "ol", "pre", "aside", "del", "ins", "s", "u",
		"sub", "sup", "small", "cite", "h1", "h2", "h3", "h4" };
	static const char *const pieces[] = { "text", " ", "\n", "<br>", "<hr>", "<img src=\"x\">",
		"&amp;", "&nbsp;", "<br/>", "a b", " x", "y ", "\r\n", "\r" };

	for (unsigned n = next_random(seed) % 4; n-- > 0;) {
		const char *name = names[next_random(seed) % (sizeof(names) / sizeof(*names))];

		if (depth > 3 || next_random(seed) % 2) {
			buf_add(out,
				str_z(pieces[next_random(seed) %
					(sizeof(pieces) / sizeof(*pieces))]));
			continue;
		}
		if (!strcmp(name, "ul") || !strcmp(name, "ol")) {
			buf_printf(out, "<%s>\n<li>", name);
			add_random(out, seed, depth + 1);
			buf_printf(out, "</li></%s>", name);
			continue;
		}
		buf_printf(out, next_random(seed) % 5 ? "<%s>" : "<%s class=\"c d\">", name);
		add_random(out, seed, depth + 1);
		buf_printf(out, "</%s>", name);
	}
}

static void whatever_is_read_is_read_as_libxml_reads_it(void **state)
{
	unsigned seed = 1, read = 0;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct buf html = { 0 };

		add_random(&html, &seed, 0);
		if (str_trim(buf_str(&html)).len)
			read += compare(buf_z(&html));
		buf_free(&html);
	}
	assert_true(read > 3000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_pieces_are_read_as_libxml_reads_them),
		cmocka_unit_test(other_pieces_are_left_alone),
		cmocka_unit_test(long_texts_stay_in_one_piece),
		cmocka_unit_test(whatever_is_read_is_read_as_libxml_reads_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
