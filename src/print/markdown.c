/* markdown.c: the document as CommonMark (spec.commonmark.org), the replies as nested quotations.
 */
#include "config.h"

#include "layout/layout.h"
#include "print/print.h"

#include <inttypes.h>
#include <string.h>

#define QUOTES_MOST                                                                                \
	12 /* levels of quotation: deeper replies stay at this one, and say whom they answer */

struct markdown {
	const struct document *d;
	struct sink *s;
	unsigned quotes; /* "> " before every line */
	uint32_t table;	 /* number of the table being written */
};

static void prefix(struct markdown *m)
{
	for (unsigned i = 0; i < m->quotes; i++)
		sink_z(m->s, "> ");
}

static void empty_line(struct markdown *m)
{
	for (unsigned i = 0; i < m->quotes; i++)
		sink_z(m->s, i + 1 < m->quotes ? "> " : ">");
	sink_char(m->s, '\n');
}

/* Whether this byte would mean something to Markdown here. */
static bool special(char c, bool line_start)
{
	return memchr("\\`*_[]<>|", c, 9) != NULL || (line_start && memchr("#-+=~", c, 5) != NULL);
}

static void escaped(struct markdown *m, struct str text, bool line_start, const char *newline)
{
	bool digits = line_start;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (c == '\n') {
			sink_z(m->s, newline);
			prefix(m);
		} else {
			if (special(c, line_start) || (digits && i > 0 && (c == '.' || c == ')')))
				sink_char(m->s, '\\');
			sink_char(m->s, c == '\t' ? ' ' : c);
		}
		line_start = c == '\n';
		digits = line_start || (digits && ascii_digit(c));
	}
}

static void line(struct markdown *m, const char *before, struct str text)
{
	if (text.len == 0)
		return;
	prefix(m);
	sink_z(m->s, before);
	escaped(m, text, !*before, "\n");
	sink_char(m->s, '\n');
	empty_line(m);
}

static const char *span_mark(enum span_kind kind)
{
	switch (kind) {
	case SPAN_EMPHASIS: return "*";
	case SPAN_STRONG: return "**";
	case SPAN_STRIKE: return "~~";
	case SPAN_UNDERLINE:
	case SPAN_CODE:
	case SPAN_MARK:
	case SPAN_SUPER:
	case SPAN_SUB:
	case SPAN_QUOTE:
	case SPAN_SPOILER:
	case SPAN_LINK:
	case SPAN_IMAGE:
	case SPAN_NOTE:
	case SPAN_KINDS: break;
	}
	return "";
}

/* The footnote that a reference leads to, by its number; 0 for none. */
static uint32_t note_of(const struct markdown *m, const struct doc_span *s)
{
	uint32_t block = s->kind == SPAN_NOTE
		? doc_anchored(m->d, doc_str(m->d, m->d->link[s->link].url))
		: DOC_NONE;

	return block != DOC_NONE && m->d->block[block].kind == BLOCK_NOTE
		? m->d->block[block].number
		: 0;
}

static void span_begin(struct markdown *m, const struct doc_span *s)
{
	if (s->kind == SPAN_IMAGE)
		sink_char(m->s, '!');
	if (s->kind == SPAN_LINK || s->kind == SPAN_IMAGE)
		sink_char(m->s, '[');
	else
		sink_z(m->s, span_mark((enum span_kind)s->kind));
}

static void span_end(struct markdown *m, const struct doc_span *s)
{
	if (s->kind == SPAN_LINK || s->kind == SPAN_IMAGE) {
		struct str url = doc_str(m->d, m->d->link[s->link].url);

		sink_z(m->s, "](<");
		for (size_t i = 0; i < url.len; i++)
			if (url.at[i] != '<' && url.at[i] != '>')
				sink_char(m->s, url.at[i]);
		sink_z(m->s, ">)");
	} else {
		sink_z(m->s, span_mark((enum span_kind)s->kind));
	}
}

/* A reference to a footnote as Markdown has it, in place of its text; a footnote's way back is left
 * to who shows it. False for any other span. */
