/* article_evidence.c: what class, id and role say of an element, by a table of words. */
#include "config.h"

#include "base/word_rows.h"
#include "extract/article_info.h"

#include <string.h>

enum {
	WORD_MAX =
		24, /* bytes of a word of the table, and of a word of the page that is looked at */
	WORDS_MAX = 48, /* words looked at in one attribute */
	WORD_WHOLE = 5, /* bytes: a shorter word cut out of "JAaVn7" says nothing alone */
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

uint32_t article_evidence(const struct article_info *i)
{
	uint32_t bits = of_class(i->class);

	for (const xmlAttr *a = i->node->properties; a; a = a->next) {
		char first = (char)a->name[0];
		struct str value;

		if (first != 'i' && first != 'd' && first != 'r' && first != 'p')
			continue;
		value = node_value(a);
		if (node_named(a->name, "id") || node_named(a->name, "data-component") ||
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
