/* thread_guess_words.c: what the words in names hint at, and interface words. */
#include "config.h"

#include "extract/thread_guess.h"

#include <string.h>

enum { PIECE_MAX = 24 };

static const char *const word_list[WORD_KINDS] = {
#define WORD_KIND(id, words) words,
#include "extract/thread_guess_words.def"
#undef WORD_KIND
};

static bool word_in(const char *list, struct str piece)
{
	struct str rest = str_z(list), word;

	while (str_word(&rest, &word)) {
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

/* Cuts at everything that is no letter, and where a capital follows a small letter. */
uint32_t words_of(struct str s)
{
	char piece[PIECE_MAX];
	size_t len = 0;
	uint32_t bits = 0;

	s = str_sub(s, 0, 200);
	for (size_t i = 0; i <= s.len; i++) {
		char c = i < s.len ? s.at[i] : ' ';
		bool letter = ascii_alpha(c) || (unsigned char)c >= 0x80;
		bool hump =
			i > 0 && c >= 'A' && c <= 'Z' && s.at[i - 1] >= 'a' && s.at[i - 1] <= 'z';

		if ((!letter || hump) && len) {
			bits |= piece_words((struct str){ piece, len });
			len = 0;
		}
		if (letter && len < PIECE_MAX)
			piece[len++] = ascii_lower(c);
	}
	return bits;
}

static const char interface_words[] =
	"\nreply\nreplies\nlike\nlikes\nliked\ndislike\nreport\nshare\nflag\nquote\npermalink\nlink"
	"\nedit\ndelete\nupvote\ndownvote\nvote\nup\ndown\nreport abuse\n"
	"report comment\nreport post\nreply to this comment\nreply to this\nreply to "
	"comment\nhide\nshow\nmore\nless\nread more\nrecommend\nthumbs up\n"
	"thumbs down\nlog in to reply\nlog in\nlogin to reply\nsign in\nsign in to "
	"reply\nlogin\nsave\ngive "
	"award\nembed\nfollow\nparent\ncollapse\nexpand\nsays\nsaid\nwrote\ntop\n"
	"link to this\nlink to this comment\nflag as inappropriate\nmark as spam\nlike "
	"comment\nlike this\nhelpful\nnot helpful\nadd comment\nadd a comment\ncomment\nunread "
	"post\n"
	"copy "
	"link\nignore\nprofile\nmessage\npm\nwebsite\nthanks\nthank\nawards\nreactions\nactions\nop"
	"tions\nquick reply\nmulti-quote\nreply with quote\nview profile\n"
	"antworten\nmelden\nzitieren\nteilen\ngefällt "
	"mir\nempfehlen\nlöschen\nbearbeiten\nkommentar melden\nantwort\nbeitrag melden\n"
	"répondre\nsignaler\npartager\nciter\nj'aime\nalerter\nrecommander\nsignaler un "
	"abus\nrépondre à ce message\n"
	"responder\ncompartir\ndenunciar\nme gusta\nreportar\ncitar\ncurtir\ncompartilhar\n"
	"rispondi\ncondividi\nsegnala\nmi "
	"piace\ncita\nbeantwoorden\nreageer\nreageren\nmeld\nodpowiedz\nzgłoś\ncytuj\nudostępnij\nl"
	"ubię to\n"
	"ответить\nпожаловаться\nцитировать\nподелиться\nнравится\nссылка\nsvara\nsvar\nanmäl\ncite"
	"ra\nrapporter\nvastaa\nilmoita\n"
	"cevapla\nyanıtla\nşikayet "
	"et\nbeğen\nodpovědět\nnahlásit\nválasz\nrăspunde\nодговори\nотговор\nreply ↓\nreply "
	"→\n返信\n回复\n답글\nرد\nپاسخ\n";

static bool interface_whole(struct str text)
{
	char word[64] = "\n";
	size_t len = 1;
	bool gap = false;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (ascii_digit(c) || strchr(" \t\r\n()[]|:+.,#<>-*", c)) {
			gap = len > 1;
			continue;
		}
		if (gap)
			word[len++] = ' ';
		gap = false;
		word[len++] = ascii_lower(c);
	}
	if (len == 1)
		return true;
	word[len++] = '\n';
	return str_has(STR(interface_words), (struct str){ word, len });
}

/* Digits, brackets and blanks around the words do not count: "Like (3)". */
bool words_interface(struct str text)
{
	struct str rest = text, word;

	if (text.len > 48)
		return false;
	if (interface_whole(text))
		return true;
	while (str_word(&rest, &word))
		if (!interface_whole(word))
			return false;
	return true;
}
