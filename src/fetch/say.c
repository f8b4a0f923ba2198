/* say.c: the sentences. */
#include "config.h"

#include "fetch/say.h"

#include <curl/curl.h>
#include <stddef.h>
#include <string.h>

static const struct {
	long from, to;
	const char *sentence;
} answers[] = {
	{ 204, 205, "the host has nothing to show" },
	{ 206, 206, "the host sends a part that nobody asked for" },
	{ 200, 299, "the host sends no page" },
	{ 304, 304, "the host says that a copy still holds, but there is none" },
	{ 300, 399, "the host redirects without saying whereto" },
	{ 401, 401, "the host asks for a password" },
	{ 403, 403, "the host refuses this page" },
	{ 404, 404, "the host has no such page" },
	{ 407, 407, SAY_PROXY_PASSWORD },
	{ 410, 410, "the page is gone" },
	{ 429, 429, "the host has had too many requests" },
	{ 451, 451, "the page is withheld for legal reasons" },
	{ 400, 499, "the host does not give this page" },
	{ 502, 502, "a host on the way got no proper answer" },
	{ 503, 503, "the host is not available at present" },
	{ 504, 504, "a host on the way got no answer in time" },
	{ 500, 599, "the host failed" },
};

/* Rounded up, so that it is not too early. */
static void say_seconds(struct buf *out, int64_t seconds)
{
	static const struct {
		int64_t from, unit; /* seconds */
		const char *name;
	} units[] = { { 3 * 86400, 86400, "day" }, { 3 * 3600, 3600, "hour" },
		{ 300, 60, "minute" }, { 0, 1, "second" } };
	size_t i = 0;
	int64_t count;

	while (seconds < units[i].from)
		i++;
	count = (seconds + units[i].unit - 1) / units[i].unit;
	buf_printf(out, "%lld %s%s", (long long)count, units[i].name, count == 1 ? "" : "s");
}

enum { RETRY_MAX = 30 * 86400 }; /* seconds: who says more says nothing */

/* "Wed, 21 Oct 2026 07:28:00 GMT": nothing else is shown, for it are the host's words. */
static bool is_date(struct str s)
{
	static const char form[] = "Aaa, 00 Aaa 0000 00:00:00 GMT";

	if (s.len != sizeof(form) - 1)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		bool letter = (form[i] == 'A' || form[i] == 'a') && i < sizeof(form) - 4;

		if (letter			 ? !ascii_alpha(s.at[i])
				: form[i] == '0' ? !ascii_digit(s.at[i])
						 : s.at[i] != form[i])
			return false;
	}
	return true;
}

static void say_retry(struct buf *out, struct str retry)
{
	int64_t seconds;

	if (str_number(retry, -1, RETRY_MAX + 1, &seconds)) {
		if (seconds <= 0 || seconds > RETRY_MAX)
			return;
		buf_add(out, STR("; try again in "));
		say_seconds(out, seconds);
		return;
	}
	if (is_date(retry))
		buf_printf(out, "; try again after %.*s", STR_ARG(retry));
}

void say_status(struct buf *out, long status, struct str retry, const struct fetch_request *request)
{
	const char *sentence = "the host answers with an unknown status";

	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
		if (status >= answers[i].from && status <= answers[i].to) {
			sentence = answers[i].sentence;
			break;
		}
	buf_printf(out, "%s (status %ld)", sentence, status);
	if (status == 401)
		buf_add(out,
			request->netrc ? STR("; ~/.netrc has none for it, or not this one")
				       : STR("; --netrc takes one from ~/.netrc"));
	say_retry(out, retry);
}

#define TYPE(text)                                                                                 \
	{                                                                                          \
		text, sizeof(text) - 1                                                             \
	}

/* Types of which no page comes, however long one reads. */
static const struct {
	struct str type;
	const char *what;
} foreign[] = {
	{ TYPE("image/"), "a picture" },
	{ TYPE("audio/"), "a sound" },
	{ TYPE("video/"), "a film" },
	{ TYPE("font/"), "a font" },
	{ TYPE("application/pdf"), "a PDF document" },
	{ TYPE("application/zip"), "a zip archive" },
	{ TYPE("application/epub+zip"), "a book (EPUB)" },
	{ TYPE("application/msword"), "a document of a word processor" },
	{ TYPE("application/vnd.openxmlformats-officedocument"),
		"a document of an office program" },
	{ TYPE("application/vnd.oasis.opendocument"), "a document of an office program" },
	{ TYPE("application/vnd.ms-"), "a document of an office program" },
	{ TYPE("application/x-bittorrent"), "a torrent" },
	{ TYPE("application/vnd.debian.binary-package"), "a package of programs" },
	{ TYPE("application/x-msdownload"), "a program" },
	{ TYPE("application/java-archive"), "a program" },
};

const char *say_foreign(const char *type)
{
	for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++)
		if (str_starts_case(str_z(type), foreign[i].type))
			return foreign[i].what;
	return NULL;
}

#define NUMBER_OF(name) offsetof(struct fetch_request, name)

/* Where libcurl has one code for several faults, a part of what it says tells them apart; the row
 * without one comes last. A sentence may hold a number of the request. */
