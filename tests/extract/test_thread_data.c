#include "config.h"

#include "support/unit.h"

#include "extract/thread.h"

/* Texts long enough for people's words. */
#define ONE_TEXT   "The lid of mine was stuck as well, a little oil did it."
#define TWO_TEXT   "Oil only made it worse here, I had to take the spring out."
#define THREE_TEXT "Then the spring was bent before, mine never moved."

/* "Ann <Bob": the authors in page order, one "<" a depth; a "-" where there is no discussion. */
static void assert_found(enum page_kind kind, const char *text,
	size_t (*find)(struct extract *x, struct talk *list, size_t max), const char *wanted)
{
	struct extract_options options = { .now = 1700000000 };
	struct talk list[TALKS_MAX] = { 0 };
	struct buf out = { 0 };
	struct extract x = { .options = &options };
	struct page page;
	struct err e;
	size_t talks;

	assert_true(page_parse(&page, kind, str_z(text), STR_NONE, &e));
	x.page = &page;
	talks = find(&x, list, TALKS_MAX);
	if (talks)
		talk_resolve(&list[0], STR_NONE);
	for (size_t i = 0; i < list[0].comments.len; i++) {
		const struct talk_comment *c = &list[0].comments.at[i];

		for (uint32_t up = c->parent; up != DOC_NONE; up = list[0].comments.at[up].parent)
			buf_add_char(&out, '<');
		buf_printf(&out, "%.*s ", STR_ARG(c->author));
	}
	assert_str(talks ? str_trim(buf_str(&out)) : STR("-"), wanted);
	if (talks)
		talk_free(&list[0]);
	buf_free(&out);
	arena_free(&x.arena);
	page_free(&page);
}

static void assert_tree(enum page_kind kind, const char *text, const char *wanted)
{
	assert_found(kind, text, thread_by_guess, wanted);
}

/* The same of data that a page carries for its scripts. */
static void assert_state(const char *json, const char *wanted)
{
	struct buf page = { 0 };

	buf_printf(&page, "<p>Lids<script>window.__STATE__=%s;</script>", json);
	assert_found(PAGE_HTML, buf_z(&page), thread_by_state, wanted);
	buf_free(&page);
}

static void parents_are_read_from_ids_whatever_their_name(void **state)
{
	(void)state;
	assert_tree(PAGE_JSON,
		"{\"comments\":[{\"key\":7,\"parentKey\":null,\"user\":{\"nickname\":\"Ann\"},"
		"\"body\":\"" ONE_TEXT "\",\"createdAt\":\"2024-02-01T10:00:00Z\"},"
		"{\"key\":8,\"parentKey\":7,\"user\":{\"nickname\":\"Bob\"},\"body\":\"" TWO_TEXT
		"\",\"createdAt\":\"2024-02-01T11:00:00Z\"}]}",
		"Ann <Bob");
}

static void null_parents_state_nothing(void **state)
{
	(void)state;
	assert_tree(PAGE_JSON,
		"{\"name\":\"loom\",\"versions\":[{\"version\":\"1.0\",\"author\":{\"name\":"
		"\"Ann\"},\"parent\":null,"
		"\"publishedAt\":\"2024-03-01T08:00:00Z\",\"description\":\"" ONE_TEXT
		"\"},{\"version\":\"1.1\",\"author\":{\"name\":\"Bob\"},\"parent\":null,"
		"\"publishedAt\":\"2024-03-09T08:00:00Z\",\"description\":\"" TWO_TEXT "\"}]}",
		"-");
}

static void stories_with_titles_are_no_answers(void **state)
{
	(void)state;
	assert_tree(PAGE_JSON,
		"[{\"id\":1,\"title\":{\"rendered\":\"Stuck "
		"lids\"},\"author\":\"Ann\",\"date\":\"2024-03-01T08:00:00\","
		"\"content\":{\"rendered\":\"<p>" ONE_TEXT "</"
		"p>\"}},{\"id\":2,\"title\":{\"rendered\":\"Springs\"},\"author\":\"Bob\",\"date\":"
		"\"2024-03-02T08:00:00\","
		"\"content\":{\"rendered\":\"<p>" TWO_TEXT "</p>\"}}]",
		"-");
}

