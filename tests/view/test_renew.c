/* Another document in the place of the one that is read: what the reader looks at stays. */
#include "config.h"

#include "support/unit.h"

#include "document/build.h"
#include "support/fake_screen.h"
#include "view/state.h"

struct reader {
	struct load load;
	struct buf image;
	struct view *v;
};

static uint32_t say(struct builder *b, uint32_t parent, const char *id, const char *text)
{
	struct ref i = builder_line(b, str_z(id)), a = builder_line(b, STR("Ann"));
	struct doc_comment *c = builder_comment(b, parent, EDGE_STATED);

	c->id = i;
	c->author = a;
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	builder_text(b, str_z(text));
	builder_comment_end(b);
	return builder_comment_index(b);
}

/* The first `paragraphs` of an article, the last one perhaps cut, and a discussion: four threads,
 * the second with answers that `more` adds. */
static void make(struct buf *out, int paragraphs, bool cut, bool more)
{
	struct builder *b = builder_new(0);
	struct err e;

	builder_field(b, FIELD_TITLE, STR("A title"), "test");
	builder_field(b, FIELD_URL, STR("http://site.example/"), "test");
	builder_article_begin(b);
	for (int i = 0; i < paragraphs; i++) {
		char text[80];

		snprintf(text, sizeof(text), "Paragraph number %d, with an end.", i);
		builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
		builder_text(b, str_sub(str_z(text), 0, cut && i == paragraphs - 1 ? 20 : 80));
	}
	builder_article_end(b);
	builder_discussion(b, SOURCE_PAGE, "test");
	for (int i = 0; i < 4; i++) {
		char id[8];
		uint32_t root;

		snprintf(id, sizeof(id), "t%d", i);
		root = say(b, DOC_NONE, id, "A thread begins here.");
		if (more)
			for (int k = 0; k < 3; k++) {
				snprintf(id, sizeof(id), "m%d%d", i, k);
				say(b, root, id, "What was not there before.");
			}
		snprintf(id, sizeof(id), "a%d", i);
		say(b, root, id, "An answer.");
	}
	builder_discussion_end(b);
	buf_free(out);
	assert_true(builder_seal(b, out, &e));
	builder_free(b);
}

static struct view_options options;

static void open_reader(struct reader *r)
{
	struct err e;

	fake = (struct fake){ .rows = 24, .cols = 120 };
	make(&r->image, 30, true, false);
	r->load = (struct load){ .stage = LOAD_DONE, .fd = -1 };
	assert_true(document_open(&r->load.document, r->image.at, r->image.len, &e));
	r->v = mem_new(1, sizeof(*r->v));
	r->v->o = &r->v->options;
	r->v->options = options;
	r->v->share = 50;
	r->v->link = DOC_NONE;
	r->v->screen = screen_open(NULL, NULL, NULL);
	*array_add(&r->v->page) = r->v->given = &r->load;
	page_show(r->v, &r->load);
}

static void renew(struct reader *r)
{
	struct buf next = { 0 };
	struct err e;

	make(&next, 60, false, true);
	assert_true(load_replace(&r->load, &next, &e));
	page_renewed(r->v);
	assert_null(r->load.former.image);
}

static void close_reader(struct reader *r)
{
	struct view *v = r->v;

	visits_end(v);
	find_clear(v);
	list_close(v);
	tree_free(&v->tree);
	pages_free(v);
	for (int i = 0; i < PANES; i++)
		for (int k = 0; k < CACHE_SLOTS; k++)
			layout_free(&v->pane[i].slot[k].rows);
	buf_free(&v->status);
	buf_free(&v->query);
	buf_free(&v->turned);
	mem_free(v);
	load_free(&r->load);
	buf_free(&r->image);
}

static uint32_t by_id(const struct view *v, const char *id)
{
	for (uint32_t i = 0; i < v->d->comments; i++)
		if (str_eq(doc_str(v->d, v->d->comment[i].id), str_z(id)))
			return i;
	return DOC_NONE;
}

static void the_focused_comment_stays_on_its_row(void **state)
{
	struct reader r = { 0 };
	int before, after;

	(void)state;
	open_reader(&r);
	pane_go(r.v, THREAD, tree_place(&r.v->tree, by_id(r.v, "t2")), 0);
	assert_true(pane_row_of(r.v, THREAD, r.v->pane[THREAD].focus, &before));
	assert_true(before > 3);
	renew(&r);
	assert_int_equal(tree_comment(&r.v->tree, r.v->pane[THREAD].focus), by_id(r.v, "t2"));
	assert_true(pane_row_of(r.v, THREAD, r.v->pane[THREAD].focus, &after));
	assert_int_equal(before, after);
	assert_int_equal(r.v->tree.count, 20);
	close_reader(&r);
}

