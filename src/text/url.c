/* url.c: addresses. */
#include "config.h"

#include "text/url.h"

#include "text/punycode.h"
#include "text/width.h"

#include <unicase.h>
#include <uninorm.h>

#include <stdlib.h>
#include <string.h>

enum {
	URL_MAX = 8192,	 /* bytes of a resolved address */
	SAFE_MAX = 2048, /* bytes of an address to open */
	HOST_MAX = 253,
};

/* The length of a scheme at the start, without its colon; 0 when there is none. */
static size_t scheme_len(struct str s)
{
	size_t n = 0;

	if (s.len == 0 || !ascii_alpha(s.at[0]))
		return 0;
	while (n < s.len &&
		(ascii_alpha(s.at[n]) || ascii_digit(s.at[n]) || s.at[n] == '+' || s.at[n] == '-' ||
			s.at[n] == '.'))
		n++;
	return n < s.len && s.at[n] == ':' ? n : 0;
}

/* Cuts off what stands before the first of `stops`. */
static struct str take_until(struct str *rest, const char *stops)
{
	struct str piece = *rest;

	for (; *stops; stops++)
		piece = str_sub(piece, 0, str_find_char(piece, *stops, 0));
	*rest = str_sub(*rest, piece.len, SIZE_MAX);
	return piece;
}

static void authority_parts(struct str s, struct url_parts *p)
{
	size_t at = s.len, colon;

	while (at > 0 && s.at[at - 1] != '@')
		at--;
	if (at > 0)
		p->user = str_sub(s, 0, at - 1);
	s = str_sub(s, at, SIZE_MAX);
	colon = s.len;
	while (colon > 0 && ascii_digit(s.at[colon - 1]))
		colon--;
	if (colon > 0 && s.at[colon - 1] == ':') {
		p->port = str_sub(s, colon, SIZE_MAX);
		s = str_sub(s, 0, colon - 1);
	}
	p->host = s;
}

/* The parts, and whether there is an authority (it may be empty). */
static bool split(struct str url, struct url_parts *p)
{
	bool authority;

	*p = (struct url_parts){ .scheme = str_sub(url, 0, scheme_len(url)) };
	if (p->scheme.len > 0)
		url = str_sub(url, p->scheme.len + 1, SIZE_MAX);
	authority = str_starts(url, STR("//"));
	if (authority) {
		url = str_sub(url, 2, SIZE_MAX);
		authority_parts(take_until(&url, "/?#"), p);
	}
	p->path = take_until(&url, "?#");
	if (url.len > 0 && url.at[0] == '?') {
		url = str_sub(url, 1, SIZE_MAX);
		p->query = take_until(&url, "#");
	}
	if (url.len > 0)
		p->fragment = str_sub(url, 1, SIZE_MAX);
	return authority;
}

void url_parts(struct str url, struct url_parts *p)
{
	split(url, p);
}

static bool is_web(struct str scheme)
{
	return str_eq_case(scheme, STR("http")) || str_eq_case(scheme, STR("https"));
}

/* Whether no control character and no backslash stands in it, as in nearly all. */
static bool is_tidy(struct str raw)
{
	unsigned untidy = 0;

	for (size_t i = 0; i < raw.len; i++)
		untidy |= (unsigned)((unsigned char)raw.at[i] < ' ') | (raw.at[i] == 0x7f) |
			(raw.at[i] == '\\');
	return !untidy;
}

/* The address without blanks around it and control characters in it; backslashes of web
 * addresses, up to the query, turned. */
static void tidy(struct str raw, bool web, struct buf *out)
{
	bool path = web;
	char *room;
	size_t len = 0;

	raw = str_trim(raw);
	if (is_tidy(raw)) {
		buf_add(out, raw);
		return;
	}
	room = buf_room(out, raw.len);
	for (size_t i = 0; room && i < raw.len; i++) {
		char c = raw.at[i];

		if ((unsigned char)c < ' ' || c == 0x7f)
			continue;
		path = path && c != '?' && c != '#';
		room[len++] = path && c == '\\' ? '/' : c;
	}
	if (room)
		room[len] = '\0';
	out->len += len;
}

static bool stands_for_itself(char c)
{
	switch (c) {
	case '"':
	case '<':
	case '>':
	case '\\':
	case '^':
	case '`':
	case '{':
	case '|':
	case '}':
	case 0x7f: return false;
	default: return (unsigned char)c > ' ' && (unsigned char)c < 0x80;
	}
}

static void add_escaped(struct buf *out, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0, from = 0; i < s.len; from = ++i) {
		while (i < s.len && stands_for_itself(s.at[i]))
			i++;
		buf_add(out, str_sub(s, from, i - from));
		if (i < s.len) {
			unsigned char c = (unsigned char)s.at[i];
			char code[3] = { '%', hex[c >> 4], hex[c & 15] };

			buf_add(out, (struct str){ code, 3 });
		}
	}
}

