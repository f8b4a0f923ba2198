/* url_show.c: addresses as people may read them without being led astray. */
#include "config.h"

#include "text/punycode.h"
#include "text/url.h"
#include "text/width.h"

#include <string.h>

#include <unictype.h>

/* Scripts that one word may mix: those of one language. */
static const char *const together[][4] = {
	{ "Han", "Hiragana", "Katakana", "Latin" },
	{ "Han", "Hangul", "Latin", "" },
	{ "Han", "Bopomofo", "Latin", "" },
};

/* Letters of Cyrillic and Greek that look like Latin ones; a name of nothing else could pass for
 * another. */
static bool looks_latin(uint32_t c)
{
	static const uint32_t like[] = { 0x430, 0x441, 0x501, 0x435, 0x4bb, 0x456, 0x458, 0x4cf,
		0x43e, 0x440, 0x51b, 0x455, 0x51d, 0x445, 0x443, 0x4af, 0x475, 0x3b1, 0x3b9, 0x3bf,
		0x3bd, 0x3c1, 0x3c5, 0x3f2 };

	for (size_t i = 0; i < sizeof(like) / sizeof(*like); i++)
		if (like[i] == c)
			return true;
	return c < 128;
}

static bool may_join(const char *const *group, const char *const *script, size_t scripts)
{
	for (size_t i = 0; i < scripts; i++) {
		bool in = false;

		for (int k = 0; k < 4; k++)
			in |= strcmp(group[k], script[i]) == 0;
		if (!in)
			return false;
	}
	return true;
}

/* Whether the scripts of a label are those of one language. */
static bool scripts_agree(const uint32_t *c, uint32_t len)
{
	const char *script[4] = { "" };
	size_t scripts = 0;

	for (uint32_t i = 0; i < len; i++) {
		const uc_script_t *s = uc_script(c[i]);
		size_t k = 0;

		if (!s)
			return false;
		if (strcmp(s->name, "Common") == 0 || strcmp(s->name, "Inherited") == 0)
			continue;
		while (k < scripts && strcmp(script[k], s->name) != 0)
			k++;
		if (k == 4)
			return false;
		if (k == scripts)
			script[scripts++] = s->name;
	}
	for (size_t g = 0; g < sizeof(together) / sizeof(*together); g++)
		if (may_join(together[g], script, scripts))
			return true;
	return scripts < 2;
}

/* Whether a label may be shown as what it stands for: letters and digits only, of one language, not
 * all of them like Latin ones, and what it stands for has no other spelling. */
static bool may_show(struct str label, const uint32_t *c, uint32_t len)
{
	struct buf again = { 0 };
	bool like_latin = true, ok = scripts_agree(c, len);

	for (uint32_t i = 0; i < len && ok; i++) {
		ok = c[i] < 128 || uc_is_general_category(c[i], UC_CATEGORY_L) ||
			(i && uc_is_general_category(c[i], UC_CATEGORY_M)) ||
			uc_is_general_category(c[i], UC_CATEGORY_Nd);
		ok = ok && char_width(c[i]) >= 0;
		like_latin = like_latin && looks_latin(c[i]);
	}
	punycode_add(c, len, &again);
	ok = ok && !like_latin && str_eq_case(buf_str(&again), label);
	buf_free(&again);
	return ok;
}

static void show_host(struct str host, struct buf *out)
{
	uint32_t c[PUNYCODE_MAX], len;
	struct str label;
	bool first = true;

	while (str_split(&host, '.', &label)) {
		if (!first)
			buf_add_char(out, '.');
		first = false;
		if (!punycode_read(label, c, &len) || !may_show(label, c, len)) {
			buf_add(out, label);
			continue;
		}
		for (uint32_t i = 0; i < len; i++) {
			char bytes[4];

			buf_add(out, (struct str){ bytes, char_encode(c[i], bytes) });
		}
	}
}

void url_show(struct str url, struct buf *out)
{
	struct url_parts p;
	struct str rest;

	url_parts(url, &p);
	if (!p.host.len) {
		buf_add(out, url);
		return;
	}
	buf_printf(out, "%.*s://", STR_ARG(p.scheme));
	if (p.user.at) /* a name before the host is there to look like one */
		buf_add(out, STR("(login)@"));
	show_host(p.host, out);
	rest = str_sub(url, (size_t)(p.host.at - url.at) + p.host.len, SIZE_MAX);
	buf_add(out, rest);
}