static void the_article_stays_where_it_is_read(void **state)
{
	struct reader r = { 0 };

	(void)state;
	open_reader(&r);
	pane_show_top(r.v, ARTICLE, 7, 1);
	renew(&r);
	assert_int_equal(r.v->pane[ARTICLE].top, 7);
	assert_int_equal(r.v->pane[ARTICLE].top_row, 1);
	close_reader(&r);
	open_reader(&r); /* at the end of what was there, in a paragraph that was cut */
	r.v->pane[ARTICLE].focus = 30;
	renew(&r);
	assert_int_equal(r.v->pane[ARTICLE].focus, 30);
	close_reader(&r);
}

static void folds_marks_order_and_search_are_kept(void **state)
{
	struct reader r = { 0 };
	struct view *v;

	(void)state;
	open_reader(&r);
	v = r.v;
	tree_sort(v, SORT_REPLIES);
	v->tree.folded[by_id(v, "t1")] = true;
	v->active = THREAD;
	pane_go(v, THREAD, tree_place(&v->tree, by_id(v, "a3")), 0);
	place_take(v, &v->mark[0]);
	jump_push(v);
	find_start(v, STR("answer"), false);
	pane_go(v, THREAD, tree_place(&v->tree, by_id(v, "t2")), 0);
	renew(&r);
	assert_int_equal(v->sort, SORT_REPLIES);
	assert_true(v->tree.folded[by_id(v, "t1")]);
	assert_false(v->tree.folded[by_id(v, "t0")]);
	assert_int_equal(v->mark[0].focus, by_id(v, "a3"));
	assert_int_equal(v->jump[0].focus, by_id(v, "a3"));
	while (find_busy(v))
		find_slice(v);
	assert_int_equal(tree_comment(&v->tree, v->pane[THREAD].focus), by_id(v, "t2"));
	find_step(v, true);
	assert_int_equal(tree_comment(&v->tree, v->pane[THREAD].focus), by_id(v, "a2"));
	close_reader(&r);
}

static void a_filter_leaves_the_folds_as_they_were(void **state)
{
	struct reader r = { 0 };
	struct view *v;

	(void)state;
	open_reader(&r);
	v = r.v;
	v->tree.folded[by_id(v, "t1")] = true;
	filter_start(v, STR("answer"));
	while (find_busy(v))
		find_slice(v);
	assert_false(v->tree.folded[by_id(v, "t1")]);
	renew(&r);
	assert_true(v->tree.folded[by_id(v, "t1")]);
	close_reader(&r);
}

/* A visit to the whole page that ended at an answer the first part does not hold, one thread
 * folded. */
static struct store *visited(void)
{
	struct store_options o = { .without = { true, true }, .now = 100 };
	struct store *s = store_new(&o);
	struct buf image = { 0 };
	struct document d;
	struct visit visit;
	struct err e;

	make(&image, 60, false, true);
	assert_true(document_open(&d, image.at, image.len, &e));
	assert_false(store_recall(s, STR("http://site.example/"), &d, &visit));
	for (uint32_t i = 0; i < d.comments; i++) {
		if (str_eq(doc_str(&d, d.comment[i].id), STR("m22")))
			visit.focus[THREAD] = i;
		visit.folded[i] = str_eq(doc_str(&d, d.comment[i].id), STR("m01"));
	}
	visit.talk = true;
	store_remember(s, STR("http://site.example/"), &d, &visit);
	visit_free(&visit);
	buf_free(&image);
	return s;
}

static void place_of_the_last_visit_is_gone_to_when_it_has_come(void **state)
{
	struct reader r = { 0 };

	(void)state;
	options.store = visited();
	open_reader(&r);
	renew(&r);
	assert_int_equal(tree_comment(&r.v->tree, r.v->pane[THREAD].focus), by_id(r.v, "m22"));
	assert_true(r.v->tree.folds[by_id(r.v, "m01")]);
	assert_true(r.v->seen[by_id(r.v, "m22")]);
	close_reader(&r);
	/* But not under the hands of a reader. */
	open_reader(&r);
	r.v->touched = true;
	renew(&r);
	assert_int_not_equal(tree_comment(&r.v->tree, r.v->pane[THREAD].focus), by_id(r.v, "m22"));
	close_reader(&r);
	store_free(options.store);
	options.store = NULL;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_focused_comment_stays_on_its_row),
		cmocka_unit_test(the_article_stays_where_it_is_read),
		cmocka_unit_test(folds_marks_order_and_search_are_kept),
		cmocka_unit_test(a_filter_leaves_the_folds_as_they_were),
		cmocka_unit_test(place_of_the_last_visit_is_gone_to_when_it_has_come),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
