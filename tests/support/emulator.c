/* emulator.c: a program on a terminal that is drawn by libvterm. */
#include "config.h"

#include "support/emulator.h"

#include "text/width.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <vterm.h>

double emulator_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

bool emulator_start(struct emulator *t, int rows, int cols, const char *term, bool answers,
	int (*program)(void *arg), void *arg)
{
	struct winsize size = { (unsigned short)rows, (unsigned short)cols, 0, 0 };

	*t = (struct emulator){ .rows = rows, .cols = cols, .answers = answers };
	t->pid = forkpty(&t->fd, NULL, NULL, &size);
	if (t->pid < 0)
		return false;
	if (t->pid == 0) {
		setenv("TERM", term, 1);
		_exit(program(arg));
	}
	t->vt = vterm_new(rows, cols);
	vterm_set_utf8(t->vt, 1);
	vterm_screen_enable_altscreen(vterm_obtain_screen(t->vt), 1);
	vterm_screen_reset(vterm_obtain_screen(t->vt), 1);
	return true;
}

static void answer(struct emulator *t)
{
	char bytes[256];
	size_t n;

	while ((n = vterm_output_read(t->vt, bytes, sizeof(bytes))) > 0)
		if (t->answers && write(t->fd, bytes, n) < 0)
			return;
}

/* Whether the program has read all keys and sleeps: then it waits for the next. */
static bool waits(const struct emulator *t)
{
	char path[64], stat[512] = "", *name_end;
	int unread = 0;
	FILE *f;

	if (ioctl(t->fd, TIOCOUTQ, &unread) == 0 && unread > 0)
		return false;
	snprintf(path, sizeof(path), "/proc/%ld/stat", (long)t->pid);
	f = fopen(path, "r");
	if (!f)
		return true;
	if (!fgets(stat, sizeof(stat), f))
		stat[0] = '\0';
	fclose(f);
	name_end = strrchr(stat, ')');
	return !name_end || strlen(name_end) < 3 || name_end[2] != 'R';
}

bool emulator_settle(struct emulator *t, int ms)
{
	struct pollfd p = { .fd = t->fd, .events = POLLIN };
	double end = emulator_now() + 30000;
	char bytes[65536];

	while (emulator_now() < end) {
		ssize_t n;

		if (poll(&p, 1, ms) <= 0) {
			if (waits(t))
				return true;
			continue;
		}
		n = read(t->fd, bytes, sizeof(bytes));
		if (n <= 0)
			return false;
		t->last = emulator_now();
		t->bytes += (uint64_t)n;
		vterm_input_write(t->vt, bytes, (size_t)n);
		answer(t);
	}
	return true;
}

void emulator_type(struct emulator *t, const char *keys)
{
	if (write(t->fd, keys, strlen(keys)) < 0)
		abort();
}

void emulator_resize(struct emulator *t, int rows, int cols)
{
	struct winsize size = { (unsigned short)rows, (unsigned short)cols, 0, 0 };

	t->rows = rows;
	t->cols = cols;
	vterm_set_size(t->vt, rows, cols);
	ioctl(t->fd, TIOCSWINSZ, &size);
}

static VTermScreenCell cell_at(const struct emulator *t, int row, int col)
{
	VTermScreenCell cell;

	memset(&cell, 0, sizeof(cell));
	vterm_screen_get_cell(vterm_obtain_screen(t->vt), (VTermPos){ row, col }, &cell);
	return cell;
}

static size_t cell_text(const VTermScreenCell *cell, char *out)
{
	size_t n = 0;

	if (cell->chars[0] == (uint32_t)-1)
		return 0;
	if (!cell->chars[0])
		return (size_t)(out[0] = ' ', 1);
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
		n += char_encode(cell->chars[i], out + n);
	return n;
}

/* Colours and attributes as one number; what cannot be seen of a blank is left out. */
static uint32_t cell_look(const VTermScreenCell *cell)
{
	bool blank = !cell->chars[0] || cell->chars[0] == ' ';
	uint32_t n = 0;

	n = (n ^ cell->bg.type) * 31 +
		(VTERM_COLOR_IS_DEFAULT_BG(&cell->bg) ? 999 : cell->bg.indexed.idx);
	n = 31 * n + cell->attrs.reverse + 2 * cell->attrs.underline;
	if (!blank)
		n = 31 * (31 * n + cell->attrs.bold + 2 * cell->attrs.italic) +
			(VTERM_COLOR_IS_DEFAULT_FG(&cell->fg) ? 999 : cell->fg.indexed.idx);
	return n;
}

void emulator_row(const struct emulator *t, int row, struct buf *out)
{
	size_t end = out->len;

	for (int c = 0; c < t->cols; c++) {
		VTermScreenCell cell = cell_at(t, row, c);
		char text[64];
		size_t n = cell_text(&cell, text);

		buf_add(out, (struct str){ text, n });
		if (n != 1 || text[0] != ' ')
			end = out->len;
	}
	buf_cut(out, end);
}

void emulator_picture(const struct emulator *t, struct buf *out)
{
	for (int r = 0; r < t->rows; r++) {
		emulator_row(t, r, out);
		buf_add_char(out, '\n');
	}
	for (int r = 0; r < t->rows; r++) {
		for (int c = 0; c < t->cols; c++) {
			VTermScreenCell cell = cell_at(t, r, c);

			buf_printf(out, "%x ", cell_look(&cell));
		}
		buf_add_char(out, '\n');
	}
}

static uint32_t cell_number(const VTermScreenCell *cell)
{
	char text[64];
	size_t n = cell_text(cell, text);
	uint32_t sum = cell_look(cell);

	for (size_t i = 0; i < n; i++)
		sum = (sum ^ (unsigned char)text[i]) * 16777619u;
	return sum;
}

uint32_t *emulator_cells(const struct emulator *t)
{
	uint32_t *all = mem_new((size_t)t->rows * (size_t)t->cols, sizeof(*all)), *at = all;

	for (int r = 0; r < t->rows; r++)
		for (int c = 0; c < t->cols; c++) {
			VTermScreenCell cell = cell_at(t, r, c);

			*at++ = cell_number(&cell);
		}
	return all;
}

struct emulator_change emulator_changed(const struct emulator *t, const uint32_t *before)
{
	struct emulator_change change = { 0, 0 };

	for (int r = 0; r < t->rows; r++)
		for (int c = 0; c < t->cols; c++) {
			VTermScreenCell cell = cell_at(t, r, c);
			char text[64];

			if (cell_number(&cell) == *before++)
				continue;
			change.cells++;
			change.bytes += (unsigned)cell_text(&cell, text);
		}
	return change;
}

int emulator_end(struct emulator *t)
{
	int status = 0;

	for (int i = 0; i < 40 && waitpid(t->pid, &status, WNOHANG) == 0; i++) {
		emulator_settle(t, 50);
		if (i == 20)
			kill(t->pid, SIGTERM);
		if (i == 38)
			kill(t->pid, SIGKILL);
	}
	close(t->fd);
	vterm_free(t->vt);
	return status;
}
