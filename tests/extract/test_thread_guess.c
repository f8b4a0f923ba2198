#include "config.h"

#include "support/unit.h"

#include "extract/thread.h"
#include "extract/thread_guess.h"

struct found {
	struct page page;
	struct extract x;
	struct extract_options options;
	struct talk list[TALKS_MAX];
	size_t talks;
};

static void guess(struct found *f, const char *html)
{
	struct err e;

	*f = (struct found){ .options = { .now = 1700000000 } };
	assert_true(page_parse(&f->page, PAGE_HTML, str_z(html), STR_NONE, &e));
	f->x = (struct extract){ .page = &f->page, .options = &f->options };
	f->talks = thread_by_guess(&f->x, f->list, TALKS_MAX);
	for (size_t i = 0; i < f->talks; i++)
		talk_resolve(&f->list[i], STR_NONE);
}

static void done(struct found *f)
{
	for (size_t i = 0; i < f->talks; i++)
		talk_free(&f->list[i]);
	arena_free(&f->x.arena);
	page_free(&f->page);
}

/* "Ann <Bob": the authors in page order, one "<" a depth. */
static void assert_authors(struct found *f, const char *wanted)
{
	struct buf out = { 0 };

	assert_int_equal(f->talks, 1);
	for (size_t i = 0; i < f->list[0].comments.len; i++) {
		for (uint32_t up = f->list[0].comments.at[i].parent; up != DOC_NONE;
			up = f->list[0].comments.at[up].parent)
			buf_add_char(&out, '<');
		buf_printf(&out, "%.*s ", STR_ARG(f->list[0].comments.at[i].author));
	}
	assert_str(str_trim(buf_str(&out)), wanted);
	buf_free(&out);
}

#define ONE(id, name, day, text, more)                                                             \
	"<div class='comment' id='comment-" id "'" more "><b class='author'>" name                 \
	"</b> <time datetime='2020-01-" day "T10:00'>day " day "</time>"                           \
	"<div class='text'><p>" text "</p></div>"

static void repeated_blocks_with_author_time_and_text_are_comments(void **state)
{
	struct found f;

	(void)state;
	guess(&f,
		"<body><p>An article of a few words.</p><div id='comments'>" ONE("1", "Ann", "01",
			"The first thing to say about it is that nobody asked us.",
			"") "</div>" ONE("2", "Bob", "02",
			"Nobody ever asks, and yet it is done again and again.",
			"") "</div>" ONE("3", "Cleo", "03",
			"Speak for yourself, I was asked twice and said no both times.",
			"") "</div></div></body>");
	assert_authors(&f, "Ann Bob Cleo");
	assert_str(f.list[0].comments.at[1].time, "2020-01-02T10:00");
	assert_str(f.list[0].comments.at[2].id, "comment-3");
	done(&f);
}

static void blocks_inside_each_other_are_replies(void **state)
{
	struct found f;

	(void)state;
	guess(&f,
		"<body><div id='comments'>" ONE("1", "Ann", "01",
			"The first thing to say about it is that nobody asked us.", "") ONE("2",
			"Bob", "02", "Nobody ever asks, and yet it is done again and again.",
			"") "</div></div>" ONE("3", "Cleo", "03",
			"Speak for yourself, I was asked twice and said no both times.",
			"") "</div></div></body>");
	assert_authors(&f, "Ann <Bob Cleo");
	done(&f);
}

static void indented_blocks_are_replies(void **state)
{
	struct found f;

	(void)state;
	guess(&f,
		"<body><div id='comments'>" ONE("1", "Ann", "01",
			"The first thing to say about it is that nobody asked us.",
			"") "</div>" ONE("2", "Bob", "02",
			"Nobody ever asks, and yet it is done again and again.",
			" style='margin-left: 40px'") "</div>" ONE("3", "Cleo", "03",
			"Speak for yourself, I was asked twice and said no.",
			" style='margin-left: 80px'") "</div>" ONE("4", "Dan", "04",
			"I should like to hear more about the weather instead.",
			"") "</div></div></body>");
	assert_authors(&f, "Ann <Bob <<Cleo Dan");
	done(&f);
}

