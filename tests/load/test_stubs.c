/* Discussions that services give bit by bit: cursors, stubs, pages of an interface. The answers are
 * made by hand in the form that each service gives. */
#include "config.h"

#include "support/unit.h"

#include "load/served.h"

#define STORY(more)                                                                                \
	HTML "<title>A story</title>" more "<body><article><h1>A story</h1><p>The river rose by "  \
	     "two metres in the night, and the old bridge, which had stood for a century, was "    \
	     "gone by dawn. Nobody was hurt.</p></article>"

/* ---- Disqus: a frame with the first posts, then an interface with a cursor ---- */

#define DISQUS_POST(n, parent)                                                                     \
	"{\"id\":\"90" n "\",\"parent\":" parent ",\"author\":{\"name\":\"Dis " n "\"},"           \
	"\"createdAt\":\"2020-01-01T10:0" n ":00\",\"points\":1,\"forum\":\"bridges\","            \
	"\"thread\":\"77\",\"isDeleted\":false,\"raw_message\":\"Said at Disqus " n "\","          \
	"\"message\":\"<p>Said at Disqus " n "</p>\"}"
#define DISQUS_FRAME                                                                               \
	HTML "<title>Disqus Comments</title><body><script type='text/json' "                       \
	     "id='disqus-threadData'>{\"cursor\":{\"hasNext\":true,\"next\":\"1:0:0\",\"total\":"  \
	     "4},\"code\":0,\"order\":\"popular\",\"response\":{\"posts\":[" DISQUS_POST("1",      \
		     "null") "," DISQUS_POST("2", "901") "],\"thread\":{\"id\":\"77\","            \
							 "\"forum\":\"bridges\",\"clean_title\":"  \
							 "\"A story\"}}}</script>"
#define DISQUS_API(posts, more, next)                                                              \
	JSON "{\"cursor\":{\"hasNext\":" more ",\"next\":\"" next                                  \
	     "\"},\"code\":0,\"response\":[" posts "]}"
#define DISQUS_CALL(cursor)                                                                        \
	"/api/3.0/threads/listPostsThreaded?limit=100&order=popular&forum=bridges&thread=77&"      \
	"cursor=" cursor "&api_key="                                                               \
	"E8Uh5l5fHZ6gD8U3KycjAIAk46f68Zw7C6eW8WSjZvCLXebZ7p0r1yrYDrLilk2F"

/* ---- Reddit: stubs with what they stand for, and one that only says that it goes on ---- */

#define T1(id, parent, replies)                                                                    \
	"{\"kind\":\"t1\",\"data\":{\"subreddit\":\"bridges\",\"id\":\"" id                        \
	"\",\"link_id\":\"t3_z1\",\"author\":\"red_" id "\",\"created_utc\":1577876400,"           \
	"\"parent_id\":\"" parent "\",\"body\":\"Said at Reddit " id "\",\"score\":2,"             \
	"\"replies\":" replies "}}"
#define LISTING(things) "{\"kind\":\"Listing\",\"data\":{\"children\":[" things "]}}"
#define MORE(parent, count, children)                                                              \
	"{\"kind\":\"more\",\"data\":{\"count\":" count ",\"parent_id\":\"" parent                 \
	"\",\"id\":\"_\",\"children\":[" children "]}}"
#define REDDIT(things)                                                                             \
	JSON "[" LISTING("{\"kind\":\"t3\",\"data\":{\"subreddit\":\"bridges\",\"title\":"         \
			 "\"A story\",\"name\":\"t3_z1\",\"author\":\"red_op\",\"selftext\":"      \
			 "\"The bridge is gone.\",\"created_utc\":1577872800,\"num_comments\":6}"  \
			 "}") "," LISTING(things) "]"
#define REDDIT_FIRST                                                                               \
	REDDIT(T1("k1", "t3_z1",                                                                   \
		LISTING(T1("k2", "t1_k1", LISTING(MORE("t1_k2", "0", ""))) "," MORE(               \
			"t1_k1", "1", "\"k3\""))) "," MORE("t3_z1", "2", "\"k4\",\"k5\""))