static const struct {
	CURLcode code;
	const char *detail;   /* or NULL for any */
	const char *sentence; /* the part before the number */
	size_t number;	      /* NUMBER_OF(), 0 for none */
	const char *rest;
} faults[] = {
	{ CURLE_UNSUPPORTED_PROTOCOL, "HTTP", "the host does not speak proper HTTP", 0, "" },
	{ CURLE_UNSUPPORTED_PROTOCOL, NULL, "leads to an address that is neither http nor https", 0,
		"" },
	{ CURLE_URL_MALFORMAT, NULL, "is or leads to no valid address", 0, "" },
	{ CURLE_LOGIN_DENIED, NULL,
		"leads to an address with a user name in it, which is not asked for", 0, "" },
	{ CURLE_COULDNT_RESOLVE_HOST, NULL, "the host is not known", 0, "" },
	{ CURLE_COULDNT_RESOLVE_PROXY, NULL, "the proxy is not known", 0, "" },
	{ CURLE_COULDNT_CONNECT, NULL, "the host does not accept the connection", 0, "" },
	{ CURLE_OPERATION_TIMEDOUT, "too slow", "the host sent next to nothing for ",
		NUMBER_OF(slow), " s (--slow-time)" },
	{ CURLE_OPERATION_TIMEDOUT, "onnect", "no connection to the host was made within ",
		NUMBER_OF(connect), " s (--connect-time)" },
	{ CURLE_OPERATION_TIMEDOUT, "esolv", "no connection to the host was made within ",
		NUMBER_OF(connect), " s (--connect-time)" },
	{ CURLE_OPERATION_TIMEDOUT, NULL, "the page was not there within ", NUMBER_OF(whole),
		" s (--max-time)" },
	{ CURLE_TOO_MANY_REDIRECTS, NULL, "is redirected more than ", NUMBER_OF(redirects),
		" times (--max-redirects)" },
	{ CURLE_PEER_FAILED_VERIFICATION, "subject name",
		"the certificate of the host is not to be trusted (it is for another host)", 0,
		"" },
	{ CURLE_PEER_FAILED_VERIFICATION, NULL, "the certificate of the host is not to be trusted",
		0, "" },
	{ CURLE_SSL_CACERT_BADFILE, NULL, "the file of trusted certificates cannot be read", 0,
		"" },
	{ CURLE_SSL_CONNECT_ERROR, NULL, "no secure connection could be made", 0, "" },
	{ CURLE_PARTIAL_FILE, NULL, "the connection broke off", 0, "" },
	/* Of its callbacks one alone can fail, that which takes fields. */
	{ CURLE_RECV_ERROR, "callback function", "the header of the answer is too large", 0, "" },
	{ CURLE_RECV_ERROR, "nghttp2", "the host does not speak proper HTTP/2", 0, "" },
	{ CURLE_RECV_ERROR, "hunk", "the host does not speak proper HTTP", 0, "" },
	{ CURLE_RECV_ERROR, "Too large", "the header of the answer is too large", 0, "" },
	{ CURLE_RECV_ERROR, NULL, "the connection broke off", 0, "" },
	{ CURLE_SEND_ERROR, NULL, "the connection broke off", 0, "" },
#if LIBCURL_VERSION_NUM >= 0x080600
	{ CURLE_TOO_LARGE, NULL, "the header of the answer is too large", 0, "" },
#endif
	{ CURLE_GOT_NOTHING, NULL, "the host said nothing", 0, "" },
	{ CURLE_BAD_CONTENT_ENCODING, "Unrecognized",
		"the answer is compressed in a way that is not known", 0, "" },
	{ CURLE_BAD_CONTENT_ENCODING, "more than", "the answer is compressed too many times over",
		0, "" },
	{ CURLE_BAD_CONTENT_ENCODING, NULL, "the compressed answer is damaged", 0, "" },
	{ CURLE_WEIRD_SERVER_REPLY, NULL, "the host does not speak proper HTTP", 0, "" },
	{ CURLE_HTTP2, NULL, "the host does not speak proper HTTP/2", 0, "" },
	{ CURLE_HTTP2_STREAM, NULL, "the host does not speak proper HTTP/2", 0, "" },
	/* Also where a line is longer than libcurl takes. */
	{ CURLE_OUT_OF_MEMORY, NULL,
		"the header of the answer is too large, or there is not enough memory", 0, "" },
};

/* Why a certificate is not to be trusted, where libcurl knows. */
static void say_problem(struct buf *out, struct str detail)
{
	size_t colon = str_find(detail, STR("problem: "), 0);

	if (colon != STR_NOWHERE)
		buf_printf(out, " (%.*s)", STR_ARG(str_sub(detail, colon + 9, SIZE_MAX)));
}

void say_fault(struct buf *out, int code, const char *detail, const struct fetch_request *request)
{
	int64_t number;

	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		if ((int)faults[i].code != code ||
			(faults[i].detail && !str_has(str_z(detail), str_z(faults[i].detail))))
			continue;
		buf_add(out, str_z(faults[i].sentence));
		if (faults[i].number) {
			memcpy(&number, (const char *)request + faults[i].number, sizeof(number));
			buf_printf(out, "%lld%s", (long long)number, faults[i].rest);
		}
		if (code == CURLE_PEER_FAILED_VERIFICATION)
			say_problem(out, str_z(detail));
		return;
	}
	buf_add(out, detail && *detail ? str_z(detail) : str_z(curl_easy_strerror((CURLcode)code)));
}
