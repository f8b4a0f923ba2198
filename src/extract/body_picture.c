/* body_picture.c: pictures and what stands for characters, embedded media, posts and quotes by the names of their blocks. */
#include "config.h"

#include "extract/body_writer.h"
#include "extract/class.h"

#include "text/url.h"

enum {
	EMOJI_ALT = 8,	 /* bytes of an alternative text that stands for a character */
	SMILEY_ALT = 80, /* and of the name of one */
	ICON = 24,	 /* pixels each way of what is no picture of the text */
};

bool body_is_figure(const xmlNode *n)
{
	bool picture = false;
	unsigned seen = 0;

	for (const xmlNode *c = node_next(n, n); c && seen++ < 300; c = node_next(c, n)) {
		if (!node_is_element(c))
			continue;
		switch ((enum tag_act)body_tag(c)->act) {
		case TAG_TABLE:
		case TAG_PRE:
		case TAG_QUOTE:
		case TAG_LIST:
		case TAG_HEADING:
		case TAG_MEDIA: return false;
		case TAG_IMAGE: picture = true; break;
		default: break;
		}
	}
	return picture || node_child(n, "figcaption");
}

/* The first address of a srcset. */
static struct str first_of_set(struct str set)
{
	struct str word = STR_NONE;

	str_word(&set, &word);
	while (word.len && word.at[word.len - 1] == ',')
		word.len--;
	return word;
}

static bool is_tiny(const xmlNode *image)
{
	int64_t width = 100, height = 100;

	str_number(node_attr(image, "width"), 0, 100000, &width);
	str_number(node_attr(image, "height"), 0, 100000, &height);
	return width <= 3 || height <= 3;
}

/* Whether an alternative text is one: not the name of a file. */
static bool speaks(struct str alt)
{
	return alt.len && !str_ends(alt, STR(".svg")) && !str_ends(alt, STR(".png")) &&
		!str_ends(alt, STR(".gif"));
}

/* The face of who is quoted, the mark of a site, a sign of the interface: no picture of the text. */
static bool is_icon(const xmlNode *image)
{
	static const char *const classes[] = { "avatar", "gravatar", "userpic", "favicon",
		"site-icon", "onlinestatus" };
	int64_t width = ICON + 1, height = ICON + 1;

	if (str_has_any(node_attr(image, "class"), classes, sizeof(classes) / sizeof(*classes)))
		return true;
	str_number(node_attr(image, "width"), 0, 100000, &width);
	str_number(node_attr(image, "height"), 0, 100000, &height);
	return width <= ICON && height <= ICON && !speaks(str_trim(node_attr(image, "alt")));
}

struct str body_image_url(const xmlNode *image)
{
	static const char *const names[] = { "data-src", "data-original", "data-lazy-src",
		"data-lazyload", "data-url", "src" };

	if (is_tiny(image) || is_icon(image))
		return STR_NONE;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct str url = str_trim(node_attr(image, names[i]));

		if (url.len && !str_starts_case(url, STR("data:")))
			return url;
	}
	if (node_has_attr(image, "data-srcset"))
		return first_of_set(node_attr(image, "data-srcset"));
	return first_of_set(node_attr(image, "srcset"));
}

/* The name of the file without its ending: "biggrin" of ".../smilies/biggrin.gif". */
static struct str stem_of(struct str url)
{
	size_t end = str_find_char(url, '?', 0), from = 0, dot;

	url = str_sub(url, 0, end);
	for (size_t i = 0; i < url.len; i++)
		if (url.at[i] == '/')
			from = i + 1;
	url = str_sub(url, from, SIZE_MAX);
	dot = str_find_char(url, '.', 0);
	return str_sub(url, 0, dot);
}

/* A picture of one character, or ":-)" and the like. */
static bool is_character(struct str alt)
{
	return alt.len && alt.len <= EMOJI_ALT && !str_has(alt, STR(" ")) &&
		((unsigned char)alt.at[0] >= 0xE2 || alt.at[0] == ':' || alt.at[0] == ';');
}

struct str body_image_words(const xmlNode *image, bool *name)
{
	static const char *const formulas[] = { "latex", "math", "tex" };
	static const char *const classes[] = { "emoji", "smil", "emoticon" };
	static const char *const folders[] = { "/smil", "/emoticon", "/emoji" };
	struct str alt = str_trim(node_attr(image, "alt")), src = node_attr(image, "src"),
		   class = node_attr(image, "class");

	*name = false;
	if (is_character(alt) ||
		(alt.len && str_has_any(class, formulas, sizeof(formulas) / sizeof(*formulas))))
		return alt;
	if (!str_has_any(src, folders, sizeof(folders) / sizeof(*folders)) &&
		!str_has_any(class, classes, sizeof(classes) / sizeof(*classes)))
		return STR_NONE;
	if (!alt.len)
		alt = str_trim(node_attr(image, "title"));
	if (!alt.len)
		alt = stem_of(src);
	*name = alt.len && ascii_alpha(alt.at[0]);
	return alt.len <= SMILEY_ALT ? alt : STR_NONE;
}

