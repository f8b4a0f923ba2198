/* body.c: markup to blocks and spans. One walk over the subtree, with a stack of the open elements that changed something; a block is
 * opened by its first visible text, so that empty elements leave no trace. */
#include "config.h"

#include "extract/body.h"
#include "extract/body_writer.h"

static struct body_frame *push(struct body_writer *w, const xmlNode *n)
{
	struct body_frame *f = array_add(&w->frame);

	f->node = n;
	f->before = w->now;
	return f;
}

static void part(struct body_writer *w)
{
	if (!w->now.one)
		body_end_block(w);
	else if (builder_in_block(w->b) && w->words)
		builder_text(w->b, STR(" "));
}

static struct body_frame *push_block(struct body_writer *w, const xmlNode *n)
{
	struct body_frame *f;

	part(w);
	f = push(w, n);
	f->block = true;
	return f;
}

static void push_span(struct body_writer *w, const xmlNode *n, enum span_kind kind, struct str url,
	struct str title)
{
	struct body_frame *f;
	struct body_span *s;

	if (w->spans == BODY_SPANS)
		return;
	f = push(w, n);
	f->span = true;
	s = &w->span[w->spans++];
	*s = (struct body_span){ .kind = kind, .url = url, .title = title, .handle = UINT32_MAX };
	if (builder_in_block(w->b) && (!w->figure || w->now.caption) && w->breaks < 2) {
		if (w->breaks && w->words) {
			builder_break(w->b);
			w->breaks = 0;
		}
		s->handle = builder_span(w->b, kind, url, title);
	}
}

static void enter_link(struct body_writer *w, const xmlNode *n)
{
	struct str url = body_resolve(w, node_attr(n, "href"));
	bool note = body_note_reference(w->x->page, n);

	if (!url.len)
		return;
	push_span(w, n, note ? SPAN_NOTE : SPAN_LINK, url, node_attr(n, "title"));
	if (!note || !w->frame.len || w->frame.at[w->frame.len - 1].node != n)
		return;
	w->now.note = true;
	if (body_is_bare(n)) {
		body_add_text(w, STR("["));
		w->frame.at[w->frame.len - 1].after = "]";
	}
}

static void enter_list(struct body_writer *w, const xmlNode *n, bool numbered)
{
	struct body_list *l;
	int64_t start = 1;
	bool reversed = node_has_attr(n, "reversed");

	push_block(w, n);
	while (w->list.len <= w->now.list)
		array_add(&w->list);
	l = &w->list.at[w->now.list++];
	w->now.one = false;
	w->now.kind = BLOCK_PARAGRAPH;
	*l = (struct body_list){ .numbered = numbered, .step = reversed ? -1 : 1 };
	if (reversed) {
		start = 0;
		for (const xmlNode *c = node_first_element(n); c; c = node_next_element(c))
			start += node_is(c, "li");
	}
	str_number(node_attr(n, "start"), 0, 1000000000, &start);
	l->next = start;
}

static void enter_item(struct body_writer *w, const xmlNode *n)
{
	struct body_list *l;

	push_block(w, n);
	if (w->now.one)
		return;
	/* Outside a list, or within a term or definition that none holds. */
	if (!w->now.list || w->now.list > w->list.len) {
		w->now.list += w->now.list == 0;
		while (w->list.len < w->now.list)
			array_add(&w->list);
		w->list.at[w->now.list - 1] = (struct body_list){ .step = 1 };
	}
	l = &w->list.at[w->now.list - 1];
	str_number(node_attr(n, "value"), 0, 1000000000, &l->next);
	w->item = true;
	w->number = (l->numbered || body_is_note(n)) && l->next > 0 ? (uint32_t)l->next : 0;
	w->now.notes = body_is_note(n);
	w->back = STR_NONE;
	if (w->now.notes && !w->number)
		w->number = 1;
	l->next += l->step;
}

static void enter_quote(struct body_writer *w, const xmlNode *n)
{
	push_block(w, n);
	if (w->now.one)
		return;
	if (body_is_post(n)) {
		struct str url = body_resolve(w, body_post_url(n));

		w->now.kind = BLOCK_EMBED;
		w->now.one = true;
		if (url.len)
			push_span(w, n, SPAN_LINK, url, STR_NONE);
		return;
	}
	if (!body_is_frame(n, w->root))
		w->now.quote += w->now.quote < UINT8_MAX;
}

