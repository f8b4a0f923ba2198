/* script_data.c: walks the scripts of a page and cuts the data out of them. */
#include "config.h"

#include "extract/script_data.h"

#include "page/make.h"

enum {
	DATA_LEAST = 100,      /* bytes of data that may hold a text */
	ATTRIBUTE_LEAST = 200, /* of data in an attribute */
	DATA_MOST = 16 << 20,  /* bytes of all data of a page that are read */
	PIECES_MAX = 64,
};

/* Behind the bracket that closes the value it begins with, strings minded; its whole length when none does. */
static size_t value_end(struct str s)
{
	unsigned depth = 0;
	char quote = '\0';

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c == '\\') {
			i++;
		} else if (quote) {
			quote = c == quote ? '\0' : quote;
		} else if (c == '"' || c == '\'' || c == '`') {
			quote = c;
		} else if (c == '{' || c == '[') {
			depth++;
		} else if ((c == '}' || c == ']') && --depth == 0) {
			return i + 1;
		}
	}
	return s.len;
}

/* `{"`, `{key:`, `["`, `[{`, `[null,`: data, not the body of a function. */
static bool begins_data(struct str s)
{
	struct str inner = str_trim_left(str_sub(s, 1, SIZE_MAX));
	size_t word = 0;

	if (!s.len || (s.at[0] != '{' && s.at[0] != '[') || !inner.len)
		return false;
	if (inner.at[0] == '"' || inner.at[0] == '\'' ||
		(s.at[0] == '[' &&
			(inner.at[0] == '{' || inner.at[0] == '[' ||
				str_starts(inner, STR("null,")))))
		return true;
	while (word < inner.len && (ascii_alpha(inner.at[word]) || inner.at[word] == '_'))
		word++;
	return s.at[0] == '{' && word > 0 && word < inner.len && inner.at[word] == ':';
}

/* What Nuxt returns from a function that is called at once: (function(a,b){return {...}}(...)). */
static struct str returned(struct str s)
{
	const struct str call = STR("(function("), back = STR("{return ");
	size_t at;

	if (!str_starts(s, call))
		return s;
	at = str_find_char(s, '{', 0);
	if (at == STR_NOWHERE || !str_starts(str_sub(s, at, back.len), back))
		return s;
	return str_sub(s, at + back.len, SIZE_MAX);
}

/* Cuts the next value that is assigned off the script; empty when there is none. */
static struct str next_assigned(struct str *rest, bool *string)
{
	const struct str parse = STR("JSON.parse(");
	size_t at = 0, end;

	while ((at = str_find_char(*rest, '=', at)) != STR_NOWHERE) {
		struct str s = returned(str_trim_left(str_sub(*rest, ++at, SIZE_MAX)));

		*string = str_starts(s, parse);
		if (*string)
			s = str_trim_left(str_sub(s, parse.len, SIZE_MAX));
		if (*string ? !s.len || (s.at[0] != '"' && s.at[0] != '\'') : !begins_data(s))
			continue;
		end = *string ? script_string_end(s) : value_end(s);
		*rest = str_sub(s, end, SIZE_MAX);
		return str_sub(s, 0, end);
	}
	*rest = STR_NONE;
	return STR_NONE;
}

static bool is_data(const xmlNode *script)
{
	static const char *const others[] = { "ld+json", "importmap", "speculationrules",
		"template" };
	struct str type = node_attr(script, "type");

	for (size_t i = 0; type.len && i < sizeof(others) / sizeof(*others); i++)
		if (str_has_case(type, str_z(others[i])))
			return false;
	return node_is_text(script->children);
}

static xmlNode *add_holder(struct script_data *d, xmlNode *parent, size_t bytes)
{
	d->pieces++;
	d->bytes += bytes;
	return make_element(parent, STR("script"));
}

static bool may_read(const struct script_data *d, struct str data)
{
	return data.len >= DATA_LEAST && d->pieces < PIECES_MAX &&
		data.len <= DATA_MOST - d->bytes && (!d->wanted || d->wanted(data));
}

/* What a string of JavaScript says is data again. */
static void read_string(xmlNode *to, struct str string)
{
	struct pool_mark mark = make_mark(to->doc);
	xmlNode *quoted = make_element(to, STR("quoted"));
	struct buf text = { 0 };

	page_parse_json(quoted, string);
	node_text(quoted, &text);
	xmlUnlinkNode(quoted);
	make_release(to->doc, mark);
	page_parse_json(to, buf_str(&text));
	buf_free(&text);
}

/* The data of a script that is nothing else. */
static xmlNode *read_whole(struct script_data *d, xmlNode *parent, struct str text)
{
	xmlNode *to, *objects;

	if (!may_read(d, text))
		return NULL;
	to = add_holder(d, parent, text.len);
	page_parse_json(to, text);
	if (str_starts(node_attr(d->at, "id"), STR("__NUXT"))) {
		script_flat_read(to, REFER_NUMBER);
	} else if (str_eq(node_attr(d->at, "type"), STR("qwik/json"))) {
		objects = node_child(to, "objs");
		if (objects)
			script_flat_read(objects, REFER_TEXT);
	} else {
		script_unpack(to);
	}
	return to;
}

/* Data with its own marks for quotation marks. */
static xmlNode *read_escaped(struct script_data *d, xmlNode *parent, struct str text)
{
	struct buf plain = { 0 };
	xmlNode *to = NULL;

	if (script_unescape(text, &plain))
		to = read_whole(d, parent, buf_str(&plain));
	buf_free(&plain);
	return to;
}

