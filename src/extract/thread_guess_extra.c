/* thread_guess_extra.c: what else stands at comments: scores, marks of change and removal, links to
 * themselves; and around them: how many there are said to be, and how many are not on the page. */
#include "config.h"

#include "extract/thread_guess.h"

#include <string.h>

enum {
	PHRASE_MOST = 80,  /* bytes of a remark of the interface */
	PLACEHOLDER = 120, /* bytes that may stand in place of a deleted text */
	BACK_STEPS = 40,   /* elements before the first comment */
	BACK_TEXT = 300,   /* bytes before it */
	AFTER_STEPS = 60,  /* elements after the last one */
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

/* "Edited 3 May 2014". */
static void take_edited(const struct scan *s, uint32_t e, struct talk_comment *c)
{
	static const char *const mark[] = { "edited", "last edited", "last modified", "bearbeitet",
		"zuletzt bearbeitet", "geändert", "modifié", "dernière modification", "editado",
		"modificato", "изменено", "отредактировано", "edytowano", "bewerkt", "redigerad",
		"düzenlendi", "最后编辑", "編集済み" };
	struct str t = own_text(s, e);
	struct date d;
	size_t at, len;

	if (c->edited.len || t.len < 6 || t.len > PHRASE_MOST)
		return;
	for (size_t i = 0; i < sizeof(mark) / sizeof(*mark); i++)
		if (words_start(t, str_z(mark[i])) && guess_date(s->x, t, &d, &at, &len)) {
			c->edited = arena_dup(&s->x->arena, str_sub(t, at, len));
			return;
		}
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

/* Whether the text stands in place of one that was taken away. */
static bool placeholder(struct str t)
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

static void mark_deleted(struct talk_comment *c)
{
	struct buf text = { .max = 1 << 16 };

	for (size_t i = 0; i < c->body.len && text.len <= PLACEHOLDER; i++)
		node_text(c->body.at[i], &text);
	if (placeholder(str_trim(buf_str(&text))) ||
		(!str_trim(buf_str(&text)).len && placeholder(c->author)))
		c->flags |= COMMENT_DELETED;
	buf_free(&text);
}

/* "load 14 more replies": how many; 0 for other texts. */
static uint32_t more_in(struct str t)
{
	static const char *const more[] = { "more repl", "more comment", "more answer",
		"more response", "weitere antwort", "weitere kommentar", "weitere beiträge",
		"réponses de plus", "autres réponses", "autres commentaires", "respuestas más",
		"más respuestas", "más comentarios", "altre risposte", "altri commenti",
		"mais respostas", "mais comentários", "ещё ответ", "еще ответ", "ещё комментари",
		"еще комментари", "więcej odpowiedzi", "meer reacties", "show repl", "view repl",
		"hidden repl", "条回复", "件の返信", "답글 더" };
	int64_t n = t.len <= PHRASE_MOST ? number_in(t) : -1;

	return n > 0 && words_any(t, more, sizeof(more) / sizeof(*more)) ? (uint32_t)n : 0;
}

static void add_unloaded(struct talk *t, uint32_t n)
{
	t->unloaded = (t->unloaded == DOC_NONE ? 0 : t->unloaded) + n;
}

static void look_at_item(const struct scan *s, const struct items *items, size_t i, struct talk *t)
{
	struct talk_comment *c = &t->comments.at[i];
	size_t below = i + 1;

	for (uint32_t e = items->at[i].elem; e < items->at[i].to;
		e = item_next(s, items, i, e, &below)) {
		uint32_t more;

		take_permalink(s, e, c);
		if (elem_text(&s->elems.at[e]) > PHRASE_MOST)
			continue;
		take_score(s, e, c);
		take_edited(s, e, c);
		more = more_in(own_text(s, e));
		if (!more)
			continue;
		c->unloaded += more;
		add_unloaded(t, more);
		*array_add(&c->drop) = s->elems.at[e].node;
	}
	mark_deleted(c);
}

/* "136 Comments" before the first one; stubs and a link to the rest behind the last one. */
static void look_around(const struct scan *s, const struct items *items, struct talk *t)
{
	uint32_t first = items->at[0].elem, last = items->at[items->len - 1].to;

	for (uint32_t e = first; e-- > 0 && first - e <= BACK_STEPS && t->claimed == DOC_NONE;) {
		const struct elem *el = &s->elems.at[e];
		struct str text = own_text(s, e);

		if (s->elems.at[first].from.text - el->from.text > BACK_TEXT)
			break;
		if (el->end > first || text.len > PHRASE_MOST / 2 || !words_talk(text) ||
			number_in(text) < 0)
			continue;
		t->claimed = (uint32_t)number_in(text);
	}
	for (uint32_t e = last; e + 1 < s->elems.len && e - last < AFTER_STEPS; e++)
		if (elem_text(&s->elems.at[e]) <= PHRASE_MOST && more_in(own_text(s, e)))
			add_unloaded(t, more_in(own_text(s, e)));
}

void guess_extras(const struct scan *s, const struct items *items, struct talk *t)
{
	for (size_t i = 0; i < items->len; i++)
		look_at_item(s, items, i, t);
	look_around(s, items, t);
}
