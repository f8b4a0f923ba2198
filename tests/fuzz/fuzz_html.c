/* fuzz_html.c: any bytes taken for a page of the kind PAGE_HTML. */
#include "config.h"

#include "fuzz/fuzz.h"

#include "page/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	fuzz_page(PAGE_HTML, bytes, len);
	return 0;
}
