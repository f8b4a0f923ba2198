/* ask_keys.c: bytes of a terminal to keys: characters of the locale and the sequences of ECMA-48. */
#include "config.h"

#include "load/ask_keys.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum {
	ESCAPE_MS = 50, /* after which an Esc is a key and not the beginning of a sequence */
	PARAMETERS = 16,
	NO_BYTE = -1, /* in that time, or before a signal */
	GONE = -2,
};

/* Waits so long (-1: for ever) for a byte. One is read and no more: what is typed behind the line is
 * for others. */
static int next_byte(struct ask_keys *k, int ms)
{
	struct pollfd p[] = { { .fd = k->in, .events = POLLIN }, { .fd = k->until } };
	unsigned char byte;
	ssize_t n;

	if (poll(p, 2, ms) <= 0)
		return NO_BYTE;
	if (p[1].revents)
		return GONE;
	n = read(k->in, &byte, 1);
	if (n == 1)
		return byte;
	return n < 0 && errno == EINTR ? NO_BYTE : GONE;
}

/* Behind CSI: parameters and the final letter. */
static uint32_t control_sequence(struct ask_keys *k)
{
	char sequence[PARAMETERS + 1];
	size_t n = 0;
	int c;

	while ((c = next_byte(k, ESCAPE_MS)) >= ' ') {
		if (n < PARAMETERS)
			sequence[n++] = (char)c;
		if (c >= '@')
			break;
	}
	sequence[n] = '\0';
	if (strcmp(sequence, "M") == 0) /* the mouse of X10: three bytes more */
		for (int i = 0; i < 3; i++)
			next_byte(k, ESCAPE_MS);
	if (strcmp(sequence, "200~") == 0 || strcmp(sequence, "201~") == 0)
		k->pasting = sequence[2] == '0';
	return k->pasting ? K_NONE : key_of_sequence((struct str){ sequence, n });
}

/* An answer of the terminal, to its terminator. */
static uint32_t pass_over_string(struct ask_keys *k)
{
	int c, before = 0;

	while ((c = next_byte(k, ESCAPE_MS)) >= 0 && c != '\a' && !(before == K_ESC && c == '\\'))
		before = c;
	return K_NONE;
}

static uint32_t escape(struct ask_keys *k)
{
	char letter[2] = "";
	int c = next_byte(k, ESCAPE_MS);

	if (c < 0)
		return k->pasting ? K_NONE : K_ESC;
	if (c == '[')
		return control_sequence(k);
	if (c && strchr("]P_^X", c))
		return pass_over_string(k);
	if (c != 'O')
		return K_NONE;
	c = next_byte(k, ESCAPE_MS);
	letter[0] = (char)(c > 0 ? c : 0);
	return k->pasting ? K_NONE : letter[0] == 'M' ? K_ENTER : key_of_sequence(str_z(letter));
}

/* One byte of a character of the locale. */
static uint32_t character(struct ask_keys *k, int byte)
{
	char c = (char)byte;
	wchar_t w;
	size_t n = mbrtowc(&w, &c, 1, &k->part);

	if (n == (size_t)-1)
		memset(&k->part, 0, sizeof(k->part));
	if (n == (size_t)-1 || n == (size_t)-2)
		return K_NONE;
	if (k->pasting && ((uint32_t)w < ' ' || w == 127))
		return ' ';
	return w == '\n' ? '\r' : (uint32_t)w;
}

uint32_t ask_key(struct ask_keys *k)
{
	for (;;) {
		int c = next_byte(k, -1);
		uint32_t key;

		if (c < 0)
			return c == GONE ? ASK_KEYS_GONE : ASK_KEYS_AGAIN;
		key = c == K_ESC ? escape(k) : character(k, c);
		if (key != K_NONE)
			return key;
	}
}
