/* sandbox.c: the cell of the loader child: nothing can be opened, and of the system calls only a few work. */
#include "config.h"

#include "load/sandbox.h"

#include "base/lock.h"

#include <errno.h>
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

/* All that thinking takes, and writing to what is open. */
static const struct lock_call calls[] = {
#define ALLOW(name)                                                                                \
	{                                                                                          \
		SYS_##name, LOCK_ALLOW                                                             \
	}
#define ALLOW_DATA(name)                                                                           \
	{                                                                                          \
		SYS_##name, LOCK_DATA                                                              \
	}
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
#undef ALLOW
#undef ALLOW_DATA
};

static bool filter_enter(struct err *e)
{
	bool filters = lock_can_filter();

	if (filters && !lock_filter(calls, sizeof(calls) / sizeof(calls[0]), LOCK_REFUSE, e))
		return false;
	/* The proof that it holds: a harmless call that is not on the list. */
	if (filters && (syscall(SYS_getppid) != -1 || errno != EPERM))
		return err_set(e, ERR_CHILD,
			"the loader is not locked in: a call that must be refused was not");
	return true;
}

bool sandbox_enter(size_t page, struct err *e)
{
	set_limits(page);
	return lock_begin(e) && lock_places(NULL, 0, false, e) && filter_enter(e);
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