/* Most forums of the old kind write their quotes as plain blocks with a name. */
static void enter_block(struct body_writer *w, const xmlNode *n)
{
	bool quote = n != w->root && body_is_named_quote(n);

	push_block(w, n);
	if (quote && !w->now.one && w->now.quote < UINT8_MAX)
		w->now.quote++;
}

static void enter_table(struct body_writer *w, const xmlNode *n)
{
	push_block(w, n);
	if (w->now.one)
		return;
	w->now.table = body_is_data_table(n);
	w->tables += w->now.table;
}

static void enter_row(struct body_writer *w, const xmlNode *n)
{
	push_block(w, n);
	if (w->now.one || !w->now.table)
		return;
	w->now.kind = BLOCK_ROW;
	w->now.cell = true;
	w->now.one = true;
	w->now.list = 0;
	w->figure = false;
	w->cells = 0;
	body_open_block(w);
	if (body_is_header_row(n))
		builder_block_flags(w->b, BLOCK_HEADER);
}

static void enter_cell(struct body_writer *w, const xmlNode *n)
{
	const struct body_frame *row = w->frame.len ? &w->frame.at[w->frame.len - 1] : NULL;

	if (!w->now.cell || !row || row->node != n->parent || row->before.cell) {
		push_block(w, n);
		return;
	}
	if (w->cells++ > 0)
		builder_cell(w->b);
	w->words = false;
}

static void enter_one(struct body_writer *w, const xmlNode *n, enum block_kind kind, uint8_t level)
{
	push_block(w, n);
	if (w->now.one)
		return;
	w->now.kind = kind;
	w->now.level = level;
	w->now.one = kind == BLOCK_HEADING || kind == BLOCK_FIGURE || kind == BLOCK_EMBED;
	if (kind == BLOCK_TERM || kind == BLOCK_DEFINITION)
		w->now.list += w->now.list == 0;
	w->now.caption = kind == BLOCK_FIGURE;
}

static void enter_pre(struct body_writer *w, const xmlNode *n)
{
	push_block(w, n);
	if (w->now.one && w->now.cell)
		return;
	w->now.kind = BLOCK_CODE;
	w->now.one = w->now.pre = true;
}

static void enter_image(struct body_writer *w, const xmlNode *n)
{
	struct str url = body_image_url(n), alt = str_trim(node_attr(n, "alt"));
	bool name;
	struct str words = body_image_words(n, &name);

	if (w->math && words.len) {
		w->math = false;
		return;
	}
	if (words.len) {
		unsigned handle;

		body_ready(w);
		handle = builder_span(w->b, SPAN_IMAGE, body_resolve(w, url), words);
		builder_text(w->b, name ? STR(":") : STR_NONE);
		builder_text(w->b, words);
		builder_text(w->b, name ? STR(":") : STR_NONE);
		builder_span_end(w->b, handle);
		w->words = true;
		return;
	}
	url = body_resolve(w, url);
	if (!url.len || w->now.cell || w->now.kind == BLOCK_EMBED || w->now.pre)
		return;
	if (!builder_in_block(w->b) || w->figure || !w->words) {
		builder_block_end(w->b);
		body_write_figure(w, url, alt);
	} else if (w->images < BODY_IMAGES) {
		w->image[w->images++] = (struct body_image){ url, arena_dup(&w->x->arena, alt) };
	}
}

static void enter_media(struct body_writer *w, const xmlNode *n)
{
	struct str url = body_media_url(n), title = str_trim(node_attr(n, "title"));
	unsigned handle;

	url = body_resolve(w, url);
	if (!url.len || w->now.one)
		return;
	w->figure = false;
	body_end_block(w);
	builder_block(w->b, BLOCK_EMBED, 0, w->now.quote, 0);
	handle = builder_span(w->b, SPAN_LINK, url, title);
	builder_text(w->b, title.len ? title : url);
	builder_span_end(w->b, handle);
	builder_block_end(w->b);
	w->figure = false;
}

static void write_source(struct body_writer *w, struct str source)
{
	unsigned handle;

	body_ready(w);
	handle = builder_span(w->b, SPAN_CODE, STR_NONE, STR_NONE);
	builder_text(w->b, str_trim(source));
	builder_span_end(w->b, handle);
	w->words = true;
	w->math = true;
}

