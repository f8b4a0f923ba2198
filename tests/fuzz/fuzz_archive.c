/* fuzz_archive.c: any bytes unpacked: gzip, web archives, answers of servers, saved messages. The first byte chooses a record. */
#include "config.h"

#include "fuzz/fuzz.h"

#include "source/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char *const records[] = { NULL, "1", "2", "http://a.example/" };
	struct source s = { .cut = false };
	size_t max;
	struct err e;

	if (len == 0)
		return 0;
	buf_add(&s.bytes, (struct str){ (const char *)bytes + 1, len - 1 });
	buf_add(&s.name, STR("page"));
	max = source_unpacked_max(&s);
	if (source_packed(&s) && source_unpack(&s, records[bytes[0] % 4], &e))
		PROMISE(s.bytes.len > 0 && s.bytes.len <= max);
	source_free(&s);
	return 0;
}
