/* buf.h: bytes that grow, never beyond a ceiling; and arrays that grow. */
#ifndef POSTIL_BASE_BUF_H
#define POSTIL_BASE_BUF_H

#include "base/mem.h"
#include "base/str.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* A zeroed struct is an empty buffer with the default ceiling. */
struct buf {
	char *at;	 /* always terminated once anything was added; NULL before */
	size_t len, cap; /* bytes */
	size_t max;	 /* ceiling in bytes, 0 for BUF_MAX */
	bool full;	 /* something did not fit and was left out */
};

#define BUF_MAX ((size_t)4 * 1024 * 1024 * 1024)

/* Adds the text whole, or nothing of it: then full is set and false returned. */
bool buf_add(struct buf *b, struct str s);
bool buf_add_char(struct buf *b, char c);
bool buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool buf_vprintf(struct buf *b, const char *format, va_list list)
	__attribute__((format(printf, 2, 0)));

/* Room for `more` bytes behind the text, not yet part of it; NULL when it does not fit. Add to
 * len what was written. */
char *buf_room(struct buf *b, size_t more);

/* The text; valid until the next addition. */
struct str buf_str(const struct buf *b);

/* The terminated text, "" for an empty buffer. */
const char *buf_z(const struct buf *b);

/* Shortens to len bytes; a longer len changes nothing. */
void buf_cut(struct buf *b, size_t len);

void buf_free(struct buf *b);

/* A growing array of any type: struct { TYPE *at; size_t len, cap; } is what ARRAY(TYPE)
 * declares. */
#define ARRAY(type)                                                                                \
	struct {                                                                                   \
		type *at;                                                                          \
		size_t len, cap;                                                                   \
	}

/* A new zeroed element at the end, as a pointer that is valid until the next addition. */
#define array_add(a)                                                                               \
	((a)->at = array_grow((a)->at, &(a)->cap, (a)->len, sizeof(*(a)->at)), (a)->at + (a)->len++)

/* Room for n things in all and no more, where it is known how many there will be. */
#define array_room(a, n) ((a)->at = array_fit((a)->at, &(a)->cap, n, sizeof(*(a)->at)))

#define array_free(a) array_release((void **)&(a)->at, &(a)->len, &(a)->cap)

/* The memory with room for element number len, that element zeroed. For array_add. */
void *array_grow(void *at, size_t *cap, size_t len, size_t size);
void *array_fit(void *at, size_t *cap, size_t n, size_t size);

/* For array_free. */
void array_release(void **at, size_t *len, size_t *cap);

#endif
