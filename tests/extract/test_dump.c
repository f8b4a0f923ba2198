/* test_dump.c: pages of plain text: the seed page complete, and other ways to print comments. */
#include "config.h"

#include "support/unit.h"

#include "document/document.h"
#include "extract/dump.h"

struct result {
	struct buf image;
	struct document d;
};

static struct result read_text(struct str text)
{
	struct result r = { 0 };
	struct builder *b = builder_new(0);
	struct extract_options o = { .now = 1500000000 };
	struct page p;
	struct err e;
	struct extract x = { .page = &p, .options = &o };

	assert_true(page_parse(&p, PAGE_DUMP, text, STR_NONE, &e));
	extract_dump(&x, b);
	assert_true(builder_seal(b, &r.image, &e));
	builder_free(b);
	assert_true(document_open(&r.d, r.image.at, r.image.len, &e));
	arena_free(&x.arena);
	page_free(&p);
	return r;
}

static struct result read_z(const char *z)
{
	return read_text(str_z(z));
}

static struct result read_seed(void)
{
	struct buf path = { 0 }, text = { 0 };
	struct result r;
	size_t n;
	FILE *f;

	buf_printf(&path, "%s/examples/white-house-daesh.txt", getenv("POSTIL_TEST_SRC"));
	f = fopen(buf_z(&path), "rb");
	assert_non_null(f);
	n = fread(buf_room(&text, 65536), 1, 65536, f);
	text.len += n;
	fclose(f);
	r = read_text(buf_str(&text));
	buf_free(&path);
	buf_free(&text);
	return r;
}

/* Begins with, or is, this text; no-break spaces count as spaces. */
static void assert_begins(struct str s, const char *z)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < s.len; i++) {
		if (i + 1 < s.len && s.at[i] == '\xc2' && s.at[i + 1] == '\xa0') {
			buf_add_char(&b, ' ');
			i++;
		} else {
			buf_add_char(&b, s.at[i]);
		}
	}
	assert_str(str_sub(buf_str(&b), 0, strlen(z)), z);
	buf_free(&b);
}

static struct str comment_text(const struct result *r, uint32_t comment)
{
	return doc_block_text(&r->d, r->d.comment[comment].blocks.first);
}

static void the_seed_has_its_fields(void **state)
{
	struct result r = read_seed();

	(void)state;
	assert_str(doc_field(&r.d, FIELD_TITLE),
		"White House Not Ruling Out Cooperation With Russia Against Daesh - Spokesman");
	assert_str(doc_field(&r.d, FIELD_PUBLISHED), "2017-03-28T07:24+03:00");
	assert_begins(doc_field(&r.d, FIELD_CAPTION),
		"White House press secretary Sean Spicer speaks during");
	assert_str(doc_field(&r.d, FIELD_CREDIT), "© AP Photo/ Evan Vucci");
	assert_begins(doc_field(&r.d, FIELD_LEDE),
		"According to the White House press secretary, Donald");
	assert_str(doc_field(&r.d, FIELD_SITE), "Sputnik");
	buf_free(&r.image);
}

static void the_seed_has_its_text_and_what_stands_below(void **state)
{
	struct result r = read_seed();
	const struct doc_head *h = r.d.head;

	(void)state;
	assert_int_equal(h->has_article, 1);
	assert_int_equal(h->blocks.count, 6);
	assert_begins(doc_block_text(&r.d, h->blocks.first),
		"WASHINGTON (Sputnik) — The administration of");
	assert_begins(doc_block_text(&r.d, h->blocks.first + 5), "The plan will be funded under");
	assert_int_equal(h->related.count, 3);
	assert_begins(
		doc_str(&r.d, r.d.link[h->related.first].title), "Why Russia, Iran Are Frozen Out");
	assert_int_equal(h->tags.count, 5);
	assert_str(doc_str(&r.d, r.d.link[h->tags.first + 2].title), "Sean Spicer");
	buf_free(&r.image);
}

