/* thread_guess_extra.c: what else stands at comments: scores, marks of change and removal, links to
 * themselves; and around them: how many there are said to be, and how many are not on the page. */
#include "config.h"

#include "extract/parts.h"
#include "extract/thread_guess.h"

#include <string.h>

enum {
	PHRASE_MOST = 80,   /* bytes of a remark of the interface */
	PLACEHOLDER = 120,  /* bytes that may stand in place of a deleted text */
	BACK_STEPS = 60,    /* elements before the first comment */
	BACK_TEXT = 500,    /* bytes before it */
	AFTER_STEPS = 60,   /* elements after the last one */
	HEADING_MOST = 160, /* bytes of a heading with the title in it */
	PRESS_MOST = 48,    /* bytes on a button */
	EDITED_MOST = 140,  /* bytes of a line that tells of a change */
	COUNT_MOST = 10000000,
};

/* The element's own text: that of its first text that holds something. */
static struct str own_text(const struct scan *s, uint32_t e)
{
	for (const xmlNode *c = s->elems.at[e].node->children; c; c = c->next)
		if (node_is_text(c) && str_trim(node_content(c)).len)
			return str_trim(node_content(c));
	return STR_NONE;
}

/* The first number in a text, with or without marks between thousands; -1 for none. */
static int64_t number_in(struct str t)
{
	int64_t n = -1;

	for (size_t i = 0; i < t.len; i++) {
		bool gap = n > 0 && i + 3 < t.len && strchr(",.'", t.at[i]) &&
			ascii_digit(t.at[i + 1]) && ascii_digit(t.at[i + 2]) &&
			ascii_digit(t.at[i + 3]);

		if (ascii_digit(t.at[i]) && n < COUNT_MOST)
			n = (n < 0 ? 0 : n) * 10 + (t.at[i] - '0');
		else if (n >= 0 && !gap)
			break;
	}
	return n < COUNT_MOST ? n : -1;
}

/* "+5", "12 points", "Score: 3": a number with hardly a word. */
static void take_score(const struct scan *s, uint32_t e, struct talk_comment *c)
{
	const struct elem *el = &s->elems.at[e];
	struct str t = own_text(s, e);
	size_t letters = 0;
	int64_t n = number_in(t);

	if (c->score != INT32_MIN || !(el->words & WORD_SCORE) || el->words & WORD_SIDE ||
		el->flags & ELEM_DATE || n < 0 || t.len > 24)
		return;
	for (size_t i = 0; i < t.len; i++)
		letters += ascii_alpha(t.at[i]) || (unsigned char)t.at[i] >= 0xc0;
	if (letters <= 8)
		c->score = (int32_t)(t.at[0] == '-' || str_starts(t, STR("\xe2\x88\x92")) ? -n : n);
}

struct looking {
	const struct scan *s;
	const struct items *items;
	struct talk *t;
	struct buf text; /* reused */
};

/* The element's text in one line; valid until the next call. */
static struct str short_text_of(struct looking *l, uint32_t e)
{
	size_t out = 0;

	buf_cut(&l->text, 0);
	node_text(l->s->elems.at[e].node, &l->text);
	for (size_t i = 0; i < l->text.len; i++)
		if (!ascii_space(l->text.at[i]))
			l->text.at[out++] = l->text.at[i];
		else if (out && l->text.at[out - 1] != ' ')
			l->text.at[out++] = ' ';
	buf_cut(&l->text, out);
	return str_trim(buf_str(&l->text));
}

/* "Edited", "[ Last edited by": marks of change at the beginning of a line. */
static bool says_edited(struct str t)
{
	static const char *const mark[] = { "edited", "last edited", "last modified", "last edit",
		"updated on", "bearbeitet", "zuletzt bearbeitet", "zuletzt geändert",
		"dieser beitrag wurde", "geändert", "modifié", "dernière modification", "édité",
		"editado", "última edición", "última modificação", "modificato", "ultima modifica",
		"изменено", "отредактировано", "последний раз редактировалось", "edytowano",
		"ostatnio edytowany", "bewerkt", "laatst bewerkt", "redigerad", "senast redigerad",
		"düzenlendi", "最后编辑", "本帖最后由", "編集済み" };
	const size_t marks = sizeof(mark) / sizeof(*mark);

	while (t.len && strchr(" [(*-", t.at[0]))
		t = str_sub(t, 1, SIZE_MAX);
	return t.len && words_start_with(t, mark, marks) < marks;
}

