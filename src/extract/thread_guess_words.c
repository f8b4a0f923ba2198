/* thread_guess_words.c: what the words in names hint at, and interface words. */
#include "config.h"

#include "base/word_rows.h"
#include "extract/thread_guess.h"

#include <string.h>

enum { PIECE_MAX = 24, WORD_MAX = 48, TEXT_MAX = 120 /* bytes */ };

enum {
	PHRASE_INTERFACE = 1 << 0,
	PHRASE_REPLY = 1 << 1,
	PHRASES = PHRASE_INTERFACE | PHRASE_REPLY
};

/* A word and what it hints at; open: as the beginning of a longer one, too. */
struct word_row {
	char text[PIECE_MAX];
	uint8_t len;
	bool open;
	uint32_t bits;
};

static const struct word_row words[] = {
#define WORD_ROW(text, len, open, bits) { text, len, open, bits },
#include "extract/word_rows.inc"
#undef WORD_ROW
};

static const uint16_t words_first[ROW_BUCKETS + 1] = {
#define WORD_FIRST
#include "extract/word_rows.inc"
#undef WORD_FIRST
};

/* Words that count at the end of longer ones. */
static const struct word_row endings[] = {
#define ENDING_ROW(text, len, bits) { text, len, false, bits },
#include "extract/word_rows.inc"
#undef ENDING_ROW
};

static const struct {
	char text[WORD_MAX];
	uint8_t len, bits;
} phrases[] = {
#define PHRASE_ROW(text, len, bits) { text, len, bits },
#include "extract/word_rows.inc"
#undef PHRASE_ROW
};

static const uint16_t phrases_first[ROW_BUCKETS + 1] = {
#define PHRASE_FIRST
#include "extract/word_rows.inc"
#undef PHRASE_FIRST
};

/* "usertxt", "authorcomment": what somebody says, not who. */
static bool ends_as_text(struct str piece)
{
	static const char *const end[] = { "txt", "text", "texte", "texto", "content", "comment",
		"message", "body" };

	for (size_t i = 0; i < sizeof(end) / sizeof(*end); i++)
		if (str_ends(piece, str_z(end[i])))
			return true;
	return false;
}

static uint32_t piece_words(struct str piece)
{
	unsigned bucket = row_bucket(piece);
	char last = piece.at[piece.len - 1];
	uint32_t bits = 0;

	for (unsigned i = words_first[bucket]; i < words_first[bucket + 1]; i++)
		if ((words[i].open || words[i].len == piece.len) &&
			row_begins(piece, words[i].text, words[i].len))
			bits |= words[i].bits;
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (piece.len >= endings[i].len && last == endings[i].text[endings[i].len - 1] &&
			str_ends(piece, (struct str){ endings[i].text, endings[i].len }))
			bits |= endings[i].bits;
	if (bits & WORD_AUTHOR && ends_as_text(piece))
		bits = (bits & ~(uint32_t)WORD_AUTHOR) | WORD_BODY;
	return bits;
}

enum letter { LETTER_NONE, LETTER_SMALL, LETTER_CAPITAL };

static enum letter letter_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return LETTER_CAPITAL;
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80 ? LETTER_SMALL : LETTER_NONE;
}

/* Whether a word begins with this capital: behind a small letter, or before one ("UFIComment"). */
static bool begins_word(struct str s, size_t i)
{
	if (i == 0)
		return false;
	if (letter_of(s.at[i - 1]) != LETTER_CAPITAL)
		return ascii_alpha(s.at[i - 1]);
	return i + 1 < s.len && s.at[i + 1] >= 'a' && s.at[i + 1] <= 'z';
}

