/* edit.c: see edit.h. */
#include "config.h"

#include "text/edit.h"

#include "text/clean.h"
#include "text/width.h"

#include <string.h>

#define CONTROL(letter) ((letter)&31u)

static size_t next(const struct edit *e, size_t at)
{
	size_t len = text_cluster(buf_str(&e->text), at).len;

	return at + len;
}

/* A line is short: from its beginning, since clusters can only be told from there. */
static size_t previous(const struct edit *e, size_t at)
{
	size_t before = 0;

	for (size_t to = 0; to < at; to = next(e, to))
		before = to;
	return before;
}

static void take_out(struct edit *e, size_t from, size_t to, bool keep)
{
	if (keep) {
		buf_cut(&e->kept, 0);
		buf_add(&e->kept, str_sub(buf_str(&e->text), from, to - from));
	}
	if (to > from) {
		memmove(e->text.at + from, e->text.at + to, e->text.len - to);
		buf_cut(&e->text, e->text.len - (to - from));
	}
	e->at = from;
}

static size_t word_start(const struct edit *e)
{
	size_t at = e->at;

	while (at && e->text.at[at - 1] == ' ')
		at--;
	while (at && e->text.at[at - 1] != ' ')
		at--;
	return at;
}

void edit_insert(struct edit *e, struct str text)
{
	struct buf all = { .max = EDIT_MAX + 1 }, clean = { .max = EDIT_MAX };
	struct str behind = str_sub(buf_str(&e->text), e->at, SIZE_MAX);

	text_clean(text, CLEAN_PRE, &clean);
	for (size_t i = 0; i < clean.len; i++)
		if (clean.at[i] == '\n' || clean.at[i] == '\t')
			clean.at[i] = ' ';
	if (e->text.len + clean.len <= EDIT_MAX) {
		buf_add(&all, str_sub(buf_str(&e->text), 0, e->at));
		buf_add(&all, buf_str(&clean));
		buf_add(&all, behind);
		e->at += clean.len;
		buf_cut(&e->text, 0);
		buf_add(&e->text, buf_str(&all));
	}
	buf_free(&all);
	buf_free(&clean);
}

static enum edit_answer put_in(struct edit *e, struct str text)
{
	edit_insert(e, text);
	return EDIT_CHANGED;
}

static enum edit_answer move(struct edit *e, size_t to)
{
	e->at = to;
	return EDIT_MOVED;
}

static enum edit_answer cut(struct edit *e, size_t from, size_t to, bool keep)
{
	if (from == to)
		return EDIT_MOVED;
	take_out(e, from, to, keep);
	return EDIT_CHANGED;
}

enum edit_answer edit_key(struct edit *e, uint32_t key)
{
	char bytes[4];

	switch (key) {
	case K_LEFT:
	case CONTROL('B'): return move(e, previous(e, e->at));
	case K_RIGHT:
	case CONTROL('F'): return move(e, next(e, e->at));
	case K_HOME:
	case CONTROL('A'): return move(e, 0);
	case K_END:
	case CONTROL('E'): return move(e, e->text.len);
	case K_BS:
	case CONTROL('H'):
		return e->text.len ? cut(e, previous(e, e->at), e->at, false) : EDIT_OTHER;
	case K_DEL:
	case CONTROL('D'): return e->text.len ? cut(e, e->at, next(e, e->at), false) : EDIT_OTHER;
	case CONTROL('W'): return cut(e, word_start(e), e->at, true);
	case CONTROL('U'): return cut(e, 0, e->at, true);
	case CONTROL('K'): return cut(e, e->at, e->text.len, true);
	case CONTROL('Y'): return put_in(e, buf_str(&e->kept));
	default: break;
	}
	if (key < ' ' || key >= K_NONE)
		return EDIT_OTHER;
	return put_in(e, (struct str){ bytes, char_encode(key, bytes) });
}

void edit_set(struct edit *e, struct str text)
{
	struct buf copy = { 0 }; /* the text may be a part of the line itself */

	buf_add(&copy, text);
	buf_cut(&e->text, 0);
	e->at = 0;
	edit_insert(e, buf_str(&copy));
	buf_free(&copy);
}

struct str edit_shown(const struct edit *e, int room, int *cursor)
{
	struct str s = buf_str(&e->text);
	size_t from = 0;
	int used;

	*cursor = text_width(str_sub(s, 0, e->at));
	while (room > 1 && *cursor >= room && from < e->at) {
		struct cluster c = text_cluster(s, from);

		from += c.len;
		*cursor -= c.width;
	}
	s = str_sub(s, from, SIZE_MAX);
	s.len = text_fit(s, room, &used);
	return s;
}

void edit_free(struct edit *e)
{
	buf_free(&e->text);
	buf_free(&e->kept);
}
