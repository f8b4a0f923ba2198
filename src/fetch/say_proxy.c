/* say_proxy.c: the sentences of proxies. */
#include "config.h"

#include "fetch/say_proxy.h"

#include "fetch/say.h"

/* What proxies of SOCKS answer; of the others it refuses. */
static const struct {
	CURLproxycode code;
	const char *sentence;
} answers[] = {
	{ CURLPX_BAD_VERSION, "what is asked as a proxy is none of this kind" },
	{ CURLPX_NO_AUTH, SAY_PROXY_PASSWORD },
	{ CURLPX_USER_REJECTED, SAY_PROXY_PASSWORD },
	{ CURLPX_CLOSED, "the proxy broke the connection off" },
	{ CURLPX_REPLY_CONNECTION_REFUSED, "the proxy cannot reach the host" },
	{ CURLPX_REPLY_GENERAL_SERVER_FAILURE, "the proxy cannot reach the host" },
	{ CURLPX_REPLY_HOST_UNREACHABLE, "the proxy cannot reach the host" },
	{ CURLPX_REPLY_NETWORK_UNREACHABLE, "the proxy cannot reach the host" },
	{ CURLPX_REPLY_TTL_EXPIRED, "the proxy cannot reach the host" },
	{ CURLPX_RESOLVE_HOST, "the host is not known" },
};

static void say_answer(struct buf *out, CURL *curl)
{
	const char *sentence = "the proxy refuses";
	long answer = CURLPX_OK;

	curl_easy_getinfo(curl, CURLINFO_PROXY_ERROR, &answer);
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
		if ((long)answers[i].code == answer)
			sentence = answers[i].sentence;
	buf_add(out, str_z(sentence));
}

/* How a proxy of HTTP answered the wish to be led through to the host. */
static void say_passage(struct buf *out, long status)
{
	buf_printf(out, "%s (status %ld)",
		status == 407		? SAY_PROXY_PASSWORD
			: status >= 500 ? "the proxy cannot reach the host"
					: "the proxy refuses",
		status);
}

/* libcurl names whom it could not connect to: with a proxy that is another than the host. */
static bool is_host(CURL *curl, const char *detail)
{
	CURLU *url = curl_url();
	char *effective = NULL, *host = NULL, *port = NULL;
	struct buf named = { .len = 0 };
	bool is = true;

	curl_easy_getinfo(curl, CURLINFO_EFFECTIVE_URL, &effective);
	if (url && curl_url_set(url, CURLUPART_URL, effective, CURLU_GUESS_SCHEME) == CURLUE_OK &&
		curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
		curl_url_get(url, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) == CURLUE_OK) {
		struct str name = str_z(host);

		if (str_starts(name, STR("[")))
			name = str_sub(name, 1, name.len - 2);
		buf_printf(&named, "to %.*s port %s ", STR_ARG(name), port);
		is = str_has_case(str_z(detail), buf_str(&named));
	}
	curl_free(host);
	curl_free(port);
	curl_url_cleanup(url);
	buf_free(&named);
	return is;
}

bool say_proxy(struct buf *out, CURL *curl, CURLcode code, const char *detail)
{
	long passage = 0;

	curl_easy_getinfo(curl, CURLINFO_HTTP_CONNECTCODE, &passage);
	if (code == CURLE_PROXY)
		say_answer(out, curl);
	else if (passage != 0 && passage / 100 != 2)
		say_passage(out, passage);
	else if (code == CURLE_COULDNT_CONNECT && !is_host(curl, detail))
		buf_add(out, STR("the proxy does not accept the connection"));
	else
		return false;
	return true;
}
