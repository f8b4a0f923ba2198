/* article_evidence.c: what class, id and role say of an element, by a table of words. */
#include "config.h"

#include "base/word_rows.h"
#include "extract/article_info.h"

#include "text/fold.h"

#include <string.h>

enum {
	WORD_MAX =
		24, /* bytes of a word of the table, and of a word of the page that is looked at */
	WORDS_MAX = 48,	    /* words looked at in one attribute */
	WORD_WHOLE = 5,	    /* bytes: a shorter word cut out of "JAaVn7" says nothing alone */
	HEADING_MOST = 200, /* bytes of a heading that an id may be made of */
	SENTENCE_WORDS =
		4, /* of an id that says something: "post-a-comment" is the name of a form */
};

static const struct {
	char text[WORD_MAX];
	uint8_t len; /* bytes */
	uint32_t bits;
} words[] = {
#define EVIDENCE_ROW(text, len, bits) { text, len, bits },
#include "extract/word_rows.inc"
#undef EVIDENCE_ROW
};

static const uint16_t words_first[ROW_BUCKETS + 1] = {
#define EVIDENCE_FIRST
#include "extract/word_rows.inc"
#undef EVIDENCE_FIRST
};

static uint32_t look_up(struct str word)
{
	unsigned bucket = row_bucket(word);

	for (unsigned i = words_first[bucket]; i < words_first[bucket + 1]; i++)
		if (words[i].len == word.len && row_begins(word, words[i].text, word.len))
			return words[i].bits;
	return 0;
}

/* The words of one piece of an attribute that were read: the last one, and what is read of the next. */
struct reading {
	char pair[2 * WORD_MAX]; /* both, in small letters */
	size_t before, len;	 /* bytes of each */
	bool cut;		 /* the last one ended where a capital begins the next */
};

/* What the word says that has been read, and the pair that it makes with the one before. */
static uint32_t end_word(struct reading *r, bool cut)
{
	uint32_t bits = 0;

	if (r->len >= WORD_WHOLE || !(cut || r->cut))
		bits |= look_up((struct str){ r->pair + r->before, r->len });
	if (r->before)
		bits |= look_up((struct str){ r->pair, r->before + r->len });
	memmove(r->pair, r->pair + r->before, r->len);
	r->before = r->len;
	r->len = 0;
	r->cut = cut;
	return bits;
}

/* Words are runs of letters and digits; an upper-case letter after a lower-case one begins a new word. Pairs stand in one piece
 * between blanks. */
static uint32_t of_attribute(struct str value)
{
	struct reading r = { .len = 0 };
	uint32_t bits = 0;
	unsigned seen = 0;
	bool piece = false;

	for (size_t i = 0; i <= value.len && seen < WORDS_MAX; i++) {
		char c = i < value.len ? value.at[i] : ' ';
		bool letter = ascii_alpha(c) || ascii_digit(c);
		bool capital = r.len > 0 && c >= 'A' && c <= 'Z' && value.at[i - 1] >= 'a';

		if (r.len > 0 && (!letter || capital)) {
			bits |= end_word(&r, capital);
			seen++;
		}
		if (letter && r.len < WORD_MAX)
			r.pair[r.before + r.len++] = ascii_lower(c);
		piece = piece || !ascii_space(c);
		if (piece && ascii_space(c)) {
			r.before = 0;
			r.cut = piece = false;
			seen++;
		}
	}
	return bits;
}

static uint32_t of_class(struct class_known *class)
{
	if (class && !class->surveyed) {
		class->evidence = of_attribute(class->value);
		class->surveyed = true;
	}
	return class ? class->evidence : 0;
}

static uint32_t of_role(struct str role)
{
	static const struct {
		const char *word;
		uint32_t bits;
	} roles[] = {
		{ "navigation", EVIDENCE_FURNITURE },
		{ "complementary", EVIDENCE_FURNITURE },
		{ "banner", EVIDENCE_FURNITURE },
		{ "contentinfo", EVIDENCE_FURNITURE },
		{ "search", EVIDENCE_FURNITURE },
		{ "dialog", EVIDENCE_FURNITURE },
		{ "alertdialog", EVIDENCE_FURNITURE },
		{ "menu", EVIDENCE_FURNITURE },
		{ "menubar", EVIDENCE_FURNITURE },
		{ "toolbar", EVIDENCE_FURNITURE },
		{ "main", EVIDENCE_ARTICLE },
		{ "article", EVIDENCE_ARTICLE },
	};

	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if (str_eq_case(role, str_z(roles[i].word)))
			return roles[i].bits;
	return 0;
}

