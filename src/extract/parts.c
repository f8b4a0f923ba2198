/* parts.c: addresses where more of the page is, found in its links and frames. */
#include "config.h"

#include "extract/parts.h"

#include "extract/class.h"
#include "text/url.h"
#include "text/url_kin.h"

#include <string.h>

enum {
	LINE_MAX_BYTES = 79, /* of the text of a link that may name a part */
	LINE_NODES = 200,    /* looked at for it */
	NEXT_MOST = 40,	     /* bytes of a word for the next page */
	PARTS_MAX = 100,     /* of one page */
	PAGER_REL = 3,	     /* how much a link to the next page is believed */
	PAGER_WORD = 2,
	PAGER_NUMBER = 1,
	MOVED_SECONDS = 10, /* a page that is shown longer is for reading */
};

#define WORD(text) { text, sizeof(text) - 1 },

static const struct str root_words[] = {
#define ROOT WORD
#include "extract/parts.def"
#undef ROOT
};

static const struct str more_words[] = {
#define MORE WORD
#include "extract/parts.def"
#undef MORE
};

static const struct str older_words[] = {
#define OLDER WORD
#include "extract/parts.def"
#undef OLDER
};

static const struct str next_words[] = {
#define NEXT WORD
#include "extract/parts.def"
#undef NEXT
};

/* How many bytes they have, a bit for each: most links are told by that. */
static const uint64_t next_lengths = 0
#define NEXT(text) | (uint64_t)1 << (sizeof(text) - 1)
#include "extract/parts.def"
#undef NEXT
	;

#define NEXT(text) _Static_assert(sizeof(text) - 1 <= NEXT_MOST, "no line so long is compared");
#include "extract/parts.def"
#undef NEXT

static const struct str frame_words[] = {
#define FRAME WORD
#include "extract/parts.def"
#undef FRAME
};

static const struct str door_words[] = {
#define DOOR WORD
#include "extract/parts.def"
#undef DOOR
};

static const struct str feed_words[] = {
#define FEED WORD
#include "extract/parts.def"
#undef FEED
};

static const struct str topic_words[] = {
#define TOPIC WORD
#include "extract/parts.def"
#undef TOPIC
};

#define HAS_ONE_OF(text, words) has_one_of(text, words, sizeof(words) / sizeof(*(words)))

static bool has_one_of(struct str text, const struct str *word, size_t words)
{
	for (size_t i = 0; i < words; i++)
		if (str_has_case(text, word[i]))
			return true;
	return false;
}

/* The address of the page as far as it is known: where it came from, else what it calls itself. */
static struct str here(const struct extract *x)
{
	return x->page->url.len ? buf_str(&x->page->url) : x->parts.canonical;
}

/* Whether an address without its fragment is another page of http or https, or may be one. */
static bool is_elsewhere(const struct extract *x, struct str url)
{
	struct url_parts p;
	struct str page = str_sub(url, 0, str_find_char(url, '#', 0));
	struct str own = here(x);

	url_parts(url, &p);
	if (p.scheme.len && !str_eq_case(p.scheme, STR("http")) &&
		!str_eq_case(p.scheme, STR("https")))
		return false;
	return page.len && !str_eq(page, str_sub(own, 0, str_find_char(own, '#', 0)));
}

/* Absolute where that can be, in the arena; empty when it leads nowhere else. */
static struct str resolve(struct extract *x, struct str raw)
{
	struct buf url = { 0 };
	struct str base = x->page->base.len ? buf_str(&x->page->base) : x->parts.canonical,
		   s = STR_NONE;

	raw = str_trim(raw);
	if (raw.len && raw.at[0] != '#' && url_resolve(base, raw, &url) &&
		is_elsewhere(x, buf_str(&url)))
		s = arena_dup(&x->arena, buf_str(&url));
	buf_free(&url);
	return s;
}

void parts_add(struct extract *x, const struct builder_part *p)
{
	struct builder_part part = *p;

	part.url = resolve(x, p->url);
	if (part.url.len && x->parts.found.len < PARTS_MAX)
		*array_add(&x->parts.found) = part;
}

static void add(struct extract *x, enum part_kind kind, struct str url, struct str name)
{
	parts_add(x,
		&(struct builder_part){ .kind = kind,
			.discussion = DOC_NONE,
			.claimed = DOC_NONE,
			.url = url,
			.name = name });
}

