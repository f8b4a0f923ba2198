/* thread_letters.c: letters of a mailing list in <pre>. In a thread each begins with a link to its
 * own end ("*"), its title, the lines of the overview around it, "From: NAME @ TIME" and further
 * lines of its head up to an empty one; "^" ends it. A letter alone begins with its head. */
#include "config.h"

#include "extract/thread_letters.h"

#include <stdio.h>

enum {
	LETTER_MAX = 1 << 24, /* bytes */
	LINKS_MOST = 64,      /* looked at in the head of a letter */
};

struct letters {
	struct extract *x;
	struct talk *t;
	struct buf text;
	/* of the letter that is open */
	struct talk_comment *open;
	bool parented; /* the lines above it that may name what it answers are over */
	int links;
};

/* The number of the line's end, or the text's. */
static size_t line_end(struct str s, size_t from)
{
	size_t end = str_find_char(s, '\n', from);

	return end == STR_NOWHERE ? s.len : end;
}

/* Where the lines of the head that begins at `from` are over. */
static size_t head_end(struct str s, size_t from)
{
	for (size_t at = from; at < s.len;) {
		size_t end = line_end(s, at);

		if (!str_trim(str_sub(s, at, end - at)).len)
			return end;
		at = end + 1;
	}
	return s.len;
}

/* What the head that begins at `from` says after the name, which ends with a colon. */
static struct str header(struct str s, size_t from, struct str name)
{
	size_t stop = head_end(s, from);

	for (size_t at = from; at < stop;) {
		size_t end = line_end(s, at);
		struct str line = str_sub(s, at, end - at);

		if (str_starts_case(line, name))
			return str_trim(str_sub(line, name.len, SIZE_MAX));
		at = end + 1;
	}
	return STR_NONE;
}

/* Where a line begins so; STR_NOWHERE when none does. */
static size_t line_with(struct str s, struct str beginning)
{
	for (size_t at = 0; at < s.len; at = line_end(s, at) + 1)
		if (str_starts(str_sub(s, at, SIZE_MAX), beginning))
			return at;
	return STR_NOWHERE;
}

struct str letter_sender(struct str from)
{
	size_t at = str_find_char(from, '<', 0);
	struct str name = at == STR_NOWHERE ? from : str_trim(str_sub(from, 0, at));

	if (!name.len)
		name = from;
	if (name.len > 2 && name.at[0] == '"' && name.at[name.len - 1] == '"')
		name = str_sub(name, 1, name.len - 2);
	return name;
}

static struct str kept(const struct letters *l, struct str s)
{
	return arena_dup(&l->x->arena, s);
}

/* ---- a thread ---- */

static bool is_mark(const xmlNode *n, char sign)
{
	struct str t = node_is(n, "a") && node_is_text(n->children)
		? str_trim(node_content(n->children))
		: STR_NONE;

	return t.len == 1 && t.at[0] == sign && node_has_attr(n, "id") &&
		str_starts(node_attr(n, "href"), STR("#"));
}

/* The text since the letter began: its title, the overview, the head, what it says. */
static void close_letter(struct letters *l)
{
	struct str s = buf_str(&l->text), from;
	struct talk_comment *c = l->open;
	size_t at = line_with(s, STR("From: ")), sign;

	l->open = NULL;
	if (!c || at == STR_NOWHERE)
		return;
	from = header(s, at, STR("From:"));
	sign = str_find(from, STR(" @ "), 0);
	if (sign == STR_NOWHERE)
		return;
	c->author = kept(l, str_trim(str_sub(from, 0, sign)));
	from = str_sub(from, sign + 3, SIZE_MAX);
	c->time = kept(l, str_trim(str_sub(from, 0, str_find_char(from, '(', 0))));
	c->text = kept(l, str_trim_right(str_sub(s, head_end(s, at), SIZE_MAX)));
}

static void open_letter(struct letters *l, xmlNode *mark)
{
	xmlNode *pre = mark->parent;

	close_letter(l);
	l->open = talk_add(l->t);
	l->open->id = kept(l, node_attr(mark, "id"));
	while (pre && !node_is(pre, "pre"))
		pre = pre->parent;
	l->open->node = pre ? pre : mark;
	l->parented = false;
	l->links = 0;
	buf_cut(&l->text, 0);
}

