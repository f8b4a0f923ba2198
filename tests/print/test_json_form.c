/* test_json_form.c: the JSON of every golden case has the promised form: strict JSON, keys in their order and no others, values of their kind,
 * times in ISO 8601, parents that exist and stand before their replies, spans within their texts. */
#include "config.h"

#include "support/unit.h"

#include <json-c/json.h>

#include <dirent.h>

enum { PATH_BYTES = 1024, DEPTH = 64 };

enum kind {
	TEXT = 1 << 0,
	NUMBER = 1 << 1,
	OBJECT = 1 << 2,
	LIST = 1 << 3,
	NOTHING = 1 << 4, /* null */
	TIME = 1 << 5,	  /* of a text: begins with a year, a month, a day */
	ABSENT = 1 << 6,  /* may be left out */
};

struct member {
	const char *key;
	unsigned kind;
};

static const struct member whole[] = {
	{ "version", NUMBER },
	{ "url", TEXT | NOTHING },
	{ "canonical", TEXT | NOTHING },
	{ "short_url", TEXT | NOTHING },
	{ "article", OBJECT | NOTHING },
	{ "discussions", LIST },
	{ "parts", LIST | ABSENT },
	{ "notes", LIST },
	{ NULL, 0 },
};

static const struct member article[] = {
	{ "title", TEXT | NOTHING },
	{ "byline", TEXT | NOTHING },
	{ "site", TEXT | NOTHING },
	{ "section", TEXT | NOTHING },
	{ "language", TEXT | NOTHING },
	{ "published", TEXT | TIME | NOTHING },
	{ "updated", TEXT | TIME | NOTHING },
	{ "lede", TEXT | NOTHING },
	{ "image", OBJECT | NOTHING },
	{ "tags", LIST },
	{ "related", LIST },
	{ "text", TEXT },
	{ "blocks", LIST },
	{ NULL, 0 },
};

static const struct member image[] = {
	{ "url", TEXT | NOTHING },
	{ "caption", TEXT | NOTHING },
	{ "credit", TEXT | NOTHING },
	{ NULL, 0 },
};

static const struct member related[] = {
	{ "title", TEXT | NOTHING },
	{ "url", TEXT | NOTHING },
	{ NULL, 0 },
};

static const struct member block[] = {
	{ "kind", TEXT },
	{ "level", NUMBER },
	{ "quote", NUMBER | ABSENT },
	{ "number", NUMBER | ABSENT },
	{ "text", TEXT },
	{ "spans", LIST },
	{ NULL, 0 },
};

static const struct member span[] = {
	{ "kind", TEXT },
	{ "from", NUMBER },
	{ "len", NUMBER },
	{ "url", TEXT | ABSENT },
	{ "title", TEXT | ABSENT },
	{ NULL, 0 },
};

static const struct member discussion[] = {
	{ "source", TEXT },
	{ "how", TEXT },
	{ "provider", TEXT | NOTHING },
	{ "title", TEXT | ABSENT },
	{ "claimed", NUMBER | NOTHING },
	{ "unloaded", NUMBER | NOTHING },
	{ "more", TEXT | NOTHING },
	{ "comments", LIST },
	{ NULL, 0 },
};

static const struct member comment[] = {
	{ "id", TEXT },
	{ "permalink", TEXT | ABSENT },
	{ "parent", TEXT | NOTHING },
	{ "depth", NUMBER },
	{ "author", TEXT | NOTHING },
	{ "time", TEXT | NOTHING },
	{ "edited", TEXT | ABSENT },
	{ "score", NUMBER | ABSENT },
	{ "reply_to", TEXT | ABSENT },
	{ "edge", TEXT | ABSENT },
	{ "flags", LIST },
	{ "text", TEXT },
	{ NULL, 0 },
};

static const struct member part[] = {
	{ "kind", TEXT },
	{ "url", TEXT },
	{ "name", TEXT | ABSENT },
	{ "about", TEXT | ABSENT },
	{ "discussion", NUMBER | ABSENT },
	{ "claimed", NUMBER | ABSENT },
	{ NULL, 0 },
};

static const struct member note[] = {
	{ "code", TEXT },
	{ "text", TEXT },
	{ NULL, 0 },
};

static void refuse(const char *page, const char *key, const char *why)
{
	print_error("%s: %s %s\n", page, key, why);
	fail();
}

static bool is_time(const char *s)
{
	static const char form[] = "0000-00-00";

	for (size_t i = 0; form[i]; i++)
		if (form[i] == '0' ? !ascii_digit(s[i]) : s[i] != form[i])
			return false;
	return s[10] == '\0' || s[10] == 'T';
}

static void check_value(const char *page, const struct member *m, struct json_object *v)
{
	bool fits = false;

	switch (json_object_get_type(v)) {
	case json_type_null: fits = m->kind & NOTHING; break;
	case json_type_string: fits = m->kind & TEXT && *json_object_get_string(v); break;
	case json_type_int: fits = m->kind & NUMBER; break;
	case json_type_object: fits = m->kind & OBJECT; break;
	case json_type_array: fits = m->kind & LIST; break;
	case json_type_boolean:
	case json_type_double: break;
	}
	/* A text may be empty; what is unknown is not an empty text. */
	if (!fits && json_object_get_type(v) == json_type_string)
		fits = m->kind == TEXT;
	if (!fits)
		refuse(page, m->key, "is of another kind");
	if (v && m->kind & TIME && !is_time(json_object_get_string(v)))
		refuse(page, m->key, "is no time");
}

