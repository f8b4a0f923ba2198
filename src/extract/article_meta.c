/* article_meta.c: the fields of the page: gathered from all sources, the most believed value written, the runner-up explained. */
#include "config.h"

#include "document/document.h"
#include "extract/meta.h"

#include "text/date.h"
#include "text/url.h"

#include <string.h>

enum {
	TAGS_MAX = 40,
	NEAR_BEFORE = 60,  /* elements before the text that may hold its heading */
	RANK_KNOWN = 1000, /* of what a rule or the thread says */
};

void meta_offer(struct meta *m, enum doc_field field, int rank, const char *how, struct str value)
{
	struct meta_value *best = &m->best[field], *second = &m->second[field];
	struct meta_value mine = { .how = how, .rank = rank };

	value = str_trim(value);
	if (!value.len || rank <= 0 || (rank <= best->rank && rank <= second->rank))
		return;
	if (field == FIELD_BYLINE && rank < RANK_KNOWN) {
		struct buf names = { 0 };
		bool ok = meta_names(value, &names);

		mine.text = ok ? arena_dup(&m->x->arena, buf_str(&names)) : STR_NONE;
		buf_free(&names);
		if (!ok)
			return;
	} else {
		mine.text = arena_dup(&m->x->arena, value);
	}
	if (field == FIELD_BYLINE && best->rank && str_eq(mine.text, best->text)) {
		/* The runner-up stays another name. */
		if (rank > best->rank)
			*best = mine;
		best->agreed = true;
	} else if (rank > best->rank) {
		*second = *best;
		*best = mine;
	} else {
		*second = mine;
	}
}

void meta_tags(struct meta *m, struct str list)
{
	struct str tag;

	while (m->tags.len < TAGS_MAX && str_split(&list, ',', &tag)) {
		bool known = false;

		tag = str_trim(tag);
		for (size_t i = 0; i < m->tags.len && !known; i++)
			known = str_eq_case(m->tags.at[i], tag);
		if (tag.len && tag.len < 80 && !known)
			*array_add(&m->tags) = arena_dup(&m->x->arena, tag);
	}
}

/* Whether more is said of the same authors: the full name behind its first word, or others named after the first. */
static bool tells_more(struct str more, struct str name)
{
	if (more.len <= name.len + 1 || !str_starts_case(more, name))
		return false;
	return more.at[name.len] == ',' || (more.at[name.len] == ' ' && !str_has(name, STR(" ")));
}

/* A name for signing in, jane.doe or jane-doe: one word in small letters with a mark within. */
static bool is_account(struct str name)
{
	bool mark = false;

	for (size_t i = 0; i < name.len; i++) {
		if (ascii_space(name.at[i]) || (name.at[i] >= 'A' && name.at[i] <= 'Z'))
			return false;
		mark = mark || name.at[i] == '.' || name.at[i] == '-' || name.at[i] == '_';
	}
	return mark;
}

/* The site itself is no author while a person is named, nor is an account; the fuller one of two like names wins. */
static void settle_byline(struct meta *m)
{
	struct meta_value *best = &m->best[FIELD_BYLINE], *second = &m->second[FIELD_BYLINE];
	bool longer = tells_more(second->text, best->text) ||
		(is_account(best->text) && !is_account(second->text));

	if (!best->rank || best->rank >= RANK_KNOWN || !second->rank)
		return;
	if ((!best->agreed && meta_names_site(m, best->text) &&
		    !meta_names_site(m, second->text)) ||
		longer)
		*best = *second;
}

static void settle_date(struct meta *m, enum doc_field field)
{
	struct meta_value *candidates[] = { &m->best[field], &m->second[field] };

	for (size_t i = 0; i < 2; i++) {
		struct date date;
		char iso[32];

		if (!candidates[i]->rank ||
			!date_parse(candidates[i]->text, m->x->language, m->x->options->now, &date))
			continue;
		if (date.precision < DATE_DAY && i == 0)
			continue;
		m->best[field] = *candidates[i];
		m->best[field].text = arena_dup(&m->x->arena, str_z(date_iso(&date, iso)));
		return;
	}
	m->best[field] = (struct meta_value){ 0 };
}

