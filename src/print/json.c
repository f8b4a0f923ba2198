/* json.c: the whole document as one JSON object (RFC 8259), version 1. Keys keep their order;
 * what is unknown is null or absent. */
#include "config.h"

#include "print/print.h"

#include <inttypes.h>

/* A quoted string. The text is clean, so that only quotes, backslashes, newlines and tabs need
 * an escape; any other control would get one too. */
static void string(struct sink *s, struct str text)
{
	size_t done = 0;

	sink_char(s, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c >= ' ' && c != '"' && c != '\\')
			continue;
		sink_add(s, str_sub(text, done, i - done));
		done = i + 1;
		if (c == '"' || c == '\\')
			sink_printf(s, "\\%c", c);
		else if (c == '\n')
			sink_z(s, "\\n");
		else if (c == '\t')
			sink_z(s, "\\t");
		else
			sink_printf(s, "\\u%04x", c);
	}
	sink_add(s, str_sub(text, done, text.len));
	sink_char(s, '"');
}

/* `"key": ` behind a comma where one is due. */
static void key(struct sink *s, bool *first, const char *name)
{
	sink_z(s, *first ? "\"" : ", \"");
	sink_z(s, name);
	sink_z(s, "\": ");
	*first = false;
}

/* The same on a line of its own. */
static void line_key(struct sink *s, bool *first, const char *name)
{
	sink_z(s, *first ? "\n" : ",\n");
	*first = true;
	key(s, first, name);
}

static void member(struct sink *s, bool *first, const char *name, struct str value)
{
	key(s, first, name);
	if (value.len)
		string(s, value);
	else
		sink_z(s, "null");
}

/* Nothing when it is unknown. */
static void known(struct sink *s, bool *first, const char *name, struct str value)
{
	if (value.len)
		member(s, first, name, value);
}

static void number(struct sink *s, bool *first, const char *name, int64_t n)
{
	key(s, first, name);
	sink_printf(s, "%" PRId64, n);
}

static void count(struct sink *s, bool *first, const char *name, uint32_t n)
{
	key(s, first, name);
	if (n == DOC_NONE)
		sink_z(s, "null");
	else
		sink_printf(s, "%" PRIu32, n);
}

static void text_member(const struct document *d, struct sink *s, bool *first, struct range blocks,
	bool captions, struct buf *work)
{
	buf_cut(work, 0);
	print_blocks_text(d, blocks, captions, work);
	key(s, first, "text");
	string(s, buf_str(work));
}

static void image(const struct document *d, struct sink *s, bool *first)
{
	bool inner = true;

	key(s, first, "image");
	if (doc_field(d, FIELD_IMAGE).len == 0 && doc_field(d, FIELD_CAPTION).len == 0 &&
		doc_field(d, FIELD_CREDIT).len == 0) {
		sink_z(s, "null");
		return;
	}
	sink_char(s, '{');
	member(s, &inner, "url", doc_field(d, FIELD_IMAGE));
	member(s, &inner, "caption", doc_field(d, FIELD_CAPTION));
	member(s, &inner, "credit", doc_field(d, FIELD_CREDIT));
	sink_char(s, '}');
}

static void lists(const struct document *d, struct sink *s, bool *first)
{
	const struct doc_head *h = d->head;

	key(s, first, "tags");
	sink_char(s, '[');
	for (uint32_t i = 0; i < h->tags.count; i++) {
		sink_z(s, i ? ", " : "");
		string(s, doc_str(d, d->link[h->tags.first + i].title));
	}
	sink_char(s, ']');
	key(s, first, "related");
	sink_char(s, '[');
	for (uint32_t i = 0; i < h->related.count; i++) {
		const struct doc_link *l = &d->link[h->related.first + i];
		bool inner = true;

		sink_z(s, i ? ", {" : "{");
		member(s, &inner, "title", doc_str(d, l->title));
		member(s, &inner, "url", doc_str(d, l->url));
		sink_char(s, '}');
	}
	sink_char(s, ']');
}

static void spans(const struct document *d, const struct doc_block *b, struct sink *s)
{
	sink_char(s, '[');
	for (uint32_t i = b->spans.first; i < b->spans.first + b->spans.count; i++) {
		const struct doc_span *span = &d->span[i];
		bool first = true;

		sink_z(s, i > b->spans.first ? ", {" : "{");
		member(s, &first, "kind", str_z(span_name((enum span_kind)span->kind)));
		number(s, &first, "from", span->from);
		number(s, &first, "len", span->len);
		if (span->link != DOC_NONE) {
			known(s, &first, "url", doc_str(d, d->link[span->link].url));
			known(s, &first, "title", doc_str(d, d->link[span->link].title));
		}
		sink_char(s, '}');
	}
	sink_char(s, ']');
}

static void blocks(const struct document *d, struct range r, struct sink *s)
{
	sink_char(s, '[');
	for (uint32_t i = r.first; i < r.first + r.count; i++) {
		const struct doc_block *b = &d->block[i];
		bool first = true;

		sink_z(s, i > r.first ? ",\n  {" : "\n  {");
		member(s, &first, "kind", str_z(block_name((enum block_kind)b->kind)));
		number(s, &first, "level", b->level);
		if (b->quote)
			number(s, &first, "quote", b->quote);
		if (b->number)
			number(s, &first, "number", b->number);
		if (b->flags & BLOCK_CUT) {
			key(s, &first, "cut");
			sink_z(s, "true");
		}
		key(s, &first, "text");
		string(s, doc_str(d, b->text));
		key(s, &first, "spans");
		spans(d, b, s);
		sink_char(s, '}');
	}
	sink_char(s, ']');
}

