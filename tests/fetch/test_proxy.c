/* Proxies that are not there, refuse, want a password or are none: what they do is not said of the host. */
#include "config.h"

#include "support/unit.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fetch/fault_run.h"

#define REPLY(code) "\x05\x00\x05" code "\x00\x01\x00\x00\x00\x00\x00\x00"
#define ROW(scheme, path, answer, url, says)                                                       \
	{                                                                                          \
		scheme, path, { answer, sizeof(answer) - 1 }, url, says                            \
	}
#define THROUGH(line, says)                                                                        \
	ROW("http", FAULT_PASSAGE,                                                                 \
		"HTTP/1.1 " line "\r\nConnection: close\r\nContent-Length: 0\r\n"                  \
		"Proxy-Authenticate: Basic realm=\"x\"\r\n\r\n",                                   \
		"https://site.example/page", says)
#define SOCKS(answer, says) ROW("socks5h", FAULT_GREETING, answer, "http://site.example/page", says)
#define PLAIN(answer, says) ROW("http", "/page", answer, "http://site.example/page", says)

static const struct {
	const char *scheme, *path;
	struct str answer;
	const char *url, *says;
} proxies[] = {
	THROUGH("407 Who",
		": the proxy asks for a password, which is to stand in its address "
		"(NAME:PASSWORD@HOST) (status 407)"),
	THROUGH("403 No", ": the proxy refuses (status 403)"),
	THROUGH("400 What", ": the proxy refuses (status 400)"),
	THROUGH("502 Oh", ": the proxy cannot reach the host (status 502)"),
	THROUGH("503 \x1b[31mOh", ": the proxy cannot reach the host (status 503)"),
	PLAIN("HTTP/1.1 407 Who\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
		": the proxy asks for a password, which is to stand in its address"),
	SOCKS("\x05\xff", ": the proxy asks for a password"),
	SOCKS("\x05\x02\x01\x01", ": the proxy asks for a password"),
	SOCKS(REPLY("\x01"), ": the proxy cannot reach the host"),
	SOCKS(REPLY("\x02"), ": the proxy refuses"),
	SOCKS(REPLY("\x03"), ": the proxy cannot reach the host"),
	SOCKS(REPLY("\x05"), ": the proxy cannot reach the host"),
	SOCKS("HTTP/1.1 400 What\r\n\r\n", ": what is asked as a proxy is none of this kind"),
	SOCKS("\x05\x00\x05", ": the proxy "),
	SOCKS("", ": the proxy "),
};

static void proxies_that_fail_are_told_from_hosts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(proxies) / sizeof(proxies[0]); i++) {
		const struct fault fault = { proxies[i].path, proxies[i].answer, FAULT_END, "", 1,
			"", NULL };
		char address[64];
		int port;
		pid_t pid = fault_server(&fault, 1, TLS_NONE, NULL, &port);

		assert_true(pid > 0);
		snprintf(address, sizeof(address), "%s://127.0.0.1:%d", proxies[i].scheme, port);
		setenv("all_proxy", address, 1);
		fault_check(proxies[i].url, "--no-cache", 1, proxies[i].says);
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
	}
}

static void proxies_that_are_not_there_are_told_from_hosts(void **state)
{
	(void)state;
	setenv("all_proxy", "http://127.0.0.1:1", 1);
	fault_check("http://127.0.0.1/page", "", 1, ": the proxy does not accept the connection");
	fault_check("https://site.example/page", "", 1, "the proxy does not accept the connection");
	fault_check("http://[::1]:1/page", "", 1, ": the proxy does not accept the connection");
	setenv("all_proxy", "socks5h://127.0.0.1:1", 1);
	fault_check("http://site.example/", "", 1, "the proxy does not accept the connection");
	setenv("all_proxy", "http://proxy.invalid:1", 1);
	fault_check("http://site.example/", "", 1, ": the proxy is not known");
	setenv("no_proxy", "*", 1);
	fault_check("http://127.0.0.1:1/page", "", 1, ": the host does not accept the connection");
	fault_check("http://[::1]:1/page", "", 1, ": the host does not accept the connection");
	unsetenv("no_proxy");
}

static int no_settings(void **state)
{
	static const char *const names[] = { "no_proxy", "NO_PROXY", "http_proxy", "https_proxy",
		"HTTPS_PROXY", "ALL_PROXY" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unsetenv(names[i]);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(proxies_that_fail_are_told_from_hosts),
		cmocka_unit_test(proxies_that_are_not_there_are_told_from_hosts),
	};

	return cmocka_run_group_tests(tests, no_settings, NULL);
}
