/* meta_line.c: the text of an element as a line, for bylines and datelines. */
#include "config.h"

#include "extract/meta.h"

#include "extract/body_writer.h"

/* With one blank for each run of them: most of a line's bytes may be the indentation of its tags. */
static void add_text(struct str s, struct buf *out)
{
	char *room = buf_room(out, s.len);
	bool blank = out->len && out->at[out->len - 1] == ' ';
	size_t len = 0;

	for (size_t i = 0; room && i < s.len; i++) {
		bool space = ascii_space(s.at[i]);

		/* Written in any case, and over it: whether words end cannot be foreseen. */
		room[len] = space ? ' ' : s.at[i];
		len += !(space && blank);
		blank = space;
	}
	if (room)
		room[len] = '\0';
	out->len += len;
}

static bool is_blank(const xmlNode *n)
{
	return !node_is_element(n) && (!node_is_text(n) || !str_trim(node_content(n)).len);
}

/* Whether a block ends right before what is shown of a node, which so stands on a line of its own. */
static bool is_behind_block(const xmlNode *c)
{
	const xmlNode *before = c->prev;

	if (!before || is_blank(c))
		return false;
	while (before && is_blank(before))
		before = before->prev;
	return before && node_is_element(before) && body_is_block(before);
}

enum { MAIL_BYTES = 60 /* of an address that stands alone */ };

/* Whether a text that follows another without a blank begins a word of its own, as only its style shows: "<b>Ann Other</b><i>Reporter</i>". */
static bool begins_anew(struct str before, struct str s)
{
	char a = before.len ? before.at[before.len - 1] : ' ', b = s.len ? s.at[0] : ' ';

	if (ascii_digit(a) && ascii_digit(b))
		return true;
	if (ascii_alpha(a) && ascii_alpha(b) && s.len < MAIL_BYTES &&
		str_find_char(s, '@', 1) != STR_NOWHERE)
		return true;
	return ((a >= 'a' && a <= 'z') || ascii_digit(a) || (unsigned char)a >= 0x80) && b >= 'A' &&
		b <= 'Z';
}

void meta_line(const xmlNode *n, bool own, struct str joint, size_t max, struct buf *out)
{
	const xmlNode *c = n, *last = NULL; /* last: the element of the text before */

	while (c && out->len < max) {
		bool block = node_is_element(c) && c != n && body_is_block(c);

		if ((block || node_is(c, "br") ||
			    (c != n && is_behind_block(c) && !str_ends(buf_str(out), joint))) &&
			str_trim(buf_str(out)).len)
			buf_add(out, joint);
		if (node_is_text(c) &&
			!(c->parent &&
				(node_is(c->parent, "script") || node_is(c->parent, "style")))) {
			if (last && last != c->parent && begins_anew(buf_str(out), node_content(c)))
				buf_add(out, joint);
			add_text(node_content(c), out);
			last = c->parent;
		}
		c = block && own ? node_after(c, n) : node_next(c, n);
	}
}