static void a_path_of_ids_tells_the_parent(void **state)
{
	(void)state;
	assert_tree(PAGE_JSON,
		"{\"comments\":[{\"comment\":{\"id\":31,\"content\":\"" ONE_TEXT
		"\",\"published\":\"2024-02-01T10:00:00Z\",\"path\":\"0.31\"},\"creator\":{\"id\":"
		"1,\"name\":\"Ann\"}},"
		"{\"comment\":{\"id\":44,\"content\":\"" TWO_TEXT
		"\",\"published\":\"2024-02-01T11:00:00Z\",\"path\":\"0.31.44\"},\"creator\":{"
		"\"id\":2,\"name\":\"Bob\"}},"
		"{\"comment\":{\"id\":50,\"content\":\"" THREE_TEXT
		"\",\"published\":\"2024-02-01T12:00:00Z\",\"path\":\"0.31.44.50\"},\"creator\":{"
		"\"id\":3,\"name\":\"Cleo\"}}]}",
		"Ann <Bob <<Cleo");
}

static void a_depth_tells_the_parent(void **state)
{
	(void)state;
	assert_tree(PAGE_JSON,
		"{\"comments\":[{\"short_id\":\"a\",\"depth\":0,\"commenting_user\":\"Ann\","
		"\"comment\":\"" ONE_TEXT "\",\"created_at\":\"2024-02-01T10:00:00Z\"},{\"short_"
		"id\":\"b\",\"depth\":1,\"commenting_user\":\"Bob\","
		"\"comment\":\"" TWO_TEXT "\",\"created_at\":\"2024-02-01T11:00:00Z\"},{\"short_"
		"id\":\"c\",\"depth\":0,\"commenting_user\":\"Cleo\","
		"\"comment\":\"" THREE_TEXT "\",\"created_at\":\"2024-02-01T12:00:00Z\"}]}",
		"Ann <Bob Cleo");
}

static void the_first_of_a_conversation_is_answered_by_the_others(void **state)
{
	(void)state;
	assert_tree(PAGE_JSON,
		"[{\"id\":\"d1\",\"notes\":[{\"id\":1,\"body\":\"" ONE_TEXT
		"\",\"author\":{\"name\":\"Ann\"},\"created_at\":\"2024-02-01T10:00:00Z\","
		"\"system\":false},"
		"{\"id\":2,\"body\":\"" TWO_TEXT "\",\"author\":{\"name\":\"Bob\"},\"created_at\":"
		"\"2024-02-01T11:00:00Z\",\"system\":false}]},"
		"{\"id\":\"d2\",\"notes\":[{\"id\":3,\"body\":\"changed the "
		"milestone\",\"author\":{\"name\":\"Dan\"},"
		"\"created_at\":\"2024-02-01T11:30:00Z\",\"system\":true}]},"
		"{\"id\":\"d3\",\"notes\":[{\"id\":4,\"body\":\"" THREE_TEXT
		"\",\"author\":{\"name\":\"Cleo\"},\"created_at\":\"2024-02-01T12:00:00Z\","
		"\"system\":false}]}]",
		"Ann <Bob Cleo");
}

static void what_only_wraps_a_record_belongs_to_it(void **state)
{
	(void)state;
	assert_tree(PAGE_JSON,
		"{\"items\":[{\"id\":\"t1\",\"snippet\":{\"topLevelComment\":{\"id\":\"t1\","
		"\"snippet\":{\"textDisplay\":\"" ONE_TEXT
		"\",\"authorDisplayName\":\"Ann\",\"publishedAt\":\"2024-02-01T10:00:00Z\"}}},"
		"\"replies\":{\"comments\":[{\"id\":\"t1.r1\",\"snippet\":{\"textDisplay\":"
		"\"" TWO_TEXT
		"\",\"authorDisplayName\":\"Bob\",\"publishedAt\":\"2024-02-01T11:00:00Z\"}}]}},"
		"{\"id\":\"t2\",\"snippet\":{\"topLevelComment\":{\"id\":\"t2\",\"snippet\":{"
		"\"textDisplay\":\"" THREE_TEXT
		"\",\"authorDisplayName\":\"Cleo\",\"publishedAt\":\"2024-02-01T12:00:00Z\"}}}}]}",
		"Ann <Bob Cleo");
}

static void names_are_known_by_the_words_in_them(void **state)
{
	(void)state;
	assert_tree(PAGE_JSON,
		"{\"replies\":[{\"nr\":1,\"posterName\":\"Ann\",\"totalFromAuthor\":0,"
		"\"dateOfPosting\":\"2024-02-01T10:00:00Z\","
		"\"message\":\"" ONE_TEXT
		"\"},{\"nr\":2,\"posterName\":\"Bob\",\"totalFromAuthor\":0,\"dateOfPosting\":"
		"\"2024-02-01T11:00:00Z\","
		"\"message\":\"" TWO_TEXT "\"}]}",
		"Ann Bob");
}

