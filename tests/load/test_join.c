/* Further parts of a page and discussions elsewhere, against a server of our own on loopback that
 * plays hand-made answers: what is joined, what failed, and what is asked of nobody. */
#include "config.h"

#include "support/unit.h"

#include <time.h>

#include "load/served.h"

/* ---- a topic on three pages: the second answers the first, the third repeats one ---- */

#define POST(n, author, quote)                                                                     \
	"<div id=p" n " class='post bg1'><div class=inner><div class=postbody><p class=author>by " \
	"<strong><a class=username href=/u>" author "</a></strong> <time datetime="                \
	"2020-01-01T10:0" n ":00Z>then</time></p><div class=content>" quote "Post number " n       \
	" says a few words about the bridge.</div></div></div></div>"
#define QUOTE(n, author)                                                                           \
	"<blockquote cite='./viewtopic.php?p=" n "#p" n "'><div><cite>" author                     \
	" wrote:<a href='./viewtopic.php?p=" n "#p" n "'>up</a></cite>words</div></blockquote>"
#define TOPIC(before, posts, after)                                                                \
	HTML "<title>The bridge</title><body id=phpbb class=section-viewtopic>"                    \
	     "<h2 class=topic-title>The bridge</h2><div class=pagination>" before after            \
	     "</div>" posts
#define PREV(to) "<li class='arrow previous'><a rel=prev href='" to "'>back</a></li>"
#define NEXT(to) "<li class='arrow next'><a rel=next href='" to "'>on</a></li>"
#define FIRST(next)                                                                                \
	TOPIC("", POST("1", "Ann", "") POST("2", "Bob", "") POST("3", "Cid", ""), NEXT(next))

/* ---- an article on two pages ---- */

#define PARAGRAPH(what)                                                                            \
	"<p>" what " The river rose by two metres in the night, and the old bridge, which had "    \
	"stood for a century, was gone by dawn.</p>"
#define STORY(n, next)                                                                             \
	HTML "<title>A story</title>" next "<body><article><h1>A story</h1>" PARAGRAPH(            \
		"Page " n " begins.") PARAGRAPH("Page " n " ends.") "</article>"

/* ---- what services answer; the story is http://127.0.0.1:PORT/story ---- */

#define HN_HITS                                                                                    \
	JSON "{\"hits\":[{\"objectID\":\"7\",\"title\":\"A story told\",\"url\":null,"             \
	     "\"num_comments\":2},{\"objectID\":\"8\",\"title\":\"None said a "                    \
	     "word\",\"url\":null,"                                                                \
	     "\"num_comments\":0},{\"objectID\":\"9\",\"title\":\"Another story\",\"url\":"        \
	     "\"https://x.example/other\",\"num_comments\":99}],\"nbHits\":3}"
#define HN_ITEM                                                                                    \
	JSON "{\"id\":7,\"created_at\":\"2020-01-01T10:00:00Z\",\"created_at_i\":1577872800,"      \
	     "\"author\":\"ann\",\"title\":\"A story told\",\"text\":null,\"story_id\":7,"         \
	     "\"children\":[{\"id\":70,\"created_at\":\"2020-01-01T11:00:00Z\",\"author\":"        \
	     "\"hn_bob\",\"text\":\"<p>Said on Hacker News\",\"parent_id\":7,\"story_id\":7,"      \
	     "\"created_at_i\":1577876400,\"children\":[{\"id\":71,\"created_at\":"                \
	     "\"2020-01-01T12:00:00Z\",\"author\":\"hn_cid\",\"text\":\"Answered there\","         \
	     "\"parent_id\":70,\"story_id\":7,\"created_at_i\":1577880000,\"children\":[]}]}]}"
#define LOBSTERS_ALL                                                                               \
	JSON "[{\"short_id\":\"abc\",\"short_id_url\":\"https://lobste.rs/s/abc\",\"title\":"      \
	     "\"A story\",\"comment_count\":1,\"url\":\"\"}]"
#define LOBSTERS_ITEM                                                                              \
	JSON "{\"short_id\":\"abc\",\"title\":\"A story\",\"comment_count\":1,\"comments\":[{"     \
	     "\"short_id\":\"c1x\",\"created_at\":\"2020-01-01T10:00:00Z\",\"comment\":"           \
	     "\"<p>Said on Lobsters\",\"parent_comment\":null,\"depth\":0,\"score\":3,"            \
	     "\"commenting_user\":\"lob_dan\",\"url\":\"https://lobste.rs/c/c1x\"}]}"
