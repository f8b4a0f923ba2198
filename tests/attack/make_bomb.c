/* make_bomb.c: writes one of the shapes of bombs.def, in the size asked for, the same every time.
 *
 *   make_bomb              lists the names
 *   make_bomb NAME BYTES   writes the page to standard output */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
static size_t write_piece(const char *text, size_t number)
{
	size_t written = 0;

	for (; *text; text++) {
		if (*text == '#')
			written += (size_t)printf("%zu", number);
		else
			written += putchar(*text) != EOF;
	}
	return written;
}

static void write_bomb(const struct bomb *b, size_t bytes)
{
	size_t written = strlen(b->head) + strlen(b->middle) + strlen(b->tail), n = 0;

	fputs(b->head, stdout);
	while (written < bytes) {
		written += write_piece(b->open, n++);
		written += strlen(b->close);
	}
	fputs(b->middle, stdout);
	while (*b->close && n > 0)
		write_piece(b->close, --n);
	fputs(b->tail, stdout);
}

int main(int argc, char **argv)
{
	size_t bytes = argc == 3 ? strtoumax(argv[2], NULL, 10) : 0;

	for (size_t i = 0; i < BOMBS; i++) {
		if (argc == 1) {
			puts(bombs[i].name);
		} else if (bytes > 0 && strcmp(argv[1], bombs[i].name) == 0) {
			write_bomb(&bombs[i], bytes);
			return ferror(stdout) || fflush(stdout) != 0;
		}
	}
	if (argc == 1)
		return 0;
	fputs("make_bomb: usage: make_bomb NAME BYTES; without arguments it lists the names\n",
		stderr);
	return 2;
}
