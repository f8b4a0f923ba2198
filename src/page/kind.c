/* kind.c: what kind of page a text is, by its content first. */
#include "config.h"

#include "page/page.h"

enum {
	BINARY_LOOK = 8192, /* bytes looked at */
	BINARY_LEAST = 8,   /* odd characters that any text may hold */
	BINARY_SHARE = 50,  /* one in so many bytes is too many: a picture has one in six */
};

enum {
	LOOK_WITHIN = 64 * 1024, /* bytes looked at */
	TAGS_LEAST = 3,		 /* of a page that does not begin with one, and */
	TAG_EVERY = 4 * 1024,	 /* bytes that have one at the least: a long text may quote three */
	HEADER_LINES = 40,	 /* of a message, looked at */
};

/* Header fields with which messages begin; two of them make a message. */
static const char mail_fields[] =
	"from to cc date subject message-id mime-version content-type received return-path "
	"delivered-to reply-to in-reply-to references list-id snapshot-content-location "
	"x-mozilla-status";

static bool is_mail_field(struct str line)
{
	char lower[40];
	size_t colon = str_find_char(line, ':', 0);

	if (colon == STR_NOWHERE || colon >= sizeof(lower))
		return false;
	for (size_t i = 0; i < colon; i++)
		lower[i] = ascii_lower(line.at[i]);
	return str_has_word(STR(mail_fields), (struct str){ lower, colon });
}

/* A header as messages have it, behind a "From " line where there is one. */
static bool is_mail(struct str s)
{
	struct str line;
	int known = 0;
	bool envelope = str_starts(s, STR("From "));

	if (envelope)
		str_line(&s, &line);
	for (int i = 0; i < HEADER_LINES && str_line(&s, &line) && line.len > 0; i++) {
		size_t colon = str_find_char(line, ':', 0);
		bool folded = ascii_space(line.at[0]);

		known += is_mail_field(line);
		if (i == 0 && !known && !envelope && !str_has(line, STR(":")))
			return false;
		if (!folded && (colon == STR_NOWHERE || str_find_char(line, ' ', 0) < colon))
			return false;
	}
	return known >= 2;
}

/* "{" before a key or "}", "[" before a value: prose does not look like that. */
static bool is_json(struct str s)
{
	struct str rest;

	if (s.len < 2 || (s.at[0] != '{' && s.at[0] != '['))
		return false;
	rest = str_trim_left(str_sub(s, 1, SIZE_MAX));
	if (rest.len == 0)
		return false;
	if (s.at[0] == '{')
		return rest.at[0] == '"' || rest.at[0] == '}';
	return rest.at[0] == '{' || rest.at[0] == '[' || rest.at[0] == '"' ||
		(rest.at[0] == ']' && str_trim(rest).len == 1);
}

/* Past the XML declaration, instructions, comments and the document type: at the root's "<". */
static struct str skip_prolog(struct str s)
{
	for (;;) {
		struct str end = STR(">");
		size_t at;

		s = str_trim_left(s);
		if (str_starts(s, STR("<!--")))
			end = STR("-->");
		else if (str_starts(s, STR("<?")))
			end = STR("?>");
		else if (!str_starts(s, STR("<!")))
			return s;
		at = str_find(s, end, 2);
		if (at == STR_NOWHERE)
			return STR_NONE;
		s = str_sub(s, at + end.len, SIZE_MAX);
	}
}

static bool starts_tag(struct str s, struct str name)
{
	char next = s.len > name.len + 1 ? s.at[name.len + 1] : '\0';

	return s.len > 0 && s.at[0] == '<' && str_starts_case(str_sub(s, 1, SIZE_MAX), name) &&
		(ascii_space(next) || next == '>' || next == '/');
}

