/* screen.c: the terminal through ncurses; its signals, because their handlers and the state they
 * need belong to the process and cannot be passed in. */
#include "config.h"

#include "view/screen.h"

#include "layout/layout.h"
#include "text/translit.h"
#include "text/width.h"
#include "view/screen_ask.h"
#include "view/screen_guard.h"
#include "view/screen_keys.h"
#include "view/screen_links.h"
#include "view/screen_scroll.h"

#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include <curses.h>
#include <term.h>

#define OWN_MODES_ON  "\033[?2004h"
#define OWN_MODES_OFF "\033[?2004l"
/* ECMA-48 SM and RM of BDSM: whether the terminal reorders right-to-left text. Those that do
 * (VTE) know it, the others leave it alone. */
#define REORDER_ON   "\033[8h"
#define REORDER_OFF  "\033[8l"
#define MARGINS_ON   "\033[?69h"
#define MARGINS_OFF  "\033[?69l"
#define FRAME_BEGIN  "\033[?2026h"
#define FRAME_END    "\033[?2026l"
#define FRAME_WORTH  400 /* cells from which on a picture is sent as one frame */
#define CLOSED_AFTER 8	 /* reads without a byte although the terminal says there is one */

struct screen {
	SCREEN *curses;
	FILE *in; /* /dev/tty when standard input is the page */
	int fd;
	const struct theme *theme;
	const struct look *own;
	size_t owns;
	struct translit *charset; /* NULL: UTF-8 */
	struct buf cell;
	struct answers answers;
	struct screen_links links;
	struct area area[AREAS_MAX];
	int areas;
	bool mono, color, mouse, theme_chosen, repaint, own_order, away;
	int cursor_row, cursor_col, mouse_row, mouse_col;
	int empty; /* reads without a byte in a row */
};

enum own_key { OWN_PASTE = KEY_MAX - 20, OWN_PASTE_END };

static void emit(const char *bytes)
{
	guard_emit(str_z(bytes));
}

/* What a crash must undo; known before anything is done, since the doing may be the crash. */
static void prepare_restore(const char *term)
{
	int found;

	if (setupterm(term, STDOUT_FILENO, &found) != OK)
		return;
	guard_restore(OWN_MODES_OFF REORDER_ON "\033[?1006;1000l");
	guard_restore(exit_attribute_mode);
	guard_restore(keypad_local);
	guard_restore(exit_ca_mode);
	guard_restore(cursor_normal);
	guard_restore("\r\n");
	del_curterm(cur_term);
	guard_arm();
}

static void own_modes(struct screen *s, bool on)
{
	emit(on ? OWN_MODES_ON : OWN_MODES_OFF);
	if (s->own_order)
		emit(on ? REORDER_OFF : REORDER_ON);
	if (s->answers.margins)
		emit(on ? MARGINS_ON : MARGINS_OFF);
}

/* newterm for TERM, or for xterm-256color when terminfo does not know it. */
static bool start_curses(struct screen *s, struct buf *notice, struct err *e)
{
	const char *term = getenv("TERM");
	FILE *in = s->in ? s->in : stdin;

	mem_free(mem_new(1, 256 * 1024)); /* where that is not to be had, ncurses crashes */
	prepare_restore(NULL);
	s->curses = newterm(NULL, stdout, in);
	if (!s->curses && term && *term) {
		prepare_restore("xterm-256color");
		s->curses = newterm("xterm-256color", stdout, in);
		if (s->curses)
			buf_printf(notice,
				"Terminal \"%.40s\" is unknown here; treated as xterm-256color.",
				term);
	}
	if (!s->curses)
		return err_set(e, ERR_OPEN, "terminal type \"%.40s\" is unknown", term ? term : "");
	if (!cursor_address || cursor_address == (char *)-1) {
		endwin();
		delscreen(s->curses);
		return err_set(e, ERR_OPEN, "terminal type \"%.40s\" cannot address the cursor",
			term ? term : "");
	}
	return true;
}

static void set_modes(struct screen *s)
{
	raw(); /* ^C, ^Z and ^\ are keys; signals mean the end */
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	idlok(stdscr, TRUE);
	mouseinterval(0);
	define_key("\033[200~", OWN_PASTE);
	define_key("\033[201~", OWN_PASTE_END);
	s->color = !s->mono && has_colors() && start_color() == OK;
	if (s->color && use_default_colors() != OK)
		assume_default_colors(COLOR_WHITE, COLOR_BLACK);
	own_modes(s, true);
}

