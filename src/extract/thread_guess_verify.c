/* thread_guess_verify.c: whether items that look like comments are the talk of this page. Teasers
 * of other pages, lists of topics and boxes with the latest comments have authors, times and texts
 * too; what gives them away is where their links lead. */
#include "config.h"

#include "extract/thread_guess.h"

#include <string.h>

enum { SENTENCE = 25 }; /* bytes: longer than most names, blanks not counted */

/* What the links of an item are. */
struct leads {
	uint64_t title, foreign; /* hash of the address of a title; of one with a comment in it */
	uint64_t seen;		 /* hash of the last address of a link elsewhere */
	uint64_t deed;		 /* of the address of what a person did something to */
	uint64_t person;	 /* 1 + the element in which a link to a person stands */
	bool more;		 /* "read more", "3 comments" */
};

struct lookout {
	const struct scan *s;
	const struct item *it;
	size_t n;
	bool wide;
	struct str own; /* path of the page itself */
};

struct str link_path(struct str href)
{
	size_t end = str_find_char(href, '#', 0);

	if (end != STR_NOWHERE)
		href = str_sub(href, 0, end);
	end = str_find_char(href, '?', 0);
	return end == STR_NOWHERE ? href : str_sub(href, 0, end);
}

static struct str fragment_of(struct str href)
{
	size_t at = str_find_char(href, '#', 0);

	return at == STR_NOWHERE ? STR_NONE : str_sub(href, at + 1, SIZE_MAX);
}

static bool has_scheme(struct str href, const char *scheme)
{
	return str_starts_case(href, str_z(scheme));
}

/* "/~ann" and "/~ann/": what stands below is a document. */
static bool is_home(struct str href)
{
	size_t at = str_find(href, STR("/~"), 0), end;

	if (at == STR_NOWHERE)
		return false;
	end = str_find_char(href, '/', at + 2);
	return end == STR_NOWHERE || end + 1 == href.len;
}

unsigned link_leads(struct str href)
{
	enum { PERSONS = 13 };
	static const char *const part[] = { "/user", "/profile", "/member", "/author/", "/people/",
		"/u/", "/@", "user=", "user?", "userid", "uid=", "member.php", "profil",
		/* and of talk */
		"comment", "cid=", "reply", "message", "msg=", "msgid",
		"post=", "pid=", "permalink", "/post/", "showpost", "antwort" };
	const uint64_t persons = ((uint64_t)1 << PERSONS) - 1;
	uint64_t found = str_find_all(href, part, sizeof(part) / sizeof(*part));

	return (found & persons || is_home(href) ? LEADS_PERSON : 0) |
		(found & ~persons ? LEADS_TALK : 0);
}

bool link_away(struct str href, struct str own, unsigned leads)
{
	return href.len && href.at[0] != '#' && !leads && !has_scheme(href, "javascript:") &&
		!has_scheme(href, "mailto:") && !fragment_of(href).len &&
		!(own.len > 1 && str_ends(own, link_path(href)));
}

/* The digits at the end of "comment-12". */
static struct str number_of(struct str fragment)
{
	size_t from = fragment.len;

	while (from > 0 && ascii_digit(fragment.at[from - 1]))
		from--;
	return str_sub(fragment, from, SIZE_MAX);
}

bool link_foreign(struct str href, struct str own)
{
	struct str path = link_path(href), number = number_of(fragment_of(href));

	return path.len && number.len && !str_has(path, number) &&
		(str_has_case(fragment_of(href), STR("com")) ||
			str_has_case(fragment_of(href), STR("kom"))) &&
		!(own.len > 1 && str_ends(own, path));
}

/* "3 comments", "Kommentare (3)", "共 3 篇评论": how many there are on another page. */
static bool counts_talk(struct str text)
{
	return text.len > 2 && text.len < 40 && str_has_digit(text) &&
		(words_of(text) & WORD_COMMENT || words_talk(text));
}

