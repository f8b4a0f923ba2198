/* thread_guess_parent.c: hints about parents, of every kind that pages use. */
#include "config.h"

#include "extract/thread_guess.h"

#include <string.h>

static int number_after(struct str s, size_t at)
{
	int n = 0;
	bool any = false;

	while (at < s.len &&
		(s.at[at] == '-' || s.at[at] == '_' || s.at[at] == ' ' || s.at[at] == ':'))
		at++;
	for (; at < s.len && ascii_digit(s.at[at]) && n < 100000; at++) {
		n = n * 10 + (s.at[at] - '0');
		any = true;
	}
	return any ? n : -1;
}

/* A level in a class or an attribute: "depth-3", "level2", "indent_4". */
static int level_named(const xmlNode *n)
{
	static const char *const attr[] = { "data-depth", "data-level", "data-indent", "aria-level",
		"depth", "level", "indent" };
	static const char *const name[] = { "depth", "level", "lvl", "indent", "nest" };
	struct str cls = node_attr(n, "class");
	int64_t v;

	for (size_t i = 0; i < sizeof(attr) / sizeof(*attr); i++)
		if (str_number(node_attr(n, attr[i]), 0, 100000, &v))
			return (int)v;
	for (size_t i = 0; i < sizeof(name) / sizeof(*name); i++) {
		size_t at = str_find_case(cls, str_z(name[i]), 0);

		if (at != STR_NOWHERE && number_after(cls, at + strlen(name[i])) >= 0)
			return number_after(cls, at + strlen(name[i]));
	}
	return -1;
}

/* An indentation in a style: pixels, or tenths of other units. */
static int level_styled(const xmlNode *n)
{
	static const char *const prop[] = { "margin-left:", "padding-left:", "margin-inline-start:",
		"padding-inline-start:", "text-indent:" };
	struct str style = node_attr(n, "style");

	for (size_t i = 0; i < sizeof(prop) / sizeof(*prop) && style.len; i++) {
		size_t at = str_find_case(style, str_z(prop[i]), 0);

		if (at != STR_NOWHERE && number_after(style, at + strlen(prop[i])) >= 0)
			return number_after(style, at + strlen(prop[i]));
	}
	return -1;
}

/* The width of a spacer: an image without a picture, or a cell, early in the item. */
static int level_spaced(const struct scan *s, const struct item *it)
{
	for (uint32_t e = it->elem; e < it->to && e < it->elem + 9; e++) {
		const xmlNode *n = s->elems.at[e].node;
		int64_t w;

		if (s->elems.at[e].text_from > s->elems.at[it->elem].text_from + 2)
			break;
		if (node_is(n, "img") && str_number(node_attr(n, "width"), 0, 100000, &w) &&
			str_number(node_attr(n, "height"), 0, 4, &w)) {
			str_number(node_attr(n, "width"), 0, 100000, &w);
			return (int)w;
		}
	}
	return -1;
}

enum { BY_NAME, BY_STYLE, BY_SPACER, BY_DEPTH, LEVELS };

static int level_of(const struct scan *s, const struct item *it, int way)
{
	uint32_t e = it->elem;
	int level = -1;

	switch (way) {
	case BY_SPACER: return level_spaced(s, it);
	case BY_DEPTH: return s->elems.at[e].depth;
	default: break;
	}
	for (int i = 0; i < 3 && e < it->to && level < 0; i++, e++)
		level = way == BY_NAME ? level_named(s->elems.at[e].node)
				       : level_styled(s->elems.at[e].node);
	e = s->elems.at[it->elem].parent;
	if (level < 0 && e != DOC_NONE)
		level = way == BY_NAME ? level_named(s->elems.at[e].node)
				       : level_styled(s->elems.at[e].node);
	return level;
}

/* The first way in which levels are many and differ is taken for all. */
static void levels(struct scan *s, const struct items *items, struct talk *t)
{
	for (int way = 0; way < LEVELS; way++) {
		int first = -2, known = 0;
		bool differ = false;

		for (size_t i = 0; i < items->len; i++) {
			int l = level_of(s, &items->at[i], way);

			t->comments.at[i].level = l;
			known += l >= 0;
			differ |= first != -2 && l != first;
			first = l;
		}
		if (way == BY_STYLE && known)
			for (size_t i = 0; i < items->len; i++)
				if (t->comments.at[i].level < 0)
					t->comments.at[i].level = 0;
		if (differ &&
			(way == BY_STYLE ? known > 0 : (size_t)known * 10 >= items->len * 9) &&
			(way != BY_DEPTH || items->sets == 1))
			return;
	}
	for (size_t i = 0; i < items->len; i++)
		t->comments.at[i].level = -1;
}

