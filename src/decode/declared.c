/* declared.c: the charset that markup declares in its first bytes (HTML 13.2.3.2). Looks at
 * bytes, not characters; every step moves forward. */
#include "config.h"

#include "decode/encodings.h"

struct attribute {
	struct str name, value;
};

static bool ends_name(char c)
{
	return ascii_space(c) || c == '=' || c == '>' || c == '/';
}

/* Cuts the next attribute of a tag off *s; false at the end of the tag. */
static bool next_attribute(struct str *s, struct attribute *a)
{
	size_t i = 0;

	while (i < s->len && (ascii_space(s->at[i]) || s->at[i] == '/'))
		i++;
	*s = str_sub(*s, i, SIZE_MAX);
	if (s->len == 0 || s->at[0] == '>')
		return false;
	for (i = 1; i < s->len && !ends_name(s->at[i]);)
		i++;
	*a = (struct attribute){ .name = str_sub(*s, 0, i) };
	*s = str_trim_left(str_sub(*s, i, SIZE_MAX));
	if (s->len == 0 || s->at[0] != '=')
		return true;
	*s = str_trim_left(str_sub(*s, 1, SIZE_MAX));
	if (s->len > 0 && (s->at[0] == '"' || s->at[0] == '\'')) {
		size_t end = str_find_char(*s, s->at[0], 1);

		a->value = str_sub(*s, 1, end == STR_NOWHERE ? SIZE_MAX : end - 1);
		*s = str_sub(*s, end == STR_NOWHERE ? s->len : end + 1, SIZE_MAX);
		return true;
	}
	for (i = 0; i < s->len && !ascii_space(s->at[i]) && s->at[i] != '>';)
		i++;
	a->value = str_sub(*s, 0, i);
	*s = str_sub(*s, i, SIZE_MAX);
	return true;
}

/* The charset in a content attribute: "text/html; charset=...". */
static struct str content_charset(struct str s)
{
	size_t at = 0, end;

	while ((at = str_find_case(s, STR("charset"), at)) != STR_NOWHERE) {
		struct str rest = str_trim_left(str_sub(s, at + 7, SIZE_MAX));

		at += 7;
		if (rest.len == 0 || rest.at[0] != '=')
			continue;
		rest = str_trim_left(str_sub(rest, 1, SIZE_MAX));
		if (rest.len > 0 && (rest.at[0] == '"' || rest.at[0] == '\'')) {
			end = str_find_char(rest, rest.at[0], 1);
			return end == STR_NOWHERE ? STR_NONE : str_sub(rest, 1, end - 1);
		}
		for (end = 0; end < rest.len && !ascii_space(rest.at[end]) && rest.at[end] != ';';)
			end++;
		return str_sub(rest, 0, end);
	}
	return STR_NONE;
}

/* Reads the attributes of a meta tag; s stands behind "<meta" and moves to its end. */
static int meta(struct str *s)
{
	struct attribute a;
	bool pragma = false;
	int direct = -1, content = -1;

	while (next_attribute(s, &a)) {
		if (str_eq_case(a.name, STR("charset")) && direct < 0)
			direct = encoding_find(a.value);
		else if (str_eq_case(a.name, STR("content")) && content < 0)
			content = encoding_find(content_charset(a.value));
		else if (str_eq_case(a.name, STR("http-equiv")))
			pragma = pragma || str_eq_case(str_trim(a.value), STR("content-type"));
	}
	return direct >= 0 ? direct : pragma ? content : -1;
}

/* <?xml version="1.0" encoding="..."?> */
static int xml_declaration(struct str s)
{
	size_t end = str_find(s, STR("?>"), 0), at;
	char quote;

	s = str_sub(s, 0, end == STR_NOWHERE ? 0 : end);
	at = str_find(s, STR("encoding"), 0);
	if (at == STR_NOWHERE)
		return -1;
	s = str_trim_left(str_sub(s, at + 8, SIZE_MAX));
	if (s.len == 0 || s.at[0] != '=')
		return -1;
	s = str_trim_left(str_sub(s, 1, SIZE_MAX));
	if (s.len == 0 || (s.at[0] != '"' && s.at[0] != '\''))
		return -1;
	quote = s.at[0];
	at = str_find_char(s, quote, 1);
	return at == STR_NOWHERE ? -1 : encoding_find(str_sub(s, 1, at - 1));
}

/* Where the construct at "<" ends, when it is no meta tag. */
static struct str skip_construct(struct str s)
{
	struct attribute a;
	size_t end;

	if (str_starts(s, STR("<!--"))) {
		end = str_find(s, STR("-->"), 2);
		return str_sub(s, end == STR_NOWHERE ? s.len : end + 3, SIZE_MAX);
	}
	if (s.len > 1 && (s.at[1] == '!' || s.at[1] == '?')) {
		end = str_find_char(s, '>', 1);
		return str_sub(s, end == STR_NOWHERE ? s.len : end + 1, SIZE_MAX);
	}
	end = 1;
	if (end < s.len && s.at[end] == '/')
		end++;
	if (end >= s.len || !ascii_alpha(s.at[end]))
		return str_sub(s, 1, SIZE_MAX);
	while (end < s.len && !ascii_space(s.at[end]) && s.at[end] != '>')
		end++;
	s = str_sub(s, end, SIZE_MAX);
	while (next_attribute(&s, &a))
		;
	return s;
}

/* The first charset that the header of a message, or of a part of it, gives for text. What is
 * encoded for seven-bit lines has its label with it; this is for the bytes that stand as they are.
 */
static int mail_declaration(struct str s)
{
	struct str line;
	int fields = 0, found = -1;
	bool typed = false;

	while (found < 0 && str_line(&s, &line)) {
		size_t colon = str_find_char(line, ':', 0);
		bool folded = line.len > 0 && (line.at[0] == ' ' || line.at[0] == '\t');
		bool field = !folded && colon != STR_NOWHERE && str_find_char(line, ' ', 0) > colon;

		if (!folded)
			typed = field && str_eq_case(str_sub(line, 0, colon), STR("content-type"));
		fields += field;
		if (fields == 0 && !str_starts(line, STR("From ")))
			return -1;
		if (typed && fields > 1)
			found = encoding_find(content_charset(line));
	}
	return found;
}

int encoding_declared(struct str s)
{
	int found = -1;
	size_t at;

	if (str_trim_left(s).len > 0 && str_trim_left(s).at[0] != '<')
		found = mail_declaration(str_trim_left(s));

	if (str_starts(s, STR("<?xml")))
		found = xml_declaration(s);
	while (found < 0 && (at = str_find_char(s, '<', 0)) != STR_NOWHERE) {
		s = str_sub(s, at, SIZE_MAX);
		if (str_starts_case(s, STR("<meta")) && s.len > 5 &&
			(ascii_space(s.at[5]) || s.at[5] == '/')) {
			s = str_sub(s, 5, SIZE_MAX);
			found = meta(&s);
		} else {
			s = skip_construct(s);
		}
	}
	/* What could be read as ASCII up to here is no UTF-16; x-user-defined is for scripts. */
	if (found == ENC_UTF_16LE || found == ENC_UTF_16BE)
		found = ENC_UTF_8;
	if (found == ENC_X_USER_DEFINED)
		found = ENC_WINDOWS_1252;
	return found;
}