/* Cuts at everything that is no letter, and where a word with a capital begins. */
uint32_t words_of(struct str s)
{
	char piece[PIECE_MAX];
	size_t len = 0;
	uint32_t bits = 0;

	s = str_sub(s, 0, 200);
	for (size_t i = 0; i < s.len; i++) {
		enum letter letter = letter_of(s.at[i]);

		if (len &&
			(letter == LETTER_NONE ||
				(letter == LETTER_CAPITAL && begins_word(s, i)))) {
			bits |= piece_words((struct str){ piece, len });
			len = 0;
		}
		if (letter != LETTER_NONE && len < PIECE_MAX)
			piece[len++] = ascii_lower(s.at[i]);
	}
	return len ? bits | piece_words((struct str){ piece, len }) : bits;
}

/* Small letters for capitals, also for two-byte ones of Latin and Cyrillic ("Répondre",
 * "Ответить"). */
static void lower(char *at, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)at[i], d;

		if (c < 0xc3) {
			at[i] = ascii_lower(at[i]);
			continue;
		}
		d = i + 1 < len ? (unsigned char)at[i + 1] : 0;
		if (c == 0xc3 && d >= 0x80 && d <= 0x9e)
			at[i + 1] = (char)(d + 0x20);
		else if (c == 0xd0 && d >= 0x90 && d <= 0x9f)
			at[i + 1] = (char)(d + 0x20);
		else if (c == 0xd0 && d >= 0xa0 && d <= 0xaf) {
			at[i] = (char)0xd1;
			at[i + 1] = (char)(d - 0x20);
		}
		i++;
	}
}

/* Blanks, brackets and signs that say nothing around words. */
static bool is_quiet(char c)
{
	switch (c) {
	case ' ':
	case '\t':
	case '\r':
	case '\n':
	case '(':
	case ')':
	case '[':
	case ']':
	case '|':
	case ':':
	case '+':
	case '.':
	case ',':
	case '#':
	case '<':
	case '>':
	case '-':
	case '*': return true;
	default: return false;
	}
}

/* PHRASE_... of a whole text; digits, brackets and blanks around its words do not count. All of
 * them for a text without letters. */
static uint32_t phrase_of(struct str text)
{
	char word[WORD_MAX + 1];
	size_t len = 0;
	unsigned bucket;
	bool gap = false;

	if (text.len > WORD_MAX)
		return 0;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (ascii_digit(c) || is_quiet(c)) {
			gap = len > 0;
			continue;
		}
		if (gap)
			word[len++] = ' ';
		gap = false;
		word[len++] = c;
	}
	if (!len)
		return PHRASES;
	lower(word, len);
	bucket = row_bucket((struct str){ word, len });
	for (unsigned i = phrases_first[bucket]; i < phrases_first[bucket + 1]; i++)
		if (phrases[i].len == len && memcmp(phrases[i].text, word, len) == 0)
			return phrases[i].bits;
	return 0;
}

static bool phrase_letters(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (ascii_alpha(text.at[i]) || (unsigned char)text.at[i] >= 0x80)
			return true;
	return false;
}

bool words_reply(struct str text)
{
	text = str_trim(text);
	return text.len > 1 && phrase_of(text) == PHRASES && phrase_letters(text);
}

static bool all_phrases(struct str text)
{
	struct str word;

	if (phrase_of(text))
		return true;
	while (str_word(&text, &word))
		if (!phrase_of(word))
			return false;
	return true;
}

/* Where the next sign stands that parts buttons in a row: "Like · Reply". */
static size_t parting_sign(struct str t, size_t *len)
{
	static const struct str sign[] = { STR("·"), STR("•"), STR("|"), STR("/") };
	size_t first = t.len;

	*len = 0;
	for (size_t i = 0; i < sizeof(sign) / sizeof(*sign); i++) {
		size_t at = str_find(t, sign[i], 0);

		if (at < first) {
			first = at;
			*len = sign[i].len;
		}
	}
	return first;
}

/* Digits, brackets and blanks around the words do not count: "Like (3)". */
bool words_interface(struct str text)
{
	size_t len = 1;

	if (text.len > WORD_MAX)
		return false;
	if (phrase_of(text))
		return true;
	while (len) {
		size_t at = parting_sign(text, &len);

		if (!all_phrases(str_trim(str_sub(text, 0, at))))
			return false;
		text = str_sub(text, at + len, SIZE_MAX);
	}
	return true;
}

