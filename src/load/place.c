/* place.c: typed addresses, brought into form. */
#include "config.h"

#include "load/place.h"

#include "text/url.h"
#include "text/url_kin.h"

#include <errno.h>

bool place_is_address(const char *place)
{
	return str_starts_case(str_z(place), STR("http://")) ||
		str_starts_case(str_z(place), STR("https://"));
}

/* The address without what is nobody else's business, in characters that are safe anywhere. */
static void rebuild(struct str url, struct buf *out)
{
	struct url_parts p;

	url_parts(url, &p);
	buf_printf(out, "%.*s://%.*s", STR_ARG(p.scheme), STR_ARG(p.host));
	if (p.port.len > 0)
		buf_printf(out, ":%.*s", STR_ARG(p.port));
	for (size_t i = 0; i < p.path.len; i++)
		if (p.path.at[i] == '\'')
			buf_add(out, STR("%27"));
		else
			buf_add_char(out, p.path.at[i]);
	if (p.query.at)
		buf_add_char(out, '?');
	for (size_t i = 0; i < p.query.len; i++)
		if (p.query.at[i] == '\'')
			buf_add(out, STR("%27"));
		else
			buf_add_char(out, p.query.at[i]);
}

bool place_address(const char *place, struct buf *out, struct err *e)
{
	struct buf url = { .len = 0 }, plain = { .len = 0 };
	bool ok = true;

	for (const char *c = place; *c && ok; c++)
		ok = (unsigned char)*c >= ' ' && *c != 0x7f;
	ok = ok && url_resolve(STR_NONE, str_z(place), &url);
	if (ok) {
		rebuild(buf_str(&url), &plain);
		ok = url_is_safe(buf_str(&plain)) && buf_add(out, buf_str(&plain));
	}
	buf_free(&url);
	buf_free(&plain);
	return ok || err_set(e, ERR_OPEN, "%.200s: is no address that can be asked for", place);
}

/* Appends the bytes of a path; false for a zero byte. */
static bool add_path(struct str s, struct buf *out)
{
	for (size_t i = 0; i < s.len;) {
		char c;

		i += url_byte(s, i, &c);
		if (c == '\0')
			return false;
		buf_add_char(out, c);
	}
	return true;
}

bool place_is_file(const char *place, struct buf *path, bool *ok, struct err *e)
{
	struct str rest = str_z(place);

	*ok = true;
	if (!str_starts_case(rest, STR("file:/")))
		return false;
	rest = str_sub(rest, 5, str_find_char(rest, '#', 0) - 5);
	if (str_starts(rest, STR("//"))) {
		rest = str_sub(rest, 2, SIZE_MAX);
		if (str_starts_case(rest, STR("localhost/")))
			rest = str_sub(rest, 9, SIZE_MAX);
	}
	*ok = str_starts(rest, STR("/")) && add_path(rest, path);
	if (!*ok)
		err_set(e, ERR_OPEN, "%.200s: is no file of this machine", place);
	return true;
}

bool place_same_host(struct str a, struct str b)
{
	struct url_parts x, y;

	url_parts(a, &x);
	url_parts(b, &y);
	return x.host.len && str_eq_case(x.host, y.host);
}

bool place_may_name(struct str url, struct str from)
{
	return url_is_safe(url) && (!url_is_private(url) || place_same_host(url, from));
}

/* ---- what is no file ---- */

/* The name before the colon, empty when it cannot be a scheme. */
static struct str scheme_of(struct str place)
{
	size_t n = 0;

	while (n < place.len &&
		(ascii_alpha(place.at[n]) ||
			(n > 0 &&
				(ascii_digit(place.at[n]) || place.at[n] == '+' ||
					place.at[n] == '-' || place.at[n] == '.'))))
		n++;
	return n < place.len && place.at[n] == ':' ? str_sub(place, 0, n) : STR_NONE;
}

/* Schemes that no slashes follow; a file may be called "x:y", too. */
static bool is_bare_scheme(struct str scheme)
{
	static const char *const all[] = { "mailto", "javascript", "data", "about", "tel", "sms",
		"magnet", "view-source", "news", "urn", "cid", "geo", "xmpp", "blob" };

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (str_eq_case(scheme, str_z(all[i])))
			return true;
	return false;
}

/* "www.example", "example.org/story", "example.org:8080/": not "story.html". */
static bool is_like_host(struct str place)
{
	size_t slash = str_find_char(place, '/', 0);
	struct str host = str_sub(place, 0, slash), last;

	if (str_starts(place, STR("//")) || str_starts_case(place, STR("http:/")) ||
		str_starts_case(place, STR("https:/")))
		return true;
	host = str_sub(host, 0, str_find_char(host, ':', 0));
	last = host;
	for (size_t i = 0; i < host.len; i++)
		if (host.at[i] == '.')
			last = str_sub(host, i + 1, SIZE_MAX);
		else if (!ascii_alpha(host.at[i]) && !ascii_digit(host.at[i]) && host.at[i] != '-')
			return false;
	return last.len > 1 && last.len < host.len && ascii_alpha(last.at[0]) &&
		host.at[0] != '.' && (slash < place.len || str_starts_case(host, STR("www.")));
}

void place_unfound(const char *place, struct err *e)
{
	struct str name = str_z(place), scheme = scheme_of(name);

	if (e->sys != ENOENT)
		return;
	if (!name.len)
		err_set(e, ERR_OPEN, "the name of the page is empty");
	else if (is_like_host(name))
		err_set(e, ERR_OPEN,
			"%.200s: there is no such file; an address begins with https://", place);
	else if (scheme.len &&
		(is_bare_scheme(scheme) || str_starts(str_sub(name, scheme.len, 3), STR("://"))))
		err_set(e, ERR_OPEN, "%.200s: only http and https addresses are read, not %.*s",
			place, STR_ARG(scheme));
}
