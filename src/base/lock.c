/* lock.c: Landlock and refused system calls. No library is used: a few calls and a table. */
#include "config.h"

#include "base/lock.h"

#include <assert.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Landlock's interface, spelled out since the headers of older systems lack the later parts. */
struct ruleset {
	uint64_t files;	  /* rights that need a rule from now on */
	uint64_t network; /* since version 4 */
	uint64_t scope;	  /* since version 6 */
};

struct path_rule {
	uint64_t rights;
	int32_t fd;
} __attribute__((packed));

enum {
	CREATE_RULESET = 444, /* the same number on every architecture */
	ADD_RULE = 445,
	RESTRICT_SELF = 446,
	ASK_VERSION = 1,
	PATH_BENEATH = 1,
	/* rights of files */
	WRITE_FILE = 1 << 1,
	READ_FILE = 1 << 2,
	READ_FOLDER = 1 << 3,
	REMOVE_FILE = 1 << 5,
	MAKE_REGULAR = 1 << 8,
	TRUNCATE = 1 << 14, /* since version 3 */
	/* rights of networks */
	BIND_TCP = 1 << 0,
	CONNECT_TCP = 1 << 1,
};

int lock_version(void)
{
#ifdef POSTIL_SANITIZED
	return 0;
#else
	long version = syscall(CREATE_RULESET, NULL, 0, ASK_VERSION);

	return version > 0 ? (int)version : 0;
#endif
}

bool lock_can_filter(void)
{
#if defined(LOCK_ARCH) && !defined(POSTIL_SANITIZED)
	uint32_t action = SECCOMP_RET_ERRNO;

	return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
#else
	return false;
#endif
}

bool lock_begin(struct err *e)
{
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ||
		err_sys(e, ERR_CHILD, "cannot lock this process in");
}

/* A file takes no right of folders. */
static void allow(int rules, const struct lock_place *place, int version)
{
	const uint64_t folder = READ_FOLDER | REMOVE_FILE | MAKE_REGULAR;
	struct path_rule rule = { .rights = READ_FILE | READ_FOLDER };

	if (place->write)
		rule.rights |=
			WRITE_FILE | REMOVE_FILE | MAKE_REGULAR | (version >= 3 ? TRUNCATE : 0);
	rule.fd = open(place->path, O_PATH | O_CLOEXEC);
	if (rule.fd < 0)
		return;
	if (syscall(ADD_RULE, rules, PATH_BENEATH, &rule, 0) != 0) {
		rule.rights &= ~folder;
		syscall(ADD_RULE, rules, PATH_BENEATH, &rule, 0);
	}
	close(rule.fd);
}

bool lock_places(const struct lock_place *place, size_t places, bool network, struct err *e)
{
	int version = lock_version(), rules;
	struct ruleset all = {
		/* The rights of version 1, then one each of versions 2 (refer), 3 (truncate), 5
		 * (ioctl). */
		.files = version >= 5  ? 0xffff
			: version >= 3 ? 0x7fff
			: version == 2 ? 0x3fff
				       : 0x1fff,
		.network = BIND_TCP | (network ? 0 : CONNECT_TCP),
		.scope = 0x3,
	};
	size_t size = version >= 6 ? sizeof(all)
		: version >= 4	   ? offsetof(struct ruleset, scope)
				   : offsetof(struct ruleset, network);
	bool ok;

	if (version == 0)
		return true;
	rules = (int)syscall(CREATE_RULESET, &all, size, 0);
	if (rules < 0)
		return err_sys(e, ERR_CHILD, "cannot lock this process in (Landlock)");
	for (size_t i = 0; i < places; i++)
		allow(rules, &place[i], version);
	ok = syscall(RESTRICT_SELF, rules, 0) == 0 ||
		err_sys(e, ERR_CHILD, "cannot lock this process in (Landlock)");
	close(rules);
	return ok;
}

#if defined(LOCK_ARCH) && !defined(POSTIL_SANITIZED)
/* Starting programs, other processes, the kernel, old ways to shorten a file that Landlock 1 and 2
 * do not know. */
static const int never[] = {
	SYS_execve,
	SYS_execveat,
	SYS_ptrace,
	SYS_process_vm_readv,
	SYS_process_vm_writev,
	SYS_mount,
	SYS_umount2,
	SYS_unshare,
	SYS_setns,
	SYS_bpf,
	SYS_perf_event_open,
	SYS_userfaultfd,
	SYS_io_uring_setup,
	SYS_keyctl,
	SYS_add_key,
	SYS_request_key,
	SYS_init_module,
	SYS_finit_module,
	SYS_kexec_load,
	SYS_truncate,
	SYS_listen,
};

bool lock_filter(const struct lock_call *call, size_t calls, enum lock_rule rest, struct err *e)
{
	struct lock_program p;
	struct sock_fprog program;

	lock_compile(&p, LOCK_ARCH, call, calls, rest);
	program = (struct sock_fprog){ p.steps, p.step };
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 ||
		err_sys(e, ERR_CHILD, "cannot lock this process in (seccomp)");
}

bool lock_calls(const int *call, size_t calls, struct err *e)
{
	struct lock_call all[LOCK_CALLS_MAX] = { { SYS_ioctl, LOCK_ORDERS } };
	size_t n = 1;

	for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++)
		all[n++] = (struct lock_call){ never[i], LOCK_REFUSE };
	assert(calls <= LOCK_CALLS_MAX - n);
	for (size_t i = 0; i < calls; i++)
		all[n++] = (struct lock_call){ call[i], LOCK_REFUSE };
	return !lock_can_filter() || lock_filter(all, n, LOCK_ALLOW, e);
}
#else
bool lock_filter(const struct lock_call *call, size_t calls, enum lock_rule rest, struct err *e)
{
	(void)call;
	(void)calls;
	(void)rest;
	(void)e;
	return true;
}

bool lock_calls(const int *call, size_t calls, struct err *e)
{
	(void)call;
	(void)calls;
	(void)e;
	return true;
}
#endif
