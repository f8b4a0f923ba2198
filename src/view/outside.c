/* outside.c: what leaves the reader: addresses to a browser, text to the clipboard, the page to a
 * file or a command. No address ever meets a shell. */
#include "config.h"

#include "view/state.h"

#include "print/print.h"
#include "text/url.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORDS_MAX 16
#define COPY_MAX  74994 /* bytes; what terminals take in one OSC 52 */

/* Waits for a child; its exit status, 127 when it could not be run. */
static int wait_for(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 127;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* Cuts a command at blanks and puts the address for %s, or behind it. Returns whether it ran. */
static bool run_browser(struct view *v, struct str command, const char *url)
{
	char *text = mem_z(command), *word[WORDS_MAX + 2], *save = NULL;
	bool placed = false;
	int n = 0, status;
	pid_t pid;

	for (char *w = strtok_r(text, " \t", &save); w && n < WORDS_MAX;
		w = strtok_r(NULL, " \t", &save)) {
		bool here = strcmp(w, "%s") == 0;

		word[n++] = here ? (char *)(uintptr_t)url : w;
		placed |= here;
	}
	if (!n) {
		mem_free(text);
		return false;
	}
	if (!placed)
		word[n++] = (char *)(uintptr_t)url;
	word[n] = NULL;
	screen_leave(v->screen);
	pid = fork();
	if (pid == 0) {
		execvp(word[0], word);
		_exit(127);
	}
	status = pid < 0 ? 127 : wait_for(pid);
	screen_return(v->screen);
	mem_free(text);
	return status != 127;
}

void outside_browse(struct view *v, struct str url)
{
	struct str list = str_z(v->o->browser), one;
	char *z;
	bool ran = false;

	if (!url_is_safe(url)) {
		view_say(v, true,
			"This address is not opened: it is no plain http or https address.");
		return;
	}
	if (!list.len)
		list = STR("xdg-open:w3m:lynx");
	z = mem_z(url);
	while (!ran && str_split(&list, ':', &one))
		ran = run_browser(v, one, z);
	mem_free(z);
	if (!ran)
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

/* Runs a command line of the reader's own with text on its standard input. */
static int feed(struct view *v, const char *command, struct str text, bool show)
{
	int fd[2], status;
	pid_t pid;

	if (pipe2(fd, O_CLOEXEC) < 0)
		return 127;
	if (show)
		screen_leave(v->screen);
	pid = fork();
	if (pid == 0) {
		dup2(fd[0], STDIN_FILENO);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	close(fd[0]);
	signal(SIGPIPE, SIG_IGN);
	while (text.len && pid > 0) {
		ssize_t n = write(fd[1], text.at, text.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		text = str_sub(text, (size_t)n, SIZE_MAX);
	}
	signal(SIGPIPE, SIG_DFL);
	close(fd[1]);
	status = pid < 0 ? 127 : wait_for(pid);
	if (show)
		screen_return(v->screen);
	return status;
}

void outside_copy(struct view *v, struct str text)
{
	struct buf out = { 0 };

	if (!text.len) {
		view_say(v, false, "There is nothing to copy here.");
		return;
	}
	if (v->o->copy_command)
		feed(v, v->o->copy_command, text, false);
	if (text.len <= COPY_MAX) {
		buf_add(&out, STR("\033]52;c;"));
		base64(text, &out);
		buf_add(&out, STR("\a"));
		screen_raw(v->screen, buf_str(&out));
		buf_free(&out);
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

/* Writes the page; how is a mode of fopen. The suffix of the path says in which format. */
static bool write_page(struct view *v, const char *path, const char *how)
{
	const struct print_format *f = print_format_for_file(str_z(path));
	struct buf text = { 0 };
	FILE *file = fopen(path, how);
	bool ok = false;

	if (!file)
		return false;
	page_bytes(v, f ? f : &print_formats[0], &text);
	ok = fwrite(text.at, 1, text.len, file) == text.len;
	ok = fclose(file) == 0 && ok;
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

	if (!write_page(v, path, "we"))
		say_failed(v, path);
}

void outside_write(struct view *v, struct str typed)
{
	struct buf path = { 0 };
	struct stat st;

	view_file_path(typed, &path);
	if (stat(buf_z(&path), &st) == 0 && S_ISDIR(st.st_mode))
		view_say(v, true, "%s is a folder.", buf_z(&path));
	else if (!write_page(v, buf_z(&path), "wxe")) {
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
