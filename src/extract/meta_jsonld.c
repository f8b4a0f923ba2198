/* meta_jsonld.c: what the page publishes of itself as JSON-LD. Blocks on real pages are malformed in many ways, so what cannot be read is
 * passed over in silence. */
#include "config.h"

#include "extract/meta.h"

#include <json-c/json.h>
#include <string.h>

enum {
	JSON_DEPTH = 64,
	JSON_OBJECTS = 2000, /* looked at in one block */
};

static struct str text_of(struct json_object *o)
{
	if (!o || json_object_get_type(o) != json_type_string)
		return STR_NONE;
	return (struct str){ json_object_get_string(o), (size_t)json_object_get_string_len(o) };
}

static struct json_object *get(struct json_object *o, const char *key)
{
	struct json_object *value = NULL;

	if (o && json_object_get_type(o) == json_type_object)
		json_object_object_get_ex(o, key, &value);
	return value;
}

/* The first of an array, or the thing itself. */
static struct json_object *first(struct json_object *o)
{
	if (o && json_object_get_type(o) == json_type_array)
		return json_object_array_length(o) ? json_object_array_get_idx(o, 0) : NULL;
	return o;
}

static bool is_type(struct json_object *o, const char *const *types, size_t count)
{
	struct json_object *type = get(o, "@type");
	size_t len = type && json_object_get_type(type) == json_type_array
		? json_object_array_length(type)
		: 1;

	for (size_t i = 0; type && i < len && i < 8; i++) {
		struct str name = text_of(json_object_get_type(type) == json_type_array
				? json_object_array_get_idx(type, i)
				: type);

		for (size_t k = 0; k < count; k++)
			if (str_ends_case(name, str_z(types[k])))
				return true;
	}
	return false;
}

struct objects {
	struct json_object *at[JSON_OBJECTS];
	size_t len;
};

/* All objects of a block, outer ones first; comments of the page are left alone. */
static void gather(struct objects *all, struct json_object *root)
{
	all->len = 0;
	all->at[all->len++] = root;
	for (size_t i = 0; i < all->len; i++) {
		struct json_object *o = all->at[i];

		if (json_object_get_type(o) == json_type_array) {
			for (size_t k = 0;
				k < json_object_array_length(o) && all->len < JSON_OBJECTS; k++)
				if (json_object_array_get_idx(o, k))
					all->at[all->len++] = json_object_array_get_idx(o, k);
		} else if (json_object_get_type(o) == json_type_object) {
			json_object_object_foreach(o, key, value)
			{
				enum json_type type = json_object_get_type(value);

				if ((type == json_type_object || type == json_type_array) &&
					all->len < JSON_OBJECTS &&
					(strcmp(key, "@graph") == 0 ||
						strcmp(key, "mainEntity") == 0 ||
						strcmp(key, "mainEntityOfPage") == 0 ||
						strcmp(key, "itemReviewed") != 0) &&
					strcmp(key, "comment") != 0)
					all->at[all->len++] = value;
			}
		}
	}
}

/* The object a bare {"@id": ...} refers to. */
static struct json_object *referred(const struct objects *all, struct json_object *o)
{
	struct str id = text_of(get(o, "@id"));

	if (!id.len || get(o, "name"))
		return o;
	for (size_t i = 0; i < all->len; i++)
		if (get(all->at[i], "name") && str_eq(text_of(get(all->at[i], "@id")), id))
			return all->at[i];
	return o;
}

static struct str name_of(const struct objects *all, struct json_object *o)
{
	struct str name = text_of(o);

	o = name.len ? o : referred(all, o);
	return name.len ? name : text_of(first(get(o, "name")));
}

static void read_authors(
	struct meta *m, const struct objects *all, struct json_object *author, int rank)
{
	struct buf names = { 0 };
	size_t len = author && json_object_get_type(author) == json_type_array
		? json_object_array_length(author)
		: 1;

	for (size_t i = 0; author && i < len && i < 20; i++) {
		bool list = json_object_get_type(author) == json_type_array;
		struct str name = str_trim(
			name_of(all, list ? json_object_array_get_idx(author, i) : author));

		if (!name.len || str_has(buf_str(&names), name))
			continue;
		if (names.len)
			buf_add(&names, STR(", "));
		buf_add(&names, name);
	}
	meta_offer(m, FIELD_BYLINE, rank, "json-ld author", buf_str(&names));
	buf_free(&names);
}