/* The theme asked for where the terminal has its colours, else the best for its background. */
static void choose_theme(struct screen *s)
{
	int colors = s->color ? COLORS : 0;

	s->theme_chosen = s->theme && s->theme->colors <= colors;
	if (!s->theme_chosen)
		s->theme = theme_best(colors, s->answers.light);
}

void screen_theme(struct screen *s, const struct theme *theme, const struct look *own, size_t owns)
{
	s->theme = theme;
	s->own = own;
	s->owns = owns;
	choose_theme(s);
}

static void ask(struct screen *s)
{
	struct buf questions = { 0 };

	ask_begin(&s->answers, s->fd, termname(), &questions);
	guard_emit(buf_str(&questions));
	buf_free(&questions);
}

void screen_links(struct screen *s, enum screen_answer wanted)
{
	bool known = links_known(getenv("TERM"));

	/* the cells of another charset are not those of the page */
	s->links.on = !s->charset && (wanted == SCREEN_YES || (wanted == SCREEN_AUTO && known));
}

struct screen *screen_open(const struct screen_options *o, struct buf *notice, struct err *e)
{
	struct screen *s = mem_new(1, sizeof(*s));

	s->theme = o->theme;
	s->own = o->own;
	s->owns = o->owns;
	s->mono = o->mono;
	s->own_order = o->own_order;
	s->fd = STDIN_FILENO;
	if (!isatty(STDIN_FILENO)) {
		s->in = fopen("/dev/tty", "r+e");
		if (!s->in) {
			err_sys(e, ERR_OPEN, "/dev/tty");
			goto fail;
		}
		s->fd = fileno(s->in);
	}
	if (!guard_open(s->fd, STDOUT_FILENO, e) || !start_curses(s, notice, e))
		goto fail;
	s->charset = translit_new(nl_langinfo(CODESET));
	if (!s->charset && o->ascii)
		s->charset = translit_new("ASCII");
	set_modes(s);
	ask(s);
	choose_theme(s);
	screen_links(s, o->links);
	return s;
fail:
	guard_close();
	if (s->in)
		fclose(s->in);
	mem_free(s);
	return NULL;
}

void screen_leave(struct screen *s)
{
	if (s->away)
		return;
	s->away = true;
	own_modes(s, false);
	if (s->mouse)
		mousemask(0, NULL);
	endwin();
	guard_disarm();
}

void screen_return(struct screen *s)
{
	struct winsize w;

	if (!s->away)
		return;
	s->away = false;
	guard_arm();
	reset_prog_mode();
	own_modes(s, true);
	if (s->mouse)
		screen_mouse(s, true);
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_row && w.ws_col &&
		is_term_resized(w.ws_row, w.ws_col))
		resize_term(w.ws_row, w.ws_col);
	clearok(curscr, TRUE);
	refresh();
	links_lost(&s->links);
}

static void take_size(struct screen *s)
{
	struct winsize w;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_row && w.ws_col)
		resize_term(w.ws_row, w.ws_col);
	s->repaint = true;
}

void screen_lend(struct screen *s)
{
	(void)s;
	move(LINES - 1, 0);
	clrtoeol();
	refresh();
	guard_lend(true);
}

void screen_take_back(struct screen *s)
{
	guard_lend(false);
	take_size(s); /* the signal of a change went to the opener */
}

void screen_close(struct screen *s)
{
	if (!s)
		return;
	screen_leave(s);
	guard_close();
	delscreen(s->curses);
	if (s->in)
		fclose(s->in);
	translit_free(s->charset);
	links_free(&s->links);
	buf_free(&s->cell);
	mem_free(s);
}

void screen_suspend(struct screen *s)
{
	screen_leave(s);
	fflush(stdout);
	raise(SIGSTOP);
	screen_return(s);
}

void screen_size(const struct screen *s, int *rows, int *cols)
{
	(void)s;
	*rows = LINES;
	*cols = COLS;
}

void screen_begin(struct screen *s)
{
	s->areas = 0;
	links_begin(&s->links);
	erase();
}

