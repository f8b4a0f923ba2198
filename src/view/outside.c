/* outside.c: what leaves the reader: addresses to a browser, text to the clipboard, the page to a
 * file or a command. The reader itself may do none of that: the opener does it. */
#include "config.h"

#include "view/state.h"

#include "load/opener.h"
#include "print/print.h"
#include "text/url.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define COPY_MAX 74994 /* bytes; what terminals take in one OSC 52 */

/* The process that starts programs; one of the view's own when the caller gave none. */
static struct opener *opener(struct view *v)
{
	struct err e;

	if (v->o->request && v->o->request->opener)
		return v->o->request->opener;
	if (!v->opener)
		v->opener = opener_start(NULL, &e);
	return v->opener;
}

void outside_browse(struct view *v, struct str url)
{
	struct str list = str_z(v->o->browser), one;
	struct opener *o = opener(v);
	int status = OPENER_NOT_RUN;
	char *z;

	if (!url_is_safe(url)) {
		view_say(v, true,
			"This address is not opened: it is no plain http or https address.");
		return;
	}
	if (!list.len)
		list = STR("xdg-open:w3m:lynx");
	z = mem_z(url);
	screen_leave(v->screen);
	while (o && status == OPENER_NOT_RUN && str_split(&list, ':', &one)) {
		char *command = mem_z(one);

		status = opener_browse(o, command, z);
		mem_free(command);
	}
	screen_return(v->screen);
	mem_free(z);
	if (status == OPENER_NOT_RUN)
		view_say(v, true, "No browser could be run; set BROWSER. The address: %.*s",
			STR_ARG(url));
}

static void base64(struct str s, struct buf *out)
{
	static const char digit[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < s.len; i += 3) {
		size_t left = s.len - i;
		unsigned long b = (unsigned long)(unsigned char)s.at[i] << 16;

		b |= left > 1 ? (unsigned long)(unsigned char)s.at[i + 1] << 8 : 0;
		b |= left > 2 ? (unsigned char)s.at[i + 2] : 0;
		buf_add_char(out, digit[b >> 18 & 63]);
		buf_add_char(out, digit[b >> 12 & 63]);
		buf_add_char(out, left > 1 ? digit[b >> 6 & 63] : '=');
		buf_add_char(out, left > 2 ? digit[b & 63] : '=');
	}
}

int outside_folder(struct view *v, const char *path)
{
	struct opener *o = opener(v);

	return o ? opener_folder(o, path) : -1;
}

static bool write_all(int fd, struct str text)
{
	while (text.len) {
		ssize_t n = write(fd, text.at, text.len);

		if (n < 0 && errno != EINTR)
			return false;
		text = str_sub(text, n < 0 ? 0 : (size_t)n, SIZE_MAX);
	}
	return true;
}

/* Runs a command line of the reader's own with text on its standard input; how it ended. */
static int feed(struct view *v, const char *command, struct str text, bool show)
{
	int fd = memfd_create("postil-text", MFD_CLOEXEC), status = OPENER_NOT_RUN;
	struct opener *o = opener(v);

	if (show)
		screen_leave(v->screen);
	if (o && fd >= 0 && write_all(fd, text) && lseek(fd, 0, SEEK_SET) == 0)
		status = opener_command(o, command, fd);
	if (show) {
		screen_pause(v->screen, "-- Enter goes back to the page --");
		screen_return(v->screen);
	}
	if (fd >= 0)
		close(fd);
	return status;
}

void outside_copy(struct view *v, struct str text)
{
	struct buf out = { 0 };

	if (!text.len) {
		view_say(v, false, "There is nothing to copy here.");
		return;
	}
	if (v->o->copy_command) {
		int status = feed(v, v->o->copy_command, text, false);

		if (status) {
			view_say(v, true, "The copy command ended with status %d.", status);
			return;
		}
	}
	if (text.len <= COPY_MAX) {
		buf_add(&out, STR("\033]52;c;"));
		base64(text, &out);
		buf_add(&out, STR("\a"));
		screen_raw(v->screen, buf_str(&out));
		buf_free(&out);
	} else if (!v->o->copy_command) {
		view_say(v, true, "This is too long for a terminal to copy; set copy-command.");
		return;
	}
	view_say(v, false, "Copied: %.*s", STR_ARG(str_sub(text, 0, str_find_char(text, '\n', 0))));
}

static void page_bytes(struct view *v, const struct print_format *f, struct buf *out)
{
	struct print_options o = { .now = v->o->now, .ascii = v->o->ascii };
	struct sink s = { .fd = -1 };

	f->write(v->d, &o, &s);
	*out = s.out;
}

void view_file_path(struct str typed, struct buf *path)
{
	const char *home = getenv("HOME");
	bool own = str_eq(typed, STR("~")) || str_starts(typed, STR("~/"));

	if (own && home && home[0] == '/') {
		buf_add(path, str_z(home));
		typed = str_sub(typed, 1, SIZE_MAX);
	}
	buf_add(path, typed);
}

/* Writes the page, over what is there only with `replace`. The suffix of the path says in which
 * format. False with errno. */
static bool write_page(struct view *v, const char *path, bool replace)
{
	const struct print_format *f = print_format_for_file(str_z(path));
	struct opener *o = opener(v);
	struct buf text = { 0 };
	struct err e;
	int fd = o ? opener_create(o, path, replace, &e) : -1;
	bool ok = false;

	if (fd < 0) {
		errno = o ? e.sys : EAGAIN;
		return false;
	}
	page_bytes(v, f ? f : &print_formats[0], &text);
	ok = write_all(fd, buf_str(&text));
	ok = close(fd) == 0 && ok;
	if (ok)
		view_say(v, false, "Written as %s: %s (%zu bytes)",
			f ? f->name : print_formats[0].name, path, text.len);
	buf_free(&text);
	return ok;
}

static void say_failed(struct view *v, const char *path)
{
	view_say(v, true, "%s: %s", path, strerror(errno));
}

static void overwrite(struct view *v)
{
	const char *path = buf_z(&v->question.about);

	if (!write_page(v, path, true))
		say_failed(v, path);
}

void outside_write(struct view *v, struct str typed)
{
	struct buf path = { 0 };
	struct stat st;

	view_file_path(typed, &path);
	if (stat(buf_z(&path), &st) == 0 && S_ISDIR(st.st_mode))
		view_say(v, true, "%s is a folder.", buf_z(&path));
	else if (!write_page(v, buf_z(&path), false)) {
		if (errno == EEXIST)
			question_ask(v, overwrite, buf_str(&path), "%s exists. Write over it?",
				buf_z(&path));
		else
			say_failed(v, buf_z(&path));
	}
	buf_free(&path);
}

void outside_pipe(struct view *v, struct str command)
{
	struct buf text = { 0 };
	char *z = mem_z(command);
	int status;

	page_bytes(v, &print_formats[0], &text);
	status = feed(v, z, buf_str(&text), true);
	if (status)
		view_say(v, true, "The command ended with status %d.", status);
	mem_free(z);
	buf_free(&text);
}