static bool note_reference(struct markdown *m, const struct doc_block *b, const struct doc_span *s)
{
	uint32_t number = note_of(m, s);

	if (number)
		sink_printf(m->s, "[^%" PRIu32 "]", number);
	return number || (s->kind == SPAN_NOTE && b->kind == BLOCK_NOTE);
}

/* The text of a block with its spans; they nest, so that a stack closes them. */
static void marked(struct markdown *m, const struct doc_block *b, bool line_start)
{
	struct str text = doc_str(m->d, b->text);
	const struct doc_span *open[SPAN_DEPTH];
	unsigned depth = 0;
	uint32_t at = 0, next = b->spans.first, end = b->spans.first + b->spans.count;
	const char *newline = b->kind == BLOCK_HEADING || b->kind == BLOCK_ROW ? " " : "\\\n";

	for (;;) {
		uint32_t stop = b->text.len;
		bool close = depth > 0;

		if (close)
			stop = open[depth - 1]->from + open[depth - 1]->len;
		if (next < end && m->d->span[next].from < stop) {
			stop = m->d->span[next].from;
			close = false;
		}
		escaped(m, str_sub(text, at, stop - at), line_start && at == 0, newline);
		at = stop;
		if (close) {
			span_end(m, open[--depth]);
		} else if (next < end && note_reference(m, b, &m->d->span[next])) {
			at += m->d->span[next].len;
			while (next < end && m->d->span[next].from < at)
				next++;
		} else if (next < end) {
			span_begin(m, &m->d->span[next]);
			if (m->d->span[next].len == 0)
				span_end(m, &m->d->span[next]);
			else
				open[depth++] = &m->d->span[next];
			next++;
		} else {
			return;
		}
	}
}

static void code(struct markdown *m, struct str text)
{
	const char *fence = str_has(text, STR("```")) ? "~~~~~~" : "```";
	struct str piece;

	sink_printf(m->s, "%s\n", fence);
	while (str_line(&text, &piece)) {
		prefix(m);
		sink_add(m->s, piece);
		sink_char(m->s, '\n');
	}
	prefix(m);
	sink_z(m->s, fence);
}

static void row(struct markdown *m, const struct doc_block *b)
{
	struct str text = doc_str(m->d, b->text), cell;
	unsigned cells = 0;

	sink_char(m->s, '|');
	for (; str_split(&text, '\t', &cell); cells++) {
		sink_char(m->s, ' ');
		escaped(m, cell, false, " ");
		sink_z(m->s, " |");
	}
	if (m->table == b->number)
		return;
	sink_char(m->s, '\n');
	prefix(m);
	sink_char(m->s, '|');
	while (cells-- > 0)
		sink_z(m->s, " --- |");
}

static void block_start(struct markdown *m, const struct doc_block *b)
{
	switch ((enum block_kind)b->kind) {
	case BLOCK_HEADING:
		sink_fill(m->s, '#', b->level);
		sink_char(m->s, ' ');
		break;
	case BLOCK_ITEM:
		sink_fill(m->s, ' ', 2 * (size_t)(b->level < 10 ? b->level - 1 : 9));
		if (b->number)
			sink_printf(m->s, "%" PRIu32 ". ", b->number);
		else
			sink_z(m->s, "- ");
		break;
	case BLOCK_CONTINUED:
		sink_fill(m->s, ' ', 2 * (size_t)(b->level < 10 ? b->level : 10));
		break;
	case BLOCK_NOTE: sink_printf(m->s, "[^%" PRIu32 "]: ", b->number); break;
	case BLOCK_PARAGRAPH:
	case BLOCK_TERM:
	case BLOCK_DEFINITION:
	case BLOCK_CODE:
	case BLOCK_VERSE:
	case BLOCK_ROW:
	case BLOCK_FIGURE:
	case BLOCK_EMBED:
	case BLOCK_RULE:
	case BLOCK_KINDS: break;
	}
}

static void cut_mark(struct markdown *m)
{
	prefix(m);
	sink_z(m->s, "*\\" LAYOUT_CUT "*\n");
	empty_line(m);
}

