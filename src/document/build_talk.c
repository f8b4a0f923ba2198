/* build_talk.c: discussions and comments: depth, size, and ids that are there and unique. */
#include "config.h"

#include "document/build.h"
#include "document/builder.h"

#include <assert.h>
#include <stdio.h>

#define ID_ROOM 24 /* bytes of the ceiling kept back for the id of each comment */

struct doc_discussion *builder_discussion(
	struct builder *b, enum discussion_source source, const char *how)
{
	struct doc_discussion *d;
	struct ref name = builder_line(b, str_z(how));

	assert(!b->in_discussion && !b->in_article);
	builder_take(b, sizeof(*d)); /* even a full image has its record */
	d = array_add(&b->discussion);
	d->source = source;
	d->how = name;
	d->claimed = DOC_NONE;
	d->unloaded = DOC_NONE;
	d->comments.first = (uint32_t)b->comment.len;
	b->in_discussion = true;
	return d;
}

/* Whether `ancestor` is on the path from the last comment to its root. Each step up leaves a
 * subtree for good when the parent is taken, so all calls together are linear. */
static bool on_path(const struct builder *b, uint32_t first, uint32_t ancestor)
{
	uint32_t at = (uint32_t)b->comment.len - 1;

	if (ancestor < first || ancestor > at)
		return false;
	while (at != DOC_NONE && at > ancestor)
		at = b->comment.at[at].parent;
	return at == ancestor;
}

struct doc_comment *builder_comment(struct builder *b, uint32_t parent, enum edge_kind edge)
{
	struct doc_comment *c;
	uint32_t first, depth = 0;

	assert(b->in_discussion);
	if (b->in_comment)
		builder_comment_end(b);
	if (!builder_take(b, sizeof(*c) + ID_ROOM))
		return NULL;
	first = b->discussion.at[b->discussion.len - 1].comments.first;
	if (parent != DOC_NONE && (b->comment.len == first || !on_path(b, first, parent)))
		parent = DOC_NONE;
	if (parent != DOC_NONE)
		depth = b->comment.at[parent].depth + 1;
	c = array_add(&b->comment);
	c->when = INT64_MIN;
	c->score = INT32_MIN;
	c->parent = parent;
	c->depth = depth;
	c->size = 1;
	c->edge = parent == DOC_NONE ? EDGE_NONE : edge == EDGE_NONE ? EDGE_NESTED : edge;
	c->blocks.first = (uint32_t)b->block.len;
	b->in_comment = true;
	return c;
}

uint32_t builder_comment_index(const struct builder *b)
{
	return b->full && !b->in_comment ? DOC_NONE : (uint32_t)b->comment.len - 1;
}

void builder_comment_end(struct builder *b)
{
	struct doc_comment *c;

	if (!b->in_comment)
		return;
	builder_block_end(b);
	c = &b->comment.at[b->comment.len - 1];
	c->blocks.count = (uint32_t)b->block.len - c->blocks.first;
	b->in_comment = false;
}

/* ---- ids ---- */

#define ID_PROBES                                                                                  \
	256 /* slots looked at for one id: a page that collides on purpose loses its ids, not our time */

struct id_table {
	uint32_t *slot; /* index of a comment + 1; 0 is free */
	size_t mask;
};

/* Takes the text for comment `index`; false when another comment of the discussion has it. */
static bool id_take(const struct builder *b, struct id_table *t, struct str id, uint32_t index)
{
	size_t at = (size_t)str_hash(id) & t->mask;

	for (int probe = 0; probe < ID_PROBES; probe++, at = (at + 1) & t->mask) {
		const struct doc_comment *c;

		if (t->slot[at] == 0) {
			t->slot[at] = index + 1;
			return true;
		}
		c = &b->comment.at[t->slot[at] - 1];
		if (str_eq((struct str){ b->line.at + c->id.at, c->id.len }, id))
			return false;
	}
	return false;
}

/* Makes an id such as "c12" that none of so many other comments has. */
static void id_make(
	struct builder *b, struct id_table *t, uint32_t index, uint32_t number, uint32_t others)
{
	struct doc_comment *c = &b->comment.at[index];
	char text[40];

	for (unsigned again = 0; again <= others; again++) {
		snprintf(text, sizeof(text), again ? "c%u.%u" : "c%u", number, again);
		/* The ref must stand before id_take() compares with it. */
		c->id = (struct ref){ 0, 0 };
		if (id_take(b, t, str_z(text), index)) {
			c->id = builder_line(b, str_z(text));
			return;
		}
	}
}

/* Gives every comment of the discussion an id of its own. */
static void ids_settle(struct builder *b, struct range comments)
{
	struct id_table t;
	size_t slots = 16;
	bool full = b->full;

	b->full = false;
	b->used -= (size_t)comments.count * ID_ROOM;
	while (slots < (size_t)comments.count * 2)
		slots *= 2;
	t.slot = mem_new(slots, sizeof(*t.slot));
	t.mask = slots - 1;
	for (uint32_t i = comments.first; i < comments.first + comments.count; i++) {
		struct doc_comment *c = &b->comment.at[i];

		if (c->id.len &&
			!id_take(b, &t, (struct str){ b->line.at + c->id.at, c->id.len }, i))
			c->id = (struct ref){ 0, 0 };
	}
	for (uint32_t i = comments.first; i < comments.first + comments.count; i++)
		if (b->comment.at[i].id.len == 0)
			id_make(b, &t, i, i - comments.first + 1, comments.count);
	mem_free(t.slot);
	b->full = b->full || full;
}

void builder_discussion_end(struct builder *b)
{
	struct doc_discussion *d;

	assert(b->in_discussion);
	builder_comment_end(b);
	b->in_discussion = false;
	d = &b->discussion.at[b->discussion.len - 1];
	d->comments.count = (uint32_t)b->comment.len - d->comments.first;
	for (uint32_t i = (uint32_t)b->comment.len; i-- > d->comments.first;) {
		struct doc_comment *c = &b->comment.at[i];

		c->flags &= COMMENT_FLAGS;
		if (!(c->flags & COMMENT_ORPHAN))
			c->answers = (struct ref){ 0, 0 };
		if (c->edited.len)
			c->flags |= COMMENT_EDITED;
		if (c->when < DOC_WHEN_LEAST || c->when > DOC_WHEN_MOST)
			c->when = INT64_MIN;
		if (c->parent != DOC_NONE)
			b->comment.at[c->parent].size += c->size;
	}
	ids_settle(b, d->comments);
}
