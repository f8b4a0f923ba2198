/* plain.c: the document as wrapped text: the article, then each discussion as an indented tree. */
#include "config.h"

#include "layout/layout.h"
#include "print/print.h"
#include "text/date.h"
#include "text/translit.h"
#include "text/width.h"

enum {
	WIDTH_DEFAULT = 80,
	WIDTH_LEAST = 20,
	MEASURE = 84,	 /* columns of text, however wide the output */
	INDENT = 2,	 /* columns a level of replies */
	BODY_LEAST = 30, /* columns a body keeps, however deep it stands */
};

struct plain {
	const struct document *d;
	const struct print_options *o;
	struct sink *s;
	struct layout rows;
	int width;
	bool begun;		   /* a row was written */
	struct translit *translit; /* NULL for UTF-8 */
	struct buf spelled;	   /* a piece in another charset */
};

/* What this file itself draws, and how it is drawn without Unicode. */
static const char *mark(const struct plain *p, const char *unicode, const char *ascii)
{
	return p->o->ascii ? ascii : unicode;
}

/* A piece that takes `width` columns; returns the columns it takes after transliteration. */
static int put_piece(struct plain *p, struct str text, int width)
{
	buf_cut(&p->spelled, 0);
	if (!p->translit) {
		print_add_soft(text, &p->spelled);
		sink_add(p->s, buf_str(&p->spelled));
		return width;
	}
	translit_add(p->translit, text, &p->spelled);
	sink_add(p->s, buf_str(&p->spelled));
	return (int)p->spelled.len;
}

static void put_row(struct plain *p, const struct layout_row *row, int indent)
{
	int column = 0;

	p->begun = true;
	for (uint32_t i = 0; i < row->segs; i++) {
		const struct layout_seg *seg = &p->rows.seg.at[row->seg + i];

		if (seg->text.len == 0)
			continue;
		sink_fill(p->s, ' ',
			(size_t)(i == 0			       ? indent + seg->column
					: seg->column > column ? seg->column - column
							       : 0));
		column = (i == 0 || seg->column > column ? seg->column : column) +
			put_piece(p, seg->text, seg->width);
	}
	sink_char(p->s, '\n');
}

static void put_rows(struct plain *p, int indent)
{
	for (size_t i = 0; i < p->rows.row.len; i++)
		put_row(p, &p->rows.row.at[i], indent);
	layout_clear(&p->rows);
}

/* Piece by piece, so that a long article is not held as rows. */
static void put_blocks(struct plain *p, struct range blocks, int indent, int width)
{
	struct layout_options o = { .width = width, .ascii = p->o->ascii };
	uint32_t end = blocks.first + blocks.count, before = DOC_NONE;

	for (uint32_t at = blocks.first; at < end;) {
		uint32_t last = layout_group_end(p->d, at, end);

		layout_blocks(&p->rows, p->d, (struct range){ at, last - at + 1 }, before, &o);
		put_rows(p, indent);
		before = last;
		at = last + 1;
	}
}

static void put_text(struct plain *p, struct str text, int indent)
{
	int width = p->width - indent;

	if (text.len == 0)
		return;
	layout_text(&p->rows, p->d, text, 0, width < MEASURE ? width : MEASURE, 0, 0);
	put_rows(p, indent);
}

static void put_empty(struct plain *p)
{
	sink_char(p->s, '\n');
}

/* "28 Mar 2017 07:24" for a time in ISO form, the text itself otherwise. */
static void add_time(struct buf *out, struct str time)
{
	struct date date;
	char human[40];

	if (date_parse(time, STR_NONE, 0, &date))
		buf_add(out, str_z(date_human(&date, human)));
	else
		buf_add(out, time);
}

static void add_part(struct plain *p, struct buf *line, struct str part)
{
	if (part.len == 0)
		return;
	if (line->len)
		buf_add(line, str_z(mark(p, " · ", " - ")));
	buf_add(line, part);
}

static void put_dateline(struct plain *p)
{
	struct buf line = { 0 }, time = { 0 };

	if (doc_field(p->d, FIELD_PUBLISHED).len)
		add_time(&time, doc_field(p->d, FIELD_PUBLISHED));
	add_part(p, &line, doc_field(p->d, FIELD_BYLINE));
	add_part(p, &line, buf_str(&time));
	add_part(p, &line, doc_field(p->d, FIELD_SITE));
	put_text(p, buf_str(&line), 0);
	buf_free(&line);
	buf_free(&time);
}

static void put_picture(struct plain *p)
{
	struct buf line = { 0 };

	if (doc_field(p->d, FIELD_CAPTION).len || doc_field(p->d, FIELD_CREDIT).len) {
		buf_add(&line, STR("[Image] "));
		buf_add(&line, doc_field(p->d, FIELD_CAPTION));
		if (doc_field(p->d, FIELD_CREDIT).len)
			buf_printf(&line, " (%.*s)", STR_ARG(doc_field(p->d, FIELD_CREDIT)));
		put_empty(p);
		put_text(p, buf_str(&line), 0);
	}
	buf_free(&line);
}

static void put_links(struct plain *p, struct range links, const char *name, bool one_line)
{
	struct buf line = { 0 };

	if (links.count == 0)
		return;
	put_empty(p);
	buf_printf(&line, "%s:", name);
	for (uint32_t i = 0; i < links.count; i++) {
		struct str title = doc_str(p->d, p->d->link[links.first + i].title);

		if (!one_line) {
			put_text(p, buf_str(&line), i ? INDENT : 0);
			buf_cut(&line, 0);
		}
		buf_printf(&line, "%s%.*s", one_line ? i ? ", " : " " : "", STR_ARG(title));
	}
	put_text(p, buf_str(&line), one_line ? 0 : INDENT);
	buf_free(&line);
}

