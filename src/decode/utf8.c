/* utf8.c: valid UTF-8 told from malformed (RFC 3629, Unicode table 3-7). */
#include "config.h"

#include "decode/encodings.h"

#include <string.h>

/* The bytes of the character at p (left > 0), or with *ok false of the longest part of one that
 * could have become one ("maximal subpart", Unicode 3.9), at least 1. */
static size_t character(const unsigned char *p, size_t left, bool *ok)
{
	unsigned char lo = 0x80, hi = 0xbf;
	size_t len = p[0] < 0x80 ? 1
		: p[0] < 0xc2	 ? 0
		: p[0] < 0xe0	 ? 2
		: p[0] < 0xf0	 ? 3
		: p[0] < 0xf5	 ? 4
				 : 0;

	*ok = len > 0;
	if (len < 2)
		return 1;
	if (p[0] == 0xe0)
		lo = 0xa0;
	else if (p[0] == 0xed)
		hi = 0x9f;
	else if (p[0] == 0xf0)
		lo = 0x90;
	else if (p[0] == 0xf4)
		hi = 0x8f;
	for (size_t i = 1; i < len; i++) {
		if (i >= left || p[i] < lo || p[i] > hi) {
			*ok = false;
			return i;
		}
		lo = 0x80;
		hi = 0xbf;
	}
	return len;
}

/* Where the run of ASCII that begins at `at` ends. */
static size_t ascii_end(struct str s, size_t at)
{
	uint64_t word;

	while (s.len - at >= sizeof(word)) {
		memcpy(&word, s.at + at, sizeof(word));
		if (word & 0x8080808080808080u)
			break;
		at += sizeof(word);
	}
	while (at < s.len && !(s.at[at] & 0x80))
		at++;
	return at;
}

size_t utf8_valid(struct str s)
{
	size_t at = 0;
	bool ok;

	while ((at = ascii_end(s, at)) < s.len) {
		size_t len = character((const unsigned char *)s.at + at, s.len - at, &ok);

		if (!ok)
			return at;
		at += len;
	}
	return s.len;
}

void utf8_scan(struct str s, struct utf8_facts *f)
{
	size_t at = 0;
	bool ok;

	*f = (struct utf8_facts){ .multi = 0 };
	while ((at = ascii_end(s, at)) < s.len) {
		at += character((const unsigned char *)s.at + at, s.len - at, &ok);
		f->multi += ok;
		f->bad += !ok;
	}
}

bool utf8_read(struct str s, struct buf *out, bool *damaged)
{
	bool ok;

	while (s.len > 0) {
		size_t good = utf8_valid(s);

		if (!buf_add(out, str_sub(s, 0, good)))
			return false;
		s = str_sub(s, good, SIZE_MAX);
		if (s.len == 0)
			break;
		*damaged = true;
		s = str_sub(s, character((const unsigned char *)s.at, s.len, &ok), SIZE_MAX);
		if (!buf_add(out, STR("\xef\xbf\xbd")))
			return false;
	}
	return true;
}
