/* article_state.c: an article that stands only in the data which a page brings for its scripts (script_data.h). No layout of such data is known here: the paragraphs of an article are many texts of one make below one list or
 * object, or one long text. */
#include "config.h"

#include "extract/article_state.h"

#include "extract/script_data.h"
#include "page/make.h"

#include <string.h>

enum {
	NODES_MAX = 200000,   /* elements looked at */
	LEVELS = 5,	      /* a paragraph's text stands at most so deep below the list */
	WORDS_LEAST = 5,      /* of a text that may be a sentence */
	PARAGRAPH_LEAST = 40, /* letters that the parts of a list have in the mean */
	WHOLE_LEAST = 150,    /* letters of a text that is an article alone */
	HEADING_MOST = 120,   /* bytes */
	KEY_MAX = 24,
	RECORD_KEYS = 60, /* members of a record looked at */
};

struct part { /* an element of the data */
	xmlNode *node;
	uint32_t parent, end;
	uint32_t letters; /* of texts up to LEVELS below */
	uint32_t parts;	  /* children that hold them */
	uint32_t last;	  /* the child counted last */
	uint32_t stories; /* children that are stories of their own */
	bool text;	  /* it is a text */
};

struct state {
	ARRAY(struct part) part;
	struct buf key;
};

static const char *const text_keys[] = {
#define TEXT(name) name,
#include "extract/state.def"
#undef TEXT
	NULL,
};

static const char *const quiet_keys[] = {
#define QUIET(name) name,
#include "extract/state.def"
#undef QUIET
	NULL,
};

static const char *const story_names[] = {
#define STORY_NAME(name) name,
#include "extract/state.def"
#undef STORY_NAME
	NULL,
};

static const char *const story_places[] = {
#define STORY_PLACE(name) name,
#include "extract/state.def"
#undef STORY_PLACE
	NULL,
};

bool article_key_is(const xmlNode *n, const char *const *keys)
{
	char plain[KEY_MAX + 1];
	size_t len = 0;

	for (const char *c = (const char *)n->name; *c; c++) {
		if (*c == '_' || *c == '-')
			continue;
		if (len == KEY_MAX)
			return false;
		plain[len++] = ascii_lower(*c);
	}
	plain[len] = '\0';
	for (; *keys; keys++)
		if (strcmp(plain, *keys) == 0)
			return true;
	return false;
}

static bool is_html(struct str s)
{
	return str_has(s, STR("</")) || str_has(s, STR("<br"));
}

/* Letters of what reads like a sentence; 0 for addresses, code and single words. */
static uint32_t prose(struct str s)
{
	uint32_t letters = 0, words = 0;
	bool tag = false, gap = true;

	if (s.len < 2 || s.at[0] == '{' || str_starts(s, STR("http")) || s.at[0] == '/')
		return 0;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (tag || c == '<') {
			tag = c != '>';
			gap = true;
		} else if (ascii_space((char)c)) {
			gap = true;
		} else {
			words += gap;
			gap = false;
			letters += c < 0x80 || c >= 0xC0;
			/* A script without blanks between words. */
			words += c >= 0xE3 && c <= 0xED;
		}
	}
	return words >= WORDS_LEAST ? letters : 0;
}

static bool has_key(const xmlNode *record, const char *const *keys)
{
	unsigned seen = 0;

	for (const xmlNode *n = node_first_element(record); n && seen++ < RECORD_KEYS;
		n = node_next_element(n))
		if (article_key_is(n, keys))
			return true;
	return false;
}

/* Adds the letters of a text to what may be the list it stands in. */
static void count(struct state *s, uint32_t at, uint32_t letters)
{
	struct part *all = s->part.at;
	uint32_t child = at;

	for (unsigned level = 0; level < LEVELS && child > 0; level++) {
		uint32_t up = all[child].parent;

		all[up].letters += letters;
		if (all[up].last != child) {
			all[up].last = child;
			all[up].parts++;
			all[up].stories += has_key(all[child].node, story_names) &&
				has_key(all[child].node, story_places);
		}
		child = up;
	}
}

static void survey(struct state *s, xmlNode *root)
{
	uint32_t at = 0;

	for (xmlNode *n = root; n && s->part.len < NODES_MAX;) {
		bool down = false;

		if (node_is_element(n)) {
			struct part *p = array_add(&s->part);
			uint32_t letters;

			p->node = n;
			p->parent = at;
			at = (uint32_t)s->part.len - 1;
			letters = article_key_is(n, text_keys) ? prose(str_trim(node_lone_text(n)))
							       : 0;
			if (letters) {
				s->part.at[at].text = true;
				s->part.at[at].letters = letters;
				count(s, at, letters);
			}
			down = n->children && (at == 0 || !article_key_is(n, quiet_keys));
		}
		if (down) {
			n = n->children;
			continue;
		}
		for (;;) {
			if (node_is_element(n)) {
				s->part.at[at].end = (uint32_t)s->part.len;
				at = s->part.at[at].parent;
			}
			if (n == root)
				return;
			if (n->next)
				break;
			n = n->parent;
		}
		n = n->next;
	}
	for (size_t i = 0; i < s->part.len; i++)
		if (!s->part.at[i].end)
			s->part.at[i].end = (uint32_t)s->part.len;
}

static bool is_candidate(const struct part *p)
{
	if (p->text)
		return p->letters >= WHOLE_LEAST;
	return p->parts >= 2 && p->stories * 2 < p->parts &&
		p->letters >= p->parts * PARAGRAPH_LEAST;
}

