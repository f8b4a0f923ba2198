/* thread_guess_name.c: what may be somebody's name, and where it stands beside a date. Nothing of
 * this proves anything: the detector only asks how often it is so among elements of one make. */
#include "config.h"

#include "extract/thread_guess.h"

#include <string.h>

enum {
	NAME_MAX_BYTES = 60,
	NAME_WORDS = 5,
	HEADER_MAX = 120, /* bytes: what is longer is no line of name and date any more */
	SIBLINGS = 3,
};

/* Words that stand before and after a name. */
#define WORD(literal)                                                                              \
	{                                                                                          \
		(literal), sizeof(literal) - 1                                                     \
	}

static const struct str before_name[] = {
	WORD("posted by"),
	WORD("submitted by"),
	WORD("written by"),
	WORD("comment by"),
	WORD("comment from"),
	WORD("authored by"),
	WORD("kommentar von"),
	WORD("antwort von"),
	WORD("commentaire de"),
	WORD("comentario de"),
	WORD("comentário de"),
	WORD("commento di"),
	WORD("reactie van"),
	WORD("napisane przez"),
	WORD("by"),
	WORD("von"),
	WORD("par"),
	WORD("de"),
	WORD("door"),
	WORD("av"),
	WORD("af"),
	WORD("from"),
	WORD("geschrieben von"),
	WORD("@ "),
	WORD("–"),
	WORD("—"),
	WORD("-"),
	WORD(","),
	WORD("|"),
	WORD(":"),
	WORD("soumis par"),
	WORD("publié par"),
	WORD("escrito por"),
	WORD("por"),
	WORD("da"),
	WORD("od"),
	WORD("от"),
	WORD("автор:"),
	WORD("author:"),
	WORD("："),
	WORD("名前："),
};
static const struct str after_name[] = {
	WORD("says"),
	WORD("said"),
	WORD("wrote"),
	WORD("writes"),
	WORD("commented"),
	WORD("added"),
	WORD("answered"),
	WORD("responded"),
	WORD("antwortete"),
	WORD("a répondu"),
	WORD("respondió"),
	WORD("ha risposto"),
	WORD("respondeu"),
	WORD("ответил"),
	WORD("пишет"),
	WORD("replied"),
	WORD("schrieb"),
	WORD("schreibt"),
	WORD("sagt"),
	WORD("sagte"),
	WORD("meint"),
	WORD("a écrit"),
	WORD("dit"),
	WORD("dice"),
	WORD("dijo"),
	WORD("ha detto"),
	WORD("ha scritto"),
	WORD("disse"),
	WORD("skrev"),
	WORD("schreef"),
	WORD("pisze"),
	WORD("napisał(a)"),
	WORD("on"),
	WORD("at"),
	WORD("am"),
	WORD("le"),
	WORD(":"),
	WORD("："),
	WORD(","),
	WORD("|"),
	WORD("•"),
	WORD("·"),
	WORD("-"),
	WORD("–"),
	WORD("—"),
	WORD("("),
	WORD("#"),
};

/* Behind names, in brackets: what the page knows of them. */
static const struct str status[] = {
	WORD("(not verified)"),
	WORD("(nicht überprüft)"),
	WORD("(non vérifié)"),
	WORD("(no verificado)"),
	WORD("(não verificado)"),
	WORD("(non verificato)"),
	WORD("(niet gecontroleerd)"),
	WORD("(niezweryfikowany)"),
	WORD("(не проверено)"),
	WORD("(ej verifierad)"),
	WORD("(未验证)"),
	WORD("[visitor]"),
	WORD("[member]"),
	WORD("[besucher]"),
	WORD("[mitglied]"),
	WORD("[visiteur]"),
	WORD("[membre]"),
};

/* Days of the week, before a date, too, short; at the end of a name that stands alone they are part of it. */
static const struct str days[] = {
	WORD("mon"),
	WORD("tue"),
	WORD("tues"),
	WORD("wed"),
	WORD("thu"),
	WORD("thur"),
	WORD("thurs"),
	WORD("fri"),
	WORD("sat"),
	WORD("sun"),
	WORD("mo"),
	WORD("di"),
	WORD("mi"),
	WORD("do"),
	WORD("fr"),
	WORD("sa"),
	WORD("so"),
};

/* "12: ", "#3 ", "(2)" or "[#4]" before a name. */
static struct str without_number(struct str t)
{
	size_t n = t.len && strchr("([", t.at[0]) != NULL, digits;

	n += n < t.len && t.at[n] == '#';
	digits = n;
	while (n < t.len && ascii_digit(t.at[n]))
		n++;
	if (!n || n >= t.len || (n == digits && t.at[0] != '#') ||
		(t.at[0] != '#' && !strchr(" .:)]", t.at[n])))
		return t;
	while (n < t.len && strchr(" .:)]", t.at[n]))
		n++;
	return n < t.len && !ascii_digit(t.at[n]) && str_sub(t, n, SIZE_MAX).len > 2
		? str_sub(t, n, SIZE_MAX)
		: t;
}