/* The list that a script of React Router sends to itself: streamController.enqueue("[...]"). */
static xmlNode *read_sent(struct script_data *d, xmlNode *parent, struct str text)
{
	xmlNode *to;

	if (!text.len || text.at[0] != '"' || !may_read(d, text))
		return NULL;
	to = add_holder(d, parent, text.len);
	read_string(to, str_sub(text, 0, script_string_end(text)));
	script_flat_read(to, REFER_NAMES);
	return to;
}

/* What a page of SvelteKit starts itself with: kit.start(..., {node_ids: [0, 2], data: [...]}). */
static xmlNode *read_start(struct script_data *d, xmlNode *parent, struct str text)
{
	xmlNode *to;

	text = str_trim_left(text);
	if (!begins_data(text))
		return NULL;
	text = str_sub(text, 0, value_end(text));
	if (!may_read(d, text))
		return NULL;
	to = add_holder(d, parent, text.len);
	page_parse_json(to, text);
	return to;
}

/* Whether an attribute may hold data: those of custom elements, and data-*. */
static bool is_data_attribute(const xmlAttr *a)
{
	struct str name = str_z((const char *)a->name);

	return (str_starts(name, STR("data-")) || str_eq(name, STR("props"))) && a->children;
}

/* The next attribute of the element at hand that is data. */
static xmlNode *read_attribute(struct script_data *d, xmlNode *parent)
{
	while (d->attribute) {
		const xmlAttr *a = d->attribute;
		struct str value = a->children ? node_content(a->children) : STR_NONE;
		xmlNode *to;

		d->attribute = a->next;
		if (value.len < ATTRIBUTE_LEAST || !begins_data(value) || !is_data_attribute(a) ||
			!may_read(d, value))
			continue;
		to = add_holder(d, parent, value.len);
		page_parse_json(to, value);
		if (str_eq(str_z((const char *)a->name), STR("props")))
			script_pairs_read(to);
		else
			script_unpack(to);
		return to;
	}
	return NULL;
}

/* The next value that the script at hand assigns to something. */
static xmlNode *read_assigned(struct script_data *d, xmlNode *parent)
{
	while (d->rest.len) {
		bool string = false;
		struct str value = next_assigned(&d->rest, &string);
		xmlNode *to;

		if (!may_read(d, value))
			continue;
		to = add_holder(d, parent, value.len);
		if (string)
			read_string(to, value);
		else
			page_parse_json(to, value);
		script_unpack(to);
		return to;
	}
	return NULL;
}

/* Looks at the script that d->at stands on. */
static xmlNode *read_script(struct script_data *d, xmlNode *parent)
{
	const struct str sends = STR("streamController.enqueue("), starts = STR("data:");
	struct str text = str_trim(node_content(d->at->children));
	xmlNode *to;
	size_t at;

	if (text.len >= DATA_LEAST && str_starts(text, STR("{&")))
		return read_escaped(d, parent, text);
	if (text.len >= DATA_LEAST && (text.at[0] == '{' || text.at[0] == '[') && begins_data(text))
		return read_whole(d, parent, text);
	if (text.len >= DATA_LEAST && (at = str_find(text, sends, 0)) != STR_NOWHERE)
		return read_sent(d, parent, str_sub(text, at + sends.len, SIZE_MAX));
	if (str_has(text, STR("node_ids:")) && (at = str_find(text, starts, 0)) != STR_NOWHERE &&
		(to = read_start(d, parent, str_sub(text, at + starts.len, SIZE_MAX))))
		return to;
	if (script_stream_collect(d->page, text, &d->stream) || text.len < DATA_LEAST ||
		(d->wanted && !d->wanted(text)))
		return NULL;
	d->rest = text;
	return read_assigned(d, parent);
}

static xmlNode *read_stream(struct script_data *d, xmlNode *parent)
{
	struct str stream = buf_str(&d->stream);
	xmlNode *to;

	d->ended = true;
	if (!may_read(d, stream))
		return NULL;
	to = add_holder(d, parent, stream.len);
	script_stream_read(to, stream);
	return to;
}

size_t script_string_end(struct str s)
{
	for (size_t i = 1; i < s.len; i++) {
		if (s.at[i] == '\\')
			i++;
		else if (s.at[i] == s.at[0])
			return i + 1;
	}
	return s.len;
}

void script_data_begin(
	struct script_data *d, const struct page *page, bool (*wanted)(struct str text))
{
	*d = (struct script_data){
		.page = page, .wanted = wanted, .at = page->root, .stream.max = DATA_MOST
	};
}

xmlNode *script_data_next(struct script_data *d, xmlNode *parent)
{
	xmlNode *found = d->rest.len ? read_assigned(d, parent) : read_attribute(d, parent);

	while (!found && d->at) {
		d->at = node_next(d->at, d->page->root);
		if (!d->at || !node_is_element(d->at))
			continue;
		if (!node_is(d->at, "script")) {
			d->attribute = d->at->properties;
			found = read_attribute(d, parent);
		} else if (is_data(d->at)) {
			found = read_script(d, parent);
		}
	}
	return found || d->ended ? found : read_stream(d, parent);
}

void script_data_end(struct script_data *d)
{
	buf_free(&d->stream);
}
