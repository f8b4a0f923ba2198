/* build.c: the builder's strings, fields, links, notes and blocks. Strings of one line and the
 * text of blocks grow in two pools, so that an address may come while a block is open; sealing
 * puts the strings first. Discussions are in build_talk.c, sealing in seal.c. */
#include "config.h"

#include "document/build.h"
#include "document/builder.h"

#include "text/clean.h"

#include <assert.h>
#include <string.h>

struct builder *builder_new(size_t max)
{
	struct builder *b = mem_new(1, sizeof(*b));
	size_t wanted = max ? max : (size_t)3 * 1024 * 1024 * 1024;

	b->max = wanted < BUILDER_MAX ? wanted : BUILDER_MAX;
	b->used = sizeof(struct image_header) + sizeof(struct doc_head) + BUILDER_SLACK;
	return b;
}

void builder_free(struct builder *b)
{
	if (!b)
		return;
	array_free(&b->block);
	array_free(&b->span);
	array_free(&b->link);
	array_free(&b->anchor);
	array_free(&b->tag);
	array_free(&b->related);
	array_free(&b->discussion);
	array_free(&b->comment);
	array_free(&b->note);
	array_free(&b->part);
	buf_free(&b->line);
	buf_free(&b->text);
	mem_free(b);
}

bool builder_take(struct builder *b, size_t bytes)
{
	if (!b->full && b->used <= b->max && bytes <= b->max - b->used) {
		b->used += bytes;
		return true;
	}
	b->full = true;
	return false;
}

/* Lets the pool grow into what is left of the ceiling (one byte stays for the separator). Starts
 * an addition that pool_done() ends. */
static size_t pool_begin(struct builder *b, struct buf *pool)
{
	size_t room = b->used < b->max ? b->max - b->used : 0;

	pool->max = pool->len + room;
	return pool->len;
}

static void pool_done(struct builder *b, struct buf *pool, size_t from)
{
	b->used += pool->len - from;
	if (pool->full)
		b->full = true;
	pool->full = false;
}

/* The place of an equal short string that came before, through a table of the latest ones. */
static struct ref line_shared(struct builder *b, struct ref r)
{
	struct str s = { b->line.at + r.at, r.len };
	struct ref *slot;

	if (r.len > BUILDER_SHARED)
		return r;
	slot = &b->recent[str_hash(s) % BUILDER_RECENT];
	if (slot->len == r.len && slot->at != r.at &&
		memcmp(b->line.at + slot->at, s.at, s.len) == 0) {
		b->used -= b->line.len - r.at;
		buf_cut(&b->line, r.at);
		return *slot;
	}
	*slot = r;
	return r;
}

struct ref builder_line(struct builder *b, struct str raw)
{
	size_t from;
	struct ref r = { 0, 0 };

	if (raw.len == 0 || b->full)
		return r;
	from = pool_begin(b, &b->line);
	if (!text_clean(raw, CLEAN_LINE, &b->line) || !buf_add_char(&b->line, '\n')) {
		buf_cut(&b->line, from);
		b->line.full = true;
	} else if (b->line.len - from <= 1) {
		buf_cut(&b->line, from);
	}
	pool_done(b, &b->line, from);
	if (b->line.len == from)
		return r;
	r.at = (uint32_t)from;
	r.len = (uint32_t)(b->line.len - from - 1);
	return line_shared(b, r);
}

void builder_field(struct builder *b, enum doc_field field, struct str raw, const char *how)
{
	struct ref value = { 0, 0 };

	if (field != FIELD_TEXT) {
		value = builder_line(b, raw);
		if (value.len == 0)
			return;
	}
	b->head.field[field] = value;
	b->head.how[field] = builder_line(b, str_z(how));
}

struct str builder_get(const struct builder *b, enum doc_field field)
{
	struct ref r = b->head.field[field];

	return r.len ? (struct str){ b->line.at + r.at, r.len } : STR_NONE;
}

/* Adds a link to one of the lists; DOC_NONE when there is no room or nothing in it. */
static uint32_t link_add(
	struct builder *b, struct builder_links *list, struct str url, struct str title)
{
	struct doc_link link = { builder_line(b, url), builder_line(b, title) };

	if ((link.url.len == 0 && link.title.len == 0) || !builder_take(b, sizeof(link)))
		return DOC_NONE;
	*array_add(list) = link;
	return (uint32_t)(list->len - 1);
}

void builder_tag(struct builder *b, struct str name, struct str url)
{
	if (str_trim(name).len)
		link_add(b, &b->tag, url, name);
}

void builder_related(struct builder *b, struct str title, struct str url)
{
	if (str_trim(title).len)
		link_add(b, &b->related, url, title);
}

void builder_note(struct builder *b, enum note_level level, const char *code, uint32_t comment,
	const char *format, ...)
{
	struct doc_note note = { .level = level, .comment = comment };
	struct buf text = { .max = 4096 };
	va_list list;

	if (b->note.len >= BUILDER_NOTES)
		return;
	va_start(list, format);
	buf_vprintf(&text, format, list);
	va_end(list);
	note.code = builder_line(b, str_z(code));
	note.text = builder_line(b, buf_str(&text));
	if (note.text.len && builder_take(b, sizeof(note)))
		*array_add(&b->note) = note;
	buf_free(&text);
}

