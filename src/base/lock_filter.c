/* lock_filter.c: programs for seccomp. They are written from the end to the beginning: jumps lead
 * forward only, so that where one leads is written already. */
#include "config.h"

#include "base/lock_filter.h"

#include <assert.h>
#include <errno.h>
#include <linux/seccomp.h>
#include <linux/termios.h>
#include <sys/mman.h>
#include <sys/syscall.h>

/* What may be asked of an open file or terminal beside reading and writing: modes, size, what is
 * waiting. Not: typing into it (TIOCSTI, TIOCLINUX), taking its foreground, programming its keys.
 */
static const uint32_t orders[] = {
	TCGETS,
	TCSETS,
	TCSETSW,
	TCSETSF,
	TCGETS2,
	TCSETS2,
	TCSETSW2,
	TCSETSF2,
	TCSBRK,
	TCSBRKP,
	TCXONC,
	TCFLSH,
	TIOCGWINSZ,
	TIOCGPGRP,
	TIOCOUTQ,
	FIONREAD,
	FIONBIO,
	FIOCLEX,
	FIONCLEX,
};

/* Where the lower half of an argument stands. */
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
enum { LOW_HALF = 4 };
#else
enum { LOW_HALF = 0 };
#endif

enum {
	LEAF = 3,	  /* calls that are compared one after the other */
	X32 = 0x40000000, /* from here on: the x32 numbers of the same calls */
	JUMP_MAX = UINT8_MAX,
};

/* Where a step stands: the number of steps from it to the end, itself included. */
typedef unsigned place;

/* The program with its answers. */
struct writer {
	struct lock_program *program;
	place answer[LOCK_ORDERS + 1];
};

static place put(struct lock_program *p, struct sock_filter step)
{
	assert(p->steps < sizeof(p->step) / sizeof(p->step[0]));
	p->step[p->steps++] = step;
	return p->steps;
}

static place put_load(struct lock_program *p, size_t offset)
{
	return put(p, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset));
}

static place put_answer(struct lock_program *p, uint32_t what)
{
	return put(p, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, what));
}

static place put_jump(struct lock_program *p, uint16_t compare, uint32_t with, place yes, place no)
{
	unsigned if_so = p->steps - yes, if_not = p->steps - no;

	assert(if_so <= JUMP_MAX && if_not <= JUMP_MAX);
	return put(p,
		(struct sock_filter)BPF_JUMP(
			BPF_JMP | compare | BPF_K, with, (uint8_t)if_so, (uint8_t)if_not));
}

static place put_orders(struct lock_program *p, place allow, place refuse)
{
	place next = refuse;

	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++)
		next = put_jump(p, BPF_JEQ, orders[i], allow, next);
	return put_load(p, offsetof(struct seccomp_data, args[1]) + LOW_HALF);
}

static place put_data(struct lock_program *p, place allow, place refuse)
{
	put_jump(p, BPF_JSET, PROT_EXEC, refuse, allow);
	return put_load(p, offsetof(struct seccomp_data, args[2]) + LOW_HALF);
}

static void put_answers(struct writer *w, const struct lock_call *call, size_t calls)
{
	struct lock_program *p = w->program;
	place allow = put_answer(p, SECCOMP_RET_ALLOW),
	      refuse = put_answer(p, SECCOMP_RET_ERRNO | EPERM);

	w->answer[LOCK_ALLOW] = w->answer[LOCK_DATA] = w->answer[LOCK_ORDERS] = allow;
	w->answer[LOCK_REFUSE] = refuse;
	for (size_t i = 0; i < calls; i++) {
		place *at = &w->answer[call[i].rule];

		if (*at == allow && call[i].rule == LOCK_DATA)
			*at = put_data(p, allow, refuse);
		else if (*at == allow && call[i].rule == LOCK_ORDERS)
			*at = put_orders(p, allow, refuse);
	}
}

/* The calls, which are sorted, halved down to leaves; `rest` for what none of them is. */
static place put_tree(struct writer *w, const struct lock_call *call, size_t calls, place rest)
{
	struct lock_program *p = w->program;
	place next = rest;

	if (calls > LEAF) {
		size_t half = calls / 2;
		place upper = put_tree(w, call + half, calls - half, rest),
		      lower = put_tree(w, call, half, rest);

		return put_jump(p, BPF_JGE, (uint32_t)call[half].call, upper, lower);
	}
	while (calls-- > 0)
		next = put_jump(
			p, BPF_JEQ, (uint32_t)call[calls].call, w->answer[call[calls].rule], next);
	return next;
}

/* By number, of the few there are each behind the smaller ones. */
static size_t sort(struct lock_call *sorted, const struct lock_call *call, size_t calls)
{
	size_t n = 0;

	for (size_t i = 0; i < calls; i++) {
		size_t at = n;

		if (call[i].call < 0)
			continue;
		assert(n < LOCK_CALLS_MAX);
		for (; at > 0 && sorted[at - 1].call > call[i].call; at--)
			sorted[at] = sorted[at - 1];
		sorted[at] = call[i];
		n++;
	}
	return n;
}

void lock_compile(struct lock_program *p, uint32_t arch, const struct lock_call *call, size_t calls,
	enum lock_rule rest)
{
	struct lock_call sorted[LOCK_CALLS_MAX];
	struct writer w = { .program = p };
	size_t n = sort(sorted, call, calls);
	place number, foreign;

	p->steps = 0;
	put_answers(&w, sorted, n);
	number = put_tree(&w, sorted, n, w.answer[rest]);
	number = put_jump(p, BPF_JGE, X32, w.answer[LOCK_REFUSE], number);
	number = put_load(p, offsetof(struct seccomp_data, nr));
	foreign = put_answer(p, SECCOMP_RET_KILL_PROCESS);
	put_jump(p, BPF_JEQ, arch, number, foreign);
	put_load(p, offsetof(struct seccomp_data, arch));
	for (size_t i = 0, j = p->steps - 1; i < j; i++, j--) {
		struct sock_filter step = p->step[i];

		p->step[i] = p->step[j];
		p->step[j] = step;
	}
}
