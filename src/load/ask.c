/* ask.c: the prompt of the opener. It is drawn with carriage returns and text alone, which every
 * terminal knows, in the row where the cursor is. */
#include "config.h"

#include "load/ask.h"

#include "base/fd.h"
#include "load/ask_files.h"
#include "text/translit.h"
#include "text/width.h"

#include <langinfo.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define PASTE_ON "\033[?2004h" /* pasted text comes marked as such */

enum { PAST_MAX = 200, COLUMNS = 80, CONTROL_C = 3, CONTROL_D = 4, CONTROL_N = 14, CONTROL_P = 16 };

/* ---- the terminal ---- */

struct front {
	pid_t was; /* the process group that had it; 0 when nothing was changed */
	sigset_t mask;
};

/* Takes the foreground, if the caller's group has it. */
static void front_take(struct front *f, int in)
{
	sigset_t block;

	sigemptyset(&block);
	sigaddset(&block, SIGTTOU);
	sigprocmask(SIG_BLOCK, &block, &f->mask);
	f->was = tcgetpgrp(in);
	if (f->was <= 0 || f->was != getpgrp() || setpgid(0, 0) != 0 ||
		tcsetpgrp(in, getpid()) != 0)
		f->was = 0;
}

static void front_give(const struct front *f, int in)
{
	if (f->was > 0) {
		tcsetpgrp(in, f->was);
		setpgid(0, f->was);
	}
	sigprocmask(SIG_SETMASK, &f->mask, NULL);
}

static void on_resize(int number)
{
	(void)number; /* it ends the waiting for a key */
}

static void watch_size(bool on)
{
	struct sigaction a = { .sa_handler = on ? on_resize : SIG_DFL };

	sigaction(SIGWINCH, &a, NULL);
}

static int columns(const struct ask *a)
{
	struct winsize w;

	return ioctl(a->out, TIOCGWINSZ, &w) == 0 && w.ws_col > 0 ? w.ws_col : COLUMNS;
}

/* A terminal that is gone is noticed when its keys are read. */
static void emit(const struct ask *a, struct str s)
{
	(void)fd_write(a->out, s);
}

/* Text in the charset of the terminal; its columns stay what they are. */
static void add_shown(struct str s, struct buf *out)
{
	struct translit *t = translit_new(nl_langinfo(CODESET));

	for (size_t at = 0; at < s.len;) {
		struct cluster c = text_cluster(s, at);
		char cell[72];
		size_t n = cluster_cells(str_sub(s, at, c.len), cell, sizeof(cell));

		if (t && c.width > 0)
			translit_cell(t, (struct str){ cell, n }, c.width, out);
		else
			buf_add(out, (struct str){ cell, n });
		at += c.len;
	}
	translit_free(t);
}

static void add_blanks(int n, struct buf *out)
{
	for (; n > 0; n--)
		buf_add_char(out, ' ');
}

/* The line from the first column on, what stood there before wiped out, the cursor in its place. */
static void draw(struct ask *a, struct str label)
{
	int cols = columns(a), room = cols - text_width(label) - 1, cursor, used;
	struct str text = edit_shown(&a->edit, room > 1 ? room : 1, &cursor), before = text;
	struct buf out = { 0 };

	used = text_width(label) + text_width(text);
	before.len = text_fit(text, cursor, &cursor);
	buf_add_char(&out, '\r');
	add_shown(label, &out);
	add_shown(text, &out);
	add_blanks((a->drawn < cols ? a->drawn : cols - 1) - used, &out);
	buf_add_char(&out, '\r');
	add_shown(label, &out);
	add_shown(before, &out);
	emit(a, buf_str(&out));
	a->drawn = used;
	buf_free(&out);
}

/* ---- what was typed before ---- */

static void past_add(struct ask *a, enum ask_kind kind)
{
	struct str text = buf_str(&a->edit.text);
	size_t n = a->past[kind].len, keep = 0;

	if (!text.len)
		return;
	for (size_t i = 0; i < n; i++) {
		char *line = a->past[kind].at[i];

		if (str_eq(str_z(line), text) || (i == 0 && n == PAST_MAX))
			mem_free(line);
		else
			a->past[kind].at[keep++] = line;
	}
	a->past[kind].len = keep;
	*array_add(&a->past[kind]) = mem_z(text);
}

/* Shows the line before or behind that begins like the one typed. */
static void past(struct ask *a, enum ask_kind kind, bool back)
{
	size_t n = a->past[kind].len, at = a->past_at;

	if (at == n) {
		buf_cut(&a->typed, 0);
		buf_add(&a->typed, buf_str(&a->edit.text));
	}
	do {
		if (back ? !at : at >= n)
			return;
		at = back ? at - 1 : at + 1;
	} while (at < n && !str_starts(str_z(a->past[kind].at[at]), buf_str(&a->typed)));
	a->past_at = at;
	edit_set(&a->edit, at < n ? str_z(a->past[kind].at[at]) : buf_str(&a->typed));
}

/* ---- completion ---- */

