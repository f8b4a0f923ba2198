/* check.c: proves an image that came from a child or from a cache before anything reads it. */
#include "config.h"

#include "document/document.h"

#include "text/clean.h"

#include <string.h>

/* How often a byte may be looked at as part of a string of one line, per byte of the image: the
 * builder lets only short strings share a place, so that honest images stay far below. */
#define LINE_LOOKS 16u

struct check {
	struct document *d;
	uint64_t looks; /* bytes of strings that may still be looked at */
	struct err *e;
};

static bool fault(const struct check *c, const char *what, uint32_t index)
{
	return err_set(c->e, ERR_FORMAT, "damaged document: %s (record %u)", what, (unsigned)index);
}

static const uint32_t record_size[SECTIONS] = {
	[SECTION_HEAD] = sizeof(struct doc_head),
	[SECTION_BLOCKS] = sizeof(struct doc_block),
	[SECTION_SPANS] = sizeof(struct doc_span),
	[SECTION_LINKS] = sizeof(struct doc_link),
	[SECTION_ANCHORS] = sizeof(struct doc_anchor),
	[SECTION_DISCUSSIONS] = sizeof(struct doc_discussion),
	[SECTION_COMMENTS] = sizeof(struct doc_comment),
	[SECTION_NOTES] = sizeof(struct doc_note),
	[SECTION_PARTS] = sizeof(struct doc_part),
	[SECTION_POOL] = 1,
};

/* The sections stand where the header must place them, without gaps or overlap, and end with the
 * image. */
static bool check_sections(const struct check *c, const struct image_header *h, size_t len)
{
	uint64_t at = sizeof(*h);

	if (h->magic != IMAGE_MAGIC || h->version != IMAGE_VERSION)
		return fault(c, "not of this version", 0);
	if (h->size != len)
		return fault(c, "its length is not as stated", 0);
	for (uint32_t i = 0; i < SECTIONS; i++) {
		at = (at + 7) / 8 * 8;
		if (h->section[i].at != at || h->section[i].record != record_size[i])
			return fault(c, "a section is not in its place", i);
		at += (uint64_t)h->section[i].count * record_size[i];
		if (at > len)
			return fault(c, "a section is longer than the image", i);
	}
	if (at != len || h->section[SECTION_HEAD].count != 1)
		return fault(c, "its sections do not fill it", 0);
	return true;
}

static void view_sections(struct document *d, const char *bytes)
{
	const struct image_header *h = (const void *)bytes;

	d->image = h;
	d->head = (const void *)(bytes + h->section[SECTION_HEAD].at);
	d->block = (const void *)(bytes + h->section[SECTION_BLOCKS].at);
	d->span = (const void *)(bytes + h->section[SECTION_SPANS].at);
	d->link = (const void *)(bytes + h->section[SECTION_LINKS].at);
	d->anchor = (const void *)(bytes + h->section[SECTION_ANCHORS].at);
	d->discussion = (const void *)(bytes + h->section[SECTION_DISCUSSIONS].at);
	d->comment = (const void *)(bytes + h->section[SECTION_COMMENTS].at);
	d->note = (const void *)(bytes + h->section[SECTION_NOTES].at);
	d->part = (const void *)(bytes + h->section[SECTION_PARTS].at);
	d->pool = bytes + h->section[SECTION_POOL].at;
	d->blocks = h->section[SECTION_BLOCKS].count;
	d->spans = h->section[SECTION_SPANS].count;
	d->links = h->section[SECTION_LINKS].count;
	d->anchors = h->section[SECTION_ANCHORS].count;
	d->discussions = h->section[SECTION_DISCUSSIONS].count;
	d->comments = h->section[SECTION_COMMENTS].count;
	d->notes = h->section[SECTION_NOTES].count;
	d->parts = h->section[SECTION_PARTS].count;
	d->pool_len = h->section[SECTION_POOL].count;
}

/* Whether a character begins at this place of a valid UTF-8 text, or the text ends there. */
static bool boundary(const char *text, size_t len, size_t at)
{
	return at == len || (at < len && ((unsigned char)text[at] & 0xC0) != 0x80);
}

static bool ref_fits(const struct check *c, struct ref r)
{
	const struct document *d = c->d;

	return r.at <= d->pool_len && r.len <= d->pool_len - r.at &&
		boundary(d->pool, d->pool_len, r.at) &&
		boundary(d->pool, d->pool_len, (size_t)r.at + r.len);
}

/* A string of one line, or {0, 0}. */
static bool line_fits(struct check *c, struct ref r)
{
	if (r.len == 0)
		return r.at == 0;
	if (!ref_fits(c, r) || r.len > c->looks)
		return false;
	c->looks -= r.len;
	return !memchr(c->d->pool + r.at, '\n', r.len) && !memchr(c->d->pool + r.at, '\t', r.len);
}

static bool range_fits(struct range r, uint32_t count)
{
	return r.first <= count && r.count <= count - r.first;
}

