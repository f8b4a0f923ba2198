/* date_token.c: the numbers, words and signs of a text that may hold a date. */
#include "config.h"

#include "text/date_inner.h"
#include "text/fold.h"
#include "text/width.h"

#include <string.h>

#include <unictype.h>

static const struct {
	struct str text;
	enum word word;
	int value;
} words[] = {
#define WORD(text, kind, value) { STR_INIT(text), WORD_##kind, value },
#include "text/date_words.def"
#undef WORD
};

enum {
	WORD_BYTES = 40, /* no word of the table is longer */
};

static const struct token nothing = { .kind = TOKEN_SIGN };

const struct token *token_at(const struct tokens *t, size_t i)
{
	return i < t->len ? &t->at[i] : &nothing;
}

bool token_is(const struct tokens *t, size_t i, char sign)
{
	return token_at(t, i)->kind == TOKEN_SIGN && token_at(t, i)->sign == sign && i < t->len;
}

bool token_is_word(const struct tokens *t, size_t i, enum word word)
{
	return token_at(t, i)->kind == TOKEN_WORD && token_at(t, i)->word == word;
}

bool token_is_number(const struct tokens *t, size_t i, int64_t lo, int64_t hi)
{
	const struct token *n = token_at(t, i);

	return n->kind == TOKEN_NUMBER && n->number >= lo && n->number <= hi;
}

/* By bisection; false when the word is not in the table. */
static bool look_up(struct str s, struct token *t)
{
	size_t lo = 0, hi = sizeof(words) / sizeof(*words);

	if (s.len > WORD_BYTES || !s.len)
		return false;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		struct str w = words[mid].text;
		int order = (unsigned char)*s.at - (unsigned char)*w.at;

		/* Most differ in their first letter, and a call costs more than to see that. */
		if (order == 0)
			order = str_cmp(s, w);

		if (order == 0) {
			t->word = words[mid].word;
			t->value = words[mid].value;
			return true;
		}
		if (order < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return false;
}

/* Decimal digits of the scripts that pages print dates in; -1 for what is none. */
static int digit_of(uint32_t c)
{
	static const uint32_t zero[] = { '0', 0x660, 0x6f0, 0x966, 0x9e6, 0xe50 };

	if (c < zero[1])
		return c >= '0' && c <= '9' ? (int)(c - '0') : -1;
	for (size_t i = 1; i < sizeof(zero) / sizeof(*zero); i++)
		if (c >= zero[i] && c <= zero[i] + 9)
			return (int)(c - zero[i]);
	return -1;
}

/* Scripts that write words without blanks between. */
static bool is_dense(uint32_t c)
{
	return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) ||
		(c >= 0xac00 && c <= 0xd7a3);
}

static bool is_letter(uint32_t c)
{
	return c < 0x80 ? ascii_alpha((char)c)
			: uc_is_alpha(c) || uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M);
}

static size_t read_number(struct str s, size_t at, struct token *t)
{
	uint32_t c;
	size_t len;

	t->kind = TOKEN_NUMBER;
	while ((len = char_decode(s, at, &c)) > 0 && digit_of(c) >= 0) {
		if (t->number < 10000000000000000)
			t->number = t->number * 10 + digit_of(c);
		t->digits++;
		at += len;
	}
	return at;
}

/* A run of letters; of a dense script the longest part that the table knows. */
static size_t read_word(struct str s, size_t from, struct token *t)
{
	size_t at = from, len, stop[WORD_BYTES];
	bool dense = false;
	unsigned stops = 0;
	uint32_t c;

	t->kind = TOKEN_WORD;
	while ((len = char_decode(s, at, &c)) > 0 && (is_letter(c) || c == '\'')) {
		if (at == from)
			dense = is_dense(c);
		else if (is_dense(c) != dense || (dense && stops == 8))
			break;
		at += len;
		if (dense)
			stop[stops++] = at;
	}
	if (!dense) {
		if (!look_up(str_sub(s, from, at - from), t) && s.at[at - 1] == '\'')
			look_up(str_sub(s, from, at - from - 1), t);
		return at;
	}
	while (stops-- > 1)
		if (look_up(str_sub(s, from, stop[stops] - from), t))
			return stop[stops];
	look_up(str_sub(s, from, stop[0] - from), t);
	return stop[0];
}

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] >= 0x80)
			return false;
	return true;
}

void tokens_read(struct str s, struct tokens *t)
{
	struct buf folded = { .max = 0 };
	bool plain = is_ascii(s), glued = false; /* plain: every byte stays where it is */
	/* no character folds to more than 18 of its size */
	size_t room = plain ? 0 : s.len * 18 + 1, at = 0, len;
	uint32_t *map = plain ? NULL : mem_resize(NULL, room, sizeof(*map)), c;
	struct str f;

	text_fold(s, FOLD_CASE | FOLD_MARKS, &folded, map, room);
	f = buf_str(&folded);
	while ((len = char_decode(f, at, &c)) > 0) {
		struct token *token;
		size_t from = at;

		at += len;
		if (c == 0xa0 || c == 0x3000 || (c < 0x80 && ascii_space((char)c)) ||
			(c >= 0x2000 && c <= 0x200f)) {
			glued = false;
			continue;
		}
		token = array_add(t);
		token->glued = glued;
		if (digit_of(c) >= 0) {
			at = read_number(f, from, token);
		} else if (is_letter(c)) {
			at = read_word(f, from, token);
			token->sign = at == from + 1 ? (char)c : '\0';
		} else {
			token->kind = TOKEN_SIGN;
			token->sign = c == 0x2212 || c == 0x2013 ? '-' : c < 0x80 ? (char)c : '?';
		}
		token->from = plain ? from : map[from];
		token->to = at == f.len ? s.len : plain ? at : map[at];
		glued = true;
	}
	mem_free(map);
	buf_free(&folded);
}