static void put_article(struct plain *p)
{
	const struct doc_head *head = p->d->head;
	struct str title = doc_field(p->d, FIELD_TITLE);
	int underline = text_width(title);

	if (title.len) {
		put_text(p, title, 0);
		for (int i = 0; i < underline && i < p->width && i < MEASURE; i++)
			sink_z(p->s, mark(p, "─", "-"));
		put_empty(p);
	}
	put_dateline(p);
	put_picture(p);
	if (doc_field(p->d, FIELD_LEDE).len && !doc_lede_repeats(p->d)) {
		put_empty(p);
		put_text(p, doc_field(p->d, FIELD_LEDE), 0);
	}
	if (head->blocks.count) {
		if (p->begun)
			put_empty(p);
		put_blocks(p, head->blocks, 0, p->width < MEASURE ? p->width : MEASURE);
	}
	put_links(p, head->related, "Related", false);
	put_links(p, head->tags, "Tags", true);
}

/* How far a comment of this depth is moved in: less and less, so that its text keeps BODY_LEAST
 * columns. */
static int comment_indent(const struct plain *p, uint32_t depth)
{
	int room = p->width - BODY_LEAST,
	    indent = depth > 1000 ? 1000 * INDENT : (int)depth * INDENT;

	return room <= 0 ? 0 : indent < room ? indent : room;
}

static void put_comment(struct plain *p, uint32_t i)
{
	const struct doc_comment *c = &p->d->comment[i];
	int indent = comment_indent(p, c->depth), width = p->width - indent - INDENT;
	struct str author = doc_str(p->d, c->author), reply_to = doc_str(p->d, c->reply_to);
	struct buf line = { 0 }, part = { 0 };

	buf_add(&line, author.len ? author : STR("(no name)"));
	if (reply_to.len)
		buf_printf(&line, " %s %.*s", mark(p, "↰", "->"), STR_ARG(reply_to));
	if (doc_str(p->d, c->time).len)
		add_time(&part, doc_str(p->d, c->time));
	add_part(p, &line, buf_str(&part));
	if (c->score != INT32_MIN) {
		buf_cut(&part, 0);
		buf_printf(&part, "%+d", c->score);
		add_part(p, &line, buf_str(&part));
	}
	for (unsigned bit = 0; bit < FLAG_BITS; bit++)
		if ((c->flags >> bit & 1) && bit != FLAG_BIT_GUESSED && bit != FLAG_BIT_ORPHAN)
			add_part(p, &line, str_z(flag_name(bit)));
	put_text(p, buf_str(&line), indent);
	put_blocks(p, c->blocks, indent + INDENT,
		width < 1		  ? 1
			: width < MEASURE ? width
					  : MEASURE);
	if (c->unloaded) {
		buf_cut(&line, 0);
		buf_printf(&line, "[%u more %s not on this page]", c->unloaded,
			c->unloaded == 1 ? "reply" : "replies");
		put_text(p, buf_str(&line), indent + INDENT);
	}
	buf_free(&line);
	buf_free(&part);
}

static void put_discussion(struct plain *p, const struct doc_discussion *t)
{
	struct str provider = doc_str(p->d, t->provider);
	struct str title = p->d->discussions > 1 ? discussion_title(p->d, t) : STR_NONE;
	struct buf line = { 0 };

	if (p->begun)
		put_empty(p);
	buf_printf(&line, "%u comment%s", t->comments.count, t->comments.count == 1 ? "" : "s");
	if (t->claimed != DOC_NONE && t->claimed > t->comments.count)
		buf_printf(&line, " of %u", t->claimed);
	if (provider.len)
		buf_printf(&line, " (%.*s)", STR_ARG(provider));
	if (title.len)
		buf_printf(&line, ": %.*s", STR_ARG(title));
	put_text(p, buf_str(&line), 0);
	for (size_t i = 0; i < line.len && i < (size_t)p->width; i++)
		sink_z(p->s, mark(p, "─", "-"));
	put_empty(p);
	for (uint32_t i = 0; i < t->comments.count; i++) {
		if (i)
			put_empty(p);
		put_comment(p, t->comments.first + i);
	}
	if (doc_str(p->d, t->more).len) {
		buf_cut(&line, 0);
		buf_printf(&line, "More: %.*s", STR_ARG(doc_str(p->d, t->more)));
		put_empty(p);
		put_text(p, buf_str(&line), 0);
	}
	buf_free(&line);
}

void print_plain(const struct document *d, const struct print_options *o, struct sink *s)
{
	struct plain p = { .d = d, .o = o, .s = s };

	p.width = o->width == 0 ? WIDTH_DEFAULT : o->width < WIDTH_LEAST ? WIDTH_LEAST : o->width;
	if (o->ascii)
		p.translit = translit_new("ASCII");
	put_article(&p);
	for (uint32_t i = 0; i < d->discussions; i++)
		if (d->discussion[i].comments.count || doc_str(d, d->discussion[i].more).len)
			put_discussion(&p, &d->discussion[i]);
	layout_free(&p.rows);
	translit_free(p.translit);
	buf_free(&p.spelled);
}
