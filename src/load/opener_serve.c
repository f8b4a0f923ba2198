/* opener_serve.c: the opener's side: takes orders until the reader is gone. */
#include "config.h"

#include "load/opener_inner.h"

#include "base/clock.h"
#include "load/ask.h"
#include "load/ask_files.h"
#include "text/url.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	WORDS_MAX = 32,
	LOADERS_MAX = 32, /* at work at once; a reader has a few */
};

struct server {
	const struct opener_options *options;
	int socket;
	struct ask ask;
	struct buf command; /* typed, and not run yet */
	int64_t owed; /* ms of the monotonic clock: until then addresses are paid for (opener.h) */
	unsigned loaders; /* at work */
};

bool opener_fd_is(int fd, mode_t type)
{
	struct stat st;

	return fstat(fd, &st) == 0 && (st.st_mode & S_IFMT) == type;
}

static void default_signals(void)
{
	static const int number[] = { SIGINT, SIGQUIT, SIGPIPE, SIGCHLD };
	struct sigaction plain = { .sa_handler = SIG_DFL };

	for (size_t i = 0; i < sizeof(number) / sizeof(number[0]); i++)
		sigaction(number[i], &plain, NULL);
	sigprocmask(SIG_SETMASK, &plain.sa_mask, NULL);
}

/* ---- programs of the user ---- */

/* Waits for it; its exit status. */
static int outcome(pid_t pid)
{
	int status = 0;

	if (pid < 0)
		return OPENER_NOT_RUN;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return OPENER_NOT_RUN;
	return WIFEXITED(status) ? WEXITSTATUS(status) : OPENER_KILLED;
}

/* Cuts a command at blanks and puts the address for %s, or behind it; the number of words. */
static int cut_words(char *command, char *url, char **word)
{
	char *save = NULL;
	bool placed = false;
	int n = 0;

	for (char *w = strtok_r(command, " \t", &save); w && n < WORDS_MAX;
		w = strtok_r(NULL, " \t", &save)) {
		bool here = strcmp(w, "%s") == 0;

		word[n++] = here ? url : w;
		placed |= here;
	}
	if (n > 0 && !placed)
		word[n++] = url;
	word[n] = NULL;
	return n;
}

/* Runs one browser, given by its command. */
static int browse_with(struct str command, struct str address)
{
	char *word[WORDS_MAX + 2], *words = mem_z(command), *url = mem_z(address);
	int n = cut_words(words, url, word);
	pid_t pid = n > 0 ? fork() : -1;

	if (pid == 0) {
		default_signals();
		execvp(word[0], word);
		_exit(OPENER_NOT_RUN);
	}
	mem_free(words);
	mem_free(url);
	return outcome(pid);
}

/* Whether one more address may be opened; then it is counted. */
static bool in_measure(struct server *s)
{
	int64_t now = clock_ms();

	if (s->owed < now)
		s->owed = now;
	if (s->owed - now > (OPENER_BURST - 1) * OPENER_EACH_MS)
		return false;
	s->owed += OPENER_EACH_MS;
	return true;
}

static int browse(struct server *s, const struct parcel *p)
{
	struct str list = str_z(s->options->browser), one;
	int status = OPENER_NOT_RUN;

	if (p->order.texts != 1 || !p->text[0] || !url_is_safe(str_z(p->text[0])))
		return OPENER_NOT_RUN;
	if (!in_measure(s))
		return OPENER_TOO_OFTEN;
	if (!list.len)
		list = STR("xdg-open:w3m:lynx");
	while (status == OPENER_NOT_RUN && str_split(&list, ':', &one))
		status = browse_with(one, str_z(p->text[0]));
	return status;
}

/* A command line that the user has set or typed, with the order's file to read from. */
static int run_command(const struct parcel *p, const char *command)
{
	pid_t pid;

	if (!command || !*command || p->order.fds != 1 || !opener_fd_is(p->fd[0], S_IFREG))
		return OPENER_NOT_RUN;
	pid = fork();
	if (pid == 0) {
		default_signals();
		dup2(p->fd[0], STDIN_FILENO);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(OPENER_NOT_RUN);
	}
	return outcome(pid);
}

/* What was typed, once. */
static int run_typed(struct server *s, const struct parcel *p)
{
	int status = run_command(p, buf_z(&s->command));

	buf_cut(&s->command, 0);
	return status;
}