/* "Edited 3 May 2014", "Last edited by Ann on 3 May 2014": a line of its own in the text is none of it. */
static void take_edited(struct looking *l, uint32_t e, struct talk_comment *c)
{
	const struct scan *s = l->s;
	struct str t = own_text(s, e);
	struct date d;
	size_t at, len;

	if (t.len < 6 || t.len > EDITED_MOST || elem_text(&s->elems.at[e]) > EDITED_MOST ||
		!says_edited(t))
		return;
	t = short_text_of(l, e);
	if (!guess_date(s->x, t, &d, &at, &len))
		return;
	if (!c->edited.len)
		c->edited = arena_dup(&s->x->arena, str_sub(t, at, len));
	if (!node_is(s->elems.at[e].node, "span") && !node_is(s->elems.at[e].node, "a"))
		*array_add(&c->drop) = s->elems.at[e].node;
}

/* A link to the comment itself: to its id, or called so. */
static void take_permalink(const struct scan *s, uint32_t e, struct talk_comment *c)
{
	const xmlNode *n = s->elems.at[e].node;
	struct str href = node_is(n, "a") ? node_attr(n, "href") : STR_NONE;
	size_t at = str_find_char(href, '#', 0);

	if (c->permalink.len || !href.len)
		return;
	if ((at != STR_NOWHERE && c->id.len && str_eq(str_sub(href, at + 1, SIZE_MAX), c->id)) ||
		str_has_case(node_attr(n, "class"), STR("permalink")) ||
		str_has_case(node_attr(n, "rel"), STR("bookmark")))
		c->permalink = arena_dup(&s->x->arena, href);
}

bool placeholder(struct str t)
{
	static const char *const gone[] = { "deleted", "removed", "withdrawn", "hidden", "gelöscht",
		"entfernt", "supprimé", "retiré", "eliminado", "borrado", "removido", "apagado",
		"rimosso", "eliminato", "cancellato", "удалено", "удалён", "удален", "скрыт",
		"usunięty", "usunięto", "verwijderd", "borttagen", "raderad", "silindi", "已删除",
		"已被删除", "削除", "삭제", "محذوف" };
	static const char *const what[] = { "comment", "post", "message", "reply", "answer", "user",
		"kommentar", "beitrag", "commentaire", "comentario", "comentário", "commento",
		"комментарий", "сообщение", "komentarz", "reactie", "yorum", "评论", "コメント",
		"댓글", "تعليق", "[" };

	return t.len && t.len <= PLACEHOLDER && words_any(t, gone, sizeof(gone) / sizeof(*gone)) &&
		words_any(t, what, sizeof(what) / sizeof(*what));
}

/* Where nobody is named and no text was found, what stands in their place is the text. */
static void find_placeholder(const struct looking *l, size_t i)
{
	struct talk_comment *c = &l->t->comments.at[i];
	size_t below = i + 1;

	for (uint32_t e = l->items->at[i].elem; e < l->items->at[i].to && !c->body.len;
		e = item_next(l->s, l->items, i, e, &below))
		if (placeholder(own_text(l->s, e)))
			*array_add(&c->body) = l->s->elems.at[e].node;
}

static void mark_deleted(struct talk_comment *c)
{
	struct buf text = { .max = 1 << 16 };

	for (size_t i = 0; i < c->body.len && text.len <= PLACEHOLDER; i++)
		node_text(c->body.at[i], &text);
	if (placeholder(str_trim(buf_str(&text))) ||
		(!str_trim(buf_str(&text)).len && placeholder(c->author)))
		c->flags |= COMMENT_DELETED;
	if (placeholder(c->author) && c->author.at[0] != '[')
		c->author = STR_NONE;
	buf_free(&text);
}

/* Most numbers on a page stand in dates: without a letter there is no word beside them. */
static bool has_letter(struct str t)
{
	for (size_t i = 0; i < t.len; i++)
		if (ascii_alpha(t.at[i]) || (unsigned char)t.at[i] >= 0x80)
			return true;
	return false;
}

/* "load 14 more replies": how many; 0 for other texts. */
static uint32_t more_in(struct str t)
{
	static const char *const more[] = { "more repl", "more comment", "more answer",
		"more response", "more message", "more post", "weitere antwort",
		"weitere kommentar", "weitere beiträge", "mehr antwort", "réponses de plus",
		"autres réponses", "autres commentaires", "respuestas más", "más respuestas",
		"más comentarios", "altre risposte", "altri commenti", "mais respostas",
		"mais comentários", "ещё ответ", "еще ответ", "ещё комментари", "еще комментари",
		"więcej odpowiedzi", "kolejne odpowiedzi", "meer reacties", "show repl",
		"view repl", "hidden repl", "条回复", "條回覆", "件の返信", "답글 더" };
	int64_t n = t.len <= PHRASE_MOST && has_letter(t) ? number_in(t) : -1;

	return n > 0 && words_any(t, more, sizeof(more) / sizeof(*more)) ? (uint32_t)n : 0;
}

