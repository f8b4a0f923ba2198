/* article_claims.c: where what the head of the page says of its article stands in its body: the title as a heading, the description as
 * the lede or the first paragraph. Both tell where the article begins, whatever its elements are called. */
#include "config.h"

#include "extract/article.h"
#include "extract/article_info.h"
#include "extract/body_writer.h"

#include "text/fold.h"

#include <string.h>

enum {
	KEY_BYTES = 160,     /* of a block, compared with what is claimed */
	TITLE_LEAST = 10,    /* bytes of a heading worth comparing */
	TITLE_MOST = 300,    /* letters of a heading */
	TOLD_LEAST = 24,     /* bytes that a block and the description share at least */
	TOLD_ENOUGH = 40,    /* bytes that are enough when both go on */
	TOLD_LETTERS = 2000, /* of a block: one that is no paragraph is not looked at */
};

/* Bytes of the character at c, as its first byte tells. */
static size_t char_bytes(unsigned char c)
{
	return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

/* Whether a character is none of those that a key has: only letters and digits are the same on a page and in its head, quotation marks, dashes
 * and blanks differ. */
static bool is_sign(const char *c, size_t left)
{
	unsigned char first = (unsigned char)c[0];

	if (first < 0x80)
		return !ascii_alpha((char)first) && !ascii_digit((char)first);
	return first == 0xC2 || (first == 0xE2 && left > 1 && (unsigned char)c[1] <= 0x81);
}

/* Letters and digits alone, folded, until there are `most` bytes. */
static void add_key(struct str s, size_t most, struct buf *work, struct buf *out)
{
	char *room = buf_room(out, most + 3);
	size_t len = 0;

	buf_cut(work, 0);
	text_fold(str_sub(s, 0, most * 2), FOLD_CASE, work, NULL, 0);
	for (size_t i = 0, n; room && i < work->len && len < most; i += n) {
		n = char_bytes((unsigned char)work->at[i]);
		n = n < work->len - i ? n : work->len - i;
		if (is_sign(work->at + i, work->len - i))
			continue;
		memcpy(room + len, work->at + i, n);
		len += n;
	}
	out->len += room ? len : 0;
	if (room)
		room[len] = '\0';
}

static struct str key_of(struct claims *c, struct str s)
{
	buf_cut(&c->key, 0);
	add_key(s, KEY_BYTES, &c->work, &c->key);
	return buf_str(&c->key);
}

static void claim(struct claims *c, struct arena *a, struct str *slot, unsigned slots, struct str s)
{
	struct str key = key_of(c, s);

	for (unsigned i = 0; i < slots && key.len >= TITLE_LEAST; i++) {
		if (str_eq(slot[i], key))
			return;
		if (!slot[i].len) {
			slot[i] = arena_dup(a, key);
			return;
		}
	}
}

static void read_meta(struct claims *c, struct arena *a, const xmlNode *n)
{
	static const char *const descriptions[] = { "description", "og:description",
		"twitter:description" };
	static const char *const titles[] = { "og:title", "twitter:title" };
	struct str name = node_attr(n, "property"), content = node_attr(n, "content");

	if (!name.len)
		name = node_attr(n, "name");
	for (size_t i = 0; i < sizeof(descriptions) / sizeof(*descriptions); i++)
		if (str_eq_case(name, str_z(descriptions[i])))
			claim(c, a, c->told, CLAIMS, content);
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		if (str_eq_case(name, str_z(titles[i])))
			claim(c, a, c->title, CLAIMS, content);
}

static void read_one(struct claims *c, struct arena *a, const xmlNode *n)
{
	if (node_is(n, "meta"))
		read_meta(c, a, n);
	else if (node_is(n, "title") && n->children && n->parent && node_is(n->parent, "head"))
		claim(c, a, c->title, CLAIMS, node_content(n->children));
}

static void read_head(struct article_page *p, struct claims *c)
{
	for (uint32_t n = 0; n < p->info.len; n++)
		if (p->info.at[n].act == TAG_SKIP)
			read_one(c, &p->x->arena, p->info.at[n].node);
}

static size_t common(struct str a, struct str b)
{
	size_t n = 0;

	while (n < a.len && n < b.len && a.at[n] == b.at[n])
		n++;
	return n;
}

/* Whether a heading is the title, alone or beside the name of the site. */
static bool is_title(const struct claims *c, struct str key)
{
	for (unsigned i = 0; i < CLAIMS && key.len >= TITLE_LEAST; i++)
		if (str_has(c->title[i], key) && key.len * 2 >= c->title[i].len)
			return true;
	return false;
}

static bool is_told(const struct claims *c, struct str key)
{
	for (unsigned i = 0; i < CLAIMS; i++) {
		size_t n = common(c->told[i], key);

		if (n >= TOLD_ENOUGH || (n >= TOLD_LEAST && (n == key.len || n == c->told[i].len)))
			return true;
	}
	return false;
}

/* Whether the block's text may stand in a claim: most of its letters are its own, and it is no long one. */
static bool is_line(const struct article_info *i)
{
	return i->block && i->own * 2 > i->letters && i->letters >= TITLE_LEAST &&
		i->letters <= TOLD_LETTERS && !(i->evidence & (EVIDENCE_HIDDEN | EVIDENCE_COMMENT));
}

/* Whether the first letter of the text can begin a description: most blocks are told by it. */
static bool may_begin(const struct claims *c, const xmlNode *block)
{
	unsigned char first = article_first(block);

	return first >= 0x80 || (first && c->begins[first]);
}

static void tell(struct article_page *p, uint32_t at)
{
	p->info.at[at].evidence |= EVIDENCE_TOLD;
	if (!p->told && p->info.at[at].act != TAG_HEADING)
		p->told = at;
}

/* Once a heading was the title, only one of a higher rank is it again: a section may be called like the whole. Returns the rank. */
static uint8_t mark_title(struct article_info *i, uint8_t headed)
{
	uint8_t rank = body_tag(i->node)->arg;

	if (rank >= headed)
		return headed;
	i->evidence |= EVIDENCE_TITLE;
	return rank;
}

void article_claims(struct article_page *p)
{
	struct claims c = { 0 };
	struct buf line = { 0 };
	uint8_t headed = UINT8_MAX;

	p->told = 0;
	read_head(p, &c);
	for (unsigned i = 0; i < CLAIMS && c.told[i].len; i++)
		if ((unsigned char)c.told[i].at[0] < sizeof(c.begins))
			c.begins[(unsigned char)c.told[i].at[0]] = true;
	for (uint32_t n = 0; n < p->info.len && (c.title[0].len || c.told[0].len); n++) {
		struct article_info *i = &p->info.at[n];
		struct str key;

		if (!is_line(i) || (i->act != TAG_HEADING && !may_begin(&c, i->node)))
			continue;
		buf_cut(&line, 0);
		article_line(i->node, KEY_BYTES * 2, &line);
		key = key_of(&c, buf_str(&line));
		if (i->act == TAG_HEADING && i->letters <= TITLE_MOST && is_title(&c, key))
			headed = mark_title(i, headed);
		else if (is_told(&c, key))
			tell(p, n);
	}
	buf_free(&line);
	buf_free(&c.key);
	buf_free(&c.work);
}

/* ---- before the comments are taken out ---- */

bool article_announced(struct extract *x, const struct node_list *parts)
{
	struct claims c = { 0 };
	struct buf line = { 0 };
	const xmlNode *root = x->page->root;
	bool found = false;

	for (const xmlNode *n = node_child(root, "head"), *head = n; n; n = node_next(n, head))
		read_one(&c, &x->arena, n);
	for (size_t i = 0; i < parts->len && !found; i++)
		for (const xmlNode *n = parts->at[i]; n && !found; n = node_next(n, parts->at[i])) {
			struct str key;

			if (!node_is(n, "p") && !node_is(n, "h1"))
				continue;
			buf_cut(&line, 0);
			article_line(n, KEY_BYTES * 2, &line);
			key = key_of(&c, buf_str(&line));
			found = node_is(n, "h1") ? is_title(&c, key) : is_told(&c, key);
		}
	buf_free(&line);
	buf_free(&c.key);
	buf_free(&c.work);
	return found;
}
