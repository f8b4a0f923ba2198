/* color.c: words for colours and attributes. */
#include "config.h"

#include "command/color.h"

#include <stdlib.h>

static const struct {
	const char *name, *help;
} styles[STYLE_NAMES] = {
#define STYLE(id, name, help) { name, help },
#include "text/styles.def"
#undef STYLE
};

static const char *const colors[] = { "black", "red", "green", "yellow", "blue", "magenta", "cyan",
	"white", "bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue",
	"bright-magenta", "bright-cyan", "bright-white" };

static const char *const attributes[] = { "bold", "italic", "underline", "reverse", "dim" };

#define COLORS	   (sizeof(colors) / sizeof(*colors))
#define ATTRIBUTES (sizeof(attributes) / sizeof(*attributes))

/* The six steps of the colour cube and their values. */
static const int step[6] = { 0, 95, 135, 175, 215, 255 };

const char *style_name(int style)
{
	return styles[style].name;
}

const char *style_help(int style)
{
	return styles[style].help;
}

const char *color_word(unsigned number)
{
	if (number == 0)
		return "default";
	if (number <= COLORS)
		return colors[number - 1];
	return number <= COLORS + ATTRIBUTES ? attributes[number - 1 - COLORS] : NULL;
}

static int nearest_step(int value)
{
	int best = 0;

	for (int i = 1; i < 6; i++)
		if (abs(step[i] - value) < abs(step[best] - value))
			best = i;
	return best;
}

/* The nearest of the cube and the greys of 256 colours. */
static int from_rgb(int r, int g, int b)
{
	int cr = nearest_step(r), cg = nearest_step(g), cb = nearest_step(b);
	int grey = ((r + g + b) / 3 - 8 + 5) / 10, away, grey_away;

	grey = grey < 0 ? 0 : grey > 23 ? 23 : grey;
	away = abs(step[cr] - r) + abs(step[cg] - g) + abs(step[cb] - b);
	grey_away = abs(8 + 10 * grey - r) + abs(8 + 10 * grey - g) + abs(8 + 10 * grey - b);
	return grey_away < away ? 232 + grey : 16 + 36 * cr + 6 * cg + cb;
}

static void to_rgb(int color, int rgb[3])
{
	if (color >= 232) {
		rgb[0] = rgb[1] = rgb[2] = 8 + 10 * (color - 232);
	} else {
		rgb[0] = step[(color - 16) / 36];
		rgb[1] = step[(color - 16) / 6 % 6];
		rgb[2] = step[(color - 16) % 6];
	}
}

int color_fit(int color, int count)
{
	int rgb[3];

	if (color < 0 || count < 8)
		return -1;
	if (color < count)
		return color;
	if (color < 16)
		return color - 8;
	to_rgb(color, rgb);
	return (rgb[0] > 127) | (rgb[1] > 127) << 1 | (rgb[2] > 127) << 2;
}

static bool hex(struct str word, int *color)
{
	long all = 0;

	if (word.len != 7 || word.at[0] != '#')
		return false;
	for (size_t i = 1; i < 7; i++) {
		int digit = ascii_hex(word.at[i]);

		if (digit < 0)
			return false;
		all = 16 * all + digit;
	}
	*color = from_rgb((int)(all >> 16), (int)(all >> 8 & 255), (int)(all & 255));
	return true;
}

static bool color_named(struct str word, int *color)
{
	int64_t number;

	*color = -1;
	if (str_eq(word, STR("default")) || hex(word, color))
		return true;
	for (size_t i = 0; i < COLORS; i++)
		if (str_eq(word, str_z(colors[i])))
			return *color = (int)i, true;
	if (!str_number(word, -1, 256, &number) || number < 0 || number > 255)
		return false;
	*color = (int)number;
	return true;
}

static bool attribute_named(struct str word, uint8_t *attr)
{
	for (size_t i = 0; i < ATTRIBUTES; i++)
		if (str_eq(word, str_z(attributes[i])))
			return *attr |= (uint8_t)(1 << i), true;
	return false;
}

bool color_read(
	const struct str *word, unsigned words, struct look *look, unsigned *bad, struct err *e)
{
	int style = 0, given = 0, color;

	*bad = 0;
	*look = (struct look){ 0, -1, -1, 0 };
	if (words < 2)
		return err_set(e, ERR_USAGE, "color wants a style and how it looks");
	while (style < STYLE_NAMES && !str_eq(word[0], str_z(styles[style].name)))
		style++;
	if (style == STYLE_NAMES)
		return err_set(e, ERR_USAGE, "there is no style \"%.*s\"", STR_ARG(word[0]));
	look->style = 1u << style;
	for (*bad = 1; *bad < words; ++*bad) {
		if (attribute_named(word[*bad], &look->attr))
			continue;
		if (!color_named(word[*bad], &color))
			return err_set(e, ERR_USAGE,
				"\"%.*s\" is neither a colour nor an attribute",
				STR_ARG(word[*bad]));
		if (given == 2)
			return err_set(e, ERR_USAGE,
				"a style has a foreground and a background, no third colour");
		*(given++ ? &look->bg : &look->fg) = (int16_t)color;
	}
	return true;
}
