/* folder.c: folders as sources: mail in a Maildir, or the page that a browser saved with its files
 * beside it. */
#include "config.h"

#include "source/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ENTRIES_MAX = 20000 }; /* of a folder, looked at */

struct names {
	struct arena arena;
	ARRAY(const char *) all;
	size_t pages; /* of them, by their endings */
};

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_page_name(const char *name)
{
	static const char *const ends[] = { ".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht",
		".html.gz", ".warc", ".warc.gz" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (str_ends_case(str_z(name), str_z(ends[i])))
			return true;
	return false;
}

/* The files in the folder that are not hidden, in the order of their names. */
static bool list(const char *path, struct names *n, struct err *e)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	struct stat st;

	if (!dir)
		return err_sys(e, ERR_OPEN, path);
	while (n->all.len < ENTRIES_MAX && (entry = readdir(dir)))
		if (entry->d_name[0] != '.' && fstatat(dirfd(dir), entry->d_name, &st, 0) == 0 &&
			S_ISREG(st.st_mode)) {
			*array_add(&n->all) = arena_dup(&n->arena, str_z(entry->d_name)).at;
			n->pages += is_page_name(entry->d_name);
		}
	closedir(dir);
	if (n->all.len > 0)
		qsort(n->all.at, n->all.len, sizeof(*n->all.at), by_name);
	return true;
}

static void names_free(struct names *n)
{
	array_free(&n->all);
	arena_free(&n->arena);
}

/* ---- mail ---- */

static bool has_folder(const char *path, const char *name)
{
	char at[PATH_MAX];
	struct stat st;

	return snprintf(at, sizeof(at), "%s/%s", path, name) < (int)sizeof(at) &&
		stat(at, &st) == 0 && S_ISDIR(st.st_mode);
}

/* A message as mailboxes have it: a line before it, and ">" before lines like that one. */
static void add_message(struct source *s, struct str message)
{
	struct str line;

	buf_add(&s->bytes, STR("From MAILDIR Thu Jan  1 00:00:00 1970\n"));
	while (str_split(&message, '\n', &line)) {
		if (str_starts(line, STR("From ")))
			buf_add_char(&s->bytes, '>');
		buf_add(&s->bytes, line);
		buf_add_char(&s->bytes, '\n');
	}
	buf_add_char(&s->bytes, '\n');
}

/* A message that has been moved or cannot be read is left out, as mail programs do. */
static void add_messages(
	struct source *s, const char *path, const char *part, const struct source_limits *limits)
{
	struct names n = { .pages = 0 };
	char folder[PATH_MAX], file[PATH_MAX];
	struct source one;
	struct err e;

	snprintf(folder, sizeof(folder), "%s/%s", path, part);
	list(folder, &n, &e);
	for (size_t i = 0; i < n.all.len && !s->bytes.full; i++) {
		if (snprintf(file, sizeof(file), "%s/%s", folder, n.all.at[i]) >=
				(int)sizeof(file) ||
			!source_file(&one, file, NULL, &e))
			continue;
		add_message(s, buf_str(&one.bytes));
		source_free(&one);
		if (limits && limits->progress &&
			!limits->progress(limits->data, s->bytes.len, 0)) {
			s->cut = s->stopped = true;
			break;
		}
	}
	s->cut = s->cut || s->bytes.full || n.all.len == ENTRIES_MAX;
	names_free(&n);
}

static bool read_maildir(
	struct source *s, const char *path, const struct source_limits *limits, struct err *e)
{
	*s = (struct source){ .once = true };
	s->bytes.max = limits && limits->max ? limits->max : SOURCE_FILE_MAX;
	buf_add(&s->name, str_z(path));
	add_messages(s, path, "cur", limits);
	add_messages(s, path, "new", limits);
	if (s->bytes.len > 0)
		return true;
	source_free(s);
	return err_set(e, ERR_OPEN, "%s: is a mail folder without a message", path);
}

/* ---- pages ---- */

/* The page to read: the only one, else the one called index; NULL with *e. */
static const char *choose(const struct names *n, const char *path, struct err *e)
{
	const char *page = n->all.len == 1 ? n->all.at[0] : NULL;

	for (size_t i = 0; i < n->all.len; i++) {
		bool index = str_starts_case(str_z(n->all.at[i]), STR("index."));

		if (is_page_name(n->all.at[i]) && (n->pages == 1 || index))
			page = n->all.at[i];
	}
	if (page)
		return page;
	if (n->pages > 1)
		err_set(e, ERR_OPEN, "%s: is a folder with %zu pages in it; name one of them", path,
			n->pages);
	else
		err_set(e, ERR_OPEN, "%s: is a folder without a page in it", path);
	return NULL;
}

bool source_folder(
	struct source *s, const char *path, const struct source_limits *limits, struct err *e)
{
	struct names n = { .pages = 0 };
	const char *page;
	char file[PATH_MAX];
	bool ok;

	if (has_folder(path, "cur") && has_folder(path, "new"))
		return read_maildir(s, path, limits, e);
	ok = list(path, &n, e) && (page = choose(&n, path, e));
	if (ok && snprintf(file, sizeof(file), "%s/%s", path, page) >= (int)sizeof(file))
		ok = err_set(e, ERR_OPEN, "%.200s: this path is too long", path);
	ok = ok && source_file(s, file, limits, e);
	names_free(&n);
	return ok;
}
