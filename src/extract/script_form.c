/* script_form.c: forms in which frameworks write data for scripts that are no plain JSON: JSON within strings, each value beside the number of
 * its type (Astro), references under other names (React Router, Qwik), quotation marks as "&q;" (Angular). */
#include "config.h"

#include "extract/script_data.h"

enum {
	INNER_LEAST = 100, /* bytes of a string that is data again */
	TYPES_MOST = 11,   /* the highest number of a type of Astro's */
};

void script_unpack(xmlNode *top)
{
	struct buf text = { 0 };

	for (xmlNode *n = top; n; n = node_next(n, top)) {
		struct str s = node_is_element(n) ? str_trim(node_lone_text(n)) : STR_NONE;
		struct str inner = s.len ? str_trim_left(str_sub(s, 1, SIZE_MAX)) : STR_NONE;
		bool object = s.len >= INNER_LEAST && s.at[0] == '{' && s.at[s.len - 1] == '}' &&
			inner.at[0] == '"';
		bool list = s.len >= INNER_LEAST && s.at[0] == '[' && s.at[s.len - 1] == ']' &&
			(inner.at[0] == '{' || inner.at[0] == '[');

		if (!object && !list)
			continue;
		buf_cut(&text, 0);
		buf_add(&text, s);
		script_clear(n);
		page_parse_json(n, buf_str(&text));
	}
	buf_free(&text);
}

void script_pairs_read(xmlNode *top)
{
	for (xmlNode *n = top; n; n = node_next(n, top)) {
		xmlNode *type = node_is_element(n) ? node_first_element(n) : NULL;
		xmlNode *value = type ? node_next_element(type) : NULL, *child;
		int64_t number;

		if (!value || node_next_element(value) || !node_is(type, "item") ||
			!node_is(value, "item") ||
			!str_number(node_lone_text(type), 0, TYPES_MOST, &number))
			continue;
		while ((child = value->children)) {
			xmlUnlinkNode(child);
			node_link(child, n, NULL);
		}
		xmlUnlinkNode(type);
		xmlUnlinkNode(value);
	}
}

void script_clear(xmlNode *n)
{
	xmlNode *child;

	while ((child = n->children))
		xmlUnlinkNode(child);
}

bool script_unescape(struct str s, struct buf *out)
{
	static const char from[] = "qasgl", to[] = "\"&'><";

	if (!str_starts(s, STR("{&q;")))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		const char *hit = NULL;

		for (const char *c = from; *c && i + 2 < s.len && s.at[i] == '&' && !hit; c++)
			if (s.at[i + 1] == *c && s.at[i + 2] == ';')
				hit = &to[c - from];
		buf_add_char(out, hit ? *hit : s.at[i]);
		i += hit ? 2 : 0;
	}
	return true;
}
