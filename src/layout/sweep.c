/* sweep.c: from the marks of a block to pieces of one style each. */
#include "config.h"

#include "layout/inner.h"
#include "text/width.h"

static const uint32_t span_style[SPAN_KINDS] = {
	[SPAN_EMPHASIS] = STYLE_EMPHASIS,
	[SPAN_STRONG] = STYLE_STRONG,
	[SPAN_UNDERLINE] = STYLE_UNDERLINE,
	[SPAN_STRIKE] = STYLE_STRIKE,
	[SPAN_CODE] = STYLE_CODE,
	[SPAN_MARK] = STYLE_MARK,
	[SPAN_QUOTE] = STYLE_EMPHASIS,
	[SPAN_SPOILER] = STYLE_SPOILER,
	[SPAN_LINK] = STYLE_LINK,
	[SPAN_IMAGE] = STYLE_LINK,
	[SPAN_NOTE] = STYLE_LINK,
};

void sweep_start(struct sweep *s, const struct document *d, uint32_t block)
{
	*s = (struct sweep){ .d = d, .block = &d->block[block] };
}

static const struct doc_span *sweep_span(const struct sweep *s)
{
	return s->next < s->block->spans.count ? &s->d->span[s->block->spans.first + s->next]
					       : NULL;
}

/* Opens what begins at or before `at`, closes what ends there. */
static void sweep_move(struct sweep *s, uint32_t at)
{
	const struct doc_span *p;

	while (s->open && s->stack[s->open - 1].end <= at)
		s->open--;
	for (; (p = sweep_span(s)) && p->from <= at; s->next++) {
		if (p->from + p->len <= at || s->open == SWEEP_MAX)
			continue;
		s->stack[s->open].end = p->from + p->len;
		s->stack[s->open].style = span_style[p->kind];
		s->stack[s->open++].link = p->link;
	}
	/* A mark that was opened late may end before the one it lies in. */
	while (s->open && s->stack[s->open - 1].end <= at)
		s->open--;
}

int sweep_add(
	struct sweep *s, struct layout *l, uint32_t from, uint32_t to, int column, uint32_t base)
{
	struct str text = doc_str(s->d, s->block->text);

	while (from < to) {
		const struct doc_span *p;
		uint32_t end = to, style = base, link = DOC_NONE;

		sweep_move(s, from);
		p = sweep_span(s);
		if (p && p->from < end)
			end = p->from;
		for (unsigned i = 0; i < s->open; i++) {
			style |= s->stack[i].style;
			if (s->stack[i].link != DOC_NONE)
				link = s->stack[i].link;
		}
		if (s->open && s->stack[s->open - 1].end < end)
			end = s->stack[s->open - 1].end;
		column = layout_piece(l, str_sub(text, from, end - from), s->block->text.at + from,
			column, INT32_MAX, style, link);
		from = end;
	}
	return column;
}
