/* fuzz_image.c: any bytes taken for a document image: refused, or good for every reader of it. */
#include "config.h"

#include "fuzz/fuzz.h"

#include "document/document.h"
#include "print/print.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	const struct print_options o = { .width = 40 };
	uint64_t *copy = mem_new(len / 8 + 1, 8); /* aligned, as a mapping is */
	struct document d;
	struct err e;

	memcpy(copy, bytes, len);
	if (document_open(&d, copy, len, &e)) {
		struct sink s = { .fd = -1 };

		print_json(&d, &o, &s);
		buf_free(&s.out);
	}
	mem_free(copy);
	return 0;
}
