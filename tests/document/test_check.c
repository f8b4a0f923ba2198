#include "config.h"

#include "support/unit.h"

#include "document/sample.h"

/* Reads all that a document refers to, so that a bad reference that passed the check is a fault
 * under the sanitizer. Returns a sum that depends on every byte. */
static unsigned read_all(const struct document *d)
{
	unsigned sum = 0;

	for (uint32_t i = 0; i < d->blocks; i++) {
		struct str s = doc_block_text(d, i);

		for (size_t k = 0; k < s.len; k++)
			sum += (unsigned char)s.at[k];
		for (uint32_t k = 0; k < d->block[i].spans.count; k++) {
			const struct doc_span *span = &d->span[d->block[i].spans.first + k];

			if (span->link != DOC_NONE)
				sum += d->link[span->link].url.len;
		}
	}
	for (uint32_t i = 0; i < d->comments; i++) {
		uint32_t next = comment_next_sibling(d, i);

		assert_true(next == DOC_NONE || (next > i && next < d->comments));
		sum += (unsigned)doc_str(d, d->comment[i].author).len;
		assert_true(d->comment[i].id.len > 0);
	}
	for (uint32_t i = 0; i < d->anchors; i++)
		sum += (unsigned)doc_str(d, d->anchor[i].name).len +
			d->block[d->anchor[i].block].kind;
	for (uint32_t i = 0; i < FIELDS; i++)
		sum += (unsigned)doc_field(d, i).len;
	return sum;
}

static void any_changed_byte_is_refused_or_harmless(void **state)
{
	static const unsigned char change[] = { 0x01, 0x80, 0xff, 0x10 };
	struct buf image = { 0 };
	unsigned refused = 0, taken = 0;

	(void)state;
	sample_image(&image);
	for (size_t i = 0; i < image.len; i++) {
		for (size_t k = 0; k < sizeof(change); k++) {
			struct document d;
			struct err e = { 0 };

			image.at[i] = (char)(image.at[i] ^ change[k]);
			if (document_open(&d, image.at, image.len, &e)) {
				taken++;
				read_all(&d);
			} else {
				refused++;
				assert_int_equal(e.code, ERR_FORMAT);
			}
			image.at[i] = (char)(image.at[i] ^ change[k]);
		}
	}
	assert_true(refused > taken);
	buf_free(&image);
}

static void any_cut_is_refused(void **state)
{
	struct buf image = { 0 };
	struct document d;

	(void)state;
	sample_image(&image);
	for (size_t len = 0; len < image.len; len++) {
		char *copy = mem_new(1, len ? len : 1);

		memcpy(copy, image.at, len);
		assert_false(document_open(&d, copy, len, NULL));
		mem_free(copy);
	}
	assert_true(document_open(&d, image.at, image.len, NULL));
	buf_free(&image);
}

/* A record of a section of the image, to be spoiled. */
static void *record(struct buf *image, enum section s, size_t n)
{
	const struct image_header *h = (const void *)image->at;

	return image->at + h->section[s].at + n * h->section[s].record;
}

static void wrong_trees_are_refused(void **state)
{
	static const struct {
		uint32_t comment;
		uint32_t parent, depth, size;
	} wrong[] = {
		{ 0, DOC_NONE, 0, 5 },
		{ 0, DOC_NONE, 0, 3 },
		{ 1, 0, 1, 1 },
		{ 1, 1, 1, 2 },
		{ 2, 0, 1, 1 },
		{ 3, 2, 3, 1 },
		{ 4, 1, 2, 1 },
		{ 3, 0, 2, 1 },
		{ 2, 4, 1, 1 },
		{ 4, DOC_NONE, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct buf image = { 0 };
		struct document d;
		struct doc_comment *c;

		sample_image(&image);
		c = record(&image, SECTION_COMMENTS, wrong[i].comment);
		c->parent = wrong[i].parent;
		c->depth = wrong[i].depth;
		c->size = wrong[i].size;
		assert_false(document_open(&d, image.at, image.len, NULL));
		buf_free(&image);
	}
}

static void wrong_parts_are_refused(void **state)
{
	struct buf image = { 0 };
	struct document d;
	struct doc_part *p;

	(void)state;
	for (int i = 0; i < 3; i++) {
		buf_free(&image);
		sample_image(&image);
		p = record(&image, SECTION_PARTS, 0);
		assert_true(document_open(&d, image.at, image.len, NULL));
		if (i == 0)
			p->kind = PART_KINDS;
		else if (i == 1)
			p->discussion = 1;
		else
			p->url = (struct ref){ 0, 0 };
		assert_false(document_open(&d, image.at, image.len, NULL));
	}
	buf_free(&image);
}

static void wrong_anchors_are_refused(void **state)
{
	struct buf image = { 0 };
	struct document d;
	struct doc_anchor *a;

	(void)state;
	for (int i = 0; i < 3; i++) {
		buf_free(&image);
		sample_image(&image);
		a = record(&image, SECTION_ANCHORS, 0);
		assert_true(document_open(&d, image.at, image.len, NULL));
		assert_int_equal(doc_anchored(&d, STR("#top")), 0);
		if (i == 0)
			a->block = d.blocks;
		else if (i == 1)
			a->name = (struct ref){ 0, 0 };
		else
			a->name.len = (uint32_t)d.pool_len + 1;
		assert_false(document_open(&d, image.at, image.len, NULL));
	}
	buf_free(&image);
}

static void crossing_spans_and_broken_characters_are_refused(void **state)
{
	struct buf image = { 0 };
	struct document d;
	struct doc_span *s;
	struct doc_block *b;

	(void)state;
	sample_image(&image);
	s = record(&image, SECTION_SPANS, 0);
	s[0].len = 1;
	assert_false(document_open(&d, image.at, image.len, NULL));
	buf_free(&image);
	memset(&image, 0, sizeof(image));
	sample_image(&image);
	b = record(&image, SECTION_BLOCKS, 4);
	b->text.len--;
	assert_false(document_open(&d, image.at, image.len, NULL));
	buf_free(&image);
}

static void uncleaned_text_is_refused(void **state)
{
	struct buf image = { 0 };
	struct document d;

	(void)state;
	sample_image(&image);
	*(char *)record(&image, SECTION_POOL, 0) = '\033';
	assert_false(document_open(&d, image.at, image.len, NULL));
	buf_free(&image);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_changed_byte_is_refused_or_harmless),
		cmocka_unit_test(any_cut_is_refused),
		cmocka_unit_test(wrong_trees_are_refused),
		cmocka_unit_test(wrong_parts_are_refused),
		cmocka_unit_test(wrong_anchors_are_refused),
		cmocka_unit_test(crossing_spans_and_broken_characters_are_refused),
		cmocka_unit_test(uncleaned_text_is_refused),
	};

	return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
