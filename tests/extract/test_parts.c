/* Where more of a page is: addresses of its parts, and those that are none. */
#include "config.h"

#include "support/unit.h"

#include "document/document.h"
#include "extract/extract.h"
#include "site/site.h"

#define HOME "https://x.example"

struct made {
	struct page page;
	struct buf image;
	struct document d;
	struct site_set *sites;
};

static void make(struct made *m, enum page_kind kind, const char *text, const char *url)
{
	struct buf mistakes = { 0 };
	struct builder *b = builder_new(0);
	struct extract_options o = { .now = 0 };
	struct err e = { 0 };

	m->sites = site_set_new(NULL, NULL, &mistakes);
	o.sites = m->sites;
	assert_true(page_parse(&m->page, kind, str_z(text), str_z(url), &e));
	extract_document(&m->page, &o, b);
	assert_true(builder_seal(b, &m->image, &e));
	assert_true(document_open(&m->d, m->image.at, m->image.len, &e));
	builder_free(b);
	buf_free(&mistakes);
}

static void drop(struct made *m)
{
	site_set_free(m->sites);
	buf_free(&m->image);
	page_free(&m->page);
}

/* Which part has the address; DOC_NONE for none. */
static uint32_t part(const struct made *m, const char *url)
{
	for (uint32_t i = 0; i < m->d.parts; i++)
		if (str_eq(doc_str(&m->d, m->d.part[i].url), str_z(url)))
			return i;
	return DOC_NONE;
}

/* One page with one part of this kind. */
static void expect(const char *html, const char *url, enum part_kind kind, const char *to)
{
	struct made m = { 0 };
	uint32_t i;

	make(&m, PAGE_HTML, html, url);
	i = part(&m, to);
	if (i == DOC_NONE)
		for (uint32_t k = 0; k < m.d.parts; k++)
			print_error("%.*s\n", STR_ARG(doc_str(&m.d, m.d.part[k].url)));
	assert_int_not_equal(i, DOC_NONE);
	assert_int_equal(m.d.part[i].kind, kind);
	drop(&m);
}

static void expect_none(const char *html, const char *url)
{
	struct made m = { 0 };

	make(&m, PAGE_HTML, html, url);
	for (uint32_t k = 0; k < m.d.parts; k++)
		print_error("%.*s\n", STR_ARG(doc_str(&m.d, m.d.part[k].url)));
	assert_int_equal(m.d.parts, 0);
	drop(&m);
}

static void a_feed_of_the_pages_comments_is_a_part_and_one_of_the_site_is_none(void **state)
{
	(void)state;
	expect("<link rel=alternate type=application/rss+xml title='Site &raquo; Post Comments "
	       "Feed' href='/2017/post/feed/'><p>Text",
		HOME "/2017/post/", PART_FEED, HOME "/2017/post/feed/");
	expect("<link rel=alternate type=application/atom+xml title='Blog - Atom' "
	       "href='/feeds/77/comments/default'><p>Text",
		HOME "/2017/post.html", PART_FEED, HOME "/feeds/77/comments/default");
	expect_none(
		"<link rel=alternate type=application/rss+xml title='Site &raquo; Comments Feed'"
		" href='/comments/feed/'><p>Text",
		HOME "/2017/post/");
	expect_none("<link rel=alternate type=application/rss+xml title='Site' href='/2017/post/x'>"
		    "<p>Text",
		HOME "/2017/post/");
}

static void further_comments_are_links_that_say_so(void **state)
{
	(void)state;
	expect("<p>Text<a href='?cpage=2#comments'>Newer &rarr;</a>", HOME "/post", PART_COMMENTS,
		HOME "/post?cpage=2");
	expect("<p>Text<a href='/post/all'>Show  all\ncomments (312)</a>", HOME "/post",
		PART_COMMENTS, HOME "/post/all");
	expect("<p>Text<a href='/post/comment-page-1/'>&larr; Older comments</a>", HOME "/post",
		PART_EARLIER, HOME "/post/comment-page-1/");
	expect("<p>Text<button data-url='/load?after=9'>Load more comments</button>", HOME "/post",
		PART_COMMENTS, HOME "/load?after=9");
	expect_none("<p>Text<a href='#comments'>All comments</a><a href='/login?to=x'>More "
		    "comments</a><a href='javascript:more()'>More comments</a>"
		    "<a href='/other/comment-page-2/'>A reply elsewhere</a>",
		HOME "/post");
}

