/* seal.c: writes the finished image. */
#include "config.h"

#include "document/build.h"
#include "document/builder.h"

#include <string.h>

/* Tags and related stories become runs of the one list of links. */
static struct range links_join(struct builder *b, const struct builder_links *from)
{
	struct range r = { (uint32_t)b->link.len, (uint32_t)from->len };

	for (size_t i = 0; i < from->len; i++)
		*array_add(&b->link) = from->at[i];
	return r;
}

static bool section_add(struct buf *out, size_t start, enum section s, struct image_header *h,
	const void *records, size_t count, size_t record)
{
	static const char zeros[8];
	size_t pad = (8 - (out->len - start) % 8) % 8, bytes;

	if (!mem_multiply(count, record, &bytes) || !buf_add(out, (struct str){ zeros, pad }))
		return false;
	h->section[s].at = out->len - start;
	h->section[s].count = (uint32_t)count;
	h->section[s].record = (uint32_t)record;
	return buf_add(out, (struct str){ records, bytes });
}

/* The pool: strings first, then the text of the blocks, which moves by the length of the
 * strings. */
static bool pool_write(struct builder *b, struct buf *out, size_t start, struct image_header *h)
{
	if (!section_add(out, start, SECTION_POOL, h, b->line.at, b->line.len, 1) ||
		!buf_add(out, buf_str(&b->text)))
		return false;
	h->section[SECTION_POOL].count = (uint32_t)(b->line.len + b->text.len);
	return true;
}

/* Ends what is open and says that something was left out. */
static void settle(struct builder *b)
{
	if (b->in_article)
		builder_article_end(b);
	if (b->in_discussion)
		builder_discussion_end(b);
	if (b->full) {
		builder_cut(b);
		b->full = false;
		b->used -= BUILDER_SLACK;
		builder_note(b, NOTE_LIMIT, "image-limit", DOC_NONE,
			"The page is larger than the limit; the rest of it was left out.");
	}
	if (b->cut && b->block.len > 0)
		b->block.at[b->block.len - 1].flags |= BLOCK_CUT;
	b->head.tags = links_join(b, &b->tag);
	b->head.related = links_join(b, &b->related);
	for (size_t i = 0; i < b->block.len; i++)
		b->block.at[i].text.at += (uint32_t)b->line.len;
	for (size_t i = 0; i < b->part.len; i++)
		if (b->part.at[i].discussion >= b->discussion.len)
			b->part.at[i].discussion = DOC_NONE;
	/* What is named at the end of the article may have had no text. */
	while (b->anchor.len && b->anchor.at[b->anchor.len - 1].block >= b->block.len)
		b->anchor.len--;
	for (size_t i = 0; i < b->note.len; i++)
		if (b->note.at[i].comment >= b->comment.len)
			b->note.at[i].comment = DOC_NONE;
}

bool builder_seal(struct builder *b, struct buf *out, struct err *e)
{
	struct image_header h = { .magic = IMAGE_MAGIC, .version = IMAGE_VERSION };
	size_t start = out->len;

	settle(b);
	if (b->line.len + b->text.len > BUILDER_MAX)
		return err_set(e, ERR_LIMIT, "the document is too large");
	if (!buf_add(out, (struct str){ (const char *)&h, sizeof(h) }) ||
		!section_add(out, start, SECTION_HEAD, &h, &b->head, 1, sizeof(b->head)) ||
		!section_add(out, start, SECTION_BLOCKS, &h, b->block.at, b->block.len,
			sizeof(*b->block.at)) ||
		!section_add(out, start, SECTION_SPANS, &h, b->span.at, b->span.len,
			sizeof(*b->span.at)) ||
		!section_add(out, start, SECTION_LINKS, &h, b->link.at, b->link.len,
			sizeof(*b->link.at)) ||
		!section_add(out, start, SECTION_ANCHORS, &h, b->anchor.at, b->anchor.len,
			sizeof(*b->anchor.at)) ||
		!section_add(out, start, SECTION_DISCUSSIONS, &h, b->discussion.at,
			b->discussion.len, sizeof(*b->discussion.at)) ||
		!section_add(out, start, SECTION_COMMENTS, &h, b->comment.at, b->comment.len,
			sizeof(*b->comment.at)) ||
		!section_add(out, start, SECTION_NOTES, &h, b->note.at, b->note.len,
			sizeof(*b->note.at)) ||
		!section_add(out, start, SECTION_PARTS, &h, b->part.at, b->part.len,
			sizeof(*b->part.at)) ||
		!pool_write(b, out, start, &h)) {
		buf_cut(out, start);
		return err_set(e, ERR_LIMIT, "the document does not fit into %zu bytes", out->max);
	}
	h.size = out->len - start;
	memcpy(out->at + start, &h, sizeof(h));
	return true;
}
