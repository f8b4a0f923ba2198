/* replay.c: runs a fuzz target over files, for make check and for a look at a finding. */
#include "config.h"

#include "fuzz/fuzz.h"

#include "base/buf.h"

#include <stdio.h>

static bool read_file(const char *path, struct buf *out)
{
	char piece[4096];
	FILE *f = fopen(path, "rb");
	size_t n;

	if (!f)
		return false;
	while ((n = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_add(out, (struct str){ piece, n });
	fclose(f);
	return true;
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct buf bytes = { 0 };

		if (!read_file(argv[i], &bytes)) {
			perror(argv[i]);
			return 1;
		}
		LLVMFuzzerTestOneInput((const uint8_t *)buf_z(&bytes), bytes.len);
		buf_free(&bytes);
	}
	return 0;
}
