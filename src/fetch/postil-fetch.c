/* postil-fetch.c: a program of its own that reads one http or https address, so that libcurl is
 * neither loaded for files nor anywhere near a parser.
 *
 *     postil-fetch MAX ADDRESS
 *
 * Writes to standard output lines "url ...", "type ...", "charset ...", "length ...", an empty
 * line, and the body, decoded, of at most MAX bytes. Exits 0 when that is all; 4 when the body was
 * cut off; 1 when there is none. For 1 and 4 one sentence without the address goes to standard
 * error. */
#include "config.h"

#include "base/buf.h"
#include "base/err.h"

#include <curl/curl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	HEADERS_MAX = 256 * 1024, /* bytes, of all answers together */
	REDIRECTS_MAX = 10,
	CONNECT_MAX = 10, /* seconds */
	SLOW_BYTES = 100,
	SLOW_TIME = 15, /* slower than so many bytes a second for so long */
	WHOLE_MAX = 60, /* seconds */
};

struct transfer {
	CURL *curl;
	uint64_t max, body; /* bytes: ceiling, so far */
	size_t headers;
	bool begun;	  /* the header block is written */
	bool over, flood; /* a ceiling was reached */
	bool lost;	  /* nobody reads what is written */
	char retry[64];	  /* Retry-After */
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
	if (charset.len > 0 && charset.at[0] == '"')
		charset = str_sub(charset, 1, SIZE_MAX);
	for (at = 0; at < charset.len && charset.at[at] != '"' && charset.at[at] != ';';)
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
	buf_add_char(&out, '\n');
	ok = put(t, out.at, out.len);
	buf_free(&out);
	return ok;
}

static long answer(struct transfer *t)
{
	long status = 0;

	curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &status);
	return status;
}

static size_t on_body(char *at, size_t size, size_t count, void *data)
{
	struct transfer *t = data;
	size_t len = size * count, room;

	if (answer(t) != 200 && answer(t) != 203)
		return len; /* an error page is not what was asked for */
	room = t->max - t->body > len ? len : (size_t)(t->max - t->body);
	if ((!t->begun && !begin(t)) || !put(t, at, room))
		return 0;
	t->body += room;
	t->over = room < len;
	return room;
}

static size_t on_header(char *at, size_t size, size_t count, void *data)
{
	struct transfer *t = data;
	struct str line = { at, size * count }, value;

	t->headers += line.len;
	t->flood = t->headers > HEADERS_MAX;
	if (str_starts_case(line, STR("retry-after:"))) {
		value = str_trim(str_sub(line, 12, SIZE_MAX));
		snprintf(t->retry, sizeof(t->retry), "%.*s",
			STR_ARG(str_sub(value, 0, sizeof(t->retry) - 1)));
	}
	return t->flood ? 0 : line.len;
}

static const struct {
	CURLcode code;
	const char *sentence;
} sentences[] = {
	{ CURLE_UNSUPPORTED_PROTOCOL, "is or leads to an address that is neither http nor https" },
	{ CURLE_URL_MALFORMAT, "is no valid address" },
	{ CURLE_COULDNT_RESOLVE_HOST, "the host is not known" },
	{ CURLE_COULDNT_RESOLVE_PROXY, "the proxy is not known" },
	{ CURLE_COULDNT_CONNECT, "the host does not accept the connection" },
	{ CURLE_OPERATION_TIMEDOUT, "the host took too long" },
	{ CURLE_TOO_MANY_REDIRECTS, "is redirected more than 10 times" },
	{ CURLE_PEER_FAILED_VERIFICATION, "the certificate of the host is not to be trusted" },
	{ CURLE_SSL_CONNECT_ERROR, "no secure connection could be made" },
	{ CURLE_PARTIAL_FILE, "the connection broke off" },
	{ CURLE_RECV_ERROR, "the connection broke off" },
	{ CURLE_GOT_NOTHING, "the host said nothing" },
	{ CURLE_BAD_CONTENT_ENCODING, "the compressed answer is damaged" },
	{ CURLE_WEIRD_SERVER_REPLY, "the host does not speak HTTP" },
};

static const char *sentence(const struct transfer *t, CURLcode code)
{
	if (t->flood)
		return "the header of the answer is too large";
	if (t->over)
		return "is larger than the limit";
	for (size_t i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++)
		if (sentences[i].code == code)
			return sentences[i].sentence;
	return curl_easy_strerror(code);
}

static void configure(struct transfer *t, const char *url)
{
	CURL *c = t->curl;

	curl_easy_setopt(c, CURLOPT_URL, url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(c, CURLOPT_MAXREDIRS, (long)REDIRECTS_MAX);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_MAX);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, (long)SLOW_TIME);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)WHOLE_MAX);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_HTTP09_ALLOWED, 0L);
	curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "");
	curl_easy_setopt(c, CURLOPT_COOKIEFILE, "");
	curl_easy_setopt(c, CURLOPT_USERAGENT, "postil/" PACKAGE_VERSION);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, t);
}

/* "de_CH.UTF-8" as "Accept-Language: de-CH,de;q=0.9,en;q=0.5". */
static struct curl_slist *languages(void)
{
	const char *name = setlocale(LC_MESSAGES, NULL);
	char line[64] = "Accept-Language: en";

	if (name && ascii_alpha(name[0]) && ascii_alpha(name[1]) && name[2] == '_' &&
		ascii_alpha(name[3]) && ascii_alpha(name[4]))
		snprintf(line, sizeof(line), "Accept-Language: %.2s-%.2s,%.2s;q=0.9,en;q=0.5", name,
			name + 3, name);
	return curl_slist_append(NULL, line);
}

static enum status finish(struct transfer *t, CURLcode code)
{
	long status = answer(t);

	if (code == CURLE_OK && status != 200 && status != 203) {
		fprintf(stderr, "the host answers with status %ld%s%s", status,
			t->retry[0] ? ", try again after " : "", t->retry);
		return STATUS_NOT_READ;
	}
	if (code == CURLE_OK) {
		if (!t->begun)
			begin(t);
		return STATUS_DONE;
	}
	fputs(sentence(t, code), stderr);
	return t->body > 0 ? STATUS_PARTIAL : STATUS_NOT_READ;
}

int main(int argc, char **argv)
{
	struct transfer t = { .max = 16 * 1024 * 1024 };
	struct curl_slist *headers;
	enum status status;
	int64_t max;

	setlocale(LC_ALL, "");
	if (argc != 3 || !str_number(str_z(argv[1]), 1, INT64_MAX, &max)) {
		fputs("usage: postil-fetch MAX ADDRESS", stderr);
		return STATUS_USAGE;
	}
	t.max = (uint64_t)max;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != 0 || !(t.curl = curl_easy_init())) {
		fputs("libcurl cannot be started", stderr);
		return STATUS_NOT_READ;
	}
	configure(&t, argv[2]);
	headers = languages();
	curl_easy_setopt(t.curl, CURLOPT_HTTPHEADER, headers);
	status = finish(&t, curl_easy_perform(t.curl));
	curl_slist_free_all(headers);
	curl_easy_cleanup(t.curl);
	curl_global_cleanup();
	return (int)status;
}
