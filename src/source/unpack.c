/* unpack.c: takes off what a page is packed in, layer by layer. Looks inside bytes that nobody
 * vouches for, so the loader child calls it in its cell. */
#include "config.h"

#include "source/archive.h"

enum {
	LAYERS = 6, /* of packing, one in the other */
};

/* What is no page, and no archive of pages, told by its first bytes. */
static const struct {
	struct str magic;
	const char *what;
} others[] = {
	{ { "%PDF-", 5 }, "is a PDF document, not a page" },
	{ { "PK\x03\x04", 4 }, "is a zip archive: take the page out of it first" },
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

/* By the name of the file, which only says something of the outermost layer. */
static bool is_named_brotli(const struct source *s)
{
	return str_ends_case(buf_str(&s->name), STR(".br"));
}

bool source_packed(const struct source *s)
{
	struct str bytes = buf_str(&s->bytes);

	return packing_of(bytes) || warc_is(bytes) || http_is(bytes) || mail_like(bytes) ||
		is_named_brotli(s);
}

size_t source_unpacked_max(const struct source *s)
{
	return UNPACKED_BASE + s->bytes.len * UNPACKED_FACTOR;
}

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
	const struct packing *packing = packing_of(bytes);
	bool brotli = s->brotli;

	*done = false;
	if (packing)
		return packing_take(packing, s, record, max, e);
	if (warc_is(bytes))
		return warc_take(s, record, e);
	if (http_is(bytes))
		return http_take(s, e);
	if (mhtml_is(bytes)) {
		mhtml_take(s);
		return true;
	}
	s->brotli = false;
	*done = !brotli || !packing_brotli(s, max);
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
