/* decode.c: which charset, and the decoding. */
#include "config.h"

#include "decode/decode.h"

#include "decode/encodings.h"

#include <iconv.h>
#ifdef HAVE_UCHARDET
#include <uchardet.h>
#endif

enum {
	DECLARED_WITHIN = 1024,	   /* bytes, as HTML has it */
	DECLARED_LATE = 16 * 1024, /* browsers begin again when a late one is found */
	GUESS_WITHIN = 128 * 1024, /* bytes shown to the guesser */
	GUESS_BEFORE = 2 * 1024,   /* of these in front of the first byte beyond ASCII */
};

static const struct {
	struct str mark;
	enum encoding encoding;
} boms[] = {
	{ { "\xef\xbb\xbf", 3 }, ENC_UTF_8 },
	{ { "\xfe\xff", 2 }, ENC_UTF_16BE },
	{ { "\xff\xfe", 2 }, ENC_UTF_16LE },
};

/* Encodings that look like ASCII: UTF-16 without a mark shows itself by the zero bytes of its
 * ASCII part, ISO-2022-JP by its escapes. */
static int by_shape(struct str s)
{
	size_t zeros[2] = { 0, 0 }, pairs;

	s = str_sub(s, 0, DECLARED_LATE);
	if (str_has(s, STR("\x1b$B")) || str_has(s, STR("\x1b$@")))
		return ENC_ISO_2022_JP;
	s = str_sub(s, 0, 1024);
	pairs = s.len / 2;
	for (size_t i = 0; i < pairs * 2; i++)
		zeros[i & 1] += s.at[i] == '\0';
	if (pairs < 2)
		return -1;
	if (zeros[1] > pairs / 2 && zeros[0] < pairs / 8 + 1)
		return ENC_UTF_16LE;
	if (zeros[0] > pairs / 2 && zeros[1] < pairs / 8 + 1)
		return ENC_UTF_16BE;
	return -1;
}

#ifdef HAVE_UCHARDET
/* What uchardet calls differently. */
static const struct {
	const char *its, *ours;
} guess_names[] = {
	{ "UHC", "euc-kr" },
	{ "JOHAB", "euc-kr" },
	{ "MAC-CYRILLIC", "x-mac-cyrillic" },
	{ "MAC-CENTRALEUROPE", "windows-1250" },
	{ "ISO-8859-11", "windows-874" },
};
#endif

int encoding_guess(struct str bytes)
{
	int found = -1;
#ifdef HAVE_UCHARDET
	uchardet_t u = uchardet_new();
	size_t from = utf8_valid(bytes);
	const char *name;

	bytes = str_sub(bytes, from > GUESS_BEFORE ? from - GUESS_BEFORE : 0, GUESS_WITHIN);
	if (u && uchardet_handle_data(u, bytes.at, bytes.len) == 0) {
		uchardet_data_end(u);
		name = uchardet_get_charset(u);
		for (size_t i = 0; i < sizeof(guess_names) / sizeof(guess_names[0]); i++)
			if (str_eq_case(str_z(name), str_z(guess_names[i].its)))
				name = guess_names[i].ours;
		found = encoding_find(str_z(name));
	}
	if (u)
		uchardet_delete(u);
#else
	(void)bytes;
#endif
	return found == ENC_UTF_8 || found == ENC_UTF_16LE || found == ENC_UTF_16BE ? -1 : found;
}

static void load(struct decode_choice *c, const char *name)
{
	iconv_t cd;

	for (size_t i = 0; i < DECODE_CONVERTERS; i++) {
		if (c->converter[i])
			continue;
		cd = iconv_open("UTF-8", name);
		if (cd != (iconv_t)-1)
			c->converter[i] = cd;
		return;
	}
}

static void load_all(struct decode_choice *c)
{
	for (int i = 0; i < ENCODINGS; i++)
		if (encoding_iconv((enum encoding)i))
			load(c, encoding_iconv((enum encoding)i));
}

void decode_choose_any(struct decode_choice *c)
{
	*c = (struct decode_choice){ .encoding = ENC_UTF_8 };
	load_all(c);
}

/* Whether the bytes prove that they are not what they are labelled as. In UTF-16 every letter of a
 * tag and every line end has a zero byte; without one, what is valid UTF-8 is nothing else. */
