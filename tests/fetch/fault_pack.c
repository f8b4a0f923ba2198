/* fault_pack.c: bombs for transfer: blanks, packed in one coding after the other. */
#include "config.h"

#include "fetch/fault_peer.h"

#ifdef HAVE_ZLIB
#include <string.h>
#include <zlib.h>

enum {
	PIECE = 16 * 1024,
	BLANKS = 2048 * PIECE, /* 32 MiB */
	STORED_MOST = 65536,   /* bytes of a stored block of brotli */
};

/* Packs the bytes, so many times over. */
static void deflate_all(struct str s, size_t times, bool gzip, struct buf *out)
{
	z_stream z = { .avail_in = 0 };
	int code = deflateInit2(&z, 9, Z_DEFLATED, gzip ? 15 + 16 : 15, 9, Z_DEFAULT_STRATEGY);

	for (size_t i = 0; i < times && (code == Z_OK || code == Z_BUF_ERROR); i++) {
		z.next_in = (Bytef *)(uintptr_t)s.at;
		z.avail_in = (uInt)s.len;
		do {
			z.next_out = (Bytef *)buf_room(out, PIECE);
			z.avail_out = PIECE;
			code = deflate(&z, i + 1 < times ? Z_NO_FLUSH : Z_FINISH);
			out->len += PIECE - z.avail_out;
		} while (code == Z_OK && z.avail_out == 0);
	}
	deflateEnd(&z);
}

/* As brotli (RFC 7932): blocks that are stored as they are, then an empty last one. */
static void store_as_brotli(struct str s, struct buf *out)
{
	bool first = true;

	while (s.len > 0) {
		struct str block = str_sub(s, 0, STORED_MOST);
		/* A bit for the window (the first time), not the last, four digits, the length less one, stored. */
		uint32_t bits = (uint32_t)(block.len - 1) << 3 | 1U << 19;

		bits <<= first;
		for (int i = 0; i < 3; i++)
			buf_add_char(out, (char)(bits >> (8 * i)));
		buf_add(out, block);
		s = str_sub(s, block.len, SIZE_MAX);
		first = false;
	}
	buf_add_char(out, 3);
}

void fault_packed(struct str answer, struct buf *out)
{
	static char blanks[PIECE];
	const struct str name = STR("Content-Encoding: ");
	struct str codings = str_sub(answer, str_find(answer, name, 0) + name.len, SIZE_MAX), line,
		   coding;
	bool first = true;

	memset(blanks, ' ', sizeof(blanks));
	str_line(&codings, &line);
	while (str_split(&line, ',', &coding)) {
		struct buf packed = { .len = 0 };

		coding = str_trim(coding);
		if (str_eq(coding, STR("br")))
			store_as_brotli(buf_str(out), &packed);
		else
			deflate_all(first ? (struct str){ blanks, PIECE } : buf_str(out),
				first ? BLANKS / PIECE : 1, str_eq(coding, STR("gzip")), &packed);
		buf_free(out);
		*out = packed;
		first = false;
	}
}
#else
void fault_packed(struct str answer, struct buf *out)
{
	(void)answer;
	buf_add(out, STR("no zlib, no bomb"));
}
#endif