static void article(const struct document *d, struct sink *s, bool *outer, struct buf *work)
{
	static const enum doc_field fields[] = { FIELD_TITLE, FIELD_BYLINE, FIELD_SITE,
		FIELD_SECTION, FIELD_LANGUAGE, FIELD_PUBLISHED, FIELD_UPDATED, FIELD_LEDE };
	bool first = true;

	line_key(s, outer, "article");
	if (!d->head->has_article) {
		sink_z(s, "null");
		return;
	}
	sink_char(s, '{');
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		member(s, &first, field_name(fields[i]), doc_field(d, fields[i]));
	image(d, s, &first);
	lists(d, s, &first);
	text_member(d, s, &first, d->head->blocks, false, work);
	line_key(s, &first, "blocks");
	blocks(d, d->head->blocks, s);
	sink_char(s, '}');
}

static void flags(struct sink *s, bool *first, uint32_t set)
{
	bool any = false;

	key(s, first, "flags");
	sink_char(s, '[');
	for (unsigned bit = 0; bit < FLAG_BITS; bit++) {
		if (!(set & (1u << bit)))
			continue;
		sink_z(s, any ? ", " : "");
		string(s, str_z(flag_name(bit)));
		any = true;
	}
	sink_char(s, ']');
}

static void comment(
	const struct document *d, const struct doc_comment *c, struct sink *s, struct buf *work)
{
	bool first = true;

	sink_char(s, '{');
	member(s, &first, "id", doc_str(d, c->id));
	known(s, &first, "permalink", doc_str(d, c->permalink));
	member(s, &first, "parent",
		c->parent == DOC_NONE ? STR_NONE : doc_str(d, d->comment[c->parent].id));
	number(s, &first, "depth", c->depth);
	member(s, &first, "author", doc_str(d, c->author));
	member(s, &first, "time", doc_str(d, c->time));
	known(s, &first, "edited", doc_str(d, c->edited));
	if (c->score != INT32_MIN)
		number(s, &first, "score", c->score);
	known(s, &first, "reply_to", doc_str(d, c->reply_to));
	if (c->edge != EDGE_NONE)
		member(s, &first, "edge", str_z(edge_name((enum edge_kind)c->edge)));
	flags(s, &first, c->flags);
	text_member(d, s, &first, c->blocks, true, work);
	sink_char(s, '}');
}

static void discussion(
	const struct document *d, const struct doc_discussion *t, struct sink *s, struct buf *work)
{
	bool first = true;

	sink_char(s, '{');
	member(s, &first, "source", str_z(source_name((enum discussion_source)t->source)));
	member(s, &first, "how", doc_str(d, t->how));
	member(s, &first, "provider", doc_str(d, t->provider));
	known(s, &first, "title", doc_str(d, t->title));
	count(s, &first, "claimed", t->claimed);
	count(s, &first, "unloaded", t->unloaded);
	member(s, &first, "more", doc_str(d, t->more));
	key(s, &first, "comments");
	sink_char(s, '[');
	for (uint32_t i = 0; i < t->comments.count; i++) {
		sink_z(s, i ? ",\n  " : "\n  ");
		comment(d, &d->comment[t->comments.first + i], s, work);
	}
	sink_z(s, "]}");
}

static void notes(const struct document *d, struct sink *s)
{
	sink_char(s, '[');
	for (uint32_t i = 0; i < d->notes; i++) {
		bool first = true;

		sink_z(s, i ? ",\n {" : "\n {");
		member(s, &first, "code", doc_str(d, d->note[i].code));
		member(s, &first, "text", doc_str(d, d->note[i].text));
		sink_char(s, '}');
	}
	sink_char(s, ']');
}

/* Where more of the page is; left out where nothing is known. */
static void parts(const struct document *d, struct sink *s)
{
	sink_char(s, '[');
	for (uint32_t i = 0; i < d->parts; i++) {
		const struct doc_part *p = &d->part[i];
		bool first = true;

		sink_z(s, i ? ",\n {" : "\n {");
		member(s, &first, "kind", str_z(part_name((enum part_kind)p->kind)));
		member(s, &first, "url", doc_str(d, p->url));
		known(s, &first, "name", doc_str(d, p->name));
		known(s, &first, "about", doc_str(d, p->about));
		if (p->discussion != DOC_NONE)
			number(s, &first, "discussion", p->discussion);
		if (p->claimed != DOC_NONE)
			number(s, &first, "claimed", p->claimed);
		sink_char(s, '}');
	}
	sink_char(s, ']');
}

void print_json(const struct document *d, const struct print_options *o, struct sink *s)
{
	struct buf work = { 0 };
	bool first = true;

	(void)o;
	sink_char(s, '{');
	number(s, &first, "version", 1);
	member(s, &first, "url", doc_field(d, FIELD_URL));
	member(s, &first, "canonical", doc_field(d, FIELD_CANONICAL));
	member(s, &first, "short_url", doc_field(d, FIELD_SHORT_URL));
	article(d, s, &first, &work);
	line_key(s, &first, "discussions");
	sink_char(s, '[');
	for (uint32_t i = 0; i < d->discussions; i++) {
		sink_z(s, i ? ",\n " : "\n ");
		discussion(d, &d->discussion[i], s, &work);
	}
	sink_char(s, ']');
	if (d->parts) {
		line_key(s, &first, "parts");
		parts(d, s);
	}
	line_key(s, &first, "notes");
	notes(d, s);
	sink_z(s, "}\n");
	buf_free(&work);
}