bool words_any(struct str text, const char *const *list, size_t n)
{
	char small[TEXT_MAX];

	if (!text.len || text.len > sizeof(small))
		return false;
	memcpy(small, text.at, text.len);
	lower(small, text.len);
	for (size_t i = 0; i < n; i++)
		if (!list[i][1] && memchr(small, list[i][0], text.len))
			return true;
	return str_has_any((struct str){ small, text.len }, list, n);
}

static bool begins_with(struct str text, struct str phrase)
{
	char small[2 * WORD_MAX];

	if (text.len < phrase.len || phrase.len > sizeof(small) ||
		((unsigned char)phrase.at[0] < 0x80 && ascii_lower(text.at[0]) != phrase.at[0]))
		return false;
	memcpy(small, text.at, phrase.len);
	lower(small, phrase.len);
	return memcmp(small, phrase.at, phrase.len) == 0;
}

bool words_start(struct str text, struct str phrase)
{
	return begins_with(text, phrase) &&
		(text.len == phrase.len || !ascii_alpha(text.at[phrase.len]) ||
			!ascii_alpha(phrase.at[phrase.len - 1]));
}

size_t words_start_with(struct str text, const char *const *list, size_t n)
{
	char first = text.len ? ascii_lower(text.at[0]) : '\0';
	size_t i;

	/* Nearly all differ in the first byte; those of other scripts may not, in capital letters. */
	for (i = 0; i < n; i++)
		if ((list[i][0] == first || list[i][0] & 0x80) && words_start(text, str_z(list[i])))
			break;
	return i;
}

bool words_latest(struct str text)
{
	static const char *const other[] = { "recent", "latest", "related", "newest", "neueste",
		"letzte", "derniers", "dernières", "últimos", "ultimi", "ostatnie", "najnowsze",
		"последние", "最新", "最近", "popular", "trending", "similar" };

	return words_any(text, other, sizeof(other) / sizeof(*other));
}

bool words_talk(struct str text)
{
	static const char *const talk[] = { "comment", "kommentar", "comentari", "comentári",
		"commenti", "réaction", "réponse", "response", "answer", "antwort", "replies",
		"reacties", "reactions", "opinion", "meinung", "leserbrief", "diskussion",
		"diskuse", "diskusia", "dyskusj", "discusión", "discussão", "discussione",
		"discussion", "beiträge", "yorum", "komentar", "komentář", "komentá", "коммент",
		"обсужд", "ответ", "коментар", "コメント", "评论", "評論", "回复", "留言", "댓글",
		"답글", "تعليق", "ردود", "نظرات", "תגוב", "kommentti", "kommentit", "σχόλι",
		"ความคิดเห็น", "bình luận", "hozzászól", "respuesta", "resposta", "risposte",
		"odpowied", "odpověd", "tanggapan", "talkback", "remarks", "said:" };

	return words_any(text, talk, sizeof(talk) / sizeof(*talk)) && !words_latest(text);
}

bool words_further(struct str text)
{
	static const char *const further[] = { "letters", "readers", "leserbrief", "zuschrift",
		"courrier", "lettres", "lecteurs", "cartas", "lectores", "leitores", "lettere",
		"lettori", "listy", "czytelnik", "читател", "письма", "lezers", "insändare", "読者",
		"读者来信", "讀者投書", "독자", "review", "bewertung", "rezension", "avis ",
		"reseña", "recensioni", "avaliaç", "recenzj", "отзыв", "omdöme", "レビュー", "评价",
		"評價", "리뷰", "후기", "question", "q&a", "q & a", "fragen", "preguntas",
		"domande", "perguntas", "pytania", "вопрос", "vragen", "frågor", "sorular", "質問",
		"问答", "提问", "질문" };

	return words_any(text, further, sizeof(further) / sizeof(*further)) && !words_latest(text);
}