#define REDDIT_INFO                                                                                \
	JSON "{\"kind\":\"Listing\",\"data\":{\"children\":[{\"kind\":\"t3\",\"data\":{"           \
	     "\"subreddit\":\"bridges\",\"title\":\"A story\",\"num_comments\":1,\"url\":\"\","    \
	     "\"permalink\":\"/r/bridges/comments/z1/a_story/\"}}]}}"
#define REDDIT_ITEM                                                                                \
	JSON "[{\"kind\":\"Listing\",\"data\":{\"children\":[{\"kind\":\"t3\",\"data\":{"          \
	     "\"subreddit\":\"bridges\",\"title\":\"A story\",\"name\":\"t3_z1\",\"author\":"      \
	     "\"red_op\",\"created_utc\":1577872800,\"num_comments\":1}}]}},{\"kind\":\"Listing\"" \
	     ",\"data\":{\"children\":[{\"kind\":\"t1\",\"data\":{\"subreddit\":\"bridges\","      \
	     "\"id\":\"k1\",\"author\":\"red_eve\",\"created_utc\":1577876400,\"parent_id\":"      \
	     "\"t3_z1\",\"body\":\"Said on Reddit\",\"score\":2,\"replies\":\"\"}}]}}]"
#define LEMMY_POSTS                                                                                \
	JSON "{\"type_\":\"Url\",\"comments\":[],\"posts\":[{\"post\":{\"id\":5,\"name\":"         \
	     "\"A story\",\"ap_id\":\"https://l.example/post/5\"},\"community\":{\"name\":"        \
	     "\"bridges\"},\"counts\":{\"comments\":1}}],\"communities\":[],\"users\":[]}"
#define LEMMY_LIST                                                                                 \
	JSON "{\"comments\":[{\"comment\":{\"id\":50,\"content\":\"Said on Lemmy\",\"path\":"      \
	     "\"0.50\",\"published\":\"2020-01-01T10:00:00Z\",\"ap_id\":"                          \
	     "\"https://l.example/comment/50\"},\"creator\":{\"name\":\"lem_fay\"},\"counts\":"    \
	     "{\"score\":4}}]}"
#define MASTODON_SEARCH                                                                            \
	JSON "{\"accounts\":[],\"statuses\":[{\"id\":\"900\",\"replies_count\":1,\"account\":{"    \
	     "\"acct\":\"gus@m.example\"},\"card\":null}],\"hashtags\":[]}"
#define MASTODON_CONTEXT                                                                           \
	JSON "{\"ancestors\":[],\"descendants\":[{\"id\":\"901\",\"in_reply_to_id\":\"900\","      \
	     "\"created_at\":\"2020-01-01T10:00:00Z\",\"content\":\"<p>Said on Mastodon</p>\","    \
	     "\"url\":\"https://m.example/@hal/901\",\"favourites_count\":1,\"account\":{"         \
	     "\"display_name\":\"Hal\",\"acct\":\"hal\"}}]}"

/* ---- a topic that a script would load, 2 posts at a time ---- */

#define DISCOURSE(n, author, to)                                                                   \
	"{\"id\":10" n ",\"post_number\":" n ",\"username\":\"" author "\",\"created_at\":"        \
	"\"2020-01-01T10:0" n ":00Z\",\"reply_to_post_number\":" to ",\"cooked\":\"<p>Post "       \
	"number " n " of the topic</p>\"}"
#define DISCOURSE_PAGE(posts)                                                                      \
	JSON "{\"post_stream\":{\"posts\":[" posts "],\"stream\":[101,102,103,104]},"              \
	     "\"title\":\"A topic\",\"posts_count\":4,\"chunk_size\":2}"

