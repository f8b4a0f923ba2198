/* screen_ask.c: questions to the terminal and their answers, which curses hands over as keys. */
#include "config.h"

#include "view/screen_ask.h"

#include "base/clock.h"

#include <poll.h>
#include <stdlib.h>

#include <curses.h>

/* The last question is one that every terminal answers: then nothing more comes. */
#define QUESTIONS "\033]11;?\033\\\033[?69$p\033[?2026$p\033[5n"

enum answer_key {
	ANSWER_FIRST = KEY_MAX - 40,
	ANSWER_END,
	ANSWER_COLOR,
	ANSWER_NO,
	ANSWER_MARGINS,
	ANSWER_FRAMES,
	ANSWER_LAST
};

/* How a terminal says yes (1 set, 2 reset, 3 set for good) and no. */
static const struct {
	const char *bytes;
	int key;
} answer[] = {
	{ "\033[0n", ANSWER_END },
	{ "\033[3n", ANSWER_END },
	{ "\033]11;rgb:", ANSWER_COLOR },
	{ "\033]11;rgba:", ANSWER_COLOR },
	{ "\033[?69;0$y", ANSWER_NO },
	{ "\033[?69;1$y", ANSWER_MARGINS },
	{ "\033[?69;2$y", ANSWER_MARGINS },
	{ "\033[?69;3$y", ANSWER_MARGINS },
	{ "\033[?69;4$y", ANSWER_NO },
	{ "\033[?2026;0$y", ANSWER_NO },
	{ "\033[?2026;1$y", ANSWER_FRAMES },
	{ "\033[?2026;2$y", ANSWER_FRAMES },
	{ "\033[?2026;3$y", ANSWER_FRAMES },
	{ "\033[?2026;4$y", ANSWER_NO },
};

/* The last number of $COLORFGBG is the background; 7 and the bright ones but dark grey are light.
 */
static bool environment_is_light(void)
{
	struct str s = str_z(getenv("COLORFGBG")), word;
	int64_t background = 0;

	while (str_split(&s, ';', &word))
		if (!str_number(word, 0, 255, &background))
			background = 0;
	return background == 7 || (background > 8 && background < 16);
}

/* Those that draw what they do not understand are left alone. */
static bool may_be_asked(struct str term)
{
	static const char *const families[] = { "xterm", "screen", "tmux", "rxvt", "vte", "gnome",
		"konsole", "foot", "kitty", "alacritty", "wezterm", "ghostty", "contour", "mintty",
		"iterm", "st-", "putty", "nsterm", "ms-terminal" };

	for (size_t i = 0; i < sizeof(families) / sizeof(*families); i++)
		if (str_starts(term, str_z(families[i])))
			return true;
	return false;
}

void ask_begin(struct answers *a, int fd, const char *term, struct buf *out)
{
	*a = (struct answers){ .fd = fd, .light = environment_is_light() };
	set_escdelay(ESCAPE_DELAY);
	if (!may_be_asked(str_z(term)))
		return;
	for (size_t i = 0; i < sizeof(answer) / sizeof(*answer); i++)
		define_key(answer[i].bytes, answer[i].key);
	buf_add(out, STR(QUESTIONS));
	a->pending = true;
	a->since = clock_ms();
	set_escdelay(ASK_ESCAPE);
}

bool ask_is_light(struct str text, bool *ok)
{
	static const int weight[3] = { 299, 587, 114 }; /* of red, green, blue in brightness */
	struct str part;
	long sum = 0;
	int n = 0;

	*ok = false;
	for (; n < 3 && str_split(&text, '/', &part); n++) {
		long value = 0, most = 0;

		for (size_t i = 0; i < part.len && i < 4; i++) {
			int digit = ascii_hex(part.at[i]);

			if (digit < 0)
				return false;
			value = 16 * value + digit;
			most = 16 * most + 15;
		}
		if (!most)
			return false;
		sum += weight[n] * value * 255 / most;
	}
	*ok = n == 3;
	return *ok && sum > 1000L * 127;
}

/* The rest of an answer up to its end, which arrives with its beginning. */
static void take_color(struct answers *a, bool *changed)
{
	char text[64];
	size_t len = 0;
	bool ok, light;
	wint_t c = 0;

	while (len < sizeof(text)) {
		int kind = get_wch(&c);

		if (kind == ERR) {
			struct pollfd p = { .fd = a->fd, .events = POLLIN };

			if (poll(&p, 1, ASK_ESCAPE) <= 0)
				break;
			continue;
		}
		if (kind == KEY_CODE_YES || c == 7 || c == 0x9c || c == '\\')
			break;
		if (c != 27)
			text[len++] = (char)c;
	}
	light = ask_is_light((struct str){ text, len }, &ok);
	*changed = ok && light != a->light;
	if (ok)
		a->light = light;
}

bool ask_take(struct answers *a, uint32_t key, bool *changed)
{
	*changed = false;
	if (key <= ANSWER_FIRST || key >= ANSWER_LAST)
		return false;
	switch ((enum answer_key)key) {
	case ANSWER_END:
		a->pending = false;
		set_escdelay(ESCAPE_DELAY);
		break;
	case ANSWER_COLOR: take_color(a, changed); break;
	case ANSWER_MARGINS: a->margins = true; break;
	case ANSWER_FRAMES: a->frames = true; break;
	case ANSWER_FIRST:
	case ANSWER_NO:
	case ANSWER_LAST: break;
	}
	return true;
}

void ask_check(struct answers *a)
{
	if (!a->pending || clock_ms() - a->since < ASK_CAP)
		return;
	a->pending = false;
	set_escdelay(ESCAPE_DELAY);
}