static void enter_math(struct body_writer *w, const xmlNode *n)
{
	struct buf text = { 0 };
	bool apart = str_eq_case(node_attr(n, "display"), STR("block"));

	if (apart)
		part(w);
	if (body_math_source(n, &text)) {
		write_source(w, buf_str(&text));
	} else {
		buf_cut(&text, 0);
		body_math_linear(n, &text);
		body_add_text(w, buf_str(&text));
		w->math = true;
	}
	if (apart)
		part(w);
	buf_free(&text);
}

/* Elements that change what stands inside them, by state alone. */
static void enter_state(struct body_writer *w, const xmlNode *n, const struct tag *t)
{
	struct body_frame *f;

	switch ((enum tag_act)t->act) {
	case TAG_HEADING: enter_one(w, n, BLOCK_HEADING, t->arg); break;
	case TAG_CAPTION: enter_one(w, n, w->now.table ? BLOCK_PARAGRAPH : BLOCK_FIGURE, 0); break;
	case TAG_TERM: enter_one(w, n, BLOCK_TERM, 0); break;
	case TAG_DEFINITION: enter_one(w, n, BLOCK_DEFINITION, 0); break;
	case TAG_VERSE: enter_one(w, n, BLOCK_VERSE, 0); break;
	case TAG_LIST: enter_list(w, n, t->arg); break;
	case TAG_ITEM: enter_item(w, n); break;
	case TAG_QUOTE: enter_quote(w, n); break;
	case TAG_PRE: enter_pre(w, n); break;
	case TAG_TABLE: enter_table(w, n); break;
	case TAG_ROW: enter_row(w, n); break;
	case TAG_CELL: enter_cell(w, n); break;
	case TAG_TERMS:
		push_block(w, n);
		w->now.list++;
		break;
	case TAG_FIGURE:
		if (body_is_figure(n))
			enter_one(w, n, BLOCK_FIGURE, 0);
		else
			push_block(w, n);
		break;
	case TAG_RUBY:
		f = push(w, n);
		f->after = ")";
		body_add_text(w, STR(" ("));
		break;
	case TAG_BLOCK:
	case TAG_PART:
		if (n != w->root && w->o && w->o->caption && w->o->caption(n, w->o->data))
			enter_one(w, n, BLOCK_FIGURE, 0);
		else
			enter_block(w, n);
		break;
	case TAG_INLINE:
	case TAG_SPAN:
	case TAG_LINK:
	case TAG_BREAK:
	case TAG_RULE:
	case TAG_IMAGE:
	case TAG_MEDIA:
	case TAG_MATH:
	case TAG_SCRIPT:
	case TAG_SKIP: break;
	}
}

static void enter_rule(struct body_writer *w)
{
	if (w->now.one)
		return;
	w->figure = false;
	body_end_block(w);
	w->figure = false;
	builder_block(w->b, BLOCK_RULE, 0, w->now.quote, 0);
	builder_block_end(w->b);
}

static void enter_span(struct body_writer *w, const xmlNode *n, const struct tag *t)
{
	bool code = w->now.pre && t->arg == SPAN_CODE;

	if (t->arg == SPAN_QUOTE)
		body_add_text(w, STR("\xE2\x80\x9C"));
	if (!code)
		push_span(w, n, t->arg, STR_NONE, STR_NONE);
	if ((t->arg == SPAN_SUPER || t->arg == SPAN_SUB) && w->frame.len &&
		w->frame.at[w->frame.len - 1].node == n)
		w->now.raised = t->arg;
	if (t->arg == SPAN_QUOTE && w->frame.len && w->frame.at[w->frame.len - 1].node == n)
		w->frame.at[w->frame.len - 1].after = "\xE2\x80\x9D";
}

static void enter_direction(struct body_writer *w, const xmlNode *n)
{
	struct str dir = node_attr(n, "dir");

	if (!dir.len)
		return;
	if (!w->frame.len || w->frame.at[w->frame.len - 1].node != n)
		push(w, n);
	w->now.rtl = str_eq_case(dir, STR("rtl"));
}