/* "View all 718 comments": that is how many there are, not how many are missing. */
static bool counts_all(struct str t)
{
	static const char *const all[] = { "all ", "alle ", "tous ", "toutes ", "todos ", "todas ",
		"tutti ", "tutte ", "все ", "wszystkie ", "全部", "すべて", "모두" };

	return t.len <= PHRASE_MOST && words_any(t, all, sizeof(all) / sizeof(*all));
}

/* "Show 14 more", "14 weitere anzeigen", "View all 12 replies": on what one can press. */
static uint32_t more_on(struct str t)
{
	static const char *const press[] = { "show", "view", "load", "see", "expand", "open",
		"read", "anzeigen", "laden", "afficher", "voir", "charger", "mostrar", "ver ",
		"cargar", "carregar", "mostra", "carica", "показать", "загрузить", "раскрыть",
		"pokaż", "zobacz", "toon", "laad", "visa", "vis ", "göster", "展开", "查看", "加载",
		"展開", "表示", "보기", "もっと" };
	static const char *const what[] = { "more", "repl", "comment", "answer", "response",
		"weitere", "mehr", "antwort", "kommentar", "de plus", "réponse", "más", "respuesta",
		"mais", "resposta", "altr", "rispost", "ещё", "еще", "ответ", "коммент", "więcej",
		"odpowied", "meer", "reactie", "svar", "fler", "flere", "yanıt", "条", "條", "件",
		"개", "回复", "返信", "답글" };
	int64_t n = t.len <= PRESS_MOST && has_letter(t) ? number_in(t) : -1;

	return n > 0 && words_any(t, press, sizeof(press) / sizeof(*press)) &&
			words_any(t, what, sizeof(what) / sizeof(*what))
		? (uint32_t)n
		: 0;
}

static void add_unloaded(struct talk *t, uint32_t n)
{
	t->unloaded = (t->unloaded == DOC_NONE ? 0 : t->unloaded) + n;
}

static bool can_be_pressed(const xmlNode *n)
{
	return node_is(n, "a") || node_is(n, "button") || node_is(n, "summary") ||
		str_eq(node_attr(n, "role"), STR("button"));
}

/* How many comments the element says are to be had; 0 when it is no such stub. */
static uint32_t stub_at(struct looking *l, uint32_t e)
{
	const struct elem *el = &l->s->elems.at[e];
	uint32_t more;

	if (!elem_text(el) || elem_text(el) > PHRASE_MOST)
		return 0;
	more = more_in(own_text(l->s, e));
	if (!more && can_be_pressed(el->node) && elem_text(el) <= PRESS_MOST) {
		struct str t = short_text_of(l, e);

		more = more_in(t);
		more = more ? more : more_on(t);
	}
	return more;
}

static void look_at_item(struct looking *l, size_t i)
{
	const struct scan *s = l->s;
	const struct items *items = l->items;
	struct talk_comment *c = &l->t->comments.at[i];
	size_t below = i + 1;
	uint32_t stub_end = 0;

	for (uint32_t e = items->at[i].elem; e < items->at[i].to;
		e = item_next(s, items, i, e, &below)) {
		uint32_t more;

		take_permalink(s, e, c);
		if (elem_text(&s->elems.at[e]) > EDITED_MOST || e < stub_end)
			continue;
		take_edited(l, e, c);
		if (elem_text(&s->elems.at[e]) > PHRASE_MOST)
			continue;
		take_score(s, e, c);
		more = stub_at(l, e);
		if (!more)
			continue;
		c->unloaded += more;
		add_unloaded(l->t, more);
		*array_add(&c->drop) = s->elems.at[e].node;
		stub_end = s->elems.at[e].end;
	}
	if (!c->author.len && !c->body.len)
		find_placeholder(l, i);
	mark_deleted(c);
}

/* The number beside the word: "136 Comments", "Comments (136)"; -1 for none. Not that of a title
 * which is quoted there ("3 responses to 12 Angry Men"). */
