/* lists.c: what stands in the lists: page information, links, headings, authors, the
 * discussion at a glance. */
#include "config.h"

#include "view/list.h"

#include "view/state.h"

#include "text/url.h"
#include "text/width.h"
#include "text/wrap.h"

#include <stdlib.h>

#define INFO_NARROW 58 /* below that many columns values have lines of their own */
#define INFO_INDENT 13

/* A name and what there is to say of it, wrapped beside it; on a narrow screen below it. */
static void info_add(
	struct view *v, const char *name, struct str value, struct str how, uint32_t style)
{
	int cols = list_columns(v), indent = cols < INFO_NARROW ? 2 : INFO_INDENT,
	    room = cols - 1 - indent > 8 ? cols - 1 - indent : 8;
	struct buf text = { 0 };
	struct line line;
	bool first = true;

	buf_add(&text, value);
	if (how.len)
		buf_printf(&text, "%s(%.*s)", value.len ? "  " : "", STR_ARG(how));
	for (size_t at = 0; text_line(buf_str(&text), at, room, &line); at = line.next) {
		struct str part = str_sub(buf_str(&text), line.from, line.to - line.from);
		size_t whole = line.from < value.len ? value.len - line.from : 0;

		if (first && cols < INFO_NARROW)
			list_add(v, DOC_NONE, STYLE_DIM, "%s", name);
		if (!list_row(v, DOC_NONE))
			break;
		if (first && cols >= INFO_NARROW)
			list_put(v, 0, indent - 1, STYLE_DIM, str_z(name));
		whole = whole < part.len ? whole : part.len;
		list_put(v, list_put(v, indent, room, style, str_sub(part, 0, whole)), room,
			STYLE_DIM, str_sub(part, whole, SIZE_MAX));
		first = false;
	}
	buf_free(&text);
}

static void info_fields(struct view *v)
{
	for (int i = 0; i < FIELDS; i++) {
		struct str value = doc_str(v->d, v->d->head->field[i]),
			   how = doc_str(v->d, v->d->head->how[i]);
		struct buf shown = { 0 };

		url_show(value, &shown); /* what is no address stays as it is */
		if (value.len || how.len)
			info_add(v, field_name((enum doc_field)i), buf_str(&shown), how, 0);
		buf_free(&shown);
	}
}

/* How many parents are believed for which reason. */
static void info_edges(struct view *v, const struct doc_discussion *n)
{
	uint32_t count[EDGE_KINDS] = { 0 };
	struct buf text = { 0 };

	for (uint32_t i = 0; i < n->comments.count; i++)
		count[v->d->comment[n->comments.first + i].edge]++;
	for (int i = 0; i < EDGE_KINDS; i++)
		if (count[i])
			buf_printf(&text, "%s%u %s", text.len ? ", " : "", count[i],
				i == EDGE_NONE ? "on the article" : edge_name((enum edge_kind)i));
	info_add(v, "", buf_str(&text), STR_NONE, 0);
	buf_free(&text);
}

static void info_discussions(struct view *v)
{
	for (uint32_t i = 0; i < v->d->discussions; i++) {
		const struct doc_discussion *n = &v->d->discussion[i];
		struct buf text = { 0 };

		buf_printf(&text, "%u comment%s", n->comments.count,
			n->comments.count == 1 ? "" : "s");
		if (n->claimed != DOC_NONE && n->claimed != n->comments.count)
			buf_printf(&text, "; the page says %u", n->claimed);
		if (n->unloaded != DOC_NONE && n->unloaded)
			buf_printf(&text, "; %u are not on the page", n->unloaded);
		buf_printf(&text, "; %s%s%.*s", source_name((enum discussion_source)n->source),
			n->provider.len ? " " : "", STR_ARG(doc_str(v->d, n->provider)));
		info_add(v, "discussion", buf_str(&text), doc_str(v->d, n->how), 0);
		if (n->comments.count)
			info_edges(v, n);
		if (n->more.len)
			info_add(v, "more at", doc_str(v->d, n->more), STR_NONE, 0);
		buf_free(&text);
	}
}

/* Where more of the page is, but for what stands beside a discussion already. */
static void info_parts(struct view *v)
{
	for (uint32_t i = 0; i < v->d->parts; i++) {
		const struct doc_part *p = &v->d->part[i];
		struct buf shown = { 0 };

		if (p->discussion != DOC_NONE &&
			str_eq(doc_str(v->d, v->d->discussion[p->discussion].more),
				doc_str(v->d, p->url)))
			continue;
		url_show(doc_str(v->d, p->url), &shown);
		info_add(v, "further", buf_str(&shown), str_z(part_name((enum part_kind)p->kind)),
			0);
		buf_free(&shown);
	}
}