static bool has_part(const struct builder *b, struct ref url)
{
	struct str s = { b->line.at + url.at, url.len };

	for (size_t i = 0; i < b->part.len; i++) {
		struct ref r = b->part.at[i].url;

		if (str_eq(s, (struct str){ b->line.at + r.at, r.len }))
			return true;
	}
	return false;
}

bool builder_part(struct builder *b, const struct builder_part *p)
{
	struct doc_part part = { .kind = p->kind,
		.discussion = p->discussion,
		.claimed = p->claimed,
		.url = builder_line(b, p->url) };

	if (!part.url.len || b->part.len >= BUILDER_PARTS || has_part(b, part.url) ||
		!builder_take(b, sizeof(part)))
		return false;
	part.name = builder_line(b, p->name);
	part.about = builder_line(b, p->about);
	*array_add(&b->part) = part;
	return true;
}

void builder_anchor(struct builder *b, struct str name, uint32_t block)
{
	struct doc_anchor anchor = { .block = block };

	if (b->anchor.len >= BUILDER_ANCHORS)
		return;
	anchor.name = builder_line(b, name);
	if (anchor.name.len && builder_take(b, sizeof(anchor)))
		*array_add(&b->anchor) = anchor;
}

size_t builder_text_bytes(const struct builder *b)
{
	return b->text.len;
}

uint32_t builder_next(const struct builder *b)
{
	return (uint32_t)b->block.len;
}

void builder_partial(struct builder *b)
{
	b->head.partial = 1;
}

void builder_cut(struct builder *b)
{
	b->head.partial = 1;
	b->cut = true;
}

void builder_article_begin(struct builder *b)
{
	assert(!b->in_article && !b->in_comment);
	builder_block_end(b);
	assert(b->head.blocks.count == 0);
	b->in_article = true;
	b->head.has_article = 1;
	b->head.blocks.first = (uint32_t)b->block.len;
}

void builder_article_end(struct builder *b)
{
	assert(b->in_article);
	builder_block_end(b);
	b->in_article = false;
	b->head.blocks.count = (uint32_t)b->block.len - b->head.blocks.first;
}

void builder_no_article(struct builder *b)
{
	b->head.has_article = 0;
}

/* What image.h allows as the level and the number of a kind. */
static unsigned block_level(enum block_kind kind, unsigned level)
{
	switch (kind) {
	case BLOCK_HEADING: return level < 1 ? 1 : level > 6 ? 6 : level;
	case BLOCK_ITEM:
	case BLOCK_CONTINUED:
	case BLOCK_TERM:
	case BLOCK_DEFINITION: return level < 1 ? 1 : level > UINT8_MAX ? UINT8_MAX : level;
	case BLOCK_PARAGRAPH:
	case BLOCK_CODE:
	case BLOCK_VERSE:
	case BLOCK_ROW:
	case BLOCK_FIGURE:
	case BLOCK_EMBED:
	case BLOCK_NOTE:
	case BLOCK_RULE:
	case BLOCK_KINDS: break;
	}
	return 0;
}

void builder_block(
	struct builder *b, enum block_kind kind, unsigned level, unsigned quote, uint32_t number)
{
	bool numbered = kind == BLOCK_ITEM || kind == BLOCK_ROW || kind == BLOCK_NOTE;

	assert(b->in_article || b->in_comment);
	builder_block_end(b);
	/* A block cut short by the ceiling is kept: its record is paid for now. */
	if (!builder_take(b, sizeof(b->open) + 1))
		return;
	b->open = (struct doc_block){
		.kind = (uint8_t)kind,
		.level = (uint8_t)block_level(kind, level),
		.quote = (uint8_t)(quote > UINT8_MAX ? UINT8_MAX : quote),
		.number = numbered ? number : 0,
		.text.at = (uint32_t)b->text.len,
		.spans.first = (uint32_t)b->span.len,
	};
	b->in_block = true;
	b->depth = 0;
	b->cleaner = (struct cleaner){
		.out = &b->text,
		.space = kind == BLOCK_CODE || kind == BLOCK_VERSE ? CLEAN_PRE : CLEAN_LINE,
	};
}

void builder_block_flags(struct builder *b, unsigned flags)
{
	if (b->in_block)
		b->open.flags |= flags & BLOCK_FLAGS;
}

void builder_text(struct builder *b, struct str raw)
{
	size_t from;

	if (!b->in_block || raw.len == 0)
		return;
	if (b->full) {
		b->open.flags |= BLOCK_CUT;
		return;
	}
	from = pool_begin(b, &b->text);
	cleaner_add(&b->cleaner, raw);
	pool_done(b, &b->text, from);
	if (b->full)
		b->open.flags |= BLOCK_CUT;
}

