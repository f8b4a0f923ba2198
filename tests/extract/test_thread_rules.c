#include "config.h"

#include "extract/talked.h"

static struct site_set *rules_of(const char *text)
{
	struct buf mistakes = { 0 };
	struct site_set *s = site_set_new(NULL, NULL, &mistakes);

	assert_true(site_set_add(s, "my.site", str_z(text), true, &mistakes));
	assert_str(buf_str(&mistakes), "");
	buf_free(&mistakes);
	return s;
}

#define TALK                                                                                       \
	"<div class='note'><i>Ann</i><u>2019-03-04</u><p>It is gone.</p></div>"                    \
	"<div class='note'><i>Ben</i><u>2019-03-05</u><p>Since when?</p></div>"

#define FIELDS "  author .//i\n  time .//u\n  body .//p\n"

static void try_rules(struct talked *t, struct site_set *s, const char *html)
{
	talked_open(t, html);
	t->options.sites = s;
	t->talks = thread_by_rule(&t->x, t->list, TALKS_MAX);
}

static void the_first_rule_that_finds_comments_is_believed(void **state)
{
	struct site_set *s = rules_of("name none\nhost site.example\ncomment //article\n" FIELDS
				      "\nname mine\nhost site.example\ncomment "
				      "//div[@class='note']\n" FIELDS);
	struct talked t;

	(void)state;
	try_rules(&t, s, "<body>" TALK "</body>");
	assert_int_equal(t.talks, 1);
	assert_str(str_z(t.list[0].how), "rule mine");
	assert_talked(&t.list[0], "Ann: It is gone. | Ben: Since when? |");
	talked_drop(&t);
	site_set_free(s);
}

static void what_one_rule_says_of_the_article_is_kept_when_another_has_the_comments(void **state)
{
	struct site_set *s =
		rules_of("name head\nhost site.example\ntitle //h1\ncomment //article\n" FIELDS);
	struct talked t;

	(void)state;
	try_rules(&t, s, "<body><h1>The bridge</h1><p>It was built in 1874.</p></body>");
	assert_int_equal(t.talks, 0);
	assert_str(t.x.opening.field[FIELD_TITLE], "The bridge");
	talked_drop(&t);
	site_set_free(s);
}

static void a_rule_that_finds_hardly_any_of_its_fields_is_in_doubt_and_takes_nothing(void **state)
{
	struct site_set *s = rules_of("name mine\nhost site.example\ncomment "
				      "//div[@class='note']\n  author .//b\n  time "
				      ".//time\n  body .//p\n");
	struct talked t;
	struct buf before = { 0 }, after = { 0 };
	struct opening opening;

	(void)state;
	talked_open(&t, "<body>" TALK "</body>");
	t.options.sites = s;
	talked_markup(&t, &before);
	t.talks = thread_by_rule(&t.x, t.list, TALKS_MAX);
	talked_markup(&t, &after);
	assert_int_equal(t.talks, 0);
	assert_non_null(t.x.doubted);
	assert_str(buf_str(&after), buf_z(&before));
	t.talks = thread_by_doubted_rule(&t.x, t.list, &opening);
	assert_int_equal(t.talks, 1);
	assert_int_equal(t.list[0].comments.len, 2);
	buf_free(&before);
	buf_free(&after);
	talked_drop(&t);
	site_set_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_rule_that_finds_comments_is_believed),
		cmocka_unit_test(
			what_one_rule_says_of_the_article_is_kept_when_another_has_the_comments),
		cmocka_unit_test(
			a_rule_that_finds_hardly_any_of_its_fields_is_in_doubt_and_takes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