/* Every key of the object is the next of the list, or one after it where those between may be absent. */
static void check_object(const char *page, struct json_object *o, const struct member *m)
{
	json_object_object_foreach(o, key, value)
	{
		while (m->key && strcmp(m->key, key) != 0) {
			if (!(m->kind & ABSENT))
				refuse(page, key, "stands out of order, or nobody knows it");
			m++;
		}
		if (!m->key)
			refuse(page, key, "stands out of order, or nobody knows it");
		check_value(page, m, value);
		m++;
	}
	for (; m->key; m++)
		if (!(m->kind & ABSENT))
			refuse(page, m->key, "is missing");
}

static struct json_object *get(struct json_object *o, const char *key)
{
	return json_object_object_get(o, key);
}

static size_t count(struct json_object *list)
{
	return json_object_array_length(list);
}

static void check_list(const char *page, struct json_object *list, const struct member *m)
{
	for (size_t i = 0; i < count(list); i++)
		check_object(page, json_object_array_get_idx(list, i), m);
}

static void check_article(const char *page, struct json_object *a)
{
	check_object(page, a, article);
	if (get(a, "image"))
		check_object(page, get(a, "image"), image);
	check_list(page, get(a, "related"), related);
	check_list(page, get(a, "blocks"), block);
	for (size_t i = 0; i < count(get(a, "blocks")); i++) {
		struct json_object *b = json_object_array_get_idx(get(a, "blocks"), i),
				   *spans = get(b, "spans");
		int64_t bytes = json_object_get_string_len(get(b, "text"));

		check_list(page, spans, span);
		for (size_t k = 0; k < count(spans); k++) {
			struct json_object *s = json_object_array_get_idx(spans, k);

			if (json_object_get_int64(get(s, "from")) +
					json_object_get_int64(get(s, "len")) >
				bytes)
				refuse(page, "span", "leaves its text");
		}
	}
}

/* The parent stands before its replies, one level above. */
static void check_talk(const char *page, struct json_object *t)
{
	struct json_object *list = get(t, "comments");

	check_object(page, t, discussion);
	check_list(page, list, comment);
	for (size_t i = 0; i < count(list); i++) {
		struct json_object *c = json_object_array_get_idx(list, i), *up = get(c, "parent");
		int64_t depth = json_object_get_int64(get(c, "depth"));
		size_t k = i;

		while (up && k > 0 &&
			strcmp(json_object_get_string(up),
				json_object_get_string(
					get(json_object_array_get_idx(list, k - 1), "id"))) != 0)
			k--;
		if (up && k == 0)
			refuse(page, json_object_get_string(up), "is a parent nobody knows");
		if (depth !=
			(up ? json_object_get_int64(
				      get(json_object_array_get_idx(list, k - 1), "depth")) +
						1
			    : 0))
			refuse(page, "depth", "is not one more than the parent's");
	}
}

static void check_page(const char *path)
{
	char command[PATH_BYTES * 4], chunk[4096];
	struct json_tokener *parser = json_tokener_new_ex(DEPTH);
	struct json_object *o = NULL;
	size_t got;
	FILE *f;

	json_tokener_set_flags(parser, JSON_TOKENER_STRICT);
	snprintf(command, sizeof(command),
		"'%s/postil' --no-config --json --base=https://a.example/b '%s'",
		getenv("POSTIL_TEST_BUILD") ? getenv("POSTIL_TEST_BUILD") : ".", path);
	f = popen(command, "r");
	assert_non_null(f);
	while ((got = fread(chunk, 1, sizeof(chunk), f)) > 0 && !o)
		o = json_tokener_parse_ex(parser, chunk, (int)got);
	pclose(f);
	json_tokener_free(parser);
	if (!o)
		refuse(path, "this", "is no JSON");
	check_object(path, o, whole);
	if (get(o, "article"))
		check_article(path, get(o, "article"));
	for (size_t i = 0; i < count(get(o, "discussions")); i++)
		check_talk(path, json_object_array_get_idx(get(o, "discussions"), i));
	if (get(o, "parts"))
		check_list(path, get(o, "parts"), part);
	check_list(path, get(o, "notes"), note);
	json_object_put(o);
}

static void json_of_every_case_has_the_promised_form(void **state)
{
	const char *source = getenv("POSTIL_TEST_SRC") ? getenv("POSTIL_TEST_SRC") : ".";
	char cases[PATH_BYTES], path[PATH_BYTES * 2];
	unsigned pages = 0;
	struct dirent *e;
	DIR *d;

	(void)state;
	snprintf(cases, sizeof(cases), "%s/tests/cases", source);
	d = opendir(cases);
	assert_non_null(d);
	while ((e = readdir(d))) {
		static const char *const names[] = { "in.html", "in.txt", "in.json", "in.xml",
			"in.mbox" };

		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
			FILE *f;

			snprintf(path, sizeof(path), "%s/%s/%s", cases, e->d_name, names[i]);
			f = fopen(path, "r");
			if (!f)
				continue;
			fclose(f);
			check_page(path);
			pages++;
		}
	}
	closedir(d);
	assert_true(pages >= 10);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_of_every_case_has_the_promised_form),
	};

	return cmocka_run_group_tests_name("print/json_form", tests, NULL, NULL);
}