static const struct fault pages[] = {
	SERVE("/topic/1", FIRST("/topic/2")),
	SERVE("/topic/2",
		TOPIC(PREV("/topic/1"), POST("4", "Dan", QUOTE("2", "Bob")) POST("5", "Eve", ""),
			NEXT("/topic/3"))),
	SERVE("/topic/3",
		TOPIC(PREV("/topic/2"),
			POST("5", "Eve", "") POST("6", "Fay", QUOTE("4", "Dan"))
				POST("7", "Gus", QUOTE("1", "Ann")),
			"")),
	SERVE("/broken/1", FIRST("/broken/2")),
	SERVE("/broken/2", GONE),
	SERVE("/ring/1", FIRST("/ring/2")),
	SERVE("/ring/2", TOPIC(PREV("/ring/1"), POST("4", "Dan", ""), NEXT("/ring/1"))),
	SERVE("/inward", FIRST("http://10.255.255.1/topic/2")),
	SERVE("/story", STORY("one", "<link rel=next href=/story/2>")),
	SERVE("/story/2", STORY("two", "")),
	SERVE("/moved", HTML "<meta http-equiv=refresh content='0; url=/moved/again'>"),
	SERVE("/moved/again",
		HTML "<meta http-equiv=Refresh content='5;URL=\"/story/2\"'><p>Wait."),
	SERVE("/moved/ring",
		HTML "<title>Ring</title><meta http-equiv=refresh content='0;url=/moved/ring/2'>"),
	SERVE("/moved/ring/2",
		HTML "<title>Ring</title><meta http-equiv=refresh content='0;url=/moved/ring'>"),
	SERVE("/moved/inward",
		HTML
		"<title>In</title><meta http-equiv=refresh content='0;url=http://10.255.255.1/'>"),
	SERVE("/moved/later",
		HTML "<title>Later</title><meta http-equiv=refresh content='300;url=/story/2'>"),
	SERVE("/moved/read", STORY("read", "<meta http-equiv=refresh content='0;url=/broken/2'>")),
	SERVE("/moved/gone", HTML "<meta http-equiv=refresh content='0;url=/broken/2'>"),
	SERVE("/framed",
		HTML "<title>T</title><body><article>" PARAGRAPH(
			"Text.") "</article><script>var "
				 "remark_config = {host: '/remark', site_id: 'x'}</script>"),
	SERVE("/remark/api/v1/find*",
		JSON "{\"comments\":[{\"id\":\"r1\",\"pid\":\"\",\"text\":\"<p>Said in the "
		     "frame</p>\",\"user\":{\"name\":\"Rem\"},\"score\":1,\"time\":"
		     "\"2020-01-01T10:00:00Z\",\"locator\":{\"site\":\"x\"}}]}"),
	SERVE("/t/a-topic/55",
		HTML "<title>A topic</title><meta name=generator content='Discourse 3.2'><body>"
		     "<div id=main></div><noscript>Please use a script.</noscript>"),
	SERVE("/t/55.json",
		DISCOURSE_PAGE(DISCOURSE("1", "ann", "null") "," DISCOURSE("2", "bob", "null"))),
	SERVE("/t/55.json?page=2",
		DISCOURSE_PAGE(DISCOURSE("3", "cid", "2") "," DISCOURSE("4", "dan", "3"))),
	SERVE("/api/v1/search*", HN_HITS),
	SERVE("/api/v1/items/7", HN_ITEM),
	SERVE("/stories/url/all.json*", LOBSTERS_ALL),
	SERVE("/s/abc.json", LOBSTERS_ITEM),
	SERVE("/api/info.json*", REDDIT_INFO),
	SERVE("/r/bridges/comments/z1/a_story/.json*", REDDIT_ITEM),
	SERVE("/api/v3/search*", LEMMY_POSTS),
	SERVE("/api/v3/comment/list*", LEMMY_LIST),
	SERVE("/api/v2/search*", MASTODON_SEARCH),
	SERVE("/api/v1/statuses/900/context", MASTODON_CONTEXT),
};

static struct served served;

static int start(void **state)
{
	(void)state;
	served_start(&served, pages, sizeof(pages) / sizeof(*pages));
	return 0;
}

static int stop(void **state)
{
	(void)state;
	return served_stop(&served);
}

static int run(const char *path, const char *options, struct buf *out)
{
	return served_run(&served, path, options, out);
}

static void a_topic_of_three_pages_becomes_one_tree(void **state)
{
	struct buf out = { 0 };

	(void)state;
	assert_int_equal(run("/topic/1", "--json --join=9", &out), 0);
	assert_int_equal(
		served_count(&out, "\"author\": "), 6); /* the opening post is the article */
	assert_says(&out, "{\"id\": \"p4\", \"parent\": \"p2\", \"depth\": 1");
	assert_says(&out, "{\"id\": \"p6\", \"parent\": \"p4\", \"depth\": 2");
	assert_int_equal(served_count(&out, "Post number 5"), 1);
	assert_int_equal(served_count(&out, "\"parts\""), 0);
	buf_free(&out);
}

