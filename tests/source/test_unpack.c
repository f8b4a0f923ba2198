/* Packings taken off: gzip, zstd, brotli. */
#include "config.h"

#include "support/unit.h"

#include "source/source.h"

/* "<p>zipped</p>\n", as gzip writes it. */
static const char member[] =
	"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xb3\x29\xb0\xab\xca\x2c\x28\x48\x4d\xb1"
	"\xd1\x2f\xb0\xe3\x02\x00\x9a\x1c\x72\x59\x0e\x00\x00\x00";

static void set(struct source *s, size_t times, size_t cut)
{
	*s = (struct source){ .cut = false };
	for (size_t i = 0; i < times; i++)
		buf_add(&s->bytes, (struct str){ member, sizeof(member) - 1 });
	buf_cut(&s->bytes, s->bytes.len - cut);
}

#ifdef HAVE_ZLIB
static void members_are_joined(void **state)
{
	struct source s;
	struct err e;

	(void)state;
	set(&s, 2, 0);
	assert_true(source_packed(&s));
	assert_true(source_unpack(&s, NULL, &e));
	assert_str(buf_str(&s.bytes), "<p>zipped</p>\n<p>zipped</p>\n");
	assert_false(s.cut);
	source_free(&s);
}

static void a_cut_member_gives_its_beginning(void **state)
{
	struct source s;
	struct err e;

	(void)state;
	set(&s, 1, 6);
	assert_true(source_unpack(&s, NULL, &e));
	assert_true(s.cut);
	assert_str(buf_str(&s.bytes), "<p>zipped</p>\n");
	source_free(&s);
}
#endif

static void junk_is_a_sentence(void **state)
{
	struct source s;
	struct err e;

	(void)state;
	set(&s, 1, sizeof(member) - 5);
	assert_true(source_packed(&s));
	assert_false(source_unpack(&s, NULL, &e));
#ifdef HAVE_ZLIB
	assert_non_null(strstr(e.text, "the compressed file is empty or damaged"));
#else
	assert_non_null(
		strstr(e.text, "is packed with gzip, and this postil was built without zlib"));
#endif
	source_free(&s);
}

static void what_holds_no_page_is_said_to_be_what_it_is(void **state)
{
	static const struct {
		struct str bytes;
		const char *says;
	} all[] = {
		{ { "%PDF-1.7 ...", 12 }, "is a PDF document" },
		{ { "PK\x03\x04...", 7 }, "is a zip archive" },
#ifndef HAVE_ZSTD
		{ { "\x28\xb5\x2f\xfd...", 7 }, "is packed with zstd, and this postil was built" },
#endif
		{ { "\x89PNG\r\n", 6 }, "is a picture" },
		{ { "\x7f"
		    "ELF...",
			  7 },
			"is a program" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct source s = { .cut = false };
		struct err e;

		buf_add(&s.bytes, all[i].bytes);
		assert_false(source_unpack(&s, NULL, &e));
		assert_non_null(strstr(e.text, all[i].says));
		source_free(&s);
	}
}

#ifdef HAVE_ZSTD
/* "<p>a</p>", a frame to be skipped, and "<p>b</p>" with its checksum. */
static const char frames[] = "\x28\xb5\x2f\xfd\x00\x58\x41\x00\x00<p>a</p>"
			     "\x5a\x2a\x4d\x18\x03\x00\x00\x00zzz"
			     "\x28\xb5\x2f\xfd\x04\x58\x41\x00\x00<p>b</p>\x85\xfe\xde\x60";

/* 2,560 letters in four bytes, and never the last block. */
static void add_bomb(struct buf *to, int blocks)
{
	buf_add(to, STR("\x28\xb5\x2f\xfd\x00\x0a"));
	for (int i = 0; i < blocks; i++)
		buf_add(to, (struct str){ "\x02\x50\x00y", 4 });
}

static void frames_are_joined(void **state)
{
	struct source s = { .cut = false };
	struct err e;

	(void)state;
	buf_add(&s.bytes, (struct str){ frames, sizeof(frames) - 1 });
	assert_true(source_packed(&s));
	assert_true(source_unpack(&s, NULL, &e));
	assert_str(buf_str(&s.bytes), "<p>a</p><p>b</p>");
	assert_false(s.cut);
	source_free(&s);
}

static void a_cut_or_damaged_frame_gives_what_stands_before(void **state)
{
	struct source s = { .cut = false };
	struct err e;

	(void)state;
	buf_add(&s.bytes, (struct str){ frames, sizeof(frames) - 1 });
	s.bytes.at[s.bytes.len - 1] ^= 1;
	assert_true(source_unpack(&s, NULL, &e));
	assert_true(s.cut);
	assert_true(str_starts(buf_str(&s.bytes), STR("<p>a</p>")));
	source_free(&s);
	s = (struct source){ .cut = false };
	buf_add(&s.bytes, (struct str){ frames, 15 });
	assert_true(source_unpack(&s, NULL, &e));
	assert_true(s.cut);
	assert_str(buf_str(&s.bytes), "<p>a</");
	buf_cut(&s.bytes, 0);
	buf_add(&s.bytes, (struct str){ frames, 8 });
	assert_false(source_unpack(&s, NULL, &e));
	assert_non_null(strstr(e.text, "empty or damaged"));
	source_free(&s);
}

static void frames_may_not_grow_beyond_the_ceiling(void **state)
{
	struct source s = { .cut = false };
	struct err e;
	size_t max;

	(void)state;
	add_bomb(&s.bytes, 20000); /* 51 MB in 80 KB */
	max = source_unpacked_max(&s);
	assert_true(source_unpack(&s, NULL, &e));
	assert_true(s.cut);
	assert_true(s.bytes.len <= max && s.bytes.len > max / 2);
	source_free(&s);
}

static void records_of_an_archive_may_be_frames(void **state)
{
	struct source s = { .cut = false };
	struct err e;

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct buf record = { .len = 0 };
		size_t len;

		buf_printf(&record,
			"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: "
			"http://a.example/%d\r\n"
			"Content-Type: application/http\r\nContent-Length: 48\r\n\r\n"
			"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>%d\r\n\r\n",
			i, i);
		len = record.len << 3 | 1; /* one block, the last, as it is */
		buf_add(&s.bytes, STR("\x28\xb5\x2f\xfd\x00\x58"));
		buf_add_char(&s.bytes, (char)(len & 0xff));
		buf_add_char(&s.bytes, (char)(len >> 8 & 0xff));
		buf_add_char(&s.bytes, (char)(len >> 16));
		buf_add(&s.bytes, buf_str(&record));
		buf_free(&record);
	}
	assert_true(source_unpack(&s, "http://a.example/1", &e));
	assert_str(buf_str(&s.bytes), "<p>1");
	assert_str(buf_str(&s.url), "http://a.example/1");
	source_free(&s);
}
#endif

