/* page.c: the way of a page from bytes to output, as the loader and the writers go it, in one process. */
#include "config.h"

#include "fuzz/fuzz.h"

#include "decode/decode.h"
#include "document/document.h"
#include "extract/extract.h"
#include "print/print.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void fuzz_broken(const char *promise, const char *file, int line)
{
	fprintf(stderr, "%s:%d: broken promise: %s\n", file, line, promise);
	abort();
}

static void write_formats(const struct document *d)
{
	const struct print_options o = { .width = 40, .now = 1500000000 };

	for (const struct print_format *f = print_formats; f->name; f++) {
		struct sink s = { .fd = -1 };

		f->write(d, &o, &s);
		buf_free(&s.out);
	}
}

void fuzz_page(int kind, const uint8_t *bytes, size_t len)
{
	const struct extract_options o = { .now = 1500000000 };
	struct decoded text = { 0 };
	struct page p;
	struct err e;

	decode((struct str){ (const char *)bytes, len }, STR_NONE, 0, &text);
	if (page_parse(&p, (enum page_kind)kind, text.text, STR("http://site.example/a/b"), &e)) {
		struct builder *b = builder_new(0);
		struct buf image = { 0 };
		struct document d;

		extract_document(&p, &o, b);
		PROMISE(builder_seal(b, &image, &e));
		PROMISE(document_open(&d, image.at, image.len, &e));
		write_formats(&d);
		builder_free(b);
		buf_free(&image);
		page_free(&p);
	}
	decoded_free(&text);
}