static bool is_media_host(struct str url)
{
	static const char *const hosts[] = {
#define MEDIA(host) host,
#include "extract/media.def"
#undef MEDIA
	};
	struct url_parts parts;

	if (str_starts(url, STR("//")))
		url = str_sub(url, 2, SIZE_MAX);
	else if (str_has(url, STR("://")))
		url = str_sub(url, str_find(url, STR("://"), 0) + 3, SIZE_MAX);
	else
		return false;
	parts.host = str_sub(url, 0, str_find_char(url, '/', 0));
	for (size_t i = 0; i < sizeof(hosts) / sizeof(*hosts); i++)
		if (url_host_is(parts.host, str_z(hosts[i])))
			return true;
	return false;
}

struct str body_media_url(const xmlNode *media)
{
	static const char *const names[] = { "src", "data-src", "data-lazy-src",
		"data-litespeed-src", "data" };
	bool own = node_is(media, "video") || node_is(media, "audio");
	struct str url = STR_NONE;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names) && !url.len; i++)
		url = str_trim(node_attr(media, names[i]));
	if (!url.len && own && node_child(media, "source"))
		url = str_trim(node_attr(node_child(media, "source"), "src"));
	/* A button to like the page with is no film. */
	if (str_starts_case(url, STR("about:")) || str_starts_case(url, STR("blob:")) ||
		str_has(url, STR("/plugins/")) || str_has(url, STR("/widgets/")))
		return STR_NONE;
	return own || is_media_host(url) ? url : STR_NONE;
}

bool body_is_post(const xmlNode *quote)
{
	static const char *const classes[] = {
		"twitter-tweet",
		"twitter-video",
		"twitter-quote",
		"instagram-media",
		"tiktok-embed",
		"bluesky-embed",
		"mastodon-embed",
		"reddit-card",
		"reddit-embed-bq",
		"text-post-media",
	};
	struct str class = node_attr(quote, "class");

	for (size_t i = 0; class.len && i < sizeof(classes) / sizeof(*classes); i++)
		if (str_has_word(class, str_z(classes[i])))
			return true;
	return false;
}

static bool says_quote(struct str class)
{
	/* The outermost block of a quote in each software: vBulletin, Invision, phpBB 2, SMF, MyBB, Burning Board, NodeBB, Kunena, mail. */
	static const char *const names[] = { "quote", "quotebox", "bbcode_quote", "bbcode-quote",
		"bb_quote", "bb-quote", "bbquote", "bbc_quote", "quotemain", "quote-main",
		"quotecontent", "reply-quote", "post-quote", "post-bbcode-quote", "quoteBox",
		"kmsgtext-quote", "gmail_quote", "VBEditorContent-quote", "msgquote", "citation",
		"zitat" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_has_word(class, str_z(names[i])))
			return true;
	return false;
}

bool body_is_named_quote(const xmlNode *block)
{
	return class_says(class_of(block), CLASS_QUOTE, says_quote) &&
		!node_child(block, "blockquote");
}

/* Whether no text stands beside the element below `whole`. */
static bool stands_alone(const xmlNode *n, const xmlNode *whole)
{
	for (; n != whole && n; n = n->parent) {
		for (const xmlNode *s = n->prev; s; s = s->prev)
			if (!body_blank(node_content(s)) || (node_is_element(s) && s->children))
				return false;
		for (const xmlNode *s = n->next; s; s = s->next)
			if (!body_blank(node_content(s)) || (node_is_element(s) && s->children))
				return false;
	}
	return n == whole;
}

bool body_is_frame(const xmlNode *quote, const xmlNode *whole)
{
	static const char *const frames[] = { "content", "message", "post", "comment", "ugc" };
	static const char *const quotes[] = { "quot", "cite", "bbcode" };
	struct str class = node_attr(quote, "class");

	return str_has_any(class, frames, sizeof(frames) / sizeof(*frames)) &&
		!str_has_any(class, quotes, sizeof(quotes) / sizeof(*quotes)) &&
		stands_alone(quote, whole);
}

struct str body_post_url(const xmlNode *quote)
{
	static const char *const names[] = { "cite", "data-instgrm-permalink", "data-bluesky-uri",
		"data-embed-url" };
	struct str url = STR_NONE;

	for (const xmlNode *c = node_next(quote, quote); c; c = node_next(c, quote))
		if (node_is(c, "a") && node_attr(c, "href").len)
			url = node_attr(c, "href");
	for (size_t i = 0; i < sizeof(names) / sizeof(*names) && !url.len; i++)
		url = node_attr(quote, names[i]);
	return url;
}