static void the_seed_has_its_two_comments_and_two_providers(void **state)
{
	struct result r = read_seed();

	(void)state;
	assert_int_equal(r.d.comments, 2);
	assert_str(doc_str(&r.d, r.d.comment[0].author), "QuantumParadox");
	assert_int_equal(r.d.comment[0].blocks.count, 1);
	assert_begins(comment_text(&r, 0), "They better be, they promised");
	assert_str(doc_str(&r.d, r.d.comment[1].author), "Eudoxia");
	assert_str(doc_str(&r.d, r.d.comment[1].reply_to), "QuantumParadox");
	assert_int_equal(r.d.comment[1].parent, 0);
	assert_int_equal(r.d.comment[1].blocks.count, 1);
	assert_begins(comment_text(&r, 1), "QuantumParadox, Exactly, I believe");
	assert_int_equal(r.d.discussions, 2);
	assert_str(doc_str(&r.d, r.d.discussion[0].provider), "Sputnik");
	assert_int_equal(r.d.discussion[0].unloaded, 0);
	assert_str(doc_str(&r.d, r.d.discussion[1].provider), "Facebook");
	buf_free(&r.image);
}

#define ARTICLE                                                                                    \
	"A Short Story About Lighthouses\n\n"                                                      \
	"The old lighthouse on the northern cape was lit again on Sunday evening, after more "     \
	"than forty "                                                                              \
	"years in which nobody had climbed its stairs.\n\n"                                        \
	"Half the village stood on the cliff and watched, and the other half had stayed on the "   \
	"pier, to "                                                                                \
	"see whether the light could be seen from there.\n\n"

static void names_above_dates_head_comments_and_columns_nest_them(void **state)
{
	struct result r = read_z(ARTICLE "2 comments\n\n  1. Ada Kerr\n     3 May 2019 10:15\n     "
					 "It could, we waved.\n     Reply\n\n"
					 "       • Bo Lind\n         3 May 2019 11:20\n         So "
					 "did we.\n         Reply\n\nLeave a reply\nName\n");

	(void)state;
	assert_int_equal(r.d.comments, 2);
	assert_str(doc_str(&r.d, r.d.comment[0].author), "Ada Kerr");
	assert_str(doc_str(&r.d, r.d.comment[0].time), "2019-05-03T10:15");
	assert_str(comment_text(&r, 0), "It could, we waved.");
	assert_str(doc_str(&r.d, r.d.comment[1].author), "Bo Lind");
	assert_int_equal(r.d.comment[1].parent, 0);
	assert_str(comment_text(&r, 1), "So did we.");
	assert_int_equal(r.d.discussion[0].claimed, 2);
	buf_free(&r.image);
}

static void replies_are_stated_in_other_languages_and_with_spaces(void **state)
{
	struct result r = read_z(
		ARTICLE "Discussion\n\n• Selma\n  Nice light.\n• avatar\n  Omarردأ "
			"علىSelma(إظهار/إخفاء التعليق)\n  Indeed.\n"
			"• avatar\n  Ida in reply to Omar (Show comment Hide comment)\n  Good.\n");

	(void)state;
	assert_int_equal(r.d.comments, 3);
	assert_str(doc_str(&r.d, r.d.comment[1].author), "Omar");
	assert_str(doc_str(&r.d, r.d.comment[1].reply_to), "Selma");
	assert_int_equal(r.d.comment[1].parent, 0);
	assert_str(doc_str(&r.d, r.d.comment[2].author), "Ida");
	assert_int_equal(r.d.comment[2].parent, 1);
	assert_str(comment_text(&r, 2), "Good.");
	buf_free(&r.image);
}

static void assert_comment(
	const struct result *r, uint32_t i, const char *author, const char *time, const char *text)
{
	assert_true(i < r->d.comments);
	assert_str(doc_str(&r->d, r->d.comment[i].author), author);
	assert_str(doc_str(&r->d, r->d.comment[i].time), time);
	assert_str(comment_text(r, i), text);
}

static void a_name_that_a_link_parts_from_its_date_is_found(void **state)
{
	struct result r = read_z(ARTICLE
		"3 comments\n\n   [1]Ada[2]May 3, 2019 at 5:10 PM\n   It could, we waved.\n   "
		"[3]Reply[4]Delete\n\n"
		"   [5]Bo[6]May 3, 2019 at 5:12 PM\n   So did we.\n   [7]Reply[8]Delete\n\n"
		"   [9]Cy[10]May 4, 2019 at 9:00 AM\n   I slept.\n   [11]Reply[12]Delete\n\n"
		"References\n\n   1. http://a.example/ada\n   2. http://a.example/#c1\n   3. "
		"http://a.example/r\n");

	(void)state;
	assert_int_equal(r.d.comments, 3);
	assert_comment(&r, 0, "Ada", "2019-05-03T17:10", "It could, we waved.");
	assert_comment(&r, 2, "Cy", "2019-05-04T09:00", "I slept.");
	buf_free(&r.image);
}

