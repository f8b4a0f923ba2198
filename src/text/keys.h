/* keys.h: keys that are no character, as numbers, and what terminals send for them. */
#ifndef POSTIL_TEXT_KEYS_H
#define POSTIL_TEXT_KEYS_H

#include "base/str.h"

#include <stdint.h>

/* A key is a character's code point (control characters are 1..31), or one of these. */
enum key {
#define KEY(id, name, code) K_##id = code,
#include "text/keys.def"
#undef KEY
	K_NONE = 0x110000, /* no key; all that are no character lie from here on */
};

/* The key that a control sequence stands for, without what introduces it (ESC [ or ESC O): "A",
 * "5~". K_NONE for those that have no meaning here, as with modifiers. By the VT100 and VT220
 * (letters and numbers), rxvt (7, 8) and xterm (Z). */
uint32_t key_of_sequence(struct str sequence);

#endif
