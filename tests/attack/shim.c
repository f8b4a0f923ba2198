/* shim.c: loaded before everything else (LD_PRELOAD), makes one call fail, or every one from there on. A machine that runs out
 * of memory, disk or descriptors does so at a moment of its own choosing.
 *
 *   POSTIL_FAIL=WHAT:WHERE:NUMBER:HOW
 *
 *   WHAT    memory: malloc and its kin; calls: read, write, open, mmap, fork and other calls; short: reads and writes of one byte
 *   WHERE   0 for the program, 1 for the processes it forks, 2 for those that they fork
 *   NUMBER  of the call, from 1, in each process
 *   HOW     once, or on: every call from there on
 *
 * POSTIL_FAIL_MARK names a file; its first byte becomes 1 when something failed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum what { NOTHING, MEMORY, CALLS, SHORT };

static struct {
	enum what what;
	int where, depth;
	bool on;
	unsigned long number, count;
	char *mark;
} fail;

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *at, size_t size);
void *__libc_memalign(size_t align, size_t size);

static void forked(void)
{
	fail.depth++;
	fail.count = 0;
}

__attribute__((constructor)) static void begin(void)
{
	const char *order = getenv("POSTIL_FAIL"), *mark = getenv("POSTIL_FAIL_MARK");
	int fd = mark ? open(mark, O_RDWR | O_CLOEXEC) : -1;
	char what[16], how[16];
	int where;
	unsigned long number;

	pthread_atfork(NULL, NULL, forked);
	if (fd >= 0) {
		fail.mark = mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
		close(fd);
	}
	if (!order || sscanf(order, "%15[^:]:%d:%lu:%15s", what, &where, &number, how) != 4)
		return;
	fail.where = where;
	fail.number = number;
	fail.on = strcmp(how, "on") == 0;
	fail.count = 0;
	fail.what = strcmp(what, "memory") == 0 ? MEMORY
		: strcmp(what, "calls") == 0	? CALLS
		: strcmp(what, "short") == 0	? SHORT
						: NOTHING;
}

static bool hit(enum what what)
{
	if (fail.what != what || fail.depth != fail.where)
		return false;
	fail.count++;
	if (fail.count != fail.number && !(fail.on && fail.count > fail.number))
		return false;
	if (fail.mark && fail.mark != MAP_FAILED)
		*fail.mark = 1;
	return true;
}

static void *no_memory(void)
{
	errno = ENOMEM;
	return NULL;
}

void *malloc(size_t size)
{
	return hit(MEMORY) ? no_memory() : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return hit(MEMORY) ? no_memory() : __libc_calloc(n, size);
}

void *realloc(void *at, size_t size)
{
	return hit(MEMORY) ? no_memory() : __libc_realloc(at, size);
}

int posix_memalign(void **at, size_t align, size_t size)
{
	if (hit(MEMORY))
		return ENOMEM;
	*at = __libc_memalign(align, size);
	return *at ? 0 : ENOMEM;
}

/* The function of the C library behind the one here. */
static void *next(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

/* Pipes and terminals take what is short whole, or are read in pieces anyway. */
static bool is_file(int fd)
{
	struct stat st;

	return fail.what == SHORT && fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

#define FAILS(error)                                                                               \
	do {                                                                                       \
		if (hit(CALLS)) {                                                                  \
			errno = (error);                                                           \
			return -1;                                                                 \
		}                                                                                  \
	} while (0)

ssize_t read(int fd, void *to, size_t len)
{
	ssize_t (*real)(int, void *, size_t) = (ssize_t(*)(int, void *, size_t))next("read");

	FAILS(EIO);
	return real(fd, to, len > 1 && is_file(fd) && hit(SHORT) ? 1 : len);
}

ssize_t write(int fd, const void *from, size_t len)
{
	ssize_t (*real)(int, const void *, size_t) =
		(ssize_t(*)(int, const void *, size_t))next("write");

	FAILS(ENOSPC);
	return real(fd, from, len > 1 && is_file(fd) && hit(SHORT) ? 1 : len);
}

int open(const char *path, int flags, ...)
{
	int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))next("open");
	va_list list;
	int mode;

	va_start(list, flags);
	mode = flags & O_CREAT ? va_arg(list, int) : 0;
	va_end(list);
	FAILS(EMFILE);
	return real(path, flags, mode);
}

void *mmap(void *at, size_t len, int protection, int flags, int fd, off_t offset)
{
	void *(*real)(void *, size_t, int, int, int, off_t) =
		(void *(*)(void *, size_t, int, int, int, off_t))next("mmap");

	if (!hit(CALLS))
		return real(at, len, protection, flags, fd, offset);
	errno = ENOMEM;
	return MAP_FAILED;
}

off_t lseek(int fd, off_t to, int whence)
{
	off_t (*real)(int, off_t, int) = (off_t(*)(int, off_t, int))next("lseek");

	FAILS(EIO);
	return real(fd, to, whence);
}

int ftruncate(int fd, off_t to)
{
	int (*real)(int, off_t) = (int (*)(int, off_t))next("ftruncate");

	FAILS(EIO);
	return real(fd, to);
}

int memfd_create(const char *name, unsigned flags)
{
	int (*real)(const char *, unsigned) = (int (*)(const char *, unsigned))next("memfd_create");

	FAILS(EMFILE);
	return real(name, flags);
}

int pipe2(int fd[2], int flags)
{
	int (*real)(int *, int) = (int (*)(int *, int))next("pipe2");

	FAILS(EMFILE);
	return real(fd, flags);
}

int socketpair(int domain, int type, int protocol, int fd[2])
{
	int (*real)(int, int, int, int *) = (int (*)(int, int, int, int *))next("socketpair");

	FAILS(EMFILE);
	return real(domain, type, protocol, fd);
}

pid_t fork(void)
{
	pid_t (*real)(void) = (pid_t(*)(void))next("fork");

	FAILS(EAGAIN);
	return real();
}