static void name_and_date_below_the_text_belong_to_it(void **state)
{
	struct result r = read_z(ARTICLE
		"Comments\n\nThe stairs were never locked, you know.\n\nPosted by: Ada | May 3, "
		"2019 at 05:15 PM\n\n"
		"They were when I was a child.\n\nPosted by: Bo | May 3, 2019 at 05:26 PM\n\n"
		"My uncle had the key.\n\nPosted by: Cy | May 4, 2019 at 05:39 AM\n\n"
		"The comments to this entry are closed.\n");

	(void)state;
	assert_int_equal(r.d.comments, 3);
	assert_comment(&r, 0, "Ada", "2019-05-03T17:15", "The stairs were never locked, you know.");
	assert_comment(&r, 2, "Cy", "2019-05-04T05:39", "My uncle had the key.");
	buf_free(&r.image);
}

static void a_name_above_and_a_date_below_hold_the_text(void **state)
{
	struct result r = read_z(ARTICLE "Comments (3)\n\nAda\n\nThe stairs were never locked.\n\n "
					 " • reply\n  • May 3, 2019\n  • 6:32 PM\n\n"
					 "Bo Lind\n\nThey were when I was a child.\n\n  • reply\n  "
					 "• May 4, 2019\n  • 2:20 AM\n\n"
					 "Cy\n\nMy uncle had the key.\n\n  • reply\n  • May 5, "
					 "2019\n  • 0:13 PM\n\nPost a comment\n");

	(void)state;
	assert_int_equal(r.d.comments, 3);
	assert_comment(&r, 0, "Ada", "2019-05-03", "The stairs were never locked.");
	assert_comment(&r, 1, "Bo Lind", "2019-05-04", "They were when I was a child.");
	assert_comment(&r, 2, "Cy", "2019-05-05", "My uncle had the key.");
	buf_free(&r.image);
}

#define POST(name, place, number, text)                                                            \
	"\n" name "\nPosts: 7\nLocation: " place "\nposted 2 May 2019 10:0" number " #" number     \
	"\n\n  • Likes 1\n  • Mark as helpful\n  • Quote\n\n" text "\n"

static void what_stands_at_most_posts_is_none_of_their_text(void **state)
{
	struct result r = read_z("A forum\n\nWhich lamp for the pier?\n" POST("Ada", "Kerry", "1",
		"The old one drank oil like a horse, and nobody wants to carry it up there.")
			POST("Bo", "Oslo", "2",
				"Then take the small one from the shed, which needs a tenth of "
				"what the old one drank.") POST("Cy", "Rome", "3",
				"It is broken. The wind threw it down the stairs in March and "
				"nobody mended it.") POST("Dora", "Perm", "4",
				"I mended it. It stands in my kitchen, and you may have it back "
				"when you come by.") POST("Ada", "Kerry", "5",
				"Then I will come by on Sunday, thank you. We shall light it in "
				"the evening."));

	(void)state;
	assert_int_equal(r.d.head->has_article, 1);
	assert_str(doc_field(&r.d, FIELD_TITLE), "Which lamp for the pier?");
	assert_str(doc_field(&r.d, FIELD_BYLINE), "Ada");
	assert_begins(doc_block_text(&r.d, r.d.head->blocks.first), "The old one drank oil");
	assert_int_equal(r.d.comments, 4);
	assert_comment(&r, 0, "Bo", "2019-05-02T10:02",
		"Then take the small one from the shed, which needs a tenth of what the old one "
		"drank.");
	assert_comment(&r, 2, "Dora", "2019-05-02T10:04",
		"I mended it. It stands in my kitchen, and you may have it back when you come by.");
	assert_int_equal(r.d.comment[3].flags & COMMENT_OP, COMMENT_OP);
	buf_free(&r.image);
}

#define NUMBERED(number, name, text)                                                               \
	"Comment " number " " name " 2019-05-0" number " 10:15\n\n" text "\n\n"

