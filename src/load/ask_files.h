/* ask_files.h: paths as they are typed. */
#ifndef POSTIL_LOAD_ASK_FILES_H
#define POSTIL_LOAD_ASK_FILES_H

#include "base/buf.h"

/* Appends the path that is meant: "~/" is the home folder. */
void ask_file_path(struct str typed, struct buf *path);

/* Files whose path begins so, in order: the last part of each, folders with a slash. What could
 * not be typed is left out. *from receives the byte where the last part begins in what was typed. */
struct ask_files {
	ARRAY(char *) name;
	size_t from;
};

void ask_files_find(struct ask_files *f, struct str typed);
void ask_files_free(struct ask_files *f);

/* What all names begin with. */
struct str ask_files_common(const struct ask_files *f);

#endif
