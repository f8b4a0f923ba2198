/* Copies of pages and visits: what is kept, what comes back, and what happens when the files are
 * damaged, foreign or not to be had. */
#include "config.h"

#include "support/unit.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "document/build.h"
#include "store/store.h"

static char home[] = "/tmp/postil-test-XXXXXX";

static const char *path(const char *name)
{
	static char at[256];

	snprintf(at, sizeof(at), "%s/%s", home, name);
	return at;
}

static struct store *open_at(int64_t now, uint64_t cache_max)
{
	struct store_options o = { .cache_max = cache_max, .now = now };

	return store_new(&o);
}

static int file_of(const char *text)
{
	int fd = memfd_create("test", MFD_CLOEXEC);

	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	return fd;
}

static void keep(struct store *s, const char *address, const char *text)
{
	int fd = file_of(text);

	store_keep(s, str_z(address), fd);
	close(fd);
}

/* The copy, "" when there is none. */
static const char *copy(struct store *s, const char *address)
{
	static char text[4096];
	int fd = memfd_create("test", MFD_CLOEXEC);
	ssize_t n = 0;

	if (store_copy(s, str_z(address), fd))
		n = pread(fd, text, sizeof(text) - 1, 0);
	text[n > 0 ? n : 0] = '\0';
	close(fd);
	return text;
}

