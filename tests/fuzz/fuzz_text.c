/* fuzz_text.c: any bytes through the gate and what stands behind it. The oracle: clean text is
 * printable but for newline and tab, text_is_clean() agrees, cleaning again changes nothing, lines
 * go forward and lose nothing, folding and dates stay in bounds. With libFuzzer an entry point;
 * else a program that replays the files it is given, or random texts of its own. */
#include "config.h"

#include "text/clean.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/url.h"
#include "text/width.h"
#include "text/wrap.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok, const char *what)
{
	if (ok)
		return;
	printf("not ok 1 - %s\n", what);
	fflush(stdout);
	abort();
}

static void check_clean(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		must((c >= ' ' && c != 0x7f) || c == '\n' || c == '\t',
			"no controls in clean text");
		must(!(c == 0xc2 && (unsigned char)s.at[i + 1] < 0xa0), "no C1 in clean text");
	}
	must(text_is_clean(s), "text_is_clean accepts what text_clean makes");
}

static void check_lines(struct str s, int columns)
{
	struct line line;

	for (size_t at = 0; text_line(s, at, columns, &line); at = line.next) {
		must(line.from == at && line.to >= at && line.next > at && line.next >= line.to,
			"lines go forward");
		must(line.width <= (columns < 2 ? 2 : columns), "lines fit");
		for (size_t i = line.to; i < line.next; i++)
			must(s.at[i] == ' ' || s.at[i] == '\n' || s.at[i] == '\t',
				"only blanks are left out");
	}
}

static void check_clusters(struct str s)
{
	char cells[64];
	struct cluster c;

	for (size_t at = 0; at < s.len; at += c.len) {
		c = text_cluster(s, at);
		must(c.len > 0 && c.len <= s.len - at && c.width >= 0 && c.width <= 2,
			"clusters are in bounds");
		must(cluster_cells(str_sub(s, at, c.len), cells, sizeof(cells)) < sizeof(cells),
			"cells are in bounds");
		must(text_is_clean(str_z(cells)), "cells are clean");
	}
}

static void check_others(struct str raw)
{
	struct buf out = { .max = 0 };
	struct date d;
	size_t at, len;
	char iso[32], human[40];

	text_fold(raw, FOLD_CASE | FOLD_MARKS, &out, NULL, 0);
	buf_cut(&out, 0);
	if (url_resolve(STR("http://a.example/b/c?d"), raw, &out))
		for (size_t i = 0; i < out.len; i++)
			must(out.at[i] > ' ' && out.at[i] <= '~', "addresses are printable ASCII");
	buf_free(&out);
	if (date_parse(raw, STR_NONE, 1490700000, &d))
		must(date_iso(&d, iso)[0] != '\0' && date_human(&d, human)[0] != '\0',
			"dates print");
	if (date_find(raw, STR_NONE, 1490700000, &d, &at, &len))
		must(at <= raw.len && len <= raw.len - at, "dates are found in bounds");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str raw = { (const char *)data, size };

	for (int space = CLEAN_LINE; space <= CLEAN_PRE; space++) {
		struct buf clean = { .max = 0 }, again = { .max = 0 };

		must(text_clean(raw, (enum clean_space)space, &clean), "nothing is too long");
		check_clean(buf_str(&clean));
		must(text_clean(buf_str(&clean), (enum clean_space)space, &again),
			"nothing is too long");
		must(str_eq(buf_str(&clean), buf_str(&again)), "cleaning again changes nothing");
		for (int columns = 1; columns < 100; columns += 13)
			check_lines(buf_str(&clean), columns);
		check_clusters(buf_str(&clean));
		buf_free(&clean);
		buf_free(&again);
	}
	check_others(raw);
	return 0;
}

#ifndef POSTIL_FUZZING

/* Pieces that random texts are made of: bytes alone rarely hit what matters. */
static const char *const piece[] = { "a", "e", " ", "  ", "\n", "\r\n", "\t", "\x1b[", "\xc2\x9b",
	"\xc2\xad", "\xcc\x81", "\xcc\xa3", "\xcd\x84", "\xe2\x80\x8d", "\xf0\x9f\x91\xa9",
	"\xf0\x9f\x87\xa9", "\xe6\x97\xa5", "\xe1\x84\x92", "\xe1\x85\xa1", "\xe1\x86\xab",
	"\xe2\x80\xae", "\xff", "\xe2\x80", "\xed\xa0\x80", "\xe0\xa4\x95", "\xe0\xa5\x8d",
	"\xf0\x9f\x8f\xbd", "\xef\xb8\x8f", "\xd9\x85", "\xe2\x84\xab", "2017", "28", ":", "-",
	"March", "ago", "hours", "GMT", "+", "http://", "/", "..", "?", "#", ".", "@",
	"\xe5\xb9\xb4", "\xe6\x9c\x88", "vor", "\xd9\xa3", "\xef\xb7\xba" };

static void replay_random(void)
{
	uint32_t seed = 1;

	for (int run = 0; run < 1000; run++) {
		struct buf b = { .max = 0 };

		seed = seed * 1664525u + 1013904223u;
		for (unsigned n = seed >> 24; n > 0; n--) {
			seed = seed * 1664525u + 1013904223u;
			buf_add(&b, str_z(piece[(seed >> 16) % (sizeof(piece) / sizeof(*piece))]));
		}
		LLVMFuzzerTestOneInput((const uint8_t *)buf_z(&b), b.len);
		buf_free(&b);
	}
}

int main(int argc, char **argv)
{
	static uint8_t data[1 << 20];

	printf("1..1\n");
	for (int i = 1; i < argc; i++) {
		FILE *f = fopen(argv[i], "rbe");

		if (!f)
			continue;
		LLVMFuzzerTestOneInput(data, fread(data, 1, sizeof(data), f));
		fclose(f);
	}
	if (argc < 2)
		replay_random();
	printf("ok 1 - the oracle holds\n");
	return 0;
}

#endif
