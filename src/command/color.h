/* color.h: colours and attributes of styles, as the config file writes them. */
#ifndef POSTIL_COMMAND_COLOR_H
#define POSTIL_COMMAND_COLOR_H

#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

enum look_attr {
	LOOK_BOLD = 1 << 0,
	LOOK_ITALIC = 1 << 1,
	LOOK_UNDERLINE = 1 << 2,
	LOOK_REVERSE = 1 << 3,
	LOOK_DIM = 1 << 4,
};

/* What a style looks like. */
struct look {
	uint32_t style; /* the bit of layout.h it is for */
	int16_t fg, bg; /* 0..255, or -1 for the terminal's own */
	uint8_t attr;	/* LOOK_... */
};

enum {
	STYLE_NAMES = 0
#define STYLE(id, name, help) +1
#include "text/styles.def"
#undef STYLE
};

/* Reads the words of `color`: a style, then colours (foreground, then background) and attributes in
 * any order: "default", a name, 0..255, #rrggbb; "bold", "italic", "underline", "reverse", "dim".
 * False with *e and the number of the word that is wrong. */
bool color_read(
	const struct str *word, unsigned words, struct look *look, unsigned *bad, struct err *e);

/* The number of the colour among so few: the nearest of those that a terminal with `colors` has,
 * -1 where it has none. */
int color_fit(int color, int colors);

/* Name and help of a style, 0 <= style < STYLE_NAMES. */
const char *style_name(int style);
const char *style_help(int style);

/* The words that a look may be made of, one after the other from 0; NULL behind the last. */
const char *color_word(unsigned number);

#endif
