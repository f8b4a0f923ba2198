/* saved.c: the address that browsers write into the pages they save. */
#include "config.h"

#include "source/archive.h"

enum { LOOK_WITHIN = 4096 }; /* bytes looked at */

/* What stands before the address. Internet Explorer and Chrome give its length in the
 * parentheses. */
static const struct {
	struct str mark;
	bool length; /* "(0023)" comes next */
} marks[] = {
	{ { "saved from url=", 15 }, true },
	{ { "Page saved with SingleFile", 26 }, false },
};

static struct str address_after(struct str s, bool length)
{
	size_t at = length ? str_find_char(s, ')', 0) : str_find(s, STR("url:"), 0), end;

	if (at == STR_NOWHERE || at > 200)
		return STR_NONE;
	s = str_trim_left(str_sub(s, at + (length ? 1 : 4), SIZE_MAX));
	for (end = 0; end < s.len && s.at[end] > ' ' && s.at[end] <= '~';)
		end++;
	s = str_sub(s, 0, end);
	if (str_ends(s, STR("-->")))
		s = str_sub(s, 0, s.len - 3);
	return str_starts_case(s, STR("http://")) || str_starts_case(s, STR("https://")) ? s
											 : STR_NONE;
}

void saved_address(struct source *s)
{
	struct str top = str_sub(buf_str(&s->bytes), 0, LOOK_WITHIN);

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]) && s->url.len == 0; i++) {
		size_t at = str_find(top, marks[i].mark, 0);

		if (at != STR_NOWHERE)
			buf_add(&s->url,
				address_after(str_sub(top, at + marks[i].mark.len, SIZE_MAX),
					marks[i].length));
	}
}