static bool check_head(struct check *c)
{
	const struct doc_head *h = c->d->head;

	for (uint32_t i = 0; i < FIELDS; i++)
		if (!line_fits(c, h->field[i]) || !line_fits(c, h->how[i]))
			return fault(c, "a field", i);
	if (!range_fits(h->blocks, c->d->blocks) || !range_fits(h->tags, c->d->links) ||
		!range_fits(h->related, c->d->links))
		return fault(c, "a range of the head", 0);
	if (h->has_article > 1 || h->partial > 1)
		return fault(c, "a mark of the head", 0);
	return true;
}

/* The spans of one block: ordered, inside the text, nested. `end` is the stack of the ends of
 * the spans around. */
static bool check_spans(const struct check *c, const struct doc_block *b)
{
	const struct document *d = c->d;
	uint32_t end[SPAN_DEPTH], from = 0;
	unsigned depth = 0;

	for (uint32_t i = b->spans.first; i < b->spans.first + b->spans.count; i++) {
		const struct doc_span *s = &d->span[i];
		bool linked = s->kind == SPAN_LINK || s->kind == SPAN_IMAGE || s->kind == SPAN_NOTE;
		const char *text = d->pool + b->text.at;

		if (s->kind >= SPAN_KINDS || s->from < from || s->from > b->text.len ||
			s->len > b->text.len - s->from || (s->len == 0 && s->kind != SPAN_IMAGE))
			return fault(c, "a span", i);
		if (!boundary(text, b->text.len, s->from) ||
			!boundary(text, b->text.len, s->from + s->len))
			return fault(c, "a span within a character", i);
		if (linked ? s->link >= d->links : s->link != DOC_NONE)
			return fault(c, "the link of a span", i);
		from = s->from;
		while (depth > 0 && end[depth - 1] <= from)
			depth--;
		if (depth > 0 && from + s->len > end[depth - 1])
			return fault(c, "spans that cross", i);
		if (s->len && depth == SPAN_DEPTH)
			return fault(c, "spans that nest too deep", i);
		if (s->len)
			end[depth++] = from + s->len;
	}
	return true;
}

static bool block_level_fits(const struct doc_block *b)
{
	switch ((enum block_kind)b->kind) {
	case BLOCK_HEADING: return b->level >= 1 && b->level <= 6;
	case BLOCK_ITEM:
	case BLOCK_CONTINUED:
	case BLOCK_TERM:
	case BLOCK_DEFINITION: return b->level >= 1;
	case BLOCK_PARAGRAPH:
	case BLOCK_CODE:
	case BLOCK_VERSE:
	case BLOCK_ROW:
	case BLOCK_FIGURE:
	case BLOCK_EMBED:
	case BLOCK_NOTE:
	case BLOCK_RULE: return b->level == 0;
	case BLOCK_KINDS: break;
	}
	return false;
}

static bool check_blocks(const struct check *c)
{
	const struct document *d = c->d;
	uint64_t text = 0;
	uint32_t span = 0;

	for (uint32_t i = 0; i < d->blocks; i++) {
		const struct doc_block *b = &d->block[i];
		bool numbered =
			b->kind == BLOCK_ITEM || b->kind == BLOCK_ROW || b->kind == BLOCK_NOTE;

		if (!block_level_fits(b) || (b->flags & ~BLOCK_FLAGS) || (!numbered && b->number))
			return fault(c, "a block", i);
		if (b->text.at < text || !ref_fits(c, b->text))
			return fault(c, "the text of a block", i);
		text = (uint64_t)b->text.at + b->text.len;
		if (b->spans.first != span || !range_fits(b->spans, d->spans))
			return fault(c, "the spans of a block", i);
		span += b->spans.count;
		if (!check_spans(c, b))
			return false;
	}
	return span == d->spans || fault(c, "a span without a block", span);
}

static bool check_links(struct check *c)
{
	for (uint32_t i = 0; i < c->d->links; i++)
		if (!line_fits(c, c->d->link[i].url) || !line_fits(c, c->d->link[i].title))
			return fault(c, "a link", i);
	for (uint32_t i = 0; i < c->d->anchors; i++) {
		const struct doc_anchor *a = &c->d->anchor[i];

		if (!a->name.len || !line_fits(c, a->name) || a->block >= c->d->blocks)
			return fault(c, "an anchor", i);
	}
	return true;
}

/* The discussions divide the comments among them, in order. */
static bool check_discussions(struct check *c)
{
	const struct document *d = c->d;
	uint32_t next = 0;

	for (uint32_t i = 0; i < d->discussions; i++) {
		const struct doc_discussion *t = &d->discussion[i];

		if (t->source >= SOURCES || !line_fits(c, t->how) || !line_fits(c, t->provider) ||
			!line_fits(c, t->title) || !line_fits(c, t->more))
			return fault(c, "a discussion", i);
		if (t->comments.first != next || !range_fits(t->comments, d->comments))
			return fault(c, "the comments of a discussion", i);
		next += t->comments.count;
	}
	return next == d->comments || fault(c, "a comment without a discussion", next);
}

