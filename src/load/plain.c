/* plain.c: tags taken off by the simplest code that can do it: it is shown what has just killed a
 * parser. */
#include "config.h"

#include "load/plain.h"

#include "text/width.h"

/* Elements whose content is no text. */
static const struct str hidden[] = {
	{ "script", 6 },
	{ "style", 5 },
	{ "template", 8 },
	{ "noscript", 8 },
	{ "svg", 3 },
};

/* Elements that end a line, beside h1 to h6. */
static const char blocks[] =
	"address article aside blockquote body br center dd details dialog dir div dl dt fieldset "
	"figcaption figure footer form head header hr html li main menu nav ol option p pre "
	"section select summary "
	"table tbody td tfoot th thead title tr ul";

static const struct {
	struct str name, text;
} references[] = {
	{ { "amp;", 4 }, { "&", 1 } },
	{ { "lt;", 3 }, { "<", 1 } },
	{ { "gt;", 3 }, { ">", 1 } },
	{ { "quot;", 5 }, { "\"", 1 } },
	{ { "apos;", 5 }, { "'", 1 } },
	{ { "nbsp;", 5 }, { " ", 1 } },
	{ { "ndash;", 6 }, { "–", 3 } },
	{ { "mdash;", 6 }, { "—", 3 } },
	{ { "lsquo;", 6 }, { "‘", 3 } },
	{ { "rsquo;", 6 }, { "’", 3 } },
	{ { "ldquo;", 6 }, { "“", 3 } },
	{ { "rdquo;", 6 }, { "”", 3 } },
	{ { "hellip;", 7 }, { "…", 3 } },
};

/* Writes the character reference at s ("&..."), or the "&"; the bytes it takes. */
static size_t reference(struct str s, struct buf *out)
{
	uint32_t c = 0;
	size_t i = 2;
	bool hex;
	char utf8[4];

	for (size_t k = 0; k < sizeof(references) / sizeof(references[0]); k++) {
		if (!str_starts(str_sub(s, 1, SIZE_MAX), references[k].name))
			continue;
		buf_add(out, references[k].text);
		return 1 + references[k].name.len;
	}
	hex = s.len > 2 && s.at[1] == '#' && ascii_lower(s.at[2]) == 'x';
	i += hex;
	if (s.len > i && s.at[1] == '#') {
		for (; i < s.len && i < 12 && s.at[i] != ';'; i++) {
			int digit = ascii_hex(s.at[i]);

			if (digit < 0 || (!hex && digit > 9))
				break;
			c = c > 0x10ffff ? c : c * (hex ? 16 : 10) + (uint32_t)digit;
		}
		if (i < s.len && s.at[i] == ';' && c > 0 && c <= 0x10ffff &&
			(c < 0xd800 || c > 0xdfff)) {
			buf_add(out, (struct str){ utf8, char_encode(c, utf8) });
			return i + 1;
		}
	}
	buf_add_char(out, '&');
	return 1;
}

/* The name of the tag at s ("<name" or "</name"). */
static struct str tag_name(struct str s, bool *closing)
{
	size_t from = 1, len = 0;

	*closing = s.len > 1 && s.at[1] == '/';
	from += *closing;
	while (from + len < s.len &&
		(ascii_alpha(s.at[from + len]) || ascii_digit(s.at[from + len])))
		len++;
	return str_sub(s, from, len);
}

/* Where the content of a hidden element ends; the end of the text when it is not closed. */
static size_t hidden_end(struct str s, struct str name)
{
	for (size_t at = 0; (at = str_find(s, STR("</"), at)) != STR_NOWHERE; at += 2)
		if (str_starts_case(str_sub(s, at + 2, SIZE_MAX), name))
			return at;
	return s.len;
}

static bool is_block(struct str name)
{
	char lower[16];

	if (name.len == 0 || name.len >= sizeof(lower))
		return false;
	for (size_t i = 0; i < name.len; i++)
		lower[i] = ascii_lower(name.at[i]);
	if (name.len == 2 && lower[0] == 'h' && ascii_digit(lower[1]))
		return true;
	return str_has_word(STR(blocks), (struct str){ lower, name.len });
}

/* Skips the tag, comment or declaration at s ("<..."); the bytes it takes, 0 when it is text. */
static size_t markup(struct str s, struct buf *out)
{
	bool closing;
	struct str name;
	size_t end;

	if (str_starts(s, STR("<!--"))) {
		end = str_find(s, STR("-->"), 2);
		return end == STR_NOWHERE ? s.len : end + 3;
	}
	name = tag_name(s, &closing);
	if (name.len == 0 && !(s.len > 1 && (s.at[1] == '!' || s.at[1] == '?')))
		return 0;
	end = str_find_char(s, '>', 1);
	if (end == STR_NOWHERE)
		return s.len;
	end++;
	if (is_block(name))
		buf_add_char(out, '\n');
	for (size_t i = 0; !closing && i < sizeof(hidden) / sizeof(hidden[0]); i++)
		if (str_eq_case(name, hidden[i]))
			return end + hidden_end(str_sub(s, end, SIZE_MAX), name);
	return end;
}

void plain_strip(struct str s, struct buf *out)
{
	while (s.len > 0) {
		size_t len = 0;

		while (len < s.len && s.at[len] != '<' && s.at[len] != '&')
			len++;
		buf_add(out, str_sub(s, 0, len));
		s = str_sub(s, len, SIZE_MAX);
		if (s.len == 0)
			break;
		len = s.at[0] == '<' ? markup(s, out) : reference(s, out);
		if (len == 0) {
			buf_add_char(out, '<');
			len = 1;
		}
		s = str_sub(s, len, SIZE_MAX);
	}
}

void plain_document(struct str text, const char *why, struct builder *b)
{
	struct str line;

	builder_note(b, NOTE_LIMIT, "stripped", DOC_NONE,
		"This is the bare text: the page could not be taken apart (%s).", why);
	builder_partial(b);
	builder_article_begin(b);
	while (str_line(&text, &line)) {
		if (str_trim(line).len == 0)
			continue;
		builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
		builder_text(b, line);
		builder_block_end(b);
	}
	builder_article_end(b);
}