/* ---- ids made of headings ---- */

/* The letters and digits of a text, folded; without the numbers that it begins with, "1.1 Tools". */
static void letters_of(struct str s, struct buf *out)
{
	struct buf folded = { 0 };
	bool begun = false;

	text_fold(s, FOLD_CASE | FOLD_MARKS, &folded, NULL, 0);
	for (size_t i = 0; i < folded.len; i++) {
		char c = folded.at[i];
		/* Behind C2 and E2 stand signs: the link to the heading, curved quotation marks, dashes. */
		size_t sign = (unsigned char)c == 0xC2 ? 2 : (unsigned char)c == 0xE2 ? 3 : 0;
		bool letter = ascii_alpha(c) || (unsigned char)c >= 0x80;

		if (sign) {
			i += sign - 1;
			continue;
		}
		begun = begun || letter;
		if (begun && (letter || ascii_digit(c)))
			buf_add_char(out, c);
	}
	buf_free(&folded);
}

/* The heading that an element is or begins with; NULL for none. */
static const xmlNode *heading_of(const xmlNode *n)
{
	if (node_is_heading(n))
		return n;
	for (n = n->children; n; n = n->next) {
		if (node_is_heading(n))
			return n;
		/* Empty targets of links stand before headings. */
		if (node_is_element(n) ? n->children != NULL : str_trim(node_content(n)).len > 0)
			return NULL;
	}
	return NULL;
}

/* Whether an id repeats the heading, as the makers of manuals have it: "core-tools" of "1.1. Core tools". */
static bool repeats_heading(const xmlNode *n)
{
	const xmlNode *heading = heading_of(n);
	struct buf text = { 0 }, said = { 0 }, id = { 0 };
	bool yes = false;

	if (heading) {
		for (const xmlNode *c = heading; c && text.len < HEADING_MOST;
			c = node_next(c, heading))
			if (node_is_text(c))
				buf_add(&text, node_content(c));
		letters_of(buf_str(&text), &said);
		letters_of(node_attr(n, "id"), &id);
		yes = said.len && str_eq(buf_str(&said), buf_str(&id));
	}
	buf_free(&text);
	buf_free(&said);
	buf_free(&id);
	return yes;
}

static bool is_sibling_titled(const xmlNode *n, const xmlNode *like)
{
	return n && n->name == like->name && repeats_heading(n);
}

/* Whether the id is that of a section, made of its heading, beside or below others like it: then it says what the section is about, and
 * not what it is for. One alone may be called what its heading says, "newsletter". */
static bool is_section_id(const xmlNode *n)
{
	const xmlNode *before = n->prev, *behind = n->next;

	if (!repeats_heading(n))
		return false;
	while (before && !node_is_element(before))
		before = before->prev;
	while (behind && !node_is_element(behind))
		behind = behind->next;
	return node_is_heading(n) || is_sibling_titled(before, n) || is_sibling_titled(behind, n) ||
		is_sibling_titled(n->parent, n);
}

/* Runs of letters and digits. */
static unsigned word_count(struct str id)
{
	unsigned count = 0;
	bool within = false;

	for (size_t i = 0; i < id.len; i++) {
		bool letter = ascii_alpha(id.at[i]) || ascii_digit(id.at[i]);

		count += letter && !within;
		within = letter;
	}
	return count;
}

static uint32_t of_id(const xmlNode *n, struct str id)
{
	uint32_t bits = of_attribute(id);

	if (bits && is_section_id(n))
		bits &= word_count(id) > SENTENCE_WORDS ? 0 : EVIDENCE_COMMENT;
	return bits;
}

uint32_t article_evidence(const struct article_info *i)
{
	uint32_t bits = of_class(i->class);

	for (const xmlAttr *a = i->node->properties; a; a = a->next) {
		char first = (char)a->name[0];
		struct str value;

		if (first != 'i' && first != 'd' && first != 'r' && first != 'p')
			continue;
		value = node_value(a);
		if (node_named(a->name, "id"))
			bits |= of_id(i->node, value);
		else if (node_named(a->name, "data-component") ||
			node_named(a->name, "data-testid"))
			bits |= of_attribute(value);
		else if (node_named(a->name, "role"))
			bits |= of_role(value);
		else if (node_named(a->name, "itemprop") || node_named(a->name, "property"))
			bits |= str_has_word(value, STR("articleBody")) ||
					str_ends(value, STR("articleBody"))
				? EVIDENCE_STATED
				: 0;
	}
	return bits;
}
