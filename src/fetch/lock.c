/* lock.c: what postil-fetch gives up. The loader child has a lock of its own (load/sandbox.c), far
 * narrower: libcurl needs sockets, threads and files. */
#include "config.h"

#include "fetch/lock.h"

#include "base/lock.h"

#include <sys/syscall.h>

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

/* Other processes, modes and owners of files. */
static const int refused[] = {
	SYS_pidfd_open,
	SYS_kill,
	SYS_tkill,
	SYS_fchmod,
	SYS_fchmodat,
	SYS_fchown,
	SYS_fchownat,
	SYS_utimensat,
	SYS_setxattr,
	SYS_lsetxattr,
#ifdef SYS_chmod
	SYS_chmod,
	SYS_chown,
	SYS_lchown,
#endif
};

enum { READABLE = sizeof(readable) / sizeof(readable[0]), FILES_MAX = 8 };

bool lock_enter(const char *const *files, struct err *e)
{
	struct lock_place place[READABLE + FILES_MAX];
	size_t n = 0;

	for (; n < READABLE; n++)
		place[n] = (struct lock_place){ .path = readable[n] };
	for (; *files && n < READABLE + FILES_MAX; files++)
		place[n++] = (struct lock_place){ .path = *files };
	return lock_begin(e) && lock_places(place, n, true, e) &&
		lock_calls(refused, sizeof(refused) / sizeof(refused[0]), e);
}
