/* sandbox.c: the cell of the loader child: nothing can be opened, and of the system calls only a few work. */
#include "config.h"

#include "load/sandbox.h"

#include "base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

enum {
	CPU_BASE = 2000,   /* ms of processor time for any page */
	CPU_PER_MIB = 500, /* ms more for each MiB of it */
#ifdef POSTIL_SANITIZED
	CPU_FACTOR = 20,
#else
	CPU_FACTOR = 1,
#endif
};

#define MEMORY_BASE	((rlim_t)512 * 1024 * 1024) /* bytes of address space for any page */
#define MEMORY_PER_BYTE 20			    /* more for each byte of it */

static void limit(int what, rlim_t to)
{
	struct rlimit now;

	if (getrlimit(what, &now) != 0)
		return;
	if (now.rlim_max != RLIM_INFINITY && to > now.rlim_max)
		to = now.rlim_max;
	now.rlim_cur = now.rlim_max = to;
	setrlimit(what, &now);
}

static void set_limits(size_t page)
{
	long ms = (CPU_BASE + (long)(page / 1024) * CPU_PER_MIB / 1024) * CPU_FACTOR;
	struct itimerval timer = { .it_value = { ms / 1000, ms % 1000 * 1000 } };

	limit(RLIMIT_CORE, 0);
#ifndef POSTIL_SANITIZED
	limit(RLIMIT_AS, MEMORY_BASE + (rlim_t)page * MEMORY_PER_BYTE);
#endif
	/* The timer is exact, and ends the process with SIGPROF; the limit counts whole seconds, and
	 * holds should something undo the timer. */
	limit(RLIMIT_CPU, (rlim_t)ms / 1000 + 2);
	setitimer(ITIMER_PROF, &timer, NULL);
}

#if defined(LOCK_ARCH) && !defined(POSTIL_SANITIZED)
#define LOAD(field)                                                                                \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, field))
#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define ALLOW(name)  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), ANSWER(SECCOMP_RET_ALLOW)
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define ARGUMENT(n)                                                                                \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, args[n]) + 4)
#else
#define ARGUMENT(n)                                                                                \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, args[n]))
#endif
#define REFUSED (SECCOMP_RET_ERRNO | EPERM)
/* Allowed unless the memory is to be executable. */
#define ALLOW_DATA(name)                                                                           \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 4), ARGUMENT(2),                        \
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1), ANSWER(REFUSED),            \
		ANSWER(SECCOMP_RET_ALLOW)

static bool filter_enter(struct err *e)
{
	static const struct sock_filter rules[] = {
		LOAD(arch),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LOCK_ARCH, 1, 0),
		ANSWER(SECCOMP_RET_KILL_PROCESS),
		LOAD(nr),
		ALLOW(read),
		ALLOW(write),
		ALLOW(readv),
		ALLOW(writev),
		ALLOW(close),
		ALLOW(lseek),
		ALLOW(fstat),
		ALLOW(brk),
		ALLOW(munmap),
		ALLOW(mremap),
		ALLOW(madvise),
		ALLOW_DATA(mmap),
		ALLOW_DATA(mprotect),
		ALLOW(exit),
		ALLOW(exit_group),
		ALLOW(rt_sigreturn),
		ALLOW(rt_sigprocmask),
		ALLOW(futex),
		ALLOW(clock_gettime),
		ALLOW(gettimeofday),
		ALLOW(getrandom),
		ALLOW(getpid),
		ALLOW(sched_yield),
		ANSWER(REFUSED),
	};
	struct sock_fprog program = { sizeof(rules) / sizeof(rules[0]),
		(struct sock_filter *)(uintptr_t)rules };

	if (!lock_can_filter())
		return true;
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
		return err_sys(e, ERR_CHILD, "cannot lock the loader in (seccomp)");
	/* The proof that it holds: a harmless call that is not on the list. */
	if (syscall(SYS_getppid) != -1 || errno != EPERM)
		return err_set(e, ERR_CHILD,
			"the loader is not locked in: a call that must be refused was not");
	return true;
}
#endif

bool sandbox_enter(size_t page, struct err *e)
{
	set_limits(page);
	if (!lock_begin(e) || !lock_places(NULL, 0, false, e))
		return false;
#if defined(LOCK_ARCH) && !defined(POSTIL_SANITIZED)
	return filter_enter(e);
#else
	return true;
#endif
}

void sandbox_layers(struct buf *out)
{
#ifdef POSTIL_SANITIZED
	buf_add(out, STR("time limit only (a build with sanitizers)"));
#else
	int version = lock_version();

	buf_add(out, lock_can_filter() ? STR("seccomp, ") : STR("no seccomp, "));
	if (version > 0)
		buf_printf(out, "Landlock %d, ", version);
	else
		buf_add(out, STR("no Landlock, "));
	buf_add(out, STR("limits"));
#endif
}
