/* say.c: the sentences. */
#include "config.h"

#include "fetch/say.h"

#include <curl/curl.h>

static const struct {
	long from, to;
	const char *sentence;
} answers[] = {
	{ 204, 205, "the host has nothing to show" },
	{ 206, 206, "the host sends a part that nobody asked for" },
	{ 200, 299, "the host sends no page" },
	{ 304, 304, "the host speaks of a copy that is not here" },
	{ 300, 399, "the host redirects without saying whereto" },
	{ 401, 401, "the host asks for a password" },
	{ 403, 403, "the host refuses this page" },
	{ 404, 404, "the host has no such page" },
	{ 407, 407, "the proxy asks for a password" },
	{ 410, 410, "the page is gone" },
	{ 429, 429, "the host has had too many requests" },
	{ 451, 451, "the page is withheld for legal reasons" },
	{ 400, 499, "the host does not give this page" },
	{ 503, 503, "the host is not available at present" },
	{ 500, 599, "the host failed" },
};

static void say_retry(struct buf *out, struct str retry)
{
	int64_t seconds;

	if (str_number(retry, 0, INT32_MAX, &seconds)) {
		buf_printf(out, "; try again in %lld second%s", (long long)seconds,
			seconds == 1 ? "" : "s");
		return;
	}
	if (retry.len == 0)
		return;
	buf_add(out, STR("; try again after "));
	for (size_t i = 0; i < retry.len; i++)
		buf_add_char(out, retry.at[i] < ' ' || retry.at[i] > '~' ? '?' : retry.at[i]);
}

void say_status(struct buf *out, long status, struct str retry)
{
	const char *sentence = "the host answers with an unknown status";

	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
		if (status >= answers[i].from && status <= answers[i].to) {
			sentence = answers[i].sentence;
			break;
		}
	buf_printf(out, "%s (status %ld)", sentence, status);
	say_retry(out, retry);
}

static const struct {
	CURLcode code;
	const char *sentence;
} faults[] = {
	{ CURLE_UNSUPPORTED_PROTOCOL, "is or leads to an address that is neither http nor https" },
	{ CURLE_URL_MALFORMAT, "is or leads to no valid address" },
	{ CURLE_LOGIN_DENIED, "leads to an address with a user name in it" },
	{ CURLE_COULDNT_RESOLVE_HOST, "the host is not known" },
	{ CURLE_COULDNT_RESOLVE_PROXY, "the proxy is not known" },
	{ CURLE_COULDNT_CONNECT, "the host does not accept the connection" },
	{ CURLE_OPERATION_TIMEDOUT, "the host took too long" },
	{ CURLE_TOO_MANY_REDIRECTS, "is redirected too often" },
	{ CURLE_PEER_FAILED_VERIFICATION, "the certificate of the host is not to be trusted" },
	{ CURLE_SSL_CACERT_BADFILE, "the file of trusted certificates cannot be read" },
	{ CURLE_SSL_CONNECT_ERROR, "no secure connection could be made" },
	{ CURLE_PARTIAL_FILE, "the connection broke off" },
	{ CURLE_RECV_ERROR, "the connection broke off" },
	{ CURLE_SEND_ERROR, "the connection broke off" },
	{ CURLE_GOT_NOTHING, "the host said nothing" },
	{ CURLE_BAD_CONTENT_ENCODING, "the compressed answer is damaged" },
	{ CURLE_WEIRD_SERVER_REPLY, "the host does not speak proper HTTP" },
	{ CURLE_HTTP2, "the host does not speak proper HTTP/2" },
	{ CURLE_HTTP2_STREAM, "the host does not speak proper HTTP/2" },
	{ CURLE_PROXY, "the proxy refuses" },
	{ CURLE_OUT_OF_MEMORY, "there is not enough memory" },
};

void say_fault(struct buf *out, int code, const char *detail)
{
	struct str problem = str_z(detail);
	size_t colon = str_find(problem, STR("problem: "), 0);

	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		if ((int)faults[i].code == code) {
			buf_add(out, str_z(faults[i].sentence));
			if (code == CURLE_PEER_FAILED_VERIFICATION && colon != STR_NOWHERE)
				buf_printf(out, " (%.*s)",
					STR_ARG(str_sub(problem, colon + 9, SIZE_MAX)));
			return;
		}
	buf_add(out, problem.len ? problem : str_z(curl_easy_strerror((CURLcode)code)));
}
