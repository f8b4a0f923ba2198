/* screen_keys.h: keys as curses names them, and those of the terminal that curses does not know. */
#ifndef POSTIL_VIEW_SCREEN_KEYS_H
#define POSTIL_VIEW_SCREEN_KEYS_H

#include <stdint.h>

/* The key of screen.h that a code of get_wch() stands for; SCREEN_NONE for one without a meaning
 * here. The mouse is no such key. */
uint32_t keys_named(uint32_t code);

/* Behind an Esc just read: takes the rest of a control sequence that curses has no name for
 * (ECMA-48 5.4, and SS3 with one letter), as far as it stands ready on `fd`: terminals send more
 * keys than terminfo tells of, and none of their bytes is to be taken for a key of its own. Returns
 * the key it means, SCREEN_NONE where it means nothing here, 27 where the Esc stood alone; what was
 * looked at is then still to be read. */
uint32_t keys_behind_escape(int fd);

#endif