/* The list or text that holds the most; of nested ones the innermost that still holds nearly all. 0 for none. */
static uint32_t choose(const struct state *s)
{
	const struct part *all = s->part.at;
	uint32_t best = 0;

	for (uint32_t i = 1; i < s->part.len; i++) {
		if (!is_candidate(&all[i]))
			continue;
		if (!best || all[i].letters > all[best].letters ||
			(i < all[best].end && all[i].letters * 4 >= all[best].letters * 3))
			best = i;
	}
	return best;
}

/* ---- writing it as HTML ---- */

static void add_escaped(struct str s, struct buf *out)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '<')
			buf_add(out, STR("&lt;"));
		else if (s.at[i] == '&')
			buf_add(out, STR("&amp;"));
		else
			buf_add_char(out, s.at[i]);
	}
}

static void add_text(struct str s, struct buf *out)
{
	if (is_html(s) || str_has(s, STR("&amp;")) || str_has(s, STR("&#")))
		buf_add(out, s);
	else
		add_escaped(s, out);
}

/* What kind of part it says it is, from a key like "type". */
static struct str type_of(const xmlNode *item)
{
	static const char *const keys[] = { "type", "kind", "blocktype", "nodetype", "typename",
		"style", "component", NULL };
	unsigned seen = 0;

	for (const xmlNode *n = node_first_element(item); n && seen++ < RECORD_KEYS;
		n = node_next_element(n))
		if (article_key_is(n, keys) && str_trim(node_lone_text(n)).len)
			return str_trim(node_lone_text(n));
	return STR_NONE;
}

static const char *tag_for(struct str type, struct str text)
{
	if (text.len <= HEADING_MOST &&
		(str_has_case(type, STR("head")) || str_has_case(type, STR("title")) ||
			str_eq_case(type, STR("h2")) || str_eq_case(type, STR("h3")) ||
			str_eq_case(type, STR("h4"))))
		return "h2";
	if (str_has_case(type, STR("quote")))
		return "blockquote";
	if (str_has_case(type, STR("list")))
		return "li";
	if (str_has_case(type, STR("code")))
		return "pre";
	return "p";
}

static bool is_blocks(struct str html)
{
	static const char *const tags[] = { "<p", "<h", "<ul", "<ol", "<div", "<blockquote",
		"<figure", "<table", "<section", "<article", "<pre" };

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (str_starts_case(html, str_z(tags[i])))
			return true;
	return false;
}

static void add_element(const char *tag, struct str inner, struct buf *out)
{
	if (is_blocks(inner)) {
		buf_add(out, inner);
		return;
	}
	buf_add_char(out, '<');
	buf_add(out, str_z(tag));
	buf_add_char(out, '>');
	buf_add(out, inner);
	buf_add(out, STR("</"));
	buf_add(out, str_z(tag));
	buf_add_char(out, '>');
}

/* One part of the list: its texts in order, as one paragraph; those of a list as items. */
static void add_item(struct state *s, uint32_t at, struct buf *out)
{
	const struct part *all = s->part.at;
	struct str type = type_of(all[at].node);
	bool list = str_eq(str_z(tag_for(type, STR_NONE)), STR("li"));

	buf_cut(&s->key, 0);
	for (uint32_t i = at; i < all[at].end; i++) {
		struct str text = str_trim(node_lone_text(all[i].node));

		if (i > at && !article_key_is(all[i].node, text_keys) &&
			article_key_is(all[i].node, quiet_keys)) {
			i = all[i].end - 1;
			continue;
		}
		if (!text.len || !article_key_is(all[i].node, text_keys) ||
			str_starts(text, STR("http")))
			continue;
		/* As it stands: its blanks part it from its neighbours. */
		text = node_content(all[i].node->children);
		if (list) {
			buf_cut(&s->key, 0);
			add_text(text, &s->key);
			add_element("li", buf_str(&s->key), out);
		} else {
			add_text(text, &s->key);
		}
	}
	if (!list && str_trim(buf_str(&s->key)).len)
		add_element(tag_for(type, buf_str(&s->key)), buf_str(&s->key), out);
}

static void add_whole(struct str text, struct buf *out)
{
	struct str line;

	if (is_html(text)) {
		buf_add(out, text);
		return;
	}
	while (str_line(&text, &line)) {
		if (!str_trim(line).len)
			continue;
		buf_add(out, STR("<p>"));
		add_escaped(line, out);
		buf_add(out, STR("</p>"));
	}
}

static void write(struct state *s, uint32_t at, struct buf *out)
{
	const struct part *all = s->part.at;

	if (all[at].text) {
		add_whole(str_trim(node_lone_text(all[at].node)), out);
		return;
	}
	for (uint32_t i = at + 1; i < all[at].end; i = all[i].end)
		if (!article_key_is(all[i].node, quiet_keys))
			add_item(s, i, out);
}

/* ---- reading it ---- */

static xmlNode *read_scripts(const struct article_page *p)
{
	xmlNode *root = make_detached(p->x->page->doc, "state");
	struct script_data data;

	script_data_begin(&data, p->x->page, NULL);
	while (script_data_next(&data, root))
		;
	script_data_end(&data);
	return root;
}

bool article_state(struct article_page *p, size_t least, struct buf *out)
{
	struct state s = { 0 };
	bool data = p->x->page->kind == PAGE_JSON;
	struct pool_mark mark = make_mark(p->x->page->doc);
	xmlNode *root = data ? p->x->page->root : read_scripts(p);
	uint32_t best;
	bool found;

	survey(&s, root);
	best = choose(&s);
	found = best && s.part.at[best].letters > least;
	if (found) {
		write(&s, best, out);
		article_record(p, s.part.at[best].node);
	}
	array_free(&s.part);
	buf_free(&s.key);
	make_release(p->x->page->doc, mark);
	return found;
}
