/* What the opener lets a user type, and what a reader that a page has taken over can do about it. */
#include "config.h"

#include "support/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include "base/lock.h"
#include "load/ask.h"
#include "load/confine.h"
#include "load/opener.h"

static struct ask ask;
static int hands;

static int begin(void **state)
{
	int ends[2];

	(void)state;
	setlocale(LC_ALL, "C.UTF-8");
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	ask = (struct ask){ .keys = { .in = ends[0], .until = -1 }, .out = ends[0] };
	hands = ends[1];
	return 0;
}

static int end(void **state)
{
	(void)state;
	ask_free(&ask);
	close(hands);
	return close(ask.out);
}

/* The line that these keys make; "" when it is left. */
static const char *line(enum ask_kind kind, const char *keys)
{
	static char text[EDIT_MAX + 1];
	struct buf typed = { 0 };
	enum ask_end how;

	assert_int_equal(write(hands, keys, strlen(keys)), strlen(keys));
	how = ask_line(&ask, kind, &typed);
	assert_int_equal(how == ASK_TYPED, typed.len > 0);
	snprintf(text, sizeof(text), "%s", buf_z(&typed));
	buf_free(&typed);
	return text;
}

static const char *saw(void)
{
	static char text[1 << 16];
	ssize_t n = recv(hands, text, sizeof(text) - 1, MSG_DONTWAIT);

	text[n > 0 ? n : 0] = '\0';
	return text;
}

static void a_line_is_edited_as_in_the_reader(void **state)
{
	(void)state;
	assert_string_equal(line(ASK_COMMAND, "lesx\177s\r"), "less");
	assert_string_equal(line(ASK_COMMAND, "ess\033[Hl\033OF -r\033[D\033[3~R\n"), "less -R");
	assert_string_equal(
		line(ASK_COMMAND, "wc \303\251\344\270\255\002\177\r"), "wc \344\270\255");
	assert_string_equal(line(ASK_COMMAND, "one two\027\027three\r"), "three");
	assert_string_equal(line(ASK_COMMAND, "gone\003"), "");
	assert_string_equal(line(ASK_COMMAND, "gone\033"), "");
	assert_string_equal(line(ASK_COMMAND, "x\177\177"), "");
	assert_string_equal(line(ASK_COMMAND, "\r"), "");
}

static void earlier_lines_come_back_by_their_beginning(void **state)
{
	(void)state;
	assert_string_equal(line(ASK_COMMAND, "less -S\r"), "less -S");
	assert_string_equal(line(ASK_COMMAND, "wc -w\r"), "wc -w");
	assert_string_equal(line(ASK_COMMAND, "\033[A\r"), "wc -w");
	assert_string_equal(line(ASK_COMMAND, "l\033[A\r"), "less -S");
	assert_string_equal(line(ASK_COMMAND, "w\020\020\016 x\r"), "w x");
	assert_string_equal(line(ASK_FILE, "\020\r"), ""); /* another kind of line */
}

static void what_the_terminal_says_is_not_typed(void **state)
{
	(void)state;
	assert_string_equal(line(ASK_COMMAND, "a\033[?64;1;9cb\r"), "ab");
	assert_string_equal(line(ASK_COMMAND, "a\033]l; rm\033\\b\r"), "ab");
	assert_string_equal(line(ASK_COMMAND, "a\033P1$r;rm\r\033\\b\r"), "ab");
	assert_string_equal(line(ASK_COMMAND, "a\033[<0;3;4Mb\033[M !!c\r"), "abc");
	assert_string_equal(line(ASK_COMMAND, "a\033_x\rrm\r\033\\\r"), "a");
}

static void pasted_text_runs_nothing(void **state)
{
	(void)state;
	assert_string_equal(
		line(ASK_COMMAND, "a\033[200~b\rrm -r\n\003\033x\033[201~c\r"), "ab rm -r  c");
}

static void names_of_files_are_completed(void **state)
{
	static char folder[] = "/tmp/postil-ask-XXXXXX";
	char path[100], keys[200], wanted[200];

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/inner", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof(path), "%s/inner/\303\251one", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof(path), "%s/inner/\303\250two", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(keys, sizeof(keys), "%s/in\t\303\251\t\r", folder);
	snprintf(wanted, sizeof(wanted), "%s/inner/\303\251one/", folder);
	assert_string_equal(line(ASK_FILE, keys), wanted);
	snprintf(keys, sizeof(keys), "cat >%s \t/nonexi\t %s/in\t\t\t\r", folder, folder);
	snprintf(wanted, sizeof(wanted), "cat >%s /nonexi %s/inner/\303\250two/", folder, folder);
	assert_string_equal(line(ASK_COMMAND, keys), wanted);
	rmdir(path);
	snprintf(path, sizeof(path), "%s/inner/\303\251one", folder);
	rmdir(path);
	snprintf(path, sizeof(path), "%s/inner", folder);
	rmdir(path);
	assert_int_equal(rmdir(folder), 0);
}

