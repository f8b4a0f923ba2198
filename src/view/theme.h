/* theme.h: what the styles of layout.h look like; colours by number, -1 for the terminal's own. */
#ifndef POSTIL_VIEW_THEME_H
#define POSTIL_VIEW_THEME_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum look_attr {
	LOOK_BOLD = 1 << 0,
	LOOK_ITALIC = 1 << 1,
	LOOK_UNDERLINE = 1 << 2,
	LOOK_REVERSE = 1 << 3,
	LOOK_DIM = 1 << 4,
};

struct look {
	uint32_t style; /* the STYLE_ bit it is for */
	int16_t fg, bg;
	uint8_t attr;
};

#define THEME_LOOKS 20

struct theme {
	const char *name;
	int colors;		       /* of the terminal at least */
	bool light;		       /* for a light background */
	struct look look[THEME_LOOKS]; /* later ones win; ended by style 0 */
};

/* By name; NULL for an unknown one. */
const struct theme *theme_find(struct str name);

/* The best for a terminal with so many colours and such a background. */
const struct theme *theme_best(int colors, bool light);

/* The looks of all bits of a style, one over the other. */
struct look theme_look(const struct theme *t, uint32_t style);

#endif
