/* url_kin.c: how addresses are related. */
#include "config.h"

#include "text/url_kin.h"

#include "text/url.h"

#include <arpa/inet.h>
#include <string.h>

enum {
	DIGITS_MAX = 9, /* of a page number in a query */
	BARE_MAX = 2, /* of one that nothing announces: "story-2.html", but not "story-1234.html" */
};

static const struct str page_words[] = {
#define PAGE_WORD(word) { word, sizeof(word) - 1 },
#include "text/url_words.def"
#undef PAGE_WORD
};

static const struct str page_keys[] = {
#define PAGE_KEY(word) { word, sizeof(word) - 1 },
#include "text/url_words.def"
#undef PAGE_KEY
};

static const struct str counter_keys[] = {
#define COUNTER_KEY(word) { word, sizeof(word) - 1 },
#include "text/url_words.def"
#undef COUNTER_KEY
};

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

static bool is_page_key(struct str key)
{
	for (size_t i = 0; i < COUNT(page_keys); i++)
		if (str_eq_case(key, page_keys[i]))
			return true;
	return false;
}

/* Keys of the table that end with "_" stand for all that begin so. */
static bool is_counter_key(struct str key)
{
	for (size_t i = 0; i < COUNT(counter_keys); i++)
		if (str_ends(counter_keys[i], STR("_")) ? str_starts_case(key, counter_keys[i])
							: str_eq_case(key, counter_keys[i]))
			return true;
	return false;
}

static struct str host_of(const struct url_parts *p)
{
	return str_starts_case(p->host, STR("www.")) ? str_sub(p->host, 4, SIZE_MAX) : p->host;
}

static struct str without_slashes(struct str path)
{
	while (path.len && path.at[path.len - 1] == '/')
		path.len--;
	return path;
}

static struct str key_of(struct str piece)
{
	return str_sub(piece, 0, str_find_char(piece, '=', 0));
}

/* Whether the "p" of a query names a post: at the root of a site, with nothing else that could
 * ("/?p=24" of WordPress, "/?p=24&cpage=2"). */
static bool names_post(struct str path, struct str query)
{
	const struct str index = STR("/index"); /* its suffix is off */
	struct str piece;

	if (path.len && !str_eq_case(path, index))
		return false;
	while (str_split(&query, '&', &piece))
		if (piece.len && !is_page_key(key_of(piece)) && !is_counter_key(key_of(piece)))
			return false;
	return true;
}

/* Appends the query without what does not tell pages apart; page numbers go to *number when it
 * is not NULL, but not those of the key `name`. */
static void add_query(struct str query, int64_t *number, struct str name, struct buf *out)
{
	struct str piece;
	char sign = '?';

	while (str_split(&query, '&', &piece)) {
		struct str key = key_of(piece);
		struct str value = str_sub(piece, key.len + 1, SIZE_MAX);
		int64_t n;

		if (!piece.len || is_counter_key(key))
			continue;
		if (number && is_page_key(key) && !str_eq_case(key, name) &&
			value.len <= DIGITS_MAX && str_number(value, 0, INT32_MAX, &n)) {
			*number = n;
			continue;
		}
		buf_add_char(out, sign);
		buf_add(out, piece);
		sign = '&';
	}
}

static void add_lower(struct str s, struct buf *out)
{
	for (size_t i = 0; i < s.len; i++)
		buf_add_char(out, ascii_lower(s.at[i]));
}

void url_key(struct str url, struct buf *out)
{
	struct url_parts p;

	url_parts(url, &p);
	add_lower(host_of(&p), out);
	if (p.port.len)
		buf_printf(out, ":%.*s", STR_ARG(p.port));
	buf_add(out, without_slashes(p.path));
	add_query(p.query, NULL, STR_NONE, out);
}

bool url_same(struct str a, struct str b)
{
	struct buf x = { 0 }, y = { 0 };
	bool same;

	url_key(a, &x);
	url_key(b, &y);
	same = x.len && str_eq(buf_str(&x), buf_str(&y));
	buf_free(&x);
	buf_free(&y);
	return same;
}

/* The short suffix of a file, ".html"; empty where there is none. */
static struct str suffix_of(struct str path)
{
	size_t at = path.len;

	while (at > 0 && path.len - at < 6 && (ascii_alpha(path.at[at - 1])))
		at--;
	return at > 0 && at < path.len && path.at[at - 1] == '.' ? str_sub(path, at - 1, SIZE_MAX)
								 : STR_NONE;
}

/* Takes a page number off the end of a path: "/page/3", "-2", ",page-7". *number is set when
 * there is one. */
static struct str path_stem(struct str path, int64_t *number)
{
	size_t from = path.len;
	struct str digits, before;

	while (from > 0 && ascii_digit(path.at[from - 1]))
		from--;
	digits = str_sub(path, from, SIZE_MAX);
	before = str_sub(path, 0, from);
	if (!digits.len || digits.len > DIGITS_MAX)
		return path;
	for (size_t i = 0; i < COUNT(page_words); i++)
		if (str_ends_case(before, page_words[i])) {
			str_number(digits, 0, INT32_MAX, number);
			return str_sub(before, 0, before.len - page_words[i].len);
		}
	if (digits.len > BARE_MAX || before.len < 2 || !strchr("/-_,", before.at[before.len - 1]))
		return path;
	str_number(digits, 0, INT32_MAX, number);
	return str_sub(before, 0, before.len - 1);
}

