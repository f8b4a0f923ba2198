/* postil-fetch.c: a program of its own that reads one http or https address, so that libcurl is
 * neither loaded for files nor anywhere near a parser.
 *
 * Reads what is wanted from standard input (source/network.def). Writes to standard output lines
 * "url ...", "type ...", "charset ...", "length ...", "etag ...", "modified ...", "private 1"
 * (nobody may keep it), an empty line, and the body, decoded; or the line "unchanged 1" and an
 * empty line. Exits 0 when that is all; 4 when the body was cut off; 1 when there is none. For 1
 * and 4 one sentence without the address goes to standard error. */
#include "config.h"

#include "base/err.h"
#include "fetch/hosts.h"
#include "fetch/lock.h"
#include "fetch/request.h"
#include "fetch/say.h"
#include "fetch/say_proxy.h"

#include <curl/curl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
	SLOW_BYTES = 100, /* a second, the least */
	VALUE_MAX = 1024, /* bytes of a header value that is passed on */
	HOSTS_FILE = 3,	  /* descriptor */
};

struct transfer {
	CURL *curl;
	const struct fetch_request *request;
	uint64_t body;	     /* bytes so far */
	size_t headers;	     /* likewise, of all answers */
	bool begun;	     /* the header block is written */
	bool over, flood;    /* a ceiling was reached */
	const char *foreign; /* what it is that comes, when it is no page; else NULL */
	bool other;	     /* the body of another answer than a page begins */
	bool torn;	     /* two lengths that are not the same */
	int64_t length;	     /* as the header says, -1 */
	bool lost;	     /* nobody reads what is written */
	bool private;	     /* Cache-Control: no-store */
	struct buf retry, etag, modified;
	char detail[CURL_ERROR_SIZE];
};

