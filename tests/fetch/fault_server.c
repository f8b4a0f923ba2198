/* fault_server.c: the server, and its certificates. */
#include "config.h"

#include "fetch/fault_peer.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifdef HAVE_SSL
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#endif

enum {
	LIFE = 120, /* seconds of a server */
	FLOOD_LINES = 6000,
};

bool fault_say(const struct fault_peer *p, struct str s)
{
	ssize_t n = 0;

	for (; s.len > 0 && n >= 0; s = str_sub(s, n < 0 ? 0 : (size_t)n, SIZE_MAX)) {
#ifdef HAVE_SSL
		if (p->ssl)
			n = SSL_write(p->ssl, s.at, (int)s.len);
		else
#endif
			n = write(p->fd, s.at, s.len);
		if (n <= 0)
			return false;
	}
	return true;
}

size_t fault_hear(const struct fault_peer *p, char *out, size_t size)
{
	ssize_t n;

#ifdef HAVE_SSL
	if (p->ssl)
		n = SSL_read(p->ssl, out, (int)size);
	else
#endif
		n = read(p->fd, out, size);
	return n > 0 ? (size_t)n : 0;
}

struct str fault_last_line(struct str answer)
{
	size_t at = answer.len > 0 ? answer.len - 1 : 0;

	while (at > 0 && answer.at[at - 1] != '\n')
		at--;
	return str_sub(answer, at, SIZE_MAX);
}

static void wait_ms(long ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&t, NULL);
}

static void drip(const struct fault_peer *p, struct str line)
{
	for (size_t i = 0; fault_say(p, str_sub(line, i % line.len, 1)); i++)
		wait_ms(100);
}

static void bomb(const struct fault_peer *p, struct str answer)
{
	struct buf packed = { .len = 0 };

	fault_packed(answer, &packed);
	fault_say(p, buf_str(&packed));
	buf_free(&packed);
}

static void answer(const struct fault_peer *p, const struct fault *f, struct str request)
{
	struct linger broken = { 1, 0 };

	bool open = f->manner == FAULT_CLOSED && str_has(request, STR("\r\nAuthorization: "));

	if (f->manner == FAULT_TAGGED && str_has(request, STR("\"v1\"\r\n")))
		fault_say(p, STR("HTTP/1.1 304 Same\r\nConnection: close\r\nETag: \"v1\"\r\n\r\n"));
	else if (open)
		fault_say(p, STR("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"));
	else
		fault_say(p, f->answer);
	switch (f->manner) {
	case FAULT_END:
	case FAULT_AWAY:
	case FAULT_JUNK:
	case FAULT_DELUGE:
	case FAULT_HINTS:
	case FAULT_REFUSE:
	case FAULT_TAGGED: break;
	case FAULT_CLOSED:
		if (open)
			fault_say(p, request);
		break;
	case FAULT_AGAIN:
		while (fault_say(p, f->answer))
			;
		break;
	case FAULT_ENDLESS:
		while (fault_say(p, fault_last_line(f->answer)))
			;
		break;
	case FAULT_DRIP: drip(p, fault_last_line(f->answer)); break;
	case FAULT_SILENT: wait_ms(LIFE * 1000L); break;
	case FAULT_RESET:
		wait_ms(100); /* the answer should arrive */
		setsockopt(p->fd, SOL_SOCKET, SO_LINGER, &broken, sizeof(broken));
		_exit(0); /* without the farewell of TLS */
	case FAULT_FLOOD:
		for (int i = 0; i < FLOOD_LINES; i++)
			fault_say(p,
				STR("X-Flood: "
				    "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r"
				    "\n"));
		break;
	case FAULT_BOMB: bomb(p, f->answer); break;
	case FAULT_ECHO: fault_say(p, request); break;
	}
}

/* A path of the table that ends in "*" stands for all that begin so. */
static bool is_path(struct str asked, struct str path)
{
	return str_ends(path, STR("*")) ? str_starts(asked, str_sub(path, 0, path.len - 1))
					: str_eq(asked, path);
}

/* The path of a request line, without what stands before it in a request to a proxy. */
static struct str path_of(struct str request)
{
	size_t blank = str_find_char(request, ' ', 0), from = blank + 1;

	if (blank == STR_NOWHERE)
		return STR_NONE;
	if (str_starts(str_sub(request, from, SIZE_MAX), STR("http://")))
		from = str_find_char(request, '/', from + 7);
	return str_sub(request, from, str_find_char(request, ' ', from) - from);
}

const struct fault *fault_find(const struct fault *faults, size_t count, struct str path)
{
	for (size_t i = 0; i < count; i++)
		if (is_path(path, str_z(faults[i].path)))
			return &faults[i];
	return NULL;
}

static void serve(const struct fault_peer *p, const struct fault *faults, size_t count)
{
	const struct fault *fault;
	char request[8192];
	size_t len = 0, n;

	do {
		n = fault_hear(p, request + len, sizeof(request) - len);
		len += n;
	} while (n > 0 && len < sizeof(request) && strchr("GC", request[0]) &&
		!str_has((struct str){ request, len }, STR("\r\n\r\n")));
	/* What begins with anything else is a greeting. */
	if (len > 0 && request[0] == 'C')
		fault = fault_find(faults, count, STR(FAULT_PASSAGE));
	else if (len > 0 && request[0] != 'G')
		fault = fault_find(faults, count, STR(FAULT_GREETING));
	else
		fault = fault_find(faults, count, path_of((struct str){ request, len }));
	if (!fault && len > 0 && request[0] != 'G')
		fault_say(p, STR("HTTP/1.1 400 No\r\nConnection: close\r\n\r\n"));
	if (fault)
		answer(p, fault, (struct str){ request, len });
}

/* ---- TLS ---- */