#define THINGS(things) JSON "{\"json\":{\"errors\":[],\"data\":{\"things\":[" things "]}}}"
#define OLD_COMMENT(id, stub)                                                                      \
	"<div class='thing comment' id=thing_t1_" id " data-fullname=t1_" id                       \
	"><div class=entry><p class=tagline><a class=author>red_" id "</a> <time datetime="        \
	"'2020-01-01T11:00:00+00:00'>then</time></p><div class=usertext-body><div class=md>"       \
	"<p>Said at Reddit " id "</p></div></div></div><div class=child>" stub "</div></div>"
#define OLD_STUB(children)                                                                         \
	"<div class='thing morechildren'><span class=morecomments><a class=button href="           \
	"'javascript:void(0)' onclick=\"return morechildren(this, 't3_z1', 'confidence', "         \
	"'" children "', 0, 'False')\">load more comments (1 reply)</a></span></div>"

/* ---- Lemmy: a tree cut at a depth, then the branches ---- */

#define LEMMY(id, path, children)                                                                  \
	"{\"comment\":{\"id\":" id ",\"post_id\":5,\"content\":\"Said at Lemmy " id                \
	"\",\"path\":\"" path "\",\"published\":\"2020-01-01T10:00:00Z\",\"ap_id\":"               \
	"\"https://l.example/" id "\"},\"creator\":{\"name\":\"lem" id                             \
	"\"},\"counts\":{\"score\":4,\"child_count\":" children "}}"
#define LEMMY_LIST(list) JSON "{\"comments\":[" list "]}"

/* ---- Stack Exchange: comments behind a link ---- */

#define SE_COMMENT(n)                                                                              \
	"<li id=comment-" n " class=comment><div class=comment-body><span class=comment-copy>"     \
	"Said below, number " n "</span> <a class=comment-user href=/users/" n ">Sta" n            \
	"</a> <span class=comment-date><span title='2020-01-01 10:0" n                             \
	":00Z'>then</span></span></div></li>"
#define SE_POST(id, what, comments, more)                                                          \
	"<div id=" id "><span class=js-vote-count>3</span><div class='post-text s-prose'><p>" what \
	"</p></div><div class=user-details><a href=/users/9>Nine</a></div>"                        \
	"<span class=relativetime title='2020-01-01 09:00:00Z'>then</span><ul>" comments           \
	"</ul>" more "</div>"
#define SE_MORE(id)                                                                                \
	"<div id=comments-link-" id "><a class='js-show-link comments-link' href=#>Show <b>1</b> " \
	"more comment</a></div>"

/* ---- GitHub: pages of the interface ---- */

#define GITHUB(n)                                                                                  \
	"{\"id\":" n ",\"issue_url\":\"https://x.example/issues/5\",\"html_url\":"                 \
	"\"https://x.example/issues/5#issuecomment-" n "\",\"user\":{\"login\":\"git" n            \
	"\"},\"created_at\":\"2020-01-01T10:00:00Z\",\"body\":\"Said at GitHub " n "\"}"

/* ---- PeerTube: a list, and the replies of one thread ---- */

#define TUBE(id, to, thread, replies)                                                              \
	"{\"id\":" id ",\"url\":\"https://v.example/" id "\",\"text\":\"<p>Said below a film " id  \
	"</p>\",\"threadId\":" thread ",\"inReplyToCommentId\":" to ",\"totalReplies\":" replies   \
	",\"createdAt\":\"2020-01-01T10:00:00Z\",\"account\":{\"displayName\":\"Tub " id           \
	"\"},\"isDeleted\":false}"

