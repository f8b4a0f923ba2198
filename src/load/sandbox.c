/* sandbox.c: the cell of the loader child. */
#include "config.h"

#include "load/sandbox.h"

#include <sys/resource.h>
#include <sys/time.h>

enum {
	CPU_BASE = 2000,		/* ms of processor time for any page */
	CPU_PER_MIB = 500,		/* ms more for each MiB of it */
#ifdef POSTIL_SANITIZED
	CPU_FACTOR = 20,
#else
	CPU_FACTOR = 1,
#endif
};

#define MEMORY_BASE ((rlim_t)512 * 1024 * 1024)	/* bytes of address space for any page */
#define MEMORY_PER_BYTE 20			/* more for each byte of it */

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

void sandbox_enter(size_t page)
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