struct completion {
	struct ask_files files;
	size_t from;   /* byte of the line where the name stands */
	size_t chosen; /* the one put there, files.name.len for none */
	bool on;       /* Tab goes from one to the next */
};

static void completion_end(struct completion *c)
{
	ask_files_free(&c->files);
	*c = (struct completion){ .on = false };
}

/* Puts a name where the cursor's word has its last part. */
static void put_name(struct ask *a, size_t from, struct str name)
{
	struct buf line = { 0 };
	size_t at;

	buf_add(&line, str_sub(buf_str(&a->edit.text), 0, from));
	buf_add(&line, name);
	at = line.len;
	buf_add(&line, str_sub(buf_str(&a->edit.text), a->edit.at, SIZE_MAX));
	edit_set(&a->edit, buf_str(&line));
	a->edit.at = at;
	buf_free(&line);
}

/* First what is certain, then one after the other. */
static void complete(struct ask *a, enum ask_kind kind, struct completion *c, bool back)
{
	struct str line = str_sub(buf_str(&a->edit.text), 0, a->edit.at), common;
	size_t word = line.len, n = c->files.name.len;

	if (c->on) {
		c->chosen = back ? (c->chosen ? c->chosen : n) - 1
				 : (c->chosen + 1 >= n ? 0 : c->chosen + 1);
		put_name(a, c->from, str_z(c->files.name.at[c->chosen]));
		return;
	}
	while (word && kind == ASK_COMMAND && line.at[word - 1] != ' ')
		word--;
	word = kind == ASK_COMMAND ? word : 0;
	ask_files_find(&c->files, str_sub(line, word, SIZE_MAX));
	c->from = word + c->files.from;
	common = ask_files_common(&c->files);
	if (common.len)
		put_name(a, c->from, common);
	c->chosen = c->files.name.len;
	c->on = c->files.name.len > 1;
	if (!c->on)
		completion_end(c);
}

/* ---- the loop ---- */

/* One key; false with *end when it ends the line. */
static bool take_key(struct ask *a, enum ask_kind kind, struct completion *c, enum ask_end *end)
{
	uint32_t key = ask_key(&a->keys);
	enum edit_answer answer;

	switch (key) {
	case ASK_KEYS_GONE: return *end = ASK_GONE, false;
	case ASK_KEYS_AGAIN: a->drawn = columns(a); return true;
	case K_ESC:
	case CONTROL_C: return *end = ASK_LEFT, false;
	case '\r': return *end = a->edit.text.len ? ASK_TYPED : ASK_LEFT, false;
	case '\t':
	case K_STAB: complete(a, kind, c, key != '\t'); return true;
	case K_UP:
	case CONTROL_P:
	case K_DOWN:
	case CONTROL_N: past(a, kind, key == K_UP || key == CONTROL_P); break;
	default:
		answer = edit_key(&a->edit, key);
		if (answer == EDIT_OTHER && (key == K_BS || key == 8 || key == CONTROL_D))
			return *end = ASK_LEFT, false;
		if (answer == EDIT_CHANGED)
			a->past_at = a->past[kind].len;
		break;
	}
	completion_end(c);
	return true;
}

static void begin(struct ask *a, struct front *f)
{
	front_take(f, a->keys.in);
	watch_size(true);
	a->keys.pasting = false;
	a->drawn = columns(a);
	edit_set(&a->edit, STR_NONE);
	emit(a, STR(PASTE_ON));
}

static void end(struct ask *a, const struct front *f)
{
	watch_size(false);
	front_give(f, a->keys.in);
	emit(a, STR("\r"));
}

enum ask_end ask_line(struct ask *a, enum ask_kind kind, struct buf *line)
{
	static const struct str label[ASK_KINDS] = { STR_INIT("|"), STR_INIT("write to: ") };
	struct completion c = { .on = false };
	enum ask_end how = ASK_LEFT;
	struct front front;

	begin(a, &front);
	a->past_at = a->past[kind].len;
	do
		draw(a, label[kind]);
	while (take_key(a, kind, &c, &how));
	completion_end(&c);
	end(a, &front);
	if (how == ASK_TYPED) {
		past_add(a, kind);
		buf_add(line, buf_str(&a->edit.text));
	}
	return how;
}

bool ask_yes(struct ask *a, struct str question)
{
	struct front front;
	struct buf label = { 0 };
	uint32_t key;
	int used;

	begin(a, &front);
	question.len = text_fit(question, columns(a) - 8, &used);
	buf_printf(&label, "%.*s (y/n) ", STR_ARG(question));
	do {
		draw(a, buf_str(&label));
		key = ask_key(&a->keys);
	} while (key == ASK_KEYS_AGAIN);
	end(a, &front);
	buf_free(&label);
	return key == 'y' || key == 'Y';
}

void ask_free(struct ask *a)
{
	for (int k = 0; k < ASK_KINDS; k++) {
		for (size_t i = 0; i < a->past[k].len; i++)
			mem_free(a->past[k].at[i]);
		array_free(&a->past[k]);
	}
	edit_free(&a->edit);
	buf_free(&a->typed);
}
