/* fuzz_config.c: any text as a config file: mistakes are told, and keys and options stay whole. */
#include "config.h"

#include "fuzz/fuzz.h"

#include "command/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct buf mistakes = { 0 };
	struct settings s;
	bool good;

	settings_init(&s);
	good = settings_read(&s, (struct str){ (const char *)bytes, len }, "config", &mistakes);
	PROMISE(good == (mistakes.len == 0));
	settings_free(&s);
	buf_free(&mistakes);
	return 0;
}
