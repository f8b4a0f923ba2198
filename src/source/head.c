/* head.c: what is known about bytes, written before them. */
#include "config.h"

#include "source/head.h"
#include "base/fd.h"

#include <string.h>
#include <unistd.h>

size_t head_length(struct str all)
{
	size_t end = str_starts(all, STR("\n")) ? 0 : str_find(all, STR("\n\n"), 0);

	return end == STR_NOWHERE ? 0 : end + (end == 0 ? 1 : 2);
}

struct str head_field(struct str head, struct str name)
{
	struct str line;

	while (str_split(&head, '\n', &line))
		if (str_starts(line, name) && line.len > name.len && line.at[name.len] == ' ')
			return str_sub(line, name.len + 1, SIZE_MAX);
	return STR_NONE;
}

static void take(struct buf *to, struct str head, const char *name)
{
	buf_cut(to, 0);
	buf_add(to, head_field(head, str_z(name)));
}

void source_take_head(struct source *s, bool *unchanged)
{
	size_t len = head_length(buf_str(&s->bytes));
	struct str head = str_sub(buf_str(&s->bytes), 0, len);

	take(&s->url, head, "url");
	take(&s->type, head, "type");
	take(&s->charset, head, "charset");
	take(&s->etag, head, "etag");
	take(&s->modified, head, "modified");
	take(&s->why, head, "why");
	if (!str_number(head_field(head, STR("taken")), 0, INT64_MAX, &s->taken))
		s->taken = 0;
	s->private = head_field(head, STR("private")).len > 0;
	s->cut = s->cut || head_field(head, STR("cut")).len > 0;
	if (unchanged)
		*unchanged = head_field(head, STR("unchanged")).len > 0;
	if (len > 0) {
		memmove(s->bytes.at, s->bytes.at + len, s->bytes.len - len + 1);
		s->bytes.len -= len;
	}
}

/* A value with a newline would be two lines; none of these can have one. */
static void add(struct buf *head, const char *name, struct str value)
{
	if (value.len > 0 && str_find_char(value, '\n', 0) == STR_NOWHERE)
		buf_printf(head, "%s %.*s\n", name, STR_ARG(value));
}

bool source_keep(const struct source *s, int fd, int64_t now)
{
	struct buf head = { .len = 0 };
	bool ok;

	add(&head, "url", buf_str(&s->url));
	add(&head, "type", buf_str(&s->type));
	add(&head, "charset", buf_str(&s->charset));
	add(&head, "etag", buf_str(&s->etag));
	add(&head, "modified", buf_str(&s->modified));
	add(&head, "why", buf_str(&s->why));
	buf_printf(&head, "taken %lld\n", (long long)now);
	if (s->cut)
		buf_add(&head, STR("cut 1\n"));
	buf_add_char(&head, '\n');
	ok = fd_write(fd, buf_str(&head)) && fd_write(fd, buf_str(&s->bytes));
	buf_free(&head);
	return ok;
}

bool source_again(struct source *s, int fd, const char *name, struct err *e)
{
	if (lseek(fd, 0, SEEK_SET) != 0)
		return err_sys(e, ERR_READ, name);
	if (!source_fd(s, fd, name, NULL, e))
		return false;
	if (head_length(buf_str(&s->bytes)) == 0) {
		source_free(s);
		return err_set(e, ERR_READ, "%s: the copy is damaged", name);
	}
	source_take_head(s, NULL);
	s->once = true;
	return true;
}