static void a_topic_is_whole_from_whatever_page_it_was_opened(void **state)
{
	struct buf out = { 0 };
	size_t two, six;

	(void)state;
	assert_int_equal(run("/topic/3", "--json --join=9", &out), 0);
	assert_int_equal(served_count(&out, "\"author\": "), 6);
	assert_says(&out, "{\"id\": \"p6\", \"parent\": \"p4\", \"depth\": 2");
	assert_says(&out, "Post number 1 says");
	two = str_find(buf_str(&out), STR("Post number 2"), 0);
	six = str_find(buf_str(&out), STR("Post number 6"), 0);
	assert_true(two < six);
	buf_free(&out);
}

static void a_limit_leaves_the_rest_named(void **state)
{
	struct buf out = { 0 };

	(void)state;
	run("/topic/1", "--json --join=1", &out);
	assert_int_equal(served_count(&out, "\"author\": "), 4);
	assert_says(&out, "/topic/3\", \"discussion\": 0}");
	assert_says(&out, "a limit was reached");
	buf_free(&out);
}

static void nothing_is_loaded_unasked(void **state)
{
	struct buf out = { 0 };

	(void)state;
	run("/topic/1", "--json", &out);
	assert_int_equal(served_count(&out, "\"author\": "), 2);
	assert_says(&out, "/topic/2\", \"discussion\": 0}");
	buf_free(&out);
}

static void a_part_that_fails_is_a_note(void **state)
{
	struct buf out = { 0 };

	(void)state;
	assert_int_equal(run("/broken/1", "--json --join=9", &out), 0);
	assert_int_equal(served_count(&out, "\"author\": "), 2);
	assert_says(&out, "A part of the page (comments) could not be joined");
	assert_says(&out, "404");
	assert_says(&out, "/broken/2\", \"discussion\": 0}");
	buf_free(&out);
}

static void a_ring_of_pages_is_walked_once(void **state)
{
	struct buf out = { 0 };

	(void)state;
	assert_int_equal(run("/ring/1", "--json --join=9", &out), 0);
	assert_int_equal(served_count(&out, "\"author\": "), 3);
	buf_free(&out);
}

static void a_page_cannot_make_us_ask_the_network_behind_us(void **state)
{
	struct buf out = { 0 };
	time_t begun = time(NULL);

	(void)state;
	assert_int_equal(run("/inward", "--json --join=9", &out), 0);
	assert_int_equal(served_count(&out, "could not be joined"), 0);
	assert_says(&out, "http://10.255.255.1/topic/2");
	assert_true(time(NULL) - begun < 10);
	buf_free(&out);
}

static void pages_of_an_article_follow_each_other(void **state)
{
	struct buf out = { 0 };
	size_t one, two;

	(void)state;
	assert_int_equal(run("/story", "--dump --join=9", &out), 0);
	one = str_find(buf_str(&out), STR("Page one ends."), 0);
	two = str_find(buf_str(&out), STR("Page two begins."), 0);
	assert_true(one < two && two < out.len);
	assert_int_equal(served_count(&out, "A story"), 1);
	buf_free(&out);
}

static void a_provider_that_a_script_names_is_asked(void **state)
{
	struct buf out = { 0 };

	(void)state;
	assert_int_equal(run("/framed", "--json --join=9", &out), 0);
	assert_says(&out, "Said in the frame");
	assert_says(&out, "\"provider\": \"Remark42\"");
	buf_free(&out);
}

static void a_topic_is_had_from_the_interface_of_its_site(void **state)
{
	struct buf out = { 0 };

	(void)state;
	run("/t/a-topic/55", "--json --join=9", &out);
	assert_int_equal(served_count(&out, "\"author\": "), 3);
	assert_says(&out, "\"parent\": \"3\", \"depth\": 2, \"author\": \"dan\"");
	buf_free(&out);
}

