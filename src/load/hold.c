/* hold.c: images in memory. */
#include "config.h"

#include "load/hold.h"

#include <sys/mman.h>
#include <sys/stat.h>

void hold_free(struct hold *h)
{
	if (h->map)
		munmap(h->map, h->map_len);
	buf_free(&h->own);
	*h = (struct hold){ .map = NULL };
}

bool hold_file(struct hold *h, int fd, uint64_t len, uint64_t more, struct document *d,
	struct buf *rest, struct err *e)
{
	struct stat st;
	size_t size;

	if (fstat(fd, &st) != 0)
		return err_sys(e, ERR_CHILD, "the page's image");
	size = (size_t)st.st_size;
	if (len == 0 || len > size || more > size - len)
		return err_set(e, ERR_CHILD, "the loader left no image of the page");
	h->map = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);
	if (h->map == MAP_FAILED) {
		h->map = NULL;
		return err_sys(e, ERR_CHILD, "the page's image");
	}
	h->map_len = size;
	buf_add(rest, (struct str){ (const char *)h->map + len, (size_t)more });
	if (document_open(d, h->map, (size_t)len, e))
		return true;
	hold_free(h);
	return false;
}

bool hold_bytes(struct hold *h, struct buf *image, struct document *d, struct err *e)
{
	h->own = *image;
	*image = (struct buf){ .len = 0 };
	if (document_open(d, h->own.at, h->own.len, e))
		return true;
	hold_free(h);
	return false;
}
