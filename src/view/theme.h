/* theme.h: what the styles of layout.h look like; colours by number, -1 for the terminal's own. */
#ifndef POSTIL_VIEW_THEME_H
#define POSTIL_VIEW_THEME_H

#include "base/str.h"
#include "command/color.h"

#include <stdbool.h>
#include <stdint.h>

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

/* The looks of all bits of a style, one over the other; own ones stand for the theme's. */
struct look theme_look(const struct theme *t, const struct look *own, size_t owns, uint32_t style);

#endif
