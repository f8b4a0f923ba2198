/* layout.c: paragraphs, headings, quotations, lists, code and rules as rows. */
#include "config.h"

#include "layout/layout.h"

#include "layout/inner.h"
#include "text/width.h"
#include "text/wrap.h"

/* What stands before the text of a block, on its first row and on the others. */
struct lead {
	int quote;	 /* bars */
	int indent;	 /* columns before the mark */
	struct str mark; /* bullet, number, label; on the first row only */
	int hang;	 /* columns the mark takes */
	uint32_t style;	 /* of the whole text */
};

struct layout_row *layout_row(struct layout *l, uint32_t block, uint32_t from, uint32_t to)
{
	struct layout_row *r = array_add(&l->row);

	r->seg = (uint32_t)l->seg.len;
	r->block = block;
	r->from = from;
	r->to = to;
	return r;
}

int layout_piece(struct layout *l, struct str text, uint32_t at, int column, int room,
	uint32_t style, uint32_t link)
{
	struct layout_seg *g;
	int used;

	if (room == INT32_MAX)
		used = text_width(text);
	else
		text.len = text_fit(text, room < 0 ? 0 : room, &used);
	if (!text.len)
		return column;
	g = array_add(&l->seg);
	g->text = text;
	g->at = at;
	g->column = column;
	g->width = used;
	g->style = style;
	g->link = link;
	l->row.at[l->row.len - 1].segs++;
	return column + used;
}

int layout_seg(struct layout *l, struct str text, uint32_t at, int column, int room, uint32_t style,
	uint32_t link)
{
	size_t first = l->seg.len;
	int end = layout_piece(l, text, at, column, room, style, link);
	struct turn t;

	turn_start(&t, l, text, TURN_TEXT);
	if (l->seg.len > first)
		turn_row(l, &t, first, column, 0);
	turn_end(&t);
	return end;
}

int layout_seg_cut(struct layout *l, struct str text, uint32_t at, int column, int room,
	uint32_t style, struct str more)
{
	int sign = text_width(more), used;

	if (text_width(text) <= room || room <= sign)
		return layout_seg(l, text, at, column, room, style, DOC_NONE);
	text.len = text_fit(text, room - sign, &used);
	column = layout_seg(l, text, at, column, room, style, DOC_NONE);
	return layout_seg(l, more, DOC_NONE, column, sign, style, DOC_NONE);
}

struct str layout_dup(struct layout *l, struct str s)
{
	return arena_dup(&l->made, s);
}

void layout_clear(struct layout *l)
{
	l->seg.len = l->row.len = 0;
	arena_free(&l->made);
}

void layout_free(struct layout *l)
{
	array_free(&l->seg);
	array_free(&l->row);
	arena_free(&l->made);
}

static int bounded(int n, int max)
{
	if (max < 0)
		max = 0;
	return n < max ? n : max;
}

static void put(struct layout *l, const char *text, int column, uint32_t style)
{
	layout_seg(l, str_z(text), DOC_NONE, column, INT32_MAX, style, DOC_NONE);
}

static void put_bars(struct layout *l, const struct lead *lead, const struct layout_options *o)
{
	for (int i = 0; i < lead->quote; i++)
		put(l, o->ascii ? ">" : "▎", 2 * i, STYLE_QUOTE | STYLE_DIM);
}

static struct str item_mark(
	struct layout *l, const struct doc_block *b, const struct layout_options *o)
{
	static const char *const bullet[] = { "• ", "◦ ", "▪ " },
				 *const plain[] = { "* ", "- ", "+ " };
	struct buf text = { 0 };
	struct str mark;

	if (!b->number)
		return str_z((o->ascii ? plain : bullet)[(b->level ? b->level - 1 : 0) % 3]);
	buf_printf(&text, "%u. ", b->number);
	mark = layout_dup(l, buf_str(&text));
	buf_free(&text);
	return mark;
}

static struct str note_mark(struct layout *l, const struct doc_block *b)
{
	struct buf text = { 0 };
	struct str mark;

	if (!b->number)
		return STR("[note] ");
	buf_printf(&text, "[%u] ", b->number);
	mark = layout_dup(l, buf_str(&text));
	buf_free(&text);
	return mark;
}

/* The columns a list of that depth is set in by; what follows an item without a level of its
 * own hangs under it. */
static int list_indent(const struct doc_block *b)
{
	return b->level > 1 ? 2 * (b->level - 1) : 0;
}