/* The best link to a next page so far. */
static void offer_pager(struct extract *x, int rank, struct str raw)
{
	struct str url, best = x->parts.pager;

	if (rank < x->parts.pager_rank)
		return;
	url = resolve(x, raw);
	if (!url.len || !url_continues(here(x), url) ||
		(rank == x->parts.pager_rank && url_page_number(best) <= url_page_number(url)))
		return;
	x->parts.pager = url;
	x->parts.pager_rank = rank;
}

/* The page before this one, where this is not the first. */
static void offer_previous(struct extract *x, struct str raw)
{
	struct str url = x->parts.previous.len ? STR_NONE : resolve(x, raw);

	if (url.len && url_continues(url, here(x)))
		x->parts.previous = url;
}

/* ---- links of the head ---- */

/* A feed of this page's comments, not of all comments of the site. */
static bool is_own_feed(struct extract *x, struct str href)
{
	struct str url = resolve(x, href);
	struct url_parts feed, page;

	url_parts(url, &feed);
	url_parts(here(x), &page);
	if (str_has(feed.path, STR("/comments/default")))
		return str_has(feed.path, STR("/feeds/")) &&
			!str_has(feed.path, STR("/feeds/comments/default"));
	while (page.path.len && page.path.at[page.path.len - 1] == '/')
		page.path.len--;
	return url_host_is(feed.host, page.host) &&
		((page.path.len && str_starts(feed.path, page.path)) ||
			(page.query.len && str_has(feed.query, page.query)));
}

static void read_link(struct extract *x, const xmlNode *n)
{
	struct str rel = node_attr(n, "rel"), href = node_attr(n, "href");
	struct str type = node_attr(n, "type"), title = node_attr(n, "title");

	if (str_has_word(rel, STR("canonical")) && !x->parts.canonical.len)
		x->parts.canonical = arena_dup(&x->arena, str_trim(href));
	else if (str_has_word(rel, STR("next")))
		offer_pager(x, PAGER_REL, href);
	else if (str_has_word(rel, STR("prev")))
		offer_previous(x, href);
	else if (!str_has(type, STR("rss")) && !str_has(type, STR("atom")))
		return;
	else if (str_has_word(rel, STR("replies")))
		add(x, PART_FEED, href, STR_NONE);
	else if (str_has_word(rel, STR("alternate")) &&
		(HAS_ONE_OF(title, feed_words) || str_has(href, STR("/comments/"))) &&
		is_own_feed(x, href))
		add(x, PART_FEED, href, STR_NONE);
}

/* ---- links of the text ---- */

/* Adds a text to a line, ASCII letters lower, with one blank for several; false when the line is full. */
static bool add_to_line(struct str text, char *line, size_t *len)
{
	for (size_t i = 0; i < text.len; i++) {
		bool blank = ascii_space(text.at[i]);

		if (blank && (!*len || *len == LINE_MAX_BYTES || line[*len - 1] == ' '))
			continue;
		if (*len == LINE_MAX_BYTES)
			return false;
		line[(*len)++] = blank ? ' ' : ascii_lower(text.at[i]);
	}
	return true;
}

/* The text of a link in one line; empty when it is too long to name a part. */
static struct str link_line(const xmlNode *link, char *line)
{
	size_t len = 0;
	unsigned seen = 0;

	/* Links in links in links would be read to the bottom from each of them. */
	for (const xmlNode *n = link; n;) {
		bool silent = node_is(n, "script") || node_is(n, "style") ||
			node_is(n, "noscript") || node_is(n, "template");

		if (seen++ > LINE_NODES || !add_to_line(node_content(n), line, &len))
			return STR_NONE;
		n = silent ? node_after(n, link) : node_next(n, link);
	}
	return str_trim_right((struct str){ line, len });
}

static bool is_more(struct str line)
{
	for (size_t i = 0; i < sizeof(root_words) / sizeof(*root_words); i++)
		if (str_has(line, root_words[i]))
			return HAS_ONE_OF(line, more_words);
	return false;
}

static bool is_next_word(struct str line)
{
	if (line.len > NEXT_MOST || !(next_lengths >> line.len & 1))
		return false;
	for (size_t i = 0; i < sizeof(next_words) / sizeof(*next_words); i++)
		if (str_eq(line, next_words[i]))
			return true;
	return false;
}

static bool says_next(struct str class)
{
	return str_has_word(class, STR("next"));
}

static bool is_next_class(const xmlNode *n)
{
	return class_says(class_of(n), CLASS_NEXT, says_next);
}

