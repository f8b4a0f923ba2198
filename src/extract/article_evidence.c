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

/* Cuts the next word off: letters and digits; an upper-case letter after a lower-case one begins a new word. `cut` tells whether the
 * word ended there. */
static size_t next_word(struct str *rest, char word[WORD_MAX + 1], bool *cut)
{
	size_t at = 0, len = 0;

	*cut = false;
	while (at < rest->len && !ascii_alpha(rest->at[at]) && !ascii_digit(rest->at[at]))
		at++;
	while (at < rest->len && (ascii_alpha(rest->at[at]) || ascii_digit(rest->at[at]))) {
		char c = rest->at[at];

		if (len > 0 && c >= 'A' && c <= 'Z' && rest->at[at - 1] >= 'a') {
			*cut = true;
			break;
		}
		if (len < WORD_MAX)
			word[len] = ascii_lower(c);
		len++;
		at++;
	}
	*rest = str_sub(*rest, at, SIZE_MAX);
	word[len < WORD_MAX ? len : WORD_MAX] = '\0';
	return len;
}

static uint32_t of_attribute(struct str value)
{
	char pair[2 * WORD_MAX + 1]; /* the word before, and the word */
	uint32_t bits = 0;
	unsigned seen = 0;
	struct str piece;
	bool cut, was_cut;
	size_t len, before;

	while (seen < WORDS_MAX && str_word(&value, &piece)) {
		before = 0;
		was_cut = false;
		while (seen++ < WORDS_MAX && (len = next_word(&piece, pair + before, &cut)) > 0) {
			bool whole = len >= WORD_WHOLE || !(cut || was_cut);

			was_cut = cut;
			len = len < WORD_MAX ? len : WORD_MAX;
			if (whole)
				bits |= look_up((struct str){ pair + before, len });
			if (before)
				bits |= look_up((struct str){ pair, before + len });
			memmove(pair, pair + before, len + 1);
			before = len;
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
