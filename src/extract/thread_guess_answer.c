/* thread_guess_answer.c: phrases that say that a comment answers another. */
#include "config.h"

#include "extract/thread_guess.h"

#include <string.h>

enum {
	NUMBER_MOST = 24,   /* bytes before a number */
	NUMBER_BYTES = 12,  /* of a number in brackets */
	ITEMS_LOOKED = 30,  /* items that are asked whether they answer others */
	HEAD_ELEMENTS = 12, /* elements of one in which it may say so */
};

static const char *const reply_phrase[] = {
	"in reply to",
	"in response to",
	"response to",
	"reply to",
	"replied to",
	"replying to",
	"@ ",
	"antwort auf",
	"als antwort auf",
	"antwort an",
	"en réponse à",
	"réponse à",
	"en respuesta a",
	"respuesta a",
	"in risposta a",
	"risposta a",
	"em resposta a",
	"resposta a",
	"в ответ на",
	"ответ на",
	"ответил(а)",
	"w odpowiedzi na",
	"odpowiedź na",
	"als reactie op",
	"in antwoord op",
	"som svar på",
	"svar till",
	"yanıt olarak",
	"回复 ",
	"回复：",
};

static bool says_reply(struct str t, struct str *rest)
{
	for (size_t i = 0; i < sizeof(reply_phrase) / sizeof(*reply_phrase); i++)
		if (words_start(t, str_z(reply_phrase[i]))) {
			*rest = str_trim(str_sub(t, strlen(reply_phrase[i]), t.len));
			return true;
		}
	return false;
}

bool answer_begins(const xmlNode *n, struct str *rest)
{
	for (const xmlNode *c = n->children; c; c = c->next) {
		struct str t = str_trim_left(node_content(c));

		if (!node_is_text(c) || !t.len)
			continue;
		if (t.at[0] == '(' || t.at[0] == '[')
			t = str_trim_left(str_sub(t, 1, SIZE_MAX));
		return says_reply(t, rest);
	}
	return false;
}

/* The number in a link behind "in reply to", which ends the text. */
static struct str number_linked(const xmlNode *text)
{
	const xmlNode *link = text->next;
	struct str t = str_trim(node_content(text)), number;

	if (!link || !node_is(link, "a") || !link->children || !node_is_text(link->children))
		return STR_NONE;
	number = str_trim(node_content(link->children));
	if (number.len && number.at[0] == '#')
		number = str_sub(number, 1, SIZE_MAX);
	for (size_t i = 0; i < number.len; i++)
		if (!ascii_digit(number.at[i]))
			return STR_NONE;
	for (size_t i = 0; i < sizeof(reply_phrase) / sizeof(*reply_phrase); i++)
		if (str_ends_case(t, str_z(reply_phrase[i])))
			return number;
	return STR_NONE;
}

struct str answer_number(const xmlNode *n)
{
	struct str rest;
	size_t to;

	for (const xmlNode *c = n->children; c; c = c->next) {
		struct str t = node_is_text(c) ? node_content(c) : STR_NONE;
		size_t at = t.len <= ANSWER_MOST ? str_find_char(t, '(', 0) : STR_NOWHERE;

		if (t.len && t.len <= ANSWER_MOST && number_linked(c).len)
			return number_linked(c);
		if (at == STR_NOWHERE && t.len <= ANSWER_MOST)
			at = str_find_char(t, '[', 0);
		if (at == STR_NOWHERE ||
			!says_reply(str_trim_left(str_sub(t, at + 1, SIZE_MAX)), &rest))
			continue;
		for (at = 0; at < rest.len && !ascii_digit(rest.at[at]); at++)
			if (ascii_alpha(rest.at[at]) && at > NUMBER_MOST)
				return STR_NONE;
		for (to = at; to < rest.len && ascii_digit(rest.at[to]);)
			to++;
		return str_sub(rest, at, to - at);
	}
	return STR_NONE;
}

struct str bracketed_number(struct str t)
{
	size_t end = 1;

	while (end < t.len && end < NUMBER_BYTES && ascii_digit(t.at[end]))
		end++;
	return end > 1 && end < t.len && strchr("([", t.at[0]) && strchr(")]", t.at[end])
		? str_sub(t, 1, end - 1)
		: STR_NONE;
}

bool answers_stated(const struct scan *s, const struct item *it, size_t n)
{
	size_t looked = n < ITEMS_LOOKED ? n : ITEMS_LOOKED, stated = 0;

	for (size_t i = 0; i < looked; i++)
		for (uint32_t e = it[i].elem; e < it[i].to && e < it[i].elem + HEAD_ELEMENTS; e++) {
			const struct elem *el = &s->elems.at[e];
			struct str rest;

			if (elem_text(el) > ANSWER_MOST || !el->node->children ||
				!(answer_begins(el->node, &rest) || answer_number(el->node).len))
				continue;
			stated++;
			break;
		}
	return stated > 1 && stated * 3 >= looked;
}
