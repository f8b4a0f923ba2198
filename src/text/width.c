/* width.c: columns and grapheme clusters. */
#include "config.h"

#include "text/width.h"

#include "text/chars.h"

#include <unigbrk.h>

enum {
	CLUSTER_MAX =
		256, /* bytes: a longer cluster is cut here, since no terminal draws it as one */
	CLUSTER_SHORT = 16, /* bytes: most clusters are not longer */
	CELL_MARKS = 4,
	SOFT_HYPHEN = 0xad,
	JOINER = 0x200d,
	REPLACEMENT = 0xfffd,
};

int char_width(uint32_t c)
{
	unsigned width = char_class(c) & CHAR_WIDTH;

	return width == CHAR_NO_WIDTH ? -1 : (int)width;
}

static bool is_tail(unsigned char c)
{
	return (c & 0xc0) == 0x80;
}

/* The bounds of the second byte keep out overlong forms, surrogates and what lies beyond
 * Unicode (Unicode 15, table 3-7). */
static bool second_fits(unsigned char first, unsigned char second)
{
	unsigned char lo = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
	unsigned char hi = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;

	return second >= lo && second <= hi;
}

size_t char_decode(struct str s, size_t at, uint32_t *c)
{
	unsigned char first;
	size_t need, n = 1;

	*c = REPLACEMENT;
	if (at >= s.len)
		return 0;
	first = (unsigned char)s.at[at];
	if (first < 0x80) {
		*c = first;
		return 1;
	}
	if (first < 0xc2 || first > 0xf4)
		return 1;
	need = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
	if (at + 1 >= s.len || !second_fits(first, (unsigned char)s.at[at + 1]))
		return 1;
	for (n = 2; n < need; n++)
		if (at + n >= s.len || !is_tail((unsigned char)s.at[at + n]))
			return n;
	*c = first & (0x7fu >> need);
	for (size_t i = 1; i < need; i++)
		*c = *c << 6 | ((unsigned char)s.at[at + i] & 0x3fu);
	return need;
}

size_t char_encode(uint32_t c, char out[4])
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/* What the screen copy of a cluster leaves out: terminals and the C library disagree on the
 * width of clusters with these. */
static bool is_reduced(uint32_t c)
{
	return c == SOFT_HYPHEN || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0000 && c <= 0xe0fff) ||
		c == 0x200b || c == 0x200c || (c >= 0x2060 && c <= 0x2064) || c == 0x180e ||
		(c >= 0x1f3fb && c <= 0x1f3ff);
}

/* A skin tone that stands alone is shown as the picture it is. */
static bool is_left_out(uint32_t c, bool first)
{
	return is_reduced(c) && !(first && c >= 0x1f3fb && c <= 0x1f3ff);
}

static int shown_width(uint32_t c)
{
	int width = char_width(c);

	return width < 0 ? 1 : width;
}

/* Columns of the reduced cluster: at most 2, since nothing terminals draw in one cell is wider;
 * at least 1 where something is left, since a mark without its base is drawn on a blank. */
static int cluster_width(struct str s)
{
	bool shown = false;
	int width = 0;
	uint32_t c;
	size_t len;

	for (size_t at = 0; (len = char_decode(s, at, &c)) > 0 && c != JOINER; at += len)
		if (!is_left_out(c, at == 0)) {
			width += shown_width(c) + (!shown && char_width(c) == 0);
			shown = true;
		}
	return width > 2 ? 2 : width;
}

/* The end of the first cluster in the first `max` bytes; that many when it is not within them. */
static size_t cluster_within(struct str s, size_t max, char *breaks)
{
	size_t len = s.len < max ? s.len : max, end;

	while (len > 0 && len < s.len && is_tail((unsigned char)s.at[len]))
		len--;
	u8_grapheme_breaks((const uint8_t *)s.at, len, breaks);
	for (end = 1; end < len && !breaks[end]; end++)
		;
	return end < len || len == s.len ? end : max;
}

/* The general case: a window that holds the cluster, broken by libunistring. Most clusters are
 * short, and what a window costs grows with it. */
static size_t cluster_len(struct str s)
{
	char breaks[CLUSTER_MAX];
	size_t window = CLUSTER_SHORT, len;

	while ((len = cluster_within(s, window, breaks)) == window && window < CLUSTER_MAX)
		window *= 4;
	if (len < CLUSTER_MAX)
		return len;
	while (len > 1 && len < s.len && is_tail((unsigned char)s.at[len]))
		len--;
	return len;
}

struct cluster text_cluster(struct str s, size_t at)
{
	uint32_t c, next;
	size_t len;

	if (at >= s.len)
		return (struct cluster){ 0, 0 };
	if (ascii_plain(s.at[at]) && (at + 1 == s.len || (unsigned char)s.at[at + 1] < 0x80))
		return (struct cluster){ 1, 1 };
	len = char_decode(s, at, &c);
	if (c < ' ' || c == 0x7f)
		return (struct cluster){ len, 0 };
	if (at + len == s.len || (unsigned char)s.at[at + len] < 0x80)
		return (struct cluster){ len, cluster_width(str_sub(s, at, len)) };
	char_decode(s, at + len, &next);
	if (!((char_class(c) | char_class(next)) & CHAR_CLUSTERS))
		return (struct cluster){ len, cluster_width(str_sub(s, at, len)) };
	len = cluster_len(str_sub(s, at, SIZE_MAX));
	return (struct cluster){ len, cluster_width(str_sub(s, at, len)) };
}

size_t text_fit(struct str s, int columns, int *used)
{
	size_t at = 0;

	*used = 0;
	while (at < s.len) {
		size_t room = columns > *used ? (size_t)(columns - *used) : 0;
		size_t run = ascii_run(s.at + at, s.len - at < room + 1 ? s.len - at : room + 1);
		struct cluster c;

		if (run > 1) { /* the last of a run may be the base of a cluster */
			run = run - 1 < room ? run - 1 : room;
			at += run;
			*used += (int)run;
			if (run == room)
				continue;
		}
		if (s.at[at] == '\n')
			break;
		c = text_cluster(s, at);
		if (c.width > columns - *used)
			break;
		at += c.len;
		*used += c.width;
	}
	return at;
}

int text_width(struct str s)
{
	int used, sum = 0;
	size_t at = 0;

	while (at < s.len) {
		at += text_fit(str_sub(s, at, SIZE_MAX), INT32_MAX, &used) + 1;
		sum += used;
	}
	return sum;
}

size_t cluster_cells(struct str cluster, char *out, size_t size)
{
	size_t n = 0, len;
	unsigned marks = 0;
	uint32_t c;

	for (size_t at = 0; (len = char_decode(cluster, at, &c)) > 0 && c != JOINER; at += len) {
		int width = char_width(c);

		if (is_left_out(c, at == 0) || c < ' ' || n + 5 > size)
			continue;
		if (width == 0 && n == 0)
			out[n++] =
				' '; /* a mark without its base must not land on the cell before */
		if (width == 0 && ++marks > CELL_MARKS)
			continue;
		n += char_encode(width < 0 ? REPLACEMENT : c, out + n);
	}
	out[n] = '\0';
	return n;
}
