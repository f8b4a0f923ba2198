/* meta.c: the fields of the page: gathered from all places, weighed, written, explained. */
#include "config.h"

#include "document/document.h"
#include "extract/body_writer.h"
#include "extract/meta.h"

#include "text/url.h"
#include "text/width.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

enum {
	TAGS_MAX = 40,
	TAG_MAX = 80,	    /* bytes */
	NEAR_BEFORE = 60,   /* elements before the text that may hold its heading */
	JOINED_MAX = 300,   /* bytes of several names put together */
	JOINED_WITHIN = 10, /* elements between two names of one byline */
	TAG_NAME_MAX = 8,
	COUNT_AFTER = 25,     /* elements behind the heading, */
	COUNT_LETTERS = 160,  /* of a byline with a count of comments */
	TEASER_DEPTH = 5,     /* elements up to the link of a teaser */
	TEASER_LETTERS = 20,  /* of a link besides the name or date in it */
	OPENING_LETTERS = 60, /* of a first paragraph */
	OPENING_WITHIN = 25,  /* elements of the text */
	TITLE_ALONE = 25,     /* elements from a title without a text to what belongs to it */
	TOPIC_LETTERS = 300,  /* of the text beside the posts of a topic */
};

static const struct {
	const char *how;
	enum doc_field field;
	int rank;
	enum meta_make make;
} sources[] = {
#define SOURCE(id, field, rank, make, how)                                                         \
	[SOURCE_##id] = { how, FIELD_##field, rank, MAKE_##make },
#include "extract/meta_sources.def"
#undef SOURCE
};

/* ---- values made plain ---- */

/* One character reference at s; the bytes taken, 0 when it is none. */
static size_t reference(struct str s, struct buf *out)
{
	size_t end = str_find_char(str_sub(s, 0, 12), ';', 1);
	uint32_t c = 0;
	char name[12], utf8[4];

	if (end == STR_NOWHERE || end < 3)
		return 0;
	memcpy(name, s.at + 1, end - 1);
	name[end - 1] = '\0';
	if (name[0] == '#') {
		bool hex = name[1] == 'x' || name[1] == 'X';

		c = (uint32_t)strtoul(name + (hex ? 2 : 1), NULL, hex ? 16 : 10);
	} else if (strcmp(name, "apos") == 0) {
		c = '\'';
	} else {
		const htmlEntityDesc *known = htmlEntityLookup((const xmlChar *)name);

		c = known ? known->value : 0;
	}
	if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
		return 0;
	buf_add(out, (struct str){ utf8, char_encode(c, utf8) });
	return end + 1;
}

/* The bytes of an inline tag at s, 0 when it is none. Titles speak of tags, too: only those that mark a title up are taken. */
static size_t inline_tag(struct str s)
{
	static const char names[] = "a b br em font i p small span strong sub sup u";
	size_t end = str_find_char(str_sub(s, 0, 200), '>', 1), from = 1, len = 0;

	if (end == STR_NOWHERE)
		return 0;
	if (s.at[from] == '/')
		from++;
	while (from + len < end && len < TAG_NAME_MAX && ascii_alpha(s.at[from + len]))
		len++;
	return len && str_has_word(STR(names), str_sub(s, from, len)) ? end + 1 : 0;
}

/* Values are often escaped once too often, and marked up where nothing reads marks. */
static struct str unescaped(struct meta *m, struct str s, bool marked_up)
{
	struct buf out = { 0 };

	if (str_find_char(s, '&', 0) == STR_NOWHERE && str_find_char(s, '<', 0) == STR_NOWHERE)
		return arena_dup(&m->x->arena, s);
	for (size_t i = 0; i < s.len;) {
		size_t taken = 0;

		if (s.at[i] == '&')
			taken = reference(str_sub(s, i, SIZE_MAX), &out);
		else if (s.at[i] == '<' && marked_up)
			taken = inline_tag(str_sub(s, i, SIZE_MAX));
		if (!taken)
			buf_add_char(&out, s.at[i++]);
		i += taken;
	}
	s = arena_dup(&m->x->arena, str_trim(buf_str(&out)));
	buf_free(&out);
	return s;
}

/* ---- offers ---- */

/* Several authors stand in several places of the same kind: the names are put together. */
static bool join_names(struct meta *m, const struct meta_value *v, struct str names)
{
	bool apart = v->make == MAKE_VISIBLE || v->make == MAKE_LINKED ||
		v->make == MAKE_MICRODATA || v->make == MAKE_MICROFORMAT || v->make == MAKE_RDFA;

	for (size_t i = m->values[FIELD_BYLINE].len; i-- > 0;) {
		struct meta_value *old = &m->values[FIELD_BYLINE].at[i];
		struct buf both = { 0 };

		if (strcmp(old->how, v->how) != 0 || old->rank != v->rank ||
			v->make == MAKE_JSON_LD)
			continue;
		if (str_has_case(old->text, names)) {
			old->at = v->at;
			return true;
		}
		/* What is said of one author is no second one. */
		if (apart && !(meta_is_person(names) && meta_is_person(old->text)))
			return false;
		if ((apart && v->at - old->at > JOINED_WITHIN) ||
			old->text.len + names.len > JOINED_MAX)
			return false;
		buf_printf(&both, "%.*s, %.*s", STR_ARG(old->text), STR_ARG(names));
		old->text = arena_dup(&m->x->arena, buf_str(&both));
		old->at = v->at;
		buf_free(&both);
		return true;
	}
	return false;
}

static void keep(struct meta *m, enum doc_field field, struct meta_value v)
{
	struct meta_value *at = m->values[field].at;
	size_t len = m->values[field].len, weakest = 0;

	for (size_t i = 0; i < len; i++) {
		if (strcmp(at[i].how, v.how) == 0 && str_eq(at[i].text, v.text)) {
			at[i].rank = at[i].rank < v.rank ? v.rank : at[i].rank;
			return;
		}
		if (at[i].rank < at[weakest].rank)
			weakest = i;
	}
	if (len < META_VALUES)
		at[m->values[field].len++] = v;
	else if (at[weakest].rank < v.rank)
		at[weakest] = v;
}

/* Whether the page prints it, and so may print anything there. */
static bool is_printed(enum meta_make make)
{
	return make == MAKE_MICROFORMAT || make == MAKE_LINKED || make == MAKE_VISIBLE;
}

void meta_offer_value(struct meta *m, enum doc_field field, struct meta_value v, struct str value)
{
	value = str_trim(value);
	if (!value.len || v.rank <= 0)
		return;
	v.at = m->at;
	/* What is printed was read already: a tag in it is one that it speaks of. */
	v.text = unescaped(m, value, v.make != MAKE_VISIBLE);
	if (field == FIELD_BYLINE && v.rank < META_KNOWN) {
		struct buf names = { 0 };
		bool ok = !(m->values[field].len && meta_is_second_hand(v.text)) &&
			meta_names(m, v.text, &names) &&
			!(is_printed(v.make) && meta_is_wording(buf_str(&names)));

		v.text = ok ? arena_dup(&m->x->arena, buf_str(&names)) : STR_NONE;
		buf_free(&names);
		if (ok && join_names(m, &v, v.text))
			return;
	}
	if (v.text.len)
		keep(m, field, v);
}

void meta_offer(struct meta *m, enum meta_source source, int percent, struct str value)
{
	struct meta_value v = { .how = sources[source].how,
		.rank = sources[source].rank * percent / 100,
		.make = sources[source].make };

	meta_offer_value(m, sources[source].field, v, value);
}

int meta_rank(const struct meta *m, enum doc_field field)
{
	int best = 0;

	for (size_t i = 0; i < m->values[field].len; i++)
		if (m->values[field].at[i].rank > best)
			best = m->values[field].at[i].rank;
	return best;
}

bool meta_near(const struct meta *m)
{
	if (m->to == 0 && m->x->talked)
		return m->title_at && m->at < m->title_at + TITLE_ALONE;
	return m->to == 0 || (m->at >= m->from && m->at < m->to);
}

bool meta_in_teaser(const struct meta *m, const struct article_info *i)
{
	const struct article_info *up = i;

	for (int steps = 0; steps < TEASER_DEPTH && up->parent; steps++) {
		up = &m->page->info.at[up->parent];
		if (node_is(up->node, "a"))
			return up->letters > i->letters + TEASER_LETTERS;
	}
	return false;
}

void meta_tags(struct meta *m, struct str list)
{
	struct str tag;

	while (m->tags.len < TAGS_MAX && str_split(&list, ',', &tag)) {
		bool known = false;

		tag = str_trim(tag);
		if (!tag.len || tag.len >= TAG_MAX)
			continue;
		tag = unescaped(m, tag, true);
		for (size_t i = 0; i < m->tags.len && !known; i++)
			known = str_eq_case(m->tags.at[i], tag);
		if (!known)
			*array_add(&m->tags) = tag;
	}
}

/* ---- the page, once from front to back ---- */

/* What is named for comments holds them; but what is short and stands below the heading is the byline with their count. */
static bool is_talk(const struct meta *m, uint32_t at)
{
	const struct article_info *i = &m->page->info.at[at];
	struct str class;

	if (!(i->evidence & EVIDENCE_COMMENT))
		return false;
	class = node_attr(i->node, "class");
	if (!(i->evidence & EVIDENCE_META) || str_has_case(class, STR("comment-")) ||
		str_has_case(class, STR("comment_")))
		return true;
	return !(m->title_at && at - m->title_at < COUNT_AFTER && i->letters < COUNT_LETTERS);
}

/* Whether it is quoted in the text, a tweet, an old letter: it has an author and a day of its own. */
static bool is_quoted(const struct meta *m, uint32_t at)
{
	const struct article_info *i = &m->page->info.at[at];

	return i->act == TAG_QUOTE && m->to && at > m->text_from && at < m->text_to &&
		i->letters * 2 < m->page->info.at[m->text_from].letters;
}

static bool is_json_ld(const xmlNode *n)
{
	return node_is(n, "script") && str_has_case(node_attr(n, "type"), STR("ld+json")) &&
		n->children;
}

static void gather(struct meta *m)
{
	struct article_page *p = m->page;

	for (uint32_t n = 0; n < p->info.len; n++) {
		struct article_info *i = &p->info.at[n];

		if (is_talk(m, n) || is_quoted(m, n)) {
			n = i->end - 1;
			continue;
		}
		m->at = n;
		if (n == 0 || body_tag(i->node)->act == TAG_SKIP)
			meta_read_head(m, i->node);
		if (body_tag(i->node)->act == TAG_SCRIPT && is_json_ld(i->node))
			meta_read_json(m, node_content(i->node->children));
		else if (i->node->properties || i->act || node_is(i->node, "time"))
			meta_read_visible(m, i);
		if (i->own >= OPENING_LETTERS && i->block && n >= m->text_from &&
			n < m->text_from + OPENING_WITHIN)
			meta_read_opening(m, i);
	}
}

/* The elements round the article: its ancestors that hold little else, and some before it for the heading. */
static void look_round(struct meta *m, const struct article_choice *c)
{
	struct article_page *p = m->page;
	uint32_t at = c->count ? c->at[0] : 0;
	uint32_t letters = at ? p->info.at[at].letters : 0;

	if (!at)
		return;
	m->text_from = at;
	m->text_to = p->info.at[c->at[c->count - 1]].end;
	while (at > 0 && p->info.at[p->info.at[at].parent].letters < letters + letters / 3 + 300)
		at = p->info.at[at].parent;
	m->from = at > NEAR_BEFORE ? at - NEAR_BEFORE : 0;
	m->to = p->info.at[at].end;
	if (m->to < m->text_to)
		m->to = m->text_to;
}

/* ---- what comes out ---- */

/* One line a field: what won, who agrees, what came second. */
static void explain_field(const struct meta *m, enum doc_field f)
{
	struct explain *e = m->x->options->explain;
	const struct meta_value *best = &m->best[f], *second = &m->second[f];
	struct buf line = { 0 };

	if (!e)
		return;
	buf_printf(&line, "from %s (%d)", best->how, best->rank);
	if (m->agree[f])
		buf_printf(&line, ", %u more agree%s", m->agree[f], m->agree[f] == 1 ? "s" : "");
	if (second->rank)
		buf_printf(&line, "; runner-up %s (%d): %.*s", second->how, second->rank,
			STR_ARG(str_sub(second->text, 0, 120)));
	explain(e, field_name(f), "%.*s", STR_ARG(buf_str(&line)));
	buf_free(&line);
}

/* What a list prints of one of its stories is nothing of its own; its head speaks of the list. */
static bool is_of_story(const struct meta_value *v, enum doc_field f)
{
	bool head = v->make == MAKE_KNOWN || v->make == MAKE_OPENGRAPH || v->make == MAKE_TWITTER ||
		v->make == MAKE_DUBLIN_CORE || v->make == MAKE_VENDOR || v->make == MAKE_HEAD;

	return !head &&
		(f == FIELD_BYLINE || f == FIELD_PUBLISHED || f == FIELD_UPDATED ||
			f == FIELD_LEDE || f == FIELD_CAPTION || f == FIELD_CREDIT);
}

static void write_fields(struct meta *m, struct builder *b)
{
	for (unsigned f = 0; f < FIELDS; f++) {
		if (!m->best[f].rank || !m->best[f].text.len || f == FIELD_URL ||
			(m->page->listing && is_of_story(&m->best[f], f)))
			continue;
		builder_field(b, f, m->best[f].text, m->best[f].how);
		explain_field(m, f);
	}
	for (size_t i = 0; i < m->tags.len; i++)
		builder_tag(b, m->tags.at[i], STR_NONE);
}

static void offer_known(struct meta *m, const struct opening *o)
{
	const struct meta_value known = {
		.how = o->how[0] ? o->how : "opening", .rank = META_KNOWN, .make = MAKE_KNOWN
	};

	for (unsigned f = 0; f < FIELDS; f++)
		if (f != FIELD_TEXT)
			meta_offer_value(m, f, known, o->field[f]);
	for (size_t i = 0; i < o->tags.len; i++)
		meta_tags(m, o->tags.at[i]);
}

/* What the record says that holds the text, where the text is no markup of the page. */
static void offer_record(struct meta *m)
{
	const struct article_record *r = &m->page->record;

	meta_offer(m, SOURCE_RECORD_TITLE, 100, r->title);
	meta_offer(m, SOURCE_RECORD_AUTHOR, 100, r->byline);
	meta_offer(m, SOURCE_RECORD_PUBLISHED, 100, r->published);
	meta_offer(m, SOURCE_RECORD_UPDATED, 100, r->updated);
}

/* A later page of a topic holds posts and hardly a line else: it is as old as the first of them. */
static bool is_posts_alone(const struct meta *m, const struct article_choice *c)
{
	const struct opening *o = &m->x->opening;

	if (!c->count)
		return true;
	return m->x->talked && o->how[0] && !o->complete &&
		m->page->info.at[c->at[0]].letters < TOPIC_LETTERS;
}

void article_meta(struct article_page *p, const struct article_choice *c, struct builder *b)
{
	struct meta *m = mem_new(1, sizeof(*m));

	m->page = p;
	m->x = p->x;
	meta_index_prefixes(&m->prefixes);
	offer_known(m, &p->x->opening);
	offer_record(m);
	look_round(m, c);
	gather(m);
	if (is_posts_alone(m, c))
		meta_offer(m, SOURCE_DATE_POST, 100, m->x->first_time);
	meta_settle(m);
	write_fields(m, b);
	p->published = m->body;
	array_free(&m->tags);
	mem_free(m);
}