static void a_word_before_all_names_is_none_of_them(void **state)
{
	struct result r = read_z("The lamp smokes\n\n" NUMBERED("1", "Ada Kerr",
		"It smokes when the wind comes from the sea, and the glass is black by midnight.")
			NUMBERED("2", "Bo Lind",
				"Ada, which oil did you take? The cheap one smokes whatever the "
				"wind does.") NUMBERED("3", "Ada Kerr",
				"The cheap one, of course. Nobody gave me any other oil since the "
				"autumn.") NUMBERED("4", "Cy Marsh",
				"There are two cans of the good oil in the shed behind the boats.")
				NUMBERED("5", "Ada Kerr",
					"Cy, you could have told me that in the autumn, before I "
					"cleaned the glass so often."));

	(void)state;
	assert_str(doc_field(&r.d, FIELD_BYLINE), "Ada Kerr");
	assert_int_equal(r.d.comments, 4);
	assert_comment(&r, 0, "Bo Lind", "2019-05-02T10:15",
		"Ada, which oil did you take? The cheap one smokes whatever the wind does.");
	assert_comment(&r, 2, "Cy Marsh", "2019-05-04T10:15",
		"There are two cans of the good oil in the shed behind the boats.");
	buf_free(&r.image);
}

#define ANSWER(number, name, to, text)                                                             \
	"(" number ") By " name " on 2019-05-0" number " 10:15:00 " to "[link] [source]\n\n" text  \
	"\n\n"

static void numbers_say_who_is_answered(void **state)
{
	struct result r = read_z("The lamp smokes\n\n" ANSWER("1", "Ada Kerr", "",
		"It smokes when the wind comes from the sea, and the glass is black by midnight.")
			ANSWER("2", "Bo Lind", "in reply to 1 ",
				"Which oil did you take? The cheap one smokes whatever the wind "
				"does.") ANSWER("3", "Ada Kerr", "in reply to 2 ",
				"The cheap one, of course. Nobody gave me any other oil this "
				"winter.") ANSWER("4", "Cy Marsh", "in reply to 1 ",
				"There are two cans of the good oil in the shed behind the boats.")
				ANSWER("5", "Di Nolan", "in reply to 3 ",
					"You could have asked me for some, any day of the week."));

	(void)state;
	assert_str(doc_field(&r.d, FIELD_BYLINE), "Ada Kerr");
	assert_int_equal(r.d.comments, 4);
	assert_comment(&r, 1, "Ada Kerr", "2019-05-03T10:15:00",
		"The cheap one, of course. Nobody gave me any other oil this winter.");
	assert_int_equal(r.d.comment[0].parent, DOC_NONE);
	assert_int_equal(r.d.comment[1].parent, 0);
	assert_int_equal(r.d.comment[2].parent, 1); /* Di's */
	assert_int_equal(r.d.comment[3].parent, DOC_NONE);
	buf_free(&r.image);
}

#define LETTER(number, name, re, text)                                                             \
	"Message #" number " received at 77@lids.example:\n\n[picture]\nFrom: \"" name "\" <" name \
	"@lids.example>\nTo: 77@lids.example\nSubject: " re "The lamp smokes\nDate: Fri, 0" number \
	" Mar 2019 10:15:00 +0100\n\n" text "\n\n"

static void letters_are_read_by_their_heads(void **state)
{
	struct result r = read_z("Reports of the lighthouse\n\n" LETTER("1", "Ada", "",
		"It smokes when the wind comes from the sea, and the glass is black by midnight.")
			LETTER("2", "Bo", "Re: ",
				"Which oil did you take? The cheap one smokes whatever the wind "
				"does.") LETTER("3", "Ada", "Re: ",
				"The cheap one, of course. Nobody gave me any other oil this "
				"winter.") LETTER("4", "Cy", "Re: ",
				"There are two cans of the good oil in the shed behind the "
				"boats."));

	(void)state;
	assert_str(doc_field(&r.d, FIELD_BYLINE), "Ada");
	assert_int_equal(r.d.comments, 3);
	assert_str(doc_str(&r.d, r.d.comment[0].author), "Bo");
	assert_str(doc_str(&r.d, r.d.comment[2].author), "Cy");
	assert_str(doc_str(&r.d, r.d.comment[2].time), "2019-03-04T10:15:00+01:00");
	buf_free(&r.image);
}

#define TEASER(name, day, title) title "\n" name ", " day " May 2019\n\n"

static void a_list_of_titles_is_no_discussion(void **state)
{
	struct result r = read_z(ARTICLE
		"Comments\n\n" TEASER("Ada Kerr", "1", "Harbour closed for the week after a storm")
			TEASER("Bo Lind", "2", "Fish market moves to the old station") TEASER(
				"Cy Marsh", "3", "Council votes on the new bridge again")
				TEASER("Di Nolan", "4", "School choir wins in the capital") TEASER(
					"Ed Orr", "5", "Ferry to the islands every hour now"));

	(void)state;
	assert_int_equal(r.d.comments, 0);
	buf_free(&r.image);
}