static bool disproved(int encoding, const struct utf8_facts *f, struct str bytes)
{
	if (encoding == ENC_UTF_8)
		return f->bad > 0 && f->bad > f->multi;
	if (encoding == ENC_UTF_16LE || encoding == ENC_UTF_16BE)
		return f->bad == 0 && str_find_char(bytes, '\0', 0) == STR_NOWHERE;
	return f->bad == 0 && f->multi >= 2;
}

static void choose(struct decode_choice *c, struct str bytes, struct str label)
{
	struct utf8_facts f;
	struct {
		int encoding;
		enum decode_how how;
	} say[] = {
		{ encoding_find(label), DECODE_LABEL },
		{ encoding_declared(str_sub(bytes, 0, DECLARED_WITHIN)), DECODE_META },
		{ -1, DECODE_META },
	};

	utf8_scan(bytes, &f);
	c->valid = f.bad == 0;
	if (!c->valid)
		say[2].encoding = encoding_declared(str_sub(bytes, 0, DECLARED_LATE));
	for (size_t i = 0; i < sizeof(say) / sizeof(say[0]); i++) {
		if (say[i].encoding < 0 || disproved(say[i].encoding, &f, bytes))
			continue;
		c->encoding = say[i].encoding;
		c->how = say[i].how;
		return;
	}
	c->encoding = by_shape(bytes);
	c->how = DECODE_GUESSED;
	if (c->encoding < 0 && c->valid) {
		c->encoding = ENC_UTF_8;
		c->how = DECODE_VALID;
	}
}

bool decode_knows(struct str label)
{
	return encoding_find(label) >= 0;
}

void decode_choose(struct decode_choice *c, struct str bytes, struct str label, bool forced)
{
	*c = (struct decode_choice){ .encoding = forced ? encoding_find(label) : -1,
		.how = DECODE_FORCED };
	for (size_t i = 0; c->encoding < 0 && i < sizeof(boms) / sizeof(boms[0]); i++) {
		if (!str_starts(bytes, boms[i].mark))
			continue;
		c->encoding = (int)boms[i].encoding;
		c->how = DECODE_BOM;
		c->skip = boms[i].mark.len;
	}
	if (c->encoding < 0)
		choose(c, bytes, label);
	if (c->encoding < 0)
		load_all(c);
	else if (encoding_iconv((enum encoding)c->encoding))
		load(c, encoding_iconv((enum encoding)c->encoding));
}

void decode_choice_free(struct decode_choice *c)
{
	for (size_t i = 0; i < DECODE_CONVERTERS; i++)
		if (c->converter[i])
			iconv_close(c->converter[i]);
	*c = (struct decode_choice){ .encoding = -1 };
}

bool decode_with(const struct decode_choice *c, struct str bytes, size_t max, struct decoded *d)
{
	int encoding = c->encoding;
	bool ok;

	*d = (struct decoded){ .how = c->how };
	bytes = str_sub(bytes, c->skip, SIZE_MAX);
	if (encoding < 0) {
		encoding = encoding_guess(bytes);
		d->how = encoding < 0 ? DECODE_FALLBACK : DECODE_GUESSED;
	}
	if (encoding < 0)
		encoding = ENC_WINDOWS_1252;
	d->charset = encoding_name((enum encoding)encoding);
	if (encoding == ENC_UTF_8 && (c->valid || utf8_valid(bytes) == bytes.len)) {
		d->text = str_sub(bytes, 0, max ? max : SIZE_MAX);
		if (d->text.len < bytes.len)
			d->text.len = utf8_valid(d->text);
		return d->text.len == bytes.len;
	}
	d->own.max = max;
	ok = encoding_read((enum encoding)encoding, bytes, &d->own, &d->damaged);
	d->text = buf_str(&d->own);
	return ok;
}

bool decode(struct str bytes, struct str label, size_t max, struct decoded *d)
{
	struct decode_choice c;
	bool ok;

	decode_choose(&c, bytes, label, false);
	ok = decode_with(&c, bytes, max, d);
	decode_choice_free(&c);
	return ok;
}

void decoded_free(struct decoded *d)
{
	buf_free(&d->own);
	d->text = STR_NONE;
}

const char *decode_how_name(enum decode_how how)
{
	switch (how) {
	case DECODE_BOM: return "byte order mark";
	case DECODE_LABEL: return "labelled";
	case DECODE_META: return "declared in the page";
	case DECODE_VALID: return "valid UTF-8";
	case DECODE_GUESSED: return "guessed";
	case DECODE_FALLBACK: return "nothing else known";
	case DECODE_FORCED: return "as asked for";
	}
	return "";
}