void screen_pane(struct screen *s, int row, int col, int rows, int cols)
{
	if (s->areas < AREAS_MAX)
		s->area[s->areas++] = (struct area){ row, col, rows, cols };
}

static attr_t attributes(const struct look *look)
{
	attr_t a = A_NORMAL;

	if (look->attr & LOOK_BOLD)
		a |= A_BOLD;
	if (look->attr & LOOK_UNDERLINE)
		a |= A_UNDERLINE;
	if (look->attr & LOOK_REVERSE)
		a |= A_REVERSE;
	if (look->attr & LOOK_DIM)
		a |= A_DIM;
	if (look->attr & LOOK_ITALIC)
		a |= enter_italics_mode && enter_italics_mode != (char *)-1 ? A_ITALIC
									    : A_UNDERLINE;
	return a;
}

static attr_t style_attr(struct screen *s, uint32_t style, int *pair)
{
	struct look look = theme_look(s->theme, s->own, s->owns, style);
	int fg = s->color ? color_fit(look.fg, COLORS) : -1,
	    bg = s->color ? color_fit(look.bg, COLORS) : -1;

	*pair = 0;
	if (fg >= 0 || bg >= 0) {
		*pair = alloc_pair(fg, bg);
		if (*pair < 0)
			*pair = 0;
	}
	return attributes(&look);
}

static void set_style(struct screen *s, uint32_t style)
{
	int pair;
	attr_t a = style_attr(s, style, &pair);

	attr_set(a, (short)0, &pair);
}

/* One cluster into its cells. */
static void put_cluster(struct screen *s, int row, int col, struct str cluster, int wide)
{
	char cell[72];
	size_t n = cluster_cells(cluster, cell, sizeof(cell));

	if (s->charset && (n > 1 || (unsigned char)cell[0] >= 0x80)) {
		buf_cut(&s->cell, 0);
		translit_cell(s->charset, (struct str){ cell, n }, wide, &s->cell);
		mvaddnstr(row, col, s->cell.at, (int)s->cell.len);
		return;
	}
	if (n == 2 && (unsigned char)cell[0] == 0xc2 && (unsigned char)cell[1] == 0xa0)
		n = (size_t)(cell[0] = ' ', 1);
	mvaddnstr(row, col, cell, (int)n);
}

int screen_put(struct screen *s, int row, int col, struct str text, int room, uint32_t style)
{
	int used = 0;

	if (row < 0 || row >= LINES || col < 0)
		return 0;
	if (room > COLS - col)
		room = COLS - col;
	set_style(s, style);
	for (size_t at = 0; at < text.len;) {
		struct cluster c = text_cluster(text, at);

		if (!c.len || used + c.width > room)
			break;
		if (c.width > 0)
			put_cluster(s, row, col + used, str_sub(text, at, c.len), c.width);
		used += c.width;
		at += c.len;
	}
	return used;
}

void screen_style(struct screen *s, int row, int col, int cols, uint32_t style)
{
	int pair;
	attr_t a = style_attr(s, style, &pair);

	if (row >= 0 && row < LINES && col >= 0 && col < COLS && cols > 0)
		mvchgat(row, col, cols < COLS - col ? cols : COLS - col, a, (short)0, &pair);
}

void screen_link(struct screen *s, int row, int col, int cols, uint32_t link, struct str url)
{
	if (row < 0 || row >= LINES || col < 0 || col >= COLS)
		return;
	links_add(&s->links, row, col, cols < COLS - col ? cols : COLS - col, link, url);
}

void screen_cursor(struct screen *s, int row, int col)
{
	s->cursor_row = row;
	s->cursor_col = col;
}

void screen_flush(struct screen *s)
{
	int row = s->cursor_row, col = s->cursor_col;

	struct buf before = { 0 };
	int left = 0;
	bool frame;

	if (!s->repaint)
		left = scroll_areas(s->area, s->areas, s->answers.margins, &before);
	frame = s->answers.frames && (left > FRAME_WORTH || s->repaint);
	if (frame)
		emit(FRAME_BEGIN);
	guard_emit(buf_str(&before));
	move(row < LINES ? row : LINES - 1, col < COLS ? col : COLS - 1);
	refresh();
	if (frame)
		emit(FRAME_END);
	if (s->repaint)
		links_lost(&s->links);
	links_shown(&s->links);
	s->repaint = false;
	buf_free(&before);
}

