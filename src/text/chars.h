/* chars.h: what this folder knows of every code point, one byte each, in a table of two stages
 * (chars.def, made by src/text/gen-chars.c), and the fast way over plain ASCII. Only for
 * text/. */
#ifndef POSTIL_TEXT_CHARS_H
#define POSTIL_TEXT_CHARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	CHARS_BLOCK = 128, /* code points of a block of the second stage */
};

enum {
	CHAR_WIDTH = 3,		/* mask: columns as wcwidth() of the C library has them */
	CHAR_NO_WIDTH = 3,	/* ... and this for its -1 */
	CHAR_MARK = 1 << 2,	/* general category Mn or Me */
	CHAR_UNSTABLE = 1 << 3, /* not NFC by itself, or may compose with what stands before */
	CHAR_UNFIT = 1 << 4,	/* never in clean text, but newline and tab */
	CHAR_CLUSTERS = 1 << 5, /* its grapheme cluster break property is not Other */
};

extern const uint16_t chars_index[0x110000 / CHARS_BLOCK];
extern const uint8_t chars_class[];

/* The bits of c; those of U+FFFF beyond Unicode. */
static inline unsigned char_class(uint32_t c)
{
	if (c > 0x10ffff)
		c = 0xffff;
	return chars_class[chars_index[c / CHARS_BLOCK] * CHARS_BLOCK + c % CHARS_BLOCK];
}

/* Whether all of eight bytes are printable ASCII. A bit trick per byte: below 0x20, 0x7f, or
 * above. */
static inline bool ascii_eight(const char *at)
{
	const uint64_t ones = 0x0101010101010101u, tops = ones * 0x80;
	uint64_t x;

	memcpy(&x, at, 8);
	return (((x - ones * 0x20) | (x + ones) | x) & tops) == 0;
}

static inline bool ascii_plain(char c)
{
	return c >= ' ' && c <= '~';
}

/* The bytes of printable ASCII (space to tilde) that the text begins with. */
static inline size_t ascii_run(const char *at, size_t len)
{
	size_t n = 0;

	while (len - n >= 8 && ascii_eight(at + n))
		n += 8;
	while (n < len && ascii_plain(at[n]))
		n++;
	return n;
}

#endif