/* Above its own line the overview shows what the letter answers, first of all; then letters that
 * answer the same. Its own line has no link. */
static void read_link(struct letters *l, const xmlNode *n)
{
	struct str href = node_attr(n, "href"), s = buf_str(&l->text);

	if (l->links++ >= LINKS_MOST)
		return;
	if (line_with(s, STR("@ ")) != STR_NOWHERE || line_with(s, STR("From: ")) != STR_NOWHERE) {
		l->parented = true;
		if (!l->open->permalink.len && href.len && href.at[0] != '#' &&
			!str_trim(str_sub(s, head_end(s, 0), SIZE_MAX)).len)
			l->open->permalink = kept(l, href);
	} else if (!l->parented && href.len > 2 && href.at[0] == '#') {
		l->open->parent_id = kept(l, str_sub(href, 1, SIZE_MAX));
		l->parented = true;
	}
}

static void read_node(struct letters *l, xmlNode *n)
{
	if (is_mark(n, '*')) {
		open_letter(l, n);
	} else if (l->open && (is_mark(n, '^') || node_is(n, "hr"))) {
		close_letter(l);
	} else if (l->open && node_is(n, "a")) {
		read_link(l, n);
	} else if (l->open && node_is_text(n) && !is_mark(n->parent, '*') &&
		l->text.len < LETTER_MAX) {
		buf_add(&l->text, node_content(n));
	}
}

/* Marks behind which there was no letter. */
static void drop_empty(struct talk *t)
{
	size_t out = 0;

	for (size_t i = 0; i < t->comments.len; i++)
		if (t->comments.at[i].author.len)
			t->comments.at[out++] = t->comments.at[i];
	t->comments.len = out;
}

static bool read_thread(struct letters *l)
{
	for (xmlNode *n = l->x->page->root; n; n = node_next(n, l->x->page->root))
		read_node(l, n);
	close_letter(l);
	drop_empty(l->t);
	l->t->opening = l->t->comments.len > 0;
	return l->t->comments.len > 0;
}

/* ---- one letter ---- */

/* "Thread overview: 12+ messages / expand[flat|nested]": how many, and where. */
static bool read_overview(struct letters *l, xmlNode *pre)
{
	struct str s;
	size_t at;
	int64_t n = 0;

	buf_cut(&l->text, 0);
	node_text(pre, &l->text);
	s = buf_str(&l->text);
	at = str_find(s, STR("Thread overview:"), 0);
	if (at == STR_NOWHERE)
		return false;
	s = str_trim_left(str_sub(s, at + 16, SIZE_MAX));
	for (size_t i = 0; i < s.len && ascii_digit(s.at[i]) && n < 1000000; i++)
		n = n * 10 + (s.at[i] - '0');
	if (n < 2)
		return true;
	l->t->claimed = (uint32_t)n - 1;
	for (const xmlNode *a = pre; a; a = node_next(a, pre))
		if (node_is(a, "a") && !l->t->more.len &&
			(str_starts(node_attr(a, "href"), STR("T/")) ||
				str_starts(node_attr(a, "href"), STR("t/"))))
			l->t->more = kept(l, node_attr(a, "href"));
	return true;
}

static void read_letter(struct letters *l, const xmlNode *pre)
{
	struct opening *o = &l->x->opening;
	struct str s;

	buf_cut(&l->text, 0);
	node_text(pre, &l->text);
	s = buf_str(&l->text);
	o->field[FIELD_TITLE] = kept(l, header(s, 0, STR("Subject:")));
	o->field[FIELD_BYLINE] = kept(l, letter_sender(header(s, 0, STR("From:"))));
	o->field[FIELD_PUBLISHED] = header(s, 0, STR("Date:"));
	o->field[FIELD_PUBLISHED] = kept(l,
		str_trim(str_sub(o->field[FIELD_PUBLISHED], 0,
			str_find_char(o->field[FIELD_PUBLISHED], '\t', 0))));
	o->text = kept(l, str_trim(str_sub(s, head_end(s, 0), SIZE_MAX)));
	o->complete = true;
	snprintf(o->how, sizeof(o->how), "letter");
}