static bool says_more(struct str text)
{
	static const char *const phrase[] = { "read more", "continue reading", "read the rest",
		"full story", "weiterlesen", "mehr lesen", "lire la suite", "lire plus", "leer m",
		"seguir leyendo", "leia mais", "ler mais", "continua a leggere", "leggi tutto",
		"czytaj dalej", "czytaj wi", "читать далее", "читать дальше", "подробнее",
		"devamını oku", "lees meer", "lees verder", "läs mer", "les mer", "læs mere",
		"続きを読む", "阅读全文", "閱讀全文", "阅读更多", "اقرأ المزيد", "číst dál" };

	text = str_trim(text);
	for (size_t i = 0; i < sizeof(phrase) / sizeof(*phrase); i++)
		if (str_starts_case(text, str_z(phrase[i])))
			return true;
	return counts_talk(text);
}

/* Whether a link is the title of something: in a heading, around one, or named so. */
static bool is_title(const struct scan *s, uint32_t e)
{
	const struct elem *el = &s->elems.at[e];

	if (el->words & WORD_AUTHOR || elem_stamped(el))
		return false;
	if (el->flags & ELEM_HEAD_LINK)
		return true;
	if (el->words & WORD_TITLE && !(el->words & WORD_TIME))
		return true;
	for (uint32_t k = e + 1; k < el->end && k < e + 6; k++)
		if (node_is_heading(s->elems.at[k].node))
			return true;
	for (int up = 0; up < 2 && el->parent != DOC_NONE; up++) {
		const struct elem *parent = &s->elems.at[el->parent];

		if (elem_text(parent) != elem_text(el) && up)
			break;
		if (parent->words & WORD_TITLE)
			return !(parent->words & WORD_AUTHOR);
		el = parent;
	}
	return false;
}

/* "ANN commented on TITLE": a link elsewhere in the same line behind one to a person. */
static void look_for_deed(const struct lookout *l, uint32_t e, struct str href, struct leads *found)
{
	enum { LINE = 200, THING = 6 }; /* bytes, blanks not counted */
	const struct elem *el = &l->s->elems.at[e];

	if (el->flags & ELEM_AUTHOR || link_leads(href) & LEADS_PERSON) {
		if (elem_text(el))
			found->person = 1 + (uint64_t)el->parent;
	} else if (!found->deed && found->person == 1 + (uint64_t)el->parent &&
		el->flags & ELEM_AWAY && !elem_dated(el) && elem_text(el) >= THING &&
		elem_text(&l->s->elems.at[el->parent]) <= LINE) {
		found->deed = str_hash(href);
	}
}

static void look_at(struct lookout *l, uint32_t e, struct leads *found)
{
	const struct elem *el = &l->s->elems.at[e];
	const xmlNode *n = el->node;
	struct str href = node_is(n, "a") ? node_attr(n, "href") : STR_NONE;

	if (!href.len)
		return;
	if (!found->title && elem_text(el) >= 6 && el->flags & ELEM_AWAY && is_title(l->s, e))
		found->title = str_hash(href);
	look_for_deed(l, e, href, found);
	/* A picture and a sentence that lead to the same place are a teaser. */
	if (!found->title && elem_text(el) >= SENTENCE && found->seen == str_hash(href))
		found->title = found->seen;
	if (!(el->flags & ELEM_AUTHOR) && el->flags & ELEM_AWAY)
		found->seen = str_hash(href);
	if (link_foreign(href, l->own))
		found->foreign = str_hash(link_path(href));
	if (!found->more && elem_text(el) <= 40 && node_is_text(n->children) &&
		link_away(link_path(href), l->own, link_leads(link_path(href))))
		found->more = says_more(node_content(n->children));
}

/* An item that reaches over its siblings has a beginning that is none of it, where it is alone in
 * its parent: the title may stand there. */
static uint32_t begin_of(const struct lookout *l, size_t i)
{
	const struct elem *e = &l->s->elems.at[l->it[i].elem];

	if (!l->wide || e->parent == DOC_NONE || (i > 0 && l->it[i - 1].elem >= e->parent))
		return l->it[i].elem;
	return e->parent;
}

static struct leads leads_of(struct lookout *l, size_t i)
{
	struct items items = { .at = (struct item *)l->it, .len = l->n };
	struct leads found = { 0 };
	size_t below = i + 1;

