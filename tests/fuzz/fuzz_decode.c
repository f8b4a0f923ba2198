/* fuzz_decode.c: any bytes in any charset: what comes out is UTF-8, and within the size asked for. The first byte chooses a label. */
#include "config.h"

#include "fuzz/fuzz.h"

#include "decode/decode.h"

#include <unistr.h>

static const char *const labels[] = { "", "utf-8", "windows-1252", "shift_jis", "euc-kr", "gb18030",
	"big5", "iso-2022-jp", "utf-16le", "utf-16be", "koi8-r", "x-user-defined",
	"no such label" };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	size_t n = sizeof(labels) / sizeof(labels[0]), max = len > 1 ? bytes[len - 1] * 16u : 0;
	struct str rest = { (const char *)bytes + (len > 0), len > 0 ? len - 1 : 0 };
	struct decoded d = { 0 };

	decode(rest, str_z(labels[len > 0 ? bytes[0] % n : 0]), max, &d);
	PROMISE(!u8_check((const uint8_t *)d.text.at, d.text.len));
	PROMISE(!max || d.text.len <= max || d.own.len == 0);
	decoded_free(&d);
	return 0;
}
