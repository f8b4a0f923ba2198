/* opener.c: the reader's side: forks the opener and gives it orders. */
#include "config.h"

#include "load/opener.h"

#include "load/order.h"
#include "load/request.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct opener {
	int socket;
	pid_t pid;
};

struct opener *opener_start(const struct site_set *sites, struct err *e)
{
	struct opener *o;
	int ends[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
		err_sys(e, ERR_CHILD, "cannot start the opener");
		return NULL;
	}
	pid = fork();
	if (pid == 0) {
		close(ends[0]);
		opener_serve(ends[1], sites);
	}
	close(ends[1]);
	if (pid < 0) {
		err_sys(e, ERR_CHILD, "cannot start the opener");
		close(ends[0]);
		return NULL;
	}
	o = mem_new(1, sizeof(*o));
	*o = (struct opener){ ends[0], pid };
	return o;
}

void opener_stop(struct opener *o)
{
	if (!o)
		return;
	close(o->socket);
	while (waitpid(o->pid, NULL, 0) < 0 && errno == EINTR)
		;
	mem_free(o);
}

static struct parcel *parcel_new(enum order_kind kind)
{
	struct parcel *p = mem_new(1, sizeof(*p));

	p->order.kind = kind;
	return p;
}

/* Sends it, if it was filled, and waits for the answer. */
static bool ask(struct opener *o, struct parcel *p, bool filled, struct answer *a)
{
	bool ok = filled && parcel_send(p, o->socket) && answer_receive(o->socket, a);

	mem_free(p);
	return ok;
}

int opener_load(struct opener *o, const struct child_task *t, struct err *e)
{
	struct parcel *p = parcel_new(ORDER_LOAD);
	bool ok = true;
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
		mem_free(p);
		err_sys(e, ERR_CHILD, "cannot start a loader");
		return -1;
	}
	p->order.request = *t->request;
	p->order.kept = t->kept;
	p->order.copy = t->copy;
	p->order.early = t->early >= 0;
	for (size_t i = 0; request_text(&p->order.request, i); i++)
		ok = ok && parcel_text(p, *request_text(&p->order.request, i));
	ok = ok && parcel_text(p, t->why);
	parcel_fd(p, t->reports);
	parcel_fd(p, t->image);
	parcel_fd(p, t->early >= 0 ? t->early : t->image);
	parcel_fd(p, t->bytes);
	parcel_fd(p, ends[1]);
	ok = ok && parcel_send(p, o->socket);
	mem_free(p);
	close(ends[1]);
	if (ok)
		return ends[0];
	close(ends[0]);
	err_set(e, ERR_CHILD, "cannot start a loader: the opener is gone");
	return -1;
}

int opener_browse(struct opener *o, const char *command, const char *url)
{
	struct parcel *p = parcel_new(ORDER_BROWSE);
	struct answer a;

	return ask(o, p, parcel_text(p, command) && parcel_text(p, url), &a) ? a.number
									     : OPENER_NOT_RUN;
}

int opener_command(struct opener *o, const char *command, int input)
{
	struct parcel *p = parcel_new(ORDER_COMMAND);
	struct answer a;

	parcel_fd(p, input);
	return ask(o, p, parcel_text(p, command), &a) ? a.number : OPENER_NOT_RUN;
}

int opener_folder(struct opener *o, const char *path)
{
	struct parcel *p = parcel_new(ORDER_FOLDER);
	struct answer a;

	return ask(o, p, parcel_text(p, path), &a) ? a.fd : -1;
}

int opener_create(struct opener *o, const char *path, bool replace, struct err *e)
{
	struct parcel *p = parcel_new(ORDER_CREATE);
	struct answer a = { .number = EIO, .fd = -1 };

	p->order.replace = replace;
	if (ask(o, p, parcel_text(p, path), &a) && a.fd >= 0)
		return a.fd;
	errno = a.number;
	err_sys(e, ERR_WRITE, path);
	return -1;
}