void builder_break(struct builder *b)
{
	size_t from;

	if (!b->in_block || b->full)
		return;
	if (b->open.kind == BLOCK_ROW) {
		b->cleaner.gap = b->cleaner.begun;
		return;
	}
	from = pool_begin(b, &b->text);
	cleaner_break(&b->cleaner);
	pool_done(b, &b->text, from);
}

void builder_cell(struct builder *b)
{
	size_t from;

	if (!b->in_block || b->open.kind != BLOCK_ROW || b->full)
		return;
	from = pool_begin(b, &b->text);
	buf_add_char(&b->text, '\t');
	pool_done(b, &b->text, from);
	b->cleaner = (struct cleaner){ .out = &b->text, .space = CLEAN_LINE };
}

unsigned builder_span(struct builder *b, enum span_kind kind, struct str url, struct str title)
{
	bool linked = kind == SPAN_LINK || kind == SPAN_IMAGE || kind == SPAN_NOTE;
	struct doc_span span = { .kind = (uint8_t)kind, .link = DOC_NONE };

	if (!b->in_block || b->depth >= SPAN_DEPTH)
		return BUILDER_NO_SPAN;
	if (linked) {
		span.link = link_add(b, &b->link, url, title);
		if (span.link == DOC_NONE)
			return BUILDER_NO_SPAN;
	}
	if (!builder_take(b, sizeof(span)))
		return BUILDER_NO_SPAN;
	span.from = (uint32_t)(b->text.len - b->open.text.at) + (b->cleaner.gap ? 1 : 0);
	*array_add(&b->span) = span;
	b->stack[b->depth++] = (uint32_t)b->span.len - 1;
	return (unsigned)b->span.len - 1;
}

/* Gives the innermost open span its length, without blanks at its ends. */
static void span_close(struct builder *b)
{
	struct doc_span *s = &b->span.at[b->stack[--b->depth]];
	const char *text = buf_z(&b->text) + b->open.text.at;
	uint32_t len = (uint32_t)(b->text.len - b->open.text.at);
	uint32_t from = s->from < len ? s->from : len;

	while (from < len && (text[from] == ' ' || text[from] == '\n' || text[from] == '\t'))
		from++;
	while (len > from &&
		(text[len - 1] == ' ' || text[len - 1] == '\n' || text[len - 1] == '\t'))
		len--;
	s->from = from;
	s->len = len - from;
}

void builder_span_end(struct builder *b, unsigned handle)
{
	unsigned at = b->depth;

	if (!b->in_block)
		return;
	while (at > 0 && b->stack[at - 1] != handle)
		at--;
	while (at > 0 && b->depth >= at)
		span_close(b);
}

/* The place itself where a character of the open block begins, else the next such place. */
static uint32_t span_edge(const struct builder *b, uint32_t at, uint32_t end)
{
	const char *text = buf_z(&b->text) + b->open.text.at;

	while (at < end && ((unsigned char)text[at] & 0xC0) == 0x80)
		at++;
	return at;
}

/* Drops the spans of the open block that mark nothing and cuts those that reach beyond it. */
static void spans_settle(struct builder *b)
{
	size_t to = b->open.spans.first;
	uint32_t end = b->open.text.len;

	for (size_t i = to; i < b->span.len; i++) {
		struct doc_span s = b->span.at[i];

		uint32_t last = s.from + s.len;

		/* What came behind may have composed with the last character of the span. */
		s.from = span_edge(b, s.from < end ? s.from : end, end);
		last = span_edge(b, last < end ? last : end, end);
		s.len = last - s.from;
		if (s.len || (s.kind == SPAN_IMAGE && b->open.kind == BLOCK_FIGURE))
			b->span.at[to++] = s;
	}
	b->used -= (b->span.len - to) * sizeof(struct doc_span);
	b->span.len = to;
	b->open.spans.count = (uint32_t)to - b->open.spans.first;
}

/* Whether there is anything but blanks in the open block's text; cuts blanks at its end (and
 * whole blank lines at its start cannot be: the cleaner drops them, or they are code). */
static bool text_settle(struct builder *b)
{
	size_t from = b->open.text.at, len = b->text.len, seen;

	while (len > from && (b->text.at[len - 1] == '\n' || b->text.at[len - 1] == ' '))
		len--;
	for (seen = from; seen < len && ascii_space(b->text.at[seen]);)
		seen++;
	if (seen == len)
		len = from;
	b->used -= b->text.len - len;
	buf_cut(&b->text, len);
	b->open.text.len = (uint32_t)(len - from);
	return len > from;
}

bool builder_in_block(const struct builder *b)
{
	return b->in_block;
}

void builder_block_end(struct builder *b)
{
	bool text, keep;

	if (!b->in_block)
		return;
	while (b->depth > 0)
		span_close(b);
	text = text_settle(b);
	spans_settle(b);
	keep = text || b->open.kind == BLOCK_RULE || b->open.kind == BLOCK_FIGURE;
	b->in_block = false;
	if (keep) {
		*array_add(&b->block) = b->open;
		b->text.max = 0;
		buf_add_char(&b->text, '\n');
		return;
	}
	b->used -= sizeof(b->open) + 1;
}
