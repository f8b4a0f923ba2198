/* body_tag.c: what each element does to the text, from one table. */
#include "config.h"

#include "extract/body_writer.h"

#include <string.h>

static const struct tag tags[] = {
#define TAG(name, act, arg) { name, TAG_##act, arg },
#include "extract/body_tags.def"
#undef TAG
};

/* Elements of the page's own making have a hyphen in their name. */
static const struct tag custom = { "-", TAG_INLINE, 0 };

const struct tag body_no_tag = { "", TAG_INLINE, 0 };

const struct tag *body_tag_named(const char *name)
{
	size_t low = 0, high = sizeof(tags) / sizeof(*tags);

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = name[0] - tags[middle].name[0];

		if (!order)
			order = strcmp(name + 1, tags[middle].name + 1);
		if (!order)
			return &tags[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return strchr(name, '-') ? &custom : &body_no_tag;
}

const struct tag *body_keep_tag(const xmlNode *n)
{
	const struct tag *t = body_tag_named((const char *)n->name);

	*node_name_kept(n) = t;
	return t;
}

static bool act_is_block(enum tag_act act)
{
	switch (act) {
	case TAG_BLOCK:
	case TAG_RULE:
	case TAG_HEADING:
	case TAG_LIST:
	case TAG_ITEM:
	case TAG_TERMS:
	case TAG_TERM:
	case TAG_DEFINITION:
	case TAG_QUOTE:
	case TAG_PRE:
	case TAG_VERSE:
	case TAG_TABLE:
	case TAG_PART:
	case TAG_ROW:
	case TAG_CELL:
	case TAG_CAPTION:
	case TAG_FIGURE: return true;
	case TAG_INLINE:
	case TAG_SPAN:
	case TAG_LINK:
	case TAG_BREAK:
	case TAG_IMAGE:
	case TAG_MEDIA:
	case TAG_MATH:
	case TAG_RUBY:
	case TAG_SCRIPT:
	case TAG_SKIP: break;
	}
	return false;
}

/* A custom element is a block when it holds one. */
static bool holds_block(const xmlNode *n)
{
	for (const xmlNode *c = node_first_element(n); c; c = node_next_element(c))
		if (act_is_block(body_tag(c)->act))
			return true;
	return false;
}

bool body_is_block(const xmlNode *n)
{
	const struct tag *t = body_tag(n);

	return act_is_block(t->act) || (t == &custom && holds_block(n));
}

bool body_blank(struct str s)
{
	for (size_t i = 0; i < s.len;) {
		const unsigned char *c = (const unsigned char *)s.at + i;

		if (ascii_space((char)*c))
			i++;
		else if (i + 1 < s.len && c[0] == 0xC2 && (c[1] == 0xA0 || c[1] == 0xAD))
			i += 2;
		else if (i + 2 < s.len &&
			((c[0] == 0xE2 && c[1] == 0x80 && (c[2] & 0xF0) == 0x80) ||
				(c[0] == 0xEF && c[1] == 0xBB && c[2] == 0xBF)))
			i += 3;
		else
			return false;
	}
	return true;
}
