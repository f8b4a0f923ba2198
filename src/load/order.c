/* order.c: orders and answers as datagrams, with the descriptors that go along. */
#include "config.h"

#include "load/order.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Room for the descriptors of one datagram. */
union control {
	char bytes[CMSG_SPACE(sizeof(int) * ORDER_FDS)];
	struct cmsghdr align;
};

static bool send_with(int socket, struct iovec *part, size_t parts, const int *fd, size_t fds)
{
	union control control = { .bytes = { 0 } };
	struct msghdr m = { .msg_iov = part, .msg_iovlen = parts };
	ssize_t n;

	if (fds) {
		struct cmsghdr *c;

		m.msg_control = control.bytes;
		m.msg_controllen = CMSG_SPACE(sizeof(int) * fds);
		c = CMSG_FIRSTHDR(&m);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(int) * fds);
		memcpy(CMSG_DATA(c), fd, sizeof(int) * fds);
	}
	do
		n = sendmsg(socket, &m, MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	return n >= 0;
}

/* Takes what has come; the bytes, -1 for nothing whole. Descriptors beyond `fds` are closed. */
static ssize_t receive_with(
	int socket, struct iovec *part, size_t parts, int *fd, size_t fds, size_t *got)
{
	union control control;
	struct msghdr m = { .msg_iov = part,
		.msg_iovlen = parts,
		.msg_control = control.bytes,
		.msg_controllen = sizeof(control.bytes) };
	ssize_t n;

	*got = 0;
	do
		n = recvmsg(socket, &m, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	for (struct cmsghdr *c = n > 0 ? CMSG_FIRSTHDR(&m) : NULL; c; c = CMSG_NXTHDR(&m, c)) {
		size_t here = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);

		for (size_t i = 0; c->cmsg_type == SCM_RIGHTS && i < here; i++) {
			int one;

			memcpy(&one, CMSG_DATA(c) + i * sizeof(int), sizeof(int));
			if (*got < fds)
				fd[(*got)++] = one;
			else
				close(one);
		}
	}
	return n > 0 && !(m.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) ? n : -1;
}

static void close_all(const int *fd, size_t fds)
{
	while (fds > 0)
		close(fd[--fds]);
}

bool parcel_text(struct parcel *p, const char *text)
{
	size_t len = text ? strlen(text) + 1 : 0;

	if (p->order.texts == ORDER_TEXTS || len > sizeof(p->bytes) - p->used)
		return false;
	p->text[p->order.texts] = text ? p->bytes + p->used : NULL;
	p->order.len[p->order.texts++] = (uint32_t)len;
	memcpy(p->bytes + p->used, len ? text : "", len);
	p->used += len;
	return true;
}

void parcel_fd(struct parcel *p, int fd)
{
	p->fd[p->order.fds++] = fd;
}

bool parcel_send(const struct parcel *p, int socket)
{
	struct iovec part[] = {
		{ (void *)(uintptr_t)&p->order, sizeof(p->order) },
		{ (void *)(uintptr_t)p->bytes, p->used },
	};

	return send_with(socket, part, 2, p->fd, p->order.fds);
}

/* Finds the texts again, whatever the lengths say. */
static bool unpack(struct parcel *p)
{
	size_t at = 0;

	if (p->order.texts > ORDER_TEXTS)
		return false;
	for (uint32_t i = 0; i < p->order.texts; i++) {
		size_t len = p->order.len[i];

		if (len > p->used - at ||
			(len > 0 && memchr(p->bytes + at, '\0', len) != p->bytes + at + len - 1))
			return false;
		p->text[i] = len ? p->bytes + at : NULL;
		at += len;
	}
	return at == p->used;
}

bool parcel_receive(struct parcel *p, int socket)
{
	struct iovec part[] = { { &p->order, sizeof(p->order) }, { p->bytes, sizeof(p->bytes) } };
	size_t fds;
	ssize_t n = receive_with(socket, part, 2, p->fd, ORDER_FDS, &fds);

	p->used = n < (ssize_t)sizeof(p->order) ? 0 : (size_t)n - sizeof(p->order);
	if (n >= (ssize_t)sizeof(p->order) && fds == p->order.fds && unpack(p))
		return true;
	close_all(p->fd, fds);
	return false;
}

bool answer_send(int socket, const struct opener_answer *a)
{
	struct iovec part[] = {
		{ (void *)(uintptr_t)&a->number, sizeof(a->number) },
		{ (void *)(uintptr_t)a->text, strlen(a->text) + 1 },
	};

	return send_with(socket, part, 2, &a->fd, a->fd >= 0);
}

bool answer_receive(int socket, struct opener_answer *a)
{
	struct iovec part[] = {
		{ &a->number, sizeof(a->number) },
		{ a->text, sizeof(a->text) },
	};
	size_t fds;
	int fd;
	ssize_t n = receive_with(socket, part, 2, &fd, 1, &fds);

	a->fd = fds ? fd : -1;
	if (n > (ssize_t)sizeof(a->number) &&
		memchr(a->text, '\0', (size_t)n - sizeof(a->number)) ==
			a->text + (size_t)n - sizeof(a->number) - 1)
		return true;
	close_all(&fd, fds);
	return false;
}
