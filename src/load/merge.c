/* merge.c: several documents to one: fields, article, notes. Discussions are in merge_talk.c. */
#include "config.h"

#include "load/merge.h"

#include "load/merge_inner.h"

enum { HEAD_BLOCKS = 4 }; /* at the beginning of a page that may repeat the first page's */

/* ---- blocks ---- */

/* Text of an open block; what separates lines and cells is told to the builder as such. */
static void copy_text(struct builder *b, const struct doc_block *k, struct str text)
{
	bool pre = k->kind == BLOCK_CODE || k->kind == BLOCK_VERSE;

	if (pre) {
		builder_text(b, text);
		return;
	}
	for (size_t from = 0, at = 0; at <= text.len; at++) {
		if (at < text.len && text.at[at] != '\n' && text.at[at] != '\t')
			continue;
		builder_text(b, str_sub(text, from, at - from));
		if (at < text.len && text.at[at] == '\t')
			builder_cell(b);
		else if (at < text.len)
			builder_break(b);
		from = at + 1;
	}
}

struct open_span {
	unsigned handle;
	uint32_t end;
};

/* Copies up to `to`, closing the spans that end on the way. */
static void copy_until(struct merging *w, const struct document *d, const struct doc_block *k,
	struct open_span *open, unsigned *depth, uint32_t *at, uint32_t to)
{
	struct str text = doc_str(d, k->text);

	while (*depth && open[*depth - 1].end <= to) {
		uint32_t end = open[*depth - 1].end;

		copy_text(w->b, k, str_sub(text, *at, end - *at));
		*at = end;
		builder_span_end(w->b, open[--*depth].handle);
	}
	copy_text(w->b, k, str_sub(text, *at, to - *at));
	*at = to;
}

static void copy_block(struct merging *w, const struct document *d, const struct doc_block *k)
{
	struct open_span open[SPAN_DEPTH];
	uint32_t number = k->number, at = 0;
	unsigned depth = 0;

	if (k->kind == BLOCK_ROW)
		number += w->table;
	builder_block(w->b, (enum block_kind)k->kind, k->level, k->quote, number);
	builder_block_flags(w->b, k->flags);
	for (uint32_t i = k->spans.first; i < k->spans.first + k->spans.count; i++) {
		const struct doc_span *s = &d->span[i];
		struct str url = STR_NONE, title = STR_NONE;
		unsigned handle;

		copy_until(w, d, k, open, &depth, &at, s->from);
		if (s->link != DOC_NONE) {
			url = doc_str(d, d->link[s->link].url);
			title = doc_str(d, d->link[s->link].title);
		}
		handle = builder_span(w->b, (enum span_kind)s->kind, url, title);
		if (!s->len)
			builder_span_end(w->b, handle);
		else if (depth < SPAN_DEPTH)
			open[depth++] = (struct open_span){ handle, s->from + s->len };
	}
	copy_until(w, d, k, open, &depth, &at, k->text.len);
	builder_block_end(w->b);
}

void merge_blocks(struct merging *w, const struct document *d, struct range blocks)
{
	uint32_t anchor = 0;

	for (uint32_t i = blocks.first; i < blocks.first + blocks.count; i++) {
		while (anchor < d->anchors && d->anchor[anchor].block < i)
			anchor++;
		for (; anchor < d->anchors && d->anchor[anchor].block == i; anchor++)
			builder_anchor(
				w->b, doc_str(d, d->anchor[anchor].name), builder_next(w->b));
		copy_block(w, d, &d->block[i]);
	}
}

/* ---- the article ---- */

/* The document that the article begins in: of a topic, its first page. */
static const struct document *first_of(const struct merge *m)
{
	for (size_t i = m->parts; i-- > 0 && !m->base->head->blocks.count;)
		if (m->part[i].kind == PART_EARLIER && m->part[i].d->head->has_article &&
			m->part[i].d->head->blocks.count)
			return m->part[i].d;
	return m->base;
}

static uint32_t tables_in(const struct document *d)
{
	uint32_t most = 0;

	for (uint32_t i = d->head->blocks.first; i < d->head->blocks.first + d->head->blocks.count;
		i++)
		if (d->block[i].kind == BLOCK_ROW && d->block[i].number > most)
			most = d->block[i].number;
	return most;
}

static bool is_heading(const struct document *base, const struct document *d, uint32_t block)
{
	return d->block[block].kind == BLOCK_HEADING &&
		str_eq_case(doc_block_text(d, block), doc_field(base, FIELD_TITLE));
}

