/* screen_keys.c: which key of ours a code of curses or a sequence of the terminal is. */
#include "config.h"

#include "view/screen_keys.h"

#include "base/str.h"
#include "view/screen.h"
#include "view/screen_ask.h"

#include <poll.h>

#include <curses.h>

enum {
	ESCAPE = 27,
	SEQUENCE_MAX = 64, /* bytes of a sequence; xterm's longest has some twenty */
};

uint32_t keys_named(uint32_t code)
{
	static const struct {
		uint32_t from, to;
	} name[] = {
		{ KEY_UP, SCREEN_UP },
		{ KEY_DOWN, SCREEN_DOWN },
		{ KEY_LEFT, SCREEN_LEFT },
		{ KEY_RIGHT, SCREEN_RIGHT },
		{ KEY_HOME, SCREEN_HOME },
		{ KEY_END, SCREEN_END },
		{ KEY_PPAGE, SCREEN_PAGE_UP },
		{ KEY_NPAGE, SCREEN_PAGE_DOWN },
		{ KEY_BTAB, SCREEN_BACKTAB },
		{ KEY_DC, SCREEN_DELETE },
		{ KEY_BACKSPACE, 127 },
		{ KEY_ENTER, '\r' },
		{ KEY_RESIZE, SCREEN_RESIZE },
	};

	for (size_t i = 0; i < sizeof(name) / sizeof(*name); i++)
		if (name[i].from == code)
			return name[i].to;
	if (code >= KEY_F(1) && code <= KEY_F(12))
		return SCREEN_F1 + (code - KEY_F(1));
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

/* Keys by the last character of their sequence, as the VT100 and xterm send them. */
static uint32_t by_letter(char last)
{
	static const struct {
		char last;
		uint32_t key;
	} letter[] = {
		{ 'A', SCREEN_UP },
		{ 'B', SCREEN_DOWN },
		{ 'C', SCREEN_RIGHT },
		{ 'D', SCREEN_LEFT },
		{ 'F', SCREEN_END },
		{ 'H', SCREEN_HOME },
		{ 'Z', SCREEN_BACKTAB },
	};

	for (size_t i = 0; i < sizeof(letter) / sizeof(*letter); i++)
		if (letter[i].last == last)
			return letter[i].key;
	return SCREEN_NONE;
}

/* Keys by their number before a tilde, as the VT220 and rxvt send them. */
static uint32_t by_number(struct str number)
{
	static const struct {
		int number;
		uint32_t key;
	} tilde[] = {
		{ 1, SCREEN_HOME },
		{ 3, SCREEN_DELETE },
		{ 4, SCREEN_END },
		{ 5, SCREEN_PAGE_UP },
		{ 6, SCREEN_PAGE_DOWN },
		{ 7, SCREEN_HOME },
		{ 8, SCREEN_END },
	};
	int64_t n;

	for (size_t i = 0; i < sizeof(tilde) / sizeof(*tilde); i++)
		if (str_number(number, 0, 99, &n) && n == tilde[i].number)
			return tilde[i].key;
	return SCREEN_NONE;
}

/* A key with modifiers has more numbers; it is none of ours. */
static uint32_t meaning(struct str s)
{
	char last = s.at[s.len - 1];

	if (s.len == 2)
		return by_letter(last);
	return last == '~' && s.at[0] == '[' ? by_number(str_sub(s, 1, s.len - 2)) : SCREEN_NONE;
}

uint32_t keys_behind_escape(int fd)
{
	char text[SEQUENCE_MAX];
	size_t len = 0;
	uint32_t c = 0;
	wint_t first = 0;

	if (get_wch(&first) != OK)
		return ESCAPE;
	if (first != '[' && first != 'O') {
		unget_wch((wchar_t)first);
		return ESCAPE;
	}
	text[len++] = (char)first;
	do {
		c = next(fd);
		if (c < ' ' || c > '~')
			break;
		text[len++] = (char)c;
	} while (c < '@' && len < sizeof(text));
	if (c >= '@' && c <= '~')
		return meaning((struct str){ text, len });
	if (c)
		unget_wch((wchar_t)c);
	while (len)
		unget_wch((wchar_t)text[--len]);
	return ESCAPE;
}