/* What all pages of a text or a topic have in common, with the number of this one. bare: the
 * number is not looked for in the path. A number in the query is the one. */
static int64_t stem(struct str url, bool bare, struct buf *out)
{
	struct url_parts p;
	struct str path, suffix;
	struct buf query = { 0 };
	int64_t number = 1, none = -1, asked = none;

	url_parts(url, &p);
	add_lower(host_of(&p), out);
	path = without_slashes(p.path);
	suffix = suffix_of(path);
	path = str_sub(path, 0, path.len - suffix.len);
	add_query(p.query, &asked, names_post(path, p.query) ? STR("p") : STR_NONE, &query);
	if (!bare && asked == none)
		path = path_stem(path, &number);
	buf_add(out, without_slashes(path));
	buf_add(out, suffix);
	buf_add(out, buf_str(&query));
	buf_free(&query);
	return asked == none ? number : asked;
}

bool url_continues(struct str here, struct str there)
{
	struct buf a = { 0 }, b = { 0 };
	int64_t next = stem(there, false, &b), now = stem(here, false, &a);
	bool yes = a.len && next > now && str_eq(buf_str(&a), buf_str(&b));

	if (!yes) { /* a number at the end of the first page may be part of its name */
		buf_cut(&a, 0);
		now = stem(here, true, &a);
		yes = a.len && next > now && str_eq(buf_str(&a), buf_str(&b));
	}
	buf_free(&a);
	buf_free(&b);
	return yes;
}

static bool same_stem(struct str a, bool bare_a, struct str b, bool bare_b)
{
	struct buf x = { 0 }, y = { 0 };
	bool same;

	stem(a, bare_a, &x);
	stem(b, bare_b, &y);
	same = x.len && str_eq(buf_str(&x), buf_str(&y));
	buf_free(&x);
	buf_free(&y);
	return same;
}

bool url_siblings(struct str a, struct str b)
{
	return same_stem(a, false, b, false) || same_stem(a, true, b, false) ||
		same_stem(a, false, b, true);
}

int64_t url_page_number(struct str url)
{
	struct buf out = { 0 };
	int64_t number = stem(url, false, &out);

	buf_free(&out);
	return number;
}

static bool is_private_4(uint32_t n)
{
	static const struct {
		uint32_t net, mask;
	} own[] = {
		{ 0x00000000, 0xff000000 }, /* this network */
		{ 0x0a000000, 0xff000000 }, /* RFC 1918 */
		{ 0x64400000, 0xffc00000 }, /* RFC 6598 */
		{ 0x7f000000, 0xff000000 }, /* loopback */
		{ 0xa9fe0000, 0xffff0000 }, /* link-local */
		{ 0xac100000, 0xfff00000 }, /* RFC 1918 */
		{ 0xc0a80000, 0xffff0000 }, /* RFC 1918 */
		{ 0xe0000000, 0xe0000000 }, /* multicast, reserved */
	};

	for (size_t i = 0; i < COUNT(own); i++)
		if ((n & own[i].mask) == own[i].net)
			return true;
	return false;
}

static bool is_private_6(const unsigned char *n)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff }, zero[12] = { 0 };

	if (memcmp(n, mapped, 12) == 0 || memcmp(n, zero, 12) == 0)
		return is_private_4((uint32_t)n[12] << 24 | (uint32_t)n[13] << 16 |
			(uint32_t)n[14] << 8 | n[15]);
	return (n[0] & 0xfe) == 0xfc || (n[0] == 0xfe && (n[1] & 0x80)) || n[0] == 0xff;
}

static bool is_private_name(struct str host)
{
	static const struct str own[] = { STR("localhost"), STR("local"), STR("internal"),
		STR("lan"), STR("home.arpa") };

	for (size_t i = 0; i < COUNT(own); i++)
		if (url_host_is(host, own[i]))
			return true;
	return str_find_char(host, '.', 0) >= host.len;
}

bool url_is_private(struct str url)
{
	struct url_parts p;
	struct in_addr four;
	unsigned char six[16];
	char host[256];

	url_parts(url, &p);
	while (p.host.len && p.host.at[p.host.len - 1] == '.')
		p.host.len--;
	if (p.host.len && p.host.at[0] == '[')
		p.host = str_sub(p.host, 1, p.host.len - 2);
	if (!p.host.len || p.host.len >= sizeof(host))
		return true;
	memcpy(host, p.host.at, p.host.len);
	host[p.host.len] = '\0';
	if (inet_pton(AF_INET6, host, six) == 1)
		return is_private_6(six);
	if (inet_aton(host, &four)) /* "127.1" and "0x7f000001" too */
		return is_private_4(ntohl(four.s_addr));
	return is_private_name(p.host);
}

void url_escape(struct str s, struct buf *out)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (ascii_alpha(c) || ascii_digit(c) || (c && strchr("-._~", c)))
			buf_add_char(out, c);
		else
			buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
	}
}
