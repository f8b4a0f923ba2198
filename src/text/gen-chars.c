/* gen-chars.c: makes src/text/chars.def, what text/ must know of every code point, from the C library (width) and
 * libunistring (the rest). Run once for a new Unicode version, in a UTF-8 locale:
 *
 *	cc -o gen-chars src/text/gen-chars.c -lunistring && LC_ALL=C.UTF-8 ./gen-chars >src/text/chars.def
 */
#define _GNU_SOURCE
#include <locale.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include <gnu/libc-version.h>

#include <unictype.h>
#include <unigbrk.h>
#include <uninorm.h>
#include <unistring/version.h>

#include "chars.h"

enum { LAST = 0x110000 };

static uint8_t class[LAST];
static uint8_t block[LAST / CHARS_BLOCK][CHARS_BLOCK];

/* Second halves of canonical compositions, and what does not stay itself in NFC. */
static void mark_unstable(void)
{
	for (ucs4_t c = 0; c < LAST; c++) {
		ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
		uint32_t one = c, out[32];
		size_t len = 32;

		if (c >= 0xd800 && c < 0xe000)
			continue;
		if (!u32_normalize(UNINORM_NFC, &one, 1, out, &len) || len != 1 || out[0] != c)
			class[c] |= CHAR_UNSTABLE;
		if (uc_canonical_decomposition(c, parts) == 2 &&
			uc_composition(parts[0], parts[1]) == c)
			class[parts[1]] |= CHAR_UNSTABLE;
	}
	for (ucs4_t c = 0x1161; c <= 0x1175; c++)
		class[c] |= CHAR_UNSTABLE;
	for (ucs4_t c = 0x11a8; c <= 0x11c2; c++)
		class[c] |= CHAR_UNSTABLE;
}

static bool is_unfit(ucs4_t c)
{
	if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0xd800 && c < 0xe000))
		return true;
	if ((c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef))
		return true;
	if (c == 0x200e || c == 0x200f || c == 0x61c || c == 0xfeff)
		return true;
	return (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x206f) ||
		(c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

static void print_row(const uint8_t *at, const char *indent)
{
	for (int i = 0; i < CHARS_BLOCK; i++)
		printf("%s%u,%s", i % 32 ? "" : indent, at[i], i % 32 == 31 ? "\n" : "");
}

int main(void)
{
	unsigned blocks = 0;
	static uint16_t index[LAST / CHARS_BLOCK];

	if (!setlocale(LC_ALL, ""))
		return 1;
	for (ucs4_t c = 0; c < LAST; c++) {
		int width = c ? wcwidth((wchar_t)c) : -1;

		class[c] = width < 0 ? CHAR_NO_WIDTH : (uint8_t)width;
		if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me))
			class[c] |= CHAR_MARK;
		if (uc_graphemeclusterbreak_property(c) != GBP_OTHER)
			class[c] |= CHAR_CLUSTERS;
		if (is_unfit(c))
			class[c] |= CHAR_UNFIT;
	}
	mark_unstable();
	for (unsigned i = 0; i < LAST / CHARS_BLOCK; i++) {
		unsigned j = 0;

		while (j < blocks && memcmp(block[j], class + i * CHARS_BLOCK, CHARS_BLOCK) != 0)
			j++;
		if (j == blocks)
			memcpy(block[blocks++], class + i * CHARS_BLOCK, CHARS_BLOCK);
		index[i] = (uint16_t)j;
	}
	printf("/* chars.def: made by src/text/gen-chars.c (C library %s, libunistring %d.%d); see "
	       "chars.h. */\n",
		gnu_get_libc_version(), _LIBUNISTRING_VERSION >> 16,
		(_LIBUNISTRING_VERSION >> 8) & 255);
	printf("#ifdef CHARS_INDEX\n");
	for (unsigned i = 0; i < LAST / CHARS_BLOCK; i++)
		printf("%u,%s", index[i], i % 32 == 31 ? "\n" : "");
	printf("#endif\n#ifdef CHARS_CLASS\n");
	for (unsigned i = 0; i < blocks; i++)
		print_row(block[i], "");
	printf("#endif\n");
	return 0;
}
