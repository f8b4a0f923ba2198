/* tags.c: tags as they stand in the text, before any parser sees them. */
#include "config.h"

#include "page/tags.h"

#include "page/page.h"

size_t tags_end(struct str s, size_t at, size_t *cut)
{
	size_t attributes = 0;
	char quote = 0;
	bool between = false;

	*cut = 0;
	for (; at < s.len; at++) {
		char c = s.at[at];

		if (quote) {
			if (c == quote)
				quote = 0;
			continue;
		}
		if (c == '>')
			return at + 1;
		if ((c == '"' || c == '\'') && at > 0 &&
			(s.at[at - 1] == '=' || ascii_space(s.at[at - 1]))) {
			quote = c;
		} else if (ascii_space(c) || c == '/') {
			between = true;
			continue;
		} else if (between && c != '=' && ++attributes > PAGE_ATTRIBUTES_MAX && !*cut) {
			*cut = at;
		}
		between = false;
	}
	return at;
}

void tags_cap(struct str s, struct buf *out)
{
	size_t done = 0, at = 0;

	while ((at = str_find_char(s, '<', at)) != STR_NOWHERE) {
		size_t cut, end;

		if (at + 1 >= s.len || !ascii_alpha(s.at[at + 1])) {
			at++;
			continue;
		}
		end = tags_end(s, at + 1, &cut);
		if (cut) {
			buf_add(out, str_sub(s, done, cut - done));
			done = end - (s.at[end - 1] == '>') - (s.at[end - 2] == '/');
		}
		at = end;
	}
	if (done > 0)
		buf_add(out, str_sub(s, done, SIZE_MAX));
}