/* Takes one of the words off the end. */
static bool cut_end(struct str *t, const struct str *words, size_t n)
{
	bool cut = false;

	for (size_t i = 0; i < n; i++) {
		const struct str w = words[i];

		if (t->len > w.len && ascii_lower(t->at[t->len - 1]) == w.at[w.len - 1] &&
			str_ends_case(*t, w) &&
			(!ascii_alpha(w.at[0]) || t->at[t->len - w.len - 1] == ' ')) {
			*t = str_trim(str_sub(*t, 0, t->len - w.len));
			cut = true;
		}
	}
	return cut;
}

/* Whether a word is a day; of the short ones those that are hardly names ("Sam", "Mar" are). */
static bool is_day(struct str word)
{
	enum { FULL = 4 }; /* bytes: short forms have no more */

	while (word.len && strchr(".,-", word.at[word.len - 1]))
		word.len--;
	for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++)
		if (str_eq_case(word, days[i]))
			return true;
	return word.len > FULL && date_is_weekday(word);
}

/* Takes a day off the end, "" where nothing stands before it. */
static bool cut_day(struct str *t)
{
	size_t from = t->len;

	while (from > 0 && t->at[from - 1] != ' ')
		from--;
	if (!is_day(str_sub(*t, from, SIZE_MAX)))
		return false;
	*t = str_trim(str_sub(*t, 0, from));
	return true;
}

/* "Ann Alder <ann@example.org>" without the address. */
static struct str without_mail(struct str t)
{
	size_t at = str_find_char(t, '<', 0);

	return at != STR_NOWHERE && at > 0 && str_find_char(t, '@', at) != STR_NOWHERE
		? str_trim(str_sub(t, 0, at))
		: t;
}

static struct str clean(struct str t, bool dated)
{
	bool again = true;

	t = without_mail(without_number(str_trim(t)));
	while (again) {
		again = false;
		t = str_trim(t);
		for (size_t i = 0; i < sizeof(before_name) / sizeof(*before_name); i++) {
			const struct str w = before_name[i];

			if (t.len && ascii_lower(t.at[0]) == w.at[0] && str_starts_case(t, w) &&
				t.len > w.len + 1 &&
				(t.at[w.len] == ' ' || t.at[w.len] == ':' ||
					!ascii_alpha(w.at[0]))) {
				t = str_trim(str_sub(t, w.len, t.len));
				again = true;
			}
		}
		again |= cut_end(&t, after_name, sizeof(after_name) / sizeof(*after_name));
		again |= cut_end(&t, status, sizeof(status) / sizeof(*status));
		again |= dated && cut_day(&t);
	}
	if (t.len > 3 && t.at[t.len - 1] == ')') {
		size_t open = t.len - 1;

		while (open > 0 && ascii_digit(t.at[open - 1]))
			open--;
		if (open > 1 && open < t.len - 2 && t.at[open - 1] == '(')
			t = str_trim(str_sub(t, 0, open - 1));
	}
	return t;
}

struct str clean_name(struct str t)
{
	return clean(t, true);
}

struct str clean_author(struct str t)
{
	return clean(t, false);
}

/* What stands before a date and is no name: "posted", "joined". */
static bool is_label(struct str t)
{
	static const struct str label[] = {
		WORD("posted"),
		WORD("post"),
		WORD("published"),
		WORD("updated"),
		WORD("last updated"),
		WORD("date"),
		WORD("datum"),
		WORD("joined"),
		WORD("since"),
		WORD("edited"),
		WORD("last edited"),
		WORD("modified"),
		WORD("erstellt"),
		WORD("veröffentlicht"),
		WORD("geschrieben"),
		WORD("stand"),
		WORD("written"),
		WORD("added"),
		WORD("created"),
		WORD("submitted"),
		WORD("on"),
		WORD("at"),
		WORD("am"),
		WORD("um"),
		WORD("le"),
		WORD("publié"),
		WORD("mis à jour"),
		WORD("publicado"),
		WORD("actualizado"),
		WORD("pubblicato"),
		WORD("aggiornato"),
		WORD("опубликовано"),
		WORD("发表于"),
		WORD("posté"),
		WORD("geplaatst"),
		WORD("skrevet"),
		WORD("by"),
		WORD("von"),
		WORD("par"),
		WORD("author"),
		WORD("autor"),
		WORD("auteur"),
		WORD("from"),
		WORD("name"),
		WORD("time"),
		WORD("subject"),
	};

	while (t.len && strchr(" :,.-|(", t.at[t.len - 1]))
		t.len--;
	for (size_t i = 0; i < sizeof(label) / sizeof(*label); i++)
		if (str_eq_case(t, label[i]))
			return true;
	return false;
}

static bool counts_comments(struct str t)
{
	return ascii_digit(t.at[0]) &&
		(str_has_case(t, STR("comm")) || str_has_case(t, STR("komm")) ||
			str_has_case(t, STR("repl")) || str_has_case(t, STR("answer")) ||
			str_has_case(t, STR("antwort")));
}