static void the_tree_of_an_editor_is_a_text(void **state)
{
	struct extract_options options = { .now = 1700000000 };
	struct talk t = { 0 };
	struct extract x = { .options = &options };
	struct page page;
	struct err e;

	(void)state;
	assert_true(page_parse(&page, PAGE_JSON,
		STR("{\"comments\":[{\"id\":1,\"author\":\"Ann\",\"date\":\"2024-02-01\",\"body\":{"
		    "\"type\":\"doc\",\"content\":["
		    "{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"Oil the "
		    "\"},{\"type\":\"link\","
		    "\"content\":[{\"type\":\"text\",\"text\":\"lid\"}]},{\"type\":\"text\","
		    "\"text\":\" first.\"}]},"
		    "{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"Then "
		    "wait.\"}]}]}}]}"),
		STR_NONE, &e));
	x.page = &page;
	assert_int_equal(thread_by_guess(&x, &t, 1), 1);
	assert_int_equal(t.comments.len, 1);
	assert_str(t.comments.at[0].text, "Oil the lid first.\n\nThen wait.");
	talk_free(&t);
	arena_free(&x.arena);
	page_free(&page);
}

static void letters_answer_what_their_headers_name(void **state)
{
	(void)state;
	assert_tree(PAGE_MAIL,
		"From a Fri\nFrom: Ann B <a@x.example>\nSubject: Lids\nDate: Fri, 04 Mar 2005 "
		"19:00:00 +0000\n"
		"Message-ID: <1@x>\n\n" ONE_TEXT
		"\n\nFrom b Fri\nFrom: Bob <b@x.example>\nSubject: Re: Lids\n"
		"Date: Fri, 04 Mar 2005 20:00:00 +0000\nMessage-ID: <2@x>\nIn-Reply-To: "
		"<1@x>\n\n" TWO_TEXT "\n\nFrom c Fri\nFrom: Cleo <c@x.example>\nSubject: Re: "
		"Lids\nDate: Fri, 04 Mar 2005 21:00:00 +0000\n"
		"Message-ID: <3@x>\nReferences: <1@x> <2@x>\n\n" THREE_TEXT "\n",
		"Ann B <Bob <<Cleo");
}

static void a_cache_refers_to_parents_and_authors_by_its_keys(void **state)
{
	(void)state;
	assert_state("{\"User:1\":{\"displayName\":\"Ann\"},\"User:2\":{\"displayName\":\"Bob\"},"
		     "\"Comment:a\":{\"__typename\":\"Comment\",\"id\":\"a\",\"body\":\"" ONE_TEXT
		     "\",\"createdAt\":\"2024-02-01T10:00:00Z\",\"user\":{\"__ref\":\"User:1\"},"
		     "\"parent\":null},"
		     "\"Comment:b\":{\"__typename\":\"Comment\",\"id\":\"b\",\"body\":\"" TWO_TEXT
		     "\",\"createdAt\":\"2024-02-01T11:00:00Z\",\"user\":{\"__ref\":\"User:2\"},"
		     "\"parent\":{\"__ref\":\"Comment:a\"}}}",
		"Ann <Bob");
}

static void records_that_answer_each_other_need_no_name(void **state)
{
	(void)state;
	assert_state("{\"thread\":[{\"id\":\"q1\",\"parentId\":null,\"author\":{\"name\":\"Ann\"},"
		     "\"body\":\"" ONE_TEXT "\",\"createdAt\":1709280000},{\"id\":\"q2\","
		     "\"parentId\":\"q1\",\"author\":{\"name\":\"Bob\"},"
		     "\"body\":\"" TWO_TEXT "\",\"createdAt\":1709290000}]}",
		"Ann <Bob");
	assert_state("{\"stories\":[{\"id\":\"q1\",\"parentId\":null,\"author\":{\"name\":\"Ann\"},"
		     "\"body\":\"" ONE_TEXT "\",\"createdAt\":1709280000},{\"id\":\"q2\","
		     "\"parentId\":null,\"author\":{\"name\":\"Bob\"},"
		     "\"body\":\"" TWO_TEXT "\",\"createdAt\":1709290000}]}",
		"-");
}

