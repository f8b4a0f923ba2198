/* Folders as sources. */
#include "config.h"

#include "support/unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "source/source.h"

static char home[] = "/tmp/postil-test-XXXXXX";

static const char *path(const char *name)
{
	static char at[256];

	snprintf(at, sizeof(at), "%s/%s", home, name);
	return at;
}

static void put(const char *name, const char *text)
{
	FILE *f = fopen(path(name), "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void says(const char *folder, const char *sentence)
{
	struct source s;
	struct err e;

	assert_false(source_file(&s, path(folder), NULL, &e));
	assert_non_null(strstr(e.text, sentence));
}

static void gives(const char *folder, const char *text)
{
	struct source s;
	struct err e;

	assert_true(source_file(&s, path(folder), NULL, &e));
	assert_str(buf_str(&s.bytes), text);
	source_free(&s);
}

static void page_beside_its_files_is_read(void **state)
{
	(void)state;
	mkdir(path("page"), 0700);
	says("page", "is a folder without a page in it");
	mkdir(path("page/Story_files"), 0700);
	put("page/Story_files/style.css", "p {}");
	put("page/Story.htm", "<p>story</p>");
	gives("page", "<p>story</p>");
	put("page/.hidden.html", "hidden");
	put("page/notes.txt", "notes");
	gives("page", "<p>story</p>");
	put("page/Other.html", "<p>other</p>");
	says("page", "is a folder with 2 pages in it; name one of them");
	put("page/index.html", "<p>index</p>");
	gives("page", "<p>index</p>");
}

static void mail_folder_is_a_mailbox(void **state)
{
	static const char *const folders[] = { "mail", "mail/cur", "mail/new", "mail/tmp" };
	struct source_limits limits = { .max = 60 };
	struct source s;
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		mkdir(path(folders[i]), 0700);
	says("mail", "is a mail folder without a message");
	put("mail/new/3.c", "Subject: three\n\nc\n");
	put("mail/cur/2.b:2,S", "Subject: two\n\nFrom here on\n");
	put("mail/cur/1.a:2,", "Subject: one\n\na\n");
	put("mail/tmp/4.d", "Subject: unfinished\n");
#define LINE "From MAILDIR Thu Jan  1 00:00:00 1970\n"
	gives("mail",
		LINE "Subject: one\n\na\n\n\n" LINE "Subject: two\n\n>From here on\n\n\n" LINE
		     "Subject: three\n\nc\n\n\n");
	assert_true(source_file(&s, path("mail"), &limits, &e));
	assert_true(s.cut);
	assert_true(s.once);
	source_free(&s);
}

static int start(void **state)
{
	(void)state;
	return mkdtemp(home) ? 0 : -1;
}

static int stop(void **state)
{
	char command[300];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", home);
	return system(command);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(page_beside_its_files_is_read),
		cmocka_unit_test(mail_folder_is_a_mailbox),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
