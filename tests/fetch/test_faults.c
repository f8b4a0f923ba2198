/* Addresses, against a server of our own on loopback that answers as badly as servers do: each
 * case ends in the page or in one sentence, with the right exit status, in time. */
#include "config.h"

#include "support/unit.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "fetch/fault_run.h"

static const struct fault faults[] = {
#define FAULT(path, answer, manner, options, status, says, never)                                  \
	{ path, { answer, sizeof(answer) - 1 }, FAULT_##manner, options, status, says, never },
#include "fetch/faults.def"
#undef FAULT
};

enum {
	FAULTS = sizeof(faults) / sizeof(faults[0]),
	AT_ONCE = 8,	   /* programs */
	CASE_SECONDS = 10, /* the most for one case */
};

static int port;
static pid_t server;

/* A failure is one sentence behind the name of the program and the address. */
static bool is_one_sentence(struct str s)
{
	return str_starts(s, STR("postil: http")) && s.len > 0 &&
		str_find_char(s, '\n', 0) == s.len - 1;
}

static bool is_right(const struct fault *f, int status, struct str out)
{
	return status == f->status && str_has(out, str_z(f->says)) &&
		!(f->never && str_has(out, str_z(f->never))) && !fault_has_control(out) &&
		(status != 1 || is_one_sentence(out));
}

/* Waits for one of them; whether it was right. */
static bool collect(struct fault_run *runs)
{
	struct buf out = { .len = 0 };
	int status, i = 0;
	pid_t pid;
	bool ok;

	do {
		pid = waitpid(-1, &status, 0);
		for (i = 0; i < AT_ONCE && runs[i].pid != pid; i++)
			;
	} while (pid > 0 && i == AT_ONCE);
	assert_true(pid > 0);
	status = fault_end(&runs[i], status, &out);
	ok = is_right(&faults[runs[i].which], status, buf_str(&out)) &&
		time(NULL) - runs[i].begun <= CASE_SECONDS;
	if (!ok)
		print_error("%s: status %d after %d s: %.300s\n", faults[runs[i].which].path,
			status, (int)(time(NULL) - runs[i].begun), buf_z(&out));
	buf_free(&out);
	return ok;
}

static void every_fault_ends_in_one_sentence_and_the_right_status(void **state)
{
	struct fault_run runs[AT_ONCE] = { 0 };
	int good = 0, next = 0;

	(void)state;
	for (int done = 0; done < FAULTS; done++) {
		for (int i = 0; i < AT_ONCE && next < FAULTS; i++) {
			char url[128];

			if (runs[i].pid)
				continue;
			snprintf(
				url, sizeof(url), "http://127.0.0.1:%d%s", port, faults[next].path);
			fault_begin(&runs[i], url, faults[next].options, next);
			next++;
		}
		good += collect(runs);
	}
	print_message("# %d of %d faults end as they should\n", good, (int)FAULTS);
	assert_int_equal(good, FAULTS);
}

static void closed_port_is_told(void **state)
{
	(void)state;
	fault_check("http://127.0.0.1:1/", "", 1, "does not accept the connection");
}

static void what_is_no_address_is_told(void **state)
{
	(void)state;
	fault_check("http://", "", 1, "is no address that can be asked for");
	fault_check("http://127.0.0.1/\n", "", 1, "is no address that can be asked for");
	fault_check("http://127.0.0.1/\033[31m", "", 1, "is no address that can be asked for");
	fault_check("http://-x/", "", 1, "is no address that can be asked for");
	fault_check("http://127.0.0.1:99999999/", "", 1, ": ");
}

static void user_and_password_in_an_address_go_nowhere(void **state)
{
	struct buf out = { .len = 0 };
	char url[128];

	(void)state;
	snprintf(url, sizeof(url), "http://user:secret@127.0.0.1:%d/echo#part", port);
	assert_int_equal(fault_run(url, "", &out), 3);
	assert_true(str_has(buf_str(&out), STR("GET /echo HTTP/1.1")));
	assert_false(str_has(buf_str(&out), STR("Authorization")));
	assert_false(str_has(buf_str(&out), STR("secret")));
	buf_free(&out);
}

/* Also a proof that the fetcher may read this file, and without the option does not. */
static void passwords_come_from_netrc_when_asked_for(void **state)
{
	char home[] = "/tmp/postil-test-netrc-XXXXXX", was[256], name[64], url[128];
	struct buf with = { .len = 0 }, hashed = { .len = 0 }, without = { .len = 0 };
	FILE *f;

	(void)state;
	assert_non_null(mkdtemp(home));
	snprintf(name, sizeof(name), "%s/.netrc", home);
	f = fopen(name, "w");
	assert_non_null(f);
	fputs("machine 127.0.0.1 login ada password pw\n", f);
	fclose(f);
	snprintf(was, sizeof(was), "%s", getenv("HOME") ? getenv("HOME") : "");
	setenv("HOME", home, 1);
	snprintf(url, sizeof(url), "http://127.0.0.1:%d/closed-hashed", port);
	assert_int_not_equal(fault_run(url, "--netrc --no-cache", &hashed), 1);
	snprintf(url, sizeof(url), "http://127.0.0.1:%d/closed", port);
	assert_int_not_equal(fault_run(url, "--netrc --no-cache", &with), 1);
	assert_int_equal(fault_run(url, "--no-cache", &without), 1);
	setenv("HOME", was, 1);
	assert_true(str_has(buf_str(&with), STR("Authorization: Basic YWRhOnB3")));
	assert_true(str_has(buf_str(&hashed), STR("Authorization: Digest username=\"ada\"")));
	assert_false(str_has(buf_str(&without), STR("Authorization")));
	buf_free(&hashed);
	buf_free(&with);
	buf_free(&without);
	unlink(name);
	rmdir(home);
}

static void proxy_of_the_environment_is_asked_and_hosts_are_in_ascii(void **state)
{
	struct buf out = { .len = 0 };
	char proxy[64];

	(void)state;
	snprintf(proxy, sizeof(proxy), "http://127.0.0.1:%d", port);
	setenv("http_proxy", proxy, 1);
	unsetenv("no_proxy");
	assert_int_equal(fault_run("http://B\xc3\xbc"
				   "cher.example/echo",
				 "", &out),
		3);
	setenv("no_proxy", "*", 1);
	unsetenv("http_proxy");
	assert_true(str_has(buf_str(&out), STR("Host: xn--bcher-kva.example")));
	buf_free(&out);
}

static void cancelling_ends_the_fetcher_too(void **state)
{
	struct fault_run r;
	struct buf out = { .len = 0 };
	char url[128];
	int status;

	(void)state;
	snprintf(url, sizeof(url), "http://127.0.0.1:%d/silent", port);
	fault_begin(&r, url, "", 0);
	usleep(300000);
	assert_int_equal(kill(r.pid, SIGINT), 0);
	assert_int_equal(waitpid(r.pid, &status, 0), r.pid);
	assert_true(time(NULL) - r.begun <= 3);
	fault_end(&r, status, &out);
	buf_free(&out);
}

/* The youngest process below, the fetcher when one runs; 0 where the kernel does not tell. */
static pid_t last_below(pid_t pid)
{
	char name[64];
	int child = 0, last = 0;

	do {
		FILE *f;

		last = child ? child : (int)pid;
		snprintf(name, sizeof(name), "/proc/%d/task/%d/children", last, last);
		f = fopen(name, "r");
		child = 0;
		if (f && fscanf(f, "%d", &child) != 1)
			child = 0;
		if (f)
			fclose(f);
	} while (child > 0);
	return last == (int)pid ? 0 : last;
}

static void kill_fetcher(const char *path, int status, const char *says)
{
	struct fault_run r;
	struct buf out = { .len = 0 };
	char url[128];
	int ended;
	pid_t fetcher;

	snprintf(url, sizeof(url), "http://127.0.0.1:%d%s", port, path);
	fault_begin(&r, url, "", 0);
	usleep(1000000);
	fetcher = last_below(r.pid);
	if (fetcher > 0)
		kill(fetcher, SIGKILL);
	else
		kill(r.pid, SIGKILL);
	assert_int_equal(waitpid(r.pid, &ended, 0), r.pid);
	ended = fault_end(&r, ended, &out);
	if (fetcher > 0 && (ended != status || !str_has(buf_str(&out), str_z(says))))
		print_error("%s: status %d: %s\n", path, ended, buf_z(&out));
	assert_true(fetcher == 0 || (ended == status && str_has(buf_str(&out), str_z(says))));
	buf_free(&out);
}

static void what_came_before_the_fetcher_was_killed_is_shown(void **state)
{
	(void)state;
	kill_fetcher("/silent-body", 4, "[cut off here]");
	kill_fetcher("/silent", 1, "the program that fetches was killed");
}

/* What the program says about the page, --explain. */
static bool explains(const char *path, const char *options, const char *says)
{
	struct buf out = { .len = 0 };
	char url[128], all[128];
	bool found;

	snprintf(url, sizeof(url), "http://127.0.0.1:%d%s", port, path);
	snprintf(all, sizeof(all), "--explain %s", options);
	fault_run(url, all, &out);
	found = str_has(buf_str(&out), str_z(says));
	buf_free(&out);
	return found;
}

static void copy_of_a_host_that_is_gone_is_mentioned(void)
{
	int at;
	pid_t other = fault_server(faults, FAULTS, TLS_NONE, NULL, &at);
	char url[128];

	assert_true(other > 0);
	snprintf(url, sizeof(url), "http://127.0.0.1:%d/tagged", at);
	fault_check(url, "", 3, "The beginning");
	kill(other, SIGKILL);
	waitpid(other, NULL, 0);
	fault_check(
		url, "", 1, "does not accept the connection; a copy is kept, --offline shows it");
	fault_check(url, "--offline", 3, "The beginning");
}

static void copy_is_used_when_the_host_says_so_or_is_not_asked(void **state)
{
	static char home[] = "/tmp/postil-test-cache-XXXXXX";
	const char *was = getenv("XDG_CACHE_HOME");
	char before[256], command[300];

	(void)state;
	snprintf(before, sizeof(before), "%s", was ? was : "");
	assert_non_null(mkdtemp(home));
	setenv("XDG_CACHE_HOME", home, 1);
	assert_false(explains("/tagged", "", "the copy of"));
	assert_true(explains("/tagged", "", "the copy of"));
	assert_true(explains("/tagged", "", "UTF-8"));
	assert_false(explains("/tagged-gzip", "", "the copy of"));
	assert_true(explains("/tagged-gzip", "", "the copy of"));
	assert_false(explains("/tagged", "--no-cache", "the copy of"));
	assert_true(explains("/tagged", "--offline", "the copy of"));
	assert_true(explains("/tagged#part", "--offline", "the copy of"));
	assert_true(explains("/tagged", "--offline --no-cache", "no copy of it is kept"));
	assert_true(
		explains("/tagged", "--max-redirects=1 --connect-time=1 --max-headers=1", "UTF-8"));
	/* What may not be kept, or is not whole. */
	assert_true(explains("/private", "", "UTF-8"));
	assert_true(explains("/private", "--offline", "no copy of it is kept"));
	assert_true(explains("/short", "", "UTF-8"));
	assert_true(explains("/short", "--offline", "no copy of it is kept"));
	/* Kept without validators: asked for again, and shown when nobody is to be asked. */
	assert_true(explains("/bad-tag", "", "UTF-8"));
	assert_false(explains("/bad-tag", "", "the copy of"));
	assert_true(explains("/bad-tag", "--offline", "the copy of"));
	copy_of_a_host_that_is_gone_is_mentioned();
	snprintf(command, sizeof(command), "rm -rf '%s'", home);
	assert_int_equal(system(command), 0);
	setenv("XDG_CACHE_HOME", before, 1);
}

static int start(void **state)
{
	(void)state;
	setenv("no_proxy", "*", 1);
	server = fault_server(faults, FAULTS, TLS_NONE, NULL, &port);
	return server > 0 ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	kill(server, SIGKILL);
	return waitpid(server, NULL, 0) == server ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_fault_ends_in_one_sentence_and_the_right_status),
		cmocka_unit_test(closed_port_is_told),
		cmocka_unit_test(what_is_no_address_is_told),
		cmocka_unit_test(user_and_password_in_an_address_go_nowhere),
		cmocka_unit_test(passwords_come_from_netrc_when_asked_for),
		cmocka_unit_test(proxy_of_the_environment_is_asked_and_hosts_are_in_ascii),
		cmocka_unit_test(cancelling_ends_the_fetcher_too),
		cmocka_unit_test(what_came_before_the_fetcher_was_killed_is_shown),
		cmocka_unit_test(copy_is_used_when_the_host_says_so_or_is_not_asked),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