static int64_t announced(struct str t)
{
	size_t quote = str_find(t, STR("\xe2\x80\x9c"), 0);
	int64_t n;

	if (!t.len || !words_talk(t))
		return -1;
	n = number_in(str_sub(t, 0, quote));
	return n < 0 && quote != STR_NOWHERE ? number_in(t) : n;
}

uint32_t guess_claim(struct str heading)
{
	int64_t n = announced(heading);

	return n < 0 ? DOC_NONE : (uint32_t)n;
}

/* Takes the count that an element announces, if it does. */
static bool take_claim(struct looking *l, uint32_t e)
{
	int64_t n = announced(short_text_of(l, e));

	if (n >= 0)
		l->t->claimed = (uint32_t)n;
	return n >= 0;
}

/* A heading or the like close before the first comment; not before the heading of a further discussion. */
static void look_before(struct looking *l)
{
	const struct scan *s = l->s;
	uint32_t first = l->items->at[0].elem;

	for (uint32_t e = first; e-- > l->items->head && first - e <= BACK_STEPS;) {
		const struct elem *el = &s->elems.at[e];

		if (s->elems.at[first].from.text - el->from.text > BACK_TEXT)
			return;
		if (el->end > first || elem_text(el) > HEADING_MOST)
			continue;
		if (take_claim(l, e))
			return;
	}
}

/* "53 comments" at the article, a link to where they are. */
static void look_for_link(struct looking *l)
{
	const struct scan *s = l->s;

	for (uint32_t e = 0; e < l->items->at[0].elem; e++) {
		const struct elem *el = &s->elems.at[e];
		struct str href = node_is(el->node, "a") ? node_attr(el->node, "href") : STR_NONE;
		size_t at = str_find_char(href, '#', 0);
		struct str page = at == STR_NOWHERE ? STR_NONE : str_sub(href, 0, at);

		if (at == STR_NOWHERE || elem_text(el) > PHRASE_MOST / 2 || !elem_text(el) ||
			(page.len &&
				!str_ends(link_path(buf_str(&s->x->page->url)), link_path(page)) &&
				!str_eq(page, buf_str(&s->x->page->url))))
			continue;
		if (take_claim(l, e))
			return;
	}
}

/* Stubs between comments belong to the one before them. */
static void look_between(struct looking *l)
{
	const struct items *its = l->items;
	uint32_t e = its->at[0].to;

	for (size_t i = 1; i < its->len; i++) {
		while (e < its->at[i].elem) {
			uint32_t more = stub_at(l, e);

			if (more) {
				l->t->comments.at[i - 1].unloaded += more;
				add_unloaded(l->t, more);
				*array_add(&l->t->comments.at[i - 1].drop) = l->s->elems.at[e].node;
			}
			e = more ? l->s->elems.at[e].end : e + 1;
		}
		if (its->at[i].to > e)
			e = its->at[i].to;
	}
}

/* Stubs and a link to the rest behind the last comment. */
static void look_behind(struct looking *l)
{
	const struct scan *s = l->s;
	uint32_t last = l->items->at[0].to;

	for (size_t i = 1; i < l->items->len; i++)
		last = l->items->at[i].to > last ? l->items->at[i].to : last;
	for (uint32_t e = last, next; e + 1 < s->elems.len && e - last < AFTER_STEPS &&
		(!l->items->end || e < l->items->end);
		e = next) {
		uint32_t more = stub_at(l, e);

		next = more ? s->elems.at[e].end : e + 1;
		if (more && !counts_all(short_text_of(l, e)))
			add_unloaded(l->t, more);
		else if (more && l->t->claimed == DOC_NONE)
			l->t->claimed = more;
		for (uint32_t k = e; k < next && !l->t->more.len; k++)
			l->t->more = arena_dup(&s->x->arena, parts_next(s->x, s->elems.at[k].node));
	}
}

/* A number far below that of the comments found counts something else. */
static void doubt_claim(struct talk *t)
{
	if (t->claimed != DOC_NONE && (size_t)t->claimed * 10 < t->comments.len * 7)
		t->claimed = DOC_NONE;
}

void guess_extras(const struct scan *s, const struct items *items, struct talk *t)
{
	struct looking l = { .s = s, .items = items, .t = t, .text = { .max = 1 << 16 } };

	for (size_t i = 0; i < items->len; i++)
		look_at_item(&l, i);
	look_before(&l);
	doubt_claim(t);
	if (t->claimed == DOC_NONE && !items->head)
		look_for_link(&l);
	doubt_claim(t);
	look_between(&l);
	look_behind(&l);
	buf_free(&l.text);
}