	for (uint32_t e = begin_of(l, i); e < l->it[i].elem; e++)
		look_at(l, e, &found);
	for (uint32_t e = l->it[i].elem; e < l->it[i].to; e = item_next(l->s, &items, i, e, &below))
		look_at(l, e, &found);
	return found;
}

/* Whether the page says that its article is written piece by piece, as things happen: the pieces have times and headings, but are no talk. */
static bool says_live(const xmlNode *root)
{
	for (const xmlNode *n = root; n; n = node_next(n, root))
		if (node_is(n, "script") && n->children &&
			str_has_case(node_attr(n, "type"), STR("ld+json")) &&
			str_has(node_content(n->children), STR("\"LiveBlogPosting\"")))
			return true;
	return false;
}

/* "Replies", "Views", "Last post": the columns of a list of topics. */
static size_t topic_columns(const struct scan *s, uint32_t row)
{
	static const char *const word[] = { "replies", "views", "last post", "last message",
		"last reply", "antworten", "zugriffe", "aufrufe", "letzter beitrag",
		"letzte antwort", "réponses", "vues", "dernier message", "respuestas", "visitas",
		"último mensaje", "vistas", "respostas", "última mensagem", "risposte", "visite",
		"ultimo messaggio", "ответов", "ответы", "просмотров", "просмотры",
		"последнее сообщение", "odpowiedzi", "wyświetleń", "ostatni post", "reacties",
		"weergaven", "laatste bericht", "svar", "visningar", "senaste inlägg", "odpovědi",
		"zobrazení", "回复", "查看", "最后发表", "返信", "表示", "最新投稿" };
	size_t found = 0;

	for (uint32_t e = row; e < s->elems.at[row].end; e++) {
		const xmlNode *n = s->elems.at[e].node;
		struct buf text = { .max = 1 << 10 };
		bool hit = false;

		if (elem_text(&s->elems.at[e]) <= 24 && (node_is(n, "th") || node_is(n, "td")))
			node_text(n, &text);
		for (size_t i = 0; text.len && !hit && i < sizeof(word) / sizeof(*word); i++)
			hit = words_start(str_trim(buf_str(&text)), str_z(word[i]));
		found += hit;
		buf_free(&text);
	}
	return found;
}

/* Whether the items are rows of a table below such columns. */
static bool below_topic_columns(const struct scan *s, const struct item *it)
{
	enum { HEAD_MOST = 40 /* elements */ };
	uint32_t table = it->elem, row;

	while (table != DOC_NONE && !node_is(s->elems.at[table].node, "table"))
		table = s->elems.at[table].parent;
	for (row = table; table != DOC_NONE && row < it->elem && row < table + HEAD_MOST; row++)
		if (node_is(s->elems.at[row].node, "tr"))
			return s->elems.at[row].end <= it->elem && topic_columns(s, row) >= 2;
	return false;
}

bool guess_plausible(
	const struct scan *s, const struct item *it, size_t n, bool wide, uint32_t words)
{
	struct lookout l = {
		.s = s, .it = it, .n = n, .wide = wide, .own = link_path(buf_str(&s->x->page->url))
	};
	size_t titles = 0, foreign = 0, more = 0, deeds = 0, elsewhere = 0;
	struct leads last = { 0 };
	uint32_t own;

	for (size_t i = 0; i < n; i++) {
		struct leads now = leads_of(&l, i);

		titles += now.title && now.title != last.title;
		foreign += now.foreign && now.foreign != last.foreign;
		more += now.more;
		deeds += now.deed && now.deed != last.deed;
		elsewhere += now.seen && now.seen != last.seen;
		last = now;
	}
	if ((foreign * 10 >= n * 6 && n > 1) || (n && below_topic_columns(s, it)))
		return false;
	if (words & WORD_COMMENT)
		return true;
	own = n ? s->elems.at[it[n / 2].elem].words : 0;
	if (own & WORD_OTHER && !(own & (WORD_POST | WORD_COMMENT)) && elsewhere * 10 >= n * 6)
		return false; /* events, news */
	return titles * 10 < n * 6 && deeds * 10 < n * 6 && more * 2 < n &&
		!says_live(s->x->page->root);
}
