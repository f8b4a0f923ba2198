/* unpack.c: takes off what a page is packed in, layer by layer. Looks inside bytes that nobody
 * vouches for, so the loader child calls it in its cell. */
#include "config.h"

#include "source/archive.h"

#ifdef HAVE_ZLIB
#include <zlib.h>
#endif
#ifdef HAVE_BROTLI
#include <brotli/decode.h>
#endif

enum {
	LAYERS = 6, /* of packing, one in the other */
	PIECE = 64 * 1024,
};

/* What is no page, and no archive of pages, told by its first bytes. */
static const struct {
	struct str magic;
	const char *what;
} others[] = {
	{ { "%PDF-", 5 }, "is a PDF document, not a page" },
	{ { "PK\x03\x04", 4 }, "is a zip archive: take the page out of it first" },
	{ { "\x28\xb5\x2f\xfd", 4 }, "is packed with zstd: unpack it first (zstd -d)" },
	{ { "\xfd"
	    "7zXZ",
		  5 },
		"is packed with xz: unpack it first (xz -d)" },
	{ { "BZh", 3 }, "is packed with bzip2: unpack it first (bzip2 -d)" },
	{ { "7z\xbc\xaf\x27", 5 }, "is a 7z archive: take the page out of it first" },
	{ { "bplist0", 7 }, "is a web archive of Safari, which is not read" },
	{ { "\x89PNG", 4 }, "is a picture, not a page" },
	{ { "\xff\xd8\xff", 3 }, "is a picture, not a page" },
	{ { "GIF8", 4 }, "is a picture, not a page" },
	{ { "RIFF", 4 }, "is a picture or a sound, not a page" },
	{ { "ID3", 3 }, "is a sound, not a page" },
	{ { "OggS", 4 }, "is a sound, not a page" },
	{ { "\x7f"
	    "ELF",
		  4 },
		"is a program, not a page" },
	{ { "SQLite format 3", 15 }, "is a database, not a page" },
	{ { "ZIM\x04", 4 }, "is a ZIM archive, which is not read" },
};

static bool is_gzip(struct str s)
{
	return str_starts(s, STR("\x1f\x8b"));
}

/* By the name of the file, which only says something of the outermost layer. */
static bool is_named_brotli(const struct source *s)
{
	return str_ends_case(buf_str(&s->name), STR(".br"));
}

bool source_packed(const struct source *s)
{
	struct str bytes = buf_str(&s->bytes);

	return is_gzip(bytes) || warc_is(bytes) || http_is(bytes) || mail_like(bytes) ||
		is_named_brotli(s);
}

size_t source_unpacked_max(const struct source *s)
{
	return UNPACKED_BASE + s->bytes.len * UNPACKED_FACTOR;
}

#ifdef HAVE_ZLIB
/* One member at the front; false when it is damaged or cut off. What came out is kept. */
static bool inflate_member(z_stream *z, struct buf *out)
{
	int code = Z_OK;

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
	return code == Z_STREAM_END;
}

/* All members one after the other. Of a web archive, where each record is one, only the wanted
 * record stays, and those behind it are not looked at; *found then. */
static bool inflate_all(
	z_stream *z, struct buf *out, struct warc_search *w, struct source *s, bool *found)
{
	struct str head, block;
	bool whole, archive = false;

	*found = false;
	for (;;) {
		bool ok = inflate_member(z, out);

		archive = archive || warc_is(buf_str(out));
		if (archive && warc_find(w, buf_str(out), &head, &block, &whole)) {
			*found = true;
			warc_use(s, head, block, whole);
			return true;
		}
		if (archive)
			buf_cut(out, 0);
		/* Another member, or padding that is none. */
		if (!ok || z->avail_in == 0 || z->next_in[0] != 0x1f || inflateReset(z) != Z_OK)
			return ok;
	}
}

static bool gunzip(struct source *s, const char *record, size_t max, struct err *e)
{
	z_stream z = { .next_in = (Bytef *)s->bytes.at,
		.avail_in = (uInt)(s->bytes.len < UINT32_MAX ? s->bytes.len : UINT32_MAX) };
	struct buf out = { .max = max };
	struct warc_search w;
	bool found, ok;

	warc_begin(&w, record);
	if (inflateInit2(&z, 15 + 16) != Z_OK)
		mem_fail();
	ok = inflate_all(&z, &out, &w, s, &found);
	inflateEnd(&z);
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
#else
static bool gunzip(struct source *s, const char *record, size_t max, struct err *e)
{
	(void)record;
	(void)max;
	return err_set(e, ERR_FORMAT, "%s: is compressed, and this postil was built without zlib",
		buf_z(&s->name));
}
#endif

#ifdef HAVE_BROTLI
/* Has no magic number: bytes that do not unpack stay what they are. */
static bool unbrotli(struct source *s, size_t max)
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
static bool unbrotli(struct source *s, size_t max)
{
	(void)s;
	(void)max;
	return false;
}
#endif

static bool refuse_others(const struct source *s, struct err *e)
{
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (str_starts(buf_str(&s->bytes), others[i].magic))
			return err_set(e, ERR_FORMAT, "%s: %s", buf_z(&s->name), others[i].what);
	return true;
}

/* Takes one layer off; *done when there is none. */
static bool unpack_one(struct source *s, const char *record, size_t max, bool *done, struct err *e)
{
	struct str bytes = buf_str(&s->bytes);
	bool brotli = s->brotli;

	*done = false;
	if (is_gzip(bytes))
		return gunzip(s, record, max, e);
	if (warc_is(bytes))
		return warc_take(s, record, e);
	if (http_is(bytes))
		return http_take(s, e);
	if (mhtml_is(bytes)) {
		mhtml_take(s);
		return true;
	}
	s->brotli = false;
	*done = !brotli || !unbrotli(s, max);
	return refuse_others(s, e);
}

bool source_unpack(struct source *s, const char *record, struct err *e)
{
	size_t max = source_unpacked_max(s);
	bool done = false;

	s->brotli = s->brotli || is_named_brotli(s);
	for (int i = 0; i < LAYERS && !done; i++)
		if (!unpack_one(s, record, max, &done, e))
			return false;
	if (s->bytes.len == 0)
		return err_set(e, ERR_FORMAT, "%s: the page in it is empty", buf_z(&s->name));
	saved_address(s);
	return true;
}
