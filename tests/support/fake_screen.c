/* fake_screen.c: the functions of view/screen.h over an array, with keys from a script. Linked
 * before the library, it takes the place of screen.c. */
#include "config.h"

#include "support/fake_screen.h"

#include "text/width.h"

#include <poll.h>
#include <string.h>

struct fake fake;

struct screen {
	int nothing;
};

static struct screen the_screen;

struct screen *screen_open(const struct screen_options *o, struct buf *notice, struct err *e)
{
	(void)o;
	(void)notice;
	(void)e;
	return &the_screen;
}

void screen_close(struct screen *s)
{
	(void)s;
	fake.closed = true;
}

void screen_theme(struct screen *s, const struct theme *theme, const struct look *own, size_t owns)
{
	(void)s;
	(void)own;
	(void)owns;
	(void)theme;
}

void screen_size(const struct screen *s, int *rows, int *cols)
{
	(void)s;
	*rows = fake.rows;
	*cols = fake.cols;
}

void screen_begin(struct screen *s)
{
	(void)s;
	memset(fake.cell, 0, sizeof(fake.cell));
	memset(fake.linked, 0, sizeof(fake.linked));
}

void screen_pane(struct screen *s, int row, int col, int rows, int cols)
{
	(void)s;
	(void)row;
	(void)col;
	(void)rows;
	(void)cols;
}

int screen_put(struct screen *s, int row, int col, struct str text, int room, uint32_t style)
{
	int used = 0;

	(void)s;
	if (row < 0 || row >= fake.rows || col < 0)
		return 0;
	if (room > fake.cols - col)
		room = fake.cols - col;
	for (size_t at = 0; at < text.len;) {
		struct cluster c = text_cluster(text, at);

		if (!c.len || used + c.width > room)
			break;
		if (c.width > 0) {
			cluster_cells(
				str_sub(text, at, c.len), fake.cell[row][col + used], FAKE_CELL);
			fake.style[row][col + used] = style;
			if (c.width > 1)
				fake.cell[row][col + used + 1][0] = '\0';
		}
		used += c.width;
		at += c.len;
	}
	return used;
}

void screen_style(struct screen *s, int row, int col, int cols, uint32_t style)
{
	(void)s;
	for (int i = 0; i < cols; i++)
		fake.style[row][col + i] = style;
}

void screen_link(struct screen *s, int row, int col, int cols, uint32_t link, struct str url)
{
	(void)s;
	(void)link;
	(void)url;
	for (int i = col; i < col + cols; i++)
		fake.linked[row][i] = true;
}

void screen_links(struct screen *s, enum screen_answer wanted)
{
	(void)s;
	(void)wanted;
}

void screen_cursor(struct screen *s, int row, int col)
{
	(void)s;
	fake.cursor_row = row;
	fake.cursor_col = col;
}

void screen_flush(struct screen *s)
{
	(void)s;
	fake.frames++;
	if (fake.each)
		fake.each();
}

void screen_repaint(struct screen *s)
{
	(void)s;
	fake.repaints++;
}

uint32_t screen_key(struct screen *s, int fd, int ms)
{
	(void)s;
	if (*fake.keys == FAKE_WAIT) {
		struct pollfd p = { .fd = fd, .events = POLLIN };

		if (fd >= 0)
			poll(&p, 1, 10000);
		else
			fake.keys++;
		return SCREEN_NONE;
	}
	if (!ms && !fake.impatient)
		return SCREEN_NONE; /* a search at work looks for keys only in passing */
	if (*fake.keys & 0x1000000u) {
		fake.rows = *fake.keys >> 12 & 0xfff;
		fake.cols = *fake.keys++ & 0xfff;
		return SCREEN_RESIZE;
	}
	if (*fake.keys & 0x4000000u) {
		fake.pointer_row = *fake.keys >> 12 & 0xfff;
		fake.pointer_col = *fake.keys++ & 0xfff;
		return SCREEN_NONE;
	}
	return *fake.keys ? *fake.keys++ : SCREEN_CLOSED;
}

void screen_mouse(struct screen *s, bool on)
{
	(void)s;
	fake.mouse = on;
}