static void frames_that_hold_comments_are_told_from_others(void **state)
{
	(void)state;
	expect("<p>Text<iframe src='https://talk.example/comments/embed?id=7'></iframe>",
		HOME "/post", PART_FRAME, "https://talk.example/comments/embed?id=7");
	expect("<p>Text<iframe src='about:blank' data-src='//y.example/discuss/3'></iframe>",
		HOME "/post", PART_FRAME, "https://y.example/discuss/3");
	expect_none("<p>Text<iframe src='https://ads.example/x?u=comments'></iframe>"
		    "<iframe src='https://blogger.example/comment-iframe.g?id=1'></iframe>",
		HOME "/post");
}

static void disqus_is_found_in_one_script_or_in_two(void **state)
{
	(void)state;
	expect("<p>Text<script>var disqus_shortname = 'gazette'; var disqus_identifier='a 1';"
	       "</script>",
		HOME "/post", PART_FRAME,
		"https://disqus.com/embed/comments/?base=default&f=gazette&t_i=a%201");
	expect("<p>Text<script>var disqus_config = function () { this.page.url = "
	       "\"https:\\/\\/x.example\\/p\"; };</script><script>(function(){ s.src = "
	       "'https://gazette.disqus.com/embed.js'; })()</script>",
		HOME "/post", PART_FRAME,
		"https://disqus.com/embed/comments/?base=default&f=gazette&t_u=https%3A%2F%2Fx."
		"example%2Fp");
	expect("<link rel=canonical href='https://x.example/c'><p>Text<div id=disqus_thread></div>"
	       "<script src='//gazette.disqus.com/embed.js'></script>",
		HOME "/post", PART_FRAME,
		"https://disqus.com/embed/comments/?base=default&f=gazette&t_u=https%3A%2F%2Fx."
		"example%2Fc");
	expect_none("<p>Text<script src='//gazette.disqus.com/count.js'></script>", HOME "/post");
}

static void own_servers_of_comments_are_asked_for_this_page(void **state)
{
	(void)state;
	expect("<p>Text<script data-isso='//talk.x.example/' src='//talk.x.example/js/embed.js'>"
	       "</script>",
		HOME "/a/post", PART_FRAME, "https://talk.x.example/?uri=%2Fa%2Fpost");
	expect("<p>Text<script>var remark_config = { host: \"https://r.x.example\", site_id: "
	       "'blog' }</script>",
		HOME "/post", PART_FRAME,
		"https://r.x.example/api/v1/find?site=blog&format=plain&url=https%3A%2F%2Fx."
		"example%2Fpost");
	expect("<meta name=generator content='Discourse 3.2'><p>Text", HOME "/t/a-topic/1234/5",
		PART_TOPIC, HOME "/t/1234.json");
}

#define POST(n)                                                                                    \
	"<div class=post id=post-" n "><b class=author>Writer " n "</b><time datetime=2020-01-0" n \
	"T10:00:00Z>then</time><div class=text><p>What the writer of this post says about the "    \
	"bridge and the river, number " n ".</div></div>"
#define POSTS POST("1") POST("2") POST("3") POST("4") POST("5")

static void the_next_page_of_a_topic_holds_comments_and_that_of_a_story_text(void **state)
{
	(void)state;
	expect("<h1>Topic</h1>" POSTS "<a href='/forum/topic/7?page=2'>2</a>"
	       "<a href='/forum/topic/7?page=3'>3</a><a href='/forum/topic/8?page=2'>Next</a>",
		HOME "/forum/topic/7", PART_COMMENTS, HOME "/forum/topic/7?page=2");
	expect("<h1>Topic</h1>" POSTS "<a rel=prev href='/forum/topic/7?page=2'>back</a>",
		HOME "/forum/topic/7?page=3", PART_EARLIER, HOME "/forum/topic/7?page=2");
	expect("<link rel=next href='/story/2'><h1>Story</h1><p>The river rose by two metres in "
	       "the "
	       "night, and the old bridge, which had stood for a century, was gone.",
		HOME "/story", PART_ARTICLE, HOME "/story/2");
	expect_none("<h1>Story</h1><p>The river rose in the night.<a rel=next href='/story-of-"
		    "another'>Next story</a>",
		HOME "/story");
}

