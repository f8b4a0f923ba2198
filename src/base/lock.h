/* lock.h: what Linux offers a process to give up its own rights, for good: Landlock for files and
 * networks, a seccomp filter for system calls. A layer that the kernel does not have is left out
 * and is no failure; one that it has and that cannot be put on is. Builds with sanitizers, which
 * need files of their own, put nothing on. */
#ifndef POSTIL_BASE_LOCK_H
#define POSTIL_BASE_LOCK_H

#include "base/buf.h"
#include "base/err.h"
#include "base/lock_filter.h"

#include <linux/audit.h>

/* What filters know this processor by; not defined where nobody has looked which calls it has. */
#if defined(__x86_64__)
#define LOCK_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define LOCK_ARCH AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define LOCK_ARCH AUDIT_ARCH_RISCV64
#endif

struct lock_place {
	const char
		*path; /* a file, or a folder with all below it; one that is not there is skipped */
	bool write;    /* files there may be made, changed and removed, too */
};

/* The first step: rights that a program started later would gain are refused from now on. */
bool lock_begin(struct err *e);

/* From now on only these places can be opened, and no signal reaches a process outside. Of the
 * network, `network` leaves the right to connect; without it TCP is refused, too (since Landlock 4;
 * lock_calls() does it before that). */
bool lock_places(const struct lock_place *place, size_t places, bool network, struct err *e);

/* From now on these system calls (SYS_...; -1 is skipped) fail with EPERM, and with them those that
 * nobody here has a use for: starting programs, reaching into other processes and the kernel, and
 * of ioctl() all that does more to a terminal than set its modes. */
bool lock_calls(const int *call, size_t calls, struct err *e);

/* From now on each of these system calls goes by its rule, and all others by `rest`; only where
 * lock_can_filter(). */
bool lock_filter(const struct lock_call *call, size_t calls, enum lock_rule rest, struct err *e);

/* The version of Landlock; 0 for none. */
int lock_version(void);

/* Whether system calls can be filtered here. */
bool lock_can_filter(void);

#endif