/* False when nothing below it is text. */
static bool enter(struct body_writer *w, const xmlNode *n)
{
	const struct tag *t = body_tag(n);

	if (t->act == TAG_SKIP && !body_swallows(n))
		return false;
	if (node_is(n, "a") && body_note_return(w->x->page, n)) {
		if (w->now.notes && body_fragment(w->x->page, node_attr(n, "href")).len)
			w->back = body_resolve(w, node_attr(n, "href"));
		return false;
	}
	if (n != w->root && (body_hidden(n) || body_is_interface(n, w->o && w->o->comment)))
		return false;
	if (n != w->root && w->o && w->o->skip && w->o->skip(n, w->o->data))
		return false;
	switch ((enum tag_act)t->act) {
	case TAG_BREAK: w->breaks++; return false;
	case TAG_RULE: enter_rule(w); return false;
	case TAG_IMAGE: enter_image(w, n); return true;
	case TAG_MEDIA: enter_media(w, n); return false;
	case TAG_MATH: enter_math(w, n); return false;
	case TAG_SCRIPT:
		if (str_starts(node_attr(n, "type"), STR("math/tex")) && n->children)
			write_source(w, node_content(n->children));
		return false;
	case TAG_SPAN: enter_span(w, n, t); break;
	case TAG_LINK: enter_link(w, n); break;
	case TAG_INLINE:
		if (node_has_class(n, "spoiler"))
			push_span(w, n, SPAN_SPOILER, STR_NONE, STR_NONE);
		else if (w->o && w->o->caption && n != w->root && w->o->caption(n, w->o->data))
			enter_one(w, n, BLOCK_FIGURE, 0);
		else if (body_is_block(n))
			push_block(w, n);
		break;
	default: enter_state(w, n, t);
	}
	if (n->properties) {
		enter_direction(w, n);
		body_name(w, n);
	}
	return true;
}

static void leave(struct body_writer *w, const xmlNode *n)
{
	while (w->frame.len && w->frame.at[w->frame.len - 1].node == n) {
		struct body_frame f = w->frame.at[--w->frame.len];

		/* The bracket of a reference belongs to its link. */
		if (f.after && node_is(f.node, "a") && builder_in_block(w->b)) {
			builder_text(w->b, str_z(f.after));
			f.after = NULL;
		}
		if (f.span && w->spans) {
			struct body_span *s = &w->span[--w->spans];

			if (s->handle != UINT32_MAX && builder_in_block(w->b))
				builder_span_end(w->b, s->handle);
		}
		if (f.block) {
			bool one = f.before.one;

			if (w->now.caption && !f.before.caption)
				w->figure = false;
			w->now.one = one;
			part(w);
		}
		w->now = f.before;
		if (f.after && builder_in_block(w->b) && w->words)
			builder_text(w->b, str_z(f.after));
	}
}

/* Whether more of a comment follows. */
static bool add_text(struct body_writer *w, const xmlNode *n)
{
	size_t end = w->o && w->o->comment ? body_signature(n, w->root) : STR_NOWHERE;

	body_add_text(w, str_sub(node_content(n), 0, end));
	return end == STR_NOWHERE;
}

static void walk(struct body_writer *w, const xmlNode *root)
{
	const xmlNode *n = root;
	bool more = true;

	while (n) {
		bool down = false;

		if (node_is_element(n))
			down = enter(w, n) && n->children;
		else if (node_is_text(n))
			more = add_text(w, n);
		if (down) {
			n = n->children;
			continue;
		}
		while (n && n != root && (!n->next || !more)) {
			leave(w, n);
			n = n->parent;
		}
		if (!n || n == root)
			break;
		leave(w, n);
		n = n->next;
	}
	leave(w, root);
}

void body_write(
	struct extract *x, struct builder *b, const xmlNode *n, const struct body_options *o)
{
	struct body_writer w = { .x = x, .b = b, .o = o, .root = n, .now.kind = BLOCK_PARAGRAPH };

	for (const xmlNode *up = n->parent; up && node_is_element(up); up = up->parent)
		if (node_has_attr(up, "dir")) {
			w.now.rtl = str_eq_case(node_attr(up, "dir"), STR("rtl"));
			break;
		}
	walk(&w, n);
	w.figure = false;
	body_end_block(&w);
	builder_block_end(b);
	array_free(&w.frame);
	array_free(&w.list);
	buf_free(&w.scratch);
}
