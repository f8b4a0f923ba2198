/* fold.c: texts made comparable for searching. */
#include "config.h"

#include "text/fold.h"

#include "text/chars.h"
#include "text/width.h"

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include <string.h>

enum {
	PARTS_MAX = 64, /* code points one character folds to */
};

/* Where a folded text goes. */
struct sink {
	struct buf *out;
	uint32_t *map;
	size_t map_len, start; /* entries; bytes of out before */
};

/* Marks that only say how a letter sounds in scripts that write without them too, or decorate
 * it: not the vowel signs of Indic scripts, not the voicing marks of kana. */
static bool is_accent(uint32_t c)
{
	static const uint32_t range[][2] = {
		{ 0xad, 0xad },
		{ 0x300, 0x36f },
		{ 0x483, 0x489 },
		{ 0x591, 0x5c7 },
		{ 0x610, 0x61a },
		{ 0x640, 0x640 },
		{ 0x64b, 0x65f },
		{ 0x670, 0x670 },
		{ 0x6d6, 0x6ed },
		{ 0x1ab0, 0x1aff },
		{ 0x1dc0, 0x1dff },
		{ 0x20d0, 0x20ff },
		{ 0xfe00, 0xfe0f },
		{ 0xfe20, 0xfe2f },
	};

	for (size_t i = 0; i < sizeof(range) / sizeof(*range) && c >= range[i][0]; i++)
		if (c <= range[i][1])
			return true;
	return false;
}

/* Letters with a stroke, which Unicode does not decompose. */
static uint32_t plain_letter(uint32_t c)
{
	static const uint32_t letter[][2] = {
		{ 0xd8, 'O' },
		{ 0xf8, 'o' },
		{ 0x110, 'D' },
		{ 0x111, 'd' },
		{ 0x126, 'H' },
		{ 0x127, 'h' },
		{ 0x131, 'i' },
		{ 0x141, 'L' },
		{ 0x142, 'l' },
		{ 0x166, 'T' },
		{ 0x167, 't' },
		{ 0x2018, '\'' },
		{ 0x2019, '\'' },
		{ 0x201c, '"' },
		{ 0x201d, '"' },
		{ 0x2010, '-' },
		{ 0x2011, '-' },
	};

	for (size_t i = 0; i < sizeof(letter) / sizeof(*letter); i++)
		if (letter[i][0] == c)
			return letter[i][1];
	return c;
}

static bool sink_add(struct sink *k, uint32_t c, size_t from)
{
	char bytes[4];
	size_t len = char_encode(c, bytes);

	for (size_t i = 0; k->map && i < len; i++)
		if (k->out->len - k->start + i < k->map_len)
			k->map[k->out->len - k->start + i] = (uint32_t)from;
	return buf_add(k->out, (struct str){ bytes, len });
}

/* One character as its base characters, accents dropped. */
static size_t split_marks(uint32_t c, uint32_t part[PARTS_MAX])
{
	uint32_t whole[PARTS_MAX];
	size_t len = PARTS_MAX, kept = 0;

	if (is_accent(c))
		return 0;
	part[0] = plain_letter(c);
	if (part[0] != c || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0x3040 && c <= 0x30ff) ||
		(c >= 0x4e00 && c <= 0x9fff))
		return 1;
	if (!u32_normalize(UNINORM_NFKD, &c, 1, whole, &len) || len == 0 || whole[0] == ' ')
		return 1;
	for (size_t i = 0; i < len; i++)
		if (i == 0 || !is_accent(whole[i]))
			part[kept++] = whole[i];
	return kept;
}

/* The small letter of most characters, and what has none: most scripts know no case. 0 where only
 * Unicode's tables tell. */
static uint32_t simple_case(uint32_t c)
{
	static const uint32_t same[][2] = {
		{ 0x80, 0xb4 }, { 0xe0, 0xff }, { 0x430, 0x45f },
		{ 0x588, 0x109f },			/* Armenian punctuation to Burmese */
		{ 0x13fe, 0x1c7f }, { 0x1ffd, 0x2125 }, /* punctuation, signs */
		{ 0x2cf3, 0xa63f },			/* kana, ideographs */
		{ 0xabc0, 0xfaff },			/* Hangul */
	};

	if ((c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x410 && c <= 0x42f))
		return c + 0x20;
	for (size_t i = 0; i < sizeof(same) / sizeof(*same) && c >= same[i][0]; i++)
		if (c <= same[i][1])
			return c;
	return 0;
}

static bool fold_fully(struct sink *k, uint32_t c, unsigned how, size_t from)
{
	uint32_t part[PARTS_MAX] = { c }, folded[PARTS_MAX], *at = part;
	size_t len = 1, room = PARTS_MAX;
	bool ok = true;

	if (how & FOLD_MARKS)
		len = split_marks(c, part);
	if (how & FOLD_CASE && len > 0 && (len > 1 || part[0] >= 0x80 || part[0] != c)) {
		at = u32_casefold(part, len, NULL, NULL, folded, &room);
		if (at && at == folded)
			len = room;
		else
			at = part;
	}
	for (size_t i = 0; i < len && ok; i++)
		ok = sink_add(k, at[i], from);
	return ok;
}

static bool fold_char(struct sink *k, uint32_t c, unsigned how, size_t from)
{
	uint32_t simple = how & FOLD_MARKS ? 0 : how & FOLD_CASE ? simple_case(c) : c;

	return simple ? sink_add(k, simple, from) : fold_fully(k, c, how, from);
}

static bool fold_ascii(struct sink *k, struct str run, bool lower, size_t from)
{
	char *room = buf_room(k->out, run.len);

	if (!room)
		return false;
	for (size_t i = 0; i < run.len; i++)
		room[i] = lower ? ascii_lower(run.at[i]) : run.at[i];
	for (size_t i = 0; k->map && i < run.len; i++)
		if (k->out->len - k->start + i < k->map_len)
			k->map[k->out->len - k->start + i] = (uint32_t)(from + i);
	k->out->len += run.len;
	k->out->at[k->out->len] = '\0';
	return true;
}

bool text_fold(struct str s, unsigned how, struct buf *out, uint32_t *map, size_t map_len)
{
	struct sink k = { .out = out, .map = map, .map_len = map_len, .start = out->len };
	size_t at = 0;

	while (at < s.len) {
		size_t run = 0;
		uint32_t c;

		while (at + run < s.len && (unsigned char)s.at[at + run] < 0x80)
			run++;
		if (run > 0 && !fold_ascii(&k, str_sub(s, at, run), how & FOLD_CASE, at))
			return false;
		at += run;
		if (at == s.len)
			break;
		run = char_decode(s, at, &c);
		if (!fold_char(&k, c, how, at))
			return false;
		at += run;
	}
	return true;
}

bool text_has_upper(struct str s)
{
	uint32_t c;
	size_t len;

	for (size_t at = 0; (len = char_decode(s, at, &c)) > 0; at += len)
		if (c < 0x80 ? c >= 'A' && c <= 'Z' : uc_is_property_uppercase(c))
			return true;
	return false;
}
