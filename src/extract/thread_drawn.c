/* thread_drawn.c: trees drawn in characters. A head is a line with a drawing, a name and a date; its
 * column is its depth. Logs of changes are drawn so too, but have no texts below their heads. */
#include "config.h"

#include "extract/thread_drawn.h"

#include "extract/thread_guess.h"
#include "text/width.h"

#include <stdio.h>
#include <string.h>

enum {
	LEAST = 3,	 /* comments */
	NAME_MOST = 60,	 /* bytes */
	BEHIND_MOST = 24 /* bytes behind the date: "]  #1234" */
};

struct drawn {
	struct extract *x;
	struct talk *t;
	struct buf said; /* text of the comment that is open */
	size_t texts;	 /* comments that say something */
	bool branches;	 /* a branch was seen: "`-" */
};

static bool draws(uint32_t c)
{
	return c == ' ' || c == '|' || c == '`' || c == '+' || c == '-' || c == '\\' || c == '*' ||
		(c >= 0x2500 && c < 0x2580); /* box drawings */
}

/* How much of the line is drawing: bytes, and columns. branch: it ends in one, "`- ". */
static size_t drawing(struct str line, int *column, bool *branch)
{
	size_t at = 0, step;
	uint32_t c, before = 0, last = 0;

	*column = 0;
	while ((step = char_decode(line, at, &c)) > 0 && draws(c)) {
		if (c != ' ') {
			before = last;
			last = c;
		}
		at += step;
		++*column;
	}
	*branch = last == '*' || ((last == '-' || last >= 0x2500) && before != 0 && before != ' ');
	return at;
}

/* "NAME  [2001-06-03 19:12]  #34": a name, a date, and hardly anything else. */
static bool read_head(struct drawn *d, struct str s, struct str *name, struct str *time)
{
	struct date date;
	size_t at, len;

	if (!date_find(s, d->x->language, d->x->options->now, &date, &at, &len) || !at ||
		s.len - at - len > BEHIND_MOST)
		return false;
	*time = str_sub(s, at, len);
	*name = str_trim(str_sub(s, 0, at));
	while (name->len && strchr("[(,-:<|", name->at[name->len - 1]))
		*name = str_trim(str_sub(*name, 0, name->len - 1));
	*name = clean_name(*name);
	return name->len > 1 && name->len <= NAME_MOST;
}

static void close_comment(struct drawn *d)
{
	struct str text = str_trim(buf_str(&d->said));

	if (d->t->comments.len && text.len) {
		d->t->comments.at[d->t->comments.len - 1].text = arena_dup(&d->x->arena, text);
		d->texts++;
	}
	buf_cut(&d->said, 0);
}

static void read_line(struct drawn *d, struct str line)
{
	int column;
	bool branch;
	size_t from = drawing(line, &column, &branch);
	struct str rest = str_trim_right(str_sub(line, from, SIZE_MAX)), name, time;
	struct talk_comment *c;

	if (!branch || !read_head(d, rest, &name, &time)) {
		if (d->t->comments.len)
			buf_printf(&d->said, "%.*s\n", STR_ARG(rest));
		return;
	}
	close_comment(d);
	c = talk_add(d->t);
	c->author = arena_dup(&d->x->arena, name);
	c->time = arena_dup(&d->x->arena, time);
	c->level = column;
	d->branches |= column > d->t->comments.at[0].level;
}

static bool read_pre(struct drawn *d, xmlNode *pre)
{
	struct buf text = { .max = 1 << 24 };
	struct str rest, line;
	size_t n;

	node_text(pre, &text);
	rest = buf_str(&text);
	while (str_line(&rest, &line))
		read_line(d, line);
	close_comment(d);
	buf_free(&text);
	n = d->t->comments.len;
	if (n < LEAST || !d->branches || d->texts * 10 < n * 7)
		return false;
	*array_add(&d->t->comments.at[0].drop) = pre;
	return true;
}

bool thread_drawn(struct extract *x, struct talk *t)
{
	struct drawn d = { .x = x, .t = t, .said = { .max = 1 << 20 } };
	bool found = false;

	for (xmlNode *n = x->page->root; n && !found; n = node_next(n, x->page->root)) {
		if (!node_is(n, "pre"))
			continue;
		found = read_pre(&d, n);
		if (!found)
			talk_free(t);
		d.texts = 0;
		d.branches = false;
	}
	buf_free(&d.said);
	if (!found)
		return false;
	t->source = SOURCE_PAGE;
	t->claimed = t->unloaded = DOC_NONE;
	snprintf(t->how, sizeof(t->how), "drawn");
	t->score = 0.9 * (double)t->comments.len;
	return true;
}