static void services_are_asked_where_a_page_is_talked_about(void **state)
{
	static const char *const said[] = { "Hacker News", "Lobsters", "Reddit", "Lemmy",
		"Mastodon" };
	struct buf out = { 0 };

	(void)state;
	assert_int_equal(
		run("/story/2",
			"--json --elsewhere --elsewhere-hackernews=% --elsewhere-lobsters=% "
			"--elsewhere-reddit=% --elsewhere-lemmy=% --elsewhere-mastodon=%",
			&out),
		0);
	for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++) {
		struct buf text = { 0 };

		buf_printf(&text, "Said on %s", said[i]);
		assert_says(&out, buf_z(&text));
		buf_cut(&text, 0);
		buf_printf(&text, "\"provider\": \"%s\"", said[i]);
		assert_says(&out, buf_z(&text));
		buf_free(&text);
	}
	assert_says(&out, "\"title\": \"A story told\"");
	assert_says(&out, "{\"id\": \"71\", \"parent\": \"70\"");
	assert_int_equal(served_count(&out, "could not"), 0);
	assert_int_equal(served_count(&out, "in vain"), 0);
	buf_free(&out);
}

static void a_service_that_does_not_answer_is_a_note(void **state)
{
	struct buf out = { 0 };

	(void)state;
	assert_int_equal(run("/story/2",
				 "--json --elsewhere --elsewhere-hackernews=http://127.0.0.1:1 "
				 "--elsewhere-lobsters=no --elsewhere-reddit=no",
				 &out),
		0);
	assert_says(&out, "Hacker News was asked in vain");
	assert_says(&out, "Page two begins.");
	buf_free(&out);
}

static void an_address_of_this_network_is_told_to_nobody_outside(void **state)
{
	struct buf out = { 0 };

	(void)state;
	assert_int_equal(run("/story/2",
				 "--json --elsewhere --elsewhere-hackernews=https://hn.example "
				 "--elsewhere-lobsters=no --elsewhere-reddit=no",
				 &out),
		0);
	assert_int_equal(served_count(&out, "in vain"), 0);
	buf_free(&out);
}

static void a_page_that_is_but_a_signpost_is_left_for_the_next(void **state)
{
	struct buf out = { 0 };

	(void)state;
	assert_int_equal(run("/moved", "--json", &out), 0);
	assert_says(&out, "Page two begins.");
	assert_says(&out, "/story/2\", \"canonical\"");
	assert_int_equal(run("/moved/gone", "--json", &out), 1);
	assert_says(&out, "/broken/2: the host has no such page (status 404)");
	buf_free(&out);
}

static void signposts_lead_neither_in_circles_nor_behind_us_nor_off_a_page(void **state)
{
	struct buf out = { 0 };
	time_t begun = time(NULL);

	(void)state;
	assert_int_equal(run("/moved/ring", "--json", &out), 3);
	assert_says(&out, "{\"kind\": \"moved\", \"url\": ");
	assert_int_equal(run("/moved/inward", "--json", &out), 3);
	assert_says(&out, "{\"kind\": \"moved\", \"url\": \"http://10.255.255.1/\"}");
	assert_int_equal(run("/moved/later", "--json", &out), 3);
	assert_says(&out, "/moved/later\"");
	assert_int_equal(run("/moved/read", "--json", &out), 0);
	assert_says(&out, "Page read begins.");
	assert_true(time(NULL) - begun < 10);
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_topic_of_three_pages_becomes_one_tree),
		cmocka_unit_test(a_topic_is_whole_from_whatever_page_it_was_opened),
		cmocka_unit_test(a_limit_leaves_the_rest_named),
		cmocka_unit_test(nothing_is_loaded_unasked),
		cmocka_unit_test(a_part_that_fails_is_a_note),
		cmocka_unit_test(a_ring_of_pages_is_walked_once),
		cmocka_unit_test(a_page_cannot_make_us_ask_the_network_behind_us),
		cmocka_unit_test(pages_of_an_article_follow_each_other),
		cmocka_unit_test(a_provider_that_a_script_names_is_asked),
		cmocka_unit_test(a_page_that_is_but_a_signpost_is_left_for_the_next),
		cmocka_unit_test(signposts_lead_neither_in_circles_nor_behind_us_nor_off_a_page),
		cmocka_unit_test(a_topic_is_had_from_the_interface_of_its_site),
		cmocka_unit_test(services_are_asked_where_a_page_is_talked_about),
		cmocka_unit_test(a_service_that_does_not_answer_is_a_note),
		cmocka_unit_test(an_address_of_this_network_is_told_to_nobody_outside),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