/* Whatever the width, the line keeps to one row. */
static void a_long_line_stays_in_its_row(void **state)
{
	const char *shown;
	char keys[300];

	(void)state;
	memset(keys, 'x', 200);
	strcpy(keys + 200, "\001\005y\r");
	saw();
	line(ASK_COMMAND, keys);
	shown = saw();
	for (size_t n; *shown; shown += n + (shown[n] == '\r')) {
		n = strcspn(shown, "\r");
		if (strncmp(shown, "\033[?2004h", 8) != 0)
			assert_in_range(n, 0, 79);
	}
}

/* ---- against a reader that is taken over ---- */

/* Everything it could try to answer in the user's stead; whether one of its calls worked. `keys_in` is the terminal opened without
 * waiting: the answer may come, and the terminal with it, before the attempt to read, and then no key ever does. */
static bool attack(int keys_in)
{
	static const char keys[] = "touch x\r";
	int selection = 3; /* TIOCL_PASTESEL */
	pid_t group = getpgrp();
	bool worked = false;
	char c;

	signal(SIGTTOU, SIG_IGN);
	signal(SIGTTIN, SIG_IGN);
	for (const char *k = keys; *k; k++)
		worked |= ioctl(STDIN_FILENO, TIOCSTI, k) == 0;
	worked |= ioctl(STDIN_FILENO, TIOCLINUX, &selection) == 0;
	worked |= ioctl(STDIN_FILENO, TIOCSPGRP, &group) == 0;
	worked |= setpgid(0, tcgetpgrp(STDIN_FILENO)) == 0 || setsid() >= 0;
	worked |= fork() >= 0;
	worked |= read(keys_in, &c, 1) > 0; /* one of the user's keys */
	/* This works: it may write what it likes. */
	return write(STDOUT_FILENO, "\033c|true\r", 8) != 8 || worked;
}

_Noreturn static void taken_over(int terminal)
{
	struct opener_options none = { .place = NULL };
	struct opener_answer a;
	struct opener *o;
	struct pollfd p = { .events = POLLIN };
	struct termios raw;
	struct err e;
	bool worked = false;
	int keys_in;

	login_tty(terminal);
	tcgetattr(STDIN_FILENO, &raw);
	cfmakeraw(&raw);
	tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	o = opener_start(&none, &e);
	keys_in = open("/dev/tty", O_RDONLY | O_NONBLOCK);
	if (!o || keys_in < 0 || !confine_program(NULL, &e) || !opener_ask(o, OPENER_COMMAND))
		_exit(2);
	p.fd = opener_fd(o);
	while (tcgetpgrp(STDIN_FILENO) == getpgrp())
		poll(NULL, 0, 1);
	if (write(STDOUT_FILENO, "ready", 5) != 5)
		_exit(2);
	for (int i = 0; i < 40 && poll(&p, 1, 5) == 0; i++)
		worked |= attack(keys_in);
	if (!opener_answered(o, &a) || a.number != 0 || strcmp(a.text, "true") != 0)
		_exit(3);
	_exit(worked || tcgetpgrp(STDIN_FILENO) != getpgrp());
}

static void await(int fd, const char *text)
{
	static char seen[1 << 16];
	struct pollfd p = { .fd = fd, .events = POLLIN };
	size_t len = 0;

	seen[0] = '\0';
	while (!strstr(seen, text) && len < sizeof(seen) - 1 && poll(&p, 1, 5000) > 0) {
		ssize_t n = read(fd, seen + len, sizeof(seen) - 1 - len);

		if (n <= 0)
			break;
		len += (size_t)n;
		seen[len] = '\0';
	}
	assert_non_null(strstr(seen, text));
}

static void a_reader_that_is_taken_over_neither_types_nor_takes_a_key_away(void **state)
{
	int fd, terminal, status;
	pid_t pid;

	(void)state;
	if (lock_version() == 0 || !lock_can_filter())
		skip();
	if (openpty(&fd, &terminal, NULL, NULL, NULL) != 0)
		skip();
	pid = fork();
	if (pid == 0) {
		close(fd);
		taken_over(terminal);
	}
	await(fd, "ready");
	for (const char *k = "true"; *k; k++) {
		assert_int_equal(write(fd, k, 1), 1);
		poll(NULL, 0, 20);
	}
	assert_int_equal(waitpid(pid, &status, WNOHANG), 0);
	assert_int_equal(write(fd, "\r", 1), 1);
	await(fd, "|true");
	assert_true(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	close(fd);
	close(terminal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_line_is_edited_as_in_the_reader, begin, end),
		cmocka_unit_test_setup_teardown(
			earlier_lines_come_back_by_their_beginning, begin, end),
		cmocka_unit_test_setup_teardown(what_the_terminal_says_is_not_typed, begin, end),
		cmocka_unit_test_setup_teardown(pasted_text_runs_nothing, begin, end),
		cmocka_unit_test_setup_teardown(names_of_files_are_completed, begin, end),
		cmocka_unit_test_setup_teardown(a_long_line_stays_in_its_row, begin, end),
		cmocka_unit_test(a_reader_that_is_taken_over_neither_types_nor_takes_a_key_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
