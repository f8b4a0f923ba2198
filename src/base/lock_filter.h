/* lock_filter.h: a list of system calls with what becomes of each, as a program that the kernel
 * asks before every call. */
#ifndef POSTIL_BASE_LOCK_FILTER_H
#define POSTIL_BASE_LOCK_FILTER_H

#include <linux/filter.h>
#include <stddef.h>
#include <stdint.h>

enum lock_rule {
	LOCK_ALLOW,
	LOCK_REFUSE, /* the call fails with EPERM */
	LOCK_DATA,   /* of mmap() and mprotect(): allowed unless the memory is to be executable */
	LOCK_ORDERS, /* of ioctl(): allowed for what asks and sets modes, and no more */
};

struct lock_call {
	int call; /* SYS_...; -1 where this processor has none */
	enum lock_rule rule;
};

enum { LOCK_CALLS_MAX = 128 };

struct lock_program {
	struct sock_filter step[2 * LOCK_CALLS_MAX];
	unsigned short steps;
};

/* Makes the program: the listed calls (LOCK_CALLS_MAX at the most) go by their rules, all others by
 * `rest`; calls in the manner of another processor end the process (arch: what filters know this
 * one by). The calls stand in a tree, since the kernel tries the program with each number it has
 * when it takes it, which is most of what a filter costs a process that lives for some
 * milliseconds. */
void lock_compile(struct lock_program *p, uint32_t arch, const struct lock_call *call, size_t calls,
	enum lock_rule rest);

#endif