static bool put(struct transfer *t, const char *at, size_t len)
{
	while (len > 0 && !t->lost) {
		ssize_t n = write(STDOUT_FILENO, at, len);

		t->lost = n <= 0;
		at += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
	return !t->lost;
}

/* "text/html; charset=x" as two lines. */
static void add_type(struct buf *out, struct str type)
{
	size_t semicolon = str_find_char(type, ';', 0);
	size_t at = str_find_case(type, STR("charset="), 0);
	struct str charset =
		at == STR_NOWHERE ? STR_NONE : str_trim(str_sub(type, at + 8, SIZE_MAX));

	type = str_trim(str_sub(type, 0, semicolon));
	if (charset.len > 0 && (charset.at[0] == '"' || charset.at[0] == '\''))
		charset = str_sub(charset, 1, SIZE_MAX);
	for (at = 0; at < charset.len && !strchr("\"'; ", charset.at[at]);)
		at++;
	buf_printf(
		out, "type %.*s\ncharset %.*s\n", STR_ARG(type), STR_ARG(str_sub(charset, 0, at)));
}

static bool begin(struct transfer *t)
{
	struct buf out = { .len = 0 };
	char *url = NULL, *type = NULL;
	curl_off_t length = -1;
	bool ok;

	t->begun = true;
	curl_easy_getinfo(t->curl, CURLINFO_EFFECTIVE_URL, &url);
	curl_easy_getinfo(t->curl, CURLINFO_CONTENT_TYPE, &type);
	curl_easy_getinfo(t->curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
	buf_printf(&out, "url %s\n", url ? url : "");
	add_type(&out, str_z(type));
	if (length > 0)
		buf_printf(&out, "length %lld\n", (long long)length);
	if (t->etag.len > 0)
		buf_printf(&out, "etag %s\n", buf_z(&t->etag));
	if (t->modified.len > 0)
		buf_printf(&out, "modified %s\n", buf_z(&t->modified));
	if (t->private)
		buf_add(&out, STR("private 1\n"));
	buf_add_char(&out, '\n');
	ok = put(t, out.at, out.len);
	buf_free(&out);
	return ok;
}

static long answer(const struct transfer *t)
{
	long status = 0;

	curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &status);
	return status;
}

static size_t on_body(char *at, size_t size, size_t count, void *data)
{
	struct transfer *t = data;
	size_t len = size * count, room;
	char *type = NULL;
	uint64_t max = (uint64_t)t->request->max;

	/* An error page is not what was asked for, and may never end. */
	t->other = answer(t) != 200 && answer(t) != 203;
	if (t->other)
		return 0;
	curl_easy_getinfo(t->curl, CURLINFO_CONTENT_TYPE, &type);
	t->foreign = t->begun ? NULL : say_foreign(type);
	if (t->foreign)
		return 0;
	room = max - t->body > len ? len : (size_t)(max - t->body);
	if ((!t->begun && !begin(t)) || !put(t, at, room))
		return 0;
	t->body += room;
	t->over = room < len;
	return room;
}

/* Takes the value of a header that is passed on; what no header may hold is none. */
static void take_value(struct buf *to, struct str value)
{
	buf_cut(to, 0);
	if (value.len > VALUE_MAX)
		return;
	for (size_t i = 0; i < value.len; i++)
		if (value.at[i] < ' ' || value.at[i] > '~')
			return;
	buf_add(to, value);
}

/* Of two lengths libcurl takes the second; who takes the first sees another page. */
static void take_length(struct transfer *t, struct str line)
{
	int64_t length;

	if (!str_starts_case(line, STR("content-length:")) ||
		!str_number(str_sub(line, 15, SIZE_MAX), 0, INT64_MAX, &length))
		return;
	t->torn = t->length >= 0 && t->length != length;
	t->length = length;
}

static size_t on_header(char *at, size_t size, size_t count, void *data)
{
	struct transfer *t = data;
	struct str line = { at, size * count }, value;
	const struct {
		struct str name;
		struct buf *to;
	} fields[] = {
		{ STR("retry-after:"), &t->retry },
		{ STR("etag:"), &t->etag },
		{ STR("last-modified:"), &t->modified },
	};

	t->headers += line.len;
	t->flood = t->headers > (size_t)t->request->headers * 1024;
	if (str_starts_case(line, STR("HTTP/"))) { /* another answer */
		t->private = false;
		t->length = -1;
		buf_cut(&t->etag, 0);
		buf_cut(&t->modified, 0);
		buf_cut(&t->retry, 0);
	}
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (str_starts_case(line, fields[i].name)) {
			value = str_trim(str_sub(line, fields[i].name.len, SIZE_MAX));
			take_value(fields[i].to, value);
		}
	if (str_starts_case(line, STR("cache-control:")) && str_has_case(line, STR("no-store")))
		t->private = true;
	take_length(t, line);
	return t->flood || t->torn ? 0 : line.len;
}

static void configure(struct transfer *t)
{
	const struct fetch_request *r = t->request;
	CURL *c = t->curl;

	curl_easy_setopt(c, CURLOPT_URL, buf_z(&r->url));
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(c, CURLOPT_MAXREDIRS, (long)r->redirects);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)r->connect);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, (long)r->slow);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)r->whole);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_HTTP09_ALLOWED, 0L);
	curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "");
	curl_easy_setopt(c, CURLOPT_COOKIEFILE, "");
	curl_easy_setopt(
		c, CURLOPT_NETRC, (long)(r->netrc ? CURL_NETRC_OPTIONAL : CURL_NETRC_IGNORED));
	/* A password is sent to who asks for it, and not in the clear to who wants it hashed. */
	curl_easy_setopt(c, CURLOPT_HTTPAUTH, (long)(CURLAUTH_BASIC | CURLAUTH_DIGEST));
	curl_easy_setopt(c, CURLOPT_PROXYAUTH, (long)(CURLAUTH_BASIC | CURLAUTH_DIGEST));
	if (r->authorities.len > 0) {
		curl_easy_setopt(c, CURLOPT_CAINFO, buf_z(&r->authorities));
		curl_easy_setopt(c, CURLOPT_CAPATH, NULL);
		curl_easy_setopt(c, CURLOPT_PROXY_CAINFO, buf_z(&r->authorities));
		curl_easy_setopt(c, CURLOPT_PROXY_CAPATH, NULL);
	}
	curl_easy_setopt(
		c, CURLOPT_USERAGENT, PACKAGE_NAME "/" PACKAGE_VERSION " (+" PACKAGE_URL ")");
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, t->detail);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, t);
}