/* A date in the address, /2017/03/28/, when nothing else tells. */
static void date_of_address(struct meta *m)
{
	struct str url = m->best[FIELD_CANONICAL].text.len ? m->best[FIELD_CANONICAL].text
							   : buf_str(&m->x->page->url);

	for (size_t i = 0; i + 11 <= url.len; i++) {
		const char *c = url.at + i;

		if (c[0] == '/' && (c[1] == '1' || c[1] == '2') && ascii_digit(c[2]) &&
			ascii_digit(c[3]) && ascii_digit(c[4]) && (c[5] == '/' || c[5] == '-') &&
			ascii_digit(c[6]) && ascii_digit(c[7]) && c[8] == c[5] &&
			ascii_digit(c[9]) && ascii_digit(c[10])) {
			char iso[11];

			memcpy(iso, c + 1, 10);
			iso[4] = iso[7] = '-';
			iso[10] = '\0';
			meta_offer(m, FIELD_PUBLISHED, 30, "address", str_z(iso));
			return;
		}
	}
}

static void resolve_address(struct meta *m, enum doc_field field)
{
	struct buf url = { 0 };

	if (m->best[field].rank &&
		url_resolve(buf_str(&m->x->page->base), m->best[field].text, &url))
		m->best[field].text = arena_dup(&m->x->arena, buf_str(&url));
	buf_free(&url);
}

static void settle(struct meta *m)
{
	struct url_parts parts;

	resolve_address(m, FIELD_CANONICAL);
	resolve_address(m, FIELD_SHORT_URL);
	resolve_address(m, FIELD_IMAGE);
	resolve_address(m, FIELD_NEXT);
	date_of_address(m);
	if (!m->x->host.len && m->best[FIELD_CANONICAL].rank) {
		url_parts(m->best[FIELD_CANONICAL].text, &parts);
		m->x->host = parts.host;
	}
	meta_offer(m, FIELD_SITE, 20, "address", url_site(m->x->host));
	meta_settle_title(m);
	settle_byline(m);
	settle_date(m, FIELD_PUBLISHED);
	settle_date(m, FIELD_UPDATED);
}

static void gather(struct meta *m)
{
	struct article_page *p = m->page;

	for (uint32_t n = 0; n < p->info.len; n++) {
		struct article_info *i = &p->info.at[n];

		if (i->evidence & EVIDENCE_COMMENT) {
			n = i->end - 1;
			continue;
		}
		m->at = n;
		meta_read_head(m, i->node);
		if (node_is(i->node, "script") &&
			str_has_case(node_attr(i->node, "type"), STR("ld+json")) &&
			i->node->children)
			meta_read_json(m, str_z((const char *)i->node->children->content));
		else if (i->node->properties || i->act)
			meta_read_visible(m, i);
	}
}

static void write_fields(struct meta *m, struct builder *b)
{
	for (unsigned f = 0; f < FIELDS; f++) {
		struct meta_value *v = &m->best[f];
		struct explain *e = m->x->options->explain;

		if (!v->rank || f == FIELD_URL)
			continue;
		builder_field(b, f, v->text, v->how);
		if (m->second[f].rank)
			explain(e, field_name(f), "from %s; runner-up %s: %.*s", v->how,
				m->second[f].how, STR_ARG(str_sub(m->second[f].text, 0, 120)));
		else
			explain(e, field_name(f), "from %s", v->how);
	}
	for (size_t i = 0; i < m->tags.len; i++)
		builder_tag(b, m->tags.at[i], STR_NONE);
}

/* The elements round the article: its ancestors that hold little else, and some before it for the heading. */
static void look_round(struct meta *m, const struct article_choice *c)
{
	struct article_page *p = m->page;
	uint32_t at = c->count ? c->at[0] : 0;
	uint32_t letters = at ? p->info.at[at].letters : 0;

	if (!at)
		return;
	while (at > 0 && p->info.at[p->info.at[at].parent].letters < letters + letters / 3 + 300)
		at = p->info.at[at].parent;
	m->from = at > NEAR_BEFORE ? at - NEAR_BEFORE : 0;
	m->to = p->info.at[at].end;
	if (m->to < p->info.at[c->at[c->count - 1]].end)
		m->to = p->info.at[c->at[c->count - 1]].end;
}

void article_meta(struct article_page *p, const struct article_choice *c, struct builder *b)
{
	struct meta *m = mem_new(1, sizeof(*m));
	struct opening *o = &p->x->opening;

	m->page = p;
	m->x = p->x;
	for (unsigned f = 0; f < FIELDS; f++)
		if (f != FIELD_TEXT)
			meta_offer(m, f, RANK_KNOWN, o->how[0] ? o->how : "opening", o->field[f]);
	for (size_t i = 0; i < o->tags.len; i++)
		meta_tags(m, o->tags.at[i]);
	look_round(m, c);
	gather(m);
	settle(m);
	write_fields(m, b);
	p->published = m->body;
	array_free(&m->tags);
	mem_free(m);
}