static void info_notes(struct view *v)
{
	for (uint32_t i = 0; i < v->d->notes; i++) {
		const struct doc_note *n = &v->d->note[i];
		struct buf where = { 0 };

		if (n->comment != DOC_NONE)
			buf_printf(&where, "comment %u", n->comment + 1);
		info_add(v, "note", doc_str(v->d, n->text), buf_str(&where), 0);
		buf_free(&where);
	}
}

void list_info(struct view *v)
{
	struct buf text = { 0 };
	uint32_t words = 0;
	const struct range *r = &v->d->head->blocks;

	list_open(v, LIST_TEXT, "Page information", list_info);
	info_fields(v);
	for (uint32_t i = 0; i < r->count; i++) {
		struct str rest = doc_block_text(v->d, r->first + i), word;

		while (str_word(&rest, &word))
			words++;
	}
	buf_printf(&text, "%u paragraph%s, %u word%s; %u link%s on the page", r->count,
		r->count == 1 ? "" : "s", words, words == 1 ? "" : "s", v->d->links,
		v->d->links == 1 ? "" : "s");
	info_add(v, "article", buf_str(&text), STR_NONE, 0);
	info_discussions(v);
	info_parts(v);
	info_notes(v);
	buf_free(&text);
}

/* What the text of each link is, where the link itself has no title. */
static struct str *link_texts(const struct view *v)
{
	struct str *text = mem_new((size_t)v->d->links + 1, sizeof(*text));

	for (uint32_t i = 0; i < v->d->links; i++)
		text[i] = doc_str(v->d, v->d->link[i].title);
	for (uint32_t b = 0; b < v->d->blocks; b++)
		for (uint32_t k = 0; k < v->d->block[b].spans.count; k++) {
			const struct doc_span *s = &v->d->span[v->d->block[b].spans.first + k];

			if (s->link != DOC_NONE && !text[s->link].len)
				text[s->link] = str_sub(doc_block_text(v->d, b), s->from, s->len);
		}
	return text;
}

/* A link: its number, what it is called, where it leads. */
static void link_row(struct view *v, uint32_t link, struct str text, int room)
{
	struct buf number = { 0 }, url = { 0 };
	size_t end;
	int col;

	if (!list_row(v, link))
		return;
	url_show(doc_str(v->d, v->d->link[link].url), &url);
	text = str_trim(text);
	end = str_find_char(text, '\n', 0);
	text.len = end == STR_NOWHERE ? text.len : end;
	buf_printf(&number, "%4u  ", link + 1);
	col = list_put(v, 0, 10, STYLE_DIM, buf_str(&number));
	if (text.len && !str_eq(text, buf_str(&url))) {
		list_put(v, col, room, 0, text);
		list_put(v, col + room + 2, INT32_MAX, STYLE_LINK, buf_str(&url));
	} else {
		list_put(v, col, INT32_MAX, STYLE_LINK, buf_str(&url));
	}
	buf_free(&number);
	buf_free(&url);
}

void list_links(struct view *v)
{
	struct str *text = link_texts(v);
	int room, widest = 8;

	list_open(v, LIST_LINKS, "Links", list_links);
	room = (list_columns(v) - 8) * 2 / 5;
	for (uint32_t i = 0; i < v->d->links; i++) {
		int width = text_width(text[i]);

		widest = width > widest ? width : widest;
	}
	for (uint32_t i = 0; i < v->d->links; i++)
		if (v->d->link[i].url.len)
			link_row(v, i, text[i], widest < room ? widest : room > 8 ? room : 8);
	if (!v->list.row.len)
		list_add(v, DOC_NONE, STYLE_DIM, "This page has no links.");
	mem_free(text);
}

void list_contents(struct view *v)
{
	const struct range *r = &v->d->head->blocks;

	list_open(v, LIST_BLOCKS, "Contents", list_contents);
	for (uint32_t i = r->first; i < r->first + r->count; i++)
		if (v->d->block[i].kind == BLOCK_HEADING)
			list_add(v, i, 0, "%*s%.*s", 2 * (v->d->block[i].level - 1), "",
				STR_ARG(doc_block_text(v->d, i)));
	if (!v->list.row.len)
		list_add(v, DOC_NONE, STYLE_DIM, "This article has no headings.");
}