/* Apache marks the tags of what it compresses, and does not know them again: the page without the
 * mark is as good. */
static void add_tag(struct buf *line, struct str tag)
{
	static const struct str marks[] = { STR_INIT("-gzip\""), STR_INIT("-br\"") };

	buf_printf(line, "If-None-Match: %.*s", STR_ARG(tag));
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (str_ends(tag, marks[i]))
			buf_printf(
				line, ", %.*s\"", STR_ARG(str_sub(tag, 0, tag.len - marks[i].len)));
}

/* "de_CH.UTF-8" as "de-CH,de;q=0.9,en;q=0.5". */
static struct curl_slist *headers(const struct fetch_request *r)
{
	const char *name = setlocale(LC_MESSAGES, NULL);
	struct buf line = { .len = 0 };
	struct curl_slist *list;

	if (name && ascii_alpha(name[0]) && ascii_alpha(name[1]) && name[2] == '_' &&
		ascii_alpha(name[3]) && ascii_alpha(name[4]))
		buf_printf(&line, "Accept-Language: %.2s-%.2s,%.2s;q=0.9%s", name, name + 3, name,
			strncmp(name, "en", 2) == 0 ? "" : ",en;q=0.5");
	else
		buf_add(&line, STR("Accept-Language: en"));
	/* Hosts with a page in other languages only refuse it (406) to who does not say so. */
	buf_add(&line, STR(",*;q=0.1"));
	list = curl_slist_append(NULL, buf_z(&line));
	/* Some hosts have a page in several forms, and give whoever takes anything the first. */
	list = curl_slist_append(
		list, "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
	if (r->etag.len > 0) {
		buf_cut(&line, 0);
		add_tag(&line, buf_str(&r->etag));
		list = curl_slist_append(list, buf_z(&line));
	}
	if (r->modified.len > 0) {
		buf_cut(&line, 0);
		buf_printf(&line, "If-Modified-Since: %s", buf_z(&r->modified));
		list = curl_slist_append(list, buf_z(&line));
	}
	buf_free(&line);
	return list;
}

static enum status answered(struct transfer *t, struct buf *said)
{
	const struct fetch_request *r = t->request;
	long status = answer(t);

	if (status == 304 && (r->etag.len > 0 || r->modified.len > 0)) {
		put(t, "unchanged 1\n\n", strlen("unchanged 1\n\n"));
		return STATUS_DONE;
	}
	if (status == 200 || status == 203) {
		if (!t->begun)
			begin(t);
		return STATUS_DONE;
	}
	say_status(said, status, buf_str(&t->retry), r);
	return STATUS_NOT_READ;
}

static bool is_secure(const struct transfer *t)
{
	char *url = NULL;

	curl_easy_getinfo(t->curl, CURLINFO_EFFECTIVE_URL, &url);
	return str_starts_case(str_z(url), STR("https:"));
}

/* Whether https failed that was asked for only since the host had said that it wants nothing else. */
static bool is_made_secure(const struct transfer *t, CURLcode code)
{
	long redirects = 0;

	curl_easy_getinfo(t->curl, CURLINFO_REDIRECT_COUNT, &redirects);
	return redirects == 0 && is_secure(t) &&
		str_starts(buf_str(&t->request->url), STR("http:")) &&
		(code == CURLE_COULDNT_CONNECT || code == CURLE_SSL_CONNECT_ERROR ||
			code == CURLE_PEER_FAILED_VERIFICATION);
}

static enum status finish(struct transfer *t, CURLcode code)
{
	struct buf said = { .len = 0 };
	enum status status = t->body > 0 ? STATUS_PARTIAL : STATUS_NOT_READ;

