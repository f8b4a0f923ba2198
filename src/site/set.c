/* set.c: the rules together: where they come from, what their values give. */
#include "config.h"

#include "site/rule.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
	FILE_MAX = 256 * 1024, /* bytes of a rule file */
	FILES_MAX = 2000,      /* of a folder */
};

static bool read_file(const char *path, struct buf *out, struct buf *mistakes)
{
	FILE *f = fopen(path, "rbe");
	char piece[8192];
	size_t got;

	if (!f) {
		buf_printf(mistakes, "%s:1:1: cannot be opened: %s\n", path, strerror(errno));
		return false;
	}
	out->max = FILE_MAX;
	while ((got = fread(piece, 1, sizeof(piece), f)) > 0)
		if (!buf_add(out, (struct str){ piece, got })) {
			buf_printf(mistakes, "%s:1:1: longer than %d bytes, left out\n", path,
				FILE_MAX);
			break;
		}
	fclose(f);
	return !out->full;
}

static int is_rule_file(const struct dirent *d)
{
	struct str name = str_z(d->d_name);

	return name.len > 5 && name.at[0] != '.' && str_ends(name, STR(".site"));
}

static void add_folder(struct site_set *s, const char *folder, struct buf *mistakes)
{
	struct dirent **found;
	int n = folder ? scandir(folder, &found, is_rule_file, alphasort) : -1;
	char path[PATH_MAX];

	for (int i = 0; i < n; i++) {
		struct buf text = { 0 };
		struct stat st;
		int len = snprintf(path, sizeof(path), "%s/%s", folder, found[i]->d_name);

		/* Nothing but a regular file: opening a FIFO would wait for ever. */
		if (i < FILES_MAX && len > 0 && (size_t)len < sizeof(path) &&
			stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
			read_file(path, &text, mistakes))
			site_set_add(s, path, buf_str(&text), true, mistakes);
		buf_free(&text);
		free(found[i]);
	}
	if (n >= 0)
		free(found);
}

struct site_set *site_set_new(
	const char *user_folder, const char *system_folder, struct buf *mistakes)
{
	struct site_set *s = mem_new(1, sizeof(*s));

	s->words = mem_new(1, sizeof(*s->words));
	add_folder(s, user_folder, mistakes);
	add_folder(s, system_folder, mistakes);
	for (const struct site_builtin *b = site_builtin; b->file; b++)
		site_set_add(s, b->file, str_z(b->text), false, mistakes);
	return s;
}

void site_rule_free(struct site_rule *rule)
{
	for (int f = 0; f < SITE_FIELDS; f++)
		for (struct site_value *v = rule->value[f]; v; v = v->next)
			query_free(v->query);
}

void site_set_free(struct site_set *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->rules.len; i++)
		site_rule_free(s->rules.at[i]);
	array_free(&s->rules);
	mem_free(s->words->at);
	array_free(&s->words->signature);
	array_free(&s->words->place);
	mem_free(s->words);
	arena_free(&s->arena);
	mem_free(s);
}

size_t site_set_count(const struct site_set *s)
{
	return s->rules.len;
}

bool site_sample(const struct site_set *s, size_t i, struct site_sample *sample)
{
	const struct site_rule *r = s->rules.at[i];
	const struct site_value *v = r->value[SITE_SAMPLE];
	const char *slash = strrchr(r->file, '/');
	struct str rest, path, address;

	if (!v)
		return false;
	*sample = (struct site_sample){ .rule = site_name(r) };
	rest = v->text;
	str_word(&rest, &path);
	if (path.at[0] != '/' && slash)
		buf_add(&sample->path, (struct str){ r->file, (size_t)(slash - r->file) + 1 });
	buf_add(&sample->path, path);
	if (str_word(&rest, &address))
		buf_add(&sample->address, address);
	else if (r->value[SITE_HOST])
		buf_printf(&sample->address, "https://%.*s/", STR_ARG(r->value[SITE_HOST]->text));
	buf_printf(&sample->where, "%s:%d:%d", r->file, v->line, v->column);
	sample->comments = r->value[PAGE_FIELD_COMMENT] || r->value[PAGE_FIELD_SIGNED];
	return true;
}

void site_sample_free(struct site_sample *sample)
{
	buf_free(&sample->path);
	buf_free(&sample->address);
	buf_free(&sample->where);
}

const char *site_name(const struct site_rule *r)
{
	return r->value[SITE_NAME]->text.at;
}

struct str site_plain(const struct site_rule *r, enum site_field field)
{
	return r->value[field] ? r->value[field]->text : STR_NONE;
}

bool site_has(const struct site_rule *r, enum site_field field)
{
	return r->value[field] != NULL;
}

/* Drops white space that query_text() left at both ends of what stands behind `from`. */
static bool trim_from(struct buf *out, size_t from)
{
	struct str raw = str_sub(buf_str(out), from, out->len), s = str_trim(raw);

	if (!s.len) {
		buf_cut(out, from);
		return false;
	}
	memmove(out->at + from, s.at, s.len);
	buf_cut(out, from + s.len);
	return true;
}

bool site_text(struct site_rule *r, enum site_field field, struct query_context *c, xmlNode *at,
	struct buf *out)
{
	size_t from = out->len;
	int column;

	for (struct site_value *v = r->value[field]; v; v = v->next) {
		struct query *q = value_query(v, NULL, &column);

		if (q && query_text(q, c, at, out) && trim_from(out, from))
			return true;
		buf_cut(out, from);
	}
	return false;
}

bool site_nodes(struct site_rule *r, enum site_field field, struct query_context *c, xmlNode *at,
	struct node_list *list)
{
	bool all = field == PAGE_FIELD_SKIP || field == ITEM_FIELD_SKIP || field == ITEM_FIELD_DROP,
	     found = false;
	int column;

	for (struct site_value *v = r->value[field]; v && (all || !found); v = v->next) {
		struct query *q = value_query(v, NULL, &column);

		if (q && query_nodes(q, c, at, list))
			found = true;
	}
	return found;
}
