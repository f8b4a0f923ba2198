/* picture.h: pages read from files, and the reader's pictures of them compared with recorded ones. */
#ifndef POSTIL_TESTS_PICTURE_H
#define POSTIL_TESTS_PICTURE_H

#include "load/load.h"
#include "view/view.h"

/* Reads tests/screen/pages/NAME. Ages are counted from `now`. */
void picture_load(struct load *l, struct site_set *sites, const char *name, int64_t now);

/* Types the keys (UTF-8; ended by a zero) on a terminal of that size. The picture is in `fake`. */
void picture_take(
	struct load *l, const struct view_options *o, int rows, int cols, const char *keys);

/* Compares the picture with tests/screen/NAME-COLSxROWS.screen; written anew with UPDATE=1: look
 * at the difference before you keep it. */
void picture_check(const char *name);

#endif
