/* mem.h: memory. Allocation here never returns NULL: when there is none left the handler below
 * ends the process in good order (the program gives the terminal back, a loader child exits with
 * its own status), so that no caller needs a path of its own for it. Sizes that come from a page
 * are added and multiplied with the checked functions. */
#ifndef POSTIL_BASE_MEM_H
#define POSTIL_BASE_MEM_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* Called when memory is out; it must not return. NULL sets the default: a sentence on standard
 * error, exit status 1. */
void mem_on_failure(void (*handler)(void));

/* The handler itself, for allocation outside these functions (libxml2). Does not return. */
_Noreturn void mem_fail(void);

/* Zeroed memory for count things of size bytes; ends the process if it cannot be had or the
 * product overflows. */
void *mem_new(size_t count, size_t size);

/* Like realloc for count things of size bytes; what is added is not zeroed. */
void *mem_resize(void *old, size_t count, size_t size);

void mem_free(void *at);

/* For a process that lives shortly and is about to take memory: `sure` bytes of it get their pages
 * now, in one call, and what lies within `likely` bytes gets huge ones, where the kernel has them,
 * when it is touched. A page fault for each of the small ones is a sixth of what it takes to take a
 * page of a web site apart. Where nothing of this can be had, nothing is done. */
void mem_prepare(size_t sure, size_t likely);

/* A terminated copy; the caller frees it with mem_free. */
char *mem_z(struct str s);

/* *sum = a + b, *product = a * b; false, and nothing stored, if that overflows. */
bool mem_add(size_t a, size_t b, size_t *sum);
bool mem_multiply(size_t a, size_t b, size_t *product);

/* An arena: many small pieces, freed together. */
struct arena {
	struct arena_block *block;
};

/* Zeroed memory, aligned for any type, that lives as long as the arena. */
void *arena_new(struct arena *a, size_t count, size_t size);

/* A terminated copy of the text (the terminator is not in the length). */
struct str arena_dup(struct arena *a, struct str s);

/* Gives back everything; the arena is empty and usable. */
void arena_free(struct arena *a);

#endif