static bool add_label(struct buf *out, struct str label)
{
	uint32_t c[PUNYCODE_MAX], len = 0;
	size_t from = out->len, n;
	bool ascii = true;

	for (size_t at = 0; at < label.len; at += n) {
		if (len == PUNYCODE_MAX)
			return false;
		n = char_decode(label, at, &c[len]);
		ascii = ascii && c[len] < 128;
		len++;
	}
	if (ascii)
		buf_add(out, label);
	else
		punycode_add(c, len, out);
	return out->len - from <= PUNYCODE_MAX;
}

/* In a host that is a name; of other scripts, too. */
static bool may_name(char c)
{
	switch (c) {
	case '%':
	case ':':
	case '[':
	case ']':
	case '/':
	case '?':
	case '#':
	case '@': return false;
	default: return (unsigned char)c >= 0x80 || stands_for_itself(c);
	}
}

/* Whether every character may stand in a host, which letters that stand for several can bring in
 * ("\xe2\x84\x80" for "a/c"); in brackets it is a number (RFC 3986 3.2.2). */
static bool is_host(struct str host)
{
	static const char number[] = "0123456789abcdef:.";
	bool bracket = host.at[0] == '[';

	if (bracket && (host.len < 2 || host.at[host.len - 1] != ']'))
		return false;
	for (size_t i = bracket; i + bracket < host.len; i++) {
		char c = host.at[i];

		if (bracket ? !strchr(number, c) : !may_name(c))
			return false;
	}
	return true;
}

/* The full stop of Chinese and Japanese parts names, too. */
static void plain_dots(uint8_t *at, size_t *len)
{
	size_t to = 0;

	for (size_t i = 0; i < *len; to++) {
		bool dot = *len - i >= 3 && memcmp(at + i, "\xe3\x80\x82", 3) == 0;

		at[to] = dot ? '.' : at[i];
		i += dot ? 3 : 1;
	}
	*len = to;
}

/* The host in lower case and in the usual letters (also of wide ones): in `lower`, of *len bytes,
 * or to be freed; NULL when it has none. */
static uint8_t *lower_host(struct str host, uint8_t *lower, size_t *len)
{
	size_t n = 0;

	for (; n < host.len && (unsigned char)host.at[n] < 0x80; n++)
		lower[n] = (uint8_t)ascii_lower(host.at[n]);
	if (n == host.len) {
		*len = n;
		return lower;
	}
	lower = u8_tolower((const uint8_t *)host.at, host.len, NULL, UNINORM_NFKC, lower, len);
	if (lower)
		plain_dots(lower, len);
	return lower;
}

/* The host, other scripts as punycode; false when it cannot be one. */
static bool add_host(struct buf *out, struct str host)
{
	uint8_t lower[HOST_MAX * 4];
	size_t len = sizeof(lower), from = out->len;
	struct str rest, label;
	uint8_t *at;
	bool ok = true, first = true;

	if (host.len > HOST_MAX * 3)
		return false;
	if (host.len == 0)
		return true;
	at = lower_host(host, lower, &len);
	if (!at)
		return false;
	rest = (struct str){ (const char *)at, len };
	ok = is_host(rest);
	while (ok && str_split(&rest, '.', &label)) {
		if (!first)
			buf_add_char(out, '.');
		first = false;
		ok = add_label(out, label);
	}
	if (at != lower)
		free(at);
	return ok && out->len - from <= HOST_MAX;
}

/* Cuts the last segment and its slash off what was written since `from`. */
static void cut_segment(struct buf *out, size_t from)
{
	while (out->len > from && out->at[out->len - 1] != '/')
		buf_cut(out, out->len - 1);
	if (out->len > from)
		buf_cut(out, out->len - 1);
}

/* Adds an absolute path without "." and ".." (RFC 3986 5.2.4). */
static void add_path(struct buf *out, struct str path)
{
	size_t from = out->len;
	struct str piece;

	path = str_sub(path, 1, SIZE_MAX);
	if (path.len == 0)
		buf_add_char(out, '/');
	while (path.len > 0) {
		bool last;

		piece = take_until(&path, "/");
		last = path.len == 0;
		path = str_sub(path, 1, SIZE_MAX);
		if (str_eq(piece, STR("..")))
			cut_segment(out, from);
		if (str_eq(piece, STR(".")) || str_eq(piece, STR(".."))) {
			if (path.len == 0)
				buf_add_char(out, '/');
			continue;
		}
		buf_add_char(out, '/');
		add_escaped(out, piece);
		if (!last && path.len == 0)
			buf_add_char(out, '/');
	}
}

/* What RFC 3986 5.2.2 makes of the parts. */
struct target {
	struct url_parts p;
	bool authority;
	struct buf path; /* merged */
	bool has_query, has_fragment;
};

