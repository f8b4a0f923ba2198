/* make_bomb.c: writes one of the shapes of bombs.def, in the size asked for, the same every time.
 * For each .gz at the end of its name it is packed once more.
 *
 *   make_bomb              lists the names
 *   make_bomb NAME BYTES   writes the page to standard output */
#include "config.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef HAVE_ZLIB
#include <zlib.h>
#endif

struct bomb {
	const char *name, *head, *open, *middle, *close, *tail;
};

static const struct bomb bombs[] = {
#define BOMB(name, head, open, middle, close, tail) { name, head, open, middle, close, tail },
#include "attack/bombs.def"
#undef BOMB
};

enum { BOMBS = sizeof(bombs) / sizeof(bombs[0]) };

/* Writes the text with the number for each #; the bytes written. */
static size_t write_piece(FILE *to, const char *text, size_t number)
{
	size_t written = 0;

	for (; *text; text++) {
		if (*text == '#')
			written += (size_t)fprintf(to, "%zu", number);
		else
			written += putc(*text, to) != EOF;
	}
	return written;
}

static void write_bomb(FILE *to, const struct bomb *b, size_t bytes)
{
	size_t written = strlen(b->head) + strlen(b->middle) + strlen(b->tail), n = 0;

	fputs(b->head, to);
	while (written < bytes) {
		written += write_piece(to, b->open, n++);
		written += strlen(b->close);
	}
	fputs(b->middle, to);
	while (*b->close && n > 0)
		write_piece(to, b->close, --n);
	fputs(b->tail, to);
}

/* How many .gz stand at the end of the name. */
static int packings(const char *name)
{
	size_t len = strlen(name);
	int n = 0;

	for (; len >= 3 && memcmp(name + len - 3, ".gz", 3) == 0; len -= 3)
		n++;
	return n;
}

#ifdef HAVE_ZLIB
/* The bytes as gzip, of *len bytes, instead of `at`; NULL when that cannot be. */
static char *pack(char *at, size_t *len)
{
	z_stream z = { .avail_in = (uInt)*len, .next_in = (Bytef *)at };
	size_t room;
	char *packed;

	if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
		return NULL;
	room = deflateBound(&z, *len);
	packed = malloc(room);
	z.next_out = (Bytef *)packed;
	z.avail_out = packed ? (uInt)room : 0;
	deflate(&z, Z_FINISH);
	*len = room - z.avail_out;
	deflateEnd(&z);
	free(at);
	return packed;
}
#else
static char *pack(char *at, size_t *len)
{
	(void)len;
	free(at);
	return NULL;
}
#endif

static bool write_packed(const struct bomb *b, size_t bytes)
{
	char *at = NULL;
	size_t len = 0;
	FILE *page = open_memstream(&at, &len);
	bool ok;

	if (!page)
		return false;
	write_bomb(page, b, bytes);
	fclose(page);
	for (int i = packings(b->name); i > 0 && at; i--)
		at = pack(at, &len);
	ok = at && fwrite(at, 1, len, stdout) == len;
	free(at);
	return ok;
}

int main(int argc, char **argv)
{
	size_t bytes = argc == 3 ? strtoumax(argv[2], NULL, 10) : 0;

	for (size_t i = 0; i < BOMBS; i++) {
		if (argc == 1) {
			puts(bombs[i].name);
		} else if (bytes > 0 && strcmp(argv[1], bombs[i].name) == 0) {
			return !write_packed(&bombs[i], bytes) || fflush(stdout) != 0;
		}
	}
	if (argc == 1)
		return 0;
	fputs("make_bomb: usage: make_bomb NAME BYTES; without arguments it lists the names\n",
		stderr);
	return 2;
}