static const struct fault pages[] = {
	SERVE("/story-disqus", STORY("<iframe src='/embed/comments/?f=bridges'></iframe>")),
	SERVE("/embed/comments/*", DISQUS_FRAME),
	SERVE(DISQUS_CALL("1:0:0"),
		DISQUS_API(DISQUS_POST("2", "901") "," DISQUS_POST("3", "902"), "true", "2:0:0")),
	SERVE(DISQUS_CALL("2:0:0"), DISQUS_API(DISQUS_POST("4", "null"), "false", "")),
	SERVE("/r/bridges/comments/z1/a_story/.json", REDDIT_FIRST),
	SERVE("/comments/z1/_/k2/.json*",
		REDDIT(T1("k2", "t1_k1", LISTING(T1("k6", "t1_k2", "\"\""))))),
	SERVE("/api/morechildren.json?api_type=json&link_id=t3_z1&children=k3",
		THINGS(T1("k3", "t1_k1", "\"\""))),
	SERVE("/api/morechildren.json?api_type=json&link_id=t3_z1&children=k4,k5",
		THINGS(T1("k4", "t3_z1", "\"\"") "," T1("k5", "t1_k4", "\"\""))),
	SERVE("/r/bridges/comments/z1/old/",
		HTML "<title>A story</title><body><div class='thing link'><a class=title href=/x>"
		     "A story</a><p class=tagline><a class=author>red_op</a></p></div>" OLD_COMMENT(
			     "k1", OLD_STUB("k3")) OLD_COMMENT("k2",
			     "<span class=deepthread><a href='/r/bridges/comments/z1/old/k2/?x=1'>"
			     "continue this thread</a></span>")),
	SERVE("/r/bridges/comments/z1/old/k2/.json*",
		REDDIT(T1("k2", "t3_z1", LISTING(T1("k6", "t1_k2", "\"\""))))),
	SERVE("/api/v3/comment/list?max_depth=2&sort=Old&type_=All&post_id=5",
		LEMMY_LIST(LEMMY("1", "0.1", "3") "," LEMMY("2", "0.1.2", "2"))),
	SERVE("/api/v3/comment/list?max_depth=2&sort=Old&type_=All&parent_id=2",
		LEMMY_LIST(LEMMY("2", "0.1.2", "2") "," LEMMY("3", "0.1.2.3", "1") "," LEMMY(
			"4", "0.1.2.3.4", "0"))),
	SERVE("/api/v3/comment/list?limit=2&post_id=5&page=1",
		LEMMY_LIST(LEMMY("1", "0.1", "3") "," LEMMY("2", "0.1.2", "2"))),
	SERVE("/api/v3/comment/list?limit=50&sort=Old&type_=All&post_id=5&page=2",
		LEMMY_LIST(LEMMY("3", "0.1.2.3", "1"))),
	SERVE("/questions/1/bridge",
		HTML "<title>Why?</title><body><h1>Why did it fall?</h1>" SE_POST("question",
			"Why did the bridge fall in the night?", SE_COMMENT("1"), SE_MORE("100"))
			SE_POST("answer-200", "The river had washed its foundations away.",
				SE_COMMENT("3"), SE_MORE("200"))),
	SERVE("/story", STORY("")),
	SERVE("/api/v3/search*",
		JSON "{\"type_\":\"Url\",\"comments\":[],\"posts\":[{\"post\":{\"id\":6,\"name\":"
		     "\"A story\",\"ap_id\":\"https://l.example/post/6\"},\"community\":{\"name\":"
		     "\"bridges\"},\"counts\":{\"comments\":3}}],\"communities\":[],\"users\":[]}"),
	SERVE("/api/v3/comment/list?max_depth=16&sort=Old&type_=All&post_id=6",
		LEMMY_LIST(LEMMY("1", "0.1", "2") "," LEMMY(
			"2", "0.1.5.5.5.5.5.5.5.5.5.5.5.5.5.5.2", "1"))),
	SERVE("/api/v3/comment/list?max_depth=16&sort=Old&type_=All&parent_id=2",
		LEMMY_LIST(LEMMY("9", "0.1.5.5.5.5.5.5.5.5.5.5.5.5.5.5.2.9", "0"))),
	SERVE("/few/comments/z1/a_story/.json",
		REDDIT(T1("k1", "t3_z1", LISTING(MORE("t1_k1", "1", "\"k3\""))) "," MORE(
			"t3_z1", "2", "\"k4\",\"k5\""))),
	SERVE("/posts/100/comments", HTML SE_COMMENT("1") SE_COMMENT("2")),
	SERVE("/posts/200/comments?of=answer", HTML SE_COMMENT("3") SE_COMMENT("4")),
	SERVE("/repos/a/b/issues/5/comments?per_page=2", JSON "[" GITHUB("1") "," GITHUB("2") "]"),
	SERVE("/repos/a/b/issues/5/comments?per_page=2&page=2", GONE),
	SERVE("/repos/a/b/issues/5/comments?per_page=100&page=2", JSON "[" GITHUB("3") "]"),
	SERVE("/api/v1/videos/v1/comment-threads",
		JSON "{\"total\":2,\"data\":[" TUBE("1", "null", "1", "1") "]}"),
	SERVE("/api/v1/videos/v1/comment-threads?count=100&start=1",
		JSON "{\"total\":2,\"data\":[" TUBE("3", "null", "3", "0") "]}"),
	SERVE("/api/v1/videos/v1/comment-threads/1",
		JSON
		"{\"comment\":" TUBE("1", "null", "1", "1") ",\"children\":[{\"comment\":" TUBE(
			"2", "1", "1", "0") ",\"children\":[]}]}"),
	SERVE("/@ann/900",
		HTML "<title>Ann: A bridge</title><body class=app-body><div class=app-holder id="
		     "mastodon data-props='{}'></div>"),
	SERVE("/api/v1/statuses/900/context",
		JSON
		"{\"ancestors\":[],\"descendants\":[{\"id\":\"901\",\"in_reply_to_id\":\"900\","
		"\"created_at\":\"2020-01-01T10:00:00Z\",\"content\":\"<p>Said at Mastodon</p>"
		"\",\"url\":\"https://m.example/@hal/901\",\"favourites_count\":1,\"account\":"
		"{\"display_name\":\"Hal\",\"acct\":\"hal\"}}]}"),
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

/* What comes of a page whose parts are joined. */
struct outcome {
	const char *path;
	unsigned comments;
	const char *never; /* nowhere in it, or NULL */
	const char *says[4];
};

static void is_joined(const struct outcome *o)
{
	struct buf out = { 0 };
	unsigned comments;

	served_run(&served, o->path, "--json --join=20", &out);
	comments = served_count(&out, "\"depth\": ");
	if (comments != o->comments)
		print_error("%s: %u comments\n%s\n", o->path, comments, buf_z(&out));
	assert_int_equal(comments, o->comments);
	for (size_t i = 0; i < sizeof(o->says) / sizeof(*o->says) && o->says[i]; i++)
		assert_says(&out, o->says[i]);
	assert_int_equal(served_count(&out, "could not be joined"), 0);
	if (o->never)
		assert_int_equal(served_count(&out, o->never), 0);
	buf_free(&out);
}

static void a_cursor_is_followed_to_its_end(void **state)
{
	(void)state;
	is_joined(&(struct outcome){ "/story-disqus", 4, NULL,
		{ "\"id\": \"903\", \"parent\": \"902\", \"depth\": 2", "Said at Disqus 4",
			"The river rose" } });
}

static void stubs_give_their_comments_at_their_places(void **state)
{
	(void)state;
	is_joined(&(struct outcome){ "/r/bridges/comments/z1/a_story/.json", 6, "orphan",
		{ "\"id\": \"t1_k3\", \"parent\": \"t1_k1\", \"depth\": 1",
			"\"id\": \"t1_k5\", \"parent\": \"t1_k4\", \"depth\": 1",
			"\"id\": \"t1_k6\", \"parent\": \"t1_k2\", \"depth\": 2" } });
}

static void stubs_of_a_page_give_theirs_too(void **state)
{
	(void)state;
	is_joined(&(struct outcome){ "/r/bridges/comments/z1/old/", 4, NULL,
		{ "\"id\": \"t1_k3\", \"parent\": \"t1_k1\", \"depth\": 1",
			"\"id\": \"t1_k6\", \"parent\": \"t1_k2\", \"depth\": 1" } });
}

static void a_tree_cut_at_a_depth_goes_on(void **state)
{
	(void)state;
	is_joined(&(struct outcome){
		"/api/v3/comment/list?max_depth=2&sort=Old&type_=All&post_id=5", 4, NULL,
		{ "/3\", \"parent\": \"2\", \"depth\": 2",
			"/4\", \"parent\": \"3\", \"depth\": 3" } });
}

static void full_pages_of_a_list_are_followed_by_others(void **state)
{
	(void)state;
	is_joined(&(struct outcome){ "/api/v3/comment/list?limit=2&post_id=5&page=1", 3, NULL,
		{ "/3\", \"parent\": \"2\", \"depth\": 2" } });
	is_joined(&(struct outcome){
		"/repos/a/b/issues/5/comments?per_page=2", 3, NULL, { "Said at GitHub 3" } });
}

static void comments_behind_a_link_stand_below_their_answer(void **state)
{
	(void)state;
	is_joined(&(struct outcome){ "/questions/1/bridge", 5, NULL,
		{ "\"id\": \"comment-4\", \"parent\": \"answer-200\", \"depth\": 1",
			"\"id\": \"comment-2\", \"parent\": null, \"depth\": 0" } });
}

static void a_list_of_threads_gets_its_replies(void **state)
{
	(void)state;
	is_joined(&(struct outcome){ "/api/v1/videos/v1/comment-threads", 3, NULL,
		{ "/2\", \"parent\": \"1\", \"depth\": 1", "Said below a film 3" } });
}

static void a_page_that_is_a_program_has_its_replies_asked_for(void **state)
{
	(void)state;
	is_joined(&(struct outcome){ "/@ann/900", 1, NULL, { "Said at Mastodon" } });
}

static void a_thread_found_elsewhere_goes_on_too(void **state)
{
	struct buf out = { 0 };

	(void)state;
	served_run(&served, "/story",
		"--json --elsewhere --elsewhere-hackernews=no --elsewhere-lobsters=no "
		"--elsewhere-reddit=no --elsewhere-lemmy=%",
		&out);
	assert_says(&out, "Said at Lemmy 9");
	assert_says(&out, "/9\", \"parent\": \"2\"");
	assert_int_equal(served_count(&out, "\"provider\": \"Lemmy\""), 1);
	buf_free(&out);
}

static void where_not_all_may_be_had_the_largest_stub_comes_first(void **state)
{
	struct buf out = { 0 };

	(void)state;
	served_run(&served, "/few/comments/z1/a_story/.json", "--json --join=1", &out);
	assert_int_equal(served_count(&out, "\"depth\": "), 3);
	assert_says(&out, "Said at Reddit k5");
	assert_says(&out, "children=k3\", \"discussion\": 0, \"claimed\": 1");
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cursor_is_followed_to_its_end),
		cmocka_unit_test(stubs_give_their_comments_at_their_places),
		cmocka_unit_test(stubs_of_a_page_give_theirs_too),
		cmocka_unit_test(a_tree_cut_at_a_depth_goes_on),
		cmocka_unit_test(full_pages_of_a_list_are_followed_by_others),
		cmocka_unit_test(comments_behind_a_link_stand_below_their_answer),
		cmocka_unit_test(a_list_of_threads_gets_its_replies),
		cmocka_unit_test(a_page_that_is_a_program_has_its_replies_asked_for),
		cmocka_unit_test(a_thread_found_elsewhere_goes_on_too),
		cmocka_unit_test(where_not_all_may_be_had_the_largest_stub_comes_first),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