void screen_mouse_at(const struct screen *s, int *row, int *col)
{
	(void)s;
	*row = fake.pointer_row;
	*col = fake.pointer_col;
}

void screen_leave(struct screen *s)
{
	(void)s;
	fake.left++;
}

void screen_return(struct screen *s)
{
	(void)s;
}

void screen_lend(struct screen *s)
{
	(void)s;
}

void screen_take_back(struct screen *s)
{
	(void)s;
	fake.repaints++;
}

bool screen_wait(struct screen *s, int fd, int other, int ms)
{
	struct pollfd p[] = { { .fd = fd, .events = POLLIN }, { .fd = other, .events = POLLIN } };

	(void)s;
	poll(p, 2, ms);
	return true;
}

void screen_pause(struct screen *s, const char *sentence)
{
	(void)s;
	(void)sentence;
}

void screen_suspend(struct screen *s)
{
	(void)s;
	fake.suspended++;
}

void screen_raw(struct screen *s, struct str bytes)
{
	(void)s;
	fake.raw += bytes.len;
}

int screen_signal(const struct screen *s)
{
	(void)s;
	return 0;
}

bool fake_shows(const char *text)
{
	static char line[FAKE_COLS * FAKE_CELL];

	for (int r = 0; r < fake.rows; r++) {
		size_t n = 0;

		for (int c = 0; c < fake.cols; c++) {
			const char *cell = fake.cell[r][c];

			n += (size_t)snprintf(line + n, sizeof(line) - n, "%s", *cell ? cell : " ");
		}
		if (strstr(line, text))
			return true;
	}
	return false;
}

void fake_picture(struct buf *out)
{
	for (int r = 0; r < fake.rows; r++) {
		size_t end = out->len;

		for (int c = 0; c < fake.cols; c++) {
			struct str cell = str_z(fake.cell[r][c]);

			/* the second half of a wide character is empty and takes no room */
			if (!cell.len && c && text_width(str_z(fake.cell[r][c - 1])) > 1)
				continue;
			buf_add(out, cell.len ? cell : STR(" "));
			if (cell.len && !str_eq(cell, STR(" ")))
				end = out->len;
		}
		buf_cut(out, end);
		buf_add_char(out, '\n');
	}
}

enum { LOOKS_MAX = 52 };

/* The letter of a look; the same look has the same letter within a picture. */
static char letter_of(struct look *seen, int *n, const struct look *look)
{
	int i = 0;

	while (i < *n &&
		(seen[i].fg != look->fg || seen[i].bg != look->bg || seen[i].attr != look->attr))
		i++;
	if (i == *n && *n < LOOKS_MAX)
		seen[(*n)++] = *look;
	return (char)(i < 26 ? 'a' + i : 'A' + i - 26);
}

static void add_look(char letter, const struct look *look, struct buf *out)
{
	static const char *const name[] = { "bold", "italic", "underline", "reverse", "dim" };

	buf_printf(out, "%c", letter);
	if (look->fg >= 0)
		buf_printf(out, " fg %d", look->fg);
	if (look->bg >= 0)
		buf_printf(out, " bg %d", look->bg);
	for (int i = 0; i < 5; i++)
		if (look->attr & 1 << i)
			buf_printf(out, " %s", name[i]);
	buf_add_char(out, '\n');
}

void fake_looks(const struct theme *t, struct buf *out)
{
	struct look seen[LOOKS_MAX];
	int n = 0;

	for (int r = 0; r < fake.rows; r++) {
		size_t end = out->len;

		for (int c = 0; c < fake.cols; c++) {
			struct look look = theme_look(t, NULL, 0, fake.style[r][c]);

			if (look.fg < 0 && look.bg < 0 && !look.attr) {
				buf_add_char(out, ' ');
				continue;
			}
			buf_add_char(out, letter_of(seen, &n, &look));
			end = out->len;
		}
		buf_cut(out, end);
		buf_add_char(out, '\n');
	}
	for (int i = 0; i < n; i++)
		add_look((char)(i < 26 ? 'a' + i : 'A' + i - 26), &seen[i], out);
}
