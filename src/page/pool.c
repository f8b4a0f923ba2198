/* pool.c: the memory of a page's tree: blocks, a table of names, and the values seen last. */
#include "config.h"

#include "page/pool.h"

#include "page/page.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	BLOCK_FIRST = 16 * 1024,    /* bytes of the first block */
	BLOCK_LARGEST = 512 * 1024, /* blocks double up to this */
	NAMES_FIRST = 256,	    /* rows of the table of names, a power of two */
	TRIES = 32,		    /* rows looked at for a name */
	VALUES = 1024,		    /* values that are remembered */
	VALUE_LONGEST = 64,	    /* bytes of a value that may stand in many places */
};

struct block {
	struct block *before;
	size_t size, used; /* bytes of data */
	char data[];
};

struct pool {
	struct block *block; /* the latest */
	size_t left;	     /* nodes that may still be made */
	struct arena kept;   /* the names, and what is given back with the tree only */
	const char **name;   /* a table with open addresses */
	size_t names, rows;
	xmlNode *value[VALUES];
};

struct pool *pool_new(void)
{
	struct pool *t = mem_new(1, sizeof(*t));

	t->left = SIZE_MAX;
	t->rows = NAMES_FIRST;
	t->name = mem_new(t->rows, sizeof(*t->name));
	return t;
}

static void drop_block(struct pool *t)
{
	struct block *b = t->block;

	t->block = b->before;
	mem_free(b);
}

void pool_free(struct pool *t)
{
	if (!t)
		return;
	while (t->block)
		drop_block(t);
	arena_free(&t->kept);
	mem_free(t->name);
	mem_free(t);
}

struct pool *pool_of(const xmlDoc *doc)
{
	return doc->_private;
}

static size_t aligned(size_t bytes)
{
	const size_t align = sizeof(void *);

	if (bytes > SIZE_MAX - align)
		mem_fail();
	return (bytes + align - 1) / align * align;
}

static size_t block_bytes(size_t data)
{
	size_t bytes;

	if (!mem_add(data, sizeof(struct block), &bytes))
		mem_fail();
	return bytes;
}

static void add_block(struct pool *t, size_t least)
{
	size_t size = t->block ? t->block->size * 2 : BLOCK_FIRST;
	struct block *b;

	size = size > BLOCK_LARGEST ? BLOCK_LARGEST : size;
	size = size < least ? least : size;
	b = mem_resize(NULL, block_bytes(size), 1);
	*b = (struct block){ .before = t->block, .size = size };
	t->block = b;
}

void *pool_take(struct pool *t, size_t bytes)
{
	void *at;

	bytes = aligned(bytes);
	if (!t->block || bytes > t->block->size - t->block->used)
		add_block(t, bytes);
	at = t->block->data + t->block->used;
	t->block->used += bytes;
	return at;
}

/* Twice as much: a block that holds one thing only grows where it is, or is moved by the kernel. */
static void *grow_block(struct pool *t, size_t bytes)
{
	struct block *b = t->block;

	if (bytes > SIZE_MAX / 2)
		mem_fail();
	b = mem_resize(b, block_bytes(bytes * 2), 1);
	b->size = bytes * 2;
	b->used = bytes;
	t->block = b;
	return b->data;
}

void *pool_grow(struct pool *t, void *last, size_t had, size_t bytes)
{
	struct block *b = t->block;
	void *at;

	had = aligned(had);
	bytes = aligned(bytes);
	if (bytes - had <= b->size - b->used) {
		b->used += bytes - had;
		return last;
	}
	if (last == b->data)
		return grow_block(t, bytes);
	b->used -= had;
	at = pool_take(t, bytes);
	memcpy(at, last, had);
	return at;
}

void *pool_keep(struct pool *t, size_t bytes)
{
	return arena_new(&t->kept, bytes, 1);
}

/* The row of a name, or the free one where it belongs; NULL when too many names that differ want
 * the same rows, as only a page would have it that was made for that. */
static const char **row_of(const struct pool *t, struct str name)
{
	size_t row = str_hash(name) & (t->rows - 1);

	for (int tries = 0; tries < TRIES; tries++) {
		if (!t->name[row] || str_eq(str_z(t->name[row]), name))
			return &t->name[row];
		row = (row + 1) & (t->rows - 1);
	}
	return NULL;
}

static void more_rows(struct pool *t)
{
	const char **old = t->name, **row;
	size_t rows = t->rows;

	t->rows *= 2;
	t->name = mem_new(t->rows, sizeof(*t->name));
	for (size_t i = 0; i < rows; i++)
		if (old[i] && (row = row_of(t, str_z(old[i]))))
			*row = old[i];
	mem_free(old);
}

const xmlChar *pool_name(struct pool *t, struct str name)
{
	const char **row = row_of(t, name);
	char *copy;
	size_t room;

	if (row && *row)
		return (const xmlChar *)*row;
	room = name.len < NODE_NAME_ROOM ? NODE_NAME_ROOM : name.len + 1;
	copy = (char *)pool_keep(t, room + sizeof(void *)) + sizeof(void *);
	if (name.len)
		memcpy(copy, name.at, name.len);
	if (row) {
		*row = copy;
		if (++t->names * 2 >= t->rows)
			more_rows(t);
	}
	return (const xmlChar *)copy;
}

xmlNode **pool_value(struct pool *t, struct str value)
{
	return value.len > VALUE_LONGEST ? NULL : &t->value[str_hash(value) % VALUES];
}

struct pool_mark pool_mark(const struct pool *t)
{
	return (struct pool_mark){ t->block, t->block ? t->block->used : 0 };
}

void pool_release(struct pool *t, struct pool_mark m)
{
	while (t->block != m.block)
		drop_block(t);
	if (t->block)
		t->block->used = m.used;
	memset(t->value, 0, sizeof(t->value));
}

size_t pool_left(const struct pool *t)
{
	return t->left;
}

void pool_allow(struct pool *t, size_t nodes)
{
	t->left = nodes;
}
