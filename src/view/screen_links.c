/* screen_links.c: see screen_links.h. */
#include "config.h"

#include "view/screen_links.h"

#include "text/width.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <curses.h>
#include <term.h>

#define URL_MAX 2000 /* bytes; what terminals take */

bool links_known(const char *term)
{
	static const char *const known[] = { "xterm", "tmux", "foot", "alacritty", "wezterm",
		"contour", "konsole", "vte", "gnome", "iterm", "mintty", "ghostty", "kitty" };

	for (size_t i = 0; term && i < sizeof(known) / sizeof(*known); i++)
		if (strncmp(term, known[i], strlen(known[i])) == 0)
			return true;
	return false;
}

void links_begin(struct screen_links *l)
{
	l->piece.len = 0;
	buf_cut(&l->urls, 0);
}

void links_add(struct screen_links *l, int row, int col, int cols, uint32_t link, struct str url)
{
	struct link_piece *p;

	if (!l->on || cols < 1 || !url.len || url.len > URL_MAX)
		return;
	for (size_t i = 0; i < url.len; i++)
		if (url.at[i] <= ' ' || url.at[i] > '~')
			return;
	p = array_add(&l->piece);
	*p = (struct link_piece){ row, col, cols, link, (uint32_t)l->urls.len, (uint32_t)url.len };
	buf_add(&l->urls, url);
}

static uint64_t mix(uint64_t sum, const void *at, size_t len)
{
	struct str bytes = { at, len };

	return (sum ^ str_hash(bytes)) * 0x9E3779B97F4A7C15u;
}

/* A number for the pieces and all that is seen of them. The cursor stays: curses would take it to
 * where one looked. */
static uint64_t number_of(const struct screen_links *l)
{
	uint64_t sum = mix(1, l->urls.at, l->urls.len);
	int y, x;

	getyx(stdscr, y, x);

	for (size_t i = 0; i < l->piece.len; i++) {
		const struct link_piece *p = &l->piece.at[i];

		sum = mix(sum, p, sizeof(*p));
		for (int k = 0; k < p->cols; k++) {
			cchar_t c;

			memset(&c, 0, sizeof(c));
			mvin_wch(p->row, p->col + k, &c);
			sum = mix(sum, &c, sizeof(c));
		}
	}
	move(y, x);
	return sum ? sum : 1;
}

void links_shown(struct screen_links *l)
{
	if (l->on && number_of(l) != l->sent) {
		l->due = l->piece.len > 0;
		l->sent = 0; /* what was there is written over, or has moved */
	}
}

void links_lost(struct screen_links *l)
{
	l->sent = 0;
	l->due = l->piece.len > 0;
}

static void add_color(struct buf *out, int color, int base)
{
	if (color < 0)
		return;
	if (color < 8)
		buf_printf(out, ";%d", base + color);
	else if (color < 16)
		buf_printf(out, ";%d", base + 60 + color - 8);
	else
		buf_printf(out, ";%d;5;%d", base + 8, color);
}

/* The attributes as every terminal that knows links takes them. */
static void add_look(struct buf *out, attr_t a, int pair)
{
	static const struct {
		attr_t attr;
		int number;
	} sgr[] = { { A_BOLD, 1 }, { A_DIM, 2 }, { A_ITALIC, 3 }, { A_UNDERLINE, 4 },
		{ A_REVERSE, 7 } };
	int fg = -1, bg = -1;

	buf_add(out, STR("\033[0"));
	for (size_t i = 0; i < sizeof(sgr) / sizeof(*sgr); i++)
		if (a & sgr[i].attr)
			buf_printf(out, ";%d", sgr[i].number);
	if (pair > 0 && extended_pair_content(pair, &fg, &bg) == OK) {
		add_color(out, fg, 30);
		add_color(out, bg, 40);
	}
	buf_add_char(out, 'm');
}

static void add_cells(struct buf *out, const struct link_piece *p)
{
	attr_t last = 0;
	int last_pair = -1, width = 1;

	for (int k = 0; k < p->cols; k += width) {
		wchar_t text[CCHARW_MAX + 1] = L"";
		attr_t a = 0;
		short small;
		int pair = 0;
		cchar_t c;

		if (mvin_wch(p->row, p->col + k, &c) != OK ||
			getcchar(&c, text, &a, &small, &pair) != OK || !text[0])
			return;
		if (pair != last_pair || a != last)
			add_look(out, a, pair);
		last = a;
		last_pair = pair;
		for (int i = 0; i < CCHARW_MAX && text[i]; i++) {
			char bytes[4];

			buf_add(out, (struct str){ bytes, char_encode((uint32_t)text[i], bytes) });
		}
		width = char_width((uint32_t)text[0]) == 2 ? 2 : 1;
	}
}

void links_send(struct screen_links *l, struct buf *out)
{
	int y, x;

	l->due = false;
	l->sent = number_of(l);
	if (!l->piece.len)
		return;
	getyx(stdscr, y, x);
	buf_add(out, STR("\0337"));
	for (size_t i = 0; i < l->piece.len; i++) {
		const struct link_piece *p = &l->piece.at[i];

		buf_printf(out, "%s\033]8;id=%u;%.*s\033\\", tiparm(cursor_address, p->row, p->col),
			p->link + 1, STR_ARG(str_sub(buf_str(&l->urls), p->url, p->len)));
		add_cells(out, p);
		buf_add(out, STR("\033]8;;\033\\"));
	}
	buf_add(out, STR("\033[0m\0338"));
	move(y, x);
}

void links_free(struct screen_links *l)
{
	array_free(&l->piece);
	buf_free(&l->urls);
}