static struct str parent_attr(const xmlNode *n)
{
	static const char *const attr[] = { "data-parent-id", "data-parent_id", "data-parentid",
		"data-parent", "data-parent-comment-id", "data-reply-to", "data-in-reply-to",
		"data-parent-pid", "parent_id", "parent" };

	for (const xmlAttr *a = n->properties; a; a = a->next) {
		if (!strstr((const char *)a->name, "parent") &&
			!strstr((const char *)a->name, "reply"))
			continue;
		for (size_t i = 0; i < sizeof(attr) / sizeof(*attr); i++)
			if (!strcmp((const char *)a->name, attr[i]) && node_attr(n, attr[i]).len)
				return node_attr(n, attr[i]);
	}
	return STR_NONE;
}

static const char *const reply_phrase[] = {
	"in reply to",
	"in response to",
	"response to",
	"reply to",
	"replied to",
	"replying to",
	"@ ",
	"antwort auf",
	"als antwort auf",
	"antwort an",
	"en réponse à",
	"réponse à",
	"en respuesta a",
	"respuesta a",
	"in risposta a",
	"risposta a",
	"em resposta a",
	"resposta a",
	"в ответ на",
	"ответ на",
	"w odpowiedzi na",
	"odpowiedź na",
	"als reactie op",
	"in antwoord op",
	"som svar på",
	"svar till",
	"yanıt olarak",
};

static bool starts_reply(const xmlNode *n, struct str *rest)
{
	for (const xmlNode *c = n->children; c; c = c->next) {
		struct str t = str_trim_left(node_content(c));

		if (!node_is_text(c) || !t.len)
			continue;
		for (size_t i = 0; i < sizeof(reply_phrase) / sizeof(*reply_phrase); i++)
			if (str_starts_case(t, str_z(reply_phrase[i]))) {
				*rest = str_trim(str_sub(t, strlen(reply_phrase[i]), t.len));
				return true;
			}
		return false;
	}
	return false;
}

/* "In reply to NAME", with or without a link to the comment that is answered. */
static bool reply_line(struct scan *s, uint32_t e, struct talk_comment *c)
{
	const struct elem *el = &s->elems.at[e];
	struct arena *a = &s->x->arena;
	struct str rest, href;
	struct buf name = { 0 };

	if (elem_text(el) < 4 || elem_text(el) > 120 || !el->node->children ||
		!starts_reply(el->node, &rest))
		return false;
	for (uint32_t k = e; k < el->end && !c->parent_id.len; k++) {
		href = node_attr(s->elems.at[k].node, "href");
		if (href.len > 4 &&
			((str_find_char(href, '#', 0) != STR_NOWHERE &&
				 !str_ends(href, STR("#"))) ||
				(ascii_digit(href.at[href.len - 1]) &&
					ascii_digit(href.at[href.len - 2]) &&
					ascii_digit(href.at[href.len - 3]))))
			c->parent_id = arena_dup(a, href);
		if (node_is(s->elems.at[k].node, "a") && !name.len &&
			elem_text(&s->elems.at[k]) <= 60)
			node_text(s->elems.at[k].node, &name);
	}
	if (!name.len && rest.len && rest.len < 80)
		buf_add(&name, str_sub(rest, 0, str_find_char(rest, ',', 0)));
	if (str_find_char(buf_str(&name), ',', 0) != STR_NOWHERE)
		buf_cut(&name, str_find_char(buf_str(&name), ',', 0));
	if (str_trim(buf_str(&name)).len)
		c->reply_to = arena_dup(a, str_trim(buf_str(&name)));
	buf_free(&name);
	return c->parent_id.len || c->reply_to.len;
}

static void stated(struct scan *s, const struct items *items, size_t i, struct talk_comment *c)
{
	size_t below = i + 1;

	for (uint32_t e = items->at[i].elem; e < items->at[i].to;
		e = item_next(s, items, i, e, &below)) {
		const struct elem *el = &s->elems.at[e];
		struct str v = parent_attr(el->node), href;

		if (reply_line(s, e, c))
			return;

		if (!v.len && el->words & WORD_PARENT &&
			!str_eq(node_attr(el->node, "data-id"), c->id)) {
			href = node_attr(el->node, "href");
			if (str_find_char(href, '#', 0) != STR_NOWHERE)
				v = href;
		}
		if (v.len) {
			c->parent_id = arena_dup(&s->x->arena, v);
			return;
		}
	}
}

void guess_parents(struct scan *s, const struct items *items, struct talk *t)
{
	bool nested = false;

	for (size_t i = 0; i < items->len; i++) {
		nested |= items->at[i].up != DOC_NONE;
		stated(s, items, i, &t->comments.at[i]);
	}
	if (!nested)
		levels(s, items, t);
}
