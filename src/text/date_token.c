/* date_token.c: the numbers, words and signs of a text that may hold a date. */
#include "config.h"

#include "base/word_rows.h"
#include "text/date_inner.h"
#include "text/fold.h"
#include "text/width.h"

#include <string.h>

#include <unictype.h>

enum {
	WORD_BYTES = 32, /* no word of the table is longer */
	SHORT = 512,	 /* bytes of a text whose copy needs no memory of its own */
	TOKENS_FIRST = 32,
};

static const struct {
	char text[WORD_BYTES];
	uint8_t len, word;
	int16_t value;
} words[] = {
#define DATE_ROW(text, len, word, value) { text, len, word, value },
#include "text/date_rows.inc"
#undef DATE_ROW
};

static const uint16_t words_first[ROW_BUCKETS + 1] = {
#define DATE_FIRST
#include "text/date_rows.inc"
#undef DATE_FIRST
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

/* False when the word is not in the table. */
static bool look_up(struct str s, struct token *t)
{
	unsigned bucket = s.len ? row_bucket(s) : 0;

	for (unsigned i = words_first[bucket]; i < words_first[bucket + 1]; i++)
		if (words[i].len == s.len && row_begins(s, words[i].text, s.len)) {
			t->word = (enum word)words[i].word;
			t->value = words[i].value;
			return true;
		}
	return false;
}

bool date_is_weekday(struct str word)
{
	struct buf folded = { 0 };
	struct token t = nothing;
	bool yes;

	text_fold(str_sub(word, 0, WORD_BYTES), FOLD_CASE | FOLD_MARKS, &folded, NULL, 0);
	yes = look_up(buf_str(&folded), &t) && t.word == WORD_WEEKDAY;
	buf_free(&folded);
	return yes;
}

/* The character at `at`, most of which are ASCII; bytes of it, 0 at the end. */
static size_t next_char(struct str s, size_t at, uint32_t *c)
{
	if (at < s.len && (unsigned char)s.at[at] < 0x80) {
		*c = (unsigned char)s.at[at];
		return 1;
	}
	return char_decode(s, at, c);
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
	while ((len = next_char(s, at, &c)) > 0 && digit_of(c) >= 0) {
		if (t->number < 10000000000000000)
			t->number = t->number * 10 + digit_of(c);
		t->digits++;
		at += len;
	}
	return at;
}

/* Whether the point at `at` parts the letters of a month in Thai, "ก.ย.": these are words with a
 * point within. */
static bool is_thai_point(struct str s, size_t from, size_t at)
{
	uint32_t before, behind;

	return at > from && at - from <= 6 && at < s.len && s.at[at] == '.' &&
		next_char(s, from, &before) > 0 && before >= 0xe00 && before < 0xe80 &&
		next_char(s, at + 1, &behind) > 0 && behind >= 0xe00 && behind < 0xe80;
}

/* A run of letters; of a dense script the longest part that the table knows. */
static size_t read_word(struct str s, size_t from, struct token *t)
{
	size_t at = from, len, stop[WORD_BYTES];
	bool dense = false;
	unsigned stops = 0;
	uint32_t c;

	t->kind = TOKEN_WORD;
	while ((len = next_char(s, at, &c)) > 0 &&
		(is_letter(c) || c == '\'' || is_thai_point(s, from, at))) {
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

/* A text without accents and in small letters, and where in it each byte comes from; NULL for the
 * same place. */
struct folded {
	struct str text;
	uint32_t *map;
	struct buf buf;
	char small[SHORT];
};

static void fold(struct folded *f, struct str s)
{
	size_t room = s.len * 18 + 1; /* no character folds to more than 18 of its size */

	f->map = NULL;
	f->buf = (struct buf){ .max = 0 };
	if (s.len <= SHORT && str_is_ascii(s)) {
		for (size_t i = 0; i < s.len; i++)
			f->small[i] = ascii_lower(s.at[i]);
		f->text = (struct str){ f->small, s.len };
		return;
	}
	f->map = mem_resize(NULL, room, sizeof(*f->map));
	text_fold(s, FOLD_CASE | FOLD_MARKS, &f->buf, f->map, room);
	f->text = buf_str(&f->buf);
}

static bool is_blank(uint32_t c)
{
	return c < 0x80 ? ascii_space((char)c)
			: c == 0xa0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200f);
}

void tokens_read(struct str s, struct tokens *t)
{
	struct folded folded;
	struct str f;
	size_t at = 0, len;
	uint32_t c;
	bool glued = false;

	fold(&folded, s);
	f = folded.text;
	t->cap = TOKENS_FIRST;
	t->at = mem_resize(NULL, t->cap, sizeof(*t->at));
	while ((len = next_char(f, at, &c)) > 0) {
		struct token *token;
		size_t from = at;

		at += len;
		if (is_blank(c)) {
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
		token->from = folded.map ? folded.map[from] : from;
		token->to = at >= f.len ? s.len : folded.map ? folded.map[at] : at;
		glued = true;
	}
	mem_free(folded.map);
	buf_free(&folded.buf);
}
