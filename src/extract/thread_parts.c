/* thread_parts.c: what a site rule says of addresses with more of the page, and of data that is
 * written into its scripts. */
#include "config.h"

#include "extract/parts.h"
#include "extract/thread_rule.h"
#include "page/make.h"

enum {
	JSON_MAX = 16, /* scripts opened for one rule */
	THREADS_MAX = 50,
	STUBS_MAX = 500,
};

static struct str get(struct extract *x, struct site_rule *rule, enum site_field field, xmlNode *at)
{
	struct buf text = { 0 };
	struct str s = STR_NONE;

	if (site_has(rule, field) && site_text(rule, field, x->query, at, &text))
		s = arena_dup(&x->arena, buf_str(&text));
	buf_free(&text);
	return s;
}

static xmlNode *open_one(struct extract *x, xmlNode *script)
{
	static const char *const kept[] = { "id", "class" };
	xmlNode *data = make_detached(x->page->doc, "json");

	node_link(data, script->parent, script->next);
	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++)
		if (node_has_attr(script, kept[i]))
			make_attribute(data, kept[i], node_attr(script, kept[i]));
	page_parse_json(data, node_content(script->children));
	return data;
}

void thread_open_json(struct extract *x, struct site_rule *rule, struct node_list *opened)
{
	struct node_list list = { 0 };

	if (!site_has(rule, PAGE_FIELD_JSON) ||
		!site_nodes(rule, PAGE_FIELD_JSON, x->query, x->page->root, &list))
		return;
	for (size_t i = 0; i < list.len && i < JSON_MAX; i++)
		if (node_is_text(list.at[i]->children))
			*array_add(opened) = open_one(x, list.at[i]);
	array_free(&list);
	query_context_renew(x->query);
}

/* What no rule has taken out of the data is not for reading. */
void thread_close_json(struct extract *x, struct node_list *opened)
{
	for (size_t i = 0; i < opened->len; i++)
		extract_take(x, opened->at[i]);
	array_free(opened);
}

/* What a rule says of addresses of one kind: a selector, and fields evaluated at each of its nodes. */
struct listing {
	enum part_kind kind;
	enum site_field each, url, claimed;
	bool named; /* it says what each is called and about, too */
	size_t max;
};

static size_t list_parts(struct extract *x, struct site_rule *rule, const struct listing *l)
{
	struct node_list list = { 0 };
	size_t count = 0;

	if (!site_has(rule, l->each))
		return 0;
	site_nodes(rule, l->each, x->query, x->page->root, &list);
	for (size_t i = 0; i < list.len && i < l->max; i++) {
		struct builder_part p = {
			.kind = l->kind,
			.discussion = DOC_NONE,
			.claimed = DOC_NONE,
			.url = get(x, rule, l->url, list.at[i]),
		};
		int32_t claimed = thread_number(get(x, rule, l->claimed, list.at[i]), -1);

		if (claimed >= 0)
			p.claimed = (uint32_t)claimed;
		if (l->named) {
			p.name = get(x, rule, PAGE_FIELD_THREAD_NAME, list.at[i]);
			p.about = get(x, rule, PAGE_FIELD_THREAD_ABOUT, list.at[i]);
		}
		count += p.url.len > 0;
		parts_add(x, &p);
	}
	array_free(&list);
	return count;
}

size_t thread_parts(struct extract *x, struct site_rule *rule)
{
	static const struct {
		enum site_field field;
		enum part_kind kind;
	} rows[] = {
		{ PAGE_FIELD_TOPIC, PART_TOPIC },
		{ PAGE_FIELD_FEED, PART_FEED },
		{ PAGE_FIELD_FRAME, PART_FRAME },
	};
	static const struct listing listings[] = {
		{ PART_COMMENTS, PAGE_FIELD_PART, PAGE_FIELD_PART_URL, PAGE_FIELD_PART_CLAIMED,
			false, STUBS_MAX },
		{ PART_THREAD, PAGE_FIELD_THREAD, PAGE_FIELD_THREAD_URL, PAGE_FIELD_THREAD_CLAIMED,
			true, THREADS_MAX },
	};
	size_t count = 0;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct builder_part p = {
			.kind = rows[i].kind,
			.discussion = DOC_NONE,
			.claimed = DOC_NONE,
			.url = get(x, rule, rows[i].field, x->page->root),
			.name = site_plain(rule, SITE_PROVIDER),
		};

		count += p.url.len > 0;
		parts_add(x, &p);
	}
	for (size_t i = 0; i < sizeof(listings) / sizeof(*listings); i++)
		count += list_parts(x, rule, &listings[i]);
	return count;
}
