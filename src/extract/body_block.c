/* body_block.c: text into blocks: opened by their first visible text, parted at runs of <br>, with the pictures that stood in them behind. */
#include "config.h"

#include "extract/body_writer.h"

static void open_spans(struct body_writer *w)
{
	for (unsigned i = 0; i < w->spans; i++)
		w->span[i].handle =
			builder_span(w->b, w->span[i].kind, w->span[i].url, w->span[i].title);
}

void body_write_figure(struct body_writer *w, struct str url, struct str alt)
{
	unsigned handle;

	builder_block(w->b, BLOCK_FIGURE, 0, w->now.quote, 0);
	handle = builder_span(w->b, SPAN_IMAGE, url, alt);
	builder_span_end(w->b, handle);
	w->figure = true;
	w->words = false;
	w->breaks = 0;
}

/* Ends the open block and writes the images that stood in it. A figure stays open for its caption. */
void body_end_block(struct body_writer *w)
{
	unsigned images = w->images;

	w->breaks = 0;
	if (w->figure && builder_in_block(w->b))
		return;
	if (w->back.len && builder_in_block(w->b) && w->words) {
		unsigned handle;

		builder_text(w->b, STR(" "));
		handle = builder_span(w->b, SPAN_NOTE, w->back, STR_NONE);
		builder_text(w->b, STR("\xE2\x86\xA9"));
		builder_span_end(w->b, handle);
		w->back = STR_NONE;
	}
	builder_block_end(w->b);
	w->figure = false;
	w->words = false;
	w->images = 0;
	for (unsigned i = 0; i < images; i++)
		body_write_figure(w, w->image[i].url, w->image[i].alt);
}

void body_open_block(struct body_writer *w)
{
	enum block_kind kind = w->now.kind;
	unsigned level = kind == BLOCK_HEADING ? w->now.level : w->now.list;
	uint32_t number = 0;

	if (w->now.cell && kind == BLOCK_ROW) {
		number = w->tables;
	} else if (w->now.list && (kind == BLOCK_PARAGRAPH || kind == BLOCK_ITEM)) {
		kind = w->item ? BLOCK_ITEM : BLOCK_CONTINUED;
		number = w->item ? w->number : 0;
		if (w->now.notes)
			kind = w->item ? BLOCK_NOTE : BLOCK_CONTINUED;
	}
	if (kind != BLOCK_FIGURE && kind != BLOCK_EMBED)
		w->item = false;
	builder_block(w->b, kind, level, w->now.quote, number);
	if (w->now.rtl)
		builder_block_flags(w->b, BLOCK_RTL);
	if (kind == BLOCK_EMBED)
		builder_block_flags(w->b, BLOCK_POST);
	w->figure = false;
	w->words = false;
	w->breaks = 0;
	open_spans(w);
}

/* Makes a block ready for text: parts at <br> runs, closes a figure that text beside the caption follows. */
void body_ready(struct body_writer *w)
{
	if (w->figure && !w->now.caption && builder_in_block(w->b)) {
		w->figure = false;
		body_end_block(w);
		if (w->figure) {
			w->figure = false;
			builder_block_end(w->b);
		}
	}
	if (builder_in_block(w->b) && w->breaks > 0 && w->words) {
		if (w->breaks > 1 && !w->now.one && !w->now.pre) {
			body_end_block(w);
			if (w->figure) {
				w->figure = false;
				builder_block_end(w->b);
			}
		} else {
			builder_break(w->b);
		}
	}
	w->breaks = 0;
	if (!builder_in_block(w->b))
		body_open_block(w);
}

/* White space collapsed, for blocks whose lines are kept. */
static void add_collapsed(struct body_writer *w, struct str s)
{
	struct str word;
	bool first = true;

	buf_cut(&w->scratch, 0);
	if (s.len && ascii_space(s.at[0]))
		buf_add_char(&w->scratch, ' ');
	while (str_word(&s, &word)) {
		if (!first)
			buf_add_char(&w->scratch, ' ');
		buf_add(&w->scratch, word);
		first = false;
		if (s.len && !str_trim(s).len)
			buf_add_char(&w->scratch, ' ');
	}
	builder_text(w->b, buf_str(&w->scratch));
}

/* Text inside of <sup> or <sub>: as such characters, where they exist, for no terminal moves it. */
static bool add_raised(struct body_writer *w, struct str s)
{
	buf_cut(&w->scratch, 0);
	if (!w->now.raised || w->now.note ||
		!body_raise(str_trim(s), w->now.raised == SPAN_SUPER, &w->scratch))
		return false;
	body_ready(w);
	builder_text(w->b, buf_str(&w->scratch));
	w->words = true;
	return true;
}

void body_add_text(struct body_writer *w, struct str s)
{
	if (w->now.pre) {
		if (!builder_in_block(w->b) && str_trim(s).len == 0)
			return;
		body_ready(w);
		/* As HTML says, the first newline is no line. */
		if (!w->words && s.len && s.at[0] == '\n')
			s = str_sub(s, 1, SIZE_MAX);
		builder_text(w->b, s);
		w->words = true;
		return;
	}
	if (body_blank(s)) {
		if (builder_in_block(w->b) && w->words && !w->breaks &&
			(!w->figure || w->now.caption))
			builder_text(w->b, STR(" "));
		return;
	}
	if (add_raised(w, s))
		return;
	body_ready(w);
	if (w->now.kind == BLOCK_VERSE)
		add_collapsed(w, w->words ? s : str_trim_left(s));
	else
		builder_text(w->b, s);
	w->words = true;
	w->math = false;
}
