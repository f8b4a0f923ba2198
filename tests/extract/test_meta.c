/* test_meta.c: what the fields of a page are: small pages in a table, each with what it must and must not say. */
#include "config.h"

#include "support/unit.h"

#include "document/document.h"
#include "extract/article.h"
#include "extract/parts.h"
#include "text/url.h"

#define SENTENCE                                                                                   \
	"The river rose by two metres in the night, and the old bridge, which had stood for a "    \
	"century, was gone by dawn. "
#define TEXT	   "<p>" SENTENCE SENTENCE "</p><p>" SENTENCE SENTENCE "</p>"
#define H1	   "<h1>The bridge that went to sea</h1>"
#define LD(json)   "<script type=\"application/ld+json\">" json "</script>"
#define META(n, c) "<meta name=\"" n "\" content=\"" c "\">"
#define PROP(n, c) "<meta property=\"" n "\" content=\"" c "\">"
#define BLANKS                                                                                     \
	"                                                                                        " \
	"                                                                                        "
#define NONE "" /* the field must be unknown */

struct row {
	const char *name; /* what is shown, a sentence */
	const char *head, *body;
	enum doc_field field;
	const char *value;
	const char *url; /* NULL for the usual one */
};

static const struct row rows[] = {
#include "extract/meta_rows.def"
};

static const struct site {
	const char *name, *url, *head, *above;
	const char *title, *byline, *published, *updated, *site;
} sites[] = {
#include "extract/meta_sites.def"
};

struct made {
	struct page page;
	struct buf image, explained;
	struct document document;
	struct arena arena;
};

static void make(struct made *m, const struct row *r)
{
	struct explain record = { .text = { 0 } };
	struct extract_options options = { .explain = &record, .now = 1700000000 };
	struct extract x = { .page = &m->page, .options = &options };
	struct builder *b = builder_new(0);
	struct buf html = { 0 };
	struct url_parts parts;
	struct err e = { 0 };

	buf_printf(&html, "%s<body>%s", r->head, r->body);
	assert_true(page_parse(&m->page, PAGE_HTML, buf_str(&html),
		str_z(r->url ? r->url : "https://www.gazette.example/story"), NULL));
	x.language = node_attr(m->page.root, "lang");
	url_parts(buf_str(&m->page.url), &parts);
	x.host = parts.host;
	parts_scan(&x);
	article_write(&x, b);
	assert_true(builder_seal(b, &m->image, &e));
	assert_true(document_open(&m->document, m->image.at, m->image.len, &e));
	builder_free(b);
	buf_free(&html);
	m->arena = x.arena;
	m->explained = record.text;
}

static void drop(struct made *m)
{
	arena_free(&m->arena);
	buf_free(&m->image);
	buf_free(&m->explained);
	page_free(&m->page);
}

static void every_row_gives_its_field(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct made m = { 0 };
		struct str got;

		make(&m, &rows[i]);
		got = doc_field(&m.document, rows[i].field);
		if (!str_eq(got, str_z(rows[i].value))) {
			print_error("%s: %s is \"%.*s\", not \"%s\"\n", rows[i].name,
				field_name(rows[i].field), STR_ARG(got), rows[i].value);
			wrong++;
		}
		drop(&m);
	}
	assert_int_equal(wrong, 0);
}

static void pages_of_known_makes_give_their_fields(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(sites) / sizeof(*sites); i++) {
		const struct site *s = &sites[i];
		const struct {
			enum doc_field field;
			const char *value;
		} wanted[] = {
			{ FIELD_TITLE, s->title },
			{ FIELD_BYLINE, s->byline },
			{ FIELD_PUBLISHED, s->published },
			{ FIELD_UPDATED, s->updated },
			{ FIELD_SITE, s->site },
		};
		struct buf body = { 0 };
		struct row row = { .head = s->head, .url = s->url };
		struct made m = { 0 };

		buf_printf(&body, "<article>%s%s</article>", s->above, TEXT);
		row.body = buf_z(&body);
		make(&m, &row);
		for (size_t k = 0; k < sizeof(wanted) / sizeof(*wanted); k++) {
			struct str got = doc_field(&m.document, wanted[k].field);

			if (str_eq(got, str_z(wanted[k].value)))
				continue;
			print_error("%s: %s is \"%.*s\", not \"%s\"\n", s->name,
				field_name(wanted[k].field), STR_ARG(got), wanted[k].value);
			wrong++;
		}
		drop(&m);
		buf_free(&body);
	}
	assert_int_equal(wrong, 0);
}

static void tags_come_from_all_places_and_once(void **state)
{
	static const struct row page = {
		.head = PROP("article:tag", "Floods") PROP("article:tag", "Rivers") LD(
			"{\"@type\":\"Article\",\"keywords\":[\"rivers\",{\"name\":\"Bridges\"}]}"),
		.body = H1 TEXT "<a rel=tag href=/t>Dawn</a>"
	};
	static const char *const tags[] = { "Floods", "Rivers", "Bridges", "Dawn" };
	struct made m = { 0 };
	const struct doc_head *h;

	(void)state;
	make(&m, &page);
	h = m.document.head;
	assert_int_equal(h->tags.count, 4);
	for (uint32_t i = 0; i < h->tags.count; i++)
		assert_str(doc_str(&m.document, m.document.link[h->tags.first + i].title), tags[i]);
	drop(&m);
}

static void explained_field_names_winner_and_runner_up(void **state)
{
	static const struct row page = { .head = META("author", "Ann Other")
						 META("dc.creator", "Bob Elder"),
		.body = H1 "<p class=byline>By Ann Other</p>" TEXT };
	struct made m = { 0 };

	(void)state;
	make(&m, &page);
	assert_true(str_has(buf_str(&m.explained),
		STR("byline: from author (70), 1 more agrees; runner-up dc.creator (66): Bob "
		    "Elder\n")));
	drop(&m);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_gives_its_field),
		cmocka_unit_test(pages_of_known_makes_give_their_fields),
		cmocka_unit_test(tags_come_from_all_places_and_once),
		cmocka_unit_test(explained_field_names_winner_and_runner_up),
	};

	return cmocka_run_group_tests_name("extract/meta", tests, NULL, NULL);
}
