/* screen_keys.c: which key of ours a code of curses or a sequence of the terminal is. */
#include "config.h"

#include "view/screen_keys.h"

#include "view/screen.h"
#include "view/screen_ask.h"

#include <poll.h>

#include <curses.h>

#define SEQUENCE_MAX 64 /* bytes of a sequence; xterm's longest has some twenty */

uint32_t keys_named(uint32_t code)
{
	static const struct {
		uint32_t from, to;
	} name[] = {
		{ KEY_UP, K_UP },
		{ KEY_DOWN, K_DOWN },
		{ KEY_LEFT, K_LEFT },
		{ KEY_RIGHT, K_RIGHT },
		{ KEY_HOME, K_HOME },
		{ KEY_END, K_END },
		{ KEY_PPAGE, K_PGUP },
		{ KEY_NPAGE, K_PGDN },
		{ KEY_BTAB, K_STAB },
		{ KEY_DC, K_DEL },
		{ KEY_BACKSPACE, K_BS },
		{ KEY_ENTER, K_ENTER },
		{ KEY_RESIZE, SCREEN_RESIZE },
	};

	for (size_t i = 0; i < sizeof(name) / sizeof(*name); i++)
		if (name[i].from == code)
			return name[i].to;
	if (code >= KEY_F(1) && code <= KEY_F(12))
		return K_F1 + (code - KEY_F(1));
	return SCREEN_NONE;
}

/* The next character of a sequence, which arrives as one; 0 where no more comes. */
static uint32_t next(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	wint_t c = 0;

	if (get_wch(&c) == OK)
		return (uint32_t)c;
	return poll(&p, 1, ESCAPE_DELAY) > 0 && get_wch(&c) == OK ? (uint32_t)c : 0;
}

uint32_t keys_behind_escape(int fd)
{
	char text[SEQUENCE_MAX];
	size_t len = 0;
	uint32_t c = 0;
	wint_t first = 0;

	if (get_wch(&first) != OK)
		return K_ESC;
	if (first != '[' && first != 'O') {
		unget_wch((wchar_t)first);
		return K_ESC;
	}
	text[len++] = (char)first;
	do {
		c = next(fd);
		if (c < ' ' || c > '~')
			break;
		text[len++] = (char)c;
	} while (c < '@' && len < sizeof(text));
	if (c >= '@' && c <= '~')
		return key_of_sequence((struct str){ text + 1, len - 1 });
	if (c)
		unget_wch((wchar_t)c);
	while (len)
		unget_wch((wchar_t)text[--len]);
	return K_ESC;
}
