/* article_rows.c: rows of the interface that no name gives away: "Pages: 1 2 3", "Share Tweet E-mail". They are told by having no other words. */
#include "config.h"

#include "extract/article_info.h"
#include "extract/body_writer.h"

#include "text/fold.h"

enum row_kind { ROW_PAGER, ROW_SHARE, ROW_TIME, ROW_FILL, ROW_KINDS };

struct row_word {
	enum row_kind kind;
	struct str word;
};

static const struct row_word words[] = {
#define ROW(kind, word) { ROW_##kind, STR_INIT(word) },
#include "extract/rows.def"
#undef ROW
};

enum {
	ROW_LETTERS = 90,   /* a longer block is no such row */
	ROW_NODES = 120,    /* nor one of more parts */
	TAGS_LETTERS = 400, /* of a row of tags */
	TAGS_LABEL = 30,    /* letters that are no link in it */
};

struct row {
	unsigned seen[ROW_KINDS], numbers;
};

static bool is_digits(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!ascii_digit(s.at[i]) && s.at[i] != ',' && s.at[i] != '.' && s.at[i] != '/')
			return false;
	return s.len > 0;
}

/* Whether a byte is no part of a word: blanks, signs, and the first byte of arrows, bullets, quotation marks. */
static bool is_sign(struct str s, size_t at)
{
	unsigned char c = (unsigned char)s.at[at];

	if (c < 0x80)
		return !ascii_alpha((char)c) && !ascii_digit((char)c);
	return c == 0xC2 || (c == 0xE2 && at + 1 < s.len && (unsigned char)s.at[at + 1] < 0xB0) ||
		(c == 0xE3 && at + 2 < s.len && (unsigned char)s.at[at + 1] == 0x80) ||
		(c == 0xEF && at + 1 < s.len && (unsigned char)s.at[at + 1] == 0xBC);
}

static size_t char_bytes(char c)
{
	unsigned char first = (unsigned char)c;

	return first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

static struct str trim_signs(struct str s)
{
	size_t at = 0, end = 0;

	while (at < s.len && is_sign(s, at))
		at += char_bytes(s.at[at]);
	for (size_t i = at; i < s.len; i += char_bytes(s.at[i]))
		if (!is_sign(s, i))
			end = i + char_bytes(s.at[i]);
	return str_sub(s, at, end > at ? end - at : 0);
}

/* Counts a word; false when it is none of the table. */
static bool count_word(struct row *r, struct str word)
{
	word = trim_signs(word);
	if (!word.len)
		return true;
	if (is_digits(word)) {
		r->numbers++;
		return true;
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_eq(words[i].word, word)) {
			r->seen[words[i].kind]++;
			return true;
		}
	return false;
}

static bool count_text(struct row *r, struct str text, struct buf *work)
{
	struct str word;

	buf_cut(work, 0);
	text_fold(text, FOLD_CASE, work, NULL, 0);
	text = buf_str(work);
	while (str_word(&text, &word))
		if (!count_word(r, word))
			return false;
	return true;
}

bool article_is_row(const struct article_info *i)
{
	struct row r = { 0 };
	struct buf work = { 0 };
	unsigned nodes = 0;
	bool ok = true;

	if (i->letters == 0 || i->letters > ROW_LETTERS || i->blocks || i->act == TAG_HEADING ||
		i->act == TAG_CELL || i->act == TAG_ROW || i->act == TAG_ITEM ||
		i->act == TAG_PRE || i->act == TAG_QUOTE)
		return false;
	for (const xmlNode *n = i->node; n && ok; n = node_next(n, i->node)) {
		if (++nodes > ROW_NODES)
			ok = false;
		else if (node_is_element(n))
			ok = body_tag(n)->act != TAG_TABLE && body_tag(n)->act != TAG_IMAGE;
		else if (node_is_text(n) && body_tag(n->parent)->act != TAG_SCRIPT &&
			body_tag(n->parent)->act != TAG_SKIP)
			ok = count_text(&r, node_content(n), &work);
	}
	buf_free(&work);
	if (!ok)
		return false;
	if (r.seen[ROW_TIME] && !r.seen[ROW_PAGER] && !r.seen[ROW_SHARE])
		return r.seen[ROW_TIME] >= 2 && r.numbers == 1;
	if (r.seen[ROW_SHARE] && !r.seen[ROW_PAGER])
		return r.seen[ROW_SHARE] + r.numbers >= 2 || i->linked > 0 || !r.seen[ROW_FILL];
	return r.seen[ROW_PAGER] + r.numbers >= 2 && i->linked > 0 && !r.seen[ROW_SHARE];
}

bool article_is_menu(const struct article_info *i)
{
	unsigned nodes = 0, links = 0;

	if (i->linked == 0 || i->marks || i->letters > ROW_LETTERS * 2 || i->act == TAG_HEADING ||
		i->act == TAG_CELL || i->act == TAG_ROW || i->act == TAG_ITEM ||
		i->act == TAG_QUOTE)
		return false;
	for (const xmlNode *n = i->node; n; n = node_next(n, i->node)) {
		if (++nodes > ROW_NODES)
			return false;
		links += node_is(n, "a") && node_attr(n, "href").len;
		if (node_is_text(n) && trim_signs(node_content(n)).len && !node_up(n, "a"))
			return false;
	}
	return links >= 2;
}

/* Whether a link leads to what else the site has under a word. */
static bool is_tag(const xmlNode *link)
{
	static const char *const parts[] = { "/tag", "tag/", "tags/", "tag=", "/topic", "/keyword",
		"/label", "/labels/", "/thema", "/themen", "/stichwort", "/etiquet", "/mot-cle",
		"/hashtag", "/category/", "/categoria/", "/kategorie/", "/rubrique/" };
	struct str href = node_attr(link, "href");

	if (str_has_word(node_attr(link, "rel"), STR("tag")) ||
		str_has_word(node_attr(link, "rel"), STR("category")))
		return true;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (str_has_case(href, str_z(parts[i])))
			return true;
	return false;
}

bool article_is_tags(const struct article_info *i)
{
	unsigned nodes = 0, tags = 0;

	if (i->linked == 0 || i->letters > TAGS_LETTERS || i->letters - i->linked > TAGS_LABEL ||
		i->act == TAG_HEADING || i->act == TAG_CELL || i->act == TAG_ROW ||
		i->act == TAG_ITEM || i->marks > i->linked / 6)
		return false;
	for (const xmlNode *n = i->node; n; n = node_next(n, i->node)) {
		if (++nodes > ROW_NODES ||
			(node_is(n, "a") && node_attr(n, "href").len && !is_tag(n)))
			return false;
		tags += node_is(n, "a") && node_attr(n, "href").len;
	}
	return tags > 0;
}
