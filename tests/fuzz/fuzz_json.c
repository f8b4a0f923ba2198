/* fuzz_json.c: any bytes taken for a page of the kind PAGE_JSON. */
#include "config.h"

#include "fuzz/fuzz.h"

#include "page/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	fuzz_page(PAGE_JSON, bytes, len);
	return 0;
}