/* ---- what the user is asked ---- */

/* Opens the terminal, the first time; false when there is none. */
static bool reach_terminal(struct server *s)
{
	const struct opener_options *o = s->options;

	if (s->ask.out)
		return true;
	s->ask.keys.in = o->in || o->out ? o->in : STDIN_FILENO;
	if (!o->in && !o->out && !isatty(STDIN_FILENO))
		s->ask.keys.in = open("/dev/tty", O_RDWR | O_CLOEXEC);
	s->ask.keys.until = s->socket;
	s->ask.out = s->ask.keys.in < 0 ? 0 : o->in || o->out ? o->out : STDOUT_FILENO;
	return s->ask.out > 0;
}

static int asked(struct server *s, enum ask_kind kind, struct buf *line)
{
	if (!reach_terminal(s))
		return ENXIO;
	return ask_line(&s->ask, kind, line) == ASK_TYPED ? 0 : ECANCELED;
}

static void ask_command(struct server *s, struct opener_answer *a)
{
	buf_cut(&s->command, 0);
	a->number = asked(s, ASK_COMMAND, &s->command);
	snprintf(a->text, sizeof(a->text), "%s", buf_z(&s->command));
}

static int open_new(const char *path, int how)
{
	return open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | how, 0666);
}

/* Opens the file, over what is there only when the user says so. */
static int open_file(struct server *s, const char *path, int *fd)
{
	struct buf question = { 0 };
	struct stat st;
	bool over;

	*fd = open_new(path, O_EXCL);
	if (*fd >= 0 || errno != EEXIST)
		return *fd < 0 ? errno : 0;
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return EISDIR;
	buf_printf(&question, "%s exists. Write over it?", path);
	over = ask_yes(&s->ask, buf_str(&question));
	buf_free(&question);
	if (!over)
		return ECANCELED;
	*fd = open_new(path, O_TRUNC);
	return *fd < 0 ? errno : 0;
}

static void ask_file(struct server *s, struct opener_answer *a)
{
	struct buf line = { 0 }, path = { 0 };

	a->number = asked(s, ASK_FILE, &line);
	ask_file_path(buf_str(&line), &path);
	if (a->number == 0 && path.len >= sizeof(a->text))
		a->number = ENAMETOOLONG;
	if (a->number == 0)
		a->number = open_file(s, buf_z(&path), &a->fd);
	snprintf(a->text, sizeof(a->text), "%s", buf_z(&path));
	buf_free(&line);
	buf_free(&path);
}

/* ---- orders ---- */

/* Loaders that are at their end; all else that was started has been waited for. */
static void bury(struct server *s)
{
	while (waitpid(-1, NULL, WNOHANG) > 0)
		s->loaders--;
}

static void obey(struct server *s, struct parcel *p)
{
	struct opener_answer a = { .number = OPENER_NOT_RUN, .fd = -1 };

	switch ((enum order_kind)p->order.kind) {
	case ORDER_LOAD:
		bury(s);
		if (s->loaders < LOADERS_MAX)
			s->loaders += opener_load_order(p, s->options);
		return;
	case ORDER_BROWSE: a.number = browse(s, p); break;
	case ORDER_COPY: a.number = run_command(p, s->options->copy); break;
	case ORDER_RUN: a.number = run_typed(s, p); break;
	case ORDER_ASK_COMMAND: ask_command(s, &a); break;
	case ORDER_ASK_FILE: ask_file(s, &a); break;
	}
	answer_send(s->socket, &a);
	if (a.fd >= 0)
		close(a.fd);
}

/* Without a word: the terminal is the reader's, who sees that nobody answers. */
static void no_memory(void)
{
	_exit(STATUS_NOT_READ);
}

_Noreturn void opener_serve(int socket, const struct opener_options *options)
{
	struct server s = { .options = options, .socket = socket };
	struct parcel *p;

	mem_on_failure(no_memory);
	p = mem_new(1, sizeof(*p));
	/* Keys that end or stop what runs in the foreground are meant for that. */
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	while (parcel_receive(p, socket)) {
		obey(&s, p);
		for (uint32_t i = 0; i < p->order.fds; i++)
			close(p->fd[i]);
		bury(&s);
	}
	_exit(0);
}
