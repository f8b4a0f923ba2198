/* outside.c: what leaves the reader: addresses to a browser, text to the clipboard, the page to a
 * file or a command. The reader itself may do none of that: the opener does it, and asks the user
 * itself for commands and files. */
#include "config.h"

#include "view/state.h"
#include "base/fd.h"
#include "load/opener.h"
#include "print/print.h"
#include "text/url.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define COPY_MAX 74994 /* bytes; what terminals take in one OSC 52 */

/* The process that starts programs; NULL, with a sentence, when there is none. */
static struct opener *opener(struct view *v)
{
	struct opener *o = v->o->request ? v->o->request->opener : NULL;

	if (!o)
		view_say(v, true, "Nothing can be started from here.");
	return o;
}

void outside_browse(struct view *v, struct str url)
{
	struct opener *o;
	int status;
	char *z;

	if (!url_is_safe(url)) {
		view_say(v, true,
			"This address is not opened: it is no plain http or https address.");
		return;
	}
	o = opener(v);
	if (!o)
		return;
	z = mem_z(url);
	screen_leave(v->screen);
	status = opener_browse(o, z);
	screen_return(v->screen);
	mem_free(z);
	if (status == OPENER_NOT_RUN)
		view_say(v, true, "No browser could be run; set BROWSER. The address: %.*s",
			STR_ARG(url));
	else if (status == OPENER_TOO_OFTEN)
		view_say(v, true,
			"Not opened: too many addresses in a short time. Try again in some "
			"seconds.");
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

/* Has a command run by the opener with text on its standard input; how it ended. */
static int feed(struct opener *o, int (*run)(struct opener *, int), struct str text)
{
	int fd = memfd_create("postil-text", MFD_CLOEXEC), status = OPENER_NOT_RUN;

	if (fd >= 0 && fd_write(fd, text) && lseek(fd, 0, SEEK_SET) == 0)
		status = run(o, fd);
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
	if (v->o->copies) {
		struct opener *o = opener(v);
		int status = o ? feed(o, opener_copy, text) : OPENER_NOT_RUN;

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
	} else if (!v->o->copies) {
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

/* Has the opener ask the user, while loads go on. False when there is nothing to be done, for
 * whatever reason. */
static bool ask(struct view *v, enum opener_ask what, struct opener_answer *a)
{
	struct opener *o = opener(v);
	struct pollfd p = { .events = POLLIN };
	bool here = true;
	int fd, ms;

	if (!o || !opener_ask(o, what))
		return false;
	p.fd = opener_fd(o);
	screen_lend(v->screen);
	while (here && poll(&p, 1, 0) <= 0) {
		fd = page_fd(v, &ms);
		here = screen_wait(v->screen, p.fd, fd, ms);
		if (here && fd >= 0)
			page_poll(v);
	}
	v->ended = !here || v->ended;
	here = here && opener_answered(o, a);
	screen_take_back(v->screen);
	if (here && a->number && a->number != ECANCELED)
		view_say(v, true, "%s%s%s", a->text, *a->text ? ": " : "", strerror(a->number));
	return here && a->number == 0;
}

/* Writes the page to the file that the user has named; its suffix says in which format. */
static void write_page(struct view *v, struct opener_answer *a)
{
	const struct print_format *f = print_format_for_file(str_z(a->text));
	struct buf text = { 0 };
	bool ok;

	f = f ? f : &print_formats[0];
	page_bytes(v, f, &text);
	ok = fd_write(a->fd, buf_str(&text));
	ok = close(a->fd) == 0 && ok;
	if (ok)
		view_say(v, false, "Written as %s: %s (%zu bytes)", f->name, a->text, text.len);
	else
		view_say(v, true, "%s: %s", a->text, strerror(errno));
	buf_free(&text);
}

void outside_write(struct view *v)
{
	struct opener_answer *a = mem_new(1, sizeof(*a));

	a->fd = -1;
	if (ask(v, OPENER_FILE, a) && a->fd >= 0)
		write_page(v, a);
	mem_free(a);
}

void outside_pipe(struct view *v)
{
	struct opener_answer *a = mem_new(1, sizeof(*a));
	struct buf text = { 0 };
	int status;

	a->fd = -1;
	if (ask(v, OPENER_COMMAND, a)) {
		page_bytes(v, &print_formats[0], &text);
		screen_leave(v->screen);
		status = feed(v->o->request->opener, opener_run, buf_str(&text));
		screen_pause(v->screen, "-- Enter goes back to the page --");
		screen_return(v->screen);
		if (status)
			view_say(v, true, "The command ended with status %d.", status);
		buf_free(&text);
	}
	mem_free(a);
}
