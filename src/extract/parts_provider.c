/* parts_provider.c: discussions that a script of the page would fetch from a provider. */
#include "config.h"

#include "extract/parts.h"

#include "text/url.h"
#include "text/url_kin.h"

enum { VALUE_MAX = 1000 }; /* bytes of a setting */

/* Values of a script's settings: key = "value", key: 'value'. */
struct setting {
	struct str key;
	struct str value;
};

/* The quoted text behind the key, the colon or the equals sign; empty when there is none. */
static struct str value_at(struct str text, size_t at)
{
	size_t end;

	while (at < text.len &&
		(ascii_space(text.at[at]) || text.at[at] == '"' || text.at[at] == '\''))
		at++;
	if (at >= text.len || (text.at[at] != '=' && text.at[at] != ':'))
		return STR_NONE;
	for (at++; at < text.len && ascii_space(text.at[at]);)
		at++;
	if (at >= text.len || (text.at[at] != '"' && text.at[at] != '\''))
		return STR_NONE;
	end = str_find_char(text, text.at[at], at + 1);
	return end < text.len && end - at < VALUE_MAX ? str_sub(text, at + 1, end - at - 1)
						      : STR_NONE;
}

/* Whether it stands for itself and is not the end of a longer name. */
static bool is_key(struct str text, size_t at)
{
	char before = at ? text.at[at - 1] : ' ';

	return !ascii_alpha(before) && !ascii_digit(before) && before != '_';
}

static void read_settings(struct extract *x, struct str text, struct setting *set, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t at = 0; !set[i].value.len; at++) {
			struct str raw;
			struct buf plain = { 0 };

			at = str_find(text, set[i].key, at);
			if (at >= text.len)
				break;
			raw = is_key(text, at) ? value_at(text, at + set[i].key.len) : STR_NONE;
			for (size_t k = 0; k < raw.len; k++)
				if (raw.at[k] != '\\')
					buf_add_char(&plain, raw.at[k]);
			set[i].value = arena_dup(&x->arena, buf_str(&plain));
			buf_free(&plain);
		}
}

static struct str page_address(const struct extract *x)
{
	return x->parts.canonical.len ? x->parts.canonical : buf_str(&x->page->url);
}

static void add(struct extract *x, enum part_kind kind, const struct buf *url, const char *name)
{
	parts_add(x,
		&(struct builder_part){ .kind = kind,
			.discussion = DOC_NONE,
			.claimed = DOC_NONE,
			.url = buf_str(url),
			.name = str_z(name) });
}

/* The name of the forum in "//NAME.disqus.com/embed.js". */
static struct str embed_name(struct str text)
{
	size_t at = str_find(text, STR(".disqus.com/embed"), 0), from = at;

	if (at >= text.len)
		return STR_NONE;
	while (from > 0 &&
		(ascii_alpha(text.at[from - 1]) || ascii_digit(text.at[from - 1]) ||
			text.at[from - 1] == '-'))
		from--;
	return str_sub(text, from, at - from);
}

/* The settings may stand in one script, the name in another. */
static void disqus(struct extract *x, const xmlNode *script, struct str text)
{
	struct setting set[] = {
		{ STR("disqus_shortname"), STR_NONE },
		{ STR("disqus_identifier"), STR_NONE },
		{ STR("page.identifier"), STR_NONE },
		{ STR("disqus_url"), STR_NONE },
		{ STR("page.url"), STR_NONE },
	};
	struct part_hints *p = &x->parts;
	struct str name = embed_name(node_attr(script, "src"));

	read_settings(x, text, set, sizeof(set) / sizeof(*set));
	name = name.len ? name : embed_name(text);
	name = name.len ? name : set[0].value;
	if (name.len && !p->disqus_name.len)
		p->disqus_name = arena_dup(&x->arena, name);
	for (size_t i = 1; i < 3; i++)
		p->disqus_id = set[i].value.len ? set[i].value : p->disqus_id;
	for (size_t i = 3; i < 5; i++)
		p->disqus_url = set[i].value.len ? set[i].value : p->disqus_url;
}

void parts_of_scripts_end(struct extract *x)
{
	const struct part_hints *p = &x->parts;
	struct str about = p->disqus_url;
	struct buf url = { 0 };

	if (!p->disqus_name.len)
		return;
	if (!about.len && !p->disqus_id.len)
		about = page_address(x);
	buf_printf(&url, "https://disqus.com/embed/comments/?base=default&f=%.*s",
		STR_ARG(p->disqus_name));
	if (p->disqus_id.len) {
		buf_add(&url, STR("&t_i="));
		url_escape(p->disqus_id, &url);
	}
	if (about.len) {
		buf_add(&url, STR("&t_u="));
		url_escape(about, &url);
	}
	add(x, PART_FRAME, &url, "Disqus");
	buf_free(&url);
}

static void isso(struct extract *x, const xmlNode *script)
{
	struct str root = node_attr(script, "data-isso");
	struct url_parts p;
	struct buf url = { 0 };

	if (!root.len)
		return;
	url_parts(page_address(x), &p);
	buf_printf(&url, "%.*s%s?uri=", STR_ARG(root), str_ends(root, STR("/")) ? "" : "/");
	url_escape(p.path, &url);
	add(x, PART_FRAME, &url, "Isso");
	buf_free(&url);
}

static void remark42(struct extract *x, struct str text)
{
	struct setting set[] = {
		{ STR("host"), STR_NONE },
		{ STR("site_id"), STR_NONE },
		{ STR("url"), STR_NONE },
	};
	struct buf url = { 0 };

	read_settings(x, text, set, sizeof(set) / sizeof(*set));
	if (!set[0].value.len || !set[1].value.len)
		return;
	buf_printf(&url, "%.*s/api/v1/find?site=", STR_ARG(set[0].value));
	url_escape(set[1].value, &url);
	buf_add(&url, STR("&format=plain&url="));
	url_escape(set[2].value.len ? set[2].value : page_address(x), &url);
	add(x, PART_FRAME, &url, "Remark42");
	buf_free(&url);
}

void parts_of_script(struct extract *x, const xmlNode *script)
{
	struct str text =
		node_is_text(script->children) ? node_content(script->children) : STR_NONE;

	isso(x, script);
	if (str_has(text, STR("disqus")) ||
		str_has(node_attr(script, "src"), STR(".disqus.com/embed")))
		disqus(x, script, text);
	if (str_has(text, STR("remark_config")))
		remark42(x, text);
}
