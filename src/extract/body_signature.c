/* body_signature.c: signatures below what people write, as mail has them (RFC 3676, 4.3): a line of
 * two dashes and a blank, then a few lines that end the text. Forums draw a longer line. */
#include "config.h"

#include "extract/body_writer.h"

enum { /* bytes */
	SIGNATURE_MOST = 400,
	DRAWN_MOST = 160, /* below a line that people draw themselves, too */
};

/* Where a line of its own that holds the mark begins, the last one; STR_NOWHERE for none. opens, ends:
 * whether a line begins with the text, and ends with it. */
static size_t mark_in(struct str s, bool opens, bool ends)
{
	size_t found = STR_NOWHERE;

	for (size_t at = str_find(s, STR("-- "), 0); at != STR_NOWHERE;
		at = str_find(s, STR("-- "), at + 1)) {
		bool begins = at ? s.at[at - 1] == '\n' : opens;
		bool over = at + 3 == s.len ? ends : s.at[at + 3] == '\n' || s.at[at + 3] == '\r';

		if (begins && over)
			found = at;
	}
	return found;
}

struct str body_unsigned(struct str text)
{
	size_t at = mark_in(text, false, false);

	return at == STR_NOWHERE || text.len - at > SIGNATURE_MOST ||
			!str_trim(str_sub(text, 0, at)).len
		? text
		: str_sub(text, 0, at);
}

/* Whether little text follows a node within root. */
static bool ends_soon(const xmlNode *n, const xmlNode *root, size_t most)
{
	while (n != root && (n = node_after(n, root)))
		for (const xmlNode *k = n; k; k = node_next(k, n)) {
			size_t len = node_is_text(k) ? str_trim(node_content(k)).len : 0;

			if (len > most)
				return false;
			most -= len;
		}
	return true;
}

/* Whether text stands before a node within root. */
static bool text_before(const xmlNode *n, const xmlNode *root)
{
	for (const xmlNode *k = root; k && k != n; k = node_next(k, root))
		if (node_is_text(k) && str_trim(node_content(k)).len)
			return true;
	return false;
}

/* "_________________", "--------------------": a line that a forum draws above a signature. */
static bool is_drawn_line(const xmlNode *text)
{
	enum { UNDERSCORES = 8, DASHES = 15 };
	struct str s = str_trim(node_content(text));

	if (s.len < UNDERSCORES || (s.at[0] != '_' && s.at[0] != '-') ||
		(s.at[0] == '-' && s.len < DASHES) || (text->prev && !node_is(text->prev, "br")) ||
		(text->next && !node_is(text->next, "br")))
		return false;
	for (size_t i = 1; i < s.len; i++)
		if (s.at[i] != s.at[0])
			return false;
	return true;
}

/* Whether no text of root follows the element that a text stands in: else it is quoted. */
static bool ends_with_parent(const xmlNode *text, const xmlNode *root)
{
	const xmlNode *n = text->parent;

	return n == root || ends_soon(n, root, 0);
}

size_t body_signature(const xmlNode *text, const xmlNode *root)
{
	struct str s = node_content(text);
	size_t at = mark_in(s, !text->prev || node_is(text->prev, "br"),
		text->next && node_is(text->next, "br"));
	size_t most = SIGNATURE_MOST;

	if (at == STR_NOWHERE && is_drawn_line(text) && ends_with_parent(text, root)) {
		at = 0;
		most = s.len + DRAWN_MOST;
	}
	if (at == STR_NOWHERE || s.len - at > most || !ends_soon(text, root, most - (s.len - at)))
		return STR_NOWHERE;
	return str_trim(str_sub(s, 0, at)).len || text_before(text, root) ? at : STR_NOWHERE;
}