/* WordPress: other pages of this page's comments; permalinks of single comments among them. */
static void read_comment_page(struct extract *x, struct str href, struct str line)
{
	struct str url = resolve(x, href);

	url = str_sub(url, 0, str_find_char(url, '#', 0));
	if (url_siblings(here(x), url))
		add(x, HAS_ONE_OF(line, older_words) ? PART_EARLIER : PART_COMMENTS, url, STR_NONE);
}

static void read_anchor(struct extract *x, const xmlNode *n)
{
	char bytes[LINE_MAX_BYTES];
	struct str href = str_trim(node_attr(n, "href")), rel, line;
	int64_t number;

	if (!href.len || href.at[0] == '#')
		return;
	line = link_line(n, bytes);
	if (str_has(href, STR("page")) &&
		(str_has(href, STR("comment-page-")) || str_has(href, STR("cpage=")))) {
		read_comment_page(x, href, line);
		return;
	}
	rel = node_attr(n, "rel");
	if (str_has_word(rel, STR("next")))
		offer_pager(x, PAGER_REL, href);
	else if (str_has_word(rel, STR("prev")))
		offer_previous(x, href);
	else if (is_more(line) && !HAS_ONE_OF(href, door_words))
		add(x, HAS_ONE_OF(line, older_words) ? PART_EARLIER : PART_COMMENTS, href,
			STR_NONE);
	else if (is_next_word(line) || is_next_class(n))
		offer_pager(x, PAGER_WORD, href);
	else if (line.len && line.len < 4 && ascii_digit(line.at[0]) &&
		str_number(line, 2, 999, &number))
		offer_pager(x, PAGER_NUMBER, href);
}

struct str parts_next(struct extract *x, const xmlNode *link)
{
	char bytes[LINE_MAX_BYTES];
	struct str href = str_trim(node_attr(link, "href")), line, url;

	if (!node_is(link, "a") || !href.len || href.at[0] == '#' || HAS_ONE_OF(href, door_words))
		return STR_NONE;
	url = resolve(x, href);
	if (!url.len)
		return STR_NONE;
	line = link_line(link, bytes);
	if (is_more(line))
		return HAS_ONE_OF(line, older_words) ? STR_NONE : href;
	if (!str_has_word(node_attr(link, "rel"), STR("next")) && !is_next_class(link) &&
		!is_next_word(line))
		return STR_NONE;
	return url_continues(here(x), url) ? href : STR_NONE;
}

/* "Load more" that a script acts on, but with an address. */
static void read_button(struct extract *x, const xmlNode *n)
{
	static const char *const names[] = { "data-href", "data-url", "data-next", "formaction" };
	char bytes[LINE_MAX_BYTES];

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct str url = node_attr(n, names[i]);

		if (url.len && is_more(link_line(n, bytes)))
			add(x, PART_COMMENTS, url, STR_NONE);
	}
}

static void read_frame(struct extract *x, const xmlNode *n)
{
	struct str src = node_attr(n, "src");
	struct url_parts p;

	if (!str_has(src, STR("/")))
		src = node_attr(n, "data-src");
	url_parts(src, &p);
	if (HAS_ONE_OF(str_sub(src, 0, str_find_char(src, '?', 0)), frame_words) &&
		!HAS_ONE_OF(src, door_words))
		add(x, PART_FRAME, src, p.host);
}

/* ---- a topic of Discourse, which its script would load ---- */

static void read_generator(struct extract *x, const xmlNode *n)
{
	struct str own = here(x), piece, id = STR_NONE;
	struct url_parts p;
	struct buf url = { 0 };
	int64_t number;

	if (!str_eq_case(node_attr(n, "name"), STR("generator")) ||
		!str_starts_case(node_attr(n, "content"), STR("Discourse")))
		return;
	url_parts(own, &p);
	if (!str_starts(p.path, STR("/t/")))
		return;
	p.path = str_sub(p.path, 3, SIZE_MAX);
	while (!id.len && str_split(&p.path, '/', &piece))
		if (str_number(piece, 1, INT32_MAX, &number))
			id = piece;
	if (id.len) {
		buf_printf(&url, "/t/%.*s.json", STR_ARG(id));
		add(x, PART_TOPIC, buf_str(&url), STR("Discourse"));
	}
	buf_free(&url);
}

