/* unpack.c: gzip taken off. Looks inside bytes that nobody vouches for, so the loader child calls
 * it in its cell. */
#include "config.h"

#include "source/source.h"

#ifdef HAVE_ZLIB
#include <zlib.h>
#endif

bool source_packed(const struct source *s)
{
	return str_starts(buf_str(&s->bytes), STR("\x1f\x8b"));
}

size_t source_unpacked_max(const struct source *s)
{
	return UNPACKED_BASE + s->bytes.len * UNPACKED_FACTOR;
}

#ifdef HAVE_ZLIB
/* Inflates all members one after the other; false when the bytes are damaged or cut off. */
static bool inflate_all(z_stream *z, struct buf *out)
{
	enum { PIECE = 64 * 1024 };
	int code = Z_OK;

	while (z->avail_in > 0 || code == Z_OK) {
		char *room = buf_room(out, PIECE);

		if (!room)
			return false;
		z->next_out = (Bytef *)room;
		z->avail_out = PIECE;
		code = inflate(z, Z_NO_FLUSH);
		out->len += PIECE - z->avail_out;
		out->at[out->len] = '\0';
		if (code == Z_STREAM_END) {
			if (z->avail_in == 0)
				return true;
			/* Another member, or padding that is none. */
			if (z->next_in[0] != 0x1f || inflateReset(z) != Z_OK)
				return true;
		} else if (code != Z_OK) {
			return false;
		}
	}
	return false;
}
#endif

bool source_unpack(struct source *s, struct err *e)
{
#ifdef HAVE_ZLIB
	z_stream z = { .next_in = (Bytef *)s->bytes.at,
		.avail_in = (uInt)(s->bytes.len < UINT32_MAX ? s->bytes.len : UINT32_MAX) };
	struct buf out = { .max = source_unpacked_max(s) };

	if (inflateInit2(&z, 15 + 16) != Z_OK)
		mem_fail();
	if (!inflate_all(&z, &out))
		s->cut = true;
	inflateEnd(&z);
	buf_free(&s->bytes);
	s->bytes = out;
	if (out.len == 0)
		return err_set(e, ERR_FORMAT, "%s: the compressed file is empty or damaged",
			buf_z(&s->name));
	return true;
#else
	return err_set(e, ERR_FORMAT, "%s: is compressed, and this postil was built without zlib",
		buf_z(&s->name));
#endif
}