/* Bytes of the sign at i that is no letter though it is none of ASCII's: a bullet, a dash, an arrow; else 0. */
static size_t sign_length(struct str t, size_t i)
{
	unsigned char a = (unsigned char)t.at[i], b;

	if (i + 1 >= t.len)
		return 0;
	b = (unsigned char)t.at[i + 1];
	if (a == 0xc2)
		return b >= 0xa0 && b != 0xaa && b != 0xb5 && b != 0xba ? 2 : 0;
	return a == 0xe2 && b < 0xb0 ? 3 : 0; /* U+2000 .. U+2BFF */
}

/* What a character of ASCII is in a name. */
enum sign { SIGN_PLAIN, SIGN_ODD, SIGN_NEVER };

static enum sign sign_of(char c)
{
	switch (c) {
	case ';':
	case '!':
	case '?':
	case '=':
	case '/':
	case '<':
	case '>':
	case '{':
	case '}':
	case '"': return SIGN_NEVER;
	case '#':
	case '|':
	case '(':
	case ')':
	case '[':
	case ']': return SIGN_ODD;
	default: return SIGN_PLAIN;
	}
}

bool name_shaped(struct str t)
{
	size_t letters = 0, digits = 0, words = 0, other = 0, sign;
	struct str rest = t = str_trim(t), word;

	if (t.len < 2 || t.len > NAME_MAX_BYTES)
		return false;
	for (size_t i = 0; i < t.len; i++) {
		enum sign kind = sign_of(t.at[i]);

		if (kind == SIGN_NEVER || (t.at[i] == ':' && i + 1 < t.len))
			return false;
		if ((sign = sign_length(t, i)) > 0) {
			i += sign - 1;
			continue;
		}
		letters += ascii_alpha(t.at[i]) || (unsigned char)t.at[i] >= 0x80;
		digits += ascii_digit(t.at[i]);
		other += kind == SIGN_ODD;
	}
	while (str_word(&rest, &word))
		words++;
	return words <= NAME_WORDS && letters >= 2 && digits <= letters && other <= 2 &&
		!is_label(t) && !counts_comments(t);
}

bool name_like(struct str t)
{
	return name_shaped(t) && !words_interface(str_trim(t));
}

/* The text below a node, when it has no more than HEADER_MAX bytes; else false. */
static bool short_below(const xmlNode *n, char text[HEADER_MAX + 1], size_t *len)
{
	*len = 0;
	for (const xmlNode *c = n; c; c = node_next(c, n)) {
		struct str t;

		if (node_is(c, "script") || node_is(c, "style"))
			return false;
		if (!node_is_text(c))
			continue;
		t = str_trim(node_content(c));
		if (*len + t.len + 1 > HEADER_MAX)
			return false;
		if (t.len && *len)
			text[(*len)++] = ' ';
		if (t.len)
			memcpy(text + *len, t.at, t.len);
		*len += t.len;
	}
	return true;
}

static size_t name_length(struct str t)
{
	t = clean_name(t);
	return name_like(t) ? t.len : 0;
}

/* Whether the element's class says that it holds what is said. */
static bool is_text(const xmlNode *n)
{
	uint32_t words = node_is_element(n) ? words_of(node_attr(n, "class")) : 0;

	return words & WORD_BODY && !(words & (WORD_AUTHOR | WORD_COMMENT));
}

static size_t name_in(const xmlNode *n)
{
	char text[HEADER_MAX + 1];
	size_t len;

	if (!(node_is_text(n) || node_is_element(n)) || !short_below(n, text, &len) || is_text(n))
		return 0;
	return name_length((struct str){ text, len });
}

static size_t name_near(const xmlNode *n)
{
	size_t len;
	int steps = 0;

	for (const xmlNode *s = n->prev; s && steps < SIBLINGS; s = s->prev) {
		if ((len = name_in(s)) > 0)
			return len;
		steps += node_is_element(s);
	}
	for (const xmlNode *s = n->next; s; s = s->next) {
		if ((len = name_in(s)) > 0)
			return len;
		if (node_is_element(s))
			break;
	}
	return 0;
}

size_t name_beside(const xmlNode *dated, struct str text, size_t at, size_t len)
{
	char held[HEADER_MAX + 1];
	size_t n;

	if (text.len && at && (n = name_length(str_sub(text, 0, at))) > 0)
		return n;
	if (text.len > at + len && (n = name_length(str_sub(text, at + len, SIZE_MAX))) > 0)
		return n;
	for (int up = node_is_text(dated) ? -1 : 0;
		up < 3 && dated->parent && dated->parent->type == XML_ELEMENT_NODE;
		up++, dated = dated->parent) {
		if (node_is(dated, "body") || (up > 0 && !short_below(dated, held, &n)))
			return 0;
		if ((n = name_near(dated)) > 0)
			return n;
	}
	return 0;
}
