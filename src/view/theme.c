/* theme.c: the themes as data. Where a colour tells a style, it is not bold as well: on the line to
 * the terminal each change of attributes costs as much as a word. */
#include "config.h"

#include "view/theme.h"

#include "layout/layout.h"

#define ATTRIBUTES                                                                                 \
	{ STYLE_STRONG, -1, -1, LOOK_BOLD }, { STYLE_EMPHASIS, -1, -1, LOOK_ITALIC },              \
	{                                                                                          \
		STYLE_UNDERLINE, -1, -1, LOOK_UNDERLINE                                            \
	}

static const struct theme themes[] = {
	{ "dark", 256, false,
		{ ATTRIBUTES, { STYLE_GUIDE, 239, -1, 0 }, { STYLE_DIM, 245, -1, 0 },
			{ STYLE_QUOTE, 109, -1, 0 }, { STYLE_STRIKE, 243, -1, 0 },
			{ STYLE_CODE, 180, -1, 0 }, { STYLE_MARK, 222, -1, 0 },
			{ STYLE_LINK, 75, -1, LOOK_UNDERLINE },
			{ STYLE_HEADING, 216, -1, LOOK_BOLD }, { STYLE_SPOILER, 236, 236, 0 },
			{ STYLE_AUTHOR, 114, -1, 0 }, { STYLE_NEW, 220, -1, LOOK_BOLD },
			{ STYLE_BAR, 250, 236, 0 }, { STYLE_FOCUS, 215, -1, 0 },
			{ STYLE_MATCH, 16, 179, 0 }, { STYLE_CURRENT, 16, 208, LOOK_BOLD },
			{ STYLE_ERROR, 203, -1, LOOK_BOLD } } },
	{ "light", 256, true,
		{ ATTRIBUTES, { STYLE_GUIDE, 250, -1, 0 }, { STYLE_DIM, 242, -1, 0 },
			{ STYLE_QUOTE, 24, -1, 0 }, { STYLE_STRIKE, 244, -1, 0 },
			{ STYLE_CODE, 94, -1, 0 }, { STYLE_MARK, 130, -1, 0 },
			{ STYLE_LINK, 25, -1, LOOK_UNDERLINE },
			{ STYLE_HEADING, 88, -1, LOOK_BOLD }, { STYLE_SPOILER, 253, 253, 0 },
			{ STYLE_AUTHOR, 22, -1, 0 }, { STYLE_NEW, 124, -1, LOOK_BOLD },
			{ STYLE_BAR, 238, 253, 0 }, { STYLE_FOCUS, 130, -1, 0 },
			{ STYLE_MATCH, 16, 222, 0 }, { STYLE_CURRENT, 16, 214, LOOK_BOLD },
			{ STYLE_ERROR, 160, -1, LOOK_BOLD } } },
	{ "16", 8, false,
		{ ATTRIBUTES, { STYLE_GUIDE, 4, -1, 0 }, { STYLE_DIM, 6, -1, 0 },
			{ STYLE_QUOTE, 6, -1, 0 }, { STYLE_STRIKE, -1, -1, LOOK_DIM },
			{ STYLE_CODE, 3, -1, 0 }, { STYLE_MARK, 3, -1, 0 },
			{ STYLE_LINK, 6, -1, LOOK_UNDERLINE }, { STYLE_HEADING, 3, -1, LOOK_BOLD },
			{ STYLE_SPOILER, 0, 0, 0 }, { STYLE_AUTHOR, 2, -1, LOOK_BOLD },
			{ STYLE_NEW, 3, -1, LOOK_BOLD }, { STYLE_BAR, -1, -1, LOOK_REVERSE },
			{ STYLE_FOCUS, 3, -1, LOOK_BOLD }, { STYLE_MATCH, 0, 3, 0 },
			{ STYLE_CURRENT, 7, 1, LOOK_BOLD }, { STYLE_ERROR, 1, -1, LOOK_BOLD } } },
	{ "mono", 0, false,
		{ ATTRIBUTES, { STYLE_LINK, -1, -1, LOOK_UNDERLINE },
			{ STYLE_HEADING, -1, -1, LOOK_BOLD }, { STYLE_AUTHOR, -1, -1, LOOK_BOLD },
			{ STYLE_NEW, -1, -1, LOOK_BOLD }, { STYLE_BAR, -1, -1, LOOK_REVERSE },
			{ STYLE_FOCUS, -1, -1, LOOK_BOLD },
			{ STYLE_MATCH, -1, -1, LOOK_UNDERLINE | LOOK_BOLD },
			{ STYLE_CURRENT, -1, -1, LOOK_REVERSE },
			{ STYLE_ERROR, -1, -1, LOOK_BOLD } } },
};

#define THEMES (sizeof(themes) / sizeof(*themes))

const struct theme *theme_find(struct str name)
{
	for (size_t i = 0; i < THEMES; i++)
		if (str_eq(name, str_z(themes[i].name)))
			return &themes[i];
	return NULL;
}

const struct theme *theme_best(int colors, bool light)
{
	const struct theme *best = &themes[THEMES - 1];

	for (size_t i = THEMES; i-- > 0;)
		if (colors >= themes[i].colors &&
			(themes[i].light == light || themes[i].colors < 256))
			best = &themes[i];
	return best;
}

/* The last of the reader's own looks for the bit of another. */
static const struct look *own_look(const struct look *own, size_t owns, const struct look *look)
{
	for (size_t i = owns; i-- > 0;)
		if (own[i].style == look->style)
			return &own[i];
	return look;
}

static void lay_over(struct look *below, const struct look *look)
{
	if (look->fg >= 0)
		below->fg = look->fg;
	if (look->bg >= 0)
		below->bg = look->bg;
	below->attr |= look->attr;
}

static bool has_look(const struct theme *t, uint32_t style)
{
	for (int i = 0; i < THEME_LOOKS && t->look[i].style; i++)
		if (t->look[i].style == style)
			return true;
	return false;
}

struct look theme_look(const struct theme *t, const struct look *own, size_t owns, uint32_t style)
{
	struct look look = { style, -1, -1, 0 };

	for (int i = 0; i < THEME_LOOKS && t->look[i].style; i++)
		if (style & t->look[i].style)
			lay_over(&look, own_look(own, owns, &t->look[i]));
	for (size_t i = 0; i < owns; i++)
		if (style & own[i].style && !has_look(t, own[i].style))
			lay_over(&look, own_look(own, owns, &own[i]));
	return look;
}