static bool is_xml(struct str s)
{
	static const struct str roots[] = {
		{ "rss", 3 },
		{ "feed", 4 },
		{ "rdf:RDF", 7 },
		{ "disqus", 6 },
		{ "opml", 4 },
		{ "entry", 5 },
		{ "channel", 7 },
		{ "urlset", 6 },
	};
	struct str root = skip_prolog(s);

	for (size_t i = 0; i < sizeof(roots) / sizeof(roots[0]); i++)
		if (starts_tag(root, roots[i]))
			return true;
	/* Anything declared to be XML that is not XHTML. */
	return str_starts(s, STR("<?xml")) && !starts_tag(root, STR("html")) && root.len > 0 &&
		!str_has_case(str_sub(s, 0, 512), STR("<!doctype html"));
}

/* How many things that only markup has stand in the text. */
static size_t count_tags(struct str s)
{
	static const struct str tags[] = {
		{ "<!doctype", 9 },
		{ "<html", 5 },
		{ "<head", 5 },
		{ "<body", 5 },
		{ "<div", 4 },
		{ "</p>", 4 },
		{ "<p>", 3 },
		{ "<br", 3 },
		{ "</a>", 4 },
		{ "<table", 6 },
		{ "<meta", 5 },
		{ "</div>", 6 },
		{ "<li", 3 },
		{ "</span>", 7 },
		{ "<h1", 3 },
		{ "<h2", 3 },
		{ "</", 2 },
	};
	size_t count = 0;

	s = str_sub(s, 0, LOOK_WITHIN);
	for (size_t at = 0; (at = str_find_char(s, '<', at)) != STR_NOWHERE; at++)
		for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
			if (str_starts_case(str_sub(s, at, SIZE_MAX), tags[i])) {
				count++;
				break;
			}
	return count;
}

/* Whether it is markup though it begins like a text. */
static bool has_tags(struct str s)
{
	size_t count = count_tags(s);
	size_t looked = s.len < LOOK_WITHIN ? s.len : LOOK_WITHIN;

	return count >= TAGS_LEAST && count * TAG_EVERY >= looked;
}

static bool starts_markup(struct str s)
{
	return s.len > 1 && s.at[0] == '<' &&
		(ascii_alpha(s.at[1]) || s.at[1] == '!' || s.at[1] == '?' || s.at[1] == '/');
}

enum page_kind page_kind_of(struct str text, struct str type, struct str name)
{
	bool says_text, says_html;

	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = str_sub(text, 3, SIZE_MAX);
	text = str_trim_left(text);
	says_text = str_starts_case(type, STR("text/plain")) || str_ends_case(name, STR(".txt"));
	says_html = str_has_case(type, STR("html")) || str_ends_case(name, STR(".html")) ||
		str_ends_case(name, STR(".htm")) || str_ends_case(name, STR(".xhtml"));
	if (is_json(text))
		return PAGE_JSON;
	if (starts_markup(text))
		return is_xml(text)				     ? PAGE_XML
			: says_text && count_tags(text) < TAGS_LEAST ? PAGE_DUMP
								     : PAGE_HTML;
	if (is_mail(text))
		return PAGE_MAIL;
	if (says_html)
		return PAGE_HTML;
	if (str_has_case(type, STR("json")) || str_ends_case(name, STR(".json")))
		return PAGE_JSON;
	if (says_text)
		return PAGE_DUMP;
	return has_tags(text) ? PAGE_HTML : PAGE_DUMP;
}

bool page_is_binary(struct str text)
{
	size_t odd = 0;

	text = str_sub(text, 0, BINARY_LOOK);
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];
		bool control = c < ' ' && !ascii_space((char)c) && c != '\x1b' && c != '\b';

		odd += control || c == 0x7F;
		/* U+FFFD, and the C1 controls, in UTF-8. */
		odd += c == 0xEF && str_starts(str_sub(text, i, 3), STR("\xEF\xBF\xBD"));
		odd += c == 0xC2 && i + 1 < text.len && (unsigned char)text.at[i + 1] < 0xA0;
	}
	return odd > BINARY_LEAST && odd > text.len / BINARY_SHARE;
}
