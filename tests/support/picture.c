/* picture.c: see picture.h. */
#include "config.h"

#include "support/unit.h"

#include "support/fake_screen.h"
#include "support/picture.h"
#include "text/width.h"

#include <stdio.h>
#include <stdlib.h>

void picture_load(struct load *l, struct site_set *sites, const char *name, int64_t now)
{
	char path[4096];
	struct load_request r = { .place = path, .now = now, .sites = sites };
	struct err e = { 0 };

	snprintf(path, sizeof(path), "%s/tests/screen/pages/%s", getenv("POSTIL_TEST_SRC"), name);
	assert_true(load_start(l, &r, &e));
	assert_true(load_wait(l));
}

void picture_take(
	struct load *l, const struct view_options *o, int rows, int cols, const char *keys)
{
	struct str text = str_z(keys);
	uint32_t key[256] = { 0 };
	struct err e = { 0 };
	size_t n = 0;

	for (size_t at = 0; at < text.len && n < 255;)
		at += char_decode(text, at, &key[n++]);
	fake = (struct fake){ .rows = rows, .cols = cols, .keys = key };
	assert_int_equal(view_run(o, l, &e), 0);
	fake.keys = NULL;
}

static void write_file(const char *path, struct str s)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(s.at, 1, s.len, f), s.len);
	assert_int_equal(fclose(f), 0);
}

void picture_check(const char *name)
{
	static char wanted[1 << 16];
	char path[4096];
	struct buf picture = { 0 };
	size_t n = 0;
	FILE *f;

	fake_picture(&picture);
	buf_printf(&picture, "cursor %d %d\n", fake.cursor_row, fake.cursor_col);
	snprintf(path, sizeof(path), "%s/tests/screen/%s-%dx%d.screen", getenv("POSTIL_TEST_SRC"),
		name, fake.cols, fake.rows);
	if (getenv("UPDATE"))
		write_file(path, buf_str(&picture));
	f = fopen(path, "r");
	if (f) {
		n = fread(wanted, 1, sizeof(wanted), f);
		fclose(f);
	}
	if (!str_eq(buf_str(&picture), (struct str){ wanted, n }))
		fail_msg("%s differs; the picture now:\n%s", path, buf_z(&picture));
	buf_free(&picture);
}