void screen_repaint(struct screen *s)
{
	s->repaint = true;
	clearok(curscr, TRUE);
}

void screen_mouse(struct screen *s, bool on)
{
	s->mouse = on;
	mousemask(on ? BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0,
		NULL);
}

void screen_mouse_at(const struct screen *s, int *row, int *col)
{
	*row = s->mouse_row;
	*col = s->mouse_col;
}

void screen_raw(struct screen *s, struct str bytes)
{
	(void)s;
	guard_emit(bytes);
}

int screen_signal(const struct screen *s)
{
	(void)s;
	return guard_end();
}

static uint32_t mouse_key(struct screen *s)
{
	MEVENT m;

	if (getmouse(&m) != OK)
		return SCREEN_NONE;
	s->mouse_row = m.y;
	s->mouse_col = m.x;
	if (m.bstate & BUTTON4_PRESSED)
		return SCREEN_WHEEL_UP;
	return m.bstate & BUTTON5_PRESSED ? SCREEN_WHEEL_DOWN : SCREEN_CLICK;
}

static uint32_t named_key(struct screen *s, wint_t c)
{
	switch (c) {
	case OWN_PASTE: return SCREEN_PASTE;
	case OWN_PASTE_END: return SCREEN_PASTE_END;
	case KEY_MOUSE: return mouse_key(s);
	default: return keys_named(c);
	}
}

/* What signals asked for; SCREEN_NONE when nothing. */
static uint32_t take_signals(struct screen *s)
{
	guard_drain();
	if (guard_end())
		return SCREEN_CLOSED;
	if (guard_stopped()) {
		screen_suspend(s);
		return SCREEN_RESIZE;
	}
	if (guard_resized()) {
		take_size(s);
		return SCREEN_RESIZE;
	}
	return SCREEN_NONE;
}

/* An answer of the terminal: it may change the theme, and with it the next picture. */
static bool took_answer(struct screen *s, wint_t c)
{
	bool margins = s->answers.margins, changed;

	if (!ask_take(&s->answers, c, &changed))
		return false;
	if (s->answers.margins && !margins) {
		emit(MARGINS_ON);
		guard_restore(MARGINS_OFF);
	}
	if (changed && !s->theme_chosen)
		s->theme = theme_best(s->color ? COLORS : 0, s->answers.light);
	return true;
}

/* A key that ncurses or the terminal holds ready; SCREEN_NONE when there is none. */
static uint32_t take_key(struct screen *s)
{
	wint_t c;
	int kind = get_wch(&c);

	if (kind == ERR)
		return SCREEN_NONE;
	s->empty = 0;
	if (kind == KEY_CODE_YES)
		return took_answer(s, c) ? SCREEN_NONE : named_key(s, c);
	if (c == K_ESC)
		return keys_behind_escape(s->fd);
	return c == '\n' ? '\r' : (uint32_t)c;
}

static void send_links(struct screen *s)
{
	struct buf out = { 0 };

	links_send(&s->links, &out);
	guard_emit(buf_str(&out));
	buf_free(&out);
}

uint32_t screen_key(struct screen *s, int fd, int ms)
{
	uint32_t key = take_signals(s);
	struct pollfd p[3] = { { .fd = s->fd, .events = POLLIN },
		{ .fd = guard_fd(), .events = POLLIN }, { .fd = fd, .events = POLLIN } };

	if (key != SCREEN_NONE || (key = take_key(s)) != SCREEN_NONE)
		return key;
	ask_check(&s->answers);
	if (ms < 0 && s->links.due && poll(p, 3, LINKS_AFTER) == 0)
		send_links(s);
	if (poll(p, 3, ms) <= 0)
		return take_signals(s);
	if ((key = take_signals(s)) != SCREEN_NONE)
		return key;
	if (p[0].revents) {
		key = take_key(s);
		if (key == SCREEN_NONE &&
			(p[0].revents & (POLLHUP | POLLERR | POLLNVAL) ||
				++s->empty > CLOSED_AFTER))
			return SCREEN_CLOSED;
	}
	return key;
}