static void the_comment_answered_goes_before_the_first_of_the_conversation(void **state)
{
	(void)state;
	assert_state(
		"{\"comments\":[{\"id\":\"a\",\"html\":\"<p>" ONE_TEXT
		"</p>\",\"created_at\":\"2024-02-01T10:00:00Z\",\"member\":{\"name\":\"Ann\"},"
		"\"replies\":[{\"id\":\"b\",\"parent_id\":\"a\",\"in_reply_to_id\":null,"
		"\"html\":\"<p>" TWO_TEXT
		"</p>\",\"created_at\":\"2024-02-01T11:00:00Z\",\"member\":{\"name\":\"Bob\"}},"
		"{\"id\":\"c\",\"parent_id\":\"a\",\"in_reply_to_id\":\"b\",\"html\":\"<"
		"p>" THREE_TEXT "</"
		"p>\",\"created_at\":\"2024-02-01T12:00:00Z\",\"member\":{\"name\":\"Cleo\"}}]}]}",
		"Ann <Bob <<Cleo");
	assert_state(
		"{\"comments\":[{\"objectId\":\"a\",\"nick\":\"Ann\",\"comment\":\"" ONE_TEXT
		"\",\"createdAt\":\"2024-02-01T10:00:00Z\"},{\"objectId\":\"b\",\"nick\":\"Bob\","
		"\"pid\":\"a\",\"rid\":\"a\",\"comment\":\"" TWO_TEXT
		"\",\"createdAt\":\"2024-02-01T11:00:00Z\"},{\"objectId\":\"c\",\"nick\":\"Cleo\","
		"\"pid\":\"b\",\"rid\":\"a\",\"comment\":\"" THREE_TEXT
		"\",\"createdAt\":\"2024-02-01T12:00:00Z\"}]}",
		"Ann <Bob <<Cleo");
}

static void letters_in_data_have_heads_of_their_own(void **state)
{
	(void)state;
	assert_tree(PAGE_JSON,
		"[[[{\"id\":\"a@x\",\"timestamp\":1709277147,\"body\":[{\"id\":1,\"content\":"
		"\"" ONE_TEXT "\"}],\"headers\":{\"Subject\":\"Stuck lids\","
		"\"From\":\"\\\"Ann A.\\\" <ann@x.example>\"}},"
		"[[{\"id\":\"b@x\",\"timestamp\":1709277247,\"body\":[{\"id\":1,\"content\":"
		"[{\"id\":2,\"content\":\"" TWO_TEXT "\"}]}],\"headers\":{\"Subject\":"
		"\"Re: Stuck lids\",\"From\":\"Ben <ben@x.example>\"}},"
		"[[{\"id\":\"c@x\",\"timestamp\":1709277347,\"body\":[{\"id\":1,\"content\":"
		"\"" THREE_TEXT "\"}],\"headers\":{\"Subject\":\"Re: Stuck lids\","
		"\"From\":\"Cy <cy@x.example>\"}},[]]]]]]]]",
		"Ann A. <Ben <<Cy");
}

static void entries_of_a_feed_may_be_markup(void **state)
{
	(void)state;
	assert_tree(PAGE_XML,
		"<feed xmlns='http://www.w3.org/2005/Atom' "
		"xmlns:thr='http://purl.org/syndication/thread/1.0'><title>Stuck lids</title>"
		"<entry><author><name>Ann</name></author><title>Stuck lids</title>"
		"<updated>2024-03-01T10:00:00Z</updated><id>a</id><content type='xhtml'>"
		"<div xmlns='http://www.w3.org/1999/xhtml'><pre>" ONE_TEXT
		"</pre></div></content></entry>"
		"<entry><author><name>Ben</name></author><title>Re: Stuck lids</title>"
		"<updated>2024-03-01T11:00:00Z</updated><id>b</id><thr:in-reply-to ref='a'/>"
		"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><pre>" TWO_TEXT
		"</pre></div></content></entry></feed>",
		"Ann <Ben");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parents_are_read_from_ids_whatever_their_name),
		cmocka_unit_test(null_parents_state_nothing),
		cmocka_unit_test(stories_with_titles_are_no_answers),
		cmocka_unit_test(a_path_of_ids_tells_the_parent),
		cmocka_unit_test(a_depth_tells_the_parent),
		cmocka_unit_test(the_first_of_a_conversation_is_answered_by_the_others),
		cmocka_unit_test(what_only_wraps_a_record_belongs_to_it),
		cmocka_unit_test(names_are_known_by_the_words_in_them),
		cmocka_unit_test(the_tree_of_an_editor_is_a_text),
		cmocka_unit_test(a_cache_refers_to_parents_and_authors_by_its_keys),
		cmocka_unit_test(records_that_answer_each_other_need_no_name),
		cmocka_unit_test(letters_answer_what_their_headers_name),
		cmocka_unit_test(letters_in_data_have_heads_of_their_own),
		cmocka_unit_test(entries_of_a_feed_may_be_markup),
		cmocka_unit_test(the_comment_answered_goes_before_the_first_of_the_conversation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