static void read_image(struct meta *m, struct json_object *image)
{
	image = first(image);
	if (text_of(image).len)
		meta_offer(m, FIELD_IMAGE, 64, "json-ld image", text_of(image));
	meta_offer(m, FIELD_IMAGE, 64, "json-ld image", text_of(first(get(image, "url"))));
	meta_offer(m, FIELD_CAPTION, 60, "json-ld caption", text_of(get(image, "caption")));
	meta_offer(m, FIELD_CREDIT, 60, "json-ld creditText", text_of(get(image, "creditText")));
}

static void read_keywords(struct meta *m, struct json_object *words)
{
	if (text_of(words).len)
		meta_tags(m, text_of(words));
	if (words && json_object_get_type(words) == json_type_array)
		for (size_t i = 0; i < json_object_array_length(words) && i < 60; i++)
			meta_tags(m, text_of(json_object_array_get_idx(words, i)));
}

/* An object that describes the page's text; weaker ones (a WebPage) rank below. */
static void read_article(struct meta *m, const struct objects *all, struct json_object *o, int less)
{
	struct str body = text_of(get(o, "articleBody"));

	meta_offer(m, FIELD_TITLE, 79 - less, "json-ld headline", text_of(get(o, "headline")));
	meta_offer(m, FIELD_TITLE, 58 - less, "json-ld name", text_of(get(o, "name")));
	read_authors(m, all, get(o, "author"), 86 - less);
	read_authors(m, all, get(o, "creator"), 60 - less);
	meta_offer(m, FIELD_PUBLISHED, 84 - less, "json-ld datePublished",
		text_of(first(get(o, "datePublished"))));
	meta_offer(m, FIELD_PUBLISHED, 50 - less, "json-ld dateCreated",
		text_of(first(get(o, "dateCreated"))));
	meta_offer(m, FIELD_UPDATED, 84 - less, "json-ld dateModified",
		text_of(first(get(o, "dateModified"))));
	meta_offer(m, FIELD_SECTION, 70 - less, "json-ld articleSection",
		text_of(first(get(o, "articleSection"))));
	meta_offer(
		m, FIELD_LANGUAGE, 52 - less, "json-ld inLanguage", text_of(get(o, "inLanguage")));
	meta_offer(m, FIELD_LEDE, 60 - less, "json-ld description", text_of(get(o, "description")));
	meta_offer(m, FIELD_SITE, 70 - less, "json-ld publisher",
		name_of(all, first(get(o, "publisher"))));
	read_image(m, get(o, "image"));
	read_keywords(m, get(o, "keywords"));
	if (body.len > m->body.len)
		m->body = arena_dup(&m->x->arena, body);
}

static void read_object(struct meta *m, const struct objects *all, struct json_object *o)
{
	static const char *const articles[] = { "Article", "BlogPosting", "Report", "Review",
		"Recipe", "Posting", "LiveBlogPosting", "Question", "AnalysisNewsArticle",
		"Chapter", "CreativeWork", "HowTo" };
	static const char *const pages[] = { "WebPage", "VideoObject", "ItemPage", "MediaObject",
		"PodcastEpisode", "Event" };
	static const char *const sites[] = { "WebSite" };

	if (is_type(o, sites, 1))
		meta_offer(m, FIELD_SITE, 74, "json-ld WebSite", text_of(get(o, "name")));
	else if (is_type(o, articles, sizeof(articles) / sizeof(*articles)))
		read_article(m, all, o, 0);
	else if (is_type(o, pages, sizeof(pages) / sizeof(*pages)))
		read_article(m, all, o, 30);
}

void meta_read_json(struct meta *m, struct str json)
{
	struct json_tokener *parser;
	struct json_object *root;
	struct objects *all;

	json = str_trim(json);
	for (size_t skip = 0; skip < 64 && json.len && json.at[0] != '{' && json.at[0] != '[';
		skip++)
		json = str_sub(json, 1, SIZE_MAX);
	if (!json.len || json.len > INT32_MAX)
		return;
	parser = json_tokener_new_ex(JSON_DEPTH);
	if (!parser)
		mem_fail();
	root = json_tokener_parse_ex(parser, json.at, (int)json.len);
	json_tokener_free(parser);
	if (!root)
		return;
	all = mem_new(1, sizeof(*all));
	gather(all, root);
	for (size_t i = 0; i < all->len; i++)
		if (json_object_get_type(all->at[i]) == json_type_object)
			read_object(m, all, all->at[i]);
	mem_free(all);
	json_object_put(root);
}