	if (code == CURLE_OK || t->other)
		status = answered(t, &said);
	else if (t->flood)
		buf_add(&said, STR("the header of the answer is too large (--max-headers)"));
	else if (t->foreign)
		buf_printf(&said, "is %s, not a page", t->foreign);
	else if (t->torn)
		say_fault(&said, CURLE_WEIRD_SERVER_REPLY, NULL, t->request);
	else if (t->over)
		buf_add(&said, STR("it is larger than the limit (--max-size)"));
	else if (!say_proxy(&said, t->curl, code, t->detail))
		say_fault(&said, (int)code, t->detail, t->request);
	if (is_made_secure(t, code))
		buf_add(&said, STR("; the host has said that it wants https alone"));
	fputs(buf_z(&said), stderr);
	buf_free(&said);
	return status;
}

/* Whether HTTP/2 may have been the fault. A host that takes its leave in the middle is told by one code or
 * another, as it comes; fields that are too large come by HTTP/1.1, too. */
static bool is_of_http2(CURLcode code, const char *detail)
{
	return code == CURLE_HTTP2 || code == CURLE_HTTP2_STREAM || code == CURLE_SEND_ERROR ||
		(code == CURLE_RECV_ERROR && !str_has(str_z(detail), STR("callback function")) &&
			!str_has(str_z(detail), STR("Too large")));
}

/* Asks, and where HTTP/2 failed before anything of the page was there once more, by HTTP/1.1, in the
 * time that is left: front servers pass fields on that HTTP/2 forbids, and lose the ends of its
 * streams. */
static CURLcode perform(struct transfer *t)
{
	CURLcode code = curl_easy_perform(t->curl);
	int64_t left = t->request->whole * 1000;
	curl_off_t spent = 0;

	if (t->begun || t->other || t->flood || !is_secure(t) || !is_of_http2(code, t->detail))
		return code;
	curl_easy_getinfo(t->curl, CURLINFO_TOTAL_TIME_T, &spent);
	left -= spent / 1000;
	if (t->request->whole > 0 && left <= 0)
		return code;
	curl_easy_setopt(t->curl, CURLOPT_TIMEOUT_MS, (long)(t->request->whole > 0 ? left : 0));
	curl_easy_setopt(t->curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	t->detail[0] = '\0';
	return curl_easy_perform(t->curl);
}

static enum status fetch(struct transfer *t, struct err *e)
{
	char netrc[4096];
	const char *home = getenv("HOME"), *files[3] = { NULL };
	size_t n = 0;
	struct fetch_hosts hosts;
	struct curl_slist *list;
	enum status status;

	snprintf(netrc, sizeof(netrc), "%s/.netrc", home ? home : "");
	if (t->request->netrc && home)
		files[n++] = netrc;
	if (t->request->authorities.len > 0)
		files[n++] = buf_z(&t->request->authorities);
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != 0 || !(t->curl = curl_easy_init())) {
		err_set(e, ERR_NETWORK, "libcurl cannot be started");
		return STATUS_NOT_READ;
	}
	configure(t);
	hosts_begin(&hosts, t->request->hosts ? HOSTS_FILE : -1, t->curl);
	list = headers(t->request);
	curl_easy_setopt(t->curl, CURLOPT_HTTPHEADER, list);
	if (!lock_enter(files, e))
		return STATUS_NOT_READ;
	status = finish(t, perform(t));
	curl_slist_free_all(list);
	curl_easy_cleanup(t->curl);
	hosts_end(&hosts);
	curl_global_cleanup();
	return status;
}

int main(void)
{
	static const struct rlimit none = { 0, 0 };
	struct fetch_request request;
	struct transfer t = { .request = &request, .length = -1 };
	struct err e = { .code = ERR_NONE };
	enum status status = STATUS_NOT_READ;

	setlocale(LC_ALL, "");
	setrlimit(RLIMIT_CORE, &none);
	if (request_read(&request, STDIN_FILENO))
		status = fetch(&t, &e);
	else
		err_set(&e, ERR_USAGE, "is no address that can be asked for");
	if (e.code != ERR_NONE)
		fputs(e.text, stderr);
	buf_free(&t.retry);
	buf_free(&t.etag);
	buf_free(&t.modified);
	request_free(&request);
	return (int)status;
}