static void stated_parents_are_taken(void **state)
{
	struct found f;

	(void)state;
	guess(&f,
		"<body><div id='comments'>" ONE("1", "Ann", "01",
			"The first thing to say about it is that nobody asked us.",
			"") "</div>" ONE("2", "Bob", "02",
			"Nobody ever asks, and yet it is done again and again.",
			"") "</div>" ONE("3", "Cleo", "03",
			"Speak for yourself, I was asked twice and said no.",
			" data-parent-id='1'") "</div></div></body>");
	assert_authors(&f, "Ann Bob <Cleo");
	done(&f);
}

static void teasers_of_other_pages_are_no_comments(void **state)
{
	struct found f;

	(void)state;
	guess(&f,
		"<body><div id='list'>"
		"<div class='story'><h3><a href='/1'>One story of the day</a></h3><span "
		"class='author'>Ann</span> <time datetime='2020-01-01'>1 Jan</time></div>"
		"<div class='story'><h3><a href='/2'>Another story of the day</a></h3><span "
		"class='author'>Bob</span> <time datetime='2020-01-02'>2 Jan</time></div>"
		"<div class='story'><h3><a href='/3'>The third story of the day</a></h3><span "
		"class='author'>Cleo</span> <time datetime='2020-01-03'>3 Jan</time></div>"
		"</div></body>");
	assert_int_equal(f.talks, 0);
	done(&f);
}

static void a_class_called_comment_proves_nothing(void **state)
{
	struct found f;

	(void)state;
	guess(&f,
		"<body><p>Text.</p><span class='comment'>12</span><span "
		"class='comment'>7</span><span class='comment'>0</span></body>");
	assert_int_equal(f.talks, 0);
	done(&f);
}

/* Once each repetition took a place of its own in the group, beyond the room for it. */
static void classes_that_differ_in_numbers_only_are_one_group(void **state)
{
	struct found f;

	(void)state;
	guess(&f, "<p class='c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 c13 c14 c15 c16'>text");
	assert_int_equal(f.talks, 0);
	done(&f);
}

#define THREE(a, b, c)                                                                             \
	"<body><h1>A page</h1><p>An article of a few words that is long enough to be one, and so " \
	"it "                                                                                      \
	"has a second half as well.</p><div id='comments'>" a b c "</div></body>"
#define MORE_OF(id, name, more)                                                                    \
	"<div class='comment' id='comment-" id "'><b class='author'>" name                         \
	"</b> <time datetime='2020-01-0" id "T10:00'>then</time>"                                  \
	"<div class='text'><p>This is what " name " has to say about the matter.</p></div>" more   \
	"</div>"

static void scores_and_changes_are_read_beside_comments(void **state)
{
	struct found f;
	const struct talk_comment *c;

	(void)state;
	guess(&f,
		THREE(MORE_OF("1", "Ann", "<span class='score'>+12</span>"),
			MORE_OF("2", "Bob",
				"<span class='points'>-3 points</span><p class='note'>Last edited "
				"4 May 2020, "
				"11:30</p>"),
			MORE_OF("3", "Cleo", "<a href='#comment-3'>link</a>")));
	assert_int_equal(f.talks, 1);
	c = f.list[0].comments.at;
	assert_int_equal(c[0].score, 12);
	assert_int_equal(c[1].score, -3);
	assert_str(c[1].edited, "4 May 2020, 11:30");
	assert_int_equal(c[2].score, INT32_MIN);
	assert_str(c[2].permalink, "#comment-3");
	done(&f);
}

static void stubs_are_counted_and_no_comments(void **state)
{
	struct found f;

	(void)state;
	guess(&f,
		"<body><p>An article of a few words.</p><div id='comments'><h3>1,236 "
		"Comments</h3>" MORE_OF("1", "Ann",
			"<div class='comment more'><a href='/1'>load 14 more replies</a></div>")
			MORE_OF("2", "Bob", "")
				MORE_OF("3", "Cleo", "") "<a href='/all'>3 weitere Kommentare "
							 "anzeigen</a></div></body>");
	assert_int_equal(f.talks, 1);
	assert_int_equal(f.list[0].comments.len, 3);
	assert_int_equal(f.list[0].claimed, 1236);
	assert_int_equal(f.list[0].comments.at[0].unloaded, 14);
	assert_int_equal(f.list[0].unloaded, 17);
	done(&f);
}

