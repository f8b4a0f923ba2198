/* fuzz_mail.c: any bytes taken for mail: a mailbox, a message, a page saved as one. */
#include "config.h"

#include "fuzz/fuzz.h"

#include "page/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	fuzz_page(PAGE_MAIL, bytes, len);
	return 0;
}