/* "0; url='/elsewhere'": the page is to be left for another one. */
static void read_refresh(struct extract *x, const xmlNode *n)
{
	struct str content = node_attr(n, "content"), rest;
	size_t end = 0;
	int64_t seconds;

	if (!str_eq_case(node_attr(n, "http-equiv"), STR("refresh")))
		return;
	while (end < content.len && content.at[end] != ';' && content.at[end] != ',')
		end++;
	rest = str_trim(str_sub(content, end + 1, SIZE_MAX));
	if (!str_number(str_sub(content, 0, end), 0, INT32_MAX, &seconds) ||
		seconds > MOVED_SECONDS || !str_starts_case(rest, STR("url")))
		return;
	rest = str_trim(str_sub(rest, 3, SIZE_MAX));
	if (!str_starts(rest, STR("=")))
		return;
	rest = str_trim(str_sub(rest, 1, SIZE_MAX));
	if (rest.len && (rest.at[0] == '"' || rest.at[0] == '\''))
		rest = str_sub(rest, 1, str_find_char(rest, rest.at[0], 1) - 1);
	add(x, PART_MOVED, rest, STR_NONE);
}

/* Told apart by the first letter: this is done for every element of the page. */
static void read_element(struct extract *x, const xmlNode *n)
{
	switch (n->name[0]) {
	case 'a':
		if (!n->name[1])
			read_anchor(x, n);
		break;
	case 'b':
		if (node_is(n, "button"))
			read_button(x, n);
		break;
	case 'i':
		if (node_is(n, "iframe"))
			read_frame(x, n);
		break;
	case 'l':
		if (node_is(n, "link"))
			read_link(x, n);
		break;
	case 'm':
		if (!node_is(n, "meta"))
			break;
		read_generator(x, n);
		read_refresh(x, n);
		break;
	case 's':
		if (node_is(n, "script"))
			parts_of_script(x, n);
		break;
	}
}

/* A feed of one entry names the feed of its comments. */
static void scan_feed(struct extract *x)
{
	const xmlNode *feed = NULL;
	unsigned items = 0;

	for (xmlNode *n = x->page->root; n; n = node_next(n, x->page->root)) {
		items += node_is(n, "item") || node_is(n, "entry");
		if (node_is(n, "wfw:commentRss"))
			feed = n;
	}
	if (items == 1 && feed) {
		struct buf url = { 0 };

		node_text(feed, &url);
		add(x, PART_FEED, buf_str(&url), STR_NONE);
		buf_free(&url);
	}
}

void parts_scan(struct extract *x)
{
	if (x->page->kind == PAGE_XML)
		scan_feed(x);
	if (x->page->kind != PAGE_HTML)
		return;
	for (xmlNode *n = x->page->root; n; n = node_next(n, x->page->root))
		if (node_is_element(n))
			read_element(x, n);
	parts_of_scripts_end(x);
}

/* ---- into the document ---- */

static void write_part(struct builder *b, enum part_kind kind, struct str url, uint32_t discussion)
{
	builder_part(b,
		&(struct builder_part){
			.kind = kind, .discussion = discussion, .claimed = DOC_NONE, .url = url });
}

/* Whether further pages are further comments: of a topic, a question, a list of comments. */
static bool is_topic(const struct extract *x, bool comments)
{
	return comments && (x->opening.complete || HAS_ONE_OF(here(x), topic_words));
}

void parts_write(struct extract *x, const struct talk *list, size_t len, struct builder *b)
{
	struct buf next = { 0 };
	uint32_t first = len ? 0 : DOC_NONE;
	bool comments = false, topic;

	for (size_t i = 0; i < len; i++) {
		struct str more = resolve(x, list[i].more);
		bool frame = list[i].source == SOURCE_FRAME && !list[i].comments.len;

		comments = comments || list[i].comments.len;
		if (more.len && (list[i].comments.len || !x->no_talk)) /* else of a list */
			write_part(b, frame ? PART_FRAME : PART_COMMENTS, more, (uint32_t)i);
	}
	topic = is_topic(x, comments);
	buf_add(&next, builder_get(b, FIELD_NEXT)); /* the pool moves when something is added */
	if (next.len && is_elsewhere(x, buf_str(&next)))
		write_part(b, topic ? PART_COMMENTS : PART_ARTICLE, buf_str(&next),
			topic ? first : DOC_NONE);
	else if (x->parts.pager.len && (topic || x->parts.pager_rank == PAGER_REL))
		write_part(b, topic ? PART_COMMENTS : PART_ARTICLE, x->parts.pager,
			topic ? first : DOC_NONE);
	if (x->parts.previous.len && topic)
		write_part(b, PART_EARLIER, x->parts.previous, first);
	for (size_t i = 0; i < x->parts.found.len; i++) {
		struct builder_part p = x->parts.found.at[i];

		if (p.kind == PART_COMMENTS || p.kind == PART_EARLIER)
			p.discussion = first;
		builder_part(b, &p);
	}
	buf_free(&next);
}