static void latest_comments_elsewhere_are_no_discussion(void **state)
{
	struct result r =
		read_z(ARTICLE "Recent comments\n\n"
			       "Ada on 3 May 2019 10:15\nIt could be seen, we waved.\n\n"
			       "Bo on 4 May 2019 10:15\nThe market was better at the old place.\n\n"
			       "Cy on 5 May 2019 10:15\nNobody asked us about it.\n\n");

	(void)state;
	assert_int_equal(r.d.comments, 0);
	buf_free(&r.image);
}

/* Chapter by chapter: "The harbour", "Rules of the quay", each with a text that begins with "The". */
static void numbered_chapters_are_no_discussion(void **state)
{
	static const char *const titles[] = { "The Harbour Wall", "Quay Rules", "The Ferry",
		"Ship Papers", "The Customs House", "Night Watch" };
	struct buf text = { 0 };
	struct result r;

	(void)state;
	buf_add(&text, STR(ARTICLE));
	for (int i = 0; i < 18; i++)
		buf_printf(&text,
			"%d. %s\n\n   The pilot reads this chapter before he comes. He "
			"asks for the papers that it names.\n\n",
			i + 1, titles[i % 6]);
	r = read_z(text.at);
	assert_int_equal(r.d.comments, 0);
	buf_free(&r.image);
	buf_cut(&text, 0);
	buf_add(&text, STR(ARTICLE));
	for (int i = 0; i < 8; i++)
		buf_printf(&text,
			"%s10.%d.2. %s\n\nThe pilot reads this chapter before he comes. He "
			"asks for the papers that it names.\n\n",
			i % 2 ? "   " : "", i + 1, titles[i % 6]);
	r = read_z(text.at);
	assert_int_equal(r.d.comments, 0);
	buf_free(&r.image);
	buf_free(&text);
}

/* What Debian's packages have for NEWS: what changed, as a list below its version, above who signs with a day and a time. */
static void a_log_of_signed_lists_is_no_discussion(void **state)
{
	struct buf text = { 0 };
	struct result r;

	(void)state;
	for (int i = 24; i > 0; i--)
		buf_printf(&text,
			"harbour (1.1%s-%d) unstable; urgency=medium\n\n"
			"  * The pilot reads the papers before he comes. He asks for those that "
			"are\n    named in them.\n  * The wall is whole again.\n\n"
			" -- Ann Other <ann@other.example>  Sun, %d Apr 2021 16:00:00 +0200\n\n",
			i % 4 < 2 ? "~rc1+git20111210" : "", i, i);
	r = read_z(text.at);
	assert_int_equal(r.d.comments, 0);
	buf_free(&r.image);
	buf_free(&text);
}

static void a_text_with_neither_is_shown_as_it_is(void **state)
{
	struct result r = read_z("one\ntwo\n\nthree\n");

	(void)state;
	assert_int_equal(r.d.head->has_article, 0);
	assert_int_equal(r.d.head->blocks.count, 3);
	assert_int_equal(r.d.comments, 0);
	buf_free(&r.image);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_seed_has_its_fields),
		cmocka_unit_test(the_seed_has_its_text_and_what_stands_below),
		cmocka_unit_test(the_seed_has_its_two_comments_and_two_providers),
		cmocka_unit_test(names_above_dates_head_comments_and_columns_nest_them),
		cmocka_unit_test(replies_are_stated_in_other_languages_and_with_spaces),
		cmocka_unit_test(a_name_that_a_link_parts_from_its_date_is_found),
		cmocka_unit_test(name_and_date_below_the_text_belong_to_it),
		cmocka_unit_test(a_name_above_and_a_date_below_hold_the_text),
		cmocka_unit_test(what_stands_at_most_posts_is_none_of_their_text),
		cmocka_unit_test(a_word_before_all_names_is_none_of_them),
		cmocka_unit_test(numbers_say_who_is_answered),
		cmocka_unit_test(letters_are_read_by_their_heads),
		cmocka_unit_test(a_list_of_titles_is_no_discussion),
		cmocka_unit_test(latest_comments_elsewhere_are_no_discussion),
		cmocka_unit_test(numbered_chapters_are_no_discussion),
		cmocka_unit_test(a_log_of_signed_lists_is_no_discussion),
		cmocka_unit_test(a_text_with_neither_is_shown_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