static struct lead block_lead(struct layout *l, const struct document *d, uint32_t at, int under,
	const struct layout_options *o)
{
	const struct doc_block *b = &d->block[at];
	struct lead lead = { .quote = bounded(b->quote, (o->width - 20) / 2) };

	if (b->quote && !lead.quote && o->width > 4)
		lead.quote = 1;
	lead.style = b->quote ? STYLE_QUOTE : 0;
	switch ((enum block_kind)b->kind) {
	case BLOCK_PARAGRAPH:
	case BLOCK_ROW:
	case BLOCK_RULE: break;
	case BLOCK_HEADING: lead.style |= STYLE_HEADING | STYLE_STRONG; break;
	case BLOCK_ITEM:
		lead.indent = list_indent(b);
		lead.mark = item_mark(l, b, o);
		break;
	case BLOCK_CONTINUED: lead.indent = b->level ? list_indent(b) + 2 : under; break;
	case BLOCK_TERM:
		lead.indent = list_indent(b);
		lead.style |= STYLE_STRONG;
		break;
	case BLOCK_DEFINITION: lead.indent = list_indent(b) + 4; break;
	case BLOCK_CODE:
		lead.indent = 2;
		lead.style |= STYLE_CODE;
		break;
	case BLOCK_VERSE: lead.indent = 2; break;
	case BLOCK_FIGURE:
		lead.mark = b->text.len ? STR("[image] ") : STR("[image]");
		lead.style |= STYLE_DIM;
		break;
	case BLOCK_EMBED:
		lead.mark = STR("[embedded] ");
		lead.style |= STYLE_DIM;
		break;
	case BLOCK_NOTE: lead.mark = note_mark(l, b); break;
	case BLOCK_KINDS: break;
	}
	lead.hang = text_width(lead.mark);
	lead.indent = bounded(lead.indent, (o->width - 2 * lead.quote) / 3);
	if (lead.hang > (o->width - 2 * lead.quote - lead.indent) / 2)
		lead.hang = 0;
	return lead;
}

/* Whether a blank row parts two blocks that follow each other. */
static bool apart(const struct doc_block *a, const struct doc_block *b)
{
	if (a->quote != b->quote)
		return true;
	if (b->kind == BLOCK_ITEM)
		return a->kind != BLOCK_ITEM && a->kind != BLOCK_CONTINUED;
	if (a->kind == BLOCK_FIGURE && b->kind == BLOCK_FIGURE) /* rows of pictures without words */
		return a->text.len || b->text.len;
	if (b->kind == BLOCK_DEFINITION)
		return a->kind != BLOCK_TERM && a->kind != BLOCK_DEFINITION;
	return true;
}

static void blank_row(struct layout *l, const struct document *d, uint32_t before, uint32_t at,
	const struct layout_options *o)
{
	const struct doc_block *a = &d->block[before], *b = &d->block[at];
	struct lead lead = { 0 };

	if (!apart(a, b))
		return;
	layout_row(l, at, 0, 0);
	lead.quote = bounded(a->quote < b->quote ? a->quote : b->quote, (o->width - 20) / 2);
	put_bars(l, &lead, o);
}

static void code_line(struct str text, uint32_t at, struct line *line)
{
	size_t end = str_find_char(text, '\n', at);

	line->from = at;
	line->to = end == STR_NOWHERE ? text.len : end;
	line->next = end == STR_NOWHERE ? text.len : end + 1;
	line->hyphen = false;
}

/* Mirrors what stands before the text of a row that belongs to the right edge, and moves the text
 * (from piece `first` on) to the other side of it. */
static void lead_right(
	struct layout *l, const struct layout_row *row, size_t first, int column, int width)
{
	for (size_t i = row->seg; i < row->seg + row->segs; i++) {
		struct layout_seg *g = &l->seg.at[i];

		if (i >= first) {
			g->column -= column;
			continue;
		}
		g->column = width - g->column - g->width;
		g->right = true;
	}
}

/* Text whose lines are nobody's choice. */
static bool is_running(unsigned kind)
{
	return kind == BLOCK_PARAGRAPH || kind == BLOCK_ITEM || kind == BLOCK_CONTINUED ||
		kind == BLOCK_DEFINITION || kind == BLOCK_NOTE || kind == BLOCK_FIGURE;
}

/* Returns whether the first row belongs to the right edge. */
static bool block_rows(struct layout *l, const struct document *d, uint32_t at,
	const struct lead *lead, const struct layout_options *o)
{
	struct str text = doc_block_text(d, at);
	int left = 2 * lead->quote + lead->indent, column = left + lead->hang,
	    width = o->width - column;
	bool whole = d->block[at].kind == BLOCK_CODE && !o->wrap_code;
	struct hyphen *hyphen = is_running(d->block[at].kind) ? o->hyphen : NULL;
	struct sweep sweep;
	struct turn turn;
	struct line line;
	size_t pos = 0;
	bool right = false;

	sweep_start(&sweep, d, at);
	turn_start(&turn, l, text,
		d->block[at].kind == BLOCK_CODE		 ? TURN_CODE
			: d->block[at].flags & BLOCK_RTL ? TURN_RIGHT
							 : TURN_TEXT);
	if (width < 1)
		width = 1;
	do {
		size_t first;
		int end;

		if (whole && pos < text.len)
			code_line(text, (uint32_t)pos, &line);
		else if (!text_line_parted(text, pos, width, hyphen, &line))
			line = (struct line){ .from = pos, .to = pos, .next = text.len };
		layout_row(l, at, (uint32_t)line.from, (uint32_t)line.to);
		put_bars(l, lead, o);
		if (!pos && lead->mark.len)
			layout_seg(l, lead->mark, DOC_NONE, left, lead->hang ? INT32_MAX : 0,
				STYLE_DIM, DOC_NONE);
		first = l->seg.len;
		end = sweep_add(
			&sweep, l, (uint32_t)line.from, (uint32_t)line.to, column, lead->style);
		if (line.hyphen)
			layout_piece(l, STR("-"), DOC_NONE, end, 1, lead->style, DOC_NONE);
		if (turn_row(l, &turn, first, column, o->width - column)) {
			lead_right(l, &l->row.at[l->row.len - 1], first, column, o->width);
			right |= !pos;
		}
		pos = line.next;
	} while (pos < text.len);
	turn_end(&turn);
	return right;
}

