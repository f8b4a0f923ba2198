/* thread_guess_level.c: how deep comments stand that do not stand in each other: by a number in a
 * class or an attribute, by an indentation, by a spacer, by a mark that only replies carry. A way
 * is believed when it gives (nearly) all comments a level and the levels can be those of a thread. */
#include "config.h"

#include "extract/thread_guess.h"

#include <string.h>

enum { LEVEL_MAX = 100000, SPAN = 3, TENTHS = 10 };

/* A number in tenths, so that "1.5em" is one; -1 for none. */
static int number_after(struct str s, size_t at)
{
	int64_t n = 0;
	bool any = false;

	while (at < s.len && (s.at[at] == ' ' || s.at[at] == ':'))
		at++;
	for (; at < s.len && ascii_digit(s.at[at]) && n < LEVEL_MAX; at++) {
		n = n * 10 + (s.at[at] - '0');
		any = true;
	}
	n *= TENTHS;
	if (any && at + 1 < s.len && s.at[at] == '.' && ascii_digit(s.at[at + 1]))
		n += s.at[at + 1] - '0';
	return any && n < LEVEL_MAX * TENTHS ? (int)n : -1;
}

static bool speaks_of_depth(struct str name)
{
	static const char *const word[] = { "depth", "level", "lvl", "indent", "nest", "tier" };

	return str_has_any(name, word, sizeof(word) / sizeof(*word));
}

/* "depth-3", "post-l2", "indent_4": a name that ends in a number. */
static int level_of_word(struct str word)
{
	size_t from = word.len;

	while (from > 0 && ascii_digit(word.at[from - 1]))
		from--;
	if (from == word.len || word.len - from > 3 || from < 2)
		return -1;
	if (speaks_of_depth(str_sub(word, 0, from)) ||
		(str_ends_case(str_sub(word, 0, from), STR("-l")) && word.len - from < 3))
		return number_after(word, from);
	return -1;
}

static int level_named(const xmlNode *n)
{
	struct str cls = node_attr(n, "class"), word;
	int64_t v;

	for (const xmlAttr *a = n->properties; a; a = a->next)
		if (speaks_of_depth(str_z((const char *)a->name)) &&
			str_number(node_attr(n, (const char *)a->name), 0, LEVEL_MAX, &v))
			return (int)v * TENTHS;
	while (str_word(&cls, &word))
		if (level_of_word(word) >= 0)
			return level_of_word(word);
	return -1;
}

/* An indentation in a style, whatever its unit: only the order counts. */
static int level_styled(const xmlNode *n)
{
	static const char *const prop[] = { "margin-left:", "padding-left:", "margin-inline-start:",
		"padding-inline-start:", "margin-right:", "padding-right:", "text-indent:" };
	struct str style = node_attr(n, "style"), piece;

	for (size_t i = 0; i < sizeof(prop) / sizeof(*prop) && style.len; i++) {
		size_t at = str_find_case(style, str_z(prop[i]), 0);

		if (at != STR_NOWHERE && number_after(style, at + strlen(prop[i])) >= 0)
			return number_after(style, at + strlen(prop[i]));
	}
	while (str_split(&style, ';', &piece)) {
		size_t at = str_find_char(piece, ':', 0);

		if (at != STR_NOWHERE && str_starts(str_trim(piece), STR("--")) &&
			speaks_of_depth(str_sub(piece, 0, at)))
			return number_after(piece, at + 1);
	}
	return -1;
}

/* The width of a spacer: an image without height or an empty cell, early in the item. */
static int level_spaced(const struct scan *s, const struct item *it)
{
	for (uint32_t e = it->elem; e < it->to && e < it->elem + 9; e++) {
		const struct elem *el = &s->elems.at[e];
		int64_t width, height;

		if (el->from.text > s->elems.at[it->elem].from.text + 2)
			break;
		if (!str_number(node_attr(el->node, "width"), 0, LEVEL_MAX, &width))
			continue;
		if (node_is(el->node, "img") &&
			str_number(node_attr(el->node, "height"), 0, 4, &height))
			return (int)width;
		if (node_is(el->node, "td") && !elem_text(el) && el->end == e + 1)
			return (int)width;
	}
	return -1;
}

/* How many images of connectors ("|", "+", "L" and blank ones) stand before the text. */
static int level_drawn(const struct scan *s, const struct item *it)
{
	enum { MOST = 40 };
	int n = 0;

	for (uint32_t e = it->elem; e < it->to && e < it->elem + MOST; e++) {
		if (s->elems.at[e].from.text > s->elems.at[it->elem].from.text)
			break;
		n += node_is(s->elems.at[e].node, "img") &&
			!node_is(s->elems.at[e].node->parent, "a");
	}
	return n;
}

