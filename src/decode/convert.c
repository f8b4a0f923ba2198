/* convert.c: the encodings themselves: single bytes by table, UTF-16 by hand, the great East
 * Asian ones by iconv. */
#include "config.h"

#include "decode/encodings.h"
#include "text/width.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

enum how {
	UTF8,
	TABLE,
	UTF16,
	USER,
	ICONV,
};

#define TABLE(id, ...) static const uint16_t table_##id[128] = { __VA_ARGS__ };
#include "decode/tables.def"
#undef TABLE

static const struct {
	const char *name;
	enum how how;
	const void *data; /* TABLE: 128 characters; ICONV: a name */
} encoding[ENCODINGS] = {
#define ENCODING(id, name, how, data) [ENC_##id] = { name, how, data },
#include "decode/labels.def"
#undef ENCODING
};

static const struct {
	enum encoding encoding;
	const char *words;
} labels[] = {
#define LABELS(id, words) { ENC_##id, words },
#include "decode/labels.def"
#undef LABELS
};

const char *encoding_name(enum encoding e)
{
	return encoding[e].name;
}

const char *encoding_iconv(enum encoding e)
{
	return encoding[e].how == ICONV ? encoding[e].data : NULL;
}

int encoding_find(struct str label)
{
	char lower[32];

	label = str_trim(label);
	if (label.len == 0 || label.len >= sizeof(lower))
		return -1;
	for (size_t i = 0; i < label.len; i++)
		lower[i] = ascii_lower(label.at[i]);
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (str_has_word(str_z(labels[i].words), (struct str){ lower, label.len }))
			return (int)labels[i].encoding;
	return -1;
}

/* Characters are written through this, so that the buffer is asked once per piece. */
struct piece {
	char at[4096];
	size_t len;
	struct buf *out;
	bool ok;
};

static void piece_flush(struct piece *p)
{
	p->ok = p->ok && buf_add(p->out, (struct str){ p->at, p->len });
	p->len = 0;
}

static void piece_put(struct piece *p, uint32_t c)
{
	if (p->len > sizeof(p->at) - 4)
		piece_flush(p);
	p->len += char_encode(c, p->at + p->len);
}

static bool read_table(const uint16_t *table, struct str s, struct buf *out, bool *damaged)
{
	struct piece p = { .out = out, .ok = true };

	for (size_t i = 0; i < s.len && p.ok; i++) {
		unsigned char b = (unsigned char)s.at[i];
		uint32_t c = b < 0x80 ? b : table[b - 0x80];

		if (c == 0 && b != 0) {
			c = 0xfffd;
			*damaged = true;
		}
		piece_put(&p, c);
	}
	piece_flush(&p);
	return p.ok;
}

static bool read_user(struct str s, struct buf *out)
{
	struct piece p = { .out = out, .ok = true };

	for (size_t i = 0; i < s.len && p.ok; i++) {
		unsigned char b = (unsigned char)s.at[i];

		piece_put(&p, b < 0x80 ? b : 0xf700u + b);
	}
	piece_flush(&p);
	return p.ok;
}

static uint32_t unit(struct str s, size_t at, bool big)
{
	unsigned a = (unsigned char)s.at[at], b = (unsigned char)s.at[at + 1];

	return big ? a << 8 | b : b << 8 | a;
}

static bool read_utf16(bool big, struct str s, struct buf *out, bool *damaged)
{
	struct piece p = { .out = out, .ok = true };
	size_t i = 0;

	for (; i + 1 < s.len && p.ok; i += 2) {
		uint32_t c = unit(s, i, big), low;

		if (c >= 0xd800 && c < 0xdc00 && i + 3 < s.len &&
			(low = unit(s, i + 2, big)) >= 0xdc00 && low < 0xe000) {
			c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
			i += 2;
		} else if (c >= 0xd800 && c < 0xe000) {
			c = 0xfffd;
			*damaged = true;
		}
		piece_put(&p, c);
	}
	if (i < s.len) {
		*damaged = true;
		piece_put(&p, 0xfffd);
	}
	piece_flush(&p);
	return p.ok;
}

/* Adds what iconv made. What it makes of one source is valid as far as it is whole, but it is
 * somebody else's code on somebody else's bytes: so it is proved. */
static bool add_proved(struct buf *out, const char *at, size_t len, bool *damaged)
{
	return utf8_read((struct str){ at, len }, out, damaged);
}

/* One step through the converter in pieces of bounded size; false when out is full. At the end
 * *in is where it stopped: at the end, or at bytes that it does not know. */
static bool convert_run(iconv_t cd, char **in, size_t *left, struct buf *out, bool *damaged)
{
	char piece[8192];

	for (;;) {
		char *to = piece;
		size_t room = sizeof(piece), before = *left;
		size_t done = iconv(cd, in, left, &to, &room);

		if (!add_proved(out, piece, (size_t)(to - piece), damaged))
			return false;
		if (done != (size_t)-1 || errno != E2BIG || (to == piece && *left == before))
			return true;
	}
}

/* What the converter held back, waiting for a combining character. */
static bool convert_rest(iconv_t cd, struct buf *out, bool *damaged)
{
	char piece[64], *to = piece;
	size_t room = sizeof(piece);

	iconv(cd, NULL, NULL, &to, &room);
	return add_proved(out, piece, (size_t)(to - piece), damaged);
}

static bool read_iconv(const char *name, struct str s, struct buf *out, bool *damaged)
{
	iconv_t cd = iconv_open("UTF-8", name);
	char *in = (char *)(uintptr_t)s.at; /* iconv's prototype lacks a const */
	size_t left = s.len;
	bool ok = true;

	if (cd == (iconv_t)-1) {
		*damaged = true;
		return utf8_read(s, out, damaged);
	}
	while (ok && left > 0) {
		ok = convert_run(cd, &in, &left, out, damaged);
		if (!ok || left == 0)
			break;
		/* A bad or unfinished sequence: one byte is lost, what follows may be markup. */
		*damaged = true;
		in++;
		left--;
		ok = buf_add(out, STR("\xef\xbf\xbd"));
	}
	ok = ok && convert_rest(cd, out, damaged);
	iconv_close(cd);
	return ok;
}

bool encoding_read(enum encoding e, struct str bytes, struct buf *out, bool *damaged)
{
	switch (encoding[e].how) {
	case UTF8: return utf8_read(bytes, out, damaged);
	case TABLE: return read_table(encoding[e].data, bytes, out, damaged);
	case UTF16: return read_utf16(e == ENC_UTF_16BE, bytes, out, damaged);
	case USER: return read_user(bytes, out);
	case ICONV: return read_iconv(encoding[e].data, bytes, out, damaged);
	}
	return false;
}