static void rule_row(
	struct layout *l, uint32_t at, const struct lead *lead, const struct layout_options *o)
{
	struct buf line = { 0 };
	int room = o->width - 2 * lead->quote;

	for (int i = 0; i < room && i < 24; i++)
		buf_add(&line, o->ascii ? STR("-") : STR("─"));
	layout_row(l, at, 0, 0);
	put_bars(l, lead, o);
	layout_seg(l, layout_dup(l, buf_str(&line)), DOC_NONE, 2 * lead->quote, room, STYLE_DIM,
		DOC_NONE);
	buf_free(&line);
}

uint32_t layout_group_end(const struct document *d, uint32_t at, uint32_t end)
{
	uint32_t last = at;

	if (d->block[at].kind != BLOCK_ROW)
		return at;
	while (last + 1 < end && d->block[last + 1].kind == BLOCK_ROW &&
		d->block[last + 1].number == d->block[at].number)
		last++;
	return last;
}

/* The column where the text of the last item before `at` begins; looks back a little only. */
static int hang_before(struct layout *l, const struct document *d, uint32_t at, uint32_t first,
	const struct layout_options *o)
{
	for (uint32_t i = at; i > first && at - i < 64; i--) {
		const struct doc_block *b = &d->block[i - 1];

		if (b->kind == BLOCK_ITEM) {
			struct lead lead = block_lead(l, d, i - 1, 0, o);

			return lead.indent + lead.hang;
		}
		if (b->kind != BLOCK_CONTINUED)
			break;
	}
	return 2;
}

static void cut_row(
	struct layout *l, const struct document *d, uint32_t at, const struct layout_options *o)
{
	uint32_t end = d->block[at].text.len;

	layout_row(l, at, end, end);
	layout_seg(l, STR(LAYOUT_CUT), DOC_NONE, 0, o->width, STYLE_ERROR, DOC_NONE);
}

void layout_blocks(struct layout *l, const struct document *d, struct range blocks, uint32_t before,
	const struct layout_options *o)
{
	uint32_t end = blocks.first + blocks.count,
		 first = before == DOC_NONE ? blocks.first : before;
	int under = 2;

	for (uint32_t i = blocks.first; i < end; i++) {
		size_t row = l->row.len;
		struct lead lead;

		if (d->block[i].kind == BLOCK_CONTINUED && i == blocks.first)
			under = hang_before(l, d, i, first > 64 ? first - 64 : 0, o);
		lead = block_lead(l, d, i, under, o);
		if (i > blocks.first)
			blank_row(l, d, i - 1, i, o);
		else if (before != DOC_NONE)
			blank_row(l, d, before, i, o);
		if (d->block[i].kind == BLOCK_ITEM)
			under = lead.indent + lead.hang;
		if (d->block[i].kind == BLOCK_ROW) {
			uint32_t last = layout_group_end(d, i, end);

			layout_table(l, d, i, last, 0, o);
			i = last;
		} else if (d->block[i].kind == BLOCK_RULE) {
			rule_row(l, i, &lead, o);
		} else if (block_rows(l, d, i, &lead, o) &&
			l->row.at[row].from == l->row.at[row].to) {
			lead_right(l, &l->row.at[row], SIZE_MAX, 0, o->width); /* the blank row */
		}
		if (d->block[i].flags & BLOCK_CUT)
			cut_row(l, d, i, o);
	}
}

void layout_text(struct layout *l, const struct document *d, struct str text, int column, int width,
	uint32_t style, uint32_t block)
{
	bool pool = text.at >= d->pool && text.at < d->pool + d->pool_len;
	struct turn turn;
	struct line line;

	turn_start(&turn, l, text, TURN_TEXT);
	for (size_t pos = 0; text_line(text, pos, width < 1 ? 1 : width, &line); pos = line.next) {
		struct str part = str_sub(text, line.from, line.to - line.from);
		size_t first = l->seg.len;

		layout_row(l, block, (uint32_t)line.from, (uint32_t)line.to);
		layout_piece(l, part, pool ? (uint32_t)(part.at - d->pool) : DOC_NONE, column,
			INT32_MAX, style, DOC_NONE);
		if (line.hyphen)
			layout_piece(
				l, STR("-"), DOC_NONE, column + line.width, 1, style, DOC_NONE);
		turn_row(l, &turn, first, column, width);
		if (line.next <= pos)
			break;
	}
	turn_end(&turn);
}
