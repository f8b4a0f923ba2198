/* ask_files.c: the names that a path could go on with. */
#include "config.h"

#include "load/ask_files.h"

#include "text/clean.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { NAMES_MAX = 1000 };

void ask_file_path(struct str typed, struct buf *path)
{
	const char *home = getenv("HOME");
	bool own = str_eq(typed, STR("~")) || str_starts(typed, STR("~/"));

	if (own && home && home[0] == '/') {
		buf_add(path, str_z(home));
		typed = str_sub(typed, 1, SIZE_MAX);
	}
	buf_add(path, typed);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void offer(struct ask_files *f, const struct buf *folder, const char *entry)
{
	struct buf full = { 0 }, name = { 0 };
	struct stat st;

	buf_printf(&full, "%s%s", buf_z(folder), entry);
	buf_printf(&name, "%s%s", entry,
		stat(buf_z(&full), &st) == 0 && S_ISDIR(st.st_mode) ? "/" : "");
	if (text_is_clean(buf_str(&name)))
		*array_add(&f->name) = mem_z(buf_str(&name));
	buf_free(&full);
	buf_free(&name);
}

void ask_files_find(struct ask_files *f, struct str typed)
{
	struct buf folder = { 0 };
	struct str begun;
	struct dirent *d;
	DIR *dir;

	*f = (struct ask_files){ .from = typed.len };
	while (f->from && typed.at[f->from - 1] != '/')
		f->from--;
	begun = str_sub(typed, f->from, SIZE_MAX);
	ask_file_path(str_sub(typed, 0, f->from), &folder);
	dir = opendir(folder.len ? buf_z(&folder) : ".");
	while (dir && f->name.len < NAMES_MAX && (d = readdir(dir))) {
		bool hidden = d->d_name[0] == '.' && !str_starts(begun, STR("."));

		if (!hidden && str_starts(str_z(d->d_name), begun))
			offer(f, &folder, d->d_name);
	}
	if (dir)
		closedir(dir);
	if (f->name.len)
		qsort(f->name.at, f->name.len, sizeof(*f->name.at), by_name);
	buf_free(&folder);
}

struct str ask_files_common(const struct ask_files *f)
{
	struct str common = f->name.len ? str_z(f->name.at[0]) : STR_NONE;

	for (size_t i = 1; i < f->name.len; i++) {
		const char *other = f->name.at[i];
		size_t k = 0;

		while (k < common.len && common.at[k] == other[k])
			k++;
		while (k < common.len && k && ((unsigned char)common.at[k] & 0xc0) == 0x80)
			k--; /* not within a character */
		common.len = k;
	}
	return common;
}

void ask_files_free(struct ask_files *f)
{
	for (size_t i = 0; i < f->name.len; i++)
		mem_free(f->name.at[i]);
	array_free(&f->name);
}
