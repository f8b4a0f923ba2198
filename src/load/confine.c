/* confine.c: the lock of the program itself. */
#include "config.h"

#include "load/confine.h"

#include "base/lock.h"
#include "store/store.h"

#include <sys/syscall.h>

/* Terminal descriptions, locales, converters, hyphenation, time zones; devices without content. */
static const char *const readable[] = {
	"/etc",
	"/usr",
	"/lib",
	"/lib64",
	"/opt",
	"/nix/store",
	"/gnu/store",
	"/dev/null",
	"/dev/random",
	"/dev/urandom",
};

static const int refused[] = {
	SYS_socket,
	SYS_connect,
	SYS_bind,
	SYS_accept4,
	SYS_kill,
	SYS_tkill,
	SYS_pidfd_open,
	/* The way back into the terminal's foreground while somebody else asks there (load/ask.h), and
	 * a process that would stay behind on it. */
	SYS_setpgid,
	SYS_setsid,
	SYS_clone,
	SYS_clone3,
#ifdef SYS_fork
	SYS_fork,
	SYS_vfork,
#endif
};

enum { READABLE = sizeof(readable) / sizeof(readable[0]) };

bool confine_program(struct store *store, struct err *e)
{
	struct lock_place place[READABLE + STORE_PARTS];
	struct buf folder[STORE_PARTS] = { { 0 } };
	size_t n = 0;
	bool ok;

	for (; n < READABLE; n++)
		place[n] = (struct lock_place){ .path = readable[n] };
	for (int i = 0; i < STORE_PARTS; i++)
		if (store_prepare(store, (enum store_part)i, &folder[i]))
			place[n++] =
				(struct lock_place){ .path = buf_z(&folder[i]), .write = true };
	ok = lock_begin(e) && lock_places(place, n, false, e) &&
		lock_calls(refused, sizeof(refused) / sizeof(refused[0]), e);
	for (int i = 0; i < STORE_PARTS; i++)
		buf_free(&folder[i]);
	return ok;
}