static bool write_target(const struct target *t, struct buf *out)
{
	struct str path = buf_str(&t->path);

	for (size_t i = 0; i < t->p.scheme.len; i++)
		buf_add_char(out, ascii_lower(t->p.scheme.at[i]));
	if (t->p.scheme.len > 0)
		buf_add_char(out, ':');
	if (t->authority) {
		buf_add(out, STR("//"));
		if (t->p.user.len > 0) {
			add_escaped(out, t->p.user);
			buf_add_char(out, '@');
		}
		if (!add_host(out, t->p.host))
			return false;
		if (t->p.port.len > 0)
			buf_printf(out, ":%.*s", STR_ARG(t->p.port));
	}
	if (path.len == 0 && t->authority)
		buf_add_char(out, '/');
	else if (path.len > 0 && path.at[0] == '/')
		add_path(out, path);
	else
		add_escaped(out, path);
	if (t->has_query) {
		buf_add_char(out, '?');
		add_escaped(out, t->p.query);
	}
	if (t->has_fragment) {
		buf_add_char(out, '#');
		add_escaped(out, t->p.fragment);
	}
	return !out->full;
}

/* The path of ref laid over that of base. */
static void merge(
	struct target *t, const struct url_parts *base, bool base_authority, struct str ref)
{
	size_t slash = base->path.len;

	if (ref.len == 0 || ref.at[0] != '/') {
		while (slash > 0 && base->path.at[slash - 1] != '/')
			slash--;
		if (slash == 0 && base_authority)
			buf_add_char(&t->path, '/');
		buf_add(&t->path, str_sub(base->path, 0, slash));
	}
	buf_add(&t->path, ref);
}

static void transform(struct str base_text, struct str ref, struct target *t)
{
	struct url_parts base;
	bool base_authority = split(base_text, &base), relative;

	t->authority = split(ref, &t->p);
	t->has_query = t->p.query.at != NULL;
	t->has_fragment = t->p.fragment.at != NULL;
	relative = t->p.scheme.len == 0 ||
		(is_web(t->p.scheme) && !t->authority && str_eq_case(t->p.scheme, base.scheme));
	if (!relative || t->authority) {
		if (t->p.scheme.len == 0)
			t->p.scheme = base.scheme;
		buf_add(&t->path, t->p.path);
		return;
	}
	t->p.scheme = base.scheme;
	t->p.user = base.user;
	t->p.host = base.host;
	t->p.port = base.port;
	t->authority = base_authority;
	if (t->p.path.len > 0) {
		merge(t, &base, base_authority, t->p.path);
		return;
	}
	buf_add(&t->path, base.path);
	if (!t->has_query) {
		t->p.query = base.query;
		t->has_query = base.query.at != NULL;
	}
}

bool url_resolve(struct str base, struct str ref, struct buf *out)
{
	struct buf clean_base = { .max = URL_MAX * 4 }, clean = { .max = URL_MAX * 4 },
		   url = { .max = URL_MAX };
	struct target t = { .authority = false };
	struct str scheme;
	bool ok;

	if (base.len > URL_MAX || ref.len > URL_MAX)
		return false;
	base = str_trim(base);
	ref = str_trim(ref);
	scheme = scheme_len(ref) > 0 ? str_sub(ref, 0, scheme_len(ref))
				     : str_sub(base, 0, scheme_len(base));
	tidy(base, is_web(str_sub(base, 0, scheme_len(base))), &clean_base);
	tidy(ref, is_web(scheme), &clean);
	transform(buf_str(&clean_base), buf_str(&clean), &t);
	ok = write_target(&t, &url) && url.len > 0 && !(is_web(t.p.scheme) && t.p.host.len == 0) &&
		buf_add(out, buf_str(&url));
	buf_free(&t.path);
	buf_free(&clean_base);
	buf_free(&clean);
	buf_free(&url);
	return ok;
}

bool url_is_safe(struct str url)
{
	struct url_parts p;

	if (url.len > SAFE_MAX)
		return false;
	for (size_t i = 0; i < url.len; i++)
		if (url.at[i] <= ' ' || url.at[i] > '~' || strchr("\"'`<>\\", url.at[i]))
			return false;
	url_parts(url, &p);
	return is_web(p.scheme) && p.host.len > 0 && p.host.at[0] != '-' && !p.user.at;
}

bool url_host_is(struct str host, struct str domain)
{
	if (!str_ends_case(host, domain) || domain.len == 0)
		return false;
	return host.len == domain.len || host.at[host.len - domain.len - 1] == '.';
}

size_t url_byte(struct str s, size_t at, char *byte)
{
	int high = -1, low = -1;

	if (s.at[at] == '%' && s.len - at > 2) {
		high = ascii_hex(s.at[at + 1]);
		low = ascii_hex(s.at[at + 2]);
	}
	*byte = high < 0 || low < 0 ? s.at[at] : (char)(high * 16 + low);
	return high < 0 || low < 0 ? 1 : 3;
}

struct str url_site(struct str url)
{
	struct url_parts p;

	url_parts(url, &p);
	return str_starts_case(p.host, STR("www.")) ? str_sub(p.host, 4, SIZE_MAX) : p.host;
}
