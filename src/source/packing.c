/* packing.c: the packings that bytes come in: gzip, zstd, brotli. */
#include "config.h"

#include "source/archive.h"

#ifdef HAVE_ZLIB
#include <zlib.h>
#endif
#ifdef HAVE_ZSTD
#include <zstd.h>
#include <zstd_errors.h>
#endif
#ifdef HAVE_BROTLI
#include <brotli/decode.h>
#endif

enum { PIECE = 64 * 1024 };

/* A packing with a magic number, whose bytes are members one behind the other, each packed by
 * itself. */
struct packing {
	const char *name, *library;
	bool (*begins)(struct str bytes);
	void *(*open)(void); /* NULL in a build without the library */
	/* Unpacks the one at the front of *in behind what is in *out, and takes it off; false when
	 * it is damaged or cut off, or there is no more room. What came out is kept. */
	bool (*member)(void *state, struct str *in, struct buf *out);
	void (*close)(void *state);
};

static bool is_gzip(struct str s)
{
	return str_starts(s, STR("\x1f\x8b"));
}

/* A frame, or one to be skipped (which holds what its writer likes, an index for instance). */
static bool is_zstd(struct str s)
{
	return str_starts(s, STR("\x28\xb5\x2f\xfd")) ||
		(s.len > 4 && (s.at[0] & 0xf0) == 0x50 &&
			str_eq(str_sub(s, 1, 3), STR("\x2a\x4d\x18")));
}

#ifdef HAVE_ZLIB
static void *gzip_open(void)
{
	z_stream *z = mem_new(1, sizeof(*z));

	if (inflateInit2(z, 15 + 16) != Z_OK)
		mem_fail();
	return z;
}

static bool gzip_member(void *state, struct str *in, struct buf *out)
{
	z_stream *z = state;
	int code = inflateReset(z);

	z->next_in = (Bytef *)(uintptr_t)in->at;
	z->avail_in = (uInt)(in->len < UINT32_MAX ? in->len : UINT32_MAX);
	while (code == Z_OK) {
		char *room = buf_room(out, PIECE);

		if (!room)
			return false;
		z->next_out = (Bytef *)room;
		z->avail_out = PIECE;
		code = inflate(z, Z_NO_FLUSH);
		out->len += PIECE - z->avail_out;
		out->at[out->len] = '\0';
	}
	*in = str_sub(*in, (size_t)((const char *)z->next_in - in->at), SIZE_MAX);
	return code == Z_STREAM_END;
}

static void gzip_close(void *state)
{
	inflateEnd(state);
	mem_free(state);
}
#endif

#ifdef HAVE_ZSTD
static void *zstd_open(void)
{
	ZSTD_DCtx *d = ZSTD_createDCtx();

	if (!d)
		mem_fail();
	return d;
}

static bool zstd_member(void *state, struct str *in, struct buf *out)
{
	ZSTD_inBuffer from = { in->at, in->len, 0 };
	size_t left = 1;

	ZSTD_DCtx_reset(state, ZSTD_reset_session_only);
	while (left != 0) {
		char *room = buf_room(out, PIECE);
		ZSTD_outBuffer to = { room, PIECE, 0 };

		if (!room)
			return false;
		left = ZSTD_decompressStream(state, &to, &from);
		out->len += to.pos;
		out->at[out->len] = '\0';
		if (ZSTD_getErrorCode(left) == ZSTD_error_memory_allocation)
			mem_fail();
		if (ZSTD_isError(left) || (left != 0 && to.pos < PIECE && from.pos == from.size))
			return false;
	}
	*in = str_sub(*in, from.pos, SIZE_MAX);
	return true;
}

static void zstd_close(void *state)
{
	ZSTD_freeDCtx(state);
}
#endif

static const struct packing packings[] = {
	{ .name = "gzip",
		.library = "zlib",
		.begins = is_gzip,
#ifdef HAVE_ZLIB
		.open = gzip_open,
		.member = gzip_member,
		.close = gzip_close
#endif
	},
	{ .name = "zstd",
		.library = "zstd",
		.begins = is_zstd,
#ifdef HAVE_ZSTD
		.open = zstd_open,
		.member = zstd_member,
		.close = zstd_close
#endif
	},
};

const struct packing *packing_of(struct str bytes)
{
	for (size_t i = 0; i < sizeof(packings) / sizeof(*packings); i++)
		if (packings[i].begins(bytes))
			return &packings[i];
	return NULL;
}

/* All members one after the other. Of a web archive, where each record is one, only the wanted
 * record stays, and those behind it are not looked at; *found then. False when the last one is
 * not whole. */
static bool unpack_all(const struct packing *p, struct str in, struct buf *out,
	struct warc_search *w, struct source *s, bool *found)
{
	void *state = p->open();
	struct str head, block;
	bool whole, archive = false, ok;

	*found = false;
	do { /* what stands behind the last one is padding */
		ok = p->member(state, &in, out);
		archive = archive || warc_is(buf_str(out));
		*found = archive && warc_find(w, buf_str(out), &head, &block, &whole);
		if (*found)
			warc_use(s, head, block, whole);
		if (archive)
			buf_cut(out, 0);
	} while (ok && !*found && p->begins(in));
	p->close(state);
	return ok;
}

bool packing_take(
	const struct packing *p, struct source *s, const char *record, size_t max, struct err *e)
{
	struct buf out = { .max = max };
	struct warc_search w;
	bool found, ok;

	if (!p->open)
		return err_set(e, ERR_FORMAT,
			"%s: is packed with %s, and this postil was built without %s",
			buf_z(&s->name), p->name, p->library);
	warc_begin(&w, record);
	ok = unpack_all(p, buf_str(&s->bytes), &out, &w, s, &found);
	if (found || w.records > 0) {
		buf_free(&out);
		return found || warc_missing(s, &w, e);
	}
	s->cut = s->cut || !ok;
	buf_free(&s->bytes);
	s->bytes = out;
	return out.len > 0 ||
		err_set(e, ERR_FORMAT, "%s: the compressed file is empty or damaged",
			buf_z(&s->name));
}

#ifdef HAVE_BROTLI
bool packing_brotli(struct source *s, size_t max)
{
	BrotliDecoderState *d = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
	const uint8_t *in = (const uint8_t *)s->bytes.at;
	size_t left = s->bytes.len;
	struct buf out = { .max = max };

	if (!d)
		mem_fail();
	while (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
		uint8_t *room = (uint8_t *)buf_room(&out, PIECE);
		size_t free_room = PIECE;

		if (!room)
			break;
		result = BrotliDecoderDecompressStream(d, &left, &in, &free_room, &room, NULL);
		out.len += PIECE - free_room;
		out.at[out.len] = '\0';
	}
	BrotliDecoderDestroyInstance(d);
	if (out.len == 0 || result == BROTLI_DECODER_RESULT_ERROR) {
		buf_free(&out);
		return false;
	}
	s->cut = s->cut || result != BROTLI_DECODER_RESULT_SUCCESS;
	buf_free(&s->bytes);
	s->bytes = out;
	return true;
}
#else
bool packing_brotli(struct source *s, size_t max)
{
	(void)s;
	(void)max;
	return false;
}
#endif