static void spoil(const char *name, const char *text)
{
	FILE *f = fopen(path(name), "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static bool is_there(const char *name)
{
	struct stat st;

	return lstat(path(name), &st) == 0;
}

static void clear_home(void)
{
	char command[300];

	snprintf(command, sizeof(command), "rm -rf '%s'; mkdir '%s'", home, home);
	assert_int_equal(system(command), 0);
}

/* ---- copies ---- */

static void copy_comes_back_in_another_run(void **state)
{
	struct store *s = open_at(100, 1000);

	(void)state;
	clear_home();
	assert_string_equal(copy(s, "http://a/"), "");
	keep(s, "http://a/", "one");
	keep(s, "http://b/", "two");
	store_free(s);
	s = open_at(200, 1000);
	assert_string_equal(copy(s, "http://a/"), "one");
	keep(s, "http://a/", "another");
	assert_string_equal(copy(s, "http://a/"), "another");
	assert_string_equal(copy(s, "http://b/"), "two");
	assert_int_equal(store_trouble(s).len, 0);
	store_free(s);
}

static void copy_not_used_longest_goes_first(void **state)
{
	struct store *s = open_at(100, 10);

	(void)state;
	clear_home();
	keep(s, "http://a/", "aaaa");
	store_free(s);
	s = open_at(200, 10);
	keep(s, "http://b/", "bbbb");
	store_free(s);
	s = open_at(300, 10);
	assert_string_equal(copy(s, "http://a/"), "aaaa");
	keep(s, "http://c/", "cccc");
	assert_string_equal(copy(s, "http://b/"), "");
	assert_string_equal(copy(s, "http://a/"), "aaaa");
	assert_string_equal(copy(s, "http://c/"), "cccc");
	keep(s, "http://d/", "too much for the cache");
	assert_string_equal(copy(s, "http://d/"), "");
	assert_string_equal(copy(s, "http://c/"), "cccc");
	store_free(s);
}

static void folders_and_files_are_private_whatever_the_umask(void **state)
{
	struct store *s;
	struct stat st;
	mode_t was = umask(0);
	static const struct {
		const char *name;
		mode_t mode;
	} all[] = {
		{ "cache", 0700 },
		{ "cache/postil", 0700 },
		{ "cache/postil/pages.db", 0600 },
		{ "cache/postil/pages.db-wal", 0600 },
		{ "cache/postil/pages.db-shm", 0600 },
	};

	(void)state;
	clear_home();
	s = open_at(100, 1000);
	keep(s, "http://a/", "one");
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		assert_int_equal(stat(path(all[i].name), &st), 0);
		assert_int_equal(st.st_mode & 07777, all[i].mode);
	}
	store_free(s);
	chmod(path("cache/postil"), 0755);
	chmod(path("cache/postil/pages.db"), 0644);
	s = open_at(100, 1000);
	assert_string_equal(copy(s, "http://a/"), "one");
	stat(path("cache/postil"), &st);
	assert_int_equal(st.st_mode & 07777, 0700);
	stat(path("cache/postil/pages.db"), &st);
	assert_int_equal(st.st_mode & 07777, 0600);
	store_free(s);
	umask(was);
}

static void damaged_file_is_put_aside(void **state)
{
	struct store *s = open_at(100, 1000);

	(void)state;
	clear_home();
	keep(s, "http://a/", "one");
	store_free(s);
	spoil("cache/postil/pages.db",
		"This is no database, and it is long enough to be looked at as one.");
	s = open_at(100, 1000);
	assert_string_equal(copy(s, "http://a/"), "");
	assert_true(str_has(store_trouble(s), STR("was damaged; it was put aside")));
	assert_int_equal(store_trouble(s).len, 0);
	assert_true(is_there("cache/postil/pages.db.damaged"));
	keep(s, "http://a/", "two");
	assert_string_equal(copy(s, "http://a/"), "two");
	store_free(s);
}

static void damage_within_is_told_once_and_nothing_stops(void **state)
{
	struct store *s = open_at(100, 1000000);
	char text[40000];
	int fd;

	(void)state;
	clear_home();
	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	keep(s, "http://a/", text);
	store_free(s);
	fd = open(path("cache/postil/pages.db"), O_WRONLY);
	memset(text, 0xA5, sizeof(text));
	assert_true(pwrite(fd, text, 20000, 4096) == 20000);
	close(fd);
	s = open_at(100, 1000000);
	copy(s, "http://a/");
	keep(s, "http://a/", "two");
	assert_true(store_trouble(s).len > 0);
	assert_int_equal(store_trouble(s).len, 0);
	keep(s, "http://a/", "two");
	store_free(s);
	s = open_at(100, 1000000);
	keep(s, "http://a/", "three");
	assert_string_equal(copy(s, "http://a/"), "three");
	store_free(s);
}

static void file_of_a_newer_program_is_left_alone(void **state)
{
	struct store *s = open_at(100, 1000);
	sqlite3 *db;

	(void)state;
	clear_home();
	keep(s, "http://a/", "one");
	store_free(s);
	assert_int_equal(sqlite3_open(path("cache/postil/pages.db"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	s = open_at(100, 1000);
	assert_string_equal(copy(s, "http://a/"), "");
	assert_true(str_has(store_trouble(s), STR("is of a newer postil")));
	assert_false(is_there("cache/postil/pages.db.damaged"));
	store_free(s);
}

static void link_in_the_place_of_the_file_is_not_followed(void **state)
{
	struct store *s;
	struct stat st;

	(void)state;
	clear_home();
	mkdir(path("cache"), 0700);
	mkdir(path("cache/postil"), 0700);
	spoil("precious", "");
	assert_int_equal(symlink("../../precious", path("cache/postil/pages.db")), 0);
	s = open_at(100, 1000);
	keep(s, "http://a/", "one");
	assert_true(store_trouble(s).len > 0);
	assert_int_equal(stat(path("precious"), &st), 0);
	assert_int_equal(st.st_size, 0);
	store_free(s);
}

static void without_a_place_nothing_is_kept(void **state)
{
	struct store_options none = { .without = { true, true }, .cache_max = 1000 };
	struct store *s;

	(void)state;
	clear_home();
	s = store_new(&none);
	keep(s, "http://a/", "one");
	assert_string_equal(copy(s, "http://a/"), "");
	store_free(s);
	assert_false(is_there("cache"));
	spoil("cache", "a file where the folder should be");
	s = open_at(100, 1000);
	keep(s, "http://a/", "one");
	assert_true(store_trouble(s).len > 0);
	store_free(s);
	unsetenv("XDG_CACHE_HOME");
	unsetenv("HOME");
	s = open_at(100, 1000);
	keep(s, "http://a/", "one");
	assert_int_equal(store_trouble(s).len, 0);
	store_free(s);
	setenv("XDG_CACHE_HOME", path("cache"), 1);
}

static void many_programs_at_once_lose_nothing(void **state)
{
	enum { PROGRAMS = 12, PAGES = 5 };
	struct store *s;
	char address[40];

	(void)state;
	clear_home();
	for (int p = 0; p < PROGRAMS; p++)
		if (fork() == 0) {
			s = open_at(100 + p, 1000000);
			for (int i = 0; i < PAGES; i++) {
				snprintf(address, sizeof(address), "http://host%d/%d", p, i);
				keep(s, address, address);
			}
			_exit(store_trouble(s).len > 0);
		}
	for (int p = 0; p < PROGRAMS; p++) {
		int status = -1;

		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	s = open_at(200, 1000000);
	for (int p = 0; p < PROGRAMS; p++)
		for (int i = 0; i < PAGES; i++) {
			snprintf(address, sizeof(address), "http://host%d/%d", p, i);
			assert_string_equal(copy(s, address), address);
		}
	store_free(s);
}

/* ---- visits ---- */

struct made {
	struct buf image;
	struct document d;
};

/* A page with one paragraph a letter of `blocks`, and comments "id:text" separated by blanks; an
 * id of "-" is none. */
static void make(struct made *m, const char *blocks, const char *comments)
{
	struct builder *b = builder_new(0);
	struct str rest = str_z(comments), one;
	struct err e;

	*m = (struct made){ 0 };
	builder_field(b, FIELD_TITLE, STR("A page"), "test");
	builder_article_begin(b);
	for (const char *c = blocks; *c; c++) {
		builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
		builder_text(b, (struct str){ c, 1 });
		builder_block_end(b);
	}
	builder_article_end(b);
	builder_discussion(b, SOURCE_PAGE, "test");
	while (str_word(&rest, &one)) {
		size_t colon = str_find_char(one, ':', 0);
		struct ref id = builder_line(b, str_sub(one, 0, colon)),
			   author = builder_line(b, STR("Ada"));
		struct doc_comment *c = builder_comment(b, DOC_NONE, EDGE_NONE);

		if (one.at[0] != '-')
			c->id = id;
		c->author = author;
		builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
		builder_text(b, str_sub(one, colon + 1, SIZE_MAX));
		builder_block_end(b);
		builder_comment_end(b);
	}
	builder_discussion_end(b);
	assert_true(builder_seal(b, &m->image, &e));
	builder_free(b);
	assert_true(document_open(&m->d, m->image.at, m->image.len, &e));
}

/* Visits the page; what was known of each comment goes to `known`, a letter each. */
static bool visit(int64_t now, const char *comments, char *known)
{
	struct store *s = open_at(now, 0);
	struct visit v;
	struct made m;
	bool found;

	make(&m, "xyz", comments);
	found = store_recall(s, STR("http://a/"), &m.d, &v);
	for (uint32_t i = 0; i < m.d.comments; i++)
		known[i] = "nkc"[v.comment[i]];
	known[m.d.comments] = '\0';
	store_remember(s, STR("http://a/"), &m.d, &v);
	assert_int_equal(store_trouble(s).len, 0);
	visit_free(&v);
	buf_free(&m.image);
	store_free(s);
	return found;
}

static void comments_are_known_again_by_their_ids(void **state)
{
	char known[16];

	(void)state;
	clear_home();
	assert_false(visit(100, "a1:one a2:two", known));
	assert_string_equal(known, "nn");
	assert_true(visit(200, "a3:three a1:one a2:edited a4:four", known));
	assert_string_equal(known, "nkcn");
	assert_true(visit(300, "a4:four a2:edited", known));
	assert_string_equal(known, "kk");
	/* One that was gone for a while is not new when it is back. */
	assert_true(visit(400, "a1:one a4:four", known));
	assert_string_equal(known, "kk");
}

static void comments_without_ids_are_known_by_what_they_say(void **state)
{
	char known[16];

	(void)state;
	clear_home();
	assert_false(visit(100, "-:one -:two", known));
	assert_true(visit(200, "-:three -:one -:two", known));
	assert_string_equal(known, "nkk");
}

static void place_and_folds_come_back(void **state)
{
	struct store *s = open_at(100, 0);
	struct visit v;
	struct made m;

	(void)state;
	clear_home();
	make(&m, "xyz", "a1:one a2:two a3:three");
	assert_false(store_recall(s, STR("http://a/"), &m.d, &v));
	assert_int_equal(v.focus[0], DOC_NONE);
	assert_int_equal(v.focus[1], DOC_NONE);
	v.focus[0] = m.d.head->blocks.first + 1;
	v.focus[1] = 2;
	v.folded[1] = true;
	v.talk = true;
	store_remember(s, STR("http://a/"), &m.d, &v);
	visit_free(&v);
	buf_free(&m.image);
	/* A paragraph and a comment more before them. */
	make(&m, "wxyz", "a0:none a1:one a2:two a3:three");
	assert_true(store_recall(s, STR("http://a/"), &m.d, &v));
	assert_int_equal(v.when, 100);
	assert_int_equal(v.focus[0], m.d.head->blocks.first + 2);
	assert_int_equal(v.focus[1], 3);
	assert_true(v.folded[2]);
	assert_false(v.folded[1]);
	assert_true(v.talk);
	visit_free(&v);
	assert_false(store_recall(s, STR("http://b/"), &m.d, &v));
	visit_free(&v);
	buf_free(&m.image);
	store_free(s);
}

static void pages_not_visited_longest_are_forgotten(void **state)
{
	sqlite3 *db;
	sqlite3_stmt *q;
	char known[16];

	(void)state;
	clear_home();
	assert_false(visit(100, "a1:one", known));
	assert_int_equal(sqlite3_open(path("state/postil/state.db"), &db), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(db,
			"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
			" WHERE i < 10005) INSERT INTO page (address, title, first, last,"
			" visits, talk) SELECT 'http://b/' || i, '', 200, 200 + i, 1, 0 FROM n",
			NULL, NULL, NULL),
		SQLITE_OK);
	assert_true(visit(20000, "a1:one", known));
	assert_int_equal(
		sqlite3_prepare_v2(db, "SELECT COUNT(*), MIN(last) FROM page", -1, &q, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	assert_int_equal(sqlite3_column_int(q, 0), 10000);
	assert_int_equal(sqlite3_column_int(q, 1), 207);
	sqlite3_finalize(q);
	sqlite3_close(db);
}

static void state_that_cannot_be_had_is_no_visit(void **state)
{
	struct store *s;
	struct visit v;
	struct made m;

	(void)state;
	clear_home();
	spoil("state", "a file where the folder should be");
	s = open_at(100, 0);
	make(&m, "x", "a1:one");
	assert_false(store_recall(s, STR("http://a/"), &m.d, &v));
	assert_int_equal(v.comment[0], VISIT_NEW);
	store_remember(s, STR("http://a/"), &m.d, &v);
	visit_free(&v);
	assert_true(store_trouble(s).len > 0);
	/* But to the end of the run it is remembered. */
	assert_true(store_recall(s, STR("http://a/"), &m.d, &v));
	assert_int_equal(v.comment[0], VISIT_KNOWN);
	visit_free(&v);
	store_free(s);
	assert_false(store_recall(NULL, STR("http://a/"), &m.d, &v));
	store_remember(NULL, STR("http://a/"), &m.d, &v);
	visit_free(&v);
	buf_free(&m.image);
}

static int start(void **state)
{
	char at[64];

	(void)state;
	if (!mkdtemp(home))
		return -1;
	snprintf(at, sizeof(at), "%s/cache", home);
	setenv("XDG_CACHE_HOME", at, 1);
	snprintf(at, sizeof(at), "%s/state", home);
	setenv("XDG_STATE_HOME", at, 1);
	return 0;
}

static int stop(void **state)
{
	char command[300];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", home);
	return system(command);
}

/* ---- hosts that want https ---- */

static void add_host(void *data, const struct store_host *h)
{
	buf_printf(data, "%.*s %lld %d|", STR_ARG(h->name), (long long)h->expires, h->below);
}

static void assert_hosts(struct store *s, const char *wanted)
{
	struct buf out = { 0 };

	store_hosts(s, add_host, &out);
	assert_str(buf_str(&out), wanted);
	buf_free(&out);
}

static void hosts_come_back_until_they_expire(void **state)
{
	static const struct store_host some[] = { { { "a.example", 9 }, 500, false },
		{ { "b.example", 9 }, 300, true }, { { "c.example", 9 }, 50, true } };
	static const struct store_host other = { { "a.example", 9 }, 0, false };
	struct store *s = open_at(100, 1000);

	(void)state;
	clear_home();
	store_put_hosts(s, some, 3);
	assert_hosts(s, "a.example 500 0|b.example 300 1|");
	store_free(s);
	s = open_at(400, 1000);
	assert_hosts(s, "a.example 500 0|");
	store_put_hosts(s, &other, 1);
	assert_hosts(s, "");
	assert_int_equal(store_trouble(s).len, 0);
	store_free(s);
}

static void hosts_are_believed_for_two_years_and_not_without_number(void **state)
{
	struct store_host one = { STR("a.example"), INT64_MAX, false };
	struct store *s = open_at(0, 1000);
	struct buf out = { 0 };
	char name[24];

	(void)state;
	clear_home();
	store_put_hosts(s, &one, 1);
	assert_hosts(s, "a.example 63244800 0|");
	for (int i = 0; i < 2100; i++) {
		snprintf(name, sizeof(name), "n%d.example", i);
		one = (struct store_host){ str_z(name), 1000 + i, false };
		store_put_hosts(s, &one, 1);
	}
	assert_int_equal(store_hosts(s, add_host, &out), 2000);
	assert_true(str_starts(buf_str(&out), STR("a.example")));
	buf_free(&out);
	store_free(s);
}

static void a_record_from_before_there_were_hosts_gets_their_table(void **state)
{
	static const struct store_host one = { { "a.example", 9 }, 500, false };
	char known[16];
	struct store *s;
	sqlite3 *db;

	(void)state;
	clear_home();
	assert_false(visit(100, "a1:one", known));
	assert_int_equal(sqlite3_open(path("state/postil/state.db"), &db), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(db, "DROP TABLE host; PRAGMA user_version = 1", NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
	s = open_at(200, 1000);
	store_put_hosts(s, &one, 1);
	assert_hosts(s, "a.example 500 0|");
	assert_int_equal(store_trouble(s).len, 0);
	store_free(s);
	assert_true(visit(300, "a1:one", known));
}

static void hosts_live_for_the_run_where_there_is_no_file(void **state)
{
	static const struct store_host one = { { "a.example", 9 }, 500, false };
	struct store_options o = { .without = { [STORE_STATE] = true }, .now = 100 };
	struct store *s = store_new(&o);

	(void)state;
	clear_home();
	store_put_hosts(s, &one, 1);
	assert_hosts(s, "a.example 500 0|");
	store_free(s);
	assert_false(is_there("state/postil/state.db"));
	assert_hosts(NULL, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copy_comes_back_in_another_run),
		cmocka_unit_test(copy_not_used_longest_goes_first),
		cmocka_unit_test(folders_and_files_are_private_whatever_the_umask),
		cmocka_unit_test(damaged_file_is_put_aside),
		cmocka_unit_test(damage_within_is_told_once_and_nothing_stops),
		cmocka_unit_test(file_of_a_newer_program_is_left_alone),
		cmocka_unit_test(link_in_the_place_of_the_file_is_not_followed),
		cmocka_unit_test(without_a_place_nothing_is_kept),
		cmocka_unit_test(many_programs_at_once_lose_nothing),
		cmocka_unit_test(comments_are_known_again_by_their_ids),
		cmocka_unit_test(comments_without_ids_are_known_by_what_they_say),
		cmocka_unit_test(place_and_folds_come_back),
		cmocka_unit_test(pages_not_visited_longest_are_forgotten),
		cmocka_unit_test(state_that_cannot_be_had_is_no_visit),
		cmocka_unit_test(hosts_come_back_until_they_expire),
		cmocka_unit_test(hosts_are_believed_for_two_years_and_not_without_number),
		cmocka_unit_test(a_record_from_before_there_were_hosts_gets_their_table),
		cmocka_unit_test(hosts_live_for_the_run_where_there_is_no_file),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
