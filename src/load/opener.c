/* opener.c: the reader's side: forks the opener and gives it orders. */
#include "config.h"

#include "load/opener.h"

#include "load/order.h"
#include "load/request.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct opener {
	int socket;
	pid_t pid;
};

struct opener *opener_start(const struct opener_options *options, struct err *e)
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
		opener_serve(ends[1], options);
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

/* Sends it, if it was filled, and waits for the answer: how what it asks for ended. */
static int ask(struct opener *o, struct parcel *p, bool filled)
{
	struct opener_answer a;
	bool ok = filled && parcel_send(p, o->socket) && answer_receive(o->socket, &a);

	mem_free(p);
	if (ok && a.fd >= 0)
		close(a.fd);
	return ok ? a.number : OPENER_NOT_RUN;
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
	p->order.hosts = t->hosts >= 0;
	p->order.bytes = t->bytes >= 0;
	for (size_t i = 0; request_text(&p->order.request, i); i++)
		ok = ok && parcel_text(p, *request_text(&p->order.request, i));
	ok = ok && parcel_text(p, t->why);
	parcel_fd(p, t->reports);
	parcel_fd(p, t->image);
	parcel_fd(p, t->early >= 0 ? t->early : t->image);
	parcel_fd(p, t->hosts >= 0 ? t->hosts : t->image);
	parcel_fd(p, t->bytes >= 0 ? t->bytes : t->image);
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

int opener_browse(struct opener *o, const char *url)
{
	struct parcel *p = parcel_new(ORDER_BROWSE);

	return ask(o, p, parcel_text(p, url));
}

static int feed(struct opener *o, enum order_kind kind, int input)
{
	struct parcel *p = parcel_new(kind);

	parcel_fd(p, input);
	return ask(o, p, true);
}

int opener_copy(struct opener *o, int input)
{
	return feed(o, ORDER_COPY, input);
}

int opener_run(struct opener *o, int input)
{
	return feed(o, ORDER_RUN, input);
}

bool opener_ask(struct opener *o, enum opener_ask what)
{
	struct parcel *p = parcel_new(what == OPENER_COMMAND ? ORDER_ASK_COMMAND : ORDER_ASK_FILE);
	bool ok = parcel_send(p, o->socket);

	mem_free(p);
	return ok;
}

int opener_fd(const struct opener *o)
{
	return o->socket;
}

bool opener_answered(struct opener *o, struct opener_answer *a)
{
	return answer_receive(o->socket, a);
}