static void placeholders_keep_their_place_and_are_marked(void **state)
{
	struct found f;

	(void)state;
	guess(&f,
		THREE(MORE_OF("1", "Ann", ""),
			"<div class='comment' id='comment-2'><b class='author'>Bob</b> <time "
			"datetime='2020-01-02T10:00'>then</time><div class='text'><p>Dieser "
			"Kommentar wurde "
			"gelöscht.</p></div>" MORE_OF("3", "Cleo", "") "</div>",
			MORE_OF("4", "Dan", "")));
	assert_authors(&f, "Ann Bob <Cleo Dan");
	assert_true(f.list[0].comments.at[1].flags & COMMENT_DELETED);
	assert_false(f.list[0].comments.at[2].flags & COMMENT_DELETED);
	done(&f);
}

static void a_parent_that_all_roots_share_is_the_topic(void **state)
{
	struct found f;

	(void)state;
	guess(&f,
		"<body><div id='comments'>" ONE("1", "Ann", "01",
			"The first thing to say about it is that nobody asked us.",
			" data-parent-id='900'") "</div>" ONE("2", "Bob", "02",
			"Nobody ever asks, and yet it is done again and again.",
			" data-parent-id='comment-1'") "</div>" ONE("3", "Cleo", "03",
			"Speak for yourself, I was asked twice and said no.",
			" data-parent-id='900'") "</div></div></body>");
	assert_authors(&f, "Ann <Bob Cleo");
	assert_int_equal(f.list[0].comments.at[0].doubts, 0);
	done(&f);
}

static void a_form_beside_a_date_is_no_comment(void **state)
{
	struct found f;

	(void)state;
	guess(&f,
		"<body><p>An article.</p><div class='comment-respond'><h3>Comments</h3>"
		"<form class='comment-form'><label>Name (required)</label><input name='author'>"
		"<p>Posted on 4 May 2020, 11:30, the page cannot be commented on for ever.</p>"
		"<button>Reply</button></form></div></body>");
	assert_int_equal(f.talks, 0);
	done(&f);
}

/* One comment, left open where the next one is to stand in it. */
static void add_comment(struct buf *b, size_t n, bool close)
{
	buf_printf(b,
		"<div class=comment id=c%zu><b class=author>N%zu</b> <time "
		"datetime=2020-01-02T10:00>"
		"</time><p>This is what I have to say of it, in words and in figures: %zu.</p>%s",
		n, n % 99, n, close ? "</div>" : "");
}

static void cost_grows_with_the_number_of_comments_alone(void **state)
{
	enum { SIBLINGS = 100000 };
	struct buf b = { .max = 64 << 20 };
	struct found f;

	(void)state;
	buf_add(&b, STR("<body><div id=comments>"));
	for (size_t i = 0; i < SIBLINGS; i++)
		add_comment(&b, i, true);
	buf_add_char(&b, '\0');
	guess(&f, b.at);
	assert_int_equal(f.talks, 1);
	assert_int_equal(f.list[0].comments.len, SIBLINGS);
	done(&f);
	buf_free(&b);
}

static void a_long_chain_of_replies_stays_a_chain(void **state)
{
	enum { CHAIN = 1500 }; /* below the cap on depth of the tree */
	struct buf b = { .max = 64 << 20 };
	struct found f;

	(void)state;
	buf_add(&b, STR("<body><div id=comments>"));
	for (size_t i = 0; i < CHAIN; i++)
		add_comment(&b, i, false);
	buf_add_char(&b, '\0');
	guess(&f, b.at);
	assert_int_equal(f.talks, 1);
	assert_int_equal(f.list[0].comments.len, CHAIN);
	for (uint32_t i = 1; i < CHAIN; i++)
		assert_int_equal(f.list[0].comments.at[i].parent, i - 1);
	done(&f);
	buf_free(&b);
}

