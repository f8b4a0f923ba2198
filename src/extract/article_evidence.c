/* article_evidence.c: what class, id and role say of an element, by a table of words. */
#include "config.h"

#include "extract/article_info.h"

#include <string.h>

enum {
	WORD_MAX = 24,	   /* bytes of a word of the table */
	WORD_LONGEST = 31, /* of the table, in bytes */
	WORDS_MAX = 48,	   /* words looked at in one attribute */
	WORD_WHOLE = 5,	   /* bytes: a shorter word cut out of "JAaVn7" says nothing alone */
};

struct evidence_word {
	const char *word;
	uint32_t len; /* bytes */
	uint32_t bits;
};

static const struct evidence_word words[] = {
#define EVIDENCE(word, kind) { word, sizeof(word) - 1, EVIDENCE_##kind },
#include "extract/evidence.def"
#undef EVIDENCE
};

/* The bit of a letter. Other bytes share one, which costs a comparison. */
static uint32_t bit_of(char letter)
{
	return 1u << ((unsigned char)letter & 31);
}

void article_index(struct article_page *p)
{
	const size_t count = sizeof(words) / sizeof(*words);
	size_t at = 0;

	for (unsigned letter = 0; letter < ALPHABET; letter++) {
		p->words[letter] = (uint16_t)at;
		p->second[letter] = p->length[letter] = 0;
		for (; at < count && words[at].word[0] - 'a' == (int)letter; at++) {
			p->second[letter] |= bit_of(words[at].word[1]);
			p->length[letter] |= 1u << words[at].len;
		}
	}
	p->words[ALPHABET] = (uint16_t)at;
}

/* Only words of the table begin with a letter; those with the same one stand together. Most of the page's words are told from them by
 * their second letter or their length. */
static uint32_t look_up(const struct article_page *p, const char *word, size_t len)
{
	unsigned letter = (unsigned)(word[0] - 'a');
	size_t low, high;

	if (letter >= ALPHABET || len > WORD_LONGEST || !(p->length[letter] & 1u << len) ||
		!(p->second[letter] & bit_of(word[1])))
		return 0;
	low = p->words[letter];
	high = p->words[letter + 1];
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(word + 1, words[middle].word + 1);

		if (order == 0)
			return words[middle].bits;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
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

static uint32_t of_attribute(const struct article_page *p, struct str value)
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
				bits |= look_up(p, pair + before, len);
			if (before)
				bits |= look_up(p, pair, before + len);
			memmove(pair, pair + before, len + 1);
			before = len;
		}
	}
	return bits;
}

struct evidence_known *article_class(struct article_page *p, struct str value)
{
	struct evidence_known *known = &p->known[str_hash(value) % EVIDENCE_KNOWN];

	if (!known->value.len || !str_eq(known->value, value))
		*known = (struct evidence_known){ .value = value, .bits = of_attribute(p, value) };
	return known;
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

uint32_t article_evidence(struct article_page *p, const xmlNode *n)
{
	uint32_t bits = 0;

	for (const xmlAttr *a = n->properties; a; a = a->next) {
		const char *name = (const char *)a->name;
		struct str value;

		if (name[0] != 'c' && name[0] != 'i' && name[0] != 'd' && name[0] != 'r' &&
			name[0] != 'p')
			continue;
		value = node_value(a);
		if (node_named(a->name, "class"))
			bits |= article_class(p, value)->bits;
		else if (node_named(a->name, "id") || node_named(a->name, "data-component") ||
			node_named(a->name, "data-testid"))
			bits |= of_attribute(p, value);
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