/* Its text, and behind that the overview of its thread. */
static bool read_single(struct letters *l)
{
	xmlNode *letter = NULL, *overview = NULL;

	for (xmlNode *n = l->x->page->root; n; n = node_next(n, l->x->page->root)) {
		if (!node_is(n, "pre"))
			continue;
		if (!letter && str_eq(node_attr(n, "id"), STR("b")) && node_is_text(n->children) &&
			str_starts(str_trim_left(node_content(n->children)), STR("From:")))
			letter = n;
		else if (letter && !overview && read_overview(l, n))
			overview = n;
	}
	if (!letter || !overview || l->x->opening.complete)
		return false;
	read_letter(l, letter);
	return true;
}

/* ---- a mailbox ---- */

static xmlNode *header_of(xmlNode *message, struct str name)
{
	for (xmlNode *n = message->children; n; n = n->next)
		if (node_is(n, "header") && str_eq_case(node_attr(n, "name"), name))
			return n;
	return NULL;
}

static struct str header_text(struct letters *l, xmlNode *message, struct str name)
{
	xmlNode *n = header_of(message, name);

	buf_cut(&l->text, 0);
	if (n)
		node_text(n, &l->text);
	return kept(l, str_trim(buf_str(&l->text)));
}

/* Whether a letter begins a thread of its own. */
static bool begins_thread(struct letters *l, xmlNode *message)
{
	return !header_of(message, STR("In-Reply-To")) && !header_of(message, STR("References")) &&
		!str_starts_case(header_text(l, message, STR("Subject")), STR("re:"));
}

static void read_message(struct letters *l, xmlNode *message)
{
	struct talk_comment *c = talk_add(l->t);
	xmlNode *up = header_of(message, STR("In-Reply-To"));

	if (!up)
		up = header_of(message, STR("References"));
	c->node = message;
	c->id = header_of(message, STR("Message-ID"))
		? node_attr(header_of(message, STR("Message-ID")), "id")
		: STR_NONE;
	c->parent_id = up ? node_attr(up, "id") : STR_NONE;
	c->time = header_text(l, message, STR("Date"));
	for (xmlNode *n = message->children; n; n = n->next) {
		if (node_has_attr(n, "person") && !c->author.len)
			c->author = node_attr(n, "person");
		if (!node_is(n, "body") || c->body.len || c->text.len)
			continue;
		if (str_eq(node_attr(n, "type"), STR("html"))) {
			*array_add(&c->body) = n;
			continue;
		}
		buf_cut(&l->text, 0);
		node_text(n, &l->text);
		c->text = kept(l, buf_str(&l->text));
	}
}

bool thread_mailbox(struct extract *x, struct talk *t)
{
	struct letters l = { .x = x, .t = t, .text = { .max = LETTER_MAX * 2 } };
	size_t threads = 0;
	xmlNode *first = NULL;

	t->source = SOURCE_PAGE;
	t->claimed = t->unloaded = DOC_NONE;
	snprintf(t->how, sizeof(t->how), "letters");
	for (xmlNode *n = x->page->root->children; n; n = n->next)
		if (node_is(n, "message")) {
			first = first ? first : n;
			threads += t->comments.len > 0 && begins_thread(&l, n);
			read_message(&l, n);
		}
	t->opening = t->comments.len > 0 && !threads;
	if (t->opening)
		x->opening.field[FIELD_TITLE] = header_text(&l, first, STR("Subject"));
	t->score = (double)t->comments.len;
	buf_free(&l.text);
	return t->comments.len > 0;
}

/* ---- both ---- */

bool thread_letters(struct extract *x, struct talk *t)
{
	struct letters l = { .x = x, .t = t, .text = { .max = LETTER_MAX * 2 } };
	bool found;

	t->source = SOURCE_PAGE;
	t->claimed = t->unloaded = DOC_NONE;
	snprintf(t->how, sizeof(t->how), "letters");
	found = read_thread(&l) || read_single(&l);
	t->score = (double)t->comments.len;
	buf_free(&l.text);
	if (!found)
		talk_free(t);
	return found;
}
