/* thread_guess_words.c: what the words in names hint at, and interface words. */
#include "config.h"

#include "extract/thread_guess.h"

#include <string.h>

enum { PIECE_MAX = 24, WORD_MAX = 48 /* bytes */ };

static const char *const word_list[WORD_KINDS] = {
#define WORD_KIND(id, words) words,
#include "extract/thread_guess_words.def"
#undef WORD_KIND
};

static bool word_in(const char *list, struct str piece)
{
	struct str rest = str_z(list), word;

	while (str_word(&rest, &word)) {
		if (word.at[0] == '*' && str_ends(piece, str_sub(word, 1, SIZE_MAX)))
			return true;
		if (word.at[0] != piece.at[0])
			continue;
		if (word.at[word.len - 1] == '*' ? str_starts(piece, str_sub(word, 0, word.len - 1))
						 : str_eq(piece, word))
			return true;
	}
	return false;
}

static uint32_t piece_words(struct str piece)
{
	uint32_t bits = 0;

	if (!piece.len)
		return 0;
	for (size_t i = 0; i < WORD_KINDS; i++)
		if (word_in(word_list[i], piece))
			bits |= 1u << i;
	return bits;
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Cuts at everything that is no letter, and where a word with a capital begins ("UFIComment"). */
uint32_t words_of(struct str s)
{
	char piece[PIECE_MAX];
	size_t len = 0;
	uint32_t bits = 0;

	s = str_sub(s, 0, 200);
	for (size_t i = 0; i <= s.len; i++) {
		char c = i < s.len ? s.at[i] : ' ';
		bool letter = ascii_alpha(c) || (unsigned char)c >= 0x80;
		bool hump = i > 0 && is_capital(c) &&
			(!is_capital(s.at[i - 1]) ? ascii_alpha(s.at[i - 1])
						  : i + 1 < s.len && ascii_alpha(s.at[i + 1]) &&
						!is_capital(s.at[i + 1]));

		if ((!letter || hump) && len) {
			bits |= piece_words((struct str){ piece, len });
			len = 0;
		}
		if (letter && len < PIECE_MAX)
			piece[len++] = ascii_lower(c);
	}
	return bits;
}

/* Each between newlines. */
static const char reply_words[] = "\n"
#define REPLY_WORD(word) word "\n"
#include "extract/interface.def"
#undef REPLY_WORD
	;

static const char interface_words[] =
	"\n"
#define COMMENT_WORD(word) word "\n"
#include "extract/interface.def"
#undef COMMENT_WORD
	"replies\nliked\nvote\nup\ndown\nhide\nshow\nless\nthumbs up\nthumbs down\n"
	"log in\nlogin to reply\nsign in\nsign in to reply\nlogin\nsave\ngive award\n"
	"embed\nfollow\nparent\ncollapse\nexpand\nsays\nsaid\nwrote\ntop\n"
	"link to this\nlink to this comment\nlike comment\nlike this\nhelpful\n"
	"not helpful\nadd comment\nadd a comment\ncomment\nunread post\ncopy link\n"
	"ignore\nprofile\nmessage\npm\nwebsite\nthanks\nthank\nawards\nreactions\n"
	"actions\noptions\nquick reply\nmulti-quote\nview profile\nempfehlen\nlöschen\n"
	"bearbeiten\nantwort\nj'aime\nrecommander\ncurtir\nmi piace\nmeld\nudostępnij\n"
	"lubię to\nнравится\nссылка\nbeğen\nreply ↓\nreply →\n";

/* Small letters for capitals, also for two-byte ones of Latin and Cyrillic ("Répondre",
 * "Ответить"). */
static void lower(char *at, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)at[i],
			      d = i + 1 < len ? (unsigned char)at[i + 1] : 0;

		at[i] = ascii_lower(at[i]);
		if (c == 0xc3 && d >= 0x80 && d <= 0x9e)
			at[i + 1] = (char)(d + 0x20);
		else if (c == 0xd0 && d >= 0x90 && d <= 0x9f)
			at[i + 1] = (char)(d + 0x20);
		else if (c == 0xd0 && d >= 0xa0 && d <= 0xaf) {
			at[i] = (char)0xd1;
			at[i + 1] = (char)(d - 0x20);
		}
		i += c >= 0xc3;
	}
}

static bool whole_in(struct str list, struct str text)
{
	char word[64] = "\n";
	size_t len = 1;
	bool gap = false;

	if (text.len > WORD_MAX)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (ascii_digit(c) || strchr(" \t\r\n()[]|:+.,#<>-*", c)) {
			gap = len > 1;
			continue;
		}
		if (gap)
			word[len++] = ' ';
		gap = false;
		word[len++] = c;
	}
	if (len == 1)
		return true;
	lower(word, len);
	word[len++] = '\n';
	return str_has(list, (struct str){ word, len });
}

static bool interface_whole(struct str text)
{
	return whole_in(STR(interface_words), text);
}

bool words_reply(struct str text)
{
	text = str_trim(text);
	return text.len > 1 && text.len <= WORD_MAX && whole_in(STR(reply_words), text) &&
		!whole_in(STR("\n"), text);
}

/* Digits, brackets and blanks around the words do not count: "Like (3)". */
bool words_interface(struct str text)
{
	struct str rest = text, word;

	if (text.len > WORD_MAX)
		return false;
	if (interface_whole(text))
		return true;
	while (str_word(&rest, &word))
		if (!interface_whole(word))
			return false;
	return true;
}

static bool has_any(struct str text, const char *const *list, size_t n)
{
	char small[2 * WORD_MAX];

	if (text.len > sizeof(small))
		return false;
	memcpy(small, text.at, text.len);
	lower(small, text.len);
	for (size_t i = 0; i < n; i++)
		if (str_has((struct str){ small, text.len }, str_z(list[i])))
			return true;
	return false;
}

bool words_start(struct str text, struct str phrase)
{
	char small[2 * WORD_MAX];

	if (text.len < phrase.len || phrase.len > sizeof(small))
		return false;
	memcpy(small, text.at, phrase.len);
	lower(small, phrase.len);
	return memcmp(small, phrase.at, phrase.len) == 0 &&
		(text.len == phrase.len || !ascii_alpha(text.at[phrase.len]) ||
			!ascii_alpha(phrase.at[phrase.len - 1]));
}

bool words_talk(struct str text)
{
	static const char *const talk[] = { "comment", "kommentar", "comentari", "comentári",
		"commenti", "réaction", "réponse", "response", "answer", "antwort", "replies",
		"reacties", "reactions", "opinion", "meinung", "leserbrief", "diskussion",
		"discussion", "beiträge", "yorum", "komentar", "komentář", "komentá", "коммент",
		"обсужд", "ответ", "коментар", "コメント", "评论", "評論", "回复", "留言", "댓글",
		"답글", "تعليق", "ردود", "نظرات", "תגוב", "kommentti", "kommentit", "σχόλι",
		"ความคิดเห็น", "bình luận", "hozzászól", "respuesta", "resposta", "risposte",
		"odpowied", "odpověd", "tanggapan", "talkback", "remarks", "said:" };
	static const char *const other[] = { "recent", "latest", "related", "newest", "neueste",
		"letzte", "derniers", "dernières", "últimos", "ultimi", "ostatnie", "najnowsze",
		"последние", "最新", "最近", "popular", "trending", "similar" };

	return has_any(text, talk, sizeof(talk) / sizeof(*talk)) &&
		!has_any(text, other, sizeof(other) / sizeof(*other));
}