static bool comment_strings_fit(struct check *c, const struct doc_comment *m)
{
	return line_fits(c, m->id) && line_fits(c, m->permalink) && line_fits(c, m->author) &&
		line_fits(c, m->author_url) && line_fits(c, m->time) && line_fits(c, m->edited) &&
		line_fits(c, m->reply_to) && line_fits(c, m->answers);
}

/* What image.h says of comment i, its parent apart. */
static bool edge_fits(const struct document *d, uint32_t first, uint32_t i)
{
	const struct doc_comment *m = &d->comment[i];

	if (m->parent == DOC_NONE)
		return m->depth == 0 && m->edge == EDGE_NONE;
	return m->parent >= first && m->parent < i && m->depth == d->comment[m->parent].depth + 1 &&
		m->edge != EDGE_NONE && m->edge < EDGE_KINDS;
}

/* Pre-order: the parent of comment i is on the path from i - 1 to its root, and every comment
 * that the step from i - 1 to i leaves behind has the size to end there. i may be the end of
 * the discussion: then all are left behind. A comment is left once, so that all steps together
 * are linear. */
static bool step_fits(const struct document *d, uint32_t first, uint32_t end, uint32_t i)
{
	uint32_t parent = i < end ? d->comment[i].parent : DOC_NONE;
	uint32_t at = i > first ? i - 1 : DOC_NONE;

	for (; at != DOC_NONE && at != parent; at = d->comment[at].parent)
		if (d->comment[at].size != i - at)
			return false;
	return at == parent;
}

static bool when_fits(int64_t when)
{
	return when == INT64_MIN || (when >= DOC_WHEN_LEAST && when <= DOC_WHEN_MOST);
}

static bool ranges_apart(struct range a, struct range b)
{
	return a.count == 0 || b.count == 0 || a.first + a.count <= b.first ||
		b.first + b.count <= a.first;
}

static bool check_comments(struct check *c)
{
	const struct document *d = c->d;
	uint32_t block = 0;

	for (uint32_t t = 0; t < d->discussions; t++) {
		uint32_t first = d->discussion[t].comments.first;
		uint32_t end = first + d->discussion[t].comments.count;

		for (uint32_t i = first; i < end; i++) {
			const struct doc_comment *m = &d->comment[i];

			if (!edge_fits(d, first, i) || !step_fits(d, first, end, i))
				return fault(c, "a comment's place in the tree", i);
			if (!comment_strings_fit(c, m) || m->id.len == 0)
				return fault(c, "a comment's strings", i);
			if (!when_fits(m->when))
				return fault(c, "a comment's time", i);
			if ((m->flags & ~(uint32_t)COMMENT_FLAGS) ||
				(m->edited.len && !(m->flags & COMMENT_EDITED)) ||
				(m->answers.len && !(m->flags & COMMENT_ORPHAN)))
				return fault(c, "a comment's marks", i);
			if (m->blocks.first < block || !range_fits(m->blocks, d->blocks) ||
				!ranges_apart(m->blocks, d->head->blocks))
				return fault(c, "a comment's blocks", i);
			block = m->blocks.first + m->blocks.count;
		}
		if (!step_fits(d, first, end, end))
			return fault(c, "the size of a comment", end);
	}
	return true;
}

static bool check_notes(struct check *c)
{
	const struct document *d = c->d;

	for (uint32_t i = 0; i < d->notes; i++) {
		const struct doc_note *n = &d->note[i];

		if (n->level >= NOTE_LEVELS || !line_fits(c, n->code) || !line_fits(c, n->text) ||
			(n->comment != DOC_NONE && n->comment >= d->comments))
			return fault(c, "a note", i);
	}
	return true;
}

static bool check_parts(struct check *c)
{
	const struct document *d = c->d;

	for (uint32_t i = 0; i < d->parts; i++) {
		const struct doc_part *p = &d->part[i];

		if (p->kind >= PART_KINDS || !p->url.len || !line_fits(c, p->url) ||
			!line_fits(c, p->name) || !line_fits(c, p->about) ||
			(p->discussion != DOC_NONE && p->discussion >= d->discussions))
			return fault(c, "a part", i);
	}
	return true;
}

bool document_open(struct document *d, const void *bytes, size_t len, struct err *e)
{
	struct check c = { .d = d, .looks = (uint64_t)len * LINE_LOOKS, .e = e };

	memset(d, 0, sizeof(*d));
	if (len < sizeof(struct image_header) || (uintptr_t)bytes % 8 != 0)
		return fault(&c, "too short or not aligned", 0);
	if (!check_sections(&c, bytes, len))
		return false;
	view_sections(d, bytes);
	if (!text_is_clean((struct str){ d->pool, d->pool_len }))
		fault(&c, "text that was not cleaned", 0);
	else if (check_head(&c) && check_blocks(&c) && check_links(&c) && check_discussions(&c) &&
		check_comments(&c) && check_notes(&c) && check_parts(&c))
		return true;
	memset(d, 0, sizeof(*d));
	return false;
}