static void blocks(struct markdown *m, struct range r)
{
	unsigned around = m->quotes;

	for (uint32_t i = r.first; i < r.first + r.count; i++) {
		const struct doc_block *b = &m->d->block[i];
		bool table_goes_on = i + 1 < r.first + r.count && b->kind == BLOCK_ROW &&
			b[1].kind == BLOCK_ROW && b->number == b[1].number;

		m->quotes = around + (b->quote < QUOTES_MOST ? b->quote : QUOTES_MOST);
		prefix(m);
		block_start(m, b);
		if (b->kind == BLOCK_CODE)
			code(m, doc_str(m->d, b->text));
		else if (b->kind == BLOCK_ROW)
			row(m, b);
		else if (b->kind == BLOCK_RULE)
			sink_z(m->s, "---");
		else
			marked(m, b, b->kind != BLOCK_HEADING);
		m->table = b->kind == BLOCK_ROW ? b->number : 0;
		sink_char(m->s, '\n');
		if (!table_goes_on)
			empty_line(m);
		if (b->flags & BLOCK_CUT)
			cut_mark(m);
	}
	m->quotes = around;
	m->table = 0;
}

static void part(struct markdown *m, bool *any, struct str text)
{
	if (text.len == 0)
		return;
	sink_z(m->s, *any ? " \xc2\xb7 " : "");
	escaped(m, text, false, " ");
	*any = true;
}

static void article(struct markdown *m)
{
	const struct document *d = m->d;
	const struct doc_head *h = d->head;
	bool any = false;

	line(m, "# ", doc_field(d, FIELD_TITLE));
	part(m, &any, doc_field(d, FIELD_BYLINE));
	part(m, &any, doc_field(d, FIELD_PUBLISHED));
	part(m, &any, doc_field(d, FIELD_SITE));
	sink_z(m->s, any ? "\n\n" : "");
	if (!doc_lede_repeats(d))
		line(m, "", doc_field(d, FIELD_LEDE));
	blocks(m, h->blocks);
	if (h->related.count)
		line(m, "## ", STR("Related"));
	for (uint32_t i = 0; i < h->related.count; i++) {
		const struct doc_span s = { .kind = SPAN_LINK, .link = h->related.first + i };

		sink_z(m->s, "- ");
		if (d->link[s.link].url.len)
			span_begin(m, &s);
		escaped(m, doc_str(d, d->link[s.link].title), false, " ");
		if (d->link[s.link].url.len)
			span_end(m, &s);
		sink_char(m->s, '\n');
	}
	if (h->related.count)
		sink_char(m->s, '\n');
}

static void comment(struct markdown *m, const struct doc_comment *c)
{
	struct str author = doc_str(m->d, c->author), to = doc_str(m->d, c->reply_to);
	bool any = false;

	m->quotes = (unsigned)(c->depth < QUOTES_MOST ? c->depth : QUOTES_MOST) + 1;
	prefix(m);
	sink_z(m->s, "**");
	part(m, &any,
		author.len			     ? author
			: c->flags & COMMENT_DELETED ? STR("[deleted]")
						     : STR("(no name)"));
	sink_z(m->s, "**");
	part(m, &any, doc_str(m->d, c->time));
	if (c->score != INT32_MIN)
		sink_printf(m->s, " \xc2\xb7 %+" PRId32, c->score);
	if (to.len) {
		sink_z(m->s, " \xe2\x86\xb0 ");
		escaped(m, to, false, " ");
	}
	sink_char(m->s, '\n');
	empty_line(m);
	blocks(m, c->blocks);
	m->quotes = 0;
	sink_char(m->s, '\n');
}

void print_markdown(const struct document *d, const struct print_options *o, struct sink *s)
{
	struct markdown m = { .d = d, .s = s };

	(void)o;
	article(&m);
	for (uint32_t i = 0; i < d->discussions; i++) {
		const struct doc_discussion *t = &d->discussion[i];

		if (t->comments.count == 0)
			continue;
		sink_z(s, "## ");
		if (d->discussions > 1 && discussion_title(d, t).len)
			escaped(&m, discussion_title(d, t), false, " ");
		else
			sink_z(s, "Comments");
		sink_printf(s, " (%" PRIu32 ")\n\n", t->comments.count);
		for (uint32_t k = 0; k < t->comments.count; k++)
			comment(&m, &d->comment[t->comments.first + k]);
	}
}