#ifdef HAVE_SSL
static EVP_PKEY *new_key(void)
{
	return EVP_EC_gen("P-256");
}

static void extend(X509 *to, X509 *by, int what, const char *value)
{
	X509V3_CTX context;
	X509_EXTENSION *x;

	X509V3_set_ctx(&context, by, to, NULL, NULL, 0);
	x = X509V3_EXT_conf_nid(NULL, &context, what, value);
	X509_add_ext(to, x, -1);
	X509_EXTENSION_free(x);
}

/* A certificate of `key` for the name, by the authority (NULL: by itself); `until` in seconds from
 * now. */
static X509 *new_certificate(
	EVP_PKEY *key, const char *name, X509 *by, EVP_PKEY *by_key, bool authority, long until)
{
	X509 *c = X509_new();
	X509_NAME *n = X509_get_subject_name(c);

	X509_set_version(c, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(c), authority ? 1 : 2);
	X509_gmtime_adj(X509_getm_notBefore(c), -2 * 365 * 86400L);
	X509_gmtime_adj(X509_getm_notAfter(c), until);
	X509_NAME_add_entry_by_txt(n, "CN", MBSTRING_ASC,
		(const unsigned char *)(authority ? "the test's authority" : "a host"), -1, -1, 0);
	X509_set_issuer_name(c, by ? X509_get_subject_name(by) : n);
	X509_set_pubkey(c, key);
	extend(c, by ? by : c, NID_basic_constraints,
		authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
	if (name)
		extend(c, by ? by : c, NID_subject_alt_name, name);
	X509_sign(c, by_key ? by_key : key, EVP_sha256());
	return c;
}

/* HTTP/2, when it is offered. */
static int choose(SSL *ssl, const unsigned char **out, unsigned char *len,
	const unsigned char *offered, unsigned int offered_len, void *data)
{
	(void)ssl;
	(void)data;
	for (unsigned int i = 0; i + 2 < offered_len; i += offered[i] + 1U)
		if (offered[i] == 2 && memcmp(offered + i + 1, "h2", 2) == 0) {
			*out = offered + i + 1;
			*len = 2;
			return SSL_TLSEXT_ERR_OK;
		}
	return SSL_TLSEXT_ERR_NOACK;
}

static SSL_CTX *new_context(enum fault_tls tls, const char *authority)
{
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());
	EVP_PKEY *root_key = new_key(), *key = new_key();
	X509 *root = new_certificate(root_key, NULL, NULL, NULL, true, 86400),
	     *c = new_certificate(key,
		     tls == TLS_OTHER ? "DNS:other.example" : "IP:127.0.0.1,DNS:localhost",
		     tls == TLS_SELF ? NULL : root, tls == TLS_SELF ? NULL : root_key, false,
		     tls == TLS_EXPIRED ? -365 * 86400L : 86400);
	FILE *f = fopen(authority, "w");

	if (f) {
		PEM_write_X509(f, root);
		fclose(f);
	}
	if (tls == TLS_HTTP2)
		SSL_CTX_set_alpn_select_cb(context, choose, NULL);
	SSL_CTX_use_certificate(context, c);
	SSL_CTX_use_PrivateKey(context, key);
	X509_free(c);
	X509_free(root);
	EVP_PKEY_free(key);
	EVP_PKEY_free(root_key);
	return context;
}

static bool is_http2(const struct fault_peer *p)
{
	const unsigned char *name = NULL;
	unsigned int len = 0;

	if (p->ssl)
		SSL_get0_alpn_selected(p->ssl, &name, &len);
	return len == 2;
}

static bool greet(struct fault_peer *p, SSL_CTX *context)
{
	if (!context)
		return true;
	p->ssl = SSL_new(context);
	SSL_set_fd(p->ssl, p->fd);
	return SSL_accept(p->ssl) == 1;
}
#else
static SSL_CTX *new_context(enum fault_tls tls, const char *authority)
{
	(void)tls;
	(void)authority;
	return NULL;
}

static bool is_http2(const struct fault_peer *p)
{
	(void)p;
	return false;
}

static bool greet(struct fault_peer *p, SSL_CTX *context)
{
	(void)p;
	(void)context;
	return true;
}
#endif

/* ---- connections ---- */

static void one_peer(int fd, const struct fault *faults, size_t count, SSL_CTX *context)
{
	struct fault_peer p = { .fd = fd };

	signal(SIGPIPE, SIG_IGN);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	alarm(LIFE);
	if (!greet(&p, context))
		_exit(1);
	if (is_http2(&p))
		fault_http2(&p, faults, count);
	else
		serve(&p, faults, count);
#ifdef HAVE_SSL
	if (p.ssl)
		SSL_shutdown(p.ssl);
#endif
	close(fd);
	_exit(0);
}

static void run(int fd, const struct fault *faults, size_t count, SSL_CTX *context)
{
	signal(SIGCHLD, SIG_IGN);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	alarm(LIFE);
	for (;;) {
		int peer = accept(fd, NULL, NULL);

		if (peer >= 0 && fork() == 0)
			one_peer(peer, faults, count, context);
		close(peer);
	}
}

pid_t fault_server(const struct fault *faults, size_t count, enum fault_tls tls,
	const char *authority, int *port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	SSL_CTX *context = tls == TLS_NONE ? NULL : new_context(tls, authority);
	pid_t pid;

	if (bind(fd, (struct sockaddr *)&at, sizeof(at)) != 0 || listen(fd, 64) != 0)
		return -1;
	getsockname(fd, (struct sockaddr *)&at, &len);
	*port = ntohs(at.sin_port);
	pid = fork();
	if (pid == 0)
		run(fd, faults, count, context);
	close(fd);
#ifdef HAVE_SSL
	SSL_CTX_free(context);
#endif
	return pid;
}