/* Whether one of the first blocks of the base is the same. */
static bool is_repeated(const struct document *base, const struct document *d, uint32_t block)
{
	const struct range *r = &base->head->blocks;
	struct str text = doc_block_text(d, block);

	for (uint32_t i = r->first; i < r->first + r->count && i < r->first + HEAD_BLOCKS; i++)
		if (base->block[i].kind == d->block[block].kind &&
			str_eq(doc_block_text(base, i), text))
			return true;
	return is_heading(base, d, block);
}

/* The blocks of a further page, without what stands at the beginning of every page. */
static struct range own_blocks(const struct document *base, const struct document *d)
{
	struct range r = d->head->blocks;

	for (int i = 0; i < HEAD_BLOCKS && r.count && is_repeated(base, d, r.first); i++) {
		r.first++;
		r.count--;
	}
	return r;
}

static void copy_article(struct merging *w)
{
	const struct document *base = first_of(w->m);

	builder_article_begin(w->b);
	merge_blocks(w, base, base->head->blocks);
	w->table = tables_in(base);
	for (size_t i = 0; i < w->m->parts; i++) {
		const struct document *d = w->m->part[i].d;

		if (w->m->part[i].kind != PART_ARTICLE || !d->head->has_article)
			continue;
		merge_blocks(w, d, own_blocks(base, d));
		w->table += tables_in(d);
	}
	w->table = 0;
	builder_article_end(w->b);
	if (!base->head->has_article)
		builder_no_article(w->b);
}

/* ---- the rest ---- */

static bool is_left(const struct merge *m, struct str url)
{
	for (size_t i = 0; i < m->lefts; i++)
		if (str_eq(m->left[i].url, url))
			return true;
	return false;
}

static void copy_head(struct merging *w)
{
	const struct document *d = w->m->base, *first = first_of(w->m);
	const struct doc_head *h = d->head;

	for (int f = 0; f < FIELDS; f++) {
		struct str value = doc_str(d, h->field[f]), how = doc_str(d, h->how[f]);
		struct buf z = { 0 };

		if (!value.len && f != FIELD_NEXT) { /* who wrote the opening post, and when */
			value = doc_str(first, first->head->field[f]);
			how = doc_str(first, first->head->how[f]);
		}

		if (f == FIELD_NEXT && !is_left(w->m, value))
			continue;
		buf_add(&z, how);
		if (value.len || how.len)
			builder_field(w->b, (enum doc_field)f, value, buf_z(&z));
		buf_free(&z);
	}
	for (uint32_t i = h->tags.first; i < h->tags.first + h->tags.count; i++)
		builder_tag(w->b, doc_str(d, d->link[i].title), doc_str(d, d->link[i].url));
	for (uint32_t i = h->related.first; i < h->related.first + h->related.count; i++)
		builder_related(w->b, doc_str(d, d->link[i].title), doc_str(d, d->link[i].url));
	for (size_t i = 0; i <= w->m->parts; i++)
		if (merge_source(w->m, i)->head->partial)
			builder_partial(w->b);
}

static void copy_notes(struct merging *w)
{
	const struct document *d = w->m->base;

	for (uint32_t i = 0; i < d->notes; i++) {
		const struct doc_note *n = &d->note[i];
		uint32_t place = n->comment == DOC_NONE ? DOC_NONE : w->place[n->comment];
		struct str code = doc_str(d, n->code);
		struct buf z = { 0 };

		if (n->comment != DOC_NONE && w->settled[n->comment] && str_eq(code, STR("orphan")))
			continue;
		buf_add(&z, code);
		builder_note(w->b, (enum note_level)n->level, buf_z(&z), place, "%.*s",
			STR_ARG(doc_str(d, n->text)));
		buf_free(&z);
	}
	for (size_t i = 0; i < w->m->notes; i++)
		builder_note(w->b, w->m->note[i].level, w->m->note[i].code, DOC_NONE, "%s",
			w->m->note[i].text);
	if (w->full)
		builder_note(w->b, NOTE_LIMIT, "join-limit", DOC_NONE,
			"The parts hold more than %u comments; the rest was left out.",
			(unsigned)w->m->comments_max);
}

bool merge_documents(const struct merge *m, struct buf *image, struct err *e)
{
	struct merging w = { .m = m, .b = builder_new(m->bytes_max) };
	bool ok;

	w.place = mem_new((size_t)m->base->comments + 1, sizeof(*w.place));
	w.settled = mem_new((size_t)m->base->comments + 1, sizeof(*w.settled));
	copy_head(&w);
	copy_article(&w);
	merge_talks(&w);
	for (size_t i = 0; i < m->lefts; i++)
		builder_part(w.b, &m->left[i]);
	copy_notes(&w);
	if (w.full)
		builder_partial(w.b);
	ok = builder_seal(w.b, image, e);
	builder_free(w.b);
	mem_free(w.place);
	mem_free(w.settled);
	return ok;
}