/* A class that only some of the items have and that says that they are replies: "is-child". */
static int level_marked(const struct scan *s, const struct item *it)
{
	static const char *const mark[] = { "child", "indent", "nested", "subcomment",
		"sub-comment", "reply", "replies", "antwort", "reponse", "answer", "respuesta",
		"second" };
	struct str cls = node_attr(s->elems.at[it->elem].node, "class");

	return str_has_any(cls, mark, sizeof(mark) / sizeof(*mark));
}

/* Classes that are an indentation by themselves in frameworks of them: "ml-6", "ps-4". */
static int level_of_utility(const xmlNode *n)
{
	static const char *const prefix[] = { "ml-", "pl-", "ms-", "ps-" };
	struct str cls = node_attr(n, "class"), word;

	while (str_word(&cls, &word))
		for (size_t i = 0; i < sizeof(prefix) / sizeof(*prefix); i++)
			if (str_starts(word, str_z(prefix[i])) && word.len > 3) {
				int v = number_after(word, 3 + (word.at[3] == '['));

				if (v >= 0)
					return v;
			}
	return -1;
}

/* Of the item itself, else of what is around it. */
static int level_utility(const struct scan *s, const struct item *it)
{
	uint32_t up = s->elems.at[it->elem].parent;
	int level = level_of_utility(s->elems.at[it->elem].node);

	if (level < 0 && up != DOC_NONE)
		level = level_of_utility(s->elems.at[up].node);
	return level < 0 ? 0 : level;
}

enum { BY_NAME, BY_STYLE, BY_SPACER, BY_IMAGES, BY_UTILITY, BY_MARK, BY_DEPTH, LEVELS };

/* Of the item, of one of its first elements, of what is around it alone. */
static int level_near(const struct scan *s, const struct item *it, int (*of)(const xmlNode *))
{
	uint32_t e = it->elem;
	int level = -1;

	for (int i = 0; i < SPAN && e < it->to && level < 0; i++, e++)
		level = of(s->elems.at[e].node);
	e = s->elems.at[it->elem].parent;
	if (level < 0 && e != DOC_NONE)
		level = of(s->elems.at[e].node);
	return level;
}

static int level_of(const struct scan *s, const struct item *it, int way)
{
	switch (way) {
	case BY_NAME: return level_near(s, it, level_named);
	case BY_STYLE: return level_near(s, it, level_styled);
	case BY_SPACER: return level_spaced(s, it);
	case BY_IMAGES: return level_drawn(s, it);
	case BY_UTILITY: return level_utility(s, it);
	case BY_MARK: return level_marked(s, it);
	default: return s->elems.at[it->elem].depth;
	}
}

/* Whether levels differ, and none is above that of the first comment. */
static bool believable(const struct talk *t, int way, size_t sets)
{
	size_t known = 0, n = t->comments.len;
	int first = n ? t->comments.at[0].level : -1;
	int most = first;
	size_t steps = 0;
	bool differ = false;

	for (size_t i = 0; i < n; i++) {
		int l = t->comments.at[i].level;

		known += l >= 0;
		most = l > most ? l : most;
		steps += i > 0 && l > t->comments.at[i - 1].level + 1;
		differ |= l != first;
		if ((way == BY_MARK || way == BY_UTILITY || way == BY_IMAGES) && l < first)
			return false;
	}
	if (!differ || (way == BY_DEPTH && sets != 1))
		return false;
	if (way == BY_IMAGES && (steps > 0 || most < first + 2))
		return false;
	return way == BY_STYLE ? known > 0 : known * 10 >= n * 9;
}

void guess_levels(const struct scan *s, const struct items *items, struct talk *t)
{
	for (int way = 0; way < LEVELS; way++) {
		bool known = false;

		for (size_t i = 0; i < items->len; i++) {
			t->comments.at[i].level = level_of(s, &items->at[i], way);
			known |= t->comments.at[i].level >= 0;
		}
		if (way == BY_STYLE && known)
			for (size_t i = 0; i < items->len; i++)
				if (t->comments.at[i].level < 0)
					t->comments.at[i].level = 0;
		if (believable(t, way, items->sets))
			return;
	}
	for (size_t i = 0; i < items->len; i++)
		t->comments.at[i].level = -1;
}
