/* Hosts that want https: lines that are some, the file of them, and its way through a load. */
#include "config.h"

#include "support/unit.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "load/hosts.h"
#include "source/hosts.h"

static void only_names_of_hosts_are_taken(void **state)
{
	static const char *const none[] = { "", "a.example", "a.example 5", "a.example 5 1 x",
		"a.example x 1", "A.example 5 1", "127.0.0.1 5 1", "[::1] 5 1", ".example 5 1",
		"-a 5 1", "a/b 5 1", "a\x1b 5 1", "caf\xc3\xa9.example 5 1", "a.example 5 x" };
	struct source_host h;

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		if (source_host_read(str_z(none[i]), &h))
			print_error("\"%s\" is taken\n", none[i]);
		assert_false(source_host_read(str_z(none[i]), &h));
	}
	assert_true(source_host_read(STR("xn--caf-dma.example 5 1"), &h));
	assert_str(h.name, "xn--caf-dma.example");
	assert_int_equal(h.expires, 5);
	assert_true(h.below);
	assert_true(source_host_read(STR("a_b.example 0 0"), &h));
	assert_false(h.below);
}

static void a_line_comes_back_as_it_was_written(void **state)
{
	struct source_host h = { STR("a.example"), 1234567890123, true };
	struct buf out = { 0 };

	(void)state;
	source_host_write(&out, &h);
	assert_str(buf_str(&out), "a.example 1234567890123 1\n");
	assert_true(source_host_read(str_trim(buf_str(&out)), &h));
	assert_int_equal(h.expires, 1234567890123);
	buf_free(&out);
}

static void a_file_that_is_too_long_is_none(void **state)
{
	int fd = memfd_create("test", MFD_CLOEXEC);
	struct buf out = { 0 }, long_one = { 0 };

	(void)state;
	assert_true(source_hosts_save(fd, STR("one\ntwo\n")));
	assert_true(source_hosts_load(fd, &out));
	assert_str(buf_str(&out), "one\ntwo\n");
	assert_true(source_hosts_save(fd, STR("x")));
	buf_cut(&out, 0);
	assert_true(source_hosts_load(fd, &out));
	assert_str(buf_str(&out), "x");
	for (int i = 0; i < 2 * HOSTS_BYTES; i++)
		buf_add_char(&long_one, 'x');
	assert_true(source_hosts_save(fd, buf_str(&long_one)));
	buf_cut(&out, 0);
	assert_false(source_hosts_load(fd, &out));
	buf_free(&out);
	buf_free(&long_one);
	close(fd);
}

static void add_host(void *data, const struct store_host *h)
{
	buf_printf(data, "%.*s %lld|", STR_ARG(h->name), (long long)h->expires);
}

static void only_a_sealed_file_changes_what_is_known(void **state)
{
	struct store_options o = { .without = { true, true }, .now = 100 };
	struct store *s = store_new(&o);
	struct store_host known = { STR("a.example"), 500, false };
	struct buf out = { 0 };
	int fd;

	(void)state;
	store_put_hosts(s, &known, 1);
	fd = hosts_lend(s);
	assert_true(fd >= 0);
	assert_true(source_hosts_load(fd, &out));
	assert_str(buf_str(&out), "a.example 500 0\n");
	assert_true(source_hosts_save(fd, STR("a.example 0 0\njunk\nb.example 600 1\n")));
	hosts_take_back(s, fd);
	buf_cut(&out, 0);
	store_hosts(s, add_host, &out);
	assert_str(buf_str(&out), "a.example 500|");
	hosts_seal(dup(fd));
	hosts_take_back(s, fd);
	buf_cut(&out, 0);
	store_hosts(s, add_host, &out);
	assert_str(buf_str(&out), "b.example 600|");
	assert_false(source_hosts_save(fd, STR("c.example 700 0\n")));
	assert_int_equal(hosts_lend(NULL), -1);
	buf_free(&out);
	close(fd);
	store_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_names_of_hosts_are_taken),
		cmocka_unit_test(a_line_comes_back_as_it_was_written),
		cmocka_unit_test(a_file_that_is_too_long_is_none),
		cmocka_unit_test(only_a_sealed_file_changes_what_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
