/* thread_guess_words.c: what the words in names hint at, and interface words. */
#include "config.h"

#include "extract/thread_guess.h"

#include <assert.h>
#include <string.h>

enum { PIECE_MAX = 24, WORD_MAX = 48, TEXT_MAX = 120 /* bytes */ };

static const char *const word_list[WORD_KINDS] = {
#define WORD_KIND(id, words) words,
#include "extract/thread_guess_words.def"
#undef WORD_KIND
};

/* A phrase a line. */
static const char reply_words[] = ""
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

enum { SLOTS = 4096, USED_MAX = 1280, ENDINGS = 40 };

enum { PHRASE_INTERFACE = 1 << 30, PHRASE_REPLY = 1 << 29, PHRASES = 3 << 29 };

/* A word of the lists and what it hints at: as a whole, and as the beginning of a longer one. */
struct slot {
	struct str word;
	uint32_t whole, beginning;
};

struct word_index {
	uint16_t at[SLOTS]; /* of slot[]; 0 for none */
	struct slot slot[USED_MAX];
	uint16_t used;
	/* words that count at the end of longer ones */
	struct slot ending[ENDINGS];
	size_t endings;
};

static uint64_t step(uint64_t h, char c)
{
	return (h ^ (unsigned char)c) * 0x100000001b3u;
}

static size_t place(uint64_t h)
{
	return (size_t)((h ^ h >> 31) * 0x9e3779b97f4a7c15u >> 52) & (SLOTS - 1);
}

/* Where the slot of a word with this hash is noted, or would be. */
static size_t find_place(const struct word_index *x, uint64_t h, struct str word)
{
	size_t at = place(h);

	while (x->at[at] && !str_eq(x->slot[x->at[at]].word, word))
		at = (at + 1) & (SLOTS - 1);
	return at;
}

/* The first slot is that of no word. */
static const struct slot *find_slot(const struct word_index *x, uint64_t h, struct str word)
{
	return &x->slot[x->at[find_place(x, h, word)]];
}

static struct slot *make_slot(struct word_index *x, uint64_t h, struct str word)
{
	size_t at = find_place(x, h, word);

	if (!x->at[at]) {
		assert(x->used + 1 < USED_MAX);
		x->at[at] = ++x->used;
		x->slot[x->used] = (struct slot){ .word = word };
	}
	return &x->slot[x->at[at]];
}

static void add_word(struct word_index *x, struct str word, uint32_t bit)
{
	bool open = word.at[word.len - 1] == '*';
	uint64_t h = 0;
	struct slot *slot;

	if (word.at[0] == '*') {
		assert(x->endings < ENDINGS);
		slot = &x->ending[x->endings++];
		*slot = (struct slot){ .word = str_sub(word, 1, SIZE_MAX), .whole = bit };
		return;
	}
	word = str_sub(word, 0, word.len - open);
	for (size_t i = 0; i < word.len; i++)
		h = step(h, word.at[i]);
	slot = make_slot(x, h, word);
	slot->whole |= bit;
	if (open)
		slot->beginning |= bit;
}

static void add_phrases(struct word_index *x, struct str list, uint32_t bit)
{
	struct str phrase;

	while (str_split(&list, '\n', &phrase)) {
		uint64_t h = 0;

		for (size_t i = 0; i < phrase.len; i++)
			h = step(h, phrase.at[i]);
		if (phrase.len)
			make_slot(x, h, phrase)->whole |= bit;
	}
}

struct word_index *word_index_new(void)
{
	struct word_index *x = mem_resize(NULL, 1, sizeof(*x));

	/* The slots are filled when they are taken. */
	memset(x->at, 0, sizeof(x->at));
	x->slot[0] = (struct slot){ .word = STR_NONE };
	x->used = 0;
	x->endings = 0;
	add_phrases(x, STR(reply_words), PHRASE_REPLY | PHRASE_INTERFACE);
	add_phrases(x, STR(interface_words), PHRASE_INTERFACE);

	for (size_t i = 0; i < WORD_KINDS; i++) {
		struct str rest = str_z(word_list[i]), word;

		while (str_word(&rest, &word))
			add_word(x, word, 1u << i);
	}
	return x;
}

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

static uint32_t piece_words(const struct word_index *x, struct str piece)
{
	uint32_t bits = 0;
	uint64_t h = 0;

	for (size_t i = 0; i < piece.len; i++) {
		const struct slot *slot;

		h = step(h, piece.at[i]);
		if (!x->at[place(h)])
			continue;
		slot = find_slot(x, h, str_sub(piece, 0, i + 1));
		bits |= i + 1 == piece.len ? slot->whole : slot->beginning;
	}
	for (size_t i = 0; i < x->endings; i++)
		if (str_ends(piece, x->ending[i].word))
			bits |= x->ending[i].whole;
	if (bits & WORD_AUTHOR && ends_as_text(piece))
		bits = (bits & ~(uint32_t)WORD_AUTHOR) | WORD_BODY;
	return bits & ~(uint32_t)PHRASES;
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Cuts at everything that is no letter, and where a word with a capital begins ("UFIComment"). */
uint32_t words_of(const struct word_index *x, struct str s)
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
			bits |= piece_words(x, (struct str){ piece, len });
			len = 0;
		}
		if (letter && len < PIECE_MAX)
			piece[len++] = ascii_lower(c);
	}
	return bits;
}

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
static uint32_t phrase_of(const struct word_index *x, struct str text)
{
	char word[WORD_MAX + 1];
	size_t len = 0;
	uint64_t h = 0;
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
	for (size_t i = 0; i < len; i++)
		h = step(h, word[i]);
	return find_slot(x, h, (struct str){ word, len })->whole & PHRASES;
}

static bool phrase_letters(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (ascii_alpha(text.at[i]) || (unsigned char)text.at[i] >= 0x80)
			return true;
	return false;
}

bool words_reply(const struct word_index *x, struct str text)
{
	text = str_trim(text);
	return text.len > 1 && phrase_of(x, text) == PHRASES && phrase_letters(text);
}

static bool all_phrases(const struct word_index *x, struct str text)
{
	struct str word;

	if (phrase_of(x, text))
		return true;
	while (str_word(&text, &word))
		if (!phrase_of(x, word))
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
bool words_interface(const struct word_index *x, struct str text)
{
	size_t len = 1;

	if (text.len > WORD_MAX)
		return false;
	while (len) {
		size_t at = parting_sign(text, &len);

		if (!all_phrases(x, str_trim(str_sub(text, 0, at))))
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
