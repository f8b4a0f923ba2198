/* opener_serve.c: the opener's side: takes orders until the reader is gone.
 *
 * Each loader has a keeper between itself and the opener, which holds the other end of the
 * reader's leash: it kills the loader when the leash is let go, and says on it how the loader
 * ended. So the reader needs neither to wait for processes nor to send signals. */
#include "config.h"

#include "load/order.h"
#include "load/opener.h"
#include "load/request.h"
#include "text/url.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MAX = 32 };

static void default_signals(void)
{
	static const int number[] = { SIGINT, SIGQUIT, SIGPIPE, SIGCHLD };
	struct sigaction plain = { .sa_handler = SIG_DFL };

	for (size_t i = 0; i < sizeof(number) / sizeof(number[0]); i++)
		sigaction(number[i], &plain, NULL);
	sigprocmask(SIG_SETMASK, &plain.sa_mask, NULL);
}

/* ---- loaders ---- */

/* The task of an order. The rules are the opener's own, whatever the pointer says; a store the
 * loader has no use for. */
static void take_task(struct parcel *p, const struct site_set *sites, struct child_task *t)
{
	size_t n = 0;

	for (; request_text(&p->order.request, n); n++)
		*request_text(&p->order.request, n) = p->text[n];
	p->order.request.sites = p->order.request.sites ? sites : NULL;
	p->order.request.store = NULL;
	p->order.request.opener = NULL;
	*t = (struct child_task){
		.request = &p->order.request,
		.reports = p->fd[0],
		.image = p->fd[1],
		.early = p->order.early ? p->fd[2] : -1,
		.bytes = p->fd[3],
		.kept = p->order.kept,
		.copy = p->order.copy,
		.why = p->text[n],
	};
}

/* Waits until the loader ends or the reader lets the leash go. */
static int watch(pid_t pid, int leash, int deaths)
{
	struct pollfd p[] = { { .fd = leash, .events = POLLIN },
		{ .fd = deaths, .events = POLLIN } };
	int status = 0;

	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (poll(p, 2, -1) < 0 && errno != EINTR)
			p[0].revents = POLLHUP;
		if (p[0].revents) {
			kill(pid, SIGKILL);
			waitpid(pid, &status, 0);
			break;
		}
		if (p[1].revents) {
			struct signalfd_siginfo info;

			while (read(deaths, &info, sizeof(info)) > 0)
				;
		}
	}
	return status;
}

_Noreturn static void keep_loader(struct parcel *p, const struct site_set *sites)
{
	struct child_task t;
	sigset_t death;
	int deaths, status;
	pid_t pid;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	sigemptyset(&death);
	sigaddset(&death, SIGCHLD);
	sigprocmask(SIG_BLOCK, &death, NULL);
	deaths = signalfd(-1, &death, SFD_CLOEXEC | SFD_NONBLOCK);
	take_task(p, sites, &t);
	pid = fork();
	if (pid == 0)
		child_run(&t);
	/* Only the loader may hold its end of the pipe: the reader takes its closing for an end. */
	close(p->fd[0]);
	status = pid < 0 ? CHILD_LOST << 8 : watch(pid, p->fd[4], deaths);
	if (write(p->fd[4], &status, sizeof(status)) < 0)
		_exit(1);
	_exit(0);
}

static void load(struct parcel *p, const struct site_set *sites)
{
	size_t texts = 1;

	while (request_text(&p->order.request, texts - 1))
		texts++;
	if (p->order.fds == ORDER_FDS && p->order.texts == texts && p->text[0] && fork() == 0)
		keep_loader(p, sites);
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

static int browse(struct parcel *p)
{
	char *word[WORDS_MAX + 2], *command, *url;
	pid_t pid;
	int n;

	if (p->order.texts != 2 || !p->text[0] || !p->text[1] || !url_is_safe(str_z(p->text[1])))
		return OPENER_NOT_RUN;
	command = mem_z(str_z(p->text[0]));
	url = mem_z(str_z(p->text[1]));
	n = cut_words(command, url, word);
	pid = n > 0 ? fork() : -1;
	if (pid == 0) {
		default_signals();
		execvp(word[0], word);
		_exit(OPENER_NOT_RUN);
	}
	mem_free(command);
	mem_free(url);
	return outcome(pid);
}

static int run_command(struct parcel *p)
{
	pid_t pid;

	if (p->order.texts != 1 || !p->text[0] || p->order.fds != 1)
		return OPENER_NOT_RUN;
	pid = fork();
	if (pid == 0) {
		default_signals();
		dup2(p->fd[0], STDIN_FILENO);
		execl("/bin/sh", "sh", "-c", p->text[0], (char *)NULL);
		_exit(OPENER_NOT_RUN);
	}
	return outcome(pid);
}

static struct answer open_place(const struct parcel *p, int flags)
{
	struct answer a = { .number = EINVAL, .fd = -1 };

	if (p->order.texts == 1 && p->text[0])
		a.fd = open(p->text[0], flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0666);
	a.number = a.fd < 0 ? errno : 0;
	return a;
}

/* ---- orders ---- */

static void obey(struct parcel *p, int socket, const struct site_set *sites)
{
	struct answer a = { .fd = -1 };

	switch ((enum order_kind)p->order.kind) {
	case ORDER_LOAD: load(p, sites); break;
	case ORDER_BROWSE: a.number = browse(p); break;
	case ORDER_COMMAND: a.number = run_command(p); break;
	case ORDER_FOLDER: a = open_place(p, O_RDONLY | O_DIRECTORY); break;
	case ORDER_CREATE:
		a = open_place(p, O_WRONLY | O_CREAT | (p->order.replace ? O_TRUNC : O_EXCL));
		break;
	}
	if (p->order.kind != ORDER_LOAD)
		answer_send(socket, a);
	if (a.fd >= 0)
		close(a.fd);
}

/* Without a word: the terminal is the reader's, who sees that nobody answers. */
static void no_memory(void)
{
	_exit(STATUS_NOT_READ);
}

_Noreturn void opener_serve(int socket, const struct site_set *sites)
{
	struct parcel *p;

	mem_on_failure(no_memory);
	p = mem_new(1, sizeof(*p));
	/* Keys that end or stop what runs in the foreground are meant for that. */
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	while (parcel_receive(p, socket)) {
		obey(p, socket, sites);
		for (uint32_t i = 0; i < p->order.fds; i++)
			close(p->fd[i]);
		while (waitpid(-1, NULL, WNOHANG) > 0)
			;
	}
	_exit(0);
}
