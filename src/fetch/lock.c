/* lock.c: Landlock with rules for reading, and a filter that refuses some calls. The loader child
 * has a lock of its own (load/sandbox.c), far narrower: libcurl needs sockets, threads and files. */
#include "config.h"

#include "fetch/lock.h"

#ifndef POSTIL_SANITIZED

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
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
	READ_FILE = 1 << 2,
	READ_FOLDER = 1 << 3,
	BIND_TCP = 1 << 0,
};

/* Where systems keep libraries, certificates, the resolver's files, its sockets. */
static const char *const readable[] = {
	"/etc",
	"/usr",
	"/lib",
	"/lib64",
	"/opt",
	"/nix/store",
	"/gnu/store",
	"/var/lib/ca-certificates",
	"/run/systemd/resolve",
	"/run/resolvconf",
	"/run/NetworkManager",
	"/run/nscd",
	"/dev/null",
	"/dev/random",
	"/dev/urandom",
};

/* A place that is not there needs no rule. A file takes no right of folders. */
static void allow_reading(int rules, const char *path)
{
	struct path_rule rule = { .rights = READ_FILE | READ_FOLDER };

	rule.fd = open(path, O_PATH | O_CLOEXEC);
	if (rule.fd < 0)
		return;
	if (syscall(ADD_RULE, rules, PATH_BENEATH, &rule, 0) != 0) {
		rule.rights = READ_FILE;
		syscall(ADD_RULE, rules, PATH_BENEATH, &rule, 0);
	}
	close(rule.fd);
}

static bool landlock_enter(const char *const *files, struct err *e)
{
	long version = syscall(CREATE_RULESET, NULL, 0, ASK_VERSION);
	struct ruleset all = {
		/* The rights of version 1, then one each of versions 2 (refer), 3 (truncate), 5 (ioctl). */
		.files = version >= 5  ? 0xffff
			: version >= 3 ? 0x7fff
			: version == 2 ? 0x3fff
				       : 0x1fff,
		.network = BIND_TCP,
		.scope = 0x3,
	};
	size_t size = version >= 6 ? sizeof(all)
		: version >= 4	   ? offsetof(struct ruleset, scope)
				   : offsetof(struct ruleset, network);
	int rules;
	bool ok;

	if (version <= 0)
		return true;
	rules = (int)syscall(CREATE_RULESET, &all, size, 0);
	if (rules < 0)
		return err_sys(e, ERR_CHILD, "cannot lock the fetcher in (Landlock)");
	for (size_t i = 0; i < sizeof(readable) / sizeof(*readable); i++)
		allow_reading(rules, readable[i]);
	for (; *files; files++)
		allow_reading(rules, *files);
	ok = syscall(RESTRICT_SELF, rules, 0) == 0 ||
		err_sys(e, ERR_CHILD, "cannot lock the fetcher in (Landlock)");
	close(rules);
	return ok;
}

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCH AUDIT_ARCH_RISCV64
#endif

#ifdef ARCH
#define LOAD(field)                                                                                \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, field))
#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define REFUSED	     (SECCOMP_RET_ERRNO | EPERM)
#define REFUSE(name) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), ANSWER(REFUSED)

/* Starting programs, other processes, the kernel, modes and owners of files, old ways to shorten
 * them that Landlock 1 and 2 do not know. */
static const struct sock_filter rules[] = {
	LOAD(arch),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0),
	ANSWER(SECCOMP_RET_KILL_PROCESS),
	LOAD(nr),
#ifdef __x86_64__
	/* The x32 numbers of the same calls. */
	BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
	ANSWER(REFUSED),
#endif
	REFUSE(execve),
	REFUSE(execveat),
	REFUSE(ptrace),
	REFUSE(process_vm_readv),
	REFUSE(process_vm_writev),
	REFUSE(pidfd_open),
	REFUSE(kill),
	REFUSE(tkill),
	REFUSE(mount),
	REFUSE(umount2),
	REFUSE(unshare),
	REFUSE(setns),
	REFUSE(bpf),
	REFUSE(perf_event_open),
	REFUSE(userfaultfd),
	REFUSE(io_uring_setup),
	REFUSE(keyctl),
	REFUSE(add_key),
	REFUSE(request_key),
	REFUSE(init_module),
	REFUSE(finit_module),
	REFUSE(kexec_load),
	REFUSE(truncate),
	REFUSE(fchmod),
	REFUSE(fchmodat),
	REFUSE(fchown),
	REFUSE(fchownat),
	REFUSE(utimensat),
	REFUSE(setxattr),
	REFUSE(lsetxattr),
	REFUSE(listen),
#ifdef SYS_chmod
	REFUSE(chmod),
	REFUSE(chown),
	REFUSE(lchown),
#endif
	ANSWER(SECCOMP_RET_ALLOW),
};

static bool filter_enter(struct err *e)
{
	struct sock_fprog program = { sizeof(rules) / sizeof(rules[0]),
		(struct sock_filter *)(uintptr_t)rules };
	uint32_t action = SECCOMP_RET_ERRNO;

	if (syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) != 0)
		return true;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 ||
		err_sys(e, ERR_CHILD, "cannot lock the fetcher in (seccomp)");
}
#else
static bool filter_enter(struct err *e)
{
	(void)e;
	return true;
}
#endif

bool lock_enter(const char *const *files, struct err *e)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return err_sys(e, ERR_CHILD, "cannot lock the fetcher in");
	return landlock_enter(files, e) && filter_enter(e);
}

#else

bool lock_enter(const char *const *files, struct err *e)
{
	(void)files;
	(void)e;
	return true;
}

#endif
