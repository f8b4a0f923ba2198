/* opener_loader.c: loaders that the opener starts for the reader.
 *
 * Each loader has a keeper between itself and the opener, which holds the other end of the
 * reader's leash: it kills the loader when the leash is let go, and says on it how the loader
 * ended. So the reader needs neither to wait for processes nor to send signals. */
#include "config.h"

#include "load/opener_inner.h"

#include "load/place.h"
#include "load/request.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LEASH = ORDER_FDS - 1 }; /* the last descriptor */

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
		.hosts = p->order.hosts ? p->fd[3] : -1,
		.bytes = p->order.bytes ? p->fd[4] : -1,
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
	status = pid < 0 ? CHILD_LOST << 8 : watch(pid, p->fd[LEASH], deaths);
	if (write(p->fd[LEASH], &status, sizeof(status)) < 0)
		_exit(1);
	_exit(0);
}

/* Files of the user are loaded only as they were named when the program was called. */
static bool may_load(const struct load_request *r, const struct opener_options *o)
{
	return place_is_address(r->place) || (o->place && strcmp(r->place, o->place) == 0);
}

/* Descriptors that are what they ought to be: no terminal, say, that a loader would read or write. */
static bool has_its_files(const struct parcel *p)
{
	static const mode_t type[ORDER_FDS] = { S_IFIFO, S_IFREG, S_IFREG, S_IFREG, S_IFREG,
		S_IFSOCK };

	bool ok = p->order.fds == ORDER_FDS;

	for (size_t i = 0; ok && i < ORDER_FDS; i++)
		ok = opener_fd_is(p->fd[i], type[i]);
	return ok;
}

bool opener_load_order(struct parcel *p, const struct opener_options *o)
{
	size_t texts = 1;
	pid_t pid = -1;

	while (request_text(&p->order.request, texts - 1))
		texts++;
	p->order.request.place = p->text[0];
	if (p->order.texts == texts && p->text[0] && has_its_files(p) &&
		may_load(&p->order.request, o))
		pid = fork();
	if (pid == 0)
		keep_loader(p, o->sites);
	return pid > 0;
}