#ifdef HAVE_BROTLI
/* "<p>Packed with brotli, a short text stands here.</p>" */
static const char packed[] =
	"\x8b\x19\x80\x3c\x70\x3e\x50\x61\x63\x6b\x65\x64\x20\x77\x69\x74\x68\x20\x62\x72\x6f"
	"\x74\x6c\x69\x2c\x20\x61\x20\x73\x68\x6f\x72\x74\x20\x74\x65\x78\x74\x20\x73\x74\x61"
	"\x6e\x64\x73\x20\x68\x65\x72\x65\x2e\x3c\x2f\x70\x3e\x03";

static void brotli_is_known_by_its_name(void **state)
{
	struct source s = { .cut = false };
	struct err e;

	(void)state;
	buf_add(&s.name, STR("page.html.br"));
	buf_add(&s.bytes, (struct str){ packed, sizeof(packed) - 1 });
	assert_true(source_packed(&s));
	assert_true(source_unpack(&s, NULL, &e));
	assert_str(buf_str(&s.bytes), "<p>Packed with brotli, a short text stands here.</p>");
	assert_false(s.cut);
	buf_cut(&s.bytes, 0);
	buf_add(&s.bytes, STR("<p>not packed at all</p>"));
	assert_true(source_unpack(&s, NULL, &e));
	assert_str(buf_str(&s.bytes), "<p>not packed at all</p>");
	source_free(&s);
}
#endif

static void saved_pages_give_their_address(void **state)
{
	static const struct {
		const char *page, *url;
	} all[] = {
		{ "<!DOCTYPE html>\n<!-- saved from url=(0024)https://site.example/a/b -->\n<html>",
			"https://site.example/a/b" },
		{ "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: "
		  "https://site.example/c?d=1 \n saved date: Mon\n-->",
			"https://site.example/c?d=1" },
		{ "<!-- saved from url=(0014)about:internet -->", "" },
		{ "<!-- saved from url=(0020)file:///etc/passwd -->", "" },
		{ "<!-- saved from url=", "" },
		{ "<!-- saved from url=(0024)https://site.example/a-->", "https://site.example/a" },
		{ "<p>Nothing of the kind</p>", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct source s = { .cut = false };
		struct err e;

		buf_add(&s.bytes, str_z(all[i].page));
		assert_true(source_unpack(&s, NULL, &e));
		assert_str(buf_str(&s.url), all[i].url);
		source_free(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#ifdef HAVE_ZLIB
		cmocka_unit_test(members_are_joined),
		cmocka_unit_test(a_cut_member_gives_its_beginning),
#endif
		cmocka_unit_test(junk_is_a_sentence),
		cmocka_unit_test(what_holds_no_page_is_said_to_be_what_it_is),
		cmocka_unit_test(saved_pages_give_their_address),
#ifdef HAVE_ZSTD
		cmocka_unit_test(frames_are_joined),
		cmocka_unit_test(a_cut_or_damaged_frame_gives_what_stands_before),
		cmocka_unit_test(frames_may_not_grow_beyond_the_ceiling),
		cmocka_unit_test(records_of_an_archive_may_be_frames),
#endif
#ifdef HAVE_BROTLI
		cmocka_unit_test(brotli_is_known_by_its_name),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
