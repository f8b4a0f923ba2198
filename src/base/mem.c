/* mem.c: allocation that ends the process when memory is out, and arenas. */
#include "config.h"

#include "base/mem.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__GLIBC__) && !defined(POSTIL_SANITIZED)
#include <malloc.h>
#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23 /* since Linux 5.14, which older headers do not know */
#endif
#define PREPARES
#endif

enum {
	ARENA_FIRST = 4096,	     /* bytes of the first block */
	ARENA_LARGEST = 1024 * 1024, /* blocks double up to this */
	/* of mem_prepare(), in bytes */
	PREPARE_APART = 8 * 1024 * 1024, /* pieces that are mapped apart from the heap */
	PREPARE_PIECE = PREPARE_APART / 2,
	PREPARE_MAX = 256 * 1024 * 1024,
	PREPARE_HUGE = 4 * 1024 * 1024, /* less may not hold one huge page */
	PREPARE_STEP = 1024 * 1024,	/* by which the heap grows */
};

struct arena_block {
	struct arena_block *next;
	size_t used, size; /* bytes of data */
	_Alignas(max_align_t) char data[];
};

/* Memory can run out anywhere, so that the handler is the one thing every allocation would have
 * to be handed. */
static void (*failure_handler)(void);

void mem_on_failure(void (*handler)(void))
{
	failure_handler = handler;
}

void mem_fail(void)
{
	static const char text[] = "postil: out of memory\n";

	if (failure_handler)
		failure_handler();
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(1);
	_exit(1);
}

bool mem_add(size_t a, size_t b, size_t *sum)
{
	return !__builtin_add_overflow(a, b, sum);
}

bool mem_multiply(size_t a, size_t b, size_t *product)
{
	return !__builtin_mul_overflow(a, b, product);
}

void *mem_new(size_t count, size_t size)
{
	void *at = calloc(count ? count : 1, size ? size : 1);

	if (!at)
		mem_fail();
	return at;
}

void *mem_resize(void *old, size_t count, size_t size)
{
	size_t bytes;
	void *at;

	if (!mem_multiply(count, size, &bytes))
		mem_fail();
	at = realloc(old, bytes ? bytes : 1);
	if (!at)
		mem_fail();
	return at;
}

void mem_free(void *at)
{
	free(at);
}

#ifdef PREPARES
/* Asks for something for the whole pages of that range. */
static void advise(uintptr_t from, size_t len, int what)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), to = (from + len) / page * page;

	from = (from + page - 1) / page * page;
	if (from < to)
		madvise((void *)from, to - from, what);
}

/* A piece of the heap is taken and is free again at once: what follows is cut from it, and from the
 * room that the heap gets behind it. */
void mem_prepare(size_t sure, size_t likely)
{
	uintptr_t at;
	void *piece;

	if (sure > PREPARE_PIECE)
		sure = PREPARE_PIECE;
	if (likely > PREPARE_MAX)
		likely = PREPARE_MAX;
	mallopt(M_MMAP_THRESHOLD, PREPARE_APART);
	mallopt(M_TRIM_THRESHOLD, INT_MAX);
	mallopt(M_TOP_PAD, likely > sure ? (int)(likely - sure) : 0);
	piece = malloc(sure);
	at = (uintptr_t)piece;
	if (at && likely >= PREPARE_HUGE && (uintptr_t)sbrk(0) >= at + likely)
		advise(at, likely, MADV_HUGEPAGE);
	if (at)
		advise(at, sure, MADV_POPULATE_WRITE);
	free(piece);
	mallopt(M_TOP_PAD, PREPARE_STEP);
}
#else
void mem_prepare(size_t sure, size_t likely)
{
	(void)sure;
	(void)likely;
}
#endif

char *mem_z(struct str s)
{
	char *copy = mem_resize(NULL, s.len + 1, 1);

	if (s.len)
		memcpy(copy, s.at, s.len);
	copy[s.len] = '\0';
	return copy;
}

static struct arena_block *block_new(struct arena *a, size_t least)
{
	size_t size = a->block ? a->block->size * 2 : ARENA_FIRST, bytes;
	struct arena_block *block;

	if (size > ARENA_LARGEST)
		size = ARENA_LARGEST;
	if (size < least)
		size = least;
	if (!mem_add(size, sizeof(*block), &bytes))
		mem_fail();
	block = mem_new(bytes, 1);
	block->size = size;
	block->next = a->block;
	a->block = block;
	return block;
}

void *arena_new(struct arena *a, size_t count, size_t size)
{
	size_t bytes, align = _Alignof(max_align_t);
	struct arena_block *block = a->block;
	void *at;

	if (!mem_multiply(count, size, &bytes) || bytes > SIZE_MAX - align)
		mem_fail();
	bytes = (bytes + align - 1) / align * align;
	if (!block || bytes > block->size - block->used)
		block = block_new(a, bytes);
	at = block->data + block->used;
	block->used += bytes;
	return at;
}

struct str arena_dup(struct arena *a, struct str s)
{
	char *copy = arena_new(a, s.len + 1, 1);

	if (s.len)
		memcpy(copy, s.at, s.len);
	return (struct str){ copy, s.len };
}

void arena_free(struct arena *a)
{
	while (a->block) {
		struct arena_block *next = a->block->next;

		free(a->block);
		a->block = next;
	}
}
