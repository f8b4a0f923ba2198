/* test_turn.c: rows of text written from right to left, as the screen shows them. */
#include "config.h"

#include "support/unit.h"

#include "document/build.h"
#include "layout/layout.h"
#include "text/width.h"

static struct buf image;
static struct document doc;

static void block(struct builder *b, enum block_kind kind, unsigned quote, const char *text)
{
	builder_block(b, kind, kind == BLOCK_ITEM, quote, 0);
	builder_text(b, str_z(text));
	builder_block_end(b);
}

static int build(void **state)
{
	struct builder *b = builder_new(0);
	struct err e;

	(void)state;
	builder_article_begin(b);
	block(b, BLOCK_PARAGRAPH, 0, "שלום (עולם) abc 12 סוף");
	block(b, BLOCK_ITEM, 0, "אחת");
	block(b, BLOCK_PARAGRAPH, 1, "ציטוט");
	block(b, BLOCK_PARAGRAPH, 1, "ועוד");
	block(b, BLOCK_CODE, 0, "x = שלום;");
	block(b, BLOCK_PARAGRAPH, 0, "plain שלום text");
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	builder_block_flags(b, BLOCK_RTL);
	builder_text(b, STR("plain שלום text"));
	builder_block_end(b);
	builder_article_end(b);
	if (!builder_seal(b, &image, &e))
		return -1;
	builder_free(b);
	return document_open(&doc, image.at, image.len, &e) ? 0 : -1;
}

static int drop(void **state)
{
	(void)state;
	buf_free(&image);
	return 0;
}

/* The rows as the screen shows them. Every piece stands behind the one before. */
static void shown(enum layout_order order, int width, struct buf *out)
{
	struct layout_options o = { .width = width, .ascii = true, .wrap_code = true };
	struct layout l = { .order = order };
	struct buf made = { 0 };

	layout_blocks(&l, &doc, doc.head->blocks, DOC_NONE, &o);
	for (size_t i = 0; i < l.row.len; i++) {
		char cell[100] = "";
		struct buf line = { 0 };

		for (int col = 0; col < width; col++)
			for (uint32_t k = l.row.at[i].seg; k < l.row.at[i].seg + l.row.at[i].segs;
				k++) {
				const struct layout_seg *g = &l.seg.at[k];

				if (g->column != col)
					continue;
				assert_true(g->column + g->width <= width);
				for (int c = g->column; c < g->column + g->width; c++) {
					assert_int_equal(cell[c], 0);
					cell[c] = 1;
				}
				while (text_width(buf_str(&line)) < col)
					buf_add_char(&line, ' ');
				buf_add(&line, layout_shown(g, &made));
			}
		buf_printf(out, "%s|\n", buf_z(&line));
		buf_free(&line);
	}
	buf_free(&made);
	layout_free(&l);
}

static void rows_stand_as_the_screen_shows_them(void **state)
{
	struct buf out = { 0 };

	(void)state;
	shown(LAYOUT_SCREEN, 24, &out);
#ifdef HAVE_FRIBIDI
	assert_str(buf_str(&out),
		"  ףוס abc 12 (םלוע) םולש|\n"
		"|\n"
		"                   תחא *|\n"
		"|\n"
		"                 טוטיצ <|\n"
		"                       <|\n"
		"                  דועו <|\n"
		"|\n"
		"  x = םולש;|\n"
		"|\n"
		"plain םולש text|\n"
		"|\n"
		"         text םולש plain|\n");
#endif
	buf_free(&out);
}

/* What goes to pipes and files stays as it was written. */
static void the_order_of_the_text_is_kept_where_it_is_asked_for(void **state)
{
	struct buf out = { 0 };

	(void)state;
	shown(LAYOUT_TEXT, 30, &out);
	assert_true(str_starts(buf_str(&out), STR("שלום (עולם) abc 12 סוף|\n")));
	buf_free(&out);
}

static void every_width_keeps_pieces_apart_and_inside(void **state)
{
	(void)state;
	for (int width = 2; width < 60; width++) {
		struct buf out = { 0 };

		shown(LAYOUT_SCREEN_RIGHT, width, &out);
		assert_true(out.len > 0);
		buf_free(&out);
	}
}

static void columns_of_a_part_are_counted_from_the_edge_it_is_read_from(void **state)
{
	struct layout_seg g = { .text = STR("אבגד"), .width = 4, .right = true };
	int from, to;

	(void)state;
	layout_columns(&g, 0, 2, &from, &to);
	assert_int_equal(from, 3);
	assert_int_equal(to, 4);
	layout_columns(&g, 2, 6, &from, &to);
	assert_int_equal(from, 1);
	assert_int_equal(to, 3);
	g.right = false;
	layout_columns(&g, 2, 6, &from, &to);
	assert_int_equal(from, 1);
	assert_int_equal(to, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_stand_as_the_screen_shows_them),
		cmocka_unit_test(the_order_of_the_text_is_kept_where_it_is_asked_for),
		cmocka_unit_test(every_width_keeps_pieces_apart_and_inside),
		cmocka_unit_test(columns_of_a_part_are_counted_from_the_edge_it_is_read_from),
	};

	return cmocka_run_group_tests_name("turn", tests, build, drop);
}
