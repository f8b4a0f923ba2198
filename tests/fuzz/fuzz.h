/* fuzz.h: what every fuzz target offers. Linked with libFuzzer (--enable-fuzzing), or with replay.c, which runs it over
 * the files named on its command line. */
#ifndef POSTIL_TESTS_FUZZ_H
#define POSTIL_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Must not crash, hang, or break a promise of a header, whatever the bytes; always returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* Ends the process with a message when a promise is broken. */
#define PROMISE(is) ((is) ? (void)0 : fuzz_broken(#is, __FILE__, __LINE__))

_Noreturn void fuzz_broken(const char *promise, const char *file, int line);

/* The whole way of a page: bytes to a tree of this kind (enum page_kind), to an image that must prove, to every format. */
void fuzz_page(int kind, const uint8_t *bytes, size_t len);

#endif
