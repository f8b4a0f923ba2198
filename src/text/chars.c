/* chars.c: the table of code points. */
#include "config.h"

#include "text/chars.h"

const uint16_t chars_index[0x110000 / CHARS_BLOCK] = {
#define CHARS_INDEX
#include "text/chars.def"
#undef CHARS_INDEX
};

const uint8_t chars_class[] = {
#define CHARS_CLASS
#include "text/chars.def"
#undef CHARS_CLASS
};