static void a_chain_told_by_levels_may_be_as_long_as_it_likes(void **state)
{
	enum { CHAIN = 5000 };
	struct buf b = { .max = 64 << 20 };
	struct found f;

	(void)state;
	buf_add(&b, STR("<body><div id=comments>"));
	for (size_t i = 0; i < CHAIN; i++) {
		buf_printf(&b, "<div data-depth=%zu>", i);
		add_comment(&b, i, true);
		buf_add(&b, STR("</div>"));
	}
	buf_add_char(&b, '\0');
	guess(&f, b.at);
	assert_int_equal(f.talks, 1);
	for (uint32_t i = 1; i < CHAIN; i++)
		assert_int_equal(f.list[0].comments.at[i].parent, i - 1);
	done(&f);
	buf_free(&b);
}

static void every_word_of_the_lists_is_known_by_its_name(void **state)
{
	static const struct {
		unsigned bit;
		const char *words;
	} kinds[] = {
#define WORD_KIND(id, words) { WORD_##id, words },
#include "extract/thread_guess_words.def"
#undef WORD_KIND
	};
	struct str rest, word;

	(void)state;
	for (size_t i = 0; i < WORD_KINDS; i++)
		for (rest = str_z(kinds[i].words); str_word(&rest, &word);) {
			bool open = word.at[word.len - 1] == '*', ends = word.at[0] == '*';
			struct str plain = str_sub(word, ends, word.len - ends - open);
			struct buf longer = { 0 };

			if (strcspn(plain.at, "-0123456789") < plain.len) /* parts words */
				continue;
			/* "usertext" is a text and no user */
			assert_true(words_of(plain) & (kinds[i].bit | WORD_BODY));
			buf_printf(&longer, ends ? "qx%.*s" : "%.*sqx", STR_ARG(plain));
			if (open || ends)
				assert_true(
					words_of(buf_str(&longer)) & (kinds[i].bit | WORD_BODY));
			buf_free(&longer);
		}
	assert_int_equal(words_of(STR("qxqx")), 0);
	assert_int_equal(words_of(STR("x")), 0);
}

static void every_phrase_of_the_lists_is_one_of_the_interface(void **state)
{
	static const char *const phrases[] = {
#define COMMENT_WORD(text) text,
#include "extract/interface.def"
#undef COMMENT_WORD
	};

	(void)state;
	for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases); i++)
		assert_true(words_interface(str_z(phrases[i])));
	assert_true(words_reply(STR("Reply")));
	assert_true(words_reply(STR(" [ANTWORTEN] ")));
	assert_true(words_interface(STR("Like (3)")));
	assert_false(words_reply(STR("Like (3)")));
	assert_false(words_interface(STR("Likewise")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(repeated_blocks_with_author_time_and_text_are_comments),
		cmocka_unit_test(blocks_inside_each_other_are_replies),
		cmocka_unit_test(indented_blocks_are_replies),
		cmocka_unit_test(stated_parents_are_taken),
		cmocka_unit_test(teasers_of_other_pages_are_no_comments),
		cmocka_unit_test(a_class_called_comment_proves_nothing),
		cmocka_unit_test(classes_that_differ_in_numbers_only_are_one_group),
		cmocka_unit_test(scores_and_changes_are_read_beside_comments),
		cmocka_unit_test(stubs_are_counted_and_no_comments),
		cmocka_unit_test(placeholders_keep_their_place_and_are_marked),
		cmocka_unit_test(a_parent_that_all_roots_share_is_the_topic),
		cmocka_unit_test(a_form_beside_a_date_is_no_comment),
		cmocka_unit_test(cost_grows_with_the_number_of_comments_alone),
		cmocka_unit_test(a_long_chain_of_replies_stays_a_chain),
		cmocka_unit_test(a_chain_told_by_levels_may_be_as_long_as_it_likes),
		cmocka_unit_test(every_word_of_the_lists_is_known_by_its_name),
		cmocka_unit_test(every_phrase_of_the_lists_is_one_of_the_interface),
	};

	return cmocka_run_group_tests_name("thread_guess", tests, NULL, NULL);
}