static void an_answer_lists_discussions_with_their_size(void **state)
{
	struct made m = { 0 };
	uint32_t i;

	(void)state;
	make(&m, PAGE_JSON,
		"{\"hits\": [{\"objectID\": \"42\", \"title\": \"A story\", \"num_comments\": 7, "
		"\"url\": \"https://news.example/s\"}, {\"objectID\": \"43\", \"num_comments\": "
		"0}],"
		" \"nbHits\": 2}",
		"http://127.0.0.1:99/api/v1/search?query=x");
	assert_int_equal(m.d.parts, 2);
	assert_int_equal(m.d.comments, 0);
	i = part(&m, "http://127.0.0.1:99/api/v1/items/42");
	assert_int_not_equal(i, DOC_NONE);
	assert_int_equal(m.d.part[i].kind, PART_THREAD);
	assert_int_equal(m.d.part[i].claimed, 7);
	assert_str(doc_str(&m.d, m.d.part[i].name), "A story");
	assert_str(doc_str(&m.d, m.d.part[i].about), "https://news.example/s");
	drop(&m);
}

static void comments_in_the_data_of_a_script_are_read_by_a_rule(void **state)
{
	struct made m = { 0 };

	(void)state;
	make(&m, PAGE_HTML,
		"<title>Disqus</title><script type='text/json' id='disqus-threadData'>{\"cursor\": "
		"{\"total\": 3}, \"response\": {\"posts\": [{\"id\": \"11\", \"message\": "
		"\"<p>First"
		"</p>\", \"raw_message\": \"First\", \"author\": {\"name\": \"Ann\"}, \"parent\": "
		"null, \"createdAt\": \"2020-01-01T10:00:00\"}, {\"id\": \"12\", \"message\": "
		"\"<p>Answer</p>\", \"author\": {\"name\": \"Bob\"}, \"parent\": 11, "
		"\"createdAt\": "
		"\"2020-01-01T11:00:00\"}]}}</script>",
		"https://disqus.com/embed/comments/?f=gazette");
	assert_int_equal(m.d.comments, 2);
	assert_str(doc_str(&m.d, m.d.comment[1].author), "Bob");
	assert_int_equal(m.d.comment[1].parent, 0);
	assert_int_equal(m.d.discussion[0].unloaded, 1);
	for (uint32_t i = m.d.head->blocks.first; i < m.d.head->blocks.count; i++)
		assert_false(str_has(doc_block_text(&m.d, i), STR("cursor")));
	drop(&m);
}

static void a_page_that_sends_its_readers_on_says_where(void **state)
{
	static const struct {
		const char *content, *to; /* NULL: nowhere */
	} all[] = {
		{ "0; url=/new", HOME "/new" },
		{ "0;URL=/new", HOME "/new" },
		{ "3 ; url = '/new?a=b'", HOME "/new?a=b" },
		{ "0, url=&quot;https://y.example/&quot;", "https://y.example/" },
		{ "0; url='/new", HOME "/new" },
		{ "0; url=new page", HOME "/new%20page" },
		{ "10; url=/new", HOME "/new" },
		{ "300; url=/new", NULL },
		{ "0", NULL },
		{ "", NULL },
		{ "0; url=", NULL },
		{ "0; url=/old", NULL },
		{ "0; url=/old#part", NULL },
		{ "0; url=javascript:alert(1)", NULL },
		{ "0; url=file:///etc/passwd", NULL },
		{ "0; /new", NULL },
		{ "soon; url=/new", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct buf html = { 0 };
		struct made m = { 0 };

		buf_printf(&html,
			"<title>T</title><meta http-equiv=\"refresh\" content=\"%s\"><p>Wait.",
			all[i].content);
		make(&m, PAGE_HTML, buf_z(&html), HOME "/old");
		if ((m.d.parts > 0) != (all[i].to != NULL))
			print_error("%s: %u parts\n", all[i].content, m.d.parts);
		assert_int_equal(m.d.parts, all[i].to != NULL);
		if (all[i].to) {
			assert_int_equal(m.d.part[0].kind, PART_MOVED);
			assert_str(doc_str(&m.d, m.d.part[0].url), all[i].to);
		}
		drop(&m);
		buf_free(&html);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_that_sends_its_readers_on_says_where),
		cmocka_unit_test(
			a_feed_of_the_pages_comments_is_a_part_and_one_of_the_site_is_none),
		cmocka_unit_test(further_comments_are_links_that_say_so),
		cmocka_unit_test(frames_that_hold_comments_are_told_from_others),
		cmocka_unit_test(disqus_is_found_in_one_script_or_in_two),
		cmocka_unit_test(own_servers_of_comments_are_asked_for_this_page),
		cmocka_unit_test(the_next_page_of_a_topic_holds_comments_and_that_of_a_story_text),
		cmocka_unit_test(an_answer_lists_discussions_with_their_size),
		cmocka_unit_test(comments_in_the_data_of_a_script_are_read_by_a_rule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
